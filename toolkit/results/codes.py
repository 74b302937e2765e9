"""A completion code ("kode selesai"): what a phone says of one visit in 20 to 28 characters.

`frontend/src/later/code.js` writes them, this reads them: both are held to one table of golden
cases. The digits are those of Douglas Crockford's Base 32 (https://www.crockford.com/base32.html)
without its check symbol. All of them together are one whole number,

    number = held * 2**20 + held mod 1048573

where 1048573 is the largest prime below 2**20: it divides no power of two and no number below 32,
so that one wrong character is always found, and so are two characters that changed places (the
tests try each pair). `held` is written in mixed radix, least significant digit first:

    layout           8  0 is this one
    part             8  0: the whole lesson is finished; 1 to 7: the end of that part
    version      2**20  the first five hexadecimal digits of the lesson's version
    day           2048  days since 2026-01-01
    class        60000  0: none; from 1: its name; from 51000: a hash of the visit's channel
    judged items    36  one digit each, in the lesson's order; 7 where they would not fit
    random           ?  whatever is left: the same for all codes of one visit

No name, no time of day, nothing of the phone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from toolkit.lesson.versions import Version, VersionStep

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALIKE = {"O": "0", "I": "1", "L": "1"}
"""Letters that are not in the alphabet since they look like a digit, and are read as that."""

LENGTHS = (20, 24, 28)
"""How many characters a code can have."""

BITS = 5
"""What one character holds."""

GROUP = 4
"""How many of them stand together."""

CHECK_LENGTH = 4
"""How many of them, the last, are the check."""

CHECK = 2**20
PRIME = 1048573

UNSURE: Final = "unsure"
Point = int | Literal["unsure"]
"""How true something seemed, from 0 (surely false) to 3 (surely true), or `UNSURE`."""

EPOCH = date(2026, 1, 1)
LAYOUTS, PARTS, PREFIXES, DAYS, CLASSES = 8, 8, 2**20, 2048, 60000
FULL, COARSE = 36, 7
"""How many digits an item can have: point, habit and point before it; or side and habit alone."""

CLASS_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST_CLASS = 3
FIRST_CHANNEL = 51000
CHANNELS = CLASSES - FIRST_CHANNEL


@dataclass(frozen=True)
class Answer:
    """The first attempt at one judged item."""

    point: Point | None  # None where a coarse code holds the side alone
    side: bool | None  # whether it was taken for true; None for those who were unsure
    checked: bool  # whether the other sources were opened first
    before: Point | None = None  # chosen before checking; None: nothing, or not known

    @classmethod
    def of(cls, point: Point, *, checked: bool = False, before: Point | None = None) -> Answer:
        """Return the answer of a response to `judge`."""
        return cls(point, _side(point), checked, before if checked else None)


@dataclass(frozen=True)
class Code:
    """What one code says of the visit it was made in."""

    text: str  # as the phone shows it, in groups of four
    version: Version
    part: int  # 0: the whole lesson is finished; 1 to 7: the end of that part was reached
    day: date  # on the phone's own calendar
    class_name: str  # up to three letters and digits, "" where there is none
    channel: int | None  # `channel_number` of where they came from; None: nowhere, or a class
    answers: tuple[Answer | None, ...]  # to `version.judged` in order, None: not answered
    coarse: bool  # whether answers have sides alone; of more than 22 items the last are not held
    random: int  # the same in all codes of one visit

    @property
    def finished(self) -> bool:
        """Whether the whole lesson was."""
        return self.part == 0

    def answered(self) -> Iterator[tuple[VersionStep, Answer]]:
        """Yield the steps that were answered, in order, and how."""
        for step, answer in zip(self.version.judged, self.answers, strict=False):
            if answer is not None:
                yield step, answer


@dataclass(frozen=True)
class Unreadable:
    """What looks like a code and tells nothing."""

    text: str  # as it stands there, in capitals
    why: Literal["damaged", "unknown", "newer"]  # "unknown": of a version whose key is not here
    prefix: str = ""  # of an unknown version: the first five digits of its hash
    line: int = 0  # where it stands in the text, from 1; 0 where it was not found in one


class Keys:
    """The versions at hand, to be found by the few digits of them that a code holds."""

    def __init__(self, versions: Iterable[Version]) -> None:
        known: dict[int, dict[str, Version]] = {}
        for version in versions:
            known.setdefault(_prefix(version), {})[version.version] = version
        self._known = {prefix: tuple(each.values()) for prefix, each in known.items()}

    def of(self, prefix: int) -> tuple[Version, ...]:
        """Return the versions with that prefix: hardly ever more than one."""
        return self._known.get(prefix, ())


@dataclass(frozen=True)
class _Shape:
    """How a code of a lesson with so many judged items is built."""

    length: int  # characters
    radix: int  # of an item's digit: `FULL` or `COARSE`
    items: int  # how many are held
    randoms: int  # radix of the random digit

    @classmethod
    def of(cls, judged: int) -> _Shape:
        """Return the shortest with 12 random bits, else the longest with 4, else a coarse one."""
        longest = LENGTHS[-1]
        for length, bits in (*((each, 12) for each in LENGTHS), (longest, 4)):
            if (randoms := _room(length) // FULL**judged) >= 2**bits:
                return cls(length, FULL, judged, randoms)
        items = judged
        while (randoms := _room(longest) // COARSE**items) < 2**4:
            items -= 1
        return cls(longest, COARSE, items, randoms)


def _room(length: int) -> int:
    """Return how many numbers a code of a length has left for the items and the random digit."""
    return (1 << BITS * length) // (CHECK * LAYOUTS * PARTS * PREFIXES * DAYS * CLASSES)


def encode(  # noqa: PLR0913 - each of them is a part of the code
    version: Version,
    *,
    day: date,
    visit: str,
    answers: Sequence[Answer | None] = (),
    part: int = 0,
    class_name: str = "",
    source: str = "",
) -> str:
    """Return the code that a phone shows, what the browser's own encoder is held to.

    `visit` is its random id, 32 hexadecimal digits; `answers` are to `version.judged` in order;
    `source` is where the visitor came from, "" where nobody knows.
    """
    shape = _Shape.of(len(version.judged))
    given = [*answers, *[None] * shape.items][: shape.items]
    digits = [
        (0, LAYOUTS),
        (part, PARTS),
        (_prefix(version), PREFIXES),
        ((day - EPOCH).days % DAYS, DAYS),
        (_digit_of_group(class_name, source), CLASSES),
        *((_digit_of(answer, shape.radix), shape.radix) for answer in given),
        (int(visit, 16) % shape.randoms, shape.randoms),
    ]
    held = 0
    for digit, radix in reversed(digits):
        held = held * radix + digit
    return _written(held * CHECK + held % PRIME, shape.length)


def decode(
    text: str, versions: Iterable[Version] | Keys, today: date | None = None
) -> Code | Unreadable:
    """Return what a code says, or why it says nothing. Never raises.

    It may be in any case, with anything but letters and digits between. `today` is the day on which
    it is read: days repeat after five and a half years, and the latest one that fits is meant, at
    most tomorrow, which it may be already where the phone is.
    """
    characters = plain(text)
    keys = versions if isinstance(versions, Keys) else Keys(versions)
    if len(characters) not in LENGTHS or not set(characters) <= _VALUES.keys():
        return Unreadable(grouped(characters), "damaged")
    number = 0
    for character in characters:
        number = number * len(ALPHABET) + _VALUES[character]
    held, check = divmod(number, CHECK)
    if check != held % PRIME:
        return Unreadable(grouped(characters), "damaged")
    return _told(held, grouped(characters), keys, today or date.today())


def _told(held: int, text: str, keys: Keys, today: date) -> Code | Unreadable:
    """Return what a number says whose check holds."""
    held, layout = divmod(held, LAYOUTS)
    if layout:
        return Unreadable(text, "newer")
    held, part = divmod(held, PARTS)
    held, prefix = divmod(held, PREFIXES)
    held, days = divmod(held, DAYS)
    held, of_group = divmod(held, CLASSES)
    group = _group(of_group)
    if group is None:
        return Unreadable(text, "damaged")
    length = len(text.replace("-", ""))
    read = []
    for version in keys.of(prefix):
        shape = _Shape.of(len(version.judged))
        rest = held
        answers = []
        for _ in range(shape.items):
            rest, digit = divmod(rest, shape.radix)
            answers.append(_answer(digit, shape.radix))
        # Else it was made by another version, which only has the same first digits.
        if shape.length == length and rest < shape.randoms and part <= len(version.parts):
            coarse = shape.radix == COARSE
            day = _day(days, today)
            read.append(Code(text, version, part, day, *group, tuple(answers), coarse, rest))
    # Where more than one could have made it, it does not matter which, if they ask the same.
    if len({tuple(step.id for step in code.version.judged) for code in read}) != 1:
        return Unreadable(text, "unknown", f"{prefix:05x}")
    return read[-1]


def plain(text: str) -> str:
    """Return the letters and digits of a text in the code's alphabet; others stay what they are."""
    characters = unicodedata.normalize("NFKC", text).upper()
    return "".join(ALIKE.get(each, each) for each in characters if each.isalnum())


