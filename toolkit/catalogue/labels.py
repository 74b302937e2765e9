"""What patrons read in a catalogue, in the words of the system that their library has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from toolkit.library import Library
from toolkit.words import spoken

FILE = "labels.toml"


def labels(library: Library, language: str) -> dict[str, str]:
    """Return all labels in a language: key, as in `LABELS` of a library, to text.

    What the library writes itself counts in every language: its system has the same words there.
    """
    systems = _systems()
    settings = library.catalogue
    plain = spoken(systems["plain"], language)
    return plain | spoken(systems.get(settings.wording, {}), language) | dict(settings.labels)


@cache
def _systems() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the words of each system, and plain ones for what is not known of it."""
    return tomllib.loads(files("toolkit.catalogue").joinpath(FILE).read_text(encoding="utf-8"))
