"""What a page in a live room sends: read strictly, checked against the room, written at once."""

import json
import time
from contextlib import suppress

import messages
import pytest
from conftest import ROOT, make_project
from hypothesis import given
from hypothesis import strategies as st
from messages import message, response, steps
from room_house import POLL, question, upvote, vote, words

from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.records.records import Records
from toolkit.rooms import facts
from toolkit.service import Service
from toolkit.service.message import Asked, EventError, Upvote, Vote, event, header
from toolkit.service.personal import MASK

PATIENCE = 20
ID = "0" * 32


class Webinar:
    """A service with one open room, and what is written there."""

    def __init__(self, folder):
        self.records = Records(folder)
        self.service = Service(Project(ROOT), self.records)
        opening = self.service.rooms.open(
            facts.opened([Version.of(messages.lesson())], "id", {"questions_open": True})
        )
        self.code = self._ticked(opening)

    def steer(self, do, **named):
        return self._ticked(self.service.rooms.steer(self.code, {"do": do, **named}))

    def take(self, *events, **changes):
        changes = {"room": self.code, **changes}
        reply = self.service.take(message(*events, **changes), "server").result(PATIENCE)
        self.service.rooms.tick()
        return reply

    @property
    def state(self):
        return self.service.rooms.find(self.code)

    def written(self, kind):
        return [each for each in self.records.room_events() if each.type == kind]

    def _ticked(self, future):
        end = time.monotonic() + PATIENCE
        while not future.done():
            self.service.rooms.tick()
            assert time.monotonic() < end
            time.sleep(0.005)
        return future.result()


@pytest.fixture
def webinar(tmp_path):
    """A service of its own with an open room."""
    found = Webinar(tmp_path)
    yield found
    found.service.close()


def why(reply):
    (refused,) = reply["refused"]
    return refused["why"]


# How each is read


@pytest.mark.parametrize(
    "raw",
    [
        vote("p0", 1),
        vote("p", 1),
        vote("1", 1),
        vote("p1"),
        vote("p1", 12),
        vote("p1", -1),
        {**vote("p1"), "choice": [True]},
        vote("p1", 1, words=["dua"]),
        {**vote("p1", 1), "choice": "1"},
        {**vote("p1", 1), "id": "x"},
        {**vote("p1", 1), "ago": "x"},
        words("p1", "a", "b", "c", "d"),
        words("p1", " "),
        words("p1", "0812 3456 7890"),
        words("p1", "ani@contoh.id"),
        {**words("p1", "a"), "words": "a"},
        question(" \n "),
        question("x" * 1001),
        {**question("Apa?"), "text": 7},
        upvote("x"),
        upvote(""),
        {**upvote(ID), "question": None},
    ],
)
def test_what_does_not_fit_is_no_event(raw):
    with pytest.raises(EventError):
        event(raw)


def test_what_fits_comes_out_in_order():
    assert event(vote("p12", 3, 1, 3, id=ID)) == Vote(ID, 0, "p12", (1, 3), ())
    assert event(words("p1", " gotong   royong ", "Sabar", "Sabar", id=ID)) == Vote(
        ID, 0, "p1", (), ("gotong royong", "Sabar")
    )
    assert event(question("Apa\nitu?", id=ID)) == Asked(ID, 0, "Apa itu?")
    assert event(upvote("f" * 32, id=ID)) == Upvote(ID, 0, "f" * 32)


def test_who_somebody_is_goes_out_of_a_question():
    found = event(question("Telepon saya 0812-3456-7890 atau ani@contoh.id, ya"))
    assert found.text == f"Telepon saya {MASK} atau {MASK}, ya"


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
), st.sampled_from(["vote", "question", "upvote"]))  # fmt: skip
def test_whatever_comes_is_read_or_refused(value, kind):
    for entry in ("run", "choice", "words", "text", "question"):
        raw = {"type": kind, "id": ID, "ago": 0, "run": "p1", "choice": [1], entry: value}
        with suppress(EventError):
            assert len(json.dumps(event(raw).__dict__)) < 4000


@pytest.mark.parametrize(
    ("given_", "read"),
    [("CDF347", "CDF347"), ("cdf-347", "cdf-347"), ("", ""), (None, ""), (7, ""), ("../x", "")],
)
def test_the_room_of_a_visit(given_, read):
    assert header(message(room=given_)).room == read


def test_a_visit_needs_no_room():
    assert header(message()).room == ""


# What comes of it


def test_a_vote_is_written_and_counted(webinar):
    webinar.steer("poll", **POLL)
    given_ = vote("p1", 1)
    assert webinar.take(given_)["stored"] == [given_["id"]]
    assert webinar.state.polls["p1"].split == [0, 1]
    (written,) = webinar.written("vote")
    assert (written.id, written.data) == (given_["id"], {"run": "p1", "choice": [1]})


def test_a_vote_counts_once_however_often_it_comes(webinar):
    webinar.steer("poll", **POLL)
    visit, first = messages.new_id(), vote("p1", 0)
    assert not webinar.take(first, id=visit)["refused"]
    again = webinar.take(first, vote("p1", 1), id=visit)
    assert not again["refused"]  # it is told that all is well, and nothing is written
    assert webinar.state.polls["p1"].split == [1, 0]
    assert len(webinar.written("vote")) == 1


