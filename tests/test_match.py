"""match: pairs around an arrow, and one list of choices for all of them."""

from __future__ import annotations

import re

import pytest
from test_activities import activity, keys

MATCH = """\
:::{match} {#katalog}
:frame: web
:address: katalog.example

Pasangkan dengan artinya.

> Laskar Pelangi, 899.221 3 HIR l

- Nomor *panggil* -> Letak buku di rak
  > Cari angkanya dulu.
- ISBN → Nomor **terbitan**
  > Ada di sampul belakang.
- 899.221 3 HIR l -> letak  buku di rak
  > Rak 800.

:::
"""


def test_match() -> None:
    found = activity(MATCH)
    assert not keys(MATCH)
    assert [pair.html for pair in found.pairs] == [
        "Nomor <em>panggil</em>",
        "ISBN",
        "899.221 3 HIR l",
    ]
    assert sorted(found.choices) == ["Nomor <strong>terbitan</strong>", "letak  buku di rak"]
    assert [found.choices[pair.right].split()[0] for pair in found.pairs] == [
        "letak",
        "Nomor",
        "letak",
    ]
    assert found.message.address == "katalog.example"
    judged = [found.judge(each) for each in found.responses()]
    assert judged == [True, *[False] * 5]
    assert found.answers() == tuple(pair.right for pair in found.pairs)
    assert type(found).from_data(found.data()).data() == found.data()


def test_choices_do_not_stand_as_their_pairs_do() -> None:
    rows = "".join(f"- Kiri {row} -> Kanan {row}\n  > Sebab.\n" for row in range(5))
    for id_ in "abcdefghij":
        found = activity(f":::{{match}} {{#{id_}}}\nPasangkan.\n\n{rows}\n:::\n")
        assert found.answers() != (0, 1, 2, 3, 4)
        assert sorted(found.answers()) == [0, 1, 2, 3, 4]


def test_places_are_the_same_in_a_translation() -> None:
    english = MATCH.replace("Letak buku di rak", "Where the book stands").replace(
        "letak  buku di rak", "Where the book stands"
    )
    assert activity(english, "en").answers() == activity(MATCH).answers()


def test_match_on_paper() -> None:
    paper = activity(MATCH).handout("id")
    assert "SIMULASI" in paper.question
    assert "Tarik garis" in paper.question
    assert re.search(r'<li><span class="suluh-letter">\d\.</span> ISBN</li>', paper.question)
    (number, letter) = re.search(
        r"(\d)–([A-F])\. ISBN – Nomor <strong>terbitan</strong>", paper.answer
    ).groups()
    assert f"{number}.</span> ISBN<" in paper.question
    assert f"{letter}.</span> Nomor <strong>terbitan</strong><" in paper.question
    assert "sampul" not in paper.question


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("ISBN → Nomor **terbitan**", "ISBN Nomor terbitan", "pair-without-arrow"),
        ("ISBN → Nomor **terbitan**", "ISBN -> Sampul -> Belakang", "pair-with-arrows"),
        ("ISBN → Nomor **terbitan**", "ISBN ->", "half-pair"),
        ("ISBN → Nomor **terbitan**", "-> Nomor terbitan", "half-pair"),
        ("ISBN → Nomor **terbitan**", "->", "half-pair"),
        ("ISBN → Nomor **terbitan**", "", "empty-item"),
        ("ISBN → Nomor **terbitan**", "ISBN -> Letak buku di rak", "one-answer"),
        ("ISBN →", "nomor panggil →", "same-left"),
        ("- ISBN", "1. ISBN", "pairs-count"),
        ("Pasangkan dengan artinya.", "", "no-question"),
        ("  > Rak 800.\n", "", "option-without-feedback"),
        (MATCH[MATCH.index("- Nomor") : -5], "", "no-pairs"),
        ("> Laskar Pelangi, 899.221 3 HIR l\n", "", "frame-without-message"),
    ],
)
def test_what_match_says(old: str, new: str, key: str) -> None:
    assert old in MATCH
    assert key in keys(MATCH.replace(old, new, 1))


@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_pairs_are_few(count: int) -> None:
    rows = "".join(f"- Kiri {row} -> Kanan {row}\n  > Sebab.\n" for row in range(count))
    assert keys(f":::{{match}} {{#m}}\nPasangkan.\n\n{rows}\n:::\n") >= {"pairs-count"}
