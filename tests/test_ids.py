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
    assert all(letter in rest for letter in HEAD + text)  # what was there is there, in order
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
