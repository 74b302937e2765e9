"""Finding completion codes in whatever people paste: chats, tables, the answers of a form.

Nobody pastes a code as it was shown: lines break in it, stars and quotes stand round it, a hyphen
is missing. So every run of 20, 24 or 28 characters that a code can have is tried, whatever stands
between them. For a wrong one to be taken for right, its check, its version's first digits and its
layout would have to fit at once: a chance of 1 in 2**43 for each version at hand. What fails its
check, and still looks like a code, is damaged.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from toolkit.lesson.versions import Version
from toolkit.results.codes import (
    ALIKE,
    ALPHABET,
    CHECK_LENGTH,
    GROUP,
    LENGTHS,
    PRIME,
    Code,
    Keys,
    Unreadable,
    decode,
    plain,
)
from toolkit.results.pasted import texts_in


@dataclass(frozen=True)
class Found:
    """What was found, in the order in which it stands there."""

    codes: tuple[Code, ...]  # one a visit: that of the whole lesson, else of the furthest part
    doubled: tuple[Code, ...]  # the others of the same visits, which count no second time
    damaged: tuple[Unreadable, ...]  # looks like a code, and its check fails; each text once
    unknown: tuple[Unreadable, ...]  # of a version whose key is not at hand; each text once
    newer: tuple[Unreadable, ...]  # of a layout that this program does not know; each text once


def scan(
    sources: str | bytes | Iterable[str | bytes],
    versions: Iterable[Version],
    today: date | None = None,
) -> Found:
    """Return the codes in texts or files, and those that tell nothing. Never raises.

    Bytes are a file in any of the usual encodings, or a .zip of such, as phones export chats.
    """
    keys = Keys(versions)
    codes: list[Code] = []
    others: dict[str, Unreadable] = {}
    for source in [sources] if isinstance(sources, str | bytes) else sources:
        for text in texts_in(source):
            for found in _found(text, keys, today or date.today()):
                if isinstance(found, Code):
                    codes.append(found)
                else:
                    others.setdefault(plain(found.text), found)
    kept, doubled = _by_visit(codes)
    of = {
        why: tuple(each for each in others.values() if each.why == why)
        for why in ("damaged", "unknown", "newer")
    }
    return Found(kept, doubled, of["damaged"], of["unknown"], of["newer"])


def _found(text: str, keys: Keys, today: date) -> Iterator[Code | Unreadable]:
    """Yield what is in one text, in order."""
    found: list[tuple[int, Code | Unreadable]] = []
    taken = np.zeros(len(text), dtype=bool)

    def take(start: int, end: int, told: Code | Unreadable) -> None:
        if not taken[start:end].any():
            taken[start:end] = True
            found.append((start, told))

    unclear = []
    for start, end, characters in _checked(text):
        told = decode(characters, keys, today)
        if isinstance(told, Code):
            take(start, end, told)
        elif told.why != "damaged" and _is_apart(text, start, end):
            unclear.append((start, end, told))
    for start, end, told in unclear:
        take(start, end, told)
    for start, end in _alike(text):
        # As it was written, so that it can be found again where it came from.
        take(start, end, Unreadable(" ".join(text[start:end].split()), "damaged"))
    lines = [match.start() for match in re.finditer("\n", text)] if found else []
    for start, told in sorted(found, key=lambda each: each[0]):
        yield told if isinstance(told, Code) else replace(told, line=bisect(lines, start) + 1)


# What can be a code: the check, tried everywhere at once

_NONE = 255
_VALUES = np.full(256, _NONE, dtype=np.uint8)
for _at, _character in enumerate(ALPHABET):
    _VALUES[[ord(_character), ord(_character.lower())]] = _at
for _character, _digit in ALIKE.items():
    _VALUES[[ord(_character), ord(_character.lower())]] = ALPHABET.index(_digit)

Digits = NDArray[np.uint32]

_AT_ONCE = 1 << 18
"""So many places are tried in one go: their numbers stay in a processor's cache."""


