import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalogue.formats import isbn

DIGITS = st.text("0123456789", min_size=9, max_size=9)


@st.composite
def numbers(draw):
    """Draw an ISBN whose check digit is worked out here, in another way than there."""
    nine = draw(DIGITS)
    if draw(st.booleans()):
        total = next(
            last
            for last in range(11)
            if (sum((10 - n) * int(d) for n, d in enumerate(nine)) + last) % 11 == 0
        )
        return nine + "0123456789X"[total]
    twelve = draw(st.sampled_from(["978", "979"])) + nine
    odd, even = sum(map(int, twelve[::2])), sum(map(int, twelve[1::2]))
    return twelve + str((10 - (odd + 3 * even) % 10) % 10)


@st.composite
def typed(draw):
    """Draw an ISBN and how somebody may write it."""
    number = draw(numbers())
    signs = st.sampled_from(["", "", "-", " ", "–", "\u2011", "－", "\u00a0", " - "[:2]])
    text = "".join(sign + draw(signs) for sign in number[:-1]) + number[-1]
    before = draw(st.sampled_from(["", "ISBN ", "ISBN: ", "isbn", "ISBN-13: ", "No. ISBN ", "("]))
    after = draw(
        st.sampled_from(["", " (pbk.)", " : Rp50.000", ")", " (jil. 1)", ".", "; jilid 2"])
    )
    return number, before + draw(st.sampled_from([text, text.lower()])) + after


@given(typed())
def test_however_it_is_written_it_is_read(case):
    number, text = case
    assert isbn.normalised(text) == number


@given(numbers(), st.integers(0, 12), st.sampled_from("0123456789X"))
def test_a_wrong_sign_is_noticed(number, place, sign):
    place %= len(number)
    wrong = number[:place] + sign + number[place + 1 :]
    assert isbn.is_isbn(wrong) == (wrong == number)
    assert isbn.normalised(wrong) in {number, ""}


@given(numbers())
def test_both_forms_are_right_and_lead_back(number):
    forms = isbn.both(number)
    assert number in forms
    assert all(map(isbn.is_isbn, forms))
    assert all(isbn.both(form) == forms for form in forms)
    has_no_old_form = len(number) == 13 and number.startswith("979")
    assert [len(form) for form in forms] == ([13] if has_no_old_form else [13, 10])


@given(st.text())
def test_whatever_is_typed_is_no_trouble(text):
    found = isbn.compact(text)
    assert found == "" or (len(found) in {10, 13} and isbn.both(found))
    assert isbn.normalised(text) in {found, ""}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0-306-40615-2", "0306406152"),
        ("080442957X", "080442957X"),
        ("978-602-8519-93-9", "9786028519939"),
        ("ISBN-13 978-0-306-40615-7", "9780306406157"),
        ("ISBN 10 0-306-40615-2", "0306406152"),
        ("979-3062-79-7 salah, 9780306406157", "9793062797"),  # the first that is right
        ("9780306406158 9780306406157", "9780306406157"),
        ("9780306406158", ""),  # misprinted
        ("0812-3456-78901", ""),  # a telephone
        ("97803064061570", ""),
        ("A0306406152", ""),
        ("899.221 3", ""),
        ("", ""),
    ],
)
def test_what_records_hold(text, number):
    assert isbn.normalised(text) == number


def test_a_misprinted_number_is_still_the_one_on_the_book():
    assert isbn.compact("978-0-306-40615-8 (pbk.)") == "9780306406158"
    assert isbn.both("9780306406158") == ("9780306406158",)
    assert isbn.both("") == ()


def test_only_numbers_of_978_have_an_old_form():
    assert isbn.both("0306406152") == ("9780306406157", "0306406152")
    assert isbn.both("9791090636071") == ("9791090636071",)
