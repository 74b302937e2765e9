"""The headers of a live page: as strict as Voilà's scripts, and those in its outputs, allow."""

from __future__ import annotations

import re

from toolkit.library import Library
from toolkit.server.policy import page_headers

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?")


def live_headers(library: Library, host: str) -> dict[str, str]:
    """Return the headers of a live page that was asked for at a host.

    Outputs may bring scripts of their own, and Voilà puts those into the page as they are and has
    some evaluated; an anywidget comes as a blob. But nothing is fetched from, or sent to, another
    host, so that such a script can tell nobody what it sees.
    """
    policy = {
        "default-src": "'none'",
        "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self'{_sockets(host)}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(library.framed_by) or "'none'",
    }
    return {
        **page_headers(library),
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cache-Control": "no-store",  # it belongs to one visitor and one kernel
    }


def _sockets(host: str) -> str:
    """Return the page's own host for browsers that do not count web sockets to 'self'."""
    return f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
