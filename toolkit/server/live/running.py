"""A notebook run for one visitor, and what it shows as pieces of a page, one after the other."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from toolkit.pages.errors import NotebookError
from toolkit.pages.shown import PICTURES, NeedsKernelError, is_hidden, opening, prose, static
from toolkit.server.live.channels import failure
from toolkit.server.live.kernels import Visit

OUTPUT = "application/vnd.voila.cell-output+json"
"""The type of the script element from which Voilà takes an output to draw."""

PLAIN = frozenset({*PICTURES, "text/html", "text/markdown", "text/plain"})
"""Forms of outputs that need no script to be seen."""


class StoppedError(Exception):
    """A notebook did not run to its end; the message is for staff."""


class _Client(NotebookClient):
    """Runs cells. What goes wrong in them is not shown to patrons, not even inside a widget."""

    language = ""

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        if msg["msg_type"] == "stream" and msg["content"].get("name") == "stderr":
            return None
        if msg["msg_type"] == "error":
            msg["content"] = failure(self.language)
        return super().process_message(msg, cell, cell_index)


@dataclass(frozen=True)
class Running:
    """A notebook on its way to a visitor."""

    notebook: NotebookNode
    path: Path
    language: str

    async def pieces(
        self, visit: Callable[[], Awaitable[Visit]], cell: float
    ) -> AsyncGenerator[str]:
        """Yield HTML. The visit's kernel is only asked for when the first cell needs it.

        Each cell has `cell` seconds. Raises `StoppedError` where a cell fails.
        """
        client = None
        for index, each in enumerate(self.notebook.cells):
            hidden = is_hidden(each)
            if each.cell_type == "markdown" and not hidden:
                yield self._prose(each.source)
            if each.cell_type != "code" or not each.source.strip():
                continue
            client = client or self._client(await visit(), cell)
            await self._run(client, each, index)
            for output in each.outputs if not hidden else ():
                if output.output_type != "error":
                    yield self._output(output)

    def _client(self, visit: Visit, cell: float) -> NotebookClient:
        client = _Client(
            self.notebook,
            km=visit.kernel,
            timeout=cell,
            record_timing=False,
            coalesce_streams=True,
        )
        client.language = self.language
        client.kc = visit.client
        return client

    async def _run(self, client: NotebookClient, cell: NotebookNode, index: int) -> None:
        try:
            await client.async_execute_cell(cell, index, store_history=False)
        except CellExecutionError as error:
            raise StoppedError(f"{error.ename}: {error.evalue}") from error
        except CellTimeoutError as error:
            raise StoppedError("TimeoutError") from error
        except DeadKernelError as error:
            raise StoppedError("DeadKernelError") from error

    def _prose(self, source: str) -> str:
        try:
            return f'<div class="live-prose">{prose(source, self.path)}</div>\n'
        except NotebookError as error:
            raise StoppedError(error.key) from error

    def _output(self, output: NotebookNode) -> str:
        if set(output.get("data", {})) <= PLAIN:
            try:
                return f"{static(output, self.path)}\n"
            except NeedsKernelError:
                pass  # it holds a script
        # It is the library's own notebook: what it shows may be shown as it is.
        text = json.dumps({**output, "trusted": True}, ensure_ascii=False)
        safe = text.replace("<", "\\u003c")  # only "<" could end a script element early
        return f'<div class="live-output"><script type="{OUTPUT}">{safe}</script></div>\n'


def read(path: Path, language: str) -> tuple[str, str, Running]:
    """Return the title of a notebook, its first words, and the notebook to run.

    Raises `OSError`, `ValueError`.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except OSError:
        raise
    except Exception as error:  # whatever a broken file makes nbformat raise
        raise ValueError(path.name) from error
    title, summary = opening(notebook, path)
    return title, summary, Running(notebook, path, language)
