"""Codes in chats, tables and whatever else people paste."""

import csv
import io
import random
from datetime import date, timedelta

import docx
import openpyxl
import pytest
from code_cases import CASES, encoded, version, version_of
from hypothesis import given
from hypothesis import strategies as st

from toolkit.results import codes
from toolkit.results.codes import ALPHABET, LENGTHS, UNSURE, Answer, Code, encode, plain
from toolkit.results.scan import scan

TODAY = date(2026, 11, 22)
LESSON = version(6, "ab1230000000f00d")
ENGLISH = version(6, "cd4560000000f00d", language="en")
OTHER = version(8, "ef7890000000f00d", name="lain")
LESSONS = [LESSON, ENGLISH, OTHER]
POINTS = (0, 1, 2, 3, UNSURE)


def code(person=1, lesson=LESSON, **facts):
    """Return the code of somebody: the same person gives the same answers."""
    dice = random.Random(person)
    visit = f"{dice.getrandbits(128):032x}"
    answers = [Answer.of(dice.choice(POINTS)) for _ in lesson.judged]
    facts = {"day": TODAY, "visit": visit, "answers": answers, **facts}
    return encode(lesson, **facts)


def found_in(source, versions=LESSONS):
    return scan(source, versions, TODAY)


def texts(codes):
    return [each.text for each in codes]


def assert_found(source, *wanted):
    found = found_in(source)
    assert texts(found.codes) == [*wanted]
    assert not any((found.doubled, found.damaged, found.unknown, found.newer))


FIRST, SECOND = code(1), code(2)


def test_nothing_is_found_in_nothing():
    for source in ("", b"", [], "Halo Bu, saya sudah selesai.", "\x00" * 40):
        assert_found(source)


def test_every_golden_case_but_zeros_is_found():
    for case in CASES[1:]:
        day = date.fromisoformat(case["day"])
        found = scan(f"Ini: {encoded(case)}", [version_of(case)], day)
        assert texts(found.codes) == [case["code"]]


CHATS = {
    "android, Indonesian": (
        "22/11/26 10.30 - Pesan dan panggilan dienkripsi secara end-to-end.\n"
        "22/11/26 10.31 - Ibu Siti: {first}\n"
        "22/11/26 10.31 - +62 812-3456-7890: <Media tidak disertakan>\n"
        "22/11/26 10.32 - Pak Budi: {second} <Pesan ini diedit>\n"
    ),
    "android, English": (
        "11/22/26, 10:31\u202fAM - Ibu Siti: {first}\n"
        "11/22/26, 10:32\u202fAM - +62 812-3456-7890: Done!\n{second}\n"
        "11/22/26, 10:33\u202fAM - Ibu Siti: You deleted this message\n"
    ),
    "iPhone, Indonesian": (
        "\u200e[22/11/26 10.31.02] Ibu Siti: \u200e{first}\r\n"
        "[22/11/26 10.31.44] \u202a+62 812-3456-7890\u202c: \u200egambar tidak disertakan\r\n"
        "[22/11/26 10.32.10] ~\u202fPak Budi: {second}\r\n"
    ),
    "iPhone, English": (
        "[22/11/2026, 10:31:02 AM] Ibu Siti: {first}\r\n"
        "[22/11/2026, 10:31:44 AM] Ibu Siti: \u200eimage omitted\r\n"
        "[22/11/2026, 10:32:10 AM] Pak Budi: {second} \u200e<This message was edited>\r\n"
    ),
    "a webinar's chat": (
        "10:31:02 From Ibu Siti to Everyone:\n\t{first}\n"
        "10:32:10 From Pak Budi to Everyone:\n\tsudah bu {second} terima kasih\n"
    ),
}


@pytest.mark.parametrize("chat", CHATS)
@pytest.mark.parametrize(
    "message",
    [
        "{}",
        "Kode selesai Kenali hoaks sebelum membagikan: {}",
        "*Kode selesai* Kenali hoaks: *{}*",
        "Completion code Spot a hoax, part 2: _{}_",
        "https://wa.me/?text=Kode%20selesai%20Kenali%20hoaks%3A%20{}",
    ],
)
def test_codes_in_a_chat(chat, message):
    pasted = CHATS[chat].format(first=message.format(FIRST), second=message.format(SECOND))
    assert_found(pasted, FIRST, SECOND)
    assert_found(pasted.encode(), FIRST, SECOND)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_codes_in_a_table(separator, encoding):
    file = io.StringIO()
    rows = csv.writer(file, delimiter=separator)
    rows.writerow(["Timestamp", "Nama", "Kode selesai", "Telepon"])
    rows.writerow(["2026/11/22 10:31:02 AM GMT+7", "Siti, S.Pd.", FIRST, "0812-3456-7890"])
    rows.writerow(["2026/11/22 10:32:10 AM GMT+7", 'Budi "é"', f"ini bu:\n{SECOND}", "08123456789"])
    assert_found(file.getvalue().encode(encoding), FIRST, SECOND)


