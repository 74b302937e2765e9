"""The front matter of a lesson: lines of `key: value` between two lines of dashes.

Read by ourselves and not as YAML, where `no` is a truth value and a colon in a title an error:
whatever staff type stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from toolkit.lesson.problems import Report, nearest

REQUIRED = ("title", "summary", "minutes", "reviewed")
KNOWN = (*REQUIRED, "frameworks")

_FENCE = re.compile(r"^(?:-{3,}|[–—]+-?)$")
_LINE = re.compile(r"^([^:：]{1,60})[:：](.*)$")
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}
_MEANT = {
    "judul": "title",
    "ringkasan": "summary",
    "deskripsi": "summary",
    "description": "summary",
    "menit": "minutes",
    "durasi": "minutes",
    "duration": "minutes",
    "ditinjau": "reviewed",
    "diperiksa": "reviewed",
    "tanggal": "reviewed",
    "date": "reviewed",
    "kerangka": "frameworks",
}
"""What people write instead, where it does not look like the key."""


@dataclass(frozen=True)
class Front:
    """What the front matter says."""

    title: str
    summary: str
    minutes: int
    reviewed: date | None
    frameworks: tuple[str, ...]
    lines: dict[str, int]  # of each key that is there


def read(text: str, report: Report) -> tuple[Front, str]:
    """Return the front matter, and the text with it blanked out: line numbers stay true."""
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    values: dict[str, str] = {}
    at_line: dict[str, int] = {}
    if not _FENCE.match(lines[start].strip()):
        report.error(start + 1, "no-front-matter")
        return Front("", "", 0, None, (), at_line), text
    end = _end(lines, start)
    if end is None:
        report.error(start + 1, "front-matter-unclosed")
        end = _first_heading(lines, start)
    meant = {_read_line(lines[at], at + 1, values, at_line, report) for at in range(start + 1, end)}
    for key in REQUIRED:
        if key not in at_line and key not in meant:
            report.error(start + 1, f"no-{key}")
    front = Front(
        title=values.get("title", ""),
        summary=values.get("summary", ""),
        minutes=_minutes(values, at_line, report),
        reviewed=_reviewed(values, at_line, report),
        frameworks=tuple(filter(None, map(str.strip, values.get("frameworks", "").split(";")))),
        lines=at_line,
    )
    closing = end + 1 if end < len(lines) and _FENCE.match(lines[end].strip()) else end
    return front, "\n".join([""] * closing + lines[closing:])


def _end(lines: list[str], start: int) -> int | None:
    for at in range(start + 1, len(lines)):
        if _FENCE.match(lines[at].strip()):
            return at
        if lines[at].startswith(("## ", "# P", ":::")):
            return None
    return None


def _first_heading(lines: list[str], start: int) -> int:
    """Return where a front matter that was never closed probably ends."""
    for at in range(start + 1, len(lines)):
        if not _LINE.match(lines[at]) or lines[at].startswith(("#", ":")):
            return at
    return len(lines)


def _read_line(
    line: str, number: int, values: dict[str, str], at_line: dict[str, int], report: Report
) -> str:
    """Take a line; return the key that was probably meant where the one written is not known."""
    if not line.strip() or line.startswith("#"):
        return ""
    found = _LINE.match(line)
    if not found:
        report.error(number, "front-matter-line", text=line)
        return ""
    key, value = found[1].strip().lower(), found[2].strip()
    if key not in KNOWN:
        guess = _MEANT.get(key) or nearest(key, KNOWN)  # at once: it may be a key that is required
        report.error(number, "unknown-key", entry=key, known=", ".join(KNOWN), guess=guess)
        return guess
    if key in at_line:
        report.error(number, "doubled-key", entry=key, first=at_line[key])
        return ""
    at_line[key] = number
    values[key] = _unquoted(value)
    if not values[key]:
        report.error(number, "empty-key", entry=key)
    return ""


def _unquoted(value: str) -> str:
    """Return a value without the quotes that people used to YAML put around it."""
    closing = _QUOTES.get(value[:1])
    if closing and len(value) > 1 and value.endswith(closing) and closing not in value[1:-1]:
        return value[1:-1].strip()
    return value


def _minutes(values: dict[str, str], at_line: dict[str, int], report: Report) -> int:
    value = values.get("minutes", "")
    found = re.match(r"^(\d{1,3})\b", value)
    if value and (not found or not int(found[1])):
        report.error(at_line["minutes"], "minutes", value=value)
    return int(found[1]) if found else 0


def _reviewed(values: dict[str, str], at_line: dict[str, int], report: Report) -> date | None:
    value = values.get("reviewed", "")
    try:
        # Not fromisoformat alone: it also takes "20261120", which staff cannot read.
        return date.fromisoformat(value) if re.match(r"^\d{4}-\d\d-\d\d$", value) else _bad()
    except ValueError:
        if value:
            report.error(at_line["reviewed"], "reviewed", value=value, guess=_iso(value))
        return None


def _bad() -> date:
    raise ValueError


def _iso(value: str) -> str:
    """Return a date written day first, or with other signs, the way it should be written."""
    found = re.match(r"^(\d+)\D+(\d+)\D+(\d+)$", value[:20])
    if not found:
        return ""
    year_first = len(found[1]) > len(found[3])
    year, month, day = found.groups() if year_first else reversed(found.groups())
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
