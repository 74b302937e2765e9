"""Where things stand in the text of a lesson, also while it cannot be read yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.lesson import source

_HEADING = re.compile(r"^(#{1,2})[ \t]+(.*?)[ \t]*$|^(#{1,2})$")
_ID = re.compile(r"\{[ \t]*#([^{}]*)\}?[ \t]*$")
_ANY_ID = re.compile(r"\{[ \t]*#[ \t]*([^{}]*?)[ \t]*\}")
_OPEN = re.compile(r"^:{2,}[ \t]*\{?[ \t]*([A-Za-z][\w-]*)")
_CLOSE = re.compile(r"^:{2,}$")
_FOOTNOTE = re.compile(r"^\[\^([^\]\s]+)\]:")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_DASHES = re.compile(r"^(?:-{3,}|[–—]+-?)$")


@dataclass(frozen=True)
class Block:
    """A fence: its name, and the lines (from 0) from its opening up to what follows its end."""

    name: str
    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True)
class Span:
    """A part (level 1) or a step (2): the lines (from 0) from its heading up to what follows."""

    level: int
    title: str
    id: str
    start: int
    end: int


@dataclass(frozen=True)
class Layout:
    """A lesson's text, and where in it its steps, blocks and footnotes stand."""

    lines: tuple[str, ...]
    spans: tuple[Span, ...]
    blocks: tuple[Block, ...]
    footnotes: tuple[tuple[str, int, int], ...]  # key, first line, line that follows

    @property
    def steps(self) -> tuple[Span, ...]:
        """The steps, in order."""
        return tuple(span for span in self.spans if span.level > 1)

    def step_at(self, line: int) -> Span | None:
        """Return the step that a line (from 0) is in; before the first, and on a part, None."""
        return next((step for step in self.steps if step.start <= line < step.end), None)

    def blocks_of(self, step: Span) -> list[Block]:
        """Return the fences of a step."""
        return [block for block in self.blocks if step.start <= block.start < step.end]

    def end_of(self, span: Span) -> int:
        """Return the line after the last words of a span, without the sources at its end."""
        at = span.end
        while at > span.start + 1 and (not self.lines[at - 1].strip() or self._is_source(at - 1)):
            at -= 1
        return at

    def text(self, start: int, end: int) -> str:
        """Return some lines."""
        return "\n".join(self.lines[start:end])

    def sources_of(self, text: str) -> str:
        """Return the definitions of the footnotes that a piece of text refers to."""
        keys = set(_REFERENCE.findall(text))
        return "\n".join(self.text(start, end) for key, start, end in self.footnotes if key in keys)

    def _is_source(self, line: int) -> bool:
        return any(start <= line < end for _, start, end in self.footnotes)


def layout(text: str) -> Layout:
    """Return where things stand in a text."""
    lines = text.split("\n")
    meant = source.as_meant(text).split("\n")
    body = head_end(text)
    headings = [(at, found) for at, found in _headings(meant) if at >= body]
    ends = [*(at for at, _ in headings[1:]), len(lines)][: len(headings)]
    spans = []
    for (at, (level, words)), end in zip(headings, ends, strict=True):
        named = _ID.search(words)
        title = words[: named.start()].strip() if named else words
        spans.append(Span(level, title, named[1].strip() if named else "", at, end))
    return Layout(
        tuple(lines), tuple(spans), tuple(_blocks(meant, body)), tuple(_footnotes(meant, body))
    )


def head_end(text: str) -> int:
    """Return the line (from 0) after the front matter, 0 where there is none."""
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if not _DASHES.match(lines[start].strip()):
        return 0
    for at in range(start + 1, len(lines)):
        if _DASHES.match(lines[at].strip()):
            return at + 1
        if lines[at].startswith(("# ", "## ", ":::")):
            break
    return 0


def ids(text: str) -> set[str]:
    """Return every id that a text holds."""
    return set(_ANY_ID.findall(text))


def footnotes(text: str) -> set[str]:
    """Return the key of every footnote that a text refers to or defines."""
    return set(_REFERENCE.findall(text))


def _headings(lines: list[str]) -> Iterator[tuple[int, tuple[int, str]]]:
    for at, line in enumerate(lines):
        if found := _HEADING.match(line):
            yield at, (len(found[1] or found[3]), found[2] or "")


def _blocks(lines: list[str], body: int) -> Iterator[Block]:
    at = body
    while at < len(lines):
        opened = _OPEN.match(lines[at])
        if not opened:
            at += 1
            continue
        end = at + 1
        while end < len(lines) and not _CLOSE.match(lines[end].rstrip()):
            if _OPEN.match(lines[end]) or _HEADING.match(lines[end]):
                break
            end += 1
        closed = end < len(lines) and bool(_CLOSE.match(lines[end].rstrip()))
        yield Block(opened[1].lower(), at, end + closed, closed)
        at = end + closed


def _footnotes(lines: list[str], body: int) -> Iterator[tuple[str, int, int]]:
    for at in range(body, len(lines)):
        if found := _FOOTNOTE.match(lines[at]):
            end = at + 1
            while end < len(lines) and lines[end].strip() and not _begins(lines[end]):
                end += 1
            yield found[1], at, end


def _begins(line: str) -> bool:
    return bool(_FOOTNOTE.match(line) or _HEADING.match(line) or _OPEN.match(line))