def grouped(characters: str) -> str:
    """Return characters as a phone shows them, in groups."""
    return "-".join(re.findall(f".{{1,{GROUP}}}", characters))


def channel_number(source: str) -> int:
    """Return what stands for a channel in a code, 0 to 8999: FNV-1a, 32 bits, of its name."""
    number = 0x811C9DC5
    for byte in source.lower().encode("utf-8", "replace"):
        number = ((number ^ byte) * 0x01000193) % 2**32
    return number % CHANNELS


_VALUES = {character: at for at, character in enumerate(ALPHABET)}


def _written(number: int, length: int) -> str:
    characters = ""
    for _ in range(length):
        number, value = divmod(number, len(ALPHABET))
        characters = ALPHABET[value] + characters
    return grouped(characters)


def _prefix(version: Version) -> int:
    return int(version.version[:5], 16)


def _day(days: int, today: date) -> date:
    latest = (today - EPOCH).days + 1
    return EPOCH + timedelta(latest - (latest - days) % DAYS)


def _digit_of_group(class_name: str, source: str) -> int:
    if not class_name:
        return FIRST_CHANNEL + channel_number(source) if source else 0
    number = 0
    for character in class_name:
        number = number * (len(CLASS_LETTERS) + 1) + CLASS_LETTERS.index(character) + 1
    return number


