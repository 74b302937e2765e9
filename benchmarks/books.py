"""Made-up books, as many as a city's library has, and what people would type to find them.

The same number gives the same books while the practice catalogue stays as it is. Their words are
those of the practice catalogue and made-up ones of Indonesian syllables; how often a word comes
follows Zipf: a few stand in many titles, most in one or two. None of the numbers is a real
book's: they begin with 979-000.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from toolkit.catalogue.formats.isbn import both
from toolkit.catalogue.nouns import Copy, Query, Record, Status
from toolkit.practice import books
from toolkit.practice.fitting import words_of

QUERIES = 1000
QUERIES_FILE = Path(__file__).with_name("queries.txt")
FIELDS = ("text", "title", "author", "subject", "isbn")

WORDS, NAMES, SUBJECTS = 40_000, 6_000, 2_500
COMMON = ("dan", "indonesia", "di", "untuk", "yang", "pendidikan", "dalam", "ilmu", "anak", "islam")
COMMON_SHARE = 0.44
"""How many titles hold the most common word."""

SELDOM, OFTEN, MOSTLY = 0.2, 0.7, 0.8

SYLLABLES = tuple(
    f"{first}{vowel}{last}"
    for first in ("b", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "w", "ng", "ny", "")
    for vowel in "aeiou"
    for last in ("", "", "n", "r", "ng", "s", "h", "k")
)


class Words:
    """Words of which each comes as often as its place allows: the tenth a tenth of the first."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self._weights = list(itertools.accumulate(1 / (at + 2) for at in range(len(words))))

    def some(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self._weights, k=count)


@cache
def titles() -> Words:
    """Return the words of titles: common ones, those of practice books, then made-up ones."""
    counted = Counter(word for book in books() for word in words_of(book.title))
    known = dict.fromkeys([*COMMON, *(word for word, _ in counted.most_common())])
    return Words(list(dict.fromkeys([*known, *_made_up(1, WORDS, (2, 4))])))


@cache
def names() -> Words:
    known = (author for book in books() for author in book.authors)
    found = dict.fromkeys(part for author in known for part in author.replace(",", " ").split())
    return Words([*found, *(name.title() for name in _made_up(2, NAMES, (2, 3)))])


@cache
def subjects() -> Words:
    found = dict.fromkeys(subject for book in books() for subject in book.subjects)
    chance = random.Random(3)
    made = (" ".join(titles().some(chance, chance.choice((1, 2, 2, 3)))) for _ in range(SUBJECTS))
    return Words(list(dict.fromkeys([*found, *(each.capitalize() for each in made)])))


