import html
import re
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from peers.oai import OaiPeer

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.formats import dublin_core
from toolkit.catalogue.oai import Batch, Harvest, address_of
from toolkit.catalogue.transport import Answer, Transport


@pytest.fixture
def server():
    with OaiPeer() as running:
        yield running


def harvest(server, path):
    url = f"{server.url}{path}"
    return Harvest(Transport(url, private_network=True, pace=0), url)


def trouble_of(pages):
    with pytest.raises(CatalogueError) as said:
        list(islice(pages, 50))
    assert said.value.sentence("id")
    return said.value


def records(batches):
    return [record for batch in batches for record in batch.records]


@pytest.mark.parametrize("path", ["oai.php", "oai2.php"])
def test_slims_gives_its_whole_catalogue_as_dublin_core(server, path):
    batches = list(harvest(server, path).pages())
    assert [len(batch.records) for batch in batches] == [100, 100, 50]
    assert {batch.complete_size for batch in batches} == {250}
    assert [bool(batch.token) for batch in batches] == [True, True, False]
    first, second, third = records(batches)[:3]
    assert (first.title, first.subtitle) == ("Café & résumé", "panduan")
    assert second.title == "Ka'bah"
    assert third.title == "Laskar Pelangi"
    assert first.id == "oai:127.0.0.1:0"
    assert first.authors == ("Hirata, Andrea",)
    assert first.subjects == ("Fiksi & sastra",)
    assert (first.publisher, first.year, first.language) == ("Bentang Pustaka", 2005, "id")
    assert first.isbns == ("9793062797",)
    assert first.link == "http://127.0.0.1/index.php?p=show_detail&id=0"


def test_inlislite_gives_marcxml(server):
    batches = list(harvest(server, "inlislite").pages())
    assert {parameters.get("metadataPrefix") for parameters in server.batches} == {"marcxml", None}
    found = records(batches)
    assert len(found) == 250
    assert found[2].id == "oai:127.0.0.1:2"  # the one that a deletion would name
    assert found[2].title == "Laskar Pelangi"
    assert found[2].call_number == "899.221 3 HIR l"
    assert found[2].subjects == ("Fiksi -- Indonesia",)
    assert found[2].link == "http://127.0.0.1/opac/detail-opac?id=2"


def test_marcxml_is_known_by_its_namespace_too(server):
    batch = next(harvest(server, "other-name").pages())
    assert batch.records[2].call_number
    assert server.batches[0]["metadataPrefix"] == "marc-dari-koha"


@pytest.mark.parametrize("path", ["broken-marcxml", "refused-marcxml", "hollow-marcxml"])
def test_where_marcxml_is_only_promised_dublin_core_is_taken(server, path):
    found = records(harvest(server, path).pages())
    assert len(found) == 250
    assert found[0].subtitle == "panduan"


def test_a_harvest_goes_on_in_another_process_from_a_token(server):
    whole = list(harvest(server, "oai2.php").pages())
    rest = list(harvest(server, "oai2.php").pages(whole[0].token))
    assert rest == whole[1:]
    assert not any(batch.started_over for batch in rest)


def test_a_token_that_is_forgotten_leads_back_to_the_beginning(server):
    pages = harvest(server, "inlislite").pages()
    token = next(pages).token
    server.known = False
    anew = harvest(server, "inlislite").pages(token)
    first = next(anew)
    assert first.started_over
    assert first.records[0].id == "oai:127.0.0.1:0"
    server.known = True
    rest = list(anew)
    assert len(records([first, *rest])) == 250
    assert not any(batch.started_over for batch in rest)


def test_a_catalogue_that_never_knows_its_tokens_is_left(server):
    server.known = False
    batches, pages = [], harvest(server, "oai2.php").pages()
    with pytest.raises(CatalogueError) as said:
        batches.extend(pages)
    assert said.value.key == "harvest_token"
    assert [batch.started_over for batch in batches] == [False, True]


def test_nothing_to_harvest_is_one_empty_batch(server):
    assert list(harvest(server, "nothing").pages()) == [Batch((), (), "", 0)]


def test_deleted_records_are_named(server):
    batch = next(harvest(server, "deleting").pages())
    assert batch.deleted == ("oai:127.0.0.1:3",)
    assert "oai:127.0.0.1:3" not in {record.id for record in batch.records}


def test_a_record_without_a_title_is_counted_and_left_out(server):
    batch = next(harvest(server, "untitled").pages())
    assert (len(batch.records), batch.skipped) == (99, 1)


@pytest.mark.parametrize("path", ["endless", "same-token", "empty", "first-again"])
def test_a_harvest_that_leads_nowhere_ends_with_a_sentence(server, path):
    assert trouble_of(harvest(server, path).pages()).key == "harvest_endless"
    assert len(server.batches) < (3 if path == "same-token" else 20)


@pytest.mark.parametrize(("path", "trouble"), [("html", "bad-response"), ("away", "disabled")])
def test_what_is_no_oai_says_so(server, path, trouble):
    error = trouble_of(harvest(server, path).pages())
    assert (error.trouble, error.key) == (trouble, "not_oai")


def test_what_one_bad_record_puts_into_a_page_costs_no_other(server):
    found = records(harvest(server, "control").pages())
    assert len(found) == 250
    assert found[7].title == "Buku 7"
    assert found[8].title.startswith("Buku")
    assert len(records(harvest(server, "warned").pages())) == 250


