import unicodedata
from datetime import date
from xml.etree import ElementTree as ET

import pymarc
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.catalogue import markup
from toolkit.catalogue.formats.languages import two_letters
from toolkit.catalogue.formats.marc import marc_of, record_of, title_and_subtitle
from toolkit.catalogue.nouns import Copy, Record, Status

INSIDE = st.text(max_size=30)
TAGS = st.sampled_from(
    [
        *("001", "008", "020", "041", "082", "084", "090", "099", "100", "110", "245", "260"),
        *("264", "650", "653", "655", "700", "852", "856", "952", "999", "LKR", "0", "'"),
    ]
)
PART = st.builds(pymarc.Subfield, st.sampled_from("abcdehinopqtuxz0127$ "), INSIDE)


@st.composite
def odd_fields(draw):
    tag = draw(TAGS)
    if draw(st.integers(0, 9)) == 0:  # a control field where none belongs, or with nothing in it
        return pymarc.Field(tag, data=draw(st.none() | INSIDE))
    if tag < "010" and tag.isdigit():
        return pymarc.Field(tag, data=draw(INSIDE))
    return pymarc.Field(tag, pymarc.Indicators(" ", " "), draw(st.lists(PART, max_size=4)))


def marc(*fields):
    """Make a record of fields such as ("245", "a Laskar pelangi /", "c Hirata")."""
    record = pymarc.Record()
    for tag, *parts in fields:
        if tag < "010":
            record.add_field(pymarc.Field(tag, data=parts[0]))
        else:
            subfields = [pymarc.Subfield(*part.split(" ", 1)) for part in parts]
            record.add_field(pymarc.Field(tag, pymarc.Indicators(" ", " "), subfields))
    return record


def read(*fields):
    return record_of(marc(*fields), "0")


def as_xml(record):
    """Return a record as MARCXML, as the program that others use makes it, and read it again."""
    return marc_of(markup.parse(pymarc.record_to_xml(record, namespace=True)))


def fixed(year="2005", language="ind"):
    return ("008", f"260101s{year}    io            000 0 {language} d")


def test_a_record_as_it_should_be():
    assert read(
        ("001", "1000"),
        fixed(),
        ("020", "a 978-602-8519-93-9 (pbk.)"),
        ("082", "a 899.221/3", "2 23"),
        ("090", "a 899.221 3", "b HIR l"),
        ("100", "a Hirata, Andrea,", "d 1967-", "e pengarang."),
        ("245", "a Laskar pelangi :", "b sebuah novel /", "c Andrea Hirata."),
        ("264", "a Yogyakarta :", "b Bentang Pustaka,", "c [2005]"),
        ("650", "a Fiksi Indonesia.", "x Sejarah dan kritik"),
        ("650", "a Pendidikan"),
        ("700", "a Andrea Hirata."),
        ("700", "a Riza, Mira"),
    ) == Record(
        id="1000",
        title="Laskar pelangi",
        subtitle="sebuah novel",
        authors=("Hirata, Andrea", "Riza, Mira"),
        isbns=("9786028519939",),
        publisher="Bentang Pustaka",
        year=2005,
        language="id",
        subjects=("Fiksi Indonesia -- Sejarah dan kritik", "Pendidikan"),
        call_number="899.221 3 HIR l",
        copies=None,
    )


def test_inlislite_has_each_part_in_a_field_of_its_own():
    record = read(
        ("001", "INLIS000000000001000"),
        ("245", "a Laskar pelangi :"),
        ("245", "b sebuah novel /"),
        ("245", "c Andrea Hirata"),
        ("100", "a Hirata, Andrea"),
        ("100", "e Pengarang"),
        ("260", "a Yogyakarta :"),
        ("260", "b Bentang Pustaka,"),
        ("260", "c 2005"),
        ("650", "a Fiksi"),
        ("650", "x Indonesia"),
        ("650", "a Anak"),
        ("084", "a 899.221 3 HIR l"),
        ("856", "u https://opac.example/uploaded_files/sampul.jpg"),
        ("856", "u https://opac.example/opac/detail-opac?id=7"),
    )
    assert (record.title, record.subtitle) == ("Laskar pelangi", "sebuah novel")
    assert (record.publisher, record.year) == ("Bentang Pustaka", 2005)
    assert record.authors == ("Hirata, Andrea",)
    assert record.subjects == ("Fiksi -- Indonesia", "Anak")
    assert record.call_number == "899.221 3 HIR l"
    assert record.link == "https://opac.example/opac/detail-opac?id=7"


def test_inlislite_parts_that_it_could_not_take_apart():
    record = read(("245", "$ $a Bumi manusia : $b sebuah roman / $c Pramoedya"), ("100", "$ Toer"))
    assert (record.title, record.subtitle, record.authors) == (
        "Bumi manusia",
        "sebuah roman",
        ("Toer",),
    )


