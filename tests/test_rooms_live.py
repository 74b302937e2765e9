"""The rooms of a folder: what one process writes all see, each as soon as it should, for ever."""

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from live_rooms import POLL, Clock, done, opened, person, send, started

from toolkit.records.errors import UnavailableError
from toolkit.records.records import FILE, Records
from toolkit.rooms import codes, nouns, views
from toolkit.rooms import rooms as rooms_module
from toolkit.rooms.nouns import RoomError
from toolkit.rooms.rooms import MOST_ENDED, PATIENCE_SECONDS, PRACTICE_SECONDS

HERE = Path(__file__).parent


@pytest.fixture
def records(tmp_path):
    with Records(tmp_path / "data") as records:
        yield records


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rooms(records, clock):
    rooms = started(records, clock)
    yield rooms
    rooms.close()


@pytest.fixture
def code(rooms):
    return done(rooms, rooms.open(opened()))


def steer(rooms, code, do, **more):
    return done(rooms, rooms.steer(code, {"do": do, **more}))


class Screen:
    """Somebody who looks at a room."""

    def __init__(self, rooms, code, kind):
        self.heard = []
        self.end = rooms.listen(code, kind, lambda *news: self.heard.append(news))
        self.first = json.loads(rooms.view(code, kind)[1])
        rooms.tick()
        self.heard.clear()

    @property
    def now(self):
        return json.loads(self.heard[-1][1]) if self.heard else self.first


# Opening and finding


def test_nothing_is_read_or_made_before_it_is_needed(records, rooms):
    assert rooms.find("CDF347") is None
    assert rooms.open_rooms() == []
    rooms.tick()
    assert not records.exist


def test_a_room_is_found_by_its_code_however_it_is_typed(rooms, code):
    for typed in (code, code.lower(), codes.grouped(code), f" https://x.example/r/{code} "):
        assert rooms.find(typed).room == code
    assert rooms.find(code).lesson == "misinformation"
    assert [state.room for state in rooms.open_rooms()] == [code]
    assert rooms.find("CCCCCC") is rooms.find("") is rooms.find(None) is None


def test_a_code_is_never_given_twice_by_two_processes(records, monkeypatch):
    given = iter(["CCCCCC", "CCCCCC", "DDDDDD"])  # both think of the same one
    monkeypatch.setattr(codes, "new", lambda taken: next(c for c in given if not taken(c)))
    with Records(records.folder) as second:
        one, other = started(records), started(second)
        both = [one.open(opened()), other.open(opened())]
        found = {done(one, both[0]), done(other, both[1])}
        assert found == {"CCCCCC", "DDDDDD"}
        one.tick()
        for each in (one, other):
            assert {state.room for state in each.open_rooms()} == found
            each.close()


def test_as_many_rooms_as_may_be_open(rooms, monkeypatch):
    monkeypatch.setattr(rooms_module, "MOST_ROOMS", 2)
    first, _ = rooms.open(opened()), rooms.open(opened())  # also while they are being opened
    with pytest.raises(RoomError) as raised:
        rooms.open(opened())
    assert raised.value.key == "many_rooms"
    steer(rooms, done(rooms, first), "end")
    assert done(rooms, rooms.open(opened()))


def test_where_nothing_is_kept_no_room_opens(clock):
    rooms = started(None, clock)
    with pytest.raises(RoomError) as raised:
        rooms.open(opened())
    assert raised.value.key == "no_records"
    assert rooms.find("CDF347") is None
    assert rooms.open_rooms() == []
    rooms.tick()
    rooms.close()


def test_whoever_opens_is_told_where_it_could_not_be_written(records, rooms):
    records.close()
    with pytest.raises(UnavailableError):
        done(rooms, rooms.open(opened()))


# Steering


def test_a_command_is_part_of_the_room_once_it_is_done(rooms, code):
    number = steer(rooms, code, "set", locked=True)
    assert rooms.find(code).settings.locked
    assert rooms.find(code).number == number
    assert steer(rooms, code, "set", locked=True) == number  # nothing to do


def test_commands_sent_at_once_know_of_each_other(rooms, code):
    both = [rooms.steer(code, POLL) for _ in range(4)]
    for each in both:
        done(rooms, each)
    assert list(rooms.find(code).polls) == ["p1", "p2", "p3", "p4"]


