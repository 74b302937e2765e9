"""Versions of one lesson told of as one."""

from dataclasses import replace

import pytest
from groups import version

from toolkit.lesson.versions import Version, VersionPart
from toolkit.results.joining import ELSE, Joined

NOW = version()
ENGLISH = version(language="en")
CHOOSE = next(step for step in NOW.steps if step.activity and step.activity.kind == "choose").id
JUDGE = NOW.judged[0].id


def changed(step_id, change, of=NOW, name="0123456789abcdef"):
    """Return a version in which the activity of one step is another."""
    parts = tuple(
        replace(
            part,
            steps=tuple(
                replace(step, activity=change(step.activity)) if step.id == step_id else step
                for step in part.steps
            ),
        )
        for part in of.parts
    )
    return replace(of, parts=parts, version=name)


def turned(activity):
    return replace(activity, options=activity.options[::-1])


def test_an_option_is_the_same_where_its_text_is():
    joined = Joined(NOW, [changed(CHOOSE, turned)])
    count = len(NOW.step(CHOOSE).activity.options)
    assert joined.answer("0123456789abcdef", CHOOSE, "[0]") == f"[{count - 1}]"
    assert joined.answer(NOW.version, CHOOSE, "[0]") == "[0]"


def test_an_option_that_is_no_longer_offered_is_something_else():
    def reworded(activity):
        first = replace(activity.options[0], html="Begitu <em>dulu</em>.")
        return replace(activity, options=(first, *activity.options[1:]))

    joined = Joined(NOW, [changed(CHOOSE, reworded)])
    assert joined.answer("0123456789abcdef", CHOOSE, "[0]") == ELSE
    assert joined.answer("0123456789abcdef", CHOOSE, "[1]") == "[1]"


def test_across_languages_an_option_is_the_same_where_its_place_is():
    assert Joined(NOW, [ENGLISH]).answer(ENGLISH.version, CHOOSE, "[1]") == "[1]"
    other = changed(CHOOSE, turned, ENGLISH)
    right = NOW.step(CHOOSE).activity.answers()
    told = Joined(NOW, [other]).answer(other.version, CHOOSE, "[0]")
    assert told == ("[0]" if right == right[::-1] else ELSE)


def test_a_question_that_is_another_now_is_left_out():
    joined = Joined(
        NOW, [changed(JUDGE, lambda activity: replace(activity, truth=not activity.truth))]
    )
    assert joined.answer("0123456789abcdef", JUDGE, "3") is None
    assert joined.answer(NOW.version, JUDGE, "3") == "3"
    assert joined.answer(NOW.version, "tak-ada", "3") is None
    assert joined.answer("f" * 16, JUDGE, "3") is None


def test_a_kind_that_is_another_now_is_left_out():
    activity = NOW.step(JUDGE).activity
    joined = Joined(NOW, [changed(CHOOSE, lambda _: activity)])
    assert joined.answer("0123456789abcdef", CHOOSE, "3") is None


@pytest.mark.parametrize("answer", ["", "[9]", "[-9]", "{}", "nonsense", '["a"]', "null"])
def test_an_answer_that_is_none_is_something_else(answer):
    joined = Joined(NOW, [changed(CHOOSE, turned)])
    assert joined.answer("0123456789abcdef", CHOOSE, answer) in {ELSE, "[]"}


def test_who_came_far_in_another_version_came_as_far_in_this():
    first, *rest = NOW.parts
    shorter = Version(
        NOW.name,
        "id",
        "0" * 16,
        NOW.title,
        (VersionPart("", first.steps[1:]), *rest),
    )
    joined = Joined(shorter, [NOW])
    assert [joined.reached(NOW.version, at) for at in (-1, 0, 1, 2)] == [-1, -1, 0, 1]
    assert joined.reached(NOW.version, 99) == len(shorter.steps) - 1
    assert joined.reached("f" * 16, 3) == -1
