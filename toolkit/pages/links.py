"""Links of the finished site that lead nowhere, found before anybody uploads it.

    >>> [str(dead) for dead in dead_links({"index.html": b'<a href="satu.html">Satu</a>'})]
    ['index.html:1: satu.html: berkas ini tidak ada.']

Links into the site must be relative, so that it works below any path and from a USB stick, and
lead to a file that is there, spelt exactly so, and to an id in it. Nobody is asked whether another
site is there; its address must only look like one.
"""

from __future__ import annotations

import ipaddress
import posixpath
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from toolkit.pages.errors import WORDS
from toolkit.words import LANGUAGES, say

Why = Literal["missing", "fragment", "absolute", "outside", "local", "shape", "unreadable"]

INDEX = "index.html"  # what a folder shows
PAGES = (".html", ".htm")
STYLES = (".css",)

ADDRESSES = ("href", "xlink:href", "src", "poster", "data", "action", "formaction", "data-worker")
"""Attributes that hold one address."""
PLACES = (("id",), ("id", "name"))
"""Attributes that name a place to lead to: of any element, and of a link."""
SOURCE_SETS = ("srcset", "imagesrcset")
META = ("og:image", "og:url", "twitter:image")
"""Facts about a page (`<meta property=... content=...>`) that are addresses."""

