"""Groups to tell of: made from what people might have answered."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from toolkit.activities.choose import Choose
from toolkit.activities.judge import Judge
from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.records.nouns import (
    FeedbackCount,
    FeedbackText,
    ResponseCount,
    RoomEvent,
    VisitCount,
    compact,
)
from toolkit.results.codes import Code
from toolkit.results.group import Counts, Group, groups_of_counts
from toolkit.results.scan import Found
from toolkit.rooms import facts
from toolkit.rooms.state import RoomState

DAY = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 10).timestamp()  # noqa: DTZ001 - on the library's own wall clock
RIGHT_OR_NOT = ("match", "order", "clues", "link", "search", "shelf")
"""Kinds of which results tell only whether an answer was right."""


@cache
def version(name: str = "misinformation", language: str = "id") -> Version:
    """Return a shipped lesson as it is now."""
    return Version.of(Project(Path(__file__).parents[1]).lesson(name, language))


class Many:
    """What people did, added up."""

    def __init__(self, versions: Iterable[Version] = ()) -> None:
        self.visits: Counter[tuple] = Counter()
        self.answers: Counter[tuple] = Counter()
        self.said: Counter[tuple] = Counter()
        self.texts: list[FeedbackText] = []
        self.rooms: dict[str, tuple[RoomState, ...]] = {}
        self._versions = {each.version: each for each in versions}

    def visit(  # noqa: PLR0913 - all that a visit is counted by
        self,
        of: Version,
        *,
        day: date = DAY,
        channel: str = "",
        class_name: str = "",
        reached: int | None = None,
        n: int = 1,
    ) -> None:
        """Add people who came to a place, without one to the end."""
        self._versions[of.version] = of
        place = len(of.steps) - 1 if reached is None else reached
        key = (of.name, of.language, of.version, day, channel, class_name, place, reached is None)
        self.visits[key] += n

    def answer(  # noqa: PLR0913 - all that an answer is counted by
        self,
        of: Version,
        step: str,
        answer: object,
        *,
        before: object = None,
        checked: bool = False,
        day: date = DAY,
        channel: str = "",
        class_name: str = "",
        n: int = 1,
    ) -> None:
        """Add first attempts at a step; for kinds other than judge and choose: whether right."""
        self._versions[of.version] = of
        activity = of.step(step).activity
        right = answer
        if isinstance(activity, Judge):
            right = activity.judge({"point": answer})
        elif isinstance(activity, Choose):
            right = activity.judge({"options": answer})
        split = isinstance(activity, Judge | Choose)
        told = (compact(answer) if split else "", None if before is None else compact(before))
        where = (day, channel, class_name)
        key = (of.name, of.version, step, activity.kind, *where, *told, checked, right)
        self.answers[key] += n

    def feedback(self, of: Version, useful: int | None, clear: int | None, text: str = "") -> None:
        self.said[of.name, of.language, DAY, "", "", useful, clear] += 1
        if text:
            self.texts.append(FeedbackText(of.name, of.language, DAY, "", "", text))

    def counts(self) -> Counts:
        return Counts(
            visits=[VisitCount(*key, n) for key, n in self.visits.items()],
            answers=[ResponseCount(*key, n) for key, n in self.answers.items()],
            feedback=[FeedbackCount(*key, n) for key, n in self.said.items()],
            texts=self.texts,
            rooms=self.rooms,
            versions=list(self._versions.values()),
        )

    def group(self, language: str = "id") -> Group:
        (group,) = groups_of_counts(self.counts(), language)
        return group


def code(part: int = 0, answers: tuple = (), **given: object) -> Code:
    """Return a code of the first lesson."""
    of = version()
    whole = {"day": DAY, "class_name": "7A", "channel": None, "coarse": False, "random": 1}
    answers = (*answers, *[None] * (len(of.judged) - len(answers)))
    return Code(text="", version=of, part=part, answers=answers, **{**whole, **given})


def found(*codes: Code, **others: tuple) -> Found:
    """Return what a scan finds."""
    none = {"doubled": (), "damaged": (), "unknown": (), "newer": ()}
    return Found(codes=codes, **{**none, **others})


def room(of: Version, people: int) -> RoomState:
    """Return a live room as it was left: everybody voted in a poll, and one asked something."""
    found = RoomState("ACDEFG")
    poll = {"poll": "", "form": "one", "question": "Pernah?", "options": ["Pernah", "Belum"]}
    asked = {"run": "p1", "before": "", "low": "", "high": "", **poll}
    happened = [
        ("opened", "", facts.opened([of], of.language)),
        ("poll", "", asked),
        *(("vote", f"{at:032x}", {"run": "p1", "choice": [at % 2]}) for at in range(people)),
        ("question", f"{0:032x}", {"text": "Apa itu OTP?"}),
        ("marked", "", {"question": f"{people + 3:032x}", "state": "answered"}),
    ]
    for number, (type_, person, data) in enumerate(happened, 1):
        found.apply(RoomEvent(number, f"{number:032x}", "ACDEFG", type_, person, AT, data))
    return found


def crowd(of: Version, people: int, seed: int = 1) -> Many:
    """Return what a crowd might have done: each as far as they came, better after checking."""
    chance = random.Random(seed)
    many = Many([of])
    for _ in range(people):
        where = {
            "day": DAY + timedelta(chance.randrange(12)),
            "channel": chance.choice(("whatsapp", "whatsapp", "instagram", "")),
            "class_name": chance.choice(("7A", "7B", "10C", "")),
        }
        finished = chance.random() < 0.6
        reached = len(of.steps) - 1 if finished else chance.randrange(-1, len(of.steps))
        many.visit(of, reached=None if finished else reached, **where)
        for step in of.steps[: reached + 1]:
            if isinstance(step.activity, Judge):
                _judge(many, of, step.id, step.activity, chance, where)
            elif isinstance(step.activity, Choose):
                many.answer(of, step.id, [chance.choice((0, 1, 1, 2))], **where)
            elif step.activity and step.activity.kind in RIGHT_OR_NOT:
                many.answer(of, step.id, chance.random() < 0.7, **where)
        if finished and chance.random() < 0.5:
            many.feedback(of, chance.choice((2, 2, 1, 0)), chance.choice((2, 1, None)))
    many.rooms[of.name] = (room(of, people),)
    return many


def _judge(many, of, step, activity, chance, where) -> None:  # noqa: PLR0913, PLR0917
    def point(skill: float) -> object:
        if chance.random() < 0.08:
            return "unsure"
        side = activity.truth if chance.random() < skill else not activity.truth
        return 2 * side + chance.randrange(2)

    checked = chance.random() < 0.4
    before = point(0.55) if checked and chance.random() < 0.8 else None
    many.answer(of, step, point(0.85 if checked else 0.7), before=before, checked=checked, **where)
