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

from toolkit.words import LANGUAGES, SpokenError, phrases, say

if TYPE_CHECKING:
    from toolkit.project import Project
    from toolkit.records.records import Records

CLEAN, PROBLEMS, MISUSE = 0, 1, 2
"""Exit statuses: all is well; something is to be mended; the command itself was wrong."""
INTERRUPTED = 130
"""What a shell says of a command that was stopped."""

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
        return _fail(str(error))
    except SpokenError as error:
        return _fail(error.sentence(language))
    except BrokenPipeError:  # who reads it, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor fail at the very end
        return PROBLEMS
    except OSError as error:
        path, reason = error.filename or "", error.strerror or str(error)
        return _fail(say(WORDS, "cannot_write", language, path=path, reason=reason))
    except KeyboardInterrupt:  # they know that they stopped it
        return INTERRUPTED


def serve(asked: argparse.Namespace, language: str) -> int:
    """Serve the site of the project until interrupted."""
    from toolkit.pages.press import Press
    from toolkit.project import Project
    from toolkit.server import phones, serving
    from toolkit.service import Service

    project = Project.find()
    _say_which(project, language)
    _tell(say(WORDS, "preparing", language))
    press = Press(project, report=_warn)

    def ready(port: int) -> None:
        if asked.port and port != asked.port:
            _tell(say(WORDS, "other_port", language, port=asked.port))
        address = phones.address(asked.host, port)
        _tell(say(WORDS, "serving", language, address=address))
        if phones.is_open(asked.host):
            code = phones.code(address, sys.stdout)
            if code:
                _tell(code)
            _tell(say(WORDS, "phones_scan" if code else "phones_type", language, address=address))
            _tell(say(WORDS, "phones_network", language))

    wanted = serving.Asked(asked.host, asked.port, asked.metrics)
    serving.serve(press, Service.here(project), wanted, ready)
    return CLEAN


def publish(asked: argparse.Namespace, language: str) -> int:
    """Write the whole site into a folder, to upload or to carry on a USB stick."""
    from toolkit.pages.folder import publish as write
    from toolkit.project import Project

    project = Project.find()
    if project.is_sample:  # nobody wants an example on their web space
        return _fail(say(WORDS, "read_only", language))
    made = write(project, Path(asked.folder).resolve(), _warn, zipped=asked.zip)
    size = _megabytes(made.size, language)
    _tell(say(WORDS, "published", language, pages=made.pages, size=size, folder=made.folder))
    if made.changed is not None:
        key = "published_changes" if made.changed else "published_same"
        _tell(say(WORDS, key, language, changed=made.changed))
    for path in made.gone:
        _warn(say(WORDS, "page_gone", language, path=path))
    older = made.folder.with_name(f"{made.folder.name}.zip")
    if made.zipped:
        _tell(say(WORDS, "published_zip", language, file=made.zipped))
    elif older.exists():
        _warn(say(WORDS, "older_zip", language, file=older.name, folder=asked.folder))
    if not project.library.public_url:
        _tell(say(WORDS, "no_public_url", language))
    return CLEAN


def check(asked: argparse.Namespace, language: str) -> int:
    """Check lessons, all of them or those named."""
    from toolkit.lesson.report import as_json, grouped
    from toolkit.project import Project

    named = [Path(path) for path in asked.path]
    project = Project.find(near=next((path for path in named if path.exists()), None))
    _say_which(project, language)
    names = []
    for path in asked.path or [project.home]:
        found_there = _lessons_at(project, str(path))
        if found_there is None:
            _fail(say(WORDS, "no_path", language, path=path))
            return MISUSE
        names += found_there
    if not names:
        _fail(say(WORDS, "no_lessons", language, folder=project.home / "lessons"))
        return MISUSE
    if asked.fix:
        if project.is_sample:
            return _fail(say(WORDS, "read_only", language))
        for name in names:
            for file in project.write_ids(name):
                _warn(say(WORDS, "fixed", language, file=project.shown(file)))
    found = [
        problem for name in dict.fromkeys(names) for problem in project.problems(name, date.today())
    ]
    errors = sum(problem.level == "error" for problem in found)
    if asked.json:
        _tell(as_json(found, language))
    elif found:
        _tell(grouped(found, language))
        _tell(say(WORDS, "counted", language, errors=errors, advice=len(found) - errors))
    else:
        _tell(say(WORDS, "all_well", language, lessons=len(names)))
    return PROBLEMS if errors or (found and asked.strict) else CLEAN


