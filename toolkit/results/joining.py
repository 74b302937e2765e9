"""The versions of a lesson as one: steps by id, options by text, across languages by place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from toolkit.activities.choose import Choose
from toolkit.activities.judge import Judge
from toolkit.lesson import plain
from toolkit.lesson.nouns import Activity
from toolkit.lesson.versions import Version

ELSE = ""
"""The answer that stands for an option which the version told of does not offer."""


class Joined:
    """What places and answers of any version of a lesson are in one of them, the one told of."""

    def __init__(self, told: Version, others: Iterable[Version]) -> None:
        self._told = told
        self._versions = {version.version: version for version in (*others, told)}
        self._places = {name: self._lined_up(version) for name, version in self._versions.items()}

    def reached(self, version: str, place: int) -> int:
        """Return how far somebody came: the furthest step of ours at, or before, that place."""
        places = self._places.get(version, [])
        return places[min(place, len(places) - 1)] if places and place >= 0 else -1

    def ended(self, version: str, place: int) -> int:
        """Return the same where a part ended at that place: what was added to it is behind them."""
        at = self.reached(version, place)
        theirs = {step.id for step in self._versions[version].steps}
        beginnings = {part.steps[0].id for part in self._told.parts if part.steps}
        for step in self._told.steps[at + 1 :]:
            if step.id in theirs or step.id in beginnings:
                break
            at += 1
        return at

    def answer(self, version: str, step: str, answer: str) -> str | None:
        """Return an answer as it is in the version told of; None where that asks something else.

        The answer is JSON as the records have it; so is what is returned, or `ELSE`.
        """
        theirs, ours = self._activity(version, step), self._activity(self._told.version, step)
        if theirs is None or ours is None or not _asks_the_same(theirs, ours):
            return None
        if theirs is ours or not isinstance(theirs, Choose) or not isinstance(ours, Choose):
            return answer
        same_language = self._versions[version].language == self._told.language
        return _moved(answer, theirs, ours, by_text=same_language)

    def _activity(self, version: str, step: str) -> Activity | None:
        found = self._versions[version].step(step) if version in self._versions else None
        return found.activity if found else None

    def _lined_up(self, version: Version) -> list[int]:
        places, furthest = [], -1
        for step in version.steps:
            place = self._told.place_of(step.id)
            furthest = max(furthest, -1 if place is None else place)
            places.append(furthest)
        return places


def _asks_the_same(theirs: Activity, ours: Activity) -> bool:
    if isinstance(theirs, Judge) and isinstance(ours, Judge):
        return (theirs.pair, theirs.truth) == (ours.pair, ours.truth)
    return theirs.kind == ours.kind


def _moved(answer: str, theirs: Choose, ours: Choose, *, by_text: bool) -> str:
    """Return the places of options in one version as places in another."""
    try:
        chosen = json.loads(answer)
        names = _names(theirs) if by_text else list(range(len(theirs.options)))
        known: list[Any] = _names(ours) if by_text else list(range(len(ours.options)))
        if not by_text and theirs.answers() != ours.answers():
            return ELSE
        return json.dumps(sorted(known.index(names[at]) for at in chosen), separators=(",", ":"))
    except (ValueError, TypeError, IndexError):  # no option of ours is called so
        return ELSE


def _names(activity: Choose) -> list[str]:
    return [" ".join(plain.of_html(option.html).split()) for option in activity.options]
