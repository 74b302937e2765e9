"""order: steps in a right order, and the order in which they are shown."""

from __future__ import annotations

import pytest
from test_activities import activity, keys

ORDER = """\
:::{order} {#darurat}
Uang telanjur terkirim. Susun langkahnya:

1. Telepon **bank** lewat nomor di kartu.
   > Menit pertama menentukan.
2. Ganti kata sandi.
   > Supaya tidak ada yang masuk lagi.
3. Lapor ke OJK 157.
> Laporan membantu orang lain.

:::
"""


def test_order() -> None:
    found = activity(ORDER)
    assert not keys(ORDER)
    assert found.data() == {
        "kind": "order",
        "id": "darurat",
        "question": "<p>Uang telanjur terkirim. Susun langkahnya:</p>",
        "items": [
            {
                "html": "Telepon <strong>bank</strong> lewat nomor di kartu.",
                "feedback": "<p>Menit pertama menentukan.</p>",
            },
            {
                "html": "Ganti kata sandi.",
                "feedback": "<p>Supaya tidak ada yang masuk lagi.</p>",
            },
            {"html": "Lapor ke OJK 157.", "feedback": "<p>Laporan membantu orang lain.</p>"},
        ],
        "shown": [*found.shown],
    }
    assert type(found).from_data(found.data()).data() == found.data()
    assert [found.judge(each) for each in found.responses()] == [True, False, False, False]
    assert found.answers() == (3,)


def test_order_on_paper() -> None:
    found = activity(ORDER)
    paper = found.handout("id")
    places = [paper.question.index(found.items[place].html) for place in found.shown]
    assert places == sorted(places)
    assert paper.answer.index("bank") < paper.answer.index("Ganti") < paper.answer.index("OJK")
    assert "Menit pertama" in paper.answer
    assert "Tulis nomor urutnya" in paper.question
    shown = [paper.question.index(f">{letter}.</span>") for letter in "ABC"]
    assert shown == sorted(shown)
    letters = ", ".join("ABC"[found.shown.index(place)] for place in range(3))
    assert paper.answer.startswith(f'<p class="suluh-right">{letters}</p>')


def test_numbers_need_not_count() -> None:
    text = ORDER.replace("2.", "1.").replace("3.", "1.")
    assert activity(text) == activity(ORDER)


def test_feedback_that_is_not_indented() -> None:
    text = ORDER.replace("   >", "\n>").replace("\n2.", "\n\n2.").replace("\n3.", "\n\n3.")
    assert not keys(text)
    assert all(item.feedback for item in activity(text).items)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("1. ", "- ", "no-order"),
        ("1. Telepon", "1. [x] Telepon", "box-without-use"),
        ("2. Ganti kata sandi.", "2.", "empty-item"),
        ("2. Ganti kata sandi.", "2. LAPOR ke OJK 157.", "same-words"),
        ("   > Menit pertama menentukan.\n", "", "option-without-feedback"),
        ("Uang telanjur terkirim. Susun langkahnya:", "", "no-question"),
        (":::\n", "Sekian.\n\n:::\n", "no-place-for-words"),
        ("Uang telanjur", ":frame: chat\n\nUang telanjur", "unknown-fence-key"),
    ],
)
def test_what_order_says(old: str, new: str, key: str) -> None:
    assert old in ORDER
    if old == "1. ":
        text = ORDER.replace("1. ", "- ").replace("2. ", "- ").replace("3. ", "- ")
        assert keys(text) == {key}
    elif old == ":::\n":
        assert key in keys(ORDER.removesuffix(old) + new)
    else:
        assert key in keys(ORDER.replace(old, new, 1))


@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_steps_are_few(count: int) -> None:
    items = "".join(f"{number}. Langkah {number}\n   > Sebab.\n" for number in range(1, count + 1))
    assert keys(f":::{{order}} {{#o}}\nSusun.\n\n{items}\n:::\n") == {"order-count"}
