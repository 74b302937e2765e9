"""Links and sources on paper."""

import re
from dataclasses import replace

import pytest
from conftest import ROOT
from sample import GOOD, lesson

from toolkit.guide import guide
from toolkit.lesson import paper
from toolkit.lesson.nouns import Option
from toolkit.player.handout import handout
from toolkit.project import Project

LIBRARY = Project(ROOT).library


def link(target, words):
    return f'<p>Lihat <a href="{target}" target="_blank">{words}</a>.</p>'


@pytest.mark.parametrize(
    ("target", "words", "shown"),
    [
        ("https://www.ojk.go.id/", "OJK", "ojk.go.id"),
        ("https://wa.me/6281157157157", "WhatsApp OJK", "0811-5715-7157"),
        ("tel:157", "Telepon bank", "157"),
        ("mailto:a@b.go.id", "<strong>Tulis</strong>", "a@b.go.id"),
        ("https://a.go.id/?a=1&amp;b=2", "Cari", "a.go.id/?a=1&amp;b=2"),
    ],
)
def test_the_address_of_a_link_stands_after_its_words(target, words, shown):
    drawn = paper.addressed(link(target, words))
    assert f'{words}</a><span class="suluh-paper-address"> ({shown})</span>.' in drawn


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("https://bi.go.id", "https://bi.go.id"),
        ("https://bi.go.id/", "Bank Indonesia (bi.go.id)"),
        ("tel:157", "OJK <strong>157</strong>"),
        ("tel:081157157157", "0811-5715-7157"),
        ("https://wa.me/?text=" + "a" * 200, "Kirim"),
    ],
)
def test_unless_they_say_it_or_nobody_would_type_it(target, words):
    assert paper.addressed(link(target, words)) == link(target, words)


def test_each_source_is_listed_once_by_number():
    found = paper.Numbers(lesson(GOOD)).listed()
    assert [source.number for source in found] == [1, 2]


def in_two_languages():
    """A lesson in English, of which only the second step is translated."""
    first = lesson(GOOD)
    text = GOOD.replace("Apa?", "What? [^guru]").replace("Tanyakan.", "Ask. [^bi]")
    steps = (first.steps[0], replace(lesson(text).steps[1], language="en"))
    return replace(first, language="en", parts=(replace(first.parts[0], steps=steps),))


def test_no_two_sources_have_one_number():
    mixed = in_two_languages()
    listed = paper.Numbers(mixed).listed()
    assert [source.language for source in listed] == ["en", "en", "id", "id"]
    assert len({source.number for source in listed}) == 4
    for drawn in (handout(mixed, LIBRARY), guide.guide(mixed, LIBRARY)):
        (end,) = re.findall(
            r"<ol(?: class=.suluh-sources.)?>\n(<li value.*?)</ol>", drawn, re.DOTALL
        )
        for source in listed:
            lang = ' lang="id"' if source.language == "id" else ""
            assert f'<li value="{source.number}"{lang}>{source.html[:10]}' in end
        told = next(source for source in listed if source.html.startswith("OJK"))
        assert f'menyamar. <sup class="suluh-source">[{told.number}]</sup>' in drawn


def test_notes_keep_their_own_list_in_step():
    drawn = guide.guide(in_two_languages(), LIBRARY)
    notes = drawn.partition("Tanyakan dulu.")[2].partition("</div>")[0]
    marks = re.findall(r'<sup class="suluh-source">\[(\d+)\]', notes)
    assert re.findall(r'<li value="(\d+)">', notes) == marks
    assert len(marks) == 2


def test_what_is_right_stands_apart_from_what_is_not():
    options = (
        Option("a", right=False, feedback="<p>Bukan.</p>", line=1),
        Option("b", right=True, feedback="<p>Tepat.</p>", line=2),
    )
    right, others = paper.answers(["A", "B"], options)
    assert right == '<p class="suluh-right">B</p><p>Tepat.</p>'
    assert others == '<p class="suluh-other">A</p><p>Bukan.</p>'
