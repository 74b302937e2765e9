"""What patrons think of a lesson, asked once; and the switch for those who want no records."""

import pytest
from axe import violations
from library_door import LESSON, all_sent, line, only, until, waiting
from patron import KeyboardPatron, Patron
from playwright.sync_api import expect

TEXT = "Terima kasih, contohnya dekat dengan kami."


def one_step(state):
    """A lesson of one step is enough to come to its end."""
    return only(state, "lowongan")


@pytest.fixture
def finish(door, come):
    """Come to the result of a lesson."""
    door.change = one_step

    def finish_(page=None, *, touch=True):
        patron = come(page=page)
        patron.touch = touch
        assert patron.play()[-1] == "result"
        return patron

    return finish_


def form(patron):
    return patron.page.locator(".suluh-views form")


def choose(patron, name, value):
    patron.do(
        patron.page.locator(f".suluh-choice-{name} label").filter(
            has=patron.page.locator(f"input[value='{value}']")
        )
    )


def views(door):
    (event,) = (event for event in door.events.values() if event["type"] == "feedback")
    return event


def thanked(patron):
    expect(form(patron)).to_have_count(0)
    expect(patron.page.locator(".suluh-views")).to_contain_text("Terima kasih.")


def test_two_questions_and_a_suggestion_are_asked_once(finish, door):
    patron = finish()
    page = patron.page
    assert page.get_by_role("radiogroup").or_(page.locator(".suluh-views fieldset")).count() == 2
    choose(patron, "useful", 2)
    choose(patron, "clear", 0)
    box = page.get_by_label("Ada saran?")
    expect(box).to_have_accessible_description(
        "Mohon jangan tulis nama, nomor telepon, atau nomor lain."
    )
    box.fill(f"  {TEXT}\n")
    patron.do(page.locator(".suluh-back"))
    page.go_forward()
    expect(box).to_have_value(f"  {TEXT}\n")  # somebody only looked something up
    patron.do(form(patron).locator("button"))
    thanked(patron)
    expect(page.locator(".suluh-views")).to_be_focused()
    until(patron, lambda: any(each["type"] == "feedback" for each in door.events.values()))
    event = views(door)
    assert set(event) == {"type", "id", "ago", "useful", "clear", "text"}
    assert (event["useful"], event["clear"], event["text"]) == (2, 0, TEXT)
    page.reload()
    patron.ready()
    patron.do(patron.main_action)
    thanked(patron)
    all_sent(patron)


def test_one_answer_is_enough_and_none_is_told_kindly(finish, door):
    patron = finish()
    patron.do(form(patron).locator("button"))
    expect(form(patron).get_by_role("alert")).to_have_text(
        "Pilih satu jawaban atau tulis saran dulu."
    )
    choose(patron, "clear", 1)
    expect(form(patron).get_by_role("alert")).to_be_empty()
    patron.do(form(patron).locator("button"))
    thanked(patron)
    until(patron, lambda: any(each["type"] == "feedback" for each in door.events.values()))
    assert (views(door)["useful"], views(door)["clear"], views(door)["text"]) == (None, 1, "")


def test_it_is_answered_by_keyboard(finish, door, open_page):
    patron = finish(open_page(phone=False), touch=False)
    keys = KeyboardPatron(patron.page)
    for name in ("useful", "clear"):
        keys.do(patron.page.locator(f".suluh-choice-{name} input").nth(0))
        patron.page.keyboard.press("ArrowRight")
        expect(patron.page.locator(f".suluh-choice-{name} input").nth(1)).to_be_checked()
    keys.do(form(patron).locator("button"))
    thanked(patron)


@pytest.mark.parametrize("traits", [{"door": ""}, {"preview": True}])
def test_where_nobody_would_read_it_nothing_is_asked(come, door, traits):
    door.change = lambda state: {**one_step(state), **traits}
    patron = come()
    if "preview" not in traits:
        assert patron.play()[-1] == "result"
    expect(patron.page.locator(".suluh-views")).to_have_count(0)


SIZES = [(390, 844, 100, "light"), (320, 640, 200, "light"), (390, 844, 125, "dark")]


@pytest.mark.parametrize("look", SIZES, ids=str)
def test_the_new_words_can_be_read_by_everybody(come, door, open_page, look):
    width, height, size, appearance = look
    door.change = one_step
    page = open_page({"width": width, "height": height})
    page.add_init_script(
        "localStorage.setItem('suluh', "
        f"JSON.stringify({{size: {size}, appearance: '{appearance}'}}))"
    )
    patron = come(page=page)
    page.context.set_offline(True)
    assert patron.play()[-1] == "result"
    expect(line(patron)).to_contain_text("Terkirim sendiri saat ada sinyal.")
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".suluh-views textarea").focus()
    assert page.evaluate(
        """() => {
          const box = document.activeElement.getBoundingClientRect();
          const bar = document.querySelector(".suluh-bottom");
          const covered = getComputedStyle(bar).position === "fixed";
          return !covered || box.bottom <= bar.getBoundingClientRect().top + 1;
        }"""
    )
    patron.do(form(patron).locator("button"))
    assert not violations(page, ".suluh-views")


# The switch on the page about privacy, which our own server has


def test_who_wants_no_records_has_none(served, open_page):
    page = open_page()
    patron = Patron(page)
    page.route("**/api/events", lambda route: route.abort())
    patron.open(f"{served.address}/{LESSON}/lowongan")
    patron.answer()
    until(patron, lambda: waiting(patron))
    patron.do(page.locator(".suluh-menu-button"))
    patron.do(page.locator(".suluh-privacy"))
    box = page.locator("[data-privacy-switch] input")
    expect(box).not_to_be_checked()
    box.check()
    assert not waiting(patron)
    page.reload()
    expect(box).to_be_checked()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    patron.open(f"{served.address}/{LESSON}#lowongan")
    patron.do(page.locator(".suluh-menu-button"))
    patron.do(page.locator(".suluh-choice-size input[value='125']"))  # which forgets no switch
    patron.do(page.locator(".suluh-close"))
    patron.answer()
    page.goto(f"{served.address}/privasi")
    expect(box).to_be_checked()
    assert not waiting(patron)
    assert not [url for url in asked if "events" in url or "outbox" in url]
    box.uncheck()
    kept = page.evaluate("JSON.parse(localStorage.suluh)")
    assert (kept["size"], kept["quiet"]) == (125, False)


def test_the_switch_finds_room_in_a_full_storage(served, open_page):
    page = open_page()
    page.goto(f"{served.address}/privasi")
    box = page.locator("[data-privacy-switch] input")
    page.evaluate(
        """() => {
          localStorage.setItem("outbox:suluh:visit:1", "x".repeat(1000));
          for (let size = 1 << 22; size; size >>= 1)
            try { localStorage.setItem(`other${size}`, "x".repeat(size)); } catch {}
        }"""
    )
    box.check()
    page.reload()
    expect(box).to_be_checked()
