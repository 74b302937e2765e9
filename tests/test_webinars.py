"""What results tell of live rooms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from groups import AT, DAY, Many, version

from toolkit.records.nouns import Filter, RoomEvent
from toolkit.records.records import Records
from toolkit.results import page
from toolkit.results.sections import sections
from toolkit.results.webinars import rooms_of
from toolkit.rooms import facts

NOW = version()
ONE = {"form": "one", "question": "Pernah?", "options": ["Pernah", "Belum"], "low": "", "high": ""}
SCALE = {"form": "scale", "question": "Yakin?", "options": [], "low": "Tidak", "high": "Sangat"}
WORDS = {"form": "words", "question": "Satu kata?", "options": [], "low": "", "high": ""}


class Webinar:
    """A room as it went."""

    def __init__(self, records: Records, code: str = "ACDEFG", at: float = AT) -> None:
        self.records, self.code, self.at = records, code, at
        self.tell("opened", **facts.opened([NOW], "id"))

    def tell(self, type_: str, person: str = "", **data: Any) -> str:
        self.at += 1
        event = RoomEvent(0, uuid4().hex, self.code, type_, person, self.at, data)
        self.records.append([event]).result()
        return event.id

    def poll(self, run: str, form: dict[str, Any], before: str = "") -> None:
        self.tell("poll", run=run, poll="", before=before, **form)

    def vote(self, run: str, *choices: Any) -> None:
        for at, choice in enumerate(choices):
            self.tell("vote", person(at), run=run, **choice)


def person(number: int) -> str:
    return f"{number:032x}"


def choice(*places: int) -> dict[str, Any]:
    return {"choice": list(places)}


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Records(tmp_path / "records") as opened:
        yield opened


def told(records: Records, only: Filter | None = None, language: str = "id") -> dict[str, Any]:
    many = Many()
    many.visit(NOW, n=10)
    rooms = rooms_of(records, only or Filter()).get(NOW.name, ())
    group = replace(many.group(language), rooms=rooms)
    return {each.key: each for each in sections(group, language)}


def test_a_room_is_told_of(records):
    room = Webinar(records)
    room.tell("joined", person(0))
    room.tell("joined", person(1))
    step = next(step for step in NOW.steps if step.activity and step.activity.kind == "judge")
    room.tell("answer", person(0), step=step.id, version=NOW.version, split=[3], right=True)
    found = told(records)["webinars"]
    assert found.words == ("Pelajaran ini dibawakan di 1 ruang langsung. HP yang bergabung: 2.",)
    assert found.table.rows == (("ACDEFG", "3 November 2026", 2, 1, 0, 0),)


def test_a_poll_that_was_asked_twice_is_told_before_and_after(records):
    room = Webinar(records)
    room.poll("p1", SCALE)
    room.vote("p1", choice(0), choice(1), choice(2))
    room.poll("p2", SCALE, before="p1")
    room.vote("p2", choice(3), choice(4), choice(4))
    found = told(records)["polls"]
    assert found.words[1] == "“Yakin? (sesudah)” Rata-ratanya dari 2,0 menjadi 4,7, dari 5."
    assert [row[:3] for row in found.table.rows if row[2]] == [
        ("Yakin? (sebelum)", "1 (Tidak)", 1),
        ("Yakin? (sebelum)", "2", 1),
        ("Yakin? (sebelum)", "3", 1),
        ("Yakin? (sesudah)", "4", 1),
        ("Yakin? (sesudah)", "5 (Sangat)", 2),
    ]
    assert found.plot.svg()


def test_options_and_words_are_told(records):
    room = Webinar(records)
    room.poll("p1", ONE)
    room.vote("p1", choice(0), choice(0), choice(1))
    room.poll("p2", WORDS)
    room.vote("p2", {"words": ["Telepon"]}, {"words": ["telepon", "bank"]})
    room.tell("word", run="p2", word="telepon", state="shown")
    found = told(records)["polls"]
    assert found.words == (
        "“Pernah?” Paling banyak dipilih: “Pernah”, 2 dari 3 suara.",
        "“Satu kata?” Kata yang paling sering: “Telepon”, 2 kali dari 2 peserta.",
    )
    # A word that the trainer did not let through is not told either.
    assert "bank" not in str(found.table.rows)


def test_only_questions_that_everybody_could_read_are_told(records):
    room = Webinar(records)
    shown = room.tell("question", person(0), text="Apakah OJK <b>menelepon</b>?")
    room.tell("question", person(1), text="Rahasia")
    room.tell("upvote", person(1), question=shown)
    room.tell("marked", question=shown, state="answered")
    found = told(records)["questions"]
    assert found.table.rows == (("Apakah OJK <b>menelepon</b>?", 1, "sudah dijawab"),)
    drawn = page.fragment([found], "id")
    assert "<b>menelepon" not in drawn
    assert "Rahasia" not in drawn


def test_old_words_are_gone_and_the_numbers_stay(records, eventually):
    room = Webinar(records, at=AT - 400 * 86_400)
    asked = room.tell("question", person(0), text="Apa itu OTP?")
    room.tell("marked", question=asked, state="shown")
    with Records(records.folder, keep_text_days=90) as again:
        again.start()
        eventually(lambda: "questions" not in told(records), 20)
    found = told(records)
    assert found["webinars"].table.rows[0][-1] == 1
    assert "questions" not in found


@pytest.mark.parametrize(
    ("only", "codes"),
    [
        (Filter(), ["ACDEFG", "CDEFGH"]),
        (Filter(since=DAY), ["CDEFGH"]),
        (Filter(until=DAY - timedelta(1)), ["ACDEFG"]),
        (Filter(channel="ruang acdefg"), ["ACDEFG"]),
        (Filter(channel="whatsapp"), []),
        (Filter(class_name="7A"), []),
        (Filter(lesson="online-safety"), []),
    ],
)
def test_a_filter_chooses_rooms_too(records, only, codes):
    Webinar(records, "ACDEFG", AT - 86_400)
    Webinar(records, "CDEFGH", AT)
    rooms = rooms_of(records, only).get(NOW.name, ())
    assert [room.room for room in rooms] == codes


def test_where_nobody_came_there_is_nothing_to_tell(records):
    Webinar(records)
    assert not told(records).keys() & {"webinars", "polls", "questions"}


def test_it_is_told_in_english_too(records):
    room = Webinar(records)
    room.poll("p1", ONE)
    room.vote("p1", choice(0))
    found = told(records, language="en")
    assert found["polls"].words == ("“Pernah?” Most chosen: “Pernah”, by 1 of 1.",)
    assert found["webinars"].title == "Live rooms"
