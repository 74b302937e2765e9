"""What a catalogue answers, as HTML: a list of results, or the record of one book.

Staff write both as they see them on their own catalogue's screen, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson.fence import Fence

_BREAKS = ("softbreak", "hardbreak")
_LISTS = ("bullet_list", "ordered_list")
_COLON = r"(?::(?=\s|$|<)|：)"
_LABEL = re.compile(
    rf"^(?:([^<>:：]{{1,60}}){_COLON}|<strong>([^<>:：]{{1,60}})(?:{_COLON}</strong>|</strong>\s*{_COLON}))"
    r"\s*(.*)$",
    re.DOTALL,
)


def results(fence: Fence, blocks: Sequence[Node]) -> str:
    """Return blocks in which each item of a list is a result: its title, then a line each."""
    return "\n".join(
        '<ol class="suluh-results">{}</ol>'.format("".join(_result(fence, item) for item in items))
        if (items := _items(block))
        else fence.html([block], "dead")
        for block in blocks
    )


def record(fence: Fence, blocks: Sequence[Node]) -> str:
    """Return blocks in which each line "Label: value" is a field of the record."""
    return "\n".join(filter(None, (_record(fence, block) for block in blocks)))


def _result(fence: Fence, item: Node) -> str:
    title, *more = _lines(fence, item.children) or [""]
    rest = "".join(f"<p>{line}</p>" for line in more)
    return f'<li><p class="suluh-result-title">{title}</p>{rest}</li>'


def _record(fence: Fence, block: Node) -> str:
    blocks = [part for item in _items(block) for part in item.children] or [block]
    fields: list[tuple[str, str]] = []
    for line in _lines(fence, blocks):
        found = _LABEL.match(line)
        if found:
            fields.append(((found[1] or found[2]).strip(), found[3]))
        elif fields:  # a value that goes on
            fields[-1] = (fields[-1][0], "<br>".join(filter(None, (fields[-1][1], line))))
        else:
            return fence.html([block], "dead")
    rows = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in fields)
    return f'<dl class="suluh-record">{rows}</dl>' if rows else ""


def _items(block: Node) -> Sequence[Node]:
    return block.children if block.type in _LISTS else ()


def _lines(fence: Fence, blocks: Sequence[Node]) -> list[str]:
    """Return the lines of paragraphs as HTML; whatever else there is counts as one line."""
    found: list[str] = []
    for block in blocks:
        if block.type != "paragraph":
            found.append(fence.html([block], "dead"))
            continue
        line: list[Node] = []
        for part in (*block.children[0].children, None):
            if part is None or part.type in _BREAKS:
                found.append(fence.inline(line, "dead"))
                line = []
            else:
                line.append(part)
    return [line for line in found if line]
