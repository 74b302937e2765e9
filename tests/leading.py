"""A trainer at the console of a live room, in the words of its page, and people who take part."""

from __future__ import annotations

import re
from typing import Any

import messages
import requests
from playwright.sync_api import Locator, Page, expect
from staff_house import PASSWORD

SECONDS = 20
LATER = {"timeout": SECONDS * 1000}


class Lead:
    """Leads one room from the staff's page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def sign_in(self, language: str = "id") -> None:
        self.page.goto(f"{self.address}/staff?lang={language}")
        self.page.get_by_label(re.compile("Kata sandi|Password")).fill(PASSWORD)
        self.page.get_by_role("button", name=re.compile("Masuk|Sign in")).click()
        self.page.get_by_role("button", name=re.compile("Keluar|Sign out")).wait_for()

    def open_room(self, lesson: str = messages.NAME, language: str = "id") -> str:
        """Open a room and its console; return its code."""
        self.page.goto(f"{self.address}/staff/rooms?lang={language}")
        self.page.locator("select[name=lesson]").select_option(lesson)
        self.page.locator("select[name=language]").select_option(language)
        self.page.get_by_role("button", name=re.compile("Buka ruang|Open the room")).click()
        self.ready()
        return self.code

    def ready(self) -> None:
        self.main.wait_for(**LATER)
        expect(self.main).not_to_have_attribute("aria-disabled", "true", **LATER)

    @property
    def code(self) -> str:
        return self.page.url.rpartition("/")[2].partition("?")[0]

    @property
    def main(self) -> Locator:
        """The one main button."""
        return self.page.locator(".console-main")

    @property
    def now(self) -> Locator:
        return self.page.locator(".console-now")

    @property
    def said(self) -> Locator:
        """What came of the last command."""
        return self.page.locator(".console-said")

    @property
    def ended(self) -> Locator:
        """The heading of a room that has ended."""
        return self.page.get_by_role("heading", name="Ruang ini sudah selesai")

    def button(self, name: str, *, exact: bool = True) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def press(self, name: str, *, exact: bool = True) -> None:
        self.button(name, exact=exact).click()

    def go_on(self, word: str) -> None:
        """Press the main button, which says `word`."""
        expect(self.main).to_have_text(re.compile(word), **LATER)
        self.main.click()

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def move(self, title: str) -> None:
        """Take everyone to a step."""
        self.tab("Langkah")
        row = self.page.locator(".console-step-row").filter(has_text=title)
        row.get_by_role("button").first.click()
        row.get_by_role("button", name="Pindahkan semua ke sini").click()
        expect(row).to_have_attribute("data-here", "true", **LATER)

    def write_poll(self, form: str, question: str, *options: str) -> None:
        self.tab("Jajak pendapat")
        self.page.get_by_label(form).check()
        self.page.get_by_label("Pertanyaan", exact=True).fill(question)
        if options:
            self.page.get_by_label("Pilihan, satu baris").fill("\n".join(options))
        self.press("Tanyakan sekarang")
        expect(self.page.locator(".console-poll-now")).to_contain_text(question, **LATER)

    def has(self, count: int) -> None:
        """Wait until so many answered what is on the screens."""
        expect(self.page.locator(".console-count .console-number")).to_have_text(
            str(count), **LATER
        )


class Crowd:
    """People without a browser: each sends what a phone sends."""

    def __init__(self, address: str, code: str, count: int) -> None:
        self.address = address
        self.people = [messages.visit(room=code) for _ in range(count)]

    def answer(self, step: str, *given: dict[str, Any]) -> None:
        for place, response in enumerate(given):
            self.send(place, messages.response(step=step, response=response))

    def vote(self, run: str, *given: dict[str, Any]) -> None:
        for place, vote in enumerate(given):
            self.send(
                place, {"type": "vote", "id": messages.new_id(), "ago": 5, "run": run, **vote}
            )

    def ask(self, place: int, text: str) -> str:
        """Ask something; return the question's id."""
        question = messages.new_id()
        self.send(place, {"type": "question", "id": question, "ago": 5, "text": text})
        return question

    def upvote(self, question: str, *places: int) -> None:
        for place in places:
            upvote = {"type": "upvote", "id": messages.new_id(), "ago": 5, "question": question}
            self.send(place, upvote)

    def send(self, place: int, event: dict[str, Any]) -> None:
        answer = requests.post(
            f"{self.address}/api/events",
            json={"visit": self.people[place], "events": [event]},
            headers={"Origin": self.address},
            timeout=SECONDS,
        )
        reply = answer.json()
        assert reply.get("refused") == [], reply
