"""d' and c of groups, against values that others worked out."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.results.discernment import FEWEST, Discernment


def of_rates(hit_rate, false_alarm_rate, n=10**8):
    """Return so many answers that the correction for small numbers no longer shows."""
    return Discernment(round(hit_rate * n), n, round(false_alarm_rate * n), n)


@pytest.mark.parametrize(
    ("hits", "false_alarms", "d_prime"),
    [
        # Macmillan and Creelman, "Detection Theory" (2005), chapter 1: 20 of 25 old faces called
        # old, and 10 of 25 new ones; z(.8) - z(.4) = 0.842 + 0.253.
        (0.8, 0.4, 1.095),
        # The same, chapter 1: what is as good as perfect.
        (0.99, 0.01, 4.65),
        # W. Schneider, "Short Notes on Theory of Signal Detection": three observers.
        (0.7, 0.1, 1.806),
        (0.5, 0.4, 0.253),
        (0.85, 0.05, 2.681),
    ],
)
def test_d_prime_is_that_of_published_examples(hits, false_alarms, d_prime):
    assert of_rates(hits, false_alarms).d_prime.value == pytest.approx(d_prime, abs=0.005)


def test_c_tells_to_which_side_a_group_leans():
    # By the definition from the same example: -(0.842 - 0.253) / 2.
    assert of_rates(0.8, 0.4).criterion.value == pytest.approx(-0.294, abs=0.001)
    assert of_rates(0.6, 0.2).criterion.value == pytest.approx(0.294, abs=0.001)
    assert of_rates(0.9, 0.1).criterion.value == pytest.approx(0, abs=1e-9)


def test_the_log_linear_correction():
    # Hautus (1995), as Stanislaw and Todorov (1999, 10.3758/BF03207704) give it: add 0.5 to hits
    # and false alarms, 1 to the trials, whether or not there are extremes.
    measures = Discernment(25, 25, 0, 25)
    assert measures.hit_rate == 25.5 / 26
    assert measures.false_alarm_rate == 0.5 / 26
    assert measures.d_prime.value == pytest.approx(2 * 2.0699, abs=0.001)  # z(.98077)
    assert measures.criterion.value == pytest.approx(0, abs=1e-9)
    assert Discernment(20, 25, 10, 25).hit_rate == 20.5 / 26


def test_corrected_measures_are_those_of_a_published_example():
    # D. G. Bonett's R package statpsych, the example of `signal` (after Wickens, 2002).
    measures = Discernment(82, 100, 46, 100)
    assert measures.hit_rate == pytest.approx(0.8168317, abs=1e-7)
    assert measures.false_alarm_rate == pytest.approx(0.460396, abs=1e-6)
    assert measures.d_prime.value == pytest.approx(1.002793, abs=1e-6)
    assert measures.criterion.value == pytest.approx(-0.4019603, abs=1e-7)


def test_the_interval_is_that_of_gourevitch_and_galanter():
    # H(1 - H) / (N phi(z(H))**2) + F(1 - F) / (M phi(z(F))**2); the ordinates at z = 0.8416 and
    # z = -0.2533 are 0.2800 and 0.3863 in any table of the normal curve.
    n = 10**4
    measures = of_rates(0.8, 0.4, n)
    error = math.sqrt(0.16 / (n * 0.2800**2) + 0.24 / (n * 0.3863**2))
    half = 1.96 * error
    d_prime, c = measures.d_prime, measures.criterion
    assert (d_prime.high - d_prime.value, d_prime.value - d_prime.low) == pytest.approx(
        (half, half), rel=0.002
    )
    assert c.high - c.value == pytest.approx(half / 2, rel=0.002)


def test_few_answers_are_too_little():
    assert Discernment(FEWEST, FEWEST, 0, FEWEST - 1).is_too_little
    assert not Discernment(FEWEST, FEWEST, 0, FEWEST).is_too_little


@given(st.data())
def test_there_are_always_finite_measures(data):
    n, m = data.draw(st.integers(0, 10**6)), data.draw(st.integers(0, 10**6))
    measures = Discernment(data.draw(st.integers(0, n)), n, data.draw(st.integers(0, m)), m)
    for measure in (measures.d_prime, measures.criterion):
        assert measure.low < measure.value < measure.high
        assert math.isfinite(measure.low)
        assert math.isfinite(measure.high)
