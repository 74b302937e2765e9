"""Addresses taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.activities.link import addresses
from toolkit.activities.link.addresses import Piece


def apart(marked: str) -> list[tuple[str, str]]:
    before, owner, after = marked.split("|")
    pieces = addresses.pieces(before + owner + after, len(before), len(before + owner))
    return [(piece.role, piece.text) for piece in pieces]


@pytest.mark.parametrize(
    ("marked", "pieces"),
    [
        (
            "bantuan.go.id.|masuk.my.id|/daftar",
            [("front", "bantuan.go.id."), ("owner", "masuk.my.id"), ("path", "/daftar")],
        ),
        (
            "https://www.|bmkg.go.id|/cuaca",
            [
                ("scheme", "https://"),
                ("front", "www."),
                ("owner", "bmkg.go.id"),
                ("path", "/cuaca"),
            ],
        ),
        (
            "http://www.bri.co.id.|masuk.my.id|",
            [
                ("scheme", "http://"),
                ("front", "www."),
                ("front", "bri.co.id."),
                ("owner", "masuk.my.id"),
            ],
        ),
        (
            "http://bca.co.id@|203.0.113.7|:8080/?a=1#x",
            [
                ("scheme", "http://"),
                ("user", "bca.co.id@"),
                ("owner", "203.0.113.7"),
                ("port", ":8080"),
                ("query", "/?a=1"),
                ("fragment", "#x"),
            ],
        ),
        ("|a.id|/", [("owner", "a.id"), ("path", "/")]),
        ("|a.id|#b", [("owner", "a.id"), ("fragment", "#b")]),
        ("|a.id|/#b", [("owner", "a.id"), ("fragment", "/#b")]),
        ("a.id@b.id@|c.id|", [("user", "a.id@b.id@"), ("owner", "c.id")]),
        ("//|a.id|/b@c.id", [("scheme", "//"), ("owner", "a.id"), ("path", "/b@c.id")]),
        ("https://|a.id|\\b", [("scheme", "https://"), ("owner", "a.id"), ("path", "\\b")]),
        ("|[2001:db8::1]|:80", [("owner", "[2001:db8::1]"), ("port", ":80")]),
    ],
)
def test_pieces(marked: str, pieces: list[tuple[str, str]]) -> None:
    assert apart(marked) == pieces


@pytest.mark.parametrize(
    "marked",
    [
        "https://|bmkg|.go.id/cuaca",  # not the end of the name
        "https://www.bmkg.go.id/|cuaca|",
        "https://www.b|mkg.go.id|/",  # in the middle of a word
        "https://|user@a.id|/",
        "https://user|@a.id|/",
        "https://|a.id:80|/",
        "ht|tps://a.id|",
        "a.id||/b",
        "javascript:|alert|(1)",
    ],
)
def test_where_no_owner_can_stand(marked: str) -> None:
    assert apart(marked) == []


SIGNS = st.text(alphabet="ab1.:/@?#[]\\-%é", max_size=25)


@given(SIGNS, SIGNS, SIGNS)
def test_all_pieces_together_are_the_address(before: str, owner: str, after: str) -> None:
    pieces = addresses.pieces(before + owner + after, len(before), len(before + owner))
    if pieces:
        assert "".join(piece.text for piece in pieces) == before + owner + after
        assert [piece for piece in pieces if piece.role == "owner"] == [Piece(owner, "owner")]
        roles = [addresses.ROLES.index(piece.role) for piece in pieces]
        assert roles == sorted(roles)
        assert all(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("https://www.bmkg.go.id/cuaca", "bmkg.go.id"),
        ("bantuan.go.id.Masuk.my.id/daftar", "masuk.my.id"),
        ("https://user@toko.web.id:80", "toko.web.id"),
        ("bri.id", "bri.id"),
        ("a.b.bri.id.", "bri.id"),
        ("go.id", ""),
        ("perpus.example", ""),
        ("203.0.113.7", ""),
        ("", ""),
    ],
)
def test_the_owner_of_an_indonesian_address(address: str, owner: str) -> None:
    assert addresses.owner(address) == owner


@given(SIGNS)
def test_nothing_raises(address: str) -> None:
    addresses.owner(address)
    site = addresses.host(address)
    assert address[site.start : site.end] == site.name
