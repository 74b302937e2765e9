"""A file of records into the index: MARC21, MARCXML, or CSV as SLiMS exports it.

Which of them it is, the content says: people rename files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from toolkit.catalogue.importing import marc21, marcxml, slims_csv
from toolkit.catalogue.importing.imported import Imported, ImportingError, Skipped
from toolkit.catalogue.index.writing import BATCH, Draft, whole
from toolkit.catalogue.nouns import Record

Read = Callable[[BinaryIO], Iterator[Record | Skipped]]

HEAD = 64 * 1024
"""How much of a file is looked at to tell what it is."""

_MARC21 = re.compile(rb"\s*[0-9 ]{5}[a-z ].{6}[0-9 ]{5}", re.DOTALL)
"""How a record in MARC21 begins: its length, and where its data begin."""


def import_file(
    file: Path, index: Path, come: Callable[[int], object] = lambda _size: None
) -> Imported:
    """Make what a file holds the index, and tell of it; `come` hears how many bytes were read.

    Records that cannot be read are left out. Raises `ImportingError` for a file that as a whole
    cannot be read or holds nothing, and `CatalogueError` where the index cannot be written; then
    the old one stays. Raises `OSError` where the file cannot be opened.
    """
    imported = Imported()
    with file.open("rb") as stream:
        read = _reader(stream, file)
        with whole(index, file.name) as draft:
            records = read(stream)
            seen = 0
            while batch := list(islice(records, BATCH)):
                _take(batch, draft, imported, seen)
                seen += len(batch)
                come(stream.tell())
            if not draft.count:
                raise ImportingError("import_nothing", file=file.name, skipped=imported.skipped)
            imported.records = draft.publish()
    return imported


def _take(batch: Iterable[Record | Skipped], draft: Draft, imported: Imported, seen: int) -> None:
    """Take records into a draft, and count what is left out."""
    whole_ones = []
    for number, each in enumerate(batch, seen + 1):
        if isinstance(each, Skipped):
            imported.skip(each)
        elif not each.title:
            imported.skip(Skipped(number, "skipped_no_title"))
        else:
            whole_ones.append((number, each))
    new = draft.add(record for _, record in whole_ones)
    for (number, record), is_new in zip(whole_ones, new, strict=True):
        if not is_new:
            imported.skip(Skipped(number, "skipped_twice", record.id))


def _reader(stream: BinaryIO, file: Path) -> Read:
    """Return what can read a stream, which is back at its beginning then."""
    head = stream.read(HEAD)
    stream.seek(0, os.SEEK_SET)
    if not head.strip():
        raise ImportingError("import_empty", file=file.name)
    if marcxml.is_xml(head):
        return marcxml.read
    if _MARC21.match(head):
        return marc21.read
    if slims_csv.is_csv(head):
        return slims_csv.read
    raise ImportingError("import_unknown", file=file.name)
