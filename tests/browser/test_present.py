"""A lesson on a shared screen: from a USB stick, a web space and our server, led by keys alone.

What is answered here is nobody's answer: nothing of it is kept or sent.
"""

import json
import re

import pytest
import segno
from axe import violations
from browser_parts import beside_the_player
from conftest import LESSONS, PUBLIC_URL, ROOT
from library_door import LESSON as AT_THE_DOOR
from library_door import until
from playwright.sync_api import expect

from toolkit.activities import KINDS
from toolkit.guide import notes
from toolkit.project import Project

PROJECT = Project(ROOT)
LANGUAGES = PROJECT.library.languages
LESSON = "online-safety"
SHARED = {"width": 1280, "height": 720}


def steps_of(lesson, language="id"):
    return PROJECT.lesson(lesson, language).steps


def first_of_each_kind():
    """Yield lesson and step of the first step of each kind, so that each is shown once."""
    seen = set()
    for name in LESSONS:
        for step in steps_of(name):
            kind = step.activity.kind if step.activity else ""
            if kind not in seen:
                seen.add(kind)
                yield name, step.id, kind


class Show:
    """A page that presents."""

    def __init__(self, page):
        self.page = page

    def open(self, address):
        self.page.goto(address)
        self.stage.wait_for(timeout=60_000)
        return self

    @property
    def stage(self):
        return self.page.locator(".suluh-stage")

    @property
    def shown(self):
        return self.stage.get_attribute("data-shown")

    @property
    def phase(self):
        return self.page.locator(".suluh-screen").get_attribute("data-phase")

    def phase_or_none(self):
        screen = self.page.locator(".suluh-screen")
        return screen.get_attribute("data-phase") if screen.count() else None

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def leave(self, shown):
        """Press the clicker until something else is shown."""
        for _ in range(30):
            if self.shown != shown:
                return
            self.press("PageDown")
        raise AssertionError(f"{shown} never ends")

    def go(self, step):
        while (here := self.shown) != step:
            self.leave(here)


@pytest.fixture
def show(open_page):
    return Show(open_page(SHARED, phone=False))


@pytest.fixture
def presented(served, show):
    return show.open(f"{served.address}/{LESSON}?present")


def at(served, show, lesson, step):
    """Open a step as somebody who loaded its page anew."""
    show.open(f"{served.address}/{lesson}?present#{step}")
    if show.shown == "title":
        show.press("Space")
    expect(show.stage).to_have_attribute("data-shown", step)
    return show


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clicker_leads_through_the_whole_lesson(published, show, lesson, language):
    """On a USB stick: from the title through every step, each answer shown on the way."""
    below = "" if language == LANGUAGES[0] else f"{language}/"
    show.open(f"{(published / below / lesson / 'index.html').as_uri()}?present")
    seen, revealed = [], set()
    for _ in range(400):
        seen.append(show.shown)
        if show.phase_or_none() == "revealed":
            revealed.add(show.shown)
        if show.page.locator(".suluh-cover").count() and len(seen) > 1:
            break
        show.press("PageDown")
    order = list(dict.fromkeys(seen))
    found = steps_of(lesson, language)
    assert order[0] == "title"
    assert [each for each in order if each in {step.id for step in found}] == [
        step.id for step in found
    ]
    judged = {
        step.id
        for step in found
        if step.activity and True in map(step.activity.judge, step.activity.responses())
    }
    assert revealed == judged
    assert not show.page.locator(".suluh-missing").count()
    show.press("PageUp")
    assert show.shown == order[-2]


@pytest.mark.parametrize(("lesson", "step", "kind"), first_of_each_kind())
def test_each_kind_is_shown_revealed_and_hidden_again(served, show, lesson, step, kind):
    at(served, show, lesson, step)
    page = show.page
    activity = next(each.activity for each in steps_of(lesson) if each.id == step)
    judged = activity and True in map(activity.judge, activity.responses())
    assert not violations(page)
    if judged:
        assert show.phase == "answering"
        show.press("r")
        expect(page.locator(".suluh-screen")).to_have_attribute("data-phase", "revealed")
        expect(page.locator('.suluh-verdict[data-tone="right"]').first).to_be_visible()
        assert not violations(page)
        page.locator('[data-deed="reveal"]').click()
        expect(page.locator(".suluh-screen")).to_have_attribute("data-phase", "answering")
        expect(page.locator(".suluh-verdict")).to_have_count(0)
        show.press("r")
        expect(page.locator('.suluh-verdict[data-tone="right"]').first).to_be_visible()
    elif kind == "recall":
        expect(page.locator(".suluh-model")).to_have_count(0)
        show.press("r")
        expect(page.locator(".suluh-model")).to_be_visible()
    else:
        show.press("r")
        assert show.shown == step
    assert not page.locator(".suluh-missing").count()


