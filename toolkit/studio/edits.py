"""What changes between two texts, line by line: so that one undo takes it back, and no more."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

MOST = 400
"""Changed lines that are compared one by one; beyond, they are replaced as a whole."""


@dataclass(frozen=True)
class Edit:
    """Lines `start` up to `end` (from 0, `end` not included) become others."""

    start: int
    end: int
    lines: tuple[str, ...]


def between(old: str, new: str) -> tuple[Edit, ...]:
    """Return the edits that make one text from another, from the first line to the last."""
    before, after = old.split("\n"), new.split("\n")
    same = sum(1 for _ in takewhile(_alike, zip(before, after, strict=False)))
    rest = min(len(before), len(after)) - same
    ends = zip(reversed(before), reversed(after), strict=False)
    tail = min(sum(1 for _ in takewhile(_alike, ends)), rest)
    mine, theirs = before[same : len(before) - tail], after[same : len(after) - tail]
    if not mine and not theirs:
        return ()
    if len(mine) + len(theirs) > MOST * 2:
        return (Edit(same, same + len(mine), tuple(theirs)),)
    codes = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    return tuple(
        Edit(same + a, same + b, tuple(theirs[c:d])) for tag, a, b, c, d in codes if tag != "equal"
    )


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """Return a text after edits."""
    lines = text.split("\n")
    for edit in reversed(edits):
        lines[edit.start : edit.end] = edit.lines
    return "\n".join(lines)


def data(edits: tuple[Edit, ...]) -> list[dict[str, Any]]:
    """Return edits as JSON."""
    return [asdict(edit) for edit in edits]


def _alike(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]
