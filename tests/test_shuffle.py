"""An order of its own: always the same, never the one things have."""

from __future__ import annotations

import pytest

from toolkit.lesson.shuffle import shuffled


@pytest.mark.parametrize("count", range(2, 8))
def test_an_order_of_its_own(count: int) -> None:
    for seed in map(str, range(200)):
        found = shuffled(seed, count)
        assert sorted(found) == [*range(count)]
        assert found != tuple(range(count))
        assert found == shuffled(seed, count)


def test_it_stays_what_it_is() -> None:
    """Answers kept on a phone name places: another order tomorrow would change what they say."""
    assert shuffled("urutan-darurat", 5) == (3, 4, 2, 0, 1)


def test_seeds_differ() -> None:
    assert len({shuffled(str(seed), 4) for seed in range(200)}) == 23  # all but the right one


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_shuffle(count: int) -> None:
    assert shuffled("a", count) == tuple(range(count))