def test_a_command_that_cannot_be_done_holds_nothing_up(rooms, code):
    asked = [rooms.steer(code, each) for each in (POLL, {"do": "dance"}, "x", None, POLL)]
    assert done(rooms, asked[0]) < done(rooms, asked[4])
    for each in asked[1:4]:
        assert isinstance(each.exception(), RoomError)
    with pytest.raises(RoomError) as raised:
        done(rooms, rooms.steer("CCCCCC", POLL))
    assert raised.value.key == "unknown_room"


def test_a_command_that_could_not_be_written_is_said_to_be(records, rooms, code):
    records.close()
    with pytest.raises(UnavailableError):
        done(rooms, rooms.steer(code, POLL))
    assert not rooms.find(code).polls


def test_whoever_ticks_is_woken_for_commands(rooms, code):
    woken = threading.Event()
    rooms.wake = woken.set
    future = rooms.steer(code, POLL)
    assert woken.wait(20)
    rooms.tick()
    assert future.done()


def test_what_waits_fails_when_it_closes(rooms, code):
    waiting = [rooms.steer(code, POLL) for _ in range(3)]
    rooms.close()
    for each in waiting:
        assert isinstance(each.exception(20), UnavailableError)
    rooms.tick()


def test_a_listener_that_breaks_keeps_nothing_from_the_others(rooms, code):
    rooms.listen(code, "phone", lambda *_: 1 / 0)
    phone = Screen(rooms, code, "phone")
    steer(rooms, code, **POLL)
    assert phone.now["poll"]


def test_who_no_longer_waits_for_a_command_stops_no_other(rooms, code):
    asked = [rooms.steer(code, POLL), rooms.steer(code, POLL)]
    assert not asked[0].cancel()
    assert done(rooms, asked[1]) > done(rooms, asked[0])


# Taking part


def test_people_join_once(rooms, code):
    rooms.join(code, person(1)).result()
    rooms.join(code.lower(), person(1)).result()  # not read yet: written twice, counted once
    rooms.join(code, person(2)).result()
    rooms.tick()
    assert rooms.find(code).joined == 2
    assert rooms.join(code, person(1)) is None


def test_nobody_new_comes_into_a_locked_or_full_room(rooms, code, monkeypatch):
    rooms.join(code, person(1)).result()
    steer(rooms, code, "set", locked=True)
    assert rooms.join(code, person(1)) is None
    with pytest.raises(RoomError) as raised:
        rooms.join(code, person(2))
    assert raised.value.key == "locked"
    steer(rooms, code, "set", locked=False)
    rooms.join(code, person(2)).result()
    rooms.tick()
    for module in (nouns, sys.modules["toolkit.rooms.state"]):
        monkeypatch.setattr(module, "MOST_PEOPLE", 2)
    with pytest.raises(RoomError) as raised:
        rooms.join(code, person(3))
    assert raised.value.key == "full"
    with pytest.raises(RoomError) as raised:
        rooms.join("CCCCCC", person(1))
    assert raised.value.key == "unknown_room"


def test_nobody_joins_what_has_ended(rooms, code):
    steer(rooms, code, "end")
    assert rooms.join(code, person(1)) is None


# What is told, and when


def test_steering_is_told_at_once_and_counts_a_little_later(rooms, code, clock):
    phone, screen, trainer = (Screen(rooms, code, kind) for kind in ("phone", "screen", "trainer"))
    clock.now += 0.01
    steer(rooms, code, **POLL)
    for each in (phone, screen, trainer):
        assert [urgent for _, _, urgent in each.heard] == [True]
        assert (each.now.get("poll") or each.now["polls"][0])["run"] == "p1"
    send(rooms, code, "vote", range(5), clock.now, run="p1", choice=[0])
    assert [len(each.heard) for each in (phone, screen, trainer)] == [1, 1, 1]
    clock.now += 0.21
    rooms.tick()
    assert [len(each.heard) for each in (phone, screen, trainer)] == [1, 2, 2]
    assert screen.now["poll"]["answers"] == 5
    assert trainer.now["polls"][0]["split"] == [5, 0]
    clock.now += 1
    rooms.tick()
    assert phone.now["joined"] == 5
    assert phone.heard[-1][2] is False
    steer(rooms, code, "poll_state", run="p1", state="closed")
    steer(rooms, code, "poll_state", run="p1", state="shown")
    assert len(phone.heard) == 4  # at once, though something was told a moment ago
    assert phone.now["poll"]["split"] == [5, 0]


