"""A version of a lesson: what is needed to judge its responses, and to tell of them, for ever.

A response names the version of the page it was given on, by content hash. What is kept under that
hash is the lesson without its prose: its parts, the titles of its steps, and the activities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from toolkit.lesson.nouns import Activity, Kinds, Lesson

_HASH = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class VersionStep:
    """One step of a version."""

    id: str
    title: str  # plain text
    activity: Activity | None

    @property
    def is_judged(self) -> bool:
        """Whether it shows something that is true or false, to be judged."""
        return self.activity is not None and self.activity.truthful() is not None


@dataclass(frozen=True)
class VersionPart:
    """One part of a version; its title is "" where the lesson has no parts."""

    title: str
    steps: tuple[VersionStep, ...]


@dataclass(frozen=True)
class Version:
    """A lesson in one language, as it was at one time."""

    name: str  # of the lesson
    language: str
    version: str  # hash of the content, 16 hex digits
    title: str
    parts: tuple[VersionPart, ...]

    @classmethod
    def of(cls, lesson: Lesson) -> Self:
        """Return the version that a lesson is now."""
        parts = tuple(
            VersionPart(
                part.title,
                tuple(VersionStep(step.id, step.title, step.activity) for step in part.steps),
            )
            for part in lesson.parts
        )
        return cls(lesson.name, lesson.language, lesson.version, lesson.title, parts)

    @classmethod
    def from_data(cls, data: object, kinds: Kinds) -> Self:
        """Return the version whose `data` this is, or that of a lesson's `toolkit.lesson.data`.

        Raises `ValueError` for anything else: a file may hold whatever somebody wrote into it.
        """
        try:
            return cls._from_data(data, kinds)
        except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
            raise ValueError("this is no version of a lesson") from error

    @classmethod
    def _from_data(cls, data: Any, kinds: Kinds) -> Self:
        texts = {key: data[key] for key in ("name", "language", "version", "title")}
        if not all(isinstance(text, str) for text in texts.values()):
            raise TypeError("not a text")
        if not _HASH.fullmatch(texts["version"]):
            raise ValueError("a version is named by 16 hexadecimal digits")
        parts = tuple(
            VersionPart(
                str(part["title"]), tuple(_step(each, kinds) for each in _listed(part["steps"]))
            )
            for part in _listed(data["parts"])
        )
        return cls(**texts, parts=parts)

    def data(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "name": self.name,
            "language": self.language,
            "version": self.version,
            "title": self.title,
            "parts": [
                {
                    "title": part.title,
                    "steps": [
                        {
                            "id": step.id,
                            "title": step.title,
                            "activity": step.activity.data() if step.activity else None,
                        }
                        for step in part.steps
                    ],
                }
                for part in self.parts
            ],
        }

    @property
    def steps(self) -> tuple[VersionStep, ...]:
        """All steps, in order."""
        return tuple(step for part in self.parts for step in part.steps)

    @property
    def judged(self) -> tuple[VersionStep, ...]:
        """The steps that show something true or false, in order."""
        return tuple(step for step in self.steps if step.is_judged)

    def step(self, step_id: str) -> VersionStep | None:
        """Return the step of an id, None where this version has none."""
        return next((step for step in self.steps if step.id == step_id), None)

    def place_of(self, step_id: str) -> int | None:
        """Return how many steps stand before one, None where this version does not have it."""
        return next((at for at, step in enumerate(self.steps) if step.id == step_id), None)


def without_prose(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the `data` of the version that a lesson is, from its `toolkit.lesson.data`."""
    return {
        "name": data["name"],
        "language": data["language"],
        "version": data["version"],
        "title": data["title"],
        "parts": [
            {
                "title": part["title"],
                "steps": [
                    {"id": step["id"], "title": step["title"], "activity": step["activity"]}
                    for step in part["steps"]
                ],
            }
            for part in data["parts"]
        ],
    }


def _step(data: Any, kinds: Kinds) -> VersionStep:
    activity = data["activity"]
    made = None
    if activity is not None:
        made = kinds[activity["kind"]].from_data(activity)
    step_id, title = data["id"], data["title"]
    if not isinstance(step_id, str) or not isinstance(title, str):
        raise TypeError("not a text")
    return VersionStep(step_id, title, made)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value
