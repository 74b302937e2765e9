"""Catalogues of SLiMS 9: its XML of search results, and its pages for what only they say."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus

from toolkit.catalogue.errors import CatalogueError, Trouble, no_such_record
from toolkit.catalogue.markup import parse
from toolkit.catalogue.nouns import Catalogue, Copy, Page, Query, Record
from toolkit.catalogue.slims import asking, availability, mods
from toolkit.catalogue.slims.asking import Line
from toolkit.catalogue.slims.availability import Found
from toolkit.catalogue.slims.place import DONE, Place, Step
from toolkit.catalogue.transport import Answer, Transport

_MOST_REQUESTS = 6
"""A search asks no more at a time: with a second between them somebody still waits for it."""
_REMEMBERED = 500
"""Titles of so many results are kept, for records whose detail SLiMS cannot show."""
_STRIDE = 10
"""Records from the beginning of a page to that of the next, in 9.6."""
_NO_RECORD = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<div\b", re.IGNORECASE)
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


class Slims(Catalogue):
    """A SLiMS 9 catalogue, whatever its version from 9.2 to 9.7 makes of a search.

    Results come without copies. A record says which copies there are, and of each whether it is
    there as far as its page can be read.
    """

    kind = "slims"

    def __init__(self, transport: Transport, url: str) -> None:
        self._transport = transport
        self._url = url
        self._titles: dict[str, Record] = {}  # as results gave them, by id
        self._lock = threading.Lock()  # of the titles

    def search(self, query: Query, cursor: str = "") -> Page:
        """Return a page of what fits: title hits first, then authors', subjects', and the rest."""
        lines = asking.lines(query)
        return _Search(self, lines, Place.read(cursor, len(lines))).page(is_first=not cursor)

    def record(self, record_id: str) -> Record:
        """Return one record. It takes two requests: one for what it is, one for its copies."""
        if not mods.IDENTIFIER.fullmatch(record_id):
            raise no_such_record()
        answer = self._ask([("p", "show_detail"), ("inXML", "true"), ("id", record_id)])
        if _is_web_page(answer):
            described, page = None, answer  # its XML is switched off
        else:
            described, page = _detail(answer), None
        if described and described.title and not described.copies:
            return self._linked(described)
        found = self._on_page(record_id, page, described)
        return self._linked(_joined(described, found, self._titles.get(record_id)))

    def results(self, line: Line, page: int) -> mods.Results:
        """Return one page of the answers to one question, as they come, with their links."""
        values = [("resultXML", "true"), ("search", "search"), *line.values, ("page", str(page))]
        found = _results(self._ask(values))
        linked = tuple(map(self._linked, found.records))
        with self._lock:
            self._titles |= {record.id: record for record in linked}
            for record_id in [*self._titles][:-_REMEMBERED]:
                del self._titles[record_id]
        return replace(found, records=linked)

    def _on_page(self, record_id: str, page: Answer | None, described: Record | None) -> Found:
        """Return what the page of a record says; nothing, where XML said enough without it."""
        copies = (described.copies if described else None) or ()
        try:
            page = page or self._ask([("p", "show_detail"), ("id", record_id)])
        except CatalogueError:
            if described and described.title:
                return Found(None, ())
            raise
        return availability.read(page.body, record_id, frozenset(copy.code for copy in copies))

    def _linked(self, record: Record) -> Record:
        return replace(record, link=f"{self._url}index.php?p=show_detail&id={record.id}")

    def _ask(self, values: list[tuple[str, str]]) -> Answer:
        return self._transport.get("index.php", values)


class _Search:
    """Puts the answers to several questions together, as many as somebody can wait for."""

    def __init__(self, source: Slims, lines: Sequence[Line], place: Place) -> None:
        self._source = source
        self._lines = lines
        self._steps = [*place.steps]
        self._seen = place.seen
        self._found: dict[str, Record] = {}
        self._said: int | None = None  # how many the last answer said there are
        self._left_out = False  # whether an answer held what was not looked for

    def page(self, *, is_first: bool) -> Page:
        """Return what is found now, and the way to the rest."""
        self._ask_all()
        if self._found:
            for number, line in enumerate(self._lines):
                if line.below == 1:
                    self._steps[number] = DONE
        total = self._total(is_first=is_first)
        # Where nothing came of all that, nobody asks on and on.
        steps = tuple(self._steps) if self._found else (DONE,)
        place = Place(steps, (*self._seen, *self._found))
        return Page(tuple(self._found.values()), total, place.cursor())

    def _ask_all(self) -> None:
        """Ask each question for one page; and again, where nothing is found yet."""
        left = _MOST_REQUESTS
        while left and not self._found and any(step.is_open for step in self._steps):
            for number, line in enumerate(self._lines):
                is_wanted = not line.below or len(self._found) < line.below
                if left and is_wanted and self._steps[number].is_open:
                    left -= 1
                    try:
                        self._ask(number, line)
                    except CatalogueError:
                        if not self._found and not (line.below and self._seen):
                            raise
                        return  # what is found is shown; the cursor asks for the rest again

    def _ask(self, number: int, line: Line) -> None:
        step = self._steps[number]
        answer = self._source.results(line, step.page)
        known = {*self._seen, *self._found}
        fresh = [record for record in answer.records if record.id not in known]
        taken = {
            record.id: record
            for record in fresh
            if line.takes(record, is_cut=record.id in answer.cut)
        }
        self._found |= taken
        self._left_out |= len(taken) < len(fresh)
        self._said = answer.total
        self._steps[number] = _next(step, answer, is_new=bool(fresh))

    def _total(self, *, is_first: bool) -> int | None:
        """Return how many there are, where that is known to be true."""
        if is_first and not any(step.is_open for step in self._steps):
            return len(self._found)
        return None if self._left_out or len(self._lines) > 1 else self._said


def _next(step: Step, answer: mods.Results, *, is_new: bool) -> Step:
    """Return where a question goes on.

    In 9.6 a page begins ten records after the one before, whatever its size: so a page counts for
    no more than ten.
    """
    if not answer.records or answer.records[0].id == step.first:
        return DONE
    covered = (step.page - 1) * min(answer.size or _STRIDE, _STRIDE) + len(answer.records)
    is_last = covered >= answer.total if answer.total is not None else not is_new
    return DONE if is_last else step.after(answer.records[0].id)


def _results(answer: Answer) -> mods.Results:
    """Return what an answer to a search holds. An empty one is how old versions say none."""
    if answer.status == HTTPStatus.NOT_FOUND:
        raise CatalogueError(Trouble.DISABLED, "404")
    if answer.status != HTTPStatus.OK:
        raise CatalogueError(Trouble.BAD_RESPONSE, str(answer.status))
    if not answer.body.strip():
        return mods.Results(total=0)
    if _is_web_page(answer):
        raise CatalogueError(Trouble.DISABLED, "a web page instead of XML")
    return mods.results(parse(answer.body))


def _detail(answer: Answer) -> Record | None:
    """Return the record in a detail, None where SLiMS broke over it (a title with a slash)."""
    if answer.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    if answer.status == HTTPStatus.NOT_FOUND or _NO_RECORD.match(answer.body):
        raise no_such_record()
    if answer.status != HTTPStatus.OK:
        raise CatalogueError(Trouble.BAD_RESPONSE, str(answer.status))
    record = mods.detail(parse(answer.body))
    if record is None:
        raise no_such_record()
    return record


def _joined(described: Record | None, found: Found, remembered: Record | None) -> Record:
    """Return what XML, page and results say of one record together."""
    others = [each for each in (found.record, remembered) if each]
    if not described:
        if not others:
            raise CatalogueError(Trouble.BAD_RESPONSE, "neither XML nor a title on the page")
        return replace(others[0], copies=found.copies)
    if not described.title and others:
        title, subtitle = others[0].title, others[0].subtitle
        described = replace(described, title=title, subtitle=subtitle)
    on_page = {copy.code: copy for copy in found.copies}
    copies = (_with_status(copy, on_page.get(copy.code)) for copy in described.copies or ())
    return replace(described, copies=tuple(copies))


def _with_status(copy: Copy, on_page: Copy | None) -> Copy:
    return replace(copy, status=on_page.status, due=on_page.due) if on_page else copy


def _is_web_page(answer: Answer) -> bool:
    """Return whether somebody is meant to read this: SLiMS shows it where XML is switched off."""
    if answer.status != HTTPStatus.OK:
        return False
    is_html = answer.media_type in _HTML_TYPES and not answer.body.lstrip().startswith(b"<?xml")
    return is_html or _WEB_PAGE.match(answer.body) is not None
