"""The same notebook in JupyterLab and in stock Voilà, in a real browser."""

import re
import sys
from pathlib import Path

import lab as jupyter
import pytest
from conftest import ROOT, Program, pages_of
from library_door import all_sent
from patron import Patron
from playwright.sync_api import expect

from toolkit.project import Project
from toolkit.records.nouns import Filter
from toolkit.records.records import Records

NOTEBOOK = "misinformation.ipynb"
LESSON = Project(ROOT).lesson("misinformation", "id")


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("jupyter")
    return {**jupyter.settings_in(folder), "SULUH_DATA": str(folder / "records")}


@pytest.fixture(scope="module")
def lab(settings):
    with jupyter.running(settings) as lab:
        lab.start_kernel(NOTEBOOK)
        yield lab


@pytest.fixture(scope="module")
def lab_page(lab, chromium):
    """The notebook in JupyterLab: to open it takes longer than what a test does with it."""
    with pages_of(chromium) as open_:
        page = open_(phone=False, color_scheme="dark")
        lab.open(page, NOTEBOOK)
        yield page


FORGET = """() => Object.keys(localStorage).filter((key) => key.startsWith("suluh"))
  .forEach((key) => localStorage.removeItem(key))"""


@pytest.fixture
def in_lab(lab, lab_page):
    """The lesson after Run All in JupyterLab, as somebody has it who never was there."""
    lab.clear(lab_page)
    expect(lab_page.locator(".suluh")).to_have_count(0)
    lab_page.evaluate(FORGET)
    lab.run_all(lab_page)
    patron = Patron(lab_page, touch=False, lesson=LESSON)
    patron.ready()
    return patron


def test_jupyterlab_plays_the_lesson_whole(in_lab, settings):
    played = in_lab.play()
    assert played[-1] == "result"
    assert len(played) > 12
    expect(in_lab.page.locator(".suluh-home")).to_have_count(0)  # there is no site round it
    all_sent(in_lab)
    with Records(Path(settings["SULUH_DATA"])) as records:
        (visit,) = records.visit_counts(Filter(trials=True))
        answered = sum(each.n for each in records.response_counts(Filter(trials=True)))
        assert not records.visit_counts()  # a trial
    assert (visit.lesson, visit.finished, visit.n) == (LESSON.name, True, 1)
    assert answered > 8


def test_the_page_of_jupyterlab_stays_whole(in_lab):
    page = in_lab.page
    assert not page.locator(".suluh h1, .suluh main").count()
    ids = page.evaluate("[...document.querySelectorAll('.suluh [id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert all(re.search(r"\d|[a-z0-9]{6}", each) for each in ids)
    toolbar = page.locator(".jp-NotebookPanel-toolbar").first
    assert toolbar.evaluate("(element) => getComputedStyle(element).fontFamily") == page.locator(
        ".jp-MenuBar, .lm-MenuBar"
    ).first.evaluate("(element) => getComputedStyle(element).fontFamily")


def test_keys_belong_to_the_lesson_while_it_has_the_focus(in_lab):
    page = in_lab.page
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    while in_lab.phase != "answering" or in_lab.kind != "judge":
        if in_lab.phase == "answering":
            in_lab.answer()
        in_lab.forward()
    in_lab.choose(0)
    radio = page.locator(".suluh-activity input").first
    expect(radio).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".suluh-activity input").nth(1)).to_be_checked()
    for key in ("a", "b", "d", "d", "m", "x"):
        page.keyboard.press(key)
    expect(page.locator(".suluh-activity input").nth(1)).to_be_focused()
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    page.locator(".suluh-main-action").focus()
    page.keyboard.press("b")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    page.keyboard.press("Enter")
    expect(in_lab.screen_element).to_have_attribute("data-phase", "revealed")


def test_own_words_can_hold_any_letter(in_lab):
    page = in_lab.page
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    while in_lab.phase != "answering" or in_lab.kind != "recall":
        if in_lab.phase == "answering":
            in_lab.answer()
        in_lab.forward()
    page.locator(".suluh-text").click()
    page.keyboard.type("babad dd xx")
    expect(page.locator(".suluh-text")).to_have_value("babad dd xx")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells


def test_the_language_changes_through_the_kernel(in_lab):
    page = in_lab.page
    heading = page.locator(".suluh-screen h2").inner_text()
    page.locator(".suluh-menu-button").click()
    page.locator(".suluh-menu").get_by_text("English").click()
    expect(page.locator(".suluh-screen h2")).not_to_have_text(heading)
    expect(in_lab.main_action).to_have_text("Next")


def test_presenting_fills_the_screen_and_its_keys_stay_with_it(lab, open_page):
    notebook = lab.home / "notebooks" / "tayangan.ipynb"
    text = (lab.home / "notebooks" / NOTEBOOK).read_text(encoding="utf-8")
    presenting = text.replace("import play", "import present").replace("play(", "present(")
    notebook.write_text(presenting, encoding="utf-8")
    lab.start_kernel(notebook.name)
    page = open_page(phone=False)
    lab.open(page, notebook.name)
    lab.run_all(page)
    stage = page.locator(".suluh-stage")
    expect(stage).to_have_attribute("data-shown", "title", timeout=60_000)
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    page.locator('[data-deed="full"]').click()
    page.wait_for_function("document.fullscreenElement?.matches('.suluh')")
    page.keyboard.press("PageDown")
    expect(stage).to_have_attribute("data-shown", LESSON.steps[0].id)
    page.keyboard.press("b")  # which inserts a cell, elsewhere in JupyterLab
    page.keyboard.press("Home")
    expect(stage).to_have_attribute("data-shown", "title")
    page.evaluate("document.exitFullscreen()")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    lab.stop_kernel(notebook.name)


@pytest.fixture(scope="module")
def voila(settings):
    port = jupyter.free_port()
    command = [sys.executable, "-m", "voila", f"notebooks/{NOTEBOOK}", "--no-browser"]
    options = [f"--port={port}", "--Voila.ip=127.0.0.1", "--Voila.port_retries=0"]
    with Program([*command, *options], cwd=settings["SULUH_HOME"], env=settings) as program:
        program.wait_for("running at", 90)
        yield f"http://127.0.0.1:{port}/"


def test_stock_voila_plays_the_lesson_whole_in_the_theme_of_the_device(voila, open_page):
    page = open_page(color_scheme="light")
    patron = Patron(page, lesson=LESSON)
    patron.open(voila)
    assert not page.get_by_text("Run All").count()
    expect(page.locator(".suluh")).to_have_attribute("data-theme", "light")
    assert patron.play()[-1] == "result"


def test_stock_voila_takes_the_language_from_the_address_and_a_dark_theme(voila, open_page):
    patron = Patron(open_page(color_scheme="dark"))
    patron.open(f"{voila}?lang=en")
    expect(patron.main_action).to_have_text("Next")
    expect(patron.page.locator(".suluh")).to_have_attribute("data-theme", "dark")


def test_the_theme_is_that_of_lab_in_lab(in_lab):
    expect(in_lab.page.locator("body")).to_have_attribute("data-jp-theme-light", "true")
    expect(in_lab.page.locator(".suluh")).to_have_attribute("data-theme", "light")