@pytest.fixture
def model_of(served, open_page):
    page = open_page()
    page.goto(f"{served.address}/{LESSON}")
    page.wait_for_function("window.suluh?.player")
    beside_the_player(page, "present")
    return lambda activity: page.evaluate("(each) => suluh.later.present.modelOf(each)", activity)


def test_every_model_answer_is_right(model_of):
    """And the kinds that nobody judges have none."""
    kinds = set()
    for name in LESSONS:
        for language in LANGUAGES:
            for step in steps_of(name, language):
                if not step.activity:
                    continue
                model = model_of(step.activity.data())
                judged = True in map(step.activity.judge, step.activity.responses())
                assert (model is not None) == judged, step.id
                if judged:
                    kinds.add(step.activity.kind)
                    assert step.activity.judge(model) is True, step.id
    assert kinds == {
        case["kind"]
        for case in json.loads((ROOT / "tests" / "judging.json").read_text(encoding="utf-8"))
        if case["judged"] is True
    }
    assert kinds < set(KINDS)


def test_a_model_for_every_case_of_the_table(model_of):
    for case in json.loads((ROOT / "tests" / "judging.json").read_text(encoding="utf-8")):
        kind = KINDS[case["kind"]]
        facts = {key: value for key, value in case["activity"].items() if key != "kind"}
        model = model_of({**facts, "kind": case["kind"]})
        if model is not None:
            assert kind.from_data(facts).judge(model) is True, case


def test_the_title_tells_first_where_to_open_it(published, show):
    """The address, then its code: on a USB stick, too, where the site is published elsewhere."""
    show.open(f"{(published / LESSON / 'index.html').as_uri()}?present")
    page = show.page
    link = f"{PUBLIC_URL}{LESSON}/"
    short = page.locator(".suluh-cover-short a")
    assert short.get_attribute("href") == link
    assert re.sub(r"\s", "", short.inner_text()) == link.removeprefix("https://").rstrip("/")
    order = page.locator(".suluh-cover-short, .suluh-qr, .suluh-cover h2")
    names = order.evaluate_all("all => all.map((each) => each.getAttribute('class') ?? 'title')")
    assert names == ["suluh-cover-short", "suluh-qr", "title"]
    assert short.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 40
    assert page.locator(".suluh-qr").get_attribute("role") == "img"
    show.press("ArrowRight")
    expect(page.locator(".suluh-strip")).to_contain_text("perpustakaan.example")


WORDS = 21
"""From this column on, a code of version 4 holds nothing but two thirds of our address.

Behind the address programs fill what is left as they like, and correct it accordingly.
"""


def test_the_code_leads_to_the_page(published, show):
    """It is drawn as another program draws it."""
    show.open(f"{(published / LESSON / 'index.html').as_uri()}?present")
    dark = show.page.locator(".suluh-qr").evaluate(MODULES)
    drawn = [
        segno.make_qr(f"{PUBLIC_URL}{LESSON}/", version=4, error="m", mask=mask, boost_error=False)
        for mask in range(8)
    ]
    assert [row[WORDS:] for row in dark] in [
        [[bool(each) for each in row[WORDS:]] for row in code.matrix] for code in drawn
    ]


MODULES = """(svg) => {
  const quiet = 4;
  const size = svg.viewBox.baseVal.width - 2 * quiet;
  const dark = Array.from({ length: size }, () => Array(size).fill(false));
  for (const [, x, y, length] of
       svg.querySelector("path").getAttribute("d").matchAll(/M(\\d+) (\\d+)h(\\d+)/g)) {
    for (let at = 0; at < Number(length); at++) dark[y - quiet][x - quiet + at] = true;
  }
  return dark;
}"""


def test_without_an_address_for_others_it_says_so(presented, served, published, show, tmp_path):
    """On this computer alone, and in a file that is published nowhere."""
    assert "hanya bisa dibuka di komputer ini" in show.page.locator(".suluh-cover").inner_text()
    page = published / LESSON / "index.html"
    text = page.read_text(encoding="utf-8")
    text = re.sub(r'<link rel="canonical"[^>]*>', "", text)
    here = tmp_path / "suluh" / LESSON / "index.html"
    here.parent.mkdir(parents=True)
    here.write_text(text, encoding="utf-8")
    (tmp_path / "suluh" / "assets").symlink_to(published / "assets", target_is_directory=True)
    show.open(f"{here.as_uri()}?present")
    assert "dibuka dari berkas" in show.page.locator(".suluh-cover").inner_text()
    expect(show.page.locator(".suluh-qr")).to_have_count(0)


