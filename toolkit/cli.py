"""The command `suluh`. Each job imports only what it uses."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.telling import CLEAN, INTERRUPTED, MISUSE, PROBLEMS, fail, say_which, tell, warn
from toolkit.words import LANGUAGES, SpokenError, phrases, say

if TYPE_CHECKING:
    from toolkit.project import Project
    from toolkit.records.records import Records

WORDS = phrases("toolkit")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with arguments (those of the process by default); return its status."""
    from toolkit.arguments import parser
    from toolkit.project import LessonError

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(given)
    asked = parser(language, JOBS).parse_args(given)
    try:
        return int(asked.job(asked, language))
    except LessonError as error:
        return fail(str(error))
    except SpokenError as error:
        return fail(error.sentence(language))
    except BrokenPipeError:  # who reads it, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor fail at the very end
        return PROBLEMS
    except OSError as error:
        path, reason = error.filename or "", error.strerror or str(error)
        return fail(say(WORDS, "cannot_write", language, path=path, reason=reason))
    except KeyboardInterrupt:  # they know that they stopped it
        return INTERRUPTED


def serve(asked: argparse.Namespace, language: str) -> int:
    """Serve the site of the project until interrupted."""
    from toolkit.pages.press import Press
    from toolkit.project import Project
    from toolkit.server import phones, serving
    from toolkit.service import Service

    project = Project.find()
    say_which(project, language)
    tell(say(WORDS, "preparing", language))
    press = Press(project, report=warn)

    def ready(port: int) -> None:
        if asked.port and port != asked.port:
            tell(say(WORDS, "other_port", language, port=asked.port))
        address = phones.address(asked.host, port)
        tell(say(WORDS, "serving", language, address=address))
        if phones.is_open(asked.host):
            code = phones.code(address, sys.stdout)
            if code:
                tell(code)
            tell(say(WORDS, "phones_scan" if code else "phones_type", language, address=address))
            tell(say(WORDS, "phones_network", language))

    wanted = serving.Asked(asked.host, asked.port, asked.metrics)
    serving.serve(press, Service.here(project), wanted, ready)
    return CLEAN


def publish(asked: argparse.Namespace, language: str) -> int:
    """Write the whole site into a folder, to upload or to carry on a USB stick."""
    from toolkit.guide import guide, notes
    from toolkit.pages.folder import publish as write
    from toolkit.project import Project

    project = Project.find()
    if project.is_sample:  # nobody wants an example on their web space
        return fail(say(WORDS, "read_only", language))
    folder = Path(asked.folder).resolve()
    apart = notes.checked(asked.notes, folder) if asked.notes else None
    made = write(project, folder, warn, zipped=asked.zip)
    size = _megabytes(made.size, language)
    tell(say(WORDS, "published", language, pages=made.pages, size=size, folder=made.folder))
    if made.changed is not None:
        key = "published_changes" if made.changed else "published_same"
        tell(say(WORDS, key, language, changed=made.changed))
    for path in made.gone:
        warn(say(WORDS, "page_gone", language, path=path))
    older = made.folder.with_name(f"{made.folder.name}.zip")
    if made.zipped:
        tell(say(WORDS, "published_zip", language, file=made.zipped))
    elif older.exists():
        warn(say(WORDS, "older_zip", language, file=older.name, folder=asked.folder))
    if apart:
        library = project.library
        notes.write(notes.notes(project, project.lesson_names(), library.languages), apart)
        tell(say(guide.WORDS, "notes_made", language, file=apart))
    if not project.library.public_url:
        tell(say(WORDS, "no_public_url", language))
    return CLEAN


def check(asked: argparse.Namespace, language: str) -> int:
    """Check lessons, all of them or those named."""
    from toolkit.lesson.report import as_json, grouped
    from toolkit.project import Project

    named = [Path(path) for path in asked.path]
    project = Project.find(near=next((path for path in named if path.exists()), None))
    say_which(project, language)
    names = []
    for path in asked.path or [project.home]:
        found_there = _lessons_at(project, str(path))
        if found_there is None:
            fail(say(WORDS, "no_path", language, path=path))
            return MISUSE
        names += found_there
    if not names:
        fail(say(WORDS, "no_lessons", language, folder=project.home / "lessons"))
        return MISUSE
    if asked.fix:
        if project.is_sample:
            return fail(say(WORDS, "read_only", language))
        for name in names:
            for file in project.write_ids(name):
                warn(say(WORDS, "fixed", language, file=project.shown(file)))
    found = [
        problem for name in dict.fromkeys(names) for problem in project.problems(name, date.today())
    ]
    errors = sum(problem.level == "error" for problem in found)
    if asked.json:
        tell(as_json(found, language))
    elif found:
        tell(grouped(found, language))
        tell(say(WORDS, "counted", language, errors=errors, advice=len(found) - errors))
    else:
        tell(say(WORDS, "all_well", language, lessons=len(names)))
    return PROBLEMS if errors or (found and asked.strict) else CLEAN


