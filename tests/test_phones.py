"""From a phone to this computer: an address that works there, and a code that cameras read."""

import io
import re
import socket
import sys

import pytest
import segno

from toolkit.server import phones

ADDRESS = "http://192.168.1.20:8866/"
SQUARES = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}


class Screen(io.StringIO):
    def isatty(self):
        return True


def read(drawn):
    """Return the rows of squares of a drawn code, as they are lit."""
    rows = []
    for line in drawn.splitlines():
        pairs = [SQUARES[sign] for sign in re.sub("\x1b\\[[0-9;]*m", "", line)]
        rows += [[upper for upper, _ in pairs], [lower for _, lower in pairs]]
    return rows


@pytest.mark.parametrize("coloured", [True, False])
def test_the_code_says_the_address_with_an_empty_margin(coloured):
    made = segno.make(ADDRESS, error="m", micro=False)
    dark = [[bool(square) for square in row] for row in made.matrix_iter(border=4)]
    shown = [
        [lit == coloured for lit in row] for row in read(phones.drawn(ADDRESS, coloured=coloured))
    ]
    assert shown[: len(dark)] == dark
    assert not any(map(any, shown[len(dark) :]))


def test_with_colour_it_is_black_on_white_in_any_terminal():
    for line in phones.drawn(ADDRESS, coloured=True).splitlines():
        assert line.startswith("\x1b[30;107m")
        assert line.endswith("\x1b[0m")
    assert "\x1b" not in phones.drawn(ADDRESS, coloured=False)


def test_it_fits_a_small_terminal():
    lines = phones.drawn("http://192.168.100.200:65535/", coloured=False).splitlines()
    assert len(lines) <= 20
    assert max(map(len, lines)) <= 40


def test_a_code_is_drawn_only_where_it_can_be_seen(monkeypatch):
    assert phones.code(ADDRESS, io.StringIO(), {}) == ""
    assert phones.code(ADDRESS, Screen(), {"TERM": "dumb"}) == ""
    monkeypatch.setattr(sys, "platform", "linux")
    assert phones.code(ADDRESS, Screen(), {}) == phones.drawn(ADDRESS, coloured=True)
    plain = phones.drawn(ADDRESS, coloured=False)
    assert phones.code(ADDRESS, Screen(), {"NO_COLOR": ""}) == plain
    monkeypatch.setattr(sys, "platform", "win32")
    assert phones.code(ADDRESS, Screen(), {}) == plain
    assert phones.code(ADDRESS, Screen(), {"WT_SESSION": "1"}) != plain


def test_a_server_for_this_computer_only_says_its_own_address():
    assert not phones.is_open("127.0.0.1")
    assert phones.address("127.0.0.1", 8866) == "http://127.0.0.1:8866/"
    assert phones.address("::1", 8866) == "http://[::1]:8866/"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])
def test_an_open_server_says_an_address_that_others_can_reach(host):
    assert phones.is_open(host)
    name = re.fullmatch(r"http://(.+):8866/", phones.address(host, 8866))[1]
    assert name not in ("0.0.0.0", "::", "")
    assert not name.startswith("127.") or name == socket.gethostname()
