"""Words that were copied from a message, found again in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_fence import a_fence

from toolkit.activities.clues import copied
from toolkit.lesson import runs

HEAD = {"sender": "Kurir Cepat", "time": "10.12"}


def lines(message: str) -> list[runs.Line]:
    nodes = a_fence(f":::{{clues}}\n{message}\n\n:::").nodes
    return [each for each in runs.lines(nodes) if isinstance(each, runs.Line)]


def found(words: str, message: str) -> str | None:
    place = copied.find(words, lines(message), HEAD)
    return place.text if place else None


@pytest.mark.parametrize(
    ("words", "message", "text"),
    [
        ("b c", "a **b** c", "b c"),
        ("kurir cepat", "Kurir Cepat datang", "Kurir Cepat"),
        ("Kurir", "a", "Kurir Cepat"),
        ("“b”", 'a "b"', '"b"'),
        ("b.", "a b", "b"),
        ("d", "a b", None),
        ("", "a b", None),
        ("...", "a b", None),
    ],
)
def test_find(words: str, message: str, text: str | None) -> None:
    assert found(words, message) == text


def test_what_stands_where() -> None:
    first, second, third = lines("a [b **c**](d) https://e.f g\n\n1. h\n2. **i** www.j.k")
    assert first.text == "a b c https://e.f g"
    assert [first.text[slice(*span)] for span in first.dead] == ["b c", "https://e.f"]
    assert [first.text[slice(*span)] for span in first.strong] == ["c"]
    assert second.text == "1. h"
    assert (third.text, third.dead) == ("2. i www.j.k", [(5, 12)])
    assert third.strong == [(3, 4)]


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("a b", "b c", True),
        ("a b c", "b", True),
        ("a b", "c", False),
        ("Kurir Cepat", "Kurir", True),
        ("Kurir Cepat", "10.12", False),
        ("Kurir Cepat", "c", False),
    ],
)
def test_places_that_meet(one: str, other: str, meet: bool) -> None:  # noqa: FBT001
    first, second = (copied.find(words, lines("a b c"), HEAD) for words in (one, other))
    assert first
    assert second
    assert first.meets(second) == second.meets(first) == meet


def test_places_side_by_side_do_not_meet() -> None:
    first, second = (copied.find(words, lines("abc"), {}) for words in ("ab", "c"))
    assert first
    assert second
    assert not first.meets(second)
    assert not second.meets(first)


def test_what_was_meant() -> None:
    assert copied.nearest_to("paket tertahn", lines("Maaf, paket tertahan ya"), {}) == (
        "paket tertahan"
    )


@given(st.text(max_size=60), st.text(max_size=20), st.booleans())
def test_whatever_is_found_stands_there(text: str, words: str, small: bool) -> None:  # noqa: FBT001
    folded = runs.fold(text, small=small)
    assert len(folded.text) == len(folded.origins)
    wanted = runs.fold(words, small=small).text
    for whole in (True, False):
        if span := folded.find(wanted, whole=whole):
            start, end = span
            assert 0 <= start < end <= len(text)
            assert wanted in runs.fold(text[start:end], small=small).text or wanted[0] == " "
