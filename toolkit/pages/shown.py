"""What a notebook shows once it has run: players of lessons, and HTML. Or that it needs Python."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from markupsafe import Markup

from toolkit.lesson import markdown, plain
from toolkit.lesson.pictures import TYPES, Album, data_address
from toolkit.lesson.problems import Report
from toolkit.pages.errors import NotebookError

if TYPE_CHECKING:
    from nbformat import NotebookNode

JUPYTERLAB_ONLY = "jupyterlab"
"""The tag of a cell that speaks to who opens the notebook in JupyterLab, not to patrons."""

LONGEST_SUMMARY = 200
"""Letters of a page's description that others show."""

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
PLAYER = "toolkit.player.widget.Player"
SCRIPT = "application/javascript"
PICTURES = ("image/png", "image/jpeg", "image/svg+xml")

IN_PAGE = (
    *("lesson", "words", "library", "languages", "language", "first_aid", "handout"),
    "catalogue",
)
"""The traits of the player that its page holds; script and style are files of their own."""


@dataclass(frozen=True)
class Block:
    """One thing that a notebook shows: HTML, or the state of a player."""

    html: str = ""
    player: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Shown:
    """What a notebook shows, in order."""

    title: str
    summary: str
    minutes: int
    blocks: tuple[Block, ...]
    needs_kernel: bool  # it has widgets that ask Python, or scripts; then no blocks

    @property
    def lesson(self) -> Mapping[str, Any] | None:
        """The first lesson that it plays, as `toolkit.lesson.data` gives it."""
        return next((block.player["lesson"] for block in self.blocks if block.player), None)

    @property
    def lessons(self) -> tuple[Mapping[str, Any], ...]:
        """All lessons that it plays."""
        return tuple(block.player["lesson"] for block in self.blocks if block.player)

    def to_json(self) -> bytes:
        """Return it as it can be kept."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, kept: bytes) -> Self:
        """Return what was kept."""
        found = json.loads(kept)
        return cls(**{**found, "blocks": tuple(Block(**block) for block in found["blocks"])})


class NeedsKernelError(Exception):
    """It has a widget that asks Python, or a script: a page alone cannot show it."""


def shown(notebook: NotebookNode, path: Path) -> Shown:
    """Return what an executed notebook shows.

    Raises `NotebookError` where a picture of it cannot be had.
    """
    title, summary = opening(notebook, path)
    try:
        blocks = tuple(block for block in _blocks(notebook, path) if block.html or block.player)
    except NeedsKernelError:
        return Shown(title, summary, 0, (), needs_kernel=True)
    lesson = next((block.player["lesson"] for block in blocks if block.player), None)
    if lesson is None:
        return Shown(title, summary, 0, blocks, needs_kernel=False)
    return Shown(
        lesson["title"], lesson["summary"], lesson["minutes"] or 0, blocks, needs_kernel=False
    )


def opening(notebook: NotebookNode, path: Path) -> tuple[str, str]:
    """Return the title of a notebook and its first words, both plain; "" where there are none.

    The heading with which its text begins is taken out of it: the page has it as its own. A title
    in the metadata counts more.
    """
    title = str(notebook.metadata.get("title", ""))
    shown = (cell for cell in notebook.cells if not is_hidden(cell))
    first = next(shown, None)
    if first is None or first.cell_type != "markdown":
        return title or path.stem, ""
    if first.source.startswith("# "):
        heading, _, first.source = first.source.partition("\n")
        title = title or _words(heading.removeprefix("# "))
    paragraphs = (each for each in first.source.split("\n\n") if each.strip()[:1].isalnum())
    return title or path.stem, _words(next(paragraphs, ""))[:LONGEST_SUMMARY]


def is_hidden(cell: NotebookNode) -> bool:
    """Return whether a cell is not for patrons."""
    return JUPYTERLAB_ONLY in (cell.metadata.get("tags") or ())


def _words(source: str) -> str:
    return plain.text(markdown.parse(source).nodes)


def _blocks(notebook: NotebookNode, path: Path) -> Iterator[Block]:
    widgets = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    for cell in notebook.cells:
        if is_hidden(cell):
            continue
        if cell.cell_type == "markdown":
            yield Block(prose(cell.source, path))
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if VIEW in data:
                yield _player(widgets.get(data[VIEW]["model_id"], {}))
            else:
                yield Block(static(output, path))


def _player(widget: Mapping[str, Any]) -> Block:
    state = widget.get("state", {})
    if state.get("_anywidget_id") != PLAYER:
        raise NeedsKernelError
    return Block(player={key: state[key] for key in IN_PAGE})


def static(output: NotebookNode, path: Path) -> str:
    """Return one output as HTML, the richest form first. Raises `NeedsKernelError`."""
    if output.output_type == "stream":
        # Warnings are for who writes the notebook, not for patrons.
        return Markup("<pre>{}</pre>").format(output.text) if output.name == "stdout" else ""
    data = output.get("data", {})
    if SCRIPT in data:
        raise NeedsKernelError
    if "text/html" in data:
        if "<script" in data["text/html"].lower():
            raise NeedsKernelError
        return f'<div class="suluh-output">{data["text/html"]}</div>'
    for kind in PICTURES:
        if kind in data:
            alt = output.metadata.get(kind, {}).get("alt", "")  # as IPython's Image(alt=...) has it
            return Markup('<img src="{}" alt="{}">').format(_address(data[kind], kind), alt)
    if "text/markdown" in data:
        return prose(data["text/markdown"], path)
    return Markup("<pre>{}</pre>").format(data.get("text/plain", ""))


def prose(source: str, path: Path) -> str:
    """Return Markdown as HTML, with the pictures that lie beside the notebook."""
    nodes = markdown.parse(source).nodes
    report = Report(path.name)
    Album(path.parent, report).embed(nodes)
    if report.fatal:
        raise NotebookError("no_picture", file=path.name)
    return markdown.html(nodes, {})


def _address(picture: str, kind: str) -> str:
    """Return the data: address of a picture as a kernel sends it: all but SVG in base64."""
    if kind == TYPES[".svg"]:
        return data_address(picture.encode(), kind)
    return f"data:{kind};base64,{picture.strip()}"
