"""What the checker says about broken lessons, word for word, in both languages.

After a change of words that is meant: `UPDATE_SNAPSHOTS=1 pytest tests/test_broken.py`, then read
the difference.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from toolkit.activities import KINDS
from toolkit.lesson import reader, report
from toolkit.words import LANGUAGES, phrases

FOLDER = Path(__file__).with_name("broken")
LESSONS = sorted(FOLDER.glob("*.md"))


def read(file: Path) -> reader.Reading:
    return reader.read(
        file.read_bytes(),
        name="broken",
        language="id",
        folder=FOLDER,
        file=f"lessons/{file.stem}/id.md",
        kinds=KINDS,
        today=date(2026, 11, 22),
    )


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.stem)
def test_messages(file: Path) -> None:
    reading = read(file)
    assert reading.problems
    assert (reading.lesson is None) == any(each.level == "error" for each in reading.problems)
    said = "\n\n".join(report.grouped(reading.problems, code) for code in LANGUAGES) + "\n"
    expected = file.with_suffix(".expected.txt")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text(encoding="utf-8")


def test_every_problem_of_the_room_has_a_broken_lesson() -> None:
    said = {each.key for file in LESSONS for each in read(file).problems}
    known = {key.removesuffix("-how") for key in phrases("toolkit.lesson") if key.endswith("-how")}
    for kind in KINDS.values():
        known |= {key.removesuffix("-how") for key in kind.problems if key.endswith("-how")}
    elsewhere = {
        # a translation, in test_translation
        *(
            "step-not-translated",
            "first-step-not-translated",
            "step-only-here",
            "step-without-activity",
            "step-with-activity",
            "poll-not-translated",
        ),
        *("another-kind", "another-activity-id", "another-count", "another-right", "another-shape"),
        "translation-older",
        # what changes with the practice shelves, in test_search_activity
        "too-many-fit",
        # and sizes, in test_reader and test_pictures
        *("file-too-large", "picture-too-large", "pictures-too-large", "picture-unreadable"),
    }
    assert known - said == elsewhere


def test_all_words_of_the_room_are_complete() -> None:
    words = phrases("toolkit.lesson")
    assert all(texts.keys() >= LANGUAGES.keys() for texts in words.values())
    for key in words:
        if f"{key}-how" in words:
            for code in LANGUAGES:
                assert words[key][code].endswith(".")
                assert words[f"{key}-how"][code].endswith((".", '."'))
                assert "!" not in words[key][code].replace("![", "")
