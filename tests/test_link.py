"""The kind link: addresses to take apart. (`browser/test_link.py` has its component.)"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_activities import activity, keys, read

LINK = """\
:::{link} {#alamat}
Bagian mana yang menunjukkan pemiliknya?

- bantuan.go.id.**masuk.my.id**/daftar
  > Pemiliknya masuk.my.id.
- https://www.**bmkg.go.id**/cuaca?kota=Medan&jam=7
  > Pemiliknya bmkg.go.id.

:::
"""


def test_link() -> None:
    found = activity(LINK)
    assert not keys(LINK)
    assert found.question == "<p>Bagian mana yang menunjukkan pemiliknya?</p>"
    assert [example.address for example in found.examples] == [
        "bantuan.go.id.masuk.my.id/daftar",
        "https://www.bmkg.go.id/cuaca?kota=Medan&jam=7",
    ]
    assert found.answers() == (1, 2)
    assert [found.judge(each) for each in found.responses()] == [True, False, False]
    assert found.data()["examples"][0] == {
        "pieces": [
            {"text": "bantuan.go.id.", "role": "front"},
            {"text": "masuk.my.id", "role": "owner"},
            {"text": "/daftar", "role": "path"},
        ],
        "owner": 1,
        "feedback": "<p>Pemiliknya masuk.my.id.</p>",
    }
    assert type(found).from_data(found.data()).data() == found.data()


def test_on_paper_the_addresses_are_dead_and_their_owners_at_the_end() -> None:
    found = activity(LINK)
    paper = found.handout("id")
    assert "<a " not in paper.question
    assert "kota=Medan&amp;jam=7</span>" in paper.question
    assert "Pemiliknya masuk.my.id" not in paper.question
    assert "Garis bawahi pemiliknya" in paper.question
    dead = '<span class="suluh-dead-link">{}</span>'.format
    assert f"1.</span> {dead('masuk.my.id')}</p>" in paper.answer
    assert f"<p>1. {dead('bantuan.go.id')}: " in paper.others
    assert "www." not in paper.others
    assert "anybody" in found.handout("en").others


def test_every_role_is_explained() -> None:
    from toolkit.activities.link import WORDS
    from toolkit.activities.link.addresses import ROLES

    assert all({f"role_{role}", f"about_{role}"} <= WORDS.keys() for role in ROLES)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("Bagian mana yang menunjukkan pemiliknya?", "", "no-question"),
        ("  > Pemiliknya masuk.my.id.\n", "", "option-without-feedback"),
        ("**masuk.my.id**", "masuk.my.id", "owner-not-marked"),
        ("bantuan.go.id.**", "**bantuan**.go.id.**", "owner-not-marked"),
        ("**masuk.my.id**/daftar", "masuk.my.id/**daftar**", "owner-misplaced"),
        ("bantuan.go.id.**masuk.my.id**", "**bantuan.go.id.masuk.my.id**", "another-owner"),
        ("bantuan.go.id.**masuk.my.id**/daftar", "**masuk.my.id**", "only-the-owner"),
        ("bantuan.go.id.**", "lihat bantuan.go.id.**", "not-an-address"),
        (":::{link} {#alamat}\n", ":::{link} {#alamat}\n:frame: web\n", "unknown-fence-key"),
        ("\n:::\n", "\nSelesai.\n\n:::\n", "no-place-for-words"),
    ],
)
def test_what_link_says(old: str, new: str, key: str) -> None:
    assert old in LINK
    assert keys(LINK.replace(old, new, 1)) == {key}


def test_how_many_addresses() -> None:
    begin = ":::{link} {#a}\nMana?\n\n"
    assert keys(f"{begin}:::\n") == {"no-addresses"}
    row = "- www.**a.id**\n  > Ini.\n"
    assert not keys(f"{begin}{row * 6}\n:::\n")
    assert keys(f"{begin}{row * 7}\n:::\n") == {"too-many-addresses"}


def test_the_owner_is_guessed() -> None:
    (problem,) = [
        each
        for each in read(LINK.replace("**masuk.my.id**", "masuk.my.id")).problems
        if each.key == "owner-not-marked"
    ]
    assert 'Mungkin maksudnya "masuk.my.id".' in problem.sentence("id")


PIECES = st.sampled_from(
    ["**", "*", "a", "go.id", ".", "/", "@", ":", "?", "#", "https://", " ", "\n  > ", "\n- ", "`"]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_anything_may_stand_there(text: str) -> None:
    reading = read(f":::{{link}} {{#a}}\nMana?\n\n- {text}\n\n:::\n")
    if reading.lesson:
        found = reading.lesson.steps[0].activity
        assert [found.judge(each) for each in found.responses()].count(True) == 1
        assert all(len(example.pieces) > 1 for example in found.examples)
