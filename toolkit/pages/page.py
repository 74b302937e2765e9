"""From an executed notebook to a page: complete HTML that needs no kernel."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from nbformat import NotebookNode

from toolkit.lesson import markdown
from toolkit.lesson.pictures import TYPES, Album, data_address
from toolkit.lesson.problems import Report
from toolkit.library import Library
from toolkit.pages.kernel import WORDS, NotebookError
from toolkit.project import FIRST_AID_PAGE
from toolkit.words import LANGUAGES, say, spoken

JUPYTERLAB_ONLY = "jupyterlab"
"""The tag of a cell that speaks to who opens the notebook in JupyterLab, not to patrons."""

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
PLAYER = "toolkit.player.widget.Player"
SCRIPT = "application/javascript"
PICTURES = ("image/png", "image/jpeg", "image/svg+xml")

IN_PAGE = ("lesson", "words", "library", "languages", "language", "first_aid")
"""The traits of the player that its page holds; script and style are files of their own."""


@dataclass(frozen=True)
class Page:
    """One finished page of the site."""

    address: str  # below the site's root: "", "misinformation", "en/misinformation"
    body: str
    status: int = HTTPStatus.OK
    title: str = ""
    summary: str = ""
    minutes: int = 0

    @property
    def good(self) -> bool:
        """Whether it is what it should be, and no notice in its place."""
        return self.status == HTTPStatus.OK


@dataclass(frozen=True)
class Frame:
    """What every page of one language stands in."""

    library: Library
    language: str
    assets: Mapping[str, str]  # name of a file to its address below the site's root

    def page(self, template: str, address: str, **facts: Any) -> str:
        """Return a template of `toolkit/pages/templates` as a complete page."""
        up = up_from(address)
        return (
            _templates()
            .get_template(template)
            .render(
                library=self.library,
                language=self.language,
                languages=self.library.languages,
                names=LANGUAGES,
                words={key: Markup(text) for key, text in spoken(WORDS, self.language).items()},
                asset=lambda name: up + self.assets[name],
                up=up,
                **facts,
            )
        )

    def home(self, address: str) -> str:
        """Return where all lessons are in this language, relative to a page's address."""
        return up_from(address) + address_of("", self.language, self.library)

    def addresses(self, name: str) -> dict[str, str]:
        """Return where the page of a name is in each language, relative to the one in this."""
        up = up_from(address_of(name, self.language, self.library))
        return {code: up + address_of(name, code, self.library) for code in self.library.languages}

    def say(self, key: str, **facts: object) -> str:
        """Return a phrase of this room in the page's language."""
        return say(WORDS, key, self.language, **facts)


def up_from(address: str) -> str:
    """Return the site's root, relative to the address of a page below it."""
    return "../" * address.count("/") or "./"


def address_of(name: str, language: str, library: Library) -> str:
    """Return the address of a page below the site's root: the first language has no prefix.

    The page without a name is the one that has all lessons.
    """
    return name if language == library.languages[0] else f"{language}/{name}"


def lesson_page(notebook: NotebookNode, path: Path, frame: Frame) -> Page:
    """Return the page of an executed notebook.

    Raises `NotebookError` where it shows what needs Python while it is open.
    """
    name = path.stem
    address = address_of(name, frame.language, frame.library)
    addresses = frame.addresses(name)
    place = {"addresses": addresses, "home": frame.home(address)}
    first_aid = frame.addresses(FIRST_AID_PAGE)[frame.language]
    blocks = list(_blocks(notebook, path, place, first_aid))
    lesson = next((block["lesson"] for block in blocks if "lesson" in block), None)
    title = lesson["title"] if lesson else notebook.metadata.get("title", name)
    summary = lesson["summary"] if lesson else ""
    body = frame.page(
        "lesson.html.j2",
        address,
        title=title,
        summary=summary,
        addresses=addresses,
        blocks=blocks,
        lesson=lesson,
    )
    return Page(address, body, HTTPStatus.OK, title, summary, lesson["minutes"] if lesson else 0)


def _blocks(
    notebook: NotebookNode, path: Path, place: Mapping[str, Any], first_aid: str
) -> Iterator[dict[str, Any]]:
    """Yield what the notebook shows, in order: players, told where they are, and HTML."""
    widgets = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    for cell in notebook.cells:
        if JUPYTERLAB_ONLY in (cell.metadata.get("tags") or ()):
            continue
        if cell.cell_type == "markdown":
            yield {"html": _prose(cell.source, path)}
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if VIEW in data:
                yield _player(widgets.get(data[VIEW]["model_id"], {}), place, first_aid, path)
            else:
                yield {"html": _output(output, path)}


def _player(
    widget: Mapping[str, Any], place: Mapping[str, Any], first_aid: str, path: Path
) -> dict[str, Any]:
    state = widget.get("state", {})
    if state.get("_anywidget_id") != PLAYER:
        raise NotebookError("needs_kernel", file=path.name)
    kept = {**{key: state[key] for key in IN_PAGE}, **place}
    if kept["first_aid"]:
        kept["first_aid"] = {**kept["first_aid"], "address": first_aid}
    return {
        "lesson": state["lesson"],
        "handout": Markup(state["handout"]),
        # In a script element only "<" could end the JSON early.
        "state": Markup(json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c")),
    }


def _output(output: NotebookNode, path: Path) -> Markup:
    """Return one output as HTML, the richest form first."""
    if output.output_type == "stream":
        # Warnings are for who writes the notebook, not for patrons.
        return Markup("<pre>{}</pre>").format(output.text) if output.name == "stdout" else Markup()
    data = output.get("data", {})
    if SCRIPT in data:
        raise NotebookError("needs_kernel", file=path.name)
    if "text/html" in data:
        if "<script" in data["text/html"].lower():
            raise NotebookError("needs_kernel", file=path.name)
        return Markup('<div class="suluh-output">{}</div>').format(Markup(data["text/html"]))
    for kind in PICTURES:
        if kind in data:
            alt = output.metadata.get(kind, {}).get("alt", "")  # as IPython's Image(alt=...) has it
            return Markup('<img src="{}" alt="{}">').format(_address(data[kind], kind), alt)
    if "text/markdown" in data:
        return _prose(data["text/markdown"], path)
    return Markup("<pre>{}</pre>").format(data.get("text/plain", ""))


def _prose(source: str, path: Path) -> Markup:
    """Return Markdown as HTML, with the pictures that lie beside the notebook."""
    nodes = markdown.parse(source).nodes
    report = Report(path.name)
    Album(path.parent, report).embed(nodes)
    if report.fatal:
        raise NotebookError("no_picture", file=path.name)
    return Markup(markdown.html(nodes, {}))


def _address(picture: str, kind: str) -> str:
    """Return the data: address of a picture as a kernel sends it: all but SVG in base64."""
    if kind == TYPES[".svg"]:
        return data_address(picture.encode(), kind)
    return f"data:{kind};base64,{picture.strip()}"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("toolkit.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
