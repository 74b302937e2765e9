"""How many did what: the numbers that reports are made of."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select, true

from toolkit.records.nouns import (
    SPLIT,
    TRIALS,
    FeedbackCount,
    FeedbackText,
    Filter,
    ResponseCount,
    VisitCount,
)
from toolkit.records.schema import answers, arrivals, feedback, responses, visits

came_from = case((arrivals.c.source != "", arrivals.c.source), else_=arrivals.c.referrer)
"""Where visits came from: the source that the link names, else the site it stood on."""

FIRST = 1
ROWS = 10_000


def lessons(connection: Connection) -> list[str]:
    """Return the names of the lessons that were visited, trials aside."""
    came = select(arrivals.c.lesson).where(_came(Filter())).distinct()
    return list(connection.scalars(came.order_by(arrivals.c.lesson)))


def visit_counts(connection: Connection, only: Filter) -> list[VisitCount]:
    """Count visits to whole lessons: who came for one question alone has not begun a lesson."""
    alike = (
        visits.c.arrival,
        visits.c.language,
        visits.c.version,
        visits.c.reached,
        visits.c.finished,
    )
    whole = visits.c.arrival.in_(select(arrivals.c.number).where(arrivals.c.item == ""))
    counted = select(*alike, func.count()).where(of_visits(only), whole).group_by(*alike)
    came = _arrivals(connection, only)
    total: Counter[tuple[object, ...]] = Counter()
    for number, language, version, reached, finished, n in connection.execute(counted):
        lesson, day, channel, class_name = came[number]
        total[lesson, language, version, day, channel, class_name, reached, finished] += n
    return [VisitCount._make((*alike, n)) for alike, n in total.items()]


def response_counts(connection: Connection, only: Filter) -> list[ResponseCount]:
    """Count first attempts."""
    alike = (responses.c.arrival, responses.c.answer)
    counted = select(*alike, func.count()).where(responses.c.attempt == FIRST).group_by(*alike)
    if only != Filter(trials=True):
        counted = counted.where(responses.c.arrival.in_(_numbers(only)))
    if only.language:
        counted = counted.join_from(responses, visits, visits.c.number == responses.c.visit)
        counted = counted.where(visits.c.language == only.language)
    came, meant = _arrivals(connection, only), _meanings(connection)
    # Numbers for what is told apart: adding up a million of them takes a third of the time.
    places = {alike: place for place, alike in enumerate(dict.fromkeys(came.values()))}
    meanings = {alike: place for place, alike in enumerate(dict.fromkeys(meant.values()))}
    place_of = {number: places[alike] for number, alike in came.items()}
    meaning_of = {number: meanings[alike] for number, alike in meant.items()}
    total: Counter[int] = Counter()
    for rows in connection.execution_options(yield_per=ROWS).execute(counted).partitions():
        for arrival, answer, n in rows:
            total[place_of[arrival] * len(meanings) + meaning_of[answer]] += n
    told_places = [(place[0], place[1:]) for place in places]
    told_meanings = [(meaning[:3], meaning[3:]) for meaning in meanings]
    found = []
    for key, n in total.items():
        place, meaning = divmod(key, len(meanings))
        lesson, where = told_places[place]
        step, what = told_meanings[meaning]
        found.append(ResponseCount._make((lesson, *step, *where, *what, n)))
    return found


def feedback_counts(connection: Connection, only: Filter) -> list[FeedbackCount]:
    """Count the answers to the two questions."""
    alike = (*_told(), feedback.c.useful, feedback.c.clear)
    counted = _of_feedback(select(*alike, func.count()), only).group_by(*alike)
    return [FeedbackCount._make(row) for row in connection.execute(counted)]


def feedback_texts(connection: Connection, only: Filter, since: float) -> list[FeedbackText]:
    """Return what people wrote since a time, newest first."""
    written = _of_feedback(select(*_told(), feedback.c.text), only)
    written = written.where(feedback.c.text != "", feedback.c.at >= since)
    return [
        FeedbackText._make(row)
        for row in connection.execute(written.order_by(feedback.c.at.desc()))
    ]


def of_visits(only: Filter) -> ColumnElement[bool]:
    """Return the condition on `visits` for those that a filter means."""
    language = visits.c.language == only.language if only.language else true()
    return and_(visits.c.arrival.in_(_numbers(only)), language)


def _numbers(only: Filter) -> Select[Any]:
    return select(arrivals.c.number).where(_came(only))


def _came(only: Filter) -> ColumnElement[bool]:
    found = []
    if only.lesson:
        found.append(arrivals.c.lesson == only.lesson)
    if only.since:
        found.append(arrivals.c.day >= only.since)
    if only.until:
        found.append(arrivals.c.day <= only.until)
    if only.channel:
        found.append(came_from == only.channel)
    if only.class_name:
        found.append(arrivals.c.class_name == only.class_name)
    if not only.trials:
        found.append(arrivals.c.place.not_in(TRIALS))
    return and_(true(), *found)


def _arrivals(connection: Connection, only: Filter) -> dict[int, tuple[str, date, str, str]]:
    """Return what reports tell apart of the arrivals that a filter means, by number."""
    wanted = (arrivals.c.number, *_arrival())
    came = connection.execute(select(*wanted).where(_came(only)))
    return {number: (lesson, day, channel, name) for number, lesson, day, channel, name in came}


def _arrival() -> tuple[ColumnElement[Any], ...]:
    return (arrivals.c.lesson, arrivals.c.day, came_from.label("channel"), arrivals.c.class_name)


def _meanings(connection: Connection) -> dict[int, tuple[object, ...]]:
    """Return what reports tell apart of the different answers, by number."""
    different = answers.c
    split = case((different.kind.in_(SPLIT), different.answer), else_="")
    wanted = (
        different.version,
        different.step,
        different.kind,
        split,
        different.before,
        different.checked,
        different.right,
    )
    found = connection.execute(select(different.number, *wanted))
    return {number: tuple(alike) for number, *alike in found}


def _told() -> tuple[ColumnElement[Any], ...]:
    lesson, *rest = _arrival()
    return (lesson, visits.c.language, *rest)


def _of_feedback(query: Select[Any], only: Filter) -> Select[Any]:
    visited = feedback.join(visits, visits.c.number == feedback.c.visit)
    source = visited.join(arrivals, arrivals.c.number == visits.c.arrival)
    return query.select_from(source).where(of_visits(only))
