"""Live rooms on a real `suluh serve`: it stops at once, and comes back as it was."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

import messages
import pytest
from conftest import ROOT, Served, make_project
from room_house import POLL, Reader, vote
from room_trainer import Trainer

from toolkit.records.records import Records
from toolkit.server.staff.password import Password


@pytest.fixture
def home(tmp_path):
    """A project with the one lesson that rooms here are about."""
    return make_project(tmp_path / "project", [messages.NAME])


def follow(server, code, visit=""):
    where = urlsplit(server.address)
    asked = f"?visit={visit}" if visit else ""
    return Reader(where.hostname, where.port, f"/r/{code}/stream{asked}")


def test_it_stops_at_once_though_phones_follow(home):
    with Served(home) as server:
        trainer = Trainer(f"{server.address}/", server.records)
        phones = [follow(server, trainer.open(), messages.new_id()) for _ in range(5)]
        for phone in phones:
            phone.view()
        begun = time.monotonic()
        server.process.terminate()
        for phone in phones:
            while phone.told():
                pass
        ended = time.monotonic() - begun
        server.process.wait(30)
        assert not [line for line in server.told() if "Error" in line or "Traceback" in line]
        # Not after the five seconds that requests under way may take.
        assert ended < 4


def test_killed_in_the_middle_it_comes_back_with_every_vote_it_acknowledged(home):
    visits = [messages.new_id() for _ in range(12)]
    with Served(home) as server:
        trainer = Trainer(f"{server.address}/", server.records)
        code = trainer.open()
        trainer.steer("poll", **POLL)
        with follow(server, code) as screen:
            screen.view()
            votes = {visit: vote("p1", at % 2) for at, visit in enumerate(visits)}
            for visit, given in list(votes.items())[:8]:
                assert trainer.send(given, id=visit)["stored"] == [given["id"]]
            server.process.kill()
    with Served(home) as server:
        again = Trainer(f"{server.address}/", server.records)
        again.code = code
        for visit, given in votes.items():  # a phone that heard nothing sends all once more
            assert again.send(given, id=visit)["stored"] == [given["id"]]
        with follow(server, code) as screen:
            screen.until(lambda view: view["poll"]["answers"] == len(visits))
        again.steer("poll_state", run="p1", state="shown")
        with follow(server, code, visits[0]) as phone:
            view = phone.until(lambda view: view["poll"]["state"] == "shown")
        assert view["poll"]["split"] == [6, 6]
    with Records(server.records) as records:
        counted = [each for each in records.room_events() if each.type == "vote"]
    assert len(counted) == len(visits)


def test_rooms_and_streams_are_counted(home):
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with Served(home, "--metrics", str(port)) as server:
        trainer = Trainer(f"{server.address}/", server.records)
        with follow(server, trainer.open(), messages.new_id()) as phone:
            phone.view()
            end = time.monotonic() + 20
            while not {"suluh_rooms_open 1.0", "suluh_streams 1.0"} <= _metrics(port):
                assert time.monotonic() < end
                time.sleep(0.1)


def test_a_small_webinar_of_the_benchmark_loses_nothing(home):
    with Served(home) as server:
        Password(server.records).set("lima gajah naik becak")
        program = ROOT / "benchmarks" / "rooms.py"
        command = [program, server.address, "lima gajah naik becak", "2", "10", "short"]
        done = subprocess.run(
            [sys.executable, *map(str, command)],
            stdout=subprocess.PIPE,
            check=True,
            env={**os.environ, "SULUH_HOME": str(home)},
        )
    *phases, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert phases == [{"phase": "quiet"}]
    assert last["errors"] == {}
    assert last["counted"] == last["stored"] == [5] * 4


def _metrics(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
        return set(re.findall(r"^suluh_.*$", answer.read().decode(), re.MULTILINE))
