"""The lesson on a phone, from its first screen to its result, in both languages."""

import re

import pytest
from patron import Patron, right_places
from playwright.sync_api import expect

LESSON = "misinformation"
LANGUAGES = {"id": LESSON, "en": f"en/{LESSON}"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_played_by_touch(served, open_page, language):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LANGUAGES[language]}")
    places = right_places(patron.told())
    played = patron.play(places)
    lesson = patron.told()["lesson"]
    steps = [step["id"] for part in lesson["parts"] for step in part["steps"]]
    assert [screen for screen in played if screen in steps] == steps
    assert len([screen for screen in played if screen.startswith("part-end")]) == 3
    counts = patron.page.locator(".suluh-scale").all_inner_texts()
    assert len(counts) == 2
    for count in counts:  # every judged item was answered right
        found, of = re.search(r"(\d+)\s+(?:dari|of|out of)\s+(\d+)", count).groups()
        assert found == of
        assert int(of) >= 4


def test_played_by_keyboard_alone(served, open_page):
    page = open_page(phone=False)
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    for _ in range(80):
        if patron.screen == "result":
            break
        before = (patron.screen, patron.phase)
        if patron.phase == "answering":
            if patron.kind == "recall" and not page.locator(".suluh-model").count():
                press_main(page)
                expect(page.locator(".suluh-model")).to_be_focused()
                continue
            tab_to(page, ".suluh-activity input")
            page.keyboard.press("Space")
            if patron.kind in ("choose", "judge"):
                press_main(page)
                expect(page.locator(".suluh-verdict")).to_be_focused()
            assert patron.phase == "revealed"
        else:
            press_main(page)
            expect(page.locator(".suluh-screen h2").first).to_be_focused()
        assert (patron.screen, patron.phase) != before
    assert patron.screen == "result"


def tab_to(page, selector):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard never reached {selector}")


def press_main(page):
    tab_to(page, ".suluh-main-action")
    page.keyboard.press("Enter")


def test_arrows_move_within_a_question(served, open_page):
    page = open_page(phone=False)
    patron = Patron(page, touch=False)
    patron.open(f"{served.address}/{LESSON}")
    to_kind(patron, "judge")
    tab_to(page, ".suluh-activity input")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.checked")
    assert page.locator(".suluh-activity input:checked").count() == 1
    assert page.evaluate("document.activeElement.value") == "1"


def to_kind(patron, kind):
    """Play on to the first step with a kind of activity, unanswered."""
    while True:
        if patron.phase == "answering":
            if patron.kind == kind:
                return
            patron.answer()
        patron.forward()


def test_feedback_stands_under_the_answer_and_can_be_tried_again(served, open_page):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LESSON}")
    to_kind(patron, "choose")
    wrong = [place for place in range(3) if place != right_places(patron.told())[patron.screen]]
    patron.answer(wrong[0])
    verdict = patron.page.locator(".suluh-verdict")
    expect(verdict).to_be_focused()
    expect(verdict).to_contain_text("Belum tepat")
    chosen = patron.page.locator(".suluh-option").nth(wrong[0])
    expect(chosen.locator(".suluh-verdict")).to_have_count(1)
    patron.do(patron.page.locator(".suluh-retry"))
    assert patron.phase == "answering"
    patron.answer(right_places(patron.told())[patron.screen])
    expect(verdict).to_contain_text("Tepat")


def test_nothing_chosen_is_one_kind_sentence_with_a_way_on(served, open_page):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LESSON}")
    to_kind(patron, "choose")
    patron.do(patron.main_action)
    assert patron.phase == "answering"
    before = patron.screen
    patron.do(patron.page.locator(".suluh-notice .suluh-skip"))
    expect(patron.screen_element).not_to_have_attribute("data-screen", before)


def test_checking_first_is_kept_apart_and_counted(served, open_page):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LESSON}")
    to_kind(patron, "judge")
    step = patron.screen
    patron.choose(4)  # Belum tahu, saya cek dulu
    patron.do(patron.main_action)
    sheet = patron.page.locator("dialog.suluh-results")
    expect(sheet).to_be_visible()
    expect(sheet.locator(".suluh-found li").first).to_be_visible()
    patron.do(sheet.locator(".suluh-close"))
    expect(sheet).to_have_count(0)
    patron.choose(right_places(patron.told())[step])
    patron.do(patron.main_action)
    expect(patron.page.locator(".suluh-verdict")).to_contain_text("Tepat")
    stored = patron.page.evaluate("name => localStorage.getItem(name)", f"suluh:{LESSON}")
    assert '"checked":true' in stored
    assert '"before":"unsure"' in stored
    assert patron.play()[-1] == "result"
    expect(patron.page.locator(".suluh-checked")).to_contain_text(re.compile(r"1 dari \d"))


def test_a_message_is_marked_before_and_stamped_after(served, open_page):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LESSON}")
    to_kind(patron, "judge")
    message = patron.page.locator(".suluh-message").first
    expect(message).to_contain_text(re.compile("simulasi", re.IGNORECASE))
    patron.answer()
    expect(message).to_contain_text(re.compile("hoaks|benar", re.IGNORECASE))
    assert not message.locator("a").count()


def test_own_words_never_leave_the_page(served, open_page):
    patron = Patron(open_page())
    sent = []
    patron.page.on("request", lambda request: sent.append(request.post_data or ""))
    patron.open(f"{served.address}/{LESSON}")
    to_kind(patron, "recall")
    patron.page.locator(".suluh-text").fill("rahasia saya")
    patron.do(patron.main_action)
    patron.choose(1)
    stored = patron.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert "rahasia" not in stored
    assert not any(sent)


def test_a_reminder_is_a_message_and_a_calendar_file(served, open_page):
    patron = Patron(open_page(accept_downloads=True))
    patron.open(f"{served.address}/{LESSON}")
    to_kind(patron, "action")
    links = patron.page.locator(".suluh-reminder a[href^='https://wa.me/?text=']")
    expect(links).to_have_count(1)
    with patron.page.expect_download() as download:
        patron.do(patron.page.locator(".suluh-calendar"))
    content = download.value.path().read_bytes()
    assert download.value.suggested_filename.endswith(".ics")
    assert content.count(b"BEGIN:VEVENT") == 2
    assert b"\r\n" in content
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
