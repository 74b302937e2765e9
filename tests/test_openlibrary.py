"""Open Library, against a server that answers like it."""

import json
from contextlib import suppress

import pytest
from adapters import Once, pages, trouble
from hypothesis import given
from json_cases import NONSENSE, mutated
from peers.openlibrary import OpenLibraryPeer
from peers.slims import many

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import Copy, Query, Record, Status
from toolkit.catalogue.openlibrary import OpenLibrary
from toolkit.catalogue.transport import Transport

CONTACT = "pustaka@example.org"


def catalogue(peer, contact=CONTACT):
    transport = Transport(peer.url, private_network=True, contact=contact, pace=0)
    return OpenLibrary(transport, CONTACT, peer.url)


@pytest.fixture
def peer():
    with OpenLibraryPeer() as running:
        yield running


def test_nobody_asks_without_saying_who(peer):
    for contact in ("", "  "):
        error = trouble(OpenLibrary, None, contact)
        assert error.trouble is Trouble.REFUSED
        assert "Open Library" in error.sentence("id")
    catalogue(peer).search(Query(text="laskar"))
    (agent,) = peer.agents
    assert agent.startswith("Suluh/")
    assert CONTACT in agent
    refused = trouble(catalogue(peer, contact="").search, Query(text="laskar"))
    assert refused.trouble is Trouble.REFUSED


def test_a_record_says_what_is_known(peer):
    expected = Record(
        id="OL1002W",
        title="Café, naïve & résumé",
        subtitle="panduan bahasa Prancis praktis",
        authors=("Dupré, François", "Sari, Nur-Aini"),
        isbns=("9786020312347",),
        publisher="Gramedia Pustaka Utama",
        year=2015,
        language="id",
        subjects=("Bahasa Prancis",),
        copies=(Copy("", "Open Library", "", Status.UNKNOWN),),
        link=f"{peer.url}works/OL1002W",
    )
    assert catalogue(peer).search(Query(title="naïve résumé")).records == (expected,)
    assert catalogue(peer).record("OL1002W") == expected


def test_what_can_be_read_on_the_screen_is_a_copy(peer):
    def status(number):
        return [copy.status for copy in catalogue(peer).record(f"OL{number}W").copies]

    assert status(1001) == [Status.AVAILABLE]  # public
    assert status(1002) == [Status.UNKNOWN]  # one reader at a time
    assert status(1003) == status(1004) == status(1005) == []


def test_each_field_is_asked_as_its_own(peer):
    source = catalogue(peer)
    for query, expected in [
        (Query(text="laskar hirata"), "Laskar Pelangi"),
        (Query(title="pemimpi", author="hirata"), "Sang Pemimpi"),
        (Query(subject="tasawuf"), "Ihya' 'ulumuddin"),
        (Query(isbn="978-602-8997-12-6"), "Ihya' 'ulumuddin"),
    ]:
        assert source.search(query).records[0].title == expected
    assert source.search(Query(title="pemimpi", author="toer")).total == 0
    fields = dict(peer.asked[0][1])["fields"].split(",")
    assert {"key", "title", "author_name", "ebook_access"} <= set(fields)


def test_pages_go_on_until_the_last():
    with OpenLibraryPeer(many(45)) as peer:
        turned = pages(catalogue(peer), Query(text="literasi"))
    assert [page.total for page in turned] == [45, 45, 45]
    assert len({record.id for page in turned for record in page.records}) == 45
    assert sum(len(page.records) for page in turned) == 45


@pytest.mark.parametrize("cursor", ["0", "-20", "x", "7", "99999", "²", "20 "])
def test_a_cursor_that_is_not_ours_is_told(peer, cursor):
    error = trouble(catalogue(peer).search, Query(text="laskar"), cursor)
    assert error.trouble is Trouble.BAD_QUERY
    assert not peer.asked


@pytest.mark.parametrize("words", ["", "  ", "*", "key:*"[4:], "?!"])
def test_what_would_find_everything_is_not_asked(peer, words):
    assert trouble(catalogue(peer).search, Query(text=words)).trouble is Trouble.BAD_QUERY
    assert trouble(catalogue(peer).search, Query(isbn="x")).trouble is Trouble.BAD_QUERY
    assert not peer.asked


def test_a_record_that_is_not_there_has_words_of_its_own(peer):
    for record_id in ("OL77777W", "OL1M", "", "OL1W OR *", "*"):
        error = trouble(catalogue(peer).record, record_id)
        assert (error.trouble, error.key) == (Trouble.BAD_QUERY, "trouble_no_such_record")
    assert len(peer.asked) == 1


@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_told_as_such(peer, body):
    peer.instead = (200, "application/json", body)
    assert trouble(catalogue(peer).search, Query(text="x y")).trouble is Trouble.BAD_RESPONSE


def test_a_page_for_people_is_told(peer):
    peer.instead = (200, "text/html", b"<!doctype html><p>Down for maintenance")
    assert trouble(catalogue(peer).search, Query(text="x y")).trouble is Trouble.DISABLED


def sample():
    peer = OpenLibraryPeer(many(3))
    peer.agents.append(CONTACT)
    names = "key,title,author_name,first_publish_year,isbn,language,subject,ebook_access"
    values = [("q", "literasi"), ("offset", "0"), ("limit", "2"), ("fields", names)]
    return json.loads(peer.answer("search.json", values)[2])


@given(mutated(sample()))
def test_whatever_comes_is_a_result_or_a_trouble(body):
    source = OpenLibrary(Once(body), CONTACT)
    with suppress(CatalogueError):
        page = source.search(Query(text="literasi"))
        assert all(isinstance(record.title, str) and record.id for record in page.records)
    with suppress(CatalogueError):
        assert source.record("OL1W").id == "OL1W"
