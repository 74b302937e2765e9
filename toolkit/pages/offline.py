"""The site's service worker: a page that was opened once opens without a connection, too.

What it does stands in `frontend/src/worker.js`; here it gets the facts of one site.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urljoin, urlsplit

from toolkit.pages.addressing import Addressing
from toolkit.pages.assets import WORKER
from toolkit.pages.site import Site
from toolkit.project import FIRST_AID_PAGE, PRIVACY_PAGE

WORKER_ADDRESS = "sw.js"
"""Where it lies below the root: all of its site is in its reach there."""

SERVICE = ("api", "health", "staff", "r")
"""Where a server answers for more than pages: nothing there is ever kept."""

NOTICE = "offline"
"""The words for a page that is not kept, when there is no connection."""


@dataclass(frozen=True)
class Corner:
    """What the worker says in one language."""

    prefix: str  # of the addresses in this language, such as "en"; the first one has none
    home: str  # the path of the page with all lessons
    notice: str  # HTML as it would stand in the place of `home`


@dataclass(frozen=True)
class Facts:
    """What a worker has to know of its site. All paths begin in the folder that it lies in."""

    pages: Mapping[str, bytes]  # by path
    assets: Mapping[str, bytes]  # by path
    corners: Sequence[Corner]
    small: Sequence[str] = ()  # pages that everybody should have at hand
    elsewhere: Sequence[str] = ()  # what it leaves alone, with all that is below
    live: Sequence[str] = ()  # notebooks among `elsewhere`: without a connection a notice says so
    complete: bool = True  # else a page that is missing may only be out for mending


def worker(site: Site, addressing: Addressing) -> bytes:
    """Return the script `sw.js` for the root of a site whose pages are reached like that."""
    good = {address: page for address, page in site.pages.items() if page.good}
    homes = [site.library.page_address("", code) for code in site.frames]
    small = [
        site.library.page_address(name, code)
        for name in ("", FIRST_AID_PAGE, PRIVACY_PAGE)
        for code in site.frames
    ]
    current = site.frames[site.language].assets.values()  # no files of older pages
    path = addressing.path
    live = [path(address) for address in site.live]
    return script(
        Facts(
            {path(address): page.body.encode() for address, page in good.items()},
            {address: site.assets[address].content for address in current},
            [Corner(home.rstrip("/"), path(home), site.notice(home, NOTICE)) for home in homes],
            [path(address) for address in small if address in good],
            [*SERVICE, *live],
            live,
            complete=len(good) == len(site.pages),
        )
    )


def script(facts: Facts) -> bytes:
    """Return the worker of a site.

    Another site, or another version of it, gives another script: browsers find a new version by
    that. Raises `ValueError` where a path leads out of the worker's folder.
    """
    homes = [corner.home for corner in facts.corners]
    for path in (*facts.pages, *facts.assets, *facts.small, *facts.elsewhere, *facts.live, *homes):
        if not is_below(path):
            raise ValueError(f"not below the worker's folder: {path!r}")
    told = {
        "pages": {path: digest(content) for path, content in sorted(facts.pages.items())},
        "files": {path: digest(content) for path, content in sorted(facts.assets.items())},
        "languages": [asdict(corner) for corner in facts.corners],
        "small": list(facts.small),
        "elsewhere": sorted(facts.elsewhere),
        "live": sorted(facts.live),
        "complete": facts.complete,
    }
    version = digest(json.dumps(told).encode() + _source())
    return f"const SITE = {json.dumps({'version': version, **told})};\n".encode() + _source()


def digest(content: bytes) -> str:
    """Return what tells one content from another, as the worker computes it, too."""
    return hashlib.sha256(content).hexdigest()[:16]


def is_below(path: str) -> bool:
    """Return whether a browser finds a path below the folder that it starts from, only there."""
    root = "https://library.example/suluh/"
    try:
        found = urlsplit(urljoin(root, path))
    except ValueError:
        return False
    plain = path.isascii() and path.isprintable() and not set(path) & set("\\?#% :")
    return plain and found.geturl() == root + path


@cache
def _source() -> bytes:
    """Return the worker's program. Another package needs a restart."""
    return files("toolkit.pages").joinpath("static", WORKER).read_bytes()
