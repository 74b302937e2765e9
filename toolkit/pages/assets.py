"""The files beside the pages, under an address that changes with their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from toolkit.library import Library

TYPES = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
}


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
    found = [
        Asset(file.name, file.read_bytes())
        for package in ("toolkit.player", "toolkit.pages")
        for file in sorted(files(package).joinpath("static").iterdir(), key=lambda file: file.name)
        if file.name.rpartition(".")[2] in TYPES
    ]
    found.append(Asset("library.css", style(library).encode()))
    digest = hashlib.sha256()
    for asset in found:
        digest.update(asset.name.encode() + b"\0" + asset.content + b"\0")
    folder = f"assets/{digest.hexdigest()[:16]}"
    return {f"{folder}/{asset.name}": asset for asset in found}


def style(library: Library) -> str:
    """Return the library's colours as CSS variables, for light and for dark pages."""
    accent = library.accent
    light = f"--suluh-accent: {accent.light}; --suluh-on-accent: {accent.on_light};"
    dark = f"--suluh-accent: {accent.dark}; --suluh-on-accent: {accent.on_dark};"
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
