"""What a room is told of a lesson: how answers are counted, and which can be added."""

import json

import pytest
from conftest import LESSONS, ROOT

from toolkit.lesson.nouns import ResponseError
from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.records.nouns import RoomEvent
from toolkit.rooms import facts
from toolkit.rooms.nouns import ITEM_FORMS, StepFacts
from toolkit.rooms.state import RoomState


@pytest.fixture(scope="module")
def versions():
    project = Project(ROOT)
    return {
        (name, code): Version.of(project.lesson(name, code))
        for name in LESSONS
        for code in ("id", "en")
    }


def opened(*versions, language="id"):
    """Return a room of these versions, through what the records keep of it."""
    data = json.loads(json.dumps(facts.opened(versions, language)))
    state = RoomState("CDF347")
    state.apply(RoomEvent(1, "a" * 32, "CDF347", "opened", "", 1000.0, data))
    return state


def step(versions, kind):
    """Return the first step of a kind, in any lesson, with its version."""
    return next(
        (version, step)
        for version in versions.values()
        for step in version.steps
        if step.activity and step.activity.kind == kind
    )


@pytest.mark.parametrize("name", LESSONS)
def test_a_room_knows_every_step_of_its_lesson(versions, name):
    version = versions[name, "id"]
    state = opened(version, versions[name, "en"])
    assert (state.lesson, state.title, state.language) == (name, version.title, "id")
    assert state.versions == {code: versions[name, code].version for code in ("id", "en")}
    assert [*state.steps] == [step.id for step in version.steps]
    assert [*state.items] == [step.id for step in version.steps if step.activity]
    for each in version.steps:
        told = state.steps[each.id]
        assert told.form in ITEM_FORMS
        assert told.truth == (each.activity.truthful() if each.activity else None)
        if each.activity:
            assert told.kind == each.activity.kind
            assert told.right == facts.key_of(each.activity)


@pytest.mark.parametrize("name", LESSONS)
def test_every_response_has_its_places(versions, name):
    version = versions[name, "id"]
    state = opened(version)
    for each in version.steps:
        for response in each.activity.responses() if each.activity else ():
            form, places, right = facts.answered(each.activity, response)
            told = state.steps[each.id]
            assert form == told.form
            assert right == each.activity.judge(response)
            assert all(0 <= place < told.options for place in places)
            assert bool(places) == (form != "none")
            if form == "right":
                assert places == [0 if right else 1]


@pytest.mark.parametrize(
    ("kind", "form", "response", "places"),
    [
        ("choose", "options", {"options": [1]}, [1]),
        ("judge", "points", {"point": 0}, [0]),
        ("judge", "points", {"point": 3, "before": 1, "checked": True}, [3]),
        ("judge", "points", {"point": "unsure"}, [4]),
        ("recall", "none", {"mark": 2}, []),
        ("passphrase", "none", {}, []),
        ("action", "none", {"ticked": [0]}, []),
        ("firstaid", "none", {}, []),
    ],
)
def test_how_the_kinds_are_counted(versions, kind, form, response, places):
    _, found = step(versions, kind)
    assert facts.answered(found.activity, response)[:2] == (form, places)


@pytest.mark.parametrize("kind", ["clues", "chat", "match", "order", "shelf", "link", "search"])
def test_what_is_judged_otherwise_is_right_or_not_yet(versions, kind):
    _, found = step(versions, kind)
    assert facts.form_of(found.activity) == ("right", 2)


def test_the_other_language_counts_in_the_same_place(versions):
    for name in LESSONS:
        here, there = versions[name, "id"], versions[name, "en"]
        state = opened(here, there)
        for each in there.steps:
            for response in each.activity.responses() if each.activity else ():
                told = state.steps.get(each.id)
                data = facts.answer(told, there.version, each.activity, response, each.id)
                assert data["split"] == facts.answered(each.activity, response)[1]
                assert data["version"] == there.version


def test_an_answer_to_another_key_has_no_place(versions):
    version, found = step(versions, "choose")
    told = opened(version).steps[found.id]
    response = next(iter(found.activity.responses()))
    same = facts.answer(told, "f" * 16, found.activity, response, found.id)
    assert same == {"step": found.id, "version": "f" * 16, "split": [0], "right": same["right"]}
    assert same["right"] is not None
    other = StepFacts(told.id, told.kind, told.form, told.options, [*told.right[::-1], False])
    for known in (other, None):
        data = facts.answer(known, "f" * 16, found.activity, response, found.id)
        assert (data["split"], data["right"]) == ([], None)


def test_what_is_no_response_is_said_so(versions):
    _, found = step(versions, "choose")
    with pytest.raises(ResponseError):
        facts.answered(found.activity, {"options": [99]})


def test_a_room_needs_its_own_language(versions):
    with pytest.raises(ValueError, match="en"):
        facts.opened([versions[LESSONS[0], "id"]], "en")
