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
from web_space import WebSpace

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


def play_in(home):
    """Open the first lesson from the home page, in a window or a frame, and answer in it."""
    patron = Patron(home)
    patron.do(home.locator(".page-lesson a").first)
    patron.ready()
    while patron.phase != "answering":
        patron.forward()
    patron.give(right_response(patron.activity()))
    expect(home.locator(".suluh-verdict").first).to_be_visible()
    return patron


def test_home_lesson_and_language(site, open_page):
    page = open_page()
    page.goto(site)
    patron = play_in(page)
    assert page.locator("html").get_attribute("lang") == "id"
    page.locator(".suluh-menu-button").click()
    page.locator(".suluh-menu").get_by_text("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    patron.ready()
    page.locator(".suluh-menu-button").click()
    page.locator(".suluh-menu a").filter(has_text="All lessons").click()
    expect(page.locator("h1")).to_have_text("Learn with Perpustakaan Kota")


@pytest.mark.parametrize("place", ["usb stick", "web space"])
def test_the_whole_walk_of_every_lesson(published, web_space, open_page, place):
    """From the first step to the result, lazy parts included, each language at one place."""
    for lesson in LESSONS:
        patron = Patron(open_page())
        if place == "usb stick":
            patron.open((published / lesson / "index.html").as_uri())
        else:
            patron.open(f"{web_space}en/{lesson}/")
        assert patron.play()[-1] == "result"
        assert not patron.page.locator(".suluh-missing").count()


@pytest.mark.parametrize("part", PARTS)
def test_what_a_step_needs_later_comes_from_a_usb_stick(published, open_page, part):
    kind, _, shown, _ = NEEDS[part]
    patron = Patron(open_page())
    patron.open(f"{(published / LESSON / 'index.html').as_uri()}#{step_with(kind)}")
    need(patron, part)
    expect(patron.page.locator(shown)).to_be_visible()


FRAMES = "".join(
    f'<iframe id="{language}" src="ADDRESS{below}" width=390 height=800></iframe>'
    for language, below in zip(LANGUAGES, ("", "en/"), strict=True)
)


@pytest.fixture
def site_of_the_library(tmp_path):
    """A web space of another origin, for pages that show ours in frames."""
    with WebSpace(tmp_path) as space:
        yield space


def framed(page, by, address):
    """Open a page of another site that shows ours in a frame, once for each language."""
    html = "<!doctype html><title>Situs kami</title>" + FRAMES.replace("ADDRESS", address)
    (by.folder / "situs.html").write_text(html, encoding="utf-8")
    page.goto(f"{by.address}/situs.html")


def play_in_frames(page):
    for language in LANGUAGES:
        inside = page.locator(f"#{language}").element_handle().content_frame()
        play_in(inside)
        assert inside.evaluate("window !== top")
        assert inside.locator("html").get_attribute("lang") == language


def test_in_a_frame_of_the_librarys_own_site(web_space, site_of_the_library, open_page):
    page = open_page()
    framed(page, site_of_the_library, web_space)
    play_in_frames(page)


def test_the_served_pages_in_a_frame_of_who_is_named(
    serve, project, site_of_the_library, open_page, tmp_path
):
    origin = site_of_the_library.origin
    settings = project / "library.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("framed_by = []", f'framed_by = ["{origin}"]'), "utf-8")
    address = f"{serve().address}/"
    page = open_page()
    assert shown(page, site_of_the_library, address)
    play_in_frames(page)
    with WebSpace(tmp_path) as another:
        assert not shown(open_page(), another, address)


def test_the_served_pages_in_no_frame_where_nobody_is_named(served, site_of_the_library, open_page):
    assert not shown(open_page(), site_of_the_library, f"{served.address}/")


def shown(page, by, address):
    """Return whether frames show ours, once each is loaded, or refused."""
    framed(page, by, address)
    inside = [frame.locator("body").inner_text() for frame in page.frames[1:]]
    assert len(inside) == len(LANGUAGES)
    return any("Perpustakaan" in text for text in inside)


def pages_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def test_axe_finds_nothing_on_any_page(published, open_page):
    page = open_page()
    found = {}
    for name in pages_of(published):
        if name.startswith("en/") and name.count("/") > 2:
            continue  # a question alone in English: other words in the same page
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
