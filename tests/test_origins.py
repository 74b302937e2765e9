"""Which pages may connect to a kernel, also behind proxies."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from conftest import ROOT
from tornado.httputil import HTTPHeaders, HTTPServerRequest

from toolkit.project import Project
from toolkit.server.origins import is_ours

LIBRARY = Project(ROOT).library
PUBLIC = replace(LIBRARY, public_url="https://perpus.example/suluh/")


def request(*, trusted=False, **headers):
    named = HTTPHeaders({name.replace("_", "-"): value for name, value in headers.items()})
    connection = SimpleNamespace(context=SimpleNamespace(trusted=trusted))
    return HTTPServerRequest("GET", "/", headers=named, connection=connection)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8866", "127.0.0.1:8866"),
        ("https://perpus.example", "perpus.example"),
        ("https://PERPUS.example", "Perpus.Example"),
        ("https://perpus.example", "perpus.example:443"),
        ("http://[::1]:8866", "[::1]:8866"),
    ],
)
def test_our_own_pages_are_ours(origin, host):
    assert is_ours(origin, request(Host=host), LIBRARY)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "https://evil.example",
        "https://perpus.example.evil.example",
        "https://perpus.example:8443",
        "file://",
        "http://[",
        "https://perpus.example:x",
    ],
)
def test_others_are_not(origin):
    assert not is_ours(origin, request(Host="perpus.example"), PUBLIC)


def test_a_proxy_that_says_nothing_needs_the_public_address():
    inside = request(Host="127.0.0.1:8866")
    assert is_ours("https://perpus.example", inside, PUBLIC)
    assert not is_ours("https://perpus.example", inside, LIBRARY)


def test_only_a_trusted_proxy_says_where_we_are():
    headers = {"Host": "127.0.0.1:8866", "X_Forwarded_Host": "perpus.example"}
    assert is_ours("https://perpus.example", request(trusted=True, **headers), LIBRARY)
    assert not is_ours("https://perpus.example", request(**headers), LIBRARY)
