"""A patron at a lesson: what tests do on a page, in the words of the player."""

from __future__ import annotations

import json
from collections.abc import Iterator

from playwright.sync_api import Locator, Page, expect

WAIT = 10_000


class Patron:
    """Plays the lesson on a page. `touch` taps; else the mouse clicks."""

    def __init__(self, page: Page, *, touch: bool = True, root: str = ".suluh") -> None:
        self.page = page
        self.touch = touch
        self.root = root

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.ready()

    def ready(self) -> None:
        self.screen_element.wait_for(timeout=60_000)

    @property
    def screen_element(self) -> Locator:
        return self.page.locator(".suluh-screen")

    @property
    def screen(self) -> str:
        return self.screen_element.get_attribute("data-screen", timeout=WAIT) or ""

    @property
    def phase(self) -> str | None:
        return self.screen_element.get_attribute("data-phase", timeout=WAIT)

    @property
    def kind(self) -> str:
        classes = self.page.locator(".suluh-activity").get_attribute("class", timeout=WAIT) or ""
        return classes.split()[-1].removeprefix("suluh-")

    @property
    def main_action(self) -> Locator:
        return self.page.locator(".suluh-main-action")

    def do(self, what: Locator) -> None:
        if self.touch:
            what.tap(timeout=WAIT)
        else:
            what.click(timeout=WAIT)

    def forward(self) -> None:
        """Press the main action and wait for the next screen."""
        before = self.screen
        self.do(self.main_action)
        expect(self.screen_element).not_to_have_attribute("data-screen", before, timeout=WAIT)

    def choose(self, place: int) -> None:
        self.do(self.page.locator(".suluh-activity .suluh-card").nth(place))

    def answer(self, place: int = 0) -> None:
        """Answer the activity of this screen, whatever its kind, and see the feedback."""
        kind = self.kind
        if kind == "recall":
            self.page.locator(".suluh-text").fill("Siapa, kata siapa, dari mana")
            self.do(self.main_action)
            self.choose(place)
        elif kind == "action":
            self.choose(place)
        else:
            self.choose(place)
            self.do(self.main_action)
        expect(self.screen_element).to_have_attribute("data-phase", "revealed", timeout=WAIT)

    def screens(self, places: dict[str, int] | None = None) -> Iterator[str]:
        """Play to the result, yielding each screen once it is answered (the result, too)."""
        while True:
            if self.phase == "answering":
                self.answer((places or {}).get(self.screen, 0))
            yield self.screen
            if self.screen == "result":
                return
            self.forward()

    def play(self, places: dict[str, int] | None = None) -> list[str]:
        return list(self.screens(places))

    def told(self) -> dict:
        """Return the state of the widget that our own page holds."""
        return json.loads(self.page.locator("script.suluh-state").text_content() or "{}")


def right_places(state: dict) -> dict[str, int]:
    """Return, by step, the place of a right answer among the cards of its screen."""
    places = {}
    for part in state["lesson"]["parts"]:
        for step in part["steps"]:
            activity = step["activity"] or {}
            if activity.get("kind") == "choose":
                places[step["id"]] = [each["right"] for each in activity["options"]].index(True)
            elif activity.get("kind") == "judge":
                places[step["id"]] = 3 if activity["truth"] else 0
    return places
