"""A live room to be told of: its events in order, and the fold that lives through them."""

from dataclasses import fields, is_dataclass

from hypothesis import strategies as st

from toolkit.records.nouns import RoomEvent
from toolkit.rooms.nouns import ITEM_STATES, POLL_STATES, QUESTION_STATES, WORD_STATES
from toolkit.rooms.state import RoomState

CODE = "CDF347"
KEYS = {  # step: kind, form, key
    "start": (None, "none", []),
    "call": ("choose", "options", [False, True, False]),
    "signs": ("choose", "options", [True, True, False, False]),
    "bank": ("judge", "points", [False, True]),
    "prize": ("judge", "points", [True, False]),
    "order": ("order", "right", [4]),
    "recall": ("recall", "none", []),
}
STEPS = [
    {
        "id": step,
        "kind": kind,
        "form": form,
        "options": {"options": len(key), "points": 5, "right": 2}.get(form, 0),
        "right": key,
    }
    for step, (kind, form, key) in KEYS.items()
]
OPENED = {
    "lesson": "online-safety",
    "language": "id",
    "title": "Aman di internet",
    "versions": {"id": "0" * 16, "en": "1" * 16},
    "steps": STEPS,
    "settings": {},
}
POLL = {
    "run": "p1",
    "poll": "",
    "form": "one",
    "question": "Seberapa yakin Anda?",
    "options": ["Yakin", "Ragu"],
    "low": "",
    "high": "",
    "before": "",
}


class Room:
    """A room, opened at 1000: each event comes a second after the one before."""

    def __init__(self, **settings):
        self.events = []
        self.state = RoomState(CODE)
        self.now = 999.0
        self.tell("opened", **{**OPENED, "settings": settings})

    def tell(self, kind, person="", *, id="", at=None, **data):  # noqa: A002 - an event's own name
        """Have something happen; return what it changed."""
        self.now = self.now + 1 if at is None else at
        number = len(self.events) + 1
        made = RoomEvent(number, id or f"{number:032x}", CODE, kind, person, self.now, data)
        self.events.append(made)
        return self.state.apply(made)

    def answer(self, person, step, *places, right=None, **facts):
        return self.tell(
            "answer", person, step=step, version="0" * 16, split=list(places), right=right, **facts
        )

    def ask(self, run="p1", **facts):
        return self.tell("poll", **{**POLL, "run": run, **facts})

    def vote(self, person, *choice, run="p1", **facts):
        return self.tell("vote", person, run=run, choice=list(choice), **facts)

    def say(self, person, *words, run="p1"):
        return self.tell("vote", person, run=run, words=list(words))

    def question(self, person, text, id):  # noqa: A002 - an event's own name
        return self.tell("question", person, text=text, id=id)


def folded(events, code=CODE):
    """Return the room as somebody sees it who comes now."""
    state = RoomState(code)
    for event in events:
        state.apply(event)
    return state


def kept(state):
    """Return all that a room is, to be compared: but for what was read so far."""
    return plain({name: value for name, value in vars(state).items() if name not in UNCOMPARED})


UNCOMPARED = {"number", "_ids"}


