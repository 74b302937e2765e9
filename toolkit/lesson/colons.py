"""Our colon fences, `:::{choose} {#id}` to `:::`, as a rule of markdown-it.

The rule finds the end of a fence by its lines alone, before any Markdown inside is read. So a
closing `:::` right under an option still closes, and a fence that was never closed ends before
the next one, or before the next step, and takes no other step with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

FENCE = "suluh_fence"
STRAY = "suluh_stray"

_OPEN = re.compile(
    r"^(?::{2,}[ \t]*\{[ \t]*([^{}\s]*)[ \t]*\}?|:{3,}[ \t]*([A-Za-z][\w-]*))[ \t]*(.*)$"
)
_CLOSE = re.compile(r"^:{2,}$")
_STRAY = re.compile(r"^:{3,}")
_HEADING = re.compile(r"^#{1,2}(?:[ \t]|$)")
_KEY = re.compile(r"^[ \t]*[:：][ \t]*([^\s:：]+)[ \t]*[:：][ \t]*(.*)$")
_ID = re.compile(r"^(?:\{[ \t]*#([^{}]*)\}?|#([^{}\s]*)\}?)$")


@dataclass(frozen=True)
class Key:
    """A `:key: value` line at the beginning of a fence."""

    name: str
    value: str
    line: int


@dataclass(frozen=True)
class Opening:
    """What the opening line of a fence, and its closing, say."""

    name: str
    id: str | None  # None where none is written
    rest: str  # words that do not belong there
    keys: tuple[Key, ...]
    closed: bool
    crowded: bool  # the closing line has no blank line before it
    end: int  # line number of the closing line, or of what follows where there is none


def plugin(md: MarkdownIt) -> None:
    """Teach colon fences to a parser."""
    md.block.ruler.before(
        "fence",
        FENCE,
        _rule,
        {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def", "table"]},
    )


def _rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    start = state.bMarks[first] + state.tShift[first]
    # Fences stand at the beginning of a line: inside a quote or a list they are words.
    if not state.src.startswith("::", start) or (start and state.src[start - 1] != "\n"):
        return False
    line = _text(state, first)
    opened = _OPEN.match(line)
    if not opened and not _STRAY.match(line):
        return False
    if silent:
        return True
    if not opened:
        token = state.push(STRAY, "", 0)
        token.map = [first, first + 1]
        token.hidden = True
        state.line = first + 1
        return True

    end, closed = _end(state, first, last)
    keys, inside = _keys(state, first + 1, end)
    rest = opened[3]
    named = _ID.match(rest)
    crowded = closed and end > first + 1 and bool(_text(state, end - 1).strip())
    token = state.push(f"{FENCE}_open", "", 1)
    token.map = [first, end + closed]
    token.meta = {
        "opening": Opening(
            name=opened[1] or opened[2] or "",
            id=(named[1] or named[2] or "").strip(" \t“”\"'") if named else None,
            rest="" if named else rest,
            keys=keys,
            closed=closed,
            crowded=crowded,
            end=end + 1,
        )
    }
    parent, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = FENCE, end
    state.md.block.tokenize(state, inside, end)
    state.parentType, state.lineMax = parent, limit
    state.push(f"{FENCE}_close", "", -1)
    state.line = end + closed
    return True


def _end(state: StateBlock, first: int, last: int) -> tuple[int, bool]:
    """Return the line a fence ends before, and whether that line closes it."""
    for number in range(first + 1, last):
        line = _text(state, number)
        if _CLOSE.match(line):
            return number, True
        if _OPEN.match(line) or _HEADING.match(line):
            return number, False
    return last, False


def _keys(state: StateBlock, first: int, end: int) -> tuple[tuple[Key, ...], int]:
    """Return the `:key: value` lines of a fence, and the line its Markdown begins at."""
    keys = []
    for number in range(first, end):
        line = _text(state, number)
        if found := _KEY.match(line):
            keys.append(Key(found[1], found[2], number + 1))
        elif line.strip():
            return tuple(keys), number
    return tuple(keys), end


def _text(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] : state.eMarks[number]].rstrip()
