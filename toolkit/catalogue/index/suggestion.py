"""What somebody meant who finds nothing: words that the catalogue knows, near those they typed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

Vocabulary = Mapping[str, int]
"""The words of a field, folded, and in how many records each of them stands."""

Finds = Callable[[Sequence[str]], bool]
"""Whether a catalogue finds anything with some words."""

MOST_MENDED = 9
"""How many ways to mend words that stand nowhere are tried: a patron waits for all."""

NEAR = 3
"""How many words are tried for one."""

MOST_LEFT_OUT = 6
"""In a query of more words it is no single one that is too much, or has a slip in it."""

_SLIPS = ((3, 0), (5, 1), (9, 2))
"""Up to so many letters, so many slips; more in a longer word."""

_MOST_SLIPS = 3


def suggestion(words: Sequence[str], vocabulary: Vocabulary, finds: Finds) -> list[str]:
    """Return words that find something, as like those that do not as can be; [] for none.

    Words that stand nowhere are replaced by near ones first; then one is left out; then as many
    are kept as still find something, the rarest first: they say most of what was meant.
    """
    mended, ways = _mended(words, vocabulary)
    tried = {tuple(words)}
    for candidate in itertools.chain(ways, _fewer(mended, vocabulary)):
        if candidate and tuple(candidate) not in tried and finds(candidate):
            return candidate
        tried.add(tuple(candidate))
    kept: list[str] = []
    for word in sorted(set(mended), key=lambda word: vocabulary.get(word, 0)):
        if finds([*kept, word]):
            kept.append(word)
    return [word for word in mended if word in kept] if len(kept) < len(words) else []


def near(word: str, vocabulary: Vocabulary) -> list[str]:
    """Return the words most like one: the fewest slips first, then the most frequent."""
    slips = next((most for length, most in _SLIPS if len(word) <= length), _MOST_SLIPS)
    if not slips:
        return []
    found = process.extract(
        word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None
    )
    # A finger slips at the first letter seldom: it is the one people look for on the keys.
    ordered = sorted(
        [
            *(
                (distance + (other[0] != word[0]), -vocabulary[other], other)
                for other, distance, _ in found
                if other != word
            ),
            *_divided(word, vocabulary),
        ]
    )
    return [other for _, _, other in ordered[:NEAR]]


def _divided(word: str, vocabulary: Vocabulary) -> Iterator[tuple[float, int, str]]:
    """Give the two words that one may be without its space: more likely than two slips."""
    for at in range(2, len(word) - 1):
        parts = word[:at], word[at:]
        if all(part in vocabulary for part in parts):
            yield 1.5, -min(vocabulary[part] for part in parts), " ".join(parts)


def _mended(words: Sequence[str], vocabulary: Vocabulary) -> tuple[list[str], Iterator[list[str]]]:
    """Return the likeliest words that all stand somewhere, and ways to mend those that were typed.

    What is like nothing is left out.
    """
    unknown = [word for word in words if word not in vocabulary]
    nearby = {word: near(word, vocabulary) for word in unknown[:MOST_LEFT_OUT]}
    choices = [[word] if word in vocabulary else nearby.get(word, []) for word in words]
    likely = [each for each in choices if each]
    return _separate(each[0] for each in likely), _ways(words, likely, vocabulary)


def _ways(
    words: Sequence[str], likely: Sequence[Sequence[str]], vocabulary: Vocabulary
) -> Iterator[list[str]]:
    for chosen in itertools.islice(itertools.product(*likely), MOST_MENDED):
        yield _separate(chosen)
    if len(words) <= MOST_LEFT_OUT and all(word in vocabulary for word in words):
        for place, word in enumerate(words):  # it may be known only since others slipped alike
            for other in near(word, vocabulary)[:1]:
                if vocabulary.get(other, 0) > vocabulary[word]:
                    yield _separate([*words[:place], other, *words[place + 1 :]])


def _fewer(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[list[str]]:
    """Give the words without one of them, the most frequent first, of two the later."""
    if len(words) <= MOST_LEFT_OUT:
        order = range(len(words) - 1, -1, -1)
        for place in sorted(order, key=lambda at: -vocabulary.get(words[at], 0)):
            yield [*words[:place], *words[place + 1 :]]


def _separate(parts: Iterable[str]) -> list[str]:
    """Return words, also of parts that are two, each once."""
    return list(dict.fromkeys(word for part in parts for word in part.split()))
