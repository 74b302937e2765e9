"""The kinds of activity, from their Markdown to what is judged; the browser runs the same table."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.activities import KINDS, phrases
from toolkit.lesson import reader
from toolkit.lesson.nouns import Activity, ResponseError
from toolkit.words import LANGUAGES

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("judging.json").read_text(encoding="utf-8")
)
HEAD = (
    "---\ntitle: Uji\nsummary: Uji.\nminutes: 5\nreviewed: 2026-11-20\n---\n\n## Langkah {#l}\n\n"
)


def read(markdown: str, language: str = "id") -> reader.Reading:
    return reader.read(
        (HEAD + markdown).encode(),
        name="uji",
        language=language,
        folder=None,
        file="lessons/uji/id.md",
        kinds=KINDS,
        today=date(2026, 11, 22),
    )


def activity(markdown: str, language: str = "id") -> Any:
    reading = read(markdown, language)
    assert reading.lesson, [problem.sentence("en") for problem in reading.problems]
    return reading.lesson.steps[0].activity


def keys(markdown: str) -> set[str]:
    ignored = {"part-without-end", "step-without-notes"}
    return {problem.key for problem in read(markdown).problems} - ignored


def of(case: dict[str, Any]) -> Activity:
    return KINDS[case["kind"]].from_data(
        {key: value for key, value in case["activity"].items() if key != "kind"}
    )


@pytest.mark.parametrize("case", CASES)
def test_judging(case: dict[str, Any]) -> None:
    if case["judged"] == "refused":
        with pytest.raises(ResponseError):
            of(case).judge(case["response"])
    else:
        assert of(case).judge(case["response"]) is case["judged"]


@pytest.mark.parametrize("response", [[], None, 5, "x", True, object(), {"options"}, b""])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_only_an_object_is_a_response(kind: str, response: object) -> None:
    case = next(case for case in CASES if case["kind"] == kind)
    with pytest.raises(ResponseError):
        of(case).judge(response)


@pytest.mark.parametrize("case", CASES)
def test_an_activity_survives_its_data(case: dict[str, Any]) -> None:
    assert of(case).data() == case["activity"]


def test_the_table_knows_every_kind_and_every_outcome() -> None:
    assert {case["kind"] for case in CASES} == set(KINDS)
    for kind in KINDS:
        outcomes = {case["judged"] for case in CASES if case["kind"] == kind}
        assert "refused" in outcomes
        assert len(outcomes) > 1


@pytest.mark.parametrize("kind", KINDS.values())
def test_a_kind_speaks_every_language(kind: type[Activity]) -> None:
    for texts in [*kind.words.values(), *kind.problems.values()]:
        assert texts.keys() >= LANGUAGES.keys()
        assert all(texts.values())
    whats = {key for key in kind.problems if not key.endswith("-how")}
    assert {f"{key}-how" for key in whats} == kind.problems.keys() - whats


def test_phrases_are_named_after_their_kind() -> None:
    assert phrases()["judge.unsure"]["id"] == "Belum tahu, saya cek dulu"
    assert {key.partition(".")[0] for key in phrases()} == set(KINDS)


FENCES = re.findall(
    r"^:::\{\w+\}.*?^:::$",
    Path(__file__).with_name("kinds.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.mark.parametrize("words", ["&nbsp;", "\n", "\n  ---", "![](a.png)", "> a", "`a`", "->"])
@pytest.mark.parametrize("fence", FENCES)
def test_no_activity_vanishes_without_a_word(fence: str, words: str) -> None:
    lines = fence.splitlines()
    for at, line in enumerate(lines):
        if item := re.match(r"(?:- (?:\[.\] )?|\d\. )", line):
            reading = read("\n".join([*lines[:at], item[0] + words, *lines[at + 1 :]]))
            assert reading.lesson is None or reading.lesson.steps[0].activity, line


CHOOSE = """\
:::{choose} {#otp}
Penelepon meminta kode OTP.

- [ ] Menyebutkannya.
  > Ia bisa masuk ke akun Anda.
- [x] Menutup telepon.
  > Tepat.

Petunjuk:

1. Siapa yang menelepon?
2. Siapa yang **seharusnya** menelepon?

:::
"""


def test_choose() -> None:
    found = activity(CHOOSE)
    assert found.data() == {
        "kind": "choose",
        "id": "otp",
        "question": "<p>Penelepon meminta kode OTP.</p>",
        "message": None,
        "options": [
            {
                "html": "Menyebutkannya.",
                "right": False,
                "feedback": "<p>Ia bisa masuk ke akun Anda.</p>",
            },
            {"html": "Menutup telepon.", "right": True, "feedback": "<p>Tepat.</p>"},
        ],
        "hints": ["Siapa yang menelepon?", "Siapa yang <strong>seharusnya</strong> menelepon?"],
        "several": False,
    }
    assert [found.judge(response) for response in found.responses()] == [False, True]
    paper = found.handout("id")
    letter = '<span class="suluh-letter">{}.</span> '.format
    assert f"<li>{letter('A')}Menyebutkannya.</li>" in paper.question
    assert f'<p class="suluh-right">{letter("B")}Menutup telepon.</p>' in paper.answer
    assert f'<p class="suluh-other">{letter("A")}Menyebutkannya.</p>' in paper.others
    assert "<li>Siapa yang menelepon?</li>" in paper.hints
    assert "Tepat." in paper.answer
    assert "Ia bisa masuk" not in paper.answer
    assert not keys(CHOOSE)


def test_choose_several() -> None:
    found = activity(CHOOSE.replace("[ ]", "[x]", 1).replace("\nPetunjuk", "- [ ] c\n  > d\n"))
    assert found.several
    assert found.data()["several"] is True
    assert {found.judge(response) for response in found.responses()} == {True, False}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("- [x] Menutup telepon.", "- [ ] Menutup telepon.", "no-right-option"),
        ("- [ ]", "- [x]", "all-options-right"),
        ("- [ ] Menyebutkannya.\n  > Ia bisa masuk ke akun Anda.\n", "", "one-option"),
        ("- [ ] ", "- ", "option-without-box"),
        ("Penelepon meminta kode OTP.", "", "no-question"),
        ("  > Tepat.\n", "", "option-without-feedback"),
        (
            "Menutup telepon.",
            "Menutup telepon, lalu menghubungi nomor resmi.",
            "right-option-longest",
        ),
        ("> Tepat.", "> " + "Tepat. " * 36, "feedback-too-long"),
        ("Menutup telepon.", "", "empty-option"),
        ("Petunjuk:", "Petunjuk", "no-place-for-words"),
        (":::{choose} {#otp}\n", ":::{choose} {#otp}\n:warna: biru\n", "unknown-fence-key"),
        (":::{choose} {#otp}\n", ":::{choose} {#otp}\n:from: Ani\n", "key-without-frame"),
        (":::{choose} {#otp}\n", ":::{choose} {#otp}\n:frame: caht\n", "unknown-frame"),
        (":::{choose} {#otp}\n", ":::{choose} {#otp}\n:frame: chat\n", "frame-without-message"),
        (":::{choose} {#otp}\n", ":::{choose} {#otp}\n:frame:\n", "empty-fence-key"),
        (":::{choose} {#otp}\n", ":::{choose}\n", "activity-without-id"),
    ],
)
def test_what_choose_says(old: str, new: str, key: str) -> None:
    assert old in CHOOSE
    assert key in keys(CHOOSE.replace(old, new, 1))


def test_choose_without_options() -> None:
    assert keys(":::{choose} {#a}\nApa?\n\n:::\n") == {"no-options"}
    assert keys(":::{choose} {#a}\nApa?\n\n- ini\n- itu\n\n:::\n") == {"option-without-box"}


def test_feedback_may_stand_at_the_margin() -> None:
    moved = CHOOSE.replace("  > ", "> ")
    assert activity(moved).data() == activity(CHOOSE).data()
    assert not keys(moved)


JUDGE = """\
:::{judge} {#kuota}
:frame: chat
:from: Pak Hasan
:group: Grup RT 05
:time: 19.42

> Kuota gratis! Buka [bantuan.go.id](http://x.my.id), www.palsu.my.id atau <https://y.my.id>.

- [x] tidak benar
  > Bukan dari pemerintah.
- [ ] benar
  > Belum tepat.

Cek dulu:

1. Hoaks kuota gratis
   kominfo.go.id/hoaks, 12 Maret 2025
   Pesan itu **tidak benar**. Lihat www.contoh.id.
2. Daftar bantuan
   kemdikbud.go.id

:::
"""


def test_judge() -> None:
    found = activity(JUDGE)
    data = found.data()
    assert data["question"] == "<p>Menurut Anda, kabar ini benar atau tidak?</p>"
    dead = '<span class="suluh-dead-link">'
    assert data["message"] == {
        "frame": "chat",
        "html": f"<p>Kuota gratis! Buka {dead}bantuan.go.id</span>, {dead}www.palsu.my.id</span>"
        f" atau {dead}https://y.my.id</span>.</p>",
        "sender": "Pak Hasan",
        "group": "Grup RT 05",
        "subject": "",
        "address": "",
        "time": "19.42",
        "search": "",
        "field": "",
    }
    assert data["pair"] == "claim"
    assert data["truth"] is False
    assert data["feedback"] == {
        "false": "<p>Bukan dari pemerintah.</p>",
        "true": "<p>Belum tepat.</p>",
    }
    assert data["results"] == [
        {
            "title": "Hoaks kuota gratis",
            "address": "kominfo.go.id/hoaks",
            "date": "12 Maret 2025",
            "html": f"Pesan itu <strong>tidak benar</strong>. Lihat {dead}www.contoh.id</span>.",
        },
        {"title": "Daftar bantuan", "address": "kemdikbud.go.id", "date": "", "html": ""},
    ]
    judged = {str(each["point"]): found.judge(each) for each in found.responses()}
    assert judged.keys() == {"0", "1", "2", "3", "unsure"}
    assert found.truthful() is False
    paper = found.handout("id")
    assert "Pak Hasan" in paper.question
    assert "Daftar bantuan</strong><br>kemdikbud.go.id</li>" in paper.checks
    assert "kominfo.go.id/hoaks · 12 Maret 2025<br>Pesan itu" in paper.checks
    assert "kemdikbud" not in paper.question + paper.answer + paper.others
    assert "“Yakin tidak benar” dan “Sepertinya tidak benar”" in paper.on_phone
    assert "HOAKS. Tidak benar" in paper.answer
    assert "HOAX. Not true" in found.handout("en").answer
    assert paper.question.startswith(
        '<blockquote class="suluh-message">'
        '<p class="suluh-message-mark">SIMULASI - UNTUK LATIHAN</p>'
    )
    assert "SIMULATION - FOR PRACTICE" in found.handout("en").question


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
    ("false", "true", "said"),
    [
        ("tidak benar", "benar", "BENAR"),
        ("penipuan", "asli", "ASLI"),
    ],
)
def test_a_verdict_is_not_said_twice(false: str, true: str, said: str) -> None:
    turned = JUDGE.replace("[ ]", "[?]").replace("[x]", "[ ]").replace("[?]", "[x]")
    found = activity(turned.replace("] tidak benar", f"] {false}").replace("] benar", f"] {true}"))
    assert f'<p class="suluh-right">{said}</p>' in found.handout("id").answer


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


def test_a_frame_that_is_missing_is_told_once() -> None:
    about = {"no-frame", "key-without-frame", "unknown-fence-key"}
    for old, key in ((":frame: chat\n", "key-without-frame"), (":frame:", "unknown-fence-key")):
        assert keys(JUDGE.replace(old, "" if "chat" in old else ":bingkai:")) & about == {key}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (":frame: chat\n:from: Pak Hasan\n:group: Grup RT 05\n:time: 19.42\n", "", "no-frame"),
        ("] tidak benar", "] tdk benar", "unknown-side"),
        ("] tidak benar", "] penipuan", "unknown-side"),
        ("- [ ] benar\n  > Belum tepat.\n", "", "sides"),
        ("] benar", "] tidak benar", "sides"),
        ("[x]", "[ ]", "no-right-side"),
        ("- [ ] benar", "- [x] benar", "no-right-side"),
        ("2. Daftar bantuan\n   kemdikbud.go.id\n", "", "results-count"),
        ("   kemdikbud.go.id\n", "", "result-address"),
        (JUDGE[JUDGE.index("1.") : -5], "", "no-results"),
        (":group: Grup RT 05", ":subject: Kuota", "key-of-another-frame"),
        (":group: Grup RT 05", ":grup: Grup RT 05", "unknown-fence-key"),
        (":group: Grup RT 05", ":from: Grup RT 05", "doubled-fence-key"),
        ("> Kuota gratis!", "Kuota gratis!", "frame-without-message"),
    ],
)
def test_what_judge_says(old: str, new: str, key: str) -> None:
    assert old in JUDGE
    assert key in keys(JUDGE.replace(old, new, 1))


def test_recall() -> None:
    text = ":::{recall} {#r}\nApa saja?\n\n> Tiga *tanda*.\n\n:::\n"
    found = activity(text)
    assert found.data() == {
        "kind": "recall",
        "id": "r",
        "question": "<p>Apa saja?</p>",
        "answer": "<p>Tiga <em>tanda</em>.</p>",
    }
    assert [found.judge(each) for each in found.responses()] == [None] * 3
    paper = found.handout("en").question
    assert "Write it in your own words" in paper
    assert paper.count("<div></div>") == 3  # lines to write on
    assert keys(text.replace("> ", "")) == {"no-model-answer"}
    assert keys(text.replace("Apa saja?", "")) == {"no-question"}
    assert keys(text.replace("Apa saja?", ":from: a\nApa saja?")) == {"unknown-fence-key"}


ACTION = """\
:::{action} {#mulai}
Pilih satu.

- [ ] Simpan nomornya.
- [ ] Balas di grup.
  > Halo semua,
  > ini **tidak benar**: [Kominfo](https://kominfo.go.id).
  >
  > Terima kasih.

> Cek dulu.\\
> Tanya Kalimasada.

:::
"""


def test_action() -> None:
    found = activity(ACTION)
    assert found.data() == {
        "kind": "action",
        "id": "mulai",
        "question": "<p>Pilih satu.</p>",
        "tasks": [
            {"html": "Simpan nomornya.", "message": ""},
            {
                "html": "Balas di grup.",
                "message": "Halo semua, ini tidak benar: Kominfo (https://kominfo.go.id).\n\n"
                "Terima kasih.",
            },
        ],
        "reminder": "Cek dulu.\nTanya Kalimasada.",
    }
    assert {found.judge(each) for each in found.responses()} == {None}
    assert not keys(ACTION)
    paper = found.handout("id").question
    assert "Pesan siap kirim:</p><p>Halo semua, ini tidak benar" in paper
    assert "sebulan lagi:</p><p>Cek dulu.<br>Tanya Kalimasada.</p>" in paper
    assert paper.count("Pesan siap kirim") == 1
    bare = ACTION.replace("> Cek dulu.\\\n> Tanya Kalimasada.\n", "")
    assert keys(bare) == {"no-reminder"}
