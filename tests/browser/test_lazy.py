"""Parts that only some steps need: missing, late or broken, and fetched ahead of need."""

from urllib.parse import urlsplit

import pytest
from browser_parts import LESSON, open_step, step_with
from patron import Patron
from playwright.sync_api import expect

PARTS = ("address", "phrases", "strength")
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"

# The step that needs a part, the way to need it, what it shows then, and what still works without.
NEEDS = {
    "address": ("link", ".suluh-explain", ".suluh-anatomy", "Langkah ini tetap bisa"),
    "phrases": ("passphrase", ".suluh-generate", ".suluh-generated", "halaman buku"),
    "strength": ("passphrase", "", ".suluh-strength[data-level]", "panjangnya: 14 huruf"),
}


def need(patron, part):
    """Do what that part is for."""
    page = patron.page
    if part == "address":
        if patron.phase == "answering":
            patron.answer()
        page.locator(".suluh-free-address").fill("masuk.my.id")
    if part == "strength":
        page.locator("input.suluh-passphrase").fill("kucing tikus 1")
    else:
        patron.do(page.locator(NEEDS[part][1]))


def works_otherwise(patron, part):
    """Do what the step is for besides that part."""
    page = patron.page
    if part == "strength":
        patron.do(page.locator(".suluh-generate"))
        assert len(page.locator(".suluh-generated").inner_text().split()) == 5
    elif part == "phrases":
        page.locator("input.suluh-passphrase").fill("sayang123")
        expect(page.locator(".suluh-strength")).to_have_attribute("data-level", "0")
    else:
        if patron.phase == "revealed":
            patron.retry()
        for address in page.locator(".suluh-address").all():
            patron.do(address.locator(".suluh-card").last)
        patron.do(patron.main_action)
        expect(patron.screen_element).to_have_attribute("data-phase", "revealed")


def dropped(route):
    route.abort()


def gone(route):
    route.fulfill(status=404, body="")


def broken(route):
    route.fulfill(content_type="text/javascript", body="var half = [")


def empty(route):
    route.fulfill(content_type="text/javascript", body="")


def somebody_elses(route):
    route.fulfill(content_type="text/html", body="<h1>Masuk ke Wi-Fi</h1>")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("fault", [dropped, gone, broken, empty, somebody_elses])
def test_a_part_that_does_not_come_leaves_one_sentence_and_one_button(
    served, open_page, part, fault
):
    page = open_page(may_fail=fault in (broken, somebody_elses))
    pattern = f"**/{part}.js*"
    page.route(pattern, fault)
    kind, _, shown, sentence = NEEDS[part]
    patron = open_step(served, page, kind)
    need(patron, part)
    expect(page.locator(".suluh-missing")).to_have_count(1)
    expect(page.locator(".suluh-missing")).to_contain_text(sentence)
    expect(page.locator(".suluh-load-again")).to_have_text("Coba muat lagi")
    expect(page.locator(shown)).to_have_count(0)
    patron.do(page.locator(".suluh-load-again"))  # still nothing
    expect(page.locator(".suluh-missing")).to_contain_text(sentence)
    page.unroute(pattern)
    patron.do(page.locator(".suluh-load-again"))
    expect(page.locator(shown)).to_be_visible()
    expect(page.locator(".suluh-missing")).to_have_count(0)
    works_otherwise(patron, part)


@pytest.mark.parametrize("part", PARTS)
def test_without_a_part_the_rest_of_the_step_works(served, open_page, part):
    page = open_page()
    page.route(f"**/{part}.js*", dropped)
    patron = open_step(served, page, NEEDS[part][0])
    works_otherwise(patron, part)
    need(patron, part)
    expect(page.locator(".suluh-missing")).to_be_visible()
    patron.forward()


@pytest.mark.parametrize("part", PARTS)
def test_a_late_part_is_told_to_be_missing_and_still_taken(served, open_page, part):
    page = open_page()
    page.clock.install()
    held = []
    page.route(f"**/{part}.js*", lambda route: held.append(route))  # noqa: PLW0108
    patron = open_step(served, page, NEEDS[part][0])
    need(patron, part)
    page.clock.run_for(3000)
    expect(page.locator(".suluh-missing")).to_have_count(0)  # nothing spins, nothing complains
    page.clock.run_for(6000)
    expect(page.locator(".suluh-missing")).to_contain_text(NEEDS[part][3])
    held[0].continue_()
    expect(page.locator(".suluh-missing")).to_have_count(0)
    page.clock.run_for(1000)
    expect(page.locator(NEEDS[part][2])).to_be_visible()


