"""clues: which words of a message can be tapped, and what staff are told when none are there."""

from __future__ import annotations

from typing import Any

import pytest
from test_activities import activity, keys, read

CLUES = """\
:::{clues} {#tanda}
:frame: chat
:from: +62 812 0000 0000
:group: RT 05
:time: 19.20

Ketuk bagian yang membuat Anda perlu berhenti.

> Mohon kehadirannya di **pernikahan** kami. Buka [Undangan-Nikah.apk](nikah.example) segera.
>
> Terima kasih & salam.

- [x] Undangan-Nikah.apk
  > APK bukan undangan.
- [ ] Mohon kehadirannya
  > Wajar di undangan mana pun.
- [x] +62 812 0000 0000
  > Nomor yang tidak Anda kenal.

:::
"""


def with_part(words: str, message: str = "") -> str:
    """Return the example with another first part, and perhaps another message."""
    text = CLUES.replace("[x] Undangan-Nikah.apk", f"[x] {words}")
    return text.replace("> Terima kasih & salam.", f"> {message}") if message else text


def drawn(found: Any) -> list[list[tuple[str, int | None]]]:
    return [[(piece.text, piece.part) for piece in line] for line in found.lines]


def test_clues() -> None:
    found = activity(CLUES)
    assert not keys(CLUES)
    assert drawn(found) == [
        [
            ("Mohon kehadirannya", 1),
            (" di ", None),
            ("pernikahan", None),
            (" kami. Buka ", None),
            ("Undangan-Nikah.apk", 0),
            (" segera.", None),
        ],
        [("Terima kasih & salam.", None)],
    ]
    assert [piece.text for piece in found.lines[0] if piece.dead] == ["Undangan-Nikah.apk"]
    assert [piece.text for piece in found.lines[0] if piece.strong] == ["pernikahan"]
    assert [(part.text, part.field, part.right) for part in found.parts] == [
        ("Undangan-Nikah.apk", "", True),
        ("Mohon kehadirannya", "", False),
        ("+62 812 0000 0000", "sender", True),
    ]
    assert found.message.html == ""
    assert found.answers() == (True, False, True)
    judged = {str(each["parts"]): found.judge(each) for each in found.responses()}
    assert judged == {"[0]": False, "[1]": False, "[2]": False, "[0, 2]": True, "[0, 1, 2]": False}
    assert type(found).from_data(found.data()).data() == found.data()


def test_clues_on_paper() -> None:
    paper = activity(CLUES).handout("id")
    assert "SIMULASI" in paper.question
    assert '<span class="suluh-dead-link">Undangan-Nikah.apk</span>' in paper.question
    assert "kasih &amp; salam" in paper.question
    assert "APK bukan undangan." in paper.answer
    assert "beri tanda" in paper.question
    assert '<li><span class="suluh-letter">A.</span> Undangan-Nikah.apk</li>' in paper.question
    assert "A.</span> Undangan-Nikah.apk</p>" in paper.answer
    assert "Wajar di undangan" not in paper.answer
    assert "Wajar di undangan" in paper.others


def test_signs_of_html_are_words_on_paper() -> None:
    sign = "&lt;i onclick=a&gt;"
    text = with_part(sign, f"Kata {sign}.").replace("Mohon", "&lt;i&gt; Mohon")
    paper = activity(text).handout("id")
    assert "<i" not in paper.question + paper.answer + paper.others
    assert paper.question.count(sign) == 2  # in the message, and to tick
    assert sign in paper.answer
    assert "&lt;i&gt; Mohon" in paper.others


