"""A catalogue that remembers: one search for all, and a copy where there is no answer."""

import contextlib
import threading
from collections import Counter

import pytest
from peers import hostile

from toolkit.catalogue import cached
from toolkit.catalogue.cached import Cached, Looked, look_up
from toolkit.catalogue.deadline import deadline, left, within
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import Catalogue, Page, Query, Record
from toolkit.catalogue.transport import Transport, turns

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
PELANGI = Query(text="laskar pelangi")
STANDS_IN = [Trouble.OFFLINE, Trouble.TIMEOUT, Trouble.BUSY, Trouble.BAD_RESPONSE]
DOES_NOT = [Trouble.REFUSED, Trouble.DISABLED, Trouble.BAD_QUERY]


class Source(Catalogue):
    """A catalogue that does what a test tells it."""

    kind = "test"

    def __init__(self):
        self.asked = []
        self.error = None
        self.gate = threading.Event()
        self.gate.set()
        self.deadlines = []

    def search(self, query, cursor=""):
        return Page((self._found(query.text),), cursor=cursor)

    def record(self, record_id):
        return self._found(record_id)

    def _found(self, what):
        self.asked.append(what)
        self.deadlines.append((left(), deadline()))
        self.gate.wait(30)
        if self.error:
            raise self.error
        return Record(str(len(self.asked)), what)


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def source():
    source = Source()
    yield source
    source.gate.set()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ours(source, clock):
    return Cached(source, clock)


def trouble(do):
    with pytest.raises(CatalogueError) as caught:
        do()
    return caught.value.trouble


def landed():
    """Wait until no search is under way."""
    for thread in threading.enumerate():
        if thread.name == "catalogue":
            thread.join(30)


def test_the_same_search_is_asked_once_in_a_quarter_of_an_hour(ours, source, clock):
    first = ours.search(PELANGI)
    clock.now += 15 * MINUTE - 1
    assert ours.search(PELANGI) == first
    assert not first.stale
    clock.now += 2
    assert ours.search(PELANGI) != first
    assert len(source.asked) == 2


def test_a_record_says_who_has_its_copies_and_is_asked_for_sooner(ours, source, clock):
    first = ours.look_up("7")
    assert (first.record.title, first.stale) == ("7", False)
    clock.now += 5 * MINUTE - 1
    assert ours.record("7") == first.record
    clock.now += 2
    assert ours.record("7") != first.record
    assert source.asked == ["7", "7"]


@pytest.mark.parametrize("text", ["Laskar Pelangi", "  laskar\tPELANGI "])
def test_neither_case_nor_space_makes_another_search(ours, source, text):
    ours.search(PELANGI)
    ours.search(Query(text=text))
    assert len(source.asked) == 1


@pytest.mark.parametrize(
    ("query", "cursor"),
    [
        (Query(title="laskar pelangi"), ""),
        (Query(text="laskar pelangi", isbn="1"), ""),
        (Query(text="laskar pelangi", narrowed=(("year", "2005"),)), ""),
        (Query(text="laskarpelangi"), ""),
        (PELANGI, "2"),
    ],
)
def test_what_is_another_search(ours, source, query, cursor):
    ours.search(PELANGI)
    ours.search(query, cursor)
    assert len(source.asked) == 2


def test_a_record_is_no_search_of_the_same_name(ours):
    ours.search(Query(text="7"))
    assert isinstance(ours.look_up("7"), Looked)


def test_a_hundred_callers_of_the_same_search_cause_one(ours, source):
    source.gate.clear()
    found, there = [], threading.Barrier(101)

    def call():
        there.wait()
        with within(20):
            found.append(ours.search(PELANGI))

    threads = [threading.Thread(target=call) for _ in range(100)]
    for thread in threads:
        thread.start()
    there.wait()
    source.gate.set()
    for thread in threads:
        thread.join()
    assert len(found) == 100
    assert len({id(page) for page in found}) == 1
    assert len(source.asked) == 1


def test_a_failure_is_one_for_all_who_waited(ours, source):
    source.error = CatalogueError(Trouble.REFUSED, "403")
    source.gate.clear()
    found = []

    def call():
        found.append(trouble(lambda: ours.search(PELANGI)))

    threads = [threading.Thread(target=call) for _ in range(20)]
    for thread in threads:
        thread.start()
    source.gate.set()
    for thread in threads:
        thread.join()
    assert found == [Trouble.REFUSED] * 20
    assert len(source.asked) == 1


@pytest.mark.parametrize("kind", STANDS_IN)
def test_a_copy_stands_in_and_says_so(ours, source, clock, kind):
    page, looked = ours.search(PELANGI), ours.look_up("7")
    clock.now += DAY
    source.error = CatalogueError(kind)
    old = ours.search(PELANGI)
    assert (old.records, old.fetched, old.stale) == (page.records, page.fetched, True)
    again = ours.look_up("7")
    assert (again.record, again.fetched, again.stale) == (looked.record, looked.fetched, True)


