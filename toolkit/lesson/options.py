"""What several kinds share: the list of options, each with its box and, quoted, its feedback."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import markdown, plain
from toolkit.lesson.fence import Fence

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Item:
    """One line of a list of options, and what is quoted under it."""

    box: bool  # whether the box is marked
    words: tuple[Node, ...]
    quoted: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Options:
    """A list of options, with the blocks before and after it."""

    before: tuple[Node, ...]
    items: tuple[Item, ...]
    after: tuple[Node, ...]


def read(fence: Fence) -> Options:
    """Find the options of an activity; note when there are none, or one has no box or words."""
    lists = [node for node in fence.nodes if node.type == "bullet_list"]
    boxed = [node for node in lists if any(markdown.BOX in item.meta for item in node.children)]
    if not boxed:
        if lists:
            fence.error(markdown.line_of(lists[0]), "option-without-box")
        else:
            fence.error(fence.line, "no-options", kind=fence.kind)
        return Options(fence.nodes, (), ())
    first, last = fence.nodes.index(boxed[0]), fence.nodes.index(boxed[-1])
    items: list[Item] = []
    stray: list[Node] = []
    for node in fence.nodes[first : last + 1]:
        if node.type == "bullet_list":
            items += _items(fence, node)
        elif node.type == "blockquote" and not items[-1].quoted:
            items[-1] = _with(items[-1], node)  # feedback that was not indented
        else:
            stray.append(node)
    fence.leftover(stray)
    after = list(fence.nodes[last + 1 :])
    if after and _belongs_to(items[-1], after[0]):
        items[-1] = _with(items[-1], after.pop(0))
    return Options(fence.nodes[:first], tuple(items), tuple(after))


def feedback(fence: Fence, item: Item, longest: int = 35) -> str:
    """Return the feedback of an option as HTML; note when there is none, or too much."""
    if not item.quoted:
        fence.advice(item.line, "option-without-feedback")
    words = len(plain.text(item.quoted).split())
    if words > longest:
        line = markdown.line_of(item.quoted[0])
        fence.advice(line, "feedback-too-long", count=words, longest=longest)
    return fence.html(item.quoted)


def choice(options: Sequence[str]) -> str:
    """Return options (HTML) as a list on paper, each with an empty box."""
    return '<ul class="suluh-boxes">{}</ul>'.format("".join(f"<li>☐ {o}</li>" for o in options))


def length(words: str) -> int:
    """Return how long a text of HTML looks."""
    return len(html.unescape(_TAG.sub("", words)).strip())


def _items(fence: Fence, node: Node) -> list[Item]:
    items = []
    for child in node.children:
        line = markdown.line_of(child)
        if markdown.BOX not in child.meta:
            fence.error(line, "option-without-box")
        quoted = [part for part in child.children if part.type == "blockquote"]
        words = tuple(part for part in child.children if part.type != "blockquote")
        if not markdown.html(words, {}):
            fence.error(line, "empty-option")
        inside = tuple(block for quote in quoted for block in quote.children)
        items.append(Item(bool(child.meta.get(markdown.BOX)), words, inside, line))
    return items


def _with(item: Item, quote: Node) -> Item:
    return Item(item.box, item.words, tuple(quote.children), item.line)


def _belongs_to(item: Item, node: Node) -> bool:
    """Return whether a quote right under the last option, but not indented, is its feedback."""
    if node.type != "blockquote" or item.quoted or not item.words or not item.words[-1].map:
        return False
    return markdown.line_of(node) == item.words[-1].map[1] + 1
