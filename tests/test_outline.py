"""What stands where in a lesson, and what may not."""

from __future__ import annotations

import pytest

from toolkit.activities import KINDS
from toolkit.activities.choose import Choose
from toolkit.activities.judge import Judge
from toolkit.lesson import markdown, outline
from toolkit.lesson.problems import Report

ADVICE = {"part-without-end", "step-without-notes", "empty-step"}


def read(text: str) -> tuple[list[outline.DraftPart], dict[str, int]]:
    report = Report("a")
    parts = outline.read(markdown.parse(text), {"choose": Choose, "judge": Judge}, report)
    return parts, {each.key: each.line for each in report.found if each.key not in ADVICE}


def test_parts_steps_and_what_stands_in_them() -> None:
    parts, told = read(
        "# Satu\n\n## A\n\nb\n\n:::{Choose}\n:::\n\nc\n\n:::{notes}\n:::\n\nd\n\n"
        "# Dua\n\n## E\n\n:::{end}\n:::\n"
    )
    assert not told
    assert [part.title for part in parts] == ["Satu", "Dua"]
    (step,) = parts[0].steps
    assert (step.title, step.line) == ("A", 3)
    assert step.activity
    assert [markdown.html([node], {}) for node in step.before] == ["<p>b</p>"]
    assert [markdown.html([node], {}) for node in step.after] == ["<p>c</p>", "<p>d</p>"]
    assert len(step.notes) == 1
    assert parts[1].end


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a\n\n## B", "words-before-step", 1),
        ("# A\n\nb\n\n## C", "words-before-step", 3),
        ("# A\n\n# B\n\n## C", "empty-part", 1),
        ("a", "no-steps", 1),
        ("##", "empty-heading", 1),
        ("## A\n\n:::\n", "stray-close", 3),
        ("## A\n\n:::{choose}\n:::\n\n:::{judge}\n:::", "two-activities", 6),
        ("## A\n\n:::{chose}\n:::", "unknown-fence", 3),
        ("## A\n\n:::{notes} b\n:::", "opening-line", 3),
        ("## A\n\n:::{notes}\n:from: b\n:::", "unknown-fence-key", 4),
        ("## A\n\n:::{end}\n:::\n\n:::{end}\n:::", "two-ends", 6),
        ("## A\n\n:::{end}\n:::\n\n## B", "end-too-early", 3),
    ],
)
def test_what_may_not_stand_there(text: str, key: str, line: int) -> None:
    told = read(text)[1]
    assert told[key] == line


def test_the_close_of_a_fence_cut_short_is_not_told_of_too() -> None:
    assert read("## A\n\n:::{choose}\n\n:::{notes}\n:::\n\n:::\n")[1] == {
        "unclosed-fence": 3,
        "stray-close": 8,
    }
    assert set(read("## A\n\n:::{choose}\n\n## B\n\n:::\n")[1]) == {"unclosed-fence"}


def test_notes_are_for_facilitators() -> None:
    shown, told = outline.for_whom(markdown.parse("a\n\n:::{NOTES}\nb\n\n:::\n\nc").nodes)
    assert (len(shown), len(told)) == (2, 1)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Pilihan", "choose"),
        ("tanda", "clues"),
        ("clue", "clues"),
        ("urutkan", "order"),
        ("cocokkan", "match"),
        ("obrolan", "chat"),
        ("chatt", "chat"),
        ("catatan", "notes"),
        ("bacaan", "reading"),
        ("astronomi", ""),
    ],
)
def test_a_name_in_other_words_is_guessed(name: str, kind: str) -> None:
    assert outline.meant(name, KINDS) == kind


def test_no_two_names_are_the_same() -> None:
    called = [*KINDS, *(word for kind in KINDS.values() for word in kind.also_called)]
    assert len({*called, "notes", "end"}) == len(called) + 2


def test_every_kind_is_named_where_one_is_not_known() -> None:
    found = Report("a")
    outline.read(markdown.parse("## A\n\n:::{kuis}\n\n:::"), KINDS, found)
    (error,) = (each for each in found.found if each.key == "unknown-fence")
    for kind in KINDS:
        assert f"{kind}, " in error.sentence("id")
