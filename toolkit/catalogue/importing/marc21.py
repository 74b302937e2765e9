"""Records in MARC21, UTF-8 or MARC-8, one after the other."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from typing import BinaryIO

import pymarc

from toolkit.catalogue.formats.marc import record_of
from toolkit.catalogue.importing.imported import ImportingError, Skipped
from toolkit.catalogue.nouns import Record

END = b"\x1d"
"""The byte behind each record, and nowhere else: it is believed before any written length."""

CHUNK = 64 * 1024
LONGEST = 100_000
"""Bytes of a record: its length is written in five digits."""

BETWEEN = b" \t\r\n\x00\x1a"
"""What programs leave between records and at the end of a file."""

_ENCODING = 9
"""Where the leader says what the texts are in: "a" is UTF-8."""


def read(stream: BinaryIO) -> Iterator[Record | Skipped]:
    """Give the records of a stream, and those that cannot be read.

    Raises `ImportingError` where it breaks off inside a record.
    """
    logging.getLogger("pymarc").setLevel(logging.CRITICAL)  # what is wrong, we say ourselves
    for number, data in enumerate(_divided(stream), 1):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                record = record_of(_marc(data), f"r{number}")
        except Exception as error:  # noqa: BLE001  # whatever a broken record does to its reader
            yield Skipped(number, "skipped_unreadable", type(error).__name__)
        else:
            yield record


def _marc(data: bytes) -> pymarc.Record:
    """Return the record in some bytes.

    Many catalogues write UTF-8 and do not say so. MARC-8 that reads as UTF-8 is ASCII.
    """
    return pymarc.Record(data, force_utf8=_is_utf8(data), hide_utf8_warnings=True)


def _is_utf8(data: bytes) -> bool:
    if data[_ENCODING : _ENCODING + 1] == b"a":
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x1b" not in data  # an escape to another set of letters, as MARC-8 has it


def _divided(stream: BinaryIO) -> Iterator[bytes]:
    """Give the bytes of each record, its end included."""
    rest = b""
    while chunk := stream.read(CHUNK):
        *whole, rest = (rest + chunk).split(END)
        for data in whole:
            yield data.lstrip(BETWEEN) + END
        if len(rest) > LONGEST:  # no record: its beginning is enough to say so
            rest = rest[:LONGEST]
    if rest.strip(BETWEEN):
        raise ImportingError("import_broken_off")
