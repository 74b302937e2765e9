"""Completion codes: what they hold, and that every slip of a finger is found."""

import random
from datetime import date, timedelta
from itertools import combinations

import pytest
from code_cases import CASES, answers_of, encoded, version, version_of
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.results import codes
from toolkit.results.codes import (
    ALPHABET,
    CHECK_LENGTH,
    EPOCH,
    LENGTHS,
    PRIME,
    UNSURE,
    Answer,
    Code,
    Unreadable,
    channel_number,
    decode,
    encode,
    plain,
)

TODAY = date(2026, 11, 22)
VISIT = "0123456789abcdef" * 2
POINTS = st.sampled_from([0, 1, 2, 3, UNSURE])
ANSWERS = st.one_of(
    st.none(),
    st.builds(Answer.of, POINTS),
    st.builds(
        lambda point, before: Answer.of(point, checked=True, before=before),
        POINTS,
        st.none() | POINTS,
    ),
)


def coarsened(answer):
    if answer is None:
        return None
    point = UNSURE if answer.point == UNSURE else None
    return Answer(point, answer.side, answer.checked)


# For ever


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_was_a_code_once_is_one_for_ever(case):
    told = decode(case["code"], [version_of(case)], date.fromisoformat(case["day"]))
    about, answers = case["about"], answers_of(case)
    source = about["source"] or about["referrer"]
    assert isinstance(told, Code)
    assert told.text == case["code"]
    assert (told.part, told.finished) == (case["part"], case["part"] == 0)
    assert told.day == date.fromisoformat(case["day"])
    assert told.class_name == about["class"]
    assert told.channel == (channel_number(source) if source and not about["class"] else None)
    assert told.coarse == (len(answers) > 12)
    assert list(told.answers) == ([*map(coarsened, answers)][:22] if told.coarse else answers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_same_visit_gives_the_same_code(case):
    assert encoded(case) == case["code"]


def test_the_cases_have_something_of_everything():
    assert {len(plain(case["code"])) for case in CASES} == {*LENGTHS}
    assert {case["part"] for case in CASES} == set(range(8))
    given = {str(each) for case in CASES for each in case["responses"]}
    assert len(given) == 36  # five points, seven habits, nothing


# There and back


@given(
    st.lists(ANSWERS, max_size=30),
    st.integers(0, 7),
    st.integers(0, codes.DAYS - 1),
    st.text(codes.CLASS_LETTERS, max_size=3),
    st.text(max_size=20),
    st.integers(0, 2**128 - 1),
    st.integers(0, 2**64 - 1),
)
def test_what_is_written_is_read(  # noqa: PLR0913, PLR0917 - all that a code holds
    answers, part, days, class_name, source, visit, digits
):
    this = version(len(answers), f"{digits:016x}")
    day = EPOCH + timedelta(days)
    code = encode(
        this,
        day=day,
        visit=f"{visit:032x}",
        answers=answers,
        part=part,
        class_name=class_name,
        source=source,
    )
    assert len(plain(code)) in LENGTHS
    told = decode(code, [version(3, "f" * 16), this], day)
    assert isinstance(told, Code)
    assert (told.version, told.part, told.day, told.class_name) == (this, part, day, class_name)
    assert told.channel == (channel_number(source) if source and not class_name else None)
    wanted = [coarsened(answer) for answer in answers[:22]] if told.coarse else answers
    assert list(told.answers) == wanted
    steps = [step.id for step, answer in zip(this.judged, wanted, strict=False) if answer]
    assert [step.id for step, _ in told.answered()] == steps


@given(st.text(max_size=60))
def test_anything_can_be_asked_about(text):
    assert isinstance(decode(text, [version(6)], TODAY), Unreadable | Code)


@given(st.text("0O1IL-\u2013 \u200b\n*aBcXyZ789", max_size=40))
def test_anything_that_looks_like_a_code_can_be_asked_about(text):
    assert isinstance(decode(text, [version(6)], TODAY), Unreadable | Code)


@pytest.mark.parametrize("judged", range(31))
def test_random_digits_tell_the_people_of_a_class_apart(judged):
    shape = codes._Shape.of(judged)
    fine = judged <= 12
    assert shape.radix == (codes.FULL if fine else codes.COARSE)
    assert shape.items == min(judged, 22)
    assert shape.randoms >= (2**12 if judged <= 10 else 2**4)


def test_all_codes_of_a_visit_have_its_random_digit():
    this = version(6)
    parts = [decode(encode(this, day=TODAY, visit=VISIT, part=part), [this]) for part in range(8)]
    other = decode(encode(this, day=TODAY, visit=VISIT[::-1]), [this])
    assert len({code.random for code in parts}) == 1
    assert other.random != parts[0].random


def test_the_lessons_fit_with_every_answer():
    project = Project(ROOT)
    for name in project.lesson_names():
        this = Version.of(project.lesson(name, "id"))
        code = decode(encode(this, day=TODAY, visit=VISIT), [this], TODAY)
        assert not code.coarse
        assert len(code.answers) == len(this.judged) > 0


# How people write it


CODE = encode(version(6), day=TODAY, visit="9" * 32, answers=[Answer.of(3)] * 6, class_name="OIL")


@pytest.mark.parametrize(
    "written",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        CODE.replace("-", " - \n> "),
        CODE.replace("-", "\u2011"),
        CODE.replace("-", "\u200b-\u00ad"),
        f"\u200e*{CODE}*\n",
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
        "".join(chr(ord(each) + 0xFEE0) for each in CODE),  # full-width
    ],
)
def test_it_may_be_written_in_many_ways(written):
    told = decode(written, [version(6)], TODAY)
    assert isinstance(told, Code)
    assert told.text == CODE
    assert told.class_name == "OIL"


