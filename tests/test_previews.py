"""The pictures that links show: they fit, they are legible in a small square, always the same."""

import io
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from toolkit import colours
from toolkit.lesson import front
from toolkit.lesson.problems import Report
from toolkit.library import Library
from toolkit.pages import backdrop, previews

ROOT = Path(__file__).parents[1]
LIBRARY = Library.read(ROOT)[0]
ACCENTS = ("#0f5c5c", "#f6b73c", "#c62828", "#000000", "#ffffff")


def opened(title, kicker="Satu menit, satu soal", note="", library=LIBRARY):
    content = previews.picture(title, kicker, note, library)
    assert len(content) < 300_000
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("JPEG", (1200, 630))
    return image


def titles():
    for path in sorted((ROOT / "lessons").glob("*/??.md")):
        yield front.read(path.read_text(encoding="utf-8"), Report(str(path)))[0].title


@pytest.mark.parametrize("title", titles())
def test_every_title_stands_in_one_size_that_can_be_read_in_a_small_square(title):
    block = previews._set(title, (120, 38), 300)
    assert block.size >= 60  # in a square of 100 pixels: 9.5
    assert " ".join(block.lines) == title
    assert len(previews.picture(title, "Satu menit, satu soal", title, LIBRARY)) < 100_000


def test_the_same_words_give_the_same_bytes():
    first = previews.picture("Penipuan atau asli?", "Satu soal", "Aman di internet", LIBRARY)
    backdrop.backdrop.cache_clear()
    previews._font.cache_clear()
    again = previews.picture("Penipuan atau asli?", "Satu soal", "Aman di internet", LIBRARY)
    assert first == again
    assert first != previews.picture("Asli atau penipuan?", "Satu soal", "", LIBRARY)


def test_no_word_stands_outside_the_square_in_the_middle():
    short, long = opened("A", "", ""), opened("W" * 300, "W" * 300, "W" * 300)
    sides = ((0, 0, 280, 630), (920, 0, 1200, 630))  # whole blocks of a JPEG
    for side in sides:
        assert short.crop(side).tobytes() == long.crop(side).tobytes()
    assert short.tobytes() != long.tobytes()


@pytest.mark.parametrize("colour", ACCENTS)
def test_white_and_the_accent_are_legible_where_words_stand(colour):
    accent = colours.accent(colour).light
    image = backdrop.backdrop(tuple(bytes.fromhex(accent[1:])))
    above = image.crop((300, 132, 900, backdrop.SHELF))
    for _, (red, green, blue) in above.getcolors(1 << 16):
        assert colours.contrast(f"#{red:02x}{green:02x}{blue:02x}", "#ffffff") >= 4.45  # rounded
    below = image.crop((0, backdrop.SHELF + 1, 1200, 630))
    assert below.getcolors() == [(1200 * (629 - backdrop.SHELF), backdrop.PAPER)]


def test_a_library_is_seen_by_its_name_its_city_and_its_colour():
    plain = opened("A").tobytes()
    assert opened("A", library=replace(LIBRARY, name="Taman Baca")).tobytes() != plain
    assert (
        opened("A", library=replace(LIBRARY, accent=colours.accent("#c62828"))).tobytes() != plain
    )
    in_a_city = opened("A", library=replace(LIBRARY, city="Magelang")).tobytes()
    assert in_a_city != plain
    named = replace(LIBRARY, name=f"{LIBRARY.name}, Magelang")
    assert opened("A", library=named).tobytes() == in_a_city
    assert opened("A", library=replace(named, city="magelang")).tobytes() == in_a_city


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Awas \U0001f6a8 hoaks", "Awas hoaks"),
        ("\U0001f468‍\U0001f469‍\U0001f467 Keluarga", "Keluarga"),
        ("ｖｉｒａｌ ①", "viral 1"),
        ("ḥadīṡ", "hadīs\u0307"),
        ("Cafe\u0301", "Café"),
        ("“Apa?” – kata­nya…", "“Apa?” – katanya…"),
        ("بسم الله", ""),
        ("satu\n\tdua\u00a0tiga", "satu dua tiga"),
        ("\ud800\x00\uffff", ""),
    ],
)
def test_what_the_font_cannot_draw_is_left_out(text, drawn):
    assert previews.drawable(text) == drawn


def test_a_title_of_nothing_that_can_be_drawn_leaves_the_library():
    assert opened("\U0001f6a8").tobytes() == opened(LIBRARY.name).tobytes()


def test_a_small_line_rather_gets_smaller_than_a_second_one():
    rooms = (42, 84)
    assert previews._set("Aman di internet", (38, 28), *rooms).size == 38
    one = previews._set("Mencari di katalog online (OPAC)", (38, 28), *rooms)
    assert (one.lines, one.size < 38) == (("Mencari di katalog online (OPAC)",), True)
    two = previews._set("Perpustakaan Umum Kabupaten Banjarnegara", (38, 28), *rooms)
    assert two.lines == ("Perpustakaan Umum", "Kabupaten Banjarnegara")


def test_what_is_far_too_long_is_cut_and_says_so():
    cut = previews._set("satu dua, tiga " * 50, (38, 28), 84)
    assert (len(cut.lines), cut.size) == (2, 28)
    assert cut.lines[-1].endswith("…")


@given(st.text(max_size=400), st.integers(30, 400))
def test_any_text_fits(text, room):
    block = previews._set(previews.drawable(text), (120, 38), room)
    assert block.height <= max(room, block.leading)
    assert all(previews._width(line) * block.size <= previews.COLUMN for line in block.lines)


@settings(max_examples=20)
@given(st.text(), st.text(), st.text(), st.text(min_size=1, max_size=120), st.text(max_size=120))
def test_any_words_give_a_picture(title, kicker, note, name, city):
    opened(title, kicker, note, replace(LIBRARY, name=name, city=city))


def test_the_font_has_its_licence_beside_it():
    fonts = resources.files("toolkit.pages") / "fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert len((fonts / previews.FONT).read_bytes()) < 60_000
