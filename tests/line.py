"""A line to a server that can be cut and frozen, as the network of a phone is."""

from __future__ import annotations

import re
import socket
import threading
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

STREAM = re.compile(rb"GET \S+/stream")


class Line:
    """Passes on what is sent to `address`, between enter and exit."""

    def __init__(self, to: str) -> None:
        asked = urlsplit(to)
        self._to = (asked.hostname, asked.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: set[socket.socket] = set()
        self._streams: set[socket.socket] = set()
        self._flows = threading.Event()
        self._flows.set()
        self._is_cut = False
        self._ended = False

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        self.flow()
        self.cut()
        self._listener.close()

    def cut(self) -> None:
        """End all connections, and every new one at once."""
        self._is_cut = True
        for each in [*self._open]:
            _shut(each)

    def freeze(self) -> None:
        """Let nothing through, and say nothing of it: a network that is gone tells nobody."""
        self._flows.clear()

    def flow(self) -> None:
        """Be as good as new. What was under way is lost: of a stream nobody hears that it is."""
        for each in [*self._open] if not self._flows.is_set() else ():
            self._open.discard(each)
            if each not in self._streams:
                _shut(each)  # a phone lets go of idle connections itself
        self._is_cut = False
        self._flows.set()

    def _listen(self) -> None:
        while not self._ended:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            if self._is_cut:
                _shut(phone)
            else:
                threading.Thread(target=self._connect, args=(phone,), daemon=True).start()

    def _connect(self, phone: socket.socket) -> None:
        self._flows.wait()
        try:
            server = socket.create_connection(self._to)
        except OSError:
            _shut(phone)
            return
        self._open |= {phone, server}
        for ends in ((phone, server), (server, phone)):
            threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(65536):
                if STREAM.match(piece):
                    self._streams |= {one, other}
                if not self._flows.is_set() or one not in self._open:
                    self._open -= {one, other}
                    return  # neither end hears of it
                other.sendall(piece)
        self._open -= {one, other}
        _shut(one)
        _shut(other)


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
