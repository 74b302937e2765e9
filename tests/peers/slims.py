"""A SLiMS as far as a catalogue's search meets one: each version with its own traps.

Its answers have the shape of those that real ones gave; what it finds follows their rules, so that
the same question has other answers in each version.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote_plus
from xml.sax.saxutils import escape, quoteattr

from peers.peer import Peer

from toolkit import practice

VERSIONS = ("9.2.2", "9.4.2", "9.6.1", "9.7.0")
STOP_WORDS = {"a", "an", "of", "the", "to", "so", "as", "be"}
ORDERS = {"and", "or", "not", "exact"}
STATUSES = {
    "id": {
        "available": "Tersedia",
        "on-loan": "Sedang Dipinjam (Jatuh tempo pada",
        "not-for-loan": "Tersedia namun tidak untuk dipinjamkan - Referensi",
    },
    "en": {
        "available": "Available",
        "on-loan": "Currently On Loan (Due on",
        "not-for-loan": "Available but not for loan - Reference",
    },
    "ar": {"available": "متاح", "on-loan": "معار", "not-for-loan": "متاح لا يعار"},
}
OPEN = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<modsCollection xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns="http://www.loc.gov/mods/v3" xmlns:slims="http://slims.web.id"'
    ' xsi:schemaLocation="http://www.loc.gov/mods/v3 '
    'http://www.loc.gov/standards/mods/v3/mods-3-3.xsd">\n'
)
CLOSE = "</modsCollection>\n"


@dataclass(frozen=True)
class Book:
    """One title as a cataloguer typed it."""

    id: int
    title: str  # all of it: "Kopi : sejarah / Budi Santoso"
    authors: tuple[str, ...] = ()
    isbn: str = ""  # as it is stored, with hyphens or without
    publisher: str = ""
    year: str = ""
    subjects: tuple[str, ...] = ()
    call_number: str = ""
    language: str = "id"
    copies: tuple = ()  # of practice.PracticeCopy
    series: str = ""

    @property
    def texts(self):
        """Where a search looks for words, by its fields."""
        return {
            "title": self.title,
            "author": " ".join(self.authors),
            "subject": " ".join(self.subjects),
            "isbn": self.isbn.replace("-", ""),
        }


def _copies(*statuses):
    return tuple(
        practice.PracticeCopy(code, "Rak utama", status, 9 if status == "on-loan" else 0)
        for code, status in statuses
    )


ODD = (
    Book(
        1001,
        "Ihya' 'ulumuddin / Abu Hamid al-Ghazali",
        ("al-Ghazali, Abu Hamid", "Ba'adillah, Ibnu Ibrahim"),
        isbn="978-602-8997-12-6",
        publisher="Republika Penerbit",
        year="2011",
        subjects=("Tasawuf", "Akhlak"),
        call_number="2X5.1 GHA i",
        copies=_copies(("B50031", "on-loan"), ("B50032", "available")),
    ),
    Book(
        1002,
        "Café, naïve & résumé : panduan bahasa Prancis praktis / François Dupré",
        ("Dupré, François", "Sari, Nur-Aini"),
        isbn="9786020312347",
        publisher="Gramedia Pustaka Utama",
        year="2015",
        subjects=("Bahasa Prancis",),
        call_number="448.24 DUP c",
        copies=_copies(("B50033", "not-for-loan")),
    ),
    Book(
        1003,
        'Tanya & jawab "internet sehat" <untuk> orang tua',
        ("Kementerian Komunikasi & Informatika",),
        year="[2019?]",
        subjects=("Internet dan anak",),
    ),
    Book(1004, "Sejarah AC/DC", ("Engleheart, Murray",), year="c2006", subjects=("Musik rok",)),
    Book(1005, "The history of the Ka'bah", ("Rahman, Fazlur",), year="1999"),
    Book(1006, "Jum'at", ("O'Brien, Tim",)),
    Book(1007, "War and peace", ("Tolstoy, Leo",), isbn="978-602-00-2570-9", language="en"),
    Book(1008, "Pemrograman C++ untuk pemula : 100% praktik_langsung", ("Kadir, Abdul",)),
    Book(1009, "Laskar, pedagang, dan pelangi", ("Nugroho, Adi",), subjects=("Pelangi",)),
)


def shelf():
    """Return what stands in the catalogue: the practice books, and some that are odd."""
    return (*(_from_practice(book) for book in practice.books()), *ODD)


def many(count, title="Pengantar literasi digital"):
    """Return so many books that one search finds."""
    return tuple(
        Book(number, f"{title} {number}", ("Santoso, Budi",)) for number in range(1, count + 1)
    )


def _from_practice(book):
    return Book(
        id=book.number,
        title=f"{book.title} : {book.subtitle}" if book.subtitle else book.title,
        authors=book.authors,
        publisher=book.publisher,
        year=str(book.year or ""),
        subjects=book.subjects,
        call_number=book.call_number,
        language=book.language,
        copies=book.copies,
    )


class SlimsPeer(Peer):
    """A running SLiMS. `size` is its setting for a page; `language` that of its interface."""

    place = "/katalog/"

    def __init__(self, version, books=None, *, size=10, language="id", has_xml=True):
        super().__init__()
        self.version = version
        self.is_old = version < "9.5"
        self.books = {book.id: book for book in (shelf() if books is None else books)}
        self.size = size
        self.language = language
        self.has_xml = has_xml
        self.today = date.today()
        self.date_format = "%Y-%m-%d"
        self.broken = {}  # what is answered to a request that has this parameter, instead
        self.has_metadata = True  # whether its theme tells what a record is

    @property
    def searches(self):
        """What was searched for, a dictionary a request."""
        return [dict(values) for _, values in self.asked if ("search", "search") in values]

    def answer(self, path, values):
        given = {name: unquote_plus(value).strip() for name, value in values}
        for name, answered in self.broken.items():
            if name in given:
                return answered
        if path != "index.php":
            return 404, "text/html", b"<!doctype html><h1>Not Found</h1>"
        if given.get("p") == "show_detail":
            return self._detail(given)
        if "search" not in given or "resultXML" not in given or not self.has_xml:
            return self._page("<p>Selamat datang</p>")
        return self._results(given)

    def _results(self, given):
        found = self._found(given)
        if not found and self.is_old:
            return 200, "text/html; charset=UTF-8", b""
        page = max(1, int(given.get("page") or 1))
        size = 10 if self.version == "9.7.0" else self.size
        start = (page - 1) * (size if self.is_old else 10)
        told = "".join(
            f"  <slims:modsResult{name}>{value}</slims:modsResult{name}>\n"
            for name, value in (("Num", len(found)), ("Page", page), ("Showed", size))
        )
        body = f" <slims:resultInfo>\n{told} </slims:resultInfo>\n"
        body += "".join(self._hit(book) for book in found[start : start + size])
        return 200, "text/xml;charset=UTF-8", f"{OPEN}{body}{CLOSE}".encode()

    def _found(self, given):
        books = sorted(self.books.values(), key=lambda book: -book.id)  # the newest first
        names = ("title", "author", "subject", "isbn")
        if fields := [name for name in names if given.get(name)]:
            return [
                book
                for book in books
                if all(self._fits(_field(book, name), name, given[name]) for name in fields)
            ]
        keywords = given.get("keywords", "")
        searched = names[:1] if self.version == "9.7.0" else names[:3]
        return [
            book
            for book in books
            if any(self._fits(_field(book, name), name, keywords) for name in searched)
        ]

    def _fits(self, text, name, value):
        words = value.casefold().split()
        if name == "isbn":
            return text.startswith(value.rstrip("%_"))
        if "'" in value or "’" in value:
            return False
        if not re.search(r"[^\W_]", value) or not set(words) - STOP_WORDS - {"0"}:
            return True  # as if nothing were asked
        if set(words) & ORDERS:
            return _obeys(text, words)
        if self.is_old:
            return all(_has(text, word) for word in words if word not in STOP_WORDS)
        return _has(text, value)

    def _hit(self, book):
        title, subtitle = book.title, ""
        if "/" in title:
            title = title[: title.index("/") + 1]
        if ":" in book.title:
            title, _, subtitle = book.title.partition(":")
            title = f"{title}:"
            subtitle = subtitle.strip()
            if "/" in subtitle:
                subtitle = subtitle[: subtitle.index("/") + 1]
        kind = "personal" if self.is_old else "Personal Name"
        sub = f"   <subTitle>{escape(subtitle)}</subTitle>\n" if subtitle else ""
        return (
            f' <mods version="3.3" ID="{book.id}">\n  <titleInfo>\n'
            f"   <title>{escape(title)}</title>\n{sub}  </titleInfo>\n"
            f"{_names(book, kind)}"
            '  <typeOfResource collection="yes">mixed material</typeOfResource>\n'
            f'  <identifier type="isbn">{book.isbn.replace("-", "")}</identifier>\n'
            '  <originInfo>\n   <place>\n    <placeTerm type="text">Jakarta</placeTerm>\n'
            f"    <publisher>{escape(book.publisher)}</publisher>\n"
            f"    <dateIssued>{escape(book.year)}</dateIssued>\n   </place>\n"
            "  </originInfo>\n </mods>\n"
        )

    def _detail(self, given):
        number = given.get("id", "")
        book = self.books.get(int(number)) if number.isdecimal() else None
        if "inXML" not in given or not self.has_xml:
            return self._page(self._described(book) if book else "<p>Tidak ada</p>", book)
        if book is None:
            status = 404 if self.version == "9.7.0" else 200
            return status, "text/xml", b"<div class='alert'>Data yang Anda cari tidak ada</div>"
        lost = "/" in book.title and ":" not in book.title
        if lost and self.version == "9.7.0":
            return 500, "text/html", b"<!doctype html><h1>Error</h1>" + b"<p>trace</p>" * 14_000
        title, colon, subtitle = book.title.partition(":")
        main = "" if lost else escape(title.strip() + (" :" if colon else ""))
        classification = escape(book.call_number.partition(" ")[0])
        sub = f"  <subTitle>{escape(subtitle.strip())}</subTitle>\n" if subtitle.strip() else ""
        copies = "".join(
            "   <copyInformation>\n"
            f'    <numerationAndChronology type="1">{escape(copy.code)}</numerationAndChronology>\n'
            f"    <sublocation>{escape(copy.location)}</sublocation>\n"
            f"    <shelfLocator>{escape(book.call_number)}</shelfLocator>\n   </copyInformation>\n"
            for copy in book.copies
        )
        held = f"  <holdingSimple>\n{copies}  </holdingSimple>\n" if copies else ""
        topics = "".join(
            f' <subject authority="">\n  <topic>{escape(subject)}</topic>\n </subject>\n'
            for subject in book.subjects
        )
        body = (
            f'<mods version="3.3" id="{book.id}">\n <titleInfo>\n'
            f"  <title>{main}</title>\n{sub}"
            f" </titleInfo>\n{_names(book, 'Personal Name')}"
            ' <originInfo>\n  <place>\n   <placeTerm type="text">Jakarta</placeTerm>\n  </place>\n'
            f"  <publisher>{escape(book.publisher)}</publisher>\n"
            f"  <dateIssued>{escape(book.year)}</dateIssued>\n </originInfo>\n"
            f' <language>\n  <languageTerm type="code">{book.language}</languageTerm>\n'
            '  <languageTerm type="text">Indonesia</languageTerm>\n </language>\n <note></note>\n'
            f"{topics} <classification>{classification}</classification>\n"
            f' <identifier type="isbn">{book.isbn.replace("-", "")}</identifier>\n'
            " <location>\n  <physicalLocation>Perpustakaan Uji</physicalLocation>\n"
            f"  <shelfLocator>{escape(book.call_number)}</shelfLocator>\n{held}"
            " </location>\n</mods>\n"
        )
        return 200, "text/xml;charset=UTF-8", f"{OPEN}{body}{CLOSE}".encode()

    def _page(self, inside, book=None):
        head = ""
        if book and self.has_metadata:
            told = {
                "DC.title": book.title,
                "DC.identifier": book.isbn,
                "DC.language": "Indonesia",
                "DC.publisher": book.publisher,
                "DC.date": book.year,
                "Call Number": book.call_number,
                "DC.creator": "".join(f"{name}; " for name in book.authors),
                "DC.subject": "".join(f"{topic}; " for topic in book.subjects),
            }
            head = "".join(
                f'<meta name="{name}" content={quoteattr(value)} />' for name, value in told.items()
            )
        return (
            200,
            "text/html; charset=UTF-8",
            (
                f"<!DOCTYPE html>\n<html lang=id><head><title>Katalog</title>{head}"
                "<script>if (1 < 2) write('<b class=\"availability-item\">Tersedia</b>')</script>"
                f"</head><body><nav><ul><li>Beranda<li>Tersedia</ul></nav>{inside}"
                "<table><tr><th>Judul<th>Edisi<tr><td class='biblio-title relation'>Lain</table>"
                "</body></html>"
            ).encode(),
        )

    def _described(self, book):
        rows = "".join(
            (self._old_row if self.is_old else self._new_row)(book, copy) for copy in book.copies
        )
        title = f"<h4>{escape(book.title)}</h4>"
        if self.is_old:
            return f'{title}<table class="table itemList">{rows}</table>'
        return f'{title}<div class="flex flex-col">{rows}</div>'

    def _status(self, copy):
        words = STATUSES[self.language][copy.status]
        if copy.status == "on-loan":
            due = (self.today + timedelta(days=copy.days)).strftime(self.date_format)
            return f"{words}{'' if self.is_old else ' '}{due})"
        return words

    def _old_row(self, book, copy):
        return (
            f'<tr><td class="biblio-item-code">{copy.code}</td>'
            f'<td class="biblio-call-number">{book.call_number}</td>'
            f'<td class="biblio-location">{copy.location}</td>'
            f'<td width="30%"><b style="padding: 3px;">{self._status(copy)}</b></td></tr>'
        )

    def _new_row(self, book, copy):
        kind = f"item-{copy.status.replace('-', '')}"
        return f"""
            <div class="w-100 flex flex-row w-full">
              <div class="col-7 p-3"><div>#</div><div class="mx-2">
                <span class="block mx-auto">{copy.location}</span>
                <small class="text-sm text-muted">{book.call_number}</small></div></div>
              <div class="col-2 p-3">
                {copy.code}
              </div>
              <div class="col-3 p-3">
                <b class="text-sm availability-item {kind}">{self._status(copy)}</b>
              </div>
            </div>"""


def _obeys(text, words):
    """Whether a text fits words with "or", "not" or "and" among them."""
    first, *others = [word for word in words if word not in ORDERS] or [""]
    if "not" in words:
        return _has(text, first) and not any(_has(text, word) for word in others)
    return (any if "or" in words else all)(_has(text, word) for word in (first, *others))


def _names(book, kind):
    return "".join(
        f'  <name type="{kind}" authority="">\n   <namePart>{escape(name)}</namePart>\n'
        '   <role>\n    <roleTerm type="text">Primary Author</roleTerm>\n   </role>\n  </name>\n'
        for name in book.authors
    )


def _field(book, name):
    return {
        "title": f"{book.title} {book.series}",
        "author": " - ".join(book.authors),
        "subject": " - ".join(book.subjects),
        "isbn": book.isbn,
    }[name]


def _words(text):
    marks = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in marks if not unicodedata.combining(each))
    return [word.strip("'") for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain)]


def _has(text, words):
    """Whether words stand in a text one after the other."""
    there, wanted = _words(text), _words(words)
    ends = range(len(there) - len(wanted) + 1)
    return any(there[start : start + len(wanted)] == wanted for start in ends)
