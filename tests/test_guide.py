"""The facilitator's guide: a lesson as sheets for who leads it."""

import html
import re
from dataclasses import replace

import pytest
from conftest import ROOT
from sample import GOOD, lesson

from toolkit.guide import guide, sheets
from toolkit.project import Project
from toolkit.words import SpokenError

PROJECT = Project(ROOT)
LIBRARY = PROJECT.library
EVERY = [
    pytest.param(PROJECT.lesson(name, code), id=f"{name}-{code}")
    for name in PROJECT.lesson_names()
    for code in LIBRARY.languages
]
every_lesson = pytest.mark.parametrize("found", EVERY)


def words(drawn):
    """Return the words of a page, as they are read."""
    body = drawn.partition("</head>")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", body)))


@every_lesson
def test_it_has_every_step_its_notes_and_whose_it_is(found):
    drawn = guide.guide(found, LIBRARY)
    for step in found.steps:
        assert words(step.title) in words(drawn)
        assert step.notes.html in re.sub(r'<span class="suluh-paper-address">.*?</span>', "", drawn)
    for said in (found.title, found.summary, found.reviewed, LIBRARY.name, *found.frameworks):
        assert said in words(drawn)
    assert drawn.count("<li value") >= len(found.steps[0].sources)


@every_lesson
def test_its_timetable_adds_up(found):
    drawn = guide.guide(found, LIBRARY)
    minutes = [step.notes.minutes for step in found.steps]
    shown = re.findall(r'<td class="number">(\d*)</td><td class="number">(\d*)</td>', drawn)
    assert [int(length) for _, length in shown] == minutes
    assert [int(start) for start, _ in shown] == [sum(minutes[:at]) for at in range(len(minutes))]
    assert f'<td class="number">{sum(minutes)}</td><td></td></tr></tbody>' in drawn


@every_lesson
def test_right_and_likely_wrong_answers_are_there(found):
    for step in found.steps:
        judged = map(step.activity.judge, step.activity.responses()) if step.activity else ()
        if not step.activity or not {True, False} <= set(judged):
            continue
        on_paper = step.activity.handout(found.language)
        assert on_paper.answer, step.id
        # Pairs and orders have no wrong answer of their own: what is said belongs to the right one.
        assert on_paper.others or step.activity.kind in {"match", "order"}, step.id


def test_the_right_one_is_marked_by_a_sign_and_by_words():
    drawn = guide.guide(lesson(GOOD), LIBRARY)
    answer = drawn.partition('<h4 class="is-right">')[2].partition("</div>")[0]
    assert answer.startswith("Jawaban yang tepat</h4>")
    assert "Menutupnya." in answer
    others = drawn.partition('<div class="others">')[2].partition("</div>")[0]
    assert "Menyebutkannya." in others
    assert "Jangan." in others


def test_a_step_without_minutes_leaves_the_rest_of_the_clock_empty():
    drawn = guide.guide(lesson(GOOD.replace("3 menit. Tanyakan", "Tanyakan")), LIBRARY)
    assert "paling sedikit 4 menit" in words(drawn)
    empty = '<td class="number"></td>'
    assert f'1. Telepon dari &#34;petugas&#34;</td><td class="number">0</td>{empty}' in drawn
    assert f'2. Akhir</td>{empty}<td class="number">4</td>' in drawn


def test_a_step_that_is_not_translated_says_so():
    steps = lesson(GOOD).steps
    part = replace(lesson(GOOD).parts[0], steps=steps)
    drawn = guide.guide(replace(lesson(GOOD), language="en", parts=(part,)), LIBRARY)
    assert drawn.count("(not translated yet)") == len(steps)
    assert '<article lang="id">' in drawn


def test_nothing_in_a_title_ends_the_style_or_its_text():
    title = 'a</style><script>"\\ }' + " panjang" * 40
    drawn = guide.guide(replace(lesson(GOOD), title=title), LIBRARY)
    style = drawn.partition("<style>")[2].partition("</style>")[0]
    footer = re.search(r"@bottom-left \{ content: (.*?); \}", style)[1]
    assert "<" not in footer
    assert footer.count('"') == 2
    assert footer.endswith('\\2026 "')
    assert "<script" not in drawn


def test_patrons_get_neither_notes_nor_what_others_say():
    found = lesson(GOOD)
    drawn = guide.patrons(found, LIBRARY)
    assert "Tanyakan dulu" not in drawn
    assert "Jangan." not in drawn
    assert "Tepat." in drawn


PLAIN = "–—‘’“”•…·€™×÷"
"""Beside the letters of Latin-1 and Latin Extended-A, what the fonts of every system have."""


def is_plain(sign):
    return sign.isspace() or " " <= sign <= "\u017f" or sign in PLAIN


@every_lesson
@pytest.mark.parametrize("draw", [guide.guide, guide.patrons])
def test_every_sign_is_in_every_font(found, draw):
    drawn = draw(found, LIBRARY)
    shown = words(drawn) + "".join(re.findall(r'content: ?"([^"]*)"', drawn))
    assert not sorted({sign for sign in shown if not is_plain(sign)})


@pytest.mark.parametrize("asked", ["a.md", "a.pdf.txt", "id", ".pdf"])
def test_a_file_of_another_kind_is_never_written(asked, tmp_path):
    with pytest.raises(SpokenError):
        sheets.checked(str(tmp_path / asked), "a-panduan")


def test_a_folder_gets_a_file_of_that_name(tmp_path):
    assert sheets.checked(str(tmp_path), "a-panduan") == tmp_path / "a-panduan.pdf"
    assert sheets.checked(str(tmp_path / "B.PDF"), "a-panduan") == tmp_path / "B.PDF"
    assert str(sheets.checked("", "a-panduan")) == "a-panduan.pdf"


def test_a_file_that_is_open_elsewhere_is_one_sentence(tmp_path, monkeypatch):
    def locked(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.write_bytes", locked)
    with pytest.raises(SpokenError) as raised:
        sheets.write("<p>a</p>", tmp_path / "a.html")
    assert "tutup dulu" in raised.value.sentence("id")
    assert len(raised.value.sentence("en").splitlines()) == 1
