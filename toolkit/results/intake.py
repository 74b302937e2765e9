"""What a trainer hands in (pasted text, files, keys), and the groups that come of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.activities import KINDS
from toolkit.folders import data_folder
from toolkit.lesson.versions import Version
from toolkit.project import LessonError, Project
from toolkit.records.errors import UnavailableError
from toolkit.records.nouns import Filter
from toolkit.records.records import Records
from toolkit.results import debriefs
from toolkit.results.codes import Code
from toolkit.results.group import Group, groups_of_codes, groups_of_records
from toolkit.results.nouns import Section, Table
from toolkit.results.scan import Found, scan
from toolkit.results.sections import sections
from toolkit.words import phrases, say

WORDS = phrases("toolkit.results")

KEYS_FILE = "versions.json"
"""What `suluh publish` writes the keys of every version into."""

MOST_LISTED = 200
"""Codes that tell nothing are listed up to here."""


@dataclass(frozen=True)
class Handed:
    """A text, or a file."""

    name: str  # of the file, "" where it was pasted
    content: str | bytes


@dataclass(frozen=True)
class Chosen:
    """Whom one wants to hear of. What is empty does not choose."""

    lesson: str = ""
    class_name: str = ""
    since: date | None = None

    def takes(self, code: Code) -> bool:
        """Return whether a code is of those."""
        return (
            (not self.lesson or code.version.name == self.lesson)
            and (not self.class_name or code.class_name == self.class_name.upper())
            and (self.since is None or code.day >= self.since)
        )


@dataclass(frozen=True)
class Intake:
    """What was found in all that was handed in."""

    found: Found
    keys: tuple[Version, ...]  # that were at hand
    bad_keys: tuple[str, ...] = ()  # files of keys that could not be read

    @property
    def lessons(self) -> list[str]:
        """The names of the lessons that codes were found of."""
        return sorted({code.version.name for code in self.found.codes})

    @property
    def class_names(self) -> list[str]:
        """The classes that codes were found of."""
        return sorted({code.class_name for code in self.found.codes if code.class_name})

    def groups(self, chosen: Chosen, language: str) -> tuple[Group, ...]:
        """Return the groups of those who are chosen."""
        found = replace(
            self.found,
            codes=tuple(filter(chosen.takes, self.found.codes)),
            doubled=tuple(filter(chosen.takes, self.found.doubled)),
        )
        return groups_of_codes(found, language, self.keys)


def take(handed: Iterable[Handed], project: Project, today: date | None = None) -> Intake:
    """Read what was handed in. Never raises, whatever it is."""
    texts, keys, bad = [], list(own_versions(project)), []
    for each in handed:
        versions = _keys(each)
        if versions is None:
            texts.append(each.content)
        else:
            keys += versions
            if not versions:
                bad.append(each.name)
    return Intake(scan(texts, keys, today), tuple(keys), tuple(bad))


def from_records(chosen: Chosen, project: Project, language: str) -> tuple[Group, ...]:
    """Return the groups in the records of this computer; none where it keeps none.

    Raises `UnavailableError` where they cannot be read.
    """
    if not has_records():
        return ()
    only = Filter(lesson=chosen.lesson, class_name=chosen.class_name.upper(), since=chosen.since)
    with Records(data_folder()) as records:
        return groups_of_records(records, only, language, own_versions(project))


def has_records() -> bool:
    """Return whether this computer keeps any."""
    return Records(data_folder()).exist


def told_of(
    groups: Sequence[Group], project: Project, language: str
) -> tuple[tuple[Group, tuple[Section, ...]], ...]:
    """Return groups, each with its sections: notes of the project's lessons are their debriefs."""
    accent = project.library.accent.light
    told = []
    for group in groups:
        notes = {}
        with suppress(LessonError, OSError):
            notes = dict(debriefs.of_lesson(project.lesson(group.version.name, language)))
        told.append((group, sections(group, language, notes, accent=accent)))
    return tuple(told)


def unread(intake: Intake, language: str) -> Section | None:
    """Return what is to be said of the codes that do not count; None where there are none."""
    found = intake.found
    doubled = [Unread("doubled", code.text, 0) for code in found.doubled]
    others = [
        Unread(each.why, each.text, each.line)
        for each in (*found.damaged, *found.unknown, *found.newer)
    ]
    words = [say(WORDS, "bad_keys", language, file=name) for name in intake.bad_keys]
    rows = []
    for why in ("damaged", "unknown", "newer", "doubled"):
        those = [each for each in (*others, *doubled) if each.why == why]
        if those:
            words.append(say(WORDS, f"unread_{why}", language, count=len(those)))
        rows += [
            (each.text, say(WORDS, f"why_{why}", language), each.line or None) for each in those
        ]
    if not words:
        return None
    heads = tuple(say(WORDS, f"unread_{name}", language) for name in ("code", "why", "line"))
    title = say(WORDS, "unread", language)
    return Section("unread", title, tuple(words), Table(heads, tuple(rows[:MOST_LISTED])))


@dataclass(frozen=True)
class Unread:
    """A code that does not count."""

    why: str  # "doubled", or as in `codes.Unreadable`
    text: str
    line: int  # from 1; 0 where nobody knows


def nothing(intake: Intake | None) -> str:
    """Return the key of the sentence that says why there is no group; None: in the records."""
    if intake is None:
        return "no_records_chosen"
    found = intake.found
    if found.codes:
        return "no_codes_chosen"
    unread = found.damaged or found.unknown or found.newer
    return "no_codes_counted" if unread else "no_codes"


def own_versions(project: Project) -> list[Version]:
    """Return what is at hand here: the lessons as they are, and what the records keep."""
    found = []
    for name in project.lesson_names():
        for language in project.library.languages:
            with suppress(LessonError, OSError):  # its codes are then of an unknown version
                found.append(Version.of(project.lesson(name, language)))
    if has_records():
        with suppress(UnavailableError), Records(data_folder()) as records:
            found += _versions(records.versions_data())
    return found


def beside(files: Iterable[Path]) -> list[Path]:
    """Return the files of keys that lie beside others and are not among them."""
    given = {file.resolve() for file in files}
    found = {file.parent / KEYS_FILE for file in given}
    return sorted(file for file in found - given if file.is_file())


def _keys(handed: Handed) -> list[Version] | None:
    """Return the versions in a file of keys, none where it is broken; None for other files."""
    is_named = handed.name.lower().endswith(".json")
    content = handed.content
    text = content if isinstance(content, str) else content.decode("utf-8-sig", "replace")
    if not is_named and not text.lstrip().startswith("{"):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return [] if is_named else None
    listed = data.get("versions") if isinstance(data, dict) else None
    if isinstance(listed, list):
        return _versions(listed)
    return [] if is_named else None


def _versions(listed: Iterable[Any]) -> list[Version]:
    found = []
    for data in listed:
        with suppress(ValueError):  # of a later Suluh, or not ours
            found.append(Version.from_data(data, KINDS))
    return found
