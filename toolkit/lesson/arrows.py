"""What several kinds share: a line that says "this -> that"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import plain

_ARROW = re.compile(r"(?:[-‐-―=]{1,3}>|[→⇒⟶➔➙➜])")
_BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True)
class Arrow:
    """A line taken apart at its last arrow."""

    left: tuple[Node, ...]  # within a paragraph
    right: tuple[Node, ...]
    count: int  # of all arrows that could have been meant


def split(words: Sequence[Node]) -> Arrow | None:
    """Return the two sides of the arrow in a paragraph; None where there is no arrow.

    An arrow stands between spaces, so that "a->b" may be part of the words; only where there is no
    other is it taken for the arrow. Arrows in a link, in bold or in code are words, too.
    """
    if not words or words[0].type != "paragraph":
        return None
    parts = words[0].children[0].children
    found = [
        (place, sign)
        for place, part in enumerate(parts)
        if part.type == "text"
        for sign in _ARROW.finditer(part.content)
    ]
    spaced = [(place, sign) for place, sign in found if _stands_alone(parts, place, sign)]
    meant = spaced or found
    if not meant:
        return None
    place, sign = meant[-1]
    text = parts[place].content
    left = [*parts[:place], _text(text[: sign.start()].rstrip())]
    right = [_text(text[sign.end() :].lstrip()), *parts[place + 1 :]]
    return Arrow(_trimmed(left), _trimmed(right), len(meant))


def _stands_alone(parts: Sequence[Node], place: int, sign: re.Match[str]) -> bool:
    text = parts[place].content
    before, after = text[: sign.start()], text[sign.end() :]
    return (not before or before[-1].isspace()) and (not after or after[0].isspace())


def _trimmed(parts: Sequence[Node]) -> tuple[Node, ...]:
    """Return what stands on one side without the line ends around it; nothing if only those."""
    kept = [part for part in parts if part.type != "text" or part.content]
    while kept and kept[0].type in _BREAKS:
        kept.pop(0)
    while kept and kept[-1].type in _BREAKS:
        kept.pop()
    return tuple(kept) if plain.flat(kept) else ()


def _text(words: str) -> Node:
    (node,) = Node([Token("text", "", 0, content=words)]).children
    return node
