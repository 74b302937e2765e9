"""A new lesson to start from, which passes the check as it is."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from toolkit.words import LANGUAGES


def lesson(title: str, language: str, today: date) -> str:
    """Return the text of a new lesson file, in the default language where there is no template."""
    known = language if language in LANGUAGES else next(iter(LANGUAGES))
    text = files("toolkit.lesson").joinpath(f"template.{known}.md").read_text(encoding="utf-8")
    plain = " ".join(title.split())
    return text.replace("{title}", plain).replace("{today}", today.isoformat())


def title(name: str) -> str:
    """Return a title for the lesson in a folder of this name: "online-safety", "Online safety"."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
