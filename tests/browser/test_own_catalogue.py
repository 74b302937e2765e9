"""A page on the catalogue's own address asks the catalogue itself, whatever its version."""

import asyncio
from functools import partial

import apart
import pytest
from conftest import ROOT
from peers.slims import VERSIONS, SlimsPeer, many
from peers.vufind import VuFindPeer

from toolkit.catalogue.nouns import FIELDS, Query
from toolkit.catalogue.slims import Slims
from toolkit.catalogue.transport import Transport

SOURCES = ROOT / "frontend" / "src" / "catalogue"
UNHURRIED = 1000  # milliseconds between two requests
FAST = f"""
    // The wait between requests passes in no time; the patience with a server is what it is.
    const [wait, now] = [window.setTimeout, performance.now.bind(performance)];
    window.setTimeout = (go, time) => wait(go, time <= {UNHURRIED} ? time / 100 : time);
    performance.now = () => now() * 100;
"""
OPEN = """async ({ kind, url }) => {
    const { isOwn, searchHere } = await import("/suluh/own.js");
    window.isOwn = isOwn;
    window.way = searchHere({ kind, url, language: "id" });
}"""


class Page:
    """A page of ours beside a catalogue, and the way that it opened."""

    def __init__(self, page, peer, kind):
        names = ("own.js", "practice.js")
        for name in names:
            peer.files[f"/suluh/{name}"] = ("text/javascript", (SOURCES / name).read_bytes())
        peer.files["/suluh/"] = ("text/html", b"<!doctype html><title>Suluh</title>")
        self.page = page
        page.add_init_script(FAST)
        page.goto(f"{peer.address}/suluh/")
        page.evaluate(OPEN, {"kind": kind, "url": peer.url})

    def search(self, words, field="text", cursor=""):
        asked = {"words": words, "field": field, "cursor": cursor, "language": "id"}
        return self.page.evaluate("(asked) => window.way.search(asked)", asked)

    def record(self, record_id):
        return self.page.evaluate("(id) => window.way.record(id)", record_id)


@pytest.fixture
def beside(open_page):
    return lambda peer, kind="slims": Page(open_page(), peer, kind)


@pytest.fixture(params=VERSIONS)
def peer(request):
    with SlimsPeer(request.param) as running:
        yield running


SEARCHES = (
    ("laskar pelangi", "text"),
    ("pelangi laskar", "text"),
    ("edensor hirata", "text"),
    ("Andrea Hirata", "author"),
    ("War and Peace", "title"),
    ("lindungan ka’bah", "text"),
    ("café, resume!", "title"),
    ("AC/DC", "title"),
    ("tasawuf", "subject"),
    ("978-602-8997-12-6", "isbn"),
    ("9786020312347", "isbn"),
    ("tidakada", "text"),
)


def test_it_finds_what_the_server_would_find(beside, peer):
    source = Slims(Transport(peer.url, private_network=True, pace=0), peer.url)
    page = beside(peer)
    for words, field in SEARCHES:
        reply = page.search(words, field)
        expected = apart.call(source.search, Query(**{field: words}))
        records = reply["found"]["records"]
        assert [each["id"] for each in records] == [each.id for each in expected.records], words
        assert reply["link"] == ""
    assert {field for _, field in SEARCHES} == set(FIELDS)


def test_a_record_looks_as_it_does_from_a_server(beside, peer):
    page = beside(peer)
    (hit,) = page.search("naïve", "title")["found"]["records"]
    assert hit == {
        "id": "1002",
        "title": "Café, naïve & résumé",
        "subtitle": "panduan bahasa Prancis praktis",
        "authors": ["Dupré, François", "Sari, Nur-Aini"],
        "isbns": ["9786020312347"],
        "publisher": "Gramedia Pustaka Utama",
        "year": 2015,
        "language": "",
        "subjects": [],
        "call_number": "",
        "link": f"{peer.url}index.php?p=show_detail&id=1002",
        "copies": None,
    }
    reply = page.record("1002")
    assert set(reply) == {"record", "fetched", "stale", "link"}
    assert reply["record"] == hit | {
        "language": "id",
        "subjects": ["Bahasa Prancis"],
        "call_number": "448.24 DUP c",
        "copies": [
            {
                "code": "B50033",
                "location": "Rak utama",
                "call_number": "448.24 DUP c",
                "status": "not-for-loan",
                "due": "",
            }
        ],
    }


def test_its_copies_say_whether_they_are_there(beside, peer):
    for language in ("id", "en"):
        peer.language = language
        lost = beside(peer).record("1001")["record"]  # SLiMS loses its title over the slash
        assert lost["title"] == "Ihya' 'ulumuddin"
        assert lost["authors"][0] == "al-Ghazali, Abu Hamid"
        assert lost["call_number"] == "2X5.1 GHA i"
        due = peer.today.fromordinal(peer.today.toordinal() + 9).isoformat()
        assert [(copy["code"], copy["status"], copy["due"]) for copy in lost["copies"]] == [
            ("B50031", "on-loan", due),
            ("B50032", "available", ""),
        ]
    peer.answer = lambda path, values: (
        SlimsPeer.answer(peer, path, values)
        if ("inXML", "true") in values
        else (200, "text/html", b"<html><p>Tema lain</p>")
    )
    (unknown, _) = beside(peer).record("1")["record"]["copies"]
    assert (unknown["code"], unknown["status"]) == ("P00001", "unknown")