def _checked(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where characters stand whose check holds, from first to last, and those characters."""
    # One byte a character, so that places are those of the text; what has none becomes "?".
    values = _VALUES[np.frombuffer(text.encode("latin-1", "replace"), dtype=np.uint8)]
    places = np.flatnonzero(values != _NONE)
    stream = values[places]
    longest = LENGTHS[-1]
    for first in range(0, len(stream), _AT_ONCE):
        piece = stream[first : first + _AT_ONCE + longest - 1].astype(np.uint32)
        for at, length in _holding(piece, _AT_ONCE):
            begin, end = places[first + at], places[first + at + length - 1] + 1
            run = stream[first + at : first + at + length]
            yield int(begin), int(end), "".join(ALPHABET[value] for value in run)


def _holding(piece: Digits, starts: int) -> list[tuple[int, int]]:
    """Return place and length of all runs whose check holds and that are not zeros alone."""
    found: list[tuple[int, int]] = []
    numbers = np.zeros(len(piece), dtype=np.uint32)  # of the run from each place on, modulo PRIME
    checks = numbers[CHECK_LENGTH - 1 :]
    for offset in range(CHECK_LENGTH):
        checks = checks * len(ALPHABET) + piece[offset : offset + len(checks)]
    others = np.concatenate(([0], np.cumsum(piece != 0)))  # than zero, before each place
    for length in range(min(LENGTHS[-1], len(piece)) - CHECK_LENGTH + 1):
        whole = length + CHECK_LENGTH
        if whole in LENGTHS:
            at_end = checks[length:]
            holds = np.flatnonzero(numbers[: len(at_end)] == at_end)
            holds = holds[(holds < starts) & (others[holds] < others[holds + whole])]
            found += [(int(at), whole) for at in holds]
        numbers = (numbers[: len(piece) - length] * len(ALPHABET) + piece[length:]) % PRIME
    return sorted(found)


# What looks like a code

_SIGN = "[0-9A-Za-z]"
_APART = "(?<![0-9A-Za-z-]){}(?![0-9A-Za-z-])"
_DASH = r" ?[-\u2010-\u2015\u2212][\s*>]{0,4}"
_HYPHENED = re.compile(_APART.format(rf"{_SIGN}{{1,6}}(?:{_DASH}{_SIGN}{{1,6}}){{2,8}}"))
_SPACED = re.compile(_APART.format(rf"{_SIGN}{{4}}(?:\s{{1,3}}{_SIGN}{{4}}){{3,8}}"))
_NAMED = re.compile(
    rf"(?:kode selesai|completion code)[^\n]{{0,120}}?\b({_SIGN}{{16,32}})\b", re.IGNORECASE
)
_GROUPS = re.compile(rf"{_SIGN}{{4}}(?:[^0-9A-Za-z]{{1,8}}{_SIGN}{{4}}){{4,6}}")
_RUN = re.compile(_SIGN + "+")

FEWEST_SIGNS = 14
"""So many at least has what is left of a code."""

MIXED_GROUPS, MIXED_WORDS = 2, 3
"""So many groups at least have letters and digits: "RT05 RW03 Desa Suka" is an address."""


def _is_apart(text: str, start: int, end: int) -> bool:
    """Return whether what stands there was written as a code, and not only happens to be one."""
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    written = text[start:end]
    return (
        not _RUN.search(around)
        and bool(_GROUPS.fullmatch(written) or _RUN.fullmatch(written))
        and _is_mixed(written)
    )


def _alike(text: str) -> Iterator[tuple[int, int]]:
    """Yield where something stands that looks like a code, from first to last."""
    for match in _HYPHENED.finditer(text):
        groups = _RUN.findall(match[0])
        fours = sum(len(group) == GROUP for group in groups)
        if (
            fours >= len(groups) / 2
            and sum(map(len, groups)) >= FEWEST_SIGNS
            and sum(map(_is_mixed, groups)) >= MIXED_GROUPS
        ):
            yield match.span()
    for match in _SPACED.finditer(text):
        if sum(map(_is_mixed, _RUN.findall(match[0]))) >= MIXED_WORDS:
            yield match.span()
    for match in _NAMED.finditer(text):
        if _is_mixed(match[1]):
            yield match.span(1)


def _is_mixed(signs: str) -> bool:
    return bool(re.search("[0-9]", signs) and re.search("[A-Za-z]", signs))


# Whose they are


def _by_visit(codes: list[Code]) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
    """Return one code of each visit, and the others, both in their order.

    All codes of a visit have its random digit. So have others by chance: in a large group, two of
    some visits. But first answers never change, and so the codes of one visit never contradict each
    other. A visit may go on in another language, and on another day.
    """
    visits: dict[tuple[object, ...], list[Code]] = {}
    kept, doubled = [], []
    # The whole lesson first, then the furthest part; of the same one with a class, the earliest.
    order = sorted(
        range(len(codes)),
        key=lambda at: (
            not codes[at].finished,
            -codes[at].part,
            not codes[at].class_name,
            codes[at].day,
        ),
    )
    for at in order:
        code = codes[at]
        others = visits.setdefault((code.version.name, len(code.answers), code.random), [])
        if any(_agree(code, other) for other in others):
            doubled.append(at)
        else:
            others.append(code)
            kept.append(at)
    return (
        tuple(codes[at] for at in sorted(kept)),
        tuple(codes[at] for at in sorted(doubled)),
    )


def _agree(code: Code, other: Code) -> bool:
    """Return whether two codes with the same random digit can be of one visit."""
    if code.class_name and other.class_name and code.class_name != other.class_name:
        return False
    pairs = zip(code.answers, other.answers, strict=True)
    return all(one is None or two is None or one == two for one, two in pairs)
