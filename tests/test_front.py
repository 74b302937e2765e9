"""The front matter: whatever staff type stays text, and what they meant is told."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.lesson import front
from toolkit.lesson.problems import Report

ENTRIES = {
    "title": "Uji",
    "summary": "Uji: a: b",
    "minutes": "5",
    "reviewed": "2026-11-20",
    "frameworks": "DigComp 2.2: 1.2; ; UNESCO",
}


def read(*lines: str) -> tuple[front.Front, str, dict[str, list[int]]]:
    report = Report("lessons/uji/id.md")
    head, body = front.read("\n".join(lines), report)
    told: dict[str, list[int]] = {}
    for problem in report.found:
        told.setdefault(problem.key, []).append(problem.line)
    return head, body, told


def test_every_entry() -> None:
    lines = [f"{key}: {value}" for key, value in ENTRIES.items()]
    head, body, told = read("---", *lines, "---", "## A")
    assert not told
    assert (head.title, head.summary, head.minutes) == ("Uji", "Uji: a: b", 5)
    assert head.reviewed == date(2026, 11, 20)
    assert head.frameworks == ("DigComp 2.2: 1.2", "UNESCO")
    assert head.lines == {key: line for line, key in enumerate(ENTRIES, 2)}
    assert body == "\n" * 7 + "## A"  # its lines keep their numbers


@pytest.mark.parametrize("value", ["no", "123", "[a]", "{b}", "- c", "&d", "# e", "a: b", "'"])
def test_a_value_stays_text(value: str) -> None:
    assert read("---", f"title: {value}", "---")[0].title == value


@pytest.mark.parametrize(
    ("value", "title"),
    [('"A"', "A"), ("“A”", "A"), ("'A'", "A"), ('"A" dan "B"', '"A" dan "B"'), ('"A', '"A')],
)
def test_quotes_around_a_value(value: str, title: str) -> None:
    assert read("---", f"title: {value}", "---")[0].title == title


@pytest.mark.parametrize(("key", "meant"), [("titel", "title"), ("menit", "minutes")])
def test_a_key_that_was_meant_is_not_missed_too(key: str, meant: str) -> None:
    lines = [f"{key if name == meant else name}: {value}" for name, value in ENTRIES.items()]
    assert read("---", *lines, "---")[2] == {
        "unknown-key": [lines.index(f"{key}: {ENTRIES[meant]}") + 2]
    }


@pytest.mark.parametrize(
    ("value", "meant"),
    [("20-11-2026", "2026-11-20"), ("2026/1/2", "2026-01-02"), ("besok", ""), ("31-02-2026", "")],
)
def test_a_date_that_was_meant(value: str, meant: str) -> None:
    report = Report("a")
    head, _ = front.read(f"---\nreviewed: {value}\n---", report)
    assert head.reviewed is None
    (problem,) = (each for each in report.found if each.key == "reviewed")
    assert (f'"{meant}"' in problem.what["en"]) == bool(meant)
    assert ("Perhaps" in problem.what["en"]) == bool(meant)


@pytest.mark.parametrize(("value", "minutes"), [("15 menit", 15), ("0", 0), ("lima", 0)])
def test_minutes(value: str, minutes: int) -> None:
    head, _, told = read("---", f"minutes: {value}", "---")
    assert head.minutes == minutes
    assert ("minutes" in told) == (not minutes)


def test_one_that_was_never_closed_ends_where_the_lesson_begins() -> None:
    head, body, told = read("---", "title: Uji", "", "## Langkah")
    assert head.title == "Uji"
    assert told["front-matter-unclosed"] == [1]
    assert body.endswith("## Langkah")
