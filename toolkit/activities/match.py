"""match: what belongs to what, a claim and its origin, a label and its meaning."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from toolkit.lesson import arrows, messages, options, paper, plain
from toolkit.lesson.arrows import Arrow
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Handout, Message, Response, ResponseError
from toolkit.lesson.shuffle import shuffled

FEWEST, MOST = 3, 6

WORDS = {
    "pair": {"id": "Pasangan {place} dari {count}", "en": "Pair {place} of {count}"},
    "choose": {"id": "Pilih", "en": "Choose"},
    "change": {"id": "Ubah", "en": "Change"},
    "reuse": {
        "id": "Satu jawaban boleh dipakai lebih dari sekali.",
        "en": "An answer may be used more than once.",
    },
    "on_paper": {
        "id": "Tarik garis dari kiri ke pasangannya di kanan.",
        "en": "Draw a line from the left to what belongs to it on the right.",
    },
    "on_paper_again": {
        "id": "Tarik garis dari kiri ke kanan. Yang di kanan boleh dipakai lebih dari sekali.",
        "en": "Draw lines from left to right. What is on the right may be used more than once.",
    },
    "yours": {"id": "Pilihan Anda", "en": "Your choice"},
    "right_choice": {"id": "Pasangan yang tepat", "en": "The right match"},
    "in_place": {"id": "Sudah tepat", "en": "Right"},
    "count_right": {
        "id": "{right} dari {count} pasangan sudah tepat.",
        "en": "{right} of {count} pairs are right.",
    },
}

PROBLEMS = {
    "no-pairs": {
        "id": "Pasangan-pasangannya belum ada.",
        "en": "There are no pairs.",
    },
    "no-pairs-how": {
        "id": 'Tulis satu baris untuk setiap pasangan: "- Nomor panggil -> Letak buku di rak".',
        "en": 'Write a line for each: "- Call number -> Where the book stands".',
    },
    "pairs-count": {
        "id": "Jumlah pasangan di sini {count}.",
        "en": "The number of pairs here is {count}.",
    },
    "pairs-count-how": {
        "id": "Tulis {fewest} sampai {most} pasangan; tiga atau empat paling pas untuk layar HP.",
        "en": "Write {fewest} to {most} of them; three or four fit a phone best.",
    },
    "pair-without-arrow": {
        "id": 'Pasangan "{text}" belum punya panah.',
        "en": 'The pair "{text}" has no arrow.',
    },
    "pair-without-arrow-how": {
        "id": 'Tulis " -> " di antara keduanya, dengan spasi di kiri dan kanan.',
        "en": 'Write " -> " between the two, with a space on either side.',
    },
    "pair-with-arrows": {
        "id": 'Pasangan "{text}" punya lebih dari satu panah.',
        "en": 'The pair "{text}" has more than one arrow.',
    },
    "pair-with-arrows-how": {
        "id": "Pakai satu panah saja; pisahkan urutan menu dengan koma.",
        "en": "Use only one; separate the steps of a menu with commas.",
    },
    "half-pair": {
        "id": 'Satu sisi pasangan "{text}" masih kosong.',
        "en": 'One side of the pair "{text}" is empty.',
    },
    "half-pair-how": {
        "id": "Tulis kata-kata di kiri dan kanan panah.",
        "en": "Write words on the left and the right of the arrow.",
    },
    "one-answer": {
        "id": "Semua pasangan punya jawaban yang sama, jadi tidak ada yang perlu dipilih.",
        "en": "All pairs have the same answer, so there is nothing to choose.",
    },
    "one-answer-how": {
        "id": "Tulis jawaban yang berbeda di kanan panah, dua macam atau lebih.",
        "en": "Write different answers on the right of the arrows, two or more.",
    },
    "same-left": {
        "id": '"{text}" sudah ada di baris {first}.',
        "en": '"{text}" is already on line {first}.',
    },
    "same-left-how": {
        "id": "Tulis setiap kata di kiri panah sekali saja; yang di kanan boleh sama.",
        "en": "Write what is on the left of an arrow only once; the right may repeat.",
    },
}


@dataclass(frozen=True)
class Pair:
    """Something, and which of the choices belongs to it."""

    html: str
    right: int  # the place in the choices
    feedback: str  # HTML; "" where the author wrote none


@dataclass(frozen=True)
class Match(Activity):
    """Pairs to put together, from one list of choices for all.

    A response is `{"pairs": [1, 0, 1]}`, for each pair the place of a choice; it is right when all
    of them are.
    """

    kind = "match"
    also_called = ("pasangan", "pasangkan", "cocokkan", "jodohkan", "pairs")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    message: Message | None
    pairs: tuple[Pair, ...]
    choices: tuple[str, ...]  # HTML, in the order they are shown

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        found = options.listed(fence, fence.nodes)
        question, message = messages.read(fence, found.before)
        fence.leftover(found.after)
        if not question:
            fence.error(fence.line, "no-question")
        if not found.items:
            fence.error(fence.line, "no-pairs")
            return None
        if not FEWEST <= len(found.items) <= MOST:
            line, count = found.items[0].line, len(found.items)
            fence.error(line, "pairs-count", count=count, fewest=FEWEST, most=MOST)
        sides = [_sides(fence, item) for item in found.items]
        feedback = [options.feedback(fence, item) for item in found.items]
        lefts = [side.left for side in sides if side]
        rights = [_words(side.right) for side in sides if side]
        if len(sides) > len(rights):
            return None
        _check(fence, found.items, [_words(left) for left in lefts], rights)
        answers = list(dict.fromkeys(rights))
        shown = [answers[place] for place in shuffled(fence.id, len(answers))]
        drawn = {_words(side.right): fence.inline(side.right) for side in sides if side}
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(question),
            message=message,
            pairs=tuple(
                Pair(fence.inline(left), shown.index(right), said)
                for left, right, said in zip(lefts, rights, feedback, strict=True)
            ),
            choices=tuple(drawn[each] for each in shown),
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            line=0,
            question=data["question"],
            message=messages.from_data(data["message"]),
            pairs=tuple(Pair(**pair) for pair in data["pairs"]),
            choices=tuple(data["choices"]),
        )

    def _judge(self, response: Response) -> bool | None:
        chosen = response.get("pairs")
        if (
            not isinstance(chosen, list)
            or len(chosen) != len(self.pairs)
            or not all(type(place) is int and 0 <= place < len(self.choices) for place in chosen)
        ):
            raise ResponseError('"pairs" must be a list with the place of a choice for each pair')
        return chosen == list(self.answers())

    def responses(self) -> Iterator[Response]:
        right, count = list(self.answers()), len(self.choices)
        yield {"pairs": right}
        yield {"pairs": [(place + 1) % count for place in right]}
        yield {"pairs": [0] * len(right)}
        for at, place in enumerate(right):
            yield {"pairs": [*right[:at], (place + 1) % count, *right[at + 1 :]]}

    def handout(self, language: str) -> Handout:
        lefts = [pair.html for pair in self.pairs]
        again = "on_paper_again" if len(self.choices) < len(lefts) else "on_paper"
        return Handout(
            question=messages.handout(self.message, language)
            + self.question
            + paper.how(WORDS, again, language)
            + paper.columns(lefts, self.choices),
            answer="".join(
                paper.told(
                    f"{number}–{paper.letter(pair.right)}. "
                    f"{pair.html} – {self.choices[pair.right]}",
                    pair.feedback,
                    right=True,
                )
                for number, pair in enumerate(self.pairs, 1)
            ),
        )

    def answers(self) -> tuple[int, ...]:
        return tuple(pair.right for pair in self.pairs)


def _sides(fence: Fence, item: options.Item) -> Arrow | None:
    """Return what stands left and right of the arrow; note when that is not clear."""
    if item.empty:
        return None  # told of already
    text = plain.text(item.words)
    fence.leftover(item.words[1:])
    arrow = arrows.split(item.words)
    if arrow is None:
        fence.error(item.line, "pair-without-arrow", text=text)
    elif not (arrow.left and arrow.right):
        fence.error(item.line, "half-pair", text=text)
    elif arrow.count > 1:
        fence.error(item.line, "pair-with-arrows", text=text)
    else:
        return arrow
    return None


def _words(parts: Sequence[Any]) -> str:
    """Return one side of a pair in the form in which two that say the same are the same."""
    return " ".join(plain.flat(parts).lower().split())


def _check(
    fence: Fence, items: Sequence[options.Item], lefts: Sequence[str], rights: Sequence[str]
) -> None:
    if len(set(rights)) == 1 and len(rights) > 1:
        fence.error(items[0].line, "one-answer")
    first: dict[str, int] = {}
    for item, left in zip(items, lefts, strict=True):
        if left in first:
            fence.error(item.line, "same-left", text=left, first=first[left])
        first.setdefault(left, item.line)
