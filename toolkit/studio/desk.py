"""The desk: all that the studio can do, without a widget, a browser or a clock of its own.

What a person is asked stands in `ask`; what they should know, in `notice`. Everything that stops
an act is a `StudioError`, and nothing that was typed is lost by one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from secrets import token_hex
from typing import Literal

from toolkit.lesson import ids, source, template
from toolkit.project import Project, is_name
from toolkit.studio import edits, insert, papers, places, translate
from toolkit.studio.drafts import Draft, Drafts
from toolkit.studio.errors import StudioError
from toolkit.studio.forms import Form
from toolkit.studio.insert import Inserted, Spot
from toolkit.studio.papers import Paper
from toolkit.studio.pictures import Upload
from toolkit.studio.sheet import Sheet
from toolkit.words import LANGUAGES


@dataclass(frozen=True)
class Ask:
    """A question that waits for an answer."""

    kind: Literal["draft", "conflict", "gone", "errors"]
    count: int = 0  # of errors
    written: datetime | None = None  # when the draft was
    stale: bool = False  # the file changed after the draft was begun
    other: str = ""  # the other text: the draft's, or the file's


@dataclass
class Desk:
    """A desk in a project folder."""

    project: Project
    today: Callable[[], date] = date.today
    token: str = field(default_factory=lambda: token_hex(4))
    sheet: Sheet | None = None
    opened: int = 0  # how often something was put on the desk
    ask: Ask | None = None
    notice: tuple[str, dict[str, object]] | None = None
    cursor: tuple[int, int] | None = None  # where it should go, line and column from 0
    beside: str = ""  # another text to look at beside the own one
    _theirs: Paper | None = None
    _offered: Draft | None = None
    _seen: dict[Path, datetime] = field(default_factory=dict)  # drafts of others, when written

    def __post_init__(self) -> None:
        if self.project.is_sample:
            raise StudioError("sample")

    @property
    def here(self) -> Sheet:
        """What is open. Raises `StudioError` where nothing is."""
        if self.sheet is None:
            raise StudioError("nothing_open")
        return self.sheet

    def open(self, name: object, language: object) -> None:
        """Put a lesson on the desk in one language; a translation that is missing is begun."""
        name, language = self._known(name, language)
        if self.sheet:
            self.sheet.keep_draft()
        try:
            sheet = Sheet(self.project, name, language, self.token, self.today)
            if not sheet.paper.digest:
                sheet.text = self._first_words(sheet)
        except OSError:
            raise StudioError("cannot_read", file=f"lessons/{name}/{language}.md") from None
        self.sheet, self.ask, self.beside = sheet, None, ""
        self._theirs = self._offered = None
        self.opened += 1
        others = sheet.drafts.others()
        self._seen = {draft.path: draft.written for draft in others}
        own = sheet.drafts.kept()
        if own and own.text != sheet.text:
            self._take_up(own)
        else:
            self._offer([draft for draft in others if draft.text != sheet.text])

    def leave(self) -> None:
        """Go back to the list of lessons. What is not saved stays as a draft."""
        if self.sheet:
            self.sheet.keep_draft()
            if self.sheet.changed and self.sheet.failing:
                raise StudioError("no_draft")
        self.sheet, self.ask, self.beside = None, None, ""

    def new_lesson(self, title: object) -> None:
        """Make a lesson with this title, and open it."""
        words = " ".join(title.split()) if isinstance(title, str) else ""
        name = ids.slug(words)
        if not is_name(name) or name in LANGUAGES:
            raise StudioError("bad_title")
        folder = self.project.home / "lessons" / name
        if folder.exists():
            raise StudioError("title_taken", name=name)
        try:
            self.project.new_lesson(name, self.today(), words[:120])
        except OSError:
            raise StudioError("cannot_write", file=f"lessons/{name}") from None
        self.open(name, self.project.library.languages[0])

    def write(self, text: str) -> None:
        """Take what was typed, and keep it as a draft."""
        sheet = self.here
        if text == sheet.text and sheet.drafted:
            return
        sheet.text = text
        if self.ask and self.ask.kind == "errors":
            self.ask = None
        sheet.keep_draft()
        if sheet.failing and sheet.changed:
            self.notice = ("draft_failing", {})

    def look(self) -> None:
        """Notice what others did to the file, and that they are at it too."""
        if self.sheet is None:
            return
        sheet = self.sheet
        try:
            now = sheet.look()
        except (OSError, StudioError):
            self.notice = ("cannot_read", {"file": sheet.shown})
            return
        if now:
            self._changed_outside(now)
        elif now is None and self.ask and self.ask.kind in {"conflict", "gone"}:
            self.ask = None
        for draft in sheet.drafts.others():
            if self._seen.get(draft.path) != draft.written:
                self._seen[draft.path] = draft.written
                self.notice = ("other_studio", {"time": f"{draft.written:%H.%M}"})

    def fix(self) -> None:
        """Write ids, and the ends of blocks; never other words."""
        before = self.here.text
        self.write(self.here.fixed())
        self.notice = ("nothing_to_fix" if self.here.text == before else "fixed", {})

    def save(self, *, sure: bool = False) -> None:
        """Write the file; ask first where it cannot be played, or another one wrote it."""
        sheet = self.here
        self.look()
        if self.ask and self.ask.kind in {"conflict", "gone"}:
            return
        if sheet.errors and not sure:
            self.ask = Ask("errors", count=sheet.errors)
            return
        try:
            sheet.path.parent.mkdir(parents=True, exist_ok=True)
            sheet.save(sheet.text if sheet.errors else sheet.fixed())
        except OSError:
            raise StudioError("cannot_write", file=sheet.shown) from None
        self.ask, self.beside = None, ""
        self.notice = ("saved_broken" if sheet.errors else "saved", {})

    def answer(self, choice: object) -> None:
        """Take the answer to what is asked."""
        sheet, ask = self.here, self.ask
        if ask is None:
            return
        if choice == "both":
            self.beside = ask.other
            return
        self.ask, self.beside = None, ""
        match ask.kind, choice:
            case "draft", "take":
                self._take_up(self._offered)
            case "draft", "drop" if self._offered:
                self._offered.path.unlink(missing_ok=True)
            case "conflict", "theirs" if self._theirs:
                sheet.paper, sheet.text = self._theirs, self._theirs.text
                sheet.keep_draft()
            case "gone", "mine":
                sheet.paper = Paper()
                self.save()
            case "conflict", "mine":
                # What is there now is what we knowingly write over, and nothing later.
                sheet.paper = self._theirs or sheet.paper
                sheet.keep_draft()
            case "errors", "save":
                self.save(sure=True)

    def take(self, piece: object) -> None:
        """Copy one piece that differs from the text beside into the own one."""
        changed = edits.between(self.here.text, self.beside) if self.beside else ()
        if type(piece) is int and 0 <= piece < len(changed):
            self.write(edits.applied(self.here.text, changed[piece : piece + 1]))
            self.cursor = (changed[piece].start, 0)

    def insert(self, kind: object, fields: object, line: int, column: int) -> None:
        """Put a piece into the text that a person described in a form."""
        sheet, form = self.here, Form(fields)
        spot = Spot(sheet.text, line, column, self._taken(sheet))
        self._put(insert.piece(kind, form, spot, sheet.language))

    def insert_picture(self, upload: Upload, fields: object, line: int) -> None:
        """Put a picture into the folder of the lesson, and into the step."""
        sheet = self.here
        spot = Spot(sheet.text, line, 0, ())
        insert.picture(spot, Form(fields), "x")  # else it would lie there for nothing
        self._put(insert.picture(spot, Form(fields), upload.put(sheet.path.parent)))

    def copy_step(self, wanted: object) -> None:
        """Copy a step of the first language into its translation, to be translated there."""
        sheet = self.here
        if isinstance(wanted, str) and sheet.is_translation:
            self._put(translate.copy(sheet.original, sheet.text, wanted, sheet.language))

    def rescue(self, name: object, language: object, text: object, digest: object) -> None:
        """Take in what a browser kept while nobody answered it: a draft like any other."""
        name, language = self._known(name, language)
        if not isinstance(text, str) or len(text) > source.LARGEST:
            return
        path = self.project.lesson_file(name, language)
        drafts = Drafts(path.parent, language)
        kept = [draft.text for draft in drafts.others()]
        if text in (papers.text(path), *kept, self.sheet.text if self.sheet else ""):
            return
        drafts.keep(text, digest if isinstance(digest, str) else "")
        if self.sheet and self.sheet.path == path and self.ask is None:
            self._offer([draft for draft in [drafts.kept()] if draft])
        self.notice = ("rescued", {})

    def _put(self, inserted: Inserted) -> None:
        self.write(inserted.text)
        self.cursor = (inserted.line, inserted.column)

    def _changed_outside(self, now: Paper) -> None:
        sheet = self.here
        self._theirs = now
        if now.digest and (not sheet.changed or now.text == sheet.text):
            sheet.paper, sheet.text = now, now.text
            sheet.keep_draft()
            self.notice = ("taken_over", {})
        else:
            self.ask = Ask("conflict" if now.digest else "gone", other=now.text)

    def _offer(self, drafts: list[Draft]) -> None:
        if drafts:
            draft = self._offered = drafts[0]
            stale = draft.digest != self.here.paper.digest
            self.ask = Ask("draft", written=draft.written, stale=stale, other=draft.text)

    def _take_up(self, draft: Draft | None) -> None:
        if draft is None:
            return
        sheet = self.here
        sheet.text = draft.text
        sheet.keep_draft()
        self.notice = ("draft_taken", {})
        if draft.path != sheet.drafts.own and not sheet.failing:
            draft.path.unlink(missing_ok=True)
        if draft.digest != sheet.paper.digest:
            self._theirs = sheet.paper
            self.ask = Ask("conflict", other=sheet.paper.text)

    def _first_words(self, sheet: Sheet) -> str:
        if sheet.is_translation:
            return translate.begin(sheet.original, sheet.language, self.today())
        return template.lesson(template.title(sheet.name), sheet.language, self.today())

    def _taken(self, sheet: Sheet) -> set[str]:
        """Return the ids of the other languages: a new step must not be taken for one of theirs."""
        found: set[str] = set()
        for code in self.project.library.languages:
            if code != sheet.language:
                found |= places.ids(papers.text(self.project.lesson_file(sheet.name, code)))
        return found

    def _known(self, name: object, language: object) -> tuple[str, str]:
        """Return a name and a language a lesson may have: a browser may send anything."""
        languages = self.project.library.languages
        known = isinstance(name, str) and name in self.project.lesson_names() and is_name(name)
        if not known or not isinstance(language, str) or language not in languages:
            raise StudioError("no_lesson")
        lessons = (self.project.home / "lessons").resolve()
        file = self.project.lesson_file(str(name), language)
        if not file.resolve().is_relative_to(lessons):  # a link out of the project folder
            raise StudioError("no_lesson")
        return str(name), language
