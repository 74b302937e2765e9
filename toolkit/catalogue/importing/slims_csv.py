"""Records in CSV, as SLiMS exports them: straight from it, or saved again by a spreadsheet.

SLiMS writes each title on a line, each value between quotes, and leaves quotes inside a value as
they are. A spreadsheet doubles those, may put semicolons for commas, and its own encoding.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from toolkit.catalogue.formats import isbd
from toolkit.catalogue.formats import isbn as numbers
from toolkit.catalogue.formats.languages import two_letters
from toolkit.catalogue.importing.imported import ImportingError, Skipped
from toolkit.catalogue.nouns import Copy, Record, Status

COLUMNS = (
    *("title", "gmd_name", "edition", "isbn_issn", "publisher_name", "publish_year", "collation"),
    *("series_title", "call_number", "language_name", "place_name", "classification", "notes"),
    *("image", "sor", "authors", "topics", "item_code"),
)
"""The columns of an export without a first line that names them."""

SEPARATORS = (",", ";", "\t", "|")
MOST_LINES = 20
"""Lines of one title: a note may have some."""

CHUNK = 1024 * 1024
_SEVERAL = re.compile("<([^<>]*)>")
"""One of several values in a cell: <Andrea Hirata><Maya Hasan>."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def is_csv(head: bytes) -> bool:
    """Return whether a file that begins so is such an export."""
    text = head.decode(_marked(head) or "latin-1", "replace")
    return "\0" not in text and _shape(text.splitlines()) is not None


def read(stream: BinaryIO) -> Iterator[Record | Skipped]:
    """Give the records of a stream, and the lines that cannot be read.

    Raises `ImportingError` where its columns are not those of an export, and at last where it ends
    in the midst of a title.
    """
    lines = io.TextIOWrapper(stream, _encoding(stream), "replace", newline=None)
    try:
        first = list(_some(lines))
        shape = _shape(first)
        if shape is None:
            raise ImportingError("import_columns")
        separator, columns, has_names = shape
        rows = _rows(chain(first, lines), separator, len(columns))
        if has_names:
            next(rows, None)
        row: list[str] | None = []
        for number, row in enumerate(rows, 1):
            if row is None:
                yield Skipped(number, "skipped_columns", str(len(columns)))
            else:
                yield _record(dict(zip(columns, row, strict=True)), f"r{number}")
        if row is None and not _ends_a_line(stream):
            raise ImportingError("import_broken_off")
    finally:
        lines.detach()  # the stream is somebody else's to close


def _record(cells: dict[str, str], record_id: str) -> Record:
    title, subtitle = isbd.divided(cells["title"])
    call_number = isbd.plain(cells.get("call_number", ""))
    codes = _several(cells.get("item_code", ""))
    isbn = numbers.compact(cells.get("isbn_issn", ""))
    return Record(
        id=record_id,
        title=title,
        subtitle=subtitle,
        authors=_several(cells.get("authors", "")),
        isbns=(isbn,) if isbn else (),
        publisher=isbd.plain(cells.get("publisher_name", "")),
        year=isbd.year_in(cells.get("publish_year", "")),
        language=two_letters(cells.get("language_name", "")),
        subjects=_several(cells.get("topics", "")),
        call_number=call_number,
        # The export does not say who has borrowed what.
        copies=tuple(Copy(code, "", call_number, Status.UNKNOWN) for code in codes),
    )


def _several(cell: str) -> tuple[str, ...]:
    found = _SEVERAL.findall(cell) or [cell]
    return isbd.each_once(isbd.plain(each) for each in found)


def _shape(lines: Sequence[str]) -> tuple[str, Sequence[str], bool] | None:
    """Return separator and columns, and whether the first line names them; None for no export."""
    line = next((each for each in lines if each.strip()), "")
    for separator in SEPARATORS:
        row = next(_rows(iter([line]), separator, 0), None) or []
        names = [cell.strip().casefold() for cell in row]
        if "title" in names and len(set(names) & set(COLUMNS)) > 1:
            return separator, _named(names), True
        if _cells(line, separator, len(COLUMNS)):
            return separator, COLUMNS, False
    return None


def _named(names: Sequence[str]) -> list[str]:
    """Return the names of columns without the empty one that SLiMS leaves at the end."""
    return [*names[:-1]] if not names[-1] else [*names]


def _rows(lines: Iterator[str], separator: str, width: int) -> Iterator[list[str] | None]:
    """Give the cells of each title, None for one that has not so many; 0 takes any number."""
    waiting: list[str] = []
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        if not line.strip():
            continue
        taken: list[str] = []
        cells = _cells(line, separator, width)
        while cells is None and _is_open([line, *taken]) and len(taken) < MOST_LINES:
            more = waiting.pop(0) if waiting else next(lines, None)
            if more is None:
                break
            taken.append(more)
            cells = _cells("".join([line, *taken]), separator, width)
        if cells is None:
            waiting = [*taken, *waiting]
        yield cells


def _is_open(lines: Sequence[str]) -> bool:
    """Return whether a quote is open at the end of some lines."""
    return sum(line.count('"') for line in lines) % 2 == 1


def _cells(text: str, separator: str, width: int) -> list[str] | None:
    """Return the cells of one title; None where they are not so many."""
    text = text.rstrip("\r\n")
    for bare in (text, text.removesuffix(separator)):
        between = f'"{separator}"'
        cells = bare[1:-1].split(between)
        if bare[:1] == bare[-1:] == '"' and len(cells) == width:
            return [cell.replace('""', '"') for cell in cells]
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        return None
    if len(rows) != 1:
        return None
    row = rows[0]
    if width and len(row) == width + 1 and not row[-1]:
        row.pop()
    return row if not width or len(row) == width else None


def _some(lines: Iterator[str]) -> Iterator[str]:
    """Give lines up to the first one with anything in it."""
    for line in lines:
        yield line
        if line.strip():
            return


def _ends_a_line(stream: BinaryIO) -> bool:
    """Return whether a stream ends with a line's end, in whatever it is written."""
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(end - 2, 0))
    return bool({*b"\r\n"} & {*stream.read()})


def _marked(head: bytes) -> str:
    return next((name for mark, name in _MARKS.items() if head.startswith(mark)), "")


def _encoding(stream: BinaryIO) -> str:
    """Return what a stream's text is in, and go back to where it was.

    What is no UTF-8 to the end comes from a spreadsheet on Windows.
    """
    start = stream.tell()
    decoder = codecs.getincrementaldecoder("utf-8")()
    head = stream.read(CHUNK)
    marked = _marked(head)
    try:
        while head and not marked:
            decoder.decode(head)
            head = stream.read(CHUNK)
        decoder.decode(b"", final=not marked)
    except UnicodeDecodeError:
        marked = "cp1252"
    finally:
        stream.seek(start)
    return marked or "utf-8"