def test_the_keys_of_keyboards_and_clickers(presented):
    show, page = presented, presented.page
    first, second = (step.id for step in steps_of(LESSON)[:2])
    for forward in ("ArrowRight", "Space", "PageDown", "Enter"):
        show.press(forward)
        assert show.shown == first, forward
        show.press("PageUp")
        assert show.shown == "title"
    show.press("Space")
    show.leave(first)
    assert show.shown == second
    page.evaluate("window.unspoilt = true")
    show.press(".", "b", "B", "F5", "Shift+F5", "Escape")
    assert show.shown == second
    assert page.evaluate("window.unspoilt")
    show.press("ArrowLeft")
    assert show.shown == first
    show.press("Home")
    assert show.shown == "title"


def test_a_key_that_is_held_goes_on_once(served, show):
    show.open(f"{served.address}/misinformation?present")
    for _ in range(5):
        show.page.keyboard.down("PageDown")
    show.page.keyboard.up("PageDown")
    assert show.shown == steps_of("misinformation")[0].id


def test_the_browsers_own_way_forward_leaves_the_title(served, show):
    show.open(f"{served.address}/misinformation?present")
    show.press("Space")
    first = show.shown
    show.leave(first)
    second = show.shown
    show.press("Home")
    expect(show.stage).to_have_attribute("data-shown", "title")
    show.page.go_forward()
    expect(show.stage).to_have_attribute("data-shown", second)


def test_a_sheet_tells_the_keys_and_any_of_them_closes_it(presented):
    show, sheet = presented, presented.page.locator("dialog.suluh-show-help")
    for key, end in (("?", "Escape"), ("h", "PageDown")):
        show.press(key)
        expect(sheet).to_be_visible()
        assert not violations(show.page)
        show.press(end)
        expect(sheet).to_have_count(0)
    assert show.shown == "title"


def test_text_grows_and_shrinks_and_what_is_below_comes_first(served, show):
    at(served, show, "misinformation", "contoh-kuota")
    page = show.page

    def size():
        return show.stage.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")

    usual = size()
    assert usual >= 27  # read on a phone that watches a call
    show.press("+", "+")
    assert size() > usual
    show.press("0", "-")
    assert size() < usual
    show.press("0", "+", "+", "+", "+", "+")
    assert size() > 1.9 * usual
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tops = [0]
    while True:
        show.press("PageDown")
        if show.phase == "revealed":
            break
        tops.append(page.evaluate("scrollY"))
        assert tops[-1] > tops[-2]
    assert len(tops) > 2
    show.press("ArrowUp")
    assert page.evaluate("scrollY") < tops[-1] + page.evaluate("innerHeight")


@pytest.mark.parametrize("step", ["contoh-kuota", "lowongan"])
def test_the_audience_may_answer_with_the_mouse(served, show, step):
    """A wrong choice is told to be; keys still lead from the card that was hit."""
    at(served, show, "misinformation", step)
    page = show.page
    activity = next(each.activity for each in steps_of("misinformation") if each.id == step)
    wrong = activity.answers().index(False) if step == "contoh-kuota" else 3 * (not activity.truth)
    card = page.locator(".suluh-card").nth(wrong)
    card.click()
    show.press("r")
    expect(page.locator('.suluh-verdict[data-tone="not-yet"]')).to_be_visible()
    show.press("r", "r")
    expect(page.locator('.suluh-verdict[data-tone="right"]')).to_be_visible()
    show.leave(step)


def test_a_search_can_be_tried_out_and_its_words_do_not_steer(served, show):
    name, step, _ = next(each for each in first_of_each_kind() if each[2] == "search")
    at(served, show, name, step)
    box = show.page.locator(".suluh-words")
    box.fill("")
    box.press_sequentially("rnbh f.+-")
    assert box.input_value() == "rnbh f.+-"
    assert show.shown == step
    assert show.phase == "answering"
    expect(show.page.locator("dialog")).to_have_count(0)