def test_what_changes_nothing_on_a_screen_is_not_told(rooms, code, clock):
    steer(rooms, code, "set", joined_shown=False)
    phone, screen = Screen(rooms, code, "phone"), Screen(rooms, code, "screen")
    for number in range(10):
        clock.now += 2
        send(rooms, code, "joined", [number], clock.now)
    assert phone.heard == screen.heard == []
    assert rooms.view(code, "phone")[0] < rooms.find(code).number  # nor is its number a new one


def test_a_number_is_that_of_the_last_event_in_the_view(rooms, code, clock):
    phone = Screen(rooms, code, "phone")
    number = steer(rooms, code, **POLL)
    assert phone.heard[-1][0] == rooms.view(code, "phone")[0] == number
    assert rooms.view(code, "phone")[1] == phone.heard[-1][1]


def test_a_view_is_made_once_for_all_phones(rooms, code, monkeypatch):
    phones = [Screen(rooms, code, "phone") for _ in range(50)]
    drawn = []
    draw = views.phone
    monkeypatch.setattr(views, "phone", lambda state: (drawn.append(state), draw(state))[1])
    steer(rooms, code, **POLL)
    assert len(drawn) == 1
    assert len({id(phone.heard[0][1]) for phone in phones}) == 1
    assert rooms.view(code, "phone")
    assert len(drawn) == 1


def test_who_stops_listening_hears_nothing(rooms, code):
    phone, other = Screen(rooms, code, "phone"), Screen(rooms, code, "phone")
    phone.end()
    phone.end()
    steer(rooms, code, **POLL)
    assert (len(phone.heard), len(other.heard)) == (0, 1)


def test_how_many_are_here_and_where(rooms, code, clock):
    rooms.links = lambda code: (f"https://x.example/r/{code}", f"x.example/r/{code}")
    assert json.loads(rooms.view(code, "screen")[1])["short"] == f"x.example/r/{code}"
    trainer = Screen(rooms, code, "trainer")
    assert trainer.first["here"] == 0
    rooms.here = {code: 7}.get
    clock.now += 1
    rooms.tick()
    assert trainer.now["here"] == 7
    for here in (8, 7):  # somebody came and went before it was time to tell
        rooms.here = {code: here}.get
        rooms.tick()
    clock.now += 1
    rooms.tick()  # only the time is another one
    assert len(trainer.heard) == 1


def test_a_clock_that_is_set_back_stops_nothing(rooms, code, clock):
    screen = Screen(rooms, code, "screen")
    send(rooms, code, "joined", [1], clock.now)
    clock.now -= 3600
    send(rooms, code, "joined", [2], clock.now)
    assert screen.now["joined"] == 2


def test_unknown_rooms_show_nothing(rooms):
    for ask in (rooms.view, lambda code, kind: rooms.listen(code, kind, print)):
        with pytest.raises(RoomError) as raised:
            ask("CCCCCC", "phone")
        assert raised.value.key == "unknown_room"


# Streams that lag


def test_phones_follow_behind_where_the_stream_lags(rooms, code, clock):
    phone, screen = Screen(rooms, code, "phone"), Screen(rooms, code, "screen")
    steer(rooms, code, "set", delay=10)
    steer(rooms, code, **POLL)
    send(rooms, code, "joined", [1], clock.now)
    assert screen.now["poll"]
    assert phone.now["poll"] is None
    clock.now += 9.9
    rooms.tick()
    assert json.loads(rooms.view(code, "phone")[1])["poll"] is None
    clock.now += 0.2
    rooms.tick()
    assert phone.now["poll"]["run"] == "p1"
    assert phone.heard[-1][2] is True
    assert phone.heard[-1][0] == rooms.find(code).number


def test_phones_catch_up_once_the_delay_is_gone(rooms, code, clock):
    phone = Screen(rooms, code, "phone")
    steer(rooms, code, "set", delay=30)
    steer(rooms, code, **POLL)
    steer(rooms, code, "set", delay=0)
    assert phone.now["poll"]["run"] == "p1"
    steer(rooms, code, **POLL)
    assert phone.now["poll"]["run"] == "p2"


