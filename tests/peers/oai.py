"""An OAI-PMH server with the habits of SLiMS and INLISLite, right and wrong, each at a path.

It runs in a thread of its own, on a free port, until `with` ends.
"""

import asyncio
import threading
from html import escape
from urllib.parse import quote

import tornado.httpserver
import tornado.netutil
import tornado.web

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


class OaiServer:
    """A running server. `asked` holds the parameters of every request for records so far."""

    def __init__(self, size=250):
        self.titles = titles(size)
        self.asked = []
        self.known = True  # whether tokens are known
        self.busy = 0  # how many requests more are answered with 503
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)

    def url(self, path):
        return f"http://127.0.0.1:{self.port}/{path}"

    def _run(self):
        asyncio.run(self._serve())

    async def _serve(self):
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        application = tornado.web.Application([(r"/(.*)", _Handler, {"server": self})])
        (socket,) = tornado.netutil.bind_sockets(0, "127.0.0.1")
        self.port = socket.getsockname()[1]
        server = tornado.httpserver.HTTPServer(application)
        server.add_socket(socket)
        self._ready.set()
        await self._ended.wait()
        server.stop()
        await server.close_all_connections()


class _Handler(tornado.web.RequestHandler):
    def initialize(self, server):
        self.server = server

    def get(self, path):
        """Answer as the system at a path does; `from` and `until` are ignored by both."""
        arguments = {name: self.get_argument(name) for name in self.request.arguments}
        if self.server.busy:
            self.server.busy -= 1
            self.set_status(503)
            self.set_header("Retry-After", "0")
            return
        self.set_header("Content-Type", "text/xml")
        if path == "html":
            self.set_header("Content-Type", "text/html; charset=UTF-8")
            self.write("<!doctype html><title>Perpustakaan</title><p>Beranda<br>")
        elif path == "away":
            self.set_status(404)
            self.write("<html><p>Not found</p></html>")
        elif arguments.get("verb") == "ListMetadataFormats":
            self.write(_answer(_formats(path)))
        elif arguments.get("verb") == "ListRecords":
            self.server.asked.append((path, arguments))
            self._list(path, arguments)
        else:
            self.write(_answer('<error code="badVerb"/>'))

    def _list(self, path, arguments):
        token = arguments.get("resumptionToken", "")
        if token and not self.server.known:
            self.write(_answer('<error code="badResumptionToken">expired</error>'))
            return
        prefix, _, place = token.partition(" ") if token else (arguments["metadataPrefix"], "", "0")
        start = int(place)
        if path == "broken-marcxml" and prefix == "marcxml":
            self.set_status(500)
            self.write("<br />\n<b>Parse error</b>: Invalid numeric literal")
        elif path == "refused-marcxml" and prefix == "marcxml":
            self.write(_answer('<error code="cannotDisseminateFormat"/>'))
        elif path == "nothing":
            self.write(_answer('<error code="noRecordsMatch"/>'))
        else:
            self.write(self._page(path, prefix, start))

    def _page(self, path, prefix, start):
        everything = self.server.titles
        numbers = range(start, min(start + PAGE, len(everything)))
        if path == "first-again":
            numbers = range(PAGE)
        records = "".join(_record(path, prefix, number, everything[number]) for number in numbers)
        onward, size = start + PAGE, len(everything)
        if path in {"endless", "same-token"}:  # there is always something new in it
            first = len(self.server.asked) * PAGE
            records = "".join(_record(path, prefix, first + n, f"Buku {n}") for n in range(PAGE))
        is_last = onward >= size and path not in {"endless", "same-token", "empty", "first-again"}
        if path == "empty":
            records = ""
        token = "" if is_last else f"{prefix} {onward if path != 'same-token' else PAGE}"
        told = "" if path == "first-again" else f' completeListSize="{size}" cursor="{start}"'
        end = f"<resumptionToken{told}>{token}</resumptionToken>" if start or token else ""
        whole = _answer(f"<ListRecords>{records}{end}</ListRecords>")
        if path == "warned":
            return "<br />\n<b>Warning</b>: Undefined index in oai.php<br />\n" + whole
        if path == "control":
            return (
                whole.replace("Buku 7<", "Buku\x0b 7&#2;<")
                .encode()
                .replace(b"Buku 8<", b"Buku \xff8<")
            )
        return whole


def _answer(inside):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="{OAI}">'
        f"<responseDate>2026-11-22T00:00:00Z</responseDate><request/>{inside}</OAI-PMH>"
    )


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
