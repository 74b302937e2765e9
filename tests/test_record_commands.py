"""`suluh export`, `backup` and `forget`, as staff use them."""

import csv
import sqlite3
from datetime import date, timedelta

import pytest
from recorded import DAY, NOON, feedback, response, visit

from toolkit import cli
from toolkit.records.records import Records


def suluh(capsys, *arguments):
    try:
        status = cli.main([str(argument) for argument in arguments])
    except SystemExit as stopped:
        status = stopped.code
    told = capsys.readouterr()
    return status, (told.out + told.err).strip()


@pytest.fixture
def data(project, tmp_path, monkeypatch):
    monkeypatch.setenv("SULUH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def records(data):
    with Records(data) as records:
        records.add(visit(1), [response(1), response(2)], [feedback(1)])
        other = visit(2, lesson="online-safety", source="instagram", started=NOON - 86400.0)
        records.add(other, [response(3)]).result()
        yield records


def lessons(folder):
    with (folder / "visits.csv").open(encoding="utf-8-sig") as file:
        return [row["lesson"] for row in csv.DictReader(file)]


def test_export(records, capsys, tmp_path):
    folder = tmp_path / "tabel"
    status, told = suluh(capsys, "export", folder)
    assert status == 0
    counted = "2 kunjungan, 3 jawaban, 1 pendapat, 0 kejadian di ruang langsung"
    assert told == f"Tersimpan di {folder}: {counted}."
    assert sorted(lessons(folder)) == ["misinformation", "online-safety"]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--lesson", "misinformation"), ("--channel", "whatsapp"), ("--since", DAY)],
)
def test_export_of_some(records, capsys, tmp_path, option, value):
    assert suluh(capsys, "export", tmp_path / "tabel", option, value)[0] == 0
    assert lessons(tmp_path / "tabel") == ["misinformation"]


def test_export_of_nothing_says_so(records, capsys, tmp_path):
    status, told = suluh(capsys, "export", tmp_path, "--lesson", "misinfo", "--lang", "en")
    assert status == 0
    assert "visits 0" in told
    assert "No visit matches" in told


@pytest.mark.parametrize("day", ["kemarin", "2026-13-01", "22-11-2026", "2026-11-31", ""])
def test_a_slip_in_a_day_gets_one_sentence(records, capsys, tmp_path, day):
    arguments = [("forget", "--before", day)]
    if day:
        arguments.append(("export", tmp_path, "--since", day))
    for each in arguments:
        status, told = suluh(capsys, *each)
        assert status == 2
        assert len(told.splitlines()) == 1
        assert "Tulis tahun-bulan-hari" in told
    assert sum(count.n for count in records.visit_counts()) == 2


def test_forget_says_what_it_removed(records, capsys):
    status, told = suluh(capsys, "forget", "--before", DAY)
    assert status == 0
    counted = "1 kunjungan, 1 jawaban, 0 pendapat, 0 ruang langsung"
    assert told == f"Dihapus, dari sebelum {DAY}: {counted}."
    assert records.lessons() == ["misinformation"]


def test_forget_needs_a_day_that_has_come(records, capsys):
    assert suluh(capsys, "forget")[0] == 2
    year_too_late = date.today() + timedelta(days=366)
    status, told = suluh(capsys, "forget", "--before", year_too_late, "--lang", "en")
    assert status == 2
    assert "nothing was deleted" in told
    assert len(records.lessons()) == 2
    assert suluh(capsys, "forget", "--before", date.today() + timedelta(days=1))[0] == 0
    assert records.lessons() == []


def test_backup(records, capsys, tmp_path):
    status, told = suluh(capsys, "backup", tmp_path / "cadangan.sqlite")
    assert status == 0
    assert "cadangan.sqlite (0,1 MB)" in told
    with sqlite3.connect(tmp_path / "cadangan.sqlite") as copy:
        assert copy.execute("SELECT count(*) FROM responses").fetchone() == (3,)


def test_a_place_where_nothing_can_be_written(records, capsys, tmp_path):
    (tmp_path / "berkas").write_text("x", encoding="utf-8")
    for arguments in (
        ("export", tmp_path / "berkas"),
        ("backup", tmp_path / "berkas" / "x"),
        ("backup", tmp_path / "berkas"),
    ):
        status, told = suluh(capsys, *arguments)
        assert status == 1
        assert len(told.splitlines()) == 1
    assert (tmp_path / "berkas").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(
    "arguments", [("export", "tabel"), ("backup", "a.sqlite"), ("forget", "--before", DAY)]
)
def test_nothing_was_recorded_yet(data, capsys, arguments, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    status, told = suluh(capsys, *arguments)
    assert status == 1
    assert f"Belum ada jawaban yang dicatat di {data}" in told
    assert not data.exists()


@pytest.mark.parametrize("job", ["export", "backup", "forget"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_help(project, capsys, job, language):
    status, told = suluh(capsys, job, "--lang", language, "--help")
    assert status == 0
    assert ("Cara pakai" in told) == (language == "id")
