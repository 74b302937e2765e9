"""The ways through scenes, counted before they are walked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.activities.chat import branches


@pytest.mark.parametrize(
    ("edges", "reached", "ways"),
    [
        ([[]], {0}, [[]]),
        ([[1, 1], []], {0, 1}, [[0], [1]]),
        ([[1, 2], [2, 3], [], []], {0, 1, 2, 3}, [[0, 0], [0, 1], [1]]),
        ([[2, 2], [], []], {0, 2}, [[0], [1]]),
    ],
)
def test_ways(edges: list[list[int]], reached: set[int], ways: list[list[int]]) -> None:
    assert branches.reached(edges) == reached
    assert [*branches.ways(edges)] == ways
    assert branches.count(edges, 100) == len(ways)
    assert branches.loop(edges) is None


@pytest.mark.parametrize(
    ("edges", "loop"),
    [
        ([[0]], (0, 0)),
        ([[1, 2], [2, 0], []], (1, 1)),
        ([[1, 1], [], [3], [1, 2]], (3, 1)),  # not reached, and a loop all the same
    ],
)
def test_loop(edges: list[list[int]], loop: tuple[int, int]) -> None:
    assert branches.loop(edges) == loop


def test_more_ways_than_anybody_could_walk() -> None:
    edges = [[at + 1, at + 1, at + 1] for at in range(5000)] + [[]]
    assert branches.loop(edges) is None
    assert branches.count(edges, 61) == 61


@given(st.lists(st.lists(st.integers(1, 4), max_size=3), min_size=1, max_size=7))
def test_counting_is_walking(steps: list[list[int]]) -> None:
    last = len(steps) - 1
    edges = [
        [min(at + step, last) for step in ahead if at < last] for at, ahead in enumerate(steps)
    ]
    assert branches.loop(edges) is None
    assert branches.count(edges, 10**6) == len([*branches.ways(edges)])
