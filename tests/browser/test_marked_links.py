"""A link that names a class or where it stood: the pages it leads through pass that on."""

import pytest
from browser_parts import LESSON, step_with

MARKS = "?kelas=7A&utm_source=poster"


@pytest.mark.parametrize("place", ["served", "published"])
def test_the_page_with_all_lessons_passes_it_on(served, published, open_page, place):
    page = open_page()
    home = served.address + "/" if place == "served" else (published / "index.html").as_uri()
    page.goto(home + MARKS)
    page.get_by_role("link", name="English").click()
    page.locator(".page-lesson a").first.click()
    page.locator(".suluh-screen").wait_for()
    assert MARKS in page.url


def test_nothing_else_is_passed_on(served, open_page):
    page = open_page()
    page.goto(f"{served.address}/?fbclid=abc")
    page.locator(".page-lesson a").first.click()
    page.locator(".suluh-screen").wait_for()
    assert "?" not in page.url


def test_a_question_of_its_own_passes_it_on_to_its_lesson(served, open_page):
    page = open_page()
    page.goto(f"{served.address}/{LESSON}/{step_with('judge')}{MARKS}")
    page.locator(".suluh-activity .suluh-card").first.click()
    page.locator(".suluh-main-action").click()
    page.locator("a.suluh-main-action").click()
    page.wait_for_url(f"**/{LESSON}{MARKS}**")