def handout(asked: argparse.Namespace, language: str) -> int:
    """Make the sheets of a lesson to print: the facilitator's guide, or the patron's handout."""
    from toolkit.guide import guide, sheets
    from toolkit.project import Project

    project = Project.find()
    _say_which(project, language)
    names = project.lesson_names()
    found = (_lessons_at(project, asked.lesson) or []) if asked.lesson else []
    if not names:
        _fail(say(WORDS, "no_lessons", language, folder=project.home / "lessons"))
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
    _tell(say(guide.WORDS, "made", language, file=made.resolve()))
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
    facts = {"visits": made.visits, "responses": made.responses, "feedback": made.feedback}
    _tell(say(WORDS, "exported", language, folder=folder, **facts))
    if not made.visits and only != Filter(trials=asked.trials):
        _warn(say(WORDS, "exported_nothing", language))
    return CLEAN


def backup(asked: argparse.Namespace, language: str) -> int:
    """Copy the records into a file, also while the server runs."""
    file = _records(language).back_up(Path(asked.file).resolve())
    size = _megabytes(file.stat().st_size, language)
    _tell(say(WORDS, "backed_up", language, file=file, size=size))
    return CLEAN


def forget(asked: argparse.Namespace, language: str) -> int:
    """Remove the records from before a day, also while the server runs."""
    before = _day(asked.before, language)
    if before is None:
        return MISUSE
    if before > date.today() + timedelta(days=1):  # a slip of the pen would remove everything
        _fail(say(WORDS, "day_to_come", language, day=before))
        return MISUSE
    gone = _records(language).forget(before)
    facts = {"visits": gone.visits, "responses": gone.responses, "feedback": gone.feedback}
    _tell(say(WORDS, "forgotten", language, day=before, **facts))
    return CLEAN


def results(asked: argparse.Namespace, language: str) -> int:
    """Tell how a group did, by the completion codes in files or by this computer's records."""
    from toolkit.project import Project
    from toolkit.results import command
    from toolkit.results.intake import Chosen

    project = Project.find()
    _say_which(project, language)
    chosen = Chosen(asked.lesson, asked.class_name, asked.since)
    wanted = command.Asked(asked.file, asked.output, chosen)
    told = command.results(wanted, project, language, shutil.get_terminal_size().columns)
    _tell(told.words)
    return CLEAN if told.found else PROBLEMS


def new(asked: argparse.Namespace, language: str) -> int:
    """Make a lesson and its notebook from the templates."""
    from toolkit.project import RESERVED, Project, is_name

    project = Project.find()
    if project.is_sample:
        return _fail(say(WORDS, "read_only", language))
    if not is_name(asked.name) or asked.name in LANGUAGES:
        _fail(say(WORDS, "bad_name", language, name=asked.name))
        return MISUSE
    if asked.name in RESERVED:
        _fail(say(WORDS, "name_reserved", language, name=asked.name))
        return MISUSE
    file = project.lesson_file(asked.name, project.library.languages[0])
    if file.parent.exists():
        return _fail(say(WORDS, "name_taken", language, name=asked.name, file=project.shown(file)))
    notebook = project.new_lesson(asked.name, date.today())
    facts = {"lesson": project.shown(file), "notebook": project.shown(notebook)}
    _tell(say(WORDS, "made_lesson", language, name=asked.name, **facts))
    return CLEAN


def init(asked: argparse.Namespace, language: str) -> int:
    """Make a project folder from the sample."""
    from toolkit.project import start

    folder = Path(asked.folder).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return _fail(say(WORDS, "folder_full", language, folder=folder))
    start(folder)
    _tell(say(WORDS, "made_project", language, folder=folder))
    return CLEAN


def catalogue(asked: argparse.Namespace, language: str) -> int:
    """Fill the catalogue on this computer, search the library's own, or try it out."""
    jobs = {"import": _import, "harvest": _harvest, "search": _search, "test": _test}
    return jobs[asked.what](asked, language)


def _import(asked: argparse.Namespace, language: str) -> int:
    """Import a file of records."""
    from tqdm import tqdm

    from toolkit.catalogue import commands, errors, own_index

    file = Path(asked.file)
    if "://" in asked.file:
        return _fail(say(errors.WORDS, "is_an_address", language, path=asked.file))
    if not file.is_file():
        return _fail(say(WORDS, "no_file", language, path=file))
    with tqdm(total=file.stat().st_size, unit="B", unit_scale=True, disable=None) as bar:
        told = commands.bring(file, own_index(), language, lambda size: bar.update(size - bar.n))
    _tell(told.words)
    _say_how_to_use(language)
    return CLEAN


