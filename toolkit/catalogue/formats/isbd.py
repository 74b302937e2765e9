"""Texts as cataloguers write them, with the punctuation of their rules (ISBD), and plain ones.

What a catalogue sends is never trusted to be a text: everything here takes what comes, and gives
"" or None for what says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FULL_STOP = re.compile(r"(?:^|[\s(])[^\W\d_]{4,}\.$")
"""After a whole word: not one of "J. K.", "Jr.", "dkk." or "..."."""
_END = " :/;=,"
_RESPONSIBILITY = re.compile(r" /(?: |$)")
_YEAR = re.compile(r"(?<![0-9])(1[4-9][0-9]{2}|20[0-9]{2})(?![0-9])")


def plain(text: object) -> str:
    """Return a text on one line: NFC, single spaces, nothing that cannot be read."""
    if not isinstance(text, str):
        return ""
    if not text.isprintable():  # few are: an import has millions of texts
        text = _UNREADABLE.sub(" ", text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def tidy(text: object) -> str:
    """Return a text without the signs that rules put behind it: "Café :" is "Café"."""
    return plain(text).rstrip(_END)


def without_stop(text: object) -> str:
    """Return a tidy text without the full stop behind its last word, as in "Hirata, Andrea."."""
    found = tidy(text)
    return found[:-1] if _FULL_STOP.search(found) else found


def divided(title: object) -> tuple[str, str]:
    """Return title and subtitle, without whoever wrote it: "Kopi : sejarah / Budi Santoso"."""
    main, _, rest = without_responsibility(title).partition(":")
    return tidy(main), tidy(rest)


def without_responsibility(title: object) -> str:
    """Return what stands before a " / ": behind it stands who wrote it. "AC/DC" stays whole."""
    return tidy(_RESPONSIBILITY.split(plain(title), maxsplit=1)[0])


def year_in(text: object) -> int | None:
    """Return the year in a text such as "c2005" or "[1998?]"."""
    found = _YEAR.search(plain(text))
    return int(found[0]) if found else None


def each_once(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts in their order, without those that are "" or came before in any case."""
    found: dict[str, str] = {}
    for text in filter(None, texts):
        found.setdefault(text.casefold(), text)
    return tuple(found.values())
