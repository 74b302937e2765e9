"""A new lesson passes the check as it is, and its languages match."""

from __future__ import annotations

from datetime import date

import pytest
from sample import lesson, read

from toolkit.activities import KINDS
from toolkit.lesson import ids, template, translation
from toolkit.words import LANGUAGES

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_lesson_passes_the_check_but_for_its_examples(language: str) -> None:
    text = template.lesson("Aman di internet", language, TODAY)
    found = read(text).problems
    assert {problem.key for problem in found} == {"example-left"}
    lines = text.split("\n")
    assert not any(lines[problem.line - 1].startswith(("#", ":::")) for problem in found)
    assert len(found) == 16
    assert lesson(text).title == "Aman di internet"
    assert ids.fix(text, KINDS) == text


def test_its_translation_passes_too() -> None:
    first, *others = (lesson(template.lesson("Uji", code, TODAY)) for code in LANGUAGES)
    for other in others:
        assert not translation.compare(first, other, file="en.md")


@pytest.mark.parametrize("title", ['"a": b', "{title} {today}", "a\nb: c", "---", "{0}"])
def test_any_title(title: str) -> None:
    found = read(template.lesson(title, "id", TODAY)).problems
    assert {problem.key for problem in found} == {"example-left"}


def test_an_example_that_was_replaced_is_no_example() -> None:
    assert template.examples("- [x] Tulis tindakan yang paling menolong.")
    assert template.examples(
        "2 menit. Tulis apa yang perlu ditanyakan, dan jawaban keliru yang sering muncul."
    )
    assert not template.examples("- [x] Tulis nomor resinya di kertas.")
    assert not template.examples("2 menit. Tulis.")


def test_titles() -> None:
    assert template.title("aman-di_internet") == "Aman di internet"
    assert template.lesson("Uji", "jv", TODAY) == template.lesson("Uji", "id", TODAY)
