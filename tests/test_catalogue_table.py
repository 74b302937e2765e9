"""Records as a table, and the notebook that shows it."""

import json

import nbformat
import pandas as pd
import pytest
from conftest import ROOT
from nbclient import NotebookClient
from sample_catalogue import KABAH, LASKAR, RECORDS

from toolkit.catalogue.embedded import Embedded
from toolkit.catalogue.nouns import Copy, Page, Query, Record, Status
from toolkit.catalogue.table import COLUMNS, frame

NOTEBOOK = ROOT / "notebooks" / "catalogue.ipynb"


def test_a_row_each():
    table = frame([LASKAR, KABAH])
    assert tuple(table.columns) == COLUMNS
    assert list(table["authors"]) == ["Hirata, Andrea", "Hidayat, Komaruddin; Çelik, Ömer"]
    assert list(table["year"]) == [2005, 1999]
    assert (table["copies"][0], table["available"][0]) == (2, 1)
    assert table["copies"].isna().tolist() == [False, True]


def test_what_nobody_says_is_no_number():
    unknown = Copy("B1", "", "", Status.UNKNOWN)
    table = frame([Record("1", "A", copies=(unknown,)), Record("2", "B", copies=())])
    assert table["copies"].tolist() == [1, 0]
    assert table["available"].isna().tolist() == [True, False]


def test_without_a_record_the_columns_are_there():
    table = frame([])
    assert tuple(table.columns) == COLUMNS
    assert table.dtypes.equals(frame(RECORDS).dtypes)


def test_a_page_as_a_table():
    table = Embedded.of_records(RECORDS).search(Query(text="laskar")).frame()
    assert isinstance(table, pd.DataFrame)
    assert list(table["title"]) == ["Laskar Pelangi", "Andrea Hirata dan pelangi"]
    assert Page(()).frame().empty


@pytest.mark.lessons("misinformation")
def test_the_notebook_shows_what_was_found(project):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    assert notebook.metadata["suluh"]["audience"] == "staff"
    NotebookClient(notebook, resources={"metadata": {"path": str(project)}}).execute()
    shown = json.dumps(notebook.cells)
    assert "Hirata, Andrea" in shown
    assert "Laskar Pelangi" in shown