# Slips


def slips(characters):
    """Yield all codes with one character another, and all with two neighbours swapped."""
    for at, right in enumerate(characters):
        for wrong in ALPHABET:
            if wrong != right:
                yield characters[:at] + wrong + characters[at + 1 :]
        after = characters[at + 1 : at + 2]
        if after and after != right:
            yield characters[:at] + after + right + characters[at + 2 :]


@pytest.mark.parametrize("judged", [0, 6, 8, 12, 20])
def test_one_wrong_character_and_swapped_neighbours_are_always_found(judged):
    this = version(judged)
    whole = plain(encode(this, day=TODAY, visit=VISIT, answers=[Answer.of(2)] * judged))
    wrong = [*slips(whole), whole[1:], whole[:-1], whole[4:], whole + "0", whole[:-1] + "U"]
    told = [decode(each, [this], TODAY) for each in wrong]
    assert {each.why for each in told if isinstance(each, Unreadable)} == {"damaged"}
    assert not [each for each in told if isinstance(each, Code)]


def test_any_two_characters_that_changed_places_are_found():
    """For every pair of places, whatever stands in them: the check is linear."""
    for one, two in combinations(range(max(LENGTHS)), 2):  # places from the right
        places = [each - CHECK_LENGTH for each in (one, two)]
        if places[0] >= 0:
            difference = pow(32, places[1]) - pow(32, places[0])
        elif places[1] >= 0:  # one in the check, one before it
            difference = pow(32, places[1]) + pow(32, one)
        else:  # both in the check
            continue
        assert all(difference * times % PRIME for times in range(1, 32))


def test_ten_thousand_random_and_mutated_codes():
    dice = random.Random(5)
    versions = [version(judged, f"{dice.getrandbits(64):016x}") for judged in range(20)]
    keys = codes.Keys(versions)
    taken = 0
    for _ in range(5_000):
        text = "".join(dice.choices(ALPHABET, k=dice.choice(LENGTHS)))
        taken += isinstance(decode(text, keys, TODAY), Code)
    for _ in range(5_000):
        this = dice.choice(versions)
        right = encode(this, day=TODAY, visit=f"{dice.getrandbits(128):032x}")
        wrong = mutated(right, dice)
        told = decode(wrong, keys, TODAY)
        taken += isinstance(told, Code) and told.text != right
    assert taken == 0