def handout(asked: argparse.Namespace, language: str) -> int:
    """Make the sheets of a lesson to print: the facilitator's guide, or the patron's handout."""
    from toolkit.guide import guide, sheets
    from toolkit.project import Project

    project = Project.find()
    say_which(project, language)
    names = project.lesson_names()
    found = (_lessons_at(project, asked.lesson) or []) if asked.lesson else []
    if not names:
        fail(say(WORDS, "no_lessons", language, folder=project.home / "lessons"))
        return MISUSE
    if len(found) != 1:
        return _which_lesson(asked.lesson, names, language)
    file = Path(asked.lesson)
    named = file.is_file() and file.stem in project.library.languages
    wanted = (
        file.stem if named else language
    )  # the file is in a language; what we say stays in ours
    name = guide.file_name(found[0], wanted, for_patrons=asked.patron)
    file = sheets.checked(asked.output, name)
    lesson = project.lesson(found[0], wanted)
    draw = guide.patrons if asked.patron else guide.guide
    made = sheets.write(draw(lesson, project.library), file)
    tell(say(guide.WORDS, "made", language, file=made.resolve()))
    return CLEAN


def export(asked: argparse.Namespace, language: str) -> int:
    """Write what patrons answered into a folder, as tables for a spreadsheet."""
    from toolkit.records.nouns import Filter

    since = _day(asked.since, language) if asked.since else None
    if asked.since and since is None:
        return MISUSE
    folder = Path(asked.folder).resolve()
    only = Filter(lesson=asked.lesson, since=since, channel=asked.channel, trials=asked.trials)
    made = _records(language).export(folder, only)
    facts = {
        "visits": made.visits,
        "responses": made.responses,
        "feedback": made.feedback,
        "room_events": made.room_events,
    }
    tell(say(WORDS, "exported", language, folder=folder, **facts))
    if not made.visits and only != Filter(trials=asked.trials):
        warn(say(WORDS, "exported_nothing", language))
    return CLEAN


def backup(asked: argparse.Namespace, language: str) -> int:
    """Copy the records into a file, also while the server runs."""
    file = _records(language).back_up(Path(asked.file).resolve())
    size = _megabytes(file.stat().st_size, language)
    tell(say(WORDS, "backed_up", language, file=file, size=size))
    return CLEAN


def forget(asked: argparse.Namespace, language: str) -> int:
    """Remove the records from before a day, also while the server runs."""
    before = _day(asked.before, language)
    if before is None:
        return MISUSE
    if before > date.today() + timedelta(days=1):  # a slip of the pen would remove everything
        fail(say(WORDS, "day_to_come", language, day=before))
        return MISUSE
    gone = _records(language).forget(before)
    facts = {
        "visits": gone.visits,
        "responses": gone.responses,
        "feedback": gone.feedback,
        "rooms": gone.rooms,
    }
    tell(say(WORDS, "forgotten", language, day=before, **facts))
    return CLEAN


def results(asked: argparse.Namespace, language: str) -> int:
    """Tell how a group did, by the completion codes in files or by this computer's records."""
    from toolkit.project import Project
    from toolkit.results import command
    from toolkit.results.intake import Chosen

    project = Project.find()
    say_which(project, language)
    chosen = Chosen(asked.lesson, asked.class_name, asked.since)
    wanted = command.Asked(asked.file, asked.output, chosen)
    told = command.results(wanted, project, language, shutil.get_terminal_size().columns)
    tell(told.words)
    return CLEAN if told.found else PROBLEMS


