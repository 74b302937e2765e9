"""A translation beside its first language: compared, and completed, by id."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample import GOOD, lesson

from toolkit.lesson import translation

ENGLISH = (
    GOOD.replace("Bagian satu", "Part one")
    .replace("Penipu sering menyamar", "Scammers often pose")
    .replace("Sampai jumpa", "See you")
)


def said(text: str) -> dict[str, int]:
    problems = translation.compare(lesson(GOOD), lesson(text), file="lessons/uji/en.md")
    assert all(problem.level == "advice" for problem in problems)
    assert all(problem.file == "lessons/uji/en.md" for problem in problems)
    return {problem.key: problem.line for problem in problems}


def test_a_complete_translation() -> None:
    first, here = lesson(GOOD), lesson(ENGLISH)
    assert said(ENGLISH) == {}
    merged = translation.merge(first, here)
    assert merged.parts[0].title == "Part one"
    assert "See you" in merged.parts[0].end
    assert merged.steps == here.steps
    assert merged.version == here.version


WITHOUT_STEP = ENGLISH[: ENGLISH.index("## Akhir")] + ENGLISH[ENGLISH.index("[^guru]: ") :]


def test_a_missing_step_falls_back() -> None:
    assert said(WITHOUT_STEP) == {"step-not-translated": 10}
    first, here = lesson(GOOD), lesson(WITHOUT_STEP)
    merged = translation.merge(first, here)
    assert [step.id for step in merged.steps] == ["telepon", "akhir"]
    assert merged.steps[0] == here.steps[0]
    assert merged.steps[1] == first.steps[1]
    assert "Sampai jumpa" in merged.parts[0].end
    assert merged.version not in (first.version, here.version)


@pytest.mark.parametrize(("end", "language"), [("<p>See you</p>", "en"), ("", "id")])
def test_the_end_of_a_part_says_its_language(end: str, language: str) -> None:
    first, here = lesson(GOOD), lesson(ENGLISH)
    parts = (replace(here.parts[0], end=end, end_language="en"),)
    merged = translation.merge(first, replace(here, language="en", parts=parts))
    assert merged.parts[0].end_language == language


def test_an_extra_step_is_not_shown() -> None:
    text = ENGLISH.replace("## Akhir", "## More {#more}\n\nMore.\n\n## Akhir")
    assert said(text) == {"step-only-here": 36}
    merged = translation.merge(lesson(GOOD), lesson(text))
    assert [step.id for step in merged.steps] == ["telepon", "akhir"]


def test_the_order_is_that_of_the_first_language() -> None:
    at, end = ENGLISH.index("## Telepon"), ENGLISH.index("## Akhir")
    rest = ENGLISH.index("[^guru]: ")
    turned = ENGLISH[:at] + ENGLISH[end:rest] + ENGLISH[at:end] + ENGLISH[rest:]
    merged = translation.merge(lesson(GOOD), lesson(turned))
    assert [step.id for step in merged.steps] == ["telepon", "akhir"]


RECALL = ":::{recall} {#otp}\nWhat?\n\n> This.\n\n"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("- [ ] Menyebutkannya.", "- [ ] C.\n  > d\n- [ ] Menyebutkannya.", "another-count"),
        ("{#otp}", "{#opt}", "another-activity-id"),
        (ENGLISH[ENGLISH.index(":::{choose}") : ENGLISH.index(":::\n")], RECALL, "another-kind"),
        (
            ENGLISH[ENGLISH.index(":::{recall}") : ENGLISH.index(":::{end}")],
            "What?\n\n",
            "step-without-activity",
        ),
    ],
)
def test_an_activity_that_differs_is_shown_in_the_first_language(
    old: str, new: str, key: str
) -> None:
    text = ENGLISH.replace(old, new)
    assert set(said(text)) == {key}
    merged = translation.merge(lesson(GOOD), lesson(text))
    answers = [step.activity and step.activity.answers() for step in merged.steps]
    assert answers == [step.activity and step.activity.answers() for step in lesson(GOOD).steps]


def test_another_right_option() -> None:
    turned = ENGLISH.replace("[ ]", "[?]").replace("[x]", "[ ]").replace("[?]", "[x]")
    assert set(said(turned)) == {"another-right"}


WITH_STEPS = """\
:::{order} {#otp}
Urutkan.

1. Satu
   > a
2. Dua
   > b
3. Tiga
   > c

:::
"""
WITH_PAIRS = """\
:::{match} {#otp}
Pasangkan.

- Satu -> A
  > a
- Dua -> B
  > b
- Tiga -> B
  > c

:::
"""
WITH_SCENES = """\
:::{chat} {#otp}
Balas.

### Mulai

> Halo.

- Ya -> Baik
- Tidak -> Buruk

### Baik

- [x] Baik
  > a

### Buruk

- [ ] Buruk
  > b

:::
"""
WITH_DOORS = """\
:::{firstaid} {#otp}
Tenang.

### Telanjur mengeklik

1. Tutup.

### Telanjur mentransfer

1. Telepon bank.

### Telanjur memasang

1. Matikan data.

:::
"""


@pytest.mark.parametrize(
    ("activity", "changes", "key"),
    [
        (WITH_STEPS, {"Satu": "One"}, set()),
        (WITH_STEPS, {":::\n": "4. Four\n   > d\n\n:::\n"}, {"another-shape"}),
        (WITH_PAIRS, {"Satu -> A": "One -> First", "> B": "> Second"}, set()),
        (WITH_PAIRS, {"Tiga -> B": "Three -> A"}, {"another-shape"}),
        (WITH_PAIRS, {"Tiga -> B": "Three -> C"}, {"another-shape"}),
        (WITH_SCENES, {"Baik": "Good", "Mulai": "Start"}, set()),
        (
            WITH_SCENES,
            {"Ya -> Baik": "Yes -> Buruk", "Tidak -> Buruk": "No -> Baik"},
            {"another-shape"},
        ),
        (WITH_SCENES, {"[ ]": "[?]", "[x]": "[ ]", "[?]": "[x]"}, {"another-shape"}),
        (WITH_SCENES, {"- Tidak": "- Nanti -> Buruk\n- Tidak"}, {"another-shape"}),
        (WITH_DOORS, {"Telanjur mengeklik": "Clicked", "Tenang": "Calm"}, set()),
        (WITH_DOORS, {"### Telanjur mentransfer\n\n1. Telepon bank.\n": ""}, {"another-shape"}),
    ],
)
def test_the_key_of_each_kind_is_compared(
    activity: str, changes: dict[str, str], key: set[str]
) -> None:
    there = activity
    for old, new in changes.items():
        assert old in there
        there = there.replace(old, new)
    choose = GOOD[GOOD.index(":::{choose}") : GOOD.index(":::\n") + 4]
    first, here = lesson(GOOD.replace(choose, activity)), lesson(GOOD.replace(choose, there))
    problems = translation.compare(first, here, file="en.md")
    assert {problem.key for problem in problems} == key
    assert translation.merge(first, here).steps[0] == (first if key else here).steps[0]


def test_an_activity_only_in_the_translation() -> None:
    first = lesson(WITHOUT_STEP + "\n## Akhir {#akhir}\n\nHalo.\n")
    found = translation.compare(first, lesson(ENGLISH), file="en.md")
    assert [problem.key for problem in found] == ["step-with-activity"]


def test_an_older_review() -> None:
    older = ENGLISH.replace("reviewed: 2026-11-20", "reviewed: 2026-11-19")
    assert said(older) == {"translation-older": 1}
    newer = ENGLISH.replace("reviewed: 2026-11-20", "reviewed: 2026-11-21")
    assert said(newer) == {}
