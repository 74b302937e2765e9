"""Searching the catalogue for pages: the reply and its limits, one question for all who ask it."""

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import category

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from small_catalogue import CASES, PATIENCE, SmallCatalogue, new_visitor, record, search

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import FIELDS, Query
from toolkit.library import CatalogueSettings, Library
from toolkit.project import Project
from toolkit.service import MessageError, Search, Service, parsed, search_in, searching
from toolkit.service.searching import Searching

PAGE = "https://katalog.example/cari?q={words}"
SETTINGS = CatalogueSettings(kind="vufind", url="https://katalog.example/", search_page=PAGE)
LIBRARY = replace(Library.read(ROOT)[0], catalogue=SETTINGS)


@pytest.fixture
def small():
    """A catalogue that is never left silent."""
    made = SmallCatalogue()
    yield made
    made.gate.set()


@pytest.fixture
def searches(small):
    """Searching in that catalogue."""
    return Searching(LIBRARY, lambda _: small)


def ask(searches, message):
    """Return the reply to a message, as JSON has it."""
    reply = searches.ask(search_in(message)).result(PATIENCE)
    return json.loads(json.dumps(reply))


def test_what_is_found_is_told_as_a_page_reads_it(searches):
    reply = ask(searches, search("laskar"))
    found = reply["found"]
    assert found["records"] == [
        {
            "id": "1",
            "title": "Laskar Pelangi",
            "subtitle": "",
            "authors": ["Hirata, Andrea"],
            "isbns": ["9789793062792"],
            "publisher": "Bentang",
            "year": 2005,
            "language": "id",
            "subjects": ["Fiksi Indonesia"],
            "call_number": "899.221 3 HIR l",
            "copies": [
                {
                    "code": code,
                    "location": "Lantai 2",
                    "call_number": "899.221 3 HIR l",
                    "status": status,
                    "due": due,
                }
                for code, status, due in (
                    ("B0001", "available", ""),
                    ("B0002", "on-loan", "2026-12-05"),
                )
            ],
            "link": "https://katalog.example/1",
        }
    ]
    assert found["facets"] == [{"name": "year", "value": "2005", "count": 1}]
    assert (found["total"], found["cursor"], found["did_you_mean"]) == (1, "2", "")
    assert found["stale"] is False
    assert datetime.fromisoformat(found["fetched"]).tzinfo == UTC


def test_a_record_comes_alone_and_says_since_when_it_is_known(searches):
    reply = ask(searches, record("2"))
    assert reply["record"]["title"] == "Bumi Manusia"
    assert reply["record"]["copies"] is None
    assert reply["stale"] is False
    assert datetime.fromisoformat(reply["fetched"]).tzinfo == UTC


def test_the_catalogue_is_asked_for_what_was_typed(searches, small):
    ask(searches, search("andrea", field="author", narrowed=[["year", "2005"]], cursor="2"))
    ask(searches, search("  laskar \u200b  pelangi\n"))
    assert small.asked == [
        (Query(author="andrea", narrowed=(("year", "2005"),)), "2"),
        (Query(text="laskar pelangi"), ""),
    ]


@pytest.mark.parametrize("trouble", Trouble)
def test_trouble_is_a_sentence_and_a_way_on(searches, small, trouble):
    small.trouble = CatalogueError(trouble, "status 500")
    said = {ask(searches, search(language=code))["why"] for code in ("id", "en")}
    assert len(said) == 2
    reply = ask(searches, search("laskar & pelangi"))
    assert reply["trouble"] == trouble
    assert reply["link"] == "https://katalog.example/cari?q=laskar%20%26%20pelangi"
    assert "500" not in json.dumps(reply)


def test_a_library_without_a_catalogue_says_so():
    searches = Searching(LIBRARY, lambda _: None)
    assert ask(searches, search())["trouble"] == "none"
    assert ask(searches, search())["why"] != ask(searches, search(language="en"))["why"]


def test_a_mistake_of_ours_is_logged_without_what_was_searched_for(searches, small, caplog):
    small.trouble = RuntimeError("kesepian")
    assert ask(searches, search("kesepian"))["trouble"] == "bad-response"
    assert "RuntimeError" in caplog.text
    assert "kesepian" not in caplog.text


def test_nor_is_a_catalogue_that_cannot_be_opened_a_traceback(caplog):
    word = "kesepian"

    def opens(_):
        raise OSError(word)

    assert ask(Searching(LIBRARY, opens), search(word))["trouble"] == "bad-response"
    assert "kesepian" not in caplog.text


def test_a_hundred_patrons_who_ask_the_same_are_one_question(searches, small):
    with small.silent():
        replies = [
            searches.ask(search_in(search(visitor=f"{number:032x}", language=language)))
            for number in range(50)
            for language in ("id", "en")
        ]
    titles = {each.result(PATIENCE)["found"]["records"][0]["title"] for each in replies}
    assert titles == {"Laskar Pelangi"}
    assert len(small.asked) == len(small.threads) == 1


def test_who_asks_waits_for_nobody(searches, small):
    with small.silent():
        waiting = searches.ask(search_in(search("laskar")))
        assert not waiting.done()
        small.gate.set()
        assert waiting.result(PATIENCE)["found"]["total"] == 1
    assert threading.current_thread() not in small.threads