def test_codes_in_office_files():
    sheet, letter = openpyxl.Workbook(), docx.Document()
    sheet.active.append(["Ibu Siti", f"Kode selesai Kenali hoaks: {FIRST}", 812])
    sheet.active.append(["Pak Budi", SECOND.lower()])
    letter.add_paragraph("Ibu Siti: ").add_run(FIRST[:9]).bold = True
    letter.paragraphs[0].add_run(FIRST[9:])
    letter.add_paragraph(SECOND)
    for office in (sheet, letter):
        file = io.BytesIO()
        office.save(file)
        assert_found(file.getvalue(), FIRST, SECOND)


@pytest.mark.parametrize(
    "written",
    [
        FIRST.lower(),
        FIRST.replace("-", ""),
        FIRST.replace("-", " "),
        FIRST.replace("-", " - "),
        FIRST.replace("-", "\u2013"),
        FIRST.replace("-", "-\n"),
        FIRST.replace("-", "\n> "),
        FIRST[:7] + "\n" + FIRST[7:16] + "\r\n  " + FIRST[16:],
        FIRST.replace("0", "O").replace("1", "l"),
        FIRST.replace("0", "o").replace("1", "I"),
        f"“{FIRST}”",
        f"(*_{FIRST}_*).",
        f"selesai{FIRST}",
        f"kode{FIRST}sudah",
        f"{FIRST}7",
        FIRST.replace("-", "\u200b-\u200e"),
        f"<td>{FIRST[:10]}<wbr>{FIRST[10:]}</td>",
        "".join(chr(ord(each) + 0xFEE0) for each in FIRST),
    ],
)
def test_however_it_is_written(written):
    assert texts(found_in(written).codes) == [FIRST]
    assert not found_in(written).damaged


def test_two_without_anything_between():
    assert_found(FIRST + SECOND, FIRST, SECOND)
    assert_found(f"- {FIRST}\n- {SECOND}\n", FIRST, SECOND)


def test_several_texts_and_files():
    assert_found([f"Bu, {FIRST}", SECOND.encode("utf-16")], FIRST, SECOND)


# Of one visit


def test_the_same_code_again_counts_once():
    found = found_in([f"{FIRST}\n> {FIRST.lower()}", FIRST])
    assert texts(found.codes) == [FIRST]
    assert texts(found.doubled) == [FIRST, FIRST]
    assert not found.damaged


def test_the_whole_lesson_counts_or_else_the_furthest_part():
    one, two, whole = code(part=1), code(part=2), code()
    assert texts(found_in(f"{one} {whole} {two}").codes) == [whole]
    found = found_in(f"{two} {one}")
    assert (texts(found.codes), texts(found.doubled)) == ([two], [one])


def test_somebody_stops_and_goes_on_the_next_day_in_another_language():
    dice = random.Random(1)
    visit = f"{dice.getrandbits(128):032x}"
    answers = [Answer.of(dice.choice(POINTS)) for _ in LESSON.judged]
    first = encode(LESSON, day=TODAY, visit=visit, answers=answers[:3], part=1)
    then = encode(ENGLISH, day=TODAY + timedelta(1), visit=visit, answers=answers, class_name="7A")
    found = found_in([first, then])
    assert (texts(found.codes), texts(found.doubled)) == ([then], [first])


def test_of_the_same_code_the_day_of_finishing_counts():
    later = code(day=TODAY + timedelta(1))
    found = found_in([later, FIRST])
    assert (texts(found.codes), texts(found.doubled)) == ([FIRST], [later])


def test_others_with_the_same_random_digit_are_others():
    visit = "5" * 32
    answers = [[Answer.of(point)] * 6 for point in range(4)]
    group = [encode(LESSON, day=TODAY, visit=visit, answers=each) for each in answers]
    group += [
        encode(LESSON, day=TODAY, visit=visit, answers=answers[0], class_name=name)
        for name in ("7A", "7B")
    ]
    found = found_in(" ".join(group))
    # Who has no class can be the one who has one.
    assert len(found.codes) == 5
    assert_found(" ".join(group[:4]), *group[:4])
    assert_found(" ".join(group[4:]), *group[4:])
    assert_found(f"{code(1)} {code(1, OTHER)}", code(1), code(1, OTHER))


def test_a_large_group_is_counted_in_full():
    group = [code(person, random.Random(person).choice(LESSONS)) for person in range(2000)]
    assert len(found_in("\n".join(group)).codes) == 2000


# What tells nothing


def wrong(text, at=7):
    """Return a code with one character another."""
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


