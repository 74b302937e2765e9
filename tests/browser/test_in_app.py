"""In the browsers inside Instagram, Facebook and WhatsApp, and in old ones."""

import pytest
from browser_parts import LESSON
from patron import Patron
from playwright.sync_api import expect

REFUSED = """
const refuse = (object, name) => Object.defineProperty(object, name, {
  get() { throw new DOMException("no", "SecurityError"); },
});
refuse(window, "localStorage");
refuse(window, "sessionStorage");
refuse(navigator, "serviceWorker");
history.pushState = history.replaceState = () => { throw new DOMException("no", "SecurityError"); };
"""
MISSING = """
delete Crypto.prototype.randomUUID;
delete Navigator.prototype.share;
delete Navigator.prototype.clipboard;
delete Navigator.prototype.serviceWorker;
delete Navigator.prototype.connection;
delete MediaQueryList.prototype.addEventListener;
Object.setPrototypeOf(MediaQueryList.prototype, Object.prototype);
delete window.speechSynthesis;
delete window.requestIdleCallback;
delete HTMLDialogElement.prototype.showModal;
Object.defineProperty(window, "isSecureContext", { value: false });
"""


@pytest.fixture(params=[REFUSED, MISSING], ids=["refused", "missing"])
def patron(request, open_page):
    page = open_page()
    page.add_init_script(request.param)
    return Patron(page)


def test_a_lesson_plays_whole(patron, served):
    patron.open(f"{served.address}/{LESSON}")
    assert patron.play()[-1] == "result"


def test_the_menu_works(patron, served):
    patron.open(f"{served.address}/{LESSON}")
    patron.do(patron.page.locator(".suluh-menu-button"))
    patron.do(patron.page.locator(".suluh-choice-appearance label").last)
    patron.do(patron.page.locator(".suluh-choice-size label").nth(1))
    patron.do(patron.page.locator(".suluh-sheet .suluh-close"))
    player = patron.page.locator(".suluh-own-page > .suluh")
    expect(player).to_have_attribute("data-theme", "dark")
    expect(player).to_have_attribute("data-size", "125")
    patron.forward()
    patron.do(patron.page.locator(".suluh-back"))
    expect(patron.page.locator(".suluh-back")).to_be_hidden()
