"""A shelf: books put on it by touch, by keyboard, at any size; what is told after the answer."""

import json

import pytest
from axe import in_colours, violations
from conftest import Served, make_project
from patron import KeyboardPatron, Patron
from playwright.sync_api import expect

LESSON = """\
---
title: Menata rak
summary: Uji.
minutes: 5
reviewed: 2026-11-20
---

## Rak masakan {#rak}

:::{shelf} {#masakan}
Letakkan setiap buku di tempatnya di rak.

- 641.35 SUN b
- 641.5 RUD m
- 641.8 AMA k
- 899.221 1 DAM h
- R 499.221 3 PUS k

Letakkan:

1. 641.512 SUT r
   > Sesudah 641.5 datang 641.512: angkanya dibaca satu per satu, seperti uang receh.
2. 899.221 3 HIR l
   > Angka 3 sesudah angka 1, maka buku ini di kanannya.

:::

## Akhir {#akhir}

Selesai.

:::{end}
Rapi.

:::
"""

WORDS_CUT = """() => [...document.querySelectorAll(".suluh-screen *")].filter((each) => {
  const { left, right } = each.getBoundingClientRect();
  return right > left && !each.closest(".suluh-unseen") && (left < -1 || right > innerWidth + 1);
}).map((each) => each.className || each.tagName)"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    home = make_project(tmp_path_factory.mktemp("shelf") / "project", ["misinformation"])
    folder = home / "lessons" / "misinformation"
    (folder / "en.md").unlink()
    (folder / "id.md").write_text(LESSON, encoding="utf-8")
    with Served(home) as server:
        yield f"{server.address}/misinformation"


@pytest.fixture
def at_the_shelf(address, open_page):
    def open_at(kind=Patron, **options):
        patron = kind(open_page(**options))
        patron.open(address)
        expect(patron.page.locator(".suluh-board")).to_be_visible()
        return patron

    return open_at


def gap(patron, place):
    return patron.page.locator(f'.suluh-gap[data-gap="{place}"]')


def put(patron, book):
    return patron.page.locator(f'.suluh-taking[data-book="{book}"]')


def draft(patron):
    kept = patron.page.evaluate("localStorage.getItem('suluh:misinformation')")
    return json.loads(kept)["answers"]["masakan"].get("draft") if kept else None


def test_every_gap_says_where_it_is(at_the_shelf):
    patron = at_the_shelf()
    expect(patron.page.locator(".suluh-gap")).to_have_count(6)
    shelf = patron.page.get_by_role("group", name="Rak", exact=True)
    for name in (
        "Paling kiri, sebelum 641.35 SUN b",
        "Di antara 641.35 SUN b dan 641.5 RUD m",
        "Paling kanan, sesudah R 499.221 3 PUS k",
    ):
        expect(shelf.get_by_role("button", name=name, exact=True)).to_be_visible()
    for place in range(6):
        box = gap(patron, place).bounding_box()
        assert min(box["width"], box["height"]) >= 48


def test_books_are_put_taken_again_and_judged(at_the_shelf):
    patron = at_the_shelf()
    hand = patron.page.locator(".suluh-in-hand")
    expect(hand).to_contain_text("Buku 1 dari 2")
    expect(hand.locator(".suluh-spine")).to_have_text("641.512 SUT r")
    patron.do(patron.main_action)
    expect(patron.page.locator(".suluh-notice")).to_contain_text("Letakkan dulu semua buku")
    patron.do(gap(patron, 1))
    expect(hand.locator(".suluh-spine")).to_have_text("899.221 3 HIR l")
    expect(patron.page.get_by_role("status").first).to_contain_text("641.512 SUT r sudah")
    patron.do(gap(patron, 4))
    expect(hand).to_contain_text("Semua buku sudah di rak")
    expect(patron.page.locator(".suluh-gap")).to_have_count(0)
    patron.do(put(patron, 0))  # on second thoughts
    expect(hand.locator(".suluh-spine")).to_have_text("641.512 SUT r")
    assert draft(patron) == {"places": [None, 4]}
    patron.do(gap(patron, 3))
    patron.do(patron.main_action)
    expect(patron.screen_element).to_have_attribute("data-phase", "revealed")
    verdict = patron.page.locator(".suluh-verdict")
    expect(verdict).to_be_focused()
    expect(verdict).to_contain_text("1 dari 2 buku sudah pada tempatnya.")
    told = patron.page.locator(".suluh-placed")
    expect(told).to_have_count(2)
    expect(told.nth(0)).to_contain_text("Pilihan Anda: Di antara 641.8 AMA k dan 899.221 1 DAM h")
    expect(told.nth(0)).to_contain_text("Tempat yang tepat: Di antara 641.5 RUD m dan 641.8 AMA k")
    expect(told.nth(0)).to_contain_text("seperti uang receh")
    expect(told.nth(1)).to_contain_text("Sudah pada tempatnya")
    expect(patron.page.locator(".suluh-bay")).to_have_text(
        [
            *("641.35 SUN b", "641.5 RUD m", "641.512 SUT r", "641.8 AMA k", "899.221 1 DAM h"),
            *("899.221 3 HIR l", "R 499.221 3 PUS k"),
        ]
    )
    patron.retry()
    expect(patron.page.locator(".suluh-taking")).to_have_count(0)
    patron.give({"places": [2, 4]})
    expect(verdict).to_have_attribute("data-tone", "right")


def test_by_keyboard_alone(at_the_shelf):
    patron = at_the_shelf(KeyboardPatron, phone=False)
    patron.do(gap(patron, 2))
    expect(gap(patron, 2)).to_be_focused()  # the next one may belong beside it
    patron.do(gap(patron, 5))
    expect(put(patron, 1)).to_be_focused()
    patron.page.keyboard.press("Enter")
    expect(gap(patron, 5)).to_be_focused()
    patron.do(gap(patron, 4))
    patron.do(patron.main_action)
    expect(patron.page.locator(".suluh-verdict")).to_have_attribute("data-tone", "right")


def test_what_was_begun_is_still_there(at_the_shelf):
    patron = at_the_shelf()
    patron.do(gap(patron, 2))
    patron.page.wait_for_function(
        "localStorage.getItem('suluh:misinformation')?.includes('places')"
    )
    patron.page.reload()
    patron.ready()
    if patron.screen == "resume":
        patron.do(patron.main_action)
    expect(put(patron, 0)).to_be_visible()
    expect(patron.page.locator(".suluh-in-hand")).to_contain_text("899.221 3 HIR l")


def test_axe_finds_nothing(at_the_shelf):
    patron = at_the_shelf()
    assert not barriers(patron.page)
    patron.do(gap(patron, 1))
    assert not barriers(patron.page)
    patron.do(gap(patron, 4))
    assert not barriers(patron.page)
    patron.do(patron.main_action)
    expect(patron.page.locator(".suluh-verdict")).to_be_visible()
    assert not barriers(patron.page)


def barriers(page):
    """Return what axe finds in light and in dark."""
    found = []
    for scheme in ("dark", "light"):
        in_colours(page, scheme)
        found += violations(page)
    return found


def test_nothing_is_cut(at_the_shelf):
    patron = at_the_shelf()
    assert cut(patron.page) == []
    for place in (1, 4):
        patron.do(gap(patron, place))
        expect(gap(patron, place).or_(put(patron, 1))).not_to_have_count(0)
    assert cut(patron.page) == []
    patron.do(patron.main_action)
    expect(patron.page.locator(".suluh-verdict")).to_be_visible()
    assert cut(patron.page) == []


def cut(page):
    """Return what is not all within the screen, on a screen of that width, in letters so large.

    What comes next is done where there is least room.
    """
    found = []
    root = page.locator(".suluh[data-size]")
    for width, size in ((320, 100), (390, 100), (1280, 150), (320, 200)):
        page.set_viewport_size({"width": width, "height": 800})
        root.evaluate("(root, size) => { root.dataset.size = size }", size)
        found += [(width, size, each) for each in page.evaluate(WORDS_CUT)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((width, size, "sideways"))
    return found
