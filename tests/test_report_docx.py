"""The report as a document: opened again, as a word processor would."""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.shared import Cm
from matplotlib.figure import Figure
from sample_results import ALT, FORMULA, SECTIONS, report

from toolkit.results.nouns import Plot, Section, Table
from toolkit.results.report import PHOTOS
from toolkit.results.report_docx import ROOM, TALLEST, docx


@pytest.fixture(scope="module", params=["id", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def document(language):
    return Document(io.BytesIO(docx(report(language))))


def whole_text(element):
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def headings(document):
    return [
        (int(each.style.name[-1]), each.text)
        for each in document.paragraphs
        if each.style.name.startswith("Heading")
    ]


def blanks(document):
    return list(document.element.body.iter(qn("w:sdt")))


def test_it_has_a_title_and_headings_in_order(document, language):
    assert [each.text for each in document.paragraphs[:2]] == [
        {"id": "Laporan kegiatan", "en": "Activity report"}[language],
        "Kenali hoaks sebelum membagikan",
    ]
    assert [each.style.name for each in document.paragraphs[:2]] == ["Title", "Subtitle"]
    found = headings(document)
    assert [text for level, text in found if level == 1] == {
        "id": [
            *("Tentang kegiatan", "Yang diajarkan", "Hasil"),
            *("Catatan fasilitator", "Foto kegiatan", "Pengesahan"),
        ],
        "en": [
            *("About the activity", "What was taught", "Results"),
            *("Facilitator's notes", "Photos", "Signature"),
        ],
    }[language]
    levels = [level for level, _ in found]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [section.title for section in SECTIONS] == [
        text for level, text in found if level == 2 and text in {each.title for each in SECTIONS}
    ]


def test_a_section_says_all_its_words(document):
    told = [each.text for each in document.paragraphs]
    for section in SECTIONS:
        assert set(section.words) <= set(told)
    assert {"Lima belas menit berlatih satu kebiasaan.", "UNESCO: literasi media"} <= set(told)
    assert "Tiga alarm" in told


def test_the_paper_is_a4_and_its_pages_have_numbers(document, language):
    paper = document.sections[0]
    assert (round(paper.page_width.cm, 1), round(paper.page_height.cm, 1)) == (21.0, 29.7)
    footer = paper.footer.paragraphs[0]
    orders = [each.text.strip() for each in footer._p.iter(qn("w:instrText"))]
    assert orders == ["PAGE", "NUMPAGES"]
    assert footer.text == {"id": "Halaman 1 dari 1", "en": "Page 1 of 1"}[language]


def test_the_spelling_checker_knows_the_language(document, language):
    tags = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert tags == {{"id": "id-ID", "en": "en-GB"}[language]}
    assert document.core_properties.language in tags
    assert document.core_properties.author == "Perpustakaan Kota"


def test_tables_have_header_rows_that_come_again_on_the_next_page(document, language):
    table = document.tables[1]
    assert [cell.text for cell in table.rows[0].cells] == list(SECTIONS[1].table.columns)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    comma = {"id": ",", "en": "."}[language]
    assert rows[0] == ["Kabar beasiswa yang diteruskan di grup RT", "24", "75%", f"1{comma}25"]
    assert rows[1][:3] == [FORMULA, "23", "–"]
    assert rows[2][0] == "Pesan dengan  tanda [31maneh"
    assert sum(column.width for column in table.columns) <= ROOM * 1.001  # whole twips


def test_captions_are_numbered_by_the_word_processor(document, language):
    captions = [each for each in document.paragraphs if each.style.name == "Caption"]
    title = SECTIONS[1].title
    table, plot = {"id": ("Tabel", "Gambar"), "en": ("Table", "Figure")}[language]
    assert [each.text for each in captions] == [
        f"{table} 1. {title}",
        f"{plot} 1. {title}",
        f"{plot} 2. {title}",
    ]
    orders = [each.text.strip() for each in captions[0]._p.iter(qn("w:instrText"))]
    assert orders == ["SEQ Table \\* ARABIC"]
    # the caption of a table stands above it, and stays there
    assert captions[0]._p.getnext().tag == qn("w:tbl")
    assert captions[0].paragraph_format.keep_with_next


def test_plots_have_alternative_texts_and_fit_the_page(document):
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [ALT, ALT]
    assert all(0 < shape.width <= ROOM for shape in document.inline_shapes)


def test_a_tall_plot_fits_on_a_page_with_its_caption():
    def draw():
        return Figure(figsize=(5, 40))

    tall = Section("funnel", "Sampai di mana", (), None, Plot(ALT, draw))
    base = report()
    content = docx(replace(base, taught=(replace(base.taught[0], sections=(tall,)),)))
    shape = Document(io.BytesIO(content)).inline_shapes[0]
    assert shape.height <= TALLEST
    assert shape.width / shape.height == pytest.approx(5 / 40, rel=0.01)


def test_blanks_are_marked_and_can_be_clicked_on(document, language):
    found = blanks(document)
    texts = [whole_text(each) for each in found]
    assert all(text.startswith("[") and text.endswith("]") for text in texts)
    assert {"id": "[isi: nama fasilitator]", "en": "[fill in: names]"}[language] in texts
    for blank in found:
        about = blank.find(qn("w:sdtPr"))
        assert about.find(qn("w:showingPlcHdr")) is not None
        assert about.find(qn("w:temporary")) is not None
        assert next(blank.iter(qn("w:shd"))).get(qn("w:fill")) == "FFF2B3"
    ids = [each.find(qn("w:sdtPr")).find(qn("w:id")).get(qn("w:val")) for each in found]
    assert len(set(ids)) == len(ids)


def test_a_lesson_that_nobody_has_any_more_leaves_a_blank():
    base = report()
    bare = replace(base.taught[0], summary="", minutes=0, frameworks=(), parts=())
    made = Document(io.BytesIO(docx(replace(base, taught=(bare,)))))
    assert "[isi: apa yang diajarkan]" in [whole_text(each) for each in blanks(made)]


def test_there_is_room_for_photos(document, language):
    photos = document.tables[-1]
    rows = photos.rows
    tall = [row for row in rows if row.height and row.height >= Cm(5)]
    assert sum(len(row.cells) for row in tall) == PHOTOS
    assert all(row.height_rule == WD_ROW_HEIGHT_RULE.AT_LEAST for row in tall)
    for row in tall:
        for cell in row.cells:
            kinds = {each.tag for each in next(cell._tc.iter(qn("w:sdtPr")))}
            assert qn("w:richText") in kinds  # one of plain text takes no picture
    assert "foto" in whole_text(photos._tbl) or language == "en"


def test_there_is_room_for_a_signature(document, language):
    last = [(each, whole_text(each._p)) for each in document.paragraphs[-4:]]
    role, name = {"id": ("Jabatan", "Nama"), "en": ("Position", "Name")}[language]
    (before, _) = next(each for each in last if each[1].startswith(role))
    assert before.paragraph_format.space_after >= Cm(2)
    assert any(text.startswith(name) for _, text in last)


def test_two_lessons_stand_one_after_the_other():
    found = headings(Document(io.BytesIO(docx(report(lessons=2)))))
    title = "Kenali hoaks sebelum membagikan"
    assert [text for level, text in found if level == 1][1:5] == [
        f"Yang diajarkan: {title}",
        f"Hasil: {title}",
    ] * 2


def test_every_part_is_sound_xml_in_the_order_that_word_wants():
    content = docx(report())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
    document = Document(io.BytesIO(content))
    order = ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook")
    for about in document.element.body.iter(qn("w:tblPr")):
        assert [each.tag for each in about] == [qn(f"w:{name}") for name in order]
    ids = [each.get("id") for each in document.element.body.iter(qn("wp:docPr"))]
    assert len(set(ids)) == len(ids)


def test_a_table_with_many_columns_and_long_words_still_fits():
    columns = tuple(f"Kolom yang bernama panjang {at}" for at in range(9))
    rows = (("Pertanggungjawaban" * 3, *[0.5] * 8), tuple([None] * 9))
    wide = Section("wide", "Lebar", (), Table(columns, rows, frozenset(columns)))
    base = report()
    taught = replace(base.taught[0], sections=(wide,))
    made = Document(io.BytesIO(docx(replace(base, taught=(taught,)))))
    assert sum(column.width for column in made.tables[1].columns) <= ROOM * 1.001  # whole twips
