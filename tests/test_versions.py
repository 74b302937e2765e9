"""A version of a lesson: kept without its prose, and read again from any day."""

import json

import pytest
from conftest import LESSONS, ROOT
from hypothesis import given
from hypothesis import strategies as st

from toolkit.activities import KINDS
from toolkit.lesson.data import data
from toolkit.lesson.versions import Version, without_prose
from toolkit.project import Project

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "language", "version", "title", "parts", "steps", "id", "activity", "kind"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(params=[(name, code) for name in LESSONS for code in ("id", "en")], ids="-".join)
def lesson(request):
    return Project(ROOT).lesson(*request.param)


def test_what_is_kept_judges_as_the_lesson_does(lesson):
    kept = json.loads(json.dumps(Version.of(lesson).data()))
    version = Version.from_data(kept, KINDS)
    assert version.version == lesson.version
    assert [step.id for step in version.steps] == [step.id for step in lesson.steps]
    for step in lesson.steps:
        found = version.step(step.id)
        assert version.steps[version.place_of(step.id)] is found
        for response in step.activity.responses() if step.activity else ():
            assert found.activity.judge(response) == step.activity.judge(response)


def test_a_page_knows_as_much_of_it(lesson):
    assert without_prose(data(lesson)) == Version.of(lesson).data()


def test_no_prose_is_kept(lesson):
    kept = json.dumps(Version.of(lesson).data(), ensure_ascii=False)
    told = [step.before for step in lesson.steps if len(step.before) > 40]
    assert told
    assert not [text for text in told if json.dumps(text, ensure_ascii=False)[1:-1] in kept]


def test_what_is_judged_is_true_or_false(lesson):
    version = Version.of(lesson)
    assert {step.activity.truthful() for step in version.judged} == {True, False}
    assert not [step for step in version.steps if step.is_judged and step not in version.judged]


def test_no_such_step():
    version = Version.of(Project(ROOT).lesson(LESSONS[0], "id"))
    assert version.step("tidak-ada") is None
    assert version.place_of("tidak-ada") is None


@given(ANYTHING)
def test_anything_else_is_no_version(thing):
    with pytest.raises(ValueError, match=r"version|hexa|text"):
        Version.from_data(thing, KINDS)


@pytest.mark.parametrize(
    "change",
    [
        {"version": "../../etc/passwd"},
        {"version": 5},
        {"title": None},
        {"parts": {}},
        {"parts": [{"title": "", "steps": [{"id": "a", "title": "", "activity": {"kind": "x"}}]}]},
        {"parts": [{"title": "", "steps": [{"id": 1, "title": "", "activity": None}]}]},
    ],
)
def test_a_piece_of_another_shape_is_no_version(change):
    whole = Version.of(Project(ROOT).lesson(LESSONS[0], "id")).data()
    with pytest.raises(ValueError, match="version"):
        Version.from_data({**whole, **change}, KINDS)
