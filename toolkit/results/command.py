"""What `suluh results` does: files in, sections as text or a report out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit.project import Project
from toolkit.results import terminal
from toolkit.results.errors import ResultsError
from toolkit.results.intake import (
    KEYS_FILE,
    Chosen,
    Handed,
    beside,
    from_records,
    has_records,
    nothing,
    take,
    told_of,
    unread,
)
from toolkit.results.page import document
from toolkit.results.report import Report
from toolkit.results.report_docx import docx
from toolkit.results.report_xlsx import xlsx
from toolkit.words import phrases, say

WORDS = phrases("toolkit.results")

INPUT = "-"
"""What stands for standard input among the files."""


def html(report: Report) -> bytes:
    """Return the results in a report as a page of their own."""
    lessons = [(taught.title, taught.sections) for taught in report.taught]
    return document(report.say("report_results"), lessons, report.language).encode()


WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    ".docx": docx,
    ".xlsx": xlsx,
    ".html": html,
}
"""What a report can be written as, by the ending of its file."""


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see."""

    files: Sequence[str]
    output: str  # the report to write, "" for none; no file that exists is written over
    chosen: Chosen


@dataclass(frozen=True)
class Told:
    """What to tell, and whether anybody was found to tell of."""

    words: str
    found: bool


def results(asked: Asked, project: Project, language: str, width: int) -> Told:
    """Tell about files, or about the records of this computer where none is named.

    `width` is that of the terminal, in letters. Raises `SpokenError` for what stands in the way.
    """
    chosen = asked.chosen
    target = _target(asked.output) if asked.output else None
    intake = take(_handed(asked.files), project) if asked.files else None
    if intake is None and not has_records():
        raise ResultsError("no_records")
    groups = intake.groups(chosen, language) if intake else from_records(chosen, project, language)
    left = unread(intake, language) if intake else None
    aside = terminal.text("", [left], language, width) if left else ""
    if not groups:
        return Told(_joined(say(WORDS, nothing(intake), language), aside), found=False)
    told = told_of(groups, project, language)
    if target is None:
        texts = [
            terminal.text(group.version.title, sections, language, width)
            for group, sections in told
        ]
        return Told(_joined(*texts, aside), found=True)
    report = Report.of(told, project, language)
    try:
        target.write_bytes(WRITERS[target.suffix.lower()](report))
    except OSError:
        raise ResultsError("not_written", file=target) from None
    made = say(WORDS, "output_made", language, file=target.resolve())
    return Told(_joined(aside, made), found=True)


def _joined(*texts: str) -> str:
    return "\n\n\n".join(filter(None, texts))


def _target(output: str) -> Path:
    """Return the file to write a report into. Raises where that would not do, or lose something."""
    file = Path(output)
    if file.suffix.lower() not in WRITERS:
        raise ResultsError("bad_output", file=file)
    if file.exists():
        raise ResultsError("output_there", file=file)
    if not file.parent.is_dir():
        raise ResultsError("no_folder", folder=file.parent)
    return file


def _handed(files: Iterable[str]) -> list[Handed]:
    """Return files and their contents, with the keys that lie beside them."""
    handed, paths = [], []
    for name in files:
        if name == INPUT:
            handed.append(Handed("", sys.stdin.buffer.read()))
        else:
            paths += _meant(name)
    for path in [*paths, *beside(paths)]:
        try:
            handed.append(Handed(str(path), path.read_bytes()))
        except OSError:
            raise ResultsError("no_file", file=path) from None
    return handed


def _meant(name: str) -> list[Path]:
    """Return the files that somebody means: of a folder its keys, of a pattern all that fit it."""
    path = Path(name)
    if path.is_dir():
        if not (path / KEYS_FILE).is_file():
            raise ResultsError("no_keys_in", folder=path)
        return [path / KEYS_FILE]
    if not path.is_file() and set(name) & set("*?["):  # a shell of Windows leaves them as they are
        with suppress(ValueError):  # "a**b" is no pattern
            return sorted(path.parent.glob(path.name)) or [path]
    return [path]
