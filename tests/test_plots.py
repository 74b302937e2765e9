"""Plots can be drawn of anything, and read without colour."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from toolkit.results import plots
from toolkit.results.nouns import Plot
from toolkit.results.plots import Bar, Scale, Split

ACCENT = "#0f5c5c"
TEXT = st.text(max_size=80) | st.just("Rp5 \ud800 $x$ \x00\x1b[31m 😀 نص")
SHARE = st.floats(0, 1)
BARS = st.lists(
    st.builds(
        Bar,
        label=TEXT,
        value=SHARE,
        told=st.text(max_size=20),
        interval=st.none() | st.tuples(SHARE, SHARE).map(lambda ends: tuple(sorted(ends))),
        heading=st.text(max_size=30),
    ),
    max_size=15,
)
COUNT = st.integers(0, 10**6)
NAMES = ("Tepat", "Belum tepat", "Belum tahu")


def words(figure):
    return " ".join(found.get_text() for found in figure.findobj(Text))


def drawn(figure):
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return canvas.get_renderer()


def outside(figure):
    """Return the texts that stand partly outside the picture."""
    renderer, edge = drawn(figure), figure.bbox
    for text in figure.findobj(Text):
        box = text.get_window_extent(renderer)
        if text.get_text() and not (
            box.x0 >= -1 and box.x1 <= edge.x1 + 1 and box.y0 >= -1 and box.y1 <= edge.y1 + 1
        ):
            yield text.get_text()


@settings(max_examples=5)
@given(BARS, TEXT)
def test_whatever_the_words_an_svg_is_well_formed(rows, note):
    svg = Plot("", lambda: plots.bars(rows, ACCENT, note=note)).svg()
    assert ET.fromstring(svg).tag.endswith("svg")


@settings(max_examples=5)
@given(st.lists(st.tuples(TEXT, COUNT), max_size=70))
def test_columns_of_any_numbers(values):
    assert Plot("", lambda: plots.columns(values, ACCENT)).svg()


@settings(max_examples=5)
@given(st.lists(st.builds(Split, TEXT, st.tuples(COUNT, COUNT, COUNT), TEXT), max_size=5))
def test_splits_of_any_numbers(rows):
    assert Plot("", lambda: plots.splits(rows, NAMES, ACCENT)).svg()


def test_the_same_plot_is_the_same_file():
    plot = Plot("", lambda: plots.splits([Split("Soal", (3, 2, 1), "3 dari 5")], NAMES, ACCENT))
    assert plot.svg() == plot.svg()
    assert plot.png() == plot.png()
    assert plot.png().startswith(b"\x89PNG")


def test_signs_and_words_tell_what_colours_do():
    figure = plots.splits([Split("Soal", (30, 20, 10), "30 dari 50")], NAMES, ACCENT)
    told = words(figure)
    for sign, name, count in zip(plots.SIGNS, NAMES, (30, 20, 10), strict=True):
        assert f"{sign} {name}" in told
        assert f"{sign} {count}" in told
    looks = {(bool(part.get_hatch()), part.get_facecolor()) for part in figure.axes[0].patches}
    assert len(looks) == 3


def test_what_nobody_did_is_not_in_the_legend():
    told = words(plots.splits([Split("Soal", (3, 2, 0), "3 dari 5")], NAMES, ACCENT))
    assert "Belum tahu" not in told


LONG = "Judul langkah yang panjang sekali dan tidak mungkin muat dalam satu baris saja"


@pytest.mark.parametrize(
    "figure",
    [
        plots.bars([Bar(LONG, 0.5, "1.234 dari 2.468", (0.2, 0.8), LONG[:40])], ACCENT, note=LONG),
        plots.bars([Bar(LONG, 0.5, "99")] * 20, ACCENT),
        plots.splits([Split(LONG, (5, 3, 2), "5 dari 8")] * 9, NAMES, ACCENT, note=LONG),
        plots.columns([(f"{day} Nov", day * 7 % 50) for day in range(1, 32)], ACCENT),
        plots.columns([("September 2026", 10), ("Oktober 2026", 1)], ACCENT),
        plots.scales(
            [
                Scale(
                    "Ketajaman", 9, (-9, 9), ((0, "0\nmenebak"), (1, "1"), (3, "3\nhampir selalu"))
                )
            ],
            ACCENT,
            note=LONG,
        ),
    ],
)
def test_no_words_stand_outside_the_picture(figure):
    assert list(outside(figure)) == []


def test_words_do_not_run_into_the_number_beside_them():
    figure = plots.bars([Bar(LONG, 0.5, "1.234 dari 2.468")], ACCENT)
    renderer = drawn(figure)
    boxes = [text.get_window_extent(renderer) for text in figure.findobj(Text) if text.get_text()]
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def test_many_rows_fit_on_a_sheet():
    height = plots.bars([Bar("Judul langkah", 0.5, "99")] * 19, ACCENT).get_size_inches()[1]
    assert height / plots.WIDTH * 9.2 < 25.9  # cm, printed as wide as the page has them
