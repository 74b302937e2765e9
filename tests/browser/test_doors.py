"""The doors of first aid as the player draws them: in their lesson, and behind every menu."""

import pytest
from browser_parts import open_step
from conftest import LESSONS
from patron import Patron
from playwright.sync_api import expect


def test_one_door_opens_at_a_time_and_its_links_are_large(served, open_page):
    patron = open_step(served, open_page(), "firstaid")
    page = patron.page
    assert patron.phase is None
    doors = page.locator(".suluh-door")
    expect(page.locator(".suluh-door[open]")).to_have_count(0)
    for door in doors.all():
        patron.do(door.locator("summary"))
        expect(door).to_have_attribute("open", "")
        expect(page.locator(".suluh-door[open]")).to_have_count(1)
        for link in door.locator("a").all():
            assert link.get_attribute("href").startswith(("tel:", "https://"))
            assert link.bounding_box()["height"] >= 48
    assert doors.locator("a[href^='tel:']").count() > 0
    patron.forward()


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("language", ["", "en/"])
def test_the_sheet_needs_no_connection_and_gives_the_focus_back(
    served, open_page, lesson, language
):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{language}{lesson}")
    page = patron.page
    before = patron.screen
    page.context.set_offline(True)
    patron.do(page.locator(".suluh-menu-button"))
    patron.do(page.locator(".suluh-menu .suluh-first-aid"))
    sheet = page.locator("dialog.suluh-first-aid")
    expect(sheet.locator("h2")).to_be_focused()
    expect(sheet.locator("h2")).to_have_text("First aid" if language else "Pertolongan pertama")
    patron.do(sheet.locator("summary").last)
    expect(sheet.locator(".suluh-door[open] li").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".suluh-menu-button")).to_be_focused()
    assert patron.screen == before


@pytest.mark.parametrize("place", ["step", "sheet"])
def test_an_open_door_shows_its_steps_and_the_call_to_make(served, open_page, place):
    page = open_page({"width": 360, "height": 640})
    patron = open_step(served, page, "firstaid")
    bar = page.locator(".suluh-bottom").bounding_box()["y"]
    top, end = page.locator(".suluh-top").bounding_box()["height"], bar
    if place == "sheet":
        patron.do(page.locator(".suluh-menu-button"))
        patron.do(page.locator(".suluh-menu .suluh-first-aid"))
        top, end = page.locator("dialog").bounding_box()["y"], 640
    doors = page.locator("dialog .suluh-door" if place == "sheet" else ".suluh-screen .suluh-door")
    for door in doors.all():
        patron.do(door.locator("summary"))
        call = door.locator("a[href^='tel:']").first
        page.wait_for_function(
            "([door, top]) => Math.abs(door.getBoundingClientRect().top - top) < 40",
            arg=[door.element_handle(), top],
        )
        box = call.bounding_box()
        assert top <= door.bounding_box()["y"]
        assert box["y"] + box["height"] <= end
        assert not call.evaluate("link => /^[.,;]/.test(link.nextSibling?.data ?? '')")


def test_with_large_words_more_than_one_door_is_seen(served, open_page):
    page = open_page({"width": 360, "height": 640})
    page.add_init_script("localStorage.setItem('suluh', JSON.stringify({size: 200}))")
    patron = open_step(served, page, "firstaid")
    patron.do(page.locator(".suluh-menu-button"))
    patron.do(page.locator(".suluh-menu .suluh-first-aid"))
    second = page.locator("dialog .suluh-door").nth(1).bounding_box()
    assert second["y"] + second["height"] <= 640
