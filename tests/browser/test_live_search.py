"""The whole way: from a patron's page through `suluh serve` to a SLiMS, and its copies back."""

import urllib.request

import pytest
from conftest import Served, make_project
from patron import Patron
from peers.slims import SlimsPeer
from playwright.sync_api import expect
from small_catalogue import configure
from test_search_step import LESSON, answer, search

from toolkit.practice import books

STATUS = {"available": "Tersedia", "on-loan": "Jatuh tempo pada"}
SECONDS = 20_000  # of a real pace: a request a second


@pytest.fixture(scope="module")
def peer():
    with SlimsPeer("9.7.0") as found:
        yield found


@pytest.fixture(scope="module")
def address(tmp_path_factory, peer):
    home = make_project(tmp_path_factory.mktemp("live-search") / "project", ["misinformation"])
    folder = home / "lessons" / "misinformation"
    (folder / "en.md").unlink()
    (folder / "id.md").write_text(LESSON, encoding="utf-8")
    configure(home, "slims", peer.url)
    with Served(home) as server:
        yield f"{server.address}/misinformation"


@pytest.fixture
def patron(address, open_page):
    """Somebody who has found the book in the practice catalogue."""
    found = Patron(open_page())
    found.open(f"{address}#novel")
    expect(found.page.locator(".suluh-words").first).to_be_visible()
    answer(found)
    return found


def test_a_patron_sees_the_copies_of_their_own_library(patron, peer):
    live = patron.page.locator(".suluh-live")
    search(patron, "bumi manusia", "title")
    expect(live.locator(".suluh-titles")).to_contain_text("Bumi Manusia", timeout=SECONDS)
    link = live.locator(".suluh-titles a").first.get_attribute("href")
    assert link.startswith(peer.url)
    patron.do(live.locator(".suluh-ask-copies").first)
    copies = live.locator(".suluh-copies li")
    book = next(each for each in books() if link.endswith(f"id={each.number}"))
    expect(copies).to_have_count(len(book.copies), timeout=SECONDS)
    for shown, copy in zip(copies.all(), book.copies, strict=True):
        expect(shown).to_contain_text(STATUS[copy.status])
    assert "bumi manusia" in [each.get("title") for each in peer.searches]


def test_what_the_policy_of_the_page_allows_is_enough(address):
    with urllib.request.urlopen(address) as page:
        policy = page.headers["Content-Security-Policy"]
    assert "connect-src 'self';" in policy


def test_a_catalogue_that_is_away_is_a_sentence(patron, peer):
    peer.broken["keywords"] = peer.broken["title"] = (503, "text/html", b"<h1>Service")
    try:
        search(patron, "sitti nurbaya", "title")
        told = patron.page.locator(".suluh-live")
        expect(told).to_contain_text("Katalog sedang ramai", timeout=SECONDS)
    finally:
        peer.broken.clear()
