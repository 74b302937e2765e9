"""The examples of the guide with slips in them: every kind notes what is wrong, and none raises."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import HEAD, LINES, read
from test_lesson_guide import examples, fences

from toolkit.activities import KINDS

EXAMPLES = {kind: text for text in examples("id") for kind in fences(text) if kind in KINDS}


def play(text: str) -> None:
    """Do with a lesson all that a page, the paper and the checker do."""
    began = time.process_time()
    reading = read(text)
    assert (reading.lesson is None) == any(each.level == "error" for each in reading.problems)
    for step in reading.lesson.steps if reading.lesson else ():
        if step.activity:
            data = step.activity.data()
            again = type(step.activity).from_data(data)
            assert again.data() == data
            assert again.answers() == step.activity.answers()
            assert step.activity.handout("id").question
            for response in step.activity.responses():
                assert again.judge(response) in (True, False, None)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_an_example_is_played(kind: str) -> None:
    play(f"{HEAD}\n{EXAMPLES[kind]}")


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(draw=st.data())
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_any_slip_in_an_example(kind: str, draw: st.DataObject) -> None:
    text = EXAMPLES[kind]
    for _ in range(draw.draw(st.integers(1, 4))):
        start = draw.draw(st.integers(0, len(text)))
        end = min(len(text), start + draw.draw(st.integers(0, 40)))
        text = text[:start] + draw.draw(LINES) + text[end:]
    play(f"{HEAD}\n{text}")


@settings(deadline=None, max_examples=40)
@given(draw=st.data())
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_lines_that_went_missing_or_came_twice(kind: str, draw: st.DataObject) -> None:
    lines = EXAMPLES[kind].split("\n")
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = [lines[at]] * draw.draw(st.sampled_from((0, 2)))
        lines = lines or [""]
    play(HEAD + "\n" + "\n".join(lines))
