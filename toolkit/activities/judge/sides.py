"""The two sides of a judgement: what they are called, which is right, what is said to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.lesson import options, plain
from toolkit.lesson.fence import Fence
from toolkit.lesson.problems import nearest

SIDES = {
    "claim": {"id": ("tidak benar", "benar"), "en": ("not true", "true")},
    "contact": {"id": ("penipuan", "asli"), "en": ("a scam", "genuine")},
    "reading": {"id": ("keliru", "tepat"), "en": ("mistaken", "right")},
}
"""What the two sides are called in a lesson file, the false one first."""

_ALSO = {
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
    "stamp_claim_false": {"id": "HOAKS", "en": "HOAX"},
    "stamp_claim_true": {"id": "BENAR", "en": "TRUE"},
    "stamp_contact_false": {"id": "PENIPUAN", "en": "SCAM"},
    "stamp_contact_true": {"id": "ASLI", "en": "GENUINE"},
    "stamp_reading_false": {"id": "KELIRU", "en": "MISTAKEN"},
    "stamp_reading_true": {"id": "TEPAT", "en": "RIGHT"},
}

PROBLEMS = {
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
}


@dataclass(frozen=True)
class Sides:
    """Feedback (HTML) for those who answered one side or the other."""

    false: str
    true: str


def called(pair: str, language: str) -> tuple[str, str]:
    """Return what the false and the true side of a pair are called in a language."""
    return SIDES[pair].get(language, SIDES[pair]["id"])


def read(fence: Fence, items: Sequence[options.Item]) -> tuple[str, bool, Sides] | None:
    """Return the pair that is asked about, whether the item is true, and the feedback.

    None where that is not clear; what is wrong is noted.
    """
    places = {
        name: (pair, place == 1)
        for pair, languages in SIDES.items()
        for names in languages.values()
        for place, name in enumerate(names)
    }
    known = "; ".join(" / ".join(called(pair, fence.language)) for pair in SIDES)
    feedback: dict[tuple[str, bool], str] = {}
    marked: list[bool] = []
    for item in items:
        name = plain.text(item.words).strip(" .\"“”'‘’").lower()
        if name not in places:
            guess = _meant(name, fence.language) or nearest(name, places)
            fence.error(item.line, "unknown-side", side=name, known=known, guess=guess)
            return None
        feedback[places[name]] = options.feedback(fence, item)
        marked += [places[name][1]] * item.box
    if not items:
        return None
    pairs = {pair for pair, _ in feedback}
    if not len(items) == len(feedback) == TWO:
        false, true = called("claim", fence.language)
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


def _meant(name: str, language: str) -> str:
    if name not in _ALSO:
        return ""
    pair, truth = _ALSO[name]
    return called(pair, language)[truth]
