"""The report as a workbook: what it is about first, then one sheet a table."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from itertools import count

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.drawing.fill import Blip
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.image import Image
from openpyxl.drawing.picture import PictureFrame
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.units import pixels_to_EMU
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.results.nouns import Cell, Plot, Section, Table
from toolkit.results.report import Fact, Report, writable
from toolkit.results.written import cell

TINT, BLANK = PatternFill("solid", "F2ECE1"), PatternFill("solid", "FFF2B3")
BOLD, TITLE = Font(bold=True), Font(bold=True, size=16)
TOP = Alignment(vertical="top", wrap_text=True)
NARROWEST, WIDEST = 10, 60
"""Letters across a column."""
LABELS, TEXTS = 26, 80
"""Letters across the two columns of the first sheet."""
LONGEST_NAME = 31
"""Letters that a sheet's name may have."""
LONGEST_TEXT = 32_767
"""Letters that a cell can hold."""
COMMANDS = tuple("=+-@\t\r\n")
"""What a text begins with that some spreadsheet takes for a formula."""
DOTS = 150
"""Dots of a plot to the inch."""
PHOTO_HEIGHT, LINE_HEIGHT, MOST_LINES = 200, 15.5, 26
"""Points; no row is higher than 409."""
A4 = 9


def xlsx(report: Report) -> bytes:
    """Return the report as an .xlsx file, in which nothing is a formula."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = _free(report.say("sheet_about"), ())
    listed = []
    for taught in report.taught:
        for section in taught.sections:
            name = ""
            if section.table or section.plot:
                name = _free(section.title, book.sheetnames)
                _section(book.create_sheet(name), section, report.language)
            listed.append((name, section))
    _about(first, report, listed)
    for sheet in book.worksheets:
        sheet.page_setup.paperSize = A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.properties.title = writable(f"{report.title}: {report.subtitle}")
    book.properties.creator = writable(report.library)
    book.properties.language = report.language
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _about(sheet: Worksheet, report: Report, listed: Sequence[tuple[str, Section]]) -> None:
    """Say what the workbook is: the activity, what was taught, and what its sheets hold."""
    _columns(sheet, (LABELS, TEXTS))
    rows = _Rows(sheet)
    rows.add(report.title, font=TITLE)
    rows.add(report.say("workbook_about"))
    rows.facts(report.facts)
    rows.add(report.notice)
    for taught in report.taught:
        several = len(report.taught) > 1
        rows.skip()
        key = "report_taught_of" if several else "report_taught"
        rows.add(report.say(key, lesson=taught.title), font=BOLD)
        rows.add(taught.summary)
        for part in taught.parts:
            rows.add(part.title, "\n".join(part.steps))
        rows.add(report.say("report_frameworks"), "\n".join(taught.frameworks))
    rows.skip()
    rows.add(report.say("sheet_name"), report.say("sheet_words"), font=BOLD)
    for name, section in listed:
        rows.add(name or section.title, "\n".join(section.words))
    rows.skip()
    rows.add(report.say("report_photos"), font=BOLD)
    rows.blank(report.say("blank_photo_sheet"), height=PHOTO_HEIGHT)
    rows.skip()
    rows.add(report.say("report_signature"), font=BOLD)
    rows.facts(report.signature)


class _Rows:
    """The rows of the first sheet, from the top: a label, and a text beside it."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._next = 1

    def skip(self) -> None:
        self._next += 1

    def add(self, label: str, value: str | int = "", font: Font | None = None) -> None:
        """Add a row; a label without a value takes the whole width, nothing takes no row."""
        if not label and value == "":
            return
        cells = [_put(self._sheet, self._next, 1, label), _put(self._sheet, self._next, 2, value)]
        is_alone = value == ""
        if is_alone:
            self._sheet.merge_cells(f"A{self._next}:B{self._next}")
        across = LABELS + TEXTS if is_alone else LABELS
        lines = max(_lines(label, across), _lines(str(value), TEXTS))
        if font is not TITLE:  # merged cells and wrapped ones do not find their height themselves
            self._sheet.row_dimensions[self._next].height = min(lines, MOST_LINES) * LINE_HEIGHT
        for each in cells if font else () if is_alone else cells[:1]:
            each.font = font or BOLD
        self._next += 1

    def facts(self, facts: Iterable[Fact]) -> None:
        """Add what is known, and blanks in a colour of their own for what is not."""
        for fact in facts:
            self.add(
                fact.label, f"{fact.known} [{fact.blank}]".strip() if fact.blank else fact.known
            )
            if fact.blank:
                self._sheet.cell(self._next - 1, 2).fill = BLANK

    def blank(self, words: str, height: float) -> None:
        """Add room for a picture."""
        self.add(f"[{words}]")
        self._sheet.row_dimensions[self._next - 1].height = height
        self._sheet.cell(self._next - 1, 1).fill = BLANK


