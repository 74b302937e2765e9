"""The report as a document to edit in Word or LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import count

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from toolkit.results.nouns import Plot, Section, Table
from toolkit.results.report import PHOTOS, Fact, Report, Taught, writable
from toolkit.results.written import cell, is_of_numbers, whole

WIDTH, HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2.5)
"""A4 (ISO 216), and the blank around the text."""
ROOM = Emu(WIDTH - 2 * MARGIN)
"""How wide the text is."""

TALLEST = Emu(HEIGHT - 2 * MARGIN - Cm(2.5))
"""How tall a plot may be, so that its caption fits below it."""

FONT = "Calibri"
SIZES = {"Title": 24, "Subtitle": 14, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5}
INK, QUIET, LINES, TINT, BLANK = "22201C", "5C574F", "BDB6A8", "F2ECE1", "FFF2B3"

LANGUAGES = {"id": "id-ID", "en": "en-GB"}
"""What the spelling checker is told: BCP 47."""

PHOTO_HEIGHT = Cm(6)
SIGNATURE_HEIGHT = Cm(2.2)
LABEL_SHARE = 0.34
"""How much of its width a table of facts gives to the labels."""
SHORT = 12
"""Rows of a table that is kept on one page."""
SHORTEST, LONGEST = 6, 36
"""Letters that a column is counted as, at least and at most, when the width is shared out."""


def docx(report: Report) -> bytes:
    """Return the report as a .docx file: A4, headings, captions, alt texts, blanks to click on."""
    return _Writer(report).written()


class _Writer:
    """One document while it is written."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._document: DocxDocument = Document()
        self._ids = count(1)  # of blanks and pictures: Word wants them to differ
        self._tables, self._plots = count(1), count(1)

    def written(self) -> bytes:
        report = self._report
        self._set_up()
        self._paragraph(report.title, "Title")
        self._paragraph(report.subtitle, "Subtitle")
        self._heading(report.say("report_about"), 1)
        self._facts(report.facts)
        self._paragraph(report.notice)
        for taught in report.taught:
            several = len(report.taught) > 1
            named = {"lesson": taught.title}
            self._taught(
                taught,
                report.say("report_taught_of" if several else "report_taught", **named),
                report.say("report_results_of" if several else "report_results", **named),
            )
        self._heading(report.say("report_remarks"), 1)
        for key in ("blank_went_well", "blank_hard", "blank_next"):
            self._blank(self._paragraph("", "List Bullet"), report.say(key))
        self._heading(report.say("report_photos"), 1)
        self._photos()
        self._signature()
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _set_up(self) -> None:
        """Set paper, type and page numbers: python-docx starts from American ones."""
        report, document = self._report, self._document
        paper = document.sections[0]
        paper.orientation = WD_ORIENT.PORTRAIT
        paper.page_width, paper.page_height = WIDTH, HEIGHT
        paper.left_margin = paper.right_margin = paper.top_margin = paper.bottom_margin = MARGIN
        about = document.core_properties
        about.title = writable(f"{report.title}: {report.subtitle}")[:255]
        about.author = writable(report.library)[:255]
        about.language = LANGUAGES[report.language]
        about.comments = about.keywords = ""
        for language in document.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), LANGUAGES[report.language])
        self._style("Normal", 11, INK)
        accent = report.accent.lstrip("#").upper()
        for name, size in SIZES.items():
            style = self._style(name, size, INK if name == "Subtitle" else accent)
            style.font.bold = name not in {"Title", "Subtitle"}
            style.font.italic = False
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before = Pt(0 if name in {"Title", "Subtitle"} else size)
            style.paragraph_format.space_after = Pt(4)
        for line in document.styles["Title"].element.iter(qn("w:pBdr")):
            line.getparent().remove(line)
        caption = self._style("Caption", 10, QUIET)
        caption.font.bold = False
        caption.paragraph_format.space_before = Pt(6)
        caption.paragraph_format.space_after = Pt(4)
        normal = document.styles["Normal"].paragraph_format
        normal.space_after, normal.line_spacing = Pt(6), 1.15
        document.styles["List Bullet"].paragraph_format.space_after = Pt(2)
        footer = paper.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        before, between, after = report.say("report_page", page="\0", pages="\0").split("\0")
        footer.add_run(before)
        self._field(footer, "PAGE", "1")
        footer.add_run(between)
        self._field(footer, "NUMPAGES", "1")
        footer.add_run(after)

    def _style(self, name: str, size: float, colour: str) -> ParagraphStyle:
        style: ParagraphStyle = self._document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour)
        for link in style.element.findall(
            qn("w:link")
        ):  # to a twin for single words, still as it was
            style.element.remove(link)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for element in (fonts, style.element.rPr.find(qn("w:color"))):
            for attribute in list(element.attrib):  # the template's own theme would win
                if "theme" in attribute.rpartition("}")[2].lower():
                    del element.attrib[attribute]
        return style

    def _taught(self, taught: Taught, heading: str, results: str) -> None:
        report = self._report
        self._heading(heading, 1)
        if taught.summary:
            self._paragraph(taught.summary)
        elif not taught.parts:
            self._blank(self._paragraph(""), report.say("blank_taught"))
        if taught.minutes:
            self._paragraph(report.say("report_minutes", minutes=taught.minutes))
        for part in taught.parts:
            if part.title:
                self._heading(part.title, 2)
            for step in part.steps:
                self._paragraph(step, "List Bullet")
        if taught.frameworks:
            self._heading(report.say("report_frameworks"), 2)
            for framework in taught.frameworks:
                self._paragraph(framework, "List Bullet")
        self._heading(results, 1)
        for section in taught.sections:
            self._section(section)

    def _section(self, section: Section) -> None:
        self._heading(section.title, 2)
        for words in section.words:
            self._paragraph(words)
        if section.table and section.table.rows:
            title = self._caption("caption_table", "Table", next(self._tables), section.title)
            title.paragraph_format.keep_with_next = True
            self._table(section.table)
        if section.plot:
            self._plot(section.plot)
            self._caption("caption_plot", "Figure", next(self._plots), section.title)

    def _table(self, table: Table) -> None:
        made = self._grid(len(table.rows) + 1, _widths(table, self._report.language))
        head = made.rows[0]
        mark = OxmlElement("w:tblHeader")  # stands again on top of the next page
        head._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no other way
        numbers = [is_of_numbers(table, at) for at in range(len(table.columns))]
        is_short, last = len(table.rows) <= SHORT, table.rows[-1]
        for at, (place, name) in enumerate(zip(head.cells, table.columns, strict=True)):
            paragraph = _written(place, name, right=numbers[at])
            paragraph.paragraph_format.keep_with_next = True
            for run in paragraph.runs:
                run.bold = True
            _shade(place, TINT)
        for row, values in zip(list(made.rows)[1:], table.rows, strict=True):
            places = row.cells
            for at, value in enumerate(values):
                text = cell(table, at, value, self._report.language)
                paragraph = _written(places[at], text, right=numbers[at])
                paragraph.paragraph_format.keep_with_next = is_short and values is not last
        self._after_table()

    def _grid(self, rows: int, widths: Sequence[int]) -> DocxTable:
        """Return an empty table, as wide as the text, whose rows stay whole."""
        made = self._document.add_table(rows, len(widths), style="Table Grid")
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        made.autofit = False
        _border(made)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Emu(width)
        for row in made.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
            for place, width in zip(row.cells, widths, strict=True):
                place.width = Emu(width)
        return made

    def _facts(self, facts: Sequence[Fact]) -> None:
        widths = (round(ROOM * LABEL_SHARE), round(ROOM * (1 - LABEL_SHARE)))
        made = self._grid(len(facts), widths)
        for row, fact in zip(made.rows, facts, strict=True):
            label, value = row.cells
            for run in _written(label, fact.label).runs:
                run.bold = True
            _shade(label, TINT)
            known = fact.known
            if isinstance(known, int):
                known = whole(known, self._report.language)
            paragraph = _written(value, known)
            if fact.blank:
                self._blank(paragraph, fact.blank)
        self._after_table()

    def _photos(self) -> None:
        made = self._grid(PHOTOS, (ROOM // 2, ROOM // 2))
        rows = list(made.rows)
        for above, below in zip(rows[::2], rows[1::2], strict=True):
            above.height, above.height_rule = PHOTO_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
            for place in above.cells:
                paragraph = _written(place, "")
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.paragraph_format.keep_with_next = True
                self._blank(paragraph, self._report.say("blank_photo"), kind="richText")
            for place in below.cells:
                self._blank(_written(place, ""), self._report.say("blank_photo_words"))
        self._after_table()

    def _signature(self) -> None:
        self._heading(self._report.say("report_signature"), 1)
        for at, fact in enumerate(self._report.signature):
            paragraph = self._paragraph(f"{fact.label} ")
            paragraph.paragraph_format.left_indent = Emu(ROOM // 2)
            paragraph.paragraph_format.keep_with_next = at < len(self._report.signature) - 1
            paragraph.paragraph_format.space_after = Pt(2)
            if at == 1:  # the hand itself, between the role and the name
                paragraph.paragraph_format.space_after = SIGNATURE_HEIGHT
            self._blank(paragraph, fact.blank)

    def _plot(self, plot: Plot) -> None:
        paragraph = self._paragraph("")
        paragraph.paragraph_format.keep_with_next = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture = paragraph.add_run().add_picture(io.BytesIO(plot.png()))
        scale = min(1, ROOM / picture.width, TALLEST / picture.height)
        picture.width, picture.height = (
            Emu(int(side * scale)) for side in (picture.width, picture.height)
        )
        about = picture._inline.docPr  # noqa: SLF001 - python-docx has no other way to an alt text
        about.set("descr", writable(plot.alt))

    def _caption(self, key: str, counter: str, number: int, title: str) -> Paragraph:
        """Add a caption whose number Word counts itself, so that others can be put between."""
        before, after = self._report.say(key, number="\0", title=writable(title)).split("\0")
        paragraph = self._paragraph(before, "Caption")
        self._field(paragraph, f"SEQ {counter} \\* ARABIC", str(number))
        paragraph.add_run(after)
        return paragraph

    def _heading(self, text: str, level: int) -> Paragraph:
        return self._paragraph(text, f"Heading {level}")

    def _paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        return self._document.add_paragraph(writable(text), style)

    def _after_table(self) -> None:
        """Leave some room: a table has none below it."""
        self._paragraph("").paragraph_format.space_after = Pt(0)

    def _blank(self, paragraph: Paragraph, words: str, kind: str = "text") -> None:
        """Add a blank: a click selects it whole, and what is typed replaces its words and colour.

        It is a content control (ECMA-376, 17.5.2) that goes away once it is filled in; only one of
        rich text takes a picture.
        """
        control, about, content = (OxmlElement(f"w:sdt{part}") for part in ("", "Pr", "Content"))
        for name, value in (("alias", words), ("tag", "suluh"), ("id", str(next(self._ids)))):
            about.append(_element(f"w:{name}", val=value[:64]))
        about.extend(OxmlElement(f"w:{name}") for name in ("temporary", "showingPlcHdr", kind))
        run = paragraph.add_run(writable(f"[{words}]"))
        run.font.color.rgb = RGBColor.from_string(INK)
        run._r.get_or_add_rPr().append(  # noqa: SLF001
            _element("w:shd", val="clear", color="auto", fill=BLANK)
        )
        content.append(run._r)  # noqa: SLF001
        control.extend((about, content))
        paragraph._p.append(control)  # noqa: SLF001

    @staticmethod
    def _field(paragraph: Paragraph, code: str, shown: str) -> None:
        """Add what Word works out itself, and what stands there until it has."""

        def mark(kind: str) -> None:
            paragraph.add_run()._r.append(_element("w:fldChar", fldCharType=kind))  # noqa: SLF001

        mark("begin")
        order = OxmlElement("w:instrText")
        order.text = f" {code} "
        order.set(qn("xml:space"), "preserve")
        paragraph.add_run()._r.append(order)  # noqa: SLF001
        mark("separate")
        paragraph.add_run(shown)
        mark("end")


def _widths(table: Table, language: str) -> list[int]:
    """Share the width out among the columns by their longest words and texts."""
    lengths = []
    for at, name in enumerate(table.columns):
        texts = [cell(table, at, row[at], language) for row in table.rows]
        longest_word = max(len(word) for text in (name, *texts) for word in (text.split() or [""]))
        usual = max((len(text) for text in texts), default=0)
        heading = (len(name) + 1) // 2  # on two lines
        lengths.append(max(SHORTEST, longest_word + 1, heading, min(usual, LONGEST)))
    return [ROOM * length // sum(lengths) for length in lengths]


def _written(place: _Cell, text: str, *, right: bool = False) -> Paragraph:
    paragraph = place.paragraphs[0]
    if text:
        paragraph.add_run(writable(text))
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def _shade(place: _Cell, colour: str) -> None:
    shade = _element("w:shd", val="clear", color="auto", fill=colour)
    place._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _border(table: DocxTable) -> None:
    """Draw the lines thin and quiet."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINES))
    properties = table._tbl.tblPr  # noqa: SLF001
    before = properties.find(qn("w:tblLayout"))
    if before is None:
        properties.append(borders)
    else:
        before.addprevious(borders)


def _element(name: str, **values: str) -> _Element:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), writable(value))
    return element
