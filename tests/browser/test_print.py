"""Sheets as a browser prints them: A4, black on white, nothing cut, the answers apart."""

import re
from dataclasses import replace

import pytest
from conftest import LESSONS, ROOT
from patron import Patron

from toolkit.guide import guide
from toolkit.project import Project

LESSON = "misinformation"
PROJECT = Project(ROOT)
PAPER = {"width": 658, "height": 970}
"""What the margins leave of A4, in CSS pixels."""

ANSWERS = ".suluh-answers, .suluh-answers ~ *"
STEPS = "main > h1, .suluh-handout > :has(~ .suluh-answers)"

HIDE = """(rule) => {
  const sheet = new CSSStyleSheet();  // a style element is not allowed in these pages
  sheet.replaceSync(rule);
  document.adoptedStyleSheets = [sheet];
}"""

every_lesson = pytest.mark.parametrize("lesson", LESSONS)
every_language = pytest.mark.parametrize("language", ["id", "en"])


def pages(page, without=".nothing"):
    page.evaluate(HIDE, f"{without} {{ display: none !important }}")
    pdf = page.pdf(prefer_css_page_size=True)
    page.evaluate("document.adoptedStyleSheets = []")
    assert set(re.findall(rb"/MediaBox \[([^]]*)\]", pdf)) == {b"0 0 594.95996 841.91998"}  # A4
    return pdf.count(b"/Type /Page\n")


@every_lesson
def test_a_lesson_prints_on_a4_with_the_answers_on_pages_of_their_own(served, open_page, lesson):
    patron = Patron(open_page(phone=False), touch=False)
    patron.open(f"{served.address}/{lesson}")
    steps, answers = pages(patron.page, ANSWERS), pages(patron.page, STEPS)
    assert pages(patron.page) == steps + answers
    assert 1 < steps < 25


COLOURED = """() => [...document.querySelectorAll('body *')]
  .filter((element) => element.checkVisibility())
  .map((element) => [element, getComputedStyle(element)])
  .filter(([, style]) => {
    const [r, g, b] = style.color.match(/[\\d.]+/g).map(Number);
    const clear = ['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(style.backgroundColor);
    return Math.max(r, g, b) > 0x44 || Math.max(r, g, b) !== Math.min(r, g, b) || !clear;
  })
  .map(([element, style]) => `${style.color} ${style.backgroundColor} ${element.outerHTML}`)
  .map((told) => told.slice(0, 160))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_black_on_white_and_nothing_of_the_player(served, open_page, scheme):
    page = open_page(phone=False)
    patron = Patron(page, touch=False)
    patron.open(f"{served.address}/{LESSON}")
    patron.forward()
    page.emulate_media(media="print", color_scheme=scheme)
    assert not page.evaluate(COLOURED)
    assert not page.locator(".suluh-own-page:visible").count()
    assert not page.locator("button:visible, input:visible").count()
    head = page.locator(".suluh-paper-head")
    assert head.is_visible()
    assert "menit" in head.inner_text()
    assert "Tanggal" in head.inner_text()
    page.emulate_media(media="screen")
    assert not head.is_visible()


CUT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement: parent } = walker.currentNode;
    if (!walker.currentNode.data.trim() || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects())
      if (box.left < -1 || box.right > innerWidth + 1) found.push(walker.currentNode.data);
    for (let each = parent; each; each = each.parentElement)
      if (getComputedStyle(each).overflow === 'hidden') found.push(each.outerHTML.slice(0, 99));
  }
  return found;
}"""


@every_language
@every_lesson
def test_no_words_are_cut(open_page, lesson, language):
    found = PROJECT.lesson(lesson, language)
    for draw in (guide.guide, guide.patrons):
        page = open_page(PAPER, phone=False)
        page.emulate_media(media="print")
        page.set_content(draw(found, PROJECT.library))
        assert not page.evaluate(CUT)


def test_not_even_words_longer_than_a_line(open_page):
    found = PROJECT.lesson(LESSON, "id")
    long = "kata" * 60
    steps = [
        replace(step, title=f"{long} {step.title}", before=f"<p>{long}</p>{step.before}")
        for step in found.steps
    ]
    parts = (replace(found.parts[0], title=long, steps=tuple(steps), end=f"<p>{long}</p>"),)
    found = replace(found, title=long, summary=long, frameworks=(long,), parts=parts)
    for draw in (guide.guide, guide.patrons):
        page = open_page(PAPER, phone=False)
        page.emulate_media(media="print")
        page.set_content(draw(found, PROJECT.library))
        assert not page.evaluate(CUT)


def test_a_guide_is_a4_and_numbered(open_page):
    page = open_page(phone=False)
    page.set_content(guide.guide(PROJECT.lesson(LESSON, "id"), PROJECT.library))
    assert 5 < pages(page) < 25
