"""The doors for what patrons answer: one table of messages through both, and HTTP's own manners."""

import json
import logging
import socket
import threading
from urllib.request import urlopen

import apart
import messages
import pytest
from both_doors import PATIENCE, http_door, kernel_door
from conftest import ROOT
from messages import feedback, message, response

from toolkit.player.comm import MOST_WAITING, Comm, place
from toolkit.project import Project
from toolkit.records.nouns import Filter
from toolkit.records.records import Records
from toolkit.server import events, limits
from toolkit.server.limits import Callers, Limits
from toolkit.server.metrics import Metrics
from toolkit.service import Service

PUBLIC = "https://perpus.example"
SENDER = "https://suluh.example"


@pytest.fixture(scope="module")
def http(tmp_path_factory):
    """The door of a server."""
    with http_door(tmp_path_factory.mktemp("http")) as found:
        yield found


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """The door of a widget in a real kernel."""
    with kernel_door(tmp_path_factory.mktemp("kernel")) as found:
        yield found


@pytest.fixture(params=["http", "kernel"])
def door(request):
    """Each of the two doors."""
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize(
    ("made", "status", "stored", "refused"),
    [case[1:] for case in messages.CASES],
    ids=[case[0] for case in messages.CASES],
)
def test_both_doors_answer_alike(door, made, status, stored, refused):
    answered, reply = door.send(made())
    assert answered == status, reply
    if status == 200:
        assert len(reply["stored"]) == stored
        assert len(reply["refused"]) == refused
        assert all(set(each) == {"id", "why"} and each["why"] for each in reply["refused"])
    else:
        assert set(reply) == {"why"}


def test_what_is_stored_is_in_the_records(door):
    before = sum(each.n for each in _responses(door))
    for each in messages.every_answer():
        status, reply = door.send(each)
        assert (status, reply["refused"]) == (200, [])
        before += len(reply["stored"])
    assert sum(each.n for each in _responses(door)) == before


def _responses(door):
    return door.records.response_counts(Filter(trials=True))


def test_a_kernel_answers_records_alone(kernel):
    for content in (None, 7, {}, {"type": "other"}, {"type": "record", "number": "1"}):
        kernel.post(content)
    assert kernel.send(message(response()))[0] == 200  # which is the first that is answered
    visits = kernel.records.visit_counts()
    assert visits == []  # trials, all of them


def test_a_page_that_floods_its_kernel_is_told_to_wait(eventually):
    gate, answers, threads = threading.Event(), [], set()

    def opened():
        gate.wait(PATIENCE)  # whatever it waits for, who sends does not
        threads.add(threading.current_thread())
        return Service(Project(ROOT), None)

    comm = Comm(opened, answers.append)
    for number in range(MOST_WAITING + 3):
        apart.call(comm.take, {"type": "record", "number": number, "message": message(response())})
    assert [each["status"] for each in answers] == [429] * 3
    gate.set()
    eventually(lambda: len(answers) == MOST_WAITING + 3, PATIENCE)
    assert [each["number"] for each in answers[3:]] == list(range(MOST_WAITING))
    assert {each["status"] for each in answers[3:]} == {200}
    assert threads.isdisjoint({threading.current_thread()})


def test_a_kernel_that_cannot_write_says_so(tmp_path, eventually):
    records = Records(tmp_path)
    records.close()
    answers = []
    comm = Comm(lambda: Service(Project(ROOT), records), answers.append)
    apart.call(comm.take, {"type": "record", "number": 7, "message": message(response())})
    eventually(lambda: answers, PATIENCE)
    assert answers[0]["status"] == 503
    assert answers[0]["reply"]["why"]


def test_the_place_is_where_the_kernel_runs(monkeypatch):
    monkeypatch.delenv("SERVER_SOFTWARE", raising=False)
    assert place() == "jupyterlab"
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.13")
    assert place() == "voila"


@pytest.mark.parametrize("body", messages.NO_JSON.values(), ids=messages.NO_JSON)
def test_what_is_no_json_is_refused_in_words(http, body):
    status, headers, answer = http.ask(body)
    assert status == 400
    assert headers["Content-Type"].startswith("application/json")
    assert json.loads(answer)["why"]


@pytest.mark.parametrize("size", [64 * 1024 + 1, 10 * 1024 * 1024])
def test_a_body_that_is_too_large_is_read_and_let_go(http, size):
    status, _, answer = http.ask(b"[" * size)
    assert status == 413
    assert json.loads(answer)["why"]
    assert http.send(message(response()))[0] == 200


def test_a_body_of_just_the_right_size(http):
    body = json.dumps(message(response())).encode()
    assert http.ask(body + b" " * (64 * 1024 - len(body)))[0] == 200