def plain(value):
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return [(key, plain(each)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set):
        return sorted(value)
    return value


PEOPLE = [f"{at:032x}" for at in range(0xA0, 0xA6)]
RUNS = ["p1", "p2", "p3"]
ASKED = [f"{at:032x}" for at in range(0xF0, 0xF8)]
TEXTS = ["Apakah nomor ini asli?", "Bagaimana melapor?", "Boleh tanya lagi?"]
SAID = ["Waspada", "waspada", "tenang", "lapor polisi", "ragu-ragu"]


SWITCHES = ["joined_shown", "paused", "locked", "moderate_words", "moderate_questions"]
_people, _runs = st.sampled_from(PEOPLE), st.sampled_from(RUNS)
_steps, _asked = st.sampled_from([*KEYS, "result", "gone"]), st.sampled_from(ASKED)
_places = st.lists(st.integers(-1, 5), max_size=3)
_settings = st.fixed_dictionaries(
    {},
    optional={
        "pace": st.sampled_from(["together", "free", "team"]),
        "until": _steps | st.just(""),
        "delay": st.sampled_from([0, 1, 4.5, 60, 61, -1, True, None, 10**400]),
        "newer": st.just(1),
        **dict.fromkeys(SWITCHES, st.booleans()),
    },
)


def _all(**entries):
    return st.fixed_dictionaries(entries)


_ODD = {  # whatever may come at any time, broken ones among them
    "moved": _all(step=_steps),
    "set": _settings,
    "item": _all(step=_steps, state=st.sampled_from([*ITEM_STATES, "gone"])),
    "poll": _all(
        run=_runs,
        poll=st.just(""),
        form=st.sampled_from(["one", "several", "scale", "words", "drawing"]),
        question=st.just("Bagaimana?"),
        options=st.sampled_from([["a", "b"], ["a", "b", "c"], [], None]),
        low=st.just("kurang"),
        high=st.just("lebih"),
        before=st.sampled_from(["", *RUNS]),
    ),
    "poll_state": _all(run=_runs, state=st.sampled_from([*POLL_STATES, "gone"])),
    "word": _all(run=_runs, word=st.sampled_from(SAID), state=st.sampled_from(WORD_STATES)),
    "marked": _all(question=_asked, state=st.sampled_from(QUESTION_STATES)),
    "joined": _all(),
    "answer": _all(
        step=_steps, version=st.just(""), split=_places, right=st.sampled_from([None, True, False])
    ),
    "vote": _all(run=_runs, choice=_places)
    | _all(run=_runs, words=st.lists(st.sampled_from([*SAID, "", "x" * 31]), max_size=4)),
    "upvote": _all(question=_asked),
    "cheered": _all(),
}
STEERED = ["moved", "set", "item", "poll", "poll_state", "word", "marked"]


@st.composite
def _odd(draw):
    kind = draw(st.sampled_from([*_ODD]))
    person = "" if kind in STEERED else draw(_people)
    return [(kind, person, "", draw(_ODD[kind]))]


@st.composite
def _poll(draw):
    """Draw a poll that goes its way."""
    run, form = draw(_runs), draw(st.sampled_from(["one", "several", "scale", "words"]))
    options = ["a", "b", "c"] if form in ("one", "several") else []
    facts = {"form": form, "options": options, "before": draw(st.sampled_from(["", *RUNS]))}
    scene = [_by_trainer("poll", **{**POLL, **facts, "run": run})]
    for person in draw(st.lists(_people, max_size=4)):
        if form == "words":
            said = {"words": draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=3))}
        else:
            most = 3 if form == "several" else 1
            place = st.integers(0, 2)
            said = {"choice": draw(st.lists(place, min_size=1, max_size=most, unique=True))}
        scene.append(("vote", person, "", {"run": run, **said}))
    if form == "words":
        let = draw(st.lists(st.sampled_from(SAID), max_size=2))
        scene += [_by_trainer("word", run=run, word=word, state="shown") for word in let]
    states = [(), ("closed",), ("shown",), ("closed", "shown"), ("shown", "done")]
    turns = draw(st.sampled_from(states))
    return scene + [_by_trainer("poll_state", run=run, state=state) for state in turns]


@st.composite
def _item(draw):
    """Draw a step that is asked."""
    step = draw(st.sampled_from([step for step, (kind, *_) in KEYS.items() if kind]))
    (facts,) = (each for each in STEPS if each["id"] == step)
    scene = [_by_trainer("moved", step=step)]
    for person in draw(st.lists(_people, max_size=4)):
        places = [draw(st.integers(0, facts["options"] - 1))] if facts["options"] else []
        right = places == [0] if facts["form"] == "right" else None
        data = {"step": step, "version": "", "split": places, "right": right}
        scene.append(("answer", person, "", data))
    turns = draw(st.sampled_from([(), ("closed",), ("shown",), ("shown", "revealed")]))
    return scene + [_by_trainer("item", step=step, state=state) for state in turns]


@st.composite
def _question(draw):
    """Draw a question, and what becomes of it."""
    question = draw(_asked)
    scene = [("question", draw(_people), question, {"text": draw(st.sampled_from(TEXTS))})]
    voters = draw(st.lists(_people, max_size=3))
    scene += [("upvote", person, "", {"question": question}) for person in voters]
    states = draw(st.lists(st.sampled_from(QUESTION_STATES), max_size=1))
    return scene + [_by_trainer("marked", question=question, state=state) for state in states]


def _by_trainer(kind, **data):
    return (kind, "", "", data)


_END = st.just([_by_trainer("ended")])


@st.composite
def histories(draw, most=12):
    """Draw the events of a room, in order, from its opening on."""
    room = Room()
    at = 1000.0
    scenes = draw(st.lists(st.one_of(_poll(), _item(), _question(), _odd(), _odd()), max_size=most))
    scenes += draw(st.lists(st.one_of(_END, _odd()), max_size=2))
    for scene in scenes:
        at += draw(st.sampled_from([0, 1, 10]))
        for kind, person, event_id, data in scene:
            at += 0.5
            room.tell(kind, person, id=event_id, at=at, **data)
    return room.events
