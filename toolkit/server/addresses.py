"""From the path of a request to an address of the site, also where people typed it roughly.

A path is what stands in the request, escapes and all; an address is a key of the site's pages.
"""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import quote, unquote, urlsplit

from toolkit.library import Library

LONGEST_PATH = 300
"""Letters beyond which a path is no slip of a patron's."""

_TRAILING = " \t.,;:!?)]}>'\"*_~»”’"
"""What a messenger takes along when a link ends a sentence."""

_INDEX = re.compile(r"(^|/)index\.html?$")


def root_of(library: Library) -> str:
    """Return the path below which the site is to the outside: "/", or such as "/suluh/"."""
    return quote(urlsplit(library.public_url).path, safe="/%~!$&()*+=:-._") or "/"


def address_of(path: str, root: str) -> str:
    """Return what a path says below the site's root, whether a proxy took that away or not."""
    return path.removeprefix(root) if path.startswith(root) else path.removeprefix("/")


def meant(address: str, known: Container[str]) -> str | None:
    """Return the known address that people mean by another one, None where there is none.

    A phone begins with a capital, a messenger takes a full stop along, and a link into a folder of
    files ends in "/" or "/index.html".
    """
    if len(address) > LONGEST_PATH or "%2f" in address.lower():
        return None
    try:
        text = unquote(address, errors="strict").lower()
    except UnicodeDecodeError:
        return None
    words = text.rstrip(_TRAILING)
    if not words:
        return None  # dots only, say
    bare = _INDEX.sub(r"\1", words).removesuffix("/")
    return next((each for each in (bare, f"{bare}/".lstrip("/")) if each in known), None)


def link(address: str, target: str) -> str:
    """Return a page of the site, as seen from what a path says below its root.

    It is relative, so that it is right below any path that a proxy puts before it.
    """
    return ("../" * address.count("/") or "./") + target
