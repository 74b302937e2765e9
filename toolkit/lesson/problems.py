"""What is wrong with a lesson, where, and how to put it right: Problems, not exceptions."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from toolkit.words import LANGUAGES, Phrases, phrases, say

Level = Literal["error", "advice"]
Guess = str | Callable[[], str]
"""What was probably meant; "" where nobody knows. A function where finding out takes time."""

Texts = Mapping[str, str]
"""Language code to text."""

WIDEST = 60
"""Letters of a file that a sentence quotes."""

MOST = 200
"""Problems told of one file. Past that the file is not a lesson, and the list is no help."""

GUESSES = 50
"""Problems of one file with a guess at what was meant, which takes far longer than the rest."""

CANDIDATES = 200
"""Words among which the nearest is looked for."""


@dataclass(frozen=True)
class Problem:
    """One thing to put right, in every language Suluh speaks.

    An error means that the lesson cannot be played; advice, that it can, but teaches worse.
    """

    file: str  # as the reader of the message knows it, "lessons/misinformation/id.md"
    line: int
    level: Level
    key: str  # of its phrase, for machines
    what: Texts
    how: Texts

    def sentence(self, language: str) -> str:
        """Return "what. how." in a language, the default one where it is not spoken."""
        default = next(iter(LANGUAGES))
        return " ".join(texts.get(language, texts[default]) for texts in (self.what, self.how))

    def located(self, language: str) -> str:
        """Return "file:line: what. how.", as editors and terminals know to open it."""
        return f"{self.file}:{self.line}: {self.sentence(language)}"


@dataclass
class Report:
    """Where the readers of one file put what they find. Nothing stops at the first problem."""

    file: str
    words: Phrases = field(default_factory=lambda: phrases("toolkit.lesson"))
    found: list[Problem] = field(default_factory=list)
    _counts: Counter[Level] = field(default_factory=Counter)
    _guesses: int = 0

    def error(
        self,
        line: int,
        key: str,
        /,
        *,
        words: Phrases | None = None,
        guess: Guess = "",
        **facts: object,
    ) -> None:
        """Note what keeps the lesson from being played. `guess` is what was probably meant."""
        self._note(line, "error", key, words or self.words, guess, facts)

    def advice(
        self,
        line: int,
        key: str,
        /,
        *,
        words: Phrases | None = None,
        guess: Guess = "",
        **facts: object,
    ) -> None:
        """Note what makes the lesson teach worse."""
        self._note(line, "advice", key, words or self.words, guess, facts)

    @property
    def fatal(self) -> bool:
        """Whether the lesson cannot be played."""
        return any(problem.level == "error" for problem in self.found)

    def sorted(self) -> tuple[Problem, ...]:
        """Return all problems from the first line to the last, errors first within a line."""
        return tuple(
            sorted(self.found, key=lambda found: (found.line, found.level != "error", found.key))
        )

    def _note(  # noqa: PLR0913, PLR0917 - both levels in one place
        self,
        line: int,
        level: Level,
        key: str,
        words: Phrases,
        guess: Guess,
        facts: Mapping[str, object],
    ) -> None:
        if self._counts[level] >= MOST:
            return
        self._counts[level] += 1
        short = {name: _short(fact) for name, fact in facts.items()}
        what = {code: say(words, key, code, **short) for code in LANGUAGES}
        how = {code: say(words, f"{key}-how", code, **short) for code in LANGUAGES}
        if meant := self._guess(guess):
            what = {
                code: f"{text} {say(self.words, 'guess', code, guess=_short(meant))}"
                for code, text in what.items()
            }
        self.found.append(Problem(self.file, max(line, 1), level, key, what, how))

    def _guess(self, guess: Guess) -> str:
        if isinstance(guess, str):
            return guess
        self._guesses += 1
        return guess() if self._guesses <= GUESSES else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that a person who wrote `word` probably meant, or ""."""
    spelt = {each[:WIDEST].lower(): each for each in islice(known, CANDIDATES)}
    close = difflib.get_close_matches(word[:WIDEST].lower(), spelt, n=1, cutoff=0.6)
    return spelt[close[0]] if close else ""


def _short(fact: object) -> object:
    """Return a fact fit for one line on a terminal: a file may hold anything.

    A list of names is ours, and only of use when it is whole.
    """
    if isinstance(fact, list):
        return ", ".join(fact)
    if not isinstance(fact, str):
        return fact
    text = re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in fact[:200])).strip()
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1].rstrip()}…"
