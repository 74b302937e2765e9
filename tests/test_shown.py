"""What a notebook shows: its title, its first words, and no cell that is not for patrons."""

from pathlib import Path

import nbformat
import pytest

from toolkit.pages.shown import LONGEST_SUMMARY, opening, shown

PATH = Path("jam-buka.ipynb")


def notebook(*texts, title="", hidden=False):
    made = nbformat.v4.new_notebook(metadata={"title": title} if title else {})
    for text in texts:
        cell = nbformat.v4.new_markdown_cell(text)
        cell.metadata["tags"] = ["jupyterlab"] if hidden else []
        made.cells.append(cell)
    return made


@pytest.mark.parametrize(
    ("texts", "title", "told"),
    [
        (
            ["# Jam *buka*\n\nSampai **Sabtu**.\n\nLagi."],
            "",
            ("Jam buka", "Sampai Sabtu."),
        ),
        (["# Jam buka"], "Dari berkas", ("Dari berkas", "")),
        (["## Bukan judul"], "", ("jam-buka", "")),
        (["Langsung saja."], "", ("jam-buka", "Langsung saja.")),
        ([], "", ("jam-buka", "")),
        (["# "], "", ("jam-buka", "")),
    ],
)
def test_a_page_is_called_what_its_notebook_begins_with(texts, title, told):
    assert opening(notebook(*texts, title=title), PATH) == told


def test_the_heading_stands_once_on_the_page():
    found = shown(notebook("# Jam buka\n\nSenin."), PATH)
    assert found.title == "Jam buka"
    assert [block.html for block in found.blocks] == ["<p>Senin.</p>"]


def test_what_is_for_jupyterlab_is_no_title():
    assert opening(notebook("# Cara memakai", hidden=True), PATH) == ("jam-buka", "")


def test_a_description_has_an_end():
    assert len(opening(notebook("kata " * 500), PATH)[1]) <= LONGEST_SUMMARY
