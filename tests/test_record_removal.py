"""Old open text goes by itself, everything older than a day when staff ask for it."""

import os
import threading
import time
from datetime import timedelta

import pytest
from recorded import DAY, NOON, feedback, response, rows, visit

from toolkit.records import removal, writer
from toolkit.records.records import Records
from toolkit.records.removal import Forgotten


@pytest.fixture
def records(tmp_path):
    with Records(tmp_path) as records:
        yield records


def until(holds):
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def told(records, number, started):
    records.add(
        visit(number, started=started),
        [response((number, 1), step=f"langkah-{number}"), response((number, 2), attempt=2)],
        [feedback(number, text=f"teks nomor {number}")],
    ).result()


def test_old_text_is_removed_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "CARE_SECONDS", 0.05)
    now = time.time()
    with Records(tmp_path, keep_text_days=30) as records:
        old = feedback(1, text="nomor saya yang lama", at=now - 31 * 86400)
        young = feedback(2, text="yang baru", at=now - 29 * 86400)
        records.add(visit(), (), [old, young]).result()
        until(lambda: [row["text"] for row in rows(records, "feedback")].count("") == 1)
        kept = {row["text"]: row["useful"] for row in rows(records, "feedback")}
        assert kept == {"": 2, "yang baru": 2}  # what was chosen stays
    # Nothing of it is left on the disk, either.
    assert b"yang lama" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_what_began_before_a_day_is_removed_with_all_that_belongs_to_it(records, monkeypatch):
    monkeypatch.setattr(removal, "CHUNK", 2)
    monkeypatch.setattr(removal, "PAUSE_SECONDS", 0)
    for number in range(7):
        told(records, number, NOON - 86400.0 * number)
    assert records.forget(DAY - timedelta(days=1)) == Forgotten(5, 10, 5)
    assert [each.day for each in records.visit_counts()] == [DAY, DAY - timedelta(days=1)]
    assert len(rows(records, "arrivals")) == 2
    assert {row["step"] for row in rows(records, "answers")} == {
        "langkah-0",
        "langkah-1",
        "lowongan",
    }
    assert len(rows(records, "responses")) == 4
    assert {row["text"] for row in rows(records, "feedback")} == {"teks nomor 0", "teks nomor 1"}
    assert records.forget(DAY - timedelta(days=1)) == Forgotten(0, 0, 0)


def test_a_visit_may_go_on_after_it_was_forgotten(records):
    told(records, 1, float(NOON))
    assert records.forget(DAY + timedelta(days=1)).visits == 1
    told(records, 1, float(NOON))
    assert [each.n for each in records.response_counts()] == [1]


def test_answers_are_recorded_meanwhile(records, monkeypatch):
    monkeypatch.setattr(removal, "CHUNK", 5)
    monkeypatch.setattr(removal, "PAUSE_SECONDS", 0.001)
    for number in range(30):
        told(records, number, NOON - 86400.0)
    waiting = []
    other = threading.Thread(target=lambda: waiting.append(records.forget(DAY)))
    other.start()
    for number in range(100, 150):
        told(records, number, float(NOON))
    other.join()
    assert waiting == [Forgotten(30, 60, 30)]
    assert [(each.day, each.n) for each in records.visit_counts()] == [(DAY, 50)]


def test_copies_from_before_a_migration_go_too(records):
    told(records, 1, float(NOON))
    copy = records.folder / "records-before-0002-20260101-000000.sqlite"
    copy.write_bytes(b"x")
    removal.remove_old_copies(records.database, removal.OLDEST_COPY)
    assert copy.exists()
    long_ago = time.time() - removal.OLDEST_COPY - 60
    os.utime(copy, (long_ago, long_ago))
    removal.remove_old_copies(records.database, removal.OLDEST_COPY)
    assert not copy.exists()
    copy.write_bytes(b"x")
    os.utime(copy, (time.time() + 60,) * 2)  # the clock was wrong then
    records.forget(DAY)
    assert not copy.exists()
    assert records.database.path.exists()