def mutated(code, dice):
    signs = list(code)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(signs))
        how = dice.randrange(4)
        if how == 0:
            signs[at] = dice.choice(ALPHABET + "OIL-é\ud800\x00 ")
        elif how == 1:
            signs.insert(at, dice.choice(ALPHABET))
        elif how == 2 and len(signs) > 1:
            del signs[at]
        else:
            signs[at : at + 4] = reversed(signs[at : at + 4])
    return "".join(signs)


# What cannot be told


def test_of_a_version_that_is_not_at_hand():
    code = encode(version(6, "abcde" + "0" * 11), day=TODAY, visit=VISIT)
    told = decode(code, [version(6, "abcdf" + "0" * 11)], TODAY)
    assert told == Unreadable(code, "unknown", "abcde")


def test_of_another_length_than_its_version_has():
    code = encode(version(3, "abcde" + "0" * 11), day=TODAY, visit=VISIT)
    assert decode(code, [version(2, "abcde" + "1" * 11)], TODAY).why == "unknown"


def test_versions_with_the_same_first_digits_are_told_apart_by_their_items():
    these = [version(judged, f"abcde{judged:011x}") for judged in (2, 6, 8)]
    for this in these:
        told = decode(encode(this, day=TODAY, visit=VISIT), these, TODAY)
        assert told.version == this


def test_where_they_ask_the_same_it_does_not_matter_which_it_was():
    one, two = (version(6, f"abcde{at:011x}") for at in (1, 2))
    code = encode(one, day=TODAY, visit=VISIT, answers=[Answer.of(1)])
    assert decode(code, [one, two], TODAY).answers[0] == Answer.of(1)
    assert decode(code, [one, one], TODAY).version == one


def test_of_a_later_layout():
    number = 8 * 12345 + 1
    text = codes._written(number * codes.CHECK + number % PRIME, 20)
    assert decode(text, [version(6)], TODAY) == Unreadable(text, "newer")


@pytest.mark.parametrize("digit", [37, 37 * 37, 50653, 50999])
def test_what_no_phone_writes_is_damaged(digit):
    number = ((0 * codes.DAYS) * codes.PREFIXES * codes.PARTS) * codes.LAYOUTS
    number += digit * codes.LAYOUTS * codes.PARTS * codes.PREFIXES * codes.DAYS
    text = codes._written(number * codes.CHECK + number % PRIME, 20)
    assert decode(text, [version(0)], TODAY).why == "damaged"


# Days


@pytest.mark.parametrize(
    ("day", "read", "told"),
    [
        (TODAY, TODAY, TODAY),
        (TODAY, TODAY + timedelta(2046), TODAY),
        (TODAY, TODAY + timedelta(2047), TODAY + timedelta(2048)),  # or that of tomorrow
        (TODAY, TODAY - timedelta(1), TODAY),  # already tomorrow where the phone is
        (TODAY, TODAY - timedelta(2), TODAY - timedelta(2048)),
        (date(2033, 3, 1), date(2033, 3, 2), date(2033, 3, 1)),
    ],
)
def test_a_day_is_the_latest_that_fits(day, read, told):
    code = encode(version(0), day=day, visit=VISIT)
    assert decode(code, [version(0)], read).day == told


def test_a_channel_is_a_number_in_any_case():
    assert channel_number("WhatsApp") == channel_number("whatsapp") != channel_number("instagram")
    assert channel_number("a") == 0xE40C292C % codes.CHANNELS  # FNV-1a's own test vector
    assert channel_number("foobar") == 0xBF9CF968 % codes.CHANNELS


def test_a_side_alone_is_no_point():
    with pytest.raises(ValueError, match="point"):
        encode(version(1), day=TODAY, visit=VISIT, answers=[Answer(None, side=True, checked=False)])
