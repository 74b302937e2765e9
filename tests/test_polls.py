"""Polls that a lesson keeps for a live room."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.activities import KINDS
from toolkit.lesson import ids, polls, reader
from toolkit.lesson.data import data
from toolkit.lesson.nouns import Lesson, Poll
from toolkit.lesson.translation import compare, merge

HEAD = "---\ntitle: Uji\nsummary: Uji.\nminutes: 5\nreviewed: 2026-11-20\n---\n\n"
STEP = "## Satu {#satu}\n\nBaca.\n\n"
POLL = """\
:::{poll} {#pernah}
Pernah menerima *pesan* seperti ini?

- Pernah
- Belum pernah

:::
"""
SCALE = """\
:::{poll} {#yakin}
:form: scale
Seberapa yakin Anda?

- Tidak yakin
- Sangat yakin

:::
"""
WORDS = ":::{poll} {#kata}\n:form: words\nApa yang pertama terlintas?\n\n:::\n"


def read(text: str, language: str = "id") -> reader.Reading:
    return reader.read(
        (HEAD + text).encode(),
        name="uji",
        language=language,
        folder=None,
        file=f"lessons/uji/{language}.md",
        kinds=KINDS,
        today=date(2026, 11, 22),
    )


def lesson(text: str, language: str = "id") -> Lesson:
    found = read(text, language).lesson
    assert found, read(text, language).problems
    return found


def errors(text: str) -> list[str]:
    return [each.key for each in read(text).problems if each.level == "error"]


def test_a_poll_belongs_to_its_step():
    found = lesson(STEP + POLL + SCALE + WORDS).steps[0].polls
    options = ("Pernah", "Belum pernah")
    assert [(each.id, each.form, each.options, each.low, each.high) for each in found] == [
        ("pernah", "one", options, "", ""),
        ("yakin", "scale", (), "Tidak yakin", "Sangat yakin"),
        ("kata", "words", (), "", ""),
    ]
    assert found[0].question == "Pernah menerima pesan seperti ini?"


def test_an_activity_may_stand_beside_it():
    activity = ":::{choose} {#a}\nYa?\n\n- [x] Ya\n  > Tepat.\n- [ ] Tidak\n  > Belum.\n\n:::\n\n"
    step = lesson(STEP + activity + POLL).steps[0]
    assert step.activity
    assert len(step.polls) == 1


def test_no_page_and_no_version_knows_of_it():
    bare, asked = lesson(STEP), lesson(STEP + POLL)
    assert data(asked) == data(bare)  # its version is the same, too


def test_its_id_is_written_once():
    text = HEAD + STEP + POLL.replace(" {#pernah}", "")
    assert ":::{poll} {#satu-poll}" in ids.fix(text, KINDS)
    assert lesson(STEP + POLL.replace(" {#pernah}", "")).steps[0].polls[0].id == "satu-poll"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (POLL.replace("Pernah menerima *pesan* seperti ini?\n", ""), "poll-without-question"),
        (POLL.replace("- Pernah\n", ""), "poll-options"),
        (POLL.replace("- Belum pernah", "- Pernah"), "poll-options-alike"),
        (POLL.replace("- Belum pernah", "- PERNAH"), "poll-options-alike"),
        (POLL.replace("- Pernah\n", "- Pernah\n  > Tepat.\n"), "poll-feedback"),
        (POLL.replace("- Pernah\n", f"- {'Pernah ' * 20}\n"), "poll-long"),
        (POLL.replace("ini?", f"{'ini ' * 60}?"), "poll-long"),
        (SCALE.replace("- Sangat", f"- {'Sangat ' * 10}"), "poll-long"),
        (SCALE.replace("scale", "bintang"), "poll-form"),
        (SCALE.replace("- Tidak yakin\n", ""), "poll-scale-ends"),
        (WORDS.replace("terlintas?\n", "terlintas?\n\n- Ya\n- Tidak\n"), "poll-words-options"),
    ],
)
def test_what_cannot_be_asked_is_told(text, key):
    assert errors(STEP + text) == [key]


@pytest.mark.parametrize(
    ("written", "meant"), [("skala", "scale"), ("kata-kata", "words"), ("severl", "several")]
)
def test_a_form_is_guessed(written, meant):
    problems = read(STEP + SCALE.replace("scale", written)).problems
    told = next(each for each in problems if each.key == "poll-form")
    assert f'"{meant}"' in told.sentence("id")


@pytest.mark.parametrize("name", ["jajak-pendapat", "polling", "survei", "pol"])
def test_people_call_it_by_other_names(name):
    problems = read(STEP + POLL.replace("{poll}", f"{{{name}}}")).problems
    assert any("poll" in each.sentence("id") for each in problems if each.key == "unknown-fence")


def test_a_translation_asks_it_in_its_own_words_where_it_can():
    first = lesson(STEP + POLL + SCALE)
    english = STEP.replace("Baca", "Read") + POLL.replace("Pernah", "Yes").replace("Belum", "No")
    translated = lesson(english, "en")
    found = merge(first, translated).steps[0].polls
    assert [(each.id, each.options) for each in found] == [
        ("pernah", translated.steps[0].polls[0].options),
        ("yakin", ()),
    ]
    told = compare(first, translated, file="lessons/uji/en.md")
    assert [each.key for each in told if each.key.startswith("poll")] == ["poll-not-translated"]


@given(st.text(alphabet=":-[]x> \nabc#{}*", max_size=120), st.sampled_from(polls.FORMS))
def test_whatever_stands_in_it_raises_nothing(inside, form):
    found = read(f"{STEP}:::{{poll}} {{#p}}\n:form: {form}\n{inside}\n\n:::\n")
    asked = found.lesson.steps[0].polls if found.lesson else ()
    for poll in asked:
        assert isinstance(poll, Poll)
        assert poll.question
        assert poll.form in {"words", "scale"} or 2 <= len(poll.options) <= polls.MOST
