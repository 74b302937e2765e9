"""Where a new piece goes: below the words of the step that the cursor is in, never into a block."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from toolkit.lesson import ids, template
from toolkit.lesson.outline import END, NO_KINDS, NOTES
from toolkit.studio import pieces, places
from toolkit.studio.errors import StudioError
from toolkit.studio.forms import Form
from toolkit.studio.places import Layout, Span

Write = Callable[[str], list[str]]
"""Lines of an activity, given its id."""


@dataclass(frozen=True)
class Inserted:
    """A text with a new piece in it, and where the cursor belongs (both from 0)."""

    text: str
    line: int
    column: int = 0


@dataclass(frozen=True)
class Spot:
    """The text to put something into, and where its cursor is (both from 0)."""

    text: str
    line: int
    column: int
    taken: Collection[str]  # ids of other languages

    @property
    def layout(self) -> Layout:
        """Where things stand."""
        return places.layout(self.text)

    def step(self) -> Span:
        """Return the step the cursor is in, the next one where it is before it."""
        laid = self.layout
        here = laid.step_at(self.line)
        after = (step for step in laid.steps if step.start >= self.line)
        found = here or next(after, laid.steps[-1] if laid.steps else None)
        if found is None:
            raise StudioError("no_step")
        return found

    def free(self, wanted: str) -> str:
        """Return an id that is like the wanted one, and used nowhere."""
        return _free(wanted, places.ids(self.text) | set(self.taken))


def piece(kind: object, form: Form, spot: Spot, language: str) -> Inserted:
    """Put in what a form of this kind describes."""
    match kind:
        case "step":
            return step(spot, form)
        case "choose":
            return activity(spot, form, "choose", lambda named: pieces.choose(form, named))
        case "judge":
            return activity(
                spot, form, "judge", lambda named: pieces.message(form, named, language)
            )
        case "notes":
            return notes(spot, form, language)
        case "source":
            return source(spot, form)
    raise StudioError("unknown")


def step(spot: Spot, form: Form) -> Inserted:
    """Put a new step after the one the cursor is in."""
    title, words = pieces.step(form)
    return _new_step(spot, title, "\n\n".join(words).split("\n") if words else [])


def activity(spot: Spot, form: Form, kind: str, write: Write) -> Inserted:
    """Put an activity into the step the cursor is in, or into a new one."""
    if not form.flag("new_step"):
        here = spot.step()
        if has_activity(spot.layout, here):
            raise StudioError("has_activity", step=here.title)
        lines = write(spot.free(f"{here.id or 'step'}-{kind}"))
        return _below(spot, _words_end(spot.layout, here), lines, 1)
    title, _ = pieces.step(form)
    named = spot.free(ids.slug(title) or "step")
    return _new_step(spot, title, write(spot.free(f"{named}-{kind}")), named)


def notes(spot: Spot, form: Form, language: str) -> Inserted:
    """Put facilitator notes at the end of a step, or into the ones that are there."""
    here, laid = spot.step(), spot.layout
    said = pieces.notes(form, language)
    there = [block for block in laid.blocks_of(here) if block.name == NOTES and block.closed]
    if not there:
        return _below(spot, laid.end_of(here), [":::{notes}", *pieces.spaced(said), "", ":::"], 1)
    block = there[-1]
    old = list(laid.lines[block.start + 1 : block.end - 1])
    while old and not old[-1].strip():
        old.pop()
    while old and not old[0].strip():
        old.pop(0)
    kept = [line for line in old if not template.examples(line)]
    if len(kept) == len(old) and old:
        said = pieces.notes(form, language, timed=bool(pieces.MINUTES.match(old[0].lstrip())))
    body = pieces.spaced(["\n".join(kept).strip("\n"), *said] if any(kept) else said)
    lines = [*laid.lines[: block.start + 1], *body, "", *laid.lines[block.end - 1 :]]
    first = body.index(said[0].split("\n")[0]) if said else 0
    return Inserted("\n".join(lines), block.start + 1 + first)


def source(spot: Spot, form: Form) -> Inserted:
    """Put a footnote behind the word the cursor is in, and its source at the end of the file."""
    said = pieces.source(form)
    lines = spot.text.split("\n")
    at = min(spot.line, len(lines) - 1)
    if not _is_prose(spot, at):
        raise StudioError("no_sentence")
    line = lines[at]
    column = min(spot.column, len(line))
    column += len(re.match(r"\S*", line[column:])[0])  # type: ignore[index]  # it always matches
    named = _free(ids.slug(form.line("publisher"))[:16].strip("-") or "sumber", _keys(spot.text))
    lines[at] = f"{line[:column].rstrip()} [^{named}]{line[column:]}".rstrip()
    text = "\n".join(lines).rstrip("\n")
    gap = "\n" if places.layout(text).footnotes else "\n\n"
    return Inserted(f"{text}{gap}[^{named}]: {said}\n", at, len(line[:column].rstrip()) + 4)


def picture(spot: Spot, form: Form, name: str) -> Inserted:
    """Put a picture right below the heading of a step."""
    return _below(spot, spot.step().start + 1, pieces.picture(form, name), 0)


def has_activity(laid: Layout, here: Span) -> bool:
    """Return whether a step has something to do already."""
    return any(block.name not in NO_KINDS for block in laid.blocks_of(here))


def _new_step(spot: Spot, title: str, lines: Sequence[str], named: str = "") -> Inserted:
    laid = spot.layout
    heading = f"## {title} {{#{named or spot.free(ids.slug(title) or 'step')}}}"
    if not laid.steps:
        at = max(places.head_end(spot.text), laid.spans[0].end if laid.spans else 0)
        return _below(spot, at, [heading, "", *lines], 2 + bool(lines))
    here = spot.step()
    ends = [block for block in laid.blocks_of(here) if block.name == END]
    if not ends:
        return _below(spot, laid.end_of(here), [heading, "", *lines], 2 + bool(lines))
    # The end of a part belongs to its last step: it moves along.
    block = ends[0]
    moved = list(laid.lines[block.start : block.end])
    rest = list(laid.lines)
    del rest[block.start : block.end + (not "".join(laid.lines[block.end : block.end + 1]).strip())]
    cut = Spot("\n".join(rest), min(spot.line, here.start), 0, spot.taken)
    body = [*lines, "", *moved] if lines else ["", *moved]
    return _below(cut, cut.layout.end_of(cut.step()), [heading, "", *body], 2 + bool(lines))


def _words_end(laid: Layout, here: Span) -> int:
    """Return the line after the words of a step, before its blocks."""
    end = min((block.start for block in laid.blocks_of(here)), default=laid.end_of(here))
    while end > here.start + 1 and not laid.lines[end - 1].strip():
        end -= 1
    return end


def _below(spot: Spot, at: int, piece: Sequence[str], cursor: int) -> Inserted:
    """Put lines before a line, blank ones around them; the cursor goes to one of them."""
    lines = spot.text.split("\n")
    before, after = lines[:at], lines[at:]
    while before and not before[-1].strip():
        before.pop()
    while after and not after[0].strip():
        after.pop(0)
    start = len(before) + bool(before)
    text = "\n".join([*before, *([""] if before else []), *piece, "", *after])
    line = min(start + cursor, start + len(piece))
    return Inserted(text, line)


def _is_prose(spot: Spot, at: int) -> bool:
    line = spot.layout.lines[at]
    head = at < places.head_end(spot.text)
    return bool(line.strip()) and not head and not re.match(r"[#:]|\[\^|!\[|-{3}", line)


def _keys(text: str) -> set[str]:
    return places.footnotes(text)


def _free(wanted: str, taken: Collection[str]) -> str:
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