def test_with_tab_the_controls_keep_their_own_keys(served, show):
    at(served, show, "misinformation", "contoh-kuota")
    page = show.page
    for _ in range(40):
        show.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    outline = page.locator(".suluh-card:has(:focus-visible)")
    assert outline.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    show.press("ArrowDown", "ArrowDown")
    assert page.locator(".suluh-card input").nth(2).is_checked()
    assert show.phase == "answering"
    for _ in range(40):
        if page.evaluate("document.activeElement.dataset.deed") == "help":
            break
        show.press("Tab")
    expect(page.locator(".suluh-show-bar")).to_have_css("opacity", "1")
    show.press("Enter")
    expect(page.locator("dialog.suluh-show-help")).to_be_visible()


def test_a_finger_leads_with_the_bar(served, open_page):
    page = open_page(phone=True)
    show = Show(page).open(f"{served.address}/misinformation?present")
    page.locator('[data-deed="next"]').tap()
    first = steps_of("misinformation")[0].id
    expect(show.stage).to_have_attribute("data-shown", first)
    page.locator('[data-deed="back"]').tap()
    expect(show.stage).to_have_attribute("data-shown", "title")
    assert not violations(page)


WATCH = """() => {
  window.kept = [];
  for (const kind of [Storage.prototype]) {
    const set = kind.setItem;
    kind.setItem = function (...given) { window.kept.push(given); return set.apply(this, given); };
  }
}"""


def test_nothing_is_stored_or_sent(door, show):
    """Where an ordinary lesson would send each answer."""
    page = show.page
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.add_init_script(f"({WATCH})()")
    show.open(f"{door.address}/{AT_THE_DOOR}/?present")
    for _ in range(25):
        show.press("PageDown")
    page.wait_for_timeout(1500)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert show.shown != "title"
    assert page.evaluate("window.kept") == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert not sent
    assert not page.context.cookies()


def test_an_own_visit_on_this_computer_stays_as_it_was(served, show):
    page = show.page
    page.goto(f"{served.address}/{LESSON}")
    page.locator(".suluh-main-action").click()
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('suluh:'))")
    before = page.evaluate("JSON.stringify(localStorage)")
    show.open(f"{served.address}/{LESSON}?present")
    for _ in range(12):
        show.press("PageDown")
    assert page.evaluate("JSON.stringify(localStorage)") == before


@pytest.mark.parametrize("size", [(640, 360), (320, 640), (1920, 1080)])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_can_be_read_at_any_size(served, open_page, size, dark):
    """640 by 360 is what a projector's window has left at 200 percent."""
    width, height = size
    page = open_page({"width": width, "height": height}, phone=False)
    page.emulate_media(color_scheme="dark" if dark else "light")
    show = Show(page).open(f"{served.address}/en/misinformation?present")
    assert not violations(page)
    show.go("contoh-kuota")
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not violations(page)
        show.press("r")
    assert page.title().startswith("Presenting:")


HEADING = ".suluh-notes-said > h2"


@pytest.fixture(params=["usb stick", "server"])
def pair(request, served, published, show):
    """The presentation, and the window with notes that it opened."""
    address = (
        (published / LESSON / "index.html").as_uri()
        if request.param == "usb stick"
        else f"{served.address}/{LESSON}"
    )
    show.open(f"{address}?present")
    return show, opened_notes(show)


def opened_notes(show):
    with show.page.expect_popup() as opened:
        show.press("n")
    window = opened.value
    window.locator(".suluh-notes").wait_for()
    return window


@pytest.fixture(scope="module")
def notes_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("notes") / "catatan.json"
    notes.write(notes.notes(PROJECT, LESSONS, LANGUAGES), file)
    return file


def test_the_notes_follow_and_steer(pair, notes_file):
    show, window = pair
    heading = window.locator(HEADING)
    expect(heading).to_have_text("Layar judul")
    window.set_input_files("input[type=file]", notes_file)
    told = json.loads(notes_file.read_text(encoding="utf-8"))["lessons"][LESSON]["id"]
    window.locator(".suluh-show-next").click()
    expect(show.stage).to_have_attribute("data-shown", told["steps"][0]["id"])
    expect(heading).to_have_text(told["steps"][0]["title"])
    judged = next(step for step in told["steps"] if step["others"])
    show.go(judged["id"])
    expect(heading).to_have_text(judged["title"])
    said = window.locator(".suluh-notes-said")
    expect(said.locator(".suluh-notes-answer")).to_be_visible()
    expect(said.locator(".suluh-notes-others")).to_be_visible()
    following = told["steps"][told["steps"].index(judged) + 1]["title"]
    expect(window.locator(".suluh-notes-next")).to_contain_text(following)
    expect(window.locator(".suluh-notes-times")).to_contain_text(f"dari {told['minutes']} menit")
    expect(window.locator(".suluh-notes-times")).to_contain_text(f"dari {judged['minutes']} menit")
    assert not violations(window)
    window.keyboard.press("r")
    expect(show.page.locator(".suluh-screen")).to_have_attribute("data-phase", "revealed")
    expect(window.locator(".suluh-notes-open")).to_be_visible()
    window.get_by_role("button", name="Sembunyikan lagi").click()
    expect(show.page.locator(".suluh-screen")).to_have_attribute("data-phase", "answering")
    window.keyboard.press("PageUp")
    expect(show.stage).not_to_have_attribute("data-shown", judged["id"])


