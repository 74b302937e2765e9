"""The rooms of a folder as they are now: who opens, steers, joins or watches one asks here.

The records have every event; a room in memory is a fold of its own. So what was acknowledged is
there again after a crash, and two processes on one folder see the same rooms.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from threading import RLock
from typing import Any

from toolkit.records.errors import UnavailableError
from toolkit.records.nouns import RoomEvent
from toolkit.records.records import Records
from toolkit.records.room_log import RoomLog
from toolkit.rooms import codes, taking, views
from toolkit.rooms.facts import Facts
from toolkit.rooms.following import Following
from toolkit.rooms.nouns import MOST_ROOMS, NOBODY, AlreadyError, RoomError
from toolkit.rooms.screens import Heard, Kind, Screens
from toolkit.rooms.state import RoomState
from toolkit.rooms.steering import events_of

LOG = logging.getLogger("suluh.rooms")

PATIENCE_SECONDS = 12 * 3600
"""How long a room stays open though nobody steers it."""

PRACTICE_SECONDS = 30 * 24 * 3600
"""How long a room can be gone through alone after its end."""

MOST_ENDED = 8
"""How many ended rooms stay in memory though nobody follows them."""

LOOK_SECONDS = 60
"""How often it looks for rooms that nobody steers any more, and for those that were forgotten."""


@dataclass
class _Steering:
    """Commands of a room's trainers: one is part of the room before the next is looked at."""

    waiting: list[tuple[object, Facts | None, Future[int]]] = field(default_factory=list)
    busy: bool = False


@dataclass
class _Room:
    """What is kept of one room."""

    following: Following
    screens: Screens
    steering: _Steering = field(default_factory=_Steering)

    @property
    def state(self) -> RoomState:
        return self.following.state

    def follow(self, now: float) -> None:
        """Bring the phones as far as they should be."""
        self.screens.change(("phone",), self.following.follow(now))


@dataclass(eq=False)
class _Pending:
    """Something that is to be written, and for which somebody waits."""

    event: str  # the id of the last event of it
    done: Callable[[int], None]  # with its number, once the event was read
    lost: Callable[[], None]  # it was written, and is not there
    failed: Callable[[BaseException], None]
    written: bool = False


