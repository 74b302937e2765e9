"""The doors for searches of the catalogue: they answer alike, and keep nothing of it."""

import json
import logging
import socket
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from urllib.request import urlopen

import apart
import pytest
from both_doors import PATIENCE, http_door, kernel_door
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from messages import message, response
from small_catalogue import CASES, SmallCatalogue, new_visitor, record, search
from test_searching import JSON, LIBRARY, NEAR, SETTINGS

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.player.comm import MOST_WAITING, Comm
from toolkit.project import Project
from toolkit.records.records import FILE
from toolkit.server import limits
from toolkit.server.limits import SearchLimits
from toolkit.server.metrics import Metrics
from toolkit.service import Service, searching

PUBLIC = "https://perpus.example"
SECRET = "kesepian"


@pytest.fixture(scope="module")
def stack():
    with ExitStack() as found:
        yield found


@pytest.fixture(scope="module")
def small(stack):
    """The catalogue that the library has."""
    made = SmallCatalogue()
    patch = stack.enter_context(pytest.MonkeyPatch.context())
    patch.setattr("toolkit.catalogue.of", lambda library: made if library.catalogue.kind else None)
    yield made
    made.gate.set()


@pytest.fixture(autouse=True)
def _calm(small):
    small.trouble = None
    small.asked.clear()


@pytest.fixture(scope="module")
def http(tmp_path_factory, stack, small):
    """The door of a server that nobody is too fast for."""
    with pytest.MonkeyPatch.context() as patient:
        patient.setattr(limits, "SEARCHER_BURST", 100_000)
        door = http_door(tmp_path_factory.mktemp("http"), catalogue=SETTINGS)
        return stack.enter_context(door)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """The door of a widget in a real kernel, without a catalogue."""
    with kernel_door(tmp_path_factory.mktemp("kernel")) as found:
        yield found


