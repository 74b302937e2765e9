"""What to say about a step when it is discussed: the facilitator's notes, else its own feedback."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.lesson import plain
from toolkit.lesson.nouns import Lesson
from toolkit.lesson.sources import unmarked
from toolkit.lesson.versions import VersionStep

LONGEST = 600
"""Characters; what is longer ends with its last whole sentence before that."""

_INLINE = "b|strong|em|i|a|span|code"
_BLOCK = "p|li|div|dt|dd|h[1-6]|blockquote"
_BLOCK_END = re.compile(
    rf"([^\s>])(?:\s|</(?:{_INLINE})>)*(?:</(?:{_BLOCK})>|<br ?/?>|(?=<(?:{_BLOCK})\b))"
)


def of_lesson(lesson: Lesson) -> dict[str, str]:
    """Return what facilitators find in a lesson's notes, by the step's id; plain text."""
    return {step.id: words(step.notes.html) for step in lesson.steps if step.notes}


def of_step(step: VersionStep, language: str, known: Mapping[str, str]) -> str:
    """Return what is known to say of a step, else what its feedback says; "" for nothing."""
    if known.get(step.id):
        return known[step.id]
    return words(step.activity.handout(language).answer) if step.activity else ""


def words(html: str) -> str:
    """Return HTML as sentences in one line."""
    apart = _BLOCK_END.sub(_ended, unmarked(html))
    text = " ".join(plain.of_html(apart).split())
    if len(text) <= LONGEST:
        return text
    whole = text[: LONGEST + 1].rpartition(". ")[0]
    return f"{whole}." if whole else f"{text[:LONGEST]}…"


def _ended(found: re.Match[str]) -> str:
    """Return a block's end with a full stop where it had none, so that it reads as a sentence."""
    last = found[1]
    return f"{last}{'' if last in '.!?:…' else '.'} "