def records(count: int) -> Iterator[Record]:
    """Give so many books; the first of them are the same, however many are wanted."""
    chance = random.Random(4)
    for number in range(1, count + 1):
        words = titles().some(chance, chance.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8)))
        if chance.random() < COMMON_SHARE:
            words.insert(chance.randrange(len(words) + 1), COMMON[0])
        given = [", ".join(names().some(chance, 2)) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        language = chance.choices(("id", "en", "ar", "jv", "su"), (85, 9, 2, 2, 2))[0]
        digits = f"979000{number:06d}"
        call_number = f"{chance.randrange(1000):03d}.{chance.randrange(100)} {given[0][:3].upper()}"
        copies = tuple(
            Copy(f"B{number:06d}{at}", "Rak utama", call_number, chance.choice([*Status]))
            for at in range(chance.choice((1, 1, 2, 3)))
        )
        yield Record(
            id=str(number),
            title=" ".join(words).capitalize(),
            subtitle=" ".join(titles().some(chance, 4)) if chance.random() < SELDOM else "",
            authors=tuple(given),
            isbns=(f"{digits}{_check(digits)}",) if chance.random() < MOSTLY else (),
            publisher=f"{names().some(chance, 1)[0]} Press",
            year=min(1950 + int(chance.betavariate(4, 1.5) * 77), 2026),
            language=language,
            subjects=tuple(dict.fromkeys(subjects().some(chance, chance.choice((1, 1, 2, 3))))),
            call_number=call_number,
            copies=copies,
        )


def queries(count: int) -> list[Query]:
    """Return what people would type who look for some of so many books."""
    chance = random.Random(5)
    wanted = chance.sample(range(count), min(count, QUERIES))
    kept = {at: record for at, record in enumerate(records(count)) if at in set(wanted)}
    found = [kept[at] for at in wanted]
    kinds = (
        *[_words_of_a_title] * 5,
        *[_title_and_author] * 2,
        *[_author] * 3,
        *[_subject] * 2,
        *[_slip] * 3,
        _common,
        _common_together,
        _narrowed,
        _number,
        _sentence,
    )
    return [kinds[at % len(kinds)](found[at % len(found)], chance) for at in range(QUERIES)]


def written(query: Query) -> str:
    """Return a query on a line: `title: words | year=2005`."""
    parts = [f"{name}: {getattr(query, name)}" for name in FIELDS if getattr(query, name)]
    return " | ".join([*parts, *(f"{name}={value}" for name, value in query.narrowed)])


def _words_of_a_title(book: Record, chance: random.Random) -> Query:
    words = words_of(book.title)
    words = words[: chance.choice((1, 2, 3, len(words)))]
    return Query(**{chance.choice(("text", "text", "title")): " ".join(words)})


def _title_and_author(book: Record, chance: random.Random) -> Query:
    longest = max(words_of(book.title), key=len)
    name = words_of(book.authors[0])[0]
    if chance.random() < SELDOM:
        return Query(title=longest, author=name)
    return Query(text=f"{longest} {name}")


def _author(book: Record, chance: random.Random) -> Query:
    names = words_of(book.authors[0])
    typed = " ".join(reversed(names)) if chance.random() < OFTEN else names[0]
    return Query(**{chance.choice(("text", "author")): typed})


def _subject(book: Record, chance: random.Random) -> Query:
    return Query(**{chance.choice(("text", "subject")): chance.choice(book.subjects).lower()})


def _slip(book: Record, chance: random.Random) -> Query:
    """Two words, of which one has a letter too many, too few, twisted or beside it on the keys."""
    words = ["buku", *sorted(words_of(book.title), key=len)][-2:]
    word, at = words[-1], chance.randrange(max(len(words[-1]) - 1, 1))
    other = chance.choice("aeionrst")
    if len(word) == 1:
        return Query(text=" ".join(words))
    words[-1] = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + other + word[at:],
            word[:at] + other + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        )
    )
    return Query(text=" ".join(words))


def _common(_book: Record, chance: random.Random) -> Query:
    return Query(text=chance.choice(titles().words[:20]))


def _common_together(_book: Record, chance: random.Random) -> Query:
    return Query(text=" ".join(chance.sample(titles().words[:30], chance.choice((2, 3)))))


def _narrowed(book: Record, chance: random.Random) -> Query:
    values = {"year": str(book.year), "language": book.language, "subject": book.subjects[0]}
    name = chance.choice([*values])
    return Query(text=titles().some(chance, 1)[0], narrowed=((name, values[name]),))


def _number(book: Record, chance: random.Random) -> Query:
    thirteen = both(book.isbns[0] if book.isbns else "9790000000001")[0]
    hyphens = f"{thirteen[:3]}-{thirteen[3:6]}-{thirteen[6:12]}-{thirteen[12]}"
    return Query(isbn=chance.choice((thirteen, hyphens)))


def _sentence(book: Record, _chance: random.Random) -> Query:
    return Query(text=f"buku {book.title} karangan {book.authors[0]} yang terbaru")


def _made_up(seed: int, count: int, lengths: tuple[int, int]) -> list[str]:
    chance = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        if word := "".join(chance.choices(SYLLABLES, k=chance.randint(*lengths))):
            found[word] = None
    return list(found)


def _check(digits: str) -> int:
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return -total % 10
