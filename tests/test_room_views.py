"""What each screen of a room shows, and what it must not."""

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from sample_room import CODE, KEYS, PEOPLE, SAID, TEXTS, Room, folded, histories

from toolkit.rooms import views
from toolkit.rooms.nouns import word_key
from toolkit.rooms.state import RoomState

A, B, C, D = (f"{at:032x}" for at in range(1, 5))
slow = settings(suppress_health_check=[HealthCheck.too_slow])


def written(view):
    return json.dumps(view, ensure_ascii=False, separators=(",", ":"))


def all_views(state):
    return [views.phone(state), views.screen(state), views.trainer(state), views.questions(state)]


# Any events


@slow
@given(histories())
def test_nothing_is_seen_before_it_is_shown(events):
    state = folded(events)
    shown = {step for step, item in state.items.items() if item.state in ("shown", "revealed")}
    for view in (views.phone(state), views.screen(state)):
        if view["item"] is not None:
            assert (view["item"]["split"] is not None) == (state.step in shown)
        assert set(view.get("splits", {})) <= shown
        assert {*view["revealed"]} == {
            step for step, item in state.items.items() if item.state == "revealed"
        }
        if (poll := view["poll"]) is not None:
            assert poll["run"] == state.poll.run
            assert poll["state"] != "done"
            if poll["state"] != "shown":
                assert poll["split"] is poll["cloud"] is poll["before"] is None
        assert '"right"' not in written(view)
        assert '"missed"' not in written(view)
    phone = views.phone(state)
    assert phone["item"] is None or (phone["item"]["answers"] is None) == (state.step not in shown)
    assert phone["poll"] is None or (phone["poll"]["answers"] is None) == (
        phone["poll"]["state"] != "shown"
    )


@slow
@given(histories())
def test_nothing_that_waits_is_seen_by_people(events):
    state = folded(events)
    told = [views.phone(state), views.screen(state), views.questions(state)]
    allowed = {
        key
        for poll in state.polls.values()
        for key, word in poll.words.items()
        if word.state == "shown"
    }
    for view in told[:2]:
        cloud = (view["poll"] or {}).get("cloud") or []
        assert {word_key(word) for word, _ in cloud} <= allowed
        assert not [
            word for word in SAID if word_key(word) not in allowed and word in written(view)
        ]
        picked = view["questions"]["picked"]
        assert picked is None or state.questions[picked["id"]].state == "picked"
        texts = {picked["text"]} if picked else set()
        assert not [text for text in TEXTS if text not in texts and text in written(view)]
    assert {each["id"] for each in told[2]} == {
        each.id
        for each in state.questions.values()
        if each.state in ("shown", "picked", "answered")
    }


@slow
@given(histories())
def test_nobody_is_named(events):
    state = folded(events)
    told = "".join(map(written, all_views(state)))
    assert not [person for person in PEOPLE if person in told]