_URL = re.compile(r"""url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'()]*))\s*\)""", re.IGNORECASE)
_IMPORT = re.compile(r"""@import\s*(?:"([^"\n]*)"|'([^'\n]*)')""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_REFRESH = re.compile(r"""\A[\s\d.]*[;,]\s*(?:url\s*=)?\s*["']?([^"']*)""", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])[^,]*(?:,|\Z)")  # of a source set: address, then width


@dataclass(frozen=True)
class DeadLink:
    """A link that leads nowhere, or would somewhere else than where we tried it."""

    file: str
    line: int
    link: str
    why: Why

    def located(self, language: str) -> str:
        """Return "file:line: link: why.", as the checker of lessons tells its problems."""
        return f"{self.file}:{self.line}: {self.link}: {say(WORDS, f'link_{self.why}', language)}"

    def __str__(self) -> str:
        return self.located(next(iter(LANGUAGES)))


def dead_links(site: Mapping[str, bytes] | Path, public_url: str = "") -> list[DeadLink]:
    """Return the dead links in the HTML and CSS of a site: a folder, or its files by their path.

    Links to `public_url`, where the site will be, lead into it too.
    """
    files = _folder(site) if isinstance(site, Path) else site
    found = {
        name: _Found.in_page(text) if name.endswith(PAGES) else _Found.in_style(text)
        for name in sorted(files)
        if name.endswith((*PAGES, *STYLES))
        for text in [files[name].decode("utf-8", "replace")]
    }
    check = _Check(files, found, public_url)
    return [
        DeadLink(name, line, link, why)
        for name, each in found.items()
        for line, link in each.links
        if (why := check.why_dead(name, link))
    ] + [
        DeadLink(name, each.stopped_at, name, "unreadable")
        for name, each in found.items()
        if each.stopped_at
    ]


def _folder(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder; only what may hold links is read."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.name.endswith((*PAGES, *STYLES))
        else b""
        for path in folder.rglob("*")
        if path.is_file()
    }


class _Found:
    """What one file has to do with links."""

    def __init__(self) -> None:
        self.links: list[tuple[int, str]] = []  # line, address
        self.ids: set[str] | None = None  # None where a file has no places to lead to
        self.stopped_at = 0  # the line behind which it could not be read

    @classmethod
    def in_style(cls, text: str) -> _Found:
        found = cls()
        found.links = list(_links_in_style(text))
        return found

    @classmethod
    def in_page(cls, text: str) -> _Found:
        found = cls()
        found.ids = set()
        reader = _Reader(found.links, found.ids)
        try:
            reader.feed(text)
            reader.close()
        except AssertionError:  # how html.parser gives up, on "<![" and the like
            found.stopped_at = reader.getpos()[0]
        return found


class _Reader(HTMLParser):
    """Notes links and ids of a page."""

    def __init__(self, links: list[tuple[int, str]], ids: set[str]) -> None:
        super().__init__()
        self._links = links
        self._ids = ids
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}  # the first one counts
        self._in_style = tag == "style"
        self._ids.update(values[name] for name in PLACES[tag == "a"] if name in values)
        line = self.getpos()[0]
        for link in _links_of_tag(tag, values):
            self._links.append((line, link))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            line = self.getpos()[0] - 1
            self._links.extend((line + at, link) for at, link in _links_in_style(data))

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"


def _links_of_tag(tag: str, values: Mapping[str, str]) -> Iterator[str]:
    for name in ADDRESSES:
        if name in values and (name != "data" or tag == "object"):
            yield values[name].strip()
    for name in SOURCE_SETS:
        yield from _CANDIDATE.findall(values.get(name, ""))
    if "url(" in values.get("style", ""):
        yield from (link for _, link in _links_in_style(values["style"]))
    if tag == "meta" and "content" in values:
        if values.get("property", values.get("name")) in META:
            yield values["content"].strip()
        elif values.get("http-equiv", "").lower() == "refresh":
            yield from (each.strip() for each in _REFRESH.findall(values["content"]))


def _links_in_style(text: str) -> Iterator[tuple[int, str]]:
    text = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    ends = [end.start() for end in re.finditer("\n", text)]
    for pattern in (_URL, _IMPORT):
        for match in pattern.finditer(text):
            link = next((group for group in match.groups() if group is not None), "")
            yield bisect_right(ends, match.start()) + 1, link.strip()


class _Check:
    """Tells why links are dead."""

    def __init__(
        self, files: Mapping[str, bytes], found: Mapping[str, _Found], public_url: str
    ) -> None:
        self._files = frozenset(files)  # on Windows a folder also has "A.HTML", our visitors not
        self._found = found
        self._public_url = public_url

    def why_dead(self, origin: str, link: str) -> Why | None:
        """Return why a link in a file is dead, None where it is not."""
        if self._public_url and link.startswith(self._public_url):
            return self._inner("", link.removeprefix(self._public_url))
        if scheme := _SCHEME.match(link):
            return _outer(scheme[1].lower(), link)
        return self._inner(origin, link)

    def _inner(self, origin: str, link: str) -> Why | None:
        if link.startswith("/"):
            return "absolute"
        try:
            parts = urlsplit(link)
        except ValueError:
            return "shape"
        path = unquote(parts.path)
        if "\\" in path:
            return "shape"
        place = posixpath.normpath(posixpath.join(posixpath.dirname(origin), path or INDEX))
        if place.partition("/")[0] == "..":
            return "outside"
        target = self._file(origin if origin and not path else place, path)
        return self._fragment(target, parts.fragment) if target else "missing"

    def _file(self, place: str, path: str) -> str:
        """Return the file that a browser gets at a place, "" where there is none."""
        if place in self._files:
            return "" if path.endswith("/") else place  # a file is no folder
        index = posixpath.normpath(posixpath.join(place, INDEX))
        return index if index in self._files else ""

    def _fragment(self, target: str, fragment: str) -> Why | None:
        name = fragment.partition(":~:")[0]  # behind it are words to look for
        ids = self._found[target].ids if target in self._found else None
        if ids is None or name in {"", "top"} or name in ids or unquote(name) in ids:
            return None
        return "fragment"


def _outer(scheme: str, link: str) -> Why | None:
    """Return why a link with a scheme is dead by its look alone."""
    if scheme == "file":
        return "local"
    try:
        parts = urlsplit(link)
        if scheme in {"http", "https"}:
            return _web(parts)
    except ValueError:
        return "shape"
    fits = SHAPES.get(scheme)
    return None if fits and fits(link[len(scheme) + 1 :]) else "shape"


def _web(parts: SplitResult) -> Why | None:
    host = (parts.hostname or "").rstrip(".")
    if _is_this_machine(host):
        return "local"
    _ = parts.port  # raises ValueError where it is none
    name = re.fullmatch(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}|\[?[0-9a-f:.]+\]?", host)
    if not name or re.search(r"[\s<>\"\\]", parts.geturl()):
        return "shape"
    if host == "wa.me" and not re.fullmatch(r"/(?:\d{8,15})?", parts.path):
        return "shape"
    return None


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _number(rest: str) -> bool:
    return re.fullmatch(r"\+?[\d*#()./-]{3,20}(?:[?;].*)?", unquote(rest)) is not None


def _mail(rest: str) -> bool:
    return re.fullmatch(r"(?:[^\s@?]+@[^\s@?]+\.[^\s@?]+)?(?:\?\S*)?", rest) is not None


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "tel": _number,
    "sms": _number,
    "mailto": _mail,
    "data": lambda rest: re.match(r"\w+/[\w.+-]+[;,]", rest) is not None,
}
"""What stands behind the other schemes that our pages may use."""
