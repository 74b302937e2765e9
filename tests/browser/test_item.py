"""One question on a page of its own: an answer, its feedback, and the way into the lesson."""

import json

import pytest
from patron import Patron, right_response
from playwright.sync_api import expect

LESSON = "misinformation"
ITEMS = {"judge": "lowongan", "choose": "contoh-kuota"}
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('suluh:'))"

every_kind = pytest.mark.parametrize("step", ITEMS.values(), ids=ITEMS)


@pytest.fixture
def open_item(served, open_page):
    def open_(step=ITEMS["judge"], before="", **options):
        patron = Patron(open_page(**options))
        patron.open(f"{served.address}/{before}{LESSON}/{step}")
        return patron

    return open_


@every_kind
@pytest.mark.parametrize(
    ("before", "from_", "answer", "way_on"),
    [
        ("", "Satu soal dari: ", "Jawab", "Buka pelajaran ini"),
        ("en/", "One question from: ", "Answer", "Open this lesson"),
    ],
    ids=["id", "en"],
)
def test_it_is_asked_answered_and_leads_into_the_lesson(  # noqa: PLR0913, PLR0917
    open_item, served, step, before, from_, answer, way_on
):
    patron = open_item(step, before)
    page = patron.page
    assert patron.screen == step
    title = patron.told()["lesson"]["title"]
    assert page.locator(".suluh-place").inner_text() == from_ + title
    assert page.locator(".suluh-progress").count() == 0
    assert patron.main_action.inner_text() == answer
    patron.give(right_response(patron.activity()))
    expect(page.locator(".suluh-verdict")).to_be_focused()
    expect(patron.main_action).to_have_text(way_on)
    assert "15" in page.locator(".suluh-item-more").inner_text()
    patron.do(patron.main_action)
    page.wait_for_url(f"{served.address}/{before}{LESSON}")
    patron.ready()
    assert patron.screen == patron.told()["lesson"]["parts"][0]["steps"][0]["id"]


def test_the_page_says_whose_it_is_and_keeps_its_title(open_item):
    patron = open_item()
    name = patron.page.locator(".suluh-name")
    assert name.inner_text() == patron.told()["library"]["name"]
    assert name.get_attribute("aria-hidden") is None
    title = patron.page.locator("h1").text_content()
    assert patron.page.title().startswith(title)


def test_without_an_answer_there_is_nothing_to_skip_to(open_item):
    patron = open_item()
    patron.do(patron.main_action)
    expect(patron.page.locator(".suluh-notice")).to_have_text("Pilih satu jawaban dulu.")
    assert patron.phase == "answering"


def test_one_may_try_again(open_item):
    patron = open_item(ITEMS["choose"])
    patron.answer(0)
    patron.retry()
    assert patron.main_action.inner_text() == "Jawab"
    assert patron.page.locator(".suluh-item-more").count() == 0


def test_its_answer_is_its_own_and_the_lesson_another(open_item, served):
    patron = open_item()
    page = patron.page
    patron.answer()
    assert page.evaluate(KEPT) == [f"suluh:{LESSON}:{ITEMS['judge']}"]
    page.reload()
    patron.ready()
    assert (patron.screen, patron.phase) == (ITEMS["judge"], "revealed")  # and nobody is asked who
    patron.open(f"{served.address}/{LESSON}#{ITEMS['judge']}")
    assert patron.phase == "answering"
    patron.answer()
    patron.forward()
    patron.open(f"{served.address}/{LESSON}/{ITEMS['judge']}")
    page.evaluate("localStorage.clear()")
    patron.open(f"{served.address}/{LESSON}/{ITEMS['judge']}")
    assert patron.phase == "answering"


def test_the_menu_leads_to_the_same_question_in_the_other_language(open_item, served):
    patron = open_item()
    patron.answer()
    patron.do(patron.page.locator(".suluh-menu-button"))
    patron.do(patron.page.get_by_role("link", name="English"))
    patron.page.wait_for_url(f"{served.address}/en/{LESSON}/{ITEMS['judge']}#*")
    patron.ready()
    assert (patron.screen, patron.phase) == (ITEMS["judge"], "revealed")
    patron.do(patron.page.locator(".suluh-menu-button"))
    patron.do(patron.page.locator(".suluh-restart"))
    patron.do(patron.page.locator(".suluh-restart-yes"))
    expect(patron.screen_element).to_have_attribute("data-phase", "answering")


def test_nothing_of_other_steps_is_in_its_page(open_item):
    told = json.dumps(open_item().told(), ensure_ascii=False)
    assert ITEMS["judge"] in told
    assert ITEMS["choose"] not in told
