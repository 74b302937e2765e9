"""What SLiMS is asked, so that a search means the same in every version: each word, and whole.

Left to itself it takes several words for a phrase from 9.6 on, finds parts of words in some fields,
and takes some words and signs for orders. So every search is one or more lines of questions: first
what was typed, then its longest word alone; of what comes only that counts which has all words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.formats import isbn
from toolkit.catalogue.formats.isbd import plain
from toolkit.catalogue.formats.isbn_hyphens import hyphenated
from toolkit.catalogue.nouns import Query, Record
from toolkit.practice.fitting import words_of

_ORDERS = frozenset({"and", "or", "not", "exact"})
"""Words that SLiMS obeys instead of looking for them."""

_EVERYWHERE = _ORDERS | {
    *("0", "a", "about", "an", "are", "as", "at", "be", "by", "com", "de", "en", "for", "from"),
    *("how", "i", "in", "is", "it", "la", "of", "on", "so", "that", "the", "this", "to", "und"),
    *("was", "what", "when", "where", "who", "will", "with", "www"),
}
"""Words that SLiMS, or the database behind it, leaves out: alone they would find everything."""

ENOUGH = 10
"""Where so many are found already, nobody is kept waiting for more questions."""

_APOSTROPHES = "'‘’ʻʼ´`"
_ALTERNATIVES = ("title", "author", "subject")


@dataclass(frozen=True)
class Line:
    """One question, page after page, and what must stand in what it finds."""

    values: tuple[tuple[str, str], ...]  # field of SLiMS, and what is asked of it
    musts: tuple[tuple[str, frozenset[str]], ...] = ()  # "title", "author" or "both", folded words
    isbns: frozenset[str] = frozenset()  # it must have one of these, where any are given
    below: int = 0  # asked only where fewer are found than this; 0: always

    def takes(self, record: Record, *, is_cut: bool = False) -> bool:
        """Return whether a record is what was looked for, as far as results say.

        Of a title that `is_cut` SLiMS knows more than it shows: there it is believed.
        """
        title, author = f"{record.title} {record.subtitle}", " ".join(record.authors)
        texts = {"title": title, "author": author, "both": f"{title} {author}"}
        if self.isbns and not self.isbns & set(record.isbns):
            return False
        believed = {"title"} if is_cut and not self.below else set()
        return all(
            name in believed or words <= set(words_of(texts[name])) for name, words in self.musts
        )


@dataclass(frozen=True)
class _Value:
    """What somebody typed into one field."""

    asked: str  # as SLiMS may be asked: letters, digits and spaces
    subject: str  # the same for a subject, which cannot be checked in results
    longest: str  # one word that must be in it
    must: frozenset[str]  # its words, folded, without those that are everywhere

    def for_(self, name: str) -> str:
        """Return what to ask for in a field."""
        return self.subject if name == "subject" else self.asked


_Given = Mapping[str, _Value]


def lines(query: Query) -> tuple[Line, ...]:
    """Return what to ask for a query, in the order in which the answers are shown.

    Raises `CatalogueError` for a query that would find everything, or names facets: SLiMS has none.
    """
    typed = {name: _value(getattr(query, name)) for name in ("text", *_ALTERNATIVES)}
    given = {name: value for name, value in typed.items() if value}
    numbers = _isbns(query.isbn)
    if query.narrowed or not (given or numbers):
        raise CatalogueError(Trouble.BAD_QUERY, "nothing that SLiMS could look for")
    if text := given.pop("text", None):
        return tuple(_for_text(text, given, numbers))
    return tuple(_for_fields(given, numbers))


def _for_text(text: _Value, given: _Given, numbers: tuple[str, ...]) -> Iterable[Line]:
    """Yield questions for what may stand in title, author or subject, or be spread over them."""
    musts, isbns = _musts(given), frozenset(numbers)
    for name in _ALTERNATIVES:
        both = f"{given[name].for_(name)} " if name in given else ""
        asked = {**_asked(given), name: f"{both}{text.for_(name)}"}
        more = () if name == "subject" else ((name, text.must),)
        yield Line(_pairs(asked, numbers[:1]), (*musts, *more), isbns)
    if text.asked == text.longest:
        return
    for name in _ALTERNATIVES[:2]:
        asked = {**_longest(given), name: text.longest}
        spread = (*musts, ("both", text.must))
        yield Line(_pairs(asked, numbers[:1]), spread, isbns, below=ENOUGH)


def _for_fields(given: _Given, numbers: tuple[str, ...]) -> Iterable[Line]:
    """Yield questions for fields that must all fit; a number is asked for in each of its forms."""
    musts, isbns = _musts(given), frozenset(numbers)
    for place, number in enumerate(numbers or ("",)):
        yield Line(_pairs(_asked(given), [number]), musts, isbns, below=1 if place else 0)
    if not numbers and _longest(given) != _asked(given):
        yield Line(_pairs(_longest(given), ()), musts, below=ENOUGH)


def _asked(given: _Given) -> dict[str, str]:
    return {name: value.for_(name) for name, value in given.items()}


def _longest(given: _Given) -> dict[str, str]:
    """Return the longest word of each; of a subject all, since nothing else can check them."""
    return {
        name: value.subject if name == "subject" else value.longest for name, value in given.items()
    }


def _musts(given: _Given) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, value.must) for name, value in given.items() if name != "subject")


def _pairs(values: Mapping[str, str], numbers: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return (*values.items(), *(("isbn", number) for number in numbers if number))


def _value(text: str) -> _Value | None:
    """Return what to ask for a text, None where nothing in it can be looked for.

    An apostrophe inside a word keeps SLiMS from finding anything. Such a word is left to `takes`
    where others stand beside it; alone it is asked for without, and then by its longest part.
    """
    typed = [word for word in _words(text) if word.casefold() not in _ORDERS]
    must = frozenset(words_of(" ".join(typed))) - _EVERYWHERE
    if not must:
        return None
    joined = " ".join("".join(_parts(word)) for word in typed)
    whole = [word for word in typed if len(_parts(word)) == 1]
    telling = [word for word in whole if must & {*words_of(word)}]
    if not telling:
        parts = [part for word in typed for part in _parts(word)]
        return _Value(joined, joined, max(parts, key=len), must)
    longest = max(telling, key=len)
    asked = longest if telling == [longest] else " ".join(whole)
    return _Value(asked, asked if whole == typed else joined, longest, must)


def _words(text: str) -> list[str]:
    """Return the words of a text as they were typed, with the apostrophes inside them."""
    signs = (each if each in _APOSTROPHES or _is_letter(each) else " " for each in plain(text))
    words = (word.strip(_APOSTROPHES) for word in "".join(signs).split())
    return [word for word in words if words_of(word)]


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN"  # M: vowels of Javanese, Balinese, Arabic


def _parts(word: str) -> list[str]:
    return re.split(f"[{_APOSTROPHES}]+", word)


def _isbns(text: str) -> tuple[str, ...]:
    """Return the forms in which a number may stand in a catalogue, the likeliest first."""
    if not text.strip():
        return ()
    number = isbn.compact(text)
    if not number:
        raise CatalogueError(Trouble.BAD_QUERY, "no ISBN")
    forms = [form for each in isbn.both(number) for form in (each, hyphenated(each))]
    as_typed = "-".join(re.findall(r"[0-9Xx]+", text)).upper()
    return tuple(dict.fromkeys(filter(None, [*forms, as_typed])))
