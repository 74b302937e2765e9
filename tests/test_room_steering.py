"""What a trainer may do in a room, and the sentence where it cannot be done."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_room import RUNS, SAID, Room, folded, histories

from toolkit.lesson.nouns import Poll
from toolkit.rooms import nouns
from toolkit.rooms.facts import Facts
from toolkit.rooms.nouns import RoomError
from toolkit.rooms.state import Change, RoomState
from toolkit.rooms.steering import events_of
from toolkit.words import LANGUAGES

A, B = "a" * 32, "b" * 32
FACTS = Facts(
    {
        "yakin": Poll("yakin", "scale", "Seberapa yakin Anda?", (), "belum", "sangat", 9),
        "panjang": Poll("panjang", "one", "Apa?", ("x" * 200, "y"), "", "", 9),
    }
)


def do(room, **command):
    """Have the trainer do something; return the types and data of what came of it."""
    events = events_of(command, room.state, FACTS)
    for kind, data in events:
        assert room.tell(kind, **data) is Change.STEERING
    return events


def refused(room, **command):
    """Return the key of the sentence with which a command is refused."""
    with pytest.raises(RoomError) as error:
        events_of(command, room.state, FACTS)
    sentences(error.value)
    return error.value.key


def sentences(error):
    """Look at what somebody reads: each fact is filled in."""
    for language in LANGUAGES:
        assert "{" not in error.sentence(language)


def ask(room, **changed):
    poll = {"form": "one", "question": " Setuju? ", "options": ["Ya", " Tidak ", ""]}
    return do(room, do="poll", **{**poll, **changed})


# Any command


STATES = [*nouns.ITEM_STATES, *nouns.POLL_STATES, *nouns.QUESTION_STATES, "gone"]
VALUES = st.sampled_from(
    [
        *STATES,
        *RUNS,
        *SAID,
        "",
        "call",
        "start",
        "result",
        "free",
        "one",
        "words",
        "yakin",
        "f" * 32,
    ]
)
JSON = st.recursive(
    VALUES | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=4,
)
DO = ["move", "set", "item", "poll", "poll_state", "word", "mark", "end"]
COMMANDS = st.fixed_dictionaries(
    {"do": st.sampled_from(DO) | JSON},
    optional=dict.fromkeys(
        [
            *("step", "state", "run", "word", "question", "poll", "again", "form", "options"),
            *("low", "high", "pace", "until", "delay", "paused"),
        ],
        JSON,
    ),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(histories(most=6), COMMANDS | JSON)
def test_a_command_does_something_or_is_refused_with_a_sentence(events, command):
    state = folded(events)
    try:
        made = events_of(command, state, FACTS)
    except RoomError as error:
        sentences(error)
        return
    room = Room()
    room.state, room.events, room.now = state, [*events], events[-1].at
    # Each event of it counts, so that none is written for nothing.
    assert [room.tell(kind, **data) for kind, data in made] == [Change.STEERING] * len(made)
    # Whoever does it twice, by two clicks, does it once.
    if command["do"] != "poll":
        assert events_of(command, state, FACTS) == []


@pytest.mark.parametrize("command", [None, [], "move", {}, {"do": "dance"}, {"do": ["move"]}])
def test_what_is_no_command_is_refused(command):
    with pytest.raises(RoomError) as error:
        events_of(command, Room().state)
    assert error.value.key == "bad_command"


# Steps and settings


def test_moving():
    room = Room()
    assert do(room, do="move", step="call") == [("moved", {"step": "call"})]
    assert do(room, do="move", step="call") == []
    assert do(room, do="move", step="result") == [("moved", {"step": "result"})]
    assert refused(room, do="move", step="gone") == "unknown_step"
    assert refused(room, do="move") == "unknown_step"


def test_moving_takes_the_poll_off_the_screens():
    room = Room()
    ask(room)
    assert do(room, do="move", step="call") == [
        ("poll_state", {"run": "p1", "state": "done"}),
        ("moved", {"step": "call"}),
    ]
    ask(room)
    assert do(room, do="move", step="call") == [("poll_state", {"run": "p2", "state": "done"})]


def test_only_what_changes_of_the_settings_is_written():
    room = Room()
    assert do(room, do="set", delay=5, paused=False) == [("set", {"delay": 5})]
    assert do(room, do="set", delay=5) == []
    assert do(room, do="set", pace="free", until="bank") == [
        ("set", {"pace": "free", "until": "bank"})
    ]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "bad_command"),
        ({"speed": 1}, "bad_command"),
        ({"delay": 61}, "bad_setting"),
        ({"delay": float("nan")}, "bad_setting"),
        ({"pace": "team"}, "bad_setting"),
        ({"locked": 1}, "bad_setting"),
        ({"until": "gone"}, "unknown_step"),
    ],
)
def test_settings_that_cannot_be(changes, why):
    assert refused(Room(), do="set", **changes) == why


# Items


def test_an_item_goes_its_way():
    room = Room()
    for state in ("closed", "asking", "shown", "asking", "closed", "shown", "revealed"):
        assert do(room, do="item", step="call", state=state) == [
            ("item", {"step": "call", "state": state})
        ]
    assert do(room, do="item", step="call", state="revealed") == []
    for state in ("asking", "closed", "shown"):
        assert refused(room, do="item", step="call", state=state) == "already_revealed"


@pytest.mark.parametrize(
    ("step", "state", "why"),
    [
        ("gone", "shown", "unknown_step"),
        (None, "shown", "unknown_step"),
        ("start", "shown", "no_item"),
        ("recall", "shown", "no_split"),
        ("call", "gone", "bad_command"),
        ("call", None, "bad_command"),
    ],
)
def test_items_that_cannot_be_turned(step, state, why):
    assert refused(Room(), do="item", step=step, state=state) == why


def test_what_has_no_split_may_still_be_revealed():
    assert do(Room(), do="item", step="recall", state="revealed")


# Polls


def test_a_poll_is_typed():
    room = Room()
    assert ask(room) == [
        (
            "poll",
            {
                "run": "p1",
                "form": "one",
                "question": "Setuju?",
                "options": ["Ya", "Tidak"],
                "low": "",
                "high": "",
                "poll": "",
                "before": "",
            },
        )
    ]
    assert room.state.poll.options == ("Ya", "Tidak")


def test_a_poll_has_only_what_its_form_needs():
    room = Room()
    ask(room, form="scale", low="tidak", high="sangat")
    ask(room, form="words", low="tidak")
    ask(room, form="several", low="tidak")
    polls = room.state.polls.values()
    assert [poll.options for poll in polls] == [(), (), ("Ya", "Tidak")]
    assert [poll.low for poll in polls] == ["tidak", "", ""]


def test_a_poll_of_the_lesson_is_asked():
    room = Room()
    ((_, data),) = do(room, do="poll", poll="yakin")
    assert (data["poll"], data["form"], data["question"], data["high"]) == (
        "yakin",
        "scale",
        "Seberapa yakin Anda?",
        "sangat",
    )
    assert refused(room, do="poll", poll="gone") == "unknown_poll"
    assert refused(room, do="poll", poll=["yakin"]) == "unknown_poll"
    assert refused(room, do="poll", poll="panjang") == "long_option"


def test_the_same_poll_is_asked_again():
    room = Room()
    do(room, do="poll", poll="yakin")
    room.vote(A, 1)
    (done, (_, again)) = do(room, do="poll", again="p1")
    assert done == ("poll_state", {"run": "p1", "state": "done"})
    assert (again["run"], again["before"], again["poll"]) == ("p2", "p1", "yakin")
    assert room.state.polls["p2"].before == "p1"
    assert refused(room, do="poll", again="p9") == "unknown_poll"


def test_a_new_poll_takes_the_place_of_the_last():
    room = Room()
    ask(room)
    ask(room)
    assert [poll.state for poll in room.state.polls.values()] == ["done", "asking"]
    assert do(room, do="poll_state", run="p1", state="shown") == [
        ("poll_state", {"run": "p2", "state": "done"}),
        ("poll_state", {"run": "p1", "state": "shown"}),
    ]
    assert room.state.poll.run == "p1"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"form": "drawing"}, "poll_form"),
        ({"form": None}, "poll_form"),
        ({"question": "  "}, "poll_empty"),
        ({"question": 3}, "poll_empty"),
        ({"question": "x" * 201}, "poll_long"),
        ({"options": ["Ya"]}, "few_options"),
        ({"options": "Ya"}, "few_options"),
        ({"options": None}, "few_options"),
        ({"options": [str(at) for at in range(13)]}, "many_options"),
        ({"options": ["Ya", "x" * 121]}, "long_option"),
        ({"options": ["Ya", "Tidak", "ya"]}, "same_options"),
        ({"form": "scale", "low": "x" * 61}, "long_end"),
    ],
)
def test_polls_that_cannot_be_asked(changed, why):
    poll = {"form": "one", "question": "Setuju?", "options": ["Ya", "Tidak"]}
    assert refused(Room(), do="poll", **{**poll, **changed}) == why


def test_what_nobody_sees_is_no_part_of_a_poll():
    room = Room()
    ask(room, question="Setuju\u202e?\n\x00", options=["Ya\u200b", "Tidak"])
    assert (room.state.poll.question, room.state.poll.options) == ("Setuju?", ("Ya", "Tidak"))


def test_there_are_no_polls_without_end():
    room = Room()
    for _ in range(nouns.MOST_POLLS):
        ask(room)
    assert refused(room, do="poll", again="p1") == "many_polls"


def test_a_poll_goes_its_way():
    room = Room()
    ask(room)
    for state in ("closed", "asking", "closed", "shown", "closed", "shown", "done", "shown"):
        assert do(room, do="poll_state", run="p1", state=state)
    assert do(room, do="poll_state", run="p1", state="shown") == []
    do(room, do="poll_state", run="p1", state="done")
    assert refused(room, do="poll_state", run="p1", state="asking") == "poll_done"
    assert refused(room, do="poll_state", run="p2", state="shown") == "unknown_poll"
    assert refused(room, do="poll_state", run="p1", state="revealed") == "bad_command"


# Words and questions


def test_words_are_let_through_one_by_one_or_many_at_once():
    room = Room()
    ask(room, form="words")
    room.say(A, "Waspada", "tenang", "sabar")
    shown = ("word", {"run": "p1", "word": "Waspada", "state": "shown"})
    assert do(room, do="word", run="p1", word="waspada", state="shown") == [shown]
    made = do(room, do="word", run="p1", word=["tenang", "sabar", "waspada"], state="shown")
    assert [data["word"] for _, data in made] == ["tenang", "sabar"]
    assert refused(room, do="word", run="p1", word="lain", state="shown") == "unknown_word"
    assert refused(room, do="word", run="p1", word=[1], state="shown") == "bad_command"
    assert refused(room, do="word", run="p1", word=["x"] * 201, state="shown") == "bad_command"
    assert refused(room, do="word", run="p2", word="sabar", state="shown") == "unknown_poll"
    assert refused(room, do="word", run="p1", word="sabar", state="picked") == "bad_command"


def test_questions_are_marked():
    room = Room()
    room.question(A, "Apa?", "1" * 32)
    marked = ("marked", {"question": "1" * 32, "state": "picked"})
    assert do(room, do="mark", question="1" * 32, state="picked") == [marked]
    assert do(room, do="mark", question="1" * 32, state="picked") == []
    assert refused(room, do="mark", question="2" * 32, state="picked") == "unknown_question"
    assert refused(room, do="mark", question=None, state="picked") == "unknown_question"
    assert refused(room, do="mark", question="1" * 32, state="closed") == "bad_command"


# The end


def test_a_room_that_has_ended_is_not_steered():
    room = Room()
    assert do(room, do="end") == [("ended", {})]
    assert do(room, do="end") == []
    assert refused(room, do="move", step="call") == "room_ended"


def test_a_room_that_is_not_there_is_not_steered():
    with pytest.raises(RoomError) as error:
        events_of({"do": "end"}, RoomState("CDF347"))
    assert error.value.key == "room_ended"
