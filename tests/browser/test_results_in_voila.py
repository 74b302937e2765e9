"""The trainers' notebook in stock Voilà: a chat is pasted, a report is downloaded and opened."""

import sys
from pathlib import Path

import pytest
from axe import violations
from conftest import Program
from docx import Document
from lab import free_port, settings_in
from playwright.sync_api import expect
from sample_codes import chat, codes, version

NOTEBOOK = "notebooks/results.ipynb"
SOON = 30_000


@pytest.fixture
def voila(tmp_path):
    environment = {**settings_in(tmp_path), "SULUH_DATA": str(tmp_path / "records")}
    port = free_port()
    command = [sys.executable, "-m", "voila", NOTEBOOK, "--no-browser", f"--port={port}"]
    own = ["--Voila.ip=127.0.0.1", "--Voila.port_retries=0"]
    home = environment["SULUH_HOME"]
    with Program([*command, *own], cwd=home, env=environment) as program:
        program.wait_for("running at", 90)
        yield f"http://127.0.0.1:{port}/", home


def test_from_a_pasted_chat_to_a_report_on_the_disk(voila, open_page, tmp_path):
    address, home = voila
    page = open_page()
    page.goto(address)
    paste = page.get_by_label("Isi obrolan atau daftar kode")
    paste.fill(chat(codes(version(Path(home)), 12)), timeout=60_000)
    page.get_by_role("button", name="Lihat hasil").click()
    title = page.get_by_role("heading", name="Kenali hoaks sebelum membagikan")
    expect(title).to_be_visible(timeout=SOON)
    expect(page.locator(".results img").first).to_be_visible()
    room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert room[0] <= room[1]
    own = {"region": {"enabled": False}}  # the page around the panel is Voilà's
    assert violations(page, rules=own) == []
    page.get_by_role("button", name="Buat laporan (.docx)").click()
    link = page.get_by_role("link", name="Unduh")
    expect(link).to_be_visible(timeout=SOON)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith("2026-11-18.docx")
    file = tmp_path / "laporan.docx"
    download.value.save_as(file)
    assert Document(str(file)).paragraphs[0].text == "Laporan kegiatan"
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Show results")).to_be_visible(timeout=SOON)
