"""What is recorded is there once, and only ever gets further."""

import os
import sqlite3
import stat
import threading
import tracemalloc
from concurrent.futures import Future, wait
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recorded import NOON, feedback, name, response, rows, visit

from toolkit.records import database, writer
from toolkit.records.errors import UnavailableError
from toolkit.records.nouns import answer_of, before_of, checked_of
from toolkit.records.records import Records
from toolkit.records.writing import Add


@pytest.fixture
def records(tmp_path):
    with Records(tmp_path / "data") as records:
        yield records


def test_opening_costs_nothing(tmp_path):
    records = Records(tmp_path / "data")
    assert not records.exist
    records.close()
    assert not (tmp_path / "data").exists()


def test_what_was_said_is_there(records):
    records.add(visit(), [response()], [feedback()]).result()
    assert records.exist
    assert [row["id"] for row in rows(records, "visits")] == [visit().id]
    assert rows(records, "answers")[0] | {"number": 0} == {
        "number": 0,
        "version": visit().version,
        "step": "lowongan",
        "given": '{"before":null,"checked":false,"point":3}',
        "kind": "judge",
        "answer": "3",
        "before": None,
        "checked": 0,
        "right": 0,
        "judged": 1,
    }
    assert rows(records, "feedback")[0]["text"] == "Terima kasih"


def test_an_event_counts_once_however_often_it_comes(records):
    for turn in range(3):
        later = response(ms=9000 + turn, given={"point": 0})
        records.add(visit(), [response() if turn == 0 else later], [feedback()]).result()
        records.add(visit(), [response(), response()], [feedback(), feedback()]).result()
    assert [row["ms"] for row in rows(records, "responses")] == [4000]
    assert len(rows(records, "feedback")) == 1
    assert [count.answer for count in records.response_counts()] == ["3"]


def test_a_visit_only_gets_further(records):
    records.add(visit(reached=5, finished=True, seen=NOON + 900.0)).result()
    records.add(visit(reached=1, finished=False, seen=NOON + 10.0, version="b2" * 8)).result()
    row = rows(records, "visits")[0]
    assert (row["reached"], row["finished"], row["seen"]) == (5, 1, NOON + 900)
    assert row["version"] == visit().version  # the one that the place is a place of


def test_a_visit_keeps_the_way_it_came(records):
    records.add(visit()).result()
    records.add(visit(source="", medium="", class_name="", started=NOON - 86400.0)).result()
    assert len(rows(records, "arrivals")) == 1
    (count,) = records.visit_counts()
    assert (count.channel, count.class_name, count.n) == ("whatsapp", "7A", 1)


def test_a_response_belongs_to_the_visit_it_came_with(records):
    records.add(visit(2), [response(visit="")], [feedback(visit=name("visit", 9))]).result()
    (one,) = rows(records, "visits")
    assert rows(records, "responses")[0]["visit"] == one["number"]
    assert rows(records, "feedback")[0]["visit"] == one["number"]


@settings(max_examples=12)
@given(
    order=st.permutations([*range(6), *range(6)]),
    cuts=st.sets(st.integers(1, 11)),
    reached=st.lists(st.integers(-1, 9), min_size=12, max_size=12),
)
def test_order_and_repeats_change_nothing(tmp_path_factory, order, cuts, reached):
    with Records(tmp_path_factory.mktemp("order")) as records:
        edges = [0, *sorted(cuts), 12]
        for start, end in pairwise(edges):
            told = [response(number, {"point": number % 4}) for number in order[start:end]]
            records.add(visit(reached=reached[start]), told)
        records.add(visit()).result()
        firsts = sorted(count.answer for count in records.response_counts() for _ in range(count.n))
        assert firsts == ["0", "0", "1", "1", "2", "3"]
        most = max(2, *(reached[start] for start in edges[:-1]))
        assert rows(records, "visits")[0]["reached"] == most


def test_many_threads_lose_nothing(records):
    def patron(number):
        for step in range(10):
            told = response((number, step), step=f"langkah-{step}")
            waiting.append(records.add(visit(number, reached=step), [told]))

    waiting = []
    threads = [threading.Thread(target=patron, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wait(waiting, 30).not_done
    assert sum(count.n for count in records.response_counts()) == 400
    assert [(count.reached, count.n) for count in records.visit_counts()] == [(9, 40)]


def test_two_owners_of_one_folder(records):
    with Records(records.folder) as other:
        both = [one.add(visit(), [response()]) for one in (records, other)]
        for each in both:
            each.result()
    assert len(rows(records, "responses")) == 1


def test_what_waits_is_written_before_it_closes(tmp_path):
    with Records(tmp_path) as records:
        waiting = [records.add(visit(number)) for number in range(50)]
    assert all(each.done() and each.exception() is None for each in waiting)
    with pytest.raises(UnavailableError):
        records.add(visit()).result()


def test_what_waits_takes_no_more_memory_than_is_counted():
    tracemalloc.start()
    waiting = [(Add(visit(number), [response(number)]), Future()) for number in range(500)]
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < sum(add.size for add, _ in waiting)


def test_it_ends_soon_while_nothing_can_be_written(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.3)
    monkeypatch.setattr(writer, "GROUP", 1)
    records = Records(tmp_path)
    records.add(visit()).result()
    tries = []
    write = records._writer._write
    monkeypatch.setattr(
        records._writer, "_write", lambda group: (tries.append(group), write(group))
    )
    with closing(sqlite3.connect(records.database.path, isolation_level=None)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        waiting = [records.add(visit(number)) for number in range(2, 30)]
        records.close()
    assert all(isinstance(each.exception(), UnavailableError) for each in waiting)
    assert len(tries) < len(waiting) / 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_else_may_read_it(tmp_path):
    tmp_path.chmod(0o755)
    with Records(tmp_path) as records:
        records.add(visit()).result()
        records.back_up(tmp_path / "backup.sqlite")
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("spoilt", [{"campaign": "\ud800"}, {"reached": 2**70}, {"lesson": None}])
def test_what_no_table_takes_spoils_nothing_else(records, spoilt):
    waiting = [records.add(visit(number)) for number in range(5)]
    bad = records.add(visit(9, **spoilt))
    waiting += [records.add(visit(number)) for number in range(10, 15)]
    assert bad.exception() is not None
    assert not isinstance(bad.exception(), UnavailableError)
    assert records.trouble is None
    for each in waiting:
        each.result()
    assert sum(count.n for count in records.visit_counts()) == 10


def test_who_stops_waiting_loses_nothing(records):
    records.add(visit(), [response()]).cancel()
    records.add(visit(2)).result()
    assert len(rows(records, "responses")) == 1


def test_answers_are_short_where_one_value_is_left():
    assert answer_of({"point": "unsure", "before": 2, "checked": True}) == '"unsure"'
    assert answer_of({"options": [1, 2]}) == "[1,2]"
    assert answer_of({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
    assert before_of({"point": 1, "before": "unsure"}) == '"unsure"'
    assert before_of({"point": 1, "before": None}) is None
    assert checked_of({"checked": True})
    assert not checked_of({})


def test_nouns_can_be_varied_and_not_changed():
    assert replace(visit(), reached=3).reached == 3
    with pytest.raises(AttributeError):
        visit().reached = 3
