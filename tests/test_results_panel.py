"""The panel for trainers, without a browser: what is pressed, and what it shows."""

import base64
import io
import json
import re
from datetime import UTC, datetime

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sample_codes import chat, codes, version
from sample_records import record

import toolkit
from toolkit.project import Project
from toolkit.results.panel import WRITERS, Panel

LESSON = "misinformation"

pytestmark = pytest.mark.lessons(LESSON)


@pytest.fixture
def panel(project, tmp_path, monkeypatch):
    monkeypatch.setenv("SULUH_DATA", str(tmp_path / "data"))
    return Panel(Project(project), "id")


@pytest.fixture
def text(project):
    of = version(project)
    return chat(codes(of, 8) + codes(of, 5, seed=2, class_name="7B"))


def upload(name, content):
    facts = {"type": "", "size": len(content), "last_modified": datetime.now(UTC)}
    return {"name": name, "content": memoryview(content), **facts}


def is_shown(widget):
    return widget.layout.display != "none"


def said(widget):
    return re.sub(r"<[^>]+>", "", widget.value)


def downloaded(panel):
    found = re.search(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', panel.download.value)
    return found[1], io.BytesIO(base64.b64decode(found[2]))


def test_a_pasted_chat_becomes_results_and_a_report(panel, text):
    assert not is_shown(panel.report)
    panel.paste.value = text
    panel.read.click()
    assert "Kenali hoaks sebelum membagikan" in said(panel.shown)
    assert said(panel.notice) == "Hasilnya ada di bawah ini."
    assert is_shown(panel.report)
    panel.make["xlsx"].click()
    name, content = downloaded(panel)
    assert said(panel.notice).startswith("Berkas siap.")
    assert name == "laporan-kegiatan-kenali-hoaks-sebelum-membagikan-2026-11-18.xlsx"
    assert load_workbook(content)


def test_a_class_and_a_language_can_be_chosen(panel, text):
    panel.paste.value = text
    panel.read.click()
    assert not is_shown(panel.lesson)  # there is one
    assert [value for _, value in panel.class_name.options] == ["", "7A", "7B"]
    everybody = panel.shown.value
    panel.make["docx"].click()
    panel.class_name.value = "7B"
    assert panel.shown.value != everybody
    assert not panel.download.value  # it was of everybody
    panel.make["docx"].click()
    _, content = downloaded(panel)
    facts = [[cell.text for cell in row.cells] for row in Document(content).tables[0].rows]
    assert ["Peserta yang mengirim kode selesai", "5"] in facts
    panel.language.value = "en"
    assert panel.read.description == "Show results"
    assert panel.class_name.value == "7B"
    assert "Sent a code" in said(panel.shown)
    panel.make["xlsx"].click()
    assert downloaded(panel)[0].startswith("activity-report-")


def test_files_are_read_with_their_keys(panel, project, text):
    keys = json.dumps({"layout": 1, "versions": [version(project).data()]}).encode()
    file = Project(project).lesson_file(LESSON, "id")
    file.write_text(file.read_text("utf-8").replace("Sebelum mulai", "Sebelum kita mulai"), "utf-8")
    panel.files.value = (upload("obrolan <b>.txt", text.encode()),)
    assert "obrolan &lt;b&gt;.txt" in panel.files_hint.value
    panel.read.click()
    assert "belum satu pun bisa dihitung" in said(panel.notice)
    assert "versions.json" in said(panel.shown)
    assert not is_shown(panel.report)
    panel.files.value = (*panel.files.value, upload("versions.json", keys))
    panel.read.click()
    assert is_shown(panel.report)


def test_nothing_given_is_told_so(panel):
    panel.read.click()
    assert "Belum ada yang dibaca" in said(panel.notice)
    panel.paste.value = "halo semua"
    panel.read.click()
    assert "Tidak ada kode selesai" in said(panel.notice)
    assert not panel.shown.value


def test_records_are_offered_where_there_are_any(panel, project, tmp_path):
    assert not is_shown(panel.read_records)
    record(tmp_path / "data", version(project), 6)
    record(tmp_path / "data", version(project), 4, "7B")
    panel = Panel(Project(project), "id")
    assert is_shown(panel.read_records)
    panel.read_records.click()
    assert [value for _, value in panel.class_name.options] == ["", "7A", "7B"]
    panel.class_name.value = "7B"
    panel.make["docx"].click()
    _, content = downloaded(panel)
    facts = [[cell.text for cell in row.cells] for row in Document(content).tables[0].rows]
    assert ["Kunjungan yang tercatat", "4"] in facts


def test_records_that_cannot_be_read_are_told_so(project, tmp_path, monkeypatch):
    monkeypatch.setenv("SULUH_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "records.sqlite").write_bytes(b"bukan basis data" * 100)
    panel = Panel(Project(project), "id")
    panel.read_records.click()
    assert said(panel.notice).startswith("Catatan jawaban")
    panel.paste.value = chat(codes(version(project), 3))
    panel.read.click()
    assert is_shown(panel.report)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["a.txt", "versions.json", "a.zip", "a.csv"]),
    st.text(st.characters(), max_size=60),
    st.binary(max_size=200),
)
def test_nonsense_ends_in_one_sentence(panel, name, pasted, content):
    panel.paste.value = pasted
    panel.files.value = (upload(name, content),)
    panel.read.click()
    assert said(panel.notice).count(".") >= 1
    assert "Traceback" not in panel.shown.value
    assert not is_shown(panel.report)


def test_whatever_breaks_inside_is_one_sentence(panel, text, monkeypatch):
    panel.paste.value = text
    panel.read.click()
    assert is_shown(panel.report)

    def broken(_):
        raise RuntimeError

    monkeypatch.setitem(WRITERS, "docx", ("x/y", broken))
    panel.make["docx"].click()
    assert said(panel.notice).startswith("Isi ini belum bisa dihitung.")


def test_the_doorway_opens_it_in_the_librarys_language(project, tmp_path, monkeypatch):
    monkeypatch.setenv("SULUH_DATA", str(tmp_path / "data"))
    assert "Lihat hasil" in {getattr(each, "description", "") for each in inside(toolkit.report())}
    english = toolkit.report("en")
    assert "Show results" in {getattr(each, "description", "") for each in inside(english)}


def inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)
