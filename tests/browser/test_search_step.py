"""The step to search a catalogue: practice, the answer, and after it the library's own."""

import json
import mimetypes
import re
import shutil
import threading
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe import in_colours, violations
from conftest import ROOT, Served, make_project
from patron import KeyboardPatron, Patron
from peers.slims import SlimsPeer
from playwright.sync_api import expect
from web_space import WebSpace

from toolkit.activities.search.words import WORDS
from toolkit.catalogue.labels import labels
from toolkit.lesson.data import data
from toolkit.pages.folder import publish
from toolkit.player.told import words as told_words
from toolkit.practice import books
from toolkit.project import Project
from toolkit.studio.preview import Preview
from toolkit.words import say

says = partial(say, WORDS, language="id")

LESSON = """---
title: Mencari buku
summary: Uji.
minutes: 5
reviewed: 2026-11-20
---

# Satu

## Novelnya {#novel}

:::{search} {#laskar}
:title: Laskar Pelangi
:author: Hirata
:search: novel laskar pelangi karangan andrea
:live: ya

Cari *Laskar Pelangi*, lalu pilih.

> Nomor panggilnya tertempel di punggung buku.

Petunjuk:

1. Ketik dua kata dari judulnya.
2. Hapus kata "novel".

:::

Sesudah itu.

## Yang ada {#yang-ada}

:::{search} {#ada}
:subject: Fiksi Indonesia
:available: ya
:field: Subjek

Cari novel yang bisa dibawa pulang hari ini.

> Ini tersedia.

:::
"""

REAL = {
    "configured": True,
    "name": "Perpustakaan Kota",
    "kind": "slims",
    "url": "https://katalog.example/",
    "door": "api/catalogue",
    "links": {
        "text": "https://katalog.example/?keywords={words}&search=search",
        "title": "https://katalog.example/?title={words}&search=search",
    },
    "record": "https://katalog.example/?p=show_detail&id={id}",
}
"""A library's catalogue, as a page is told of it."""

RECORD = {
    "id": "7",
    "title": "Laskar Pelangi",
    "subtitle": "",
    "authors": ["Hirata, Andrea"],
    "isbns": [],
    "publisher": "Bentang",
    "year": 2005,
    "language": "id",
    "subjects": [],
    "call_number": "813 HIR l",
    "link": "https://katalog.example/?p=show_detail&id=7",
    "copies": None,
}
COPIES = [
    {"code": "B1", "location": "Lt 2", "call_number": "", "status": "available", "due": ""},
    {"code": "B2", "location": "", "call_number": "", "status": "on-loan", "due": "2026-12-05"},
]


