"""Notebooks with a kernel over HTTP: who gets one, what goes in and out, and that each one ends."""

import asyncio
import json
import logging
import os
import re
import shutil
import socket
import uuid
from contextlib import closing

import apart
import pytest
import requests
from conftest import ROOT
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from live_house import LiveServer, write_notebook
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from toolkit.server.live.kernels import GONE
from toolkit.server.live.line import PROTOCOL
from toolkit.server.live.times import Times

SLIDER = """
import ipywidgets as widgets
from IPython.display import display
slider = widgets.IntSlider(description="Anggaran")
label = widgets.Label("nol")
def moved(change):
    if change.new == 13:
        raise ValueError("rahasia")
    if change.new == 99:
        import time
        time.sleep(60)
    label.value = f"{change.new} juta"
slider.observe(moved, "value")
display(slider, label)
"""
ENVIRONMENT = """
import os, sys
print(" ".join(sorted(os.environ)))
print("QUERY_STRING =", os.environ["QUERY_STRING"])
print("rahasia", file=sys.stderr)
"""
HTML = (
    "from IPython.display import HTML, display; display(HTML('<b>tebal</b>')); "
    "HTML('<script>window.a = 1</script>')"
)


def make_home(folder):
    """Return a project of live notebooks."""
    folder.mkdir()
    shutil.copy(ROOT / "library.toml", folder)
    shutil.copytree(ROOT / "lessons", folder / "lessons")
    notebooks = folder / "notebooks"
    write_notebook(notebooks / "anggaran.ipynb", "md:# Diskusi anggaran\n\nGeser.", SLIDER)
    write_notebook(notebooks / "lingkungan.ipynb", ENVIRONMENT, HTML, title="Lingkungan")
    write_notebook(notebooks / "gagal.ipynb", "print('satu')", "1 / 0", "print('tiga')")
    write_notebook(notebooks / "lama.ipynb", "import time; time.sleep(60)")
    write_notebook(notebooks / "lupa.ipynb", "md:Ini untuk staf.")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return make_home(tmp_path_factory.mktemp("live") / "project")


@pytest.fixture(scope="module")
def server(home, tmp_path_factory):
    """A server whose kernels end only when they are told to."""
    os.environ["KATA_SANDI"] = "rahasia"
    with LiveServer(home, cache=tmp_path_factory.mktemp("cache")) as running:
        yield running
    del os.environ["KATA_SANDI"]


def get(server, path, **options):
    return requests.get(f"{server.address}/{path}", timeout=90, allow_redirects=False, **options)


def kernel_in(page):
    """Return the id of the kernel that a page is connected to."""
    found = re.search(r'id="jupyter-config-data"[^>]*>(\{.*\})</script>', page)
    return json.loads(found[1])["kernelId"]


def leave(server, kernel, **headers):
    headers.setdefault("Origin", server.address)
    address = f"{server.address}/api/live/voila/api/shutdown/{kernel}"
    return requests.post(address, data={"_xsrf": ""}, headers=headers, timeout=20)


def process_of(server, kernel):
    return server.live.house.kernels.visit(kernel).kernel.provisioner.process


def lives(process):
    return process.poll() is None