@pytest.mark.parametrize(
    ("words", "message", "shown"),
    [
        ("pernikahan kami", "", "pernikahan kami"),  # half of it bold
        ("di **pernikahan**", "", "di pernikahan"),
        ("Terima kasih &amp; salam", "", "Terima kasih & salam"),
        ("‘segera’", "Kata 'segera' itu tanda.", "'segera'"),
        ('"Transfer sekarang"', "Ia menulis “Transfer sekarang” lagi.", "“Transfer sekarang”"),
        ('"Transfer sekarang"', "Transfer sekarang ya.", "Transfer sekarang"),
        ("Rp 50.000 saja", "Hanya Rp\u00a050.000  saja.", "Rp\u00a050.000  saja"),
        ("terima KASIH", "", "Terima kasih"),
        ("Tunggu...", "Tunggu… ya", "Tunggu…"),
        ("2024-2025", "Tahun 2024–2025.", "2024–2025"),  # Word's dash
        ("cafe\u0301 itu", "Datang ke café itu.", "café itu"),
        ("hari ini", "Batasnya hari\u200b ini.", "hari\u200b ini"),
        ("dua baris", "Ada dua\n> baris di sini.", "dua baris"),
        ("satu lagi", "- satu lagi\n> - dua", "satu lagi"),
        ("klik ini", "Ayo [lalu klik ini sekarang](nikah.example).", "klik ini"),
        ("https://nikah.example/a", "Buka https://nikah.example/a.", "https://nikah.example/a"),
        ("bit.example", "Lihat `bit.example`", "bit.example"),
        ("\\*\\*gratis\\*\\*", "Kuota \\*\\*gratis\\*\\*", "**gratis**"),
        ("ada", "Berada di mana, ada di sana.", "ada"),  # the word, not a piece of one
        ("19.20", "", "19.20"),
        ("RT 0", "", "RT 05"),  # only the head has it, as a whole
    ],
)
def test_words_are_found_as_meant(words: str, message: str, shown: str) -> None:
    text = with_part(words, message)
    assert not keys(text)
    assert activity(text).parts[0].text == shown


def test_the_first_of_two_and_no_piece_of_another_word() -> None:
    found = activity(with_part("salam", "Salaman dulu, salam, salam."))
    assert drawn(found)[1] == [("Salaman dulu, ", None), ("salam", 0), (", salam.", None)]


def test_a_part_is_one_piece_also_where_links_and_bold_begin() -> None:
    found = activity(with_part("klik di sini", "Lalu **klik** [di sini juga](nikah.example)."))
    (line,) = found.lines[1:]
    assert [(piece.text, piece.part, piece.dead, piece.strong) for piece in line] == [
        ("Lalu ", None, False, False),
        ("klik di sini", 0, False, False),
        (" juga", None, True, False),
        (".", None, False, False),
    ]


def test_a_hard_line_break_stays() -> None:
    found = activity(with_part("Hadiah", "Hadiah\\\n> menanti"))
    assert drawn(found)[1] == [("Hadiah", 0), ("\nmenanti", None)]
    assert "<br>menanti" in found.handout("id").question


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("[x] Undangan-Nikah.apk", "[x] Undangan-Nikah.exe", "part-not-found"),
        ("[x] Undangan-Nikah.apk", "[x] segera. Terima kasih", "part-not-found"),  # 2 paragraphs
        ("[x] Undangan-Nikah.apk", "[x] Mohon", "parts-overlap"),
        ("[x] Undangan-Nikah.apk", "[x] +62 812", "parts-overlap"),
        ("[x] Undangan-Nikah.apk", "[x] ", "empty-option"),
        ("[x]", "[ ]", "no-suspicious-part"),
        ("[ ]", "[x]", "no-harmless-part"),
        ("> Terima kasih & salam.", "> ![Gambar](a.png)", "message-of-words"),
        ("> Terima kasih & salam.", "> ```\n> a\n> ```", "message-of-words"),
        ("Ketuk bagian yang membuat Anda perlu berhenti.", "", "no-question"),
        (":frame: chat\n", "", "key-without-frame"),
        (CLUES[20:90], "", "no-message"),
        ("- [ ] Mohon", "\nlalu\n\n- [ ] Mohon", "no-place-for-words"),
        ("  > APK bukan undangan.\n", "", "option-without-feedback"),
    ],
)
def test_what_clues_says(old: str, new: str, key: str) -> None:
    assert old in CLUES
    count = -1 if old in ("[x]", "[ ]") else 1
    assert key in keys(CLUES.replace(old, new, count))


@pytest.mark.parametrize("count", [1, 9, 60])
def test_parts_to_tap_are_few(count: int) -> None:
    items = "".join(f"- [x] {number}\n  > a\n" for number in range(count))
    text = CLUES[: CLUES.index("- [x]")] + items + "\n:::\n"
    assert "parts-count" in keys(text)


def test_a_part_that_is_not_there_is_guessed() -> None:
    reading = read(with_part("Undangan-Nikahan.pk"))
    (error,) = (each for each in reading.problems if each.key == "part-not-found")
    assert 'Mungkin maksudnya "Undangan-Nikah.apk".' in error.sentence("id")
    assert error.line == 22
