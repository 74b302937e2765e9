"""Links that lead nowhere."""

from __future__ import annotations

import pytest

from toolkit.lesson import links, markdown


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("cekfakta.com", "https://"),
        ("www.kominfo.go.id/a.html?b=c", "https://"),
        ("saya@contoh.id", "mailto:"),
        ("https://a.id", None),
        ("/misinformation", None),
        ("#atas", None),
        ("catatan.pdf", None),
        ("kata", None),
    ],
)
def test_a_link_without_a_scheme(address: str, scheme: str | None) -> None:
    nodes = markdown.parse(f"a\n[b]({address})").nodes
    assert list(links.unfinished(nodes)) == ([(address, scheme, 2)] if scheme else [])
