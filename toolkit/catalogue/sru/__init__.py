"""Catalogues that speak SRU with MARCXML: Koha's way, and that of many others.

A server says what is wrong in diagnostics, with status 200. Some of them only mean that it calls
something otherwise: then it is asked again in the next way that is known here, and what worked
comes first from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import NoReturn
from xml.etree.ElementTree import Element

from toolkit.catalogue import markup
from toolkit.catalogue.cursors import number_in
from toolkit.catalogue.errors import CatalogueError, Trouble, no_such_record
from toolkit.catalogue.formats import dublin_core, isbn
from toolkit.catalogue.formats.marc import marc_of, record_of
from toolkit.catalogue.markup import local_name, parts
from toolkit.catalogue.nouns import Catalogue, Page, Query, Record
from toolkit.catalogue.sru.cql import INDEXES, cql_of, cql_of_id
from toolkit.catalogue.transport import Answer, Transport

PAGE_SIZE = 10

VERSIONS = ("1.1", "1.2", "2.0")
SCHEMAS = ("marcxml", "dc")
WORD_SETS: tuple[Mapping[str, str], ...] = (
    {},  # as in INDEXES
    {"author": "dc.author"},
    {"title": "title", "author": "author", "subject": "subject"},
)
ISBN_NAMES = ("bath.isbn", "dc.isbn", "isbn")
ID_NAMES = ("rec.id", "dc.identifier", "id")
"""What servers call the fields of a query; a bare word is what they themselves take it for."""

_VERSION = 5
_MALFORMED = (6, 7, 8)
_QUERY = range(10, 50)
_INDEX = (15, 16)
_TOO_MANY = 60
_PAST_THE_END = 61
_SCHEMA = (66, 67)
_TROUBLES = {
    2: Trouble.BUSY,  # for the moment
    3: Trouble.REFUSED,  # without a password
    4: Trouble.DISABLED,  # searching is not among what it does
    _VERSION: Trouble.DISABLED,
    _TOO_MANY: Trouble.BAD_QUERY,
    68: Trouble.REFUSED,  # not everybody may have records
    **dict.fromkeys(_QUERY, Trouble.BAD_QUERY),
    **dict.fromkeys(_SCHEMA, Trouble.DISABLED),
}
"""Numbers of diagnostics, to the kind of trouble; any other is an answer that makes no sense."""

_NOT_THERE = (404, 410)
_MOST_FOUND = 10**9


@dataclass(frozen=True)
class _Way:
    """How to ask: places in `VERSIONS` and in the schemas, and the names of indexes."""

    version: int = 0
    schema: int = 0
    indexes: Mapping[str, str] = field(default_factory=lambda: INDEXES)


@dataclass(frozen=True)
class _Found:
    """What one answer held."""

    total: int
    records: tuple[Record, ...]
    taken: int  # how many places of the list these are, unreadable ones with them
    diagnostic: tuple[int, str] | None  # its number, and what is for staff


class Sru(Catalogue):
    """A catalogue behind an SRU address, such as `https://host:9999/biblios`.

    `schema` is asked for first, Dublin Core where the server does not have it. An address that is
    known to answer no SRU says so as a bad response.
    """

    kind = "sru"

    def __init__(self, transport: Transport, url: str, schema: str = "marcxml") -> None:
        self._transport = transport
        self._url = url
        self._schemas = tuple(dict.fromkeys((schema, *SCHEMAS)))
        self._way = _Way()  # replaced whole: any thread may

    def search(self, query: Query, cursor: str = "") -> Page:
        """Return ten of what fits; the cursor is the number of the next record."""
        start = number_in(cursor, 1, _MOST_FOUND)
        found = self._ask(query, start)
        if not found.taken and start <= found.total:
            raise CatalogueError(Trouble.BAD_RESPONSE, f"{found.total} found, none sent")
        onward = start + found.taken
        is_last = not found.taken or onward > found.total
        return Page(found.records, found.total, "" if is_last else str(onward))

    def record(self, record_id: str) -> Record:
        """Return the record with an id (Koha's own number, else MARC's 001)."""
        found = self._ask(record_id, 1)
        for record in found.records:
            if record.id == record_id:
                return record
        if found.total == 1 and found.records:  # the server's id is none of the record's own
            return replace(found.records[0], id=record_id)
        raise no_such_record()

    def _ask(self, wanted: Query | str, start: int) -> _Found:
        """Return the answer to a query or an id, in the first way that the server understands."""
        way = self._way
        others = _other_indexes(wanted, way.indexes)
        while True:
            try:
                found = self._once(wanted, start, way)
            except (
                CatalogueError
            ):  # time may be over: the next search begins where this one came to
                self._way = way
                raise
            if found.diagnostic is None or found.diagnostic[0] == _PAST_THE_END:
                self._way = way
                return found
            number, detail = found.diagnostic
            if number == _VERSION and way.version + 1 < len(VERSIONS):
                way = replace(way, version=way.version + 1)
            elif number in _SCHEMA and way.schema + 1 < len(self._schemas):
                way = replace(way, schema=way.schema + 1)
            elif number in _INDEX and (indexes := next(others, None)):
                way = replace(way, indexes=indexes)
            else:
                trouble = _TROUBLES.get(number, Trouble.BAD_RESPONSE)
                raise CatalogueError(trouble, f"diagnostic {number} {detail}".rstrip())

    def _once(self, wanted: Query | str, start: int, way: _Way) -> _Found:
        if isinstance(wanted, str):
            cql = cql_of_id(wanted, way.indexes)
        else:
            cql = cql_of(wanted, way.indexes)
        parameters = (
            ("version", VERSIONS[way.version]),
            ("operation", "searchRetrieve"),
            ("query", cql),
            ("startRecord", str(start)),
            ("maximumRecords", str(PAGE_SIZE)),
            ("recordSchema", self._schemas[way.schema]),
        )
        answer = self._transport.get(
            self._url, parameters, accept=("text/xml", "application/xml", "application/sru+xml")
        )
        return _found(_root(answer))


def _other_indexes(wanted: Query | str, known: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Give other names for the fields that are looked in; those for others stay as they are."""
    query = Query() if isinstance(wanted, str) else wanted
    has_words = any((query.text, query.title, query.author, query.subject))
    for words, number, record_id in product(
        [{**INDEXES, **names} for names in WORD_SETS] if has_words else [known],
        ISBN_NAMES if query.isbn else [known["isbn"]],
        ID_NAMES if isinstance(wanted, str) else [known["id"]],
    ):
        indexes = {**words, "isbn": number, "id": record_id}
        if indexes != known:
            yield indexes


