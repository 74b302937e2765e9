"""Pages and files as they go over the wire: compressed once, however often they are asked for."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass

import brotli

from toolkit.pages.kept import Kept, digest

KIND = "compressed"

QUALITY = 10
"""Of brotli: 11 saves one byte in a hundred more, and takes three times as long."""

WORTH = 0.95
"""What does not become at least this much smaller stays as it is: most pictures."""

SMALLEST = 256
"""Bytes below which there is nothing to save: an answer's head is longer."""


@dataclass(frozen=True)
class Encoded:
    """Bytes, and their compressed copies; None where a copy would not be smaller."""

    plain: bytes
    gzip: bytes | None = None
    br: bytes | None = None
    whole: bool = True  # False: a copy is missing that takes longer to make


def compress(content: bytes, kept: Kept | None = None, *, in_haste: bool = False) -> Encoded:
    """Return content with its compressed copies, from the store if they were made before.

    The same content gives the same bytes, whenever it is compressed. In haste, what takes long is
    left out where it is not in the store.
    """
    if len(content) < SMALLEST:
        return Encoded(content)
    store, key = kept or Kept.here(), digest(content)
    zipped = _copy(content, f"{key}.gz", _gzip, store)
    if zipped is None:  # nor would brotli make it smaller, and it takes its time
        return Encoded(content)
    small = f"{key}.{QUALITY}.br"
    if in_haste and store.get(KIND, small) is None:
        return Encoded(content, zipped, whole=False)
    return Encoded(content, zipped, _copy(content, small, _brotli, store))


def _copy(content: bytes, key: str, make: Callable[[bytes], bytes], store: Kept) -> bytes | None:
    made = store.get(KIND, key)
    if made is None:
        made = make(content)
        if len(made) > WORTH * len(content):
            made = b""  # also remembered: there is no use in trying again
        store.put(KIND, key, made)
    return made or None


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _brotli(content: bytes) -> bytes:
    return bytes(brotli.compress(content, quality=QUALITY))
