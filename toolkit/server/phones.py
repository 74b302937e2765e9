"""The way from a phone in the reading room to this computer: an address, and a code to scan."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from typing import TextIO

ALL = ("", "0.0.0.0", "::")  # noqa: S104  # asked for by who runs it
"""The hosts that mean: listen to whoever reaches this computer."""

MARGIN = 4
"""How many squares must be empty round a code, so that cameras find it."""

BLACK_ON_WHITE, AS_BEFORE = "\x1b[30;107m", "\x1b[0m"


def is_open(host: str) -> bool:
    """Tell whether a server on a host is open to the network."""
    return host in ALL


def address(host: str, port: int) -> str:
    """Return where others find a server that listens on a host and a port."""
    name = _own_name() if is_open(host) else host
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def code(address: str, out: TextIO, environment: Mapping[str, str] = os.environ) -> str:
    """Return the QR code of an address as text, "" where `out` cannot show it."""
    if not out.isatty() or environment.get("TERM") == "dumb":
        return ""
    # An old console on Windows would show the signs that set a colour.
    plain = "NO_COLOR" in environment or (
        sys.platform == "win32" and "WT_SESSION" not in environment
    )
    return drawn(address, coloured=not plain)


def drawn(address: str, *, coloured: bool) -> str:
    """Return a QR code as text, two rows of squares a line.

    Without colour the light squares are drawn, since nearly all terminals are dark.
    """
    import segno  # here, since only a reading room needs it

    made = segno.make(address, error="m", micro=False)
    rows = [[bool(dark) == coloured for dark in row] for row in made.matrix_iter(border=MARGIN)]
    rows += [[not coloured] * len(rows[0])] * (len(rows) % 2)
    signs = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    lines = (
        "".join(signs[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
    before, after = (BLACK_ON_WHITE, AS_BEFORE) if coloured else ("", "")
    return "\n".join(f"{before}{line}{after}" for line in lines)


def _own_name() -> str:
    """Return the address of this computer in its network, its name where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # chooses a way out; nothing is sent (RFC 5737)
            return str(probe.getsockname()[0])
        except OSError:
            pass  # no way to the internet; a reading room may have Wi-Fi all the same
    name = socket.gethostname()
    try:
        found = socket.gethostbyname_ex(name)[2]
    except OSError:
        found = []
    return next((each for each in found if not each.startswith("127.")), name)
