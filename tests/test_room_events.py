"""What happens in live rooms is kept once, in one order, with the answers it came with."""

import os
import sqlite3
import sys
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import Program
from recorded import DAY, NOON, name, response, room_event, rows, visit
from test_record_tables import read

from toolkit.records import removal, writer
from toolkit.records.errors import UnavailableError
from toolkit.records.nouns import Filter, RoomSpan, room_source
from toolkit.records.records import FILE, Records
from toolkit.records.removal import Forgotten

OTHER = "WXY999"


@pytest.fixture
def records(tmp_path):
    with Records(tmp_path / "data") as records:
        yield records


def told(records, *events):
    records.append(events).result()


def ids(events):
    return [event.id for event in events]


def test_they_come_back_as_they_were_in_the_order_written(records):
    first = room_event(1, "opened", data={"lesson": "misinformation", "steps": [{"id": "a"}]})
    second = room_event(2, data={"run": "p1", "words": ["Pelan—pelan", '"kutip"']})
    told(records, first, second)
    read = records.room_events()
    assert [replace(each, number=0) for each in read] == [first, second]
    assert 0 < read[0].number < read[1].number
    assert ids(records.room_events(read[0].number)) == [second.id]


def test_one_room_can_be_read_alone(records):
    events = [room_event(number, room=OTHER if number % 2 else "CDF347") for number in range(6)]
    told(records, *events)
    assert ids(records.room_events(room=OTHER)) == ids(events[1::2])


def test_written_again_is_nothing(records):
    told(records, room_event(1, data={"run": "p1", "choice": [0]}))
    told(records, room_event(1, data={"run": "p1", "choice": [1]}), room_event(2))
    records.add(visit(), room_events=[room_event(1), room_event(1)]).result()
    assert [each.data for each in records.room_events()] == [{"run": "p1", "choice": [0]}, {}]


def test_a_code_is_given_once(records):
    told(records, room_event(1, "opened"))
    told(records, room_event(2, "opened"), room_event(3, "opened", room=OTHER))
    assert ids(records.room_events()) == ids([room_event(1), room_event(3)])
    told(records, room_event(4, "ended"), room_event(5, "opened"))
    assert name("room event", 5) not in ids(records.room_events())


def test_it_is_written_with_the_answer_it_came_with_or_not_at_all(records):
    answer = room_event(1, "answer", id=response().id, data={"step": "lowongan"})
    broken = replace(answer, data={"a": "\ud800"})
    with pytest.raises(UnicodeEncodeError):
        records.add(visit(), [response()], room_events=[broken]).result()
    assert rows(records, "responses") == records.room_events() == []
    records.add(visit(), [response()], room_events=[answer]).result()
    assert [row["id"] for row in rows(records, "responses")] == ids(records.room_events())


def test_the_order_is_that_of_what_was_sent(records):
    wait = threading.Event()
    write = records._writer._write
    records._writer._write = lambda group: (wait.wait(), write(group))
    for number in range(10):
        if number % 2:
            told_last = records.append([room_event(number)])
        else:
            told_last = records.add(visit(number), room_events=[room_event(number)])
    wait.set()
    told_last.result()
    assert ids(records.room_events()) == [name("room event", number) for number in range(10)]


def test_a_number_never_comes_again(records):
    told(records, room_event(1, "opened", at=NOON - 86400.0))
    (first,) = records.room_events()
    records.forget(DAY)
    told(records, room_event(2, "opened"))
    assert records.room_events()[0].number > first.number


def test_spans(records):
    told(
        records,
        room_event(1, "opened", room=OTHER),
        room_event(2, "opened", at=NOON + 5.0),
        room_event(3, "ended", room=OTHER, at=NOON + 9.0),
        room_event(4, "ended", room=OTHER, at=NOON + 10.0),
    )
    assert records.room_spans() == [
        RoomSpan(OTHER, NOON, NOON + 9.0),
        RoomSpan("CDF347", NOON + 5.0, None),
    ]


# The log


def test_a_log_sees_what_others_write(records):
    log = records.room_log()
    assert log.changed() is False
    assert log.after(0) == log.spans() == []
    assert log.last() == 0
    assert not records.exist  # looking makes nothing
    told(records, room_event(1))
    assert log.changed()
    assert not log.changed()
    (first,) = log.after(0)
    with Records(records.folder) as other:
        told(other, room_event(2))
        assert log.changed()
        assert ids(log.after(first.number)) == [name("room event", 2)]
        assert log.last() == log.after(0)[-1].number
    log.close()
    assert len(log.after(0)) == 2  # whoever asks again opens it again
    log.close()


def test_a_log_sees_what_another_process_writes(records):
    told(records, room_event(1))
    log = records.room_log()
    log.changed()
    script = (
        "import sys; from pathlib import Path; sys.path[:0] = sys.argv[2:];"
        " from recorded import room_event; from toolkit.records.records import Records;"
        " Records(Path(sys.argv[1])).append([room_event(2)]).result(); print('written yes')"
    )
    with Program([sys.executable, "-c", script, records.folder, *sys.path]) as program:
        assert program.wait_for("written (.*)") == "yes"
        assert log.changed()
        assert len(log.after(0)) == 2
    log.close()


def test_a_log_may_go_from_thread_to_thread(records):
    told(records, room_event(1))
    log = records.room_log()
    found = [len(log.after(0))]
    thread = threading.Thread(target=lambda: found.append(len(log.after(0))))
    thread.start()
    thread.join()
    assert found == [1, 1]
    log.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove what is open")
