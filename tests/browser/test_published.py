"""The published folder: on any web space, below any path, in a frame, and from a USB stick."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe import violations
from browser_parts import LESSON, step_with
from conftest import LESSONS
from patron import Patron, right_response
from playwright.sync_api import expect
from test_lazy import NEEDS, PARTS, need
from validator import problems

from toolkit.pages.links import dead_links

LANGUAGES = ("id", "en")


@pytest.fixture(scope="module")
def web_space(published):
    """A plain web server that knows nothing of us; the site lies in a folder below its root."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    make = partial(Handler, directory=published.parent)
    with ThreadingHTTPServer(("127.0.0.1", 0), make) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/suluh/"
        server.shutdown()
        thread.join()


@pytest.fixture(params=["web space", "usb stick"])
def site(request, published):
    if request.param == "usb stick":
        return f"{published.as_uri()}/index.html"
    return request.getfixturevalue("web_space")


def play_in(page, address):
    """Open the first lesson from the home page, answer, and change to the other language."""
    page.goto(address)
    lesson = page.locator(".page-lesson a").first
    lesson.click()
    patron = Patron(page)
    patron.ready()
    while patron.phase != "answering":
        patron.forward()
    patron.give(right_response(patron.activity()))
    expect(page.locator(".suluh-verdict").first).to_be_visible()
    return patron


def test_home_lesson_and_language(site, open_page):
    page = open_page()
    patron = play_in(page, site)
    assert page.locator("html").get_attribute("lang") == "id"
    page.locator(".suluh-menu-button").click()
    page.locator(".suluh-menu").get_by_text("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    patron.ready()
    page.locator(".suluh-menu-button").click()
    page.locator(".suluh-menu a").filter(has_text="All lessons").click()
    expect(page.locator("h1")).to_have_text("Learn with Perpustakaan Kota")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_walk_from_a_usb_stick(published, open_page, language, request):
    """Every lesson from its first step to its result, lazy parts included, without a server."""
    for lesson in LESSONS:
        patron = Patron(open_page())
        below = "" if language == "id" else "en/"
        patron.open((published / below / lesson / "index.html").as_uri())
        assert patron.play()[-1] == "result"
        assert not patron.page.locator(".suluh-missing").count()


@pytest.mark.parametrize("part", PARTS)
def test_what_a_step_needs_later_comes_from_a_usb_stick(published, open_page, part):
    kind, _, shown, _ = NEEDS[part]
    patron = Patron(open_page())
    patron.open(f"{(published / LESSON / 'index.html').as_uri()}#{step_with(kind)}")
    need(patron, part)
    expect(patron.page.locator(shown)).to_be_visible()


def test_in_a_frame_of_the_librarys_own_site(web_space, open_page, published):
    frame = '<!doctype html><title>Situs kami</title><iframe src="suluh/" width=390 height=800>'
    (published.parent / "situs.html").write_text(frame, encoding="utf-8")
    page = open_page(may_fail=True)
    page.goto(web_space.replace("suluh/", "situs.html"))
    inner = page.frame_locator("iframe")
    inner.locator(".page-lesson a").first.click()
    expect(inner.locator(".suluh-main-action")).to_be_visible()
    while not inner.locator(".suluh-activity").count():
        inner.locator(".suluh-main-action").click()
    expect(inner.locator(".suluh-activity").first).to_be_visible()


def pages_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_nothing_on_any_page(published, open_page, half):
    page = open_page()
    found = {}
    for name in pages_of(published)[half::2]:
        page.goto((published / name).as_uri())
        if page.locator(".suluh-player").count():
            page.locator(".suluh-screen").wait_for()
        if wrong := violations(page):
            found[name] = wrong
    assert not found


def test_every_inner_link_leads_somewhere(published):
    assert len(pages_of(published)) > 60
    assert dead_links(published, "https://perpustakaan.example/suluh/") == []


def test_every_page_is_valid_html(published):
    assert problems(published / name for name in pages_of(published)) == []
