"""What a browser sends for a form: read as text, whatever it is, and checked in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.studio.errors import StudioError

LONGEST = 4_000
"""Letters in a field."""

MOST = 6
"""Options in a question."""

_START = re.compile(r"^([#>+\-*:=|~`\[＞：［]|\d{1,9}(?=[.)]))")
_SIGNS = {"＞": ">", "：": ":", "［": "["}
_HTML = re.compile(r"<(?=[A-Za-z/!])")


class Form:
    """The fields of a form. What is not there, or is no text, is empty."""

    def __init__(self, fields: object) -> None:
        self._fields: Mapping[str, Any] = fields if isinstance(fields, Mapping) else {}

    def line(self, name: str) -> str:
        """Return a field as one line of plain words."""
        return " ".join(self._text(name).split())

    def words(self, name: str) -> str:
        """Return a field as one line of Markdown in which no sign is taken for one of ours."""
        return safe(self.line(name))

    def paragraphs(self, name: str) -> list[str]:
        """Return a field as paragraphs of Markdown: every line that was typed is one."""
        lines = (" ".join(line.split()) for line in self._text(name).splitlines())
        return [safe(line) for line in lines if line]

    def needed(self, name: str, key: str) -> str:
        """Return a field that must not be empty, else say what is missing."""
        if not self.line(name):
            raise StudioError(key, at=name)
        return self.words(name)

    def flag(self, name: str) -> bool:
        """Return whether a box is ticked."""
        return self._fields.get(name) is True

    def one_of(self, name: str, known: Sequence[str]) -> str:
        """Return which of the known words was chosen, the first where none of them was."""
        chosen = self._fields.get(name)
        return chosen if isinstance(chosen, str) and chosen in known else known[0]

    def rows(self, name: str) -> list[Form]:
        """Return the rows of a list, each a form of its own."""
        rows = self._fields.get(name)
        return [Form(row) for row in rows[:MOST]] if isinstance(rows, list) else []

    def _text(self, name: str) -> str:
        value = self._fields.get(name)
        text = value[:LONGEST] if isinstance(value, str) else ""
        return "".join(each if each.isprintable() or each == "\n" else " " for each in text)


def safe(line: str) -> str:
    """Return one line of words that begins nothing in Markdown but a paragraph."""
    line = _HTML.sub(r"\\<", line)
    found = _START.match(line)
    if not found:
        return line
    sign = found[1]
    rest = line[found.end() :]
    return f"{sign}\\{rest}" if sign[0].isdigit() else f"\\{_SIGNS.get(sign, sign)}{rest}"


def title(line: str) -> str:
    """Return a line as the words of a heading, in which nothing is taken for an id."""
    return line.replace("{", "(").replace("}", ")").rstrip("# ").strip()
