"""A staff notebook with sliders and a table, in a real browser; and when it cannot work."""

import re
import shutil

import pytest
import requests
from axe import violations
from conftest import ROOT, Served
from live_house import LiveServer, write_notebook
from playwright.sync_api import expect

BUDGET = """
import os
import ipywidgets as widgets
import pandas as pd
from IPython.display import display

indonesian = "lang=id" in os.environ["QUERY_STRING"]
books = widgets.IntSlider(description="Buku" if indonesian else "Books", value=20, max=50)

def show(books):
    display(pd.DataFrame({"Pos": ["Buku", "Kursus"], "Juta": [books, 50 - books]}))

display(books, widgets.interactive_output(show, {"books": books}))
"""
TABLE = "pd.DataFrame({'Tahun': [2024, 2025], 'Pengunjung': [812, 1204]})"
SCRIPTS = """
from IPython.display import HTML, Javascript, display
import ipywidgets as widgets
display(HTML("<p id='naskah'>belum</p><script>naskah.textContent = 'dari HTML'</script>"))
display(Javascript("element.textContent = 'dari JavaScript'"))
button = widgets.Button(description="Tekan")
out = widgets.Output()
@out.capture()
def press(_):
    raise ValueError("rahasia")
button.on_click(press)
display(button, out)
"""
LESSON = "from toolkit import play\nplay('misinformation')"


def make_home(folder):
    folder.mkdir()
    shutil.copy(ROOT / "library.toml", folder)
    shutil.copytree(ROOT / "lessons", folder / "lessons")
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One kernel at a time, and a path that no proxy takes away."""
    home = make_home(tmp_path_factory.mktemp("live") / "project")
    write_notebook(home / "notebooks" / "anggaran.ipynb", "md:# Anggaran\n\nGeser.", BUDGET)
    write_notebook(home / "notebooks" / "naskah.ipynb", SCRIPTS, LESSON)
    cache = tmp_path_factory.mktemp("cache")
    library = {"live_notebooks": 1, "public_url": "https://perpus.example/suluh/"}
    with LiveServer(home, cache=cache, library=library) as running:
        yield running


def kernel_of(page):
    return page.evaluate(
        "JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
    )


def close(page, server, eventually):
    """Close a page as people do; with it goes its kernel."""
    page.close(run_before_unload=True)
    eventually(lambda: not server.live.house.door.taken, 30)


def test_sliders_and_a_table_work(tmp_path, open_page, monkeypatch):
    monkeypatch.setenv("SULUH_CACHE", str(tmp_path / "cache"))
    home = make_home(tmp_path / "project")
    write_notebook(
        home / "notebooks" / "anggaran.ipynb", "md:# Diskusi anggaran\n\nGeser.", BUDGET, TABLE
    )
    with Served(home) as served:
        page = open_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        # The press must have run it, and Voilà be there: until then a notice asks to come again.
        for _ in range(60):
            # What it answers, not what it shows: on a busy machine the words come a moment later,
            # and who then asks again starts one kernel after the other.
            if page.goto(f"{served.address}/anggaran", wait_until="commit").ok:
                break
            page.wait_for_timeout(1000)
        # First of all there are words, and never a spinner.
        expect(page.get_by_role("status")).to_contain_text("Sedang disiapkan")
        expect(page.get_by_role("heading", level=1)).to_have_text("Diskusi anggaran")
        slider = page.get_by_role("slider", name="Buku")
        expect(slider).to_be_visible(timeout=60_000)
        expect(page.get_by_role("status")).to_be_hidden()
        # Voilà's script comes as one file, not as ninety: `bundle.EARLY` names its parts.
        assert not [url for url in asked if re.search(r"/static/\d+\.voila\.js", url)]
        expect(page.get_by_text("1204")).to_be_visible()
        live = page.locator(".jp-OutputArea-output table")
        expect(live).to_contain_text("Buku 20")
        slider.focus()
        page.keyboard.press("ArrowRight")
        expect(live).to_contain_text("Buku 21")
        expect(live).to_contain_text("Kursus 29")
        # pandas leaves the corner of its tables empty.
        assert not violations(page, rules={"empty-table-header": {"enabled": False}})
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]

        # The page speaks its own language.
        kernel = kernel_of(page)
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("slider", name="Books")).to_be_visible(timeout=60_000)
        address = f"{served.address}/api/live/api/kernels/"
        assert requests.get(address + kernel, timeout=10).status_code == 404  # left behind: ended
        assert not page.context.cookies()

        # Where the connection is gone, one sentence and one button.
        kernel = kernel_of(page)
        requests.post(
            f"{served.address}/api/live/voila/api/shutdown/{kernel}",
            headers={"Origin": served.address},
            timeout=10,
        )
        expect(page.get_by_role("alert")).to_contain_text("no longer responds")
        page.get_by_role("button", name="Reload").click()
        expect(page.get_by_role("slider", name="Books")).to_be_visible(timeout=60_000)
        assert kernel_of(page) != kernel
        page.get_by_role("link", name="Perpustakaan").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_scripts_in_outputs_run_and_what_fails_is_a_sentence(server, open_page, eventually):
    page = open_page()
    page.goto(f"{server.address}/suluh/naskah", wait_until="commit")
    expect(page.get_by_text("dari HTML")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("dari JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Lanjut")).to_be_visible()  # a lesson, as a widget
    page.get_by_role("button", name="Tekan").click()
    expect(page.get_by_text("Coba pilihan lain")).to_be_visible()
    assert "rahasia" not in page.content()
    close(page, server, eventually)


def test_the_queue_moves_on_without_scripts(server, open_page, eventually):
    first = open_page()
    first.goto(f"{server.address}/suluh/anggaran", wait_until="commit")
    expect(first.get_by_role("slider", name="Buku")).to_be_visible(timeout=60_000)
    second = open_page(java_script_enabled=False)
    second.goto(f"{server.address}/suluh/en/anggaran")
    expect(second.get_by_text("You are next.")).to_be_visible()
    close(first, server, eventually)
    expect(second.get_by_text("You are next.")).to_have_count(0, timeout=30_000)
    expect(second.get_by_text("Geser.")).to_be_visible()
    second.close()
