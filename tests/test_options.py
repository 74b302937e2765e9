"""The list of options: boxes, words and what is quoted under each."""

from __future__ import annotations

import pytest
from test_fence import a_fence, told

from toolkit.lesson import markdown, options, plain


def read(text: str) -> tuple[options.Options, list[str]]:
    fence = a_fence(f":::{{choose}}\n{text}\n\n:::")
    return options.read(fence), told(fence)


def test_options_with_what_is_around_them() -> None:
    found, problems = read("a\n\n- [ ] b\n  > c\n- [x] d\n\n  > e\n\n1. f")
    assert not problems
    assert [
        (item.box, plain.text(item.words), plain.text(item.quoted), item.line)
        for item in found.items
    ] == [(False, "b", "c", 4), (True, "d", "e", 6)]
    assert plain.text(found.before) == "a"
    assert plain.text(found.after) == "1. f"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("- [ ] a\n> b\n- [x] c\n> d", ["b", "d"]),  # at the margin, but right under it
        ("- [ ] a\n\n> b\n\n- [x] c\n  > d", ["b", "d"]),
        ("- [ ] a\n  > b\n- [x] c\n\n> d", ["b", ""]),  # apart from the last: not its feedback
    ],
)
def test_feedback_that_is_not_indented(text: str, quoted: list[str]) -> None:
    found, problems = read(text)
    assert [plain.text(item.quoted) for item in found.items] == quoted
    assert not problems


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a", "no-options"),
        ("- a\n- b", "option-without-box"),
        ("- [ ] a\n- b", "option-without-box"),
        ("- [ ]\n- [x] b", "empty-option"),
        ("- [ ]\n\n- [x] b", "empty-option"),
        ("- [ ] &nbsp;\n- [x] b", "empty-option"),
        ("- [ ] \u200b\n- [x] b", "empty-option"),
        ("- [ ]\n  ---\n- [x] b", "empty-option"),
        ("- [ ] a\n\nb\n\n- [x] c", "no-place-for-words"),
    ],
)
def test_what_is_wrong_with_a_list(text: str, key: str) -> None:
    assert key in read(text)[1]


@pytest.mark.parametrize("words", ["![](a.png)", "![b](a.png)", "`b`"])
def test_a_picture_or_code_is_an_option_too(words: str) -> None:
    assert not read(f"- [ ] {words}\n- [x] c")[1]


def test_feedback_has_a_measure() -> None:
    fence = a_fence(":::{choose}\n- [ ] a\n  > b c d\n- [x] e\n\n:::")
    first, second = options.read(fence).items
    assert options.feedback(fence, first, longest=2) == "<p>b c d</p>"
    assert options.feedback(fence, second) == ""
    assert told(fence) == ["feedback-too-long", "option-without-feedback"]


def test_how_long_an_option_looks() -> None:
    nodes = markdown.parse("**a** & [b](https://c.id)").nodes
    assert options.length(markdown.inline(nodes, {})) == len("a & b")


def test_on_paper() -> None:
    assert options.choice(["a", "b"]) == '<ul class="suluh-boxes"><li>a</li><li>b</li></ul>'


@pytest.mark.parametrize(
    ("kind", "means_something", "problems"),
    [("order", [], ["box-without-use"]), ("chat", ["boxes"], []), ("match", [], [])],
)
def test_a_box_that_nobody_will_see_is_told_of_once(
    kind: str, means_something: list[str], problems: list[str]
) -> None:
    sign = "1." if kind == "order" else "-"
    box = "" if kind == "match" else " [x]"
    fence = a_fence(f":::{{{kind}}}\n{sign}{box} a\n{sign}{box} b\n\n:::")
    kinds = {"1.": "ordered_list", "-": "bullet_list"}
    found = options.listed(fence, fence.nodes, kinds[sign], boxes=bool(means_something))
    assert [plain.text(item.words) for item in found.items] == ["a", "b"]
    assert told(fence) == problems
