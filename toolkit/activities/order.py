"""order: steps to put in the order in which they are done."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from toolkit.lesson import options, paper, plain
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Handout, Key, Response, ResponseError, are_places
from toolkit.lesson.shuffle import shuffled

FEWEST, MOST = 3, 6

WORDS = {
    "how": {
        "id": "Pindahkan dengan tombol panah, atau geser ke tempatnya.",
        "en": "Move the steps with the arrow buttons, or drag them.",
    },
    "up": {"id": "Naikkan", "en": "Move up"},
    "down": {"id": "Turunkan", "en": "Move down"},
    "place": {"id": "Urutan {place} dari {count}", "en": "Place {place} of {count}"},
    "top": {"id": "Sudah paling atas", "en": "Already at the top"},
    "bottom": {"id": "Sudah paling bawah", "en": "Already at the bottom"},
    "on_paper": {
        "id": "Tulis nomor urutnya di garis: 1 untuk yang pertama.",
        "en": "Write their order on the lines: 1 for the first.",
    },
    "right_order": {"id": "Urutan yang tepat", "en": "The right order"},
    "yours": {
        "id": "Anda menaruhnya di urutan {place}",
        "en": "You put this at place {place}",
    },
    "in_place": {"id": "Sudah pada tempatnya", "en": "In its place"},
    "count_right": {
        "id": "{right} dari {count} sudah pada tempatnya.",
        "en": "{right} of {count} are in their place.",
    },
}

PROBLEMS = {
    "no-order": {
        "id": "Langkah-langkah yang akan diurutkan belum ada.",
        "en": "There are no steps to put in order.",
    },
    "no-order-how": {
        "id": 'Tulis dalam urutan yang tepat, setiap baris diawali angka: "1.", "2.", "3.".',
        "en": 'Write them in the right order, each line starting with a number: "1.", "2.", "3.".',
    },
    "order-count": {
        "id": "Langkah yang akan diurutkan: {count}.",
        "en": "Steps to put in order: {count}.",
    },
    "order-count-how": {
        "id": "Tulis {fewest} sampai {most} langkah; empat paling pas untuk layar HP.",
        "en": "Write {fewest} to {most} of them; four fit a phone best.",
    },
    "same-words": {
        "id": 'Langkah "{text}" sudah ada di baris {first}, jadi tidak bisa dibedakan.',
        "en": 'The step "{text}" is already on line {first}, so nobody can tell them apart.',
    },
    "same-words-how": {
        "id": "Ganti kata-katanya, atau hapus salah satunya.",
        "en": "Change its words, or remove one of them.",
    },
}


@dataclass(frozen=True)
class Item:
    """One of the steps, and why it stands where it does."""

    html: str
    feedback: str  # HTML; "" where the author wrote none


@dataclass(frozen=True)
class Order(Activity):
    """Steps to put in order.

    A response is `{"order": [2, 0, 1]}`, the places of the steps from the one put first to the one
    put last; it is right when they are as in the lesson file.
    """

    kind = "order"
    also_called = ("urutan", "urutkan", "susun", "sort")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    items: tuple[Item, ...]  # in the right order

    @property
    def shown(self) -> tuple[int, ...]:
        """The order in which the steps are first shown, never the right one."""
        return shuffled(self.id, len(self.items))

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        fence.values(())
        found = options.listed(fence, fence.nodes, "ordered_list")
        fence.leftover(found.after)
        if not found.items:
            fence.error(fence.line, "no-order")
            return None
        if not found.before:
            fence.error(fence.line, "no-question")
        if not FEWEST <= len(found.items) <= MOST:
            line, count = found.items[0].line, len(found.items)
            fence.error(line, "order-count", count=count, fewest=FEWEST, most=MOST)
        _check(fence, found.items)
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(found.before),
            items=tuple(
                Item(fence.inline(item.words), options.feedback(fence, item))
                for item in found.items
            ),
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            line=0,
            question=data["question"],
            items=tuple(Item(**item) for item in data["items"]),
        )

    def data(self) -> dict[str, Any]:
        return {**super().data(), "shown": list(self.shown)}

    def _judge(self, response: Response) -> bool | None:
        order = response.get("order")
        if not are_places(order, len(self.items)) or len(order) < len(self.items):
            raise ResponseError('"order" must be a list of the places of all steps, each once')
        return order == sorted(order)

    def responses(self) -> Iterator[Response]:
        places = list(range(len(self.items)))
        yield {"order": places}
        yield {"order": list(self.shown)}
        yield {"order": places[::-1]}
        yield {"order": [1, 0, *places[2:]]}

    def handout(self, language: str) -> Handout:
        items = [self.items[place] for place in self.shown]
        letters = (paper.letter(self.shown.index(place)) for place in range(len(items)))
        listed = "".join(
            f"<li><strong>{item.html}</strong>{item.feedback}</li>" for item in self.items
        )
        return Handout(
            question=self.question
            + paper.how(WORDS, "on_paper", language)
            + paper.numbers([item.html for item in items]),
            answer=paper.told(", ".join(letters), f"<ol>{listed}</ol>", right=True),
        )

    def answers(self) -> tuple[Key, ...]:
        """Return how many steps there are: what comes first, only their words can say."""
        return (len(self.items),)


def _check(fence: Fence, items: Sequence[options.Item]) -> None:
    """Note steps that say the same: only one of two orders would be right, and nobody knows it."""
    first: dict[str, int] = {}
    for item in items:
        text = plain.text(item.words)
        if text and text.lower() in first:
            fence.error(item.line, "same-words", text=text, first=first[text.lower()])
        first.setdefault(text.lower(), item.line)