@pytest.mark.parametrize("kind", DOES_NOT)
def test_where_the_catalogue_says_no_no_copy_stands_in(ours, source, clock, kind):
    ours.search(PELANGI)
    clock.now += HOUR
    source.error = CatalogueError(kind)
    assert trouble(lambda: ours.search(PELANGI)) is kind


def test_no_copy_is_older_than_a_week(ours, source, clock):
    ours.search(PELANGI)
    source.error = CatalogueError(Trouble.OFFLINE)
    clock.now += 7 * DAY - 1
    assert ours.search(PELANGI).stale
    clock.now += 2
    assert trouble(lambda: ours.search(PELANGI)) is Trouble.OFFLINE


def test_after_a_copy_comes_a_fresh_answer(ours, source, clock):
    ours.search(PELANGI)
    clock.now += HOUR
    source.error = CatalogueError(Trouble.OFFLINE)
    assert ours.search(PELANGI).stale
    source.error = None
    clock.now += cached.FAILED + 1
    assert not ours.search(PELANGI).stale


def test_a_catalogue_that_cannot_be_reached_is_left_alone_for_a_moment(ours, source, clock):
    source.error = CatalogueError(Trouble.OFFLINE)
    assert trouble(lambda: ours.search(PELANGI)) is Trouble.OFFLINE
    source.error = None
    assert trouble(lambda: ours.search(Query(text="bumi manusia"))) is Trouble.OFFLINE
    assert trouble(lambda: ours.record("1")) is Trouble.OFFLINE
    assert len(source.asked) == 1
    clock.now += cached.FAILED + 1
    assert ours.record("1").title == "1"


@pytest.mark.parametrize("kind", [Trouble.REFUSED, Trouble.BAD_RESPONSE, Trouble.BAD_QUERY])
def test_what_failed_is_not_asked_again_at_once_but_other_things_are(ours, source, kind):
    source.error = CatalogueError(kind)
    assert trouble(lambda: ours.search(PELANGI)) is kind
    assert trouble(lambda: ours.search(PELANGI)) is kind
    assert len(source.asked) == 1
    source.error = None
    assert ours.record("1").title == "1"


def test_one_slow_search_speaks_for_itself_and_two_for_the_catalogue(ours, source, clock):
    source.error = CatalogueError(Trouble.TIMEOUT)
    for number in range(2):
        assert trouble(lambda n=number: ours.search(Query(text=str(n)))) is Trouble.TIMEOUT
    assert source.asked == ["0", "1"]
    assert trouble(lambda: ours.search(Query(text="2"))) is Trouble.TIMEOUT
    assert source.asked == ["0", "1"]
    clock.now += cached.FAILED + 1
    source.error = None
    assert ours.search(Query(text="2"))


def test_being_busy_is_over_when_the_queue_says_so(ours, source):
    source.error = CatalogueError(Trouble.BUSY)
    assert trouble(lambda: ours.search(PELANGI)) is Trouble.BUSY
    source.error = None
    assert ours.search(PELANGI)


def test_who_runs_out_of_time_is_told_and_the_search_goes_on(ours, source):
    source.gate.clear()
    with within(0.1):
        assert trouble(lambda: ours.search(PELANGI)) is Trouble.TIMEOUT
    source.gate.set()
    landed()
    with within(0):
        assert ours.search(PELANGI).records  # it is there by now
    assert len(source.asked) == 1


def test_who_runs_out_of_time_gets_the_copy_there_is(ours, source, clock):
    ours.search(PELANGI)
    clock.now += HOUR
    source.gate.clear()
    with within(0.1):
        assert ours.search(PELANGI).stale
    source.gate.set()
    landed()
    assert not ours.search(PELANGI).stale


def test_the_deadline_reaches_who_asks_with_a_little_more_at_the_end(ours, source):
    with within(7):
        ours.search(PELANGI)
    ours.search(Query(text="without"))
    (seconds, limits), (forever, _) = source.deadlines
    assert 0 < seconds <= 7
    assert limits.end - limits.turn == pytest.approx(cached.GRACE)
    assert forever == float("inf")


def test_what_no_adapter_expects_is_a_bad_response(ours, source):
    source.error = KeyError("laskar pelangi")
    with pytest.raises(CatalogueError) as caught:
        ours.search(PELANGI)
    assert (caught.value.trouble, caught.value.detail) == (Trouble.BAD_RESPONSE, "KeyError")
    assert isinstance(caught.value.__cause__, KeyError)


def test_the_longest_unused_is_forgotten_first(ours, source, monkeypatch):
    monkeypatch.setattr(cached, "MOST_ENTRIES", 3)
    for name in "abc":
        ours.record(name)
    ours.record("a")
    ours.record("d")
    source.asked.clear()
    for name in "acd":
        ours.record(name)
    assert source.asked == []
    ours.record("b")
    assert source.asked == ["b"]