class Rooms:
    """All rooms of the records. Any thread may ask; one at a time calls `tick` again and again.

    A method that writes returns a Future. That of `open` and `steer` is done once the event is on
    the disk and part of the room here, in a `tick`: so none is to be waited for in the thread that
    ticks. Where nothing was read yet, the first who asks waits until all open rooms are; where the
    records cannot be read then, or those of an ended room, `UnavailableError` is raised.

    A code is given once, by whatever process, for as long as the records have its room.
    """

    def __init__(
        self, records: Callable[[], Records | None], clock: Callable[[], float] = time.time
    ) -> None:
        """Take what gives the records, None where nothing is kept. Nothing is read yet."""
        self.wake: Callable[[], None] = lambda: None
        """Called from any thread when there is something to `tick` for at once."""
        self.here: Callable[[str], int] = lambda _: 0
        """Tells how many phones are connected to the room of a code."""
        self.links: Callable[[str], tuple[str, str]] = lambda _: ("", "")
        """Tells the address of the room of a code, as a link and to be typed."""
        self._get = records
        self._clock = clock
        self._lock = RLock()
        self._log: RoomLog | None = None
        self._number = 0  # of the last event read
        self._renewed = 0  # see `RoomLog`
        self._current = False  # whether all was read that the log knew of
        self._loaded = False
        self._closed = False
        self._given: dict[str, float | None] = {}  # all codes there ever were: when it ended
        self._rooms: OrderedDict[str, _Room] = OrderedDict()  # the last one used last
        self._pending: dict[str, _Pending] = {}  # by event
        self._opening: set[str] = set()  # codes that are about to be given
        self._look_due = 0.0

    def tick(self) -> None:
        """Read what is new, tell the listeners, end what nobody steers any more.

        To be called every 150 ms or sooner. Raises `UnavailableError` while the records cannot be
        read: those who listen were told all the same what they had to be.
        """
        unread: UnavailableError | None = None
        with self._lock:
            if self._closed:
                return
            try:
                self._read()
                self._look_after()
            except UnavailableError as error:
                unread = error
            tell = self._news()
        for heard in tell:
            try:
                heard()
            except Exception:  # one who cannot be told is no reason not to tell the others
                LOG.exception("Somebody in a live room could not be told what is new.")
        if unread:
            raise unread

    def open(self, opened: Mapping[str, Any]) -> Future[str]:
        """Open a room with the data of its `opened` event; the Future gives its code.

        Raises `RoomError` where too many are open or nothing is kept; the Future may raise
        `UnavailableError`.
        """
        future: Future[str] = _promised()
        with self._lock:
            records = self._ready()
            if records is None:
                raise RoomError("no_records")
            is_open = sum(room.state.is_open for room in self._rooms.values())
            if is_open + len(self._opening) >= MOST_ROOMS:
                raise RoomError("many_rooms", most=MOST_ROOMS)
            self._open(records, dict(opened), future)
        return future

    def find(self, code: object) -> RoomState | None:
        """Return the room of a code as somebody typed it; None for none, or long after its end.

        It is the one that goes on: look things up in it, for it may change meanwhile.
        """
        known = codes.read(code)
        room = self._rooms.get(known)
        if room and room.state.is_open:  # what answers come to waits for no tick
            return room.state
        with self._lock:
            self._ready()
            room = self._room(known)
            return room.state if room else None

    def open_rooms(self) -> list[RoomState]:
        """Return the rooms that have not ended, the newest first."""
        with self._lock:
            self._ready()
            is_open = [room.state for room in self._rooms.values() if room.state.is_open]
        return sorted(is_open, key=lambda state: state.opened, reverse=True)

    def ended_rooms(self) -> list[tuple[str, float]]:
        """Return the codes that can be gone through alone, and when each ended, the last first."""
        with self._lock:
            self._ready()
            since = self._clock() - PRACTICE_SECONDS
            ended = [(code, at) for code, at in self._given.items() if at is not None]
        return sorted((each for each in ended if each[1] > since), key=lambda each: -each[1])

    def steer(self, code: str, command: object, facts: Facts | None = None) -> Future[int]:
        """Do what a trainer wants; the Future gives the number of the last event that came of it.

        Commands are done one after the other. The Future raises `RoomError` where a command cannot
        be done, `UnavailableError` where it could not be written.
        """
        future: Future[int] = _promised()
        with self._lock:
            try:
                room = self._known(code)
            except RoomError as error:
                future.set_exception(error)
            else:
                room.steering.waiting.append((command, facts, future))
                self._steer(room)
        return future

    def join(self, code: str, visit: str) -> Future[None] | None:
        """Have somebody take part; None where they do already, or the room has ended.

        Raises `RoomError` where the room is unknown, locked or full.
        """
        with self._lock:
            state, records = self._known(code).state, self._get()
            if not state.is_open or visit in state.people or records is None:
                return None
            try:
                data = taking.join(state, visit)
            except AlreadyError:
                return None
            # Who comes again before this was read is written twice, and joins once.
            return records.append([self._event(state.room, "joined", data, visit)])

    def listen(self, code: str, kind: Kind, heard: Heard) -> Callable[[], None]:
        """Have `heard(number, view, urgent)` called by `tick` for every new view; return the end.

        The same view may be told twice. Raises `RoomError` where the room is unknown. For what
        there is already ask `view` afterwards.
        """
        with self._lock:
            unlisten = self._known(code).screens.listen(kind, heard)

        def end() -> None:
            with self._lock:
                unlisten()

        return end

    def view(self, code: str, kind: Kind) -> tuple[int, bytes]:
        """Return the number and JSON of a view as it is to be seen now. Raises `RoomError`."""
        with self._lock:
            room, now = self._known(code), self._clock()
            room.follow(now)
            return room.screens.view(kind, now, partial(self._draw, room, kind))

    def close(self) -> None:
        """Let go of the records. Nothing is told any more, and what waits fails."""
        with self._lock:
            self._closed = True
            if self._log:
                self._log.close()
                self._log = None
            pending, self._pending = self._pending, {}
            commands = [each for room in self._rooms.values() for each in room.steering.waiting]
            for room in self._rooms.values():
                room.steering.waiting.clear()
        for each in pending.values():
            each.failed(UnavailableError("closed"))
        for _, _, future in commands:
            future.set_exception(UnavailableError("closed"))

    def _ready(self) -> Records | None:
        """Return the records, once the rooms were read."""
        if not self._loaded and not self._closed:
            self._read()
        return self._get()

    def _read(self) -> None:
        """Take in what was written since the last time."""
        if self._log is None:
            records = self._get()
            if records is None:
                return
            self._log = records.room_log()
        # What was written before we read is among it, or not there at all.
        written = [each for each in self._pending.values() if each.written]
        if not self._log.changed() and self._current and not written:
            return
        self._current = False  # until all went well
        if not self._loaded or self._log.renewed != self._renewed:
            self._load(self._log)
        for event in self._log.after(self._number):
            self._take(event)
        self._current = True
        for each in written:
            if self._pending.pop(each.event, None):
                each.lost()
        self._forget_ended()

    def _load(self, log: RoomLog) -> None:
        """Read all open rooms anew, and which ones there were."""
        self._renewed = log.renewed
        number = log.last()
        given = {span.room: span.ended for span in log.spans()}
        former, rooms = self._rooms, OrderedDict[str, _Room]()
        for code, ended in given.items():
            room = former.get(code)
            if ended is None or (room and room.screens.are_followed):
                rooms[code] = self._made(log, code, room)
        self._given, self._rooms = given, rooms
        self._number, self._loaded = number, True

    def _made(self, log: RoomLog, code: str, former: _Room | None = None) -> _Room:
        following = Following.of(code, log.after(0, code), self._clock())
        if former is None:
            return _Room(following, Screens())
        former.following = following
        former.screens.renew()
        return former

    def _take(self, event: RoomEvent) -> None:
        """Take in the next event."""
        self._number = event.number
        room = self._rooms.get(event.room)
        if event.type == "opened" and event.room not in self._given:
            self._given[event.room] = None
            room = self._rooms[event.room] = _Room(Following(event.room), Screens())
        if room and event.number > room.state.number:  # else it was read with its room
            change = room.following.take(event, self._clock())
            room.screens.change(("screen", "trainer"), change)
            if event.room in self._given:
                self._given[event.room] = room.state.ended
        if pending := self._pending.pop(event.id, None):
            pending.done(event.number)

    def _room(self, code: str) -> _Room | None:
        """Return a room that is open, or ended not long ago."""
        if code not in self._given or self._log is None:
            return None
        ended = self._given[code]
        if ended is not None and self._clock() >= ended + PRACTICE_SECONDS:
            return None
        room = self._rooms.get(code)
        if room is None:
            room = self._rooms[code] = self._made(self._log, code)
            self._forget_ended()
        self._rooms.move_to_end(code)
        return room if room.state.is_there else None  # it may be forgotten, or broken

    def _known(self, code: str) -> _Room:
        """Return the room of a code as somebody typed it. Raises `RoomError` for none."""
        self._ready()
        room = self._room(codes.read(code))
        if room is None:
            raise RoomError("unknown_room")
        return room

    def _forget_ended(self) -> None:
        """Let ended rooms go that nobody follows, except those that were used last."""
        ended = [
            code
            for code, room in self._rooms.items()
            if not room.state.is_open and not room.screens.are_followed
        ]
        for code in ended[:-MOST_ENDED]:
            del self._rooms[code]

    def _look_after(self) -> None:
        """End rooms that nobody steers any more, and let those go that were removed."""
        now = self._clock()
        if 0 <= self._look_due - now <= LOOK_SECONDS or self._log is None:
            return
        self._look_due = now + LOOK_SECONDS
        known = {span.room for span in self._log.spans()}
        for code in self._given.keys() - known:
            del self._given[code]
            self._rooms.pop(code, None)
        records = self._get()
        for code, room in self._rooms.items():
            state = room.state
            if records and state.is_open and now - state.steered >= PATIENCE_SECONDS:
                records.append([self._event(code, "ended", {})])

    def _open(self, records: Records, opened: dict[str, Any], future: Future[str]) -> None:
        """Open a room under a new code; under another one where it was given at the same time."""
        code = codes.new(lambda code: code in self._given or code in self._opening)
        event = self._event(code, "opened", opened)
        self._opening.add(code)

        def done(_: int) -> None:
            self._opening.discard(code)
            future.set_result(code)

        def lost() -> None:
            self._opening.discard(code)
            self._open(records, opened, future)

        def failed(error: BaseException) -> None:
            self._opening.discard(code)
            future.set_exception(error)

        self._write(records, [event], _Pending(event.id, done, lost, failed))

    def _steer(self, room: _Room) -> None:
        """Begin with the next command of a room, where none is under way."""
        steering = room.steering
        while steering.waiting and not steering.busy:
            command, facts, future = steering.waiting.pop(0)
            records = self._get()
            if records is None:
                future.set_exception(RoomError("no_records"))
                continue
            try:
                made = events_of(command, room.state, facts)
            except Exception as error:  # noqa: BLE001 - whoever sent it is told; the next is not at fault
                future.set_exception(error)
                continue
            if not made:
                future.set_result(room.state.number)
                continue
            events = [self._event(room.state.room, type_, data) for type_, data in made]
            steering.busy = True
            self._write(records, events, self._steered(room, events[-1].id, future))

    def _steered(self, room: _Room, event: str, future: Future[int]) -> _Pending:
        def next_one() -> None:
            room.steering.busy = False
            if not self._closed:
                self._steer(room)

        def done(number: int) -> None:
            future.set_result(number)
            next_one()

        def failed(error: BaseException) -> None:
            future.set_exception(error)
            next_one()

        return _Pending(event, done, lambda: failed(RoomError("unknown_room")), failed)

    def _event(
        self, code: str, type_: str, data: Mapping[str, Any], person: str = NOBODY
    ) -> RoomEvent:
        return RoomEvent(0, uuid.uuid4().hex, code, type_, person, self._clock(), data)

    def _write(self, records: Records, events: Iterable[RoomEvent], pending: _Pending) -> None:
        self._pending[pending.event] = pending
        records.append(events).add_done_callback(partial(self._was_written, pending))

    def _was_written(self, pending: _Pending, written: Future[None]) -> None:
        """Go on once something was written, or was not; in the thread that writes."""
        error = written.exception()
        with self._lock:
            if error is None:
                pending.written = True
            elif self._pending.pop(pending.event, None):
                pending.failed(error)
        self.wake()

    def _news(self) -> list[Callable[[], None]]:
        """Return what is to be told now."""
        now = self._clock()
        tell: list[Callable[[], None]] = []
        for code, room in self._rooms.items():
            room.follow(now)
            if not room.screens.are_followed:
                continue
            room.screens.count_here(self.here(code))
            for kind in room.screens.followed:
                tell += room.screens.news(kind, now, partial(self._draw, room, kind))
        return tell

    def _draw(self, room: _Room, kind: Kind) -> tuple[int, dict[str, Any]]:
        """Return a view as it is at this moment, with the number of the last event in it."""
        if kind == "phone":
            told = room.following.told
            return told.number, views.phone(told)
        state = room.state
        link, short = self.links(state.room)
        if kind == "screen":
            return state.number, views.screen(state, link=link, short=short)
        here, now = room.screens.here, self._clock()
        return state.number, views.trainer(state, here=here, now=now, link=link, short=short)


def _promised() -> Future[Any]:
    """Return a Future that nobody can cancel: what was asked for is done all the same."""
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    return future
