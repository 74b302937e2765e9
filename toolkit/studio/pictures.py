"""A picture that staff choose from their computer, put beside the lesson."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from toolkit.lesson import ids
from toolkit.lesson.pictures import LARGEST, TYPES
from toolkit.studio import papers
from toolkit.studio.errors import StudioError

_BEGINNINGS = {
    ".png": (b"\x89PNG\r\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
    ".svg": (b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg", b"\xef\xbb\xbf<"),
}


@dataclass(frozen=True)
class Upload:
    """A picture as a browser sends it."""

    name: str
    content: bytes

    def put(self, folder: Path) -> str:
        """Write it beside a lesson, never over another picture; return its name there."""
        path = PurePosixPath(self.name.replace("\\", "/"))
        suffix = path.suffix.lower()
        if suffix not in TYPES or not self.content.lstrip().startswith(_BEGINNINGS[suffix]):
            raise StudioError("picture_type")
        if len(self.content) > LARGEST:
            raise StudioError("picture_large", largest=LARGEST // 1024)
        name = ids.slug(path.stem) or "gambar"
        number = 1
        while True:
            called = f"{name}{f'-{number}' if number > 1 else ''}{suffix}"
            beside = folder / called
            try:
                if not beside.exists():
                    papers.write(beside, self.content)
                    return called
                if beside.read_bytes() == self.content:
                    return called
            except OSError:
                raise StudioError("cannot_write", file=called) from None
            number += 1
