import re
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from peers import zebra_server

from toolkit import catalogue
from toolkit.catalogue import markup
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import Query, Status
from toolkit.catalogue.sru import INDEXES, PAGE_SIZE, WORD_SETS, Sru
from toolkit.catalogue.transport import Answer, Transport
from toolkit.practice import books


class Told:
    """In the place of a transport: gives what a test told it to, and keeps what was asked."""

    def __init__(self, *answers, status=200, media_type="text/xml"):
        self.answers = list(answers)
        self.asked = []
        self.status, self.media_type = status, media_type

    def get(self, address="", params=(), **_):
        self.asked.append(dict(params))
        body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        body = body if isinstance(body, bytes) else body.encode()
        return Answer(self.status, self.media_type, body, address)


def told(*answers, **facts):
    transport = Told(*answers, **facts)
    return Sru(transport, "http://127.0.0.1/biblios"), transport


def envelope(inside, space="http://www.loc.gov/zing/srw/"):
    return (
        f'<?xml version="1.0"?><zs:searchRetrieveResponse xmlns:zs="{space}">{inside}'
        "</zs:searchRetrieveResponse>"
    )


def diagnostic(number):
    return (
        "<zs:diagnostics><diagnostic xmlns='http://www.loc.gov/zing/srw/diagnostic/'>"
        f"<uri>info:srw/diagnostic/1/{number}</uri><details>laskar</details>"
        "<message>Not so</message></diagnostic></zs:diagnostics>"
    )


RECORD = (
    '<record xmlns="http://www.loc.gov/MARC21/slim"><controlfield tag="001">7</controlfield>'
    '<datafield tag="245" ind1=" " ind2=" "><subfield code="a">Bumi manusia</subfield></datafield>'
    "</record>"
)


def found(*data, total=None):
    places = "".join(
        f"<zs:record><zs:recordData>{each}</zs:recordData></zs:record>" for each in data
    )
    number = len(data) if total is None else total
    return f"<zs:numberOfRecords>{number}</zs:numberOfRecords><zs:records>{places}</zs:records>"


def trouble_of(told_catalogue, query=Query(title="bumi")):  # noqa: B008
    with pytest.raises(CatalogueError) as said:
        told_catalogue.search(query)
    assert said.value.sentence("id")
    assert "laskar" not in said.value.detail  # nothing of what somebody typed
    return said.value


@pytest.fixture
def koha(zebra):
    return Sru(Transport(zebra.koha, private_network=True, pace=0), zebra.koha)


@pytest.fixture
def other(zebra):
    return Sru(Transport(zebra.other, private_network=True, pace=0), zebra.other)


def all_titles(catalogue, query):
    titles, cursor = [], ""
    while True:
        page = catalogue.search(query, cursor)
        titles += [record.title for record in page.records]
        if not (cursor := page.cursor):
            return titles, page.total


# Against Zebra


def test_a_book_with_all_that_is_known_of_it(koha):
    (record,) = (
        record
        for record in koha.search(Query(text="hirata laskar")).records
        if record.title == "Laskar Pelangi" and not record.subtitle
    )
    book = next(book for book in books() if book.number == 1)
    assert (record.id, record.authors, record.year) == ("1", book.authors, book.year)
    assert (record.publisher, record.language) == (book.publisher, book.language)
    assert (record.subjects, record.call_number) == (book.subjects, book.call_number)
    assert [copy.code for copy in record.copies] == [copy.code for copy in book.copies]
    on_loan = next(copy for copy in record.copies if copy.status == Status.ON_LOAN)
    assert on_loan.due > date(2026, 12, 5)
    assert koha.record("1") == record


def test_it_is_opened_by_its_kind_and_address(zebra):
    opened = catalogue.open("sru", zebra.koha, private_network=True)
    assert opened.search(Query(isbn="9780306406157")).total == 1


def test_every_practice_book_is_found_by_its_title_and_author(koha):
    for book in books()[:40]:
        titles, _ = all_titles(koha, Query(title=book.title, author=" ".join(book.authors)))
        assert book.title in titles, book.title