def test_a_log_whose_file_goes_away_and_comes_again(records, tmp_path):
    told(records, room_event(1), room_event(2))
    backup = records.back_up(tmp_path / "copy.sqlite")
    told(records, room_event(3))
    log = records.room_log()
    assert (log.changed(), len(log.after(0)), log.renewed) == (True, 3, 0)
    for file in records.folder.iterdir():
        file.unlink()
    assert (log.changed(), log.after(0), log.renewed) == (True, [], 1)
    assert not log.changed()
    records.close()
    backup.replace(records.folder / FILE)
    assert (log.changed(), len(log.after(0))) == (True, 2)
    assert not log.changed()
    log.close()


def test_a_log_says_what_is_wrong_and_goes_on(records):
    told(records, room_event(1))
    log = records.room_log()
    assert len(log.after(0)) == 1
    log.close()
    with sqlite3.connect(records.database.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UnavailableError) as raised:
        log.changed()
    assert raised.value.key == "newer"
    with sqlite3.connect(records.database.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    assert log.changed()
    assert len(log.after(0)) == 1
    log.close()


# Removing


def test_a_room_is_removed_with_all_that_happened_in_it(records, monkeypatch):
    monkeypatch.setattr(removal, "CHUNK", 2)
    monkeypatch.setattr(removal, "PAUSE_SECONDS", 0)
    told(records, room_event(1, "opened", at=NOON - 86400.0), room_event(2, "opened", room=OTHER))
    old = [room_event((number, "old"), at=NOON + 1.0) for number in range(7)]
    new = [room_event((number, "new"), at=NOON + 1.0, room=OTHER) for number in range(7)]
    told(records, *(event for both in zip(old, new, strict=True) for event in both))
    assert records.forget(DAY) == Forgotten(0, 0, 0, rooms=1)
    assert ids(records.room_events()) == ids([room_event(2), *new])
    told(records, *old)  # a phone that comes late
    assert records.forget(DAY) == Forgotten(0, 0, 0)
    assert {each.room for each in records.room_events()} == {OTHER}


def test_old_texts_go_by_themselves(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "CARE_SECONDS", 0.05)
    old, young = time.time() - 31 * 86400, time.time() - 29 * 86400
    words = {"run": "p1", "words": ["rahasia", "lama"]}
    events = [
        room_event(1, "question", at=old, data={"text": "rahasia saya"}),
        room_event(2, "vote", at=old, data=words),
        room_event(3, "vote", at=old, data={"run": "p2", "choice": [1]}),
        room_event(4, "word", at=old, data={"run": "p1", "word": "rahasia", "state": "shown"}),
        room_event(5, "poll", at=old, data={"question": "Setuju?", "options": ["Ya", "Tidak"]}),
        room_event(6, "question", at=young, data={"text": "baru"}),
        room_event(7, "vote", at=young, data=words | {"words": ["baru"]}),
    ]
    with Records(tmp_path, keep_text_days=30) as records:
        told(records, *events)
        end = time.monotonic() + 20
        while records.room_events()[0].data["text"]:
            assert time.monotonic() < end
            time.sleep(0.01)
        data = [each.data for each in records.room_events()]
    assert data == [
        {"text": ""},
        {"run": "p1", "words": []},
        {"run": "p2", "choice": [1]},
        {"run": "p1", "word": "", "state": "shown"},
        {"question": "Setuju?", "options": ["Ya", "Tidak"]},
        {"text": "baru"},
        {"run": "p1", "words": ["baru"]},
    ]
    assert b"rahasia" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


# Tables


def opened(number, room, lesson="misinformation", language="id", **changes):
    data = {"lesson": lesson, "language": language}
    return room_event(number, "opened", room=room, data=data, **changes)


def test_one_row_an_event_and_no_old_text(records, tmp_path):
    old = {"at": time.time() - 91 * 86400, "data": {"text": "=rahasia"}}
    events = [opened(1, "CDF347"), room_event(2, "question", **old)]
    told(records, *events, room_event(3, "vote", data={"run": "p1", "words": ["a", "=1+1"]}))
    assert records.export(tmp_path, Filter()).room_events == 3
    first, asked, voted = read(tmp_path, "room_events")
    assert first | {"number": ""} == {
        "number": "",
        "room": "CDF347",
        "lesson": "misinformation",
        "type": "opened",
        "visit": "",
        "happened_at": time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(NOON)),
        "data": '{"language":"id","lesson":"misinformation"}',
    }
    assert asked["data"] == '{"text":""}'
    assert asked["visit"] == name("visit", 1)
    assert ',"=' not in voted["data"]


FILTERS = {
    "all": (Filter(), {"CCCCCC", "DDDDDD", "FFFFFF"}),
    "lesson": (Filter(lesson="online-safety"), {"DDDDDD"}),
    "language": (Filter(language="en"), {"FFFFFF"}),
    "since": (Filter(since=DAY), {"CCCCCC", "DDDDDD"}),
    "until": (Filter(until=DAY - timedelta(days=1)), {"FFFFFF"}),
    "channel": (Filter(channel=room_source("DDDDDD")), {"DDDDDD"}),
    "other channel": (Filter(channel="whatsapp"), set()),
    "class": (Filter(class_name="7A"), set()),
}


@pytest.mark.parametrize(("only", "meant"), FILTERS.values(), ids=FILTERS)
def test_a_filter_chooses_rooms(records, tmp_path, only, meant):
    told(
        records,
        opened(1, "CCCCCC"),
        opened(2, "DDDDDD", lesson="online-safety"),
        opened(3, "FFFFFF", language="en", at=NOON - 86400.0),
        *(room_event((number, "vote"), room=6 * sign) for number, sign in enumerate("CDF")),
    )
    records.export(tmp_path, only)
    assert {row["room"] for row in read(tmp_path, "room_events")} == meant
    assert len(read(tmp_path, "room_events")) == 2 * len(meant)
