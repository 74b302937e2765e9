"""How a server is asked for something: politely, and without believing it anything.

One `Transport` is one host. It asks no other one, wherever it is sent; it gives up in time,
whatever drips from there; it takes no more than `most_bytes`; it keeps no cookies; and it looks at
nothing in the environment, so that neither proxies nor passwords get in. The queue before a host
is one for the whole process (`turns_before`).
"""

from __future__ import annotations

import contextlib
import http.client
import re
import ssl
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from toolkit import __version__
from toolkit.catalogue.deadline import deadline
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.transport.guarded import GuardedAdapter, Watch
from toolkit.catalogue.transport.turns import turns_before

MOST_BYTES = 2_000_000
"""How large an answer may be, unpacked: a hundred full records are a tenth of it."""

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
"""How long it may be silent."""

LONGEST = 60.0
"""How many seconds one answer may take where nobody waits for it."""

PACE = 1.1
"""Seconds between two requests: on the way some come nearer together, and none within one."""

RETRIES = 2
LONGEST_REST = 5.0
"""How many seconds before a retry are worth while, where the server asks for some."""

LONGEST_PAUSE = 60.0
"""For how many seconds at most nobody asks a server that wants to be left alone."""

MOST_REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
CHUNK = 16 * 1024

_MOVED = frozenset({301, 302, 303, 307, 308})
_REFUSED = frozenset({401, 403})
_PASSING = {
    429: Trouble.BUSY,
    502: Trouble.OFFLINE,
    503: Trouble.BUSY,
    504: Trouble.OFFLINE,
}


@dataclass(frozen=True)
class Answer:
    """What a server answered, with whatever status the adapter has to make sense of."""

    status: int  # 200, 404, 500, ...: never 401, 403, 429, 502, 503, 504
    media_type: str  # in small letters, without parameters: "text/xml"; "" where it says none
    body: bytes  # unpacked, never too large
    url: str  # where it came from, after redirects


