"""A new lesson to start from, which passes the check as it is."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files

from toolkit.words import LANGUAGES

_SIGNS = re.compile(r"^[\s>]*(?:- \[[ x]\] |\d\. |\d (?:menit|minutes?)\. |summary: |\[\^\w+\]: )?")
_ASKING = (
    *("Tulis ", "Jelaskan ", "Ceritakan ", "Setiap fakta ", "Satu kalimat ", "Nama lembaga"),
    *("Say ", "Write ", "Tell ", "Every fact ", "One sentence ", "Name of the organisation"),
)


def lesson(title: str, language: str, today: date) -> str:
    """Return the text of a new lesson file, in the default language where there is no template."""
    known = language if language in LANGUAGES else next(iter(LANGUAGES))
    text = files("toolkit.lesson").joinpath(f"template.{known}.md").read_text(encoding="utf-8")
    plain = " ".join(title.split())
    return text.replace("{title}", plain).replace("{today}", today.isoformat())


def examples(line: str) -> bool:
    """Return whether a line still holds a sentence of the template that asks to be replaced."""
    return any(sentence in line for sentence in _sentences())


@cache
def _sentences() -> tuple[str, ...]:
    """Return the first sentence of every line of the templates that says what to write there."""
    found = []
    for language in LANGUAGES:
        for line in lesson("-", language, date.min).split("\n"):
            words = _SIGNS.sub("", line)
            if words.startswith(_ASKING):
                found.append(words.split(f", {date.min}")[0].split(". ")[0].split(" [^")[0])
    return tuple(found)


def title(name: str) -> str:
    """Return a title for the lesson in a folder of this name: "online-safety", "Online safety"."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
