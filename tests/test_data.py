"""What a browser gets of a lesson, and the version that names it."""

from __future__ import annotations

import json

from sample import GOOD, lesson

from toolkit.activities import KINDS
from toolkit.activities.recall import Recall
from toolkit.lesson import data


def test_a_version_is_what_patrons_see() -> None:
    version = lesson(GOOD).version
    assert len(version) == 16
    unseen = GOOD.replace("Tanyakan dulu.", "Lain.").replace("[^ojk] [^guru]", "[^guru]")
    unseen = "\n" + unseen.replace("reviewed: 2026-11-20", "reviewed: 2026-11-19")
    assert lesson(unseen).version == version
    for old in ("Penipu", "Jangan.", "sini", "Sesudah", "Sampai", "otp", "OJK", "Uji."):
        assert lesson(GOOD.replace(old, "Lain")).version != version
    moved = GOOD.replace("[ ]", "[?]").replace("[x]", "[ ]").replace("[?]", "[x]")
    assert lesson(moved).version != version


def test_data_has_neither_notes_nor_lines() -> None:
    found = data.data(lesson(GOOD))
    assert list(found) == [
        *("name", "language", "version", "title", "summary", "minutes", "parts"),
    ]
    text = str(found)
    assert "Tanyakan" not in text
    assert "Buku guru" not in text
    assert "'line'" not in text
    assert found["parts"][0]["steps"][0]["sources"][0] == {
        "number": 1,
        "html": "OJK, 2025-11-12",
    }


def test_it_is_json_and_its_activities_come_back() -> None:
    told = data.data(lesson(GOOD))
    assert json.loads(json.dumps(told)) == told
    for step in told["parts"][0]["steps"]:
        facts = step["activity"]
        assert KINDS[facts["kind"]].from_data(facts).data() == facts


def test_a_noun_with_another_field_that_is_empty_has_the_same_version(monkeypatch) -> None:
    version = lesson(GOOD).version
    plain = Recall.data
    for new, same in (("", True), (None, True), ([], True), ({"a": ""}, True), (False, False)):
        monkeypatch.setattr(Recall, "data", lambda self, new=new: {**plain(self), "new": new})
        assert (lesson(GOOD).version == version) is same, new
    monkeypatch.setattr(Recall, "data", lambda self: {**plain(self), "new": ["", "a"]})
    one = lesson(GOOD).version
    monkeypatch.setattr(Recall, "data", lambda self: {**plain(self), "new": ["a", ""]})
    assert lesson(GOOD).version != one  # a place in a list means something


def test_a_version_does_not_depend_on_the_version_before() -> None:
    found = lesson(GOOD)
    assert data.versioned(found) == found
