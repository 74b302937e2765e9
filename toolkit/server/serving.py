"""`suluh serve`: the front, the press and, where a notebook needs it, Voilà, from start to stop."""

from __future__ import annotations

import asyncio
import errno
import importlib
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from tornado.netutil import bind_sockets

from toolkit.pages.press import Press
from toolkit.pages.site import Site
from toolkit.server import phones
from toolkit.server.answers import prepare
from toolkit.server.counts import Counts
from toolkit.server.doors import Doors
from toolkit.server.front import Front
from toolkit.server.handlers import notices
from toolkit.server.rooms.streams import most_streams
from toolkit.service import Service, UnavailableError
from toolkit.words import SpokenError, phrases

if TYPE_CHECKING:
    from toolkit.server.metrics import Metrics

LOOK_SECONDS = 0.3
"""How often the server looks whether staff saved something."""

SWAP_SECONDS = 0.1
"""How often it looks whether the press has a newer site."""

AGAIN_SECONDS = 10
"""When it tries again what keeps failing: the disk may have room by then. At first, it is soon."""

FINISH_SECONDS = 5
"""How long requests under way may take when it stops."""

PORTS_TRIED = 10
LAST_PORT = 65535

WAITING_CONNECTIONS = 1024
"""How many may wait to be taken up: a webinar's link is opened by all at once."""

MOST_CONNECTIONS = 8192
MOST_CONNECTIONS_OF_SELECT = 450  # of the 512 that it can wait for: what Windows has
OTHER_FILES = 256
"""How many files are for other things than connections: kernels, say."""

STOPPING = ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")

WORDS = phrases("toolkit")


@dataclass(frozen=True)
class Asked:
    """How to serve: where to listen, and where to tell the counters."""

    host: str
    port: int  # 0: any
    metrics: int | None = None  # a port on this computer alone; None: nowhere


def serve(press: Press, service: Service, asked: Asked, on_ready: Callable[[int], None]) -> None:
    """Serve the site of a press, and take what its pages send, until a signal asks to stop.

    `on_ready` is told the port once the pages are there: the first free one from `asked.port` on.
    """
    _spare_grammars()
    sockets = _bound(asked.host, asked.port)
    for name in ("tornado.general", "tornado.access"):  # what strangers do wrong is no news
        logging.getLogger(name).setLevel(logging.ERROR)
    # Tornado cannot do with what Windows has by default.
    loop = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(_Serving(press, service, sockets, on_ready, asked.host).run(asked.metrics))


