"""What a browser is told of the desk, as JSON, in the language of the person in front of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from toolkit.lesson.problems import Problem
from toolkit.studio import edits, insert, mend, papers, places, translate
from toolkit.studio.desk import Ask, Desk
from toolkit.studio.drafts import Drafts
from toolkit.studio.places import Span
from toolkit.studio.sheet import FIXED, Sheet
from toolkit.words import LANGUAGES, phrases, say

_QUOTED = re.compile(r'"(?::::\{)?([a-z]+)\}?"')


def shelf(desk: Desk) -> dict[str, Any]:
    """Return the lessons there are, in which languages, and where something waits to be saved."""
    library = desk.project.library
    first = library.languages[0]
    return {
        "languages": {code: LANGUAGES[code] for code in library.languages},
        "lessons": [
            {
                "name": name,
                "title": _title(papers.text(desk.project.lesson_file(name, first))) or name,
                "languages": [_one_language(desk, name, code) for code in library.languages],
            }
            for name in desk.project.lesson_names()
        ],
    }


def view(desk: Desk, language: str, line: int, *, original: bool) -> dict[str, Any]:
    """Return what is on the desk: the question, the problems, the steps, what lies beside it."""
    sheet = desk.sheet
    if sheet is None:
        return {"open": None, "shelf": shelf(desk), "ask": None}
    library = desk.project.library
    laid = sheet.layout
    here = laid.step_at(line)
    blocks = laid.blocks_of(here) if here else []
    return {
        "open": {
            "number": desk.opened,
            "lesson": sheet.name,
            "language": sheet.language,
            "title": _title(sheet.text) or sheet.name,
            "file": sheet.shown,
            "digest": sheet.paper.digest,
            "languages": {code: LANGUAGES[code] for code in library.languages},
            "translation": sheet.is_translation,
            "new": not sheet.paper.digest,
        },
        "changed": sheet.changed,
        "drafted": not sheet.failing,
        "problems": _problems(sheet, language),
        "fixable": sheet.fixed() != sheet.text,
        "ask": _ask(desk.ask, language),
        "here": here
        and {
            "title": _named(here, language),
            "id": here.id,
            "line": here.start,
            "activity": insert.has_activity(laid, here),
            "notes": any(block.name == "notes" for block in blocks),
        },
        "outline": [
            {"title": _named(span, language), "line": span.start, "part": span.level == 1}
            for span in laid.spans
        ],
        "into": _language(sheet.language, language),
        "steps": [vars(step) for step in _steps(sheet)],
        "beside": _beside(desk, sheet, here.id if here else "", original=original),
    }


def _steps(sheet: Sheet) -> list[translate.Untold]:
    if not sheet.is_translation:
        return []
    return translate.steps(sheet.original, sheet.text, sheet.language)


def _named(span: Span, language: str) -> str:
    return span.title or say(phrases("toolkit.studio"), "untitled", language)


def _language(code: str, language: str) -> str:
    """Return what a language is called in a sentence: "bahasa Inggris"."""
    words, key = phrases("toolkit.studio"), f"language_{code}"
    return say(words, key, language) if key in words else LANGUAGES.get(code, code)


def _beside(desk: Desk, sheet: Sheet, step: str, *, original: bool) -> dict[str, Any] | None:
    """Return the text to look at beside the own one: the file's, the draft's, or the original."""
    if desk.beside:
        changed = edits.between(sheet.text, desk.beside)
        kind = "outside" if desk.ask and desk.ask.kind == "conflict" else "other"
        pieces = {line: number for number, line in enumerate(_starts(changed)) if line is not None}
        marks = list(_marks(changed))
        return {"kind": kind, "text": desk.beside, "marks": marks, "pieces": pieces}
    if not original or not sheet.is_translation:
        return None
    laid = places.layout(sheet.original)
    found = next((each for each in laid.steps if each.id == step and step), None)
    text = laid.text(found.start, laid.end_of(found)) if found else sheet.original
    return {"kind": "original", "text": text, "marks": []}


def _starts(changed: tuple[edits.Edit, ...]) -> Iterator[int | None]:
    """Yield where in the other text each edit begins, None where it only takes lines away."""
    moved = 0
    for edit in changed:
        yield edit.start + moved if edit.lines else None
        moved += len(edit.lines) - (edit.end - edit.start)


def _marks(changed: tuple[edits.Edit, ...]) -> Iterator[int]:
    """Yield the lines of the other text that are not in the own one."""
    moved = 0
    for edit in changed:
        yield from range(edit.start + moved, edit.start + moved + len(edit.lines))
        moved += len(edit.lines) - (edit.end - edit.start)


def _problems(sheet: Sheet, language: str) -> list[dict[str, Any]]:
    """Return what the check found, and which steps of a translation are still to be translated."""
    closed = {block.start + 1 for block, _ in mend.unclosed(sheet.layout)}
    found = [_problem(problem, language, closed) for problem in sheet.problems()]
    same = {step.id for step in _steps(sheet) if step.state == "same"}
    first = _language(sheet.project.library.languages[0], language)
    said = say(phrases("toolkit.studio"), "still_same", language, first=first)
    found += [
        {"line": span.start + 1, "level": "advice", "key": "still-same", "words": said}
        for span in sheet.layout.steps
        if span.id in same
    ]
    return sorted(found, key=lambda one: (one["line"], one["level"] != "error"))


def _problem(problem: Problem, language: str, closed: Collection[int]) -> dict[str, Any]:
    words = phrases("toolkit.studio")
    fixed = problem.key in FIXED or (problem.key == "unclosed-fence" and problem.line in closed)
    said = problem.sentence(language)
    how = "press_fix" if fixed else f"how-{problem.key}"
    if how in words:  # the studio has a button for it
        what = problem.what.get(language, next(iter(problem.what.values())))
        said = f"{what} {say(words, how, language)}"
    said = _QUOTED.sub(lambda found: _mark(found, language), said)
    return {"line": problem.line, "level": problem.level, "key": problem.key, "words": said}


def _mark(found: re.Match[str], language: str) -> str:
    """Return the name of a block as the studio shows it, where a message says the file's word."""
    words, key = phrases("toolkit.studio"), f"mark_{found[1]}"
    return f'"{say(words, key, language)}"' if key in words else found[0]


def _ask(ask: Ask | None, language: str) -> dict[str, Any] | None:
    if ask is None:
        return None
    key = f"ask_{ask.kind}" + ("_stale" if ask.kind == "draft" and ask.stale else "")
    when = moment(ask.written, language) if ask.written else ""
    sentence = say(phrases("toolkit.studio"), key, language, count=ask.count, time=when)
    return {"kind": ask.kind, "sentence": sentence}


def moment(when: datetime, language: str) -> str:
    """Return a day and a time of it as people write them: "22 November, 10.15"."""
    words = phrases("toolkit.studio")
    month = say(words, "months", language).split()[when.month - 1]
    return say(words, "moment", language, day=when.day, month=month, time=f"{when:%H.%M}")


def _one_language(desk: Desk, name: str, code: str) -> dict[str, Any]:
    path = desk.project.lesson_file(name, code)
    drafts = Drafts(path.parent, code, desk.token)
    left = [draft for draft in (drafts.kept(), *drafts.others()) if draft]
    there = path.is_file()
    text = papers.text(path) if left else ""
    waiting = any(draft.text != text for draft in left)
    return {"code": code, "there": there, "waiting": waiting}


def _title(text: str) -> str:
    lines = text.split("\n")[: places.head_end(text)]
    found = (line.partition(":")[2].strip() for line in lines if line.startswith("title:"))
    return next(found, "")