def test_a_body_without_end_ends(http):
    with socket.create_connection((http.host, http.port), PATIENCE) as connection:
        head = f"POST /api/events HTTP/1.1\r\nHost: {http.host}:{http.port}\r\n"
        connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        piece = b"1000\r\n" + b"x" * 4096 + b"\r\n"
        with pytest.raises(OSError):  # noqa: PT011  # of whatever kind: nobody reads on
            connection.sendall(piece * 10_000)
    assert http.send(message())[0] == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_turned_away(http, method):
    status, headers, _ = http.ask(method=method)
    assert status == 405
    assert headers["Allow"] == "OPTIONS, POST"


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example", "http://127.0.0.1:1"])
def test_pages_of_others_may_not_send(http, origin):
    status, headers, body = http.ask(json.dumps(message(response())).encode(), Origin=origin)
    assert status == 403
    assert "Access-Control-Allow-Origin" not in headers
    assert json.loads(body)["why"]


def test_an_answer_sets_no_cookie_and_is_kept_by_nobody(http):
    _, headers, _ = http.ask(json.dumps(message(response())).encode())
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert not {"Set-Cookie", "Server", "Access-Control-Allow-Origin", "Etag"} & {*headers}


def test_a_published_site_may_send_and_no_other(tmp_path):
    with http_door(tmp_path, public_url=f"{PUBLIC}/suluh/", send_to=f"{SENDER}/") as door:
        for origin in (PUBLIC, "https://perpus.example:443"):
            status, headers, _ = door.ask(method="OPTIONS", Origin=origin)
            assert status == 204
            assert headers["Access-Control-Allow-Origin"] == origin
            assert headers["Access-Control-Allow-Methods"] == "POST"
            assert headers["Access-Control-Allow-Headers"] == "Content-Type"
            assert "Access-Control-Allow-Credentials" not in headers
        for origin in ("https://evil.example", "http://perpus.example", f"{PUBLIC}:8443", "null"):
            _, headers, _ = door.ask(method="OPTIONS", Origin=origin)
            assert not [name for name in headers if name.startswith("Access-Control")]
            assert "Origin" in headers["Vary"]
        body = json.dumps(message(response())).encode()
        for bad in (body, b"{"):  # whatever is answered, the page may read it
            _, headers, _ = door.ask(bad, Origin=PUBLIC)
            assert headers["Access-Control-Allow-Origin"] == PUBLIC
            assert headers["Access-Control-Expose-Headers"] == "Retry-After"
        assert door.ask(body, Origin=SENDER)[0] == 200
        door.records.close()
        door.records.export(tmp_path / "csv")
        visits = (tmp_path / "csv" / "visits.csv").read_text(encoding="utf-8-sig")
        assert "published" in visits


def test_one_host_for_both_is_told_apart_by_the_page(tmp_path):
    with http_door(tmp_path, public_url=f"{PUBLIC}/suluh/", send_to=f"{PUBLIC}/kirim/") as door:
        for page in ("suluh/misinformation/", "kirim/misinformation"):
            body = json.dumps(message(response())).encode()
            assert door.ask(body, Origin=PUBLIC, Referer=f"{PUBLIC}/{page}")[0] == 200
        door.records.export(tmp_path / "csv")
        rows = (tmp_path / "csv" / "visits.csv").read_text(encoding="utf-8-sig").splitlines()
        assert [sum(f",{name}," in row for row in rows) for name in ("published", "server")] == [
            1,
            1,
        ]


def test_staff_are_told_once_that_pages_are_turned_away(http, caplog):
    caplog.set_level(logging.INFO)
    for origin in ("https://a.example", "https://b.example"):
        http.ask(b"{}", Origin=origin)
    told = [record for record in caplog.records if "public_url" in record.getMessage()]
    assert len(told) <= 1  # another test may have been the first
    assert not [record for record in caplog.records if "example" in record.getMessage()]


def test_who_sends_too_much_waits(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "VISIT_BURST", 10)
    with http_door(tmp_path) as door:
        visit = messages.visit()
        answers = [
            door.ask(json.dumps({"visit": visit, "events": [response()]}).encode())
            for _ in range(6)
        ]
        assert [status for status, _, _ in answers] == [200] * 5 + [429]
        _, headers, body = answers[-1]
        assert int(headers["Retry-After"]) >= 1
        assert json.loads(body)["why"]
        assert door.send(message(response()))[0] == 200  # somebody else, at the same address


def test_while_nothing_can_be_written_all_is_to_come_again(tmp_path):
    with http_door(tmp_path) as door:
        door.records.close()
        status, headers, body = door.ask(json.dumps(message(response())).encode())
        assert status == 503
        assert headers["Retry-After"] == str(events.RETRY_SECONDS)
        assert json.loads(body)["why"]


