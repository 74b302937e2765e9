"""shelf: books to put where their call numbers say."""

from __future__ import annotations

import pytest
from test_activities import activity, keys

SHELF = """\
:::{shelf} {#rak-novel}
Letakkan setiap buku di tempatnya.

- 641.35 SUN b
- 641.5 RUD m
- 899.221 1 DAM h

Letakkan:

1. 641.512 SUT r
   > Sesudah 641.5 masih ada *12*.
2. 899.221 3 HIR l
   > Angka 3 sesudah angka 1.

:::
"""


def test_shelf() -> None:
    found = activity(SHELF)
    assert not keys(SHELF)
    assert found.data() == {
        "kind": "shelf",
        "id": "rak-novel",
        "question": "<p>Letakkan setiap buku di tempatnya.</p>",
        "spines": ["641.35 SUN b", "641.5 RUD m", "899.221 1 DAM h"],
        "books": [
            {
                "call_number": "641.512 SUT r",
                "place": 2,
                "feedback": "<p>Sesudah 641.5 masih ada <em>12</em>.</p>",
            },
            {
                "call_number": "899.221 3 HIR l",
                "place": 3,
                "feedback": "<p>Angka 3 sesudah angka 1.</p>",
            },
        ],
    }
    assert type(found).from_data(found.data()).data() == found.data()
    assert [found.judge(each) for each in found.responses()] == [True, False, False, False]
    assert found.answers() == (2, 3)
    assert found.truthful() is None


def test_shelf_on_paper() -> None:
    sheet = activity(SHELF).handout("id")
    assert sheet.question.count("suluh-paper-gap") == 4
    assert sheet.question.index("641.35 SUN b") < sheet.question.index("641.5 RUD m")
    assert "641.512 SUT r" in sheet.question
    assert "Di antara 641.5 RUD m dan 899.221 1 DAM h" in sheet.answer
    assert "Paling kanan, sesudah 899.221 1 DAM h" in sheet.answer
    assert "masih ada <em>12</em>" in sheet.answer
    assert "Di antara" not in sheet.question
    first = activity(SHELF.replace("641.512 SUT r", "001 ABC d"))
    assert "At the far left, before 641.35 SUN b" in first.handout("en").answer


def test_books_that_all_belong_to_the_left() -> None:
    alone = SHELF.replace("2. 899.221 3 HIR l\n   > Angka 3 sesudah angka 1.\n", "")
    found = activity(alone.replace("641.512 SUT r", "001 ABC d"))
    assert found.answers() == (0,)
    assert [found.judge(each) for each in found.responses()] == [True, False, False]


def test_the_announcement_may_be_missing() -> None:
    assert activity(SHELF.replace("Letakkan:\n\n", "")) == activity(SHELF)


def test_feedback_may_stand_at_the_margin() -> None:
    moved = SHELF.replace("   > ", "> ").replace("\n2.", "\n\n2.")
    assert activity(moved).data() == activity(SHELF).data()


def test_a_question_that_ends_with_a_colon() -> None:
    text = SHELF.replace("tempatnya.", "tempatnya:").replace("Letakkan:\n\n", "")
    assert not keys(text)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("- 641.35 SUN b\n- 641.5 RUD m\n- 899.221 1 DAM h\n", "", "no-spines"),
        ("- 641.5 RUD m", "- Laskar Pelangi", "not-a-call-number"),
        ("1. 641.512 SUT r", "1. 641,512 SUT r", "not-a-call-number"),
        ("- 641.5 RUD m", "- 641.05 RUD m", "not-in-order"),
        ("- 641.5 RUD m", "- 641.350 sun B", "same-number"),
        ("1. 641.512 SUT r", "1. 641.5 RUD m", "same-number"),
        ("1. 641.512 SUT r", "1. 899.221 3 HIR e", "same-gap"),
        ("- 641.5 RUD m", "-", "empty-item"),
        ("- 641.5 RUD m", "- [ ] 641.5 RUD m", "box-without-use"),
        ("- 641.5 RUD m", "- 641.5 RUD m\n  > Sebab.", "no-place-for-words"),
        ("   > Sesudah 641.5 masih ada *12*.\n", "", "option-without-feedback"),
        ("Letakkan setiap buku di tempatnya.", "", "no-question"),
        ("Letakkan:", "Sekian.\n\nLetakkan:", "no-place-for-words"),
        ("Letakkan setiap", ":frame: chat\n\nLetakkan setiap", "unknown-fence-key"),
        (" {#rak-novel}", "", "activity-without-id"),
    ],
)
def test_what_shelf_says(old: str, new: str, key: str) -> None:
    assert old in SHELF
    assert keys(SHELF.replace(old, new, 1)) == {key}


def test_a_shelf_without_books() -> None:
    assert keys(SHELF[: SHELF.index("Letakkan:")] + ":::\n") == {"no-books"}
    assert keys(":::{shelf} {#s}\nApa?\n\n:::\n") == {"no-books", "no-spines"}


def test_books_before_the_shelf() -> None:
    turned = "1. 001 ABC d\n   > Sebab.\n\n- 101 ABC d\n- 102 ABC d\n\nLetakkan.\n"
    assert "no-spines" in keys(f":::{{shelf}} {{#s}}\n{turned}\n:::\n")


@pytest.mark.parametrize("count", [6, 20])
def test_books_are_few(count: int) -> None:
    spines = "".join(f"- {number} ABC d\n" for number in range(100, 108))
    books = "".join(f"{each}. {each + 99}.5 ABC d\n   > Sebab.\n" for each in range(1, count + 1))
    found = keys(f":::{{shelf}} {{#s}}\nLetakkan.\n\n{spines}\n{books}\n:::\n")
    assert "book-count" in found


@pytest.mark.parametrize("count", [1, 9, 60])
def test_spines_are_few(count: int) -> None:
    spines = "".join(f"- {number} ABC d\n" for number in range(101, 101 + count))
    text = f":::{{shelf}} {{#s}}\nLetakkan.\n\n{spines}\n1. 001 ABC d\n   > Sebab.\n\n:::\n"
    assert keys(text) == {"spine-count"}
