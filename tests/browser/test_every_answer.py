"""Every answer to every step of every lesson, in a real browser, as Python says it is judged.

Languages differ in words, not in what is judged: in the second one, one answer of each verdict.
On the way, as these walks see all that a lesson shows: whether it fits the screen and the thumb.
"""

import pytest
from conftest import LESSONS, ROOT
from patron import KeyboardPatron, Patron, right_response
from playwright.sync_api import expect
from test_access import TOO_SMALL, ZOOMED, too_wide

from toolkit.project import Project

TONES = {True: "right", False: "not-yet"}
PAGES = [
    pytest.param(name if at == 0 else f"{code}/{name}", id=f"{name}-{code}")
    for name in LESSONS
    for at, code in enumerate(Project(ROOT).library.languages)
]


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_by_touch_and_every_target_fits_a_thumb(served, open_page, address):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{address}")
    small = []
    while patron.screen != "result":
        small += too_small(patron)
        if patron.phase == "answering":
            small += give_answers(patron, every=address in LESSONS)
        patron.forward()
    small += too_small(patron)
    assert not small, "\n".join(small)


def too_small(patron):
    """Return the targets on this screen that a thumb would miss, and where each is."""
    found = patron.page.evaluate(TOO_SMALL)
    return [f"{patron.screen}, {patron.phase}: {each}" for each in found]


def give_answers(patron, *, every):
    """Give the answers to this step, each judged as Python does; return what was too small."""
    activity = patron.activity()
    responses = [response for response in activity.responses() if response != {"ticked": []}]
    verdicts = {activity.judge(response): response for response in responses}
    small = []
    for response in responses if every else verdicts.values():
        if patron.phase != "answering" and patron.page.locator(".suluh-retry").count():
            patron.retry()
        patron.give(response)
        small += too_small(patron)
        judged = activity.judge(response)
        if judged is not None:
            verdict = patron.page.locator(".suluh-verdict")
            expect(verdict).to_have_attribute("data-tone", TONES[judged])
            expect(verdict).to_be_focused()
    return small


@pytest.mark.parametrize("name", LESSONS)
def test_played_by_keyboard_alone_at_twice_the_size(served, open_page, name):
    page = open_page(ZOOMED, phone=False, device_scale_factor=2)
    patron = KeyboardPatron(page)
    patron.open(f"{served.address}/{name}")
    wide = []
    while patron.screen != "result":
        wide += too_wide(page, patron.screen)
        if patron.phase == "answering":
            patron.give(right_response(patron.activity()))
            wide += too_wide(page, f"{patron.screen}, answered")
        patron.forward()
        expect(page.locator(".suluh-screen h2").first).to_be_focused()
    wide += too_wide(page, patron.screen)
    assert not wide, "\n".join(wide)
