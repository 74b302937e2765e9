"""A MARC record as one of ours, whoever wrote it.

Records differ in more than their words: what one catalogue keeps in one field, another spreads
over several. INLISLite gives each subfield a field of its own, so that everything here is looked
for in all fields of a tag together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from xml.etree.ElementTree import Element

import pymarc

from toolkit.catalogue.formats import isbn
from toolkit.catalogue.formats.isbd import (
    each_once,
    plain,
    without_responsibility,
    without_stop,
    year_in,
)
from toolkit.catalogue.formats.languages import two_letters
from toolkit.catalogue.markup import local_name
from toolkit.catalogue.nouns import Copy, Record, Status

Part = tuple[str, str]
"""A subfield: its code and its text."""
Fields = Mapping[str, Sequence[Sequence[Part]]]
"""Tag of a field, to all fields of that tag as their parts."""

_AUTHORS = ("100", "110", "700", "710")
_LEADER_LENGTH = 24
_TAG = re.compile("[0-9A-Za-z]{3}")
_UNSEEN = re.compile("[\x98\x9c\ufeff]")
"""Marks around what is not sorted by, and at the start of a file."""
_COLON = re.compile(r"\s*:\s+")
_INLISLITE_PARTS = re.compile(r"\$([a-z0-9])\s*([^$]*)")


def record_of(marc: pymarc.Record, fallback_id: str = "") -> Record:
    """Return what a MARC record says; a broken one says less, and never raises.

    Its id is Koha's own number, else field 001, else `fallback_id`. Its title is "" where it has
    none: whoever imports it can leave it out.
    """
    fields = _fields(marc)
    title, subtitle = _title(fields)
    copies = _copies(fields)
    return Record(
        id=_koha_number(fields) or _first(fields, "001") or fallback_id,
        title=title,
        subtitle=subtitle,
        authors=_authors(fields),
        isbns=_isbns(fields),
        publisher=without_stop(_first_of(_publications(fields), "b")),
        year=_year(fields),
        language=_language(fields),
        subjects=_subjects(fields),
        call_number=_call_number(fields),
        copies=copies,
        link=_inlislite_page(fields),
    )


def marc_of(element: Element) -> pymarc.Record:
    """Return the MARC record in a `record` element of MARCXML, in any namespace or none.

    The element comes from a parser of ours, so that pymarc's own never sees a stranger's XML.
    What has no tag is left out.
    """
    marc = pymarc.Record()
    for child in element:
        name, tag, text = local_name(child), child.get("tag", ""), child.text or ""
        if name == "leader" and len(text) == _LEADER_LENGTH:
            marc.leader = pymarc.Leader(text)
        elif not _TAG.fullmatch(tag):
            continue
        elif name == "controlfield":
            marc.fields.append(pymarc.Field(tag, data=text))
        elif name == "datafield":
            marc.fields.append(_data_field(child, tag))
    return marc


def title_and_subtitle(text: str) -> tuple[str, str]:
    """Return the two parts of a title that stands in one piece, without whoever wrote it."""
    title, *rest = _COLON.split(without_responsibility(text), maxsplit=1)
    return without_stop(title), without_stop("".join(rest))


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names once each: "Hirata, Andrea" and "Andrea Hirata" are one, the first counts."""
    found: dict[tuple[str, ...], str] = {}
    for name in names:
        if key := tuple(sorted(re.findall(r"\w+", name.casefold()))):
            found.setdefault(key, name)
    return tuple(found.values())


def _data_field(element: Element, tag: str) -> pymarc.Field:
    parts = [
        pymarc.Subfield(part.get("code", ""), part.text or "")
        for part in element
        if local_name(part) == "subfield"
    ]
    indicators = pymarc.Indicators(element.get("ind1", " "), element.get("ind2", " "))
    return pymarc.Field(tag, indicators, parts)


def _fields(marc: pymarc.Record) -> Fields:
    """Return the fields as they are read here: a control field has one part without a code."""
    found: dict[str, list[list[Part]]] = {}
    for field in marc.fields:
        if field.control_field:
            parts = [("", field.data if isinstance(field.data, str) else plain(field.data))]
        else:
            parts = [
                part
                for code, value in field.subfields
                for part in _parts(code, value)
                if len(code) == 1
            ]
        found.setdefault(field.tag, []).append(parts)
    return found


def _parts(code: str, value: object) -> Iterator[Part]:
    """Give a subfield; INLISLite has several in one called "$" where it could not take it apart."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    text = plain(_UNSEEN.sub("", value) if isinstance(value, str) else "")
    if code == "$" and "$" in text:
        yield from ((code, plain(part)) for code, part in _INLISLITE_PARTS.findall(text))
    elif text:
        yield ("a" if code == "$" else code), text


def _all(fields: Fields, tag: str, codes: str) -> list[str]:
    return [text for field in fields.get(tag, ()) for code, text in field if code in codes]


def _first(fields: Fields, tag: str, codes: str = "") -> str:
    """Return the first part with one of some codes; without codes, a control field's text."""
    return next(
        (
            plain(text)
            for field in fields.get(tag, ())
            for code, text in field
            if (code in codes if codes else not code)
        ),
        "",
    )


def _first_of(found: Iterable[Sequence[Part]], code: str) -> str:
    return next((text for field in found for name, text in field if name == code), "")


def _joined(parts: Sequence[Part], codes: str) -> str:
    return " ".join(text for code, text in parts if code in codes and code)