def test_an_answer_is_there_whatever_the_catalogue_does(searches, small, monkeypatch, eventually):
    monkeypatch.setattr(searching, "LATEST", 0.05)
    with small.silent():
        assert ask(searches, search())["trouble"] == "timeout"
        assert ask(searches, search())["trouble"] == "timeout"  # at once: it is still asked
        assert len(small.asked) == 1
    eventually(lambda: not searches._asked, PATIENCE)
    assert "found" in ask(searches, search())


def test_patience_ends_before_that_of_pages():
    assert searching.SECONDS < searching.LATEST < 7.5


def test_a_catalogue_that_hangs_is_busy_for_the_next(searches, small, eventually):
    with small.silent():
        waiting = [
            searches.ask(search_in(search(f"kata {number}")))
            for number in range(searching.MOST_ASKED)
        ]
        assert ask(searches, search("satu lagi"))["trouble"] == "busy"
        assert not any(each.done() for each in waiting)
    assert all("found" in each.result(PATIENCE) for each in waiting)
    eventually(lambda: not searches._asked, PATIENCE)
    assert "found" in ask(searches, search("satu lagi"))


def test_where_no_thread_can_start_the_catalogue_is_busy_and_the_next_is_asked(
    searches, small, monkeypatch
):
    def start(_thread):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", start)
        assert ask(searches, search())["trouble"] == "busy"
    assert "found" in ask(searches, search())


def test_the_catalogue_is_opened_when_it_is_first_asked_and_once(small):
    opened = []

    def opens(library):
        opened.append(library)
        return small

    searches = Searching(LIBRARY, opens)
    assert opened == []
    ask(searches, search("satu"))
    ask(searches, search("dua"))
    assert opened == [LIBRARY]


def test_it_follows_the_library_and_only_where_that_changes(small):
    opened = []

    def opens(library):
        opened.append(library.catalogue.url)
        return small

    searches = Searching(LIBRARY, opens)
    ask(searches, search())
    searches.follow(replace(LIBRARY, name="Perpustakaan lain"))
    ask(searches, search())
    moved = replace(SETTINGS, url="https://baru.example/", search_page="")
    searches.follow(replace(LIBRARY, catalogue=moved))
    with small.silent():
        before = searches.ask(search_in(search()))
        searches.follow(LIBRARY)
        small.gate.set()
        assert "found" in before.result(PATIENCE)
    assert "found" in ask(searches, search())
    assert opened == [SETTINGS.url, moved.url, SETTINGS.url]


def test_the_service_asks_and_follows(monkeypatch, small):
    monkeypatch.setattr("toolkit.catalogue.of", lambda library: library.catalogue.kind and small)
    service = Service(Project(ROOT), None)
    service.keep([], replace(LIBRARY, catalogue=CatalogueSettings()))
    assert small.asked == []
    service.keep([], LIBRARY)
    assert "found" in service.search(search_in(search())).result(PATIENCE)
    busy = service.busy(search_in(search()))
    assert (busy["trouble"], bool(busy["why"])) == ("busy", True)


@pytest.mark.parametrize(("made", "status"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_message_is_read_as_strictly_as_an_answer(made, status):
    body = json.dumps(made()).encode()
    if status == 200:
        assert isinstance(search_in(parsed(body, 4096)), Search)
        return
    with pytest.raises(MessageError) as refused:
        search_in(parsed(body, 4096))
    assert refused.value.status == status
    assert refused.value.sentence("id") != refused.value.sentence("en")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
NEAR = st.fixed_dictionaries(
    {
        "language": st.sampled_from(["id", "en", "x"]) | JSON,
        "visitor": st.just(new_visitor()) | JSON,
    },
    optional={
        "record": st.text(max_size=250) | JSON,
        "search": JSON
        | st.fixed_dictionaries(
            {
                "words": st.text(max_size=250) | JSON,
                "field": st.sampled_from(FIELDS) | JSON,
                "narrowed": st.lists(st.lists(st.text(), max_size=3), max_size=12) | JSON,
                "cursor": st.text(max_size=20) | JSON,
            }
        ),
    },
)


@given(JSON | NEAR)
def test_any_message_is_a_search_or_refused_in_words(message):
    try:
        found = search_in(message)
    except MessageError as refused:
        told = refused
    else:
        told = None
    if told:
        assert (told.status, bool(told.sentence("en"))) == (400, True)
        return
    assert bool(found.record) + ("search" in message) == 1
    assert len(found.words) <= 200
    assert found.words == found.words.strip()
    assert not [sign for sign in found.words if category(sign) in {"Cc", "Cf", "Cs"}]
    assert found.field in FIELDS
    assert isinstance(hash(found), int)


@given(NEAR)
def test_whatever_is_asked_is_answered(message):
    try:
        found = search_in(message)
    except MessageError:
        return
    reply = Searching(LIBRARY, lambda _: SmallCatalogue()).ask(found).result(PATIENCE)
    assert {"found", "record", "trouble"} & json.loads(json.dumps(reply)).keys()


def test_a_thread_ends_with_its_search(searches, small, eventually):
    for number in range(20):
        ask(searches, search(f"kata {number}"))
    names = ("search", "Timer")
    eventually(lambda: not [t for t in threading.enumerate() if t.name.startswith(names)], PATIENCE)
    assert len(small.asked) == 20
