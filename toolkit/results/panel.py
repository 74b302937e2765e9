"""The panel for trainers: paste a chat, see how the group did, take the report along.

It is made of ipywidgets, so that it works in JupyterLab and in stock Voilà. Nothing that somebody
pastes or uploads ends in a traceback, and nothing of it is kept.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from ipywidgets import HTML, Button, Dropdown, FileUpload, HBox, Textarea, ToggleButtons, VBox

from toolkit.project import Project
from toolkit.results.group import Group
from toolkit.results.intake import (
    Chosen,
    Handed,
    Intake,
    from_records,
    has_records,
    nothing,
    take,
    told_of,
    unread,
)
from toolkit.results.nouns import Section
from toolkit.results.page import fragment, style
from toolkit.results.report import Report
from toolkit.results.report_docx import docx
from toolkit.results.report_xlsx import xlsx
from toolkit.words import LANGUAGES, SpokenError, phrases, say

WORDS = phrases("toolkit.results")
STYLE = files("toolkit.results").joinpath("panel.css").read_text(encoding="utf-8")

OFFICE = "application/vnd.openxmlformats-officedocument"
WRITERS: Mapping[str, tuple[str, Callable[[Report], bytes]]] = {
    "docx": (f"{OFFICE}.wordprocessingml.document", docx),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", xlsx),
}
"""The files there are to make, by their endings, with their media types."""

LEVEL = 3
"""Of the headings inside the results of a lesson: its title is one above, the notebook's on top."""


def panel(project: Project, language: str) -> VBox:
    """Return the panel as a widget that speaks a language first."""
    return Panel(project, language).box


