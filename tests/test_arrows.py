"""Lines that say "this -> that"."""

from __future__ import annotations

import pytest
from test_fence import a_fence

from toolkit.lesson import arrows, markdown, options, plain


def sides(words: str) -> tuple[str, str, int] | None:
    (item,) = options.listed(fence := a_fence(f":::{{match}}\n- {words}\n\n:::"), fence.nodes).items
    arrow = arrows.split(item.words)
    return arrow and (plain.flat(arrow.left), plain.flat(arrow.right), arrow.count)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a -> b", ("a", "b", 1)),
        ("a  →  b", ("a", "b", 1)),
        ("a --> b", ("a", "b", 1)),
        ("a => b", ("a", "b", 1)),
        ("a –> b", ("a", "b", 1)),  # Word's dash
        ("a -&gt; b", ("a", "b", 1)),
        ("a\n  -> b", ("a", "b", 1)),
        ("a ->\n  b", ("a", "b", 1)),
        ("a->b", ("a", "b", 1)),
        ("a->b -> c", ("a->b", "c", 1)),
        ("a -> b -> c", ("a -> b", "c", 2)),
        ("**a** -> *b* c", ("a", "b c", 1)),
        ("a\u00a0->\u00a0b", ("a", "b", 1)),
        ("a ->", ("a", "", 1)),
        ("-> b", ("", "b", 1)),
        ("->", ("", "", 1)),
        ("a > b", None),
        ("a - b", None),
        ("`a -> b`", None),
        ("[a -> b](c.md)", None),
        ("", None),
    ],
)
def test_split(words: str, expected: tuple[str, str, int] | None) -> None:
    assert sides(words) == expected


def test_words_keep_their_form() -> None:
    fence = a_fence(":::{match}\n- **a** & b -> `c`\n\n:::")
    (item,) = options.listed(fence, fence.nodes).items
    arrow = arrows.split(item.words)
    assert arrow
    assert markdown.html(arrow.left, {}) == "<strong>a</strong> &amp; b"
    assert markdown.html(arrow.right, {}) == "<code>c</code>"
