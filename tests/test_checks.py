"""Advice on a lesson as a whole. None of it is an error."""

from __future__ import annotations

import pytest
from sample import HEAD, read

SIDES = "- [{false}] tidak benar\n  > b\n- [{true}] benar\n  > b\n"
RESULTS = "\n1. a\n   b.id\n2. a\n   b.id\n\n:::\n"


def judged(name: str, *, truth: bool) -> str:
    marks = SIDES.format(false=" " if truth else "x", true="x" if truth else " ")
    opening = f"## {name} {{#{name}}}\n\n:::{{judge}} {{#{name}-1}}\n:frame: sms\n\n> a\n\n"
    return f"{opening}{marks}{RESULTS}\n"


def said(body: str) -> dict[str, int]:
    ignored = {"part-without-end", "step-without-notes", "source-without-date"}
    problems = read(HEAD + body).problems
    assert all(each.level == "advice" for each in problems), [each.key for each in problems]
    return {each.key: each.line - 6 for each in problems if each.key not in ignored}


START = "## Mulai {#mulai}\n\n"


@pytest.mark.parametrize(
    ("truths", "key"),
    [
        ([True, False], None),
        ([True, True, False], None),
        ([False] * 3, "mostly-false"),
        ([True] * 3, "mostly-true"),
        ([False] * 5 + [True] * 3, None),
        ([False] * 7 + [True] * 3, "mostly-false"),
    ],
)
def test_about_half_of_what_is_judged_is_true(truths: list[bool], key: str | None) -> None:
    steps = "".join(judged(f"j{place}", truth=truth) for place, truth in enumerate(truths))
    assert set(said(f"{START}Kata.\n\n{steps}")) == ({key} if key else set())


def test_a_warning_comes_before_the_first_hoax() -> None:
    hoax, truth = judged("a", truth=False), judged("b", truth=True)
    assert set(said(hoax + truth)) == {"hoax-before-warning"}
    assert not said(truth + hoax)


def test_headings_skip_no_level() -> None:
    assert said(f"{START}### A\n\n#### B\n\nKata.\n") == {}
    assert said(f"{START}#### A\n\nKata.\n") == {"heading-skipped": 3}


def test_options_need_an_activity() -> None:
    assert said(f"{START}- [ ] a\n- [x] b\n") == {"options-outside": 3}


def test_a_paragraph_fits_a_phone() -> None:
    assert said(START + "kata " * 60) == {}
    assert said(START + "kata " * 61) == {"paragraph-too-long": 3}
    assert said(START + "- " + "kata " * 61) == {"paragraph-too-long": 3}


def test_links_need_their_scheme_where_they_live() -> None:
    link = "[a](cekfakta.com)"
    key = "link-without-scheme"
    assert said(f"{START}{link}\n") == {key: 3}
    assert said(f"{START}a\n\n:::{{notes}}\n1 menit. {link}\n\n:::\n") == {key: 6}
    assert said(f"{START}a\n\n:::{{end}}\n{link}\n\n:::\n") == {key: 6}
    assert said(f"{START}a [^b]\n\n[^b]: {link}\n") == {key: 5}
    recall = f":::{{recall}} {{#r}}\na\n\n> {link}\n\n:::\n"
    assert said(START + recall) == {key: 6}
    dead = judged("a", truth=True).replace("> a\n", f"> {link}\n")
    assert said(dead) == {}
