"""Five thousand strange requests: none breaks the server, opens a file or stays in its memory."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import fuzz
import pytest
from conftest import ROOT
from live_house import LiveServer, write_notebook

from toolkit.server.live.house import PLACE

WARM_UP = 1500
COUNT = 3500
MOST_KEPT = 600 * COUNT
"""Bytes that its memory may grow: a leak of a single header a request would be more."""


def test_strange_requests_break_nothing_and_leave_nothing(served):
    pid = served.process.pid
    warm = fuzz.fuzz(served.address, WARM_UP, seed=1)
    before = fuzz.resident(pid)
    report = fuzz.fuzz(served.address, COUNT, seed=2)
    after = fuzz.resident(pid)
    assert [*warm.faults, *report.faults] == []
    assert report.sent == COUNT
    assert {200, 304, 400, 404, 405} <= {*warm.statuses, *report.statuses}
    if before and after:
        assert after - before < MOST_KEPT
    assert served.process.poll() is None
    told = [*served._told, *served._lines.queue]
    assert not [line for line in told if "127.0.0.1:" in line or "Traceback" in line]


def test_strange_requests_open_no_door_to_a_kernel(tmp_path):
    """There is a live notebook, and no room for a kernel: the way to one is all that is tried."""
    home = tmp_path / "project"
    write_notebook(home / "notebooks" / "geser.ipynb", "1 + 1")
    (home / "library.toml").write_bytes((ROOT / "library.toml").read_bytes())
    kernel = "00000000-0000-4000-8000-000000000000"
    doors = [
        *("/geser", "/en/geser", f"/{PLACE}files/0/x.js", f"/{PLACE}api/kernels/{kernel}"),
        *(f"/{PLACE}api/kernels/{kernel}/channels", f"/{PLACE}voila/api/shutdown/{kernel}"),
    ]
    with LiveServer(home, library={"live_notebooks": 0}, cache=tmp_path / "cache") as server:
        report = fuzz.fuzz(server.address, 1000, seed=4, more=doors)
        assert server.visits() == []
    assert report.faults == []
    assert {200, 404, 503} <= {*report.statuses}


class Bad(BaseHTTPRequestHandler):
    """A server with every fault that should be found."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b"root:x:0:0" if ".." in self.path else b"<p>Halo"
        self.send_response(500 if "%00" in self.path else 200)
        if "Content-Length" in self.headers:
            self.send_header("Set-Cookie", "a=b")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if self.command == "GET" else b"")

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.mark.parametrize(
    "fault", ["status 500", "a secret b'root:x:0:'", "a header set-cookie", "a version"]
)
def test_each_fault_would_be_found(fault):
    hidden = {"a version": {}, "a header set-cookie": {"version_string": lambda _: "Bad"}}
    kind = type("Bad", (Bad,), hidden.get(fault, {"version_string": lambda _: "Bad"}))
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        report = fuzz.fuzz(f"http://127.0.0.1:{server.server_port}", 300, seed=3)
        server.shutdown()
        thread.join()
    assert [each for each in report.faults if each.startswith(fault)]
