"""An OAI-PMH server with the habits of SLiMS and INLISLite, right and wrong, each at a path."""

from html import escape
from urllib.parse import quote

from peers.peer import Peer

OAI = "http://www.openarchives.org/OAI/2.0/"
MARC = "http://www.loc.gov/MARC21/slim"
DC = (
    'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
PAGE = 100  # as both systems have it
TITLES = ["Café & résumé : panduan", "Ka'bah", "Laskar Pelangi / Andrea Hirata"]


def titles(count):
    """Return the titles of a catalogue with so many books, the odd ones first."""
    return [*TITLES, *(f"Buku {number}" for number in range(len(TITLES), count))][:count]


class OaiPeer(Peer):
    """A running server with so many titles."""

    def __init__(self, size=250):
        super().__init__()
        self.titles = titles(size)
        self.known = True  # whether tokens are known
        self.busy = 0  # how many requests more are answered with 503

    @property
    def batches(self):
        """Which records were asked for, a dictionary a request."""
        return [dict(values) for _, values in self.asked if ("verb", "ListRecords") in values]

    def answer(self, path, values):
        """Answer as the system at a path does; `from` and `until` are ignored by both."""
        arguments = dict(values)
        if self.busy:
            self.busy -= 1
            return 503, "text/html", b""
        if path == "html":
            return 200, "text/html", b"<!doctype html><title>Perpustakaan</title><p>Beranda<br>"
        if path == "away":
            return 404, "text/xml", b"<html><p>Not found</p></html>"
        if arguments.get("verb") == "ListMetadataFormats":
            return 200, "text/xml", _answer(_formats(path))
        if arguments.get("verb") == "ListRecords":
            return self._list(path, arguments)
        return 200, "text/xml", _answer('<error code="badVerb"/>')

    def _list(self, path, arguments):
        token = arguments.get("resumptionToken", "")
        if token and not self.known:
            return 200, "text/xml", _answer('<error code="badResumptionToken">expired</error>')
        prefix, _, place = token.partition(" ") if token else (arguments["metadataPrefix"], "", "0")
        if path == "broken-marcxml" and prefix == "marcxml":
            return 500, "text/xml", b"<br />\n<b>Parse error</b>: Invalid numeric literal"
        if path == "refused-marcxml" and prefix == "marcxml":
            return 200, "text/xml", _answer('<error code="cannotDisseminateFormat"/>')
        if path == "nothing":
            return 200, "text/xml", _answer('<error code="noRecordsMatch"/>')
        return 200, "text/xml", self.page(path, prefix, int(place))

    def page(self, path, prefix, start):
        everything = self.titles
        numbers = range(start, min(start + PAGE, len(everything)))
        if path == "first-again":
            numbers = range(PAGE)
        records = "".join(_record(path, prefix, number, everything[number]) for number in numbers)
        onward, size = start + PAGE, len(everything)
        if path in {"endless", "same-token"}:  # there is always something new in it
            first = len(self.batches) * PAGE
            records = "".join(_record(path, prefix, first + n, f"Buku {n}") for n in range(PAGE))
        is_last = onward >= size and path not in {"endless", "same-token", "empty", "first-again"}
        if path == "empty":
            records = ""
        token = "" if is_last else f"{prefix} {onward if path != 'same-token' else PAGE}"
        told = "" if path == "first-again" else f' completeListSize="{size}" cursor="{start}"'
        end = f"<resumptionToken{told}>{token}</resumptionToken>" if start or token else ""
        whole = _answer(f"<ListRecords>{records}{end}</ListRecords>")
        if path == "warned":
            return b"<br />\n<b>Warning</b>: Undefined index in oai.php<br />\n" + whole
        if path == "control":
            whole = whole.replace(b"Buku 7<", b"Buku\x0b 7&#2;<")
            return whole.replace(b"Buku 8<", b"Buku \xff8<")
        return whole


def _answer(inside):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="{OAI}">'
        f"<responseDate>2026-11-22T00:00:00Z</responseDate><request/>{inside}</OAI-PMH>"
    ).encode()


def _formats(path):
    offered = {"oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/"}
    if path in {"inlislite", "broken-marcxml", "refused-marcxml", "hollow-marcxml"}:
        offered = {"rif": "http://ands.org.au/", **offered, "marcxml": f"{MARC} "}
    if path == "other-name":
        offered["marc-dari-koha"] = MARC
    formats = "".join(
        f"<metadataFormat><metadataPrefix>{name}</metadataPrefix><schema/>"
        f"<metadataNamespace>{space}</metadataNamespace></metadataFormat>"
        for name, space in offered.items()
    )
    return f"<ListMetadataFormats>{formats}</ListMetadataFormats>"


def _record(path, prefix, number, title):
    status = ' status="deleted"' if path == "deleting" and number == 3 else ""
    header = (
        f"<header{status}><identifier>oai:127.0.0.1:{number}</identifier>"
        "<datestamp>2026-01-01</datestamp></header>"
    )
    if status:
        return f"<record>{header}</record>"
    if path == "hollow-marcxml" and prefix == "marcxml":
        return f"<record>{header}<metadata/></record>"
    make = _dublin_core if prefix == "oai_dc" else _inlislite
    return f"<record>{header}<metadata>{make(path, number, title)}</metadata></record>"


def _dublin_core(path, number, title):
    if path == "oai.php":  # SLiMS' older one encodes titles twice
        title = escape(title).encode().decode("latin-1")
    if path == "untitled" and number == 5:
        title = ""
    return (
        f"<oai_dc:dc {DC}><dc:title>{escape(title)}</dc:title>"
        "<dc:creator>Hirata, Andrea</dc:creator><dc:creator>Andrea Hirata</dc:creator>"
        "<dc:subject>Fiksi &amp; sastra</dc:subject><dc:publisher>Bentang Pustaka</dc:publisher>"
        "<dc:date>2005</dc:date><dc:language>Indonesia</dc:language>"
        "<dc:identifier>979-3062-79-7</dc:identifier>"
        f"<dc:identifier>http://127.0.0.1/index.php?p=show_detail&amp;id={quote(str(number))}"
        "</dc:identifier></oai_dc:dc>"
    )


def _inlislite(_path, number, title):
    """Return MARCXML as INLISLite makes it: no leader, and each subfield a field of its own."""
    main, _, author = title.partition(" / ")
    fields = [
        *(("245", "a", f"{main} /"), ("245", "c", author or "Anonim")),
        *(("100", "a", "Hirata, Andrea"), ("100", "e", "Pengarang")),
        *(("260", "a", "Yogyakarta :"), ("260", "b", "Bentang Pustaka,"), ("260", "c", "2005")),
        *(("650", "a", "Fiksi"), ("650", "x", "Indonesia"), ("020", "a", "979-3062-79-7")),
        *(("082", "a", "899.221 3"), ("084", "a", "899.221 3 HIR l"), ("041", "a", "ind")),
        ("300", "$", "$a xii, 529 hlm. : $b ilus. ; $c 21 cm"),
        ("856", "u", f"http://127.0.0.1/opac/detail-opac?id={number}"),
    ]
    inside = "".join(
        f'<datafield tag="{tag}" ind1="#" ind2="#"><subfield code="{code}">{escape(text)}'
        "</subfield></datafield>"
        for tag, code, text in fields
    )
    control = f'<controlfield tag="001">INLIS{number:015}</controlfield>'
    return f'<record xmlns="{MARC}">{control}{inside}</record>'
