"""Pictures travel inside the page, and only those that lie beside the lesson."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import HEAD, read

from toolkit.lesson import markdown, pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg">\n<path d="M0 0h1" fill="#abc"/></svg>\n'


def keys(markdown: str, folder: Path | None) -> list[str]:
    problems = read(f"{HEAD}\n## A {{#a}}\n\n{markdown}\n", folder).problems
    return [each.key for each in problems if each.key.startswith("picture")]


def before(markdown: str, folder: Path) -> str:
    reading = read(f"{HEAD}\n## A {{#a}}\n\n{markdown}\n", folder)
    assert reading.lesson, reading.problems
    return reading.lesson.steps[0].before


def test_a_picture_is_embedded(tmp_path: Path) -> None:
    (tmp_path / "a b.png").write_bytes(b"\x89PNG")
    drawn = before("![Suluh](a%20b.png)", tmp_path)
    assert drawn == '<p><img src="data:image/png;base64,iVBORw==" alt="Suluh"></p>'


def test_a_drawing_is_the_same_with_windows_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(SVG.encode())
    unix = before("![Suluh](a.svg)", tmp_path)
    (tmp_path / "a.svg").write_bytes(b"\xef\xbb\xbf" + SVG.replace("\n", "\r\n").encode())
    assert before("![Suluh](a.svg)", tmp_path) == unix
    assert 'src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E' in unix
    assert "#abc" not in unix


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("![Suluh](b.png)", ["picture-missing"]),
        ("![Suluh](A.png)", ["picture-missing"]),
        ("![](a.png)", ["picture-without-alt"]),
        ("![Suluh](../a.png)", ["picture-elsewhere"]),
        ("![Suluh](/a.png)", ["picture-elsewhere"]),
        ("![Suluh](C:\\a.png)", ["picture-elsewhere"]),
        ("![Suluh](https://a.id/a.png)", ["picture-elsewhere"]),
        ("![Suluh](data:image/png;base64,AAAA)", ["picture-elsewhere"]),
        ("![Suluh](a.gif)", ["picture-type"]),
        ("![Suluh]()", ["picture-type"]),
        ("![Suluh](a%00.png)", ["picture-missing"]),
        (f"![Suluh]({'a' * 300}.png)", ["picture-missing"]),
        ("![Suluh](folder.png)", ["picture-missing"]),
        ("![Suluh](large.png)", ["picture-too-large"]),
    ],
)
def test_what_is_said_of_pictures(tmp_path: Path, markdown: str, found: list[str]) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "large.png").write_bytes(bytes(pictures.LARGEST + 1))
    assert keys(markdown, tmp_path) == found


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/t.png", "javascript:alert(1)", "../../library.toml", "//a.id/b"],
)
@pytest.mark.parametrize("place", ["[^a]: ![x]({}) 2025", "[^a]: a, 2025\n\n    > - ![x]({})"])
def test_footnotes_show_no_other_pictures(tmp_path: Path, address: str, place: str) -> None:
    assert keys(f"Kata. [^a]\n\n{place.format(address)}", tmp_path) == ["picture-elsewhere"]


def test_a_picture_in_a_footnote(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    reading = read(f"{HEAD}\n## A {{#a}}\n\nKata. [^a]\n\n[^a]: ![x](a.png) 2025\n", tmp_path)
    assert reading.lesson
    (source,) = reading.lesson.steps[0].sources
    assert source.html == '<img src="data:image/png;base64,iVBORw==" alt="x"> 2025'


@pytest.mark.parametrize(
    "address",
    [
        "https://a.id/b.png",
        "a.png",
        "data:image/png;base64,AAAA",
        "javascript:1",
        "../library.toml",
    ],
)
def test_only_what_the_album_put_in_is_drawn(address: str) -> None:
    nodes = markdown.parse(f"![a & *b*]({address})").nodes
    assert markdown.html(nodes, {}) == "<p>a &amp; b</p>"


@pytest.mark.parametrize("kind", [".PNG", "image/png"])
def test_a_data_address(kind: str) -> None:
    assert pictures.data_address(b"\x89PNG", kind) == "data:image/png;base64,iVBORw=="


def test_a_data_address_of_no_picture() -> None:
    with pytest.raises(KeyError):
        pictures.data_address(b"", "text/html")


def test_a_picture_without_a_folder(tmp_path: Path) -> None:
    assert keys("![Suluh](a.png)", None) == ["picture-missing"]
    assert keys("![Suluh](a.png)", tmp_path / "nowhere") == ["picture-missing"]


def test_a_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG")
    (tmp_path / "lesson").mkdir()
    try:
        (tmp_path / "lesson" / "a.png").symlink_to(tmp_path / "secret.png")
    except OSError:
        pytest.skip("this system makes no links")
    assert keys("![Suluh](a.png)", tmp_path / "lesson") == ["picture-missing"]


def test_pictures_are_weighed_together(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(bytes(pictures.LARGEST))
    count = pictures.TOGETHER // pictures.LARGEST - 1  # an address is a little longer
    assert keys("![Suluh](a.png)\n\n" * count, tmp_path) == []
    assert keys("![Suluh](a.png)\n\n" * (count + 2), tmp_path) == ["pictures-too-large"]


def test_a_picture_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")

    def refuse(path: Path) -> bytes:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert keys("![Suluh](a.png)", tmp_path) == ["picture-unreadable"]