def test_copies_as_koha_gives_them():
    copies = read(
        ("245", "a Bumi manusia"),
        ("952", "p K1", "b PUSAT", "o 899.221 3 TOE b", "7 0", "1 0", "0 0"),
        ("952", "p K2", "a CABANG", "o 899.221 3 TOE b", "q 2026-12-05"),
        ("952", "p K3", "b PUSAT", "o R 899.221 3 TOE b", "7 2"),
        ("952", "p K4", "q nanti"),
        ("952", "p K5", "1 4"),
        ("952", "p K6", "0 1"),
        ("952", "x catatan"),
    )
    assert copies.call_number == "899.221 3 TOE b"
    number = copies.call_number
    assert copies.copies[:4] == (
        Copy("K1", "PUSAT", number, Status.AVAILABLE),
        Copy("K2", "CABANG", number, Status.ON_LOAN, date(2026, 12, 5)),
        Copy("K3", "PUSAT", f"R {number}", Status.NOT_FOR_LOAN),
        Copy("K4", "", "", Status.ON_LOAN),
    )
    assert not {"K5", "K6"} & {copy.code for copy in copies.copies}


def test_a_title_whose_copies_are_all_lost_has_none():
    assert read(("245", "a Bumi"), ("952", "p K1", "1 1")).copies == ()


def test_copies_of_others_do_not_say_whether_they_are_lent():
    record = read(("245", "a Bumi"), ("852", "b Rak 1", "h 899", "i TOE", "p X1"))
    assert record.copies == (Copy("X1", "Rak 1", "899 TOE", Status.UNKNOWN),)
    assert record.call_number == "899 TOE"
    assert read(("245", "a Bumi"), ("852", "h 899")).copies is None


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ([("999", "c 77", "d 78"), ("001", "9007")], "77"),  # what Koha searches by
        ([("999", "c 77"), ("001", " 9007 ")], "9007"),
        ([("999", "c ocm", "d 78"), ("001", "9007")], "9007"),
        ([("245", "a Bumi")], "0"),
        ([("001", "  ")], "0"),
    ],
)
def test_ids(fields, number):
    assert read(*fields).id == number


@pytest.mark.parametrize(
    ("fields", "title", "subtitle"),
    [
        ([("245", "a Sejarah. ", "n Jilid 2,", "p Perang /")], "Sejarah. Jilid 2. Perang", ""),
        ([("245", "a Kenapa? :", "b tanya / jawab")], "Kenapa?", "tanya"),
        ([("245", "a Laskar pelangi : novel / Andrea Hirata")], "Laskar pelangi", "novel"),
        ([("245", "a Rumah 24/7", "c Sari")], "Rumah 24/7", ""),
        ([("245", "a 3:00 pagi")], "3:00 pagi", ""),
        ([("245", "a Dan lalu ...")], "Dan lalu ...", ""),
        ([("245", "a Hidup bersama Dr.")], "Hidup bersama Dr.", ""),
        ([("245", "a \x98Die \x9cRäuber")], "Die Räuber", ""),
        ([("245", "a Cafe\u0301")], "Café", ""),
        ([("245", "b tanpa judul")], "", "tanpa judul"),
        ([("650", "a Fiksi")], "", ""),
    ],
)
def test_titles(fields, title, subtitle):
    record = read(*fields)
    assert (record.title, record.subtitle) == (title, subtitle)


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ([("952", "o 641.5 RUD m"), ("082", "a 641.5")], "641.5 RUD m"),
        ([("099", "a 641.5 RUD m"), ("082", "a 641.5")], "641.5 RUD m"),
        ([("852", "h 641.5", "i RUD m"), ("082", "a 641.5")], "641.5 RUD m"),
        ([("084", "a 641.5 RUD m"), ("082", "a 641.5")], "641.5 RUD m"),
        ([("090", "a 641.5"), ("090", "b RUD m")], "641.5 RUD m"),
        ([("090", "a 641.5"), ("090", "a 642", "b RUD m")], "641.5"),
        ([("082", "a 899.221/3", "2 22")], "899.2213"),
        ([("090",), ("082", "a 899")], "899"),
    ],
)
def test_call_numbers(fields, number):
    assert read(*fields).call_number == number


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ([("260", "c c1998")], 1998),
        ([("264", "c [2005?], ©2004")], 2005),
        ([("260", "c 19--"), fixed("2001")], 2001),
        ([fixed("19uu")], None),
        ([("260", "c 20055")], None),
        ([("008", "x")], None),
    ],
)
def test_years(fields, year):
    assert read(*fields).year == year


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ind", "id"),
        ("Indonesia", "id"),
        ("Bahasa Inggris", "en"),
        ("indeng", "id"),
        ("id", "id"),
        ("may", "ms"),
        ("MSA", "ms"),
        ("min", "min"),
        ("und", ""),
        ("|||", ""),
        ("###", ""),
        ("   ", ""),
        ("bahasa rahasia", ""),
        ("Banjar", ""),  # "ban" would be Balinese
        ("Latvia", ""),
        ("bilingual", ""),
    ],
)
def test_languages(text, code):
    assert two_letters(text) == code


