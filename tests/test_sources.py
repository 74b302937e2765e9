"""Sources: numbered as patrons meet them, dated, each with the step that needs it."""

from __future__ import annotations

import pytest

from toolkit.lesson import markdown, sources
from toolkit.lesson.nouns import Source
from toolkit.lesson.problems import Report


def read(text: str) -> tuple[dict[str, Source], dict[str, int]]:
    report = Report("a")
    page = markdown.parse(text)
    numbers = sources.number(page.nodes, page.definitions, report)
    return sources.read(page.definitions, numbers, report), {
        each.key: each.line for each in report.found
    }


def test_numbers_follow_the_first_use() -> None:
    found, told = read("[^b] [^a] [^b]\n\n[^a]: A, 2024\n\n[^b]: B, 2025-01")
    assert {key: source.number for key, source in found.items()} == {"b": 1, "a": 2}
    assert not told


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("OJK, 2025-11-12", "2025-11-12"),
        ("OJK, 2025-11", "2025-11"),
        ('BPS, "Sensus 2020", 2021-01-21', "2021-01-21"),
        ('BPS, "Sensus 2020", 2022', "2022"),
        ("OJK, https://ojk.go.id/2019/05/06/a", ""),
        ("OJK, 12 November 25", ""),
    ],
)
def test_dates(words: str, date: str) -> None:
    found, told = read(f"[^a]\n\n[^a]: {words}")
    assert found["a"].date == date
    assert ("source-without-date" in told) == (not date)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a\n[^who]\n\n[^woh]: WHO, 2024", "unknown-footnote", 2),
        ("a\n\n[^who]: WHO, 2024", "unused-footnote", 3),
        ("[^a]\n\n[^a]: A, 2024\n\n[^a]: B, 2024", "doubled-footnote", 5),
    ],
)
def test_what_does_not_fit_together(text: str, key: str, line: int) -> None:
    assert read(text)[1][key] == line


def test_what_a_step_refers_to() -> None:
    text = "[^a]\n\n> [^b] [^a]\n\n[^a]: A, 2024\n\n[^b]: B, 2024"
    found, _ = read(text)
    first, second, *_ = markdown.parse(text).nodes
    assert [each.key for each in sources.used([first], found)] == ["a"]
    assert [each.key for each in sources.used([second], found)] == ["a", "b"]
