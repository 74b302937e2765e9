"""The report as a workbook: opened again, as a spreadsheet would."""

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sample_results import ALT, FORMULA, SECTIONS, report

from toolkit.results.nouns import Section, Table
from toolkit.results.report_xlsx import COMMANDS, xlsx

NAME = "Tiap pertanyaan benar keliru"


def opened(report_):
    return load_workbook(io.BytesIO(xlsx(report_)))


def with_sections(*sections):
    base = report()
    return replace(base, taught=(replace(base.taught[0], sections=sections),))


@pytest.fixture(scope="module")
def book():
    return opened(report())


def cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_first_sheet_says_what_this_is(language):
    book = opened(report(language))
    first = book.worksheets[0]
    told = [str(cell.value) for cell in cells(first)]
    assert told[0] == {"id": "Laporan kegiatan", "en": "Activity report"}[language]
    assert {"Kenali hoaks sebelum membagikan", "Perpustakaan Kota, Blitar"} <= set(told)
    assert "\n".join(SECTIONS[0].words) in told
    blanks = [cell for cell in cells(first) if cell.fill.fgColor.rgb == "00FFF2B3"]
    assert all(str(cell.value).startswith("[") for cell in blanks)
    assert len(blanks) >= 9
    wanted = {"id": ("Foto kegiatan", "Pengesahan"), "en": ("Photos", "Signature")}[language]
    assert set(wanted) <= set(told)


def test_a_sheet_a_table(book):
    assert book.sheetnames == ["Tentang laporan ini", NAME, "Tiap pertanyaan benar (2)"]
    sheet = book[NAME]
    assert [cell.value for cell in sheet[1]][:4] == list(SECTIONS[1].table.columns)
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert all(cell.font.bold for cell in sheet[1][:4])


def test_numbers_are_numbers(book):
    sheet = book[NAME]
    assert [cell.value for cell in sheet[2]][1:4] == [24, 0.75, 1.25]
    assert [cell.number_format for cell in sheet[2]][2:4] == ["0%", "0.00"]
    assert sheet["C3"].value is None
    assert {sheet[name].data_type for name in ("B2", "C2", "D2", "D3")} == {"n"}
    assert 24 in [cell.value for cell in cells(book.worksheets[0])]


def test_columns_are_as_wide_as_what_is_in_them(book):
    sheet = book[NAME]
    widths = {name: column.width for name, column in sheet.column_dimensions.items()}
    assert widths["A"] >= len(FORMULA)
    assert 10 <= widths["B"] <= 14
    assert max(widths.values()) <= 60


def test_nothing_is_a_formula(book):
    cell = book[NAME]["A3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (FORMULA, "s", True)
    with zipfile.ZipFile(io.BytesIO(xlsx(report()))) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 3
        assert not [name for name in sheets if b"<f>" in parts.read(name)]


@settings(max_examples=25)
@given(st.lists(st.text(st.characters(), max_size=20), min_size=1, max_size=8))
def test_no_text_is_a_formula_or_breaks_the_file(texts):
    rows = tuple((text,) for text in texts)
    sheet = opened(with_sections(Section("x", texts[0], (), Table((texts[0],), rows)))).worksheets[
        1
    ]
    for cell in cells(sheet):
        assert cell.data_type == "s"
        assert not str(cell.value).startswith(COMMANDS) or cell.quotePrefix


@pytest.mark.parametrize(
    "title", ["", "'", "[]:*?/\\", "Tentang laporan ini", "TENTANG LAPORAN INI", "x" * 80, "\ud800"]
)
def test_any_title_makes_a_sheet(title):
    table = Table(("A",), (("a",),))
    book = opened(with_sections(*[Section("x", title, (), table)] * 3))
    assert len({name.casefold() for name in book.sheetnames}) == 4
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_plots_have_alternative_texts():
    with zipfile.ZipFile(io.BytesIO(xlsx(report()))) as parts:
        drawings = [name for name in parts.namelist() if name.startswith("xl/drawings/drawing")]
        assert len(drawings) == 2
        assert all(ALT in parts.read(name).decode("utf-8") for name in drawings)
