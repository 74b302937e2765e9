"""So many of so many, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.results.shares import FEW, FEWEST, Share


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_published_examples(count, n, low, high):
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3 (Wilson's score).
    assert Share(count, n).interval == pytest.approx((low, high), abs=0.00005)


def test_of_nobody_everything_is_possible():
    nobody = Share(0, 0)
    assert (nobody.value, nobody.told, nobody.interval) == (None, None, (0, 1))
    assert nobody.is_too_few


def test_what_is_told_depends_on_how_many_there_are():
    assert Share(2, FEWEST - 1).told is None
    assert Share(2, FEWEST).told == 2 / FEWEST
    assert Share(2, FEW - 1).is_uncertain
    assert not Share(2, FEW).is_uncertain
    assert Share(7, 10).tenths == (4, 9)


@given(st.data())
def test_the_interval_holds_the_share(data):
    n = data.draw(st.integers(1, 10**7))
    count = data.draw(st.integers(0, n))
    low, high = Share(count, n).interval
    assert 0 <= low <= count / n <= high <= 1
    assert low < high


def test_several_answers_of_one_person_tell_no_more_than_one():
    assert Share(8, 8, people=2).is_too_few
    assert Share(48, 96, people=12).is_uncertain
    assert Share(48, 96, people=12).interval == Share(6, 12).interval
    assert Share(3, 4, people=9).interval == Share(3, 4).interval
