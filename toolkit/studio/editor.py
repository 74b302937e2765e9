"""The widget of the studio: takes what a browser sends, asks the desk, tells what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from ipywidgets import HTML, HBox, VBox

from toolkit.activities import KINDS
from toolkit.lesson import reader, source, template
from toolkit.lesson.nouns import Lesson
from toolkit.player.widget import for_page
from toolkit.project import Project
from toolkit.studio import edits, shown, telling
from toolkit.studio.desk import Desk
from toolkit.studio.errors import StudioError
from toolkit.studio.pictures import Upload
from toolkit.studio.preview import Preview
from toolkit.words import phrases, say, spoken

STATIC = files("toolkit.studio").joinpath("static")
LARGEST = 4 * source.LARGEST
"""Letters of a text that a browser may send: more than the reader takes, which then says so."""


class Editor(anywidget.AnyWidget):
    """The text of a lesson with its tools. Everything a browser sends is looked at first."""

    _esm = STATIC.joinpath("studio.js").read_text(encoding="utf-8")
    _css = STATIC.joinpath("studio.css").read_text(encoding="utf-8")

    words = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    library = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: Desk, preview: Preview, language: str) -> None:
        self.desk = desk
        self.preview = preview
        self._speaks = language
        self._viewer = ""  # the one view that writes: a notebook can show a widget twice
        self._side = "preview"
        self._line = 0
        self._previewed: tuple[int, str, str] | None = None  # the step that was last shown
        self._stale = 0  # the line that keeps the preview from following, 0 where none does
        self.label = HTML()
        self.label.add_class("studio-label")
        preview.add_class("studio-preview")
        self.side = VBox([self.label, preview])
        self.side.add_class("studio-side")
        super().__init__(
            words=spoken(phrases("toolkit.studio"), language),
            language=language,
            library=for_page(desk.project.library),
        )
        self.on_msg(self._answer)
        self._lay_out()

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take no trait from a browser: what it has to say comes as messages."""

    def _answer(self, _: object, message: object, buffers: Sequence[bytes]) -> None:
        """Do what a message asks for, and answer it, whatever it holds."""
        if not isinstance(message, Mapping) or not isinstance(message.get("view"), str):
            return
        viewer = message["view"][:40]
        if message.get("do") == "hello":
            self._viewer = viewer
        elif viewer != self._viewer:
            return
        desk = self.desk
        desk.cursor, desk.notice = None, None
        opened = desk.opened if desk.sheet else 0
        base = desk.sheet.text if desk.sheet else ""
        notice, stopped, at = "", False, ""
        try:
            base = self._take_text(message, base)
            self._do(message, buffers)
        except StudioError as error:
            notice, stopped, at = error.sentence(self._speaks), True, error.at
        except Exception as error:  # noqa: BLE001  # nothing may keep the answer from coming
            said = f"{type(error).__name__}: {error}"
            notice, stopped = self._say("unexpected", error=said), True
        if desk.notice and not notice:
            notice = self._say(desk.notice[0], **desk.notice[1])
        answer = {"view": viewer, "re": message.get("serial"), "notice": notice, "stopped": stopped}
        answer["at"] = at
        self.send(answer | self._told(opened, base, fresh=message.get("do") == "hello"))
        self._show()
        self._lay_out()

    def _take_text(self, message: Mapping[str, Any], before: str) -> str:
        """Take what was typed since the last message; return what the browser now holds."""
        desk, text, line = self.desk, message.get("text"), message.get("line")
        if type(line) is int and 0 <= line <= LARGEST:
            self._line = line
        if not isinstance(text, str) or not desk.sheet or message.get("number") != desk.opened:
            return before
        if len(text) > LARGEST:
            raise StudioError("too_long")
        # Half of an emoji is a letter in a browser, and none in a file.
        text = text.encode("utf-8", "replace").decode("utf-8")
        desk.write(source.plain_lines(text))
        return desk.sheet.text

    def _do(self, message: Mapping[str, Any], buffers: Sequence[bytes]) -> None:
        """Do the one thing that is asked for; what nobody knows is nothing to do."""
        desk = self.desk
        match message.get("do"):
            case "open":
                desk.open(message.get("lesson"), message.get("language"))
                self._begin()
            case "leave":
                desk.leave()
            case "new":
                desk.new_lesson(message.get("title"))
                self._begin()
            case "look" | "hello":
                desk.look()
                if message.get("do") == "hello" and desk.sheet and desk.sheet.changed:
                    desk.notice = desk.notice or ("draft_taken", {})
            case "rescue":
                kept = (message.get(name) for name in ("lesson", "language", "kept", "digest"))
                desk.rescue(*kept)
            case "side":
                self._side = "original" if message.get("side") == "original" else "preview"
                desk.beside = ""
            case _:
                self._write(message, buffers)

    def _begin(self) -> None:
        """Begin at the first step: what stands above it is seldom what one came for."""
        sheet = self.desk.here
        self._line = next((step.start for step in sheet.layout.steps), 0)
        if sheet.is_translation and not sheet.paper.digest:
            self._side = "original"

    def _write(self, message: Mapping[str, Any], buffers: Sequence[bytes]) -> None:
        """Do what changes the text, or puts it into its file."""
        desk, column = self.desk, message.get("column")
        column = column if type(column) is int and 0 <= column <= LARGEST else 0
        match message.get("do"):
            case "fix":
                desk.fix()
            case "save":
                desk.save()
            case "answer":
                desk.answer(message.get("choice"))
            case "take":
                desk.take(message.get("piece"))
            case "copy":
                desk.copy_step(message.get("step"))
            case "insert":
                desk.insert(message.get("kind"), message.get("form"), self._line, column)
            case "picture" if buffers:
                upload = Upload(str(message.get("name"))[:200], bytes(buffers[0]))
                desk.insert_picture(upload, message.get("form"), self._line)

    def _told(self, opened: int, base: str, *, fresh: bool) -> dict[str, Any]:
        desk = self.desk
        sheet = desk.sheet
        if sheet and desk.cursor:
            self._line = desk.cursor[0]
        told: dict[str, Any] = {"cursor": desk.cursor}
        told["desk"] = telling.view(
            desk, self._speaks, self._line, original=self._side != "preview"
        )
        told["side"] = self._side
        if sheet is None:
            return told
        if fresh or opened != desk.opened:
            return told | {"text": sheet.text, "line": self._line}
        return told | {"edits": edits.data(edits.between(base, sheet.text))}

    def _show(self) -> None:
        """Show the step that is being written; while it cannot be read, as it was before."""
        sheet = self.desk.sheet
        if sheet is None:
            return
        lesson = sheet.preview(self._line)
        if lesson:
            step = lesson.steps[0]
            self._previewed, self._stale = (self.desk.opened, step.id, step.title), 0
            self.preview.show_step(lesson)
            return
        here = sheet.layout.step_at(self._line)
        errors = [each.line for each in sheet.reading.problems if each.level == "error"]
        inside = (line for line in errors if here and here.start < line <= here.end)
        self._stale = next(inside, errors[0] if errors else 1)
        # Never another step in the place of the one that is being written.
        opened, named, title = self._previewed or (0, "", "")
        known = here and (here.id == named if here.id else here.title == title)
        if opened != self.desk.opened or not known:
            self._previewed = None

    def _lay_out(self) -> None:
        sheet = self.desk.sheet
        translating = self._side == "original" and bool(sheet and sheet.is_translation)
        hidden = sheet is None or translating or bool(self.desk.beside)
        self.side.layout.display = "none" if hidden else None
        self.preview.layout.display = None if self._previewed else "none"
        key = "preview_stale" if self._previewed else "preview_waiting"
        self.label.value = escape(
            self._say(key if self._stale else "preview_label", line=self._stale)
        )
        (self.side.add_class if self._stale else self.side.remove_class)("studio-stale")

    def _say(self, key: str, **facts: object) -> str:
        return say(phrases("toolkit.studio"), key, self._speaks, **facts)


_desks: dict[Path, tuple[Desk, HBox]] = {}
"""What is on the desks of this kernel: running the cell again goes on where one was."""


def studio(project: Project, language: str) -> HBox:
    """Return the studio of a project: the editor, and the preview beside it."""
    home = project.home
    desk, before = _desks.get(home, (None, None))
    if before is not None:
        for each in (before.children[1].children, before.children, [before]):
            for widget in each:
                widget.close()
    desk = replace(desk, project=project) if desk else Desk(project)
    preview = Preview(_example(project), project.library)
    editor = Editor(desk, preview, language)
    editor.add_class("studio-editor")
    box = HBox([editor, editor.side])
    box.add_class("studio-box")
    _desks[home] = desk, box
    return box


def _example(project: Project) -> Lesson:
    """Return something to play before a lesson is open."""
    language, today = project.library.languages[0], date.today()
    text = template.lesson("-", language, today)
    content = text.encode("utf-8")
    facts = {"name": "studio", "language": language, "file": "", "folder": None}
    lesson = reader.read(content, kinds=KINDS, today=today, **facts).lesson  # type: ignore[arg-type]
    found = shown.step(lesson, 1) if lesson else None
    if found is None:
        raise StudioError("unknown")
    return found
