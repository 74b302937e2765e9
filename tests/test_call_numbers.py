"""Call numbers: what is one, and which book stands further left."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lesson import call_numbers
from toolkit.lesson.call_numbers import CallNumber

SHELVES = [
    # Cookery and home, as on many a shelf: a longer number is not a greater one.
    ["641.35 SUN b", "641.5 RUD m", "641.512 SUT r", "641.598 KUS s", "641.8 AMA k", "642.1 AAA a"],
    # Indonesian fiction: authors first, then titles.
    [
        *("899.221 1 DAM h", "899.221 3 HIR e", "899.221 3 HIR l", "899.221 3 LEE g"),
        *("899.221 3 TOE b", "899.221 4 AJI p", "899.222 1 RON k"),
    ],
    # The number that Islamic books may have stands behind 299 and before 300.
    ["297.1 SHI t", "299 ABC d", "2X SHI a", "2X4.1 SHI f", "2X4.3 RAS f", "300 SOE s"],
    # Volumes count as numbers, and a set comes before its parts.
    ["499.221 PUS k", "499.221 PUS k 2", "499.221 PUS k 10"],
    # Reference books have a shelf of their own, whatever their number.
    ["001.4 SUG m", "899.221 3 HIR l", "R 030 ENS e", "R 499.221 3 PUS k"],
    # Zero at the end says nothing; a mark is its letters.
    ["658.8 ANW a", "658.80 ANW b", "658.8 ANWA a", "658.801 ANW a"],
]

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=4)
LABELS = st.builds(
    lambda shelf, whole, fraction, mark, title: f"{shelf}{whole}{fraction} {mark.upper()} {title}",
    st.sampled_from(["", "R ", "REF "]),
    st.one_of(st.integers(0, 999).map("{:03}".format), st.integers(0, 9).map("2X{}".format)),
    st.one_of(st.just(""), st.from_regex(r"\.[0-9]{1,4}( [0-9]{1,2})?", fullmatch=True)),
    LETTERS,
    LETTERS.map(lambda letters: letters[0]),
)


def number(text: str) -> CallNumber:
    found = call_numbers.read(text)
    assert found, text
    return found


@pytest.mark.parametrize("shelf", SHELVES)
def test_known_shelves(shelf: list[str]) -> None:
    assert sorted(shelf, key=number) == shelf
    assert all(number(left) < number(right) for left, right in pairwise(shelf))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("899.221 3 HIR l", "899.2213 HIR l"),
        ("899.221 3 HIR l", " 899.221  3\tHIR\u00a0l "),
        ("641.5 RUD m", "641.50 rud M"),
        ("297 QUR a", "297 QU'R a"),
        ("2X4 SHI f", "2x4 SHI f"),
        ("R 030 ENS e", "r. 030 ENS e"),
    ],
)
def test_what_does_not_count(one: str, other: str) -> None:
    assert number(one) == number(other)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "Laskar Pelangi", "899.221 3", "64 RUD m", "6415 RUD m", "641,5 RUD m"),
        *("HIR l", "899. HIR l", "F HIR l", "2Y4 SHI f", "٦٤١ RUD m", "641.5 12 3"),
        *(
            "641.5 RUD m satu dua tiga empat",
            "\x00",
            "641.5\n",
            "²41 RUD m",
            "641.5 A " + "1" * 5000,
        ),
    ],
)
def test_what_is_none(text: str) -> None:
    assert call_numbers.read(text) is None


@given(st.text())
def test_anything_is_read(text: str) -> None:
    found = call_numbers.read(text)
    assert found is None or call_numbers.read(found.text) == found


@given(st.lists(LABELS, max_size=12))
def test_a_total_order(labels: list[str]) -> None:
    found = sorted(map(number, labels))
    assert all(left <= right for left, right in pairwise(found))
    for one in found:
        for other in found:
            assert (one < other) + (other < one) + (one == other) == 1


@given(LABELS)
def test_capitals_say_nothing(label: str) -> None:
    assert number(label) == number(label.lower())
    assert number(label).text == label


@given(LABELS, st.from_regex(r"[1-9]{1,3}", fullmatch=True))
def test_more_digits_stand_further_right(label: str, digits: str) -> None:
    one = number(label)
    head, mark = one.text.rsplit(" ", 2)[0], " ".join(one.text.rsplit(" ", 2)[1:])
    longer = f"{head}{digits if '.' in head else '.' + digits} {mark}"
    assert one < number(longer)
