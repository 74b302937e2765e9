"""Where a server says that it is, so that others find it."""

from dataclasses import replace

import pytest
from conftest import ROOT
from tornado.httputil import HTTPHeaders, HTTPServerRequest

from toolkit.library import Library
from toolkit.server.outside import base, is_local, typed

LIBRARY, _ = Library.read(ROOT)
assert LIBRARY


class Connection:
    def __init__(self, *, trusted):
        self.context = type("Context", (), {"trusted": trusted, "protocol": "http"})()


def request(path="/staff/rooms", host="", forwarded="", *, trusted=False, protocol="http"):
    headers = HTTPHeaders({"Host": host})
    if forwarded:
        headers["X-Forwarded-Host"] = forwarded
    made = HTTPServerRequest("GET", path, headers=headers, connection=Connection(trusted=trusted))
    made.protocol = protocol
    return made


@pytest.mark.parametrize(
    ("public", "send_to", "asked", "where"),
    [
        ("", "", {"host": "192.168.1.5:8866"}, "http://192.168.1.5:8866/"),
        ("", "", {"host": "lib.example", "protocol": "https"}, "https://lib.example/"),
        # A proxy speaks https for it, and nobody told the server.
        ("https://lib.example/", "", {"host": "lib.example"}, "https://lib.example/"),
        (
            "https://lib.example/suluh/",
            "",
            {"host": "lib.example", "path": "/suluh/staff"},
            "https://lib.example/suluh/",
        ),
        # The pages are published elsewhere; this is the server they send to.
        (
            "https://web.example/s/",
            "https://live.example/",
            {"host": "live.example"},
            "https://live.example/",
        ),
        ("https://web.example/s/", "", {"host": "10.0.0.2:80"}, "http://10.0.0.2:80/"),
        (
            "https://web.example/s/",
            "",
            {"host": "10.0.0.2", "path": "/s/staff"},
            "http://10.0.0.2/s/",
        ),
        # Whoever sits at the server itself, or tries it on a laptop with the same library.toml.
        ("", "https://live.example/", {"host": "127.0.0.1:8866"}, "http://127.0.0.1:8866/"),
        ("", "", {"host": "localhost:8866"}, "http://localhost:8866/"),
        # Only a proxy of ours is believed.
        ("", "", {"host": "inner", "forwarded": "evil.example"}, "http://inner/"),
        (
            "",
            "",
            {"host": "inner", "forwarded": "lib.example, x", "trusted": True, "protocol": "https"},
            "https://lib.example/",
        ),
        ("", "", {"host": "inner", "forwarded": "<b>", "trusted": True}, "http://inner/"),
    ],
)
def test_the_address_to_give(public, send_to, asked, where):
    library = replace(LIBRARY, public_url=public, send_to=send_to)
    assert base(request(**asked), library) == where


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://127.0.0.1:8866/r/X", True),
        ("http://[::1]/r/X", True),
        ("http://localhost:1/", True),
        ("http://192.168.1.5/", False),
        ("https://lib.example/", False),
        ("http://[broken/", False),
    ],
)
def test_an_address_that_helps_no_phone(address, local):
    assert is_local(address) is local


def test_people_type_no_scheme():
    assert typed("https://lib.example/r/CDF347") == "lib.example/r/CDF347"
