"""Which step of a translation is which: no doubt, or no answer."""

from __future__ import annotations

import pytest

from toolkit.lesson.places import Place, counterparts


def places(outline: str) -> list[Place]:
    """Read "a b:judge=b1 ? ?:choose": steps, and with a colon their activity; "?" has no id."""
    found = []
    for step in outline.split():
        named, _, activity = step.partition(":")
        kind, _, activity_id = activity.partition("=")
        found.append(Place(len(found) + 1, None if named == "?" else named, "", named))
        if kind:
            found.append(Place(len(found) + 1, activity_id or None, kind, named))
    return found


@pytest.mark.parametrize(
    ("here", "first", "taken"),
    [
        ("? ? ?", "a b c", "a b c"),
        ("a ? c", "a b c", "a b c"),
        ("? b ?", "a b c", "a b c"),
        ("a ? ? d", "a b c d", "a b c d"),
        ("a ?:judge", "a b:judge=b1", "a b:judge=b1"),
        ("a b:judge", "a b:judge=b1", "a b:judge=b1"),  # the activity alone
        ("a ?:choose", "a b:judge=b1", "a b:choose"),  # of another kind: the step alone
        ("? ?:judge=b1 ?", "a b:judge=b1 c", "a b:judge=b1 c"),  # held by the activity's id
        ("?:judge=b1 ?", "a b:judge=b1 c", "b:judge=b1 c"),
        ("a ?", "a b c", "a ?"),  # which of the two?
        ("a ?:recall", "a b c:recall=c1", "a c:recall=c1"),
        ("a ? ?:judge ?", "a b c:judge=c1", "a b c:judge=c1 ?"),
        ("a x ? b", "a y b", "a x y b"),
        ("a ? b", "a b", "a ? b"),  # only in the translation
        ("c ? a", "a b c", "c ? a"),  # in another order
        ("? b", "b a", "? b"),
        ("? ?", "", "? ?"),
    ],
)
def test_counterparts(here: str, first: str, taken: str) -> None:
    mine, wanted = places(here), places(taken)
    found = counterparts(mine, places(first))
    assert [found.get(each.line, each.written) for each in mine] == [
        each.written for each in wanted
    ]
