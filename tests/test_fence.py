"""What a kind of activity is given of its fence, and how it speaks about it."""

from __future__ import annotations

import pytest

from toolkit.lesson import fence, markdown, outline
from toolkit.lesson.problems import Report


def a_fence(text: str) -> fence.Fence:
    (node,) = markdown.parse(text).nodes
    return fence.Fence(
        kind="judge",
        id="a",
        line=1,
        language="id",
        nodes=tuple(node.children),
        keys=outline.opening(node).keys,
        numbers={},
        report=Report("a"),
        words={
            "no-question": {"id": "Kosong.", "en": "Empty."},
            "no-question-how": {"id": "Isi.", "en": "Fill it."},
        },
    )


def told(found: fence.Fence) -> list[str]:
    return [each.key for each in found.report.found]


def test_values() -> None:
    found = a_fence(":::{judge}\n:From: Ani\n:from: Budi\n:time:\n:warna: biru\n:::")
    assert found.values(("from", "time")) == {"from": "Ani"}
    assert told(found) == ["doubled-fence-key", "empty-fence-key", "unknown-fence-key"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("bingkai", "frame"),
        ("Dari", "from"),
        ("grup", "group"),
        ("jam", "time"),
        ("judul", "subject"),
        ("form", "from"),
        ("time", "time"),
        ("alamat", ""),  # not one of those known here
        ("warna", ""),
    ],
)
def test_a_key_in_other_words_is_guessed(name: str, meant: str) -> None:
    known = ("frame", "from", "group", "time", "subject")
    assert fence.meant(name, known) == meant


def test_the_words_of_the_kind_come_before_everyones() -> None:
    found = a_fence(":::{judge}\n:::")
    found.error(1, "no-question")
    found.advice(1, "empty-step")
    assert found.report.found[0].sentence("en") == "Empty. Fill it."
    assert "nothing in it" in found.report.found[1].sentence("en")


def test_words_without_a_place_are_told_of() -> None:
    found = a_fence(":::{judge}\nHalo.\n\n:::")
    found.leftover([])
    assert not told(found)
    found.leftover(found.nodes)
    assert '"Halo."' in found.report.found[0].sentence("en")


def test_only_living_links_need_their_scheme() -> None:
    found = a_fence(":::{judge}\n[a](b.id)\n\n:::")
    found.html(found.nodes, "dead")
    found.inline(found.nodes, "dead")
    assert not told(found)
    found.html(found.nodes)
    assert told(found) == ["link-without-scheme"]


@pytest.mark.parametrize(
    ("text", "before", "items"),
    [
        ("a\n\nPetunjuk:\n\n1. b\n2. c", 1, 2),
        ("a\n\n1. b", 1, 1),
        ("a:\n\nb", 2, 0),
        ("1. b\n\na:", 1, 1),
    ],
)
def test_a_section_and_its_label(text: str, before: int, items: int) -> None:
    rest, found = fence.section(markdown.parse(text).nodes)
    assert (len(rest), len(found)) == (before, items)
