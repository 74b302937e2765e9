"""Which pages may open a connection to a kernel: our own, also where a proxy shows them."""

from __future__ import annotations

from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest

from toolkit.library import Library

PORTS = {"http": 80, "https": 443}


def is_ours(origin: str | None, request: HTTPServerRequest, library: Library) -> bool:
    """Tell whether an `Origin` is where this very server is, as its visitors see it.

    Every browser names the origin, so that a request without one comes from something else.
    """
    asking = _place(origin or "")
    if asking is None:
        return False
    scheme = asking[0]
    named = [library.public_url, f"{scheme}://{request.headers.get('Host', '')}"]
    # The front has looked at who connected to us, and forgotten it but for this.
    if getattr(getattr(request.connection, "context", None), "trusted", False):
        forwarded = request.headers.get("X-Forwarded-Host", "").split(",")[0].strip()
        named.append(f"{scheme}://{forwarded}")
    return asking in (_place(each) for each in named)


def _place(address: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an address."""
    try:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            return None
        return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]
    except ValueError:
        return None
