"""Harvesting a whole catalogue through OAI-PMH: how INLISLite and SLiMS give theirs away."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NoReturn
from xml.etree.ElementTree import Element

from toolkit.catalogue import markup
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.formats import dublin_core
from toolkit.catalogue.formats.isbd import plain
from toolkit.catalogue.formats.marc import marc_of, record_of
from toolkit.catalogue.markup import local_name, parts
from toolkit.catalogue.nouns import Record
from toolkit.catalogue.transport import Answer, Transport

MARCXML = ("marcxml", "marc21")
"""What servers call MARCXML, the name they use most first."""
DUBLIN_CORE = "oai_dc"
"""What every server has."""

TRIES = 5
"""How often a server that is busy or away is asked for one batch."""
MOST_EMPTY = 3
"""After how many batches without anything in them a harvest leads nowhere."""
MOST_RECORDS = 5_000_000

MOST_BYTES = 20_000_000
"""How large a batch may be, unpacked: some servers put a thousand records into one."""

_PASSING = (Trouble.BUSY, Trouble.OFFLINE, Trouble.TIMEOUT)
_BAD_TOKEN = frozenset({"badResumptionToken", "badArgument"})
_MARC_NAMESPACE = "http://www.loc.gov/MARC21/slim"
_NOT_THERE = (404, 410)
_ASKED = re.compile(r"(?<=[?&])(?:verb|metadataPrefix|resumptionToken)=[^&#]*&?|#.*")
_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,7}|x[0-9a-fA-F]{1,6});|[A-Za-z][A-Za-z0-9]{1,30};)?")


@dataclass(frozen=True)
class Batch:
    """What one answer held, and the way to the next.

    `token` is kept by whoever wants to go on later, in another process too: it is "" after the
    last batch. `started_over` is true on the first batch that comes anew from the beginning, since
    the catalogue no longer knew a token: records seen before come again, with the same ids.
    """

    records: tuple[Record, ...]
    deleted: tuple[str, ...]  # ids of records that are gone
    token: str  # "" where this was the last
    complete_size: int | None  # how many the catalogue says there are in all
    skipped: int = 0  # records without a title, or that could not be read
    started_over: bool = False


def address_of(url: str) -> str:
    """Return an OAI-PMH address without what a browser asked there, from where people paste it."""
    return _ASKED.sub("", url).rstrip("?&")


class Harvest:
    """A harvest from one OAI-PMH address, such as `https://host/opac/oai` or `.../oai2.php`.

    A record's id is the one of its OAI header: the same whatever format it comes in, and the one
    that a deletion names.
    """

    def __init__(self, transport: Transport, url: str) -> None:
        self._transport = transport
        self._url = url

    def pages(self, token: str = "") -> Iterator[Batch]:
        """Give batch after batch, from the beginning or from where `token` was given.

        A token that the catalogue no longer knows leads back to the beginning, once. Raises
        `CatalogueError` for whatever else goes wrong; what was given until then stands.
        """
        try:
            yield from self._from(token)
        except _BadTokenError:
            pass
        else:
            return
        try:
            for number, batch in enumerate(self._from("")):
                yield replace(batch, started_over=not number)
        except _BadTokenError:
            raise CatalogueError(
                Trouble.BAD_RESPONSE, "bad token twice", key="harvest_token"
            ) from None

    def _from(self, token: str) -> Iterator[Batch]:
        progress = _Progress(token)
        batch = self._batch(("resumptionToken", token)) if token else self._first()
        yield progress.with_(batch)
        while batch.token:
            batch = self._batch(("resumptionToken", batch.token))
            yield progress.with_(batch)

    def _first(self) -> Batch:
        """Return the first batch: as MARCXML where the catalogue can, else as Dublin Core.

        INLISLite offers MARCXML too where its part that makes it does not run.
        """
        prefix = self._prefix()
        if prefix != DUBLIN_CORE:
            try:
                batch = self._batch(("metadataPrefix", prefix))
            except CatalogueError as error:
                if error.trouble in {*_PASSING, Trouble.REFUSED}:
                    raise
            else:
                if batch.records or not batch.skipped:
                    return batch
        return self._batch(("metadataPrefix", DUBLIN_CORE))

    def _prefix(self) -> str:
        """Return the catalogue's name for the best format that it offers."""
        try:
            root = _root(self._get(("verb", "ListMetadataFormats")))
        except CatalogueError as error:
            if error.trouble in {Trouble.BAD_RESPONSE, Trouble.DISABLED}:
                return DUBLIN_CORE
            raise
        offered = {
            _text(each, "metadataPrefix"): _text(each, "metadataNamespace")
            for part in parts(root, "ListMetadataFormats")
            for each in parts(part, "metadataFormat")
        }
        by_namespace = [name for name, space in offered.items() if space == _MARC_NAMESPACE]
        named = [name for name in MARCXML if name in offered]
        return next(filter(None, [*named, *by_namespace]), DUBLIN_CORE)

    def _batch(self, parameter: tuple[str, str]) -> Batch:
        answer = self._get(("verb", "ListRecords"), parameter)
        root = _root(answer)
        code = _error(root)
        if code == "noRecordsMatch":
            return Batch((), (), "", 0)
        if code in _BAD_TOKEN and parameter[0] == "resumptionToken":
            raise _BadTokenError
        if code:
            raise CatalogueError(Trouble.BAD_RESPONSE, code, key="harvest_error", code=code)
        lists = parts(root, "ListRecords")
        if not lists:
            _not_oai(answer, "no ListRecords")
        return _read(lists[0])

    def _get(self, *parameters: tuple[str, str]) -> Answer:
        """Return an answer, asked for again while the server wants time; the queue waits for it."""
        for tries_left in range(TRIES - 1, -1, -1):
            try:
                return self._transport.get(
                    self._url, parameters, accept=("text/xml", "application/xml")
                )
            except CatalogueError as error:
                if error.trouble not in _PASSING or not tries_left:
                    raise
        raise AssertionError  # the last try returns or raises


