"""What is particular to clues, order, match and chat, and to the frames of the catalogue."""

import json
from pathlib import Path

import pytest
from conftest import Served, make_project
from patron import KeyboardPatron, Patron, right_response
from playwright.sync_api import expect

LESSON = Path(__file__).parents[1] / "kinds.md"

STEPS = {"undangan": "tanda", "darurat": "urutan", "cantuman": "arti", "paket": "kurir"}
DRAFTS = {
    "tanda": {"parts": [1]},
    "urutan": {"order": [1, 0, 2, 3]},
    "arti": {"pairs": [None, 0, None]},
    "kurir": {"path": [0]},
}
ANSWERS = {
    "tanda": {"parts": [0, 2]},
    "urutan": {"order": [0, 1, 2, 3]},
    "arti": {"pairs": [1, 0, 0]},
    "kurir": {"path": [0, 0]},
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    home = make_project(tmp_path_factory.mktemp("kinds") / "project", ["misinformation"])
    folder = home / "lessons" / "misinformation"
    (folder / "en.md").unlink()
    (folder / "id.md").write_bytes(LESSON.read_bytes())
    with Served(home) as server:
        yield f"{server.address}/misinformation"


@pytest.fixture
def at(address, open_page):
    """Open a step as a patron whose browser remembers answers."""

    def open_at(step, answers=None, *, kind=Patron, hold=False, **options):
        page = open_page(**options)
        visit = {"screen": step, "answers": answers or {}, "continues": True}
        page.add_init_script(
            "localStorage.getItem('suluh:misinformation') ?? "
            f"localStorage.setItem('suluh:misinformation', {json.dumps(json.dumps(visit))});"
        )
        if hold:
            page.route("**/misinformation", held)
        patron = kind(page)
        patron.open(address)
        if patron.screen == "resume":
            patron.do(patron.main_action)
        expect(patron.screen_element).to_have_attribute("data-screen", step)
        return patron

    return open_at


def go_to(patron, step):
    patron.page.evaluate("step => (location.hash = step)", step)
    expect(patron.screen_element).to_have_attribute("data-screen", step)


def held(route):
    answer = route.fetch()
    opening = 'class="suluh-state">{'
    body = answer.text().replace(opening, f'{opening}"holding": true, ')
    route.fulfill(response=answer, body=body)


def stored(patron):
    kept = patron.page.evaluate("localStorage.getItem('suluh:misinformation')")
    return json.loads(kept)["answers"]


def wait_until_stored(patron, name, draft):
    """Wait for a draft to be kept, which is after it is shown."""
    patron.page.wait_for_function(
        """([name, draft]) => {
          const { answers } = JSON.parse(localStorage.getItem('suluh:misinformation'));
          return JSON.stringify(answers[name]?.draft) === draft;
        }""",
        arg=[name, json.dumps(draft, separators=(",", ":"))],
    )


def order_of(patron):
    items = patron.page.locator(".suluh-order-item")
    return items.evaluate_all("items => items.map((item) => Number(item.dataset.item))")


# clues


def test_a_part_in_the_head_is_tapped_like_those_in_the_words(at):
    patron = at("undangan")
    sender = patron.page.locator('.suluh-message-head .suluh-part[data-part="2"]')
    patron.do(patron.main_action)
    expect(patron.page.locator(".suluh-notice")).to_contain_text("Pilih")
    expect(patron.page.locator(".suluh-status")).to_have_text("Ditandai: 0.")
    expect(sender.locator("input")).not_to_be_checked()
    box = sender.bounding_box()
    patron.do(sender)
    expect(sender.locator("input")).to_be_checked()
    assert sender.bounding_box() == box  # nothing jumps away from under the thumb
    expect(patron.page.locator(".suluh-status")).to_have_text("Ditandai: 1.")
    patron.do(sender)
    expect(sender.locator("input")).not_to_be_checked()
    expect(patron.page.locator(".suluh-status")).to_have_text("Ditandai: 0.")


LINES = """part => {
  const lines = [...part.getClientRects()];
  const next = document.createRange();
  next.setStart(part.nextSibling, 0);
  next.setEnd(part.nextSibling, 1);
  const [stop, middle] = [next.getBoundingClientRect(), (box) => box.top + box.height / 2];
  return { count: lines.length, apart: Math.abs(middle(stop) - middle(lines.at(-1))) };
}"""

OVERLAPPING = """() => {
  const lines = [...document.querySelectorAll(".suluh-part")].flatMap(
    (part) => [...part.getClientRects()]);
  return lines.filter((one, at) => lines.slice(at + 1).some((other) =>
    one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1)).length;
}"""


def test_parts_run_on_within_the_words_round_them(at):
    patron = at("undangan", viewport={"width": 360, "height": 640})
    part = patron.page.locator(".suluh-lines .suluh-part")
    expect(part.nth(0)).to_have_text("Mohon kehadirannya di pernikahan kami")
    expect(part.nth(1)).to_have_text("Undangan.apk")
    whole = patron.page.locator(".suluh-lines p").first
    expect(whole).to_have_text(
        "Assalamualaikum. Mohon kehadirannya di pernikahan kami. Buka Undangan.apk!"
    )
    root = patron.page.locator(".suluh[data-size]")
    for size in (100, 125, 150, 200):
        root.evaluate("(root, size) => { root.dataset.size = size }", size)
        found = part.nth(0).evaluate(LINES)
        assert found["count"] > 1, size
        assert found["apart"] < 2, size  # no line begins with a full stop
        assert patron.page.evaluate(OVERLAPPING) == 0, size


def test_every_part_is_spoken_of_whether_marked_or_not(at):
    patron = at("undangan")
    patron.give({"parts": [0, 1]})
    told = patron.page.locator(".suluh-part-feedback")
    expect(told).to_have_count(3)
    for part, sign in enumerate(("Mencurigakan · Anda menandai", "Wajar · Anda", "Belum Anda")):
        expect(told.nth(part)).to_contain_text(sign)
    expect(patron.page.locator(".suluh-verdict")).to_contain_text("1 dari 2")
    expect(patron.page.locator(".suluh-verdict")).to_contain_text("ikut Anda tandai: 1.")
    expect(patron.page.locator(".suluh-part input")).to_have_count(0)


# order


def test_steps_are_moved_by_keyboard_and_said(at):
    patron = at("darurat", phone=False, kind=KeyboardPatron)
    page, before = patron.page, order_of(patron)
    last = before[-1]
    up = page.locator(f'[data-item="{last}"] .suluh-up')
    name = page.locator(f'[data-item="{last}"] .suluh-prose').inner_text()
    said = page.locator(".suluh-activity [role=status]")
    expect(up).to_have_accessible_name(f"Naikkan {name}")
    for place in (3, 2, 1):
        patron.do(up)
        expect(said).to_have_text(f"{name}: Urutan {place} dari 4")
        expect(up).to_be_focused()
    patron.do(up)
    expect(said).to_have_text("Sudah paling atas")
    expect(up).to_be_focused()
    assert order_of(patron) == [last, *before[:-1]]


def test_a_mouse_drags_a_step_by_its_handle(at):
    patron = at("darurat", phone=False)
    page, before = patron.page, order_of(patron)
    boxes = [each.bounding_box() for each in page.locator(".suluh-handle").all()]
    mouse = page.mouse
    mouse.move(boxes[0]["x"] + 20, boxes[0]["y"] + 20)
    mouse.down()
    mouse.move(boxes[2]["x"] + 20, boxes[2]["y"] + 25, steps=8)
    assert order_of(patron) == before  # only drawn elsewhere until it is let go
    mouse.up()
    assert order_of(patron) == [before[1], before[2], before[0], before[3]]
    expect(page.locator("[data-dragged]")).to_have_count(0)
    wait_until_stored(patron, "urutan", {"order": order_of(patron)})


def test_a_finger_drags_by_the_handle_and_scrolls_beside_it(at):
    patron = at("darurat", viewport={"width": 360, "height": 480})
    page, before = patron.page, order_of(patron)
    page.locator(".suluh-order-item").nth(1).scroll_into_view_if_needed()
    finger = page.context.new_cdp_session(page)

    def swipe(box, by):
        x, y = box["x"] + 15, box["y"] + 15
        touch = {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
        finger.send("Input.dispatchTouchEvent", touch)
        for step in range(1, 9):
            touch = {"type": "touchMove", "touchPoints": [{"x": x, "y": y + by * step / 8}]}
            finger.send("Input.dispatchTouchEvent", touch)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    down = page.evaluate("scrollY")
    height = page.locator(".suluh-order-item").first.bounding_box()["height"]
    swipe(page.locator(".suluh-handle").nth(1).bounding_box(), -height)
    assert order_of(patron) == [before[1], before[0], *before[2:]]
    assert page.evaluate("scrollY") == down
    swipe(page.locator(".suluh-order-item .suluh-prose").nth(1).bounding_box(), -60)
    page.wait_for_function("down => scrollY > down", arg=down)
    assert order_of(patron) == [before[1], before[0], *before[2:]]


def test_the_right_order_is_shown_with_where_one_had_put_each(at):
    patron = at("darurat")
    patron.give({"order": [0, 2, 1, 3]})
    told = patron.page.locator(".suluh-told > li")
    expect(told).to_have_count(4)
    expect(patron.page.locator(".suluh-verdict")).to_contain_text("2 dari 4 sudah pada tempatnya.")
    expect(told.nth(1)).to_contain_text("Anda menaruhnya di urutan 3")
    expect(told.nth(3)).to_contain_text("Sudah pada tempatnya")
    expect(told.nth(1)).to_contain_text("OJK menghubungi")


# match


def test_one_pair_is_open_and_a_tap_leads_to_the_next(at):
    patron = at("cantuman")
    page = patron.page
    pair = [page.locator(f'fieldset.suluh-pair[data-pair="{place}"]') for place in range(3)]
    expect(page.locator(".suluh-pair .suluh-card")).to_have_count(2)
    for closed in pair[1:]:
        expect(closed.locator(".suluh-change")).to_have_text("Pilih")
    patron.do(pair[0].locator(".suluh-card").nth(0))
    expect(pair[0].locator(".suluh-card")).to_have_count(0)
    expect(pair[0].locator(".suluh-change")).to_have_text("Ubah")
    expect(pair[1].locator(".suluh-card")).to_have_count(2)
    expect(pair[1].locator("button")).to_be_focused()
    chosen = page.locator(".suluh-pair").first.locator(".suluh-own").inner_text()
    patron.do(pair[0].locator("button"))
    expect(page.locator(".suluh-pair .suluh-card")).to_have_count(2)
    expect(pair[0].locator(".suluh-card").nth(0)).to_have_text(chosen)
    expect(pair[0].locator("input").nth(0)).to_be_checked()
    patron.do(pair[0].locator(".suluh-card").nth(1))  # changed: on to what is still open
    patron.do(pair[1].locator(".suluh-card").nth(0))
    patron.do(pair[2].locator(".suluh-card").nth(0))
    expect(page.locator(".suluh-pair .suluh-card")).to_have_count(0)
    expect(pair[2].locator("button")).to_be_focused()
    wait_until_stored(patron, "arti", {"pairs": [1, 0, 0]})


def test_arrow_keys_pass_through_the_choices_and_enter_goes_on(at):
    patron = at("cantuman", phone=False, kind=KeyboardPatron)
    page = patron.page
    pair = [page.locator(f'[data-pair="{place}"]') for place in range(3)]
    patron.do(pair[0].locator(".suluh-card").nth(0))
    page.keyboard.press("ArrowDown")
    expect(pair[0].locator("input").nth(1)).to_be_checked()
    expect(pair[0].locator("input").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(pair[1].locator("button")).to_be_focused()
    expect(page.locator(".suluh-notice")).to_have_text("")
    page.keyboard.press("Tab")
    expect(pair[1].locator("input").nth(0)).to_be_focused()
    page.keyboard.press("Enter")  # nothing chosen here
    expect(page.locator(".suluh-notice")).to_contain_text("Pilih")


def test_each_pair_says_what_one_chose_and_what_is_right(at):
    patron = at("cantuman")
    right = right_response(patron.activity())["pairs"]
    patron.give({"pairs": [right[0], 1 - right[1], right[2]]})
    told = patron.page.locator(".suluh-told > li")
    expect(told.nth(0)).to_contain_text("Sudah tepat")
    expect(told.nth(1)).to_contain_text("Pasangan yang tepat: Boleh dipinjam")
    expect(told.nth(1)).to_contain_text("Ada di rak.")
    expect(patron.page.locator(".suluh-verdict")).to_contain_text("2 dari 3")
    patron.retry()
    expect(patron.page.locator('[data-pair="0"] .suluh-card')).to_have_count(2)
    expect(patron.page.locator(".suluh-activity input:checked")).to_have_count(0)


# chat


def test_one_may_take_back_the_last_reply(at):
    patron = at("paket")
    page = patron.page
    said = page.locator(".suluh-bubble")
    expect(said).to_have_count(2)
    expect(page.locator(".suluh-undo")).to_have_count(0)
    patron.do(page.locator('.suluh-choice[data-choice="0"]'))
    expect(said).to_have_count(4)
    expect(said.nth(2)).to_have_text("Anda: Resi apa?")
    expect(page.locator(".suluh-replies")).to_be_focused()
    expect(page.locator(".suluh-replies")).to_be_in_viewport()
    wait_until_stored(patron, "kurir", {"path": [0]})
    patron.do(page.locator(".suluh-undo"))
    expect(said).to_have_count(2)
    wait_until_stored(patron, "kurir", {"path": []})
    expect(patron.main_action).to_have_text("Lewati langkah ini")
    patron.forward()
    assert patron.screen == "hasil"


def test_an_end_explains_itself_and_another_way_begins_anew(at):
    patron = at("paket")
    page = patron.page
    patron.give({"path": [0, 1]})
    verdict = page.locator(".suluh-verdict")
    expect(verdict).to_be_focused()
    for words in ("Akhir yang perlu dihindari", "Aplikasinya terpasang", "Matikan data."):
        expect(verdict).to_contain_text(words)
    expect(page.locator(".suluh-bubble")).to_have_count(6)
    expect(page.locator(".suluh-retry")).to_have_text("Coba jalan lain")
    patron.retry()
    expect(page.locator(".suluh-bubble")).to_have_count(2)
    expect(page.locator(".suluh-choice").first).to_be_focused()
    patron.give({"path": [0, 0]})
    expect(verdict).to_have_attribute("data-tone", "right")


def test_a_long_chat_shows_what_was_just_said(at):
    patron = at("paket", viewport={"width": 320, "height": 480})
    patron.do(patron.page.locator('.suluh-choice[data-choice="0"]'))
    expect(patron.page.locator(".suluh-newest")).to_contain_text("Cepat, nanti dikembalikan.")
    assert is_between_the_bars(patron.page, ".suluh-newest")


def test_on_a_common_phone_what_was_said_and_all_replies_are_in_sight(at):
    patron = at("paket", viewport={"width": 360, "height": 640})
    patron.do(patron.page.locator('.suluh-choice[data-choice="0"]'))
    assert is_between_the_bars(patron.page, ".suluh-newest")
    assert is_between_the_bars(patron.page, ".suluh-replies")


def is_between_the_bars(page, selector):
    found = page.locator(selector).bounding_box()
    top, bottom = (page.locator(f".suluh-{bar}").bounding_box() for bar in ("top", "bottom"))
    return top["height"] <= found["y"] and found["y"] + found["height"] <= bottom["y"]


# all of them


def test_what_one_has_begun_is_there_again_after_a_reload(at):
    patron = at("undangan", {name: {"draft": draft} for name, draft in DRAFTS.items()})
    page = patron.page
    found = {
        "undangan": lambda: page.locator(".suluh-part input:checked").count() == 1,
        "darurat": lambda: order_of(patron) == [1, 0, 2, 3],
        "cantuman": lambda: page.locator(".suluh-pair .suluh-own").count() == 1,
        "paket": lambda: page.locator(".suluh-bubble").count() == 4,
    }
    for step in STEPS:
        go_to(patron, step)
        assert patron.phase == "answering", step
        assert found[step](), step


@pytest.mark.parametrize("step", STEPS)
def test_an_answer_is_there_again_after_a_reload_and_takes_no_focus(at, step):
    response = ANSWERS[STEPS[step]]
    patron = at(step)
    patron.give(response)
    shown = patron.page.locator(".suluh-activity").inner_text()
    patron.page.reload()
    patron.ready()
    patron.do(patron.main_action)  # carry on
    expect(patron.screen_element).to_have_attribute("data-phase", "revealed")
    assert patron.page.locator(".suluh-activity").inner_text() == shown
    expect(patron.page.locator(".suluh-screen h2")).to_be_focused()
    assert stored(patron)[STEPS[step]]["last"] == response


def test_while_the_feedback_is_held_back_the_answer_stays_in_sight(at):
    given = {name: {"first": each, "last": each} for name, each in ANSWERS.items()}
    patron = at("undangan", given, hold=True)
    page = patron.page
    told = ".suluh-verdict-word, .suluh-option-word, .suluh-retry, .suluh-part-feedback"
    shown = {
        "undangan": lambda: page.locator(".suluh-part[data-pressed]").count() == 2,
        "darurat": lambda: order_of(patron) == [0, 1, 2, 3],
        "cantuman": lambda: page.locator(".suluh-told > li").count() == 3,
        "paket": lambda: page.locator(".suluh-bubble").count() == 5,
    }
    for step in STEPS:
        go_to(patron, step)
        assert patron.phase == "waiting", step
        expect(page.locator(".suluh-waiting")).to_have_count(1)
        expect(page.locator(told)).to_have_count(0)
        expect(page.locator(".suluh-activity :is(button, input):enabled")).to_have_count(0)
        assert shown[step](), step


RUBBISH = {
    "tanda": [{"parts": [9]}, {"parts": [0, 0]}, {"parts": 5}, {"parts": [True]}],
    "urutan": [{"order": [0, 1]}, {"order": [0, 0, 1, 2]}, {"order": None}, {"order": "0123"}],
    "arti": [{"pairs": [0]}, {"pairs": [0, 9, 0]}, {"pairs": ["0", 0, 0]}, {"pairs": {}}],
    "kurir": [{"path": [1]}, {"path": [0, 0]}, {"path": [7]}, {"path": ["0"]}, {"path": 0}],
}


@pytest.mark.parametrize("which", range(5))
def test_a_draft_that_nobody_can_have_left_is_dropped(at, which):
    left = {name: drafts[which % len(drafts)] for name, drafts in RUBBISH.items()}
    patron = at("undangan", {name: {"draft": draft} for name, draft in left.items()})
    dropped = "name => !(name in JSON.parse(localStorage['suluh:misinformation']).answers)"
    for step, name in STEPS.items():
        go_to(patron, step)
        assert patron.phase == "answering", left[name]
        patron.page.wait_for_function(dropped, arg=name)


def test_large_words_on_a_small_screen_lose_nothing(at, address):
    patron = at("undangan", viewport={"width": 320, "height": 640})
    page = patron.page
    page.evaluate("localStorage.setItem('suluh', JSON.stringify({size: 200}))")
    page.reload()
    sideways = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    patron.ready()
    while patron.screen != "result":
        assert page.evaluate(sideways) <= 0, patron.screen
        if patron.phase == "answering":
            patron.answer()
            assert page.evaluate(sideways) <= 0, patron.screen
        patron.forward()


# the catalogue


def test_a_list_of_results_shows_what_was_typed_and_where(at):
    page = at("hasil").page
    head = page.locator(".suluh-screen .suluh-message-head")
    expect(head).to_contain_text("laskar pelangi")
    expect(head).to_contain_text("Ruas: Judul")
    expect(page.locator(".suluh-simulation")).to_be_visible()
    titles = page.locator(".suluh-screen .suluh-result-title")
    expect(titles).to_have_text(["Laskar Pelangi", "Sang Pemimpi"])


def test_a_record_has_its_labels_in_one_column(at):
    page = at("satu").page
    expect(page.locator(".suluh-screen .suluh-message-head")).to_have_text("Laskar Pelangi")
    expect(page.locator(".suluh-screen .suluh-record dt")).to_have_text(
        ["Pengarang", "Nomor panggil"]
    )
    left = [
        each.bounding_box()["x"] for each in page.locator(".suluh-screen .suluh-record dd").all()
    ]
    assert left[0] == left[1]
