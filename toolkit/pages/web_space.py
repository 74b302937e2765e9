"""The rules a published folder brings for the web space it lies on: an Apache, most of the time."""

from __future__ import annotations

from collections.abc import Collection
from importlib.resources import files

NOBODY = "frame-ancestors 'none'"
DENY = "    Header always set X-Frame-Options DENY\n"


def htaccess(framed_by: Collection[str]) -> str:
    """Return the folder's `.htaccess`: only pages of these origins may show ours in a frame."""
    rules = files("toolkit.pages").joinpath("static", "htaccess").read_text(encoding="utf-8")
    if not framed_by:
        return rules
    # The older header knows no exceptions: where there are some, only the policy speaks.
    return rules.replace(NOBODY, f"frame-ancestors {' '.join(framed_by)}").replace(DENY, "")
