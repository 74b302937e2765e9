"""The words Suluh speaks: every sentence a person reads, in every language, side by side.

A room keeps its words in a `words.toml` beside its code, one line a phrase:

    back = { id = "Kembali", en = "Back" }

A kind of activity keeps its own in `WORDS`, a dictionary of the same shape, so that adding a kind
touches one Python file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
"""Languages of the interface: code to the language's own name. The first is everyone's default."""

Phrases = Mapping[str, Mapping[str, str]]
"""Key of a phrase, to language code, to its text with {facts} in braces."""


@cache
def phrases(package: str) -> Phrases:
    """Return the phrases in the `words.toml` of a package, such as `toolkit.player`."""
    text = files(package).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def say(phrases: Phrases, key: str, language: str, **facts: object) -> str:
    """Return one phrase in a language (the default one where it is not spoken), facts filled in."""
    texts = phrases[key]
    return texts.get(language, texts[next(iter(LANGUAGES))]).format(**facts)


def spoken(phrases: Phrases, language: str) -> dict[str, str]:
    """Return all phrases in one language, braces left in place, as a page's script needs them."""
    default = next(iter(LANGUAGES))
    return {key: texts.get(language, texts[default]) for key, texts in phrases.items()}


class SpokenError(Exception):
    """What a person should be told, in the language they read: the key of a phrase, and facts."""

    def __init__(self, phrases: Phrases, key: str, **facts: object) -> None:
        super().__init__(key)
        self._phrases = phrases
        self._facts = facts
        self.key = key

    def sentence(self, language: str) -> str:
        """Return what happened and what to do next."""
        return say(self._phrases, self.key, language, **self._facts)
