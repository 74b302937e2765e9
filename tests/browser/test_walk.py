"""The lesson on a phone, from its first screen to its result, in both languages."""

import re

import pytest
from browser_parts import open_step
from conftest import LESSONS, pages_of
from patron import Patron, right_places, right_response, wrong_response
from playwright.sync_api import expect

LESSON = "misinformation"
LANGUAGES = {"id": LESSON, "en": f"en/{LESSON}"}


@pytest.fixture(scope="module", params=LANGUAGES)
def played(request, served, chromium):
    """A lesson played to its result, every judged item right: its language, and the screens."""
    with pages_of(chromium) as open_:
        patron = Patron(open_())
        patron.open(f"{served.address}/{LANGUAGES[request.param]}")
        expect(patron.page.locator(".suluh-home")).to_have_count(0)
        yield patron, request.param, patron.play(right_places(patron.told()))


def test_played_by_touch(played):
    patron, _, screens = played
    lesson = patron.told()["lesson"]
    steps = [step["id"] for part in lesson["parts"] for step in part["steps"]]
    assert [screen for screen in screens if screen in steps] == steps
    assert len([screen for screen in screens if screen.startswith("part-end")]) == 3
    counts = patron.page.locator(".suluh-scale").all_inner_texts()
    assert len(counts) == 2
    for count in counts:  # every judged item was answered right
        found, of = re.search(r"(\d+)\s+(?:dari|of|out of)\s+(\d+)", count).groups()
        assert found == of
        assert int(of) >= 4


def test_who_judged_right_is_told_so(played):
    patron, _, _ = played
    told = patron.told()["words"]["advice_balanced"]
    expect(patron.page.locator(".suluh-advice")).to_have_text(told)


def test_who_never_checked_is_told_how_and_not_how_seldom(played):
    patron, language, screens = played
    assert screens[-1] == "result"
    button = patron.told()["words"]["judge.see_others"]
    expect(patron.page.locator(".suluh-checked")).to_have_count(0)
    told = patron.page.locator(".suluh-unchecked")
    expect(told.locator("strong")).to_have_text(button)
    expect(told).to_have_text(
        {
            "id": f"Lain kali, coba tekan {button} sebelum menjawab.",
            "en": f"Next time, try {button} before you answer.",
        }[language]
    )


HOMES = {"id": "/", "en": "/en/"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_leads_to_all_lessons(served, open_page, language):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LANGUAGES[language]}")
    patron.do(patron.page.locator(".suluh-menu-button"))
    listed = patron.page.locator(".suluh-menu .suluh-all-lessons")
    assert listed.evaluate("link => link.href") == served.address + HOMES[language]


def test_the_result_leads_to_all_lessons(played, served):
    """It leaves the result that the tests above look at."""
    patron, language, _ = played
    expect(patron.main_action).to_have_count(0)
    patron.do(patron.page.locator(".suluh-home"))
    patron.page.wait_for_url(served.address + HOMES[language])
    expect(patron.page.locator(".page-lesson")).to_have_count(len(LESSONS))
    patron.page.go_back()
    patron.ready()


@pytest.mark.lessons(LESSON)
def test_the_one_official_address_stands_wherever_one_looks_for_it(serve, project, open_page):
    address = "perpustakaan.contoh.go.id"
    file = project / "library.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('address = ""', f'address = "{address}"'), encoding="utf-8")
    patron = Patron(open_page())
    patron.open(f"{serve().address}/{LESSON}")
    patron.do(patron.page.locator(".suluh-menu-button"))
    menu = patron.page.locator(".suluh-menu .suluh-official")
    expect(menu).to_contain_text(re.compile(rf"Perpustakaan Kota.*alamat resmi kami: {address}"))
    patron.page.keyboard.press("Escape")
    assert patron.play()[-1] == "result"
    expect(patron.page.locator(".suluh-result .suluh-official")).to_contain_text(address)
    patron.page.emulate_media(media="print")
    paper = patron.page.locator(".suluh-handout > .suluh-official")
    expect(paper).to_be_visible()
    expect(paper).to_contain_text(address)