@pytest.fixture(params=["http", "kernel"])
def door(request):
    """Each of the two doors."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(("made", "status"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_both_doors_answer_alike(door, made, status):
    answered, reply = door.search(made())
    assert answered == status, reply
    if status == 200:
        assert {"found", "record", "trouble"} & reply.keys()
    else:
        assert set(reply) == {"why"}


def test_what_is_found_comes_over_http(http):
    status, reply = http.search(search("laskar"))
    assert status == 200
    assert [each["title"] for each in reply["found"]["records"]] == ["Laskar Pelangi"]
    assert http.search(record("2"))[1]["record"]["title"] == "Bumi Manusia"


def test_without_a_catalogue_a_kernel_says_so_in_the_language_asked(kernel):
    said = {kernel.search(search(language=code))[1]["why"] for code in ("id", "en")}
    assert len(said) == 2


def test_a_search_is_kept_nowhere(http, small, caplog):
    caplog.set_level(logging.DEBUG)
    metrics = Metrics(0, http.front, http.service, http.counts, http.live)
    visitor = new_visitor()
    for trouble in (None, CatalogueError(Trouble.OFFLINE), RuntimeError("x")):
        small.trouble = trouble
        http.search(search(SECRET, visitor=visitor))
    http.search(search(SECRET, visitor="x"))
    http.ask(SECRET.encode(), path="/api/catalogue")
    with urlopen(f"http://127.0.0.1:{metrics.port}/metrics", timeout=PATIENCE) as answer:
        text = answer.read().decode()
    metrics.close()
    assert http.send(message(response()))[0] == 200  # so that there are records
    kept = b"".join(path.read_bytes() for path in http.records.folder.rglob("*") if path.is_file())
    with sqlite3.connect(http.records.folder / FILE) as database:
        kept += "\n".join(database.iterdump()).encode()
    assert "RuntimeError" in caplog.text
    for secret in (SECRET, visitor, "127.0.0.1", "api/catalogue"):
        assert secret not in caplog.text
        assert secret not in text
        assert secret.encode() not in kept
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if line[0] != "#")
    assert float(lines['suluh_searches_total{outcome="answered"}']) >= 1
    assert float(lines['suluh_searches_total{outcome="offline"}']) == 1


def test_trouble_is_answered_in_words(http, small):
    small.trouble = CatalogueError(Trouble.DISABLED)
    status, reply = http.search(search(language="en"))
    assert (status, reply["trouble"]) == (200, "disabled")
    assert reply["why"] == CatalogueError(Trouble.DISABLED).sentence("en")
    assert reply["link"].startswith("https://katalog.example/")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_other_methods_are_turned_away(http, method):
    status, headers, _ = http.ask(method=method, path="/api/catalogue")
    assert status == 405
    assert headers["Allow"] == "OPTIONS, POST"


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example"])
def test_pages_of_others_may_not_search(http, small, origin):
    body = json.dumps(search()).encode()
    status, headers, answer = http.ask(body, path="/api/catalogue", Origin=origin)
    assert status == 403
    assert "Access-Control-Allow-Origin" not in headers
    assert json.loads(answer)["why"]
    assert small.asked == []


@pytest.mark.usefixtures("small")
def test_a_published_site_may_search(tmp_path):
    facts = {"public_url": f"{PUBLIC}/suluh/", "send_to": "https://suluh.example/"}
    body = json.dumps(search()).encode()
    with http_door(tmp_path, catalogue=SETTINGS, keep_records=False, **facts) as door:
        _, headers, _ = door.ask(method="OPTIONS", path="/api/catalogue", Origin=PUBLIC)
        assert headers["Access-Control-Allow-Methods"] == "POST"
        status, headers, answer = door.ask(body, path="/api/catalogue", Origin=PUBLIC)
        assert (status, headers["Access-Control-Allow-Origin"]) == (200, PUBLIC)
        assert headers["Cache-Control"] == "no-store"
        assert json.loads(answer)["found"]["total"] == 1


def test_a_body_that_is_too_large_is_let_go(http):
    for size in (4097, 1_000_000):
        status, _, answer = http.ask(b"[" * size, path="/api/catalogue")
        assert (status, "4 kB" in json.loads(answer)["why"]) == (413, True)
    assert http.search(search())[0] == 200


def test_one_page_that_is_too_fast_waits_and_its_neighbour_does_not(http, small):
    visitor = new_visitor()
    body = json.dumps(search(visitor=visitor, language="en")).encode()
    answers = [http.ask(body, path="/api/catalogue") for _ in range(limits.VISITOR_BURST + 1)]
    assert [status for status, _, _ in answers] == [200] * limits.VISITOR_BURST + [429]
    _, headers, said = answers[-1]
    assert int(headers["Retry-After"]) >= 1
    reply = json.loads(said)
    assert reply["trouble"] == "busy"
    assert reply["why"] == CatalogueError(Trouble.BUSY).sentence("en")
    assert len(small.asked) == limits.VISITOR_BURST
    assert http.search(search())[0] == 200


def test_a_silent_catalogue_holds_up_neither_pages_nor_answers(http, small, eventually):
    with ThreadPoolExecutor(searching.MOST_ASKED + 5) as patrons, small.silent():
        waiting = [
            patrons.submit(http.search, search(f"kata {number}"))
            for number in range(searching.MOST_ASKED)
        ]
        eventually(lambda: len(small.asked) == searching.MOST_ASKED, PATIENCE)
        begun = time.monotonic()
        assert http.search(search("satu lagi"))[1]["trouble"] == "busy"
        assert http.ask(method="GET", path="/uji")[0] == 200
        assert http.send(message(response()))[0] == 200
        assert time.monotonic() - begun < searching.LATEST  # none of them waited for it
        assert not any(each.done() for each in waiting)
        small.gate.set()
        assert {each.result(PATIENCE)[0] for each in waiting} == {200}


def test_who_hangs_up_is_no_trouble(http, small, caplog, eventually):
    caplog.set_level(logging.DEBUG)
    body = json.dumps(search("tutup")).encode()
    head = f"POST /api/catalogue HTTP/1.1\r\nHost: {http.host}:{http.port}\r\n"
    head += f"Origin: http://{http.host}:{http.port}\r\nContent-Length: {len(body)}\r\n\r\n"
    with small.silent():
        line = socket.create_connection((http.host, http.port), PATIENCE)
        line.sendall(head.encode() + body)
        eventually(lambda: small.asked, PATIENCE)
        line.close()
    assert http.search(search())[0] == 200
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=JSON | NEAR | st.binary(max_size=200))
def test_whatever_is_sent_no_answer_is_a_fault(http, sent):
    body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    status, _, answer = http.ask(body, path="/api/catalogue")
    assert status in {200, 400, 413, 429}
    assert isinstance(json.loads(answer), dict)
    assert b"Traceback" not in answer


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_a_page_searches_once_a_second_in_the_long_run():
    clock = Clock()
    found = SearchLimits(clock)
    asked = 0
    for _ in range(600):
        asked += not found.wait("carrier", "page")
        clock.now += 0.1
    assert asked <= 60 + limits.VISITOR_BURST


def test_who_invents_pages_is_held_back_in_the_end():
    clock = Clock()
    found = SearchLimits(clock)
    waits = [found.wait("one", str(number)) for number in range(1000)]
    assert waits.index(1) == limits.SEARCHER_BURST
    assert not found.wait("another", "page")
    clock.now += 1
    assert not any(found.wait("one", f"next {number}") for number in range(20))


def test_what_is_remembered_of_pages_is_bounded(monkeypatch):
    monkeypatch.setattr(limits, "MOST_VISITS", 100)
    monkeypatch.setattr(limits, "MOST_CALLERS", 10)
    found = SearchLimits(Clock())
    for number in range(1000):
        found.wait(f"caller {number}", f"page {number}")
    assert len(found._visitors._full) == 100
    assert len(found._callers._full) == 10


# The comm alone


def test_answers_do_not_wait_for_a_silent_catalogue(small, eventually):
    answers = []
    service = Service(Project(ROOT), None)
    service.keep([], LIBRARY)
    comm = Comm(lambda: service, answers.append)
    with small.silent():
        apart.call(comm.take, {"type": "search", "number": 1, "message": search("satu")})
        eventually(lambda: len(small.asked) == 1, PATIENCE)
        apart.call(comm.take, {"type": "search", "number": 2, "message": search("laskar")})
        eventually(lambda: len(small.asked) == 2, PATIENCE)  # nor does one search for another
        apart.call(comm.take, {"type": "record", "number": 3, "message": message(response())})
        eventually(lambda: answers, PATIENCE)
        assert [(each["type"], each["number"]) for each in answers] == [("recorded", 3)]
    eventually(lambda: len(answers) == 3, PATIENCE)
    found = {each["number"]: each for each in answers if each["type"] == "found"}
    assert {each["status"] for each in found.values()} == {200}
    assert found[2]["reply"]["found"]["total"] == 1


def test_a_page_that_floods_its_kernel_with_searches_is_told_to_wait(small, eventually):
    gate, answers = threading.Event(), []

    def opened():
        gate.wait(PATIENCE)
        service = Service(Project(ROOT), None)
        service.keep([], replace(LIBRARY, catalogue=SETTINGS))
        return service

    comm = Comm(opened, answers.append)
    for number in range(MOST_WAITING + 3):
        asked = search(f"kata {number % 5}")
        apart.call(comm.take, {"type": "search", "number": number, "message": asked})
    assert [each["status"] for each in answers] == [429] * 3
    gate.set()
    eventually(lambda: len(answers) == MOST_WAITING + 3, PATIENCE)
    assert {each["status"] for each in answers[3:]} == {200}
    assert small.asked


def test_a_kernel_answers_what_it_knows_alone(small):
    answers = []
    comm = Comm(lambda: Service(Project(ROOT), None), answers.append)
    for content in (None, 7, {}, {"type": ["search"]}, {"type": "search", "number": "1"}):
        apart.call(comm.take, content)
    assert answers == []
    assert small.asked == []
