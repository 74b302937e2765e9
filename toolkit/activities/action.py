"""action: one real thing to do today, ticked when done, and a reminder for later."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Self

from toolkit.lesson import options, plain
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Handout, Response, ResponseError, are_places
from toolkit.words import say

WORDS = {
    "tasks": {
        "id": "Centang yang sudah atau akan Anda lakukan hari ini.",
        "en": "Tick what you have done or will do today.",
    },
    "send": {"id": "Kirim lewat WhatsApp", "en": "Send with WhatsApp"},
    "message": {"id": "Pesan siap kirim", "en": "A message ready to send"},
    "reminder_title": {"id": "Ingatkan saya", "en": "Remind me"},
    "reminder_why": {
        "id": (
            "Ingatan memudar dalam sebulan. Satu pengingat seminggu lagi dan satu sebulan "
            "lagi sudah membantu."
        ),
        "en": "Memory fades within a month. One reminder in a week and one in a month help.",
    },
    "reminder_self": {"id": "Kirim ke WhatsApp saya sendiri", "en": "Send to my own WhatsApp"},
    "reminder_self_how": {
        "id": "Di WhatsApp, pilih nama Anda sendiri sebagai penerima, lalu beri bintang pesannya.",
        "en": "In WhatsApp, choose your own name as the recipient, then star the message.",
    },
    "reminder_calendar": {
        "id": "Simpan pengingat di kalender",
        "en": "Save reminders to my calendar",
    },
    "reminder_saved": {
        "id": (
            "Berkas kalender sudah disiapkan. Buka berkas itu untuk menyimpannya. Kalau "
            "tidak muncul apa-apa, pakai WhatsApp atau salin teksnya."
        ),
        "en": (
            "The calendar file is ready. Open it to save the reminders. If nothing appears,"
            " use WhatsApp or copy the text."
        ),
    },
    "file": {"id": "pengingat", "en": "reminder"},
    "on_paper": {
        "id": "Salin ke kalender Anda, untuk seminggu dan sebulan lagi",
        "en": "Copy this to your calendar, for a week and a month from now",
    },
    "today": {"id": "Yang Anda lakukan hari ini", "en": "What you are doing today"},
    "today_none": {
        "id": "Masih ada satu hal kecil untuk hari ini.",
        "en": "There is still one small thing for today.",
    },
    "today_open": {"id": "Lihat langkahnya", "en": "Go to that step"},
}

PROBLEMS = {
    "no-reminder": {
        "id": "Teks pengingat belum ada, jadi peserta tidak bisa mengirimnya kepada diri sendiri.",
        "en": "There is no text for the reminder, so patrons cannot send one to themselves.",
    },
    "no-reminder-how": {
        "id": 'Tambahkan di bawah daftar, setelah baris kosong, diawali ">".',
        "en": 'Add it below the list, after an empty line, starting with ">".',
    },
}


@dataclass(frozen=True)
class Task:
    """One thing to do."""

    html: str
    message: str  # plain text to send with one tap, "" where there is none


@dataclass(frozen=True)
class Action(Activity):
    """Real things to do today.

    A response is `{"ticked": [0]}`, the places of what was done, possibly none. It is not judged.
    """

    kind = "action"
    also_called = ("aksi", "tindakan")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    tasks: tuple[Task, ...]
    reminder: str  # plain text that patrons send to themselves, "" where there is none

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        fence.values(())
        found = options.read(fence)
        quotes = [node for node in found.after if node.type == "blockquote"]
        fence.leftover([node for node in found.after if node.type != "blockquote"])
        if not quotes:
            fence.advice(fence.line, "no-reminder")
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(found.before),
            tasks=tuple(
                Task(fence.inline(item.words), plain.text(item.quoted)) for item in found.items
            ),
            reminder=plain.text(quotes),
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            line=0,
            question=data["question"],
            tasks=tuple(Task(**task) for task in data["tasks"]),
            reminder=data["reminder"],
        )

    def _judge(self, response: Response) -> bool | None:
        ticked = response.get("ticked")
        if not are_places(ticked, len(self.tasks)):
            raise ResponseError('"ticked" must be a list of places of tasks, each once')
        return None

    def responses(self) -> Iterator[Response]:
        yield {"ticked": []}
        for place in range(len(self.tasks)):
            yield {"ticked": [place]}
        yield {"ticked": list(range(len(self.tasks)))}

    def handout(self, language: str) -> Handout:
        tasks = [
            task.html + (_copied("message", task.message, language) if task.message else "")
            for task in self.tasks
        ]
        reminder = _copied("on_paper", self.reminder, language) if self.reminder else ""
        return Handout(self.question + options.choice(tasks) + reminder, "")

    def answers(self) -> tuple[bool, ...]:
        return (False,) * len(self.tasks)


def _copied(key: str, text: str, language: str) -> str:
    """Return a text that a phone would send, as HTML to copy by hand."""
    said = escape(text, quote=False).replace("\n", "<br>")
    return (
        f'<div class="suluh-to-copy"><p>{escape(say(WORDS, key, language))}:</p><p>{said}</p></div>'
    )
