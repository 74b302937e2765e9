"""What a running server makes of a database that fails, and of its own sudden end."""

import asyncio
import csv
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import messages
import pytest
from conftest import SULUH, Served, make_project
from messages import feedback, message, response, steps

from toolkit.records.records import FILE, Records

PATIENCE = 30
SECRET = "perpustakaan-rahasia"
AWAY = "203.0.113.9"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A project with one lesson, whose pages are made once."""
    return make_project(tmp_path_factory.mktemp("faults") / "project", [messages.NAME])


def ask(address, sent=None, path="/api/events"):
    """Send a message as a page does, or fetch a page; return the status, the headers, the body."""
    where = urlsplit(address)
    connection = HTTPConnection(where.hostname, where.port, timeout=PATIENCE)
    headers = {"Origin": address, "Content-Type": "application/json", "X-Forwarded-For": AWAY}
    body = json.dumps(sent) if sent else None
    connection.request("POST" if sent else "GET", path, body, headers)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def kept(data):
    """Return the ids of all events in a folder of records, each as often as it is there."""
    with Records(data) as records:
        records.export(data / "csv")
    found = []
    for name, column in (("responses.csv", "response"), ("feedback.csv", "feedback")):
        with (data / "csv" / name).open(encoding="utf-8-sig", newline="") as file:
            found += [row[column] for row in csv.DictReader(file)]
    return found


def sent_events(number):
    """Return messages with one response each."""
    return [message(response(), source=SECRET, campaign=SECRET) for _ in range(number)]


def ids(sent):
    return {event["id"] for each in sent for event in each["events"]}


def mount(folder, *options):
    """Put a small disk of its own at a folder, where the system allows."""
    command = ["mount", *options, str(folder)]
    done = sys.platform == "linux" and subprocess.run(command, check=False, capture_output=True)
    if not done or done.returncode:
        pytest.skip("This system lets nobody here mount a disk.")


@contextmanager
def small_disk(folder):
    folder.mkdir()
    mount(folder, "-t", "tmpfs", "-o", "size=1500k", "suluh-test")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def break_by_lock(data, fault, _server):
    """Let another program write, and take its time."""
    other = sqlite3.connect(data / FILE, isolation_level=None)
    fault.callback(other.close)
    other.execute("BEGIN IMMEDIATE")


def break_by_filling(data, fault, _server):
    """Fill the disk to its last byte."""
    file = data / "pictures"
    fault.callback(file.unlink)
    with file.open("wb", buffering=0) as full, pytest.raises(OSError):  # noqa: PT011, PT012
        while True:
            full.write(b"x" * 1000)


def break_by_limit(_data, fault, server):
    """Let the disk take nothing more from this one program: nobody has to be allowed to mount."""
    if sys.platform != "linux":
        pytest.skip("Only Linux sets limits to a program that runs.")
    import resource

    limit = resource.RLIMIT_FSIZE
    soft, hard = resource.prlimit(server.process.pid, limit)
    fault.callback(resource.prlimit, server.process.pid, limit, (soft, hard))
    resource.prlimit(server.process.pid, limit, (1, hard))


@pytest.mark.parametrize(
    ("how", "words"),
    [(break_by_limit, FILE), (break_by_lock, "dipakai program lain"), (break_by_filling, "penuh")],
)
def test_what_cannot_be_written_waits_on_the_phones(home, tmp_path, eventually, how, words):
    data = tmp_path / "data"
    with ExitStack() as stack:
        if how is break_by_filling:
            stack.enter_context(small_disk(data))
        server = stack.enter_context(Served(home, data=data))
        assert ask(server.address, message(response()))[0] == 200
        sent = sent_events(1 if how is break_by_lock else 2)  # each waits for the other program
        with ExitStack() as fault:
            how(data, fault, server)
            for each in sent:
                status, headers, body = ask(server.address, each)
                assert status == 503
                assert int(headers["Retry-After"]) >= 1
                assert json.loads(body)["why"]
            assert ask(server.address, path=f"/{messages.NAME}")[0] == 200  # nobody else waits
            health = json.loads(ask(server.address, path="/health")[2])
            assert (health["status"], health["records"]) == ("degraded", "unavailable")
        for each in sent:
            eventually(lambda each=each: ask(server.address, each)[0] == 200, PATIENCE)
        assert json.loads(ask(server.address, path="/health")[2])["status"] == "ok"
        told = [line for line in server.told() if FILE in line]
        assert len(told) == 1, server.told()
        assert words in told[0]
        assert_discreet(server.told())
        found = kept(data)
    assert len(found) == 1 + len(sent)
    assert ids(sent) < set(found)


@pytest.mark.skipif(sys.platform == "win32", reason="There a server may always write its own files")
def test_a_database_that_is_only_read_is_written_once_it_may_be(home, tmp_path, eventually):
    data = tmp_path / "data"
    with ExitStack() as stack:
        (tmp_path / "probe").touch(0o400)
        as_root = os.access(tmp_path / "probe", os.W_OK)  # whom no permission of a file stops
        if as_root:
            stack.enter_context(small_disk(data))
        with Records(data) as records:
            records.keep_versions([]).result(PATIENCE)
        files = [*data.iterdir(), data]
        if as_root:
            mount(data, "-o", "remount,ro")
        else:
            for file in files:
                file.chmod(0o500)
        server = stack.enter_context(Served(home, data=data))
        (sent,) = sent_events(1)
        assert ask(server.address, sent)[0] == 503
        assert ask(server.address, path=f"/{messages.NAME}")[0] == 200
        if as_root:
            mount(data, "-o", "remount,rw")
        else:
            for file in reversed(files):
                file.chmod(0o700)
        eventually(lambda: ask(server.address, sent)[0] == 200, PATIENCE)
        told = [line for line in server.told() if FILE in line]
        assert len(told) == 1, server.told()
        assert_discreet(server.told())
        assert kept(data) == [*ids([sent])]


def assert_discreet(lines):
    """Nothing that was told names a visitor, an address, or what anybody sent."""
    told = "".join(line for line in lines if "http://" not in line)  # where it serves, it may say
    for private in (SECRET, AWAY, "127.0.0.1", "api/events", "Traceback"):
        assert private not in told


class Crowd:
    """Patrons who answer, each message until it is acknowledged, whatever becomes of the server."""

    def __init__(self, port, patrons, each):
        self.port = port
        self.acknowledged = set()
        self.allowed = 0  # events: who has more to say waits
        places = steps()
        self.plans = [
            [
                message(
                    response(step=step.id, response=dict(next(iter(step.activity.responses())))),
                    *([feedback()] if step is places[each - 1] else []),
                    reached=step.id,
                )
                for step in places[:each]
            ]
            for _ in range(patrons)
        ]
        self._thread = threading.Thread(target=asyncio.run, args=(self._play(),))
        self._thread.start()

    @property
    def events(self):
        return {each for plan in self.plans for each in ids(plan)}

    def finish(self):
        self._thread.join(2 * PATIENCE)
        assert not self._thread.is_alive()

    async def _play(self):
        async with asyncio.TaskGroup() as tasks:
            for number, plan in enumerate(self.plans):
                tasks.create_task(self._answer(plan, random.Random(number)))

    async def _answer(self, plan, chance):
        visit = plan[0]["visit"]
        for each in plan:
            body = json.dumps({**each, "visit": {**each["visit"], "id": visit["id"]}}).encode()
            await asyncio.sleep(chance.uniform(0, 0.5))
            while len(self.acknowledged) >= self.allowed:  # noqa: ASYNC110  # another thread says
                await asyncio.sleep(chance.uniform(0, 0.1))
            while True:
                try:
                    async with asyncio.timeout(PATIENCE):
                        status, reply = await self._post(body)
                except (OSError, EOFError, ValueError):  # it is not there, or was killed meanwhile
                    status = 0
                if status == 200:
                    break
                await asyncio.sleep(chance.uniform(0.1, 0.5))
            assert not reply["refused"]
            self.acknowledged |= set(reply["stored"])

    async def _post(self, body):
        host = f"127.0.0.1:{self.port}"
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"POST /api/events HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        length = f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        try:
            writer.write((head + length).encode() + body)
            answer = await reader.read()
        finally:
            writer.close()
        head, _, reply = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]) if head else 0, json.loads(reply or b"0")


def test_a_server_that_is_killed_again_and_again_loses_no_answer(home, tmp_path, eventually):
    data = tmp_path / "data"
    port, metrics = free_port(), free_port()
    crowd = Crowd(port, patrons=200, each=4)
    for _ in range(3):
        before = len(crowd.acknowledged)
        with Served(home, "--port", str(port), data=data) as server:
            crowd.allowed = before + 100
            eventually(lambda most=before + 50: len(crowd.acknowledged) >= most, PATIENCE)
            server.process.kill()
            server.process.wait(PATIENCE)
        acknowledged = set(crowd.acknowledged)
        found = kept(data)
        assert len(found) == len(set(found))
        assert acknowledged <= set(found)
        assert len(acknowledged) < len(crowd.events)  # it was killed in the middle of it
    with Served(home, "--port", str(port), "--metrics", str(metrics), data=data) as server:
        crowd.allowed = len(crowd.events)
        crowd.finish()
        _, _, counted = ask(f"http://127.0.0.1:{metrics}", path="/metrics")
        assert b"suluh_records_up 1.0" in counted
        assert_discreet(server.told())
    assert crowd.acknowledged == crowd.events
    assert sorted(kept(data)) == sorted(crowd.events)
    with Records(data) as records:
        assert sum(each.n for each in records.visit_counts()) == 200


def test_a_port_for_counters_that_is_taken_is_told_in_words(home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [*SULUH, "serve", "--port", "0", "--metrics", port]
        environment = {**os.environ, "SULUH_HOME": str(home)}
        done = subprocess.run(
            command, env=environment, capture_output=True, check=False, timeout=PATIENCE
        )
    assert done.returncode == 1
    assert port in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
