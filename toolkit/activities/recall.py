"""recall: say it in your own words, then compare with a model answer and mark yourself."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from toolkit.lesson import paper
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Handout, Response, ResponseError
from toolkit.words import say

MARKS = range(3)
"""Not yet, partly, had it."""

LINES = 3
"""To write on, where it is on paper."""

WORDS = {
    "own_words": {
        "id": "Tulis dengan kata-kata Anda sendiri, atau ucapkan dalam hati.",
        "en": "Write it in your own words, or say it to yourself.",
    },
    "private": {
        "id": "Tulisan ini tidak dikirim dan tidak disimpan.",
        "en": "What you write is not sent and not stored.",
    },
    "compare": {"id": "Bandingkan", "en": "Compare"},
    "model": {"id": "Contoh jawaban", "en": "A model answer"},
    "how_close": {"id": "Seberapa dekat jawaban Anda?", "en": "How close was your answer?"},
    "mark_0": {"id": "Belum ingat", "en": "Not yet"},
    "mark_1": {"id": "Sebagian", "en": "Partly"},
    "mark_2": {"id": "Sudah sama", "en": "I had it"},
    "thanks_0": {
        "id": "Tidak apa-apa. Berusaha mengingat saja sudah menguatkan ingatan.",
        "en": "That is fine. Trying to remember already makes memory stronger.",
    },
    "thanks_1": {
        "id": "Bagus. Bagian yang terlewat kini lebih mudah diingat.",
        "en": "Good. The part you missed is now easier to remember.",
    },
    "thanks_2": {
        "id": "Bagus. Coba ingat lagi minggu depan.",
        "en": "Good. Try to remember it again next week.",
    },
}

PROBLEMS = {
    "no-model-answer": {
        "id": "Contoh jawaban belum ada.",
        "en": "There is no model answer.",
    },
    "no-model-answer-how": {
        "id": 'Tambahkan di bawah pertanyaan, diawali ">".',
        "en": 'Add it below the question, on a line that starts with ">".',
    },
}


@dataclass(frozen=True)
class Recall(Activity):
    """A question to answer from memory.

    A response is `{"mark": 0 | 1 | 2}`, what patrons think of their own answer. It is not judged,
    and what they wrote never leaves their device.
    """

    kind = "recall"
    also_called = ("ingat",)
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    answer: str  # HTML

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        fence.values(())
        quotes = [node for node in fence.nodes if node.type == "blockquote"]
        question = [node for node in fence.nodes if node.type != "blockquote"]
        if not question:
            fence.error(fence.line, "no-question")
        if not quotes:
            fence.error(fence.line, "no-model-answer")
        answer = [block for quote in quotes for block in quote.children]
        return cls(fence.id, fence.line, fence.html(question), fence.html(answer))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["id"], 0, data["question"], data["answer"])

    def _judge(self, response: Response) -> bool | None:
        mark = response.get("mark")
        if type(mark) is not int or mark not in MARKS:
            raise ResponseError('"mark" must be 0, 1 or 2')
        return None

    def responses(self) -> Iterator[Response]:
        for mark in MARKS:
            yield {"mark": mark}

    def handout(self, language: str) -> Handout:
        question = self.question + paper.how(WORDS, "own_words", language) + paper.lines(LINES)
        return Handout(question, self.answer, heading=say(WORDS, "model", language))