def test_asking_again_for_a_late_part_does_not_wait_for_the_first(served, open_page):
    page = open_page()
    page.clock.install()
    held = []
    page.route("**/address.js*", lambda route: route.continue_() if held else held.append(route))
    patron = open_step(served, page, "link")
    need(patron, "address")
    page.clock.run_for(9000)
    patron.do(page.locator(".suluh-load-again"))
    expect(page.locator(".suluh-anatomy")).to_be_visible()


def parts_asked_for(page):
    asked = []

    def note(request):
        name = urlsplit(request.url).path.rpartition("/")[2].removesuffix(".js")
        if name in PARTS:
            asked.append(name)

    page.on("request", note)
    return asked


def answer_the_first(patron):
    while patron.phase != "answering":
        patron.forward()
    patron.answer()


def test_after_the_first_answer_they_are_fetched_while_the_phone_is_idle(
    served, open_page, eventually
):
    page = open_page()
    asked = parts_asked_for(page)
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    page.wait_for_load_state("networkidle")
    assert asked == []
    answer_the_first(patron)
    eventually(lambda: page.wait_for_timeout(50) or sorted(asked) == list(PARTS), 10)
    page.wait_for_timeout(300)
    assert sorted(asked) == list(PARTS)  # each once


def test_a_phone_without_idle_callbacks_gets_them_too(served, open_page, eventually):
    page = open_page()
    page.add_init_script("delete window.requestIdleCallback")
    asked = parts_asked_for(page)
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    answer_the_first(patron)
    eventually(lambda: page.wait_for_timeout(50) or sorted(asked) == list(PARTS), 10)


@pytest.mark.parametrize("saves", [False, True])
def test_what_draws_a_step_comes_for_everybody_before_it_is_needed(
    served, open_page, eventually, saves
):
    page = open_page()
    if saves:
        page.add_init_script(SAVES_DATA)
    came = set()
    page.on("requestfinished", lambda request: came.add(request.url.rpartition("/")[2]))
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    components = {
        f"{kind}.{end}" for kind in ("chat", "link", "passphrase") for end in ("js", "css")
    }
    eventually(lambda: page.wait_for_timeout(50) or components <= came, 10)
    assert not came & {f"{part}.js" for part in PARTS}
    page.context.set_offline(True)
    for kind in ("chat", "link", "passphrase"):
        page.evaluate("id => (location.hash = id)", step_with(kind))
        expect(page.locator(f".suluh-activity.suluh-{kind} .suluh-question").first).to_be_visible()


def test_what_was_fetched_ahead_works_without_a_connection(served, open_page, eventually):
    page = open_page()
    asked = parts_asked_for(page)
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    answer_the_first(patron)
    eventually(lambda: page.wait_for_timeout(50) or sorted(asked) == list(PARTS), 10)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    while not page.locator(".suluh-activity.suluh-link").count():
        if patron.phase == "answering":
            patron.answer()
        patron.forward()
    need(patron, "address")
    expect(page.locator(".suluh-anatomy")).to_be_visible()


def test_those_who_save_data_get_nothing_they_did_not_ask_for(served, open_page):
    page = open_page()
    page.add_init_script(SAVES_DATA)
    asked = parts_asked_for(page)
    patron = open_step(served, page, "passphrase")
    page.wait_for_timeout(500)
    assert asked == []
    need(patron, "phrases")
    expect(page.locator(".suluh-generated")).to_be_visible()
    assert asked == ["phrases"]
    patron.forward()
    answer_the_first(patron)
    page.wait_for_timeout(3000)
    assert asked == ["phrases"]


def test_a_lesson_that_needs_none_fetches_none(served, open_page):
    page = open_page()
    asked = parts_asked_for(page)
    patron = Patron(page)
    patron.open(f"{served.address}/misinformation")
    answer_the_first(patron)
    page.wait_for_timeout(3000)
    assert asked == []
