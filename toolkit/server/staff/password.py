"""The one password of the staff: its hash lies in a file of its own, closed to others."""

from __future__ import annotations

import getpass
import os
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from toolkit.words import SpokenError, phrases, say

WORDS = phrases("toolkit.server.staff")

FILE = "staff-password"
SHORTEST, LONGEST = 12, 1000
"""Letters. Nobody types more; a longer text is a mistake, or an attempt to keep us busy."""

_HASHER = PasswordHasher(time_cost=4, memory_cost=32 * 1024, parallelism=1)
"""Argon2id with 32 MiB: above OWASP's least (19 MiB, twice over), and small beside a server."""

_KIND = "$argon2id$"


class PasswordError(SpokenError):
    """A password was not set, or cannot be looked up; `sentence` says why and what to do."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)


class Password:
    """The password in a data folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it need not be there yet."""
        self.file = folder / FILE

    def set(self, text: str) -> None:
        """Keep the hash of a password. Raises `PasswordError` for one too short, and `OSError`."""
        made = _HASHER.hash(_bytes(_fitting(text)))
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.file.with_name(f"{FILE}.new")
        with suppress(FileNotFoundError):
            draft.unlink()  # one that is left over may be open to others
        # Created closed: between making it and closing it, others could have opened it.
        opened = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8", newline="\n") as out:
            out.write(f"{made}\n")
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self.file)

    def stored(self) -> str:
        """Return the hash, "" where no password is set. Raises `PasswordError`."""
        try:
            text = self.file.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""
        except (OSError, ValueError) as error:
            raise PasswordError("password_unreadable", file=self.file.name) from error
        if not text.startswith(_KIND):
            raise PasswordError("password_unreadable", file=self.file.name)
        return text


def fits(text: str, stored: str) -> bool:
    """Tell whether a text is the password of a hash. Takes about 0.1 s, and 32 MiB."""
    if not stored or len(text) > LONGEST:
        return False
    try:
        return _HASHER.verify(stored, _bytes(text))
    except (VerificationError, InvalidHashError):
        return False


def asked_for(language: str) -> str:
    """Return a password that a person types twice, unseen, or that comes from a file or a pipe.

    Raises `PasswordError`, and `KeyboardInterrupt` where they type none.
    """
    if not sys.stdin.isatty():
        return _fitting(_piped())
    try:
        text = _fitting(getpass.getpass(say(WORDS, "password_ask", language)))
        again = getpass.getpass(say(WORDS, "password_again", language))
    except EOFError:
        raise KeyboardInterrupt from None
    if text != again:
        raise PasswordError("password_differs")
    return text


def _piped() -> str:
    """Return the first line of standard input; the end of the line is no part of a password."""
    line = sys.stdin.buffer.readline()
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise PasswordError("password_no_text") from error


def _fitting(text: str) -> str:
    if len(unicodedata.normalize("NFC", text)) < SHORTEST:
        raise PasswordError("password_short", shortest=SHORTEST)
    if len(text) > LONGEST:
        raise PasswordError("password_long", longest=LONGEST)
    return text


def _bytes(text: str) -> bytes:
    """Return a text as bytes that are the same from any keyboard: "é" may be one sign or two."""
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
