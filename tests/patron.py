"""A patron at a lesson: what tests do on a page, in the words of the player."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, expect

from toolkit.activities import KINDS
from toolkit.lesson.nouns import Activity, Lesson, Response
from toolkit.practice import books

WAIT = 10_000
MOMENTS = 25
POINTS = [0, 1, 2, 3, "unsure"]
"""The cards of a judgement, from top to bottom."""


class Patron:
    """Plays the lesson on a page. `touch` taps; else the mouse clicks.

    Our own pages hold the lesson they play; elsewhere the test says which it is.
    """

    def __init__(self, page: Page, *, touch: bool = True, lesson: Lesson | None = None) -> None:
        self.page = page
        self.touch = touch
        self.lesson = lesson

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
        """Tap or click something, once it is there, enabled, at rest, and covered by nothing.

        Playwright's own tap makes sure of the same. It takes twice the time on a busy machine, and
        so it is left to what is not there at once, and to what stands in a frame.
        """
        if where := _place_of(what):
            page = what.page
            (page.touchscreen.tap if self.touch else page.mouse.click)(*where)
            with suppress(Error):  # it led to another page
                assert page.evaluate(ARRIVED), f"something came between: {what}"
        else:
            where = what.evaluate(FIRST_LINE, timeout=WAIT)
            (what.tap if self.touch else what.click)(timeout=WAIT, position=where)

    def forward(self) -> None:
        """Press the main action and wait for the next screen."""
        before = self.screen
        self.do(self.main_action)
        expect(self.screen_element).not_to_have_attribute("data-screen", before, timeout=WAIT)

    def choose(self, place: int) -> None:
        self.do(self.page.locator(".suluh-activity .suluh-card").nth(place))

    def activity(self) -> Activity:
        """Return the activity of this screen, as Python knows it."""
        if self.lesson:
            found = next(step.activity for step in self.lesson.steps if step.id == self.screen)
            assert found
            return found
        data = self.page.locator("script.suluh-state").evaluate(ACTIVITY, self.screen)
        facts = {key: value for key, value in data.items() if key != "kind"}
        return KINDS[data["kind"]].from_data(facts)

    def answer(self, place: int | None = None) -> None:
        """Answer the activity of this screen and see the feedback.

        `place` is that of a card; without one, or where there are no cards, the answer is right.
        """
        kind = self.kind
        if kind == "recall":
            self.give({"mark": place or 0})
        elif kind == "action":
            self.give({"ticked": [place or 0]})
        elif place is not None and kind == "choose":
            self.give({"options": [place]})
        elif place is not None and kind == "judge":
            self.give({"point": POINTS[place]})
        else:
            self.give(right_response(self.activity()))

    def give(self, response: Response, phase: str = "revealed") -> None:
        """Give a response to the activity of this screen, by its own cards and buttons."""
        getattr(self, f"_give_{self.kind}")(response)
        expect(self.screen_element).to_have_attribute("data-phase", phase, timeout=WAIT)

    def retry(self) -> None:
        self.do(self.page.locator(".suluh-retry"))
        expect(self.screen_element).to_have_attribute("data-phase", "answering", timeout=WAIT)

    def _give_choose(self, response: Response) -> None:
        for place in response["options"]:
            self.choose(place)
        self.do(self.main_action)

    def _give_judge(self, response: Response) -> None:
        if response.get("checked"):
            if response["before"] is not None:
                self.choose(POINTS.index(response["before"]))
            self._see_others()
        self.choose(POINTS.index(response["point"]))
        self.do(self.main_action)
        if self.page.locator("dialog.suluh-results").count():  # "unsure" is first shown them
            self.do(self.page.locator("dialog.suluh-results .suluh-close"))
            self.do(self.main_action)

    def _see_others(self) -> None:
        if self.page.locator(".suluh-see-others").count():
            self.do(self.page.locator(".suluh-see-others"))
            self.do(self.page.locator("dialog.suluh-results .suluh-close"))

    def _give_recall(self, response: Response) -> None:
        if not self.page.locator(".suluh-model").count():
            self.page.locator(".suluh-text").fill("Siapa, kata siapa, dari mana")
            self.do(self.main_action)
        self.choose(response["mark"])

    def _give_action(self, response: Response) -> None:
        cards = self.page.locator(".suluh-activity .suluh-card")
        for place in range(cards.count()):
            ticked = cards.nth(place).locator("input").is_checked()
            if ticked != (place in response["ticked"]):
                self.choose(place)

    def _give_clues(self, response: Response) -> None:
        for place in response["parts"]:
            self.do(self.page.locator(f'.suluh-part[data-part="{place}"]').first)
        self.do(self.main_action)

    def _give_order(self, response: Response) -> None:
        items = self.page.locator(".suluh-order-item")
        for at, wanted in enumerate(response["order"]):
            while (shown := self._order().index(wanted)) > at:
                self.do(items.nth(shown).locator(".suluh-up"))
                expect(items.nth(shown - 1)).to_have_attribute("data-item", str(wanted))
        self.do(self.main_action)

    def _order(self) -> list[int]:
        items = self.page.locator(".suluh-order-item")
        return items.evaluate_all("items => items.map((item) => Number(item.dataset.item))")

    def _give_match(self, response: Response) -> None:
        for pair, choice in enumerate(response["pairs"]):
            place = self.page.locator(f'.suluh-pair[data-pair="{pair}"]')
            cards = place.locator(f'input[value="{choice}"]')
            if not cards.is_visible():
                self.do(place.locator("button").first)
            self.do(self._card(cards))
        self.do(self.main_action)

    def _give_chat(self, response: Response) -> None:
        for choice in response["path"]:
            said = self.page.locator(".suluh-bubble").count()
            self.do(self.page.locator(f'.suluh-choice[data-choice="{choice}"]'))
            expect(self.page.locator(".suluh-bubble")).not_to_have_count(said)

    def _give_link(self, response: Response) -> None:
        for example, piece in enumerate(response["owners"]):
            place = self.page.locator(f'.suluh-address[data-example="{example}"]')
            self.do(self._card(place.locator(f'input[value="{piece}"]')))
        self.do(self.main_action)

    def _give_search(self, response: Response) -> None:
        book = next(each for each in books() if each.number == response["record"])
        place = self.page.locator(".suluh-catalogue")
        place.locator(".suluh-words").fill(book.title)
        place.locator(".suluh-field-choice").select_option("title")
        self.do(place.locator(".suluh-find"))
        self.do(place.locator(f'[data-record="{book.number}"] .suluh-title'))
        self.do(self.main_action)

    def _give_shelf(self, response: Response) -> None:
        for book, place in enumerate(response["places"]):
            self.do(self.page.locator(f'.suluh-gap[data-gap="{place}"]'))
            expect(self.page.locator(f'.suluh-taking[data-book="{book}"]')).to_be_visible()
        self.do(self.main_action)

    def _card(self, control: Locator) -> Locator:
        """Return what a finger hits to choose a radio button: its label."""
        return control.locator("xpath=ancestor::label")

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


def right_response(activity: Activity) -> Response:
    """Return a response that is right, or any where none is judged."""
    responses = list(activity.responses())
    return next((each for each in responses if activity.judge(each)), responses[-1])


def wrong_response(activity: Activity) -> Response:
    """Return a response that is not right, or any where none is judged."""
    responses = list(activity.responses())
    return next((each for each in responses if activity.judge(each) is False), responses[-1])


class KeyboardPatron(Patron):
    """Plays without a finger or a mouse: Tab, arrows within a group, Enter and Space."""

    def do(self, what: Locator) -> None:
        control = what.locator("input") if what.locator("input").count() else what
        wanted = control.element_handle(timeout=WAIT)
        for _ in range(200):
            where = wanted.evaluate(FOCUS)
            if where == "here":
                break
            self.page.keyboard.press("ArrowDown" if where == "group" else "Tab")
        else:
            raise AssertionError(f"the keyboard never reached {what}")
        if not wanted.evaluate("each => each.type === 'radio' && each.checked"):
            self.page.keyboard.press("Space" if wanted.evaluate(IS_INPUT) else "Enter")


def _place_of(what: Locator) -> list[float] | None:
    """Return where to hit something; None or nothing where that is not for us to say."""
    for _ in range(MOMENTS):
        with suppress(Error):  # the page goes, another comes
            where = what.evaluate_all(PLACE)
            if where is not None:
                return where
        what.page.wait_for_timeout(20)
    return None


PLACE = """async (found) => {
  if (window !== top) return [];
  const [what] = found;
  if (found.length !== 1 || (what.control ?? what).matches(":disabled")) return null;
  const middle = () => {
    const line = what.getClientRects()[0];  // of what runs on over several lines, the first
    return line && line.width && line.height
      ? [line.left + line.width / 2, line.top + line.height / 2] : null;
  };
  const isHit = (place) => {
    const hit = document.elementFromPoint(...place);
    return hit && (what.contains(hit) || hit.closest("label")?.control === what);
  };
  if (!middle()) return null;
  what.scrollIntoViewIfNeeded();
  if (!isHit(middle())) what.scrollIntoView({ block: "center", behavior: "instant" });
  const before = middle();
  await new Promise(requestAnimationFrame);
  const place = middle();
  const moved = !place || place.some((each, at) => Math.abs(each - before[at]) > 0.5);
  if (moved || !isHit(place)) return null;
  window.suluhArrived = new Promise((resolve) => {
    addEventListener("click", ({ target }) => setTimeout(resolve, 0, isOurs(target)), {
      capture: true, once: true });
    setTimeout(resolve, 1000, true);  // what listens to fingers may want no click
  });
  const isOurs = (target) => what.contains(target) || what.control === target;
  return place;
}"""
"""The point at which to hit something, none in a frame, null while it cannot be hit.

From then on the page watches whether a click arrives there.
"""

ARRIVED = "suluhArrived"

ACTIVITY = """(state, id) => JSON.parse(state.textContent).lesson.parts
  .flatMap(({ steps }) => steps).find((step) => step.id === id).activity"""

FIRST_LINE = """what => {
  if (getComputedStyle(what).display !== "inline") return null;
  const all = what.getBoundingClientRect();
  const { left, top, width, height } = what.getClientRects()[0];
  return { x: left - all.left + width / 2, y: top - all.top + height / 2 };
}"""
"""Where to hit what runs on over several lines: in its middle there may be other words."""

FOCUS = """wanted => {
  const { activeElement: here } = document;
  if (here === wanted) return "here";
  const radio = wanted.type === "radio" && here.type === "radio";
  return radio && here.name === wanted.name ? "group" : "elsewhere";
}"""
IS_INPUT = "each => each.tagName === 'INPUT'"
