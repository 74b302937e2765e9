"""Where this server is to the outside, as far as a request shows it."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest

from toolkit.library import Library
from toolkit.server.addresses import address_of, root_of


def base(request: HTTPServerRequest, library: Library) -> str:
    """Return the address of this server's site, with a slash at its end, to give to others.

    `public_url` may be a folder of files elsewhere, and `send_to` another server than this one, on
    which somebody tries something. So what `library.toml` says counts where it names the very host
    that was asked, else that host does.
    """
    host = _host(request)
    for known in (library.public_url, library.send_to):
        if known and urlsplit(known).netloc.lower() == host.lower():
            return known
    address = address_of(request.path, root_of(library))
    before = request.path.removesuffix(address) if address else request.path
    return f"{request.protocol}://{host}{before or '/'}"


def typed(address: str) -> str:
    """Return an address as people type it: without its scheme."""
    return re.sub(r"^https?://", "", address)


def is_local(address: str) -> bool:
    """Tell whether an address leads to the computer it is asked on, so that it helps no phone."""
    try:
        name = urlsplit(address).hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:  # a name, or no address at all
        return False


def _host(request: HTTPServerRequest) -> str:
    # The front has looked at who connected to us, and forgotten it but for this.
    if getattr(getattr(request.connection, "context", None), "trusted", False):
        forwarded = request.headers.get("X-Forwarded-Host", "").split(",")[0].strip()
        if re.fullmatch(r"[\w.:\[\]-]+", forwarded):
            return forwarded
    return request.headers.get("Host", "")
