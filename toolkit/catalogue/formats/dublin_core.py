"""Dublin Core as one of our records: what a catalogue gives that has no MARC."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from toolkit.catalogue.formats import isbn
from toolkit.catalogue.formats.isbd import each_once, plain, without_stop, year_in
from toolkit.catalogue.formats.languages import two_letters
from toolkit.catalogue.formats.marc import distinct_names, title_and_subtitle
from toolkit.catalogue.markup import local_name
from toolkit.catalogue.nouns import Record

_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-fA-F]{1,5});")


def record_of(element: Element, record_id: str) -> Record:
    """Return what a `dc` element says, whatever of it is there; its title is "" without one."""
    title, subtitle = title_and_subtitle(next(_texts(element, "title"), ""))
    identifiers = [*_texts(element, "identifier")]
    languages = map(two_letters, _texts(element, "language"))
    years = map(year_in, _texts(element, "date"))
    return Record(
        id=record_id,
        title=title,
        subtitle=subtitle,
        authors=distinct_names(
            without_stop(name) for name in _texts(element, "creator", "contributor")
        ),
        isbns=each_once(map(_isbn, identifiers)),
        publisher=without_stop(next(_texts(element, "publisher"), "")),
        year=next(filter(None, years), None),
        language=next(filter(None, languages), ""),
        subjects=each_once(map(without_stop, _texts(element, "subject"))),
        link=next(filter(_is_address, identifiers), ""),
    )


def undone(text: str) -> str:
    """Return a text as it was before it was encoded twice, where it surely was; else as it is.

    SLiMS' `oai.php` writes "CafÃ©" for "Café" in titles, and "&amp;" where "&" is meant. No
    title has such signs of its own.
    """
    for encoding in ("latin-1", "cp1252"):
        try:
            text = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        break
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)


def _texts(element: Element, *names: str) -> Iterator[str]:
    """Give the texts of some elements in the order of their names, without empty ones."""
    for name in names:
        for child in element:
            if local_name(child) == name and (text := plain(undone(child.text or ""))):
                yield text


def _isbn(identifier: str) -> str:
    """Return an identifier that is an ISBN, or says that it is one."""
    if _is_address(identifier):
        return ""
    found = isbn.compact(identifier)
    return found if isbn.is_isbn(found) or "isbn" in identifier.casefold() else ""


def _is_address(identifier: str) -> bool:
    return identifier.startswith(("http://", "https://"))
