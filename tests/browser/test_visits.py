"""Whose answers go together, what goes with them, and what never goes anywhere."""

import json
import shutil

import pytest
from browser_parts import step_with
from library_door import (
    LESSON,
    all_sent,
    arrived,
    connected,
    line,
    only,
    short,
    steps_of,
    until,
    waiting,
)
from patron import Patron
from playwright.sync_api import expect

FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
});"""
FULL = """(() => {
  const add = (size) => { for (let at = 0; ; at += 1) {
    localStorage.setItem(`other:${size}:${at}`, "x".repeat(size));
  } };
  for (const size of [1_000_000, 10_000, 100, 1]) try { add(size); } catch { continue; }
})();"""


# One visit


def test_the_visit_and_its_class_stay_in_the_other_language_and_after_a_reload(come, door):
    patron = come("?kelas=8B&utm_source=wa")
    page = patron.page
    patron.answer()
    arrived(patron, door, 1)
    page.goto(f"{door.address}/{LESSON}/")  # comes back by itself
    patron.ready()
    patron.do(patron.main_action)
    patron.do(page.locator(".suluh-menu-button"))
    patron.do(page.get_by_role("link", name="English"))
    page.wait_for_url("**/en/**")
    patron.ready()
    if patron.phase == "revealed":
        patron.forward()
    patron.answer()
    arrived(patron, door, 2)
    visit = door.visit
    assert (visit["class"], visit["source"], visit["language"]) == ("8B", "wa", "en")
    versions = [event["version"] for event in door.responses]
    assert versions[1] == visit["version"] != versions[0]


def test_a_class_is_three_letters_or_digits(come, door):
    cases = {"7a": "7A", "x-1": "X1", "XII IPA 1": "", "7<b>": "", "é": ""}
    page = None
    for asked in cases:
        patron = come(f"?kelas={asked}", page=page)
        page = patron.page
        until(patron, lambda: waiting(patron))  # noqa: B023
        all_sent(patron)
        page.evaluate("localStorage.clear()")
    assert [visit["class"] for visit in door.visits.values()] == [*cases.values()]


def test_who_comes_back_by_a_trainers_link_is_in_that_class(come, door):
    patron = come()
    patron.answer()
    patron.page.goto(f"{door.address}/{LESSON}/?kelas=9C&utm_source=guru")
    patron.ready()
    patron.do(patron.main_action)
    patron.forward()
    patron.answer()
    arrived(patron, door, 2)
    assert (door.visit["class"], door.visit["source"]) == ("9C", "")


def test_the_host_of_the_link_is_known_and_nothing_else_of_it(come, door, open_page):
    page = open_page()
    other = door.address.replace("127.0.0.1", "localhost")
    link = f"<a href='{door.address}/{LESSON}/' referrerpolicy='unsafe-url'>x</a>"
    page.route("**/from*", lambda route: route.fulfill(content_type="text/html", body=link))
    page.goto(f"{other}/from?rahasia=1")
    page.get_by_role("link").click()
    patron = Patron(page)
    patron.ready()
    patron.answer()
    arrived(patron, door, 1)
    assert door.visit["referrer"] == other.removeprefix("http://")
    assert "rahasia" not in json.dumps(door.messages)


def test_somebody_else_is_another_visit_and_what_waits_stays(come, door):
    patron = come()
    page = patron.page
    page.context.set_offline(True)
    patron.answer()
    patron.do(page.locator(".suluh-menu-button"))
    patron.do(page.locator(".suluh-restart"))
    patron.do(page.locator(".suluh-restart-yes"))
    patron.answer()
    page.context.set_offline(False)
    arrived(patron, door, 2)
    all_sent(patron)
    assert len(door.visits) == 2
    assert [event["attempt"] for event in door.responses] == [1, 1]


def test_who_starts_again_where_they_are_is_remembered_too(come, door):
    patron = come()
    patron.do(patron.page.locator(".suluh-menu-button"))
    patron.do(patron.page.locator(".suluh-restart"))
    patron.do(patron.page.locator(".suluh-restart-yes"))
    patron.answer()
    arrived(patron, door, 1)
    patron.page.reload()
    patron.ready()
    assert patron.screen == "resume"
    patron.do(patron.main_action)
    patron.forward()
    patron.answer()
    arrived(patron, door, 2)
    assert len({message["visit"]["id"] for message in door.messages if message["events"]}) == 1


def test_a_reading_room_forgets_the_person_and_sends_their_answers(come, door, open_page):
    def idle(state):
        return {**short(state), "library": {**state["library"], "idle_minutes": 5}}

    door.change = idle
    page = open_page(phone=False)
    page.clock.install()
    patron = come(page=page)
    patron.touch = False
    page.context.set_offline(True)
    patron.answer()
    page.evaluate("localStorage.setItem('suluh', JSON.stringify({size: 125, quiet: false}))")
    page.clock.fast_forward("05:01")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.clock.run_for(31_000)
    expect(page.locator("dialog")).to_have_count(0)
    patron.answer()
    page.context.set_offline(False)
    page.clock.run_for(3000)
    arrived(patron, door, 2)
    assert len(door.visits) == 2


def test_a_reading_room_that_wants_no_records_has_none_of_the_next_person_either(
    come, door, open_page
):
    door.change = lambda state: {
        **short(state),
        "library": {**state["library"], "idle_minutes": 5},
    }
    page = open_page(phone=False)
    page.clock.install()
    patron = come(page=page)
    patron.touch = False
    page.evaluate("localStorage.setItem('suluh', JSON.stringify({size: 150, quiet: true}))")
    patron.answer()
    page.clock.fast_forward("05:01")
    page.clock.run_for(31_000)
    expect(page.locator("dialog")).to_have_count(0)
    assert patron.phase == "answering"
    patron.answer()
    page.clock.run_for(20_000)
    assert page.evaluate("localStorage.suluh") == '{"quiet":true}'
    assert waiting(patron) == [] == door.messages


def test_one_question_alone_is_a_visit_of_its_own(come, door):
    door.change = lambda state: state
    patron = come(lesson=f"{LESSON}/lowongan")
    patron.answer()
    arrived(patron, door, 1)
    assert (door.visit["item"], door.visit["lesson"]) == ("lowongan", LESSON)
    assert door.responses[0]["step"] == "lowongan"


def test_a_lesson_edited_meanwhile_is_judged_as_it_was_seen(come, door):
    patron = come()
    first, second, *_ = steps_of(patron)
    seen = patron.told()["lesson"]["version"]

    def edited(state):
        state = short(state)
        return {**state, "lesson": {**state["lesson"], "version": "0123456789abcdef"}}

    door.change = edited
    patron.page.context.set_offline(True)
    patron.answer()
    door.cut = True
    patron.page.context.set_offline(False)
    patron.page.reload()
    patron.ready()
    patron.do(patron.main_action)
    patron.forward()
    patron.answer()
    door.cut = False
    arrived(patron, door, 2)
    assert {event["step"]: event["version"] for event in door.responses} == {
        first: seen,
        second: "0123456789abcdef",
    }


# Clocks and storage


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_clock_that_is_wrong_by_a_year_changes_nothing(come, door, open_page, year):
    page = open_page()
    page.clock.install(time=f"{year}-11-22T10:00:00")
    patron = come(page=page)
    page.context.set_offline(True)
    patron.answer()
    page.clock.fast_forward("10:00")
    page.context.set_offline(False)
    arrived(patron, door, 1)
    assert 600_000 <= door.responses[0]["ago"] < 700_000
    assert 600_000 <= door.visit["started"] < 700_000


def test_a_clock_put_right_meanwhile_is_no_answer_from_the_future(come, door, open_page):
    page = open_page()
    page.clock.install(time="2027-11-22T10:00:00")
    patron = come(page=page)
    page.context.set_offline(True)
    patron.answer()
    page.clock.set_system_time("2026-11-22T10:00:00")
    page.context.set_offline(False)
    arrived(patron, door, 1)
    assert door.responses[0]["ago"] == 0


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_where_nothing_can_be_stored_answers_are_sent_from_the_page(come, door, open_page, storage):
    page = open_page()
    page.add_init_script(storage)
    patron = come(page=page)
    page.context.set_offline(True)
    patron.answer()
    expect(line(patron)).to_have_text(
        "Belum terkirim. Biarkan halaman ini terbuka sampai ada sinyal."
    )
    page.context.set_offline(False)
    arrived(patron, door, 1)
    assert patron.screen == door.steps[0]
    expect(line(patron)).to_be_empty()


# What is never recorded


def kept_and_sent(page):
    """Return a list to which the requests of a page are added that are not for files."""
    sent = []
    page.on("request", lambda request: request.method != "GET" and sent.append(request.url))
    return sent


@pytest.mark.parametrize("how", ["no-door", "preview", "quiet"])
def test_nothing_is_recorded_where_nothing_should_be(come, door, open_page, how):
    traits = {"no-door": {"door": ""}, "preview": {"preview": True}, "quiet": {}}[how]
    door.change = lambda state: {**short(state), **traits}
    page = open_page()
    if how == "quiet":
        page.add_init_script("localStorage.setItem('suluh', JSON.stringify({quiet: true}))")
    sent = kept_and_sent(page)
    patron = come("?kelas=7A", page=page)
    patron.answer()
    connected(patron)
    page.goto(f"{door.address}/")
    assert not waiting(patron)
    assert not sent
    assert not door.messages


def test_nothing_is_recorded_in_a_folder(door, published, tmp_path, open_page):
    shutil.copytree(published / "assets", tmp_path / "assets")
    file = tmp_path / LESSON / "index.html"
    file.parent.mkdir()
    file.write_bytes(door.page(published / LESSON / "index.html"))
    page = open_page()
    sent = kept_and_sent(page)
    patron = Patron(page)
    patron.open(file.as_uri())
    assert patron.told()["door"]
    patron.answer()
    connected(patron)
    assert not waiting(patron)
    assert not sent


SECRET = "rahasia-sekali"


@pytest.mark.parametrize("kind", ["passphrase", "link", "recall"])
def test_what_somebody_types_to_try_it_goes_nowhere(come, door, kind):
    lesson = LESSON if kind == "recall" else "online-safety"
    step = step_with(kind, lesson)

    door.change = lambda state: only(state, step)
    patron = come(lesson=lesson)
    page = patron.page
    if kind == "passphrase":
        page.locator("input.suluh-passphrase").fill(SECRET)
        patron.do(page.locator(".suluh-generate"))
    elif kind == "link":
        patron.answer()
        page.locator(".suluh-free-address").fill(f"{SECRET}.my.id")
        patron.do(page.locator(".suluh-explain"))
        expect(page.locator(".suluh-anatomy")).to_be_visible()
    else:
        page.locator(".suluh-text").fill(SECRET)
        patron.do(patron.main_action)
        patron.choose(1)
    patron.forward()
    assert patron.screen == "result"
    page.goto("about:blank")
    until(patron, lambda: door.visits and door.visit["finished"])
    expected = {"passphrase": [], "link": ["owners"], "recall": ["mark"]}[kind]
    assert [*{key for event in door.responses for key in event["response"]}] == expected
    assert SECRET not in json.dumps(door.messages)
