"""How a lesson's Markdown is drawn as HTML: links that live or are words, numbers of sources.

Of pictures only those that the album put in are drawn, so that no page asks another host for one.
`env["links"]` says how links are drawn, `env["numbers"]` which number a footnote has.
"""
# ruff: noqa: ARG001 - markdown-it gives all its render rules the same things

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from toolkit.lesson import colons

EMBEDDED = "suluh_embedded"
"""What the album notes in the meta of a picture whose data it put in."""

_OUTSIDE = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
BARE = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’']", re.IGNORECASE)


def plugin(md: MarkdownIt) -> None:
    """Teach a parser to draw as we do."""
    md.add_render_rule("text", _draw_text)
    md.add_render_rule("link_open", _draw_link_open)
    md.add_render_rule("link_close", _draw_link_close)
    md.add_render_rule("image", _draw_picture)
    md.add_render_rule("footnote_ref", _draw_reference)
    for name in (f"{colons.FENCE}_open", f"{colons.FENCE}_close", colons.STRAY):
        md.add_render_rule(name, _nothing)


def _draw_text(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    words = tokens[at].content
    if env.get("links", "live") == "live" or env.get("in_link"):
        return escapeHtml(words)
    drawn, end = "", 0
    for bare in BARE.finditer(words):
        before, address = escapeHtml(words[end : bare.start()]), escapeHtml(bare[0])
        opening, closing = _link(bare[0] if bare[0][:4] != "www." else f"https://{bare[0]}", env)
        drawn += before + opening + address + closing
        end = bare.end()
    return drawn + escapeHtml(words[end:])


def _draw_link_open(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    env["in_link"] = True
    opening, env["closing"] = _link(str(tokens[at].attrGet("href") or ""), env)
    return opening


def _draw_link_close(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    env["in_link"] = False
    return str(env.get("closing", ""))


def _link(address: str, env: EnvType) -> tuple[str, str]:
    if env.get("links") == "dead" or not address:
        return '<span class="suluh-dead-link">', "</span>"
    outside = ' target="_blank" rel="noopener noreferrer"' if _OUTSIDE.match(address) else ""
    return f'<a href="{escapeHtml(address)}"{outside}>', "</a>"


def _draw_picture(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[at]
    address = str(token.attrGet("src") or "")
    if token.meta.get(EMBEDDED) and address.startswith("data:image/"):
        return self.image(tokens, at, options, env)
    return escapeHtml(self.renderInlineAsText(token.children, options, env))


def _draw_reference(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    number = env.get("numbers", {}).get(tokens[at].meta["label"])
    return f'<sup class="suluh-source">[{number}]</sup>' if number else ""


def _nothing(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    return ""
