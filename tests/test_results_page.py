"""Results as a page."""

import re
from html.parser import HTMLParser

import pytest
from axe import violations
from conftest import DESK, PHONE
from groups import crowd, version
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.results.nouns import Section, Table
from toolkit.results.page import document, fragment, style
from toolkit.results.sections import sections


@pytest.fixture(scope="module")
def told():
    many = crowd(version(), 40)
    many.feedback(version(), 2, 2, "Bagus <script>alert(1)</script> & “jelas”")
    return sections(many.group(), "id")


def test_a_fragment_is_fit_for_the_strictest_page(told):
    html = fragment(told, "id")
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {
        *("section", "h2", "p", "ul", "li", "img", "div", "table", "thead", "tbody", "tr", "th"),
        "td",
    }
    assert not re.search(r"\s(?:style|id|on\w+)=", html)
    assert "&lt;script&gt;" in html


def test_every_section_is_there_with_its_words_table_and_plot(told):
    html = fragment(told, "id", level=3)
    assert html.count("<section") == html.count("<h3>") == len(told)
    assert html.count("<table>") == sum(section.table is not None for section in told)
    assert html.count("<img ") == sum(section.plot is not None for section in told)
    assert html.count('src="data:image/svg+xml;base64,') == html.count("<img ")


def test_numbers_stand_at_the_right():
    table = Table(("Soal", "Jumlah", "Bagian"), (("a", 1500, 0.5), ("b", 2, None)))
    html = fragment([Section("x", "X", ("Ya.",), table)], "id")
    assert '<td class="results-number">1.500</td>' in html
    assert '<td class="results-number">–</td>' in html
    assert '<th scope="row">a</th>' in html


TEXT = st.text() | st.just("\ud800 </p> & \x00")


class _Parser(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, _attrs):
        if tag not in {"img", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@settings(max_examples=30)
@given(TEXT, TEXT, st.lists(TEXT, max_size=3))
def test_whatever_the_words_the_page_is_whole(title, cell, words):
    table = Table((cell, "n"), ((cell, 1),))
    html = document(title, [(title, [Section("x", title, tuple(words), table)])], "id")
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    assert html.encode("utf-8")


def test_a_page_of_its_own(told, open_page, tmp_path):
    file = tmp_path / "hasil.html"
    file.write_text(document("Hasil", [("", told)], "id"), encoding="utf-8")
    page = open_page(viewport=PHONE)
    page.goto(file.as_uri())
    assert violations(page) == []
    for size in (PHONE, DESK, {"width": 320, "height": 640}):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    broken = "[...document.images].filter((image) => !image.naturalWidth).length"
    assert page.evaluate(broken) == 0


def test_the_look_asks_nobody_else_for_anything():
    assert "url(" not in style()
    assert "@import" not in style()
