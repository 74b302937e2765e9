"""Colon fences: found by their lines, so that a slip in one takes no other step with it."""

from __future__ import annotations

import pytest

from toolkit.lesson import colons, markdown, outline
from toolkit.lesson.colons import Opening


def fences(text: str) -> list[Opening]:
    nodes = markdown.parse(text).nodes
    return [outline.opening(node) for node in nodes if node.type == colons.FENCE]


@pytest.mark.parametrize(
    ("line", "name", "named", "rest"),
    [
        (":::{choose} {#otp}", "choose", "otp", ""),
        (":::{choose}", "choose", None, ""),
        ("::: { choose } { #otp }", "choose", "otp", ""),
        (":::{choose #otp}", "choose", "otp", ""),
        (":::choose", "choose", None, ""),
        (":::{choose} tolong", "choose", None, "tolong"),
        (":::{}", "", None, ""),
    ],
)
def test_opening_lines(line: str, name: str, named: str | None, rest: str) -> None:
    (found,) = fences(f"{line}\na\n\n:::")
    assert (found.name, found.id, found.rest) == (name, named, rest)


def test_keys_stand_right_under_the_opening_line() -> None:
    (found,) = fences(":::{judge}\n:from: Bu: Ani\n\n: time :\n\na\n:group: b\n:::")
    assert [(key.name, key.value, key.line) for key in found.keys] == [
        ("from", "Bu: Ani", 2),
        ("time", "", 4),
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (":::{a}\nb\n\n:::\n", [(True, False, 4)]),
        (":::{a}\n- b\n:::\n", [(True, True, 3)]),
        (":::{a}\nb\n\n:::{c}\n:::\n", [(False, False, 4), (True, False, 5)]),
        (":::{a}\nb\n\n## C\n", [(False, False, 4)]),
        (":::{a}\n### b\n\n:::\n", [(True, False, 4)]),
        (":::{a}\nb", [(False, False, 3)]),
    ],
)
def test_where_a_fence_ends(text: str, ends: list[tuple[bool, bool, int]]) -> None:
    assert [(each.closed, each.crowded, each.end) for each in fences(text)] == ends


def test_the_next_step_is_never_swallowed() -> None:
    *_, heading = markdown.parse("## A\n\n:::{choose}\n- [ ] a\n\n## B").nodes
    assert outline.is_step(heading)


def test_a_closing_line_alone_is_noted() -> None:
    assert [node.type for node in markdown.parse(":::\n\na").nodes] == [colons.STRAY, "paragraph"]


@pytest.mark.parametrize("text", ["> :::{a}", "- :::{a}", "a ::: b", "::", ":: a"])
def test_what_is_no_fence(text: str) -> None:
    assert not fences(text)