def test_words_may_be_spread_over_title_author_and_subject(koha):
    titles, _ = all_titles(koha, Query(text="fiksi HIRATA pelangi"))
    assert "Laskar Pelangi" in titles
    assert koha.search(Query(text="hirata manusia")).total == 0
    assert koha.search(Query(title="hirata")).total == 0


@pytest.mark.parametrize(
    ("query", "number"),
    [
        (Query(title="ka'bah kiblat"), "9001"),
        (Query(title="Ka’bah arah"), "9001"),
        (Query(title='belajar "C" \\ C++ *cepat*?'), "9002"),
        (Query(title="Café naïve"), "9003"),
        (Query(title="cafe\u0301"), "9003"),
        (Query(isbn="0-306-40615-2"), "9004"),
        (Query(isbn="9780306406157"), "9004"),
        (Query(title="anak anak merapi"), "9006"),
        (Query(text="tere merapi"), "9006"),
    ],
)
def test_odd_records_are_found_by_what_people_type(koha, query, number):
    assert [record.id for record in koha.search(query).records] == [number]


def test_a_record_is_found_by_the_number_koha_has_for_it(koha):
    (record,) = koha.search(Query(title="nomor koha")).records
    assert record.id == "77"
    assert koha.record("77") == record
    assert [(copy.code, copy.status) for copy in record.copies] == [("K77", Status.NOT_FOR_LOAN)]


def test_pages_follow_each_other_without_gap_or_double(koha):
    titles, total = all_titles(koha, Query(title="seri keterampilan"))
    assert total == len(titles) == len(zebra_server.SERIES)
    assert set(titles) == {f"Seri keterampilan, jilid {number}" for number in zebra_server.SERIES}


def test_the_last_page_may_be_full():
    catalogue, _ = told(envelope(found(*[RECORD] * 10, total=20)))
    assert catalogue.search(Query(title="bumi")).cursor == "11"
    assert catalogue.search(Query(title="bumi"), "11").cursor == ""
    one_more, _ = told(envelope(found(*[RECORD] * 10, total=11)))
    assert one_more.search(Query(title="bumi")).cursor == "11"


def test_past_the_end_there_is_an_empty_page(koha):
    page = koha.search(Query(title="seri keterampilan"), "999")
    assert (page.records, page.total, page.cursor) == ((), len(zebra_server.SERIES), "")


def test_nothing_found_is_an_empty_page(koha):
    page = koha.search(Query(title="zzzz"))
    assert (page.records, page.total, page.cursor) == ((), 0, "")


def test_an_unknown_record_is_said_to_be_gone(koha):
    with pytest.raises(CatalogueError) as said:
        koha.record("no such")
    assert said.value.key == "trouble_no_such_record"


def test_a_server_with_other_names_and_without_marc_is_asked_in_its_way(other):
    (record,) = other.search(Query(author="rusli marah", title="nurbaya")).records
    assert record.title == "Sitti Nurbaya"
    assert record.subtitle == "kasih tak sampai"
    assert (record.id, record.language) == ("3", "id")
    assert other.record("3") == record
    assert [each.id for each in other.search(Query(isbn="0306406152")).records] == ["9004"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.sampled_from(["text", "title", "author", "subject", "isbn"]))
@example('and or not ( ) = " \\ * ? ^', "text")
def test_whatever_is_typed_gives_a_page_or_a_sentence(koha, text, field):
    try:
        page = koha.search(Query(**{field: text}))
    except CatalogueError as error:
        assert error.trouble == Trouble.BAD_QUERY  # noqa: PT017
    else:
        assert len(page.records) <= PAGE_SIZE


# What servers say, told


