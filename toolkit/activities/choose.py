"""choose: one or several right options, feedback for every option, hints that open one by one."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from toolkit.lesson import messages, options, paper, plain
from toolkit.lesson.fence import Fence, section
from toolkit.lesson.nouns import (
    Activity,
    Handout,
    Message,
    Option,
    Response,
    ResponseError,
    are_places,
)
from toolkit.lesson.sources import unmarked

WORDS = {
    "hint": {"id": "Beri petunjuk", "en": "Give me a hint"},
    "next_hint": {"id": "Petunjuk berikutnya", "en": "Next hint"},
    "hints": {"id": "Petunjuk", "en": "Hints"},
    "several": {"id": "Boleh pilih lebih dari satu.", "en": "You may choose more than one."},
    "right_option": {"id": "Jawaban yang tepat", "en": "The right answer"},
    "also_right": {"id": "Ini juga tepat", "en": "This one is right too"},
}

PROBLEMS = {
    "no-right-option": {
        "id": "Pilihan yang benar belum ditandai.",
        "en": "No option is marked as the right one.",
    },
    "no-right-option-how": {
        "id": "Tulis [x] di depan pilihan yang benar.",
        "en": "Write [x] in front of the right option.",
    },
    "all-options-right": {
        "id": "Semua pilihan ditandai benar, jadi tidak ada yang perlu dipilih.",
        "en": "Every option is marked as right, so there is nothing to choose.",
    },
    "all-options-right-how": {
        "id": "Ganti [x] menjadi [ ] pada pilihan yang tidak benar.",
        "en": "Change [x] to [ ] on the options that are not right.",
    },
    "one-option": {
        "id": "Hanya ada satu pilihan.",
        "en": "There is only one option.",
    },
    "one-option-how": {
        "id": "Tambahkan pilihan lain di bawahnya, sebaiknya tiga seluruhnya.",
        "en": "Add other options under it, three in all at best.",
    },
    "right-option-longest": {
        "id": "Pilihan yang benar jauh lebih panjang daripada yang lain, sehingga mudah ditebak.",
        "en": "The right option is much longer than the others, which gives it away.",
    },
    "right-option-longest-how": {
        "id": "Persingkat pilihan itu, atau buat yang lain sama panjangnya.",
        "en": "Shorten it, or make the others as long.",
    },
}


@dataclass(frozen=True)
class Choose(Activity):
    """A question with options to choose from.

    A response is `{"options": [0, 2]}`, the places of the chosen ones; it is right when they are
    exactly the right ones.
    """

    kind = "choose"
    also_called = ("pilih", "pilihan")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    message: Message | None
    options: tuple[Option, ...]
    hints: tuple[str, ...]  # HTML

    def asked(self, _language: str) -> str:
        return plain.of_html(unmarked(self.question))

    @property
    def several(self) -> bool:
        """Whether more than one option is right, so that several may be ticked."""
        return sum(self.answers()) > 1

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        found = options.read(fence)
        question, message = messages.read(fence, found.before)
        rest, hints = section(found.after)
        fence.leftover(rest)
        if not question:
            fence.error(fence.line, "no-question")
        if not found.items:
            return None
        chosen = tuple(
            Option(fence.inline(item.words), item.box, options.feedback(fence, item), item.line)
            for item in found.items
        )
        _check(fence, chosen)
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(question),
            message=message,
            options=chosen,
            hints=tuple(fence.inline(hint.children) for hint in hints),
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            line=0,
            question=data["question"],
            message=messages.from_data(data["message"]),
            options=tuple(Option(**option, line=0) for option in data["options"]),
            hints=tuple(data["hints"]),
        )

    def data(self) -> dict[str, Any]:
        return {**super().data(), "several": self.several}

    def _judge(self, response: Response) -> bool | None:
        chosen = response.get("options")
        most = len(self.options) if self.several else 1
        if not are_places(chosen, len(self.options)) or not 1 <= len(chosen) <= most:
            raise ResponseError('"options" must be a list of places of options, each once')
        return all(right == (place in chosen) for place, right in enumerate(self.answers()))

    def responses(self) -> Iterator[Response]:
        for place in range(len(self.options)):
            yield {"options": [place]}
        if self.several:
            yield {"options": [place for place, right in enumerate(self.answers()) if right]}
            yield {"options": list(range(len(self.options)))}

    def handout(self, language: str) -> Handout:
        drawn = paper.called([option.html for option in self.options])
        right, others = paper.answers(drawn, self.options)
        hints = "".join(f"<li>{hint}</li>" for hint in self.hints)
        return Handout(
            question=messages.handout(self.message, language)
            + self.question
            + (paper.how(WORDS, "several", language) if self.several else "")
            + options.choice(drawn),
            answer=right,
            others=others,
            hints=f"<ol>{hints}</ol>" if hints else "",
        )

    def answers(self) -> tuple[bool, ...]:
        return tuple(option.right for option in self.options)


def _check(fence: Fence, chosen: tuple[Option, ...]) -> None:
    right = [option for option in chosen if option.right]
    wrong = [option for option in chosen if not option.right]
    if len(chosen) == 1:
        fence.error(chosen[0].line, "one-option")
    elif not right:
        fence.error(chosen[0].line, "no-right-option")
    elif not wrong:
        fence.error(chosen[0].line, "all-options-right")
    else:
        longest = max(options.length(option.html) for option in wrong)
        for option in right:
            if options.length(option.html) > max(1.6 * longest, longest + 20):
                fence.advice(option.line, "right-option-longest")
                break
