"""What a running server does while something fails: it tells once, stays up, and tries again."""

import asyncio
import contextlib
import queue
import threading
import time
from dataclasses import replace
from functools import partial
from http.client import HTTPConnection

import pytest
from conftest import ROOT
from live_house import write_notebook
from small_answers import BODY, small_site
from tornado.netutil import bind_sockets

from toolkit.pages.kept import Kept
from toolkit.pages.page import Page
from toolkit.project import Project
from toolkit.server import serving
from toolkit.server.live.bundle import Bundle
from toolkit.service import Service

PATIENCE = 30
NEVER = 3600


class Paper:
    """A press whose site a test puts there."""

    def __init__(self, site, kept):
        self.site = site
        self.kept = kept
        self.moments = []
        self.error = None

    def refresh(self):
        self.moments.append(time.monotonic())
        if self.error:
            raise self.error

    @property
    def refreshed(self):
        return len(self.moments)

    def stop(self):
        pass

    close = stop


def saying(body):
    """Return a site without notebooks that run. Half a letter cannot be sent to anybody."""
    site = small_site()
    return replace(site, live={}, pages={**site.pages, "uji": Page("uji", body)})


HALF = BODY + "\ud800"


@pytest.fixture
def press(tmp_path):
    return Paper(saying(BODY), Kept(tmp_path / "kept"))


@pytest.fixture
def start(press, monkeypatch):
    """Start a server in a thread; return how to ask it. It tries again after `again` seconds."""
    monkeypatch.setattr(serving, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(serving, "SWAP_SECONDS", 0.01)
    ports, ends = queue.Queue(), queue.Queue()

    @contextlib.contextmanager
    def signals(stop):  # real ones are for the first thread of a program
        ends.put(partial(asyncio.get_running_loop().call_soon_threadsafe, stop))
        yield

    monkeypatch.setattr(serving, "_signals", signals)

    async def run():
        service = Service(Project(ROOT), None)
        sockets = bind_sockets(0, "127.0.0.1")
        await serving._Serving(press, service, sockets, ports.put).run()

    def begin(again):
        monkeypatch.setattr(serving, "AGAIN_SECONDS", again)
        thread = threading.Thread(target=asyncio.run, args=(run(),))
        thread.start()
        stack.callback(thread.join, PATIENCE)
        stack.callback(ends.get(timeout=PATIENCE))
        return partial(ask, ports.get(timeout=PATIENCE))

    with contextlib.ExitStack() as stack:
        yield begin


def ask(port, path, method="GET"):
    with contextlib.closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def told(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "suluh"]


def test_a_site_that_cannot_be_made_is_told_once_and_tried_again(press, start, caplog, eventually):
    press.error = OSError("no space left")
    get = start(again=0.01)
    eventually(lambda: press.refreshed > 3, PATIENCE)
    assert get("/uji")[0] == 200
    assert told(caplog) == ["The site could not be made again."]
    press.error = PermissionError("no entry")  # another trouble is news
    eventually(lambda: len(told(caplog)) == 2, PATIENCE)
    press.error = None
    seen = press.refreshed
    eventually(lambda: press.refreshed > seen + 3, PATIENCE)
    press.error = PermissionError("no entry")  # and so is one that comes back
    eventually(lambda: len(told(caplog)) == 3, PATIENCE)


def test_what_cannot_be_made_is_left_for_longer_each_time(press, start, eventually):
    press.error = OSError("no space left")
    get = start(again=NEVER)
    press.site = saying(BODY + "Tetap sampai")  # what was made of it still comes
    wait_for(get, "Tetap sampai")
    eventually(lambda: press.refreshed > 6, PATIENCE)
    assert press.moments[6] - press.moments[5] > 10 * serving.LOOK_SECONDS


def wait_for(get, words):
    for _ in range(PATIENCE * 20):
        if words in get("/uji")[1]:
            return
        threading.Event().wait(0.05)
    raise AssertionError(f"{words} never came")


def test_a_site_that_cannot_be_sent_is_tried_once_and_the_next_one_comes(
    press, start, caplog, monkeypatch
):
    tried = []

    def prepare(site, *given, **named):
        tried.append(site)
        return made(site, *given, **named)

    made = serving.prepare
    monkeypatch.setattr(serving, "prepare", prepare)
    get = start(again=NEVER)
    broken = press.site = saying(HALF)
    looked = press.refreshed
    while press.refreshed < looked + 20:
        assert get("/uji") == (200, BODY)
    press.site = saying(BODY + "Baru")
    wait_for(get, "Baru")
    assert sum(site is broken for site in tried) == 1
    assert told(caplog) == ["The pages could not be prepared."]


def test_a_site_that_cannot_be_sent_yet_is_tried_again(press, start, caplog, monkeypatch):
    tried = []

    def prepare(site, *given, **named):
        tried.append(site)
        if len(tried) < 5 and site is coming:
            raise MemoryError
        return made(site, *given, **named)

    made, coming = serving.prepare, saying(BODY + "Baru")
    monkeypatch.setattr(serving, "prepare", prepare)
    get = start(again=0.01)
    press.site = coming
    wait_for(get, "Baru")
    assert told(caplog) == ["The pages could not be prepared."]


def test_notebooks_that_run_are_tried_again_and_hold_no_page_up(
    press, start, caplog, monkeypatch, eventually
):
    tried, slow = [], threading.Event()

    def read(kept):
        tried.append(kept)
        if len(tried) < 3:
            raise OSError("too many open files")
        slow.wait(PATIENCE)
        return whole(kept)

    whole = Bundle.read
    monkeypatch.setattr(Bundle, "read", read)
    notebook = write_notebook(press.kept.folder.with_name("diskusi.ipynb"), "md:# Diskusi")
    press.site = replace(press.site, live={"diskusi": notebook})
    get = start(again=0.01)
    eventually(lambda: len(tried) == 3, PATIENCE)
    assert get("/diskusi", "HEAD")[0] == 503
    press.site = replace(press.site, pages=saying(BODY + "Baru").pages)
    wait_for(get, "Baru")
    slow.set()
    eventually(lambda: get("/diskusi", "HEAD")[0] == 200, PATIENCE)
    assert get("/health")[0] == 200  # the other doors are still there
    assert get("/api/events")[0] == 405
    assert told(caplog) == ["Notebooks that need a kernel cannot run."]
    assert set(tried) == {press.kept}


def test_what_is_compressed_is_kept_in_the_store_of_the_press(press, start):
    get = start(again=NEVER)
    assert get("/uji")[0] == 200
    assert press.kept.all_of("compressed")