@pytest.mark.parametrize(
    "written",
    [
        wrong(FIRST),
        wrong(FIRST).lower(),
        wrong(FIRST).replace("-", " "),
        FIRST[:-1],
        FIRST[:-5],
        FIRST[:3] + FIRST[4:],
        FIRST[:8] + "U" + FIRST[9:],
        f"*{wrong(FIRST)}*",
        f"Kode selesai Kenali hoaks: {wrong(FIRST)}",
        f"Kode selesai Kenali hoaks: {wrong(FIRST).replace('-', '')}",
        f"Completion code Spot a hoax: {wrong(FIRST).replace('-', '').lower()}",
        f"- {wrong(FIRST)}\n- {SECOND}",
    ],
)
def test_what_looks_like_a_code_and_is_none_is_damaged(written):
    found = found_in(f"22/11/26 10.31 - Siti: halo\n22/11/26 10.32 - Budi: {written} ya bu")
    (damaged,) = found.damaged
    assert (damaged.why, damaged.line) == ("damaged", 2)
    assert texts(found.codes) == [each for each in [SECOND] if each in written]
    assert not found.unknown


def test_the_same_damaged_code_is_told_of_once():
    found = found_in(f"{wrong(FIRST)}\n{wrong(FIRST).lower()}\n{wrong(SECOND)}")
    assert [each.line for each in found.damaged] == [1, 3]


@pytest.mark.parametrize(
    "text",
    [
        "0812-3456-7890, 0812 3456 7890, +62 812-3456-7890",
        "4111-1111-1111-1111 dan 3204 1122 3344 5566",
        "550e8400-e29b-41d4-a716-446655440000",
        "https://example.org/watch?v=dQw4w9WgXcQ&list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        "Jalan Melati RT05 RW03 Desa Suka Maju",
        "IMG-20261122-WA0012.jpg PTT-20261122-WA0003.opus",
        "978-602-03-1234-5 ISBN 9786020312345",
        "satu-dua-tiga-buku-meja-kaki-roda-bola",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "saya suka baca buku pada hari raya yang lalu dari kota",
        "2026-11-22T10:31:02Z 10.31 22/11/26",
    ],
)
def test_what_is_no_code_is_not_told_of(text):
    assert_found(text)
    assert_found(f"{text}\n{FIRST}", FIRST)


def test_of_a_version_whose_key_is_not_at_hand():
    found = found_in(f"Siti: {FIRST}\nBudi: {FIRST.lower()}\n{SECOND}", [OTHER])
    assert [(each.text, each.prefix, each.line) for each in found.unknown] == [
        (FIRST, "ab123", 1),
        (SECOND, "ab123", 3),
    ]
    assert not any((found.codes, found.damaged))


def test_of_a_later_layout():
    number = 8 * 31**14 + 3
    text = codes._written(number * codes.CHECK + number % codes.PRIME, 20)
    found = found_in(f"x\n{text}")
    assert [(each.text, each.why, each.line) for each in found.newer] == [(text, "newer", 2)]


# Anything at all


def test_ten_thousand_random_and_mutated_codes_in_a_chat():
    dice = random.Random(7)
    right = {code(person) for person in range(200)}
    lines = []
    for person in range(10_000):
        one = "".join(dice.choices(ALPHABET, k=dice.choice(LENGTHS)))
        if person % 2:
            one = list(code(person % 200))
            for _ in range(dice.randint(1, 4)):
                one[dice.randrange(len(one))] = dice.choice(ALPHABET + "-OIL \n")
            one = "".join(one)
        lines.append(f"22/11/26 10.31 - Orang {person}: {one}")
    found = found_in("\n".join(lines))
    assert {each.text for each in (*found.codes, *found.doubled)} <= right
    assert len(found.damaged) > 3000


@given(
    st.lists(st.sampled_from([*ALPHABET, *"-- \n*>OIL\u200b", FIRST, SECOND[:9], "kode selesai "]))
)
def test_any_mess_can_be_pasted(pieces):
    found = found_in("".join(pieces))
    assert all(isinstance(each, Code) for each in found.codes)
    assert len(found.codes) <= 1 or FIRST in pieces


@given(st.text(max_size=100), st.text(max_size=100))
def test_a_code_is_found_whatever_stands_round_it(before, after):
    assert FIRST in texts(found_in(f"{before} {FIRST} {after}").codes) or "<" in before


@given(st.binary(max_size=300))
def test_any_bytes_can_be_pasted(content):
    assert not found_in(content).codes


@pytest.mark.parametrize(
    "piece",
    [FIRST[0], "0", "a-", "ab1d-", "ab1d ", "kode selesai ", "<a ", "&amp", "\ud800", "\n", "\x00"],
)
def test_huge_and_of_one_piece(piece):
    assert_of_one = found_in(piece * (400_000 // len(piece)))
    assert not assert_of_one.codes


def test_codes_on_both_sides_of_every_seam():
    filler = "z" * (1 << 18)
    for gap in (0, 1, 19, 27, 28):
        text = filler[: len(filler) - gap] + FIRST + filler + SECOND
        assert {FIRST, SECOND} <= set(texts(found_in(text).codes))
    assert len(plain(FIRST)) == 24
