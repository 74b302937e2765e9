"""Coming back: after a reload, in the other language, as somebody else, without storage."""

import json

import pytest
from browser_parts import open_step, step_with
from conftest import Served, make_project
from patron import Patron, right_places
from playwright.sync_api import expect

LESSON = "misinformation"


READING_ROOM = ("reset_after_minutes = 0", "reset_after_minutes = 5")
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('suluh')).sort()"


def begin(served, open_page, steps=4, **options):
    patron = Patron(open_page(**options))
    patron.open(f"{served.address}/{LESSON}")
    for _, _screen in zip(range(steps), patron.screens(), strict=False):
        pass
    return patron


def test_a_reload_in_the_middle_resumes_with_the_answers(served, open_page):
    patron = begin(served, open_page)
    place, phase = patron.screen, patron.phase
    stored = patron.page.evaluate("name => localStorage.getItem(name)", f"suluh:{LESSON}")
    patron.page.reload()
    patron.ready()
    assert patron.screen == "resume"
    patron.do(patron.main_action)
    expect(patron.screen_element).to_have_attribute("data-screen", place)
    assert patron.phase == phase
    again = patron.page.evaluate("name => localStorage.getItem(name)", f"suluh:{LESSON}")
    answers = json.loads(stored)["answers"]
    assert answers
    assert json.loads(again)["answers"] == answers


def test_somebody_else_begins_at_the_beginning(served, open_page):
    patron = begin(served, open_page)
    first = patron.told()["lesson"]["parts"][0]["steps"][0]["id"]
    patron.page.reload()
    patron.ready()
    patron.do(patron.page.locator(".suluh-start-as-other"))
    expect(patron.screen_element).to_have_attribute("data-screen", first)
    patron.page.reload()
    patron.ready()
    assert patron.screen == first


def test_the_language_changes_on_the_same_step(served, open_page):
    patron = begin(served, open_page)
    place = patron.screen
    patron.do(patron.page.locator(".suluh-menu-button"))
    patron.do(patron.page.get_by_role("link", name="English"))
    patron.page.wait_for_url(f"**/en/{LESSON}#*")
    patron.ready()
    expect(patron.screen_element).to_have_attribute("data-screen", place)
    expect(patron.page.locator("html")).to_have_attribute("lang", "en")


def test_the_phones_back_button_goes_to_the_step_before(served, open_page):
    patron = begin(served, open_page)
    here = patron.screen
    patron.forward()
    patron.page.go_back()
    expect(patron.screen_element).to_have_attribute("data-screen", here)


def test_without_storage_the_lesson_plays_all_the_same(served, open_page):
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    assert patron.play(right_places(patron.told()))[-1] == "result"


def stored(patron):
    return json.loads(patron.page.evaluate("name => localStorage.getItem(name)", f"suluh:{LESSON}"))


def test_checking_first_survives_a_reload_before_anything_is_chosen(served, open_page):
    patron = open_step(served, open_page(), "judge", LESSON)
    step = patron.page.locator(".suluh-activity").get_attribute("data-activity")
    patron.do(patron.page.locator(".suluh-see-others"))
    patron.do(patron.page.locator("dialog.suluh-results .suluh-close"))
    patron.page.reload()
    patron.ready()
    patron.do(patron.main_action)
    expect(patron.page.locator(".suluh-status")).to_contain_text("Anda sudah mengecek")
    patron.choose(0)
    patron.do(patron.main_action)
    expect(patron.screen_element).to_have_attribute("data-phase", "revealed")
    answer = stored(patron)["answers"][step]
    assert answer["first"] == {"point": 0, "before": None, "checked": True}


# The kinds whose drafts are looked at, and what a draft of theirs consists of.
USED = {
    "choose": {"options"},
    "judge": {"point", "before", "checked"},
    "recall": set(),
    "action": set(),
}
RUBBISH = (
    *(None, 5, "x", [], [5], {"point": 7}, {"checked": "yes"}, {"before": [], "point": 1}),
    *({"options": 5}, {"options": [99]}, {"options": [0, 0]}, {"options": None}),
)


@pytest.mark.parametrize("draft", RUBBISH, ids=str)
def test_a_draft_that_nobody_can_have_left_is_dropped(served, open_page, draft):
    steps = {kind: step_with(kind, LESSON) for kind in USED}
    patron = open_step(served, open_page(), "choose", LESSON)
    names = {kind: activity_of(patron, step) for kind, step in steps.items()}
    visit = {**stored(patron), "answers": {name: {"draft": draft} for name in names.values()}}
    left = {f"suluh:{LESSON}": json.dumps(visit)}
    page = patron.page.context.new_page()
    page.add_init_script(f"Object.assign(localStorage, {json.dumps(left)})")
    again = Patron(page)
    again.open(f"{served.address}/{LESSON}#{steps['choose']}")
    again.do(again.main_action)
    for kind, step in steps.items():
        page.evaluate("step => (location.hash = step)", step)
        expect(again.screen_element).to_have_attribute("data-screen", step)
        activity = page.locator(f".suluh-activity.suluh-{kind}")
        expect(activity).to_have_attribute("data-activity", names[kind])
        expect(page.locator(".suluh-activity input:checked")).to_have_count(0)
        foreign = isinstance(draft, dict) and not USED[kind] & set(draft)
        allowed = foreign and kind in ("choose", "judge")
        assert names[kind] not in stored(again)["answers"] or allowed, kind