def _harvest(asked: argparse.Namespace, language: str) -> int:
    """Harvest another catalogue, or go on with it."""
    from tqdm import tqdm

    from toolkit.catalogue import commands, errors, oai, own_index
    from toolkit.catalogue.transport import Transport

    if Path(asked.url).is_file():
        return _fail(say(errors.WORDS, "is_a_file", language, path=asked.url))
    # Whoever types an address has chosen it, also one of the library's own network.
    url = oai.address_of(asked.url)
    transport = Transport(url, private_network=True, most_bytes=oai.MOST_BYTES)
    with tqdm(unit=say(WORDS, "unit_titles", language), disable=None) as bar:

        def come(count: int, size: int | None) -> None:
            bar.total = size
            bar.update(count)

        told = commands.harvest(transport, own_index(), language, _tell, come)
    _tell(told.words)
    if told.well:
        _say_how_to_use(language)
    return CLEAN if told.well else INTERRUPTED if told.interrupted else PROBLEMS


def _search(asked: argparse.Namespace, language: str) -> int:
    """Search the library's catalogue, or the one for practice."""
    from toolkit import catalogue
    from toolkit.catalogue import commands, errors
    from toolkit.project import Project

    named = {name: getattr(asked, name) for name in ("title", "author", "subject", "isbn")}
    query = catalogue.Query(" ".join(asked.words), **named)
    if query.is_blank:
        _fail(say(errors.WORDS, "search_what", language))
        return MISUSE
    project = Project.find()
    _say_which(project, language)
    library = project.library
    width = shutil.get_terminal_size().columns
    own = catalogue.of(library) or catalogue.practice()
    told = commands.search(query, own, library, language, width)
    _tell(told.words)
    return CLEAN if told.well else PROBLEMS


def _test(_asked: argparse.Namespace, language: str) -> int:
    """Try the configured catalogue, and say what works."""
    from toolkit import catalogue
    from toolkit.catalogue import errors
    from toolkit.catalogue.examination import Examination
    from toolkit.project import Project

    project = Project.find()
    _say_which(project, language)
    library = project.library
    own = catalogue.of(library)
    if own is None:
        return _fail(say(errors.WORDS, "test_none", language))
    settings = library.catalogue
    facts = {"kind": settings.kind, "url": settings.url}
    _tell(say(errors.WORDS, "test_asking", language, **facts).rstrip())
    well = True
    for line in Examination(own, settings, language).lines():
        _tell(str(line))
        well &= line.well
    if well:
        _tell(say(errors.WORDS, "test_all_well", language))
    return CLEAN if well else PROBLEMS


def password(_asked: argparse.Namespace, language: str) -> int:
    """Set the password of the staff's pages."""
    from toolkit.folders import data_folder
    from toolkit.server.staff import password as staff

    staff.Password(data_folder()).set(staff.asked_for(language))
    _tell(say(staff.WORDS, "password_set", language))
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
        _fail(say(WORDS, "bad_day", language, day=text, example=date.today()))
        return None


def _megabytes(size: int, language: str) -> str:
    """Return a number of bytes as people of a language write it, in MB."""
    text = f"{size / 1e6:.1f}"
    return text.replace(".", ",") if language == "id" else text


def _say_how_to_use(language: str) -> None:
    """Tell who filled the catalogue of this computer how lessons come to use it."""
    from toolkit.catalogue import errors
    from toolkit.project import Project

    if Project.find().library.catalogue.kind != "embedded":
        _tell(say(errors.WORDS, "use_it", language))


def _say_which(project: Project, language: str) -> None:
    """Tell who is in no project folder that this is the sample: they may have forgotten a `cd`."""
    if project.is_sample:
        _warn(say(WORDS, "sample", language))


def _which_lesson(asked: str, names: Sequence[str], language: str) -> int:
    """Tell who named no lesson, or none there is, which there are."""
    from toolkit.lesson.problems import nearest

    guess = nearest(asked, names)
    key = "which_lesson" if not asked else "guess_lesson" if guess else "no_lesson"
    known = ", ".join(names)
    facts = {"asked": asked, "guess": guess, "known": known, "example": names[0]}
    _fail(say(WORDS, key, language, **facts))
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


def _tell(text: str) -> None:
    print(text, flush=True)


def _warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _fail(text: str) -> int:
    _warn(text)
    return PROBLEMS


if __name__ == "__main__":
    sys.exit(main())
