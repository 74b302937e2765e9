"""The records as tables for a spreadsheet, row by row: a million take no more memory than ten."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, false, func, select

from toolkit.records.counts import came_from, of_visits
from toolkit.records.nouns import Filter, room_source
from toolkit.records.removal import OPENED, midnight, without_text
from toolkit.records.schema import answers, arrivals, feedback, responses, room_events, visits

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
    room_events: int


def export(connection: Connection, folder: Path, only: Filter, text_since: float) -> Exported:
    """Write visits.csv, responses.csv, feedback.csv, room_events.csv into a folder.

    Raises `OSError`.

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
    tables = {name: table.where(of_visits(only)) for name, table in tables.items()}
    tables["room_events.csv"] = _of_rooms(only, text_since)
    return Exported(*(_write(connection, folder / name, each) for name, each in tables.items()))


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


def _of_rooms(only: Filter, text_since: float) -> Select[Any]:
    """Return what happened in the rooms of a lesson, a language, and of the days they opened.

    The visits to a room have it as their channel. No room is of a class.
    """
    opened = room_events.alias()
    lesson = func.json_extract(opened.c.data, "$.lesson")
    wanted: list[ColumnElement[bool]] = [opened.c.type == OPENED]
    if only.lesson:
        wanted.append(lesson == only.lesson)
    if only.language:
        wanted.append(func.json_extract(opened.c.data, "$.language") == only.language)
    if only.since:
        wanted.append(opened.c.at >= midnight(only.since))
    if only.until:
        wanted.append(opened.c.at < midnight(only.until + timedelta(days=1)))
    if only.channel:
        wanted.append(room_source("") + opened.c.room == only.channel)
    if only.class_name:
        wanted.append(false())
    is_open = room_events.c.at >= text_since
    return (
        select(
            room_events.c.number,
            room_events.c.room,
            lesson.label("lesson"),
            room_events.c.type,
            room_events.c.person.label("visit"),
            room_events.c.at.label("happened_at"),
            case((is_open, room_events.c.data), else_=without_text).label("data"),
        )
        .join_from(room_events, opened, opened.c.room == room_events.c.room)
        .where(*wanted)
        .order_by(room_events.c.number)
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
