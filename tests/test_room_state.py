"""The fold of a room: what counts, and that the same events always give the same room."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_room import CODE, KEYS, OPENED, STEPS, Room, folded, histories, kept

from toolkit.records.nouns import RoomEvent
from toolkit.rooms import nouns
from toolkit.rooms.state import Change, RoomState

A, B, C, D = (f"{at:032x}" for at in range(1, 5))
slow = settings(suppress_health_check=[HealthCheck.too_slow])


# Any events


@slow
@given(histories())
def test_counts_add_up(events):
    state = folded(events)
    for item in state.items.values():
        assert len(item.people) == item.answers + item.late
        assert max(item.right, item.placed) <= item.answers
        if item.facts.form == "options":
            assert max(item.split) <= item.placed <= sum(item.split)
        else:
            assert sum(item.split) == item.placed
    for poll in state.polls.values():
        assert len(poll.people) == poll.answers + poll.late
        if poll.form in ("one", "scale"):
            assert sum(poll.split) == poll.answers
        if poll.form == "several":
            assert max(poll.split) <= poll.answers <= sum(poll.split)
        if poll.form == "words":
            assert sum(word.n for word in poll.words.values()) <= 3 * poll.answers
            assert all(1 <= word.n <= poll.answers for word in poll.words.values())
    for question in state.questions.values():
        assert question.person not in question.voters
    counted = [*state.items.values(), *state.polls.values()]
    assert set().union(*(each.people for each in counted)) <= set(range(state.joined))
    assert sorted(state.people.values()) == list(range(state.joined))
    picked = [each for each in state.questions.values() if each.state == "picked"]
    assert picked == ([state.picked] if state.picked else [])


@slow
@given(histories())
def test_the_same_events_give_the_same_room(events):
    assert kept(folded(events)) == kept(folded(events))


@slow
@given(histories(), st.data())
def test_what_comes_again_changes_nothing(events, data):
    once, again = folded(events), RoomState(CODE)
    number = 0
    for at in range(len(events)):
        repeated = data.draw(st.lists(st.integers(0, at), max_size=2), label="repeated")
        for place in (at, *repeated):
            number += 1
            again.apply(replace(events[place], number=number))
    assert kept(again) == kept(once)


@slow
@given(histories(), st.integers(0, 60))
def test_what_was_read_before_is_not_read_again(events, place):
    state = folded(events)
    assert [state.apply(event) for event in events[place:]] == [Change.NOTHING] * len(
        events[place:]
    )
    assert kept(state) == kept(folded(events))


@slow
@given(histories())
def test_what_it_says_it_did_is_what_it_did(events):
    state = RoomState(CODE)
    for event in events:
        before = kept(state)
        change = state.apply(event)
        assert state.number == event.number
        if change is Change.NOTHING:
            assert {**dict(kept(state)), "steered": 0} == {**dict(before), "steered": 0}
        else:
            assert (change is Change.STEERING) == (event.person == "")
            assert kept(state) != before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
TYPES = [
    *("opened", "moved", "set", "item", "poll", "poll_state", "word", "marked"),
    *("joined", "answer", "vote", "question", "upvote", "cheered", ""),
]
ENTRIES = [
    *("step", "state", "run", "word", "question", "choice", "words", "text", "split", "right"),
    *("form", "options", "before", "low", "high", "poll", "lesson", "language", "title"),
    *("versions", "steps", "settings", "pace", "until", "delay", "version"),
]


@given(
    st.sampled_from(TYPES),
    st.sampled_from(["", A]),
    st.dictionaries(
        st.sampled_from(ENTRIES),
        JSON | st.sampled_from(["call", "p1", "asking", ["a"], [0], STEPS, "Ya", [[]]]),
    ),
)
def test_nothing_that_is_broken_raises(kind, person, data):
    room = Room()
    room.ask(form="words", options=[])
    before = kept(room.state)
    if room.tell(kind, person, **data) is Change.NOTHING:
        assert {**dict(kept(room.state)), "steered": 0} == {**dict(before), "steered": 0}


@given(st.tuples(JSON, JSON, JSON, JSON, JSON, JSON))
def test_not_even_what_is_no_event(entries):
    state = folded(Room().events)
    before = kept(state)
    number, event_id, kind, person, at, data = entries
    change = state.apply(RoomEvent(number, event_id, CODE, kind, person, at, data))
    assert change is Change.NOTHING or kept(state) != before


@given(st.dictionaries(st.sampled_from(ENTRIES), JSON))
def test_a_room_is_opened_whole_or_not_at_all(data):
    state = RoomState(CODE)
    before = kept(state)
    state.apply(RoomEvent(1, A, CODE, "opened", "", 1000.0, {**OPENED, **data}))
    assert state.is_there or kept(state) == before


# Opening, moving, setting


def test_a_room_begins_at_the_first_step_of_its_lesson():
    state = Room().state
    assert (state.is_there, state.is_open, state.lesson) == (True, True, "online-safety")
    assert (state.step, state.since, state.opened) == ("start", 1000.0, 1000.0)
    assert [*state.steps] == [*KEYS]
    assert [*state.items] == ["call", "signs", "bank", "prize", "order", "recall"]


def test_before_it_is_opened_there_is_nothing():
    state = RoomState(CODE)
    joined = RoomEvent(1, A, CODE, "joined", A, 1.0, {})
    assert state.apply(joined) is Change.NOTHING
    assert (state.is_there, state.is_open, state.joined) == (False, False, 0)


def test_it_begins_with_the_settings_that_fit():
    state = Room(pace="free", delay=-1, locked="yes", paused=True, until="gone", newer=1).state
    assert state.settings == nouns.Settings(pace="free", paused=True)


def test_it_is_opened_once():
    room = Room()
    assert room.tell("opened", **{**OPENED, "title": "Lain"}) is Change.NOTHING
    assert room.state.title == "Aman di internet"


def test_events_of_other_rooms_are_not_its_own():
    room = Room()
    other = RoomEvent(9, A, "PPPPPP", "joined", A, 1001.0, {})
    assert room.state.apply(other) is Change.NOTHING
    assert (room.state.joined, room.state.number) == (0, 1)


def test_only_the_trainer_steers_and_only_people_take_part():
    room = Room()
    assert room.tell("moved", A, step="bank") is Change.NOTHING
    assert room.tell("ended", A) is Change.NOTHING
    assert room.tell("joined", "") is Change.NOTHING
    assert (room.state.step, room.state.joined, room.state.is_open) == ("start", 0, True)


def test_the_trainer_moves():
    room = Room()
    assert room.tell("moved", step="bank") is Change.STEERING
    assert (room.state.step, room.state.since) == ("bank", 1001.0)
    assert room.tell("moved", step="bank") is Change.NOTHING
    assert room.tell("moved", step="gone") is Change.NOTHING
    assert (room.state.step, room.state.since) == ("bank", 1001.0)
    room.tell("moved", step="result")
    assert room.state.step == "result"


def test_settings_change_one_by_one():
    room = Room()
    room.tell("set", pace="free", until="bank", newer=[1])
    room.tell("set", delay=10)
    assert room.state.settings == nouns.Settings(pace="free", until="bank", delay=10)


@pytest.mark.parametrize(
    "data", [{"pace": "team"}, {"delay": 61}, {"until": "gone"}, {"locked": 1}, {"delay": True}]
)
def test_settings_that_do_not_fit_change_nothing_at_all(data):
    room = Room()
    room.tell("set", paused=True, **data)
    assert room.state.settings == nouns.Settings()


# Who takes part


def test_people_join_once():
    room = Room()
    assert room.tell("joined", A) is Change.COUNTS
    assert room.tell("joined", A) is Change.NOTHING
    room.tell("joined", B)
    assert room.state.people == {A: 0, B: 1}


def test_whoever_does_something_has_joined():
    room = Room(moderate_questions=False)
    room.ask()
    room.answer(A, "call", 1)
    room.vote(B, 0)
    room.question(C, "Apa?", "f" * 32)
    room.tell("upvote", D, question="f" * 32)
    assert [*room.state.people] == [A, B, C, D]


def test_nobody_new_comes_into_a_locked_room():
    room = Room()
    room.tell("joined", A)
    room.tell("set", locked=True)
    room.tell("joined", B)
    room.answer(A, "call", 1)
    room.answer(B, "call", 1)
    assert room.state.people == {A: 0}
    assert room.state.items["call"].answers == 1


def test_what_did_not_count_when_it_came_does_not_count_when_it_comes_again():
    room = Room(locked=True)
    room.answer(A, "call", 1, id="f" * 32)
    room.tell("set", locked=False)
    assert room.answer(A, "call", 1, id="f" * 32) is Change.NOTHING
    assert room.answer(A, "call", 1, id="e" * 32) is Change.COUNTS


def test_a_room_is_full_at_some_time(monkeypatch):
    monkeypatch.setattr("toolkit.rooms.state.MOST_PEOPLE", 2)
    room = Room()
    for person in (A, B, C):
        room.answer(person, "call", 1)
    assert room.state.joined == room.state.items["call"].answers == 2


# Answers


def test_an_answer_counts_where_it_was_given():
    room = Room()
    room.answer(A, "call", 1, right=True)
    room.answer(B, "call", 0, right=False)
    room.answer(A, "signs", 0, 2, right=False)
    room.answer(A, "bank", 4)
    room.answer(A, "order", 0, right=True)
    room.answer(A, "recall")
    items = room.state.items
    assert (items["call"].split, items["call"].answers, items["call"].right) == ([1, 1, 0], 2, 1)
    assert items["signs"].split == [1, 0, 1, 0]
    assert items["bank"].split == [0, 0, 0, 0, 1]
    assert (items["order"].split, items["order"].right) == ([1, 0], 1)
    assert (items["recall"].split, items["recall"].answers) == ([], 1)


def test_the_first_answer_counts():
    room = Room()
    room.answer(A, "call", 1)
    assert room.answer(A, "call", 0) is Change.NOTHING
    assert room.state.items["call"].split == [0, 1, 0]


@pytest.mark.parametrize("places", [(3,), (0, 1), (-1,), (), ("0",), (True,)])
def test_an_answer_from_another_key_counts_without_a_place(places):
    room = Room()
    room.answer(A, "bank", 1)
    room.answer(B, "bank", *(place + 5 if place == 3 else place for place in places))
    item = room.state.items["bank"]
    assert (item.answers, item.placed, item.split) == (2, 1, [0, 1, 0, 0, 0])


def test_a_step_without_a_question_has_no_answers():
    room = Room()
    assert room.answer(A, "start") is Change.NOTHING
    assert room.answer(A, "gone", 0) is Change.NOTHING


def test_nothing_counts_while_an_item_is_closed():
    room = Room()
    room.answer(A, "call", 0)
    room.tell("item", step="call", state="closed")
    room.answer(B, "call", 0)
    room.tell("item", step="call", state="shown")
    room.answer(C, "call", 0)
    item = room.state.items["call"]
    assert (item.state, item.answers, item.late) == ("shown", 1, 2)
    room.tell("item", step="call", state="asking")
    room.answer(D, "call", 0)
    room.answer(B, "call", 0)
    assert (item.answers, item.late) == (2, 2)


def test_answers_count_while_the_split_is_shown_and_not_once_it_is_revealed():
    room = Room()
    room.tell("item", step="call", state="shown")
    room.answer(A, "call", 0)
    room.tell("item", step="call", state="revealed")
    room.answer(B, "call", 1)
    item = room.state.items["call"]
    assert (item.answers, item.late) == (1, 1)


def test_what_was_revealed_stays_revealed():
    room = Room()
    room.tell("item", step="call", state="revealed")
    for state in ("asking", "closed", "shown"):
        assert room.tell("item", step="call", state=state) is Change.NOTHING
    assert room.state.items["call"].state == "revealed"


def test_answers_count_a_little_longer_where_phones_follow_behind():
    room = Room(delay=10)
    room.tell("item", step="call", state="closed", at=1100)
    room.tell("item", step="call", state="revealed", at=1105)
    room.answer(A, "call", 0, at=1110)
    room.answer(B, "call", 0, at=1110.1)
    item = room.state.items["call"]
    assert (item.answers, item.late) == (1, 1)


def test_other_items_go_on():
    room = Room()
    room.tell("item", step="call", state="revealed")
    room.answer(A, "bank", 0)
    assert room.state.items["bank"].answers == 1


@pytest.mark.parametrize(
    ("step", "answers", "missed"),
    [
        ("call", [[0], [1], [2], [2]], [2, 0]),
        ("call", [[1]], []),
        ("signs", [[0, 2], [0, 2], [1, 3]], [1, 2, 0, 3]),
        ("bank", [[0], [1], [1], [3], [4]], [1, 0]),
        ("prize", [[0], [1], [3], [4]], [3]),
        ("order", [[1]], []),
        ("recall", [[]], []),
    ],
)
def test_what_was_missed_most_stands_first(step, answers, missed):
    room = Room()
    for at, places in enumerate(answers, start=1):
        room.answer(f"{at:032x}", step, *places)
    assert room.state.items[step].missed() == missed


# Polls


def test_a_vote_counts_once():
    room = Room()
    room.ask()
    assert room.vote(A, 1) is Change.COUNTS
    assert room.vote(A, 0) is Change.NOTHING
    room.vote(B, 1)
    poll = room.state.polls["p1"]
    assert (poll.split, poll.answers) == ([0, 2], 2)


@pytest.mark.parametrize(
    ("form", "choice"),
    [
        ("one", []),
        ("one", [0, 1]),
        ("one", [2]),
        ("several", []),
        ("several", [0, 0]),
        ("scale", [5]),
        ("scale", [1, 2]),
        ("one", ["0"]),
        ("one", [True]),
        ("words", [0]),
    ],
)
def test_a_vote_that_does_not_fit_does_not_count(form, choice):
    room = Room()
    room.ask(form=form)
    assert room.vote(A, *choice) is Change.NOTHING
    assert room.state.polls["p1"].answers == room.state.joined == 0


def test_several_may_be_chosen_where_the_poll_says_so():
    room = Room()
    room.ask(form="several")
    room.vote(A, 0, 1)
    room.vote(B, 1)
    assert room.state.polls["p1"].split == [1, 2]


def test_a_scale_has_five_points():
    room = Room()
    room.ask(form="scale", options=[])
    room.vote(A, 4)
    assert room.state.polls["p1"].split == [0, 0, 0, 0, 1]


def test_a_vote_after_the_end_of_a_poll_is_late():
    room = Room(delay=5)
    room.ask()
    room.tell("poll_state", run="p1", state="closed", at=1100)
    room.vote(A, 0, at=1104)
    room.vote(B, 0, at=1110)
    poll = room.state.polls["p1"]
    assert (poll.answers, poll.late) == (1, 1)


def test_a_vote_counts_that_was_taken_while_the_end_was_on_its_way():
    room = Room()
    room.ask()
    room.tell("poll_state", run="p1", state="closed", at=1100)
    room.vote(A, 0, at=1100.3)
    assert room.state.polls["p1"].answers == 1


def test_a_clock_that_was_set_back_opens_nothing_again():
    room = Room()
    room.ask()
    room.tell("poll_state", run="p1", state="closed", at=5000)
    room.vote(A, 0, at=4999)  # taken before the end, and written after it
    room.vote(B, 0, at=1400)
    poll = room.state.polls["p1"]
    assert (poll.answers, poll.late) == (1, 1)
    assert room.state.is_late(poll, 1400)


def test_one_poll_is_on_the_screens():
    room = Room()
    assert room.state.poll is None
    room.ask("p1")
    room.ask("p2")
    assert room.state.poll.run == "p2"
    room.tell("poll_state", run="p2", state="done")
    assert room.state.poll.run == "p1"
    room.tell("poll_state", run="p1", state="done")
    assert room.state.poll is None


def test_a_run_is_asked_once():
    room = Room()
    room.ask()
    room.vote(A, 0)
    assert room.ask(question="Lain?") is Change.NOTHING
    assert room.state.polls["p1"].split == [1, 0]


@pytest.mark.parametrize(
    ("facts", "before"),
    [
        ({"before": "p1"}, "p1"),
        ({"before": "p7"}, ""),
        ({"before": "p1", "options": ["a", "b", "c"]}, ""),
        ({"before": "p1", "form": "several"}, ""),
    ],
)
def test_a_poll_is_compared_with_an_earlier_one_only_where_it_asks_the_same(facts, before):
    room = Room()
    room.ask("p1")
    room.ask("p2", **facts)
    assert room.state.polls["p2"].before == before


def test_a_poll_without_anything_to_choose_is_none():
    room = Room()
    assert room.ask(options=[]) is Change.NOTHING
    assert room.ask(run="") is Change.NOTHING


def test_words_are_the_same_however_they_are_spelled():
    room = Room()
    room.ask(form="words", options=[])
    room.say(A, "Waspada", "tenang", "WASPADA")
    room.say(B, "waspada")
    poll = room.state.polls["p1"]
    assert {word.word: word.n for word in poll.words.values()} == {"Waspada": 2, "tenang": 1}
    assert [word.word for word in poll.ranked()] == ["Waspada", "tenang"]


def test_words_are_ranked_anew_after_each_vote():
    room = Room()
    room.ask(form="words", options=[])
    for person, word in ((A, "satu"), (B, "dua"), (C, "dua")):
        room.say(person, word)
        ranked = [word.word for word in room.state.polls["p1"].ranked()]
    assert ranked == ["dua", "satu"]


@pytest.mark.parametrize("words", [["a"] * 4, ["x" * 31], [1], [None]])
def test_words_that_do_not_fit_do_not_count(words):
    room = Room()
    room.ask(form="words", options=[])
    assert room.say(A, *words) is Change.NOTHING


def test_words_that_are_forgotten_still_count_as_a_vote():
    room = Room()
    room.ask(form="words", options=[])
    room.say(A)
    room.say(B, "")
    poll = room.state.polls["p1"]
    assert (poll.answers, poll.words) == (2, {})


def test_words_wait_only_where_they_are_moderated():
    room = Room()
    room.ask(form="words", options=[])
    room.say(A, "tenang")
    room.tell("set", moderate_words=False)
    room.say(B, "tenang", "sabar")
    words = room.state.polls["p1"].words
    assert {key: word.state for key, word in words.items()} == {
        "tenang": "waiting",
        "sabar": "shown",
    }
    room.tell("word", run="p1", word="TENANG", state="shown")
    assert words["tenang"].state == "shown"
    assert [word.word for word in room.state.polls["p1"].ranked()] == ["tenang", "sabar"]


# Questions


def test_questions_wait_only_where_they_are_moderated():
    room = Room()
    room.question(A, "Satu?", "1" * 32)
    room.tell("set", moderate_questions=False)
    room.question(A, "Dua?", "2" * 32)
    assert [each.state for each in room.state.questions.values()] == ["waiting", "shown"]


def test_one_upvote_a_person_and_none_for_oneself():
    room = Room()
    room.question(A, "Satu?", "1" * 32)
    for person in (A, B, B, C):
        room.tell("upvote", person, question="1" * 32)
    assert room.state.questions["1" * 32].votes == 2


def test_at_most_one_question_is_picked():
    room = Room()
    for at in "12":
        room.question(A, "Apa?", at * 32)
        room.tell("marked", question=at * 32, state="picked")
    assert [each.state for each in room.state.questions.values()] == ["shown", "picked"]
    assert room.state.picked.id == "2" * 32
    room.tell("marked", question="2" * 32, state="answered")
    assert room.state.picked is None
    assert room.state.questions["2" * 32].state == "answered"


def test_nobody_asks_without_end():
    room = Room()
    for at in range(5):
        room.question(A, "Apa?", f"{at + 900:032x}")
    assert len(room.state.questions) == nouns.MOST_WAITING
    room.tell("set", moderate_questions=False)
    for question in [*room.state.questions]:
        room.tell("marked", question=question, state="answered")
    for at in range(5, 20):
        room.question(A, "Apa?", f"{at + 900:032x}")
    assert len(room.state.questions) == nouns.MOST_QUESTIONS
    room.question(B, "Apa?", "b" * 32)
    assert len(room.state.questions) == nouns.MOST_QUESTIONS + 1


# The end


def test_after_the_end_nothing_counts():
    room = Room()
    room.ask()
    assert room.tell("ended") is Change.STEERING
    assert (room.state.is_open, room.state.ended) == (False, 1002.0)
    before = kept(room.state)
    room.answer(A, "call", 0)
    room.vote(A, 0)
    room.tell("joined", A)
    room.tell("moved", step="bank")
    room.tell("ended")
    assert kept(room.state) == before


def test_it_knows_when_it_was_last_steered():
    room = Room()
    room.answer(A, "call", 0)
    room.tell("moved", step="start")
    room.answer(B, "call", 0)
    assert room.state.steered == 1002.0
