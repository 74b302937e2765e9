"""What a record puts into the index, and how it is kept there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from toolkit.catalogue.formats import isbn as numbers
from toolkit.catalogue.nouns import Copy, Record, Status
from toolkit.practice import fitting

BETWEEN = "\n"
"""Between the subjects of a record; none holds one."""

_PLAIN_WORD = re.compile("[a-z0-9]+")


class Entry(NamedTuple):
    """A record as rows of the index; all words are folded, with a space between."""

    id: str
    body: str  # the whole record
    title: str
    author: str
    subject: str
    marks: str  # what is no word, but can be looked for: numbers, and facets to narrow by
    length: int  # letters of the title: the shorter title comes first
    year: int | None
    language: str
    subjects: str  # as they are shown


def entry(record: Record) -> Entry:
    """Return what the index keeps of a record."""
    title = words_of(f"{record.title} {record.subtitle}")
    facets = [("language", record.language)] if record.language else []
    if record.year is not None:
        facets.append(("year", str(record.year)))
    facets += [("subject", subject) for subject in record.subjects]
    marks = [*map(number_mark, record.isbns), *(facet_mark(*each) for each in facets)]
    return Entry(
        record.id,
        _text(record),
        " ".join(title),
        _words(record.authors),
        _words(record.subjects),
        " ".join(marks),
        sum(map(len, title)),
        record.year,
        record.language,
        BETWEEN.join(subject.replace(BETWEEN, " ") for subject in record.subjects),
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded as everywhere; most texts take a tenth of the time."""
    if text.isascii():
        return _PLAIN_WORD.findall(text.replace("'", "").replace("`", "").lower())
    return fitting.words_of(text)


def number_mark(isbn: str) -> str:
    """Return the mark of an ISBN, the same for both of its forms."""
    return _mark("isbn", numbers.both(isbn)[0] if isbn else "")


def facet_mark(name: str, value: str) -> str:
    """Return the mark of a facet's value."""
    return _mark(name, value)


def record_of(body: str) -> Record:
    """Return the record that was kept. Raises `ValueError` where it was not by us."""
    try:
        return _record(json.loads(body))
    except TypeError as error:  # what should be a list or a text is none
        raise ValueError("no record") from error


def _record(kept: list[Any]) -> Record:
    record_id, title, subtitle, authors, isbns, publisher, year, language, *rest = kept
    subjects, call_number, copies, link = rest
    return Record(
        id=record_id,
        title=title,
        subtitle=subtitle,
        authors=tuple(authors),
        isbns=tuple(isbns),
        publisher=publisher,
        year=year,
        language=language,
        subjects=tuple(subjects),
        call_number=call_number,
        copies=None if copies is None else tuple(map(_copy, copies)),
        link=link,
    )


def _text(record: Record) -> str:
    copies = None if record.copies is None else [_kept(copy) for copy in record.copies]
    kept = [
        *(record.id, record.title, record.subtitle, record.authors, record.isbns),
        *(record.publisher, record.year, record.language, record.subjects),
        *(record.call_number, copies, record.link),
    ]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _kept(copy: Copy) -> list[str]:
    due = copy.due.isoformat() if copy.due else ""
    return [copy.code, copy.location, copy.call_number, copy.status, due]


def _copy(kept: list[str]) -> Copy:
    code, location, call_number, status, due = kept
    day = date.fromisoformat(due) if due else None
    return Copy(code, location, call_number, Status(status), day)


def _words(texts: Iterable[str]) -> str:
    return " ".join(word for text in texts for word in words_of(text))


def _mark(name: str, value: str) -> str:
    """Return a mark: one word, whatever the value; no word of a book looks like it."""
    digest = hashlib.blake2b(f"{name} {value}".encode("utf-8", "replace"), digest_size=6)
    return name[0] + digest.hexdigest()
