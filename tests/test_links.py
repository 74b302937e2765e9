"""Links that lead nowhere."""

from __future__ import annotations

import pytest

from toolkit.lesson import links, markdown
from toolkit.lesson.problems import Report


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


def told(address: str) -> list[str]:
    report = Report("a")
    links.check(markdown.parse(f"a\n[b](<{address}>)").nodes, report)
    assert all(each.line == 2 and each.level == "advice" for each in report.found)
    return [each.key for each in report.found]


@pytest.mark.parametrize(
    "address",
    [
        *("tel:157", "tel:+62-21-150-0000", "tel:021 1500000", "TEL:110"),
        *("https://wa.me/6281157157157", "https://wa.me/?text=halo", "https://wa.me/"),
        "https://wa.me/message/ABC123",
    ],
)
def test_a_number_that_can_be_called(address: str) -> None:
    assert told(address) == []


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("tel:", "odd-number"),
        ("tel:OJK", "odd-number"),
        ("tel:15", "odd-number"),
        ("tel:157x", "odd-number"),
        ("tel:" + "1" * 16, "odd-number"),
        ("https://wa.me/081157157157", "odd-chat"),
        ("https://wa.me/+62 811-5715-7157", "odd-chat"),
        ("http://wa.me/157", "odd-chat"),
    ],
)
def test_a_number_that_cannot(address: str, key: str) -> None:
    assert told(address) == [key]


@pytest.mark.parametrize("written", ["081157157157", "+6281157157157", "0811-5715-7157"])
def test_a_chat_without_its_country_is_guessed(written: str) -> None:
    report = Report("a")
    links.check(markdown.parse(f"[b](https://wa.me/{written})").nodes, report)
    assert "https://wa.me/6281157157157" in report.found[0].sentence("en")
