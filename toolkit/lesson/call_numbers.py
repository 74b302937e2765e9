"""Call numbers as on Indonesian labels, and the order in which their books stand on a shelf.

A label has a Dewey number, an author mark and the first letter of the title: "899.221 3 HIR l".
What stands before the number names a shelf of its own: "R" for books that stay in the library.
Islamic books may have the number that Indonesian libraries agreed on: "2X4.1 SHI f".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_LABEL = re.compile(
    r"""(?:(?P<shelf>[^\W\d_]{1,6})\.?\s+)?         # R, REF
        (?P<whole>[0-9]{3}|2X[0-9]?)                     # 899, 2X4
        (?:\.(?P<fraction>[0-9]+(?:\s+[0-9]+)*))?         # .221 3
        \s+(?P<marks>[^\W\d_]\S*(?:\s+\S+){0,4})    # HIR l, and perhaps a volume
    """,
    re.VERBOSE | re.IGNORECASE,
)
_APOSTROPHES = re.compile("['‘’ʻʼ´`]")
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")

LONGEST = 60
"""Letters of a call number; the longest of any library have half as many."""

Piece = tuple[int, int, str]
"""Some of a mark: digits as (0, their number, ""), letters as (1, 0, the letters)."""


@dataclass(frozen=True, order=True)
class CallNumber:
    """A call number; of two the smaller one stands further left.

    Digits behind the point are compared one by one, as in any decimal number, so 641.35 comes
    before 641.5. Two that differ in capitals or spaces alone are equal.
    """

    shelf: str  # "" for the open shelves, which come first
    whole: str  # "899"; letters come after digits, so that 2X4 is behind 299
    fraction: str  # "2213", without zeros at its end
    marks: tuple[Piece, ...]  # of author, title, volume; nothing comes before something
    text: str = field(compare=False)  # as on the label, with single spaces


def read(text: str) -> CallNumber | None:
    """Return the call number that a text is; None where it is none."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    found = _LABEL.fullmatch(words) if len(words) <= LONGEST else None
    if not found:
        return None
    return CallNumber(
        shelf=_folded(found["shelf"] or ""),
        whole=found["whole"].upper(),
        fraction=(found["fraction"] or "").replace(" ", "").rstrip("0"),
        marks=tuple(
            (0, int(piece), "") if piece.isdecimal() else (1, 0, piece)
            for piece in _PIECES.findall(_folded(found["marks"]))
        ),
        text=words,
    )


def _folded(text: str) -> str:
    """Return letters without what does not count on a shelf: capitals, marks, apostrophes."""
    bare = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).lower()
    return "".join(each for each in bare if unicodedata.category(each)[0] != "M")