def _group(digit: int) -> tuple[str, int | None] | None:
    """Return class and channel; None for a digit that stands for neither."""
    if digit >= FIRST_CHANNEL:
        return "", digit - FIRST_CHANNEL
    name = ""
    while digit:
        digit, letter = divmod(digit, len(CLASS_LETTERS) + 1)
        if letter == 0 or len(name) == LONGEST_CLASS:
            return None
        name = CLASS_LETTERS[letter - 1] + name
    return name, None


_POINTS: tuple[Point, ...] = (0, 1, 2, 3, UNSURE)
_HABITS: tuple[tuple[bool, Point | None], ...] = (
    (False, None),
    (True, None),
    *((True, point) for point in _POINTS),
)
_SIDES = (False, True, None)


def _side(point: Point) -> bool | None:
    return None if point == UNSURE else _POINTS.index(point) >= len(_POINTS) // 2


def _digit_of(answer: Answer | None, radix: int) -> int:
    if answer is None:
        return 0
    if radix == COARSE:
        return 1 + _SIDES.index(answer.side) * 2 + answer.checked
    if answer.point is None:
        raise ValueError("a side alone has no point")
    habit = _HABITS.index((answer.checked, answer.before))
    return 1 + _POINTS.index(answer.point) * len(_HABITS) + habit


def _answer(digit: int, radix: int) -> Answer | None:
    if digit == 0:
        return None
    if radix == COARSE:
        side, checked = divmod(digit - 1, 2)
        return Answer(UNSURE if _SIDES[side] is None else None, _SIDES[side], bool(checked))
    point, habit = divmod(digit - 1, len(_HABITS))
    return Answer(_POINTS[point], _side(_POINTS[point]), *_HABITS[habit])
