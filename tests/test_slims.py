"""A catalogue of SLiMS, against a server with each version's traps."""

import re
import unicodedata
from contextlib import ExitStack, suppress
from datetime import timedelta

import pytest
from adapters import Once, found, trouble
from hypothesis import given
from hypothesis import strategies as st
from peers.slims import ODD, STATUSES, VERSIONS, Book, SlimsPeer, many
from slims_answers import mutated

from toolkit import practice
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import Query, Record, Status
from toolkit.catalogue.slims import Slims
from toolkit.catalogue.transport import Answer, Transport
from toolkit.practice.fitting import holds, words_of


def catalogue(peer):
    return Slims(Transport(peer.url, private_network=True, pace=0), peer.url)


@pytest.fixture(params=VERSIONS)
def peer(request):
    with SlimsPeer(request.param) as running:
        yield running


@pytest.fixture
def start():
    with ExitStack() as stack:
        yield lambda *facts, **more: stack.enter_context(SlimsPeer(*facts, **more))


def ids(records):
    return [int(record.id) for record in records]


def test_a_result_says_what_the_catalogue_knows(peer):
    (record,) = catalogue(peer).search(Query(title="naïve résumé")).records
    assert record == Record(
        id="1002",
        title="Café, naïve & résumé",
        subtitle="panduan bahasa Prancis praktis",
        authors=("Dupré, François", "Sari, Nur-Aini"),
        isbns=("9786020312347",),
        publisher="Gramedia Pustaka Utama",
        year=2015,
        copies=None,
        link=f"{peer.url}index.php?p=show_detail&id=1002",
    )


def test_a_year_is_read_from_what_cataloguers_write(peer):
    years = {
        "internet sehat": 2019,
        "AC": 2006,
    }
    for words, year in years.items():
        assert catalogue(peer).search(Query(title=words)).records[0].year == year


QUERIES = (
    Query(text="laskar pelangi"),
    Query(text="pelangi laskar"),  # a phrase for some versions, words for others
    Query(text="Hirata"),
    Query(text="hirata andrea"),
    Query(text="hirata edensor"),  # spread over title and author
    Query(text="Kamus"),
    Query(text="tasawuf"),
    Query(text="ka'bah"),
    Query(text="lindungan ka'bah"),
    Query(text="Lindungan Ka’bah hamka"),
    Query(text="Harimau! Harimau!"),
    Query(text="café resume"),
    Query(title="bumi manusia"),
    Query(title="manusia bumi"),
    Query(title="War and Peace"),
    Query(title="The history"),
    Query(author="andrea hirata"),  # records have it the other way round
    Query(title="C++ 100%"),
    Query(title="praktik_langsung"),
    Query(author="Pramoedya Ananta Toer"),
    Query(author="o'brien"),
    Query(author="Nur-Aini Sari"),
    Query(title="pemimpi", author="andrea hirata"),
    Query(subject="bahasa prancis"),
    Query(title="AC/DC"),
    Query(text="fiksi", author="Hirata"),
    Query(text="kucing pelangi"),
    Query(text="tidakada"),
)


def test_the_same_search_finds_the_same_in_every_version(start):
    sources = [catalogue(start(version)) for version in VERSIONS]
    for query in QUERIES:
        first, *others = (sorted(ids(found(source, query))) for source in sources)
        assert all(other == first for other in others), query
        assert len(first) == len(set(first))


def test_it_finds_what_a_search_means_everywhere(peer):
    source = catalogue(peer)
    for words in ("laskar pelangi", "pelangi", "hirata", "hirata edensor", "manusia bumi"):
        expected = [book.number for book in practice.books() if holds(book, words)]
        assert expected
        assert (
            sorted(each for each in ids(found(source, Query(text=words))) if each < 1000)
            == expected
        )
    titles = {book.id: book.title for book in ODD}
    wanted = {"history ka'bah": 1005, "ihya ulumuddin": 1001, "war peace": 1007, "AC/DC": 1004}
    for words, number in wanted.items():
        assert number in titles
        assert number in ids(found(source, Query(text=words))), words


def test_words_of_a_subject_are_found_in_their_order_in_all_versions(start):
    # Results hold no subjects: where SLiMS takes words for a phrase nobody can look for each.
    for version in VERSIONS:
        source = catalogue(start(version))
        in_order, turned = (
            set(ids(found(source, Query(subject=words))))
            for words in ("fiksi sejarah", "sejarah fiksi")
        )
        assert in_order
        assert turned == (in_order if version < "9.5" else set()) or turned < in_order