def _root(answer: Answer) -> Element:
    """Return the root of an answer that is one of SRU: errors may come with any status."""
    try:
        root = markup.parse(answer.body)
    except CatalogueError:
        if answer.status in _NOT_THERE or answer.media_type == "text/html":
            _not_sru(answer, answer.media_type)
        raise
    if local_name(root) not in {"searchRetrieveResponse", "explainResponse"}:
        _not_sru(answer, f"the root is {local_name(root)[:40]}")
    if local_name(root) == "explainResponse" and not parts(root, "diagnostics"):
        _not_sru(answer, "it explains itself instead of searching")
    return root


def _not_sru(answer: Answer, detail: str) -> NoReturn:
    trouble = Trouble.DISABLED if answer.status in _NOT_THERE else Trouble.BAD_RESPONSE
    raise CatalogueError(trouble, f"status {answer.status}, {detail}", key="not_sru")


def _found(root: Element) -> _Found:
    diagnostics = [child for part in parts(root, "diagnostics") for child in part]
    places = [place for part in parts(root, "records") for place in parts(part, "record")]
    records = []
    for place in places:
        for data in _data(place):
            if local_name(data) == "diagnostic":  # in the place of a record
                diagnostics.append(data)
            elif (record := _record(data)).title:
                records.append(record)
    return _Found(
        total=_total(root, diagnostics),
        records=tuple(records),
        taken=len(places),
        diagnostic=_diagnostic(diagnostics) if diagnostics and not records else None,
    )


def _data(place: Element) -> list[Element]:
    """Return what stands in a record's place, whether as XML or as a text that is XML."""
    found: list[Element] = []
    for data in parts(place, "recordData"):
        if len(data):
            found += data
        elif (data.text or "").strip():
            try:
                found.append(markup.parse((data.text or "").strip().encode()))
            except (CatalogueError, UnicodeError):
                continue  # one record that cannot be read; the others can
    return found


def _record(data: Element) -> Record:
    """Return a record in MARCXML or Dublin Core; its id is "" where it has none."""
    if local_name(data) == "collection":
        data = next(iter(parts(data, "record")), data)
    if local_name(data) == "record":
        return record_of(marc_of(data))
    identifiers = [(each.text or "").strip() for each in parts(data, "identifier")]
    own = (text for text in identifiers if text.isalnum() and not isbn.is_isbn(text))
    return dublin_core.record_of(data, next(own, ""))


def _total(root: Element, diagnostics: list[Element]) -> int:
    texts = [part.text or "" for part in parts(root, "numberOfRecords")]
    text = texts[0].strip() if texts else ""
    if text.isascii() and text.isdecimal() and len(text) < len(str(_MOST_FOUND)):
        return int(text)
    if diagnostics:
        return 0
    raise CatalogueError(Trouble.BAD_RESPONSE, "no numberOfRecords")


def _diagnostic(diagnostics: list[Element]) -> tuple[int, str]:
    """Return the number of the first diagnostic, 0 where it has none, and its name for it.

    Its details are left out: they may repeat what was looked for.
    """
    uri = next((part.text or "" for part in parts(diagnostics[0], "uri")), "")
    number = uri.strip().rpartition("/")[2]
    known = number.isascii() and number.isdecimal() and len(number) < len(str(_MOST_FOUND))
    message = next((part.text or "" for part in parts(diagnostics[0], "message")), "")
    return (int(number) if known else 0), message.strip()[:80]
