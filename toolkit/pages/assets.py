"""The files beside the pages, under an address that changes with their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from toolkit.library import Library

TYPES = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "jpg": "image/jpeg",
}

STYLES = {
    "lesson.css": ("toolkit.player/player.css", "toolkit.pages/page.css"),
    "page.css": ("toolkit.pages/page.css", "toolkit.pages/first_aid.css"),
}
"""Each page has one style sheet: on a slow network one file comes sooner than three."""

WORKER = "worker.js"
"""What `offline.py` makes the site's service worker of: no file for a page to ask for."""


@dataclass(frozen=True)
class Asset:
    """One file of the site that is not a page."""

    name: str
    content: bytes

    @property
    def type(self) -> str:
        """Its media type, as a `Content-Type` header names it."""
        return TYPES[self.name.rpartition(".")[2]]


def assets(library: Library) -> Mapping[str, Asset]:
    """Return the files of the site by their address below its root.

    All share one folder named by a hash of all of them, so that a script finds its siblings
    beside it, and a browser may keep each for ever.
    """
    found = dict(_files())
    for name, parts in STYLES.items():
        sheets = [style(library), *(found[part].decode("utf-8") for part in parts)]
        found[f"/{name}"] = "\n".join(sheets).encode()
    merged = {part for parts in STYLES.values() for part in parts}
    own = {at.rpartition("/")[2]: content for at, content in found.items() if at not in merged}
    digest = hashlib.sha256()
    for name, content in sorted(own.items()):
        digest.update(name.encode() + b"\0" + content + b"\0")
    folder = f"assets/{digest.hexdigest()[:16]}"
    return {f"{folder}/{name}": Asset(name, content) for name, content in sorted(own.items())}


def style(library: Library) -> str:
    """Return the library's colours as CSS variables, for light and for dark pages."""
    accent = library.accent
    light = f"--suluh-accent: {accent.light}; --suluh-on-accent: {accent.on_light};"
    dark = f"--suluh-accent: {accent.dark}; --suluh-on-accent: {accent.on_dark};"
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"


@cache
def _files() -> Mapping[str, bytes]:
    """Return what the package ships, by package and name. Another package needs a restart."""
    return {
        f"{package}/{file.name}": file.read_bytes()
        for package in ("toolkit.player", "toolkit.pages")
        for file in files(package).joinpath("static").iterdir()
        if file.name.rpartition(".")[2] in TYPES and file.name != WORKER
    }
