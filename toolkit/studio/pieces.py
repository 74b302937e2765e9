"""What the forms of the studio write: plain words in, the Markdown of a lesson out."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

from toolkit.activities.judge import sides
from toolkit.lesson.messages import FRAMES
from toolkit.studio.errors import StudioError
from toolkit.studio.forms import Form, title
from toolkit.words import phrases, say

FEWEST = 2
"""Options of a question."""

MINUTES = re.compile(r"^\d{1,3}\s*(?:menit|minutes?|min)\b[.:,;]?\s*", re.IGNORECASE)

MESSAGES = ("chat", "sms", "email", "feed", "web")
"""Frames in which a message can reach somebody."""


def step(form: Form) -> tuple[str, list[str]]:
    """Return the title of a new step, and its words."""
    words = title(form.line("title"))
    if not any(letter.isalnum() for letter in words):
        raise StudioError("no_title", at="title")
    return words, form.paragraphs("text")


def choose(form: Form, named: str) -> list[str]:
    """Return the lines of a question with options."""
    question = form.paragraphs("question")
    if not question:
        raise StudioError("no_question", at="question")
    options = _options(form)
    right = [option.flag("right") for option in options]
    if not any(right):
        raise StudioError("no_right", at="options.0.right")
    if all(right):
        raise StudioError("all_right", at="options.0.right")
    lines = [f":::{{choose}} {{#{named}}}", *spaced(question), ""]
    for option in options:
        lines += _option(option.flag("right"), option.words("text"), option.words("feedback"))
    return [*lines, "", ":::"]


def _options(form: Form) -> list[Form]:
    """Return the options that somebody wrote, each with what is said to those who choose it."""
    rows = form.rows("options")
    written = [row for row in rows if row.line("text") or row.line("feedback") or row.flag("right")]
    if len(written) < FEWEST:
        empty = (at for at, row in enumerate(rows) if row not in written)
        raise StudioError("few_options", at=f"options.{next(empty, 0)}.text")
    for number, row in enumerate(rows, 1):
        for name in ("text", "feedback"):
            if row in written and not row.line(name):
                at = f"options.{number - 1}.{name}"
                raise StudioError(f"no_option_{name}", at=at, number=number)
    return written


def message(form: Form, named: str, language: str) -> list[str]:
    """Return the lines of a message to judge."""
    frame = form.one_of("frame", MESSAGES)
    quoted = form.paragraphs("message")
    if not quoted:
        raise StudioError("no_message", at="message")
    pair = form.one_of("pair", tuple(sides.SIDES))
    false, true = sides.called(pair, language)
    truth = form.flag("truth")
    lines = [f":::{{judge}} {{#{named}}}", f":frame: {frame}"]
    lines += [f":{key}: {form.line(key)}" for key in FRAMES[frame] if form.line(key)]
    lines += ["", "\n>\n".join(f"> {line}" for line in quoted), ""]
    lines += _option(not truth, false, form.words("if_false"))
    lines += _option(truth, true, form.words("if_true"))
    results = [row for row in form.rows("results") if row.line("title")]
    if results:
        lines += ["", f"{say(phrases('toolkit.studio'), 'check_label', language)}:", ""]
    for number, row in enumerate(results, 1):
        place = row.needed("address", "no_result_address")
        where = ", ".join(filter(None, (place, row.line("date"))))
        lines += [f"{number}. {row.words('title')}", f"   {where}"]
        lines += [f"   {row.words('text')}"] if row.line("text") else []
    return [*"\n".join(lines).split("\n"), "", ":::"]


def notes(form: Form, language: str, *, timed: bool = False) -> list[str]:
    """Return the paragraphs of facilitator notes; `timed` ones say already how long it takes."""
    words = phrases("toolkit.studio")
    minutes = form.line("minutes")
    if not minutes.isdecimal() or not 1 <= int(minutes[:3]) <= 120:  # noqa: PLR2004  # two hours
        raise StudioError("no_minutes", at="minutes")
    said: list[str] = []
    asked = form.paragraphs("ask")
    asked[:1] = [MINUTES.sub("", each) for each in asked[:1]]  # said already
    said += filter(None, asked)
    if often := form.line("often"):
        said.append(say(words, "notes_often", language, answer=often))
    if timed:
        return said
    time = say(words, "notes_minutes", language, count=int(minutes[:3]))
    return [" ".join([time, *said[:1]]), *said[1:]]


def source(form: Form) -> str:
    """Return what stands behind a footnote's key: who says so, where, and since when."""
    publisher = form.needed("publisher", "no_publisher")
    written = form.line("date")
    try:
        date.fromisoformat(written if len(written) > len("2025") else f"{written}-01-01")
    except ValueError:
        raise StudioError("no_date", at="date") from None
    called = form.line("title").strip('"“”')
    address = form.line("address").replace(" ", "%20")
    parts = (publisher, f'"{called}"' if called else "", written, address)
    return ", ".join(filter(None, parts))


def picture(form: Form, name: str) -> list[str]:
    """Return the lines of a picture that lies beside the lesson."""
    alt = form.line("alt").replace("[", "(").replace("]", ")")
    if not alt:
        raise StudioError("no_alt", at="alt")
    return [f"![{alt}]({quote(name)})"]


def _option(right: bool, words: str, feedback: str) -> list[str]:  # noqa: FBT001
    lines = [f"- [{'x' if right else ' '}] {words}"]
    return [*lines, f"  > {feedback}"] if feedback else lines


def spaced(paragraphs: list[str]) -> list[str]:
    """Return paragraphs as lines, a blank one between them."""
    return "\n\n".join(paragraphs).split("\n")