def activity_of(patron, step):
    """Return the id of a step's activity, under which its answer is kept."""
    parts = patron.told()["lesson"]["parts"]
    return next(s["activity"]["id"] for part in parts for s in part["steps"] if s["id"] == step)


def test_foreign_content_in_the_storage_does_no_harm(served, open_page):
    for rubbish in ("{", "null", "[]", '{"answers": 5, "screen": {}}', '{"visit": null}'):
        page = open_page()
        page.add_init_script(
            f"localStorage.setItem('suluh', {rubbish!r});"
            f"localStorage.setItem('suluh:{LESSON}', {rubbish!r});"
        )
        patron = Patron(page)
        patron.open(f"{served.address}/{LESSON}")
        assert patron.screen


def test_the_lesson_goes_on_without_a_connection(served, open_page):
    patron = begin(served, open_page, steps=1)
    patron.page.context.set_offline(True)
    assert patron.play()[-1] == "result"


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory):
    """The address of a lesson in a library whose computers reset after five minutes."""
    home = make_project(tmp_path_factory.mktemp("forgetful") / "project", [LESSON])
    file = home / "library.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(*READING_ROOM), encoding="utf-8")
    with Served(home) as server:
        yield f"{server.address}/{LESSON}"


@pytest.fixture
def reading_room(forgetful, open_page):
    """A computer of that library, its clock in the test's hands."""
    return alone_at(forgetful, open_page(phone=False), touch=False)


def alone_at(address, page, *, touch):
    page.clock.install()
    patron = Patron(page, touch=touch)
    patron.open(address)
    return patron


def test_a_phone_keeps_its_place_where_computers_forget(forgetful, open_page):
    patron = alone_at(forgetful, open_page(), touch=True)
    patron.forward()
    here = patron.screen
    patron.page.clock.fast_forward("05:01")
    patron.page.clock.run_for(31_000)
    assert patron.screen == here
    assert not patron.page.get_by_role("alertdialog").count()


def leave_alone(patron):
    patron.page.clock.fast_forward("05:01")
    expect(patron.page.get_by_role("alertdialog")).to_be_visible()
    patron.page.clock.run_for(31_000)
    expect(patron.page.locator("dialog")).to_have_count(0)


def test_a_reading_room_computer_forgets_by_itself(reading_room):
    patron, page = reading_room, reading_room.page
    first = patron.screen
    patron.forward()
    leave_alone(patron)
    expect(patron.screen_element).to_have_attribute("data-screen", first)
    expect(page.locator(".suluh-screen h2")).to_be_focused()
    assert "#" not in page.url
    page.reload()
    patron.ready()
    assert patron.screen == first


def test_a_reading_room_computer_forgets_every_lesson_and_every_setting(reading_room):
    patron, page = reading_room, reading_room.page
    page.evaluate(
        """() => {
          localStorage.setItem("suluh:another", '{"screen": "x", "answers": {}}');
          localStorage.setItem("theirs", "stays");
        }"""
    )
    patron.do(page.locator(".suluh-menu-button"))
    patron.do(page.locator(".suluh-choice-size input[value='200']"))
    patron.do(page.locator(".suluh-choice-appearance input[value='dark']"))
    player = page.locator(".suluh[data-size]")
    expect(player).to_have_attribute("data-size", "200")
    leave_alone(patron)  # on the first screen, with the menu still open
    expect(player).to_have_attribute("data-size", "100")
    expect(player).to_have_attribute("data-theme", "light")
    assert page.evaluate(KEPT) == [f"suluh:{LESSON}"]
    assert not stored(patron)["answers"]
    assert page.evaluate("localStorage.getItem('theirs')") == "stays"


def test_an_empty_reading_room_is_not_asked_all_night(reading_room):
    patron, page = reading_room, reading_room.page
    page.clock.fast_forward("05:01")
    page.clock.run_for(1_000)
    expect(page.locator("dialog")).to_have_count(0)
    patron.forward()
    leave_alone(patron)
    page.clock.fast_forward("05:01")
    page.clock.run_for(1_000)
    expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize("left", ["setting", "lesson"])
def test_what_somebody_left_before_is_forgotten_untouched(reading_room, left):
    patron, page = reading_room, reading_room.page
    key, value = {
        "setting": ("suluh", {"size": 200}),
        "lesson": ("suluh:another", {"screen": "x", "answers": {}}),
    }[left]
    page.evaluate(
        "([key, value]) => localStorage.setItem(key, JSON.stringify(value))", [key, value]
    )
    page.reload()
    patron.ready()
    leave_alone(patron)
    assert key == "suluh" or key not in page.evaluate(KEPT)
    expect(page.locator(".suluh[data-size]")).to_have_attribute("data-size", "100")
