"""One warm kernel that runs notebooks again and again.

A cold kernel takes seconds, a warm one tens of milliseconds: a saved lesson shows at once.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.pages.errors import NotebookError, UnplayableError

if TYPE_CHECKING:  # they take a second to import, and pages that are kept need no kernel
    from jupyter_client.client import KernelClient
    from jupyter_client.manager import AsyncKernelManager
    from nbclient.exceptions import CellExecutionError
    from nbformat import NotebookNode

CELL_SECONDS = 20
"""How long one cell may take before the page counts as broken."""

FRESH = "from toolkit.pages.fresh import begin\nbegin({folder!r}, {query!r}, {home!r})"


class WarmKernel:
    """Runs notebooks. Use it from one thread only, but for `kill`; close it at the end."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._manager: AsyncKernelManager | None = None
        self._channels: KernelClient | None = None
        self._killed = False

    def run(self, path: Path, language: str) -> NotebookNode:
        """Return a notebook with its outputs and the state of its widgets.

        The run sees `lang=LANGUAGE` as the page's address would give it. Raises `NotebookError`.
        """
        if self._killed:  # none is started any more
            raise NotebookError("died", file=path.name)
        warm = self._channels is not None
        try:
            return self._run(path, language)
        except NotebookError as error:
            # A warm one may have died while nobody looked; a new one tells.
            if error.key == "died" and warm and not self._killed:
                return self._run(path, language)
            raise

    def kill(self) -> None:
        """End a kernel that may be busy, for good and from any thread: its run fails at once."""
        self._killed = True
        provisioner = self._manager.provisioner if self._manager else None
        if process := getattr(provisioner, "process", None):
            process.kill()

    def close(self) -> None:
        """End the kernel, if there is one."""
        if self._manager is None:
            return
        from jupyter_core.utils import run_sync

        if self._channels:
            self._channels.stop_channels()
        if self._manager.has_kernel:
            run_sync(self._manager.shutdown_kernel)(now=True)
        self._manager = self._channels = None

    def _run(self, path: Path, language: str) -> NotebookNode:
        import nbformat
        from nbclient.exceptions import CellExecutionError, CellTimeoutError

        notebook = _read(path)
        folder = str(path.parent)
        fresh = FRESH.format(folder=folder, query=f"lang={language}", home=str(self._home))
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

    def _execute(self, notebook: NotebookNode) -> None:
        from jupyter_client.manager import AsyncKernelManager
        from nbclient import NotebookClient

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
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # whatever a broken file makes nbformat raise
        raise NotebookError("no_notebook", file=path.name) from error


def _in_words(error: CellExecutionError, path: Path) -> NotebookError:
    if error.ename == "LessonError":
        return UnplayableError(error.evalue.splitlines())
    return NotebookError("cell_failed", file=path.name, error=f"{error.ename}: {error.evalue}")
