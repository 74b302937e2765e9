"""The project folder: found wherever one stands, read in every language."""

import re
import shutil
from datetime import date

import pytest
import sample as sample_lesson

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


def write(project, name, language, activity):
    folder = project / "lessons" / name
    folder.mkdir(exist_ok=True)
    text = f"{sample_lesson.HEAD}\n## A {{#a}}\n\n{activity}\n"
    (folder / f"{language}.md").write_text(text, encoding="utf-8")


AID = ":::{firstaid} {#b}\nTenang.\n\n### Satu\n\n1. a\n\n### Dua\n\n1. b\n\n:::"


def test_the_first_first_aid_of_all_lessons_is_found(project):
    for lesson in (project / "lessons").iterdir():
        if lesson.is_dir():
            shutil.rmtree(lesson)
    assert Project(project).first_aid("id") is None
    write(project, "biasa", "id", "Kata.")
    write(project, "dua", "id", AID.replace("Tenang.", "Kedua."))
    write(project, "bantuan", "id", AID.replace("{firstaid}", "{FirstAid}"))
    write(project, "bantuan", "en", AID.replace("Tenang.", "Calm.").replace("{f", "{F"))
    found = Project(project)
    assert found.first_aid_lessons() == ["bantuan", "dua"]
    assert "Tenang." in found.first_aid("id").activity.question
    assert "Calm." in found.first_aid("en").activity.question


def test_first_aid_that_no_menu_shows_is_told_of(project):
    def told(name):
        found = Project(project).problems(name, date(2026, 11, 22))
        return [each for each in found if each.key == "other-first-aid"]

    shutil.rmtree(project / "lessons" / "online-safety")
    write(project, "aaa", "id", f"{AID}\n\n## C {{#c}}\n\n{AID.replace('#b', '#d')}")
    write(project, "bbb", "id", AID)
    (second,) = told("aaa")
    assert (second.file, second.line) == ("lessons/aaa/id.md", 25)
    (other,) = told("bbb")
    assert other.level == "advice"
    assert (other.file, other.line) == ("lessons/bbb/id.md", 10)
    assert "lessons/aaa/id.md, line 8" in other.sentence("en")
    write(project, "aaa", "id", AID.replace("### Dua", "### Satu"))  # cannot be played
    assert not told("bbb")


def test_first_aid_is_found_past_what_is_broken(project):
    write(project, "aaa", "id", AID.replace("### Dua", "### Satu"))
    write(project, "bbb", "id", AID)
    write(project, "bbb", "en", AID.replace("### Dua", "### Satu"))
    (project / "lessons" / "bb").mkdir()
    (project / "lessons" / "bb" / "id.md").write_bytes(b"\xff\x00firstaid")
    found = Project(project)
    for language in ("id", "en"):
        step = found.first_aid(language)
        assert step.activity.id == "b"
        assert step.language == "id"


def test_lessons_without_the_word_are_not_read_for_first_aid(project, monkeypatch):
    asked = []
    read = Project.read
    monkeypatch.setattr(
        Project, "read", lambda self, name, *rest: asked.append(name) or read(self, name, *rest)
    )
    write(project, "aaa", "id", AID)
    assert Project(project).first_aid("id")
    assert asked == ["aaa"]
    Project(project).first_aid("en")
    assert LESSON not in asked


def test_start_copies_what_makes_a_project(tmp_path):
    start(tmp_path / "new")
    assert Project(tmp_path / "new").lesson(LESSON, "id").title
    assert not list((tmp_path / "new").rglob(".ipynb_checkpoints"))


def test_a_picture_changed_beside_a_lesson_is_seen(project):
    found = Project(project)
    picture = project / "lessons" / LESSON / "suluh.svg"
    before = found.lesson(LESSON, "id")
    assert found.lesson(LESSON, "id") == before
    picture.write_text(picture.read_text(encoding="utf-8") + "<!-- baru -->", encoding="utf-8")
    assert found.lesson(LESSON, "id").version != before.version
    picture.unlink()
    assert any(problem.level == "error" for problem in found.problems(LESSON, date.today()))
