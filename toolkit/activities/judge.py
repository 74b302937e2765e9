"""judge: a message, headline or post. How sure is one that it is true, also after checking."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Self

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import markdown, messages, options, plain
from toolkit.lesson.fence import Fence, section
from toolkit.lesson.nouns import Activity, Handout, Message, Response, ResponseError
from toolkit.lesson.problems import nearest
from toolkit.words import say

SIDES = {
    "claim": {"id": ("tidak benar", "benar"), "en": ("not true", "true")},
    "contact": {"id": ("penipuan", "asli"), "en": ("a scam", "genuine")},
    "reading": {"id": ("keliru", "tepat"), "en": ("mistaken", "right")},
}
"""What the two sides are called in a lesson file, the false one first."""

_MEANT = {
    **dict.fromkeys(("hoaks", "hoax", "palsu", "salah", "bohong"), ("claim", False)),
    **dict.fromkeys(("false", "fake", "untrue", "wrong"), ("claim", False)),
    **dict.fromkeys(("fakta", "betul", "fact"), ("claim", True)),
    **dict.fromkeys(("scam", "penipu", "tipuan", "modus", "phishing", "fraud"), ("contact", False)),
    **dict.fromkeys(("tidak tepat", "meleset", "misread"), ("reading", False)),
    **dict.fromkeys(("sesuai", "correct"), ("reading", True)),
    **dict.fromkeys(("resmi", "sah", "official", "authentic", "legit"), ("contact", True)),
}
"""What people write instead of a side, where it does not look like it."""

TWO = 2
POINTS = 4
UNSURE = "unsure"
RESULTS = range(2, 5)

WORDS = {
    "question_claim": {
        "id": "Menurut Anda, kabar ini benar atau tidak?",
        "en": "What do you think: is this true or not?",
    },
    "question_contact": {
        "id": "Menurut Anda, pesan ini asli atau penipuan?",
        "en": "What do you think: is this message genuine or a scam?",
    },
    "question_reading": {
        "id": "Menurut Anda, keterangan ini tepat atau keliru?",
        "en": "What do you think: is this right or mistaken?",
    },
    "claim_0": {"id": "Yakin tidak benar", "en": "Definitely not true"},
    "claim_1": {"id": "Sepertinya tidak benar", "en": "Probably not true"},
    "claim_2": {"id": "Sepertinya benar", "en": "Probably true"},
    "claim_3": {"id": "Yakin benar", "en": "Definitely true"},
    "contact_0": {"id": "Yakin penipuan", "en": "Definitely a scam"},
    "contact_1": {"id": "Sepertinya penipuan", "en": "Probably a scam"},
    "contact_2": {"id": "Sepertinya asli", "en": "Probably genuine"},
    "contact_3": {"id": "Yakin asli", "en": "Definitely genuine"},
    "reading_0": {"id": "Yakin keliru", "en": "Definitely mistaken"},
    "reading_1": {"id": "Sepertinya keliru", "en": "Probably mistaken"},
    "reading_2": {"id": "Sepertinya tepat", "en": "Probably right"},
    "reading_3": {"id": "Yakin tepat", "en": "Definitely right"},
    "unsure": {"id": "Belum tahu, saya cek dulu", "en": "I don’t know yet, I’ll check first"},
    "check": {"id": "Cek dulu", "en": "Check first"},
    "see_others": {"id": "Lihat kata sumber lain", "en": "See what others say"},
    "results_title": {"id": "Kata sumber lain", "en": "What others say"},
    "results_note": {
        "id": "Hasil pencarian ini tiruan untuk latihan. Baca judul, alamat, dan tanggalnya.",
        "en": (
            "These search results are made up for practice. Read the title, the address and"
            " the date."
        ),
    },
    "to_question": {"id": "Kembali ke pertanyaan", "en": "Back to the question"},
    "checked": {
        "id": "Anda sudah mengecek. Sekarang, bagaimana menurut Anda?",
        "en": "You have checked. What do you think now?",
    },
    "before": {
        "id": "Sebelum mengecek, Anda memilih: {point}.",
        "en": "Before checking you chose: {point}.",
    },
    "stamp_claim_false": {"id": "HOAKS", "en": "HOAX"},
    "stamp_claim_true": {"id": "BENAR", "en": "TRUE"},
    "stamp_contact_false": {"id": "PENIPUAN", "en": "SCAM"},
    "stamp_contact_true": {"id": "ASLI", "en": "GENUINE"},
    "stamp_reading_false": {"id": "KELIRU", "en": "MISTAKEN"},
    "stamp_reading_true": {"id": "TEPAT", "en": "RIGHT"},
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
    "sides": {
        "id": "Penilaian ini harus punya tepat dua sisi, tetapi di sini ada {count}.",
        "en": "This judgement needs exactly two sides, but it has {count}.",
    },
    "sides-how": {
        "id": 'Tulis satu "- [ ] {false}" dan satu "- [x] {true}", dengan [x] pada yang tepat.',
        "en": 'Write one "- [ ] {false}" and one "- [x] {true}", with [x] at the right one.',
    },
    "unknown-side": {
        "id": 'Sisi "{side}" tidak dikenal.',
        "en": 'The side "{side}" is not known.',
    },
    "unknown-side-how": {
        "id": "Pakai salah satu pasangan ini: {known}.",
        "en": "Use one of these pairs: {known}.",
    },
    "no-right-side": {
        "id": "Belum jelas sisi mana yang tepat.",
        "en": "It is not clear which side is right.",
    },
    "no-right-side-how": {
        "id": "Tulis [x] di depan sisi yang tepat dan [ ] di depan sisi yang lain.",
        "en": "Write [x] in front of the right side and [ ] in front of the other.",
    },
    "no-results": {
        "id": 'Lembar "Cek dulu" masih kosong, jadi tidak ada yang bisa dicek.',
        "en": 'The "Check first" sheet is empty, so there is nothing to check.',
    },
    "no-results-how": {
        "id": "Tambahkan dua sampai empat hasil pencarian bernomor di bawah kedua sisi.",
        "en": "Add two to four numbered search results below the two sides.",
    },
    "results-count": {
        "id": 'Hasil di lembar "Cek dulu": {count}.',
        "en": 'Results on the "Check first" sheet: {count}.',
    },
    "results-count-how": {
        "id": "Dua sampai empat hasil paling pas untuk layar HP.",
        "en": "Two to four fit a phone best.",
    },
    "result-address": {
        "id": "Hasil pencarian ini belum punya alamat.",
        "en": "This search result has no address.",
    },
    "result-address-how": {
        "id": "Tulis alamat dan tanggal pada baris kedua, misalnya: kominfo.go.id, 12 Maret 2025.",
        "en": "Write address and date on the second line, such as: kominfo.go.id, 12 March 2025.",
    },
}


@dataclass(frozen=True)
class Sides:
    """Feedback (HTML) for those who answered one side or the other."""

    false: str
    true: str


@dataclass(frozen=True)
class Result:
    """What a search would show; everything but `html` is plain text."""

    title: str
    address: str
    date: str
    html: str


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
        rest, results = section(found.after)
        fence.leftover(rest)
        if message is None and not messages.keys(fence):  # else that was told of already
            fence.error(fence.line, "no-frame", known=", ".join([*messages.FRAMES][1:]))
        sides = _sides(fence, found.items)
        checks = tuple(_result(fence, item) for item in results)
        if not checks:
            fence.advice(fence.line, "no-results")
        elif len(checks) not in RESULTS:
            line = markdown.line_of(results[0])
            fence.advice(line, "results-count", count=len(checks))
        if message is None or sides is None:
            return None
        pair, truth, feedback = sides
        default = f"<p>{escape(say(WORDS, f'question_{pair}', fence.language))}</p>"
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(question) or default,
            message=message,
            pair=pair,
            truth=truth,
            feedback=feedback,
            results=checks,
        )

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
        sides = SIDES[self.pair].get(language, SIDES[self.pair]["id"])
        side = sides[self.truth]
        verdict = say(WORDS, f"stamp_{self.pair}_{'true' if self.truth else 'false'}", language)
        if verdict.lower() not in side:  # the word on the screen, and the side that was to choose
            verdict = f"{verdict}. {side.capitalize()}"
        return Handout(
            question=messages.handout(self.message, language)
            + self.question
            + options.choice([*sides, say(WORDS, "unsure", language)]),
            answer=f'<p class="suluh-right">{escape(verdict)}</p>'
            + (self.feedback.true if self.truth else self.feedback.false),
            others=f'<p class="suluh-other">{escape(sides[not self.truth].capitalize())}</p>'
            + (self.feedback.false if self.truth else self.feedback.true),
            checks=self._checks(),
            on_phone=f"<p>{escape(self._degrees(language))}</p>"
            f"<p>{escape(say(WORDS, 'on_unsure', language))}</p>",
        )

    def _checks(self) -> str:
        """Return what the *Cek dulu* sheet shows: on paper nobody can open it."""
        items = "".join(f"<li>{_found(result)}</li>" for result in self.results)
        return f'<ul class="suluh-says">{items}</ul>' if items else ""

    def _degrees(self, language: str) -> str:
        """Return how the points on the screen become the sides on paper."""
        sure, likely = (say(WORDS, f"{self.pair}_{point}", language) for point in (0, 1))
        return say(WORDS, "on_degrees", language, sure=sure, likely=likely)

    def answers(self) -> tuple[bool, ...]:
        return (not self.truth, self.truth)

    def truthful(self) -> bool | None:
        return self.truth


def _found(result: Result) -> str:
    place = " · ".join(filter(None, (result.address, result.date)))
    lines = (f"<strong>{escape(result.title)}</strong>", escape(place), result.html)
    return "<br>".join(filter(None, lines))


def _is_point(value: object) -> bool:
    return value == UNSURE or (type(value) is int and 0 <= value < POINTS)


def _sides(fence: Fence, items: Sequence[options.Item]) -> tuple[str, bool, Sides] | None:
    """Return the pair that is asked about, whether the item is true, and the feedback."""
    called = {
        name: (pair, place == 1)
        for pair, languages in SIDES.items()
        for names in languages.values()
        for place, name in enumerate(names)
    }
    known = "; ".join(
        " / ".join(languages.get(fence.language, languages["id"])) for languages in SIDES.values()
    )
    false, true = SIDES["claim"].get(fence.language, SIDES["claim"]["id"])
    feedback: dict[tuple[str, bool], str] = {}
    marked: list[bool] = []
    for item in items:
        name = plain.text(item.words).strip(" .\"“”'‘’").lower()
        if name not in called:
            guess = _side_meant(name, fence.language) or nearest(name, called)
            fence.error(item.line, "unknown-side", side=name, known=known, guess=guess)
            return None
        feedback[called[name]] = options.feedback(fence, item)
        marked += [called[name][1]] * item.box
    if not items:
        return None
    pairs = {pair for pair, _ in feedback}
    if not len(items) == len(feedback) == TWO:
        fence.error(items[0].line, "sides", count=len(items), false=false, true=true)
    elif len(pairs) != 1:
        side = plain.text(items[1].words)
        fence.error(items[1].line, "unknown-side", side=side, known=known)
    elif len(marked) != 1:
        fence.error(items[0].line, "no-right-side")
    else:
        (pair,) = pairs
        return pair, marked[0], Sides(feedback[pair, False], feedback[pair, True])
    return None


def _side_meant(name: str, language: str) -> str:
    if name not in _MEANT:
        return ""
    pair, truth = _MEANT[name]
    return SIDES[pair].get(language, SIDES[pair]["id"])[truth]


def _result(fence: Fence, item: Node) -> Result:
    """Read a search result: a line of title, one of address and date, then what it says."""
    lines: list[list[Node]] = [[]]
    first, rest = item.children[:1], item.children[1:]
    if first and first[0].type == "paragraph":
        for part in first[0].children[0].children:
            if part.type in ("softbreak", "hardbreak"):
                lines.append([])
            lines[-1].append(part)
    more: list[list[Node]]
    title, place, *more = *lines, []
    address, _, date = plain.flat(place).partition(", ")
    if not address:
        fence.error(markdown.line_of(item), "result-address")
    said = [part for line in more for part in line][1:]  # without the break it begins with
    shown = (fence.html(said, "dead"), fence.inline(rest, "dead"))
    return Result(
        title=plain.flat(title),
        address=address.strip(),
        date=date.strip(),
        html="<br>".join(filter(None, shown)),
    )