def test_while_a_live_room_holds_the_feedback_back_one_waits(served, open_page):
    page = open_page()

    def hold(route):
        answer = route.fetch()
        opening = 'class="suluh-state">{'
        held = answer.text().replace(opening, f'{opening}"holding": true, ')
        route.fulfill(response=answer, body=held)

    page.route(f"**/{LESSON}", hold)
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    told = ".suluh-stamp, .suluh-other, .suluh-verdict-word, .suluh-retry, [data-sign]"
    while True:
        if patron.phase == "answering":
            if patron.kind == "recall":  # never judged; it comes after all that are
                return
            patron.give(right_response(patron.activity()), phase="waiting")
            expect(page.locator(".suluh-waiting")).to_be_focused()
            expect(page.locator(".suluh-screen").locator(told)).to_have_count(0)
            expect(page.locator(".suluh-activity input:enabled")).to_have_count(0)
        patron.forward()


@pytest.mark.parametrize(
    ("lesson", "choice", "advice"),
    [
        ("misinformation", wrong_response, "advice_again"),
        ("misinformation", lambda _: {"point": 3}, "advice_trusting"),
        ("misinformation", lambda _: {"point": 0}, "advice_suspicious"),
        ("online-catalogue", right_response, "advice_reading_balanced"),
        ("online-catalogue", lambda _: {"point": 3}, "advice_reading_trusting"),
    ],
)
def test_one_sentence_of_advice_fits_what_was_answered(served, open_page, lesson, choice, advice):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{lesson}")
    while patron.screen != "result":
        if patron.phase == "answering":
            activity = patron.activity()
            patron.give((choice if activity.kind == "judge" else right_response)(activity))
        patron.forward()
    told = patron.told()["words"][advice]
    expect(patron.page.locator(".suluh-advice")).to_have_text(told)


SPOKEN = """() => {
  const found = {};
  const walker = document.createTreeWalker(
    document.querySelector('.suluh'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    if (!data.trim() || parent.closest('[aria-hidden]')) continue;
    (found[parent.closest('[lang]').lang] ??= []).push(data.trim());
  }
  return found;
}"""


@pytest.mark.lessons(LESSON)
def test_a_step_in_the_other_language_says_so_and_the_player_keeps_its_own(
    serve, project, open_page
):
    file = project / "lessons" / LESSON / "en.md"
    text = file.read_text(encoding="utf-8")
    untranslated = re.compile(r"^## [^\n]*\{#contoh-kuota\}.*?(?=^## )", re.MULTILINE | re.DOTALL)
    file.write_text(untranslated.sub("", text), encoding="utf-8")
    patron = Patron(open_page())
    patron.open(f"{serve().address}/{LANGUAGES['en']}")
    steps = [step for part in patron.told()["lesson"]["parts"] for step in part["steps"]]
    step = next(step for step in steps if step["id"] == "contoh-kuota")
    assert step["language"] == "id"
    while patron.screen != step["id"]:
        assert set(patron.page.evaluate(SPOKEN)) == {"en"}
        patron.forward()
    patron.answer()
    spoken = patron.page.evaluate(SPOKEN)
    assert step["title"] in spoken["id"]
    assert step["activity"]["message"]["sender"] in spoken["id"]
    part = patron.told()["lesson"]["parts"][0]["title"]
    sources = f"Sources ({len(step['sources'])})"
    words = ("Next", "Back", "Menu", sources, "Try again", "SIMULATION - FOR PRACTICE", part)
    for each in words:
        assert each in spoken["en"], each
    assert any("Bahasa Indonesia" in each for each in spoken["en"])
    assert not {"Next", *words} & set(spoken["id"])


def tab_to(page, selector):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard never reached {selector}")