class AddressError(SpokenError):
    """The server cannot listen where it was told to; `sentence` says why."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)


class _Serving:
    """A server that runs."""

    def __init__(
        self,
        press: Press,
        service: Service,
        sockets: Sequence[socket.socket],
        on_ready: Callable[[int], None],
        host: str = "127.0.0.1",
    ) -> None:
        self._host = host
        self._press = press
        self._service = service
        self._sockets = sockets
        self._on_ready = on_ready
        self._log = logging.getLogger("suluh")
        self._live: Any = None  # Voilà, once there is a notebook that needs it
        self._unprepared: tuple[Site, float] | None = None  # what failed, and when to try again
        self._said: dict[str, str] = {}  # what fails, as it was last told
        # One thread for the press alone, so that its kernel has one master.
        self._pressing = ThreadPoolExecutor(1, thread_name_prefix="press")
        self._recording = ThreadPoolExecutor(1, thread_name_prefix="keep")
        answers = prepare(press.site, kept=press.kept, in_haste=True)
        self._counts = Counts()
        connections = _most_connections()
        self._doors = Doors(press, service, self._counts, most_streams(connections))
        self._front = Front(answers, notices(press, self._doors.rules()), connections)
        self._swapping = asyncio.Lock()

    async def run(self, metrics: int | None = None) -> None:
        """Serve until a signal comes; tell the counters on a port, where one is given."""
        stop = asyncio.Event()
        told = None if metrics is None else self._metrics(metrics)
        with _signals(stop.set):
            self._front.add_sockets(self._sockets)
            tasks = [
                asyncio.create_task(task)
                for task in (
                    self._keep_fresh(),
                    self._keep_prepared(),
                    self._keep_live(),
                    self._keep_versions(),
                    self._front.close_stuck(),
                    self._doors.live.run(),
                )
            ]
            await stop.wait()
        # From here on another signal ends everything at once.
        for task in tasks:
            task.cancel()
        self._press.stop()
        self._doors.live.end()  # else the front would wait for streams, which never end
        await asyncio.gather(
            self._front.drain(FINISH_SECONDS), *([self._live.stop()] if self._live else [])
        )
        await self._in(None, self._doors.close)
        await self._in(None, self._service.close)
        self._recording.shutdown()
        await self._in(self._pressing, self._press.close)
        self._pressing.shutdown()
        if told:
            await self._in(None, told.close)

    async def _keep_fresh(self) -> None:
        ready = False
        wait = LOOK_SECONDS
        while True:
            wait = _longer(wait)
            with self._told("The site could not be made again."):
                await self._in(self._pressing, self._press.refresh)
                wait = LOOK_SECONDS
            if not ready:
                await self._swap()
                ready = True
                port = self._sockets[0].getsockname()[1]
                if phones.is_open(self._host):
                    self._doors.live.base = phones.address(self._host, port)
                self._on_ready(port)
            await asyncio.sleep(wait)

    async def _keep_prepared(self) -> None:
        """Answer from the newest site, also while the press still makes the rest of it."""
        while True:
            await asyncio.sleep(SWAP_SECONDS)
            await self._swap()

    async def _swap(self) -> None:
        async with self._swapping:
            now, site = self._front.answers, self._press.site
            if (site is now.site and now.whole) or self._is_hopeless(site):
                return
            # A change shows as soon as it can; its smallest form takes longer to make.
            in_haste = site is not now.site
            self._unprepared = (site, time.monotonic() + AGAIN_SECONDS)
            with self._told("The pages could not be prepared."):
                self._front.answers = await self._in(
                    None, partial(prepare, site, now, kept=self._press.kept, in_haste=in_haste)
                )
                self._unprepared = None

    def _is_hopeless(self, site: Site) -> bool:
        """Return whether preparing this very site has just failed."""
        if self._unprepared is None:
            return False
        failed, again = self._unprepared
        return site is failed and time.monotonic() < again

    async def _keep_live(self) -> None:
        """Start what runs notebooks with a kernel, once the site has such a notebook."""
        wait = SWAP_SECONDS
        while not self._live:
            if self._front.answers.site.live:
                wait = _longer(wait)
                with self._told("Notebooks that need a kernel cannot run."):
                    await self._start_live()
            await asyncio.sleep(wait)

    async def _keep_versions(self) -> None:
        """Keep what answers are judged by, as soon as there is a page that asks for them."""
        kept, wait = None, SWAP_SECONDS
        while True:
            site = self._press.site
            if site is not kept:
                wait = _longer(wait)
                # Who keeps the records logs that they cannot be read, and does so once.
                with (
                    self._told("The lessons' versions could not be kept."),
                    suppress(UnavailableError),
                ):
                    keep = partial(self._service.keep, site.lessons, site.library)
                    await self._in(self._recording, keep)
                    kept, wait = site, SWAP_SECONDS
            await asyncio.sleep(wait)

    def _metrics(self, port: int) -> Metrics:
        from toolkit.server.metrics import Metrics  # only who asks for it pays for its import

        try:
            return Metrics(port, self._front, self._service, self._counts, self._doors.live)
        except OSError as error:
            raise AddressError("metrics_port", port=port) from error

    async def _start_live(self) -> None:
        # Its imports take seconds: only a site with such a notebook pays for them.
        name = "toolkit.server.live.application"
        module = await self._in(None, importlib.import_module, name)
        doors = self._doors.rules()
        live = module.Live(self._press, kept=self._press.kept, doors=doors)
        await live.start()
        self._live = live
        self._front.application = live.application

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Log what fails, once for all the tries that fail alike. The last good state stays up."""
        try:
            yield
        except Exception as error:  # noqa: BLE001  # whatever it is, the server stays up
            said = repr(error)
            if self._said.get(what) != said:
                self._said[what] = said
                self._log.exception(what)
        else:
            self._said.pop(what, None)

    async def _in(
        self, threads: ThreadPoolExecutor | None, do: Callable[..., Any], *arguments: object
    ) -> Any:
        return await asyncio.get_running_loop().run_in_executor(threads, do, *arguments)


def _spare_grammars() -> None:
    """Let jsonschema do without a check that it has only where a package for it is there.

    The package takes seconds to import, and no notebook holds an international web address.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # as Python has it


def _bound(host: str, first: int) -> Sequence[socket.socket]:
    """Return sockets on the port asked for, or on the next one that is free."""
    tried = PORTS_TRIED if first else 1  # 0: any port, the system's choice
    last = min(first + tried, LAST_PORT + 1)
    for port in range(first, last):
        try:
            return bind_sockets(port, host, backlog=WAITING_CONNECTIONS)
        except OSError as error:
            if error.errno == errno.EACCES:
                raise AddressError("port_closed", port=port) from error
            if error.errno != errno.EADDRINUSE:
                raise AddressError("bad_host", host=host) from error
    other = LAST_PORT - last + 1024
    raise AddressError("ports_taken", first=first, last=last - 1, other=other)


def _longer(seconds: float) -> float:
    """Return how long to wait after one failure more: a file may just be replaced, a disk full."""
    return min(2 * seconds, AGAIN_SECONDS)


def _most_connections() -> int:
    """Return how many connections may be open, after asking the system for as many as it gives."""
    try:
        import resource
    except ImportError:
        return MOST_CONNECTIONS_OF_SELECT
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # macOS says no to more than it has
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    files = wanted if soft == resource.RLIM_INFINITY else min(soft, wanted)
    return max(files - OTHER_FILES, files // 2)


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    """Let what asks a program to end call `stop` meanwhile; afterwards it ends it as ever."""
    loop = asyncio.get_running_loop()
    numbers = [getattr(signal, name) for name in STOPPING if hasattr(signal, name)]
    # Who started it with `nohup`, say, does not want it to end by that.
    numbers = [each for each in numbers if signal.getsignal(each) != signal.SIG_IGN]
    for number in numbers:
        # Windows has no `loop.add_signal_handler`; and it wakes up the loop soon enough.
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)
