"""The facilitator's guide: a lesson as sheets for who leads it."""

import html
import re
from dataclasses import replace

import pytest
from conftest import ROOT
from sample import GOOD, lesson

from toolkit.guide import guide, sheets
from toolkit.project import Project
from toolkit.words import SpokenError, say

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


def feedback(data):
    """Yield what is said to any answer of an activity."""
    if isinstance(data, dict):
        said = data.get("feedback", {})
        yield from said.values() if isinstance(said, dict) else (said,)
    for inside in data.values() if isinstance(data, dict) else data:
        if isinstance(inside, dict | list):
            yield from feedback(inside)


@every_lesson
def test_right_and_likely_wrong_answers_are_there(found):
    for step in found.steps:
        judged = map(step.activity.judge, step.activity.responses()) if step.activity else ()
        if not step.activity or not {True, False} <= set(judged):
            continue
        on_paper = step.activity.handout(found.language)
        assert on_paper.answer, step.id
        for said in feedback(step.activity.data()):
            assert said in on_paper.answer + on_paper.others, step.id


@every_lesson
def test_an_answer_is_called_what_its_kind_calls_it(found):
    drawn = guide.guide(found, LIBRARY)
    headings = re.findall(r'<div class="answer answer-(\w+)">\s*<h4([^>]*)>(.*?)</h4>', drawn)
    kinds = {step.activity.kind: step.activity for step in found.steps if step.activity}
    for kind, sign, heading in headings:
        on_paper = kinds[kind].handout(found.language)
        assert html.unescape(heading) == (
            on_paper.heading or say(guide.WORDS, "right", found.language)
        )
        assert bool(sign) is on_paper.all_right
    assert len({heading for *_, heading in headings}) > 1


def test_the_right_one_is_marked_by_a_sign_and_by_words():
    drawn = guide.guide(lesson(GOOD), LIBRARY)
    answer = drawn.partition('<h4 class="is-right">')[2].partition("</div>")[0]
    assert answer.startswith("Jawaban yang tepat</h4>")
    assert "Menutupnya." in answer
    others = drawn.partition('<div class="others">')[2].partition("</div>")[0]
    assert "Menyebutkannya." in others
    assert "Jangan." in others


@every_lesson
def test_both_lengths_stand_on_the_cover(found):
    cover = words(guide.guide(found, LIBRARY).partition("</header>")[0])
    least = sum(step.notes.minutes for step in found.steps)
    said = {
        "id": (f"paling singkat {least} menit", f"sekitar {found.minutes} menit"),
        "en": (f"at least {least} min", f"about {found.minutes} min"),
    }
    for each in said[found.language]:
        assert each in cover


def results(found):
    """Yield what other sources say at the steps of a lesson, with the number of the step."""
    for number, step in enumerate(found.steps, 1):
        for result in getattr(step.activity, "results", ()):
            yield number, result


@every_lesson
def test_what_others_say_has_a_heading_of_its_own(found):
    drawn = guide.guide(found, LIBRARY)
    others = "".join(re.findall(r'<div class="others">(.*?)</div>', drawn, re.DOTALL))
    checks = "".join(re.findall(r'<div class="others checks">(.*?)</div>', drawn, re.DOTALL))
    assert list(results(found))
    for _, result in results(found):
        assert result.html in paper_less(checks)
        for said in (result.title, result.address, result.date):
            assert said in words(f"</head>{checks}")
        assert result.title not in words(f"</head>{others}")


def paper_less(drawn):
    """Return HTML without the addresses of links, which only paper shows."""
    return re.sub(r'<span class="suluh-paper-address">.*?</span>', "", drawn)


@every_lesson
def test_patrons_read_what_others_say_after_judging(found):
    drawn = paper_less(guide.patrons(found, LIBRARY))
    steps, _, rest = drawn.partition('<section class="suluh-checks">')
    checks, _, answers = rest.partition('<section class="suluh-answers">')
    for number, result in results(found):
        (part,) = re.findall(rf"<h3>{number}\. .*?</div>", checks, re.DOTALL)
        assert result.html in part
        assert result.title in words(f"</head>{part}")
        assert result.html not in steps + answers
        assert re.search(rf"suluh-how suluh-on-paper.*{number}\.", steps)


def test_how_it_goes_on_a_phone_is_told_once():
    drawn = words(guide.guide(PROJECT.lesson("online-safety", "id"), LIBRARY))
    assert drawn.count("setiap sisi punya dua tingkat") == 1
    assert drawn.count("“Belum tahu, saya cek dulu” jawaban yang jujur") == 1


def test_hints_are_for_facilitators():
    for name in PROJECT.lesson_names():
        found = PROJECT.lesson(name, "id")
        hints = [hint for step in found.steps for hint in getattr(step.activity, "hints", ())]
        for hint in hints:
            assert hint in guide.guide(found, LIBRARY)
            assert hint not in guide.patrons(found, LIBRARY)
    assert hints


@every_lesson
def test_steps_have_the_same_numbers_on_both(found):
    sheets = [re.sub(r"</?span[^>]*>", "", draw(found, LIBRARY)) for draw in BOTH]
    for number, step in enumerate(found.steps, 1):
        title = html.escape(step.title).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
        for drawn in sheets:
            assert re.search(rf"<h[23]>{number}\. {re.escape(title)}", drawn)


BOTH = (guide.guide, guide.patrons)


def test_where_to_open_it_and_whom_to_ask():
    found = PROJECT.lesson("online-safety", "en")
    known = replace(LIBRARY, address="a.go.id", whatsapp="6281200001234", email="b@a.go.id")
    told = words(guide.patrons(found, known))
    assert "Open on a phone: a.go.id/en/online-safety" in told
    assert "0812-0000-1234" in told
    assert "b@a.go.id" in told
    silent = guide.patrons(found, LIBRARY)
    assert 'Open on a phone: <span class="suluh-blank">' in silent
    assert "Ask a librarian:" not in silent


def test_a_step_without_minutes_leaves_the_rest_of_the_clock_empty():
    drawn = guide.guide(lesson(GOOD.replace("3 menit. Tanyakan", "Tanyakan")), LIBRARY)
    assert "lebih dari 4 menit" in words(drawn)
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


@pytest.mark.parametrize("draw", [guide.guide, guide.patrons])
def test_without_a_browser_no_page_of_somebody_else_is_lost(draw, tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.guide.printing.browsers", lambda: iter(()))
    theirs, ours = tmp_path / "a.html", tmp_path / "a-2.html"
    theirs.write_text("<p>Catatan saya</p>", encoding="utf-8")
    for _ in range(2):  # ours may be written anew
        with pytest.raises(SpokenError) as raised:
            sheets.write(draw(lesson(GOOD), LIBRARY), tmp_path / "a.pdf")
        assert str(ours) in raised.value.sentence("id")
    assert theirs.read_text(encoding="utf-8") == "<p>Catatan saya</p>"
    assert sorted(tmp_path.iterdir()) == [ours, theirs]


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
