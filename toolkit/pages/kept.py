"""What was made once and need not be made again: a store on disk, by what it was made of.

Nothing in it is precious: whoever deletes it waits a few seconds longer the next time.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Self
from uuid import uuid4

import platformdirs

OLDEST = 60 * 24 * 3600
"""Seconds after which what nobody asked for is thrown away."""

DAY = 24 * 3600

_DRAFT = re.compile(r"\.[0-9a-f]{32}\Z")
"""How a file's name ends that is just being written, or whose writer was stopped."""

_OURS = re.compile(r"[a-z]+/[0-9a-f]{32}(\.[\w.]+)?|files-[0-9a-f]{12}/.+")
"""What only we would name so, below the store's folder."""


@dataclass(frozen=True)
class Kept:
    """A folder in which bytes are kept by kind and key. A disk that refuses costs only time."""

    folder: Path

    @classmethod
    def here(cls) -> Self:
        """Return the store of this computer's user: `$SULUH_CACHE`, else where caches belong."""
        named = os.environ.get("SULUH_CACHE")
        return cls(Path(named) if named else platformdirs.user_cache_path("suluh"))

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is kept under a key, None where nothing is."""
        path = self._path(kind, key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > DAY:
                os.utime(path)  # it is of use: see `tidy`
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep something. Two processes may do so at once: either's copy is whole."""
        path = self._path(kind, key)
        draft = path.with_name(f"{path.name}.{uuid4().hex}")
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it ends up on pages
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(content)
            draft.replace(path)
            return
        with suppress(OSError):
            draft.unlink(missing_ok=True)

    def all_of(self, kind: str) -> dict[str, bytes]:
        """Return all that is kept of a kind, by key. Keys of such a kind may have slashes."""
        folder = self.folder / kind
        found = {}
        with suppress(OSError):
            for path in sorted(folder.rglob("*")):
                with suppress(OSError):  # another process may just have moved it
                    if path.is_file() and not _DRAFT.search(path.name):
                        found[path.relative_to(folder).as_posix()] = path.read_bytes()
        return found

    def tidy(self) -> None:
        """Throw away what nobody asked for in a long time.

        What is not named as ours stays: `$SULUH_CACHE` may be a folder with somebody's own files.
        """
        before = time.time() - OLDEST
        with suppress(OSError):
            for path in chain(self.folder.glob("*/*"), self.folder.glob("files-*/**/*")):
                with suppress(OSError):
                    is_ours = _OURS.fullmatch(path.relative_to(self.folder).as_posix())
                    if is_ours and path.is_file() and path.stat().st_mtime < before:
                        path.unlink()

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key


def digest(*parts: str | bytes) -> str:
    """Return a key for what is made of these parts; no two lists of parts share one."""
    hashed = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        hashed.update(b"%d:" % len(content) + content)
    return hashed.hexdigest()[:32]


@cache
def package_digest() -> str:
    """Return a key for this very Suluh: another one may make other pages of the same lessons."""
    root = Path(str(files("toolkit")))
    parts: list[str | bytes] = []
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".toml", ".js", ".css", ".j2", ".ttf") and path.is_file():
            parts += [path.relative_to(root).as_posix(), path.read_bytes()]
    return digest(*parts)