def test_large_answers_leave_room_for_fewer(ours, source, monkeypatch):
    monkeypatch.setattr(cached, "MOST_CHARACTERS", 30_000)
    for number in range(20):
        ours.record(f"{number}" + "x" * 10_000)
    assert len(ours._kept) == 2
    assert ours._characters == sum(kept.characters for kept in ours._kept.values()) <= 30_000
    ours.record("y" * 40_000)
    assert ours._characters == 0


def test_there_are_never_too_many_searches_under_way(ours, source, monkeypatch):
    monkeypatch.setattr(cached, "MOST_FLIGHTS", 3)
    source.gate.clear()
    with within(0.05):
        found = [trouble(lambda n=n: ours.search(Query(text=str(n)))) for n in range(5)]
    assert found == [Trouble.TIMEOUT] * 3 + [Trouble.BUSY] * 2
    source.gate.set()
    landed()
    assert ours.search(Query(text="4"))


def test_nothing_is_left_of_a_search_that_has_landed(ours, source):
    for error in (None, CatalogueError(Trouble.OFFLINE), ValueError()):
        source.error = error
        with contextlib.suppress(CatalogueError):
            ours.search(PELANGI)
    landed()
    assert not ours._flights


def test_a_record_of_any_catalogue_can_be_looked_up(ours, source):
    assert look_up(source, "7").record.title == "7"
    assert not look_up(source, "7").stale
    assert look_up(ours, "7") is look_up(ours, "7")


class Remote(Catalogue):
    """A catalogue on a real server, which takes two requests for a search."""

    kind = "remote"

    def __init__(self, server, pace):
        self.transport = Transport(server.url, private_network=True, pace=pace)

    def search(self, query, cursor=""):
        for field in ("title", "author"):
            body = self.transport.get("ok", [(field, query.text)]).body
        return Page((Record(body.decode(), query.text),), cursor=cursor)

    def record(self, record_id):
        return Record(record_id, self.transport.get(record_id).body.decode())


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(turns, "_hosts", {})
    server = hostile.Hostile()
    yield server
    server.close()


def all_at_once(do, count):
    """Call a function in many threads at once; return how often each thing became of it."""
    found, there = Counter(), threading.Barrier(count)

    def call(number):
        there.wait()
        try:
            found[do(number)] += 1
        except CatalogueError as error:
            found[error.trouble] += 1

    threads = [threading.Thread(target=call, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_a_hundred_patrons_same_search_costs_a_server_one(server):
    ours = Cached(Remote(server, pace=0.05))
    assert all_at_once(lambda _: ours.search(PELANGI).records[0].title, 100) == {
        "laskar pelangi": 100
    }
    assert len(server.asked) == 2


def test_patrons_who_search_for_different_things_cost_it_no_more_than_its_pace(server):
    pace = 0.1
    ours = Cached(Remote(server, pace))

    def search(number):
        with within(1):
            return ours.search(Query(text=str(number))).stale

    found = all_at_once(search, 100)
    landed()
    assert found[False] >= 1
    assert found[Trouble.BUSY] + found[Trouble.TIMEOUT] == 100 - found[False]
    at = [asked.at for asked in server.asked]
    assert server.most_at_once == 1
    assert at[-1] - at[0] >= (len(at) - 2) * pace
    # Whole searches rather than many halves: each was asked for both its fields, but for the last.
    asked = Counter(
        (asked.query.get("title") or asked.query["author"])[0] for asked in server.asked
    )
    assert list(asked.values()).count(1) <= 2


def test_a_dead_server_costs_nobody_more_than_their_time_and_is_spared(server, monkeypatch):
    monkeypatch.setattr(cached, "GRACE", 0.2)
    clock = Clock()
    ours = Cached(Remote(server, pace=0), clock)
    for number in range(2):
        with within(0.2):
            assert trouble(lambda n=number: ours.record(f"silent/{n}")) in {
                Trouble.TIMEOUT,
                Trouble.BUSY,
            }
        landed()
    assert all_at_once(lambda number: ours.record(f"ok/{number}").id, 50) == {Trouble.TIMEOUT: 50}
    assert len(server.asked) == 2
    clock.now += cached.FAILED + 1
    assert ours.record("ok").id == "ok"


def test_what_no_adapter_expects_is_logged_without_what_was_looked_for(ours, source, caplog):
    source.error = KeyError("laskar pelangi")
    assert trouble(lambda: ours.search(PELANGI)) is Trouble.BAD_RESPONSE
    assert trouble(lambda: ours.search(PELANGI)) is Trouble.BAD_RESPONSE
    (line,) = caplog.messages  # a trouble that is remembered is no second one
    assert "KeyError" in line
    assert "_found" in line
    assert "pelangi" not in caplog.text.lower().replace("search(pelangi)", "")


def test_an_answer_that_cannot_be_remembered_keeps_nobody_waiting(ours, source, monkeypatch):
    monkeypatch.setattr(ours, "_remember", lambda *_: 1 / 0)
    with within(5):
        assert trouble(lambda: ours.search(PELANGI)) is Trouble.BAD_RESPONSE
