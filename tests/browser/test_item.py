"""One question on a page of its own: an answer, its feedback, and the way into the lesson."""

import json
from urllib.parse import parse_qs, urlsplit

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
    assert page.locator(".suluh-screen .suluh-place").inner_text() == from_ + title
    assert page.locator(".suluh-progress").count() == 0
    assert patron.main_action.inner_text() == answer
    patron.give(right_response(patron.activity()))
    expect(page.locator(".suluh-verdict")).to_be_focused()
    assert page.locator(".suluh-back").count() == 0  # the way on has the whole bar
    expect(patron.main_action).to_have_text(way_on)
    assert "15" in page.locator(".suluh-item-more").inner_text()
    patron.do(patron.main_action)
    page.wait_for_url(f"{served.address}/{before}{LESSON}")
    patron.ready()
    assert patron.screen == patron.told()["lesson"]["parts"][0]["steps"][0]["id"]


def test_what_would_give_the_answer_away_comes_after_it(open_item):
    patron = open_item(ITEMS["choose"])
    page, told = patron.page, patron.told()["lesson"]["parts"][0]["steps"][0]
    assert told["title"] == page.locator(".suluh-screen h2").inner_text() == "Satu menit, satu soal"
    assert not told["before"]
    assert page.locator(".suluh-screen .suluh-after, .suluh-screen .suluh-sources").count() == 0
    assert "Kuota gratis" in told["after"]  # the step's own title
    patron.answer()
    assert page.locator(".suluh-after h3").is_visible()
    order = ".suluh-activity, .suluh-item-more, .suluh-after, .suluh-sources"
    names = page.locator(order).evaluate_all("all => all.map((each) => each.classList[1])")
    assert [*names[:1], *names[2:3]] == ["suluh-choose", "suluh-after"]


def test_without_a_script_it_comes_after_the_question_too(open_item_as_text):
    steps = open_item_as_text.locator(".suluh-step")
    assert steps.count() == 1
    assert steps.locator("> *").evaluate_all("all => all.map(({ localName }) => localName)") == [
        "h2",
        "div",
    ]
    assert "Kuota gratis" not in steps.locator("h2").inner_text()
    assert open_item_as_text.locator(".suluh-answers h3").last.is_visible()


@pytest.fixture
def open_item_as_text(served, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{served.address}/{LESSON}/{ITEMS['choose']}")
    return page


def test_nothing_moves_when_the_player_takes_the_place_of_the_text(served, open_page):
    page = open_page()
    where = """(place) => [".suluh-place", "h2", "h2 + *"]
      .map((each) => document.querySelector(`${place} ${each}`).getBoundingClientRect())
      .map(({ left, top }) => [left, top])"""
    for address in (f"{LESSON}/{ITEMS['judge']}", LESSON):
        page.route("**/player.js", lambda route: route.abort())
        page.goto(f"{served.address}/{address}")
        before = page.evaluate(where, ".suluh-handout")
        page.unroute("**/player.js")
        Patron(page).open(f"{served.address}/{address}")
        assert page.evaluate(where, ".suluh-screen") == before
        moving = "document.getAnimations().map(({ animationName }) => animationName)"
        assert "suluh-screen" not in page.evaluate(moving)


def test_it_can_be_passed_on_without_the_message_it_is_about(open_item):
    patron = open_item()
    page = patron.page
    assert page.locator(".suluh-ways").count() == 0
    patron.answer()
    question = page.locator("h1").text_content()
    link = page.locator(".suluh-ways a")
    said = parse_qs(urlsplit(link.get_attribute("href")).query)["text"][0]
    assert said.startswith(question)
    assert said.endswith(page.url.partition("#")[0])
    assert patron.activity().message.sender not in said
    assert page.locator(".suluh-item-more h3").inner_text() == "Kirim soal ini"


def test_who_comes_back_finds_the_verdict_in_view(open_item, served):
    patron = open_item(ITEMS["choose"])
    patron.answer(0)
    address = patron.page.url
    patron.page.goto("about:blank")
    patron.open(address)
    expect(patron.page.locator(".suluh-verdict")).to_be_focused()
    expect(patron.page.locator(".suluh-verdict-word")).to_be_in_viewport()


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
