"""Lines that were meant to open or close a fence, but stand where patrons would read them.

Facilitator notes must never reach a patron's page. In a quote, a list or a block of code, or with
another sign than the colon, `:::{notes}` is only words, and the notes under it would be too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import outline
from toolkit.lesson.nouns import Kinds
from toolkit.lesson.problems import Report

_SIGNS = ":;：；`~"
_LEAD = re.compile(rf"^(?:[^\w{_SIGNS}{{]|_)+")
_OPEN = re.compile(
    rf"^(?P<signs>[{_SIGNS}]*)\s*(?P<brace>[{{｛(\[<]?)\s*(?P<name>[^\W\d_]+)(?P<rest>.*)$"
)
_ANYWHERE = re.compile(r"[:：]{2}[ \t]{0,3}[{｛][ \t]{0,3}(?P<name>[^\W\d_]*)")
_CLOSE = re.compile(r"^[:;：；]{2,}$")
_REST = re.compile(r"^[\s:;：；]*(?:$|[})\]>｝#{｛])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

FEW, MANY = 2, 3
CURLY = ("{", "｛")


def check(nodes: Sequence[Node], kinds: Kinds, report: Report) -> None:
    """Note every line of these blocks, which patrons see, that looks like a fence."""
    for line, text, code in _lines(nodes, 1):
        plain = _LEAD.sub("", _INVISIBLE.sub("", text)).rstrip()
        if _CLOSE.match(plain):
            report.error(line, "looks-like-close", text=plain)
        elif name := _name("```" + plain if code else plain, kinds):
            report.error(line, "looks-like-fence", name=name)


def _name(line: str, kinds: Kinds) -> str:
    """Return the name of the fence that a line was probably meant to open, "" if it is words."""
    if found := _ANYWHERE.search(line):
        return outline.meant(found["name"], kinds) or outline.NOTES
    found = _OPEN.match(line)
    if not found:
        return ""
    signs, brace, name, rest = found.group("signs", "brace", "name", "rest")
    ends = bool(_REST.match(rest))  # and is not the first word of a sentence
    if name.lower() in outline.names(kinds):
        return name.lower() if _opens(signs, brace, ends=ends) else ""
    sure = len(signs) >= FEW or (signs and brace in CURLY)
    plain = brace or not set(signs) & {"`", "~"}  # "```python" is only code
    return outline.meant(name, kinds) if sure and ends and plain else ""


def _opens(signs: str, brace: str, *, ends: bool) -> bool:
    """Return whether what stands before the name of a fence opens one."""
    if brace:
        return brace in CURLY or len(signs) >= FEW  # not ":(" with words after it
    if set(signs) & {"`", "~"}:
        return len(signs) >= MANY  # not "`judge`"
    return len(signs) >= FEW or (bool(signs) and ends)


def _lines(nodes: Sequence[Node], line: int) -> Iterator[tuple[int, str, bool]]:
    """Yield each line of text with its number, and whether it says what a block of code is."""
    for node in nodes:
        first = node.map[0] + 1 if node.map else line
        if node.type == "inline":
            for at, text in enumerate(node.content.split("\n")):
                yield first + at, text, False
        elif node.type == "fence":
            yield first, node.info, True
            for at, text in enumerate(node.content.split("\n"), 1):
                yield first + at, text, False
        else:
            yield from _lines(node.children, first)
