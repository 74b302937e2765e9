"""Sections on the live rooms of a lesson: who came, what was asked beside the lesson, by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.records.nouns import Filter
from toolkit.records.records import Records
from toolkit.results import plots
from toolkit.results.nouns import Cell, Plot, Section, Table
from toolkit.results.shares import Share
from toolkit.results.written import Voice, decimal
from toolkit.rooms.nouns import ANSWERED, CLOUD, SCALE, SHOWN, Poll, Question
from toolkit.rooms.state import RoomState

MOST_QUESTIONS = 50
"""How many questions are shown: those that most people wanted answered."""

MOST_WORDS = 20
"""How many words of a cloud."""


def rooms_of(records: Records, only: Filter) -> dict[str, tuple[RoomState, ...]]:
    """Return the live rooms that a filter means, by lesson, each as it was left.

    A room is of the day on which it was opened. It knows no classes: who asks for one class gets
    none. A channel is that of a room where it is named like it.
    """
    if only.class_name:
        return {}
    found: dict[str, tuple[RoomState, ...]] = {}
    for span in records.room_spans():
        if not _is_meant(span.room, span.opened, only):
            continue
        room = RoomState(span.room)
        for event in records.room_events(room=span.room):
            room.apply(event)
        if room.is_there and only.lesson in {"", room.lesson}:
            found[room.lesson] = (*found.get(room.lesson, ()), room)
    return found


def webinars(rooms: Sequence[RoomState], voice: Voice) -> Section | None:
    """Return who came to each room, and what they did there."""
    rooms = [room for room in rooms if room.joined]
    if not rooms:
        return None
    joined = sum(room.joined for room in rooms)
    words = [voice.say("webinars_were", n=len(rooms), joined=joined)]
    asked = sum(len(room.questions) for room in rooms)
    if asked:
        words.append(voice.say("webinars_asked", n=asked))
    columns = ("room", "day", "room_joined", "room_answers", "room_votes", "room_questions")
    rows = tuple(
        (
            room.room,
            voice.day(_day(room)),
            room.joined,
            sum(item.answers for item in room.items.values()),
            sum(poll.answers for poll in room.polls.values()),
            len(room.questions),
        )
        for room in rooms
    )
    return Section(
        "webinars",
        voice.say("webinars_title"),
        tuple(words),
        Table(tuple(map(voice.say, columns)), rows),
    )


def polls(rooms: Sequence[RoomState], voice: Voice) -> Section | None:
    """Return how each poll came out; one that was asked twice, before and after."""
    asked = [(room, poll) for room in rooms for poll in room.polls.values() if poll.answers]
    if not asked:
        return None
    several = len({room.room for room, _ in asked}) > 1
    words: list[str] = []
    rows: list[tuple[Cell, ...]] = []
    bars = []
    for room, poll in asked:
        earlier = room.polls.get(poll.before)
        name = poll.question
        if earlier or any(each.before == poll.run for each in room.polls.values()):
            name = voice.say("poll_again" if earlier else "poll_first", question=name)
        if several:
            name = voice.say("poll_in", question=name, room=room.room)
        words += _told(poll, earlier, name, voice)
        heading = name
        for answer, count in _counted(poll):
            share = Share(count, poll.answers)
            rows.append((name, answer, count, share.value))
            if poll.form != CLOUD:
                told = voice.out_of(share)
                bars.append(plots.Bar(answer, share.value or 0.0, told, heading=heading))
                heading = ""
    columns = tuple(map(voice.say, ("question", "answer", "poll_people", "poll_share")))
    return Section(
        "polls",
        voice.say("polls_title"),
        tuple(words),
        Table(columns, tuple(rows), frozenset(columns[-1:])),
        Plot(voice.say("polls_alt"), lambda: plots.bars(bars, voice.accent)) if bars else None,
    )


def questions(rooms: Sequence[RoomState], voice: Voice) -> Section | None:
    """Return what people asked, as far as the trainer let others read it, and its words remain."""
    public = [
        question
        for room in rooms
        for question in room.questions.values()
        if question.is_public and question.text
    ]
    if not public:
        return None
    public.sort(key=lambda question: -question.votes)
    answered = sum(question.state == ANSWERED for question in public)
    words = [voice.say("questions_were", n=len(public), answered=answered)]
    if len(public) > MOST_QUESTIONS:
        words.append(voice.say("questions_shown", n=MOST_QUESTIONS))
    columns = ("asked_what", "asked_votes", "asked_state")
    rows = tuple(_question(each, voice) for each in public[:MOST_QUESTIONS])
    return Section(
        "questions",
        voice.say("questions_title"),
        tuple(words),
        Table(tuple(map(voice.say, columns)), rows),
    )


def _is_meant(code: str, opened: float, only: Filter) -> bool:
    day = date.fromtimestamp(opened)  # noqa: DTZ012 - on the library's own wall calendar
    if (only.since and day < only.since) or (only.until and day > only.until):
        return False
    return not only.channel or only.channel.rpartition(" ")[2].upper() == code


def _day(room: RoomState) -> date:
    return date.fromtimestamp(room.opened)  # noqa: DTZ012 - as above


def _question(question: Question, voice: Voice) -> tuple[Cell, ...]:
    state = "asked_answered" if question.state == ANSWERED else "asked_open"
    return " ".join(question.text.split()), question.votes, voice.say(state)


def _counted(poll: Poll) -> Iterator[tuple[str, int]]:
    """Yield the answers of a poll, and how many gave each. Of words only those that were shown."""
    if poll.form == CLOUD:
        shown = [word for word in poll.words.values() if word.state == SHOWN and word.word]
        for word in sorted(shown, key=lambda word: (-word.n, word.word))[:MOST_WORDS]:
            yield word.word, word.n
    elif poll.form == SCALE:
        last = len(poll.split)
        for point, count in enumerate(poll.split, 1):
            end = poll.low if point == 1 else poll.high if point == last else ""
            yield f"{point} ({end})" if end else str(point), count
    else:
        yield from zip(poll.options, poll.split, strict=True)


def _told(poll: Poll, earlier: Poll | None, name: str, voice: Voice) -> Iterator[str]:
    """Yield the sentences on a poll; what stands after the question is of those who voted."""
    if poll.form == SCALE:
        now = _mean(poll)
        if earlier and earlier.answers:
            was = _mean(earlier)
            yield voice.say(
                "poll_mean_changed",
                question=name,
                was=decimal(was, voice.language, 1),
                now=decimal(now, voice.language, 1),
            )
        else:
            yield voice.say(
                "poll_mean",
                question=name,
                mean=decimal(now, voice.language, 1),
                n=poll.answers,
            )
        return
    counted = sorted(_counted(poll), key=lambda each: -each[1])
    if counted and counted[0][1]:
        answer, count = counted[0]
        key = "poll_most_words" if poll.form == CLOUD else "poll_most"
        yield voice.say(key, question=name, answer=answer, count=count, n=poll.answers)
    else:
        yield voice.say("poll_votes", question=name, n=poll.answers)


def _mean(poll: Poll) -> float:
    counted = sum(poll.split)
    return sum(point * n for point, n in enumerate(poll.split, 1)) / counted if counted else 0.0
