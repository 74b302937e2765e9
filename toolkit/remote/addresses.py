"""From what somebody types as a server's address to where its site is."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from toolkit.remote.errors import RemoteError

_STAFF = re.compile(r"/(staff|r)(/.*)?$")
"""What people copy out of their browser along with it."""


def base(typed: str) -> str:
    """Return the address of a server's site, with a slash at its end. Raises `RemoteError`.

    Without a scheme it is https, for a password goes there; but http on a network of one's own,
    where a laptop has no certificate.

    >>> base("192.168.1.5:8866/staff")
    'http://192.168.1.5:8866/'
    """
    text = typed.strip().strip("<>\"'")
    if text and "://" not in text:
        text = f"{'http' if _is_near(text) else 'https'}://{text}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise RemoteError("bad_address") from error
    if parts.scheme not in {"http", "https"} or not host or not _is_host(host) or parts.username:
        raise RemoteError("bad_address")
    path = _STAFF.sub("", parts.path).rstrip("/")
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}{f':{port}' if port else ''}{path}/"


def _is_near(text: str) -> bool:
    """Tell whether an address without a scheme is on this computer, or on one's own network."""
    name = re.split(r"[/:?#]", text, maxsplit=1)[0]
    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        return "." not in name or name.endswith((".local", ".lan"))


def _is_host(host: str) -> bool:
    """Tell whether something can be a host at all: people type sentences, too."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return True
    try:
        host.encode("idna")  # as whoever looks it up does
    except UnicodeError:
        return False
    return re.fullmatch(r"[^\W_]([\w.-]*[^\W_])?", host) is not None
