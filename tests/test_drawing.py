"""Links that live or are words, and the numbers of sources."""

from __future__ import annotations

import pytest

from toolkit.lesson import markdown

OUTSIDE = 'target="_blank" rel="noopener noreferrer"'


def drawn(text: str, links: markdown.Links, numbers: dict[str, int] | None = None) -> str:
    html = markdown.html(markdown.parse(text).nodes, numbers or {}, links)
    return html.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("text", "links", "html"),
    [
        ("[a](https://b.id)", "live", f'<a href="https://b.id" {OUTSIDE}>a</a>'),
        ("[a](/b)", "live", '<a href="/b">a</a>'),
        ("[a](tel:112)", "live", '<a href="tel:112">a</a>'),
        ("[a](https://b.id)", "dead", '<span class="suluh-dead-link">a</span>'),
        ("www.b.id, https://c.id.", "live", "www.b.id, https://c.id."),
        (
            "www.b.id, c",
            "bare",
            f'<a href="https://www.b.id" {OUTSIDE}>www.b.id</a>, c',
        ),
        ("(https://b.id)", "dead", '(<span class="suluh-dead-link">https://b.id</span>)'),
        ("[a](javascript:b)", "live", '<span class="suluh-dead-link">a</span>'),
    ],
)
def test_links(text: str, links: markdown.Links, html: str) -> None:
    assert drawn(text, links) == html


def test_a_bare_address_inside_a_link_is_one_link() -> None:
    assert drawn("[www.a.id](https://b.id)", "bare").count("<a ") == 1
    assert drawn("[www.a.id](https://b.id)", "dead").count("<span") == 1


def test_numbers_of_sources() -> None:
    text = "a [^b] [^c]\n\n[^b]: d\n\n[^c]: e"
    assert drawn(text, "live", {"b": 7}) == 'a <sup class="suluh-source">[7]</sup> '


def test_signs_are_escaped() -> None:
    assert drawn('a < b & "c"', "dead") == "a &lt; b &amp; &quot;c&quot;"
