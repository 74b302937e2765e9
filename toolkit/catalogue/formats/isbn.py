"""The numbers of books (ISBN), as people type them and as records hold them.

`compact` takes what looks like one, `normalised` only what is one; `both` gives its two forms.
"""

from __future__ import annotations

import re
import unicodedata

_HYPHENS = re.compile(r"[\u00ad\u2010-\u2015\u2212\uff0d\ufe58\ufe63]")
_LOOKS_LIKE_ONE = re.compile(
    r"(?:(?<![0-9A-Z])|(?<=ISBN))"  # no part of a longer number or word
    r"((?:9[ -]{0,2}7[ -]{0,2}[89][ -]{0,2})?(?:[0-9][ -]{0,2}){9}[0-9X])"
    r"(?!-?[0-9A-Z])"
)
_BOOKLAND = "978"
"""What stands before the nine digits of an old number; those after 979 have no old form."""


def compact(text: str) -> str:
    """Return the 10 or 13 characters of an ISBN in a text, "" where nothing looks like one.

    Of several the first with a right check digit counts, else the first: a record may hold a
    number that was misprinted, and it is still the one on the book.
    """
    found = [re.sub("[ -]", "", each) for each in _LOOKS_LIKE_ONE.findall(_plain(text))]
    return next(filter(is_isbn, found), found[0] if found else "")


def normalised(text: str) -> str:
    """Return the ISBN in a text, 10 or 13 characters; "" where there is none, or a wrong one."""
    found = compact(text)
    return found if is_isbn(found) else ""


def is_isbn(text: str) -> bool:
    """Return whether a text is an ISBN: compact, and its check digit right."""
    if re.fullmatch(r"97[89][0-9]{10}", text):
        return text[-1] == _check13(text[:12])
    return re.fullmatch(r"[0-9]{9}[0-9X]", text) is not None and text[-1] == _check10(text[:9])


def both(isbn: str) -> tuple[str, ...]:
    """Return an ISBN's forms: the one with 13 digits, then the one with 10 where it has one.

    What is no ISBN is returned as its only form; "" has none.
    """
    if not is_isbn(isbn):
        return (isbn,) if isbn else ()
    if len(isbn) == 10:  # noqa: PLR2004
        isbn = _BOOKLAND + isbn[:9] + _check13(_BOOKLAND + isbn[:9])
    if not isbn.startswith(_BOOKLAND):
        return (isbn,)
    return isbn, isbn[3:12] + _check10(isbn[3:12])


def _plain(text: str) -> str:
    """Return a text in capitals, with plain digits, hyphens and spaces."""
    text = unicodedata.normalize("NFKC", _HYPHENS.sub("-", text)).upper()
    return re.sub(r"\s", " ", _HYPHENS.sub("-", text))


def _check13(digits: str) -> str:
    """Return what follows twelve digits: they weigh 1 and 3 in turn."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)


def _check10(digits: str) -> str:
    """Return what follows nine digits: they weigh 10 down to 2, and ten is written X."""
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits))
    return "0123456789X"[-total % 11]