class _BadTokenError(Exception):
    """The catalogue does not know a token (any more)."""


class _Progress:
    """What has come so far: enough to see when it leads nowhere."""

    def __init__(self, token: str) -> None:
        self._tokens = {token} - {""}
        self._first: tuple[str, ...] = ()
        self._last: tuple[str, ...] = ()
        self._count = 0
        self._empty = 0

    def with_(self, batch: Batch) -> Batch:
        """Return a batch that leads on. Raises `CatalogueError` where the harvest never ends."""
        if not batch.token:
            return batch
        ids = (*(record.id for record in batch.records), *batch.deleted)
        held = len(ids) + batch.skipped
        self._count += held
        self._empty = 0 if held else self._empty + 1
        most = MOST_RECORDS if batch.complete_size is None else 2 * batch.complete_size + 1000
        if (
            batch.token in self._tokens
            or (ids and ids in {self._first, self._last})
            or self._empty >= MOST_EMPTY
            or self._count > most
        ):
            raise CatalogueError(Trouble.BAD_RESPONSE, "endless", key="harvest_endless")
        self._tokens.add(batch.token)
        self._first, self._last = self._first or ids, ids
        return batch


def _root(answer: Answer) -> Element:
    """Return the root of an answer that is one of OAI-PMH."""
    try:
        root = markup.parse(answer.body)
    except CatalogueError:
        try:
            root = markup.parse(_mended(answer.body))
        except CatalogueError:
            _not_oai(answer, answer.media_type[:40])
    if local_name(root) != "OAI-PMH":
        _not_oai(answer, f"the root is {local_name(root)[:40]}")
    return root


def _not_oai(answer: Answer, detail: str) -> NoReturn:
    trouble = Trouble.DISABLED if answer.status in _NOT_THERE else Trouble.BAD_RESPONSE
    raise CatalogueError(trouble, f"status {answer.status}, {detail}", key="not_oai")


def _mended(body: bytes) -> bytes:
    """Return XML in UTF-8 without what one bad record or a warning of PHP's puts into it."""
    text = body.decode("utf-8", "replace")
    begins = max(text.find("<?xml"), 0) or max(text.find("<OAI-PMH"), 0)
    text = _REFERENCE.sub(_legal, text[begins:])
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", text).encode()


def _legal(found: re.Match[str]) -> str:
    """Return a sign that XML may hold in the place of a reference, or what only looks like one."""
    is_known = found[0] in {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}
    return found[0] if is_known else html.escape(html.unescape(found[0]))


def _text(element: Element, name: str) -> str:
    return next(((part.text or "").strip() for part in parts(element, name)), "")


def _error(root: Element) -> str:
    """Return the code of an error, "" where there is none."""
    errors = parts(root, "error")
    return plain(errors[0].get("code"))[:40] or "error" if errors else ""


def _read(list_records: Element) -> Batch:
    records: list[Record] = []
    deleted: list[str] = []
    skipped = 0
    for place in parts(list_records, "record"):
        header = next(iter(parts(place, "header")), place)
        record_id = _text(header, "identifier")
        if header.get("status") == "deleted" and record_id:
            deleted.append(record_id)
        elif record_id and (record := _record(place, record_id)) and record.title:
            records.append(record)
        else:
            skipped += 1
    tokens = parts(list_records, "resumptionToken")
    token = (tokens[0].text or "").strip() if tokens else ""
    size = tokens[0].get("completeListSize", "") if tokens else ""
    return Batch(tuple(records), tuple(deleted), token, _size(size), skipped)


def _size(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _record(place: Element, record_id: str) -> Record | None:
    """Return the record in one place of the list, whichever format it is in."""
    for metadata in parts(place, "metadata"):
        for data in metadata:
            name = local_name(data)
            if name == "collection":
                data = next(iter(parts(data, "record")), data)  # noqa: PLW2901
            if local_name(data) == "record":
                return replace(record_of(marc_of(data)), id=record_id)
            if name == "dc":
                return dublin_core.record_of(data, record_id)
    return None