def _lines(text: str, across: int) -> int:
    """Return how many lines a text takes in so many letters across, about."""
    return sum(1 + len(line) // across for line in text.split("\n"))


def _section(sheet: Worksheet, section: Section, language: str) -> None:
    across = 0
    if section.table:
        _table(sheet, section.table, language)
        across = len(section.table.columns) + 1
    if section.plot:
        _plot(sheet, section.plot, across)


def _table(sheet: Worksheet, table: Table, language: str) -> None:
    for at, name in enumerate(table.columns, 1):
        head = _put(sheet, 1, at, name)
        head.font, head.fill = BOLD, TINT
    for down, row in enumerate(table.rows, 2):
        for at, value in enumerate(row):
            made = _put(sheet, down, at + 1, value)
            if isinstance(value, float):
                is_share = table.columns[at] in table.percent
                made.number_format = "0%" if is_share else "0.00"
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    texts = [
        [table.columns[at], *(cell(table, at, row[at], language) for row in table.rows)]
        for at in range(len(table.columns))
    ]
    _columns(sheet, [max(map(len, column)) + 2 for column in texts])


def _columns(sheet: Worksheet, widths: Iterable[int]) -> None:
    for at, width in enumerate(widths, 1):
        fitting = width if sheet is sheet.parent.worksheets[0] else min(width, WIDEST)
        sheet.column_dimensions[get_column_letter(at)].width = max(fitting, NARROWEST)


def _plot(sheet: Worksheet, plot: Plot, column: int) -> None:
    """Put a plot beside the table, with its alternative text."""
    image = Image(io.BytesIO(plot.png(DOTS)))
    wide, high = (pixels_to_EMU(round(side * 96 / DOTS)) for side in (image.width, image.height))
    frame = PictureFrame()
    about = frame.nvPicPr.cNvPr
    about.id, about.name, about.descr = 1, "1", writable(plot.alt)
    frame.blipFill.blip = Blip(embed="rId1", cstate="print")
    frame.spPr.prstGeom = PresetGeometry2D(prst="rect")
    place = AnchorMarker(col=column, row=1)
    image.anchor = OneCellAnchor(_from=place, ext=XDRPositiveSize2D(wide, high), pic=frame)
    sheet.add_image(image)


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> SheetCell:
    made = sheet.cell(row, column)
    made.alignment = TOP
    if isinstance(value, str):
        text = writable(value)[:LONGEST_TEXT]
        made.value = text
        made.data_type = "s"  # a text, also where it begins with "="
        made.quotePrefix = text.startswith(COMMANDS)  # and still one after somebody edited it
    elif value is not None and math.isfinite(value):
        made.value = value
    return made


def _cut(words: str, most: int) -> str:
    """Return as many whole words as fit, or a piece of the first one."""
    if len(words) <= most:
        return words
    return words[: most + 1].rpartition(" ")[0].rstrip() or words[:most]


def _free(title: str, taken: Iterable[str]) -> str:
    """Return a name for a sheet: without the signs it may not have, short, and not taken."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", writable(title)).split()).strip("'") or "-"
    others = {name.casefold() for name in taken}
    for number in count(1):
        end = f" ({number})" if number > 1 else ""
        name = _cut(plain, LONGEST_NAME - len(end)) + end
        if name.casefold() not in others:
            return name
    raise AssertionError