def test_every_request_says_version_size_and_schema():
    catalogue, transport = told(envelope(found(RECORD, total=31)))
    page = catalogue.search(Query(title="bumi"), "21")
    assert transport.asked == [
        {
            "version": "1.1",
            "operation": "searchRetrieve",
            "query": 'dc.title all "bumi"',
            "startRecord": "21",
            "maximumRecords": "10",
            "recordSchema": "marcxml",
        }
    ]
    assert page.cursor == "22"


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (1, Trouble.BAD_RESPONSE),
        (2, Trouble.BUSY),
        (3, Trouble.REFUSED),
        (4, Trouble.DISABLED),
        (5, Trouble.DISABLED),
        (6, Trouble.BAD_RESPONSE),
        (7, Trouble.BAD_RESPONSE),
        (10, Trouble.BAD_QUERY),
        (16, Trouble.BAD_QUERY),
        (60, Trouble.BAD_QUERY),
        (66, Trouble.DISABLED),
        (999, Trouble.BAD_RESPONSE),
        ("", Trouble.BAD_RESPONSE),
        ("²", Trouble.BAD_RESPONSE),
    ],
)
def test_diagnostics_are_kinds_of_trouble(number, trouble):
    catalogue, transport = told(envelope(diagnostic(number)))
    assert trouble_of(catalogue).trouble == trouble
    assert len(transport.asked) < 8


def test_what_worked_is_asked_first_from_then_on():
    catalogue, transport = told(
        envelope(diagnostic(5)),
        envelope(diagnostic(16)),
        envelope(diagnostic(66)),
        envelope(found(RECORD)),
    )
    catalogue.search(Query(author="toer"))
    catalogue.search(Query(author="toer"))
    assert [
        (asked["version"], asked["query"].split()[0], asked["recordSchema"])
        for asked in transport.asked
    ] == [
        ("1.1", "dc.creator", "marcxml"),
        ("1.2", "dc.creator", "marcxml"),
        ("1.2", "dc.author", "marcxml"),
        *[("1.2", "dc.author", "dc")] * 2,
    ]


def test_a_search_whose_time_is_over_leaves_what_it_learned():
    late = envelope(diagnostic(5)), envelope(diagnostic(66)), "late", envelope(found(RECORD))
    catalogue, transport = told(*late)
    trouble_of(catalogue)
    catalogue.search(Query(title="bumi"))
    ways = [(asked["version"], asked["recordSchema"]) for asked in transport.asked]
    assert ways == [("1.1", "marcxml"), ("1.2", "marcxml"), ("1.2", "dc"), ("1.2", "dc")]


def test_names_for_numbers_do_not_disturb_those_for_words():
    catalogue, transport = told(
        envelope(diagnostic(15)), envelope(found(RECORD)), envelope(found(RECORD))
    )
    catalogue.search(Query(isbn="9780306406158"))
    catalogue.search(Query(author="toer"))
    queries = [asked["query"].split()[0] for asked in transport.asked]
    assert queries == ["bath.isbn", "dc.isbn", "dc.creator"]


def test_all_names_are_tried_even_after_the_last_one_worked():
    answers = [envelope(diagnostic(16))] * (len(WORD_SETS) - 1)
    catalogue, transport = told(*answers, envelope(found(RECORD)), envelope(diagnostic(16)))
    catalogue.search(Query(author="toer"))
    trouble_of(catalogue, Query(author="toer"))
    asked = [each["query"].split()[0] for each in transport.asked[len(WORD_SETS) :]]
    assert set(asked) == {"author", "dc.author", INDEXES["author"]}


def test_a_diagnostic_in_the_place_of_a_record_leaves_the_others():
    bad = diagnostic(66).removeprefix("<zs:diagnostics>").removesuffix("</zs:diagnostics>")
    catalogue, _ = told(envelope(found(RECORD, bad, total=2)))
    page = catalogue.search(Query(title="bumi"))
    assert [record.id for record in page.records] == ["7"]
    assert page.cursor == ""


def test_a_schema_that_no_record_has_is_as_good_as_none():
    bad = diagnostic(67).removeprefix("<zs:diagnostics>").removesuffix("</zs:diagnostics>")
    catalogue, transport = told(envelope(found(bad, bad)), envelope(found(RECORD)))
    assert catalogue.search(Query(title="bumi")).records
    assert [asked["recordSchema"] for asked in transport.asked] == ["marcxml", "dc"]


def test_sru_2_and_records_as_text_are_read():
    packed = RECORD.replace("<", "&lt;")
    space = "http://docs.oasis-open.org/ns/search-ws/sruResponse"
    catalogue, _ = told(envelope(found(packed, "&lt;broken", "", total=3), space))
    page = catalogue.search(Query(title="bumi"))
    assert [record.title for record in page.records] == ["Bumi manusia"]
    assert page.cursor == ""


