"""The same notebook in JupyterLab and in stock Voilà, in a real browser."""

import os
import re
import socket
import sys
import time
from contextlib import suppress
from uuid import uuid4

import pytest
import requests
from conftest import Program, make_project
from patron import Patron
from playwright.sync_api import expect

NOTEBOOK = "misinformation.ipynb"
TOKEN = "suluh-test"  # of a server that lives for one test on 127.0.0.1


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """An environment in which Jupyter keeps away from the user's own settings."""
    folder = tmp_path_factory.mktemp("jupyter")
    names = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    home = make_project(folder / "project")
    own = {name: str(folder / below) for name, below in names.items()}
    return {**os.environ, **own, "SULUH_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def lab(settings):
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    options = [f"--port={free_port()}", f"--IdentityProvider.token={TOKEN}"]
    quiet = [
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    with Program([*command, *options, *quiet], cwd=settings["SULUH_HOME"], env=settings) as program:
        address = program.wait_for(r"(http://127\.0\.0\.1:\d+)/lab", 90)
        start_kernel(address)
        yield address


def start_kernel(address):
    """Start the notebook's kernel: JupyterLab drops what is run while its first one starts."""
    path = f"notebooks/{NOTEBOOK}"
    session = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
    for _ in range(100):
        with suppress(requests.ConnectionError):  # its address is told before it listens
            headers = {"Authorization": f"token {TOKEN}"}
            answer = requests.post(
                f"{address}/api/sessions", json=session, headers=headers, timeout=60
            )
            assert answer.status_code == 201, answer.text
            return
        time.sleep(0.2)


@pytest.fixture
def in_lab(lab, open_page):
    """The lesson after Run All in JupyterLab."""
    page = open_page(phone=False, color_scheme="dark")
    workspace = f"lab/workspaces/{uuid4().hex}/tree/notebooks"  # nothing left open by other tests
    page.goto(f"{lab}/{workspace}/{NOTEBOOK}?token={TOKEN}")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    patron = Patron(page, touch=False)
    patron.ready()
    return patron


def test_jupyterlab_plays_the_lesson_whole(in_lab):
    played = in_lab.play()
    assert played[-1] == "result"
    assert len(played) > 12
    expect(in_lab.page.locator(".suluh-home")).to_have_count(0)  # there is no site round it


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


@pytest.fixture(scope="module")
def voila(settings):
    port = free_port()
    command = [sys.executable, "-m", "voila", f"notebooks/{NOTEBOOK}", "--no-browser"]
    options = [f"--port={port}", "--Voila.ip=127.0.0.1", "--Voila.port_retries=0"]
    with Program([*command, *options], cwd=settings["SULUH_HOME"], env=settings) as program:
        program.wait_for("running at", 90)
        yield f"http://127.0.0.1:{port}/"


def test_stock_voila_plays_the_lesson_whole(voila, open_page):
    page = open_page()
    patron = Patron(page)
    patron.open(voila)
    assert not page.get_by_text("Run All").count()
    assert patron.play()[-1] == "result"


def test_the_theme_is_that_of_lab_in_lab(in_lab):
    expect(in_lab.page.locator("body")).to_have_attribute("data-jp-theme-light", "true")
    expect(in_lab.page.locator(".suluh")).to_have_attribute("data-theme", "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_that_of_the_device_in_stock_voila(voila, open_page, scheme):
    patron = Patron(open_page(color_scheme=scheme))
    patron.open(voila)
    expect(patron.page.locator(".suluh")).to_have_attribute("data-theme", scheme)


def test_stock_voila_takes_the_language_from_the_address(voila, open_page):
    patron = Patron(open_page())
    patron.open(f"{voila}?lang=en")
    expect(patron.main_action).to_have_text("Next")
