"""From the bytes of a file to a lesson: what is read as meant, and what can never break."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import GOOD, HEAD, LINES, lesson, read

from toolkit.activities import KINDS
from toolkit.lesson import data, ids, source


def test_a_lesson() -> None:
    reading = read(GOOD)
    assert not reading.problems
    found = lesson(GOOD)
    assert (found.title, found.minutes, found.reviewed) == ("Uji", 5, "2026-11-20")
    (part,) = found.parts
    assert part.title == "Bagian satu"
    assert part.end == '<p>Sampai jumpa. <sup class="suluh-source">[2]</sup></p>'
    first, last = part.steps
    assert (first.id, first.title, first.language) == ("telepon", 'Telepon dari "petugas"', "id")
    assert first.before == '<p>Penipu sering menyamar. <sup class="suluh-source">[1]</sup></p>'
    assert first.after == "<p>Sesudah menjawab, baca ini.</p>"
    assert first.activity
    assert first.activity.id == "otp"
    assert [(each.key, each.number, each.date) for each in first.sources] == [
        ("ojk", 1, "2025-11-12"),
        ("bi", 2, "2020-01-02"),
    ]
    assert (
        'href="https://bi.go.id" target="_blank" rel="noopener noreferrer"' in last.sources[0].html
    )
    assert [each.key for each in last.sources] == ["bi"]
    assert first.notes
    assert last.notes
    assert (first.notes.minutes, last.notes.minutes) == (3, 4)
    assert "Buku guru" in first.notes.html  # numbered after what patrons see


def test_a_lesson_without_parts_is_one_part() -> None:
    (part,) = lesson(HEAD + "## A {#a}\n\nHalo.\n\n## B {#b}\n\nLagi.\n").parts
    assert part.title == ""
    assert [step.id for step in part.steps] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("\n", "\r"),
        ("---\ntitle", "\ufeff---\ntitle"),
        ("- [", "-\u00a0["),
        ("  > ", "\u00a0\u00a0>\u00a0"),
        ("## ", "##\u00a0"),
        ("## ", "##"),
        ("- [x]", "- [X]"),
        ("- [ ]", "- []"),
        ("- [ ]", "-[ ]"),
        ("- [", "• ["),
        ("- [", "– ["),
        (":::{", "：：：｛"),
        (":::{", "::: {"),
        (":::{", "  :::{"),
        (":::{", "::::{"),
        (":::{choose}", ":::choose"),
        (":::{choose}", ":::{Choose}"),
        ("{choose} {#otp}", "{choose #otp}"),
        ("{choose} {#otp}", "{choose} {#“otp”}"),
        ("{choose} {#otp}", "{choose}{# otp }"),
        ("\n\n:::\n", "\n:::\n"),
        ("\n:::\n", "\n::::\n"),
        (":frame: chat\n", ":frame： chat\n"),
        (":frame: chat\n", ": Frame : Chat\n"),
        ("title: Uji", 'title: "Uji"'),
        ("title: Uji", "title： “Uji”"),
        ("title: Uji", "Title:Uji"),
        ("minutes: 5", "minutes: 5 menit"),
        ("---\ntitle", "———\ntitle"),
        ("[^ojk]: OJK", "[^ojk]： OJK"),
        ("[^ojk]: OJK", "[^ojk] : OJK"),
        ("## Akhir {#akhir}", "## Akhir {#akhir} ##"),
        ("## Akhir {#akhir}", "## Akhir {#akhir}\u200b"),
        ("  > Tepat.", "> Tepat."),
    ],
)
def test_read_as_meant(old: str, new: str) -> None:
    assert old in GOOD
    changed = GOOD.replace(old, new)
    assert not read(changed).problems
    assert lesson(changed).version == lesson(GOOD).version


def test_an_id_that_is_missing_is_the_one_that_will_be_written() -> None:
    bare = GOOD.replace(" {#telepon}", "").replace(" {#otp}", "")
    reading = read(bare)
    assert {problem.key for problem in reading.problems} == {
        "step-without-id",
        "activity-without-id",
    }
    first = lesson(bare).steps[0]
    assert (first.id, first.activity and first.activity.id) == (
        "telepon-dari-petugas",
        "telepon-dari-petugas-choose",
    )
    assert lesson(ids.fix(bare, KINDS)).version == lesson(bare).version


def test_a_review_ages() -> None:
    def said(today: date) -> set[str]:
        return {problem.key for problem in read(GOOD, today=today).problems}

    assert said(date(2026, 11, 20)) == set()
    assert said(date(2027, 11, 20)) == set()
    assert said(date(2027, 11, 22)) == {"review-too-old"}
    assert said(date(2026, 11, 19)) == {"review-in-future"}


def test_problems_come_in_the_order_of_lines() -> None:
    text = GOOD.replace("[x]", "[ ]").replace("title: Uji", "titel: Uji").replace("> Ini.", "")
    lines = [problem.line for problem in read(text).problems]
    assert lines == sorted(lines)
    assert len(lines) >= 3


def test_no_script_gets_through() -> None:
    found = lesson(
        HEAD
        + """
