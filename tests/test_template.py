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
def test_a_new_lesson_passes_the_check(language: str) -> None:
    text = template.lesson("Aman di internet", language, TODAY)
    assert not read(text).problems
    assert lesson(text).title == "Aman di internet"
    assert ids.fix(text, KINDS) == text


def test_its_translation_passes_too() -> None:
    first, *others = (lesson(template.lesson("Uji", code, TODAY)) for code in LANGUAGES)
    for other in others:
        assert not translation.compare(first, other, file="en.md")


@pytest.mark.parametrize("title", ['"a": b', "{title} {today}", "a\nb: c", "---", "{0}"])
def test_any_title(title: str) -> None:
    assert not read(template.lesson(title, "id", TODAY)).problems


def test_titles() -> None:
    assert template.title("aman-di_internet") == "Aman di internet"
    assert template.lesson("Uji", "jv", TODAY) == template.lesson("Uji", "id", TODAY)
