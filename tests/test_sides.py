"""The two sides of a judgement: their names in both languages, and what is said when one is off."""

from __future__ import annotations

import pytest
from test_activities import activity, keys, read
from test_judge import JUDGE


@pytest.mark.parametrize(
    ("false", "true", "pair"),
    [
        ("Penipuan", "ASLI", "contact"),
        ("not true", "true", "claim"),
        ("a scam", "genuine.", "contact"),
        ("keliru", "Tepat", "reading"),
        ("mistaken", "right", "reading"),
    ],
)
def test_sides(false: str, true: str, pair: str) -> None:
    text = JUDGE.replace("] tidak benar", f"] {false}").replace("] benar", f"] {true}")
    found = activity(text, "en")
    assert (found.pair, found.truth) == (pair, False)
    assert "What do you think" in found.question


@pytest.mark.parametrize(
    ("side", "language", "guess"),
    [
        ("hoaks", "id", "tidak benar"),
        ("Palsu", "id", "tidak benar"),
        ("hoax", "en", "not true"),
        ("fact", "en", "true"),
        ("scam", "id", "penipuan"),
        ("scam", "en", "a scam"),
        ("resmi", "id", "asli"),
        ("genuin", "en", "genuine"),
    ],
)
def test_a_side_in_other_words_is_guessed(side: str, language: str, guess: str) -> None:
    reading = read(JUDGE.replace("] tidak benar", f"] {side}"), language)
    (error,) = (each for each in reading.problems if each.key == "unknown-side")
    assert f'"{guess}"' in error.sentence("en").partition("Use one")[0]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("] tidak benar", "] tdk benar", "unknown-side"),
        ("] tidak benar", "] penipuan", "unknown-side"),
        ("- [ ] benar\n  > Belum tepat.\n", "", "sides"),
        ("] benar", "] tidak benar", "sides"),
        ("[x]", "[ ]", "no-right-side"),
        ("- [ ] benar", "- [x] benar", "no-right-side"),
    ],
)
def test_what_is_said_about_sides(old: str, new: str, key: str) -> None:
    assert old in JUDGE
    assert key in keys(JUDGE.replace(old, new, 1))