def test_what_stands_in_the_title_comes_first(start):
    books = [
        Book(9, "Kucing", subjects=("Hewan",)),
        Book(8, "Satwa", ("Kucing, Budi",)),
        Book(7, "Merawat satwa", subjects=("Kucing",)),
        Book(6, "Kucing di rumah", ("Kucing, Budi",), subjects=("Kucing",)),
    ]
    for version in VERSIONS:
        page = catalogue(start(version, books)).search(Query(text="kucing"))
        assert ids(page.records) == [9, 6, 8, 7]
        assert page.total == 4
        assert not page.cursor


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("size", [10, 15, 20, 50])
def test_pages_lose_nothing_and_repeat_nothing(start, version, size):
    source = catalogue(start(version, many(47), size=size))
    for query in (
        Query(text="literasi digital"),
        Query(title="literasi"),
        Query(author="Budi Santoso"),
    ):
        records = ids(found(source, query))
        assert sorted(records) == list(range(1, 48))
        assert len(records) == 47


def test_pages_of_a_few_end(start):
    # In 9.6 what lies between two short pages cannot be reached at all.
    assert len(found(catalogue(start("9.4.2", many(23), size=4)), Query(title="literasi"))) == 23
    reached = found(catalogue(start("9.6.1", many(23), size=4)), Query(title="literasi"))
    assert len(reached) == len(set(ids(reached))) == 11


def test_a_total_is_told_only_where_it_is_true(start):
    for version in VERSIONS:
        source = catalogue(start(version, [*many(30), Book(99, "Lain", ("Literasi, Ani",))]))
        assert source.search(Query(title="literasi")).total == 30
        page = source.search(Query(text="literasi"))
        assert page.total is None  # titles, authors and subjects may be the same books
        assert page.cursor
        assert source.search(Query(author="Ani Literasi")).total == 1
        assert source.search(Query(text="tidakada")).total == 0


def test_a_search_that_gives_up_says_no_total(start):
    books = [Book(number, f"Perpustakaan {number}") for number in range(1, 101)]
    page = catalogue(start("9.7.0", books)).search(Query(title="perpustakaan kucing"))
    assert (page.records, page.total, page.cursor) == ((), None, "")


def test_a_page_that_is_always_the_same_ends(start):
    peer = start("9.7.0", many(30))
    first = peer.answer(
        "index.php", [("search", "search"), ("resultXML", "true"), ("title", "literasi")]
    )
    peer.broken["page"] = first
    assert len(found(catalogue(peer), Query(title="literasi"))) == 10


def test_a_search_asks_no_more_than_somebody_waits_for(peer):
    source = catalogue(peer)
    for words in ("tidak ada begini", "pelangi", "fiksi indonesia", "ka'bah", "the hobbit"):
        before = len(peer.asked)
        source.search(Query(text=words))
        assert 1 <= len(peer.asked) - before <= 6
    before = len(peer.asked)
    source.record("1")
    assert len(peer.asked) - before == 2


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "%",
        "_",
        "%%",
        "the",
        "of the",
        "and",
        "AND or Not",
        "!!!",
        "+",
        "0",
        "-",
        '"',
        "a",
    ],
)
def test_what_would_find_everything_is_not_asked(peer, words):
    for query in (Query(text=words), Query(title=words), Query(subject=words, author=words)):
        error = trouble(catalogue(peer).search, query)
        assert error.trouble is Trouble.BAD_QUERY
    assert not peer.asked


def test_facets_are_no_thing_of_slims(peer):
    query = Query(text="laskar", narrowed=(("year", "2005"),))
    assert trouble(catalogue(peer).search, query).trouble is Trouble.BAD_QUERY


@given(st.text(max_size=60), st.sampled_from(["text", "title", "author", "subject", "isbn"]))
def test_no_sign_that_means_something_else_is_sent(text, field):
    """Values are decoded twice, and some words are orders."""
    sent = []

    class Listening:
        def get(self, _path, values):
            sent.extend(values)
            return Answer(200, "text/html", b"", "")

    with suppress(CatalogueError):
        assert Slims(Listening(), "http://x/").search(Query(**{field: text})).records == ()
    for name, value in sent:
        if name in {"title", "author", "subject"}:
            assert all(unicodedata.category(each)[0] in "LMN" or each == " " for each in value)
            assert value.split() == value.split(" ") != []
            assert not {"and", "or", "not", "exact"} & {*value.casefold().split()}
            assert {*"".join(words_of(value))} <= {*"".join(words_of(text))}
        elif name == "isbn":
            assert re.fullmatch(r"[0-9Xx-]+", value)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("978-602-8997-12-6", 1001),
        ("9786028997126", 1001),
        ("ISBN 978 602 8997 12 6", 1001),
        ("602-8997-12-9", 1001),
        ("9786020312347", 1002),
        ("978-602-03-1234-7", 1002),
        ("9786020025709", 1007),
    ],
)
def test_a_number_is_found_however_it_is_stored_and_typed(peer, typed, number):
    page = catalogue(peer).search(Query(isbn=typed))
    assert ids(page.records) == [number]
    assert page.total == 1
    assert not page.cursor


