"""Sections in a terminal: lines that fit, columns that stand in line, no commands to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_results import SECTIONS

from toolkit.results.nouns import Section, Table
from toolkit.results.terminal import text


def test_a_table_stands_in_line():
    shown = text("Judul", SECTIONS[1:2], "id", 80).splitlines()
    assert shown[:2] == ["Judul", "====="]
    at = next(at for at, line in enumerate(shown) if line.startswith("Pertanyaan"))
    assert shown[at : at + 3] == [
        "Pertanyaan                                   Jawaban  Tepat  Nilai",
        "-------------------------------------------  -------  -----  -----",
        "Kabar beasiswa yang diteruskan di grup RT         24    75%   1,25",
    ]


@pytest.mark.parametrize("width", [1, 40, 60, 10_000])
def test_lines_fit_and_nothing_is_cut(width):
    shown = text("", SECTIONS, "en", width)
    assert max(map(len, shown.splitlines())) <= max(40, min(width, 100))
    assert "beasiswa" in shown
    assert "1.25" in shown


def test_no_sign_commands_the_terminal():
    evil = "\x1b[2J\x07\x9b31m\u202e\u2066aman"
    shown = text(evil, [Section("x", evil, (evil,), Table((evil,), ((evil,),)))], "id", 80)
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & set(shown)
    assert shown.count("aman") == 5


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), max_size=4))
def test_any_table_can_be_shown(rows):
    table = Table(("Satu", "Dua", "Tiga"), tuple(map(tuple, rows)))
    assert text("", [Section("x", "Judul", (), table)], "id", 60).startswith("Judul\n-----")