class Line:
    """A page's connection to its kernel."""

    def __init__(self, connection):
        self.connection = connection

    @classmethod
    async def open(cls, server, kernel, protocol=PROTOCOL, **headers):
        headers.setdefault("Origin", server.address)
        request = HTTPRequest(
            f"ws://127.0.0.1:{server.port}/api/live/api/kernels/{kernel}/channels"
            f"?session_id={uuid.uuid4()}",
            headers=headers,
            request_timeout=60,
        )
        return cls(await websocket_connect(request, subprotocols=[protocol]))

    def send(self, kind, content, channel="shell"):
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": "s",
            "username": "",
            "version": "5.3",
            "date": "2026-11-20T10:00:00Z",
        }
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {"version": "1.0.0"},  # of the way in which widgets speak
            "content": content,
        }
        packed = serialize_msg_to_ws_v1(message, channel, lambda part: json.dumps(part).encode())
        self.connection.write_message(packed, binary=True)

    async def read(self):
        """Return the type and the content of the next message, (None, None) at the end."""
        message = await asyncio.wait_for(self.connection.read_message(), 60)
        if message is None:
            return None, None
        _, parts = deserialize_msg_from_ws_v1(message)
        return json.loads(parts[0])["msg_type"], json.loads(parts[3])

    async def until(self, kind, holds=lambda _: True):
        """Return the content of the first message of a type that holds, and all types before."""
        before = []
        while True:
            found, content = await self.read()
            assert found, f"no {kind}, but {before}"
            if found == kind and holds(content):
                return content, before
            before.append(found)

    async def widget(self, name):
        """Return the id of the widget with a model of this name, as the page would find it."""
        channel = uuid.uuid4().hex
        self.send(
            "comm_open",
            {
                "comm_id": channel,
                "target_name": "jupyter.widget.control",
                "data": {},
            },
        )
        self.send("comm_msg", {"comm_id": channel, "data": {"method": "request_states"}})
        content, _ = await self.until(
            "comm_msg", lambda content: content["data"].get("method") == "update_states"
        )
        states = content["data"]["states"]
        return next(key for key, state in states.items() if state["model_name"] == name)

    def move(self, slider, value):
        state = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        self.send("comm_msg", {"comm_id": slider, "data": state})


def test_a_page_says_what_it_is_before_its_kernel_starts(server):
    with closing(get(server, "anggaran", stream=True)) as answer:
        parts = answer.iter_content(None)
        first = next(parts).decode()
        assert "<h1>Diskusi anggaran</h1>" in first
        assert "Sedang disiapkan" in first
        assert 'href="./en/anggaran"' in first
        assert not server.visits() or "jupyter-config-data" not in first
        page = first + b"".join(parts).decode()
    assert '<html lang="id">' in page
    assert page.count("<h1") == page.count("<main") == 1
    assert "application/vnd.jupyter.widget-view+json" in page
    assert "<p>Geser.</p>" in page
    assert leave(server, kernel_in(page)).status_code == 204


@pytest.mark.parametrize("connection", ["close", "keep-alive"])
def test_an_old_proxy_sees_the_end_of_a_page(server, connection):
    with socket.create_connection(("127.0.0.1", server.port), 90) as old:
        asked = f"GET /lingkungan HTTP/1.0\r\nHost: x\r\nConnection: {connection}\r\n\r\n"
        old.sendall(asked.encode())
        answer = b""
        while not answer.endswith(b"</html>"):
            got = old.recv(65536)
            assert got
            answer += got
        assert (connection == "close") != (b"Content-Length" in answer)
    leave(server, kernel_in(answer.decode()))


def test_the_headers_of_a_live_page(server):
    answer = requests.head(f"{server.address}/anggaran", timeout=20)
    policy = answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "Server" not in answer.headers
    assert "default-src 'none'" in policy
    assert f"ws://127.0.0.1:{server.port}" in policy
    assert not re.search(r"https?://|\*", policy)
    assert not server.visits()


def test_a_kernel_knows_no_secrets_and_its_language(server):
    answer = get(server, "en/lingkungan")
    page = answer.text
    known = re.search(r"<pre>([A-Za-z0-9_ ]+)\nQUERY_STRING = (.*)", page)
    assert "KATA_SANDI" not in known[1].split()
    assert {"PATH", "SULUH_HOME", "QUERY_STRING"} <= set(known[1].split())
    assert known[2] == "lang=en"
    assert "rahasia" not in page  # nor what it says to its own console
    assert '<div class="suluh-output"><b>tebal</b></div>' in page  # as on a page without a kernel
    assert r"\u003cscript>window.a = 1" in page  # for Voilà, which runs it
    leave(server, kernel_in(page))


