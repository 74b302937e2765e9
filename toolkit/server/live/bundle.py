"""Voilà's scripts and styles, and our own for a live page: what a browser gets beside the page."""

from __future__ import annotations

import gzip
import hashlib
import logging
import mimetypes
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import brotli
from jupyter_core.paths import jupyter_path
from voila.configuration import VoilaConfiguration
from voila.utils import get_page_config, get_voila_labextensions_path

from toolkit.pages.kept import Kept, digest
from toolkit.server.negotiation import PLAIN

NEVER = frozenset({"reveal.js", "treepage.js", "require.min.js"})
"""What a live page has no use for."""

EARLY = (
    "5764 3992 9582 7556 8925 1670 8135 6573 6049 4135 1621 7883 3916 3649 4041 8487 3311 7155"
    " 9684 3144 9890 4972 6468 1601 143 3459 5312 2930 73 5688 431 3989 8766 7483 1187 630 4173"
    " 9151 6382 7598 4729 5044 9081 3249 9981 4222 8773 3307 6008 4653 8017 9212 5767 457 8862"
    " 7770 6074 7259 2829 4371 4486 4875 614 225 7393 6305 2772 7245 2121 2296 5992 1996"
)
"""The numbers of the parts of Voilà's script that each page asks for, one after the other.

They go out as one file, while the kernel starts: ninety round trips would take a phone far longer.
A part that a later Voilà no longer has is left out, and one that is missing here comes by itself.
"""

START = "own/start.js"
WIDGETS = "labextensions/@jupyter-widgets/jupyterlab-manager/static/"

FIRST = (START, "static/voila-style.js", "static/voila.js", "own/live.js", "own/live.css")
"""What the head of each page names."""

COMPRESSED: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda content: bytes(brotli.compress(content, quality=9)),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}
"""Quick ones: four megabytes take half a second, and a server that stops must wait for it."""

PACKED = frozenset({".woff", ".woff2", ".png", ".jpg"})
"""What is compressed already."""

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}


@dataclass(frozen=True)
class Bundle:
    """The files by name, and what Voilà's script must be told. Names have "/" in them."""

    version: str  # another one where any file is another one
    config: Mapping[str, Any]
    _parts: Mapping[str, Sequence[Path]]  # a file is one, or several put together
    _kept: Kept
    _one: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def read(cls, kept: Kept) -> Self:
        """Find the files. It takes a second or two."""
        config: dict[str, Any] = get_page_config(
            base_url="./",
            settings={"mathjax_config": None, "mathjax_url": None},  # the one in Voilà's bundle
            log=logging.getLogger("suluh.live"),
            voila_configuration=VoilaConfiguration(),
        )
        paths = {**_voila(), **_extensions(config["federated_extensions"]), **_own()}
        hashed = hashlib.sha256()
        for name, path in sorted(paths.items()):
            hashed.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
        parts = {name: (path,) for name, path in paths.items()}
        return cls(hashed.hexdigest()[:16], config, {**parts, START: _start(paths)}, kept)

    def config_of(self, base: str, kernel_id: str) -> dict[str, Any]:
        """Return what Voilà's script is told on a page from which all this lies below `base`."""
        place = f"{base}files/{self.version}"
        return {
            **self.config,
            "baseUrl": base,
            "fullStaticUrl": f"{place}/static",
            "fullLabextensionsUrl": f"{place}/labextensions",
            "jupyterLabTheme": "light",  # the one that asks for no file
            "kernelId": kernel_id,
        }

    def type_of(self, name: str) -> str:
        """Return the media type of a file; "" where there is none of that name."""
        if name not in self._parts:
            return ""
        found = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
        return found or "application/octet-stream"

    def content(self, name: str, encoding: str) -> tuple[str, bytes]:
        """Return a file in an encoding, or plain where that gains nothing. It may take a second."""
        content = _joined(self._parts[name])
        if encoding not in COMPRESSED or Path(name).suffix in PACKED:
            return PLAIN, content
        key = f"{digest(content)}.{encoding}"
        with self._one:  # who comes while it is compressed waits for that, instead of doing it too
            body = self._kept.get("live", key)
            if body is None:
                body = COMPRESSED[encoding](content)
                self._kept.put("live", key, body)
        return (encoding, body) if len(body) < len(content) else (PLAIN, content)

    def compress(self) -> None:
        """Compress what each page needs, so that the first visitor need not wait for it."""
        for name in FIRST:
            for encoding in COMPRESSED:
                self.content(name, encoding)


def _start(paths: Mapping[str, Path]) -> list[Path]:
    """Return what Voilà's script, and that of the widgets, would ask for first."""
    names = [f"static/{number}.voila.js" for number in EARLY.split()]
    names += [
        name
        for name in paths
        if name.startswith(WIDGETS) and re.fullmatch(r"[0-9]+\..*\.js", name.removeprefix(WIDGETS))
    ]
    return [paths[name] for name in names if name in paths]


def _joined(paths: Sequence[Path]) -> bytes:
    """Return one script of several: each keeps to itself how strict it is."""
    if len(paths) == 1:
        return paths[0].read_bytes()
    return b"".join(b"(function () {\n%b\n})();\n" % path.read_bytes() for path in paths)


def _voila() -> dict[str, Path]:
    """Return the files of Voilà's own bundle."""
    for place in jupyter_path("voila", "templates", "base", "static"):
        folder = Path(place)
        if (folder / "voila.js").is_file():
            found = (path for path in sorted(folder.iterdir()) if path.is_file())
            return {f"static/{path.name}": path for path in found if path.name not in NEVER}
    raise FileNotFoundError("voila.js")


def _extensions(wanted: list[Mapping[str, Any]]) -> dict[str, Path]:
    """Return the files of the widgets that are installed beside Voilà."""
    found = {}
    for extension in wanted:
        name = extension["name"]
        for place in get_voila_labextensions_path():
            folder = Path(place) / name
            if folder.is_dir():
                for path in sorted((folder / "static").rglob("*")):
                    if path.is_file():
                        relative = path.relative_to(folder).as_posix()
                        found[f"labextensions/{name}/{relative}"] = path
                break
    return found


def _own() -> dict[str, Path]:
    folder = Path(str(files("toolkit.server.live"))) / "static"
    return {f"own/{path.name}": path for path in sorted(folder.iterdir()) if path.is_file()}
