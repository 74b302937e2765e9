"""The headers that tell a browser what a page may not do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.library import Library

STRICT_TRANSPORT = "max-age=31536000"
"""Said where a trusted proxy has the page over https: from then on, a browser asks only so.

Not for subdomains: those are the city's.
"""

CLOSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
"""What no lesson needs of a phone."""

_INLINE_STYLE = re.compile(r"(?:<|\\u003c)style\b|\sstyle\s*=", re.IGNORECASE)


def page_headers(library: Library, body: str = "") -> dict[str, str]:
    """Return the headers of a page, as strict as its body allows."""
    headers = {
        "Content-Security-Policy": page_policy(library, body),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in CLOSED),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": _resource_policy(library),
    }
    if not library.framed_by:  # an older browser knows only this, and of no exceptions
        headers["X-Frame-Options"] = "DENY"
    return headers


def page_policy(library: Library, body: str = "") -> str:
    """Return the Content-Security-Policy of a page.

    Tables in notebooks bring styles of their own: only pages that have such may have them.
    """
    inline = " 'unsafe-inline'" if _INLINE_STYLE.search(body) else ""
    return _policy(
        {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": f"'self'{inline}",
            "img-src": "'self' data:",
            "connect-src": "'self'",
            "worker-src": "'self'",
            "manifest-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": " ".join(library.framed_by) or "'none'",
        }
    )


def file_headers(library: Library, media_type: str) -> dict[str, str]:
    """Return the headers of a file beside the pages."""
    kind = media_type.partition(";")[0]
    headers = {
        "X-Content-Type-Options": "nosniff",
        # A catalogue may show the drawn picture of a lesson beside its link.
        "Cross-Origin-Resource-Policy": (
            "cross-origin" if kind == "image/jpeg" else _resource_policy(library)
        ),
    }
    if kind == "text/javascript":  # a service worker may do what its own answer says
        headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    elif kind == "image/svg+xml":  # a drawing, also where it is opened by itself
        headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return headers


def _resource_policy(library: Library) -> str:
    """Return who may load it: a page in a closed frame counts as another site."""
    return "cross-origin" if library.framed_by else "same-origin"


def _policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
