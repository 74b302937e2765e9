"""A catalogue of VuFind, against a server that answers like one."""

import json
from contextlib import suppress

import pytest
from adapters import Once, found, pages, trouble
from hypothesis import given
from hypothesis import strategies as st
from json_cases import NONSENSE, mutated
from peers.slims import many
from peers.vufind import VuFindPeer

from toolkit import practice
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import Query, Record
from toolkit.catalogue.transport import Answer, Transport
from toolkit.catalogue.vufind import VuFind
from toolkit.practice.fitting import holds


def catalogue(peer):
    return VuFind(Transport(peer.url, private_network=True, pace=0), peer.url)


@pytest.fixture
def peer():
    with VuFindPeer() as running:
        yield running


def test_a_record_says_what_the_catalogue_knows(peer):
    expected = Record(
        id="IOS1-1002.x",
        title="Café, naïve & résumé",
        subtitle="panduan bahasa Prancis praktis",
        authors=("Dupré, François", "Sari, Nur-Aini"),
        isbns=("9786020312347",),
        publisher="Gramedia Pustaka Utama",
        year=2015,
        language="id",
        subjects=("Bahasa Prancis",),
        call_number="448.24 DUP c",
        copies=None,
        link=f"{peer.url}Record/IOS1-1002.x",
    )
    page = catalogue(peer).search(Query(title="naïve resume"))
    assert page.records == (expected,)
    assert page.total == 1
    assert catalogue(peer).record("IOS1-1002.x") == expected


@pytest.mark.parametrize("words", ["laskar pelangi", "edensor hirata", "fiksi sejarah", "Kamus"])
def test_it_finds_what_a_search_means_everywhere(peer, words):
    expected = {book.number for book in practice.books() if holds(book, words)}
    assert expected
    seen = {int(record.id[5:-2]) for record in found(catalogue(peer), Query(text=words))}
    assert {number for number in seen if number < 1000} == expected


def test_several_fields_must_all_fit(peer):
    found = catalogue(peer).search(Query(title="pemimpi", author="andrea hirata")).records
    assert [record.title for record in found] == ["Sang Pemimpi"]
    assert catalogue(peer).search(Query(title="pemimpi", author="toer")).records == ()
    by_number = catalogue(peer).search(Query(isbn="978-602-8997-12-6")).records
    assert [record.title for record in by_number] == ["Ihya' 'ulumuddin"]


def test_no_hits_are_no_error(peer):
    page = catalogue(peer).search(Query(text="tidakada"))
    assert (page.records, page.total, page.cursor) == ((), 0, "")


def test_pages_go_on_until_the_last():
    with VuFindPeer(many(45)) as peer:
        turned = pages(catalogue(peer), Query(text="literasi"))
    assert [page.total for page in turned] == [45, 45, 45]
    assert len({record.id for page in turned for record in page.records}) == 45
    assert sum(len(page.records) for page in turned) == 45


@pytest.mark.parametrize("cursor", ["0", "-1", "x", "9999", "1e3", "²", "2 "])
def test_a_cursor_that_is_not_ours_is_told(peer, cursor):
    error = trouble(catalogue(peer).search, Query(text="laskar"), cursor)
    assert error.trouble is Trouble.BAD_QUERY
    assert not peer.asked


@pytest.mark.parametrize("words", ["", "  ", "*", "?!", '"', "'", "&&"])
def test_what_would_find_everything_is_not_asked(peer, words):
    assert trouble(catalogue(peer).search, Query(text=words)).trouble is Trouble.BAD_QUERY
    assert trouble(catalogue(peer).search, Query(isbn=words + "-")).trouble is Trouble.BAD_QUERY
    assert not peer.asked


def test_signs_and_words_that_are_orders_are_left_out(peer):
    catalogue(peer).search(Query(text='title:(Laskar OR +"pelangi*") NOT\\ AND [a TO b]~2 ka’bah'))
    ((_, values),) = peer.asked
    assert ("lookfor", "title laskar or pelangi not and a to b 2 ka'bah") in values


@given(st.text(max_size=40))
def test_only_letters_digits_and_apostrophes_are_asked(text):
    asked = []

    class Listening:
        def get(self, _path, values):
            asked.extend(values)
            return Answer(200, "", b'{"status": "OK", "resultCount": 0}', "")

    with suppress(CatalogueError):
        VuFind(Listening(), "http://x/").search(Query(title=text))
        (value,) = (value for name, value in asked if name == "lookfor")
        assert value.strip()
        assert not set(value) & set('+-&|!(){}[]^"~*?:\\/<>=@#$%')
        assert value == value.lower()


def test_facets_are_not_given_here(peer):
    query = Query(text="laskar", narrowed=(("year", "2005"),))
    assert trouble(catalogue(peer).search, query).trouble is Trouble.BAD_QUERY


def test_a_site_that_grants_nothing_refuses():
    with VuFindPeer(grants=()) as peer:
        assert trouble(catalogue(peer).search, Query(text="x y")).trouble is Trouble.REFUSED
        assert trouble(catalogue(peer).record, "1").trouble is Trouble.REFUSED


def test_a_site_without_the_interface_is_told(peer):
    source = VuFind(Transport(peer.address, private_network=True, pace=0), f"{peer.address}/")
    assert trouble(source.search, Query(text="laskar")).trouble is Trouble.DISABLED
    peer.instead = (200, "text/html", b"<!doctype html><p>Selamat datang")
    assert trouble(catalogue(peer).search, Query(text="laskar")).trouble is Trouble.DISABLED


def test_a_question_that_it_does_not_understand_is_told(peer):
    peer.instead = (400, "application/json", b'{"status": "ERROR"}')
    assert trouble(catalogue(peer).search, Query(text="laskar")).trouble is Trouble.BAD_QUERY


def test_a_record_that_is_not_there_has_words_of_its_own(peer):
    for record_id in ("IOS1-9.y", "", " ", "../../admin"):
        error = trouble(catalogue(peer).record, record_id)
        assert (error.trouble, error.key) == (Trouble.BAD_QUERY, "trouble_no_such_record")


@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_told_as_such(peer, body):
    peer.instead = (200, "application/json", body)
    assert trouble(catalogue(peer).search, Query(text="x y")).trouble is Trouble.BAD_RESPONSE


def test_old_shapes_of_authors_and_titles_are_read():
    said = {
        "status": "OK",
        "resultCount": 3,
        "records": [
            {"id": "1", "title": "Kopi : sejarah / Budi", "authors": {"primary": "Budi"}},
            {"id": "2", "authors": ["Ani", "Budi"], "subjects": "Kopi"},
            {"title": "without an id"},
        ],
    }
    source = VuFind(Once(json.dumps(said).encode()), "http://x/")
    first, second = source.search(Query(text="kopi")).records
    assert (first.title, first.authors) == ("Kopi : sejarah", ("Budi",))
    assert (second.title, second.authors, second.subjects) == ("", ("Ani", "Budi"), ())


def sample():
    peer = VuFindPeer(many(3))
    values = [("lookfor", "literasi"), ("type", "Title"), ("page", "1"), ("limit", "2")]
    names = ("id", "title", "shortTitle", "authors", "isbns", "subjects", "languages")
    values += [("field[]", name) for name in names]
    return json.loads(peer.answer("api/v1/search", values)[2])


@given(mutated(sample()))
def test_whatever_comes_is_a_result_or_a_trouble(body):
    source = VuFind(Once(body), "http://x/")
    with suppress(CatalogueError):
        page = source.search(Query(text="literasi"))
        assert all(isinstance(record.title, str) and record.id for record in page.records)
    with suppress(CatalogueError):
        assert source.record("1").id
