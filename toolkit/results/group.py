"""A group: everybody who took one lesson, as tables, from completion codes or from the records."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

import pandas as pd

from toolkit.activities import KINDS
from toolkit.lesson.versions import Version
from toolkit.records.nouns import (
    FeedbackCount,
    FeedbackText,
    Filter,
    ResponseCount,
    VisitCount,
)
from toolkit.records.records import Records
from toolkit.results.codes import Answer, Code, channel_number
from toolkit.results.joining import Joined
from toolkit.results.scan import Found
from toolkit.results.tables import table
from toolkit.results.webinars import rooms_of
from toolkit.rooms.state import RoomState

VISITS = ("language", "day", "channel", "class_name", "reached", "finished", "n")
"""Columns of `Group.visits`: how many (`n`) are alike; `reached` is the place of the furthest step
in `Group.version`, -1 before the first; `day` is a date."""

ANSWERS = (
    *("step", "kind", "day", "channel", "class_name"),
    *("answer", "before", "checked", "right", "n"),
)
"""Columns of `Group.answers`: how many (`n`) first attempts are alike. `answer` is JSON as in the
records: for `judge` 0 to 3 or "unsure", from a coarse code false or true; for `choose` the places
of options in `Group.version`. `before` is the same, "" for none; `right` may be missing."""

FEEDBACK = ("useful", "clear", "n")
"""Columns of `Group.feedback`: 2 is best, 0 is least, missing is not answered."""

CHANNELS = (
    *("whatsapp", "wa", "instagram", "ig", "facebook", "fb", "telegram", "tiktok", "youtube"),
    *("wa.me", "web.whatsapp.com", "t.me", "youtu.be", "youtube.com", "www.youtube.com"),
    *("instagram.com", "l.instagram.com", "www.instagram.com", "l.facebook.com", "m.facebook.com"),
    *("webinar", "zoom", "poster", "qr", "brosur", "email", "web", "website", "sms"),
)
"""Where links commonly say that they stand: a code holds but a number made from the name."""


@dataclass(frozen=True, eq=False)
class Group:
    """Everybody who took one lesson, in whatever version and language of it.

    `damaged`, `doubled`, `unknown` and `newer` count completion codes that could not be read, came
    more than once, belong to a version whose key is not at hand, or to a later Suluh. `replaced`
    counts answers to questions that `version` no longer has, or of versions not at hand.
    """

    version: Version  # the one whose steps and options are told of
    others: tuple[Version, ...]  # earlier ones, and those in other languages
    source: Literal["codes", "records"]
    visits: pd.DataFrame
    answers: pd.DataFrame
    feedback: pd.DataFrame
    texts: tuple[str, ...] = ()  # what people wrote in their own words, newest first
    rooms: tuple[RoomState, ...] = ()  # the live rooms in which it was taken, the oldest first
    damaged: int = 0
    doubled: int = 0
    unknown: int = 0
    newer: int = 0
    replaced: int = 0

    @property
    def started(self) -> int:
        """How many began."""
        return int(self.visits["n"].sum())

    @property
    def finished(self) -> int:
        """How many came to the end."""
        return int(self.visits.loc[self.visits["finished"], "n"].sum())

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which somebody began; None where nobody did."""
        if self.visits.empty:
            return None
        days = self.visits["day"].unique()
        return min(days), max(days)

    @property
    def class_names(self) -> list[str]:
        """The classes that took part, in the order of their names."""
        return sorted(set(self.visits["class_name"].unique()) - {""}, key=_natural)


