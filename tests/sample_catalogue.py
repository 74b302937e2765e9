"""Records for tests of the catalogue on this computer, and files of them."""

from datetime import date

import pymarc

from toolkit.catalogue.nouns import Copy, Record, Status

LASKAR = Record(
    id="1",
    title="Laskar Pelangi",
    authors=("Hirata, Andrea",),
    isbns=("9793062797",),
    publisher="Bentang Pustaka",
    year=2005,
    language="id",
    subjects=("Fiksi Indonesia", "Pendidikan -- Fiksi"),
    call_number="899.221 3 HIR l",
    copies=(
        Copy("P1", "Rak utama", "899.221 3 HIR l", Status.AVAILABLE),
        Copy("P2", "Rak utama", "899.221 3 HIR l", Status.ON_LOAN, date(2026, 12, 5)),
    ),
    link="https://katalog.example/1",
)
KABAH = Record(
    id="2",
    title="Ka'bah dan Café",
    subtitle="sebuah perjalanan panjang",
    authors=("Hidayat, Komaruddin", "Çelik, Ömer"),
    year=1999,
    language="id",
    subjects=("Islam", "Perjalanan"),
    call_number="297 HID k",
)
HIRATA = Record(
    id="3",
    title="Andrea Hirata dan pelangi",
    authors=("Nurhadi",),
    year=2011,
    language="id",
    subjects=("Sastra", "Laskar"),
)
RAINBOW = Record(id="4", title="The rainbow troops", authors=("Hirata, Andrea",), language="en")
RECORDS = (LASKAR, KABAH, HIRATA, RAINBOW)

HEADS = (
    '"title","gmd_name","edition","isbn_issn","publisher_name","publish_year","collation",'
    '"series_title","call_number","language_name","place_name","classification","notes","image",'
    '"sor","authors","topics","item_code"'
)


def marc(title, number="", **more):
    """Return a record in MARC: a title, and the parts `a` of fields such as `f100`."""
    made = pymarc.Record(leader="00000nam a2200000 i 4500")
    if number:
        made.add_field(pymarc.Field("001", data=number))
    for tag, text in {"f245": title, **more}.items():
        parts = [pymarc.Subfield("a", text)]
        made.add_field(pymarc.Field(tag[1:], pymarc.Indicators(" ", " "), parts))
    return made


def marcxml(*records, space=True):
    """Return MARCXML of records, with its namespace or without."""
    inside = b"\n".join(pymarc.record_to_xml(each) for each in records)
    name = b' xmlns="http://www.loc.gov/MARC21/slim"' if space else b""
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n<collection'
    return head + name + b">\n" + inside + b"\n</collection>"


def slims_row(title, authors="<Andrea Hirata>", separator=",", quote='"'):
    """Return a line as SLiMS exports it."""
    cells = [title, "Text", "Cet. 1", "979-3062-79-7", "Bentang", "2005", "xiv, 529 hlm."]
    cells += ["", "899.221 HIR l", "Indonesia", "Yogyakarta", "899.221", "", "", "", authors]
    cells += ["<Fiksi Indonesia><Pendidikan>", "<B001><B002>"]
    return separator.join(f"{quote}{cell}{quote}" for cell in cells)
