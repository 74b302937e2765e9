"""The report of an activity as data: what a file of any format says, before it has a format.

What nobody's phone can know (the place, who led it) is a blank for a person to fill in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from toolkit.lesson.nouns import Lesson
from toolkit.lesson.versions import Version
from toolkit.project import LessonError, Project
from toolkit.results.group import Group
from toolkit.results.nouns import Section
from toolkit.results.written import Voice
from toolkit.words import phrases, say

WORDS = phrases("toolkit.results")

PHOTOS = 4
"""How many photos there is room for."""

_UNWRITABLE = re.compile("[^\\t\\n\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 cannot hold (its section 2.2): office files are XML."""


@dataclass(frozen=True)
class Fact:
    """A line about the activity: what is known of it, and what a person is to fill in."""

    label: str
    known: str | int = ""
    blank: str = ""  # what to write there; "" where everything is known


@dataclass(frozen=True)
class TaughtPart:
    """A part of a lesson: its title ("" where the lesson has no parts), the titles of its steps."""

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Taught:
    """A lesson, and how the group did in it."""

    title: str
    summary: str  # "", like what follows, where the lesson is not at hand
    minutes: int  # 0 where nobody knows
    frameworks: tuple[str, ...]
    parts: tuple[TaughtPart, ...]
    sections: tuple[Section, ...]

    @classmethod
    def of(
        cls, version: Version, sections: tuple[Section, ...], project: Project, language: str
    ) -> Self:
        """Return what was taught: in the words of the project's lesson, else of its version."""
        lesson: Lesson | None = None
        with suppress(LessonError, OSError):
            lesson = project.lesson(version.name, language)
        parts = (lesson or version).parts
        return cls(
            title=lesson.title if lesson else version.title,
            summary=lesson.summary if lesson else "",
            minutes=lesson.minutes if lesson else 0,
            frameworks=lesson.frameworks if lesson else (),
            parts=tuple(
                TaughtPart(part.title, tuple(step.title for step in part.steps)) for part in parts
            ),
            sections=sections,
        )


@dataclass(frozen=True)
class Report:
    """A report on an activity ("laporan kegiatan")."""

    language: str
    library: str
    city: str
    accent: str  # #rrggbb, legible on white
    source: Literal["codes", "records"]
    days: tuple[date, ...]  # on which somebody took part, in order
    classes: tuple[str, ...]
    participants: int  # visits; of codes people, where there are several lessons at least so many
    taught: tuple[Taught, ...]
    unread: int = 0  # completion codes that could not be read, of whatever lesson

    @classmethod
    def of(
        cls,
        groups: Sequence[tuple[Group, tuple[Section, ...]]],
        project: Project,
        language: str,
    ) -> Self:
        """Return the report on groups, at least one, each with its sections."""
        days = {day for group, _ in groups for day in group.visits["day"].unique()}
        classes = dict.fromkeys(name for group, _ in groups for name in group.class_names)
        return cls(
            language=language,
            library=project.library.name,
            city=project.library.city,
            accent=project.library.accent.light,
            source=groups[0][0].source,
            days=tuple(sorted(days)),
            classes=tuple(classes),
            participants=_participants([group for group, _ in groups]),
            taught=tuple(
                Taught.of(group.version, found, project, language) for group, found in groups
            ),
            # Each group counts them all: nobody knows which lesson they are of.
            unread=max(group.damaged + group.unknown + group.newer for group, _ in groups),
        )

    @property
    def title(self) -> str:
        """What stands on top."""
        return self.say("report_title")

    @property
    def subtitle(self) -> str:
        """The lessons it is about."""
        return ", ".join(taught.title for taught in self.taught)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What, when, where, who: the top of the report."""
        return (
            Fact(self.say("report_activity"), self.subtitle),
            Fact(
                self.say("report_date"),
                written_days(self.days, self.language),
                "" if self.days else self.say("blank_date"),
            ),
            Fact(self.say("report_time"), blank=self.say("blank_time")),
            Fact(self.say("report_place"), blank=self.say("blank_place")),
            Fact(self.say("report_organiser"), ", ".join(filter(None, (self.library, self.city)))),
            Fact(self.say("report_leader"), blank=self.say("blank_leader")),
            Fact(self.say("report_attended"), blank=self.say("blank_attended")),
            Fact(self.say(self._counted), self.participants),
            *([Fact(self.say("report_classes"), ", ".join(self.classes))] if self.classes else ()),
        )

    @property
    def _counted(self) -> str:
        """The key of what `participants` are."""
        several = self.source == "codes" and len(self.taught) > 1
        return f"report_counted_{self.source}{'_several' if several else ''}"

    @property
    def signature(self) -> tuple[Fact, ...]:
        """What stands around the room for a signature."""
        return (
            Fact(self.say("sign_place"), blank=self.say("blank_sign_place")),
            Fact(self.say("sign_role"), blank=self.say("blank_role")),
            Fact(self.say("sign_name"), blank=self.say("blank_name")),
            Fact(self.say("sign_number"), blank=self.say("blank_number")),
        )

    @property
    def notice(self) -> str:
        """Where the numbers come from, and what they therefore are not."""
        left = self.say("report_unread", count=self.unread) if self.unread else ""
        return " ".join(filter(None, (self.say(f"report_notice_{self.source}"), left)))

    @property
    def file_name(self) -> str:
        """What a file of it is called, without an ending: small letters, digits, hyphens."""
        words = [self.title, *(taught.title for taught in self.taught[:1])]
        words += self.classes if len(self.classes) == 1 else ()
        words += [self.days[-1].isoformat()] if self.days else []
        named = re.sub(r"[^a-z0-9]+", "-", " ".join(words).lower()).strip("-")
        return named[:80].rstrip("-")

    def say(self, key: str, **facts: object) -> str:
        """Return a phrase in the report's language."""
        return say(WORDS, key, self.language, **facts)


def _participants(groups: Sequence[Group]) -> int:
    """Return how many took part. Who learned two lessons sent two codes: nobody knows who did."""
    started = [group.started for group in groups]
    return sum(started) if groups[0].source == "records" else max(started)


def written_days(those: Sequence[date], language: str) -> str:
    """Return days as people write them: one with its weekday, more as from the first to the last.

    "" for none.
    """
    if not those:
        return ""
    voice = Voice(language, "")
    first, last = those[0], those[-1]
    if first == last:
        weekday = voice.say("weekdays").split()[first.weekday()]
        return voice.say("one_day", weekday=weekday, day=voice.day(first))
    return voice.say("some_days", first=voice.day(first), last=voice.day(last), count=len(those))


def writable(text: str) -> str:
    """Return a text as an office file can hold it: without control characters and surrogates."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
