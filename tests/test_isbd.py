"""Texts as cataloguers write them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalogue.formats.isbd import (
    divided,
    each_once,
    plain,
    tidy,
    without_responsibility,
    without_stop,
    year_in,
)

ANYTHING = st.none() | st.integers() | st.text() | st.lists(st.text()) | st.binary()


@pytest.mark.parametrize(
    ("written", "title", "subtitle"),
    [
        ("Kopi", "Kopi", ""),
        ("Café, naïve & résumé :", "Café, naïve & résumé", ""),
        ("Kopi : sejarah / Budi Santoso ; Ani", "Kopi", "sejarah"),
        ("Seri keterampilan: komputer", "Seri keterampilan", "komputer"),
        ("Ihya' 'ulumuddin /", "Ihya' 'ulumuddin", ""),
        ("Ihya' 'ulumuddin / al-Ghazali : jilid 1", "Ihya' 'ulumuddin", ""),
        ("AC/DC", "AC/DC", ""),
        ("  Dua \n baris\t", "Dua baris", ""),
        ("", "", ""),
        (None, "", ""),
        (7, "", ""),
    ],
)
def test_a_title_is_divided_as_it_is_read(written, title, subtitle):
    assert divided(written) == (title, subtitle)


def test_what_stands_behind_a_slash_is_who_wrote_it():
    assert without_responsibility("panduan praktis / François Dupré") == "panduan praktis"
    assert without_responsibility("sebelum/sesudah /") == "sebelum/sesudah"


def test_a_text_is_put_together():
    assert plain("Cafe\u0301") == "Caf\u00e9"
    assert plain("a\x00b\ud800c\u0085d") == "a b c d"


@given(ANYTHING)
def test_a_plain_text_is_nfc_in_one_line_and_stays_as_it_is(value):
    text = plain(value)
    assert unicodedata.is_normalized("NFC", text)
    assert text == " ".join(text.split())
    assert plain(text) == text
    assert tidy(tidy(value)) == tidy(value)
    text.encode()


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2005", 2005),
        ("c2005", 2005),
        ("[1998?]", 1998),
        ("Jakarta, 1999-2001", 1999),
        ("20055", None),
        ("199?", None),
        ("0", None),
        ("", None),
        (None, None),
        (2005, None),
    ],
)
def test_a_year_is_read_from_what_stands_for_one(written, year):
    assert year_in(written) == year


@given(ANYTHING)
def test_a_year_is_one_of_printed_books(value):
    year = year_in(value)
    assert year is None or 1400 <= year < 2100


def test_what_comes_twice_is_told_once_in_its_order():
    assert each_once(["b", "", "a", "B", "b"]) == ("b", "a")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Hirata, Andrea.", "Hirata, Andrea"),
        ("Tolkien, J. R. R.", "Tolkien, J. R. R."),
        ("Karni dkk.", "Karni dkk."),
        ("Bentang Pustaka,", "Bentang Pustaka"),
        ("...", "..."),
    ],
)
def test_a_full_stop_goes_only_from_behind_a_whole_word(written, read):
    assert without_stop(written) == read
