"""Records in MARCXML: in any namespace or none, alone or in an envelope such as SRU's or OAI's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from toolkit.catalogue.formats.marc import marc_of, record_of
from toolkit.catalogue.importing.imported import ImportingError, Skipped
from toolkit.catalogue.markup import local_name
from toolkit.catalogue.nouns import Record

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""What may stand before the text, and says how it is encoded."""

_PARTS = frozenset({"leader", "controlfield", "datafield"})


def is_xml(head: bytes) -> bool:
    """Return whether a file that begins so is XML."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip().startswith(b"<?xml") or (
        head.replace(b"\0", b"").lstrip()[:1] == b"<"
    )


def read(stream: BinaryIO) -> Iterator[Record | Skipped]:
    """Give the records of a stream, and those that cannot be read.

    Raises `ImportingError` where the stream is no whole XML, or has a document type.
    """
    number = 0
    inside: list[Element] = []
    deep = 0  # how many of those are records: what is in them is still needed
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            is_record = local_name(element) == "record"
            if event == "start":
                inside.append(element)
                deep += is_record
                continue
            inside.pop()
            deep -= is_record
            if is_record and any(local_name(child) in _PARTS for child in element):
                number += 1
                yield _record(element, number)
                element.clear()
            if not deep and inside:
                inside[-1].clear()  # nobody needs it any more: the memory stays as it is
    except ParseError as error:
        line, _ = error.position
        raise ImportingError("import_broken_xml", line=line, records=number) from None
    except DefusedXmlException:
        raise ImportingError("import_document_type") from None
    except (ValueError, LookupError):
        raise ImportingError("import_encoding") from None


def _record(element: Element, number: int) -> Record | Skipped:
    try:
        return record_of(marc_of(element), f"r{number}")
    except Exception as error:  # noqa: BLE001  # whatever a broken record does to its reader
        return Skipped(number, "skipped_unreadable", type(error).__name__)