def test_a_cell_that_fails_ends_in_a_sentence_and_staff_are_told(server, caplog):
    with caplog.at_level(logging.WARNING, "suluh.live"):
        page = get(server, "gagal").text
        leave(server, kernel_in(page))
    assert "<pre>satu\n</pre>" in page
    assert "Bagian berikutnya belum dapat ditampilkan" in page
    assert "Muat ulang" in page
    assert "tiga" not in page
    assert "ZeroDivisionError" not in page
    assert "Traceback" not in page
    assert "gagal.ipynb" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "127.0.0.1" not in caplog.text


def test_only_what_widgets_say_goes_in(server, tmp_path):
    async def visit(kernel):
        line = await Line.open(server, kernel)
        slider = await line.widget("IntSliderModel")
        code = {"silent": False, "user_expressions": {}, "allow_stdin": True}
        for index, channel in enumerate(("shell", "control", "shell", "stdin")):
            code["code"] = f"open({str(tmp_path / str(index))!r}, 'w')"
            line.send("execute_request", code, channel)
        for kind in ("complete_request", "inspect_request", "debug_request", "input_reply"):
            line.send(kind, {"code": "1", "cursor_pos": 1})
        line.send("shutdown_request", {"restart": False}, "control")
        line.send("interrupt_request", {}, "control")
        line.send("comm_open", {"comm_id": "x", "target_name": "evil", "data": {}})
        far = (2**63).to_bytes(8, "little")
        for rubbish in (
            *(b"", b"\0" * 8, b"\xff" * 100, far * 6, b"\6" + b"\0" * 7 + far * 6),
            *(b"\6" + b"\0" * 100, "{", "[]", "null", '{"channel": "shell"}'),
        ):
            line.connection.write_message(rubbish, binary=isinstance(rubbish, bytes))
        line.move(slider, 7)
        _, before = await line.until(
            "comm_msg", lambda content: content["data"].get("state", {}).get("value") == "7 juta"
        )
        line.move(slider, 13)
        error, _ = await line.until("error")
        line.connection.close()
        return before, error

    page = get(server, "anggaran").text
    before, error = apart.run(visit(kernel_in(page)))
    assert set(before) <= {"status", "comm_msg", "comm_info_reply"}
    assert not list(tmp_path.iterdir())
    assert "rahasia" not in json.dumps(error)
    assert "Coba pilihan lain" in error["evalue"]
    assert leave(server, kernel_in(page)).status_code == 204


def test_who_comes_from_elsewhere_is_not_connected(server):
    kernel = kernel_in(get(server, "lingkungan").text)

    def refused(**headers):
        with pytest.raises(HTTPClientError) as error:
            apart.run(Line.open(server, kernel, **headers))
        return error.value.code

    assert refused(Origin="https://evil.example") == 403
    assert refused(Origin="null") == 403
    assert refused(Origin=f"http://127.0.0.1:{server.port + 1}") == 403
    # Nobody who is not a trusted proxy may say where we are.
    forged = {"X-Forwarded-Host": "evil.example", "Origin": "http://evil.example"}
    assert refused(**forged) == 403
    assert refused(protocol="x") == 400
    address = f"{server.address}/api/live/api/kernels/{kernel}/channels?session_id=a"
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    assert requests.get(address, headers=upgrade, timeout=20).status_code == 403  # no Origin at all
    assert leave(server, kernel, Origin="https://evil.example").status_code == 403
    assert server.visits() == [kernel]
    model = get(server, f"api/live/api/kernels/{kernel}")
    assert model.json()["id"] == kernel
    assert leave(server, kernel).status_code == 204


