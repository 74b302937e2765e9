"""Taking out of what people write what would say who somebody is: numbers and mail addresses.

It is a net, not a promise: a name stays. The line beside the box asks for none.
"""

from __future__ import annotations

import re
import unicodedata

MASK = "(•••)"
"""What stands in the place of what was taken out."""

FEWEST_DIGITS = 9
"""A run of that many digits is an identity, account or telephone number; a date has eight."""

_PIECE = r"[^\s@<>()\[\],;:\"]"
# Looked for at the beginning of a word alone: at each of its letters, it would take far longer.
_MAIL = re.compile(rf"(?<!{_PIECE}){_PIECE}+@{_PIECE}+")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_TO = r"[-./ ]"
_DATE = re.compile(
    rf"(?<!\d)(?:{_DAY}{_TO}{_MONTH}{_TO}{_YEAR}|{_YEAR}{_TO}{_MONTH}{_TO}{_DAY})(?!\d)"
)
_BETWEEN = r"[\s.\-‐-―−()/_*~|]{0,3}"
_NUMBER = re.compile(rf"\+?\(?\d(?:{_BETWEEN}\d){{{FEWEST_DIGITS - 1},}}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def masked(text: str) -> str:
    """Return a text with numbers of people, and mail addresses, masked.

    Blanks, dots, dashes and brackets between the digits hide none.

    >>> masked("Hubungi 0812-3456-7890 atau ani@contoh.id, ya.")
    'Hubungi (•••) atau (•••), ya.'
    """
    return _NUMBER.sub(_unless_dates, _MAIL.sub(MASK, seen(text)))


def seen(text: str) -> str:
    """Return what of a text can be seen: in plain forms of letters and digits, no control signs."""
    # Full-width digits become plain ones; what has no width could stand between digits.
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub(" ", text))
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


def _unless_dates(found: re.Match[str]) -> str:
    """Leave dates in a row, and only those: a number may well look like one inside."""
    left = _DATE.sub("", found[0])
    return MASK if sum(sign.isdigit() for sign in left) else found[0]
