"""Limits at the rooms' doors, second by second."""

from toolkit.server.rooms import guessing
from toolkit.server.rooms.guessing import Guesses, Openings


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def miss(guesses, caller, times):
    """Guess wrongly as often as one may; return how often that was."""
    for done in range(times):
        if guesses.wait(caller):
            return done
        guesses.missed(caller)
    return times


def test_one_address_may_slip_often_and_then_slowly():
    clock = Clock()
    guesses = Guesses(clock)
    assert miss(guesses, "a", 1000) == guessing.CALLER_BURST
    assert guesses.wait("a") > 0
    assert guesses.wait("b") == 0
    clock.now += 10
    assert miss(guesses, "a", 1000) == 10 * guessing.CALLER_PACE


def test_while_many_guess_who_never_slipped_is_let_in():
    clock = Clock()
    guesses = Guesses(clock)
    found = sum(miss(guesses, f"robot {number}", 1000) for number in range(200))
    assert found < guessing.ALL_BURST + 200 * guessing.STRICT_BURST
    assert guesses.wait("robot 1") > 0
    assert guesses.wait("somebody") == 0
    assert miss(guesses, "somebody", 1000) == guessing.STRICT_BURST
    clock.now += 600
    assert guesses.wait("robot 1") == 0


def test_a_thousand_phones_behind_one_address_open_their_streams_at_once():
    openings = Openings(Clock())
    assert all(openings.wait("carrier", f"{number:032x}") == 0 for number in range(5000))


def test_one_phone_cannot():
    clock = Clock()
    openings = Openings(clock)
    opened = sum(openings.wait("carrier", "phone") == 0 for _ in range(1000))
    assert opened == guessing.VISIT_BURST
    assert openings.wait("carrier", "another") == 0
    clock.now += 5
    assert openings.wait("carrier", "phone") == 0


def test_nor_can_one_address_under_ever_new_names():
    openings = Openings(Clock())
    opened = sum(openings.wait("flood", f"{number:032x}") == 0 for number in range(10_000))
    assert opened == guessing.STREAMS_BURST