def _koha_number(fields: Fields) -> str:
    """Return the number Koha searches by: 999 holds it beside another one of Koha's."""
    number, other = _first(fields, "999", "c"), _first(fields, "999", "d")
    return number if number.isdecimal() and other.isdecimal() else ""


def _title(fields: Fields) -> tuple[str, str]:
    main = " ".join(without_stop(text) for text in _all(fields, "245", "a")[:1])
    parts = [without_stop(text) for text in _all(fields, "245", "np")]
    subtitle = " ".join(_all(fields, "245", "b"))
    if not subtitle and not _all(fields, "245", "c"):
        main, subtitle = title_and_subtitle(main)  # some write it all into one
    subtitle = without_stop(without_responsibility(subtitle))
    return ". ".join(text for text in (main, *parts) if text), subtitle


def _authors(fields: Fields) -> tuple[str, ...]:
    names = chain.from_iterable(fields.get(tag, ()) for tag in _AUTHORS)
    return distinct_names(
        without_stop(_joined(parts, "ab")) for parts in names if _joined(parts, "a")
    )


def _isbns(fields: Fields) -> tuple[str, ...]:
    """Return numbers as they are on the books, misprinted ones too; the same one only once."""
    found: dict[str, str] = {}
    for number in filter(None, map(isbn.compact, _all(fields, "020", "a"))):
        found.setdefault(isbn.both(number)[0], number)
    return tuple(found.values())


def _publications(fields: Fields) -> list[Sequence[Part]]:
    return [*fields.get("264", ()), *fields.get("260", ())]


def _year(fields: Fields) -> int | None:
    said = (text for field in _publications(fields) for code, text in field if code == "c")
    return next(filter(None, map(year_in, said)), None) or year_in(_fixed(fields)[7:11])


def _fixed(fields: Fields) -> str:
    """Return field 008, in which every place has its meaning: spaces stay."""
    return next((text for field in fields.get("008", ()) for _, text in field), "")


def _language(fields: Fields) -> str:
    codes = [*_all(fields, "041", "a"), _fixed(fields)[35:38]]
    return next(filter(None, map(two_letters, codes)), "")


def _subjects(fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for tag in sorted(tag for tag in fields if re.fullmatch("6[0-9]{2}", tag)):
        heads = 0
        for parts in fields[tag]:
            head = without_stop(_joined(parts, "abt")) if tag != "653" else ""
            below = [without_stop(text) for code, text in parts if code in set("vxyz")]
            if tag == "653":  # free words: each stands for itself
                found += [without_stop(text) for code, text in parts if code == "a"]
            elif head:
                found.append(" -- ".join([head, *below]))
                heads += 1
            elif heads and below:  # INLISLite: what belongs to the head before it
                found[-1] = " -- ".join([found[-1], *below])
    return each_once(found)


def _call_number(fields: Fields) -> str:
    """Return where the book stands: what the library wrote for itself before what others did."""
    return (
        _first(fields, "952", "o")
        or _one_of(fields, ("090", "092", "099"), "ab")
        or _one_of(fields, ("852",), "hi")
        or _one_of(fields, ("084",), "ab")  # INLISLite's own call number
        or _one_of(fields, ("082",), "ab").replace("/", "")
    )


def _one_of(fields: Fields, tags: Iterable[str], codes: str) -> str:
    """Return the first field of some tags, its second part from beside it where that is alone."""
    for tag in tags:
        first, *others = fields.get(tag, ()) or ((),)
        alone = next((each for each in others if not _joined(each, codes[0])), ())
        if found := _joined([*first, *(alone if len(first) == 1 else ())], codes):
            return found
    return ""


def _copies(fields: Fields) -> tuple[Copy, ...] | None:
    """Return the copies Koha gives, else those of others, who do not say whether they are lent."""
    koha = [dict(parts) for parts in fields.get("952", ())]
    if any("p" in parts or "o" in parts for parts in koha):
        return tuple(_koha_copy(parts) for parts in koha if not _is_gone(parts))
    others = [parts for parts in fields.get("852", ()) if _joined(parts, "p")]
    if not others:
        return None
    return tuple(
        Copy(_joined(parts, "p"), _joined(parts, "b"), _joined(parts, "hi"), Status.UNKNOWN)
        for parts in others
    )


def _is_gone(parts: Mapping[str, str]) -> bool:
    """Return whether a copy is withdrawn or lost: nobody can be sent to look for it."""
    return any(parts.get(code, "0") != "0" for code in "01")


def _koha_copy(parts: Mapping[str, str]) -> Copy:
    due = _day(parts.get("q", ""))
    if "q" in parts:
        status = Status.ON_LOAN
    elif parts.get("7", "0") != "0":
        status = Status.NOT_FOR_LOAN
    else:
        status = Status.AVAILABLE
    return Copy(
        code=parts.get("p", ""),
        location=parts.get("b") or parts.get("a", ""),
        call_number=parts.get("o", ""),
        status=status,
        due=due,
    )


def _day(text: str) -> date | None:
    """Return the day in "2026-12-01" or "2026-12-01 23:59:00"."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _inlislite_page(fields: Fields) -> str:
    """Return the title's own page, which INLISLite gives; the links of others lead elsewhere."""
    links = (link for link in _all(fields, "856", "u") if "detail-opac?id=" in link)
    return next((link for link in links if link.startswith(("http://", "https://"))), "")
