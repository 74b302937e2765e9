"""The server: a Voilà of ours that hands out finished pages and opens nothing else."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import tornado.httpserver
import tornado.ioloop
import tornado.netutil
import voila.app
from traitlets import Callable, Instance

from toolkit.pages.press import Press
from toolkit.server.handlers import AssetHandler, PageHandler
from toolkit.words import SpokenError, phrases

LOOK_SECONDS = 0.3
"""How often the server looks whether staff saved something."""

PORTS_TRIED = 10
LAST_PORT = 65535
MAX_BODY_BYTES = 64 * 1024
IDLE_SECONDS = 75


class Server(voila.app.Voila):  # type: ignore[misc]  # Voilà is untyped
    """Serves the site of a press on `ip` and `port`; `on_ready` is told the address."""

    name = "suluh"
    description = "Suluh"
    press = Instance(Press)
    on_ready = Callable()

    def initialize(self, argv: list[str] | None = None) -> None:
        """Set up without reading Voilà's configuration files: they could open what is closed."""
        self.config_file_paths: list[str] = []
        super().initialize(argv or [])
        self.log.setLevel(logging.WARNING)

    def init_settings(self) -> dict[str, Any]:
        """Return Voilà's settings, with a log that names nobody and errors that say nothing."""
        settings: dict[str, Any] = super().init_settings()
        return {
            **settings,
            "log_function": lambda _handler: None,
            "default_handler_class": PageHandler,
            "default_handler_args": {"press": self.press},
            "compress_response": True,
            "serve_traceback": False,
            "autoreload": False,
        }

    def init_handlers(self) -> list[Any]:
        """Return our own doors only: Voilà's list has a tree, a contents API and a login."""
        press = {"press": self.press}
        return [
            (r"/(assets/.*)", AssetHandler, press),
            (r"/(.*)", PageHandler, press),
        ]

    def listen(self) -> None:
        """Listen on the first free port from `port` on, and serve until stopped."""
        sockets = self._bind()
        self.port = sockets[0].getsockname()[1]
        # One thread for the press alone, so that its kernel has one master.
        worker = ThreadPoolExecutor(1, thread_name_prefix="press")
        http = tornado.httpserver.HTTPServer(
            self.app, max_body_size=MAX_BODY_BYTES, idle_connection_timeout=IDLE_SECONDS
        )
        http.add_sockets(sockets)
        self.ioloop = tornado.ioloop.IOLoop.current()
        self.ioloop.add_callback(self._keep_fresh, worker)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass  # how staff stop it
        finally:
            http.stop()
            self.press.stop()
            worker.submit(self.press.close).result()
            worker.shutdown()
            self.stop()

    def _bind(self) -> list[socket.socket]:
        """Return sockets on the port asked for, or on the next one that is free."""
        tried = PORTS_TRIED if self.port else 1  # 0: any port, the system's choice
        last = min(self.port + tried, LAST_PORT + 1)
        for port in range(self.port, last):
            try:
                return tornado.netutil.bind_sockets(port, self.ip)
            except OSError as error:
                if error.errno == errno.EACCES:
                    raise AddressError("port_closed", port=port) from error
                if error.errno != errno.EADDRINUSE:
                    raise AddressError("bad_host", host=self.ip) from error
        other = LAST_PORT - last + 1024
        raise AddressError("ports_taken", first=self.port, last=last - 1, other=other)

    async def _keep_fresh(self, worker: ThreadPoolExecutor) -> None:
        loop = asyncio.get_running_loop()
        ready = False
        while True:
            try:
                await loop.run_in_executor(worker, self.press.refresh)
            except Exception:  # the last good site stays up, and the next save is another try
                self.log.exception("The site could not be made again.")
            if not ready:
                ready = True
                self.on_ready(f"http://{self._reachable()}:{self.port}/")
            await asyncio.sleep(LOOK_SECONDS)

    def _reachable(self) -> str:
        """Return the address by which others reach this computer, if it listens to all."""
        if self.ip not in ("0.0.0.0", "::"):  # noqa: S104  # asked for by who runs it
            return str(self.ip)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(("192.0.2.1", 9))  # chooses a way out; nothing is sent (RFC 5737)
            except OSError:
                return socket.gethostname()
            return str(probe.getsockname()[0])


class AddressError(SpokenError):
    """The server cannot listen where it was told to; `sentence` says why."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(phrases("toolkit"), key, **facts)
