"""Ids of steps and activities: written once by the tools, then never changed.

Where one is missing the reader takes the one that `fix` would write, so that a lesson plays the
same before and after. Only in a translation `fix` knows better: it sees the first language too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.lesson import colons, front, markdown, outline, places, plain, source
from toolkit.lesson.markdown import Document
from toolkit.lesson.places import Place
from toolkit.lesson.problems import Report

LONGEST = 40

_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")
_END = re.compile(r"(?P<hashes>[ \t]+#+)?[ \t]*$")


def of(document: Document, kinds: Collection[str], report: Report) -> dict[int, str]:
    """Return the id of each step and activity by its line; note those missing, bad or doubled."""
    found = list(_places(document, kinds))
    first: dict[tuple[bool, str], int] = {}
    for place in found:
        if place.written is None:
            report.advice(place.line, "activity-without-id" if place.kind else "step-without-id")
            continue
        key = (bool(place.kind), place.written)
        if not _ID.match(place.written):
            guess = slug(place.written)
            report.error(place.line, "bad-id", id=place.written, guess=guess)
        elif key in first:
            report.error(place.line, "doubled-id", id=place.written, first=first[key])
        first.setdefault(key, place.line)
    return {**{place.line: place.written or "" for place in found}, **_missing(found)}


def fix(text: str, kinds: Collection[str], first: str = "") -> str:
    """Return the text of a lesson file with missing ids, and blank lines before closing `:::`.

    An id that was copied with its step or activity is renewed: the later one, since answers were
    given to the one that was there. In a translation a step without an id takes that of the step
    it translates: `first` is the text in the first language, fixed.

    Nothing else changes, neither line ends nor a byte-order mark; what cannot be read comes back
    as it is.
    """
    document = _document(text)
    if document is None:
        return text
    before = _document(first) if first else None
    written = list(_places(document, kinds))
    wanted = _without_doubles(written)
    given = places.counterparts(wanted, list(_places(before, kinds))) if before else {}
    missing = _missing(wanted, given)
    lines = re.split(r"(\r\n|\n|\r)", text)  # words and line ends in turn
    for place in written:
        if place.line in missing:
            at = 2 * place.line - 2
            lines[at] = _with_id(lines[at], place.written, missing[place.line])
    for node in document.nodes:
        if node.type == colons.FENCE and outline.opening(node).crowded:
            at = 2 * outline.opening(node).end - 3  # the line end before the closing line
            lines[at] *= 2
    return "".join(lines)


def slug(words: str) -> str:
    """Return words as a short, readable id."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii").lower()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    short = ""
    for part in parts:
        if len(short) + 1 + len(part) > LONGEST - 8 and short:  # room for what makes it unique
            break
        short = f"{short}-{part}" if short else part[: LONGEST - 8]
    return short


def _document(text: str) -> Document | None:
    report = Report("")
    plain = source.plain_lines(text)
    if not source.fit(plain, report):
        return None
    _, body = front.read(source.as_meant(plain), report)
    return markdown.parse(body)


def _places(document: Document, kinds: Collection[str]) -> Iterator[Place]:
    title = ""
    for node in document.nodes:
        line = markdown.line_of(node)
        if outline.is_step(node):
            title = plain.text([node])
            yield Place(line, node.meta.get("id"), "", title)
        elif node.type == colons.FENCE:
            fence = outline.opening(node)
            kind = outline.kind_of(fence)
            if (kind in kinds or kind == outline.POLL) and not fence.rest:
                yield Place(line, fence.id, kind, title)


def _without_doubles(found: Sequence[Place]) -> list[Place]:
    """Return the places, an id that an earlier one has taken away from the later ones."""
    seen: set[tuple[bool, str]] = set()
    once = []
    for place in found:
        key = (bool(place.kind), place.written or "")
        doubled = key in seen and _ID.match(key[1])
        once.append(replace(place, written=None) if doubled else place)
        seen.add(key)
    return once


def _missing(found: Sequence[Place], given: Mapping[int, str] | None = None) -> dict[int, str]:
    """Return an id for each place that has none: the one it is given, or one of its own words."""
    given = given or {}
    taken = {place.written for place in found if place.written is not None} | {*given.values()}
    counts: dict[str, int] = {}
    missing: dict[int, str] = {}
    step = ""
    for place in found:
        named = place.written if place.written is not None else given.get(place.line)
        if named is None:
            named = (
                f"{slug(step) or 'step'}-{place.kind}"
                if place.kind
                else slug(place.title) or "step"
            )
            named = _free(named, taken, counts)
        if place.written is None:
            taken.add(named)
            missing[place.line] = named
        step = step if place.kind else named
    return missing


def _free(wanted: str, taken: Collection[str], counts: dict[str, int]) -> str:
    found = wanted
    while found in taken:
        counts[wanted] = counts.get(wanted, 1) + 1
        found = f"{wanted}-{counts[wanted]}"
    return found


def _with_id(line: str, old: str | None, new: str) -> str:
    """Return an opening line or a heading with an id at its end, before closing `##` signs."""
    if old is not None:
        start = line.rfind(old)
        return line if start < 0 else line[:start] + new + line[start + len(old) :]
    end = _END.search(line)
    at = end.start() if end else len(line)
    return f"{line[:at]} {{#{new}}}{line[at:]}"
