"""The codes of rooms: read as meant, never given twice, never a word."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from toolkit.rooms import codes

CODES = st.text(codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


def test_a_code_holds_no_two_signs_that_look_alike():
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)
    alike = ["O0QD", "IL1", "CG6", "MN", "EF", "B83", "A4", "UV", "S5", "Z27"]
    assert not [signs for signs in alike if sum(sign in codes.ALPHABET for sign in signs) > 1]


def test_no_code_is_a_word():
    assert not set("AEIOU") & set(codes.ALPHABET)


def test_there_are_far_more_codes_than_anyone_can_try():
    assert len(codes.ALPHABET) ** codes.LENGTH > 30_000_000


def test_a_sign_that_no_code_has_is_read_as_one_that_looks_like_it():
    assert not set(codes.ALIKE) & set(codes.ALPHABET)
    assert set(codes.ALIKE.values()) <= set(codes.ALPHABET)
    assert codes.read("o1g bme") == codes.read("DLC3NF") == "DLC3NF"


@given(
    CODES,
    st.sampled_from(
        ["{}", " {}\n", "r/{}", "https://lib.example/suluh/r/{}?x=1#y", "lib.example/r/{}/#z"]
    ),
)
def test_a_code_is_read_however_it_was_typed(code, around):
    for typed in (code, code.lower(), codes.grouped(code), "-".join(code), " ".join(code.lower())):
        assert codes.read(around.format(typed)) == code


@given(st.text(max_size=12))
def test_what_is_read_is_a_code_or_nothing(text):
    found = codes.read(text)
    assert found == "" or (len(found) == codes.LENGTH and set(found) <= set(codes.ALPHABET))
    assert codes.read(found) == found


def test_what_is_no_code_is_none():
    wrong = ["", "CDF34", "CDF3477", "CDF34?", "USZ225", "CDF34\u00e9", None, 347, "C" * 1000]
    assert [text for text in wrong if codes.read(text)] == []


def test_full_width_signs_are_read():
    assert codes.read("\uff23\uff24\uff26\uff13\uff14\uff17") == "CDF347"


def test_a_code_that_somebody_had_is_not_given_again():
    signs = itertools.chain("CCCCCC", "CCCCCC", "DDDDDD")
    made = codes.new(lambda code: code == "CCCCCC", choose=lambda _: next(signs))
    assert made == "DDDDDD"


def test_codes_are_different():
    made = {codes.new({""}.__contains__) for _ in range(100)}
    assert len(made) > 95
    assert {codes.read(code) for code in made} == made
