"""Markdown as plain text, as it is sent in a message."""

from __future__ import annotations

import pytest

from toolkit.lesson import markdown, plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## *Judul* `kode` &amp; \\*", "Judul kode & *"),
        ("a\nb\\\nc", "a b\nc"),
        ("a\n\nb", "a\n\nb"),
        ("- a\n- **b**", "- a\n- b"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("> a\n>\n> b", "a\n\nb"),
        ("[a](https://b.id)", "a (https://b.id)"),
        ("<https://b.id>", "https://b.id"),
        ("a [^b]\n\n[^b]: c", "a"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("|a|b|\n|-|-|\n|c|d|", "a b \nc d"),
    ],
)
def test_text(text: str, words: str) -> None:
    assert plain.text(markdown.parse(text).nodes) == words


def test_flat() -> None:
    (paragraph,) = markdown.parse(" a *b* ").nodes
    assert plain.flat(paragraph.children[0].children) == "a b"
