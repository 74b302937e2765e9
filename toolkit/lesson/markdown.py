"""The Markdown of a lesson: one parser, what it adds to CommonMark, and how it is drawn as HTML.

No raw HTML goes through, and an address only with a scheme that cannot run anything. Where links
lead nowhere (a message to judge), they are drawn as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode as Node
from mdit_py_plugins.footnote import footnote_plugin

from toolkit.lesson import colons, drawing

Links = Literal["live", "dead", "bare"]
"""How links are drawn: alive, as words, or alive even where they are bare (in a source)."""

NESTING = 24
BOX = "suluh_box"

_SCHEMES = ("http", "https", "mailto", "tel")
BLANK = " \t\u00a0\u200b\u200c\u200d\u2060\ufeff"
_ID = re.compile(r"\{[ \t]*#([^{}]*)\}$")
_BOX = re.compile(r"^\[[ \t]{0,3}([xX]?)[ \t]{0,3}\](?![(\[:])[ \t]*")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--")


@dataclass(frozen=True)
class Definition:
    """A footnote's text: `[^key]: text`."""

    key: str
    nodes: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Document:
    """A parsed lesson file."""

    nodes: tuple[Node, ...]
    definitions: tuple[Definition, ...]
    raw_html: tuple[int, ...]  # lines with what looks like HTML and will be shown as text
    bad_links: tuple[tuple[int, str], ...]  # lines and addresses we do not link to
    too_deep: int  # line of what is nested so deeply that the parser gave up, or 0


def parse(text: str) -> Document:
    """Read Markdown; line numbers count from 1 at its beginning."""
    env: dict[str, Any] = {"definitions": [], "html": [], "links": []}
    tokens = _PARSER.parse(text, env)
    return Document(
        nodes=tuple(Node(tokens).children),
        definitions=tuple(
            Definition(key, tuple(Node(inside).children), line)
            for key, inside, line in env["definitions"]
        ),
        raw_html=tuple(env["html"]),
        bad_links=tuple(env["links"]),
        too_deep=next(
            (token.map[0] + 1 for token in tokens if token.level >= NESTING - 2 and token.map), 0
        ),
    )


def html(nodes: Sequence[Node], numbers: dict[str, int], links: Links = "live") -> str:
    """Draw blocks as HTML. `numbers` are those of the footnotes."""
    tokens = [token for node in nodes for token in node.to_tokens()]
    env = {"numbers": numbers, "links": links}
    return str(_PARSER.renderer.render(tokens, _PARSER.options, env)).strip()


def inline(nodes: Sequence[Node], numbers: dict[str, int], links: Links = "live") -> str:
    """Draw blocks as HTML that may stand in a label: paragraphs lose their frame."""
    if all(node.type == "paragraph" for node in nodes):
        return "<br>".join(html(node.children, numbers, links) for node in nodes)
    return html(nodes, numbers, links)


def references(nodes: Sequence[Node]) -> Iterator[tuple[str, int]]:
    """Yield the key and line of every footnote reference in these blocks, in order."""
    for node in nodes:
        for each in node.walk():
            if each.type == "inline":
                for token, line in lines_of(each):
                    if token.type == "footnote_ref":
                        yield token.meta["label"], line


def lines_of(node: Node) -> Iterator[tuple[Token, int]]:
    """Yield everything in a run of text with the line it stands on, counted from 1."""
    (run,) = node.to_tokens()
    yield from _lines(run)


def line_of(node: Node) -> int:
    """Return the line a block begins on, counted from 1."""
    return node.map[0] + 1 if node.map else 1


def _lines(run: Token) -> Iterator[tuple[Token, int]]:
    line = run.map[0] + 1 if run.map else 1
    for token in run.children or ():
        yield token, line
        line += token.type in ("softbreak", "hardbreak")


def _heading_ids(state: StateCore) -> None:
    """Take `{#id}` off the end of a heading, before its words are read."""
    for opening, run in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and (found := _ID.search(run.content.rstrip(BLANK))):
            opening.meta["id"] = found[1].strip(" \t“”\"'")
            run.content = run.content[: found.start()].rstrip()


def _boxes(state: StateCore) -> None:
    """Take `[ ]` and `[x]` off the beginning of list items inside a fence."""
    in_fence = False
    for item, paragraph, run in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type.startswith(colons.FENCE):
            in_fence = item.nesting == 1
        opens = item.type == "list_item_open" and paragraph.type == "paragraph_open"
        if in_fence and opens and (found := _BOX.match(run.content)):
            item.meta[BOX] = bool(found[1])
            run.content = run.content[found.end() :]


def _words(state: StateCore) -> None:
    """Note what will not be drawn as its author may expect: raw HTML, addresses that could run.

    In those that stay capitals of the scheme are gone: nobody who reads them need think of "TEL:".
    """
    for run in state.tokens:
        for token, line in _lines(run) if run.type == "inline" else ():
            if token.type == "text" and _HTML.search(token.content):
                state.env["html"].append(line)
            elif token.type == "link_open":
                address = str(token.attrGet("href") or "")
                if not _safe(address):
                    state.env["links"].append((line, address))
                    address = ""
                token.attrs["href"] = _SCHEME.sub(lambda scheme: scheme[0].lower(), address)


def _definitions(state: StateCore) -> None:
    """Move the texts of footnotes out of the way of what refers to them."""
    kept: list[Token] = []
    inside: list[Token] = []
    depth = 0
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            if not depth:
                inside = []
                line = token.map[0] + 1 if token.map else 1
                state.env["definitions"].append((token.meta["label"], inside, line))
            depth += 1
        elif token.type == "footnote_reference_close":
            depth -= 1
        else:
            (inside if depth else kept).append(token)
    state.tokens = kept


def _safe(address: str) -> bool:
    scheme, colon, _ = re.split(r"[/?#]", address, maxsplit=1)[0].partition(":")
    return not colon or scheme.lower() in _SCHEMES


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTING, "xhtmlOut": False})
    md.enable("table")
    # An indented line is no code, and a line of dashes under words no heading: staff mean neither.
    md.disable(["code", "lheading", "html_block", "html_inline"])
    # Addresses are looked at once, in `_words`, so that a bad one can be told of.
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    footnote_plugin(md, inline=False, move_to_end=False, always_match_refs=True)
    colons.plugin(md)
    md.core.ruler.before("inline", "suluh_heading_ids", _heading_ids)
    md.core.ruler.before("inline", "suluh_boxes", _boxes)
    md.core.ruler.after("inline", "suluh_words", _words)
    md.core.ruler.after("suluh_words", "suluh_definitions", _definitions)
    drawing.plugin(md)
    return md


_PARSER = _parser()