def test_the_delay_holds_after_a_restart(records, rooms, code, clock):
    steer(rooms, code, "set", delay=30)
    clock.now += 20
    steer(rooms, code, **POLL)
    clock.now += 20
    again = started(records, clock)
    assert json.loads(again.view(code, "phone")[1])["poll"] is None
    assert json.loads(again.view(code, "screen")[1])["poll"]["run"] == "p1"
    clock.now += 11
    assert json.loads(again.view(code, "phone")[1])["poll"]["run"] == "p1"
    again.close()


def test_a_clock_that_is_set_back_keeps_no_phone_waiting(rooms, code, clock):
    phone = Screen(rooms, code, "phone")
    steer(rooms, code, "set", delay=5)
    steer(rooms, code, **POLL)
    clock.now -= 3600
    rooms.tick()
    assert phone.now["poll"]


def test_an_event_from_the_future_keeps_nobody_waiting(rooms, code, clock):
    phone = Screen(rooms, code, "phone")
    steer(rooms, code, "set", delay=5)
    send(rooms, code, "joined", [1], clock.now + 9999)
    steer(rooms, code, **POLL)
    clock.now += 5.1
    rooms.tick()
    assert phone.now["poll"]


# The end, and after it


def test_a_room_that_nobody_steers_ends(rooms, code, clock):
    clock.now += PATIENCE_SECONDS - 60
    steer(rooms, code, "set", locked=True)
    clock.now += PATIENCE_SECONDS - 60
    rooms.tick()
    clock.now += 50
    rooms.tick()
    assert rooms.find(code).is_open
    clock.now += 61
    rooms.tick()
    end = time.monotonic() + 20
    while rooms.find(code).is_open:
        assert time.monotonic() < end
        rooms.tick()
    assert rooms.open_rooms() == []
    assert rooms.find(code).ended == clock.now


def test_practice_for_thirty_days(records, rooms, code, clock):
    steer(rooms, code, "item", step=first_item(rooms, code), state="revealed")
    steer(rooms, code, "end")
    clock.now += PRACTICE_SECONDS - 1
    for each in (rooms, started(records, clock)):
        assert each.find(code).ended
        view = json.loads(each.view(code, "phone")[1])
        assert view["state"] == "ended"
        assert view["revealed"]
    clock.now += 2
    assert rooms.find(code) is started(records, clock).find(code) is None
    with pytest.raises(RoomError):
        rooms.view(code, "phone")


def first_item(rooms, code):
    return next(iter(rooms.find(code).items))


def test_only_some_ended_rooms_stay_in_memory(rooms, clock):
    found = [done(rooms, rooms.open(opened())) for _ in range(MOST_ENDED + 4)]
    watched = found[0]
    Screen(rooms, watched, "phone")
    for each in found:
        steer(rooms, each, "end")
    assert len(rooms._rooms) == MOST_ENDED + 1
    assert watched in rooms._rooms
    for each in found:
        assert rooms.find(each).ended
    assert len(rooms._rooms) == MOST_ENDED + 1


def test_a_room_that_was_forgotten_is_unknown(records, rooms, code, clock):
    records.forget(date.today() + timedelta(days=1))
    clock.now += 61
    rooms.tick()
    assert rooms.find(code) is None
    assert rooms.open_rooms() == []


# Several processes, crashes and disks


def test_two_owners_of_one_folder_see_each_other(records, rooms, code, clock):
    with Records(records.folder) as second:
        other = started(second, clock)
        phone = Screen(other, code, "phone")
        steer(rooms, code, **POLL)
        other.tick()
        assert phone.now["poll"]["run"] == "p1"
        steer(other, code, "poll_state", run="p1", state="closed")
        new = done(other, other.open(opened()))
        rooms.tick()
        assert rooms.find(code).poll.state == "closed"
        assert rooms.find(new).is_open
        steer(other, code, "end")
        rooms.tick()
        assert [state.room for state in rooms.open_rooms()] == [new]
        other.close()


