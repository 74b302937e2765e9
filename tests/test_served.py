"""What the staff's pages ask a process of its own for: lessons, results, files."""

import io
import json
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT
from staff_house import LESSON, fill

from toolkit.results.errors import ResultsError
from toolkit.results.served import DOCX, JOBS, XLSX, answer
from toolkit.server.staff.results import JOBS as ASKED


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder with twelve visits of today."""
    made = tmp_path_factory.mktemp("records")
    fill(made)
    return made


def asked(folder, job, **more):
    return {"job": job, "language": "id", "home": str(ROOT), "folder": str(folder), **more}


def told(folder, job, **more):
    out = io.BytesIO()
    answer(asked(folder, job, **more), out)
    head, _, body = out.getvalue().partition(b"\n")
    return json.loads(head), body


def process(question):
    return subprocess.run(
        [sys.executable, "-m", "toolkit.results.served"],
        input=json.dumps(question).encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_every_file_of_the_door_has_its_job():
    assert set(ASKED.values()) < set(JOBS)


def test_what_can_be_chosen(folder):
    head, body = told(folder, "choices")
    assert head["type"] == "application/json"
    assert json.loads(body) == {
        "lessons": [{"name": LESSON, "title": "Kenali hoaks sebelum membagikan"}],
        "channels": ["instagram"],
        "classes": ["7A", "7B"],
    }


def test_an_empty_folder_has_nothing_to_choose_and_stays_empty(tmp_path):
    _, body = told(tmp_path / "baru", "choices")
    assert json.loads(body) == {"lessons": [], "channels": [], "classes": []}
    for job in ("page", "docx", "xlsx", "answers"):
        with pytest.raises(ResultsError):
            told(tmp_path / "baru", job)
    assert not (tmp_path / "baru").exists()


def test_results_are_html_for_the_strictest_page(folder):
    _, body = told(folder, "page", lesson=LESSON, since="2026-01-02", until="2099-12-31")
    found = json.loads(body)
    (lesson,) = found["lessons"]
    assert lesson["title"] == "Kenali hoaks sebelum membagikan"
    assert found["days"] == {"since": "2 Januari 2026", "until": "31 Desember 2099"}
    for forbidden in ("<script", "<style", " style=", " onclick=", "<b>jelas", "<h1"):
        assert forbidden not in lesson["html"]
    assert "&lt;b&gt;jelas" in lesson["html"]


@pytest.mark.parametrize("only", [{"since": "2099-01-01"}, {"class": "9Z"}, {"channel": "tiktok"}])
@pytest.mark.parametrize("job", ["page", "docx", "xlsx"])
def test_where_nobody_fits_a_sentence_says_so(folder, job, only):
    with pytest.raises(ResultsError, match="no_records_chosen"):
        told(folder, job, lesson=LESSON, **only)


@pytest.mark.parametrize(
    ("job", "media_type", "holds"),
    [
        ("docx", DOCX, "word/document.xml"),
        ("xlsx", XLSX, "xl/workbook.xml"),
        ("answers", "application/zip", "visits.csv"),
    ],
)
def test_files_are_whole_and_have_plain_names(folder, job, media_type, holds):
    head, body = told(folder, job, lesson=LESSON, **{"class": "7A"})
    assert head["type"] == media_type
    assert head["name"].isascii()
    assert not set(head["name"]) & set('"/\\; ')
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert packed.testzip() is None
        assert holds in packed.namelist()
    # Where its end says that the list of files begins: Python finds it elsewhere, others do not.
    at = int.from_bytes(body[body.rindex(b"PK\5\6") + 16 :][:4], "little")
    assert body[at:].startswith(b"PK\1\2")


def test_broken_records_are_told_in_a_sentence(tmp_path):
    (tmp_path / "records.sqlite").write_bytes(b"bukan basis data" * 500)
    done = process(asked(tmp_path, "choices"))
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert told["why"]
    assert told["status"] == 503


def test_a_broken_library_is_told_with_its_line(folder, tmp_path):
    (tmp_path / "library.toml").write_text("name = 5", encoding="utf-8")
    done = process({**asked(folder, "choices"), "home": str(tmp_path)})
    assert "library.toml:1" in json.loads(done.stdout)["why"]


def test_a_failure_says_where_but_not_at_what(folder):
    done = process(asked(folder, "choices", since="rahasia"))
    assert done.returncode == 1
    assert b"ValueError" in done.stderr
    assert b"rahasia" not in done.stderr


def test_the_server_never_imports_what_draws():
    heavy = "{'pandas', 'numpy', 'matplotlib', 'docx', 'openpyxl'}"
    look = f"import sys, toolkit.server.serving; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, timeout=60)
    assert done.stdout.strip() == b"set()"
