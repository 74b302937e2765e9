"""The kinds of activity: one module or package a kind, and nowhere a list of them.

Each of them defines one `Activity`, a package in its `__init__`; a component of the same name in
`frontend/src/activities` plays it in the browser.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from inspect import isabstract, isclass
from types import MappingProxyType

from toolkit.lesson.nouns import Activity
from toolkit.words import Phrases


def _kinds() -> dict[str, type[Activity]]:
    kinds = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        names = vars(import_module(f"{__name__}.{module.name}")).values()
        (kind,) = (
            name
            for name in names
            if isclass(name)
            and issubclass(name, Activity)
            and not isabstract(name)
            and name.__module__ == f"{__name__}.{module.name}"
        )
        kinds[kind.kind] = kind
    return kinds


KINDS: Mapping[str, type[Activity]] = MappingProxyType(_kinds())
"""Every kind of activity by its name, as it stands in a lesson file and in a response."""


def phrases() -> Phrases:
    """Return what the components of all kinds say, as "kind.key"."""
    return {
        f"{name}.{key}": texts for name, kind in KINDS.items() for key, texts in kind.words.items()
    }