def test_an_entity_in_a_packed_record_is_not_opened():
    packed = '&lt;!DOCTYPE record [&lt;!ENTITY x "y"&gt;]&gt;' + RECORD.replace("<", "&lt;")
    catalogue, _ = told(envelope(found(packed, RECORD)))
    assert len(catalogue.search(Query(title="bumi")).records) == 1


PERPUSNAS = b"<?xml version='1.0'?><root><record><title>Bumi manusia</title></record></root>"


@pytest.mark.parametrize(
    ("body", "facts", "trouble", "key"),
    [
        (PERPUSNAS, {}, Trouble.BAD_RESPONSE, "not_sru"),
        (RECORD, {}, Trouble.BAD_RESPONSE, "not_sru"),
        (b"<record/><record/>", {}, Trouble.BAD_RESPONSE, "trouble_bad_response"),
        (b"<!doctype html><p>Koha", {"media_type": "text/html"}, Trouble.BAD_RESPONSE, "not_sru"),
        (b"Not found", {"status": 404}, Trouble.DISABLED, "not_sru"),
        (b"<html><p>Not found</p></html>", {"status": 404}, Trouble.DISABLED, "not_sru"),
        (b"", {"status": 500}, Trouble.BAD_RESPONSE, "trouble_bad_response"),
        (b"<explainResponse/>", {}, Trouble.BAD_RESPONSE, "not_sru"),
        (envelope(""), {}, Trouble.BAD_RESPONSE, "trouble_bad_response"),
        (envelope(found(total=12)), {}, Trouble.BAD_RESPONSE, "trouble_bad_response"),
        (envelope(found(total="-1")), {}, Trouble.BAD_RESPONSE, "trouble_bad_response"),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + envelope("")[21:], {}, Trouble.BAD_RESPONSE, None),
    ],
)
def test_what_is_no_answer_of_sru_is_said_to_be_none(body, facts, trouble, key):
    error = trouble_of(told(body, **facts)[0])
    assert error.trouble == trouble
    assert key in {error.key, None}


def test_diagnostics_count_whatever_the_status():
    catalogue, _ = told(envelope(diagnostic(10)), status=500)
    assert trouble_of(catalogue).trouble == Trouble.BAD_QUERY


@pytest.mark.parametrize("cursor", ["0", "-1", "x", "١", "9" * 12, "9" * 5000, "1; drop"])
def test_a_cursor_that_is_none_of_ours_is_refused(cursor):
    catalogue, transport = told(envelope(found(RECORD)))
    with pytest.raises(CatalogueError):
        catalogue.search(Query(title="bumi"), cursor)
    assert not transport.asked


WHOLE = envelope(found(RECORD, RECORD.replace("Bumi", "Café"), total=12)).encode()


@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 20), st.binary(max_size=6)),
        min_size=1,
        max_size=3,
    )
)
@example([(0, 0, b"\xff\xfe")])
def test_a_mutated_answer_is_a_page_or_a_sentence(mutations):
    body = WHOLE
    for place, length, instead in mutations:
        body = body[:place] + instead + body[place + length :]
    catalogue, _ = told(body)
    for ask in (lambda: catalogue.search(Query(title="bumi")), lambda: catalogue.record("7")):
        try:
            ask()
        except CatalogueError as error:
            assert error.sentence("en")  # noqa: PT017


TREE = re.findall(r"<[^>]+>|[^<]+", WHOLE.decode())


@given(st.lists(st.integers(0, len(TREE) - 1), max_size=4), st.text("<>&0159-é ", max_size=4))
def test_elements_that_are_missing_or_hold_other_things_are_no_trouble(places, text):
    pieces = [text if place in places else piece for place, piece in enumerate(TREE)]
    body = "".join(pieces).encode()
    try:
        markup.parse(body)
    except CatalogueError:
        return
    catalogue, _ = told(body)
    try:
        catalogue.search(Query(title="bumi"))
    except CatalogueError as error:
        assert error.trouble in {Trouble.BAD_RESPONSE, Trouble.DISABLED}  # noqa: PT017