## <img src=x onerror=alert(1)> {#a}

<script>alert(1)</script> [a](javascript:alert(1)) [b](JAVASCRIPT:x) [c](data:text/html,x)
[d](&#106;avascript:x) <javascript:x> [e]( vbscript:x) [f](https://x.id "onclick=1") [g][h]

[h]: javascript:alert(1)

| <b>a</b> | b |
|---|---|
| [x](javascript:1) | `<i>` |
"""
    )
    step = found.steps[0]
    for dangerous in ("<script", "<img", "<b>", "<i>", 'href="j', 'href="J', 'href="d', 'href="v'):
        assert dangerous not in step.before.lower()
    assert step.before.count("<a ") == 1


def test_a_file_that_is_too_large() -> None:
    reading = read(b"a" * (source.LARGEST + 1))
    assert [problem.key for problem in reading.problems] == ["file-too-large"]


def test_many_problems_are_cut_off() -> None:
    assert len(read(HEAD + "## A {#a}\n\n:::{x}\n" * 1000).problems) < 1000


# What a file may hold is anything. Two seconds are the promise, of the processor's own time.


def never_breaks(content: bytes) -> None:
    began = time.process_time()
    reading = read(content)
    assert (reading.lesson is None) == any(each.level == "error" for each in reading.problems)
    if reading.lesson:
        data.data(reading.lesson)
        for step in reading.lesson.steps:
            if step.activity:
                step.activity.handout("id")
                for response in step.activity.responses():
                    step.activity.judge(response)
    assert time.process_time() - began < 2


@given(st.binary(max_size=2000))
def test_any_bytes(content: bytes) -> None:
    never_breaks(content)


@given(st.text(max_size=2000))
def test_any_text(text: str) -> None:
    never_breaks((HEAD + text).encode("utf-8", "surrogatepass"))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(LINES, max_size=30).map("\n".join))
def test_any_signs(text: str) -> None:
    never_breaks((HEAD + text).encode())


@settings(deadline=None)
@given(st.data())
def test_any_slip_in_a_good_lesson(draw: st.DataObject) -> None:
    text = GOOD
    for _ in range(draw.draw(st.integers(1, 5))):
        start = draw.draw(st.integers(0, len(text)))
        end = min(len(text), start + draw.draw(st.integers(0, 20)))
        text = text[:start] + draw.draw(LINES) + text[end:]
    never_breaks(text.encode())


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "[",
            "![",
            "[^",
            "[a](",
            "![a](b.svg",
            "*a _b ",
            "*_",
            "`a ``",
            "<",
            "&",
            "|",
            "a|",
            "\\",
        ),
        *("> ", "- ", "- - - a\n", "1. a\n", "## a\n\n", ":::{x}\n\n", ":::\n\n", "\n", "a\n\n"),
        *("[^a]: b\n\n", "[a]: b\n\n", "|a|b|c|\n|-|-|-|\n|\n|\n\n", "[^a]\n\n", "![](a.png)\n\n"),
        *(":::{choose}\na\n\n- [ ] a\n- [x] b\n:::\n", "- [ ] a\n  > b\n", "[^a] ", "![a](b.svg) "),
    ],
)
@pytest.mark.parametrize("size", [4_900, 50_000, 130_000])
def test_hostile_files_are_answered_in_time(unit: str, size: int) -> None:
    body = unit * (size // len(unit))
    if "\n" not in unit:
        body = "\n\n".join(body[at : at + 4_900] for at in range(0, len(body), 4_900))
    never_breaks((HEAD + "## A {#a}\n\n" + body).encode()[: source.LARGEST])


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(f"a[^unknown-{i}]" for i in range(500))
        + "\n"
        + "\n\n".join(f"[^definition-{i}]: b" for i in range(1_400)),
        "\n".join("- " + " ".join(f"[^note-{i}-{j}]" for i in range(20)) for j in range(50))
        + "\n\n"
        + "\n\n".join(f"[^not-{i}]: b" for i in range(1_500)),
        "- - - - - - **a**\n" * 3_900,
        "- - - - - - *a*_b_**c**__d__`e`\n" * 3_900,
        "- - **a** _b_ [c](d) `e` ![x](y.svg)\n" * 3_500,
        "- *a*_b_*c*_d_*e*_f_*g*_h_\n" * 3_900,
        "|a|b|c|d|e|\n|-|-|-|-|-|\n" + "|x|x|x|x|x|\n" * 390 + "\n",
        "- a\n  - b\n    - c\n      - d\n        - e\n" * 780,
        "\n\n".join("![a](b.svg" * 160 + "x" * 700 for _ in range(56)),
        "\n\n".join("a" + ":" * 4_800 for _ in range(26)),
    ],
)
def test_hostile_bodies_are_answered_in_time(body: str) -> None:
    never_breaks((HEAD + "## A {#a}\n\n" + body).encode()[: source.LARGEST])
