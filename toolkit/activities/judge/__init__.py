"""judge: a message, headline or post. How sure is one that it is true, also after checking."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Self

from toolkit.activities.judge import results, sides
from toolkit.activities.judge.results import Result
from toolkit.activities.judge.sides import SIDES, Sides
from toolkit.lesson import messages, options, paper
from toolkit.lesson.fence import Fence, section
from toolkit.lesson.nouns import Activity, Handout, Message, Response, ResponseError
from toolkit.words import say

__all__ = ["SIDES", "Judge"]

POINTS = 4
UNSURE = "unsure"

WORDS = {
    "unsure": {"id": "Belum tahu, saya cek dulu", "en": "I don’t know yet, I’ll check first"},
    "checked": {
        "id": "Anda sudah mengecek. Sekarang, bagaimana menurut Anda?",
        "en": "You have checked. What do you think now?",
    },
    "before": {
        "id": "Sebelum mengecek, Anda memilih: {point}.",
        "en": "Before checking you chose: {point}.",
    },
    "unsure_verdict": {"id": "Belum yakin? Tidak apa-apa.", "en": "Not sure? That is fine."},
    "unsure_claim": {
        "id": "Selama belum yakin, jangan dibagikan dan jangan diikuti. Ini jawabannya:",
        "en": "While you are not sure, do not share it and do not act on it. Here is the answer:",
    },
    "unsure_contact": {
        "id": "Selama belum yakin, jangan dijawab dan jangan diikuti. Ini jawabannya:",
        "en": "While you are not sure, do not reply and do not act on it. Here is the answer:",
    },
    "unsure_reading": {
        "id": "Kalau ragu, baca sekali lagi atau tanyakan. Ini jawabannya:",
        "en": "When in doubt, read it once more or ask. Here is the answer:",
    },
    "on_degrees": {
        "id": (
            "Di HP setiap sisi punya dua tingkat, misalnya “{sure}” dan “{likely}”. "
            "Keduanya dihitung sama."
        ),
        "en": (
            "On a phone each side has two degrees, such as “{sure}” and “{likely}”. "
            "Both count the same."
        ),
    },
    "on_unsure": {
        "id": (
            "“Belum tahu, saya cek dulu” jawaban yang jujur, tidak dihitung benar atau salah. "
            "Ajak yang memilihnya membaca kata sumber lain, lalu menilai."
        ),
        "en": (
            "“I don’t know yet, I’ll check first” is an honest answer, counted neither way. "
            "Have those who choose it read what others say, then judge."
        ),
    },
    "other_side": {
        "id": "Untuk yang menjawab sebaliknya",
        "en": "For those who answered the other way",
    },
    **sides.WORDS,
    **results.WORDS,
}

PROBLEMS = {
    "no-frame": {
        "id": "Pesan ini belum punya bingkai.",
        "en": "This message has no frame.",
    },
    "no-frame-how": {
        "id": 'Tambahkan ":frame: chat" tepat di bawah baris pembuka (atau {known}).',
        "en": 'Add ":frame: chat" right under the opening line (or {known}).',
    },
    **sides.PROBLEMS,
    **results.PROBLEMS,
}


@dataclass(frozen=True)
class Judge(Activity):
    """Something true or false, to be judged on four points, with other voices to look at first.

    A response is `{"point": 3}`, from 0 (surely false) to 3 (surely true), or "unsure", which is
    an answer too and not judged. `before` is the point chosen before the *Cek dulu* sheet was
    opened, `checked` whether it was: they measure the habit and do not change the judgement.
    """

    kind = "judge"
    also_called = ("nilai", "menilai")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    message: Message
    pair: str  # of `SIDES`: a claim, somebody's contact, or what someone reads out of a record
    truth: bool
    feedback: Sides
    results: tuple[Result, ...]

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        found = options.read(fence)
        question, message = messages.read(fence, found.before)
        rest, searched = section(found.after)
        fence.leftover(rest)
        if message is None and not messages.keys(fence):  # else that was told of already
            fence.error(fence.line, "no-frame", known=", ".join([*messages.FRAMES][1:]))
        judgement = sides.read(fence, found.items)
        shown = results.read(fence, searched)
        if message is None or judgement is None:
            return None
        pair, truth, feedback = judgement
        default = f"<p>{escape(say(WORDS, f'question_{pair}', fence.language))}</p>"
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(question) or default,
            message=message,
            pair=pair,
            truth=truth,
            feedback=feedback,
            results=shown,
        )

    def asked(self, language: str) -> str:
        # Not the question of the lesson: it may quote what is to be judged.
        return say(WORDS, f"question_{self.pair}", language)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            line=0,
            question=data["question"],
            message=Message(**data["message"]),
            pair=data["pair"],
            truth=data["truth"],
            feedback=Sides(**data["feedback"]),
            results=tuple(Result(**result) for result in data["results"]),
        )

    def _judge(self, response: Response) -> bool | None:
        point, before = response.get("point"), response.get("before")
        if not _is_point(point) or not (before is None or _is_point(before)):
            raise ResponseError(f'"point" and "before" must be 0 to {POINTS - 1} or "{UNSURE}"')
        if type(response.get("checked", False)) is not bool:
            raise ResponseError('"checked" must be true or false')
        if point == UNSURE:
            return None
        return bool(response["point"] >= POINTS // 2) == self.truth

    def responses(self) -> Iterator[Response]:
        for point in (*range(POINTS), UNSURE):
            yield {"point": point, "before": None, "checked": False}
        yield {"point": 0, "before": UNSURE, "checked": True}
        yield {"point": POINTS - 1, "before": 0, "checked": True}

    def handout(self, language: str) -> Handout:
        names = sides.called(self.pair, language)
        side, other = names[self.truth], names[not self.truth].capitalize()
        told = (self.feedback.false, self.feedback.true)
        verdict = say(WORDS, f"stamp_{self.pair}_{'true' if self.truth else 'false'}", language)
        if verdict.lower() not in side:  # the word on the screen, and the side that was to choose
            verdict = f"{verdict}. {side.capitalize()}"
        return Handout(
            question=messages.handout(self.message, language)
            + self.question
            + options.choice([*names, say(WORDS, "unsure", language)]),
            answer=paper.told(escape(verdict), told[self.truth], right=True),
            others=paper.told(escape(other), told[not self.truth], right=False),
            checks=results.handout(self.results),
            on_phone=f"<p>{escape(self._degrees(language))}</p>"
            f"<p>{escape(say(WORDS, 'on_unsure', language))}</p>",
        )

    def _degrees(self, language: str) -> str:
        """Return how the points on the screen become the sides on paper."""
        sure, likely = (say(WORDS, f"{self.pair}_{point}", language) for point in (0, 1))
        return say(WORDS, "on_degrees", language, sure=sure, likely=likely)

    def answers(self) -> tuple[bool, ...]:
        return (not self.truth, self.truth)

    def truthful(self) -> bool | None:
        return self.truth


def _is_point(value: object) -> bool:
    return value == UNSURE or (type(value) is int and 0 <= value < POINTS)
