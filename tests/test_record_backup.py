"""A backup is whole, whatever is written meanwhile, and never lands on something else."""

import threading
from datetime import date

import pytest
from recorded import name, response, rows, visit

from toolkit.records.records import FILE, Records
from toolkit.words import SpokenError


@pytest.fixture
def records(tmp_path):
    with Records(tmp_path / "data") as records:
        yield records


def opened(file, folder):
    """The records that a backup holds."""
    folder.mkdir()
    (folder / FILE).write_bytes(file.read_bytes())
    return Records(folder)


def test_it_can_be_put_in_its_place(records, tmp_path):
    records.add(visit(), [response()]).result()
    made = records.back_up(tmp_path / "backup.sqlite")
    records.add(visit(2)).result()
    assert made == tmp_path / "backup.sqlite"
    with opened(made, tmp_path / "other") as restored:
        assert [row["id"] for row in rows(restored, "visits")] == [name("visit", 1)]
        restored.add(visit(3), [response(3)]).result()
        assert len(rows(restored, "responses")) == 2


def test_while_patrons_answer(records, tmp_path):
    records.add(visit(0), [response(0)]).result()
    stop = threading.Event()

    def answer():
        number = 0
        while not stop.is_set():
            number += 1
            records.add(visit(number), [response(number), response((number, 2))]).result()

    patrons = threading.Thread(target=answer)
    patrons.start()
    try:
        made = [records.back_up(tmp_path / f"{turn}.sqlite") for turn in range(5)]
    finally:
        stop.set()
        patrons.join()
    for turn, file in enumerate(made):
        with opened(file, tmp_path / f"other-{turn}") as restored:
            visits = len(rows(restored, "visits"))
            assert len(rows(restored, "responses")) == 2 * visits - 1  # no visit is half there
    assert len(list(tmp_path.glob(".*"))) == 0


def test_into_a_folder(records, tmp_path):
    records.add(visit()).result()
    made = records.back_up(tmp_path)
    assert made == tmp_path / f"suluh-{date.today()}.sqlite"
    assert records.back_up(tmp_path) == made  # a newer one of the same day
    assert made.stat().st_size > 0


def test_it_replaces_nothing_else(records, tmp_path):
    records.add(visit()).result()
    report = tmp_path / "laporan.docx"
    report.write_bytes(b"PK and so on")
    for file, key in ((report, "not-a-backup"), (records.database.path, "itself")):
        with pytest.raises(SpokenError) as raised:
            records.back_up(file)
        assert raised.value.key == key
    assert report.read_bytes() == b"PK and so on"
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system calls it
        records.back_up(tmp_path / "tidak-ada" / "a.sqlite")
    assert records.visit_counts()
