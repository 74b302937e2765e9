"""firstaid: what to do when it has happened already. A few doors, behind each its steps."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import chain
from typing import Any, Self

from toolkit.lesson import markdown, options, runs, scenes
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Handout, Key, Response, ResponseError
from toolkit.lesson.scenes import Scene

DOORS = range(2, 7)
LONGEST = 25
"""Words in a step that somebody in panic still reads."""

WORDS = {
    "which": {"id": "Apa yang terjadi?", "en": "What happened?"},
}

PROBLEMS = {
    "no-question": {
        "id": "Belum ada kalimat pembuka yang menenangkan.",
        "en": "There is no calm sentence to begin with.",
    },
    "no-question-how": {
        "id": 'Tulis satu atau dua di bawah baris pembuka, sebelum judul "### " yang pertama.',
        "en": 'Write one or two below the opening line, before the first "### " heading.',
    },
    "doors-count": {
        "id": "Jumlah keadaan darurat di sini: {count}.",
        "en": "The number of emergencies here: {count}.",
    },
    "doors-count-how": {
        "id": 'Tulis {fewest} sampai {most}, masing-masing dengan judul yang diawali "### ".',
        "en": 'Write {fewest} to {most}, each under a heading that starts with "### ".',
    },
    "doubled-door": {
        "id": 'Judul "{title}" sudah ada di baris {first}.',
        "en": 'The heading "{title}" is already on line {first}.',
    },
    "doubled-door-how": {
        "id": "Gabungkan langkahnya, atau beri judul yang berbeda.",
        "en": "Put the steps together, or give it another heading.",
    },
    "door-without-steps": {
        "id": 'Di bawah judul "{title}" belum ada langkah bernomor.',
        "en": 'There are no numbered steps below the heading "{title}".',
    },
    "door-without-steps-how": {
        "id": 'Tulis langkahnya satu per satu, diawali "1.", "2.", dan seterusnya.',
        "en": 'Write the steps one by one, starting with "1.", "2." and so on.',
    },
    "empty-aid": {
        "id": "Langkah bernomor ini belum ada kata-katanya.",
        "en": "This numbered step has no words.",
    },
    "empty-aid-how": {
        "id": "Tulis apa yang harus dilakukan, atau hapus barisnya.",
        "en": "Write what to do, or remove the line.",
    },
    "aid-too-long": {
        "id": "Langkah ini {count} kata, terlalu panjang bagi orang yang sedang panik.",
        "en": "This step has {count} words, too many for somebody in panic.",
    },
    "aid-too-long-how": {
        "id": "Paling banyak {longest} kata: satu tindakan, satu nomor.",
        "en": "At most {longest}: one thing to do, one number to call.",
    },
    "no-place-for-words": {
        "id": 'Tulisan "{text}" tidak punya tempat di bawah judul ini.',
        "en": 'The words "{text}" have no place below this heading.',
    },
    "no-place-for-words-how": {
        "id": 'Jadikan langkah bernomor, atau pindahkan ke atas judul "### " yang pertama.',
        "en": 'Make them a numbered step, or move them above the first "### " heading.',
    },
}


@dataclass(frozen=True)
class Door:
    """One emergency, and what to do, first things first."""

    title: str  # plain text
    steps: tuple[str, ...]  # HTML


@dataclass(frozen=True)
class FirstAid(Activity):
    """What to do in an emergency: it is read, not answered, so the only response is `{}`."""

    kind = "firstaid"
    also_called = ("pertolongan", "p3k", "darurat", "emergency")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    doors: tuple[Door, ...]

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        fence.values(())
        before, found = scenes.read(fence.nodes)
        if not before:
            fence.error(fence.line, "no-question")
        if len(found) not in DOORS:
            line = found[DOORS[-1]].line if len(found) > DOORS[-1] else fence.line
            fewest, most = DOORS[0], DOORS[-1]
            fence.error(line, "doors-count", count=len(found), fewest=fewest, most=most)
        lines: dict[str, int] = {}
        for scene in found:
            if not scene.title:
                fence.error(scene.line, "empty-heading")
            elif scene.title in lines:
                first = lines[scene.title]
                fence.error(scene.line, "doubled-door", title=scene.title, first=first)
            lines.setdefault(scene.title, scene.line)
        doors = tuple(_door(fence, scene) for scene in found)
        return cls(fence.id, fence.line, fence.html(before), doors)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        doors = tuple(Door(door["title"], tuple(door["steps"])) for door in data["doors"])
        return cls(data["id"], 0, data["question"], doors)

    def _judge(self, response: Response) -> bool | None:
        if response:
            raise ResponseError("there is nothing to answer: the response must be empty")
        return None

    def responses(self) -> Iterator[Response]:
        yield {}

    def handout(self, language: str) -> Handout:  # noqa: ARG002
        doors = "".join(
            f'<div class="suluh-aid"><h3>{escape(door.title)}</h3>'
            f"<ol>{_listed(door.steps)}</ol></div>"
            for door in self.doors
        )
        return Handout(f'{self.question}<div class="suluh-aids">{doors}</div>', "")

    def answers(self) -> tuple[Key, ...]:
        """Return how many doors there are: no translation may be without one of them, unseen."""
        return (len(self.doors),)


def _listed(steps: tuple[str, ...]) -> str:
    return "".join(f"<li>{step}</li>" for step in steps)


def _door(fence: Fence, scene: Scene) -> Door:
    lists = [node for node in scene.nodes if node.type == "ordered_list"]
    fence.leftover([node for node in scene.nodes if node.type != "ordered_list"])
    if not lists:
        fence.error(scene.line, "door-without-steps", title=scene.title)
    options.unboxed(fence, lists)
    steps = []
    for item in chain.from_iterable(each.children for each in lists):
        line = markdown.line_of(item)
        count = len(runs.flat(item.children).split())
        if not count:
            fence.error(line, "empty-aid")
        elif count > LONGEST:
            fence.advice(line, "aid-too-long", count=count, longest=LONGEST)
        steps.append(fence.inline(item.children))
    return Door(scene.title, tuple(steps))
