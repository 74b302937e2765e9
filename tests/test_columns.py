"""Tables for a terminal: in line, as wide as it is, and never commanding it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import columns

HEADS = ["Judul", "Tahun"]


def test_columns_stand_in_line():
    table = columns.table(HEADS, [["Laskar Pelangi", "2005"], ["Café", "5"]], 40, [False, True])
    assert list(table) == [
        "Judul           Tahun",
        "--------------  -----",
        "Laskar Pelangi   2005",
        "Café                5",
    ]


def test_what_is_too_wide_is_wrapped():
    lines = list(columns.table(HEADS, [["kata " * 30, "2005"]], 40))
    assert max(map(len, lines)) == 40
    assert len(lines) > 5


def test_wide_signs_and_marks_take_their_places():
    assert columns.length("書") == 2
    assert columns.length("e\u0301") == 1


@pytest.mark.parametrize(("width", "fitted"), [(1, 40), (60, 60), (500, 100)])
def test_lines_can_be_read(width, fitted):
    assert columns.fitted(width) == fitted


letters = st.characters(max_codepoint=0x2FF)  # none of them is wide


@given(st.lists(st.lists(st.text(letters, max_size=30), min_size=2, max_size=2), max_size=4))
def test_any_text_stays_in_its_table(rows):
    for line in columns.table(HEADS, rows, 60):
        assert columns.plain(line) == " ".join(line.split())
        assert columns.length(line) <= 60
