"""The tables as they are now. `migrations` leads from the first ones to these.

What many visits or responses have in common is kept once, under a number: the way visits came
(`arrivals`), and the different answers that a step got (`answers`). So a million responses are
counted through one small index, and a late judgement is one row.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

TABLES = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _time(name: str) -> Column[float]:
    """Return a column of seconds since 1970."""
    return Column(name, Float, nullable=False)


versions = Table(
    "versions",
    TABLES,
    Column("version", Text, primary_key=True),
    _text("lesson"),
    _text("language"),
    _text("data"),  # JSON, see `toolkit.lesson.versions`
    _time("kept"),
)

arrivals = Table(
    "arrivals",
    TABLES,
    Column("number", Integer, primary_key=True),
    _text("lesson"),
    _text("place"),
    _text("item"),
    Column("day", Date, nullable=False),
    _text("source"),
    _text("medium"),
    _text("campaign"),
    _text("referrer"),
    _text("class_name"),
    UniqueConstraint(
        "lesson",
        "day",
        "place",
        "item",
        "source",
        "medium",
        "campaign",
        "referrer",
        "class_name",
        name="arrivals_alike",
    ),
)

visits = Table(
    "visits",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _number("arrival"),  # never changes
    _text("language"),
    _text("version"),
    _time("started"),
    _time("seen"),
    _number("reached"),
    Column("finished", Boolean, nullable=False),
    Index("visits_of_arrival", "arrival"),
)

answers = Table(
    "answers",
    TABLES,
    Column("number", Integer, primary_key=True),
    _text("version"),
    _text("step"),
    _text("given"),
    _text("kind"),
    _text("answer"),
    Column("before", Text),
    Column("checked", Boolean, nullable=False),
    Column("right", Boolean),
    Column("judged", Boolean, nullable=False),
    UniqueConstraint("version", "step", "given", name="answers_alike"),
)

responses = Table(
    "responses",
    TABLES,
    Column("id", Text, primary_key=True),
    _number("visit"),
    _number("arrival"),  # that of the visit, so that counting needs no other table
    _number("answer"),
    _number("attempt"),
    Column("ms", Integer),
    _time("at"),
    Index("responses_counted", "arrival", "answer", "attempt"),
)

feedback = Table(
    "feedback",
    TABLES,
    Column("id", Text, primary_key=True),
    _number("visit"),
    _number("arrival"),
    Column("useful", Integer),
    Column("clear", Integer),
    _text("text"),
    _time("at"),
    Index("feedback_of_arrival", "arrival"),
)

room_events = Table(
    "room_events",
    TABLES,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("room"),
    _text("type"),
    _text("person"),
    _time("at"),
    _text("data"),  # JSON
    Index("room_events_of_room", "room"),
    # A code is given once, whoever gives it.
    Index("room_events_opened", "room", unique=True, sqlite_where=text("type = 'opened'")),
    Index("room_events_ended", "room", sqlite_where=text("type = 'ended'")),
    sqlite_autoincrement=True,  # the number of what was removed never comes again
)
