"""What is written, and how: whatever is written again changes nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, TextClause, case, delete, select, text, update

from toolkit.lesson.versions import Version
from toolkit.records.nouns import Feedback, Response, RoomEvent, Visit, compact
from toolkit.records.schema import answers, responses

BARE_BYTES = 2000
"""What a row takes in memory without its longest text, about, with what waits for it."""

CAME = ("lesson", "place", "item", "source", "medium", "campaign", "referrer", "class_name")
"""What visits that came alike have in common, besides the day."""

_ALIKE = " AND ".join(f"{name} = :{name}" for name in ("day", *CAME))

# An arrival belongs to the first message of a visit: the next ones may come without their link's.
_ARRIVE = text(
    f"INSERT INTO arrivals (day, {', '.join(CAME)})"  # noqa: S608 - ours
    f" SELECT :day, {', '.join(f':{name}' for name in CAME)}"
    " WHERE NOT EXISTS (SELECT 1 FROM visits WHERE id = :id)"
    " ON CONFLICT DO NOTHING"
)

# The version is the one in which the furthest step was reached: that is a place in it.
_VISIT = text(
    "INSERT INTO visits (id, arrival, language, version, started, seen, reached, finished)"  # noqa: S608 - ours
    " VALUES (:id, coalesce((SELECT arrival FROM visits WHERE id = :id),"
    f" (SELECT number FROM arrivals WHERE {_ALIKE})),"
    " :language, :version, :started, :seen, :reached, :finished)"
    " ON CONFLICT (id) DO UPDATE SET"
    " language = CASE WHEN excluded.reached > reached THEN excluded.language ELSE language END,"
    " version = CASE WHEN excluded.reached > reached THEN excluded.version ELSE version END,"
    " seen = max(seen, excluded.seen),"
    " reached = max(reached, excluded.reached),"
    " finished = max(finished, excluded.finished)"
)

_ANSWER = text(
    'INSERT INTO answers (version, step, given, kind, answer, before, checked, "right", judged)'
    " VALUES (:version, :step, :given, :kind, :answer, :before, :checked, :right, :judged)"
    " ON CONFLICT (version, step, given) DO UPDATE"
    ' SET kind = excluded.kind, "right" = excluded."right", judged = 1'
    " WHERE NOT judged AND excluded.judged"
)

_RESPOND = text(
    "INSERT INTO responses (id, visit, arrival, answer, attempt, ms, at)"
    " SELECT :id, v.number, v.arrival, a.number, :attempt, :ms, :at FROM visits v, answers a"
    " WHERE v.id = :visit AND a.version = :version AND a.step = :step AND a.given = :given"
    " ON CONFLICT (id) DO NOTHING"
)

_FEED_BACK = text(
    "INSERT INTO feedback (id, visit, arrival, useful, clear, text, at)"
    " SELECT :id, number, arrival, :useful, :clear, :text, :at FROM visits WHERE id = :visit"
    " ON CONFLICT (id) DO NOTHING"
)

_HAPPEN = text(
    "INSERT INTO room_events (id, room, type, person, at, data)"
    " VALUES (:id, :room, :type, :person, :at, :data) ON CONFLICT DO NOTHING"
)

_KEEP = text(
    "INSERT INTO versions (version, lesson, language, data, kept)"
    " VALUES (:version, :lesson, :language, :data, :kept) ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class Add:
    """What came of one visit."""

    visit: Visit
    responses: Sequence[Response] = ()
    feedback: Sequence[Feedback] = ()
    room_events: Sequence[RoomEvent] = ()

    @property
    def size(self) -> int:
        """How many bytes of memory it takes, about."""
        texts = [each.given for each in self.responses] + [each.text for each in self.feedback]
        texts += [_data(each) for each in self.room_events]
        return BARE_BYTES * (1 + len(texts)) + sum(map(len, texts))


@dataclass(frozen=True)
class Append:
    """What happened in live rooms, besides what came of visits."""

    room_events: Sequence[RoomEvent]

    @property
    def size(self) -> int:
        """How many bytes of memory it takes, about."""
        return sum(BARE_BYTES + len(_data(each)) for each in self.room_events)


@dataclass(frozen=True)
class Keep:
    """The keys of versions."""

    versions: Sequence[Version]
    size: int = 0  # few, and never turned away


@dataclass(frozen=True)
class Judged:
    """What late judging found, and the responses that fit no step."""

    responses: Sequence[Response]
    refused: Sequence[Response]
    size: int = 0


Item = Add | Append | Keep | Judged


def write(connection: Connection, items: Iterable[Item]) -> None:
    """Write all of them in the transaction of a connection."""
    added: list[Add] = []
    happened: list[RoomEvent] = []
    for item in items:
        if isinstance(item, Add | Append):
            happened.extend(item.room_events)
        if isinstance(item, Add):
            added.append(item)
        elif isinstance(item, Append):
            continue
        elif isinstance(item, Keep):
            _many(connection, _KEEP, [_version(version) for version in item.versions])
        else:
            _judge(connection, item.responses)
            _refuse(connection, item.refused)
    _add(connection, added)
    _many(connection, _HAPPEN, [_event(each) for each in happened])


def _add(connection: Connection, added: Sequence[Add]) -> None:
    """Write what came of visits, a statement for all of them at a time."""
    visits = [_visit(each.visit) for each in added]
    answered = [_of(one.visit, each) for one in added for each in one.responses]
    said = [_of(one.visit, each) for one in added for each in one.feedback]
    _many(connection, _ARRIVE, visits)
    _many(connection, _VISIT, visits)
    _many(connection, _ANSWER, answered)
    _many(connection, _RESPOND, answered)
    _many(connection, _FEED_BACK, said)


def _judge(connection: Connection, found: Sequence[Response]) -> None:
    """Write what judging found, for every response that has the same answer as one of these.

    Judging may leave out what means nothing: then it is another answer from now on.
    """
    _many(connection, _ANSWER, [asdict(each) for each in found])
    moved: dict[int, int | None] = {}
    for each in found:
        this = select(answers.c.number).where(
            answers.c.version == each.version,
            answers.c.step == each.step,
            answers.c.given == each.given,
        )
        new = connection.scalar(this)
        moved |= {old: new for old in _answers(connection, [each]) if old != new}
    if moved:
        new_one = case(moved, value=responses.c.answer)
        gave = responses.c.answer.in_(moved)
        connection.execute(update(responses).where(gave).values(answer=new_one))
        connection.execute(delete(answers).where(answers.c.number.in_(moved)))


def _refuse(connection: Connection, refused: Sequence[Response]) -> None:
    """Remove every response that has the same answer as one of these."""
    gone = _answers(connection, refused)
    connection.execute(delete(responses).where(responses.c.answer.in_(gone)))
    connection.execute(delete(answers).where(answers.c.number.in_(gone)))


def _answers(connection: Connection, some: Sequence[Response]) -> list[int]:
    """Return the numbers of the answers of some responses, of those that nobody judged."""
    ids = responses.c.id.in_([each.id for each in some])
    found = select(responses.c.answer).join(answers, answers.c.number == responses.c.answer)
    return list(connection.scalars(found.where(ids, ~answers.c.judged).distinct()))


def _visit(visit: Visit) -> dict[str, Any]:
    day = date.fromtimestamp(visit.started)  # noqa: DTZ012 - on the library's own wall calendar
    return {**asdict(visit), "day": day.isoformat()}


def _of(visit: Visit, told: Response | Feedback) -> dict[str, Any]:
    return {**asdict(told), "visit": visit.id}


def _event(event: RoomEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "room": event.room,
        "type": event.type,
        "person": event.person,
        "at": event.at,
        "data": _data(event),
    }


def _data(event: RoomEvent) -> str:
    return compact(event.data)


def _version(version: Version) -> dict[str, Any]:
    return {
        "version": version.version,
        "lesson": version.name,
        "language": version.language,
        "data": compact(version.data()),
        "kept": time.time(),
    }


def _many(connection: Connection, statement: TextClause, rows: list[dict[str, Any]]) -> None:
    """Run a statement for every row. What a row has and the statement does not name is left out."""
    if rows:
        names = _names(statement)
        connection.execute(statement, [{name: row[name] for name in names} for row in rows])


@cache
def _names(statement: TextClause) -> tuple[str, ...]:
    return tuple(statement.compile().params)  # takes as long as writing a row
