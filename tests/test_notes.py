"""The trainer's notes as a file: all that the guide has on paper, and where it may lie."""

import json
from datetime import date

import pytest
from conftest import LESSONS, ROOT
from hypothesis import given
from hypothesis import strategies as st
from sample import GOOD, lesson

from toolkit.guide import notes
from toolkit.guide.guide import guide
from toolkit.lesson.paper import addressed
from toolkit.project import Project
from toolkit.words import SpokenError

PROJECT = Project(ROOT)
LANGUAGES = PROJECT.library.languages
EVERY = [
    pytest.param(PROJECT.lesson(name, code), id=f"{name}-{code}")
    for name in LESSONS
    for code in LANGUAGES
]
every_lesson = pytest.mark.parametrize("found", EVERY)


@every_lesson
def test_it_has_every_step_with_its_minutes_and_what_the_guide_says(found):
    told = notes.of_lesson(found)
    assert [step["id"] for step in told["steps"]] == [step.id for step in found.steps]
    assert told["minutes"] == sum(step.notes.minutes for step in found.steps)
    assert told["title"] == found.title
    printed = guide(found, PROJECT.library)
    for step in told["steps"]:
        assert step["notes"]
        for name in ("answer", "others", "hints"):
            # Sources stand on paper alone: there they are listed.
            assert "suluh-source" not in step[name] + step["notes"]
            assert addressed(step[name])[:60] in printed


@every_lesson
def test_every_judged_step_has_its_answer(found):
    told = {step["id"]: step for step in notes.of_lesson(found)["steps"]}
    for step in found.steps:
        judged = map(step.activity.judge, step.activity.responses()) if step.activity else ()
        assert True not in judged or told[step.id]["answer"], step.id


def test_a_step_without_notes_or_anything_to_answer_is_there_all_the_same():
    found = lesson(GOOD.replace("2-4 menit. Tanyakan.", "Tanyakan."))
    first, last = notes.of_lesson(found)["steps"]
    assert (first["minutes"], last["minutes"]) == (3, None)
    assert "Menutupnya" in first["answer"]
    assert "Menyebutkannya" in first["others"]
    assert notes.of_lesson(found)["minutes"] == 3


def test_all_lessons_in_all_their_languages():
    told = notes.notes(PROJECT, LESSONS, LANGUAGES, date(2026, 11, 22))
    assert {key: told[key] for key in ("suluh", "library", "made")} == {
        "suluh": "notes",
        "library": PROJECT.library.name,
        "made": "2026-11-22",
    }
    found = {name: tuple(by_language) for name, by_language in told["lessons"].items()}
    assert found == dict.fromkeys(LESSONS, tuple(LANGUAGES))
    assert json.loads(json.dumps(told)) == told


@pytest.mark.lessons("misinformation", "online-safety")
def test_what_cannot_be_played_is_left_out(project):
    for name, text in (("misinformation/en.md", "---\n"), ("online-safety/id.md", "")):
        (project / "lessons" / name).write_text(text, encoding="utf-8")
    told = notes.notes(Project(project), ["misinformation", "online-safety"], ["id", "en"])
    assert {name: list(found) for name, found in told["lessons"].items()} == {
        "misinformation": ["id"]
    }


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "suluh"
    folder.mkdir()
    return folder


def refused(asked, folder):
    with pytest.raises(SpokenError) as error:
        notes.checked(str(asked), folder)
    assert all(error.value.sentence(language) for language in LANGUAGES)
    return error.value.key


def test_notes_never_lie_in_what_is_uploaded(site, tmp_path):
    assert refused(site / "catatan.json", site) == "notes_inside"
    assert refused(site / "en" / ".." / "catatan.json", site) == "notes_inside"
    assert refused(site, site) == "notes_inside"
    assert notes.checked(str(site / ".." / "catatan.json"), site) == tmp_path / "catatan.json"


def test_not_even_through_another_door(site, tmp_path):
    door = tmp_path / "pintu"
    try:
        door.symlink_to(site, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    assert refused(door / "catatan.json", site) == "notes_inside"
    assert refused(site / "catatan.json", door) == "notes_inside"


@given(st.lists(st.sampled_from(["..", ".", "en", "suluh", "a"]), max_size=6))
def test_however_it_is_written(parts):
    site = ROOT / "suluh-of-no-test"
    asked = site.joinpath(*parts, "catatan.json")
    inside = asked.resolve().is_relative_to(site)
    if inside:
        assert refused(asked, site) == "notes_inside"
    elif asked.resolve().parent.is_dir():
        assert notes.checked(str(asked), site) == asked.resolve()
    else:
        assert refused(asked, site) == "notes_no_folder"


def test_a_slip_is_told_before_anything_is_written(site, tmp_path):
    other = tmp_path / "lain.json"
    for content in (b'{"suluh": "codes"}', b"[]", b"\xff", b""):
        other.write_bytes(content)
        assert refused(other, site) == "notes_other"
        assert other.read_bytes() == content
    assert refused(tmp_path / "catatan.pdf", site) == "notes_ending"
    assert refused(tmp_path / "nowhere" / "catatan.json", site) == "notes_no_folder"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lain.json", "suluh"]


def test_in_a_folder_it_gets_a_name_and_replaces_its_own(site, tmp_path):
    file = notes.checked(str(tmp_path), site)
    notes.write(notes.notes(PROJECT, ["misinformation"], ["id"]), file)
    assert notes.checked(str(file), site) == file
    text = file.read_text(encoding="utf-8")
    assert json.loads(text)["lessons"]["misinformation"]["id"]["steps"]
    assert "“" in text or "é" in text or "\\u" not in text  # people may look into it
