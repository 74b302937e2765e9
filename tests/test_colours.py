"""Whatever colour a library chooses, its text can be read."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from toolkit.colours import INK, LEGIBLE, NIGHTS, PAPERS, accent, contrast, is_colour

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_as_wcag_defines_it():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@given(colours)
def test_every_accent_is_legible_on_both_papers_and_under_text(colour):
    found = accent(colour)
    assert all(map(is_colour, (found.light, found.dark)))
    assert all(contrast(found.light, paper) >= LEGIBLE for paper in PAPERS)
    assert contrast(found.light, found.on_light) >= LEGIBLE
    assert all(contrast(found.dark, night) >= LEGIBLE for night in NIGHTS)
    assert contrast(found.dark, found.on_dark) >= LEGIBLE
    assert found.on_dark == INK


def test_the_papers_are_those_of_the_player():
    style = (Path(__file__).parents[1] / "frontend" / "src" / "style" / "base.css").read_text()
    blocks = style.split("--paper:")
    found = [re.findall(r"--(?:card|tint|[a-z-]+-tint):\s*(#\w{6})", block) for block in blocks[1:]]
    papers = [re.match(r"\s*(#\w{6})", block)[1] for block in blocks[1:]]
    assert (papers[0], *found[0]) == PAPERS
    assert all(
        (paper, *tints) == NIGHTS for paper, tints in zip(papers[1:], found[1:], strict=True)
    )


def test_a_legible_accent_stays_as_it_is():
    assert accent("#0f5c5c").light == "#0f5c5c"
