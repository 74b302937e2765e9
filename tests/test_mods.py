"""MODS as SLiMS writes it, and as nobody should."""

from contextlib import suppress
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers.slims import CLOSE, ODD, OPEN, VERSIONS, Book, SlimsPeer

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.formats.isbd import plain
from toolkit.catalogue.markup import parse
from toolkit.catalogue.nouns import Copy, Record, Status
from toolkit.catalogue.slims import mods


def document(inside):
    return parse(f"{OPEN}{inside}{CLOSE}".encode())


HIT = """
 <slims:resultInfo><slims:modsResultNum>31</slims:modsResultNum>
  <slims:modsResultPage>2</slims:modsResultPage>
  <slims:modsResultShowed>10</slims:modsResultShowed></slims:resultInfo>
 <mods version="3.3" ID="7"><titleInfo><title>Kopi :</title>
   <subTitle>sejarah / Budi</subTitle></titleInfo>
  <name type="personal"><namePart>Santoso, Budi</namePart></name>
  <name type="Corporate Body"><namePart>Kemendikbud</namePart></name>
  <name type="personal"><namePart>Santoso, Budi</namePart></name>
  <relatedItem><titleInfo><title>Seri</title></titleInfo></relatedItem>
  <identifier type="isbn"></identifier><identifier type="isbn">9786022911234</identifier>
  <originInfo><place><placeTerm>Jakarta</placeTerm><publisher>Bentang,</publisher>
   <dateIssued>c2005</dateIssued></place></originInfo>
  <slims:image>kopi.jpg</slims:image></mods>
"""


def test_results_are_read():
    found = mods.results(document(HIT))
    assert (found.total, found.size, found.cut) == (31, 10, frozenset())
    assert found.records == (
        Record(
            id="7",
            title="Kopi",
            subtitle="sejarah",
            authors=("Santoso, Budi", "Kemendikbud"),
            isbns=("9786022911234",),
            publisher="Bentang",
            year=2005,
        ),
    )


def test_a_detail_is_read():
    record = mods.detail(
        document(
            """<mods id="7"><titleInfo><title></title></titleInfo>
            <originInfo><place><placeTerm>Jakarta</placeTerm></place>
             <publisher>Bentang</publisher><dateIssued>2005</dateIssued></originInfo>
            <language><languageTerm type="code">id</languageTerm>
             <languageTerm type="text">Indonesia</languageTerm></language>
            <subject><topic>Kopi</topic></subject><subject><geographic>Jawa</geographic></subject>
            <location><physicalLocation>P</physicalLocation><shelfLocator>641.3 SAN k</shelfLocator>
             <holdingSimple><copyInformation>
              <numerationAndChronology type="1">B1</numerationAndChronology>
              <sublocation>Rak utama (2)</sublocation><shelfLocator>641.3 SAN k C1</shelfLocator>
             </copyInformation><copyInformation/></holdingSimple></location></mods>"""
        )
    )
    assert record == Record(
        id="7",
        title="",
        publisher="Bentang",
        year=2005,
        language="id",
        subjects=("Kopi", "Jawa"),
        call_number="641.3 SAN k",
        copies=(
            Copy("B1", "Rak utama (2)", "641.3 SAN k C1", Status.UNKNOWN),
            Copy("", "", "", Status.UNKNOWN),
        ),
    )


def test_a_detail_of_nothing_is_none():
    assert mods.detail(document("")) is None
    assert mods.detail(document("<mods><titleInfo/></mods>")) is None


def test_a_title_that_was_cut_is_told():
    cut = mods.results(
        document('<mods ID="1"><titleInfo><title>AC/ </title></titleInfo></mods><mods ID="2"/>')
    )
    assert cut.cut == {"1"}
    assert [record.title for record in cut.records] == ["AC", ""]


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5", "9" * 11, "1\n", "²", " 7"])
def test_what_has_no_number_is_left_out(number):
    assert (
        mods.results(document(f'<mods ID="{escape(number)}"/><mods ID="2"/>')).records[0].id == "2"
    )


def test_a_page_is_read_only_so_far():
    endless = "".join(f'<mods ID="{number}"/>' for number in range(2000))
    assert len(mods.results(document(endless)).records) == 500


@pytest.mark.parametrize("total", ["", "x", "-3", "9" * 40, "1e3", "²"])
def test_a_total_that_is_no_number_is_none(total):
    info = (
        f"<slims:resultInfo><slims:modsResultNum>{total}</slims:modsResultNum></slims:resultInfo>"
    )
    assert mods.results(document(info)).total is None


@pytest.mark.parametrize(
    "body",
    [
        b"<modsCollection/>",
        b"<rss/>",
        b"<div xmlns='http://www.loc.gov/mods/v3'/>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
    ],
)
def test_another_root_is_told(body):
    for read in (mods.results, mods.detail):
        with pytest.raises(CatalogueError) as caught:
            read(parse(body))
        assert caught.value.trouble is Trouble.BAD_RESPONSE


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)
WORDS = TEXT.filter(lambda text: plain(text).strip(" :/;=,") and not set(text) & set(":/;=,"))


@given(
    title=WORDS,
    subtitle=st.just("") | WORDS,
    authors=st.lists(WORDS, max_size=3, unique_by=lambda name: plain(name).casefold()),
    year=st.integers(1400, 2099),
    version=st.sampled_from(VERSIONS),
)
def test_what_a_cataloguer_typed_comes_back(title, subtitle, authors, year, version):
    whole = f"{title} : {subtitle}" if subtitle else title
    book = Book(12, whole, tuple(authors), year=str(year))
    body = f"{OPEN}{SlimsPeer(version, [book])._hit(book)}{CLOSE}".encode()
    with suppress(CatalogueError):  # characters that XML cannot hold
        (record,) = mods.results(parse(body)).records
        assert (record.title, record.subtitle) == (plain(title), plain(subtitle))
        assert record.authors == tuple(map(plain, authors))
        assert record.year == year


NAMES = (
    *("mods", "titleInfo", "title", "subTitle", "name", "namePart", "originInfo", "place"),
    *("publisher", "dateIssued", "identifier", "location", "holdingSimple", "copyInformation"),
    *("subject", "language", "languageTerm", "shelfLocator", "slims:resultInfo"),
    "slims:modsResultNum",
)


@st.composite
def trees(draw):
    """Elements of MODS in places and numbers where nobody expects them."""
    names = st.sampled_from(NAMES)

    def element(depth):
        name, number = draw(names), draw(st.integers(0, 99))
        kind = ' type="isbn"' if draw(st.booleans()) else ""
        many = draw(st.integers(0, 3 if depth else 0))
        inside = "".join(element(depth - 1) for _ in range(many))
        return f'<{name} ID="{number}"{kind}>{escape(draw(TEXT))}{inside}</{name}>'

    return "".join(element(3) for _ in range(draw(st.integers(0, 3))))


@given(trees())
def test_any_tree_is_results_or_a_trouble(inside):
    with suppress(CatalogueError):
        root = document(inside)
        for record in (*mods.results(root).records, mods.detail(root)):
            assert record is None or record.id.isdecimal()


def test_every_odd_book_is_read_in_every_version():
    for version in VERSIONS:
        peer = SlimsPeer(version)
        for book in ODD:
            values = [("search", "search"), ("resultXML", "1"), ("title", "x"), ("page", "1")]
            assert peer.answer("index.php", values)
            record = mods.results(document(peer._hit(book))).records[0]
            assert record.title
            assert record.authors == book.authors
