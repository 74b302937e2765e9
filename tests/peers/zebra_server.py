"""Zebra, the search engine behind Koha's SRU, with the practice books and some odd records.

Its settings are the files in `zebra/`; the records are made here.
"""

import subprocess
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import get_programs
from peers.web_servers import LOOPBACK, WebServer, free_ports, needed

from toolkit.practice import books

SETTINGS = Path(__file__).with_name("zebra")
MARC = "http://www.loc.gov/MARC21/slim"
LANGUAGES = {"id": "ind", "en": "eng"}
DUE = date(2026, 12, 5)

SERIES = range(1, 24)

ODD = (
    # Each is its number, then its fields: tag and subfields, as "a Some title".
    ("9001", ("245", "a Arah kiblat ke Ka'bah /", "c Ahmad"), ("100", "a Fathurrahmān, Aḥmad")),
    ("9002", ("245", 'a Belajar "C" \\ C++ *cepat*? :', "b tanya jawab"), ("020", "a 979-1-234-5")),
    (
        "9003",
        ("245", "a Cafe\u0301, nai\u0308ve & re\u0301sume\u0301"),
        ("100", "a Dupré, François"),
    ),
    ("9004", ("245", "a Tanpa pengarang"), ("020", "a 978-0-306-40615-7 (pbk.)")),
    ("9005", ("650", "a Tanpa judul")),
    ("9006", ("245", "a Anak-anak Merapi"), ("100", "a Tere Liye."), ("700", "a Liye, Tere")),
    (
        "9007",
        ("245", "a Nomor Koha"),
        ("999", "c 77", "d 78"),
        ("952", "p K77", "b PUSAT", "o 641.5 RUD n", "7 1"),
        ("952", "p K78", "b PUSAT", "1 2"),
        ("952", "p K79", "b PUSAT", "0 1"),
    ),
    *((f"91{number:02}", ("245", f"a Seri keterampilan, jilid {number}")) for number in SERIES),
)
"""Records that a catalogue holds sooner or later."""


def serve(folder):
    """Return a Zebra that serves all records; `with` starts it. Its `koha` and `other` are URLs.

    Without Zebra the test is skipped with a sentence; where CI=true it fails.
    """
    if not get_programs.has_zebra():
        needed("Zebra")
    index, server = map(get_programs.web_server, get_programs.ZEBRA_PROGRAMS)
    koha, other = free_ports(2)
    modules = next(Path("/usr/lib").glob("**/idzebra-2.0/modules"))
    facts = {"{folder}": folder, "{modules}": modules, "{koha}": koha, "{other}": other}
    for source in SETTINGS.iterdir():
        text = source.read_text(encoding="utf-8")
        for name, value in facts.items():
            text = text.replace(name, str(value))
        (folder / source.name).write_text(text, encoding="utf-8")
    for name in ("register", "lock", "sets", "keys"):
        (folder / name).mkdir()
    (folder / "records.xml").write_bytes(records())
    for command in (["init"], ["update", "records.xml"], ["commit"]):
        done = subprocess.run(
            [index, "-c", "zebra.cfg", "-d", "biblios", *command],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    zebra = WebServer([server, "-f", "server.xml"], [koha, other], folder)
    zebra.koha = f"http://{LOOPBACK}:{koha}/biblios"
    zebra.other = f"http://{LOOPBACK}:{other}/biblios"
    return zebra


def records():
    """Return all records as MARCXML."""
    collection = ET.Element("collection", xmlns=MARC)
    for book in books():
        collection.append(_record(str(book.number), _fields(book)))
    for number, *fields in ODD:
        collection.append(_record(number, fields))
    return ET.tostring(collection, encoding="utf-8", xml_declaration=True)


def _record(number, fields):
    record = ET.Element("record")
    ET.SubElement(record, "leader").text = "00000nam a2200000 i 4500"
    ET.SubElement(record, "controlfield", tag="001").text = number
    for tag, *parts in fields:
        field = ET.SubElement(record, "datafield", tag=tag, ind1=" ", ind2=" ")
        for part in parts:
            code, text = part.split(" ", 1)
            ET.SubElement(field, "subfield", code=code).text = text
    return record


def _fields(book):
    """Give a practice book's fields as a cataloguer writes them, with the signs between them."""
    main, *others = book.authors or ("",)
    yield "041", f"a {LANGUAGES.get(book.language, book.language)}"
    yield "082", f"a {book.call_number}"
    if main:
        yield "100", f"a {main}"
    title = ("245", f"a {book.title} :", f"b {book.subtitle} /")
    yield title if book.subtitle else ("245", f"a {book.title} /")
    yield "264", "a Jakarta :", f"b {book.publisher},", *([f"c {book.year}"] if book.year else [])
    for subject in book.subjects:
        head, *below = subject.split(" -- ")
        yield "650", f"a {head}", *(f"x {part}" for part in below)
    for other in others:
        yield "700", f"a {other}"
    for copy in book.copies:
        yield "952", *_copy(copy, book.call_number)


def _copy(copy, call_number):
    yield from (f"p {copy.code}", f"b {copy.location}", f"o {call_number}")
    yield "7 1" if copy.status == "not-for-loan" else "7 0"
    if copy.status == "on-loan":
        yield f"q {(DUE + timedelta(days=copy.days)).isoformat()}"
