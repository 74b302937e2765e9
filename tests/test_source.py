"""From bytes to text: what no lesson is is refused, what was meant is read, lines stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lesson import source
from toolkit.lesson.problems import Report


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        (b"\xff\xfea\0", "encoding", 1),
        (b"a\nb\xe9", "encoding", 2),
        (b"a\nb\0", "binary", 2),
        (b"a" * (source.LARGEST + 1), "file-too-large", 1),
    ],
)
def test_what_no_lesson_is(content: bytes, key: str, line: int) -> None:
    report = Report("a")
    assert source.decode(content, report) is None
    assert [(each.key, each.line) for each in report.found] == [(key, line)]


def test_line_ends_and_the_mark_at_the_beginning() -> None:
    report = Report("a")
    assert source.decode("\ufeffa\r\nb\rc\n".encode(), report) == "a\nb\nc\n"
    assert not report.found


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a\n" * (source.LINES + 1), "too-many-lines", 1),
        ("a\n\n" + "b" * (source.LONGEST + 1), "paragraph-too-large", 3),
        ("*" * (source.SIGNS + 1), "too-many-signs", 1),
        ("a\n" + "[ " * (source.BRACKETS + 1), "too-many-brackets", 2),
        ("|" * (source.BARS + 1), "table-too-wide", 1),
        ("a\n\n" + "> " * (source.DEEPEST + 1), "too-deep", 3),
        ("- " * 5 + "a\n" + "- - - - - a\n" * (source.NESTED // 5), "too-deep", 1_601),
        ("- *a* [b](c)\n" * 2_000, "too-many-signs", source.ALL_SIGNS // 5 + 1),
        ("[a](b) " * (source.SIGNS // 3 + 1), "too-many-signs", 1),
    ],
)
def test_what_would_keep_the_checker_busy(text: str, key: str, line: int) -> None:
    report = Report("a")
    assert not source.fit(text, report)
    assert (key, line) in [(each.key, each.line) for each in report.found]


def test_as_large_as_a_lesson_gets_is_fine() -> None:
    paragraph = "kata " * 900 + "\n\n"
    report = Report("a")
    assert source.fit(paragraph * 25, report)
    assert source.fit("- [ ] a\n  > b\n" * 1000, report)
    assert source.fit("[^a]: Lembaga, judul, 2025, https://contoh.example/halaman\n" * 100, report)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("：：：｛judge｝", ":::{judge}"),
        ("##Judul", "## Judul"),
        ("• [ ] a", "- [ ] a"),
        ("-[x]a", "- [x]a"),
        ("\u00a0\u00a0> a", "  > a"),
        ("a\u200bb – c", "a\u200bb – c"),
        ("[a](https://b.id “c”)", '[a](https://b.id "c")'),
        ("a\x0bb", "a b"),
    ],
)
def test_as_meant(line: str, meant: str) -> None:
    assert source.as_meant(line) == meant


@given(st.text())
def test_lines_keep_their_numbers(text: str) -> None:
    plain = source.plain_lines(text)
    assert source.as_meant(plain).count("\n") == plain.count("\n")
