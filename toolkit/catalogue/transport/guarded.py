"""Connections that only reach where they may, and end when their time is over.

A name can lead somewhere else each time it is asked for, so the address that counts is that of the
connection itself. It is looked at after connecting, before anything is sent.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Callable
from functools import partial
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from types import TracebackType
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from toolkit.catalogue.errors import CatalogueError, Trouble

Guard = Callable[[socket.socket], None]
"""Looks at a new connection; it raises where nothing may be sent there."""

for _logger in ("urllib3.connection", "urllib3.connectionpool"):
    # Its lines have addresses in them, and so what patrons look for, which no log is to keep.
    logging.getLogger(_logger).disabled = True

_TRANSLATED = ip_network("64:ff9b::/96")


def may_reach(address: str, *, private_network: bool) -> bool:
    """Return whether an IP address is a public one, or one of the own network where that is meant.

    An address that leads to another one, as IPv6 does to IPv4, is judged by both. Link-local,
    multicast and reserved ones never count: what answers there is no catalogue.
    """
    is_right = _is_on_a_network if private_network else _is_public
    return all(is_right(each) for each in _meant(address))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and _is_on_a_network(address)


def _is_on_a_network(address: IPv4Address | IPv6Address) -> bool:
    if address.is_loopback:  # which IPv6 counts as reserved
        return True
    is_link_local = address.is_link_local or address.is_unspecified
    return not (is_link_local or address.is_multicast or address.is_reserved)


def _meant(address: str) -> list[IPv4Address | IPv6Address]:
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv4Address):
        return [found]
    if found.ipv4_mapped:
        return [found.ipv4_mapped]
    if found in _TRANSLATED:
        return [IPv4Address(int(found) & 0xFFFFFFFF)]
    inner = [found.sixtofour, *(found.teredo or ())]
    return [found, *(each for each in inner if each)]


class Watch:
    """Looks at one connection: where it leads, and how long it lasts.

    A server that sends a byte now and then never runs into a timeout. So the connection is cut
    when its time is over, in whatever state it is; `is_over` says so then.
    """

    def __init__(self, seconds: float, *, private_network: bool) -> None:
        self.is_over = False
        self._private_network = private_network
        self._lock = threading.Lock()
        self._twin: socket.socket | None = None  # stays valid when TLS takes the first one over
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def guard(self, connection: socket.socket) -> None:
        """Take over a new connection. Raises `CatalogueError` where nothing may be sent there."""
        peer = connection.getpeername()[0]
        if not may_reach(peer, private_network=self._private_network):
            raise CatalogueError(Trouble.REFUSED, "private address", key="private_address")
        with self._lock:
            self._twin = connection.dup()
        if self.is_over:
            self._cut()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._twin:
                self._twin.close()
                self._twin = None

    def _cut(self) -> None:
        with self._lock:
            self.is_over = True
            if self._twin:
                with contextlib.suppress(OSError):  # it has ended by itself
                    self._twin.shutdown(socket.SHUT_RDWR)


class GuardedAdapter(HTTPAdapter):
    """What `requests` sends with. Used without a session: no cookies, proxies or environment."""

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self._guard = guard

    def get_connection_with_tls_context(self, *positional: Any, **named: Any) -> Any:
        """Return the pool of one host, whose new connections the guard looks at first."""
        pool = super().get_connection_with_tls_context(*positional, **named)
        kind = _Secure if pool.scheme == "https" else _Plain
        pool.ConnectionCls = partial(kind, self._guard)  # type: ignore[assignment]
        return pool


class _Plain(HTTPConnection):
    def __init__(self, guard: Guard, **facts: Any) -> None:
        super().__init__(**facts)
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        try:
            self._guard(connection)
        except BaseException:
            connection.close()
            raise
        return connection


class _Secure(_Plain, HTTPSConnection):
    """The same, with TLS over it."""
