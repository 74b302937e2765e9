"""The shared screen of a live room: it follows a real server, and passes keys on to the console."""

import pytest
from axe import violations
from conftest import Served, make_project
from leading import Lead
from playwright.sync_api import expect
from staff_house import PASSWORD
from trainer import LESSON, SECONDS, Phone, Trainer

from toolkit.server.staff.password import Password

SHARED = {"width": 1280, "height": 720}
LATER = {"timeout": SECONDS * 1000}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    home = make_project(tmp_path_factory.mktemp("shared") / "project", [LESSON])
    Password(home.with_name("records")).set(PASSWORD)
    with Served(home) as server:
        yield server


@pytest.fixture
def trainer(house):
    with Trainer(house.records) as leading:
        leading.is_known_at(house.address)
        yield leading


@pytest.fixture
def join(house, trainer, open_page):
    return lambda: Phone(open_page()).join(house.address, trainer.code)


class Screen:
    """The screen that everybody sees."""

    def __init__(self, page):
        self.page = page

    def open(self, address, code):
        self.page.goto(f"{address}?present&room={code}")
        self.has("cover")
        return self

    def has(self, shown):
        stage = self.page.locator(".suluh-stage")
        expect(stage).to_have_attribute("data-shown", shown, **LATER)

    def tells(self, words):
        expect(self.page.locator(".suluh-stage")).to_contain_text(words, **LATER)

    def lacks(self, what):
        expect(self.page.locator(what)).to_have_count(0, **LATER)

    def counts(self, *numbers):
        expect(self.page.locator(".suluh-split-number")).to_have_text([*numbers], **LATER)

    @property
    def strip(self):
        return self.page.locator(".suluh-strip")


@pytest.fixture
def screen(house, trainer, open_page):
    page = open_page(SHARED, phone=False)
    return Screen(page).open(f"{house.address}/{LESSON}", trainer.code)


def test_first_the_way_in_then_the_step_of_the_trainer(screen, trainer, join):
    page = screen.page
    screen.tells(f"r/{trainer.code}")
    assert trainer.code in page.locator(".suluh-cover-short a").get_attribute("href")
    assert page.locator(".suluh-qr").is_visible()
    assert not violations(page)
    join()
    screen.tells("1 peserta")
    trainer.move(trainer.step("choose").id)
    screen.has(trainer.step("choose").id)
    expect(screen.strip).to_contain_text(trainer.code)
    expect(screen.strip).to_contain_text(f"r/{trainer.code}")
    page.keyboard.press("Home")
    screen.has("cover")
    page.keyboard.press("Space")
    screen.has(trainer.step("choose").id)
    trainer.do("set", joined_shown=False)
    expect(screen.strip).not_to_contain_text("peserta", **LATER)


def test_the_screen_itself_joins_nothing_and_keeps_nothing(screen, trainer):
    trainer.move(trainer.step("choose").id)
    screen.has(trainer.step("choose").id)
    assert trainer.room.joined == 0
    assert screen.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_count_then_the_split_then_the_key(screen, trainer, join):
    step = trainer.step("choose")
    page = screen.page
    trainer.move(step.id)
    for place in (0, 1):
        phone = join()
        phone.at(step.id)
        phone.give({"options": [place]}, phase="waiting")
    expect(page.locator(".suluh-show-answers")).to_contain_text("2 jawaban masuk", **LATER)
    screen.lacks(".suluh-split")
    screen.lacks(".suluh-verdict")
    trainer.item(step.id, "shown")
    screen.has(f"split {step.id}")
    screen.counts("50% (1)", "50% (1)", "0% (0)")
    screen.lacks(".suluh-split-right")
    assert not violations(page)
    trainer.item(step.id, "revealed")
    expect(page.locator(".suluh-split-right")).to_be_visible(**LATER)
    expect(page.locator('.suluh-verdict[data-tone="right"]')).to_be_visible()
    assert not violations(page)


def test_a_judgement_is_split_by_its_points(screen, trainer, join):
    step = trainer.step("judge")
    trainer.move(step.id)
    phone = join()
    phone.at(step.id)
    phone.give({"point": 3, "before": None, "checked": False}, phase="waiting")
    trainer.item(step.id, "shown")
    screen.has(f"split {step.id}")
    words = screen.page.locator(".suluh-split-words").all_inner_texts()
    assert len(words) == 5
    assert words[-1].startswith("Belum tahu")
    screen.counts("0% (0)", "0% (0)", "0% (0)", "100% (1)", "0% (0)")


def test_what_was_asked_stays_beside_a_split_without_places(screen, trainer, join):
    step = trainer.step("clues")
    trainer.move(step.id)
    join().at(step.id)
    message = screen.page.locator("figure.suluh-message")
    words = message.inner_text()
    assert len(words) > 40
    trainer.item(step.id, "closed", "shown")
    screen.has(f"split {step.id}")
    expect(message).to_have_text(words, use_inner_text=True, **LATER)


