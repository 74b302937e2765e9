"""A file as the studio holds it: its text, and what it takes to write it back as it was."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from toolkit.lesson import source
from toolkit.lesson.problems import Report
from toolkit.studio.errors import UnreadableError

MARK = b"\xef\xbb\xbf"
TRIES = 5
"""To replace a file on Windows while another program, such as a virus scanner, holds it open."""


@dataclass(frozen=True)
class Paper:
    """What a file holds. One that is not there yet is empty, and has no digest."""

    text: str = ""  # its lines ended by "\n"
    marked: bool = False  # begins with a byte-order mark
    ending: str = "\n"  # of its lines; where they differ, that of most
    digest: str = ""

    def content(self, text: str) -> bytes:
        """Return another text as the bytes of this file."""
        lines = text.replace("\n", self.ending).encode("utf-8", "replace")
        return MARK + lines if self.marked else lines


def read(path: Path, shown: str) -> Paper:
    """Return what a file holds; an empty paper where there is none.

    Raises `OSError`, and `UnreadableError` for what is no text a lesson may be.
    """
    try:
        with path.open("rb") as file:
            content = file.read(source.LARGEST + 1)
    except FileNotFoundError:
        return Paper()
    report = Report(shown)
    decoded = source.decode(content, report)
    if decoded is None:
        raise UnreadableError(report.found[0])
    endings = Counter({"\r\n": content.count(b"\r\n")})
    endings["\n"] = content.count(b"\n") - endings["\r\n"]
    endings["\r"] = content.count(b"\r") - endings["\r\n"]
    return Paper(
        text=decoded,
        marked=content.startswith(MARK),
        ending=max(("\n", "\r\n", "\r"), key=endings.__getitem__),
        digest=digest(content),
    )


def text(path: Path) -> str:
    """Return the text of a file that is only looked at, "" where it cannot be read."""
    try:
        return read(path, path.name).text
    except (OSError, UnreadableError):
        return ""


def digest(content: bytes) -> str:
    """Return what tells these bytes from others."""
    return hashlib.sha256(content).hexdigest()


def write(path: Path, content: bytes) -> None:
    """Put bytes into a file, whole or not at all. Raises `OSError`."""
    beside = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            beside.chmod(path.stat().st_mode & 0o777)
        _replace(beside, path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _replace(beside: Path, path: Path) -> None:
    for _ in range(TRIES):
        with suppress(PermissionError):
            beside.replace(path)
            return
        time.sleep(0.05)
    beside.replace(path)
