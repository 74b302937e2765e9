"""What people bring, as text: pasted, or a file of any of the usual kinds and encodings."""

from __future__ import annotations

import codecs
import html
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the mark of that
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 4096
"""How many bytes tell whether a file without a mark is UTF-16."""

TEXTS = (".txt", ".csv", ".tsv", ".html", ".htm", ".xml", ".json")
"""What is read of a .zip: a chat that a phone exported; the tables and texts of office files."""

PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How phones and office programs pack; others are rare, and each breaks in its own way."""

MOST_FILES = 100
MOST_BYTES = 50 * 1024 * 1024
"""How much of one file in a .zip is read: a small one may claim to hold any amount."""

PIECE = 1024
"""So many characters are made plain at a time."""

_BROKEN = (
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
)
"""What zipfile and zlib raise for an archive that is broken, cut off or encrypted."""

_TAG = re.compile(r"</?[a-z][a-z0-9:]{0,12}(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)

_NO_CHARACTER = re.compile("&#[0-9]{8,}")
"""A number that no character has: of a very long one Python makes no number at all."""


def texts_in(source: str | bytes) -> Iterator[str]:
    """Yield the texts in something: one, or each of a .zip.

    Characters of compatibility (full-width, bold ones) become plain ones; tags become blanks.
    """
    if isinstance(source, str):
        yield _plain(source)
    elif source.startswith(b"PK\x03\x04"):
        yield from map(_plain, map(_decoded, _unzipped(source)))
    else:
        yield _plain(_decoded(source))


def _plain(text: str) -> str:
    if "&" in text:
        text = html.unescape(_NO_CHARACTER.sub(" ", text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    # By pieces: a long row of accents upon one letter takes the square of its length.
    pieces = (text[at : at + PIECE] for at in range(0, len(text), PIECE))
    return "".join(unicodedata.normalize("NFKC", piece) for piece in pieces)


def _decoded(content: bytes) -> str:
    """Return bytes as text. What is not ASCII may come out wrong: no code has any of it."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    sample = content[:SAMPLE]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[offset::2]
        if half.count(0) * 2 > len(half):
            return content.decode(encoding, "replace")
    return content.decode("utf-8", "replace")


def _unzipped(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            files = [
                each
                for each in folder.infolist()
                if each.filename.lower().endswith(TEXTS) and each.compress_type in PACKED
            ]
            for each in files[:MOST_FILES]:
                with folder.open(each) as file:
                    yield file.read(MOST_BYTES)
    except _BROKEN:
        return