@pytest.mark.parametrize("size", [10, 20])
@pytest.mark.parametrize("version", ["9.4.2", "9.6.1", "9.7.0"])
def test_pages_lose_nothing_and_repeat_nothing(beside, version, size):
    with SlimsPeer(version, many(33), size=size) as peer:
        page, seen, cursor = beside(peer), [], ""
        for _ in range(9):
            found = page.search("literasi digital", "title", cursor)["found"]
            seen += [int(record["id"]) for record in found["records"]]
            cursor = found["cursor"]
            if not cursor:
                break
        assert sorted(seen) == list(range(1, 34))


def test_what_would_find_everything_is_not_asked(beside, peer):
    page = beside(peer)
    for words in ("the", "and", "%", "_", "!!!", "0"):
        assert page.search(words)["trouble"] == "bad-query"
    assert page.search("laskar", "isbn")["trouble"] == "bad-query"
    assert not peer.asked


def test_each_trouble_has_its_name(beside, peer):
    page = beside(peer)
    assert page.record("77777") == {"trouble": "bad-query", "why": "", "link": ""}
    for answer, trouble in [
        ((200, "text/html", b"<!DOCTYPE html><p>Selamat datang"), "disabled"),
        ((404, "text/html", b""), "disabled"),
        ((403, "text/html", b""), "refused"),
        ((503, "text/html", b""), "busy"),
        ((500, "text/html", b""), "bad-response"),
        ((200, "text/xml", b"<modsCollection><mods>"), "bad-response"),
        ((200, "text/xml", b"<rss/>"), "bad-response"),
        ((200, "application/json", b"[]"), "bad-response"),
    ]:
        peer.broken["search"] = answer
        assert page.search("laskar")["trouble"] == trouble
    page.page.context.set_offline(True)
    assert page.search("laskar")["trouble"] == "offline"


def test_a_newer_search_drops_the_one_before_and_none_waits_for_ever(beside):
    with SlimsPeer("9.7.0") as peer:
        page = beside(peer)
        first, second = page.page.evaluate(
            """() => Promise.all([
                window.way.search({ words: "laskar" }),
                window.way.search({ words: "bumi" }),
            ])"""
        )
        assert first["trouble"] == "dropped"
        assert second["found"]["records"]
        sent = [search["title"] for search in peer.searches if "title" in search]
        assert sent in (["bumi"], ["laskar", "bumi"])  # who is dropped takes nobody's turn
        peer.answer = never
        assert page.search("laskar")["trouble"] == "timeout"


def test_a_question_about_a_title_drops_nothing(beside):
    with SlimsPeer("9.7.0") as peer:
        page = beside(peer)
        told = page.page.evaluate(
            """() => Promise.all([
                window.way.search({ words: "laskar" }),
                window.way.record("1"),
                window.way.record("2"),
            ])"""
        )
        assert [next(iter(each)) for each in told] == ["found", "record", "record"]


def never(_path, _values):
    """Answer late, when nobody waits any more."""

    async def later():
        await asyncio.sleep(9)
        return 200, "text/html", b""

    return later()


def test_only_what_lies_on_the_same_origin_is_asked(beside):
    with SlimsPeer("9.7.0") as peer:
        is_own = partial(
            beside(peer).page.evaluate, "([url, kind]) => window.isOwn(url, kind || undefined)"
        )
        assert is_own([peer.url, "slims"])
        assert is_own([peer.url, "vufind"])
        assert is_own([peer.address, ""])
        assert not is_own([peer.url, "sru"])
        assert not is_own([peer.url.replace("127.0.0.1", "localhost"), "slims"])
        for url in ("", "katalog/", "file:///katalog/", "https://katalog.example/", "data:,x"):
            assert not is_own([url, "slims"])


def test_vufind_is_asked_too(beside):
    with VuFindPeer() as peer:
        page = beside(peer, "vufind")
        reply = page.search("hirata edensor")
        (hit,) = reply["found"]["records"]
        assert (hit["title"], hit["authors"], hit["year"]) == ("Edensor", ["Hirata, Andrea"], 2007)
        assert hit["copies"] is None
        assert reply["found"]["total"] == 1
        assert page.record(hit["id"])["record"] == hit
        assert page.record("nobody")["trouble"] == "bad-query"
        assert page.search("tidakada")["found"]["records"] == []
        assert page.search("978-602-8997-12-6", "isbn")["found"]["total"] == 1
        more = page.search("fiksi indonesia", "subject")["found"]
        assert more["cursor"] == "2"
        onward = page.search("fiksi indonesia", "subject", "2")["found"]
        assert not {each["id"] for each in more["records"]} & {
            each["id"] for each in onward["records"]
        }
        peer.grants = ()
        assert page.search("laskar")["trouble"] == "refused"
        peer.instead = (200, "application/json", b"[]")
        assert page.search("laskar")["trouble"] == "bad-response"
