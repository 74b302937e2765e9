"""Bringing a lesson into its second language, one step at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from toolkit.activities.judge import SIDES
from toolkit.studio import places
from toolkit.studio.insert import Inserted
from toolkit.studio.places import Layout, Span


@dataclass(frozen=True)
class Untold:
    """A step of the first language, and how far it is here."""

    id: str
    title: str
    state: str  # "missing", "same" (as in the first language, word for word), "there"


def steps(original: str, text: str, language: str) -> list[Untold]:
    """Return the steps of the first language and whether each one is here."""
    theirs, mine = places.layout(original), places.layout(text)
    here = {step.id: step for step in mine.steps if step.id}
    return [
        Untold(step.id, step.title, _state(theirs, step, mine, here.get(step.id), language))
        for step in theirs.steps
        if step.id
    ]


def begin(original: str, language: str, today: date) -> str:
    """Return the first words of a translation: what the lesson is called, and its first step."""
    laid = places.layout(original)
    head = laid.text(0, places.head_end(original))
    head = re.sub(r"(?m)^reviewed:.*$", f"reviewed: {today.isoformat()}", head, count=1)
    first = next((step for step in laid.steps if step.id), None)
    return copy(original, f"{head}\n", first.id, language).text if first else f"{head}\n"


def copy(original: str, text: str, wanted: str, language: str) -> Inserted:
    """Put a step of the first language into a translation, where it belongs; nothing if unknown."""
    theirs, mine = places.layout(original), places.layout(text)
    step = next((each for each in theirs.steps if each.id == wanted), None)
    if step is None or any(each.id == wanted for each in mine.steps):
        return Inserted(text, 0)
    piece = _in_words_of(theirs.text(step.start, theirs.end_of(step)), language)
    heading = _part_heading(theirs, step, mine)
    at = _place(theirs, step, mine)
    before = "\n".join(mine.lines[:at]).rstrip()
    after = "\n".join(mine.lines[at:]).strip("\n")
    start = before + ("\n\n" if before else "") + (f"{heading}\n\n" if heading else "")
    told = f"{start}{piece}\n" + (f"\n{after}\n" if after else "")
    known = {key for key, _, _ in mine.footnotes}
    sources = [
        line
        for line in theirs.sources_of(piece).split("\n")
        if line and not any(line.startswith(f"[^{key}]") for key in known)
    ]
    if sources:
        told = told.rstrip("\n") + ("\n" if known else "\n\n") + "\n".join(sources) + "\n"
    return Inserted(told, start.count("\n"))


def _state(theirs: Layout, step: Span, mine: Layout, here: Span | None, language: str) -> str:
    if here is None:
        return "missing"
    copied = _in_words_of(theirs.text(step.start, theirs.end_of(step)), language)
    return "same" if copied == mine.text(here.start, mine.end_of(here)) else "there"


def _place(theirs: Layout, step: Span, mine: Layout) -> int:
    """Return the line before which a step belongs: in its part, else after what is before it."""
    here = {each.id: each for each in mine.steps if each.id}
    present = [each for each in theirs.steps if each.id in here]
    earlier = [each for each in present if each.start < step.start]
    part = _part_of(theirs, step)
    later = [each for each in present if each.start > step.start and _part_of(theirs, each) == part]
    if later and not any(_part_of(theirs, each) == part for each in earlier):
        return here[later[0].id].start
    if earlier:
        return mine.end_of(here[earlier[-1].id])
    return places.head_end("\n".join(mine.lines)) or len(mine.lines)


def _part_heading(theirs: Layout, step: Span, mine: Layout) -> str:
    """Return the heading of the part that a step begins, if no step of that part is here yet."""
    part = _part_of(theirs, step)
    if part is None:
        return ""
    here = {each.id for each in mine.steps}
    together = [each for each in theirs.steps if _part_of(theirs, each) == part]
    if any(each.id in here for each in together):
        return ""
    return theirs.lines[part.start]


def _part_of(laid: Layout, step: Span) -> Span | None:
    return next(
        (span for span in reversed(laid.spans) if span.level == 1 and span.start < step.start), None
    )


def _in_words_of(piece: str, language: str) -> str:
    """Return a copied step with the sides of its judgement in the words the reader knows."""
    for names in SIDES.values():
        for others in names.values():
            for word, own in zip(others, names.get(language, others), strict=True):
                start = re.compile(rf"(?m)^(- \[[ xX]\] ){re.escape(word)}$")
                piece = start.sub(rf"\g<1>{own}", piece)
    return piece
