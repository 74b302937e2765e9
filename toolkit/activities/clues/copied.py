"""Where in a message stands what was copied from it, or what was probably meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.lesson import runs
from toolkit.lesson.problems import nearest

HEAD = -1
"""The line of what stands in the head of a message, not among its words."""

_AROUND = " .\"'“”‘’"


@dataclass(frozen=True)
class Place:
    """Between two letters of a line; or a field of the head, always the whole of it."""

    line: int
    start: int
    end: int
    field: str
    text: str  # as the message has it

    def meets(self, other: Place) -> bool:
        """Return whether two places share a letter."""
        if HEAD in (self.line, other.line):
            return self.line == other.line and self.field == other.field
        return self.line == other.line and self.start < other.end and other.start < self.end


def find(words: str, lines: Sequence[runs.Line], head: Mapping[str, str]) -> Place | None:
    """Return the first place of these words, without the quotes around them if need be.

    A field of the head that says just this comes first, one that also says this last.
    """
    for text in dict.fromkeys((words, words.strip(_AROUND))):
        if place := _in_head(text, head, whole=True) or _in_lines(text, lines):
            return place
        if place := _in_head(text, head, whole=False):
            return place
    return None


def nearest_to(words: str, lines: Sequence[runs.Line], head: Mapping[str, str]) -> str:
    """Return the words of the message that look most like these, "" where none do."""
    length = len(words.split())
    known = (text for text in (*head.values(), *(line.text for line in lines)))
    return nearest(words, (each for text in known for each in runs.windows(text, length)))


def _in_head(text: str, head: Mapping[str, str], *, whole: bool) -> Place | None:
    wanted = runs.fold(text, small=True).text
    for name, value in head.items():
        said = runs.fold(value, small=True).text
        if wanted and (wanted == said if whole else wanted in said):
            return Place(HEAD, 0, 0, name, value)
    return None


def _in_lines(text: str, lines: Sequence[runs.Line]) -> Place | None:
    """Return the first place, one between other words rather than within one."""
    same, small = runs.fold(text).text, runs.fold(text, small=True).text
    for whole in (True, False):
        for at, line in enumerate(lines):
            if span := line.folded.find(same, whole=whole):
                return Place(at, *span, "", line.text[slice(*span)])
        for at, line in enumerate(lines):
            if span := line.small.find(small, whole=whole):
                return Place(at, *span, "", line.text[slice(*span)])
    return None