def test_the_beacon_of_a_closed_tab_ends_the_kernel(server, eventually):
    kernel = kernel_in(get(server, "lingkungan").text)
    process = process_of(server, kernel)
    assert lives(process)
    answer = leave(server, kernel)
    assert answer.status_code == 204
    assert "Set-Cookie" not in answer.headers
    eventually(lambda: not lives(process), 30)
    assert leave(server, kernel).status_code == 404
    assert get(server, f"api/live/api/kernels/{kernel}").status_code == 404
    with pytest.raises(HTTPClientError, match="404"):
        apart.run(Line.open(server, kernel))
    eventually(lambda: not server.live.house.door.taken, 10)


def test_who_does_not_wait_leaves_no_kernel_behind(server, eventually):
    with closing(get(server, "lama", stream=True)) as answer:
        assert b"Sedang disiapkan" in next(answer.iter_content(None))
        eventually(lambda: bool(server.visits()), 60)
        process = process_of(server, server.visits()[0])
    eventually(lambda: not lives(process), 60)
    eventually(lambda: not server.live.house.door.taken, 30)
    assert not server.visits()


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "WhatsApp/2.23.20.0 A"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
    ],
    ids=["whatsapp", "facebook", "google"],
)
def test_who_only_looks_at_a_link_needs_no_kernel(server, headers):
    answer = get(server, "anggaran", headers=headers)
    assert answer.status_code == 200
    assert "<title>Diskusi anggaran" in answer.text
    assert not server.visits()


def test_a_page_fetched_in_advance_starts_nothing(server):
    answer = get(server, "anggaran", headers={"Sec-Purpose": "prefetch;prerender"})
    assert answer.status_code == 503
    assert not server.visits()


@pytest.mark.parametrize(
    "path",
    [
        "lupa.ipynb",
        "anggaran.ipynb",
        "notebooks/anggaran.ipynb",
        "anggaran/",
        "anggaran/channels",
        "en/anggaran/x",
        "xx/anggaran",
        "login",
        "logout",
        "voila/tree",
        "voila/render/anggaran.ipynb",
        "voila/files/library.toml",
        "voila/static/voila.js",
        "voila/api/shutdown/00000000-0000-0000-0000-000000000000",
        "voila/api/contents/notebooks",
        "api/contents",
        "api/kernels",
        "api/kernels/00000000-0000-0000-0000-000000000000",
        "api/terminals",
        "api/live/",
        "api/live/api/kernels",
        "api/live/api/kernels/00000000-0000-0000-0000-000000000000",
        "api/live/api/kernels/00000000-0000-0000-0000-000000000000/channels",
        "api/live/api/kernels/x/channels",
        "api/live/files/",
        "api/live/files/0000000000000000/own/live.js",
    ],
)
def test_everything_else_is_closed(server, path):
    answer = get(server, path)
    if 300 <= answer.status_code < 400:  # roughly a page: the front shows the way
        assert answer.headers["Location"].rstrip("/").endswith("anggaran")
        return
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert not server.visits()


@pytest.mark.parametrize(
    "path",
    [
        "anggaran",
        "api/live/api/kernels",
        "api/live/api/kernels/00000000-0000-0000-0000-000000000000",
        "api/live/voila/api/shutdown/x",
    ],
)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_nothing_else_can_be_sent(server, path, method):
    answer = requests.request(method, f"{server.address}/{path}", data=b"x", timeout=20)
    assert answer.status_code in (404, 405)
    assert "Traceback" not in answer.text


