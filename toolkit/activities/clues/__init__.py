"""clues: a message whose suspicious parts are to be tapped; harmless ones can be tapped too."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from itertools import pairwise
from typing import Any, Self

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.activities.clues import copied
from toolkit.activities.clues.copied import Place
from toolkit.lesson import markdown, messages, options, paper, runs
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Handout, Message, Response, ResponseError, are_places

FIELDS = ("sender", "group", "subject", "address", "time")
"""What stands in the head of a message, and can be a part as a whole."""

FEWEST, MOST = 2, 8

WORDS = {
    "how": {
        "id": "Ketuk bagian pesan untuk menandainya. Ketuk lagi untuk membatalkan.",
        "en": "Tap a part of the message to mark it. Tap again to unmark it.",
    },
    "on_paper": {"id": "Di kertas, beri tanda di kotaknya.", "en": "On paper, tick the boxes."},
    "marked": {"id": "Ditandai: {count}.", "en": "Marked: {count}."},
    "found": {
        "id": "Anda menemukan {found} dari {count} bagian yang mencurigakan.",
        "en": "You found {found} of the {count} suspicious parts.",
    },
    "extra": {
        "id": "Bagian wajar yang ikut Anda tandai: {count}.",
        "en": "Harmless parts you marked too: {count}.",
    },
    "suspicious": {"id": "Mencurigakan", "en": "Suspicious"},
    "harmless": {"id": "Wajar", "en": "Harmless"},
    "yours": {"id": "Anda menandai ini", "en": "You marked this"},
    "missed": {"id": "Belum Anda tandai", "en": "You did not mark this"},
    "parts": {"id": "Bagian demi bagian", "en": "Part by part"},
}

PROBLEMS = {
    "no-message": {
        "id": "Pesan yang bagiannya akan diketuk belum ada.",
        "en": "There is no message with parts to tap.",
    },
    "no-message-how": {
        "id": 'Tulis ":frame: chat" di bawah baris pembuka, lalu pesannya, diawali ">".',
        "en": 'Write ":frame: chat" under the opening line, then the message, each line with ">".',
    },
    "message-of-words": {
        "id": "Pesan yang bagiannya diketuk hanya bisa berisi kata-kata, tanpa gambar atau tabel.",
        "en": "A message with parts to tap can hold words only, no pictures or tables.",
    },
    "message-of-words-how": {
        "id": "Ganti dengan kata-kata, atau pindahkan ke atas baris pembuka.",
        "en": "Use words instead, or move it above the opening line.",
    },
    "part-not-found": {
        "id": 'Kata-kata "{text}" tidak ada di pesannya.',
        "en": 'The words "{text}" are not in the message.',
    },
    "part-not-found-how": {
        "id": "Salin persis dari pesannya, dari satu paragraf saja, atau dari :from: dan lainnya.",
        "en": "Copy them exactly from one paragraph of the message, or from :from: and the like.",
    },
    "parts-overlap": {
        "id": 'Bagian "{text}" bertumpuk dengan bagian di baris {first}.',
        "en": 'The part "{text}" overlaps with the one on line {first}.',
    },
    "parts-overlap-how": {
        "id": "Persingkat salah satunya, supaya setiap kata hanya ada di satu bagian.",
        "en": "Shorten one of them, so that every word belongs to one part only.",
    },
    "no-suspicious-part": {
        "id": "Bagian yang mencurigakan belum ditandai.",
        "en": "No part is marked as suspicious.",
    },
    "no-suspicious-part-how": {
        "id": "Tulis [x] di depan bagian yang mencurigakan.",
        "en": "Write [x] in front of the suspicious parts.",
    },
    "no-harmless-part": {
        "id": "Semua bagian ditandai mencurigakan, jadi tidak ada yang perlu dibedakan.",
        "en": "Every part is marked as suspicious, so there is nothing to tell apart.",
    },
    "no-harmless-part-how": {
        "id": "Tambahkan satu atau dua bagian yang wajar dengan [ ].",
        "en": "Add one or two harmless parts with [ ].",
    },
    "parts-count": {"id": "Bagian yang bisa diketuk: {count}.", "en": "Parts to tap: {count}."},
    "parts-count-how": {
        "id": "Tulis {fewest} sampai {most} bagian; tiga sampai lima paling pas untuk layar HP.",
        "en": "Write {fewest} to {most} of them; three to five fit a phone best.",
    },
}


@dataclass(frozen=True)
class Part:
    """Something to tap: words of the message, or a whole field of its head."""

    text: str  # plain
    field: str  # one of FIELDS, "" where it stands in the message
    right: bool  # whether it is suspicious
    feedback: str  # HTML


@dataclass(frozen=True)
class Piece:
    """A piece of a line of the message, plain text; a line end in it is a line end."""

    text: str
    part: int | None  # the place of the part it is, None where it is none
    dead: bool  # whether it was a link
    strong: bool  # whether it is bold


@dataclass(frozen=True)
class Clues(Activity):
    """A message to search for what makes it suspicious.

    A response is `{"parts": [0, 2]}`, the places of the parts that were marked; it is right when
    they are exactly the suspicious ones.
    """

    kind = "clues"
    also_called = ("tanda", "ciri", "kejanggalan", "ketuk", "signs")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    message: Message  # its head: the words themselves are in `lines`
    lines: tuple[tuple[Piece, ...], ...]
    parts: tuple[Part, ...]

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        found = options.read(fence)
        question, message = messages.read(fence, found.before)
        fence.leftover(found.after)
        if not question:
            fence.error(fence.line, "no-question")
        if message is None:
            if not messages.keys(fence):  # else that was told of already
                fence.error(fence.line, "no-message")
            return None
        quotes = [node for node in found.before if node.type == "blockquote"]
        lines = _lines(fence, quotes)
        if not found.items or not _fit(fence, found.items):
            return None
        places = [_place(fence, item, lines, message) for item in found.items]
        parts = [_part(fence, item, place) for item, place in zip(found.items, places, strict=True)]
        if not _apart(fence, found.items, places):
            return None
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(question),
            message=replace(message, html=""),
            lines=tuple(_pieces(line, at, places) for at, line in enumerate(lines)),
            parts=tuple(parts),
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            line=0,
            question=data["question"],
            message=Message(**data["message"]),
            lines=tuple(tuple(Piece(**piece) for piece in line) for line in data["lines"]),
            parts=tuple(Part(**part) for part in data["parts"]),
        )

    def _judge(self, response: Response) -> bool | None:
        marked = response.get("parts")
        if not marked or not are_places(marked, len(self.parts)):
            raise ResponseError('"parts" must be a list of places of parts, each once')
        return all(right == (place in marked) for place, right in enumerate(self.answers()))

    def responses(self) -> Iterator[Response]:
        for place in range(len(self.parts)):
            yield {"parts": [place]}
        yield {"parts": [place for place, right in enumerate(self.answers()) if right]}
        yield {"parts": list(range(len(self.parts)))}

    def handout(self, language: str) -> Handout:
        body = "".join(f"<p>{''.join(map(_drawn, line))}</p>" for line in self.lines)
        called = paper.called([escape(part.text) for part in self.parts])
        right, others = paper.answers(called, self.parts)
        return Handout(
            question=messages.handout(replace(self.message, html=body), language)
            + self.question
            + paper.how(WORDS, "on_paper", language)
            + options.choice(called),
            answer=right,
            others=others,
        )

    def answers(self) -> tuple[bool, ...]:
        return tuple(part.right for part in self.parts)


def _lines(fence: Fence, quotes: Sequence[Node]) -> list[runs.Line]:
    """Return the words of the message; note what is no words."""
    found = list(runs.lines(quotes))
    others = [each for each in found if not isinstance(each, runs.Line)]
    if others:
        line = markdown.line_of(next((each for each in others if each.map), quotes[0]))
        fence.error(line, "message-of-words")
    return [each for each in found if isinstance(each, runs.Line) and each.text]


def _fit(fence: Fence, items: Sequence[options.Item]) -> bool:
    """Return whether there are parts to tell apart, and few enough to look for."""
    right = sum(item.box for item in items)
    if not FEWEST <= len(items) <= MOST:
        line = items[0].line
        fence.error(line, "parts-count", count=len(items), fewest=FEWEST, most=MOST)
    elif not right:
        fence.error(items[0].line, "no-suspicious-part")
    elif right == len(items):
        fence.error(items[0].line, "no-harmless-part")
    return FEWEST <= len(items) <= MOST


def _place(
    fence: Fence, item: options.Item, lines: Sequence[runs.Line], message: Message
) -> Place | None:
    """Return where the words of an item stand; note when they stand nowhere."""
    if item.empty:
        return None  # told of already
    words = runs.flat(item.words)
    head = {name: getattr(message, name) for name in FIELDS if getattr(message, name)}
    place = copied.find(words, lines, head)
    if place is None:
        guess = partial(copied.nearest_to, words, lines, head)
        fence.error(item.line, "part-not-found", text=words, guess=guess)
    return place


def _apart(fence: Fence, items: Sequence[options.Item], places: Sequence[Place | None]) -> bool:
    """Return whether every part was found, and none stands in another; note those that do."""
    apart = None not in places
    for at, place in enumerate(places):
        for first, other in enumerate(places[:at]):
            if place and other and place.meets(other):
                line, text = items[first].line, runs.flat(items[at].words)
                fence.error(items[at].line, "parts-overlap", text=text, first=line)
                apart = False
                break
    return apart


def _part(fence: Fence, item: options.Item, place: Place | None) -> Part:
    feedback = options.feedback(fence, item)
    return Part(place.text if place else "", place.field if place else "", item.box, feedback)


def _pieces(line: runs.Line, at: int, places: Sequence[Place | None]) -> tuple[Piece, ...]:
    """Cut a line into its parts and what stands between them."""
    parts = sorted(
        (place.start, place.end, part)
        for part, place in enumerate(places)
        if place and place.line == at
    )
    pieces: list[Piece] = []
    end = 0
    for start, stop, part in (*parts, (len(line.text), len(line.text), None)):
        cuts = sorted({end, start, *(cut for cut in line.cuts() if end < cut < start)})
        pieces += [_piece(line, *span, None) for span in pairwise(cuts)]
        if part is not None:
            pieces.append(_piece(line, start, stop, part))
        end = stop
    return tuple(pieces)


def _piece(line: runs.Line, start: int, end: int, part: int | None) -> Piece:
    dead, strong = (
        any(first <= start and end <= last for first, last in spans)
        for spans in (line.dead, line.strong)
    )
    return Piece(line.text[start:end], part, dead, strong)


def _drawn(piece: Piece) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    text = f'<span class="suluh-dead-link">{text}</span>' if piece.dead else text
    return f"<strong>{text}</strong>" if piece.strong else text
