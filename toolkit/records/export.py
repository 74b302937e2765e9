"""The records as tables for a spreadsheet, row by row: a million take no more memory than ten."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, case, select

from toolkit.records.counts import came_from, of_visits
from toolkit.records.nouns import Filter
from toolkit.records.schema import answers, arrivals, feedback, responses, visits

ROWS = 2000
"""How many rows are in memory at a time."""

_RUN = re.compile(r"(^|[;,|\t\r\n])([\s\"]*)([=+\-@＝＋－＠])")
"""Where a cell, or what a spreadsheet may take for one, begins like a formula."""


@dataclass(frozen=True)
class Exported:
    """How many rows were written."""

    visits: int
    responses: int
    feedback: int


def export(connection: Connection, folder: Path, only: Filter, text_since: float) -> Exported:
    """Write responses.csv, visits.csv and feedback.csv into a folder. Raises `OSError`.

    A file of that name is replaced once the new one is whole. Open text that is older than
    `text_since` (seconds since 1970) is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    open_text = case((feedback.c.at >= text_since, feedback.c.text), else_="")
    tables = {
        "visits.csv": select(
            *_visit(),
            visits.c.started.label("started_at"),
            visits.c.seen.label("seen_at"),
            (visits.c.reached + 1).label("reached_step"),
            visits.c.finished,
        ).join_from(visits, arrivals, arrivals.c.number == visits.c.arrival),
        "responses.csv": select(
            responses.c.id.label("response"),
            *_visit(),
            answers.c.version.label("answered_version"),
            answers.c.step,
            answers.c.kind,
            responses.c.attempt,
            answers.c.answer,
            answers.c.right,
            answers.c.judged,
            answers.c.before,
            answers.c.checked,
            responses.c.ms,
            responses.c.at.label("answered_at"),
            answers.c.given,
        )
        .join_from(responses, visits, visits.c.number == responses.c.visit)
        .join(arrivals, arrivals.c.number == responses.c.arrival)
        .join(answers, answers.c.number == responses.c.answer),
        "feedback.csv": select(
            feedback.c.id.label("feedback"),
            *_visit(),
            feedback.c.useful,
            feedback.c.clear,
            open_text.label("text"),
            feedback.c.at.label("said_at"),
        )
        .join_from(feedback, visits, visits.c.number == feedback.c.visit)
        .join(arrivals, arrivals.c.number == feedback.c.arrival),
    }
    written = [
        _write(connection, folder / name, table.where(of_visits(only)))
        for name, table in tables.items()
    ]
    return Exported(*written)


@lru_cache(maxsize=4096)  # most cells of a million rows say the same few things
def cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs as a formula, whatever cuts the cells."""
    return _RUN.sub(r"\1\2'\3", text)


def _visit() -> tuple[Any, ...]:
    return (
        visits.c.id.label("visit"),
        arrivals.c.lesson,
        visits.c.language,
        visits.c.version,
        arrivals.c.place,
        arrivals.c.item,
        arrivals.c.day,
        came_from.label("channel"),
        arrivals.c.source,
        arrivals.c.medium,
        arrivals.c.campaign,
        arrivals.c.referrer,
        arrivals.c.class_name.label("class"),
    )


def _write(connection: Connection, file: Path, table: Select[Any]) -> int:
    """Write one table into a file; return how many rows it has."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        # With a mark at the beginning, without which Excel does not take it for UTF-8.
        with draft.open("w", encoding="utf-8-sig", newline="") as text:
            count = _rows(csv.writer(text), connection, table)
        draft.replace(file)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return count


def _rows(writer: Any, connection: Connection, table: Select[Any]) -> int:
    found = connection.execution_options(yield_per=ROWS).execute(table)
    names = list(found.keys())
    writer.writerow(names)
    times = [at for at, name in enumerate(names) if name.endswith("_at")]
    count = 0
    for rows in found.partitions():
        writer.writerows(_cells(rows, times))
        count += len(rows)
    return count


def _cells(rows: Iterable[Sequence[Any]], times: Sequence[int]) -> Iterator[list[Any]]:
    for row in rows:
        cells: list[Any] = [
            value if value.__class__ is not str or value.isalnum() else cell(value) for value in row
        ]
        for at in times:
            cells[at] = _time(cells[at])
        yield cells


def _time(seconds: float) -> str:
    """Return a time as spreadsheets read it, on the wall clock of this computer."""
    moment = datetime.fromtimestamp(seconds)  # noqa: DTZ006 - this computer's own
    return moment.isoformat(" ", "seconds")
