"""Who is signed in, by a random token that only their browser has.

A restart in the middle of a webinar must not shut its trainer out: what sessions there are stands
in a file, as digests alone. From them nobody can make a token, or learn a password.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

HOURS = 8
"""How long a session lasts: a working day."""

MOST = 200
"""Sessions at once; the oldest goes for one more."""

FILE = "staff-sessions"

LARGEST = 200_000  # bytes
"""No file of ours is larger: 200 sessions take 32 kB."""

LOG = logging.getLogger("suluh")


@dataclass(frozen=True)
class _Session:
    since: float  # seconds on the clock of `Sessions`
    password: str  # a digest of the password's hash at that time


_Open = dict[str, _Session]
"""By the token's digest, the oldest first."""


class Sessions:
    """The sessions of one server, and of any other on the same data folder."""

    def __init__(self, folder: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        """Take the folder for the file, None to keep them in memory alone, and a clock in seconds.

        The clock is the wall's, since others stand still while a laptop sleeps.
        """
        self._file = folder / FILE if folder else None
        self._clock = clock
        self._open: _Open = {}
        self._seen: tuple[int, ...] = ()  # the state of the file that `_open` is from
        self._told = False  # that the file cannot be written

    def begin(self, stored: str) -> str:
        """Begin a session under a password's hash; return its token."""
        self._look()
        token = secrets.token_urlsafe(32)
        self._open = self._fresh()
        while len(self._open) >= MOST:
            del self._open[next(iter(self._open))]
        self._open[_digest(token)] = _Session(self._clock(), _digest(stored))
        self._write()
        return token

    def holds(self, token: str, stored: str) -> bool:
        """Tell whether a session is under way. Another password than at its start ends it."""
        self._look()
        session = self._open.get(_digest(token))
        if session is None:
            return False
        if session.password == _digest(stored) and self._lasts(session):
            return True
        self.end(token)
        return False

    def end(self, token: str) -> None:
        """End a session, if there is one."""
        self._look()
        if self._open.pop(_digest(token), None):
            self._open = self._fresh()
            self._write()

    def _lasts(self, session: _Session) -> bool:
        # A clock that goes right by itself, once the laptop is online, shuts no trainer out.
        return abs(self._clock() - session.since) < HOURS * 3600

    def _fresh(self) -> _Open:
        """Return the sessions without those that have passed."""
        return {token: each for token, each in self._open.items() if self._lasts(each)}

    def _look(self) -> None:
        """Read the file where it is another than before: a second server may have written it."""
        if self._file is None or (state := _state(self._file)) == self._seen:
            return
        self._seen = state
        self._open = _read(self._file)

    def _write(self) -> None:
        """Write the file anew, closed to others; where that fails, they last until the restart."""
        if self._file is None:
            return
        try:
            _put(
                self._file,
                json.dumps(
                    [[token, each.since, each.password] for token, each in self._open.items()]
                ),
            )
        except OSError:
            if not self._told:
                self._told = True
                LOG.warning("The file %s in the data folder cannot be written.", FILE)
            return
        self._seen = _state(self._file)


def _state(file: Path) -> tuple[int, ...]:
    """Return what changes with the content of a file, nothing where there is none."""
    try:
        stat = file.stat()
    except OSError:
        return ()
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _read(file: Path) -> _Open:
    """Return the sessions of a file; what is no session of ours lets nobody in."""
    try:
        with file.open("rb") as opened:
            found = json.loads(opened.read(LARGEST))
        return {
            str(token): _Session(float(since), str(password)) for token, since, password in found
        }
    except (OSError, ValueError, TypeError, RecursionError, OverflowError):
        return {}


def _put(file: Path, text: str) -> None:
    """Write a text as a file that nobody else may read; there is never half of it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    with suppress(FileNotFoundError):
        draft.unlink()  # one that is left over may be open to others
    opened = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8", newline="\n") as out:
        out.write(f"{text}\n")
    draft.replace(file)


def _digest(secret: str) -> str:
    # Looked up by its digest, a token cannot be found out letter by letter by how long that takes.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