@pytest.mark.parametrize(
    ("sent", "title"),
    [
        ("Ilmu & kita", "Ilmu & kita"),
        ("Ilmu &amp; kita", "Ilmu & kita"),
        ("Caf&eacute;&nbsp;kita", "Café kita"),
        ("R&D &kita; ya", "R&D &kita; ya"),
        ("Ilmu &LT; kita", "Ilmu < kita"),
        ("Ilmu &#55296;&#x110000; kita", "Ilmu \ufffd\ufffd kita"),
        (f"Ilmu &#{'9' * 5000}; kita", None),
    ],
)
def test_signs_that_mean_nothing_in_xml_cost_no_batch(sent, title):
    body = page_of("oai2.php", "oai_dc").replace(b"Buku 4<", f"{sent}<".encode())
    (batch,) = Harvest(Told(body), "https://a.example/").pages()
    assert len(batch.records) == 5
    assert title is None or batch.records[4].title == title


def test_no_error_of_a_server_commands_the_terminal():
    body = b"<OAI-PMH><error code='&#x9b;31mbadVerb'/></OAI-PMH>"
    said = trouble_of(Harvest(Told(body), "https://a.example/").pages()).sentence("id")
    assert "badVerb" in said
    assert said.isprintable()


def test_a_server_that_is_busy_is_asked_again(server):
    server.busy = 4
    assert len(records(harvest(server, "oai2.php").pages())) == 250


def test_a_server_that_stays_busy_is_left(server):
    server.busy = 1000
    assert trouble_of(harvest(server, "oai2.php").pages()).trouble == Trouble.BUSY
    assert server.busy > 900


class Told:
    """In the place of a transport: gives one answer to everything."""

    def __init__(self, body):
        self.body = body
        self.left = 30

    def get(self, address="", *_, **__):
        self.left -= 1
        assert self.left, "it asks for ever"
        return Answer(200, "text/xml", self.body, address)


def page_of(path, prefix):
    return OaiPeer(5).page(path, prefix, 0)


WHOLE = [page_of("oai2.php", "oai_dc"), page_of("inlislite", "marcxml")]


@given(
    st.sampled_from(WHOLE),
    st.lists(
        st.tuples(st.integers(0, len(WHOLE[1])), st.integers(0, 30), st.binary(max_size=6)),
        min_size=1,
        max_size=3,
    ),
)
@example(WHOLE[0], [(0, 0, b"\xff\xfe")])
@example(b"&#999999999999999999999;<?xml", [(0, 0, b"")])
def test_a_mutated_answer_gives_batches_or_a_sentence(body, mutations):
    for place, length, instead in mutations:
        body = body[:place] + instead + body[place + length :]
    try:
        batches = list(Harvest(Told(body), "http://127.0.0.1/oai").pages())
    except CatalogueError as error:
        assert error.sentence("en")  # noqa: PT017
    else:
        assert all(record.id and record.title for record in records(batches))


TREES = [re.findall(r"<[^>]+>|[^<]+", body.decode()) for body in WHOLE]


@given(
    st.sampled_from(TREES),
    st.sets(st.integers(0, 200), max_size=4),
    st.text("<>&x09é ", max_size=5),
)
def test_elements_that_are_missing_are_no_trouble(tree, places, text):
    pieces = [text if place in places else piece for place, piece in enumerate(tree)]
    try:
        list(Harvest(Told("".join(pieces).encode()), "http://127.0.0.1/oai").pages())
    except CatalogueError as error:
        assert error.trouble == Trouble.BAD_RESPONSE  # noqa: PT017


def twice(text):
    """Encode a text twice, as a program does that takes UTF-8 for Latin-1."""
    return text.encode().decode("latin-1")


@given(st.text())
def test_what_was_encoded_twice_is_undone(text):
    assert dublin_core.undone(twice(html.escape(text))) == text
    assert dublin_core.undone(twice(text.replace("&", ""))) == text.replace("&", "")


FIRST_BYTES = "".join(map(chr, range(0xC0, 0x180))).translate(dict.fromkeys(map(ord, "ŒœŠšŽžŸ")))
"""Letters that can begin what encoding twice leaves, but never follow in it."""


@given(st.text("abc 019'\"<;" + FIRST_BYTES))
def test_what_is_right_stays(text):
    assert dublin_core.undone(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Café", "Café"),
        ("CafÃ©", "Café"),
        ("Kaâ€™bah", "Ka’bah"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Tom & Jerry", "Tom & Jerry"),
        ("Ka&#039;bah", "Ka'bah"),
        ("naïve café São", "naïve café São"),
        ("50 € untuk â€œbukuâ€\u009d", "50 € untuk â€œbukuâ€\u009d"),
        ("â€œBukuâ€\u009d", "â€œBukuâ€\u009d"),
        ("Ã¢", "â"),
        ("R&D; AT&T", "R&D; AT&T"),
        ("محمد", "محمد"),
        ("", ""),
    ],
)
def test_titles_encoded_twice_or_not(text, right):
    assert dublin_core.undone(text) == right


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("https://a.example/opac/oai", "https://a.example/opac/oai"),
        ("https://a.example/oai2.php?verb=Identify", "https://a.example/oai2.php"),
        (
            "https://a.example/oai?verb=ListRecords&metadataPrefix=oai_dc#atas",
            "https://a.example/oai",
        ),
        (
            "https://a.example/index.php?r=opac/oai&verb=Identify",
            "https://a.example/index.php?r=opac/oai",
        ),
        ("https://a.example/?verb=Identify&r=oai", "https://a.example/?r=oai"),
        ("http://[", "http://["),
    ],
)
def test_what_a_browser_asked_there_is_no_part_of_an_address(pasted, kept):
    assert address_of(pasted) == kept