def test_two_votes_in_one_message_count_once(webinar):
    webinar.steer("poll", **POLL)
    webinar.take(vote("p1", 0), vote("p1", 1))
    assert webinar.state.polls["p1"].answers == 1


def test_words_are_taken(webinar):
    webinar.steer("poll", **{**POLL, "form": "words", "options": []})
    assert not webinar.take(words("p1", "Sabar", "cek dulu"))["refused"]
    assert set(webinar.state.polls["p1"].words) == {"sabar", "cek dulu"}
    assert why(webinar.take(words("p1", "x" * 31)))


def test_what_the_room_does_not_take_is_refused_with_a_sentence(webinar):
    assert why(webinar.take(vote("p1", 0)))
    webinar.steer("poll", **POLL)
    assert why(webinar.take(vote("p1", 2)))
    assert why(webinar.take(question("x" * 201)))
    assert why(webinar.take(upvote(ID)))
    webinar.steer("set", questions_open=False)
    sentence = why(webinar.take(question("Apa?")))
    assert sentence != why(webinar.take(question("Apa?"), language="en"))
    assert not webinar.written("question")


def test_a_question_and_an_upvote(webinar):
    webinar.steer("set", moderate_questions=False)
    asked = question("Bagaimana dengan pesan dari keluarga?")
    webinar.take(asked)
    assert not webinar.take(upvote(asked["id"]))["refused"]
    (found,) = webinar.state.questions.values()
    assert (found.text, found.votes) == (asked["text"], 1)


def test_an_answer_counts_in_the_room_under_its_own_id(webinar):
    step = steps("judge")[0]
    given_ = response(step=step.id, response={"point": 3, "before": None, "checked": False})
    webinar.take(given_)
    assert webinar.state.items[step.id].split == [0, 0, 0, 1, 0]
    (written,) = webinar.written("answer")
    assert written.id == given_["id"]
    assert sum(each.n for each in webinar.records.response_counts()) == 1


def test_only_the_first_attempt_counts_in_the_room(webinar):
    step = steps("judge")[0]
    webinar.take(response(step=step.id, attempt=2))
    assert not webinar.written("answer")
    assert webinar.state.items[step.id].answers == 0


def test_a_response_that_is_refused_is_no_answer_in_the_room(webinar):
    reply = webinar.take(response(response={"options": [0]}), response(step="tidak-ada"))
    assert len(reply["refused"]) == 2
    assert not webinar.written("answer")


@pytest.mark.parametrize("code", ["CCCCCC", "tidak ada", ""])
def test_without_its_room_a_lesson_goes_on(webinar, code):
    webinar.steer("poll", **POLL)
    given_ = response()
    reply = webinar.take(given_, vote("p1", 0), room=code)
    assert reply["stored"] == [given_["id"]]
    assert len(reply["refused"]) == 1
    assert not webinar.written("answer")
    assert [each.channel for each in webinar.records.visit_counts()] == [""]


def test_a_room_of_another_lesson_is_none(webinar):
    lesson = Project(ROOT).lesson("online-safety", "id")
    changes = {"lesson": lesson.name, "version": lesson.version}
    assert why(webinar.take(vote("p1", 0), **changes))


def test_a_code_may_be_typed_roughly(webinar):
    webinar.steer("poll", **POLL)
    webinar.take(vote("p1", 0), room=webinar.code.lower())
    assert webinar.state.polls["p1"].answers == 1


def test_the_channel_of_a_visit_is_its_room(webinar):
    webinar.take(response())
    webinar.take(response(), source="instagram")
    channels = {each.channel for each in webinar.records.visit_counts()}
    assert channels == {f"ruang {webinar.code}", "instagram"}


def test_after_the_end_nothing_counts_and_answers_are_kept(webinar):
    webinar.steer("poll", **POLL)
    webinar.steer("end")
    reply = webinar.take(response(), vote("p1", 0), question("Apa?"))
    assert (len(reply["stored"]), len(reply["refused"])) == (1, 2)
    assert not webinar.written("answer")
    # Who goes through it alone weeks later was not there.
    assert [each.channel for each in webinar.records.visit_counts()] == [""]


def test_who_was_not_there_before_a_room_was_locked_is_not_counted(webinar):
    webinar.steer("poll", **POLL)
    there = messages.new_id()
    webinar.take(response(), id=there)
    webinar.steer("set", locked=True)
    assert len(webinar.take(response(), vote("p1", 0))["refused"]) == 1
    assert not webinar.take(vote("p1", 0), id=there)["refused"]
    assert webinar.state.joined == 1


def test_nothing_is_kept_where_nothing_is_to_be(tmp_path):
    home = tmp_path / "project"
    make_project(home, ["misinformation"])
    settings = home / "library.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("keep = true", "keep = false"), encoding="utf-8")
    service = Service.here(Project(home))
    assert service.rooms is None
    reply = service.take(message(vote("p1", 0), room="CDF347"), "server").result(PATIENCE)
    assert why(reply)
    service.close()


def test_a_vote_and_an_answer_are_written_together_or_not_at_all(webinar, tmp_path):
    webinar.steer("poll", **POLL)
    visit = messages.new_id()
    webinar.take(response(id="a" * 32), vote("p1", 0, id="b" * 32), id=visit)
    found = {each.id: each.person for each in webinar.records.room_events() if each.person}
    assert found == {"a" * 32: visit, "b" * 32: visit}
