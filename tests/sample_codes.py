"""A group's completion codes, as they stand in a chat."""

import random
from datetime import date

from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.results.codes import Answer, encode

DAY = date(2026, 11, 18)


def version(home, lesson="misinformation", language="id"):
    return Version.of(Project(home).lesson(lesson, language))


def codes(of, count, seed=1, **facts):
    """Make codes of people who know most things, and check some of them first."""
    chance = random.Random(seed)
    facts = {"day": DAY, "class_name": "7A", **facts}
    return [
        encode(
            of,
            visit=f"{chance.getrandbits(128):032x}",
            answers=[answer(chance, step.activity.truthful()) for step in of.judged],
            **facts,
        )
        for _ in range(count)
    ]


def answer(chance, truth):
    right = chance.random() < 0.7
    point = chance.choice((2, 3)) if truth == right else chance.choice((0, 1))
    if chance.random() < 0.1:
        point = "unsure"
    checked = chance.random() < 0.5
    before = chance.choice((0, 1, 2, 3, "unsure", None)) if checked else None
    return Answer.of(point, checked=checked, before=before)


def chat(codes_):
    """Return codes as an exported chat has them."""
    return "\n".join(
        f"18/11/26 10.{at:02d} - +62 812 0000 {at:04d}: Kode selesai saya: *{code}* 🙏"
        for at, code in enumerate(codes_)
    )
