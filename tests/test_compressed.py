"""Compressed copies: the same bytes each time, and only where they help."""

import gzip
import hashlib

import brotli
from hypothesis import given
from hypothesis import strategies as st

from toolkit.pages.compressed import SMALLEST, compress
from toolkit.pages.kept import Kept

WORDS = b"Belajar bersama perpustakaan. " * 40


def test_copies_mean_the_same_and_are_smaller(tmp_path):
    encoded = compress(WORDS, Kept(tmp_path))
    assert gzip.decompress(encoded.gzip) == brotli.decompress(encoded.br) == encoded.plain == WORDS
    assert max(len(encoded.gzip), len(encoded.br)) < len(WORDS)


def test_the_same_content_gives_the_same_bytes_with_the_store_and_without(tmp_path):
    first = compress(WORDS, Kept(tmp_path / "a"))
    assert compress(WORDS, Kept(tmp_path / "a")) == first
    assert compress(WORDS, Kept(tmp_path / "b")) == first


def test_what_is_compressed_already_or_tiny_stays_as_it_is(tmp_path):
    noise = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(100))
    for content in (noise, b"a" * (SMALLEST - 1), b""):
        encoded = compress(content, Kept(tmp_path))
        assert (encoded.plain, encoded.gzip, encoded.br) == (content, None, None)


def test_in_haste_only_the_slow_copy_is_left_out(tmp_path):
    kept = Kept(tmp_path)
    quick = compress(WORDS, kept, in_haste=True)
    assert not quick.whole
    assert quick.br is None
    whole = compress(WORDS, kept)
    assert whole.whole
    assert whole.gzip == quick.gzip  # a strong tag may stand for both
    assert compress(WORDS, kept, in_haste=True) == whole


@given(content=st.binary(max_size=2000))
def test_any_content_can_be_compressed(tmp_path_factory, content):
    encoded = compress(content, Kept(tmp_path_factory.getbasetemp() / "any"))
    for copy, read in ((encoded.gzip, gzip.decompress), (encoded.br, brotli.decompress)):
        assert copy is None or (read(copy) == content and len(copy) < len(content))
