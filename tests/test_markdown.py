"""The parser: what it adds to Markdown, what it lets through, and on which line it stood."""

from __future__ import annotations

import pytest

from toolkit.lesson import markdown


def drawn(text: str, links: markdown.Links = "live") -> str:
    return markdown.html(markdown.parse(text).nodes, {}, links)


@pytest.mark.parametrize(
    ("text", "named", "html"),
    [
        ("## A {#a}", "a", "<h2>A</h2>"),
        ("## A { #a }", "a", "<h2>A</h2>"),
        ("## A", None, "<h2>A</h2>"),
        ("## A {#a} b", None, "<h2>A {#a} b</h2>"),
    ],
)
def test_the_id_of_a_heading(text: str, named: str | None, html: str) -> None:
    (node,) = markdown.parse(text).nodes
    assert node.meta.get("id") == named
    assert markdown.html([node], {}) == html


def test_boxes_only_inside_a_fence() -> None:
    (fence,) = markdown.parse(":::{choose}\n- [x] a\n- [ ] b\n- c\n- [y](z)\n:::").nodes
    boxes = [item.meta.get(markdown.BOX) for item in fence.children[0].children]
    assert boxes == [True, False, None, None]
    assert "[x] a" in drawn("- [x] a")


def test_neither_html_nor_addresses_that_could_run() -> None:
    page = markdown.parse("a\n<b>b</b>\n\n[c](javascript:1) [d](tel:1) <https://e.id>")
    assert page.raw_html == (2,)
    assert page.bad_links == ((4, "javascript:1"),)
    html = markdown.html(page.nodes, {})
    assert "&lt;b&gt;" in html
    assert html.count("<a ") == 2


def test_an_indented_line_is_no_code_and_dashes_make_no_heading() -> None:
    assert drawn("    kata") == "<p>kata</p>"
    assert drawn("kata\n---") == "<p>kata</p>\n<hr>"


def test_definitions_are_out_of_the_way() -> None:
    page = markdown.parse("a [^b]\n\n[^b]: Bank\n\nc [^d]")
    assert [(each.key, each.line) for each in page.definitions] == [("b", 3)]
    assert list(markdown.references(page.nodes)) == [("b", 1), ("d", 5)]
    assert "Bank" not in markdown.html(page.nodes, {"b": 1})


def test_lines_are_those_of_the_file() -> None:
    (_, paragraph) = markdown.parse("## A\n\nsatu\ndua **tiga**\nempat").nodes
    (run,) = paragraph.children
    found = {token.content: line for token, line in markdown.lines_of(run) if token.content.strip()}
    assert found == {"satu": 3, "dua ": 4, "tiga": 4, "empat": 5}


def test_inline_has_no_paragraph_around_it() -> None:
    nodes = markdown.parse("a *b*\n\nc").nodes
    assert markdown.inline(nodes, {}) == "a <em>b</em><br>c"


def test_what_is_too_deep() -> None:
    assert markdown.parse("> " * 30 + "a").too_deep == 1
    assert not markdown.parse("> > > a").too_deep