@slow
@given(histories())
def test_a_screen_made_anew_is_the_one_that_lived_through_it(events):
    state, lived = RoomState(CODE), []
    for event in events:
        state.apply(event)
        lived.append([written(view) for view in all_views(state)])
    for at in {0, len(events) // 2, len(events) - 1}:
        assert [written(view) for view in all_views(folded(events[: at + 1]))] == lived[at]


@slow
@given(histories())
def test_a_view_is_a_copy(events):
    state = folded(events)
    kept = [written(view) for view in all_views(state)]
    for view in all_views(state)[:3]:
        for entry in view.values():
            if isinstance(entry, list | dict):
                entry.clear()
    assert [written(view) for view in all_views(state)] == kept


# What phones get


def test_a_phone_has_what_it_needs_to_follow():
    room = Room()
    room.tell("moved", step="call")
    assert views.phone(room.state) == {
        "room": CODE,
        "state": "open",
        "lesson": "online-safety",
        "step": "call",
        "pace": "together",
        "until": "",
        "item": {"state": "asking", "split": None, "answers": None},
        "revealed": [],
        "poll": None,
        "questions": {"open": False, "picked": None},
        "joined": 0,
    }


@pytest.mark.parametrize("step", ["start", "result"])
def test_where_nothing_is_asked_there_is_no_item(step):
    room = Room()
    room.tell("moved", step=step)
    assert views.phone(room.state)["item"] is None


def test_a_split_is_there_once_it_is_shown():
    room = Room()
    room.tell("moved", step="call")
    room.answer(A, "call", 2)
    room.tell("item", step="call", state="closed")
    assert views.phone(room.state)["item"] == {"state": "closed", "split": None, "answers": None}
    room.tell("item", step="call", state="shown")
    assert views.phone(room.state)["item"] == {"state": "shown", "split": [0, 0, 1], "answers": 1}
    assert views.phone(room.state)["revealed"] == []
    room.tell("item", step="call", state="revealed")
    room.tell("moved", step="bank")
    assert views.phone(room.state)["revealed"] == ["call"]
    assert views.phone(room.state)["item"]["split"] is None


def test_what_was_revealed_stands_in_the_order_of_the_lesson():
    room = Room()
    for step in ("bank", "call"):
        room.tell("item", step=step, state="revealed")
    assert views.phone(room.state)["revealed"] == ["call", "bank"]


def test_own_pace_has_a_bound():
    room = Room()
    room.tell("set", pace="free", until="bank")
    view = views.phone(room.state)
    assert (view["pace"], view["until"]) == ("free", "bank")


def test_it_may_be_paused():
    room = Room()
    room.tell("set", paused=True)
    assert views.phone(room.state)["state"] == "paused"


def test_a_poll_shows_its_split_and_the_one_before_it_once_both_may_be_seen():
    room = Room()
    room.ask("p1")
    room.vote(A, 0)
    room.tell("poll_state", run="p1", state="done")
    room.ask("p2", before="p1")
    room.vote(A, 1, run="p2")
    poll = views.phone(room.state)["poll"]
    assert (poll["run"], poll["open"], poll["options"]) == ("p2", True, ["Yakin", "Ragu"])
    assert [poll[key] for key in ("answers", "split", "cloud", "before")] == [None] * 4
    room.tell("poll_state", run="p2", state="closed")
    room.tell("poll_state", run="p2", state="shown")
    poll = views.phone(room.state)["poll"]
    assert (poll["split"], poll["answers"], poll["open"]) == ([0, 1], 1, False)
    assert poll["before"] == {"split": [1, 0], "answers": 1}
    assert poll["cloud"] is None


def test_a_cloud_has_the_words_that_were_let_through():
    room = Room()
    room.ask(form="words", options=[])
    for person, words in ((A, ["tenang", "waspada"]), (B, ["Waspada"]), (C, ["jorok"])):
        room.say(person, *words)
    for word in ("waspada", "tenang"):
        room.tell("word", run="p1", word=word, state="shown")
    room.tell("poll_state", run="p1", state="shown")
    poll = views.phone(room.state)["poll"]
    assert (poll["cloud"], poll["split"], poll["answers"]) == (
        [["waspada", 2], ["tenang", 1]],
        None,
        3,
    )
    room.tell("word", run="p1", word="tenang", state="hidden")
    assert views.phone(room.state)["poll"]["cloud"] == [["waspada", 2]]


def test_the_picked_question_is_on_every_phone():
    room = Room(questions_open=True)
    room.question(A, "Apa itu OTP?", "1" * 32)
    assert views.phone(room.state)["questions"] == {"open": True, "picked": None}
    room.tell("marked", question="1" * 32, state="picked")
    picked = views.phone(room.state)["questions"]["picked"]
    assert picked == {"id": "1" * 32, "text": "Apa itu OTP?"}


def test_how_many_joined_may_be_hidden():
    room = Room()
    room.tell("joined", A)
    assert views.phone(room.state)["joined"] == views.screen(room.state)["joined"] == 1
    room.tell("set", joined_shown=False)
    assert views.phone(room.state)["joined"] is views.screen(room.state)["joined"] is None
    assert views.trainer(room.state)["joined"] == 1


def test_phones_are_not_told_of_everyone_who_joins():
    room = Room()
    numbers = []
    for at in range(1, 1200):
        room.tell("joined", f"{at:032x}")
        numbers.append(views.phone(room.state)["joined"])
    assert numbers[:19] == [*range(1, 20)]
    assert numbers == sorted(numbers)
    assert all(told <= at for at, told in enumerate(numbers, start=1))
    assert (numbers[98], numbers[99], numbers[998], numbers[1198]) == (95, 100, 990, 1150)


def test_after_the_end_the_splits_that_were_shown_are_there_to_practise_with():
    room = Room(questions_open=True)
    room.answer(A, "call", 2)
    room.answer(A, "bank", 0)
    room.answer(A, "recall")
    for step in ("call", "recall"):
        room.tell("item", step=step, state="revealed")
    room.ask()
    room.question(A, "Apa?", "1" * 32)
    room.tell("marked", question="1" * 32, state="picked")
    assert "splits" not in views.phone(room.state)
    room.tell("ended")
    view = views.phone(room.state)
    assert (view["state"], view["splits"]) == ("ended", {"call": [0, 0, 1]})
    assert (view["poll"], view["questions"]) == (None, {"open": False, "picked": None})
    assert views.screen(room.state)["poll"] is None


# What the shared screen gets


def test_the_screen_counts_answers_before_they_are_shown():
    room = Room()
    room.tell("moved", step="call")
    room.ask()
    room.answer(A, "call", 2)
    room.vote(B, 0)
    for at in range(30):
        room.tell("joined", f"{at + 100:032x}")
    view = views.screen(room.state, link="https://lib.example/r/CDF347", short="lib.example/r")
    assert view["item"] == {"state": "asking", "split": None, "answers": 1}
    assert (view["poll"]["answers"], view["poll"]["split"]) == (1, None)
    assert (view["joined"], view["link"]) == (32, "https://lib.example/r/CDF347")
    assert view["short"] == "lib.example/r"
    assert {*view} == {*views.phone(room.state), "link", "short"}


# What the trainer gets


def test_the_trainer_sees_everything_at_once():
    room = Room(delay=2)
    room.tell("moved", step="call")
    room.answer(A, "call", 2, right=False)
    room.answer(B, "call", 1, right=True)
    room.ask("p1", form="words", options=[], question="Satu kata?")
    room.say(A, "tenang", "sabar")
    room.tell("word", run="p1", word="tenang", state="shown")
    room.question(B, "Apa?", "1" * 32)
    view = views.trainer(room.state, here=2, now=1010.0, link="l", short="s")
    assert {key: view[key] for key in ("room", "state", "lesson", "language", "title")} == {
        "room": CODE,
        "state": "open",
        "lesson": "online-safety",
        "language": "id",
        "title": "Aman di internet",
    }
    assert (view["opened"], view["now"], view["step"], view["since"]) == (1000, 1010, "call", 1001)
    assert (view["joined"], view["here"], view["link"], view["short"]) == (2, 2, "l", "s")
    assert view["settings"]["delay"] == 2
    assert [*view["items"]] == [step for step, (kind, *_) in KEYS.items() if kind]
    assert view["items"]["call"] == {
        "state": "asking",
        "kind": "choose",
        "form": "options",
        "open": True,
        "answers": 2,
        "late": 0,
        "right": 1,
        "split": [0, 1, 1],
        "missed": [2],
    }
    (poll,) = view["polls"]
    assert poll["words"] == [
        {"word": "sabar", "n": 1, "state": "waiting"},
        {"word": "tenang", "n": 1, "state": "shown"},
    ]
    assert (poll["run"], poll["answers"], poll["words_more"]) == ("p1", 1, 0)
    (question,) = view["questions"]
    assert question == {"id": "1" * 32, "text": "Apa?", "votes": 0, "state": "waiting", "at": 1007}
    assert view["questions_more"] == 0


def test_what_matters_most_stands_first():
    room = Room(moderate_questions=False)
    people = [f"{at:032x}" for at in range(1, 8)]
    for at, person in enumerate(people[:5]):
        room.question(person, f"Ke-{at}?", f"{at:x}" * 32)
    for question, state in (("0", "hidden"), ("1", "answered"), ("4", "picked")):
        room.tell("marked", question=question * 32, state=state)
    room.tell("upvote", people[6], question="3" * 32)
    assert [each["text"] for each in views.trainer(room.state)["questions"]] == [
        "Ke-4?",
        "Ke-3?",
        "Ke-2?",
        "Ke-1?",
        "Ke-0?",
    ]
    assert [each["id"][0] for each in views.questions(room.state)] == ["4", "3", "2", "1"]
    assert {*views.questions(room.state)[0]} == {"id", "text", "votes", "state"}


def test_a_trainer_gets_no_more_than_can_be_read():
    room = Room()
    room.ask(form="words", options=[])
    for at in range(120):
        room.question(f"{at:032x}", "Apa?", f"{at + 1000:032x}")
        room.say(f"{at:032x}", f"kata{at}", f"lain{at}")
    view = views.trainer(room.state)
    assert (len(view["questions"]), view["questions_more"]) == (100, 20)
    assert (len(view["polls"][0]["words"]), view["polls"][0]["words_more"]) == (150, 90)


@pytest.mark.parametrize(
    ("bank", "prize", "leans"),
    [  # bank is genuine, prize a scam
        ([0, 1, 1, 3, 3], [0, 0, 0, 1, 4], "suspicious"),
        ([0, 1, 3, 3, 3, 3], [3, 2, 2, 0, 1, 4], "trusting"),
        ([0, 1, 1, 3, 3], [3, 2, 2, 0, 1], ""),
        ([3, 3, 3, 3, 3], [0, 0, 0, 0, 0], ""),
        ([0, 0, 0, 0], [0, 0, 0, 0, 0], ""),
        ([0, 0, 4, 4, 4], [], ""),
        ([0, 0, 0, 4, 4], [], "suspicious"),
        ([], [], ""),
    ],
)
def test_how_a_room_leans(bank, prize, leans):
    room = Room()
    for step, points in (("bank", bank), ("prize", prize)):
        for at, point in enumerate(points, start=1):
            room.answer(f"{at:032x}", step, point)
    assert views.lean(room.state) == views.trainer(room.state)["lean"] == leans


# How large they are


def full_room():
    """Return a room of a thousand people and 300 questions, in the midst of a poll."""
    room, chance = Room(moderate_questions=False, moderate_words=False), random.Random(1)
    people = [f"{at:032x}" for at in range(1, 1001)]
    for person in people:
        room.tell("joined", person)
        for step in ("call", "bank", "order"):
            room.answer(person, step, chance.randrange(2))
    for at, person in enumerate(people[:300]):
        room.question(person, f"Pertanyaan ke-{at}: " + "apa " * 10, f"{at + 5000:032x}")
        for voter in chance.sample(people, 5):
            room.tell("upvote", voter, question=f"{at + 5000:032x}")
    room.ask(form="words", options=[], question="Apa yang Anda ingat?")
    for person in people:
        room.say(person, f"kata {chance.randrange(200)}", f"lain {chance.randrange(200)}")
    for step in ("call", "bank"):
        room.tell("item", step=step, state="revealed")
    room.tell("poll_state", run="p1", state="shown")
    room.tell("moved", step="bank")
    room.ask(form="words", options=[], run="p2", before="")
    for person in people:
        room.say(person, f"kata {chance.randrange(200)}", run="p2")
    room.tell("poll_state", run="p2", state="shown")
    return room


def test_a_phone_gets_little_however_many_there_are():
    state = full_room().state
    assert state.joined == 1000
    assert len(views.phone(state)["poll"]["cloud"]) == views.MOST_IN_CLOUD
    assert len(written(views.phone(state)).encode()) < 2000
    assert len(written(views.screen(state)).encode()) < 2100