class Panel:
    """The panel, and what is on it."""

    def __init__(self, project: Project, language: str) -> None:
        self._project = project
        self._source: Intake | None = None  # None: the records
        self._told: Sequence[tuple[Group, tuple[Section, ...]]] = ()
        self._setting = False  # while we set the choices ourselves

        spoken = [(name, code) for code, name in LANGUAGES.items()]
        self.language = ToggleButtons(options=spoken, value=language)
        self.intro, self.files_hint, self.notice = HTML(), HTML(), HTML()
        self.shown, self.download = HTML(), HTML()
        self.paste = Textarea(rows=8)
        self.files = FileUpload(accept=".txt,.csv,.tsv,.zip,.json", multiple=True)
        self.read = Button(button_style="primary")
        self.read_records = Button()
        self.lesson, self.class_name = Dropdown(), Dropdown()
        self.make = {ending: Button() for ending in WRITERS}
        self.choices = HBox([self.lesson, self.class_name])
        self.report = VBox([HBox(list(self.make.values())), self.download])
        self.box = VBox(
            [
                HTML(f"<style>{style()}{STYLE}</style>"),
                self.language,
                self.intro,
                self.paste,
                self.files,
                self.files_hint,
                HBox([self.read, self.read_records]),
                self.notice,
                self.choices,
                self.report,
                self.shown,
            ]
        )
        self.box.add_class("suluh-results-panel")
        self.notice.add_class("suluh-results-notice")
        self._show(self.read_records, when=has_records())
        self._say_all()
        self._empty()

        self.language.observe(lambda _: self._safely(self._speak), "value")
        self.files.observe(lambda _: self._safely(self._list_files), "value")
        self.read.on_click(lambda _: self._safely(self._read))
        self.read_records.on_click(lambda _: self._safely(self._read_records))
        for choice in (self.lesson, self.class_name):
            choice.observe(lambda _: self._safely(self._choose), "value")
        for ending, button in self.make.items():
            button.on_click(lambda _, ending=ending: self._safely(lambda: self._make(ending)))

    def _safely(self, act: Callable[[], None]) -> None:
        """Do something; whatever stops it is said in one sentence."""
        try:
            act()
        except SpokenError as error:
            self._tell(error.sentence(self._speaks))
        except Exception:  # noqa: BLE001 - people paste everything, and a traceback helps nobody
            self._empty()
            self._tell(self._say("panel_failed"))

    def _read(self) -> None:
        handed = [
            Handed(str(each["name"]), bytes(each["content"])) for each in self.files.value or ()
        ]
        if self.paste.value.strip():
            handed.append(Handed("", self.paste.value))
        self._empty()
        if not handed:
            self._tell(self._say("panel_empty"))
            return
        self._tell(self._say("panel_working"))
        self._source = take(handed, self._project)
        self._offer()

    def _read_records(self) -> None:
        self._empty()
        self._tell(self._say("panel_working"))
        self._source = None
        self._offer()

    def _offer(self, lesson: str = "", class_name: str = "") -> None:
        """Offer the lessons and classes there are; show one of them, or all."""
        groups = self._groups(Chosen())
        lessons = [(group.version.title, group.version.name) for group in groups]
        classes = dict.fromkeys(name for group in groups for name in group.class_names)
        self._setting = True
        try:
            self.lesson.options = [(self._say("panel_all_lessons"), ""), *lessons]
            self.class_name.options = [
                (self._say("panel_all_classes"), ""),
                *((name, name) for name in classes),
            ]
            self.lesson.value, self.class_name.value = lesson, class_name
        finally:
            self._setting = False
        self._show(self.lesson, when=len(lessons) > 1)
        self._show(self.class_name, when=bool(classes))
        if lesson or class_name:
            groups = self._groups(Chosen(lesson, class_name))
        self._draw(groups)

    def _choose(self) -> None:
        if not self._setting:
            self._tell(self._say("panel_working"))
            chosen = Chosen(self.lesson.value or "", self.class_name.value or "")
            self._draw(self._groups(chosen))

    def _groups(self, chosen: Chosen) -> tuple[Group, ...]:
        if self._source:
            return self._source.groups(chosen, self._speaks)
        return from_records(chosen, self._project, self._speaks)

    def _draw(self, groups: Sequence[Group]) -> None:
        self._told = told_of(groups, self._project, self._speaks)
        self.download.value = ""
        left = unread(self._source, self._speaks) if self._source else None
        pieces = []
        for group, sections in self._told:
            pieces.append(f"<h2>{escape(group.version.title)}</h2>")
            pieces.append(fragment(sections, self._speaks, LEVEL))
        if left:
            pieces.append(fragment([left], self._speaks, LEVEL - 1))
        self.shown.value = "".join(pieces)
        chosen = self.lesson.value or self.class_name.value
        self._show(self.choices, when=bool(self._told or chosen))
        self._show(self.report, when=bool(self._told))
        if self._told:
            keys = ("panel_shown", *(("panel_unread",) if left else ()))
            self._tell(" ".join(map(self._say, keys)))
        else:
            self._tell(self._say(nothing(self._source)))

    def _make(self, ending: str) -> None:
        self.download.value = ""
        self._tell(self._say("panel_making"))
        report = Report.of(self._told, self._project, self._speaks)
        media_type, write = WRITERS[ending]
        content = base64.b64encode(write(report)).decode("ascii")
        name = f"{report.file_name}.{ending}"
        self.download.value = (
            f'<a class="suluh-results-download" download="{escape(name)}" '
            f'href="data:{media_type};base64,{content}">'
            f"{escape(self._say('panel_download', file=name))}</a>"
        )
        self._tell(self._say("panel_made"))

    def _speak(self) -> None:
        """Say everything again, in the other language."""
        self._say_all()
        self._list_files()
        if self._told:
            self._offer(self.lesson.value or "", self.class_name.value or "")
        else:
            self._empty()
            self._tell("")

    def _list_files(self) -> None:
        names = ", ".join(str(each["name"]) for each in self.files.value or ())
        self.files_hint.value = f"<p>{escape(names or self._say('panel_files_hint'))}</p>"

    def _say_all(self) -> None:
        intro, stays = self._say("panel_intro"), self._say("panel_stays")
        self.intro.value = f"<p>{escape(intro)} {escape(stays)}</p>"
        self.language.description = self._say("panel_language")
        self.paste.description = self._say("panel_paste")
        self.paste.placeholder = self._say("panel_example")
        self.files.description = self._say("panel_files")
        self.read.description = self._say("panel_read")
        self.read_records.description = self._say("panel_records")
        self.lesson.description = self._say("panel_lesson")
        self.class_name.description = self._say("panel_class")
        for ending, button in self.make.items():
            button.description = self._say(f"panel_make_{ending}")
        self._list_files()

    def _empty(self) -> None:
        self._told = ()
        self.shown.value = self.download.value = ""
        for widget in (self.choices, self.report):
            self._show(widget, when=False)

    def _tell(self, sentence: str) -> None:
        self.notice.value = f'<p role="alert">{escape(sentence)}</p>' if sentence else ""

    def _say(self, key: str, **facts: object) -> str:
        return say(WORDS, key, self._speaks, **facts)

    @property
    def _speaks(self) -> str:
        return str(self.language.value)

    @staticmethod
    def _show(widget: Any, *, when: bool) -> None:
        widget.layout.display = None if when else "none"
