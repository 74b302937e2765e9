"""Answers for the staff's pages, one a process: `python -m toolkit.results.served`.

The question comes as one line of JSON on standard input, the answer goes to standard output: a line
of JSON that says what it is (`type`, `name`; or `why` there is none, and the `status` of HTTP that
says so to programs), then the answer itself. What is slow to import is imported by who needs it:
choices and files of answers come without pandas.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from toolkit.project import LessonError, Project
from toolkit.records.nouns import Filter
from toolkit.records.records import Records
from toolkit.results.errors import ResultsError
from toolkit.words import SpokenError

if TYPE_CHECKING:
    from toolkit.results.group import Group
    from toolkit.results.nouns import Section

NICE = 10
"""Patrons' pages go first."""

LEVEL = 2
"""Of the headings in a page of results: its title is the one above."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Question:
    """What is asked, and of what."""

    def __init__(self, asked: Mapping[str, Any]) -> None:
        """Take a question as `toolkit.server.staff` asks it."""
        self.job = str(asked["job"])
        self.language = str(asked["language"])
        self.project = Project(Path(asked["home"]))
        self.folder = Path(asked["folder"])
        since, until = asked.get("since", ""), asked.get("until", "")
        self.only = Filter(
            lesson=str(asked.get("lesson", "")),
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
            channel=str(asked.get("channel", "")),
            class_name=str(asked.get("class", "")),
        )


def choices(question: Question, records: Records, out: IO[bytes]) -> None:
    """Answer with the lessons, channels and classes that there are results of."""
    counts = records.visit_counts() if records.exist else []
    lessons = records.lessons() if records.exist else []
    found = {
        "lessons": sorted(
            ({"name": name, "title": _title(records, name, question)} for name in lessons),
            key=lambda lesson: lesson["title"],
        ),
        "channels": sorted({each.channel for each in counts if each.channel}),
        "classes": sorted({each.class_name for each in counts if each.class_name}),
    }
    _head(out, "application/json")
    out.write(json.dumps(found).encode())


def page(question: Question, records: Records, out: IO[bytes]) -> None:
    """Answer with the results as HTML, each lesson by itself, and with the days in words."""
    from toolkit.results.page import fragment
    from toolkit.results.written import Voice

    voice = Voice(question.language, question.project.library.accent.light)
    days = {"since": question.only.since, "until": question.only.until}
    found = {
        "lessons": [
            {"title": group.version.title, "html": fragment(sections, question.language, LEVEL)}
            for group, sections in _told(question, records)
        ],
        "days": {name: voice.day(day) for name, day in days.items() if day},
    }
    _head(out, "application/json")
    out.write(json.dumps(found).encode())


def docx(question: Question, records: Records, out: IO[bytes]) -> None:
    """Answer with the report as a text to edit."""
    from toolkit.results.report import Report
    from toolkit.results.report_docx import docx as write

    report = Report.of(_told(question, records), question.project, question.language)
    _head(out, DOCX, f"{report.file_name}.docx")
    out.write(write(report))


def xlsx(question: Question, records: Records, out: IO[bytes]) -> None:
    """Answer with the report as tables to edit."""
    from toolkit.results.report import Report
    from toolkit.results.report_xlsx import xlsx as write

    report = Report.of(_told(question, records), question.project, question.language)
    _head(out, XLSX, f"{report.file_name}.xlsx")
    out.write(write(report))


def answers(question: Question, records: Records, out: IO[bytes]) -> None:
    """Answer with all that is recorded, row by row, as CSV in a zip."""
    if not records.exist:
        raise ResultsError("no_records_chosen")
    with tempfile.TemporaryDirectory() as folder:
        records.export(Path(folder), question.only)
        name = "-".join(filter(None, ("suluh", question.only.lesson, date.today().isoformat())))
        # In a file of its own: where it begins behind something else, few programs can open it.
        archive = Path(folder, f"{name}.zip")
        tables = sorted(Path(folder).iterdir())
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in tables:
                packed.write(file, file.name)
        _head(out, "application/zip", archive.name)
        with archive.open("rb") as whole:
            shutil.copyfileobj(whole, out)


JOBS: Mapping[str, Callable[[Question, Records, IO[bytes]], None]] = {
    "choices": choices,
    "page": page,
    "docx": docx,
    "xlsx": xlsx,
    "answers": answers,
}


def _told(question: Question, records: Records) -> tuple[tuple[Group, tuple[Section, ...]], ...]:
    from toolkit.results.group import groups_of_records
    from toolkit.results.intake import told_of

    # Reading would make the file, which is not ours to make.
    groups = groups_of_records(records, question.only, question.language) if records.exist else ()
    if not groups:
        raise ResultsError("no_records_chosen")
    return told_of(groups, question.project, question.language)


def _title(records: Records, lesson: str, question: Question) -> str:
    """Return what a lesson is called, by its newest version in the language if there is one."""
    titles = {data.get("language"): data.get("title") for data in records.versions_data(lesson)}
    return str(titles.get(question.language) or next(iter(titles.values()), "") or lesson)


def _head(out: IO[bytes], media_type: str, name: str = "") -> None:
    out.write(json.dumps({"type": media_type, "name": name}).encode() + b"\n")


def _refuse(out: IO[bytes], why: str, status: HTTPStatus) -> None:
    out.write(json.dumps({"why": why, "status": status}).encode() + b"\n")


def answer(asked: Mapping[str, Any], out: IO[bytes]) -> None:
    """Write the answer to a question. Raises whatever goes wrong before anything is written."""
    question = Question(asked)
    days = question.project.library.keep_text_days
    with Records(question.folder, keep_text_days=days) as records:
        JOBS[question.job](question, records, out)


def main() -> int:
    """Answer the question on standard input; return the process's status."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    asked = json.loads(sys.stdin.buffer.readline())
    out = sys.stdout.buffer
    try:
        answer(asked, out)
    except SpokenError as error:
        is_nothing = isinstance(error, ResultsError)
        status = HTTPStatus.NOT_FOUND if is_nothing else HTTPStatus.SERVICE_UNAVAILABLE
        _refuse(out, error.sentence(str(asked["language"])), status)
    except LessonError as error:
        _refuse(out, str(error), HTTPStatus.SERVICE_UNAVAILABLE)
    except Exception as error:  # noqa: BLE001  # told in words by who asked
        # Where it broke, but not at what: that may be somebody's answer.
        where = traceback.format_tb(error.__traceback__)
        sys.stderr.write(f"{''.join(where)}{type(error).__name__}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
