"""The words of a message line by line, and where in them a piece stands that a person copied.

What staff copy from a message into a list comes back changed: straight quotes turn curly, spaces
turn non-breaking, a dash turns long. All that is forgiven; only the words have to be there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import drawing

_FORMS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
    }
)
_WORDS = ("text", "text_special", "code_inline")
_SIGNS = {"softbreak": " ", "hardbreak": "\n"}

Span = tuple[int, int]


@dataclass
class Line:
    """A paragraph as plain text, and what parts of it are links or bold."""

    text: str = ""
    dead: list[Span] = field(default_factory=list)
    strong: list[Span] = field(default_factory=list)

    @cached_property
    def folded(self) -> Folded:
        """The words to search in."""
        return fold(self.text)

    @cached_property
    def small(self) -> Folded:
        """The words to search in where capitals mean nothing."""
        return fold(self.text, small=True)

    def cuts(self) -> set[int]:
        """Return the places where a link or bold begins or ends."""
        return {place for span in (*self.dead, *self.strong) for place in span}


@dataclass(frozen=True)
class Folded:
    """A text in which only the words count, and where each of its letters comes from."""

    text: str
    origins: tuple[int, ...]

    def find(self, piece: str, *, whole: bool) -> Span | None:
        """Return where a piece, folded too, stands in the text that was folded."""
        start = self.text.find(piece) if piece else -1
        while start >= 0:
            end = start + len(piece)
            if not whole or not (self._within_a_word(start) or self._within_a_word(end)):
                return self.origins[start], self.origins[end - 1] + 1
            start = self.text.find(piece, start + 1)
        return None

    def _within_a_word(self, place: int) -> bool:
        around = self.text[max(place - 1, 0) : place + 1]
        return len(around) > 1 and all(sign.isalnum() for sign in around)


def lines(blocks: Sequence[Node]) -> Iterator[Line | Node]:
    """Yield the paragraphs of a message; as they are, blocks and pictures that are no words."""
    for block in blocks:
        if block.type in ("paragraph", "heading"):
            yield from (part for part in block.walk() if part.type == "image")
            yield _line("", block)
        elif block.type in ("bullet_list", "ordered_list"):
            yield from _items(block)
        elif block.type == "blockquote":
            yield from lines(block.children)
        else:
            yield block


def fold(text: str, *, small: bool = False) -> Folded:
    """Return a text with its signs in one form; with `small`, its letters, too."""
    folded: list[str] = []
    origins: list[int] = []
    for place, letter in enumerate(text):
        plain = unicodedata.normalize("NFKC", letter.translate(_FORMS))
        for each in plain.lower() if small else plain:
            sign = " " if each.isspace() else each
            if sign != " " or (folded and folded[-1] != " "):
                folded.append(sign)
                origins.append(place)
    if folded and folded[-1] == " ":
        folded.pop()
        origins.pop()
    return Folded("".join(folded), tuple(origins))


def windows(line: str, length: int) -> Iterator[str]:
    """Yield every run of so many words: among them is what somebody meant to copy."""
    words = line.split()
    for start in range(max(len(words) - length + 1, 1)):
        yield " ".join(words[start : start + length])


def flat(parts: Sequence[Node]) -> str:
    """Return blocks as one line of words: what was copied, without the addresses of links."""
    found = (line.text for line in lines(parts) if isinstance(line, Line))
    return " ".join(found).strip()


def _items(block: Node) -> Iterator[Line | Node]:
    for number, item in enumerate(block.children, int(block.attrGet("start") or 1)):
        sign = f"{number}. " if block.type == "ordered_list" else "• "
        for line in lines(item.children):
            if isinstance(line, Line) and sign:
                line.text = sign + line.text
                line.dead = [(start + len(sign), end + len(sign)) for start, end in line.dead]
                line.strong = [(start + len(sign), end + len(sign)) for start, end in line.strong]
                sign = ""
            yield line


def _line(text: str, block: Node) -> Line:
    line = Line(text)
    _add(line, block)
    line.text = line.text.rstrip()
    line.dead += [bare.span() for bare in drawing.BARE.finditer(line.text)]
    return line


def _add(line: Line, node: Node) -> None:
    start = len(line.text)
    if node.type in _WORDS:
        line.text += unicodedata.normalize("NFC", node.content)
    line.text += _SIGNS.get(node.type, "")
    for child in node.children:
        _add(line, child)
    if node.type == "link":
        line.dead.append((start, len(line.text)))
    elif node.type == "strong":
        line.strong.append((start, len(line.text)))
