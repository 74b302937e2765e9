"""Pictures of a lesson: files beside it that travel inside the page, as data addresses."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import drawing
from toolkit.lesson.markdown import lines_of
from toolkit.lesson.plain import flat
from toolkit.lesson.problems import Report, nearest

TYPES = {  # by the suffix of the file, in small letters
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
LARGEST = 100 * 1024
TOGETHER = 600 * 1024
"""Of all pictures in a lesson: it is opened on mobile data."""


@dataclass
class Album:
    """The pictures beside a lesson."""

    folder: Path | None
    report: Report
    used: int = 0
    _read: dict[str, str] = field(default_factory=dict)

    def embed(self, nodes: Sequence[Node]) -> None:
        """Put the pictures that these blocks show into them; note those that cannot be."""
        for node in nodes:
            for run in node.walk():
                if run.type == "inline":
                    for token, line in lines_of(run):
                        if token.type == "image":
                            self._embed(token, line)

    def _embed(self, token: Token, line: int) -> None:
        name = unquote(str(token.attrGet("src") or "")).strip()
        token.attrs["src"] = self._address(name, line)
        token.meta[drawing.EMBEDDED] = bool(token.attrs["src"])
        if not flat([Node([token])]).strip():
            self.report.advice(line, "picture-without-alt", picture=name)

    def _address(self, name: str, line: int) -> str:
        file = self._file(name, line)
        if file is None:
            return ""
        if name not in self._read:
            try:
                content = file.read_bytes() if file.stat().st_size <= LARGEST else None
            except OSError:
                self.report.error(line, "picture-unreadable", picture=name)
                return ""
            if content is None:
                size, largest = file.stat().st_size // 1024, LARGEST // 1024
                self.report.error(
                    line, "picture-too-large", picture=name, size=size, largest=largest
                )
                return ""
            self._read[name] = data_address(content, file.suffix)
        most = TOGETHER * 4 // 3
        told = self.used > most
        self.used += len(self._read[name])
        if self.used > most:
            if not told:
                self.report.error(line, "pictures-too-large", largest=TOGETHER // 1024)
            return ""
        return self._read[name]

    def _file(self, name: str, line: int) -> Path | None:
        """Return the file of a picture; note when it is not one beside the lesson."""
        path = PurePosixPath(name)
        if not is_beside(name):
            self.report.error(line, "picture-elsewhere", picture=name)
            return None
        if path.suffix.lower() not in TYPES:
            known = ", ".join(TYPES)
            self.report.error(line, "picture-type", picture=name, known=known)
            return None
        file, there = None, False
        try:
            if self.folder is not None:
                file = self.folder / path
                # Exact spelling, as on the web: Windows would forgive "Foto.png" for "foto.png".
                there = file.is_file() and file.name in _names(file.parent)
                there = there and file.resolve().is_relative_to(self.folder.resolve())
        except (OSError, ValueError):
            there = False
        if not there:
            self.report.error(
                line,
                "picture-missing",
                picture=name,
                guess=lambda: nearest(path.name, self._beside()),
            )
            return None
        return file

    def _beside(self) -> list[str]:
        try:
            names = _names(self.folder) if self.folder else []
        except OSError:
            names = []
        return [name for name in names if Path(name).suffix.lower() in TYPES]


def is_beside(name: str) -> bool:
    """Return whether the name of a picture stays in the folder it is looked for in."""
    outside = name.startswith("/") or ":" in name or "\\" in name
    return not outside and ".." not in PurePosixPath(name).parts


def data_address(content: bytes, suffix_or_type: str) -> str:
    """Return a picture as a data: address, by its file's suffix or its media type.

    Raises `KeyError` for a suffix that is not one of `TYPES`.
    """
    known = suffix_or_type.lower()
    kind = known if known in TYPES.values() else TYPES[known]
    if kind != TYPES[".svg"]:
        return f"data:{kind};base64,{b64encode(content).decode('ascii')}"
    # As text, which compresses better, and with the line ends it has in the repository.
    words = content.decode("utf-8", errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")
    return f"data:{kind},{quote(words.strip(), safe=' =:/;,!~*()@$&+')}"


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())
