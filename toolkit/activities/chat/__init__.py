"""chat: a conversation that branches; every reply leads on, and every end explains itself."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Self

from toolkit.activities.chat import branches, conversation
from toolkit.activities.chat.conversation import Choice, Ending, Scene
from toolkit.lesson import messages, options, paper
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Handout, Key, Message, Response, ResponseError
from toolkit.words import say

WORDS = {
    "you": {"id": "Anda", "en": "You"},
    "reply": {"id": "Pilih balasan Anda", "en": "Choose your reply"},
    "new": {"id": "Pesan baru dari {name}", "en": "A new message from {name}"},
    "new_unnamed": {"id": "Pesan baru", "en": "A new message"},
    "back": {"id": "Ubah balasan terakhir", "en": "Change the last reply"},
    "again": {"id": "Coba jalan lain", "en": "Try another way"},
    "ended": {"id": "Obrolan ini selesai", "en": "The chat has ended"},
    "see_end": {
        "id": "Obrolan ini selesai. Lihat akhir {number} di lembar jawaban.",
        "en": "The chat has ended. See end {number} among the answers.",
    },
    "good_end": {"id": "Akhir yang baik", "en": "A good end"},
    "bad_end": {"id": "Akhir yang perlu dihindari", "en": "An end to avoid"},
    "ends": {"id": "Bagaimana obrolan ini berakhir", "en": "How this chat ends"},
    "on_paper": {
        "id": "Mulai dari nomor 1. Pilih satu balasan, lalu lanjut ke nomor di belakangnya.",
        "en": "Begin at number 1. Choose a reply, then go on to the number after it.",
    },
}

PROBLEMS = {
    "no-scenes": {
        "id": "Obrolan ini belum punya adegan.",
        "en": "This chat has no scenes.",
    },
    "no-scenes-how": {
        "id": 'Awali setiap adegan dengan judul seperti "### Paket tertahan"; hanya Anda yang '
        "melihatnya.",
        "en": 'Begin each with a heading such as "### Parcel held"; only you will see it.',
    },
    "before-scenes": {
        "id": "Ada pesan atau balasan sebelum adegan yang pertama.",
        "en": "There is a message or a reply before the first scene.",
    },
    "before-scenes-how": {
        "id": 'Tulis judul adegannya di atas baris ini, misalnya "### Mulai".',
        "en": 'Write a heading for its scene above this line, such as "### Start".',
    },
    "same-scene": {
        "id": 'Adegan "{scene}" sudah ada di baris {first}.',
        "en": 'The scene "{scene}" is already on line {first}.',
    },
    "same-scene-how": {
        "id": "Beri nama lain, supaya jelas ke mana sebuah balasan menuju.",
        "en": "Give it another name, so that it is clear where a reply leads.",
    },
    "scene-without-message": {
        "id": 'Adegan "{scene}" belum punya pesan yang dibalas.',
        "en": 'The scene "{scene}" has no message to reply to.',
    },
    "scene-without-message-how": {
        "id": 'Tulis di bawah judulnya apa yang dikirim lawan bicara, diawali ">".',
        "en": 'Write below its heading what the other side sends, starting with ">".',
    },
    "dead-end": {
        "id": 'Adegan "{scene}" berhenti begitu saja.',
        "en": 'The scene "{scene}" just stops.',
    },
    "dead-end-how": {
        "id": 'Tambahkan balasan "- kata-kata -> Adegan lain", atau akhir "- [x] yang terjadi".',
        "en": 'Add replies "- words -> Another scene", or an end "- [x] what happens".',
    },
    "replies-count": {
        "id": 'Balasan di adegan "{scene}": {count}.',
        "en": 'Replies in the scene "{scene}": {count}.',
    },
    "replies-count-how": {
        "id": "Tulis dua atau tiga, supaya ada yang dipilih dan muat di layar HP.",
        "en": "Write two or three, so that there is a choice and it fits a phone.",
    },
    "end-not-alone": {
        "id": 'Adegan "{scene}" punya akhir, tetapi juga balasan atau akhir lain.',
        "en": 'The scene "{scene}" has an end, but also replies or another end.',
    },
    "end-not-alone-how": {
        "id": "Pakai salah satu: dua tiga balasan tanpa kotak, atau satu akhir dengan kotak.",
        "en": "Use one or the other: two or three replies without boxes, or one end with a box.",
    },
    "reply-without-scene": {
        "id": 'Balasan "{text}" belum menyebut adegan berikutnya.',
        "en": 'The reply "{text}" does not say which scene comes next.',
    },
    "reply-without-scene-how": {
        "id": 'Tulis " -> " dan nama adegannya di belakangnya. Akhir obrolan diawali "- [x]" atau '
        '"- [ ]".',
        "en": 'Write " -> " and the name of the scene after it. An end starts with "- [x]" or '
        '"- [ ]".',
    },
    "unknown-scene": {
        "id": 'Tidak ada adegan bernama "{scene}".',
        "en": 'There is no scene called "{scene}".',
    },
    "unknown-scene-how": {
        "id": 'Samakan dengan salah satu judul "###", atau tambahkan adegannya.',
        "en": 'Make it one of the headings "###", or add the scene.',
    },
    "chat-loop": {
        "id": 'Balasan ini kembali ke "{scene}", sehingga obrolannya bisa berputar terus.',
        "en": 'This reply leads back to "{scene}", so that the chat could go round for ever.',
    },
    "chat-loop-how": {
        "id": "Arahkan ke adegan yang lebih maju; mengulang sudah bisa setelah obrolan selesai.",
        "en": "Lead on to a later scene; people can try again once the chat has ended.",
    },
    "scene-not-reached": {
        "id": 'Tidak ada balasan yang menuju adegan "{scene}".',
        "en": 'No reply leads to the scene "{scene}".',
    },
    "scene-not-reached-how": {
        "id": 'Arahkan sebuah balasan ke sana dengan " -> {scene}", atau hapus adegannya.',
        "en": 'Lead a reply there with " -> {scene}", or remove the scene.',
    },
    "ends-alike": {
        "id": "Obrolan ini harus punya akhir yang baik dan akhir yang perlu dihindari.",
        "en": "This chat needs both a good end and one to avoid.",
    },
    "ends-alike-how": {
        "id": "Tulis [x] pada akhir yang baik dan [ ] pada yang lain.",
        "en": "Write [x] at the good ends and [ ] at the others.",
    },
    "too-many-ways": {
        "id": "Obrolan ini punya lebih dari {most} jalan, terlalu banyak untuk diperiksa.",
        "en": "There are more than {most} ways through this chat, too many to check.",
    },
    "too-many-ways-how": {
        "id": "Kurangi adegannya, atau akhiri sebagian obrolan lebih awal.",
        "en": "Use fewer scenes, or let some of the ways end earlier.",
    },
}


@dataclass(frozen=True)
class Chat(Activity):
    """A conversation from its first scene to one of its ends.

    A response is `{"path": [0, 1]}`, the place of the choice made at each scene; it is right when
    the end it comes to is a good one.
    """

    kind = "chat"
    also_called = ("obrolan", "percakapan", "dialog", "dialogue")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    message: Message  # its head: who writes
    scenes: tuple[Scene, ...]

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        message = _head(fence)
        before, scenes = conversation.read(fence)
        if not before:
            fence.error(fence.line, "no-question")
        if not scenes:
            return None
        return cls(fence.id, fence.line, fence.html(before), message, scenes)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            line=0,
            question=data["question"],
            message=Message(**data["message"]),
            scenes=tuple(map(_scene, data["scenes"])),
        )

    def _judge(self, response: Response) -> bool | None:
        path = response.get("path")
        scene = self._end_of(path) if isinstance(path, list) else None
        if scene is None or scene.ending is None:
            raise ResponseError('"path" must be a list of places of choices, up to an end')
        return scene.ending.right

    def responses(self) -> Iterator[Response]:
        for path in branches.ways(conversation.edges(self.scenes)):
            yield {"path": path}

    def handout(self, language: str) -> Handout:
        shown = "".join(f"<li>{self._on_paper(scene, language)}</li>" for scene in self.scenes)
        ends = [
            (number, scene.ending) for number, scene in enumerate(self.scenes, 1) if scene.ending
        ]
        return Handout(
            question=f"{self.question}<p>{escape(say(WORDS, 'on_paper', language))}</p>"
            f'<ol class="suluh-scenes">{shown}</ol>',
            answer="".join(
                paper.told(
                    f"{number}. {end.html} ({escape(_verdict(end, language))})",
                    end.feedback,
                    right=end.right,
                )
                for number, end in ends
            ),
            others="".join(self._slips(language)),
            heading=say(WORDS, "ends", language),
            all_right=False,
        )

    def answers(self) -> tuple[Key, ...]:
        """Return for each scene those it leads to, for an end whether it is a good one."""
        lead = conversation.edges(self.scenes)
        return tuple(
            scene.ending.right if scene.ending else to
            for scene, to in zip(self.scenes, lead, strict=True)
        )

    def _end_of(self, path: list[Any]) -> Scene | None:
        scene = self.scenes[0]
        for place in path:
            if type(place) is not int or not 0 <= place < len(scene.choices):
                return None
            scene = self.scenes[scene.choices[place].scene]
        return scene

    def _slips(self, language: str) -> dict[str, None]:
        """Return the replies that lead right to a bad end, and that end, each once, in order."""
        return {
            paper.told(
                choice.html,
                f"<p>{_verdict(end, language)}, {choice.scene + 1}. {end.html}</p>",
                right=False,
            ): None
            for scene in self.scenes
            for choice in scene.choices
            if (end := self.scenes[choice.scene].ending) and not end.right
        }

    def _on_paper(self, scene: Scene, language: str) -> str:
        body = "".join(scene.bubbles)
        said = messages.handout(replace(self.message, html=body), language) if body else ""
        if scene.ending:
            end = self.scenes.index(scene) + 1
            return f"{said}<p>{escape(say(WORDS, 'see_end', language, number=end))}</p>"
        replies = [paper.leads(choice.html, choice.scene + 1) for choice in scene.choices]
        return said + options.choice(paper.called(replies))


def _head(fence: Fence) -> Message:
    """Return who writes. It is always a chat; who says so is right, too."""
    values = fence.values(("frame", *messages.FRAMES["chat"]))
    frame = values.get("frame", "chat").lower()
    if frame != "chat":
        line = next(key.line for key in fence.keys if key.name.lower() == "frame")
        fence.error(line, "unknown-frame", frame=frame, known="chat")
    return Message(
        frame="chat",
        html="",
        sender=values.get("from", ""),
        group=values.get("group", ""),
        time=values.get("time", ""),
    )


def _scene(data: Mapping[str, Any]) -> Scene:
    return Scene(
        bubbles=tuple(data["bubbles"]),
        choices=tuple(Choice(**choice) for choice in data["choices"]),
        ending=Ending(**data["ending"]) if data["ending"] else None,
    )


def _verdict(end: Ending, language: str) -> str:
    return say(WORDS, "good_end" if end.right else "bad_end", language)