def groups_of_codes(
    found: Found,
    language: str = "id",
    versions: Iterable[Version] = (),
    channels: Iterable[str] = CHANNELS,
) -> tuple[Group, ...]:
    """Return a group a lesson, by the lesson's name; none where no code was found.

    `language` is the one that lessons are told of in, where one of the codes' versions, or of those
    at hand beside them, is in it. Codes that could not be read are counted in each group: nobody
    knows which lesson they are of.
    """
    lessons: dict[str, list[Code]] = defaultdict(list)
    for code in found.codes:
        lessons[code.version.name].append(code)
    versions = tuple(versions)
    names = {channel_number(name): name for name in channels}
    doubled = Counter(code.version.name for code in found.doubled)
    return tuple(
        _of_codes(
            lessons[lesson],
            _Beside(language, versions),
            names,
            damaged=len(found.damaged),
            doubled=doubled[lesson],
            unknown=len(found.unknown),
            newer=len(found.newer),
        )
        for lesson in sorted(lessons)
    )


@dataclass(frozen=True)
class Counts:
    """What is counted in the records, and the versions at hand to tell of it, newest last."""

    visits: Sequence[VisitCount]
    answers: Sequence[ResponseCount]
    feedback: Sequence[FeedbackCount] = ()
    texts: Sequence[FeedbackText] = ()
    rooms: Mapping[str, tuple[RoomState, ...]] = field(default_factory=dict)  # by lesson
    versions: Sequence[Version] = ()


def groups_of_records(
    records: Records,
    only: Filter | None = None,
    language: str = "id",
    versions: Iterable[Version] = (),
) -> tuple[Group, ...]:
    """Return a group a lesson that has visits, by the lesson's name.

    `language` is the one that lessons are told of in, where one of the versions that the records
    keep, or of those at hand beside them, is in it.
    """
    only = only or Filter()
    counts = Counts(
        visits=records.visit_counts(only),
        answers=records.response_counts(only),
        feedback=records.feedback_counts(only),
        texts=records.feedback_texts(only),
        rooms=rooms_of(records, only),
        versions=(*_kept(records.versions_data(only.lesson)), *versions),
    )
    return groups_of_counts(counts, language)


def groups_of_counts(counts: Counts, language: str = "id") -> tuple[Group, ...]:
    """Return a group a lesson, by the lesson's name, as `groups_of_records` does."""
    visits = table(counts.visits, ("lesson", "version", *VISITS), VisitCount._fields)
    answers = table(counts.answers, ("lesson", "version", *ANSWERS), ResponseCount._fields)
    feedback = table(counts.feedback, ("lesson", *FEEDBACK), FeedbackCount._fields)
    groups = []
    for lesson in sorted({*visits["lesson"].unique(), *answers["lesson"].unique()}):
        seen = visits[visits["lesson"] == lesson]
        given = answers[answers["lesson"] == lesson]
        used = {*seen["version"].unique(), *given["version"].unique()}
        known = {each.version: each for each in counts.versions if each.version in used}
        unnamed = Version(lesson, language, "", lesson, ())
        versions = [*known.values()] or [unnamed]
        told, others = _chosen(versions, seen, _Beside(language, counts.versions))
        group = Group(
            version=told,
            others=others,
            source="records",
            visits=seen,
            answers=given,
            feedback=feedback.loc[feedback["lesson"] == lesson, FEEDBACK],
            texts=tuple(each.text for each in counts.texts if each.lesson == lesson),
            rooms=counts.rooms.get(lesson, ()),
        )
        groups.append(_joined(group))
    return tuple(groups)


def _of_codes(
    codes: Sequence[Code], beside: _Beside, channels: Mapping[int, str], **unread: Any
) -> Group:
    visits: Counter[tuple[Any, ...]] = Counter()
    answers: Counter[tuple[Any, ...]] = Counter()
    versions = {}
    for code in codes:
        version = versions[code.version.version] = code.version
        channel = "" if code.channel is None else channels.get(code.channel, f"#{code.channel}")
        where = (code.day, channel, code.class_name)
        visits[version.version, version.language, *where, _reached(code), code.finished] += 1
        for step, answer in code.answered():
            given_as = _as_records_do(answer)
            right = None
            if answer.side is not None and step.activity is not None:
                right = answer.side == step.activity.truthful()
            kind = step.activity.kind if step.activity else ""
            answers[version.version, step.id, kind, *where, *given_as, right] += 1
    seen = table([(*row, n) for row, n in visits.items()], ("version", *VISITS))
    given = table([(*row, n) for row, n in answers.items()], ("version", *ANSWERS))
    told, others = _chosen(list(versions.values()), seen, beside)
    group = Group(told, others, "codes", seen, given, table([], FEEDBACK))
    return _joined(replace(group, **unread))


