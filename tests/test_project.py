"""The project folder: found wherever one stands, read in every language."""

import re

import pytest

from toolkit.project import LessonError, Project, sample, start

LESSON = "misinformation"


def change(project, language, old, new):
    file = project / "lessons" / LESSON / f"{language}.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_variable_wins(project, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert Project.find().home == project


def test_the_nearest_folder_upwards_is_next(project, monkeypatch):
    monkeypatch.delenv("SULUH_HOME")
    monkeypatch.chdir(project / "lessons" / LESSON)
    assert Project.find().home == project


def test_the_sample_is_last(monkeypatch, tmp_path):
    monkeypatch.delenv("SULUH_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert Project.find().home == sample()


def test_a_lesson_is_read_in_both_languages(project):
    found = Project(project)
    first, second = found.lesson(LESSON, "id"), found.lesson(LESSON, "en")
    assert (first.language, second.language) == ("id", "en")
    assert [step.id for step in first.steps] == [step.id for step in second.steps]
    assert all(step.language == "en" for step in second.steps)


def test_a_step_that_is_not_translated_stands_in_the_first_language(project):
    file = project / "lessons" / LESSON / "en.md"
    text = file.read_text(encoding="utf-8")
    steps = re.split(r"(?=^## )", text, flags=re.MULTILINE)
    gone = re.search(r"\{#([\w-]+)\}", steps[3])[1]
    file.write_text("".join(steps[:3] + steps[4:]), encoding="utf-8")
    lesson = Project(project).lesson(LESSON, "en")
    assert {step.id: step.language for step in lesson.steps}[gone] == "id"
    assert [step.id for step in lesson.steps] == [
        step.id for step in Project(project).lesson(LESSON, "id").steps
    ]


def test_without_a_translation_the_lesson_plays_in_its_first_language(project):
    (project / "lessons" / LESSON / "en.md").unlink()
    lesson = Project(project).lesson(LESSON, "en")
    assert lesson.language == "en"
    assert {step.language for step in lesson.steps} == {"id"}


def test_a_lesson_that_is_not_there_is_one_sentence_with_a_guess(project):
    with pytest.raises(LessonError, match='"misinformation"'):
        Project(project).lesson("misinformasion", "id")


def test_a_broken_lesson_tells_all_its_errors(project):
    change(project, "id", ":::{judge}", ":::{jugde}")
    change(project, "id", ":::{recall}", ":::{recal}")
    with pytest.raises(LessonError) as raised:
        Project(project).lesson(LESSON, "id")
    lines = str(raised.value).splitlines()
    assert len(lines) == 2
    assert all(re.match(rf"lessons/{LESSON}/id\.md:\d+: ", line) for line in lines)


def test_ids_are_written_alike_in_both_languages(project):
    for language in ("id", "en"):
        file = project / "lessons" / LESSON / f"{language}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(
            re.sub(r"^(## .*?) \{#.*\}$", r"\1", text, flags=re.MULTILINE), encoding="utf-8"
        )
    found = Project(project)
    assert len(found.write_ids(LESSON)) == 2
    first, second = found.lesson(LESSON, "id"), found.lesson(LESSON, "en")
    assert [step.id for step in first.steps] == [step.id for step in second.steps]
    assert all(step.language == "en" for step in second.steps)
    assert found.write_ids(LESSON) == []


def test_start_copies_what_makes_a_project(tmp_path):
    start(tmp_path / "new")
    assert Project(tmp_path / "new").lesson(LESSON, "id").title
    assert not list((tmp_path / "new").rglob(".ipynb_checkpoints"))