def test_what_is_no_number_finds_nothing(peer):
    assert trouble(catalogue(peer).search, Query(isbn="laskar")).trouble is Trouble.BAD_QUERY
    assert catalogue(peer).search(Query(isbn="9789793062792")).records == ()


def test_a_record_says_where_its_copies_are(peer):
    record = catalogue(peer).record("1001")
    on_loan, available = record.copies
    assert (record.id, record.authors[0]) == ("1001", "al-Ghazali, Abu Hamid")
    assert record.subjects == ("Tasawuf", "Akhlak")
    assert record.call_number == "2X5.1 GHA i"
    assert record.language == "id"
    assert record.isbns == ("9786028997126",)
    assert record.link.endswith("/katalog/index.php?p=show_detail&id=1001")
    assert (on_loan.code, on_loan.location, on_loan.call_number) == (
        "B50031",
        "Rak utama",
        "2X5.1 GHA i",
    )
    assert on_loan.status is Status.ON_LOAN
    assert on_loan.due == peer.today + timedelta(days=9)
    assert (available.status, available.due) == (Status.AVAILABLE, None)


def test_each_copy_of_the_practice_shelf_has_its_status(peer):
    source = catalogue(peer)
    for book in practice.books()[:12]:
        record = source.record(str(book.number))
        assert record.title == book.title
        assert [(copy.code, copy.status.value) for copy in record.copies] == [
            (copy.code, copy.status) for copy in book.copies
        ]


def test_a_title_that_slims_loses_comes_from_its_page(peer):
    record = catalogue(peer).record("1001")
    assert (record.title, record.subtitle) == ("Ihya' 'ulumuddin", "")
    assert catalogue(peer).record("1004").title == "Sejarah AC/DC"
    kept = catalogue(peer).record("1002")
    assert (kept.title, kept.subtitle) == ("Café, naïve & résumé", "panduan bahasa Prancis praktis")


def test_or_else_from_the_results(peer):
    peer.has_metadata = False
    source = catalogue(peer)
    source.search(Query(title="ulumuddin"))
    record = source.record("1001")
    assert record.title == "Ihya' 'ulumuddin"
    assert [copy.status for copy in record.copies] == [Status.ON_LOAN, Status.AVAILABLE]


@pytest.mark.parametrize("language", STATUSES)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_status_is_read_in_the_librarys_language(start, version, language):
    source = catalogue(start(version, language=language))
    statuses = [copy.status for number in ("1001", "1002") for copy in source.record(number).copies]
    if language == "ar" and version < "9.5":
        assert set(statuses) == {Status.UNKNOWN}  # it stands in words alone, and not in ours
    else:
        assert statuses == [Status.ON_LOAN, Status.AVAILABLE, Status.NOT_FOR_LOAN]


def test_a_page_that_says_nothing_leaves_the_status_unknown(peer):
    for answer in [
        (200, "text/html", b"<html><p>Tema lain</p>"),
        (200, "text/html", b""),
        (500, "text/html", b"<h1>Error</h1>"),
        (404, "text/html", b""),
    ]:
        peer.answer = lambda path, values, answer=answer: (
            SlimsPeer.answer(peer, path, values) if ("inXML", "true") in values else answer
        )
        record = catalogue(peer).record("1")
        assert record.title == "Laskar Pelangi"
        assert {copy.status for copy in record.copies} == {Status.UNKNOWN}


def test_a_record_without_copies_needs_no_page(peer):
    assert catalogue(peer).record("1003").copies == ()
    assert len(peer.asked) == 1


def test_a_record_that_is_not_there_has_words_of_its_own(peer):
    for record_id in ("77777", "", "abc", "1; DROP", "../1", "1" * 30):
        error = trouble(catalogue(peer).record, record_id)
        assert error.trouble is Trouble.BAD_QUERY
        assert error.key == "trouble_no_such_record"
        assert error.sentence("id") != CatalogueError(Trouble.BAD_QUERY).sentence("id")


def test_xml_switched_off_is_told_and_records_still_come_from_their_pages(start):
    for version in VERSIONS:
        source = catalogue(start(version, has_xml=False))
        assert trouble(source.search, Query(text="laskar")).trouble is Trouble.DISABLED
        record = source.record("1")
        assert record.title == "Laskar Pelangi"
        assert record.authors == ("Hirata, Andrea",)
        assert [copy.status for copy in record.copies] == [Status.AVAILABLE, Status.ON_LOAN]
        assert record.copies[0].code == "P00001"
        assert record.copies[0].call_number == "899.221 3 HIR l"
        assert trouble(source.record, "77777").trouble is Trouble.BAD_RESPONSE