class Transport:
    """One host, asked over HTTP. Any thread may use it.

    `url` is the catalogue's address; others are relative to it. `contact` stands in the user
    agent. With `private_network` addresses of the own network are allowed. No answer may have
    more than `most_bytes`. `pace`, in seconds between two requests, is for tests alone. Raises
    `CatalogueError` (refused) for an address that is not on the web.
    """

    def __init__(
        self,
        url: str,
        *,
        private_network: bool = False,
        contact: str = "",
        most_bytes: int = MOST_BYTES,
        pace: float = PACE,
    ) -> None:
        parts = _parts(url)
        self.url = url
        self._host = parts.hostname or ""
        # An address in http may lead to https, and never the other way.
        self._ports = {"https": PORTS["https"], parts.scheme: _port(parts)}
        self._secure_netloc = ""  # where the whole host turned out to be in https
        self._turns = turns_before(f"{self._host}:{_port(parts)}")
        self._private_network = private_network
        self._most_bytes = most_bytes
        self._pace = pace
        contact = re.sub(r"[^!-~]|[()\\]", "", contact)  # a header is one line of plain letters
        about = "; ".join(filter(None, ("digital literacy lessons of a library", contact)))
        self.agent = f"Suluh/{__version__} ({about})"

    def get(
        self,
        address: str = "",
        params: Sequence[tuple[str, str]] = (),
        *,
        accept: Sequence[str] = (),
    ) -> Answer:
        """Return the answer to a request for an address, relative or on the same host.

        `accept` are the media types that are asked for; the adapter still has to look at the one
        it gets. It takes no longer than the deadline of this thread (`within`).

        Raises `CatalogueError`: offline, timeout, busy, refused (401, 403, a wrong certificate, an
        address that is not allowed) or bad response (too large, broken off, redirected elsewhere).
        """
        url = self._own(_joined(self.url, address))
        if params:
            url += ("&" if urlsplit(url).query else "?") + urlencode(params, errors="replace")
        headers = {
            "User-Agent": self.agent,
            "Accept": ", ".join([*accept, "*/*;q=0.1"]),
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        for _ in range(MOST_REDIRECTS + 1):
            response = self._with_retries(url, headers)
            if isinstance(response, Answer):
                return response
            url = self._onward(url, response)
        raise CatalogueError(Trouble.BAD_RESPONSE, "too many redirects")

    def _own(self, url: str) -> str:
        """Return an address of this host, in https where that is known to be there."""
        parts = _parts(url)
        wanted = self._ports.get(parts.scheme)
        if (parts.hostname or "").rstrip(".") != self._host.rstrip(".") or _port(parts) != wanted:
            raise CatalogueError(Trouble.BAD_RESPONSE, "another host", key="moved_elsewhere")
        if self._secure_netloc and parts.scheme == "http":
            parts = parts._replace(scheme="https", netloc=self._secure_netloc)
        return parts._replace(fragment="").geturl()

    def _onward(self, url: str, location: str) -> str:
        """Return where a redirect leads; remember one that only changes to https."""
        onward = self._own(_joined(url, location))
        before, after = urlsplit(url), urlsplit(onward)
        if (before.scheme, after.scheme) == ("http", "https") and before[2:] == after[2:]:
            self._secure_netloc = after.netloc
        return onward

    def _with_retries(self, url: str, headers: dict[str, str]) -> Answer | str:
        for tries_left in range(RETRIES, -1, -1):
            try:
                return self._once(url, headers)
            except _PassingError as passing:
                rest = passing.rest or self._pace * (RETRIES + 1 - tries_left)
                self._turns.rest(min(rest, LONGEST_PAUSE))
                begins = time.monotonic() + rest
                if not tries_left or rest > LONGEST_REST or begins > deadline().patience:
                    raise passing.trouble from None
        raise AssertionError  # the last try returns or raises

    def _once(self, url: str, headers: dict[str, str]) -> Answer | str:
        """Return the answer to one request, or where it redirects to."""
        with self._turns.turn(self._pace):
            seconds = max(0.05, min(LONGEST, deadline().end - time.monotonic()))
            timeout = (min(CONNECT_SECONDS, seconds), min(READ_SECONDS, seconds))
            with (
                Watch(seconds, private_network=self._private_network) as watch,
                contextlib.closing(GuardedAdapter(watch.guard)) as adapter,
                _understood(watch),
            ):
                request = requests.Request("GET", url, headers=headers).prepare()
                with _connecting(watch):
                    response = adapter.send(request, stream=True, timeout=timeout)
                with response:
                    return _read(response, self._most_bytes)


class _PassingError(Exception):
    """A trouble that a second try may not meet, and the seconds that the server asks for."""

    def __init__(self, trouble: CatalogueError, rest: float = 0.0) -> None:
        super().__init__(trouble.detail)
        self.trouble = trouble
        self.rest = rest


def _parts(url: str) -> SplitResult:
    """Return the parts of an address on the web, without a password in it."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in PORTS and parts.hostname and _port(parts) and "@" not in parts.netloc
    except ValueError:
        fits = False
    if not fits:
        raise CatalogueError(Trouble.REFUSED, "not an address on the web", key="not_on_the_web")
    return parts


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # "http://[" is no address
        return ""


def _port(parts: SplitResult) -> int:
    return parts.port if parts.port is not None else PORTS[parts.scheme]


def _read(response: requests.Response, most_bytes: int) -> Answer | str:
    status = response.status_code
    if status in _REFUSED:
        raise CatalogueError(Trouble.REFUSED, str(status))
    if status in _PASSING:
        raise _PassingError(CatalogueError(_PASSING[status], str(status)), _rest(response))
    if status in _MOVED and "location" in response.headers:
        return response.headers["location"]
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(status, media_type, _body(response, most_bytes), response.url)


def _body(response: requests.Response, most_bytes: int) -> bytes:
    if response.headers.get("content-encoding", "").strip().lower() not in {"", "identity", "gzip"}:
        raise CatalogueError(Trouble.BAD_RESPONSE, "packed in a way that was not asked for")
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > most_bytes:
            raise CatalogueError(Trouble.BAD_RESPONSE, f"larger than {most_bytes} bytes")
    return bytes(body)


def _rest(response: requests.Response) -> float:
    """Return after how many seconds the server wants to be asked again, 0 where it does not say."""
    text = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return 0.0


@contextlib.contextmanager
def _connecting(watch: Watch) -> Iterator[None]:
    """Turn what keeps a request from being answered at all into something to try again."""
    try:
        yield
    except (requests.exceptions.SSLError, requests.exceptions.ReadTimeout):
        raise
    except requests.ConnectionError as error:
        if watch.is_over or _is_nonsense(error):
            raise
        raise _PassingError(CatalogueError(Trouble.OFFLINE, "no connection")) from None


@contextlib.contextmanager
def _understood(watch: Watch) -> Iterator[None]:
    """Turn what goes wrong on the way into a trouble."""
    try:
        yield
        if watch.is_over:  # an answer that ends with the connection seems to be complete
            raise CatalogueError(Trouble.TIMEOUT, "cut")
    except (requests.RequestException, HTTPError, OSError, UnicodeError) as error:
        raise _trouble(error, watch) from None


def _trouble(error: Exception, watch: Watch) -> CatalogueError:
    if watch.is_over or _holds(error, ReadTimeoutError):
        return CatalogueError(Trouble.TIMEOUT, "no answer in time")
    if _holds(error, ssl.SSLCertVerificationError):
        return CatalogueError(Trouble.REFUSED, "certificate", key="wrong_certificate")
    if isinstance(error, requests.exceptions.SSLError):
        return CatalogueError(Trouble.OFFLINE, "no secure connection", key="not_secure")
    if isinstance(error, requests.exceptions.InvalidURL | UnicodeError):
        return CatalogueError(Trouble.REFUSED, "not an address", key="not_on_the_web")
    return CatalogueError(Trouble.BAD_RESPONSE, f"broken off: {type(error).__name__}")


def _is_nonsense(error: Exception) -> bool:
    """Return whether there was an answer, though not one of HTTP."""
    return _holds(error, http.client.HTTPException) and not _holds(error, ConnectionError)


def _holds(error: BaseException | None, kind: type[BaseException]) -> bool:
    """Return whether an error, or what led to it, is of a kind: libraries wrap them in turn."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, BaseException) and each not in seen:
            if isinstance(each, kind):
                return True
            seen.append(each)
            waiting += [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
    return False