def test_files_may_be_kept_and_are_compressed(server):
    page = get(server, "anggaran", headers={"User-Agent": "WhatsApp/2"}).text
    files = re.findall(r'(?:src|href)="\./(api/live/[^"]+)"', page)
    assert len(files) == 5
    for name in files:
        small = get(server, name, headers={"Accept-Encoding": "gzip"})
        assert small.status_code == 200
        assert "immutable" in small.headers["Cache-Control"]
        assert small.headers["Vary"] == "Accept-Encoding"
        plain = get(server, name, headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in plain.headers
        assert small.content == plain.content
    for away in ("../../../application.py", "%2e%2e/%2e%2e/x", "own/%2e%2e/own/x", "own/"):
        place = files[0].rpartition("own/")[0]
        assert get(server, place + away).status_code == 404


def test_all_seats_taken_means_a_place_in_a_queue(home, tmp_path, eventually):
    with LiveServer(home, cache=tmp_path, library={"live_notebooks": 1}) as server:
        kernel = kernel_in(get(server, "lingkungan").text)
        first, second = get(server, "lingkungan"), get(server, "en/lingkungan")
        ways = []
        for answer, words in ((first, "Anda yang berikutnya"), (second, "People before you: 1.")):
            assert answer.status_code == 503
            assert answer.headers["Retry-After"].isdigit()
            assert words in answer.text
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
            again = r'<meta http-equiv="refresh" content="(\d+); url=\.\.?/([^"]+)">'
            seconds, way = re.search(again, answer.text).groups()
            assert seconds == answer.headers["Retry-After"]
            ways.append(way)
        assert ways[1].startswith("en/lingkungan?antre=")
        assert leave(server, kernel).status_code == 204
        eventually(lambda: not server.live.house.door.taken, 30)
        assert get(server, "lingkungan").status_code == 503  # nobody overtakes
        assert get(server, ways[1]).status_code == 503
        page = get(server, ways[0])
        assert page.status_code == 200
        kernel = kernel_in(page.text)
        process = process_of(server, kernel)
        folder = server.live.house.kernels._folder
        assert folder.is_dir()
    # The end of the server is the end of its kernels.
    eventually(lambda: not lives(process), 20)
    assert not folder.exists()


def test_a_kernel_for_nobody_ends(home, tmp_path, eventually):
    """Short times, so that everything happens soon: no tab says goodbye here."""
    times = Times(gap=1, idle=2, busy=1.5, look=0.2)
    with LiveServer(home, cache=tmp_path, times=times) as server:
        # Nobody ever connects.
        kernel = kernel_in(get(server, "lingkungan").text)
        process = process_of(server, kernel)
        eventually(lambda: not lives(process), 60)

        # Connected, but nothing happens any more; and then an answer that never comes.
        for value in (None, 99):

            async def visit(kernel, value):
                line = await Line.open(server, kernel)
                if value:
                    line.move(await line.widget("IntSliderModel"), value)
                while (await line.read())[0]:
                    pass
                return line.connection.close_code

            kernel = kernel_in(get(server, "anggaran").text)
            process = process_of(server, kernel)
            assert apart.run(visit(kernel, value)) == GONE
            eventually(lambda process=process: not lives(process), 60)
        eventually(lambda: not server.live.house.door.taken, 10)


def test_short_memory_closes_the_door(home, tmp_path):
    with LiveServer(home, cache=tmp_path, roomy=lambda: False) as server:
        assert get(server, "lingkungan").status_code == 503
        assert not server.visits()


def test_below_a_path_whether_a_proxy_takes_it_away_or_not(home, tmp_path):
    library = {"public_url": "https://perpus.example/suluh/"}
    with LiveServer(home, cache=tmp_path, library=library) as server:
        for path in ("suluh/lingkungan", "lingkungan"):
            page = get(server, path).text
            config = re.search(r'"baseUrl": "([^"]+)"', page)[1]
            assert config == "./api/live/"
            prefix = path.removesuffix("lingkungan")
            script = re.search(r'src="\./(api/live/[^"]+)"', page)[1]
            assert get(server, prefix + script).ok
            kernel = kernel_in(page)
            assert get(server, f"{prefix}api/live/api/kernels/{kernel}").ok

            async def visit(kernel):
                line = await Line.open(server, kernel, Origin="https://perpus.example")
                line.connection.close()

            apart.run(visit(kernel))
            assert leave(server, kernel, Origin="https://perpus.example").status_code == 204
