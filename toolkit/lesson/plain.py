"""Markdown as plain text: for titles, for messages to send, and for counting words."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode as Node
from markupsafe import Markup

_WORDS = ("text", "text_special", "code_inline", "fence")
_SIGNS = {"softbreak": " ", "hardbreak": "\n", "footnote_ref": "", "hr": ""}


def text(nodes: Sequence[Node]) -> str:
    """Return blocks as plain text: a blank line between paragraphs, a sign before list items."""
    return "\n\n".join(filter(None, (_plain(node).strip() for node in nodes)))


def of_html(drawn: str) -> str:
    """Return the words of HTML in one line."""
    return Markup(drawn).striptags()  # noqa: S704 - the reader drew it


def flat(parts: Sequence[Node]) -> str:
    """Return the words within a line as plain text."""
    return "".join(map(_plain, parts)).strip()


def _plain(node: Node) -> str:
    if node.type in _WORDS:
        return node.content
    if node.type in _SIGNS:
        return _SIGNS[node.type]
    if node.type == "blockquote":
        return text(node.children)
    if node.type in ("bullet_list", "ordered_list"):
        numbered = node.type == "ordered_list"
        items = (text(item.children) for item in node.children)
        return "\n".join(f"{n}. {i}" if numbered else f"- {i}" for n, i in enumerate(items, 1))
    words = "".join(map(_plain, node.children))
    return words + _after(node)


def _after(node: Node) -> str:
    """Return what stands after the words of a node: a link's address, a row's end."""
    if node.type == "link" and node.info != "auto" and node.attrGet("href"):
        return f" ({node.attrGet('href')})"
    return {"tr": "\n", "td": " ", "th": " "}.get(node.type, "")
