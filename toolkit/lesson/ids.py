"""Ids of steps and activities: written once by the tools, then never changed.

Where one is missing the reader takes the one that `fix` would write, so that a lesson plays the
same before and after.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from toolkit.lesson import colons, front, markdown, outline, plain, source
from toolkit.lesson.markdown import Page
from toolkit.lesson.problems import Report

LONGEST = 40

_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")
_END = re.compile(r"(?P<hashes>[ \t]+#+)?[ \t]*$")


@dataclass(frozen=True)
class _Place:
    """A line that has an id, or should have."""

    line: int
    written: str | None
    kind: str  # of the activity, "" for a step
    title: str  # of the step


def of(page: Page, kinds: Collection[str], report: Report) -> dict[int, str]:
    """Return the id of each step and activity by its line; note those missing, bad or doubled."""
    places = list(_places(page, kinds))
    first: dict[tuple[bool, str], int] = {}
    for place in places:
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
    return {**{place.line: place.written or "" for place in places}, **_missing(places)}


def fix(text: str, kinds: Collection[str]) -> str:
    """Return the text of a lesson file with missing ids, and blank lines before closing `:::`.

    Nothing else changes, neither line ends nor a byte-order mark; what cannot be read comes back
    as it is.
    """
    report = Report("")
    plain = source.plain_lines(text)
    if not source.fit(plain, report):
        return text
    _, body = front.read(source.as_meant(plain), report)
    page = markdown.parse(body)
    lines = re.split(r"(\r\n|\n|\r)", text)  # words and line ends in turn
    for line, missing in _missing(list(_places(page, kinds))).items():
        lines[2 * line - 2] = _with_id(lines[2 * line - 2], missing)
    for node in page.nodes:
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


def _places(page: Page, kinds: Collection[str]) -> Iterator[_Place]:
    title = ""
    for node in page.nodes:
        line = markdown.line_of(node)
        if outline.is_step(node):
            title = plain.text([node])
            yield _Place(line, node.meta.get("id"), "", title)
        elif node.type == colons.FENCE:
            fence = outline.opening(node)
            kind = outline.kind_of(fence)
            if kind in kinds and not fence.rest:
                yield _Place(line, fence.id, kind, title)


def _missing(places: list[_Place]) -> dict[int, str]:
    taken = {place.written for place in places if place.written is not None}
    counts: dict[str, int] = {}
    missing: dict[int, str] = {}
    step = ""
    for place in places:
        if place.written is not None:
            step = step if place.kind else place.written
            continue
        wanted = (
            f"{slug(step) or 'step'}-{place.kind}" if place.kind else slug(place.title) or "step"
        )
        found = wanted
        while found in taken:
            counts[wanted] = counts.get(wanted, 1) + 1
            found = f"{wanted}-{counts[wanted]}"
        taken.add(found)
        missing[place.line] = found
        step = step if place.kind else found
    return missing


def _with_id(line: str, written: str) -> str:
    """Return an opening line or a heading with an id at its end, before closing `##` signs."""
    end = _END.search(line)
    at = end.start() if end else len(line)
    return f"{line[:at]} {{#{written}}}{line[at:]}"
