"""Where the hyphens stand in an ISBN of Indonesia: some catalogues find it only as it is stored.

The agency that gives out numbers to publishers gave short ones to the large houses; the tables are
the ranges of each length. Numbers of other countries are left alone: few libraries here have many.
"""

from __future__ import annotations

_BOOKLAND, _CHECKED = "978", 13

# Group of Indonesia, to where each length of publisher begins: from "200" on it has three digits.
_PUBLISHERS = {
    "602": "00 0700 14000 1500 17000 200 50000 5400 60000 6200 70000 7500 95000",
    "623": "00 110 5250 88000",
    "979": "000 1000 15000 20 3000 400 8000 95000",
}
_BEGINNINGS = {group: tuple(starts.split()) for group, starts in _PUBLISHERS.items()}


def hyphenated(isbn: str) -> str:
    """Return an ISBN as a publisher prints it: 9786022911234 is "978-602-291-123-4".

    It takes one of 13 or 10 characters; "" where it is not known where its hyphens stand.
    """
    old = len(isbn) != _CHECKED
    if not old and not isbn.startswith(_BOOKLAND):
        return ""
    rest = isbn if old else isbn[3:]
    group, number, check = rest[:3], rest[3:-1], rest[-1:]
    length = next(
        (len(start) for start in reversed(_BEGINNINGS.get(group, ())) if number >= start), 0
    )
    if not length:
        return ""
    parts = [group, number[:length], number[length:], check]
    return "-".join(parts if old else [_BOOKLAND, *parts])
