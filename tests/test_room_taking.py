"""What people in a room may send, and the sentence where it cannot be taken."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_room import ASKED, PEOPLE, RUNS, SAID, Room, folded, histories

from toolkit.rooms import nouns, taking
from toolkit.rooms.nouns import AlreadyError, RoomError
from toolkit.rooms.state import Change
from toolkit.words import LANGUAGES

A, B, C = "a" * 32, "b" * 32, "c" * 32
Q = "1" * 32


def refused(take, *given):
    """Return the key of the sentence with which something is refused."""
    with pytest.raises(RoomError) as error:
        take(*given)
    sentences(error.value)
    return error.value.key


def sentences(error):
    """Look at what somebody reads: each fact is filled in."""
    for language in LANGUAGES:
        assert "{" not in error.sentence(language)


def vote(room, person, **given):
    return taking.vote(room.state, person, {"run": "p1", **given}, room.now)


# Whatever is sent


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 6) | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=6,
)
CHOICES = st.lists(st.integers(0, 4), max_size=3) | JSON
WORDS = st.lists(st.sampled_from(SAID) | st.text(max_size=35), max_size=4) | JSON
SENT = st.one_of(
    st.tuples(st.just("joined"), st.none()),
    st.tuples(
        st.just("vote"),
        st.fixed_dictionaries(
            {"run": st.sampled_from(RUNS) | JSON}, optional={"choice": CHOICES, "words": WORDS}
        ),
    ),
    st.tuples(st.just("question"), st.text(max_size=220) | JSON),
    st.tuples(st.just("upvote"), st.sampled_from(ASKED) | JSON),
)


def taken(state, person, kind, sent, at):
    if kind == "joined":
        return taking.join(state, person)
    if kind == "vote":
        return taking.vote(state, person, sent, at)
    if kind == "question":
        return taking.question(state, person, "e" * 32, sent)
    return taking.upvote(state, person, sent)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(histories(most=6), st.sampled_from([*PEOPLE, "d" * 32]), SENT)
def test_what_is_taken_counts_and_what_is_not_has_a_sentence(events, person, sent):
    kind, what = sent
    room = Room()
    room.state, room.events, room.now = folded(events), [*events], events[-1].at
    try:
        data = taken(room.state, person, kind, what, room.now)
    except AlreadyError:
        data = None
    except RoomError as error:
        sentences(error)
        return
    if data is not None:
        assert room.tell(kind, person, id="e" * 32, at=room.now, **data) is Change.COUNTS
    # Sent once more, since nobody heard that it was stored, it is known.
    with pytest.raises(AlreadyError):
        taken(room.state, person, kind, what, room.now)


# Coming in


def test_joining():
    room = Room()
    assert taking.join(room.state, A) == {}
    room.tell("joined", A)
    with pytest.raises(AlreadyError):
        taking.join(room.state, A)
    room.tell("set", locked=True)
    assert refused(taking.join, room.state, B) == "locked"
    with pytest.raises(AlreadyError):
        taking.join(room.state, A)


def test_a_full_room(monkeypatch):
    monkeypatch.setattr("toolkit.rooms.state.MOST_PEOPLE", 1)
    room = Room()
    room.tell("joined", A)
    room.ask()
    assert refused(taking.join, room.state, B) == "full"
    assert refused(taking.vote, room.state, B, {"run": "p1", "choice": [0]}, room.now) == "full"
    assert vote(room, A, choice=[0])


def test_a_room_that_has_ended():
    room = Room(questions_open=True)
    room.ask()
    room.tell("ended")
    assert refused(taking.join, room.state, A) == "ended"
    assert refused(taking.vote, room.state, A, {"run": "p1", "choice": [0]}, room.now) == "ended"
    assert refused(taking.question, room.state, A, Q, "Apa?") == "ended"
    assert refused(taking.upvote, room.state, A, Q) == "ended"


# Votes


def test_a_vote_is_taken_once():
    room = Room()
    room.ask(form="several")
    assert vote(room, A, choice=[1, 0, 1]) == {"run": "p1", "choice": [0, 1]}
    room.vote(A, 0)
    with pytest.raises(AlreadyError):
        vote(room, A, choice=[1])


@pytest.mark.parametrize(
    ("form", "given", "why"),
    [
        ("one", {"choice": []}, "choose_one"),
        ("one", {"choice": [0, 1]}, "choose_one"),
        ("one", {"choice": [2]}, "choose_one"),
        ("one", {"choice": "0"}, "choose_one"),
        ("one", {"words": ["a"]}, "choose_one"),
        ("scale", {"choice": [-1]}, "choose_one"),
        ("several", {"choice": []}, "choose_some"),
        ("several", {"choice": [0, 7]}, "choose_some"),
        ("words", {"words": []}, "no_words"),
        ("words", {"words": [" ", "\u200b", 3]}, "no_words"),
        ("words", {"words": "tenang"}, "no_words"),
        ("words", {"choice": [0]}, "no_words"),
        ("words", {"words": ["a", "b", "c", "d"]}, "many_words"),
        ("words", {"words": ["x" * 31]}, "long_word"),
        ("one", {"run": "p9", "choice": [0]}, "no_poll"),
        ("one", {"run": ["p1"], "choice": [0]}, "no_poll"),
    ],
)
def test_votes_that_cannot_be_taken(form, given, why):
    room = Room()
    room.ask(form=form)
    assert refused(taking.vote, room.state, A, {"run": "p1", **given}, room.now) == why


def test_words_are_taken_as_they_can_be_read():
    room = Room()
    room.ask(form="words")
    words = ["  Lapor \n polisi ", "lapor polisi", "", "\u202etenang"]
    assert vote(room, A, words=words)["words"] == ["Lapor polisi", "tenang"]


@pytest.mark.parametrize("state", ["closed", "done"])
def test_a_closed_poll_takes_nothing(state):
    room = Room(delay=5)
    room.ask()
    room.tell("poll_state", run="p1", state=state, at=1100)
    given = {"run": "p1", "choice": [0]}
    assert taking.vote(room.state, A, given, 1105)
    assert refused(taking.vote, room.state, A, given, 1105.1) == "poll_closed"


def test_a_split_may_be_shown_while_votes_come_in():
    room = Room()
    room.ask()
    room.tell("poll_state", run="p1", state="shown")
    assert vote(room, A, choice=[0])
    room.tell("poll_state", run="p1", state="closed")
    room.tell("poll_state", run="p1", state="shown")
    assert refused(taking.vote, room.state, A, {"run": "p1", "choice": [0]}, room.now) == (
        "poll_closed"
    )


# Questions


def test_a_question_is_taken_in_one_line():
    room = Room(questions_open=True)
    assert taking.question(room.state, A, Q, " Apa\nitu \x07OTP? ") == {"text": "Apa itu OTP?"}
    room.question(A, "Apa?", Q)
    with pytest.raises(AlreadyError):
        taking.question(room.state, A, Q, "Apa?")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "question_empty"),
        (" \u200b", "question_empty"),
        (7, "question_empty"),
        ("x" * 201, "question_long"),
    ],
)
def test_questions_that_cannot_be_taken(text, why):
    assert refused(taking.question, Room(questions_open=True).state, A, Q, text) == why


def test_questions_are_taken_only_while_they_are_open():
    assert refused(taking.question, Room().state, A, Q, "Apa?") == "questions_closed"


def test_nobody_asks_without_end(monkeypatch):
    room = Room(questions_open=True)
    for at in range(nouns.MOST_WAITING):
        room.question(A, "Apa?", f"{at + 900:032x}")
    assert refused(taking.question, room.state, A, Q, "Apa?") == "questions_waiting"
    room.tell("set", moderate_questions=False)
    for at in range(nouns.MOST_WAITING):
        room.tell("marked", question=f"{at + 900:032x}", state="hidden")
    for at in range(nouns.MOST_WAITING, nouns.MOST_QUESTIONS):
        assert taking.question(room.state, A, Q, "Apa?")
        room.question(A, "Apa?", f"{at + 900:032x}")
    assert refused(taking.question, room.state, A, Q, "Apa?") == "questions_many"
    monkeypatch.setattr("toolkit.rooms.state.MOST_QUESTIONS_IN_ALL", nouns.MOST_QUESTIONS)
    assert refused(taking.question, room.state, B, Q, "Apa?") == "questions_full"


def test_upvotes():
    room = Room()
    room.question(A, "Apa?", Q)
    assert refused(taking.upvote, room.state, B, Q) == "no_question"
    room.tell("marked", question=Q, state="shown")
    assert refused(taking.upvote, room.state, A, Q) == "own_question"
    assert refused(taking.upvote, room.state, B, [Q]) == "no_question"
    assert taking.upvote(room.state, B, Q) == {"question": Q}
    room.tell("upvote", B, question=Q)
    with pytest.raises(AlreadyError):
        taking.upvote(room.state, B, Q)
    room.tell("set", locked=True)
    assert refused(taking.upvote, room.state, C, Q) == "locked"
