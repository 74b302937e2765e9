"""Records from MODS, the XML that SLiMS answers in: a page of results, or one record in detail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.formats.isbd import each_once, plain, tidy, without_responsibility, year_in
from toolkit.catalogue.formats.isbn import compact
from toolkit.catalogue.formats.languages import two_letters
from toolkit.catalogue.nouns import Copy, Record, Status

IDENTIFIER = re.compile(r"[0-9]{1,10}")
"""What numbers a record of SLiMS."""

_MODS = "{http://www.loc.gov/mods/v3}"
_INFO = "{http://slims.web.id}resultInfo/{http://slims.web.id}"
_COUNT = re.compile(r"[0-9]{1,9}")
_MOST = 500
"""No page has more records: staff choose how many, and nobody chooses so many."""


@dataclass(frozen=True)
class Results:
    """One page of what a search found, as it came."""

    records: tuple[Record, ...] = ()
    total: int | None = None  # as the catalogue says
    size: int | None = None  # how many it says to put on a page
    cut: frozenset[str] = frozenset()  # ids of those whose title SLiMS ended at a slash


def results(root: Element) -> Results:
    """Return what a search found. Raises `CatalogueError` where it is no collection of MODS."""
    titles = ((_number(each), _text(each, "titleInfo/title")) for each in _listed(root))
    return Results(
        tuple(_records(root)),
        total=_count(root.findtext(f"{_INFO}modsResultNum")),
        size=_count(root.findtext(f"{_INFO}modsResultShowed")),
        cut=frozenset(number for number, title in titles if title.rstrip().endswith("/")),
    )


def detail(root: Element) -> Record | None:
    """Return the one record of a detail, copies and all, or None where there is none.

    Its title is "" where SLiMS lost it. No status is in it: every copy's is unknown. Raises
    `CatalogueError` where it is no collection of MODS.
    """
    return next(_records(root), None)


def _records(root: Element) -> Iterator[Record]:
    if root.tag != f"{_MODS}modsCollection":
        raise CatalogueError(Trouble.BAD_RESPONSE, "no modsCollection")
    numbered = ((_number(each), each) for each in _listed(root))
    return (_record(mods, number) for number, mods in numbered if IDENTIFIER.fullmatch(number))


def _listed(root: Element) -> list[Element]:
    return _all(root, "mods")[:_MOST]


def _number(mods: Element) -> str:
    return mods.get("ID") or mods.get("id") or ""


def _record(mods: Element, number: str) -> Record:
    languages = (two_letters(term.text or "") for term in _all(mods, "language/languageTerm"))
    isbns = (each.text or "" for each in _all(mods, "identifier") if each.get("type") == "isbn")
    return Record(
        id=number,
        title=tidy(_text(mods, "titleInfo/title")),
        subtitle=without_responsibility(_text(mods, "titleInfo/subTitle")),
        authors=each_once(plain(part.text) for part in _all(mods, "name/namePart")),
        isbns=each_once(compact(isbn) for isbn in isbns),
        publisher=tidy(_published(mods, "publisher")),
        year=year_in(_published(mods, "dateIssued")),
        language=next(filter(None, languages), ""),
        subjects=each_once(plain(part.text) for part in _all(mods, "subject/*")),
        call_number=plain(_text(mods, "location/shelfLocator")),
        copies=_copies(mods),
    )


def _copies(mods: Element) -> tuple[Copy, ...] | None:
    """Return the copies; None in results, which have no place at all for them."""
    if not _all(mods, "location"):
        return None
    return tuple(
        Copy(
            code=plain(_text(copy, "numerationAndChronology")),
            location=plain(_text(copy, "sublocation")),
            call_number=plain(_text(copy, "shelfLocator")),
            status=Status.UNKNOWN,
        )
        for copy in _all(mods, "location/holdingSimple/copyInformation")
    )


def _published(mods: Element, name: str) -> str:
    """Return publisher or date: in a detail beside the place, in results within it."""
    return _text(mods, f"originInfo/{name}") or _text(mods, f"originInfo/place/{name}")


def _path(path: str) -> str:
    """Return a path with the namespace in each of its steps."""
    return "/".join(step if step == "*" else f"{_MODS}{step}" for step in path.split("/"))


def _all(element: Element, path: str) -> list[Element]:
    return element.findall(_path(path))


def _text(element: Element, path: str) -> str:
    return element.findtext(_path(path)) or ""


def _count(text: str | None) -> int | None:
    """Return a number that can be one of records."""
    stripped = (text or "").strip()
    return int(stripped) if _COUNT.fullmatch(stripped) else None
