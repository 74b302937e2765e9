"""What several kinds share: the list of options, each with its box and, quoted, its feedback."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    boxed: bool = True  # whether there is a box

    @property
    def empty(self) -> bool:
        """Whether it shows neither words nor a picture."""
        pictures = any(each.type == "image" for node in self.words for each in node.walk())
        return not (pictures or plain.text(self.words).strip(markdown.BLANK))


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
    found = _gathered(fence, fence.nodes, boxed)
    for item in found.items:
        if not item.boxed:
            fence.error(item.line, "option-without-box")
        if item.empty:
            fence.error(item.line, "empty-option")
    return found


def listed(
    fence: Fence, nodes: Sequence[Node], kind: str = "bullet_list", *, boxes: bool = False
) -> Options:
    """Find the list whose items may go without boxes; note those that have no words.

    `kind` is "bullet_list" or "ordered_list". Where there is no such list, all stands before it.
    Unless `boxes` mean something, note when there are any: nobody will see them.
    """
    lists = [node for node in nodes if node.type == kind]
    if not lists:
        return Options(tuple(nodes), (), ())
    found = _gathered(fence, nodes, lists)
    for item in found.items:
        if item.empty:
            fence.error(item.line, "empty-item")
    if not boxes:
        unboxed(fence, lists)
    return found


def unboxed(fence: Fence, lists: Sequence[Node]) -> None:
    """Note the first box in lists in which a box means nothing."""
    items = (item for each in lists for item in each.children)
    if boxed := next((item for item in items if markdown.BOX in item.meta), None):
        fence.advice(markdown.line_of(boxed), "box-without-use")


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
    """Return options (HTML) as a list on paper, each with an empty box.

    The style draws the boxes: the sign for one is missing from many a font.
    """
    return '<ul class="suluh-boxes">{}</ul>'.format("".join(f"<li>{each}</li>" for each in options))


def length(words: str) -> int:
    """Return how long a text of HTML looks."""
    return len(html.unescape(_TAG.sub("", words)).strip())


def _gathered(fence: Fence, nodes: Sequence[Node], lists: Sequence[Node]) -> Options:
    """Return what these lists hold as one: a quote between them is feedback for what it follows."""
    places = [place for place, node in enumerate(nodes) if node in (lists[0], lists[-1])]
    first, last = places[0], places[-1]
    items: list[Item] = []
    stray: list[Node] = []
    for node in nodes[first : last + 1]:
        if node.type == lists[0].type:
            items += map(_item, node.children)
        elif node.type == "blockquote" and not items[-1].quoted:
            items[-1] = _with(items[-1], node)  # feedback that was not indented
        else:
            stray.append(node)
    fence.leftover(stray)
    after = list(nodes[last + 1 :])
    if after and _belongs_to(items[-1], after[0]):
        items[-1] = _with(items[-1], after.pop(0))
    return Options(tuple(nodes[:first]), tuple(items), tuple(after))


def _item(node: Node) -> Item:
    inside = (part.children for part in node.children if part.type == "blockquote")
    return Item(
        box=bool(node.meta.get(markdown.BOX)),
        words=tuple(part for part in node.children if part.type != "blockquote"),
        quoted=tuple(block for blocks in inside for block in blocks),
        line=markdown.line_of(node),
        boxed=markdown.BOX in node.meta,
    )


def _with(item: Item, quote: Node) -> Item:
    return replace(item, quoted=tuple(quote.children))


def _belongs_to(item: Item, node: Node) -> bool:
    """Return whether a quote right under the last option, but not indented, is its feedback."""
    if node.type != "blockquote" or item.quoted or not item.words or not item.words[-1].map:
        return False
    return markdown.line_of(node) == item.words[-1].map[1] + 1