def test_everything_is_rebuilt(records, rooms, code, clock):
    steer(rooms, code, **POLL)
    send(rooms, code, "vote", range(20), clock.now, run="p1", choice=[1])
    steer(rooms, code, "poll_state", run="p1", state="shown")
    again = started(records, clock)
    for kind in ("phone", "screen", "trainer"):
        assert json.loads(again.view(code, kind)[1]) == json.loads(rooms.view(code, kind)[1])
    again.close()


KILLED = """
import sys, time
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from live_rooms import POLL, done, event, opened, started
from recorded import response, visit
from toolkit.records.records import Records

records = Records(Path(sys.argv[1]))
rooms = started(records)
code = done(rooms, rooms.open(opened()))
done(rooms, rooms.steer(code, POLL))
print("room", code, flush=True)
for number in range(100_000):
    vote = event(code, "vote", number, time.time(), run="p1", choice=[number % 2])
    records.add(visit(number), [response(number)], room_events=[vote]).result()
    rooms.tick()
    print("vote", number, vote.id, flush=True)
"""


@pytest.mark.parametrize("votes", [3, 40])
def test_a_killed_process_loses_nothing_that_was_acknowledged(tmp_path, votes):
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(HERE), str(HERE.parent)]
    acknowledged = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent) as program:
        code = program.stdout.readline().split()[1]
        for line in program.stdout:
            acknowledged.append(line.split())
            if len(acknowledged) == votes:
                program.kill()
    acknowledged = [each for each in acknowledged if len(each) == 3]
    with Records(tmp_path) as records:
        rooms = started(records)
        poll = rooms.find(code).poll
        assert len(acknowledged) <= poll.answers == sum(poll.split)
        written = records.room_events(room=code)
        assert {each[2] for each in acknowledged} <= {each.id for each in written}
        # What counts in the room has its response, and the other way round.
        assert sum(count.n for count in records.response_counts()) == poll.answers
        send(rooms, code, "vote", range(poll.answers), time.time(), run="p1", choice=[0])
        assert rooms.find(code).poll.answers == poll.answers  # sent again, counted once
        done(rooms, rooms.steer(code, {"do": "poll_state", "run": "p1", "state": "closed"}))
        rooms.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove what is open")
def test_another_file_in_its_place_is_read_anew(records, rooms, code, tmp_path):
    backup = records.back_up(tmp_path / "copy.sqlite")
    steer(rooms, code, **POLL)
    later = done(rooms, rooms.open(opened()))
    phone = Screen(rooms, code, "phone")
    records.close()
    for file in records.folder.iterdir():
        file.unlink()
    backup.replace(records.folder / FILE)
    rooms.tick()
    assert phone.now["poll"] is None
    assert rooms.find(later) is None


def test_records_that_cannot_be_read_for_a_while(records, rooms, code, clock):
    screen = Screen(rooms, code, "screen")
    log, rows = rooms._log, rooms._log._rows

    def broken(*_):
        raise UnavailableError("locked", file=records.database.path)

    log._rows = broken
    with pytest.raises(UnavailableError):
        send(rooms, code, "joined", [1], clock.now)
    assert rooms.find(code).joined == 0
    log._rows = lambda query, *facts: broken() if "room_events" in query else rows(query, *facts)
    with pytest.raises(UnavailableError):  # it saw that something changed, but not what
        rooms.tick()
    log._rows = rows
    clock.now += 1
    rooms.tick()
    assert rooms.find(code).joined == 1
    assert screen.now["joined"] == 1


def test_many_threads_at_once(rooms, code):
    stop = threading.Event()

    def ticking():
        while not stop.is_set():
            rooms.tick()
            time.sleep(0.002)

    ticker = threading.Thread(target=ticking)
    ticker.start()
    heard = []
    try:
        with ThreadPoolExecutor(16) as threads:
            ends = [rooms.listen(code, "phone", lambda *news: heard.append(news)) for _ in range(9)]
            joins = [threads.submit(rooms.join, code, person(number)) for number in range(300)]
            steers = [rooms.steer(code, POLL) for _ in range(10)]
            seen = [threads.submit(rooms.view, code, "trainer") for _ in range(50)]
            for each in (*joins, *seen):
                each.result(20)
            for each in steers:
                each.result(20)
            for end in ends:
                end()
    finally:
        stop.set()
        ticker.join()
    rooms.tick()
    assert rooms.find(code).joined == 300
    assert len(rooms.find(code).polls) == 10
    assert heard
