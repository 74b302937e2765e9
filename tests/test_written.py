"""Numbers as people write them, and read them aloud."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.results.nouns import Table
from toolkit.results.shares import Share
from toolkit.results.written import Voice, cell, decimal, is_of_numbers, whole

ID, EN = Voice("id", "#0f5c5c"), Voice("en", "#0f5c5c")
TABLE = Table(("a", "b"), (("x", 0.5), ("y", None)), frozenset({"b"}))


def told(voice, count, n):
    return " ".join(voice.tell(Share(count, n), "of_judging", "did_contact_false"))


@pytest.mark.parametrize(
    ("count", "n", "sentence"),
    [
        (70, 100, "Dari 10 orang yang menilai, sekitar 7 mengenali pesan penipuan ini."),
        (7, 10, ("Dari 10 orang yang menilai, 7 mengenali pesan penipuan ini. "
                "Sebenarnya mungkin antara 4 dan 9 dari 10.")),
        (0, 100, "Dari 100 orang yang menilai, belum ada yang mengenali pesan penipuan ini."),
        (1200, 1200, "Dari 1.200 orang yang menilai, semuanya mengenali pesan penipuan ini."),
        (2, 100, "Dari 10 orang yang menilai, hampir tidak ada yang mengenali pesan penipuan ini."),
        (98, 100, "Dari 10 orang yang menilai, hampir semua mengenali pesan penipuan ini."),
        (2, 40, "Dari 10 orang yang menilai, hampir tidak ada yang mengenali pesan penipuan ini."),
        (38, 40, "Dari 10 orang yang menilai, hampir semua mengenali pesan penipuan ini."),
        (2, 4, ("Dari 4 orang yang menilai, 2 mengenali pesan penipuan ini. "
               "Itu terlalu sedikit untuk disimpulkan.")),
        (0, 0, "Belum ada orang yang menilai, jadi belum ada yang bisa dikatakan."),
    ],
)  # fmt: skip
def test_a_share_is_told_as_it_is_read_aloud(count, n, sentence):
    assert told(ID, count, n) == sentence


def test_one_is_told_of_as_one():
    assert told(EN, 1, 1).startswith("Of 1 person who judged it, 1 recognised this scam.")
    one, two = (EN.tell(Share(count, 10), "of_answering", "did_at_once")[0] for count in (1, 2))
    assert one == "Of 10 people who answered, 1 was right the first time."
    assert two == "Of 10 people who answered, 2 were right the first time."


@given(st.data())
def test_there_is_always_a_sentence(data):
    n = data.draw(st.integers(0, 10**7))
    sentences = ID.tell(Share(data.draw(st.integers(0, n)), n), "of_judging", "did_claim_true")
    assert 1 <= len(sentences) <= 2
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in sentences)


def test_numbers():
    assert whole(1234567, "id") == "1.234.567"
    assert whole(1234567, "en") == "1,234,567"
    assert decimal(-0.26, "id", 1) == "−0,3"
    assert decimal(-0.001, "en", 2) == "0.00"
    assert ID.day(date(2026, 8, 17)) == "17 Agustus 2026"
    assert ID.inside(["Dari 10 orang.", "Ya."]) == "dari 10 orang. Ya."


def test_cells():
    assert cell(TABLE, 1, 0.5, "id") == "50%"
    assert cell(TABLE, 0, 0.5, "id") == "0,50"
    assert cell(TABLE, 0, 1500, "id") == "1.500"
    assert cell(TABLE, 1, None, "id") == cell(TABLE, 1, float("nan"), "en") == "–"
    assert is_of_numbers(TABLE, 1)
    assert not is_of_numbers(TABLE, 0)
