"""Which pages may talk to this server: our own, also behind a proxy, and published ones."""

from __future__ import annotations

from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest

from toolkit.library import Library

PORTS = {"http": 80, "https": 443}


def is_ours(origin: str | None, request: HTTPServerRequest, library: Library) -> bool:
    """Tell whether an `Origin` is where this very server is, as its visitors see it.

    Every browser names the origin, so that a request without one comes from something else.
    """
    asking = origin_of(origin or "")
    if asking is None:
        return False
    scheme = asking[0]
    named = [library.public_url, library.send_to, f"{scheme}://{request.headers.get('Host', '')}"]
    # The front has looked at who connected to us, and forgotten it but for this.
    if getattr(getattr(request.connection, "context", None), "trusted", False):
        forwarded = request.headers.get("X-Forwarded-Host", "").split(",")[0].strip()
        named.append(f"{scheme}://{forwarded}")
    return asking in (origin_of(each) for each in named)


def is_published(request: HTTPServerRequest, library: Library) -> bool:
    """Tell whether a request comes from a page of the folder of files that sends its answers here.

    Both may be on one host; then the address of the page says which it is.
    """
    if not library.send_to:
        return False
    public = origin_of(library.public_url)
    if public and public != origin_of(library.send_to):
        return origin_of(request.headers.get("Origin", "")) == public
    return request.headers.get("Referer", "").startswith(library.public_url or "\0")


def origin_of(address: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an address, None where it has none."""
    try:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            return None
        return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]
    except ValueError:
        return None
