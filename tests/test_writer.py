"""The thread that writes: together, and whatever happens to the file, the disk or the process."""

import logging
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from conftest import Program
from recorded import heard, name, response, rows, visit

from toolkit.records import database, writer
from toolkit.records.errors import UnavailableError
from toolkit.records.records import Records

LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
"""

ANSWER_FOR_EVER = """
import itertools, os, sys
from pathlib import Path
from recorded import response, visit
from toolkit.records.records import Records

records, run = Records(Path(sys.argv[1])), sys.argv[2]
def told(future, event):
    if not future.exception():
        os.write(1, (event.id + "\\n").encode())  # as a door acknowledges: once it is written
for number in itertools.count():
    event = response((run, number), step=f"langkah-{number % 10}")
    done = records.add(visit((run, number // 10)), [event])
    done.add_done_callback(lambda future, event=event: told(future, event))
    if number % 50 == 0:
        done.result()
"""


@pytest.fixture
def records(tmp_path):
    with Records(tmp_path / "data") as records:
        yield records


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(writer, "TRY_SECONDS", 0.05)


@contextmanager
def locked(file):
    with Program([sys.executable, "-c", LOCK, file], stdin=subprocess.PIPE) as program:
        program.wait_for("locked")
        yield


def fails(records, number, key):
    with pytest.raises(UnavailableError) as raised:
        records.add(visit(number), [response(number)]).result()
    assert raised.value.key == key
    assert records.trouble.key == key
    return raised.value.sentence("en")


def works(records, *numbers):
    """Everything works again, and nothing is there that was refused."""
    for number in numbers:
        records.add(visit(number), [response(number)]).result()
    assert records.trouble is None
    assert {row["id"] for row in rows(records, "visits")} == {name("visit", n) for n in numbers}


def test_what_waits_is_written_in_one_transaction(records):
    records.add(visit()).result()
    commits = []
    with heard("commit", commits.append):
        with locked(records.database.path):
            waiting = [records.add(visit(number), [response(number)]) for number in range(200)]
        for each in waiting:
            each.result()
    # The first one may be at it alone while the others gather; once, it looks after the file.
    assert 1 <= len(commits) <= 3
    assert len(rows(records, "responses")) == 200


def test_locked_by_another_process(records, impatient, caplog):
    works(records, 1)
    with locked(records.database.path):
        for number in range(2, 6):
            assert "Close it" in fails(records, number, "locked")
        assert sum(count.n for count in records.visit_counts()) == 1  # readers never wait
    works(records, 1, 2)
    assert [each.levelno for each in caplog.records] == [logging.WARNING]  # once


def test_it_finds_out_by_itself_that_it_works_again(records, impatient):
    works(records, 1)
    with locked(records.database.path):
        fails(records, 2, "locked")
    until(lambda: records.trouble is None)


def test_disk_full(records, impatient, caplog):
    works(records, 1)

    def small(connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")

    records.close()
    with Records(records.folder) as again:
        with heard("connect", small):
            assert fill(again)[1] == "full"
            fails(again, 1000, "full")
        again.add(visit(1001)).result()
        assert again.trouble is None
    assert len(caplog.records) == 1


def test_a_disk_that_is_really_full(tmp_path, impatient):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount") or "mount-is-not-here"
    try:
        subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=600k", "tmpfs", disk],
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting is not allowed here")
    try:
        with Records(disk / "data") as records:
            works(records, 1)
            ballast = disk / "ballast"
            with suppress(OSError), ballast.open("wb", buffering=0) as file:
                while True:
                    file.write(b"x" * 4096)
            written, why = fill(records)
            assert why in {"full", "unavailable"}  # by what SQLite was about to do
            ballast.unlink()
            records.add(visit(1000)).result()
            assert len(rows(records, "visits")) == 1 + written + 1
    finally:
        subprocess.run(["umount", disk], check=True)


def fill(records):
    """Record until it does not work; return how many visits did, and why no more."""
    for number in range(2, 400):
        try:
            records.add(visit(number), [response(number, step="x" * 500)]).result()
        except UnavailableError as error:
            return number - 2, error.key
    raise AssertionError("the disk is not full")


@contextmanager
def unprivileged(folder):
    """Root may write everywhere: be nobody for a while."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="another way of permissions")
@pytest.mark.parametrize("whole_folder", [False, True])
def test_read_only(impatient, whole_folder):
    with tempfile.TemporaryDirectory() as folder:  # not below a folder that is root's alone
        records = Records(Path(folder, "data"))
        works(records, 1)
        records.close()
        file = records.database.path
        with unprivileged(Path(folder)), Records(file.parent) as records:
            file.chmod(0o444)
            file.parent.chmod(0o555 if whole_folder else 0o755)
            with pytest.raises(UnavailableError) as raised:
                records.add(visit(2)).result()
            assert raised.value.key == "read-only"
            file.parent.chmod(0o755)
            file.chmod(0o644)
            works(records, 1, 2)


def test_a_damaged_file_is_left_alone_until_somebody_replaces_it(records, impatient):
    works(records, 1)
    backup = records.back_up(records.folder / "backup.sqlite")
    records.close()
    file = records.database.path
    file.write_bytes(b"not a database at all, but as long as a header of one " * 99)
    with Records(records.folder) as again:
        assert "damaged" in fails(again, 2, "damaged")
        with pytest.raises(UnavailableError):
            again.visit_counts()
        assert file.read_bytes().startswith(b"not a database")
        backup.replace(file)
        works(again, 1, 2)


def test_a_file_of_something_else(records, impatient):
    records.folder.mkdir()
    records.database.path.mkdir()
    fails(records, 1, "unavailable")
    records.database.path.rmdir()
    works(records, 1)


@pytest.mark.skipif(os.name == "nt", reason="a file in use cannot be removed there")
def test_nothing_is_written_into_a_file_that_was_removed(records):
    works(records, 1)
    for file in records.folder.iterdir():
        file.unlink()
    works(records, 2, 3)


@pytest.mark.skipif(os.name == "nt", reason="a file in use cannot be replaced there")
def test_a_backup_put_in_its_place_while_it_runs(records):
    works(records, 1)
    backup = records.back_up(records.folder / "backup.sqlite")
    works(records, 1, 2)
    backup.replace(records.database.path)
    works(records, 1, 3)
    records.close()
    with sqlite3.connect(records.database.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_too_much_waits(records, monkeypatch, impatient):
    works(records, 1)
    monkeypatch.setattr(writer, "MOST_WAITING", 2000)
    monkeypatch.setattr(database, "WAIT_SECONDS", 2)
    with locked(records.database.path):
        waiting = [records.add(visit(number)) for number in range(2, 40)]
        refused = [each for each in waiting if each.done()]
    assert {each.exception().key for each in refused} == {"waiting"}
    assert 0 < len(refused) < 38
    for each in waiting:
        if each not in refused:
            each.result()


def test_it_ends_by_itself_with_the_process(tmp_path):
    script = (
        "import sys; from pathlib import Path; from recorded import visit;"
        " from toolkit.records.records import Records; Records(Path(sys.argv[1])).add(visit())"
    )
    command = [sys.executable, "-c", script, tmp_path / "data"]
    subprocess.run(command, check=True, timeout=60, cwd=Path(__file__).parent)
    assert len(rows(Records(tmp_path / "data"), "visits")) == 1


def test_what_was_acknowledged_survives_a_kill(tmp_path):
    """Again and again: a process dies while it writes, and another goes on with its file."""
    folder = tmp_path / "data"
    acknowledged = []
    for run in range(3):
        command = [sys.executable, "-c", ANSWER_FOR_EVER, folder, str(run)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent
        )
        acknowledged += [process.stdout.readline().strip() for _ in range(150 + 70 * run)]
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        acknowledged += process.stdout.read().split()
        process.wait()
    assert all(len(each) == 32 for each in acknowledged)
    kept = Counter(row["id"] for row in rows(Records(folder), "responses"))
    assert set(acknowledged) <= set(kept)
    assert len(acknowledged) > 600
    with sqlite3.connect(folder / "records.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        alone = "SELECT count(*) FROM responses WHERE visit NOT IN (SELECT number FROM visits)"
        assert connection.execute(alone).fetchone() == (0,)


def until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_no_thread_is_left(tmp_path):
    with Records(tmp_path) as records:
        records.start()
        records.add(visit()).result()
    assert "records" not in {thread.name for thread in threading.enumerate()}
