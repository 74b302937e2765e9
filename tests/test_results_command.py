"""`suluh results`, as a trainer would use it."""

import io
import json
import re
import subprocess

import pytest
from conftest import SULUH
from docx import Document
from openpyxl import load_workbook
from sample_codes import chat, codes, version
from sample_records import record

from toolkit import cli
from toolkit.project import Project

LESSON = "misinformation"

pytestmark = pytest.mark.lessons(LESSON)


@pytest.fixture(autouse=True)
def own_records(project, tmp_path, monkeypatch):
    monkeypatch.setenv("SULUH_DATA", str(tmp_path / "data"))


@pytest.fixture
def file(project, tmp_path):
    of = version(project)
    file = tmp_path / "obrolan.txt"
    text = chat(codes(of, 8) + codes(of, 5, seed=2, class_name="7B"))
    file.write_text(text, encoding="utf-8")
    return file


def results(capsys, *arguments):
    try:
        status = cli.main(["results", *map(str, arguments)])
    except SystemExit as stopped:
        status = stopped.code
    told = capsys.readouterr()
    return status, told.out, told.err


def test_a_chat_is_told_of_in_plain_text(capsys, file):
    status, told, _ = results(capsys, file)
    assert status == 0
    assert told.startswith("Kenali hoaks sebelum membagikan\n====")
    assert "7B" in told
    assert "Kode yang tidak ikut dihitung" not in told


def test_in_english(capsys, file):
    assert "Sent a code" in results(capsys, file, "--lang", "en")[1]


def test_from_standard_input(file):
    done = subprocess.run(
        [*SULUH, "results", "-"], input=file.read_bytes(), capture_output=True, check=True
    )
    assert done.stdout.decode("utf-8").startswith("Kenali hoaks")


def test_what_is_wrong_with_codes_is_said(capsys, file):
    text = file.read_text("utf-8")
    code = re.search(r"\*([-\w]+)\*", text)[1]
    spoilt = code[:-1] + ("Y" if code.endswith("Z") else "Z")
    file.write_text(f"{text}\n{spoilt}", "utf-8")
    assert "Kode yang rusak: 1." in results(capsys, file)[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--class", "7c"), "Tidak ada kode untuk pilihan ini."),
        (("--lesson", "lain"), "Tidak ada kode untuk pilihan ini."),
        (("--since", "2026-11-19"), "Tidak ada kode untuk pilihan ini."),
    ],
)
def test_nobody_of_those_chosen(capsys, file, arguments, told):
    status, out, _ = results(capsys, file, *arguments)
    assert (status, out.strip().partition("\n")[0][: len(told)]) == (1, told)


def test_a_class_alone(capsys, file, tmp_path):
    made = tmp_path / "7b.docx"
    assert results(capsys, file, "--class", "7b", "--output", made)[0] == 0
    rows = Document(io.BytesIO(made.read_bytes())).tables[0].rows
    assert "5" in [row.cells[1].text for row in rows]


@pytest.mark.parametrize(
    ("ending", "open_"), [("docx", Document), ("XLSX", load_workbook), ("html", None)]
)
def test_a_report_is_written_and_never_over_one_that_is_there(
    capsys, file, tmp_path, ending, open_
):
    made = tmp_path / f"laporan.{ending}"
    status, told, _ = results(capsys, file, "--output", made)
    assert (status, f"Laporan tersimpan: {made}" in told) == (0, True)
    content = made.read_bytes()
    if open_:
        assert open_(io.BytesIO(content))
    else:
        assert content.startswith(b"<!DOCTYPE html>")
        assert b"Kenali hoaks sebelum membagikan" in content
    status, _, told = results(capsys, file, "--output", made)
    assert (status, "sudah ada" in told) == (1, True)
    assert made.read_bytes() == content


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("laporan.pdf", "harus berakhiran .docx"),
        ("laporan", "harus berakhiran .docx"),
        ("tidak-ada/laporan.docx", "Folder tidak-ada tidak ada."),
    ],
)
def test_a_report_that_cannot_be_written(capsys, file, output, told):
    status, _, out = results(capsys, file, "--output", output)
    assert (status, told in out) == (1, True)


@pytest.mark.parametrize("name", ["tidak-ada.txt", "*.csv", "a**b", "kosong"])
def test_a_file_that_is_not_there(capsys, monkeypatch, tmp_path, name):
    (tmp_path / "kosong").mkdir()
    monkeypatch.chdir(tmp_path)
    status, _, told = results(capsys, name)
    assert (status, told.count("\n")) == (1, 1)
    assert name in told


def test_a_computer_without_records_says_what_to_do(capsys):
    status, _, told = results(capsys)
    assert (status, "suluh results obrolan.txt" in told) == (1, True)


def test_without_files_the_records_are_told_of(capsys, project, tmp_path):
    record(tmp_path / "data", version(project), 6)
    status, told, _ = results(capsys, "--lang", "en")
    assert (status, told.startswith("Spot a hoax before you share it\n====")) == (0, True)
    assert results(capsys, "--class", "8C")[1].startswith("Tidak ada jawaban untuk pilihan ini.")


def test_a_slip_of_the_pen(capsys, file):
    assert results(capsys, file, "--since", "kemarin")[0] == 2
    assert "results" in cli.JOBS


def test_keys_come_from_beside_the_file_and_from_a_published_folder(
    capsys, project, file, tmp_path
):
    keys = json.dumps({"layout": 1, "versions": [version(project).data()]})
    lesson = Project(project).lesson_file(LESSON, "id")
    old = lesson.read_text("utf-8")
    lesson.write_text(old.replace("Sebelum mulai", "Sebelum kita mulai"), "utf-8")
    status, told, _ = results(capsys, file)
    assert (status, "tidak dikenal di sini: 13" in told) == (1, True)
    site = tmp_path / "situs"
    site.mkdir()
    (site / "versions.json").write_text(keys, "utf-8")
    assert results(capsys, file, site)[0] == 0
    (tmp_path / "versions.json").write_text(keys, "utf-8")
    assert results(capsys, tmp_path / "obro*.txt")[0] == 0