def page_of(records, **facts):
    """Return the reply to a search."""
    found = {"records": records, "total": len(records), "cursor": "", "facets": []}
    told = {"did_you_mean": "", "fetched": "2026-11-22T07:00:00Z", "stale": False}
    return {"found": {**found, **told, **facts}, "link": REAL["links"]["text"]}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = make_project(tmp_path_factory.mktemp("search") / "project", ["misinformation"])
    folder = home / "lessons" / "misinformation"
    (folder / "en.md").unlink()
    (folder / "id.md").write_text(LESSON, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def address(home):
    with Served(home) as server:
        yield f"{server.address}/misinformation"


@pytest.fixture(scope="module")
def folder(home):
    folder = home.with_name("suluh")
    publish(Project(home), folder, print)
    for path in [*folder.rglob("*.br"), *folder.rglob("*.gz")]:
        path.unlink()
    return folder


@pytest.fixture
def at(address, open_page):
    """Open a step; `catalogue` is what the page is told of the library's."""

    def open_at(step="novel", *, catalogue=None, kind=Patron, page=None, **options):
        page = page or open_page(**options)
        if catalogue is not None:
            page.route("**/misinformation", partial(tell, catalogue))
        patron = kind(page, touch=kind is Patron and options.get("phone", True))
        patron.open(f"{address}#{step}")
        expect(page.locator(".suluh-words").first).to_be_visible()
        return patron

    return open_at


def tell(catalogue, route):
    """Tell a page of another catalogue than that of its project."""
    answer = route.fetch()

    def other(match):
        state = json.loads(match[2])
        state["catalogue"] = {**state["catalogue"], **catalogue}
        return match[1] + json.dumps(state).replace("<", "\\u003c") + match[3]

    pattern = r'(<script[^>]*class="suluh-state"[^>]*>)(.*?)(</script>)'
    body = re.sub(pattern, other, answer.text(), flags=re.DOTALL)
    route.fulfill(response=answer, body=body)


def search(patron, words, field=None):
    page = patron.page
    page.locator(".suluh-words").last.fill(words)
    if field:
        page.locator(".suluh-field-choice").last.select_option(field)
    patron.do(page.locator(".suluh-find").last)


def open_book(patron, title):
    patron.do(patron.page.get_by_role("button", name=title, exact=True))
    expect(patron.page.locator(".suluh-book-title")).to_have_text(title)


def answer(patron, title="Laskar Pelangi", words="hirata"):
    search(patron, words)
    open_book(patron, title)
    patron.do(patron.main_action)
    expect(patron.screen_element).to_have_attribute("data-phase", "revealed")


def test_a_patron_finds_the_book_and_answers_with_it(at):
    patron = at()
    page = patron.page
    assert page.locator(".suluh-words").input_value() == "novel laskar pelangi karangan andrea"
    search(patron, "laskar")
    heading = page.locator(".suluh-hits-title")
    expect(heading).to_be_focused()
    expect(heading).to_contain_text("“laskar”")
    open_book(patron, "Laskar Pelangi")
    expect(page.locator(".suluh-book-title")).to_be_focused()
    expect(page.locator(".suluh-to-results")).to_be_in_viewport(ratio=1)
    expect(page.locator(".suluh-where")).to_contain_text("899.221 3 HIR l")
    expect(page.locator(".suluh-copies")).to_contain_text("Kode eksemplar: P00001")
    expect(patron.main_action).to_have_text(says("this_one"))
    patron.do(patron.main_action)
    verdict = page.locator(".suluh-verdict")
    expect(verdict).to_be_focused()
    expect(verdict).to_have_attribute("data-tone", "right")
    expect(verdict).to_contain_text("di punggung buku")
    expect(page.locator(".suluh-after")).to_be_visible()
    expect(page.locator(".suluh-call-number")).to_be_visible()


def test_a_copy_on_loan_comes_back_some_days_from_today(at):
    patron = at()
    search(patron, "laskar pelangi", "title")
    open_book(patron, "Laskar Pelangi")
    months = (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )
    (days,) = (copy.days for copy in books()[0].copies if copy.days)
    day = date.today() + timedelta(days=days)
    words = f"Jatuh tempo pada {day.day} {months.split()[day.month - 1]} {day.year}"
    expect(patron.page.locator(".suluh-copies")).to_contain_text(words)


def test_without_an_open_title_there_is_no_answer_yet(at):
    patron = at()
    patron.do(patron.main_action)
    expect(patron.page.locator(".suluh-notice")).to_contain_text(says("open_first"))
    assert patron.phase == "answering"


def test_back_to_the_results_keeps_the_place(at):
    patron = at()
    page = patron.page
    search(patron, "indonesia")
    patron.do(page.locator(".suluh-more"))
    titles = page.locator(".suluh-title")
    expect(titles).to_have_count(20)
    expect(titles.nth(10)).to_be_focused()
    last = titles.nth(15).inner_text()
    patron.do(titles.nth(15))
    expect(page.locator(".suluh-book-title")).to_have_text(last)
    patron.do(page.locator(".suluh-to-results"))
    expect(titles).to_have_count(20)
    expect(titles.nth(15)).to_be_focused()
    expect(titles.nth(15)).to_be_in_viewport()


def test_who_leaves_the_step_finds_the_search_again(at):
    patron = at()
    search(patron, "hirata", "author")
    patron.page.locator(".suluh-skip, .suluh-menu-button").first.wait_for()
    patron.page.evaluate("location.hash = '#yang-ada'")
    expect(patron.screen_element).to_have_attribute("data-screen", "yang-ada")
    patron.page.evaluate("location.hash = '#novel'")
    expect(patron.page.locator(".suluh-hits-title")).to_contain_text("“hirata”")
    assert patron.page.locator(".suluh-field-choice").input_value() == "author"


def test_a_fruitless_search_is_explained(at):
    patron = at()
    page = patron.page
    patron.do(page.locator(".suluh-find"))
    expect(page.locator(".suluh-hits-title")).to_have_text("Data kosong. Mohon dicoba kembali")
    expect(page.locator(".suluh-hits-title")).to_be_focused()
    slip = page.locator("[data-slip=filler]")
    expect(slip).to_contain_text("novel, karangan")
    expect(slip).to_contain_text("“laskar pelangi”")
    expect(slip).to_be_in_viewport(ratio=1)
    expect(page.locator(".suluh-again")).to_have_count(0)  # that is for the patron to mend
    search(patron, "tere liye", "subject")
    expect(page.locator("[data-slip=field]")).to_contain_text("ruas Pengarang")
    search(patron, "")
    expect(page.locator("[data-slip=empty]")).to_be_visible()


def test_a_slip_of_the_pen_is_mended_with_one_tap(at):
    patron = at()
    page = patron.page
    search(patron, "laskr pelangi")
    again = page.locator("[data-slip=typo] .suluh-again")
    expect(again).to_have_text(says("try_words", words="laskar pelangi"))
    patron.do(again)
    expect(page.locator(".suluh-title").first).to_have_text("Laskar Pelangi")
    assert page.locator(".suluh-words").input_value() == "laskar pelangi"


def test_results_are_narrowed_and_widened_again(at):
    patron = at()
    page = patron.page
    search(patron, "indonesia")
    heading = page.locator(".suluh-hits-title")
    all_of_them = heading.inner_text()
    facets = page.locator(".suluh-facets")
    expect(facets).not_to_have_attribute("open", "")  # a phone has little room
    patron.do(facets.locator("summary"))
    box = facets.get_by_label(re.compile(r"^Cerita anak"))
    box.check()
    count = facets.locator("label:has(:checked) .suluh-note").inner_text().strip("()")
    expect(heading).to_have_text(says("found", count=count, words="indonesia"))
    expect(page.locator(".suluh-hits [role=status]")).to_contain_text(count)
    expect(box).to_be_focused()
    box.uncheck()
    expect(heading).to_have_text(all_of_them)
    expect(box).to_be_focused()  # still unfolded


def test_on_a_desk_the_ways_to_narrow_stand_beside_the_titles(at):
    patron = at(phone=False)
    search(patron, "indonesia")
    facets = patron.page.locator(".suluh-facets")
    expect(facets).to_have_attribute("open", "")
    titles = patron.page.locator(".suluh-titles").bounding_box()
    beside = facets.bounding_box()
    assert beside["x"] + beside["width"] < titles["x"]
    assert abs(beside["y"] - titles["y"]) < 5


def test_another_book_is_told_why(at):
    patron = at()
    answer(patron, "Bumi Manusia", "bumi manusia")
    page = patron.page
    expect(page.locator(".suluh-verdict")).to_have_attribute("data-tone", "not-yet")
    expect(page.locator("[data-missed=title]")).to_contain_text("Bumi Manusia")
    expect(page.locator("[data-missed=author]")).to_contain_text("Toer, Pramoedya Ananta")
    expect(page.locator("[data-missed]")).to_have_count(2)
    patron.retry()
    expect(page.locator(".suluh-words").first).to_be_focused()
    expect(page.locator(".suluh-hits-title")).to_contain_text("“bumi manusia”")
    answer(patron)
    expect(page.locator(".suluh-verdict")).to_have_attribute("data-tone", "right")


def test_a_book_that_is_lent_is_told_so(at):
    patron = at("yang-ada")
    lent = next(
        book
        for book in books()
        if "Fiksi Indonesia" in book.subjects and all(c.status == "on-loan" for c in book.copies)
    )
    patron.give({"record": lent.number})
    expect(patron.page.locator("[data-missed=available]")).to_have_text(says("why_on_loan"))


def test_hints_come_one_at_a_time(at):
    patron = at()
    hint = patron.page.locator(".suluh-hint")
    expect(hint).to_have_text(says("hint"))
    patron.do(hint)
    expect(patron.page.locator(".suluh-hints li")).to_have_count(1)
    expect(hint).to_have_text(says("next_hint"))
    patron.do(hint)
    expect(patron.page.locator(".suluh-hints li")).to_have_count(2)
    expect(hint).to_have_count(0)


def test_what_is_typed_is_kept_nowhere(at):
    patron = at()
    asked = []
    patron.page.on("request", lambda request: asked.append(request.url))
    search(patron, "hirata rahasia")
    search(patron, "hirata")
    open_book(patron, "Laskar Pelangi")
    patron.do(patron.main_action)
    expect(patron.screen_element).to_have_attribute("data-phase", "revealed")
    kept = patron.page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    assert '\\"record\\":1' in kept
    assert "hirata" not in kept
    assert not [url for url in asked if "hirata" in url]


def test_everything_goes_by_keyboard(at):
    patron = at(kind=KeyboardPatron, phone=False)
    page = patron.page
    page.locator(".suluh-words").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("hirata")
    page.keyboard.press("Enter")
    expect(page.locator(".suluh-hits-title")).to_be_focused()
    patron.do(page.get_by_role("button", name="Laskar Pelangi", exact=True))
    patron.do(page.locator(".suluh-to-results"))
    page.keyboard.press("Enter")  # the title has the focus again
    expect(page.locator(".suluh-book-title")).to_be_focused()
    patron.do(patron.main_action)
    expect(page.locator(".suluh-verdict")).to_be_focused()


def test_the_words_are_those_of_the_librarys_system(home, at):
    own = {"all": "Sembarang Ruas", "search": "Telusur", "call_number": "Call No."}
    patron = at(catalogue={"labels": {**labels(Project(home).library, "id"), **own}})
    page = patron.page
    expect(page.locator(".suluh-field-choice option").first).to_have_text("Sembarang Ruas")
    expect(page.locator(".suluh-find")).to_have_text("Telusur")
    search(patron, "hirata")
    open_book(patron, "Laskar Pelangi")
    expect(page.locator(".suluh-where .suluh-label")).to_have_text("Call No.")


def test_a_preview_is_told_these_words_too(home):
    project = Project(home)
    lesson = project.lesson("misinformation", "id")
    preview = Preview(replace(lesson, parts=()), project.library)
    assert preview.catalogue == {}
    preview.show_step(lesson)
    assert preview.catalogue["labels"] == labels(project.library, "id")


def test_where_no_catalogue_is_set_up_a_librarian_knows_more(at):
    patron = at()
    answer(patron)
    expect(patron.page.locator(".suluh-live")).to_contain_text(says("live_none"))
    expect(patron.page.locator(".suluh-live :is(input, a, button)")).to_have_count(0)


@pytest.mark.parametrize("file", ["search.js", "search.css", "books.js"])
def test_what_does_not_come_is_one_sentence_and_asked_for_again(address, open_page, file):
    page = open_page()
    page.route(f"**/{file}*", lambda route: route.abort())
    patron = Patron(page)
    patron.open(f"{address}#novel")
    expect(page.locator(".suluh-missing")).to_contain_text("belum termuat")
    patron.do(page.locator(".suluh-load-again"))
    expect(page.locator(".suluh-missing")).to_have_count(1)
    page.unroute(f"**/{file}*")
    patron.do(page.locator(".suluh-load-again"))
    answer(patron)
    assert has_its_style(page)


def test_what_comes_a_second_time_disturbs_nobody(address, open_page):
    """It was late, asked for again, and then both came."""
    page = open_page()
    page.clock.install()
    held = []
    page.route("**/search.js*", lambda route: route.continue_() if held else held.append(route))
    patron = Patron(page)
    patron.open(f"{address}#novel")
    page.clock.run_for(9000)
    patron.do(page.locator(".suluh-load-again"))
    words = page.locator(".suluh-words")
    page.clock.run_for(1000)
    words.fill("laskar")
    with page.expect_event("requestfinished", lambda each: each.url.endswith("/search.js")):
        held[0].continue_()
    page.clock.run_for(1000)
    expect(words).to_be_focused()


def has_its_style(page):
    """Return whether the style of the part is at work: the call number is large."""
    size = "each => parseFloat(getComputedStyle(each).fontSize)"
    number = page.locator(".suluh-call-number").evaluate(size)
    return number > 1.2 * page.locator(".suluh-facts").evaluate(size)


def test_coming_back_to_the_step_shows_it_at_once(at):
    patron = at()
    patron.page.evaluate(
        """() => new MutationObserver(() => {
          const step = document.querySelector("[data-screen=novel] .suluh-activity");
          if (step && !step.querySelector(".suluh-words")) window.blank = true;
        }).observe(document.body, { childList: true, subtree: true })"""
    )
    patron.page.evaluate("location.hash = '#yang-ada'")
    expect(patron.screen_element).to_have_attribute("data-screen", "yang-ada")
    patron.page.evaluate("location.hash = '#novel'")
    expect(patron.screen_element).to_have_attribute("data-screen", "novel")
    assert patron.page.evaluate("!window.blank")


STATES = {
    "box": lambda _: None,
    "slip": lambda patron: patron.do(patron.page.locator(".suluh-find")),
    "results": lambda patron: search(patron, "indonesia"),
    "not yet": lambda patron: answer(patron, "Bumi Manusia", "bumi manusia"),
    "record": lambda patron: (
        *(patron.retry(), search(patron, "hirata")),
        open_book(patron, "Laskar Pelangi"),
    ),
    "right": lambda patron: (
        patron.do(patron.main_action),
        expect(patron.screen_element).to_have_attribute("data-phase", "revealed"),
    ),
    "live": lambda patron: (search(patron, "pelangi"), shown(patron)),
}
"""What a patron comes by, one after the other."""


def shown(patron):
    patron.do(patron.page.locator(".suluh-ask-copies"))
    expect(patron.page.locator(".suluh-live .suluh-copies")).to_be_visible()


def replies(page, *, found=None, record=None, after=None):
    """Answer in the catalogue's place; return what it was asked."""
    asked = []

    def take(route):
        asked.append(route.request.post_data_json)
        if after:
            after(len(asked))
        told = record if "record" in asked[-1] else found
        route.fulfill(json=told(asked[-1]) if callable(told) else told)

    page.route("**/api/catalogue", take)
    return asked


def copies_of(asked):
    return {"record": {**RECORD, "id": asked["record"], "copies": COPIES}, "stale": False}


def test_axe_finds_nothing(at, open_page):
    page = open_page()
    replies(page, found=page_of([RECORD]), record=copies_of)
    patron = at(catalogue=REAL, page=page)
    found = {}
    for state, reach in STATES.items():
        reach(patron)
        page.evaluate("scrollTo(0, 0)")  # a bar may cover a button that scrolls away below it
        for scheme in ("light", "dark"):
            in_colours(page, scheme)
            found[state, scheme] = violations(page)
        in_colours(page, "light")
    assert not any(found.values()), found


def test_large_words_on_a_small_phone_keep_within_it(at, open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    page.add_init_script("localStorage.setItem('suluh', JSON.stringify({ size: 200 }))")
    replies(page, found=page_of([RECORD]), record=copies_of)
    patron = at(catalogue=REAL, page=page)
    assert page.locator(".suluh-own-page.suluh").get_attribute("data-size") == "200"
    for state, reach in STATES.items():
        reach(patron)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, state
        for part in page.locator(".suluh-call-number > span").all():
            assert part.evaluate("each => each.getClientRects().length") == 1, state


def test_every_target_is_large_enough(at):
    patron = at()
    search(patron, "indonesia")
    patron.do(patron.page.locator(".suluh-facets summary"))
    boxes = patron.page.locator(
        ".suluh-catalogue :is(button, select, input[type=search], label.suluh-facet, summary)"
    )
    for box in boxes.all():
        assert box.bounding_box()["height"] >= 48, box.evaluate("each => each.outerHTML")


# The library's own catalogue.


@pytest.fixture
def live(at, open_page):
    """Answer the step, so that the library's catalogue is offered; its replies are the test's."""

    def open_live(found=None, record=copies_of, catalogue=REAL, after=None, **options):
        page = open_page(**options)
        asked = replies(page, found=found, record=record, after=after)
        patron = at(catalogue=catalogue, page=page)
        answer(patron)
        return patron, asked

    return open_live


def test_the_librarys_catalogue_answers(live):
    patron, asked = live(page_of([RECORD]))
    page = patron.page
    expect(page.locator(".suluh-live h3")).to_have_text(says("live"))
    assert page.locator(".suluh-words").input_value() == "hirata"  # what one had searched for
    search(patron, "laskar pelangi", "title")
    expect(page.locator(".suluh-live .suluh-hits-title")).to_be_focused()
    link = page.locator(".suluh-live .suluh-titles a")
    expect(link).to_have_attribute("href", RECORD["link"])
    expect(link).to_have_attribute("rel", "noopener")
    wanted = {"words": "laskar pelangi", "field": "title", "narrowed": [], "cursor": ""}
    assert asked[0]["search"] == wanted
    assert re.fullmatch("[0-9a-f]{32}", asked[0]["visitor"])
    assert asked[0]["language"] == "id"
    shown(patron)
    assert asked[1]["record"] == "7"
    copies = page.locator(".suluh-live .suluh-copies li")
    expect(copies).to_have_count(2)
    expect(copies.nth(0)).to_contain_text("Tersedia")
    expect(copies.nth(1)).to_contain_text("Jatuh tempo pada 5 Desember 2026")


def test_whether_it_is_there_can_be_asked_again(live):
    def record(asked):
        return {"trouble": "busy", "why": "", "link": ""} if len(asks) == 2 else copies_of(asked)

    patron, asks = live(page_of([RECORD]), record=record)
    search(patron, "laskar")
    ask = patron.page.locator(".suluh-ask-copies")
    patron.do(ask)
    expect(patron.page.locator(".suluh-live li [role=status]")).to_have_text(says("live_busy"))
    expect(ask).to_be_focused()
    patron.do(ask)
    expect(patron.page.locator(".suluh-live .suluh-there")).to_be_focused()
    expect(patron.page.locator(".suluh-live .suluh-copies li")).to_have_count(2)
    expect(ask).to_have_count(0)


def test_a_record_without_copies_says_so(live):
    patron, _ = live(page_of([RECORD]), record={"record": {**RECORD, "copies": []}})
    search(patron, "laskar")
    patron.do(patron.page.locator(".suluh-ask-copies"))
    expect(patron.page.locator(".suluh-there")).to_have_text(says("live_no_copies"))


def test_an_empty_box_asks_for_words(live):
    patron, asked = live()
    search(patron, "  ")
    expect(patron.page.locator(".suluh-notice")).to_contain_text(says("slip_empty"))
    assert asked == []


def test_a_link_that_is_no_address_is_no_link(live):
    script = {**RECORD, "link": "javascript:alert(1)"}
    patron, _ = live(page_of([script]), catalogue={**REAL, "record": ""})
    search(patron, "laskar")
    expect(patron.page.locator(".suluh-live .suluh-titles")).to_contain_text("Laskar Pelangi")
    expect(patron.page.locator(".suluh-live .suluh-titles a")).to_have_count(0)


def test_what_was_found_before_is_no_answer_to_other_words(live):
    patron, _ = live()
    page = patron.page
    page.unroute("**/api/catalogue")

    def take(route):
        if route.request.post_data_json["search"]["words"] == "lama":
            route.fulfill(json=page_of([RECORD]))

    page.route("**/api/catalogue", take)
    search(patron, "lama")
    expect(page.locator(".suluh-live h5")).to_have_count(1)
    search(patron, "baru")
    expect(page.locator(".suluh-live h5")).to_have_count(0)


def test_it_narrows_where_the_catalogue_gives_ways_to(live):
    facets = [
        {"name": "year", "value": "2005", "count": 1},
        {"name": "year", "value": "2006", "count": 3},
    ]
    patron, asked = live(page_of([RECORD], facets=facets))
    page = patron.page
    search(patron, "hirata")
    patron.do(page.locator(".suluh-live .suluh-facets summary"))
    patron.do(page.locator(".suluh-live .suluh-facets").get_by_label("2005"))
    expect(page.locator(".suluh-live .suluh-hits-title")).to_be_focused()
    assert asked[-1]["search"]["narrowed"] == [["year", "2005"]]
    expect(page.locator(".suluh-live .suluh-facets").get_by_label("2005")).to_be_checked()


def test_it_looks_in_all_fields_whatever_the_task_asked_for(live):
    patron, _ = live()
    expect(patron.page.locator(".suluh-live .suluh-field-choice")).to_have_value("text")


def test_a_link_leaves_the_lesson_where_it_is(live):
    patron, _ = live(page_of([RECORD]))
    search(patron, "laskar")
    expect(patron.page.locator(".suluh-titles a")).to_have_attribute("target", "_blank")


def test_more_results_join_the_first(live):
    def found(asked):
        if asked["search"]["cursor"]:
            return page_of([{**RECORD, "id": "8", "title": "Sang Pemimpi"}], total=2)
        return page_of([RECORD], total=2, cursor="dua")

    patron, asked = live(found)
    search(patron, "hirata")
    patron.do(patron.page.locator(".suluh-live .suluh-more"))
    titles = patron.page.locator(".suluh-live .suluh-titles h5")
    expect(titles).to_have_text(["Laskar Pelangi", "Sang Pemimpi"])
    expect(titles.nth(1)).to_be_focused()
    assert asked[1]["search"]["cursor"] == "dua"
    expect(patron.page.locator(".suluh-live .suluh-more")).to_have_count(0)


def test_the_last_titles_are_read_on_where_they_have_no_link(live):
    """Without the button that brought them the focus would be nowhere."""

    def found(asked):
        bare = {**RECORD, "link": "", "copies": COPIES}
        if asked["search"]["cursor"]:
            return page_of([{**bare, "id": "8", "title": "Sang Pemimpi"}], total=2)
        return page_of([bare], total=2, cursor="dua")

    patron, _ = live(found, catalogue={**REAL, "record": ""})
    search(patron, "hirata")
    patron.do(patron.page.locator(".suluh-live .suluh-more"))
    expect(patron.page.locator(".suluh-live .suluh-titles h5").nth(1)).to_be_focused()


def test_more_results_that_do_not_come_say_so(live):
    def found(asked):
        if asked["search"]["cursor"]:
            return {"trouble": "offline", "why": "", "link": ""}
        return page_of([RECORD], total=2, cursor="dua")

    patron, _ = live(found)
    page = patron.page
    search(patron, "hirata")
    patron.do(page.locator(".suluh-live .suluh-more"))
    told = page.locator(".suluh-trouble .suluh-hits-title")
    expect(told).to_have_text(says("live_offline"))
    expect(told).to_be_focused()
    expect(page.locator(".suluh-live h5")).to_have_count(1)


def test_a_question_about_a_title_leaves_the_search_alone(live):
    patron, _ = live()
    page = patron.page
    held = []
    page.unroute("**/api/catalogue")

    def take(route):
        asked = route.request.post_data_json
        if asked.get("search", {}).get("cursor"):
            held.append(route)
        else:
            first = page_of([RECORD], total=2, cursor="dua")
            route.fulfill(json=copies_of(asked) if "record" in asked else first)

    page.route("**/api/catalogue", take)
    search(patron, "hirata")
    patron.do(page.locator(".suluh-live .suluh-more"))
    patron.do(page.locator(".suluh-ask-copies"))
    expect(page.locator(".suluh-live .suluh-copies li")).to_have_count(2)
    expect(page.locator(".suluh-trouble")).to_have_count(0)
    held[0].fulfill(json=page_of([{**RECORD, "id": "8"}], total=2))
    expect(page.locator(".suluh-live h5")).to_have_count(2)


def test_no_results_say_what_to_try(live):
    patron, asked = live(page_of([], did_you_mean="laskar pelangi"))
    search(patron, "laskr")
    page = patron.page
    expect(page.locator(".suluh-live .suluh-hits")).to_contain_text(says("live_nothing"))
    patron.do(page.locator(".suluh-live .suluh-again"))
    expect(page.locator(".suluh-words")).to_have_value("laskar pelangi")
    assert asked[-1]["search"]["words"] == "laskar pelangi"


def test_a_copy_from_before_says_from_when(live):
    patron, _ = live(page_of([RECORD], stale=True, fetched="2026-11-20T03:00:00Z"))
    search(patron, "laskar")
    expect(patron.page.locator(".suluh-stale")).to_have_text(
        says("live_stale", date="20 November 2026")
    )


TROUBLES = ("offline", "timeout", "busy", "refused", "disabled", "bad-query", "bad-response")


def test_trouble_is_one_sentence_and_a_way_on(live):
    there = {"why": "", "link": ""}
    patron, _ = live(lambda _: there)
    page = patron.page
    for trouble in (*TROUBLES, "apa saja"):
        there["trouble"] = trouble
        search(patron, "laskar & pelangi", "title")
        known = trouble if trouble in TROUBLES else "bad-response"
        expect(page.locator(".suluh-trouble")).to_contain_text(says(f"live_{known}"))
        link = page.locator(".suluh-trouble a")
        expect(link).to_have_attribute(
            "href", "https://katalog.example/?title=laskar%20%26%20pelangi&search=search"
        )
        patron.forward()
        page.evaluate("location.hash = '#novel'")
        expect(patron.screen_element).to_have_attribute("data-screen", "novel")


def test_the_librarys_own_sentence_comes_first(live):
    patron, _ = live({"trouble": "busy", "why": "Katalog istirahat.", "link": ""})
    search(patron, "laskar")
    expect(patron.page.locator(".suluh-trouble h4")).to_have_text("Katalog istirahat.")


def test_a_slow_catalogue_never_stops_anybody(live):
    held = []
    patron, _ = live()
    page = patron.page
    page.unroute("**/api/catalogue")
    page.route("**/api/catalogue", lambda route: held.append(route))  # noqa: PLW0108
    page.clock.install()
    search(patron, "laskar")
    quiet = page.locator(".suluh-live .suluh-status")
    page.clock.run_for(300)
    expect(quiet).to_have_text("")
    page.clock.run_for(200)
    expect(quiet).to_have_text(says("live_asking"))
    page.locator(".suluh-words").fill("bumi")  # it takes what is typed
    page.clock.run_for(8000)
    expect(page.locator(".suluh-trouble")).to_contain_text(says("live_timeout"))
    expect(quiet).to_have_text("")
    expect(page.locator(".suluh-words")).to_be_focused()  # nobody is called away from typing
    patron.forward()


def test_a_newer_search_takes_the_place_of_an_older_one(live):
    patron, _ = live()
    page = patron.page
    held = []
    page.unroute("**/api/catalogue")

    def take(route):
        words = route.request.post_data_json["search"]["words"]
        if words == "lama":
            held.append(route)
        else:
            route.fulfill(json=page_of([{**RECORD, "title": f"Buku {words}"}]))

    page.route("**/api/catalogue", take)
    search(patron, "lama")
    search(patron, "baru")
    expect(page.locator(".suluh-live h5")).to_have_text("Buku baru")
    for route in held:
        route.abort()
    page.wait_for_timeout(200)
    expect(page.locator(".suluh-live h5")).to_have_text("Buku baru")
    expect(page.locator(".suluh-trouble")).to_have_count(0)


def test_where_nobody_can_be_asked_a_link_has_the_words_in_it(live):
    patron, asked = live(catalogue={**REAL, "door": ""})
    page = patron.page
    fields = page.locator(".suluh-live option")
    expect(fields).to_have_text(["SEMUA", "Judul"])  # those that the catalogue has a page for
    page.locator(".suluh-words").fill("laskar & pelangi")
    page.locator(".suluh-field-choice").select_option("title")
    link = page.locator(".suluh-elsewhere")
    expect(link).to_have_attribute(
        "href", "https://katalog.example/?title=laskar%20%26%20pelangi&search=search"
    )
    expect(link).to_have_attribute("rel", "noopener")
    expect(page.locator(".suluh-live button")).to_have_count(0)
    assert asked == []


def test_a_catalogue_without_a_page_for_words_is_opened_as_it_is(live):
    patron, _ = live(catalogue={**REAL, "door": "", "links": {}})
    expect(patron.page.locator(".suluh-elsewhere")).to_have_attribute("href", REAL["url"])
    expect(patron.page.locator(".suluh-live input")).to_have_count(0)


def test_a_step_that_does_not_offer_it_shows_none_of_it(at):
    patron = at("yang-ada", catalogue=REAL)
    fitting = next(
        book
        for book in books()
        if "Fiksi Indonesia" in book.subjects
        and any(copy.status == "available" for copy in book.copies)
    )
    patron.give({"record": fitting.number})
    expect(patron.page.locator(".suluh-verdict")).to_have_attribute("data-tone", "right")
    expect(patron.page.locator(".suluh-live")).to_have_count(0)


def of_catalogue(home, place, url):
    """Return a copy of a project whose library has that catalogue."""
    shutil.copytree(home, place)
    settings = place / "library.toml"
    text = settings.read_text(encoding="utf-8")
    own = {"kind": "slims", "url": url}
    for key, value in own.items():
        text = re.sub(rf'^{key} = ""', f'{key} = "{value}"', text, count=1, flags=re.MULTILINE)
    text = text.replace("private_network = false", "private_network = true")
    settings.write_text(text, encoding="utf-8")
    assert Project(place).library.catalogue.url == url
    return place


def sees_the_catalogue(page, address):
    patron = Patron(page)
    patron.open(f"{address}#novel")
    answer(patron)
    search(patron, "laskar pelangi", "title")
    title = page.locator(".suluh-live .suluh-titles a").first
    expect(title).to_contain_text("Laskar Pelangi", timeout=10_000)
    patron.do(page.locator(".suluh-ask-copies").first)
    copies = page.locator(".suluh-live .suluh-copies").first
    expect(copies).to_contain_text("Tersedia", timeout=10_000)


def test_a_real_catalogue_by_way_of_our_server(home, tmp_path, open_page):
    with SlimsPeer("9.6.1") as slims:
        place = of_catalogue(home, tmp_path / "project", slims.url)
        with Served(place) as server:
            sees_the_catalogue(open_page(), f"{server.address}/misinformation")
        assert slims.searches


def test_a_real_catalogue_that_a_published_site_lies_beside(home, tmp_path, open_page):
    with SlimsPeer("9.6.1") as slims:
        place = of_catalogue(home, tmp_path / "project", slims.url)
        publish(Project(place), tmp_path / "suluh", print)
        for path in (tmp_path / "suluh").rglob("*"):
            kind = mimetypes.guess_type(path.name)[0]
            if path.is_file() and kind:
                name = path.relative_to(tmp_path).as_posix()
                slims.files[f"/{name}"] = (kind, path.read_bytes())
        address = f"{slims.address}/suluh/misinformation/index.html"
        sees_the_catalogue(open_page(), address)


# In the other places where a lesson is played.


def test_it_works_from_a_usb_stick(folder, open_page):
    page = open_page()
    patron = Patron(page)
    patron.open(f"{(folder / 'misinformation' / 'index.html').as_uri()}#novel")
    answer(patron)
    expect(page.locator(".suluh-verdict")).to_have_attribute("data-tone", "right")
    assert has_its_style(page)


def test_it_works_without_a_connection(folder, open_page, eventually):
    with WebSpace(folder) as space:
        page = open_page(service_workers="allow")
        page.goto(f"{space.address}/misinformation/")
        page.evaluate("navigator.serviceWorker.ready")
        needed = {"search.js", "search.css", "books.js"}
        names = """async () => {
          const all = await Promise.all((await caches.keys()).map((key) => caches.open(key)));
          const kept = (await Promise.all(all.map((each) => each.keys()))).flat();
          return kept.map(({ url }) => url.split("/").pop());
        }"""
        eventually(lambda: needed <= set(page.evaluate(names)), 20)
        space.stop()
        patron = Patron(page)
        patron.open(f"{space.address}/misinformation/?lagi#novel")
        answer(patron)
        assert has_its_style(page)


WIDGET = """<!doctype html><html lang="id"><title>Widget</title>
<link rel="stylesheet" href="widget.css"><main id="here"></main>
<script type="module">
  import player from "./widget.js";
  const state = await (await fetch("state.json")).json();
  const heard = [];
  const model = {
    get: (name) => state[name],
    set: () => {}, save_changes: () => {},
    on: (name, hear) => name === "msg:custom" && heard.push(hear),
    off: () => {},
    send: ({ type, number }) => type === "search" && setTimeout(() => heard.forEach((hear) =>
      hear({ type: "found", number, status: 200, reply: state.reply }))),
  };
  player.render({ model, el: document.querySelector("#here") });
</script></html>"""


def test_it_works_in_a_widget_and_asks_by_its_comm(home, tmp_path, open_page):
    lesson = Project(home).lesson("misinformation", "id")
    state = {
        "lesson": data(lesson),
        "words": told_words(lesson, first_aid=False),
        "library": {"name": "Perpustakaan", "idle_minutes": 0},
        "catalogue": {**REAL, "labels": labels(Project(home).library, "id"), "door": "comm"},
        "reply": page_of([RECORD]),
    }
    for name in ("widget.js", "widget.css"):
        shutil.copy(ROOT / "toolkit" / "player" / name, tmp_path)
    (tmp_path / "state.json").write_text(json.dumps(state), encoding="utf-8")
    (tmp_path / "index.html").write_text(WIDGET, encoding="utf-8")

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=tmp_path)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        page = open_page(phone=False)
        patron = Patron(page, touch=False, lesson=lesson)
        patron.open(f"http://127.0.0.1:{server.server_port}/")
        answer(patron)
        assert has_its_style(page)
        search(patron, "pelangi")
        expect(page.locator(".suluh-live h5 a")).to_have_text("Laskar Pelangi")
        taken = "[tabindex]:not([data-lm-suppress-shortcuts])"  # keys would act on the notebook
        expect(page.locator(f".suluh-live :is(h3, h4, h5){taken}")).to_have_count(0)
        server.shutdown()
        thread.join()
