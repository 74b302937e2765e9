"""Every lesson of the library, walked through in Python: each answer to each activity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from toolkit import cli
from toolkit.activities import KINDS
from toolkit.lesson.nouns import Activity, Lesson
from toolkit.project import Project

PROJECT = Project(Path(__file__).parents[1])
LESSONS = [
    pytest.param(name, language, id=f"{name}-{language}")
    for name in PROJECT.lesson_names()
    for language in PROJECT.library.languages
]
ACTIVITIES = [
    pytest.param(step.activity, language, id=f"{name}-{language}-{step.id}")
    for name in PROJECT.lesson_names()
    for language in PROJECT.library.languages
    for step in PROJECT.lesson(name, language).steps
    if step.activity
]
LEAST_KINDS = {"online-safety": 6, "online-catalogue": 5}
"""Lessons that shall be richer than others."""

LEAST_JUDGED = {"online-catalogue": 4}
"""A catalogue is mostly searched and read: fewer of its items can be true or false."""

walked = pytest.mark.parametrize(("name", "language"), LESSONS)


def lesson(name: str, language: str) -> Lesson:
    """Return a lesson as its file has it: nothing stands in for what is not translated."""
    reading = PROJECT.read(name, language, date.today())
    assert reading.lesson
    return reading.lesson


def test_there_is_a_lesson_in_every_language() -> None:
    assert LESSONS
    for name in PROJECT.lesson_names():
        files = [PROJECT.lesson_file(name, code) for code in PROJECT.library.languages]
        assert all(file.is_file() for file in files)


@pytest.mark.parametrize(("activity", "language"), ACTIVITIES)
def test_every_answer_can_be_given_and_one_is_right(activity: Activity, language: str) -> None:
    responses = list(activity.responses())
    options = [key for key in activity.answers() if type(key) is bool]
    assert len(responses) >= max(len(options), 1)
    judged = [activity.judge(response) for response in responses]
    if set(judged) != {None}:
        assert True in judged
        assert False in judged
    assert activity.handout(language).question


@pytest.mark.parametrize(("activity", "language"), ACTIVITIES)
def test_every_option_has_feedback(activity: Activity, language: str) -> None:
    feedback = list(said_in(asdict(activity)))
    assert all(feedback)
    assert feedback or set(map(activity.judge, activity.responses())) == {None}


def said_in(facts: object) -> Iterator[str]:
    """Yield every feedback in the data of an activity, wherever its kind keeps it."""
    if isinstance(facts, Mapping):
        for key, value in facts.items():
            if key == "feedback":
                yield from value.values() if isinstance(value, Mapping) else [value]
            else:
                yield from said_in(value)
    elif isinstance(facts, Sequence) and not isinstance(facts, str):
        for each in facts:
            yield from said_in(each)


@walked
def test_its_length_and_parts(name: str, language: str) -> None:
    found = lesson(name, language)
    assert 12 <= len(found.steps) <= 20
    assert len(found.parts) == 3
    assert all(part.title and part.end for part in found.parts)


@walked
def test_every_step_tells_facilitators_how_long(name: str, language: str) -> None:
    found = lesson(name, language)
    assert all(step.notes and step.notes.minutes for step in found.steps)


@walked
def test_what_is_judged_is_half_true(name: str, language: str) -> None:
    truths = [step.activity.truthful() for step in lesson(name, language).steps if step.activity]
    judged = [truth for truth in truths if truth is not None]
    assert len(judged) >= LEAST_JUDGED.get(name, 8)
    assert judged.count(True) * 2 == len(judged)


@walked
def test_it_has_many_kinds(name: str, language: str) -> None:
    kinds = {step.activity.kind for step in lesson(name, language).steps if step.activity}
    assert len(kinds) >= LEAST_KINDS.get(name, 4)
    assert kinds <= set(KINDS)


@pytest.mark.parametrize("name", PROJECT.lesson_names())
def test_the_check_has_nothing_to_say(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SULUH_HOME", str(PROJECT.home))
    assert cli.main(["check", "--strict", name]) == 0, capsys.readouterr().out
