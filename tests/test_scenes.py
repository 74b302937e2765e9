"""Pieces of an activity under headings of their own."""

from __future__ import annotations

from test_fence import a_fence

from toolkit.lesson import plain, scenes


def test_scenes() -> None:
    before, found = scenes.read(a_fence(":::{chat}\na\n\n### B *c*\nd\n\n#### E\n\n:::").nodes)
    assert plain.text(before) == "a"
    assert [(each.title, each.line, plain.text(each.nodes)) for each in found] == [
        ("B c", 4, "d"),
        ("E", 7, ""),
    ]


def test_no_scenes() -> None:
    assert scenes.read(()) == ([], [])