def new(asked: argparse.Namespace, language: str) -> int:
    """Make a lesson and its notebook from the templates."""
    from toolkit.project import RESERVED, Project, is_name

    project = Project.find()
    if project.is_sample:
        return fail(say(WORDS, "read_only", language))
    if not is_name(asked.name) or asked.name in LANGUAGES:
        fail(say(WORDS, "bad_name", language, name=asked.name))
        return MISUSE
    if asked.name in RESERVED:
        fail(say(WORDS, "name_reserved", language, name=asked.name))
        return MISUSE
    file = project.lesson_file(asked.name, project.library.languages[0])
    if file.parent.exists():
        return fail(say(WORDS, "name_taken", language, name=asked.name, file=project.shown(file)))
    notebook = project.new_lesson(asked.name, date.today())
    facts = {"lesson": project.shown(file), "notebook": project.shown(notebook)}
    tell(say(WORDS, "made_lesson", language, name=asked.name, **facts))
    return CLEAN


def init(asked: argparse.Namespace, language: str) -> int:
    """Make a project folder from the sample."""
    from toolkit.project import start

    folder = Path(asked.folder).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return fail(say(WORDS, "folder_full", language, folder=folder))
    start(folder)
    tell(say(WORDS, "made_project", language, folder=folder))
    return CLEAN


def catalogue(asked: argparse.Namespace, language: str) -> int:
    """Fill the catalogue on this computer, search the library's own, or try it out."""
    from toolkit.catalogue_jobs import JOBS as CATALOGUE_JOBS

    return CATALOGUE_JOBS[asked.what](asked, language)


def password(_asked: argparse.Namespace, language: str) -> int:
    """Set the password of the staff's pages."""
    from toolkit.folders import data_folder
    from toolkit.server.staff import password as staff

    staff.Password(data_folder()).set(staff.asked_for(language))
    tell(say(staff.WORDS, "password_set", language))
    return CLEAN


JOBS: Mapping[str, Callable[[argparse.Namespace, str], int]] = {
    job.__name__: job
    for job in (
        serve,
        publish,
        check,
        handout,
        results,
        password,
        export,
        backup,
        forget,
        catalogue,
        new,
        init,
    )
}
"""What there is to do, by the name of the command, in the order in which help tells of it."""


def _records(language: str) -> Records:
    """Return the records of this computer. Raises `SpokenError` where there are none yet."""
    from toolkit.folders import data_folder
    from toolkit.project import Project
    from toolkit.records.records import Records

    days = Project.find().library.keep_text_days
    records = Records(data_folder(), keep_text_days=days, language=language)
    if not records.exist:
        raise SpokenError(WORDS, "no_records", folder=records.folder)
    return records


def _day(text: str, language: str) -> date | None:
    """Return the day that somebody typed; None, and tell them, where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(say(WORDS, "bad_day", language, day=text, example=date.today()))
        return None


def _megabytes(size: int, language: str) -> str:
    """Return a number of bytes as people of a language write it, in MB."""
    text = f"{size / 1e6:.1f}"
    return text.replace(".", ",") if language == "id" else text


def _which_lesson(asked: str, names: Sequence[str], language: str) -> int:
    """Tell who named no lesson, or none there is, which there are."""
    from toolkit.lesson.problems import nearest

    guess = nearest(asked, names)
    key = "which_lesson" if not asked else "guess_lesson" if guess else "no_lesson"
    known = ", ".join(names)
    facts = {"asked": asked, "guess": guess, "known": known, "example": names[0]}
    fail(say(WORDS, key, language, **facts))
    return MISUSE


def _lessons_at(project: Project, path: str) -> list[str] | None:
    """Return the lessons that a name, a folder or a file means, None where there are none."""
    names = project.lesson_names()
    if path in names:
        return [path]
    found = Path(path).resolve()
    lessons = (project.home / "lessons").resolve()
    if found in (project.home, lessons):
        return names
    folder = found.parent if found.is_file() else found
    return [folder.name] if folder.parent == lessons and folder.name in names else None


def _language(given: Sequence[str]) -> str:
    """Return the language to speak: the one asked for, else the first of the library's."""
    for at, word in enumerate(given):
        name, _, code = word.partition("=")
        code = code or "".join(given[at + 1 : at + 2])
        if name == "--lang" and code in LANGUAGES:
            return code
    from toolkit.library import Library
    from toolkit.project import Project

    library, _ = Library.read(Project.find().home)
    return library.languages[0] if library else next(iter(LANGUAGES))


if __name__ == "__main__":
    sys.exit(main())