def test_a_mistake_of_ours_is_logged_without_what_was_sent(tmp_path, caplog, monkeypatch):
    with http_door(tmp_path) as door:

        def take(sent, _place):
            raise RuntimeError(sent["visit"]["campaign"])

        monkeypatch.setattr(door.service, "take", take)
        status, _, body = door.ask(json.dumps(message(campaign="ani-wijaya")).encode())
        assert status == 500
        assert json.loads(body)["why"]
    assert "RuntimeError" in caplog.text
    assert "in _taken" in caplog.text
    assert not [word for word in ("ani-", "127.0.0.1", "api/events") if word in caplog.text]


def test_a_mistake_of_ours_in_a_kernel_is_answered_and_logged_without_words(caplog, eventually):
    said, answers = "ani-wijaya", []

    def opened():
        raise RuntimeError(said)

    comm = Comm(opened, answers.append)
    apart.call(comm.take, {"type": "record", "number": 7, "message": message(response())})
    eventually(lambda: answers, PATIENCE)
    assert (answers[0]["number"], answers[0]["status"]) == (7, 500)
    assert "RuntimeError" in caplog.text
    assert "ani-" not in caplog.text


def test_health(http):
    status, headers, body = http.ask(method="GET", path="/health")
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    told = json.loads(body)
    assert told["status"] == "ok"
    assert told["records"] == "ok"
    assert told["mending"] == 1
    assert http.ask(method="HEAD", path="/health")[0] == 200
    assert http.ask(method="POST", path="/health")[0] == 405


def test_metrics_count_and_name_nobody(tmp_path, eventually):
    with http_door(tmp_path) as door:
        metrics = Metrics(0, door.front, door.service, door.counts, door.live)
        door.send(message(response(), feedback(), response(step="x"), source="instagram"))
        door.ask(b"{")
        eventually(lambda: door.counts.messages.total() == 2, PATIENCE)  # a moment after the answer
        with urlopen(f"http://127.0.0.1:{metrics.port}/metrics", timeout=PATIENCE) as answer:
            text = answer.read().decode()
        metrics.close()
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if line[0] != "#")
    assert lines['suluh_events_total{outcome="stored"}'] == "2.0"
    assert lines['suluh_events_total{outcome="refused"}'] == "1.0"
    assert lines['suluh_messages_total{status="200"}'] == "1.0"
    assert lines['suluh_messages_total{status="400"}'] == "1.0"
    assert lines['suluh_acknowledgement_seconds_bucket{le="+Inf"}'] == "2.0"
    assert lines["suluh_records_up"] == "1.0"
    assert float(lines["suluh_requests_total"]) == 2
    assert "instagram" not in text
    assert messages.NAME not in text


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def test_one_visit_is_held_back_before_its_neighbours():
    clock = Clock()
    found = Limits(clock)
    while not (wait := found.wait("carrier", "loud", 99)):
        pass
    assert 1 <= wait <= 100 / limits.VISIT_PACE + 1
    assert found.wait("carrier", "calm", 1) == 0
    clock.now += wait
    assert found.wait("carrier", "loud", 99) == 0


def test_two_thousand_phones_behind_one_address_are_no_crowd():
    clock = Clock()
    found = Limits(clock)
    phones = [str(number) for number in range(2000)]
    assert not any(found.wait("carrier", phone, 30) for phone in phones)  # all come back online
    for _ in range(60):  # and go on, each faster than anyone answers
        clock.now += 3
        assert not any(found.wait("carrier", phone, 1) for phone in phones)


def test_who_invents_visits_is_held_back_in_the_end():
    found = Limits(Clock())
    waits = [found.wait("one", str(number), 299) for number in range(1000)]
    assert waits[-1]
    assert not found.wait("another", "x", 1)


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(limits, "MOST_VISITS", 100)
    monkeypatch.setattr(limits, "MOST_CALLERS", 10)
    found = Limits(Clock())
    for number in range(1000):
        found.wait(f"caller {number}", f"visit {number}", 1)
    assert len(found._visits._full) == 100
    assert len(found._callers._full) == 10


def test_a_name_of_an_address_tells_nothing_of_it():
    names, others = Callers(), Callers()
    assert (
        names.name("203.0.113.9") == names.name("203.0.113.9") == names.name("::ffff:203.0.113.9")
    )
    assert names.name("203.0.113.9") != names.name("203.0.113.8")
    assert names.name("203.0.113.9") != others.name("203.0.113.9")
    assert names.name("2001:db8::1") == names.name("2001:db8::2%eth0")  # one home
    assert names.name("2001:db8::1") != names.name("2001:db8:0:1::1")
