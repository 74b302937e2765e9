"""A JupyterLab of its own for the tests in a real browser."""

from __future__ import annotations

import os
import re
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import requests
from conftest import Program, make_project
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

TOKEN = "suluh-test"  # of a server that lives for one test on 127.0.0.1
TRIES = 4
NAMES = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
}


def settings_in(folder: Path) -> dict[str, str]:
    """Return an environment in which Jupyter keeps away from the user's own settings."""
    home = make_project(folder / "project")
    own = {name: str(folder / below) for name, below in NAMES.items()}
    return {**os.environ, **own, "SULUH_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    address: str
    home: Path

    def start_kernel(self, notebook: str) -> str:
        """Start a notebook's kernel: JupyterLab drops what is run while its first one starts."""
        path = f"notebooks/{notebook}"
        session = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        for _ in range(100):
            with suppress(requests.ConnectionError):  # its address is told before it listens
                answer = self._ask("post", "sessions", session)
                assert answer.status_code == 201, answer.text
                return answer.json()["kernel"]["id"]
            time.sleep(0.2)
        raise AssertionError("no kernel")

    def restart_kernel(self, notebook: str) -> None:
        """Start a notebook's kernel again, as after a crash."""
        answer = self._ask("post", f"kernels/{self.start_kernel(notebook)}/restart", {})
        assert answer.ok, answer.text

    def stop_kernel(self, notebook: str) -> None:
        self._ask("delete", f"kernels/{self.start_kernel(notebook)}")

    def open(self, page: Page, notebook: str) -> None:
        """Open a notebook in a workspace of its own: nothing is left open by other tests."""
        workspace = f"lab/workspaces/{uuid4().hex}/tree/notebooks"
        # On a busy machine JupyterLab asks which kernel to take, though this notebook has one.
        dialog = page.locator(".jp-Dialog .jp-mod-accept")

        def take_its_own(accept: Locator) -> None:
            own = page.locator(".jp-Dialog option").filter(has_text=f"notebooks/{notebook}")
            if own.count():
                value = own.first.get_attribute("value")
                page.locator(".jp-Dialog select").select_option(value)
            accept.click()

        page.add_locator_handler(dialog, take_its_own)
        page.goto(f"{self.address}/{workspace}/{notebook}?token={TOKEN}")
        self.ready(page)

    def ready(self, page: Page) -> None:
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=90_000)

    def clear(self, page: Page) -> None:
        """Take away what the cells of a notebook have shown."""
        page.get_by_role("menuitem", name="Edit", exact=True).click()
        page.get_by_role("menuitem", name="Clear Outputs of All Cells", exact=True).click()

    def run_all(self, page: Page) -> None:
        """Run all cells, again where JupyterLab asked for a kernel and then forgot to run them."""
        number = re.compile(r"\[\d+\]")
        prompt = page.locator(".jp-CodeCell .jp-InputPrompt").filter(has_text=number)
        shown = page.locator(".jp-CodeCell .jp-OutputArea-child")  # a folded cell has no prompt
        has_run = prompt.or_(shown).first
        for _ in range(TRIES):
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
            with suppress(PlaywrightTimeoutError):
                has_run.wait_for(state="attached", timeout=30_000)
                return
        raise AssertionError(f"JupyterLab ran no cell in {TRIES} tries")

    def _ask(self, method: str, path: str, content: dict | None = None) -> requests.Response:
        headers = {"Authorization": f"token {TOKEN}"}
        address = f"{self.address}/api/{path}"
        return requests.request(method, address, json=content, headers=headers, timeout=60)


@contextmanager
def running(settings: dict[str, str]) -> Iterator[Lab]:
    """Run JupyterLab in a project."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    options = [f"--port={free_port()}", f"--IdentityProvider.token={TOKEN}"]
    quiet = [
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    home = settings["SULUH_HOME"]
    with Program([*command, *options, *quiet], cwd=home, env=settings) as program:
        yield Lab(program.wait_for(r"(http://127\.0\.0\.1:\d+)/lab", 90), Path(home))
