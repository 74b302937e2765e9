"""Texts in what people bring: encodings, archives, markup."""

import codecs
import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.results import pasted
from toolkit.results.pasted import texts_in

TEXT = "Nama;Kode\r\nIbu Siti;AB12-CD34 – é\r\n"


def test_a_text_is_itself():
    assert [*texts_in(TEXT)] == [TEXT]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
)
def test_bytes_are_a_text_in_any_usual_encoding(content):
    assert [*texts_in(content)] == [TEXT]


def test_of_an_old_encoding_the_letters_of_codes_are_read():
    (text,) = texts_in(TEXT.encode("cp1252"))
    assert text.startswith("Nama;Kode\r\nIbu Siti;AB12-CD34 ")


def test_wide_and_bold_characters_are_plain_ones():
    assert [*texts_in("ＡＢ１２－\U0001d400\U0001d401\U0001d7cf\U0001d7d0")] == ["AB12-AB12"]


def test_any_number_of_accents_takes_no_longer():
    """By the square of them, these would take most of a minute."""
    accents = "\u0301\u0323" * 100_000
    (text,) = texts_in(f"AB12-{accents}-ＣＤ34")
    assert (text[:5], text[-5:]) == ("AB12-", "-CD34")


def test_tags_and_entities_are_none_of_it():
    assert [*texts_in("<p class='a'>AB12-<wbr>CD34 &amp; <b>EF56</b></p>")] == [
        " AB12- CD34 &  EF56  "
    ]
    assert [*texts_in("a < b, <ABCD-1234>, <3")] == ["a < b, <ABCD-1234>, <3"]


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name.replace("_", "."), content)
    return file.getvalue()


def test_of_an_archive_its_texts_are_read():
    content = zipped(chat_txt=TEXT, foto_jpg=b"\xff\xd8AB12", tabel_csv=codecs.BOM_UTF8 + b"x;y")
    assert [*texts_in(content)] == [TEXT, "x;y"]


@pytest.mark.parametrize("cut", [3, 10, 60, 120])
def test_a_broken_archive_has_no_more_than_can_be_read(cut):
    content = zipped(chat_txt=TEXT * 20)
    assert isinstance([*texts_in(content[:-cut])], list)
    assert isinstance([*texts_in(content[:40] + b"\x00\xff" * cut + content[40:])], list)


def test_an_archive_that_claims_too_much_is_read_in_part(monkeypatch):
    monkeypatch.setattr(pasted, "MOST_BYTES", 10)
    monkeypatch.setattr(pasted, "MOST_FILES", 2)
    content = zipped(a_txt="0" * 100, b_txt="1" * 100, c_txt="2" * 100)
    assert [*texts_in(content)] == ["0" * 10, "1" * 10]


def test_an_archive_broken_anywhere_is_read_as_far_as_it_goes():
    dice = random.Random(3)
    whole = zipped(chat_txt=TEXT * 20, tabel_csv="x;y\n" * 20)
    for _ in range(1000):
        content = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            content[dice.randrange(4, len(content))] = dice.randrange(256)
        cut = dice.choice([len(content), dice.randrange(len(content))])
        assert all(isinstance(text, str) for text in texts_in(bytes(content[:cut])))


@pytest.mark.parametrize("entity", ["&#" + "9" * 5000 + ";", "&#x" + "f" * 5000 + ";", "&" * 9])
def test_an_entity_that_is_none(entity):
    (text,) = texts_in(f"{entity} AB12")
    assert text.endswith(" AB12")


@given(st.binary(max_size=200) | st.binary(max_size=200).map(b"PK\x03\x04".__add__))
def test_any_bytes_can_be_brought(content):
    assert all(isinstance(text, str) for text in texts_in(content))


@given(st.text(max_size=200))
def test_any_text_can_be_brought(text):
    assert all(isinstance(each, str) for each in texts_in(text))
