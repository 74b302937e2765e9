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