def test_a_poll_and_the_same_poll_again(screen, trainer, join):
    page = screen.page
    phone = join()
    phone.at(trainer.lesson.steps[0].id)
    for place in (0, 1):
        if place:
            trainer.do("poll", again="p1")
        else:
            trainer.poll("one", "Yakin", "Ragu", question="Seberapa yakin Anda?")
        run = [*trainer.room.polls][-1]
        screen.has(f"poll {run}")
        screen.tells("Seberapa yakin Anda?")
        screen.lacks(".suluh-split")
        expect(page.locator(".suluh-show-options li")).to_have_text(["Yakin", "Ragu"])
        expect(phone.page.locator(".suluh-card input:enabled")).to_have_count(2, **LATER)
        phone.do(phone.page.locator(".suluh-card").nth(place))
        phone.do(phone.main_action)
        expect(page.locator(".suluh-show-answers")).to_contain_text("1 jawaban masuk", **LATER)
        trainer.do("poll_state", run=run, state="shown")
        expect(page.locator(".suluh-split")).to_be_visible(**LATER)
        assert not violations(page)
    screen.counts("100% (1)", "0% (0)", "0% (0)", "100% (1)")
    assert page.locator(".suluh-split-when").all_inner_texts() == 2 * ["Sebelum", "Sesudah"]


def test_words_become_a_cloud_once_the_trainer_lets_them(screen, trainer, join):
    phone = join()
    trainer.poll("words")
    screen.has("poll p1")
    phone.page.locator(".suluh-text").first.fill("<b>takut</b>")
    phone.do(phone.main_action)
    expect(screen.page.locator(".suluh-show-answers")).to_contain_text("1 jawaban", **LATER)
    trainer.do("poll_state", run="p1", state="shown")
    for word in trainer.room.polls["p1"].words:
        trainer.do("word", run="p1", word=word, state="shown")
    cloud = screen.page.locator(".suluh-cloud")
    expect(cloud).to_contain_text("takut", **LATER)
    assert cloud.locator("b").count() == 0  # words are only ever text
    assert not violations(screen.page)


def test_a_pause_and_the_end(screen, trainer):
    trainer.do("set", paused=True)
    screen.has("pause")
    assert not violations(screen.page)
    trainer.do("set", paused=False)
    screen.has(trainer.lesson.steps[0].id)
    trainer.do("end")
    screen.has("end")
    screen.tells("Terima kasih")
    assert not violations(screen.page)


def test_a_screen_opened_later_shows_what_goes_on(house, trainer, open_page):
    trainer.poll(question="Siapa sudah makan?")
    late = Screen(open_page(SHARED, phone=False))
    late.page.goto(f"{house.address}/en/{LESSON}?present&room={trainer.code}")
    late.has("poll p1")
    late.tells("Siapa sudah makan?")
    assert late.page.title().startswith("Presenting:")


def test_it_stays_with_the_trainer(screen, trainer):
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    screen.has(first.id)
    trainer.item(first.id, "revealed")
    expect(screen.page.locator(".suluh-split-right")).to_have_count(1, **LATER)
    # What is revealed stays so: there is nothing to hide again.
    assert screen.page.locator('[data-deed="reveal"]').count() == 0
    trainer.move(second.id)
    screen.has(second.id)
    screen.page.evaluate("id => { location.hash = id }", first.id)
    screen.page.wait_for_url(f"**#{second.id}")
    screen.has(second.id)


def test_a_code_is_only_a_code(house, open_page):
    page = open_page(SHARED, phone=False)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{house.address}/{LESSON}?present&room=../staff/rooms/X%3F")
    expect(page.locator(".suluh-stage")).to_contain_text("tidak", **LATER)
    assert not [url for url in asked[1:] if "/staff/" in url]  # the first is the page itself


def test_an_unknown_room_is_told(house, open_page):
    page = open_page(SHARED, phone=False)
    page.goto(f"{house.address}/{LESSON}?present&room=ACDEFG")
    expect(page.locator(".suluh-cover")).to_contain_text("Ruang ini tidak ada", **LATER)


def test_keys_here_lead_at_the_console(house, open_page):
    """In two windows of one browser; alone it says who leads."""
    lead = Lead(open_page(phone=False), house.address)
    lead.sign_in()
    code = lead.open_room()
    with lead.page.expect_popup() as opened:
        lead.page.get_by_role("button", name="Buka layar bersama").click()
    screen = Screen(opened.value)
    screen.has("cover")
    steps = Trainer(house.records).lesson.steps
    screen.page.keyboard.press("PageDown")
    screen.has(steps[0].id)
    for _ in range(9):
        screen.page.keyboard.press("PageDown")
        screen.page.wait_for_timeout(200)
        if screen.page.locator(".suluh-stage").get_attribute("data-shown") != steps[0].id:
            break
    screen.has(steps[1].id)
    alone = Screen(open_page(SHARED, phone=False)).open(f"{house.address}/{LESSON}", code)
    alone.page.keyboard.press("Space")
    alone.page.keyboard.press("PageUp")
    expect(alone.page.locator(".suluh-show-news")).to_contain_text("konsol")
