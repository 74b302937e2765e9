"""Who gets a kernel: seats, tickets, and a queue that keeps its order."""

from collections.abc import Callable

import pytest

from toolkit.server.live import door
from toolkit.server.live.door import LAST_WAIT, LONGEST_QUEUE, Door, Seat, Turn, memory_left


class Clock:
    def __init__(self):
        self.time = 100.0

    def __call__(self):
        return self.time


def door_for(seats: int, clock: Callable[[], float], *, roomy=lambda: True) -> Door:
    return Door(lambda: seats, roomy, clock)


def test_as_many_come_in_as_there_are_seats():
    one = door_for(2, Clock())
    first, second = one.enter(""), one.enter("")
    assert isinstance(first, Seat)
    assert isinstance(second, Seat)
    assert isinstance(one.enter(""), Turn)
    first.leave()
    first.leave()  # it does no harm
    assert isinstance(one.enter(""), Turn)  # the one before has the turn
    assert len(one.taken) == 1


def test_nobody_overtakes():
    one = door_for(1, Clock())
    seat = one.enter("")
    waiting = [one.enter("") for _ in range(3)]
    assert [turn.ahead for turn in waiting] == [0, 1, 2]
    assert [turn.seconds for turn in waiting] == sorted({turn.seconds for turn in waiting})
    seat.leave()
    assert one.enter("").ahead == 3
    assert one.enter(waiting[1].ticket).ahead == 1
    assert one.enter(waiting[2].ticket).ticket == waiting[2].ticket
    assert isinstance(one.enter(waiting[0].ticket), Seat)
    assert one.enter(waiting[1].ticket).ahead == 0


def test_a_ticket_is_good_once():
    one = door_for(1, Clock())
    seat = one.enter("")
    turn = one.enter("")
    seat.leave()
    assert isinstance(one.enter(turn.ticket), Seat)
    assert one.enter(turn.ticket).ticket != turn.ticket


def test_who_does_not_come_back_loses_the_place_and_the_others_move_up():
    clock = Clock()
    one = door_for(1, clock)
    one.enter("")
    gone, here = one.enter(""), one.enter("")
    for _ in range(8):
        clock.time += here.seconds
        here = one.enter(here.ticket)
    assert here.ahead == 0
    assert one.enter(gone.ticket).ticket != gone.ticket


def test_a_full_memory_closes_the_door():
    room = [False]
    one = door_for(5, Clock(), roomy=lambda: room[0])
    turn = one.enter("")
    assert isinstance(turn, Turn)
    room[0] = True
    assert isinstance(one.enter(turn.ticket), Seat)


def test_a_queue_without_end_costs_nothing():
    one = door_for(0, Clock())
    turns = [one.enter("x" * 1000) for _ in range(LONGEST_QUEUE + 10)]
    assert turns[-1].ticket == ""
    assert turns[-1].seconds == LAST_WAIT
    assert len({turn.ticket for turn in turns}) == LONGEST_QUEUE + 1


def test_the_number_of_seats_may_change():
    seats = [1]
    one = Door(lambda: seats[0])
    one.enter("")
    assert isinstance(one.enter(""), Turn)
    seats[0] = 3
    assert isinstance(one.enter(""), Seat)
    assert isinstance(one.enter(""), Turn)  # the third is kept for the one who waits


@pytest.mark.parametrize("text", ["", "MemAvailable: many kB\n", "MemAvailable:\n"])
def test_what_cannot_be_known_keeps_nobody_out(text, tmp_path, monkeypatch):
    (tmp_path / "meminfo").write_text(text, encoding="ascii")
    monkeypatch.setattr(door, "MEMORY", tmp_path / "meminfo")
    assert memory_left()


def test_memory_that_is_short_is_noticed(tmp_path, monkeypatch):
    (tmp_path / "meminfo").write_text("MemFree: 1 kB\nMemAvailable: 204800 kB\n", encoding="ascii")
    monkeypatch.setattr(door, "MEMORY", tmp_path / "meminfo")
    assert not memory_left(400)
    assert memory_left(100)
