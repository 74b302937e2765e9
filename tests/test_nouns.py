"""A lesson as data."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from sample import GOOD, lesson

from toolkit.lesson.nouns import without_lines


def test_lines_are_for_staff_only() -> None:
    value = {"line": 1, "a": [{"line": 2, "b": ({"c": 3, "line": 4},)}], "d": "line"}
    assert without_lines(value) == {"a": [{"b": [{"c": 3}]}], "d": "line"}


def test_steps_are_those_of_all_parts_in_order() -> None:
    found = lesson(GOOD.replace("## Akhir", "# Dua\n\n## Akhir"))
    assert len(found.parts) == 2
    assert [step.id for step in found.steps] == ["telepon", "akhir"]


def test_nothing_changes_a_lesson() -> None:
    found = lesson(GOOD)
    with pytest.raises(FrozenInstanceError):
        found.title = "Lain"  # type: ignore[misc]
