"""What looks like a fence where it is none: facilitator notes would stand on a patron's page."""

from __future__ import annotations

import time

import pytest
from sample import HEAD, read

SECRET = "3 menit. RAHASIA"


def told(markdown: str) -> list[tuple[str, int]]:
    """Return what is said of fences in a step, with the line counted from its first words."""
    before = HEAD + "## A {#a}\n\n"
    reading = read(before + markdown)
    found = [
        (each.key, each.line - before.count("\n"))
        for each in reading.problems
        if each.level == "error"
    ]
    assert (reading.lesson is None) == bool(found)
    return found


OPEN, CLOSE = "looks-like-fence", "looks-like-close"


@pytest.mark.parametrize(
    ("shape", "line"),
    [
        (f"> :::{{notes}}\n> {SECRET}", 1),
        (f"> Kata.\n>\n> > :::{{notes}}\n> > {SECRET}", 3),
        (f"- :::{{notes}}\n  {SECRET}", 1),
        (f"- a\n- b\n\n  1. :::{{notes}} {SECRET}", 4),
        (f"::notes\n{SECRET}", 1),
        (f":: notes\n{SECRET}", 1),
        (f":{{notes}}\n{SECRET}", 1),
        (f":notes\n{SECRET}", 1),
        (f"{{notes}}\n{SECRET}", 1),
        (f";;;{{notes}}\n{SECRET}", 1),
        (f";;;notes\n{SECRET}", 1),
        (f"```{{notes}}\n{SECRET}\n```", 1),
        (f"``` notes\n{SECRET}\n```", 1),
        (f"~~~{{note}}\n{SECRET}\n~~~", 1),
        (f"```\nkata\n:::{{notes}}\n{SECRET}\n```", 3),
        (f"`{{notes}}`\n{SECRET}", 1),
        (f"\\:::{{notes}}\n{SECRET}", 1),
        (f"**:::{{notes}}**\n{SECRET}", 1),
        (f"### :::{{notes}}\n{SECRET}", 1),
        (f"::\u200b{{notes}}\n{SECRET}", 1),
        (f"> ：：：｛notes｝\n> {SECRET}", 1),
        (f"::(notes)\n{SECRET}", 1),
        (f"Tutup teleponnya.\nLalu: :::{{notes}} {SECRET}", 2),
        (f"| a | b |\n|---|---|\n| c | :::{{notes}} {SECRET} |", 3),
        (f"[^a]\n\n[^a]: Bank, 2024\n\n[^b]: > :::{{notes}} {SECRET}", 5),
        (f"> :::{{nots}}\n> {SECRET}", 1),
        (f"::note\n{SECRET}", 1),
        (f"> :::{{catatan}}\n> {SECRET}", 1),
        (f"> :::{{apa saja}}\n> {SECRET}", 1),
        ("> :::{choose} {#a}\n> Apa?", 1),
        ("- ::: end", 1),
        (f":::{{recall}} {{#r}}\nApa?\n\n> ::notes\n> {SECRET}\n\n:::", 4),
    ],
)
def test_what_looks_like_an_opening(shape: str, line: int) -> None:
    assert (OPEN, line) in told(shape)


@pytest.mark.parametrize(
    "shape",
    [
        f":::notes:\n{SECRET}\n:::",
        f":::notes: {SECRET}",
        f":::(notes)\n{SECRET}",
        f"::: \u200b{{notes}}\n{SECRET}",
        f":::{{catatan}}\n{SECRET}\n:::",
    ],
)
def test_what_is_refused_as_a_fence_already(shape: str) -> None:
    assert told(shape)


@pytest.mark.parametrize(
    "shape", ["> a\n> :::", "- :::", "1. a\n2. ::::", "> ;;;", "```\n:::\n```"]
)
def test_what_looks_like_a_close(shape: str) -> None:
    assert [key for key, _ in told(shape)] == [CLOSE]


@pytest.mark.parametrize(
    "words",
    [
        "Catatan: bawa KTP asli.",
        "Notes: bring your card.",
        "12:30",
        "Pukul 19:30 :: 20:00",
        "- 12:30 mulai\n- 13:00 selesai",
        "Notes",
        "End",
        "> Judge a message by its source.",
        "choose one",
        ":) notes",
        ":(",
        ": end of story",
        "; and so on",
        "`judge` berarti menilai",
        "``` \nkode\n```",
        "```python\nprint(1)\n```",
        "~~end~~",
        "{nama} diganti nama Anda",
        "Rasio 1:2::3:4",
        "Alamat: [situs](https://a.id)",
        ": [ ] kotak",
        "`:` dan `;`",
        "…::…",
        "---",
        "a ::: b",
    ],
)
def test_ordinary_words(words: str) -> None:
    assert not told(words)


def test_how_to_put_it_right_in_both_languages() -> None:
    (problem,) = [
        each for each in read(HEAD + "## A {#a}\n\n> :::{nots}\n").problems if each.key == OPEN
    ]
    for language in ("id", "en"):
        assert '":::{notes}"' in problem.how[language]


def test_facilitator_notes_may_hold_anything() -> None:
    assert not told(":::{notes}\n3 menit.\n\n> :::{notes}\n> :::\n\n:::")


@pytest.mark.parametrize("unit", [":", ":: ", "::{ ", "a::", "`", "{", "_:", "- :"])
def test_a_long_line_is_looked_at_in_time(unit: str) -> None:
    began = time.process_time()
    read(HEAD + "## A {#a}\n\n" + "\n\n".join("a" + unit * (4_800 // len(unit)) for _ in range(20)))
    assert time.process_time() - began < 2