def test_arrows_move_within_a_question(served, open_page):
    page = open_page(phone=False)
    open_step(served, page, "judge", LESSON)
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
    patron = open_step(served, open_page(), "choose", LESSON)
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
    patron = open_step(served, open_page(), "choose", LESSON)
    patron.do(patron.main_action)
    assert patron.phase == "answering"
    before = patron.screen
    patron.do(patron.page.locator(".suluh-notice .suluh-skip"))
    expect(patron.screen_element).not_to_have_attribute("data-screen", before)


def test_checking_first_is_kept_apart_and_counted(served, open_page):
    patron = open_step(served, open_page(), "judge", LESSON)
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
    patron = open_step(served, open_page(), "judge", LESSON)
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
    assert "rahasia" not in "".join(sent)


def test_a_reminder_is_a_message_and_a_calendar_file(served, open_page):
    patron = open_step(served, open_page(accept_downloads=True), "action", LESSON)
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


def test_a_ready_message_opens_when_its_box_is_ticked(served, open_page):
    patron = open_step(served, open_page(), "action", LESSON)
    tasks = patron.activity().tasks
    place = next(at for at, task in enumerate(tasks) if task.message)
    ready = patron.page.locator(".suluh-ready")
    expect(ready).to_have_count(0)
    patron.choose(place)
    expect(ready).to_have_count(1)
    expect(ready.locator("a[href^='https://wa.me/?text=']")).to_be_visible()
    patron.choose(place)
    expect(ready).to_have_count(0)
    expect(patron.page.locator(".suluh-reminder")).to_be_visible()


def test_sources_fold_away_under_their_number(served, open_page):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LESSON}")
    sources = patron.page.locator("details.suluh-sources")
    while not sources.count():
        patron.forward()
    shown = sources.locator("li")
    expect(sources.locator("summary")).to_have_text(f"Sumber ({shown.count()})")
    expect(shown.first).not_to_be_visible()
    patron.do(sources.locator("summary"))
    expect(shown.first).to_be_visible()


VOICE = """
  window.spoken = [];
  const voices = [{ lang: "id-ID", localService: true, name: "Suara" }];
  const speech = new EventTarget();
  Object.assign(speech, {
    getVoices: () => voices,
    speak: ({ text }) => window.spoken.push(text),
    cancel: () => { window.spoken = []; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.mark.parametrize("way", ["forward", "back", "leave"])
def test_reading_aloud_ends_with_its_screen(served, open_page, way):
    page = open_page()
    page.add_init_script(VOICE)
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    patron.forward()
    patron.do(page.locator(".suluh-menu-button"))
    patron.do(page.locator(".suluh-read-aloud"))
    stop = page.locator(".suluh-stop-reading")
    expect(stop).to_be_visible()
    assert page.locator(".suluh-screen h2").inner_text() in page.evaluate("spoken")
    if way == "forward":
        patron.forward()
    elif way == "back":
        page.go_back()
    else:
        page.evaluate("dispatchEvent(new Event('pagehide'))")
    expect(stop).to_have_count(0)
    assert page.evaluate("spoken") == []


SECOND = """() => {
  const state = JSON.parse(document.querySelector("script.suluh-state").textContent);
  const el = document.createElement("div");
  el.id = "second";
  document.querySelector("main").append(el);
  const nothing = () => {};
  const model = { get: (name) => state[name], set: nothing, on: nothing, off: nothing };
  suluh.player.render({ model: { ...model, save_changes: nothing }, el });
}"""


def test_of_two_players_on_a_page_the_one_tried_again_gets_the_focus(served, open_page):
    page = open_page()
    first = Patron(page)
    first.open(f"{served.address}/{LESSON}")
    page.evaluate(SECOND)
    first.page, second = page.locator(".suluh-own-page > .suluh"), Patron(page.locator("#second"))
    for patron in (first, second):
        to_kind(patron, "choose")
    assert first.screen == second.screen
    second.answer((right_places(Patron(page).told())[second.screen] + 1) % 2)
    second.do(second.page.locator(".suluh-retry"))
    expect(second.page.locator(".suluh-activity input").first).to_be_focused()
