"""A translation beside its first language: compared, and completed, by id."""

from __future__ import annotations

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


def test_an_activity_only_in_the_translation() -> None:
    first = lesson(WITHOUT_STEP + "\n## Akhir {#akhir}\n\nHalo.\n")
    found = translation.compare(first, lesson(ENGLISH), file="en.md")
    assert [problem.key for problem in found] == ["step-with-activity"]


def test_an_older_review() -> None:
    older = ENGLISH.replace("reviewed: 2026-11-20", "reviewed: 2026-11-19")
    assert said(older) == {"translation-older": 1}
    newer = ENGLISH.replace("reviewed: 2026-11-20", "reviewed: 2026-11-21")
    assert said(newer) == {}