def _reached(code: Code) -> int:
    """Return the place of the last step that a code tells of."""
    parts = code.version.parts[: code.part] if code.part else code.version.parts
    return sum(len(part.steps) for part in parts) - 1


def _as_records_do(answer: Answer) -> tuple[str, str, bool]:
    """Return an answer, what was chosen before checking, and whether one checked."""
    point = answer.side if answer.point is None and answer.side is not None else answer.point
    before = "" if answer.before is None else json.dumps(answer.before)
    return json.dumps("unsure" if point is None else point), before, answer.checked


def _kept(versions: Iterable[object]) -> Iterator[Version]:
    for data in versions:
        # One of a later Suluh may have kinds of activity that this one does not know.
        with suppress(ValueError):
            yield Version.from_data(data, KINDS)


@dataclass(frozen=True)
class _Beside:
    """The language to tell of lessons in, and versions that nobody may have been in."""

    language: str
    versions: Sequence[Version]

    def same(self, version: Version) -> Version | None:
        """Return a version in the language that has the same steps as another."""
        steps = [step.id for step in version.steps]
        for each in reversed(self.versions):
            if (each.name, each.language) == (version.name, self.language) and steps == [
                step.id for step in each.steps
            ]:
                return each
        return None


def _chosen(
    versions: Sequence[Version], visits: pd.DataFrame, beside: _Beside
) -> tuple[Version, tuple[Version, ...]]:
    """Return the version to tell of, and the others: the latest, if possible in the language."""
    by_version = visits.groupby("version", observed=True)
    last = {name: max(of["day"].unique()) for name, of in by_version}
    count = by_version["n"].sum().to_dict()

    def rank(version: Version) -> tuple[bool, Any, int]:
        day = last.get(version.version, date.min)
        return version.language == beside.language, day, count.get(version.version, 0)

    told, *others = sorted(versions, key=rank, reverse=True)
    if told.language != beside.language and (same := beside.same(told)):
        return same, (told, *others)
    return told, tuple(others)


def _joined(group: Group) -> Group:
    """Return a group whose visits and answers of several versions are those of the one told of."""
    joined = Joined(group.version, group.others)
    last = len(group.version.steps) - 1
    place_of = joined.ended if group.source == "codes" else joined.reached
    places = {
        (version, place): place_of(version, place)
        for version, place in set(_pairs(group.visits, "version", "reached"))
    }
    visits = group.visits.assign(
        reached=[
            last if finished else places[version, place]
            for version, place, finished in _pairs(group.visits, "version", "reached", "finished")
        ]
    )
    moved = {
        key: joined.answer(*key) for key in set(_pairs(group.answers, "version", "step", "answer"))
    }
    now = [moved[key] for key in _pairs(group.answers, "version", "step", "answer")]
    kept = pd.Series([answer is not None for answer in now], index=group.answers.index, dtype=bool)
    answers = group.answers.assign(answer=pd.Categorical(now))
    return replace(
        group,
        visits=visits.loc[:, VISITS].reset_index(drop=True),
        answers=answers.loc[kept, ANSWERS].reset_index(drop=True),
        feedback=group.feedback.reset_index(drop=True),
        replaced=int(answers.loc[~kept, "n"].sum()),
    )


def _pairs(frame: pd.DataFrame, *columns: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(frame[column].tolist() for column in columns), strict=True)


def _natural(name: str) -> tuple[int, str]:
    """Return what class names are sorted by: 7A before 10A."""
    digits = "".join(filter(str.isdigit, name))
    return (int(digits) if digits else 0), name
