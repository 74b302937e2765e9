"""Ids are written once, and nothing else is touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import GOOD, HEAD, LINES, lesson, read

from toolkit.activities import KINDS
from toolkit.lesson import ids


def fix(text: str) -> str:
    return ids.fix(text, KINDS)


def test_a_finished_lesson_stays_as_it_is() -> None:
    assert fix(GOOD) == GOOD


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_what_is_missing_is_written_and_nothing_else(start: str, end: str) -> None:
    bare = re.sub(r" \{#[^}]*\}", "", GOOD).replace("\n\n:::\n", "\n:::\n")
    fixed = fix(start + bare.replace("\n", end))
    assert fixed.startswith(start + "---" + end)
    assert fixed.count("\r") == (fixed.count(end) if "\r" in end else 0)
    plain = fixed.removeprefix(start).replace(end, "\n")
    assert re.sub(r" \{#[^}]*\}", "", plain) == re.sub(r" \{#[^}]*\}", "", GOOD)
    assert re.findall(r"\{#(.*)\}", plain) == [
        "telepon-dari-petugas",
        "telepon-dari-petugas-choose",
        "akhir",
        "akhir-recall",
    ]
    assert not read(fixed).problems


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("## Café & Warung", "## Café & Warung {#cafe-warung}"),
        ("## Judul ##", "## Judul {#judul} ##"),
        ("## Judul  ", "## Judul {#judul}  "),
        ("##Judul", "##Judul {#judul}"),
        ("## 你好", "## 你好 {#step}"),
        ("## **Tebal** dan `kode`", "## **Tebal** dan `kode` {#tebal-dan-kode}"),
        ("## `Tebal", "## `Tebal {#tebal}"),
        ("## Sudah {#punya}", "## Sudah {#punya}"),
        ("## Sudah {#}", "## Sudah {#}"),
        ("# Bagian", "# Bagian"),
        ("### Anak judul", "### Anak judul"),
        ("> ## Kutipan", "> ## Kutipan"),
        ("```\n## Kode\n```", "```\n## Kode\n```"),
        (":::{notes}", ":::{notes}"),
        (":::{chose}", ":::{chose}"),
        (":::{recall} tolong", ":::{recall} tolong"),
        ("：：：｛recall｝", "：：：｛recall｝ {#a-recall}"),
        (":::recall", ":::recall {#a-recall}"),
    ],
)
def test_lines(line: str, fixed: str) -> None:
    start = HEAD + "\n## A {#a}\n\n"
    assert fix(f"{start}{line}\n") == f"{start}{fixed}\n"


def test_ids_are_unique() -> None:
    fixed = fix(HEAD + "## Sama\n\n## Sama {#lain}\n\n## Sama\n\n## Sama\n\n## X {#sama-2}\n")
    assert re.findall(r"\{#(.*)\}", fixed) == ["sama", "lain", "sama-3", "sama-4", "sama-2"]


def test_a_copied_step_gets_ids_of_its_own() -> None:
    step = GOOD[GOOD.index("## Akhir") : GOOD.index("[^guru]: ")]
    copied = step.replace("Akhir", "Sekali lagi").replace("{recall} {#ingat}", "{recall #ingat}")
    copied = copied[: copied.index(":::{end}")] + copied[copied.index(":::{notes}") :]
    text = GOOD.replace(step, copied + step)
    fixed = fix(GOOD.replace(step, step + copied))
    assert "## Akhir {#akhir}" in fixed
    assert "## Sekali lagi {#sekali-lagi}" in fixed
    assert ":::{recall #sekali-lagi-recall}" in fixed
    assert not [each for each in read(fixed).problems if each.level == "error"]
    turned = fix(text)  # the later one is renewed, whichever that is
    assert "## Sekali lagi {#akhir}" in turned
    assert "## Akhir {#akhir-2}" in turned


def test_a_bad_id_is_left_to_its_author() -> None:
    text = HEAD + "## A {#a b}\n\n## B {#a b}\n\n## C {#}\n\n## D {#}\n"
    assert fix(text) == text


def test_a_translation_takes_the_ids_of_the_first_language() -> None:
    bare = re.sub(r" \{#[^}]*\}", "", GOOD).replace("Telepon dari", "A call from")
    first = fix(GOOD)
    fixed = ids.fix(bare, KINDS, first)
    assert re.findall(r"\{#(.*)\}", fixed) == re.findall(r"\{#(.*)\}", first)
    assert fix(bare) != fixed


def test_a_step_that_only_the_translation_has_keeps_its_own_words() -> None:
    first = HEAD + "## A {#a}\n\n## B {#b}\n"
    fixed = ids.fix(HEAD + "## One {#a}\n\n## Extra\n\n## Two {#b}\n", KINDS, first)
    assert re.findall(r"\{#(.*)\}", fixed) == ["a", "extra", "b"]


@pytest.mark.parametrize("first", ["", "---", "## ", "\0", "> " * 99])
def test_a_first_language_that_cannot_be_read_does_no_harm(first: str) -> None:
    bare = re.sub(r" \{#[^}]*\}", "", GOOD)
    assert ids.fix(bare, KINDS, first) == fix(bare)


def test_renaming_a_heading_never_changes_an_id() -> None:
    fixed = fix(GOOD.replace(" {#telepon}", ""))
    assert fix(fixed.replace("Telepon dari", "Panggilan dari")) == fixed.replace(
        "Telepon dari", "Panggilan dari"
    )


def test_ids_are_short_and_plain() -> None:
    for words in ("kata " * 50, "x" * 500, "Ünïcödé—tanda!", "'kutip' dan \"kutip\""):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", ids.slug(words))


@settings(deadline=None)
@given(st.lists(LINES, max_size=30).map("\n".join) | st.text())
def test_fixing_twice_is_fixing_once_and_only_adds(text: str) -> None:
    fixed = fix(HEAD + text)
    assert fix(fixed) == fixed
    rest = iter(fixed)
    words = re.sub(r"#[^{}\r\n]*", "", HEAD + text)  # an id that is doubled is renewed
    assert all(letter in rest for letter in words)  # what was there is there, in order
    written = re.findall(r"\{#[^{}\r\n]*\}", HEAD + text)
    assert all(sign in fixed for sign in written)


@settings(deadline=None)
@given(st.data())
def test_a_fixed_lesson_plays_the_same(draw: st.DataObject) -> None:
    signs = re.findall(r" \{#[^}]*\}|(?<=\n)\n(?=:::\n)", GOOD)
    text = GOOD
    for sign in draw.draw(st.lists(st.sampled_from(signs), max_size=4)):
        text = text.replace(sign, "", 1) if "{" in sign else text.replace("\n\n:::\n", "\n:::\n", 1)
    assert lesson(fix(text)).version == lesson(text).version
    assert not read(fix(text)).problems
