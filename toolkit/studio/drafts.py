"""Drafts: what was typed and not saved, beside the lesson, for the day the computer goes down.

Every studio writes a file of its own, `lessons/NAME/.id.draft-1a2b3c4d.md`, so that two of them
never write over each other. Files that begin with a dot are neither checked nor served.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from toolkit.lesson import source
from toolkit.studio import papers

_HEAD = re.compile(r"<!-- suluh draft ([0-9a-f]{64}|)-->\n")


@dataclass(frozen=True)
class Draft:
    """What a studio left."""

    path: Path
    text: str
    digest: str  # of the file it was written upon, "" where there was none
    written: datetime


@dataclass
class Drafts:
    """The drafts of one lesson in one language: our own, and those that others left."""

    folder: Path
    language: str
    token: str = field(default_factory=lambda: token_hex(4))

    @property
    def own(self) -> Path:
        """Where ours is, or would be."""
        return self.folder / f".{self.language}.draft-{self.token}.md"

    def keep(self, text: str, digest: str) -> None:
        """Write our draft. Raises `OSError`."""
        content = f"<!-- suluh draft {digest}-->\n{text}"
        papers.write(self.own, content.encode("utf-8", "replace"))

    def drop(self) -> None:
        """Remove our draft: what it held is saved, or given up by the person who wrote it."""
        with suppress(OSError):
            self.own.unlink(missing_ok=True)

    def kept(self) -> Draft | None:
        """Return our draft, None where there is none."""
        return _read(self.own)

    def others(self) -> list[Draft]:
        """Return the drafts that other studios left, or are writing, the latest first."""
        paths = self.folder.glob(f".{self.language}.draft-*.md")
        found = [draft for path in paths if path != self.own and (draft := _read(path))]
        return sorted(found, key=lambda draft: draft.written, reverse=True)


def _read(path: Path) -> Draft | None:
    """Return the draft in a file, None where it cannot be read."""
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        text = path.read_bytes()[: 2 * source.LARGEST].decode("utf-8")
    except (OSError, ValueError):
        return None
    text = source.plain_lines(text)
    head = _HEAD.match(text)
    return Draft(path, text[head.end() :] if head else text, head[1] if head else "", written)
