"""Every answer to every step of every lesson, in a real browser, as Python says it is judged.

Languages differ in words, not in what is judged: in the second one, one answer of each verdict.
"""

import pytest
from conftest import LESSONS, ROOT
from patron import KeyboardPatron, Patron, right_response
from playwright.sync_api import expect

from toolkit.project import Project

TONES = {True: "right", False: "not-yet"}
PAGES = [
    pytest.param(name if at == 0 else f"{code}/{name}", id=f"{name}-{code}")
    for name in LESSONS
    for at, code in enumerate(Project(ROOT).library.languages)
]


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_by_touch(served, open_page, address):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{address}")
    while patron.screen != "result":
        if patron.phase == "answering":
            give_answers(patron, every=address in LESSONS)
        patron.forward()


def give_answers(patron, *, every):
    activity = patron.activity()
    responses = [response for response in activity.responses() if response != {"ticked": []}]
    verdicts = {activity.judge(response): response for response in responses}
    for response in responses if every else verdicts.values():
        if patron.phase != "answering" and patron.page.locator(".suluh-retry").count():
            patron.retry()
        patron.give(response)
        judged = activity.judge(response)
        if judged is not None:
            verdict = patron.page.locator(".suluh-verdict")
            expect(verdict).to_have_attribute("data-tone", TONES[judged])
            expect(verdict).to_be_focused()


@pytest.mark.parametrize("name", LESSONS)
def test_played_by_keyboard_alone(served, open_page, name):
    page = open_page(phone=False)
    patron = KeyboardPatron(page)
    patron.open(f"{served.address}/{name}")
    while patron.screen != "result":
        if patron.phase == "answering":
            patron.give(right_response(patron.activity()))
        patron.forward()
        expect(page.locator(".suluh-screen h2").first).to_be_focused()