def test_each_window_goes_on_without_the_other(pair):
    show, window = pair
    window.close()
    expect(show.page.locator(".suluh-show-news")).to_contain_text("sudah ditutup")
    show.press("Space")
    assert show.shown == steps_of(LESSON)[0].id
    expect(show.page.locator(".suluh-show-news")).to_have_text("")
    window = opened_notes(show)
    expect(window.locator(HEADING)).to_have_text(steps_of(LESSON)[0].title)
    show.page.close()
    expect(window.locator(".suluh-notes-lost")).to_be_visible(timeout=15_000)


def test_after_the_presentation_was_loaded_anew_they_find_each_other(pair):
    show, window = pair
    show.press("Space")
    show.leave(steps_of(LESSON)[0].id)
    show.page.reload()
    show.stage.wait_for()
    second = steps_of(LESSON)[1]
    expect(show.stage).to_have_attribute("data-shown", second.id)
    expect(window.locator(HEADING)).to_have_text(second.title, timeout=15_000)
    window.locator(".suluh-show-next").click()
    show.page.wait_for_function("scrollY > 0 || !document.querySelector(`[data-shown='rutin']`)")


def test_the_key_for_notes_brings_them_back_as_they_are(pair, notes_file):
    show, window = pair
    window.set_input_files("input[type=file]", notes_file)
    expect(window.locator("input[type=file]")).to_have_count(0)
    window.evaluate("window.same = true")
    show.press("n")
    window.wait_for_timeout(500)
    window.locator(".suluh-notes").wait_for()
    assert window.evaluate("window.same")
    expect(window.locator("input[type=file]")).to_have_count(0)


def test_arrows_scroll_the_notes(pair):
    show, window = pair
    window.set_viewport_size({"width": 400, "height": 200})
    window.keyboard.press("ArrowDown")
    until(show, lambda: window.evaluate("scrollY > 0"))


def test_another_site_that_is_gone_leads_nothing(served, show):
    show.open(f"{served.address}/misinformation?present")
    for told in ('{ suluh: "present", key: "next" }', '{ suluh: "present", key: "hello" }'):
        show.page.evaluate(
            f"""dispatchEvent(new MessageEvent("message", {{
              data: {told}, source: null, origin: "https://elsewhere.example" }}))"""
        )
    assert show.shown == "title"


def test_notes_of_something_else_are_told_apart(pair, tmp_path):
    _, window = pair
    for content, words in (
        ("[]", "bukan berkas catatan"),
        ("{", "bukan berkas catatan"),
        ('{"suluh": "notes", "lessons": {}}', "tidak memuat pelajaran ini"),
    ):
        file = tmp_path / "lain.json"
        file.write_text(content, encoding="utf-8")
        window.set_input_files("input[type=file]", file)
        expect(window.locator("[role=alert]")).to_contain_text(words)
        assert not violations(window)


def test_notes_can_be_dropped_and_stay_in_memory(pair, notes_file):
    _, window = pair
    given = window.evaluate_handle(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "catatan.json", { type: "application/json" }));
          return data;
        }""",
        notes_file.read_text(encoding="utf-8"),
    )
    window.dispatch_event(".suluh-notes", "drop", {"dataTransfer": given})
    expect(window.locator("input[type=file]")).to_have_count(0)
    assert window.evaluate("[localStorage.length, sessionStorage.length]")[1] == 0
    assert not [each for each in window.evaluate("Object.values(localStorage)") if "menit" in each]


@pytest.mark.parametrize("address", ["", "?present", "?notes"])
def test_no_page_holds_a_note(served, show, notes_of, address):
    page = show.page
    for name in LESSONS:
        for language in LANGUAGES:
            below = "" if language == LANGUAGES[0] else f"{language}/"
            page.goto(f"{served.address}/{below}{name}{address}")
            page.locator(".suluh-screen, .suluh-stage, .suluh-notes").first.wait_for()
            source = page.content()
            for piece in notes_of(name, language):
                assert piece not in source