def test_an_address_without_slims_is_told(start):
    peer = start("9.7.0")
    peer.broken["search"] = (404, "text/html", b"<!doctype html>")
    assert trouble(catalogue(peer).search, Query(text="laskar")).trouble is Trouble.DISABLED


def test_what_was_found_is_shown_although_the_rest_fails(start):
    peer = start("9.7.0")
    source = catalogue(peer)
    peer.broken["subject"] = (500, "text/html", b"")
    page = source.search(Query(text="laskar"))
    assert page.records
    assert page.total is None
    assert trouble(source.search, Query(text="laskar"), page.cursor).trouble is Trouble.BAD_RESPONSE
    del peer.broken["subject"]
    assert found(source, Query(text="laskar"))
    peer.broken["title"] = (500, "text/html", b"")
    assert trouble(source.search, Query(text="laskar")).trouble is Trouble.BAD_RESPONSE


def test_a_last_look_for_more_may_fail_in_silence(start):
    peer = start("9.7.0", many(12, "Pengantar literasi digital bagian"))
    source = catalogue(peer)
    query = Query(title="literasi digital")
    first = source.search(query)
    second = source.search(query, first.cursor)
    assert (len(first.records), len(second.records)) == (10, 2)
    peer.broken["title"] = (500, "text/html", b"")
    assert trouble(source.search, query, first.cursor).trouble is Trouble.BAD_RESPONSE
    third = source.search(query, second.cursor)  # all that was typed is asked; only more is sought
    assert (third.records, third.cursor) == ((), "")


@given(st.text(max_size=40))
def test_a_cursor_that_is_not_ours_is_told(cursor):
    source = Slims(None, "http://x/")
    if cursor:
        with suppress(AttributeError):  # it was one of ours: somebody would be asked now
            assert trouble(source.search, Query(text="x"), cursor).trouble is Trouble.BAD_QUERY


def test_a_cursor_of_another_search_is_told_and_none_grows_too_long(start):
    source = catalogue(start("9.4.2", many(800), size=100))
    cursor, longest = "", 0
    for _ in range(7):
        cursor = source.search(Query(text="literasi"), cursor).cursor
        longest = max(longest, len(cursor))
    assert 500 < longest < 2500
    assert trouble(source.search, Query(isbn="9786028997126"), cursor).trouble is Trouble.BAD_QUERY


@pytest.mark.parametrize(
    ("status", "media_type", "body"),
    [
        (200, "text/xml", b"<html><body>Selamat datang</body></html>"),
        (200, "text/html", b"<br />\n<b>Warning</b>: mysqli"),
    ],
)
def test_a_page_for_people_means_that_it_is_switched_off(start, status, media_type, body):
    peer = start("9.4.2")
    peer.broken["search"] = (status, media_type, body)
    assert trouble(catalogue(peer).search, Query(text="x y")).trouble is Trouble.DISABLED


@pytest.mark.parametrize(
    ("status", "media_type", "body"),
    [
        (200, "text/xml", b"<?xml version='1.0'?><rss/>"),
        (200, "text/xml", b"<modsCollection/>"),
        (200, "text/xml", b"<modsCollection xmlns='http://www.loc.gov/mods/v3'><mods>"),
        (200, "text/xml", b"[]"),
        (200, "application/json", b"{}"),
        (200, "text/xml", b"\x00\xff\xfe"),
        (200, "text/xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        (500, "text/html", b"<h1>oops</h1>"),
        (418, "text/plain", b""),
    ],
)
def test_nonsense_is_told_as_such(start, status, media_type, body):
    peer = start("9.4.2")
    peer.broken["search"] = peer.broken["inXML"] = (status, media_type, body)
    assert trouble(catalogue(peer).search, Query(text="x y")).trouble is Trouble.BAD_RESPONSE


@given(mutated(), st.sampled_from(["text/xml", "text/html", "", "application/json"]))
def test_whatever_comes_is_a_result_or_a_trouble(body, media_type):
    for status in (200, 404, 500):
        source = Slims(Once(body, media_type, status), "http://x/")
        with suppress(CatalogueError):
            page = source.search(Query(text="laskar pelangi"))
            assert all(record.id.isdecimal() for record in page.records)
            source.search(Query(text="laskar pelangi"), page.cursor)
        with suppress(CatalogueError):
            assert source.record("1").id
