"""One warm kernel that runs notebooks again and again, each as if it were the first.

A cold kernel takes seconds, a warm one tens of milliseconds: a saved lesson shows at once.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import nbformat
from jupyter_client.client import KernelClient
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode

from toolkit.words import phrases, say

CELL_SECONDS = 60
"""How long one cell may take before the page counts as broken."""

# A run starts as a new kernel would: no names, no widgets, no modules from beside the notebook.
FRESH = """
import os, sys
import ipywidgets
ipywidgets.Widget.close_all()
for name, module in list(sys.modules.items()):
    if str(getattr(module, "__file__", None) or "").startswith({folder!r} + os.sep):
        del sys.modules[name]
os.chdir({folder!r})
os.environ["QUERY_STRING"] = {query!r}
os.environ["SULUH_HOME"] = {home!r}
get_ipython().reset(new_session=True)
"""


WORDS = phrases("toolkit.pages")


class NotebookError(Exception):
    """A notebook does not become a page; `sentence` tells staff why."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self._key = key
        self._facts = facts

    def sentence(self, language: str) -> str:
        """Return what happened and what to do next."""
        return say(WORDS, self._key, language, **self._facts)


class WarmKernel:
    """Runs notebooks. Use it from one thread only, and close it at the end."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._manager: AsyncKernelManager | None = None
        self._channels: KernelClient | None = None

    def run(self, path: Path, language: str) -> NotebookNode:
        """Return a notebook with its outputs and the state of its widgets.

        The run sees `lang=LANGUAGE` as the page's address would give it. Raises `NotebookError`.
        """
        notebook = _read(path)
        fresh = FRESH.format(
            folder=str(path.parent), query=f"lang={language}", home=str(self._home)
        )
        notebook.cells.insert(0, nbformat.v4.new_code_cell(fresh))
        try:
            self._execute(notebook)
        except CellExecutionError as error:
            raise _in_words(error, path) from error
        except CellTimeoutError as error:
            self.close()  # whatever still runs in it must not hold up the next page
            raise NotebookError("too_slow", file=path.name, seconds=CELL_SECONDS) from error
        except RuntimeError as error:  # it did not start, or did not live to the end
            self.close()
            raise NotebookError("died", file=path.name) from error
        del notebook.cells[0]
        return notebook

    def close(self) -> None:
        """End the kernel, if there is one."""
        if self._channels:
            self._channels.stop_channels()
        if self._manager and self._manager.has_kernel:
            run_sync(self._manager.shutdown_kernel)(now=True)
        self._manager = self._channels = None

    def _execute(self, notebook: NotebookNode) -> None:
        self._manager = self._manager or AsyncKernelManager()
        client = NotebookClient(
            notebook,
            km=self._manager,
            timeout=CELL_SECONDS,
            store_widget_state=True,
            # Its history is of no use to anyone, and two kernels would fight over the file.
            extra_arguments=["--HistoryManager.enabled=False"],
        )
        client.kc = self._channels
        try:
            # What a kernel writes to its own console is for its programmers, not for staff.
            client.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        finally:
            self._channels = client.kc


def _read(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # whatever a broken file makes nbformat raise
        raise NotebookError("no_notebook", file=path.name) from error


def _in_words(error: CellExecutionError, path: Path) -> NotebookError:
    if error.ename == "LessonError":
        return NotebookError("lesson_problems", problems=error.evalue)
    return NotebookError("cell_failed", file=path.name, error=f"{error.ename}: {error.evalue}")