def test_a_language_that_is_not_said_is_in_field_008():
    assert read(fixed(language="jav")).language == "jv"
    assert read(fixed(language="jav"), ("041", "a ###")).language == "jv"
    assert read(fixed(language="jav"), ("041", "a sun")).language == "su"


def test_subjects_of_every_kind_once_each():
    record = read(
        ("600", "a Soekarno,", "x Biografi."),
        ("650", "a Fiksi Indonesia"),
        ("651", "a Indonesia", "x Sejarah", "y 1945-1950"),
        ("651", "a FIKSI INDONESIA."),
        ("653", "a merdeka", "a proklamasi"),
        ("655", "a Novel."),
    )
    assert record.subjects == (
        "Soekarno -- Biografi",
        "Fiksi Indonesia",
        "Indonesia -- Sejarah -- 1945-1950",
        "merdeka",
        "proklamasi",
        "Novel",
    )
    assert read(("650", "x Tanpa kepala"), ("650", "a Fiksi")).subjects == ("Fiksi",)


def test_the_same_book_number_in_two_forms_is_one():
    numbers = ("020", "a 0306406152"), ("020", "a 978-0-306-40615-7"), ("020", "a 9790000000000 X")
    assert read(*numbers).isbns == ("0306406152", "9790000000000")
    assert read(("020", "z 0306406152"), ("020", "a Rp50.000")).isbns == ()


@given(st.lists(odd_fields(), max_size=12))
@example([pymarc.Field("245", data=None)])
@example([pymarc.Field("008", pymarc.Indicators(" ", " "), [])])
def test_no_record_is_so_broken_that_it_cannot_be_read(fields):
    record = pymarc.Record()
    record.fields = fields
    found = record_of(record, "0")
    assert found.id
    texts = [found.title, found.subtitle, found.publisher, found.call_number, found.language]
    for text in (*texts, *found.authors, *found.subjects):
        assert text == " ".join(unicodedata.normalize("NFC", text).split())
        assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text)
    assert len(set(found.authors)) == len(found.authors)
    assert len(set(found.subjects)) == len(found.subjects)


XML_TEXT = st.text(
    st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters="\ufffe\uffff")
)


@given(XML_TEXT, XML_TEXT, st.lists(XML_TEXT, max_size=3))
def test_a_record_says_the_same_in_either_format(title, name, subjects):
    record = pymarc.Record(force_utf8=True)
    record.add_field(pymarc.Field("001", data="7"))
    for tag, text in (("245", title), ("100", name), *(("650", each) for each in subjects)):
        part = pymarc.Subfield("a", text)
        record.add_field(pymarc.Field(tag, pymarc.Indicators(" ", " "), [part]))
    assert record_of(as_xml(record)) == record_of(record)


def test_marcxml_without_names_that_it_needs_is_read_as_far_as_it_goes():
    element = ET.fromstring(
        "<record><leader>short</leader><!-- no --><controlfield>7</controlfield>"
        '<datafield tag="245"><subfield>Tanpa kode</subfield><subfield code="a"/>'
        '<subfield code="a">Bumi</subfield><other/></datafield><datafield/></record>'
    )
    assert record_of(marc_of(element), "5") == Record("5", "Bumi")


NAMES = st.sampled_from(["leader", "controlfield", "datafield", "{x}datafield", "record", "b"])
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["tag", "ind1", "code"]), st.text(max_size=3) | st.sampled_from(["245", "001"])
)


@st.composite
def elements(draw):
    element = ET.Element(draw(NAMES), draw(ATTRIBUTES))
    element.text = draw(st.none() | st.text(max_size=4) | st.text(min_size=24, max_size=24))
    for _ in range(draw(st.integers(0, 2))):
        part = ET.SubElement(element, "subfield", draw(ATTRIBUTES))
        part.text = draw(st.none() | st.text(max_size=5))
    return element


@given(st.lists(elements(), max_size=5))
@example([ET.Element("datafield", tag="²")])
def test_no_element_is_so_odd_that_it_cannot_be_read(parts):
    record = ET.Element("record")
    record.extend(parts)
    assert record_of(marc_of(record), "0").id


PLAIN = st.text("abc 12/é", min_size=1).map(lambda text: " ".join(text.split()).strip("/ "))


@given(PLAIN.filter(bool), PLAIN.filter(bool), PLAIN)
def test_a_title_that_stands_in_one_piece_is_taken_apart(title, subtitle, author):
    if " /" in f"{title}{subtitle}":
        return
    assert title_and_subtitle(f"{title} : {subtitle} / {author}") == (title, subtitle)
    assert title_and_subtitle(f"{title}: {subtitle}") == (title, subtitle)
    assert title_and_subtitle(title) == (title, "")
