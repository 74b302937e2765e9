"""A cheap phone on slow mobile data, played by Chromium: how long until a lesson can be answered.

A step is answerable when the player has taken over: its main action is on the screen, painted, and
pressing it does something. The same for everybody who is compared.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

import programs
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Page,
    ViewportSize,
    sync_playwright,
)

LATENCY_MS = 150
DOWN_BYTES = 1_600_000 // 8  # 1.6 Mbps
UP_BYTES = 750_000 // 8
SLOWER = 4
WAIT_MS = 180_000
PHONE: ViewportSize = {"width": 390, "height": 844}
SAID = "suluh-answerable"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Other hosts fail at once: nobody is to wait for them here.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

# Looks only when the page changed, then waits until what it found is painted.
WATCH = """
(() => {
  if (window !== top) return;
  const action = () => document.querySelector(".suluh-main-action");
  const shown = (one) => one?.getBoundingClientRect().height > 0
    && one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const watcher = new MutationObserver(() => {
    if (!action()) return;
    watcher.disconnect();
    look();
  });
  const look = () => requestAnimationFrame(() => (shown(action()) ? painted() : look()));
  const painted = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      window.suluhAnswerable = performance.now();
      console.debug("SAID");
    };
    port2.postMessage(0);
  };
  watcher.observe(document, { childList: true, subtree: true });
})();
""".replace("SAID", SAID)

# What a press may change: the step, what is said under it, or the page's title.
STATE = """() => {
  const screen = document.querySelector(".suluh-screen");
  const notice = document.querySelector(".suluh-notice");
  return [screen?.dataset.screen, screen?.dataset.phase, notice?.textContent, document.title]
    .join("|");
}"""

FIRST_WORDS = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"


@dataclass(frozen=True)
class Load:
    """One opening of a page, in ms from the tap and in bytes and requests until answerable."""

    answerable: float
    words: float
    received: float
    requests: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the browser that the tests use, too."""
    path = programs.chromium()
    if not path:
        sys.exit("No Chromium found: run make test, which gets one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def slow_phone(
    browser: Browser, *, slower: float = SLOWER, network: bool = True
) -> Iterator[tuple[Page, CDPSession]]:
    """Open a phone that has never been at the page."""
    context: BrowserContext = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2, locale="id-ID"
    )
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        if network:
            conditions = {"offline": False, "latency": LATENCY_MS}
            speeds = {"downloadThroughput": DOWN_BYTES, "uploadThroughput": UP_BYTES}
            session.send("Network.emulateNetworkConditions", {**conditions, **speeds})
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.add_init_script(WATCH)
        yield page, session
    finally:
        context.close()


def load(browser: Browser, address: str) -> Load:
    """Open a page on a slow phone, and press its main action."""
    with slow_phone(browser) as (page, session):
        wire = Wire(session)
        answerable = until_answerable(page, address)
        session.send("Performance.enable")
        metrics = session.send("Performance.getMetrics")["metrics"]
        began = next(each["value"] for each in metrics if each["name"] == "NavigationStart")
        requests, received = wire.until(began + answerable / 1000)
        words = float(page.evaluate(FIRST_WORDS))
        before = page.evaluate(STATE)
        page.locator(".suluh-main-action").tap()
        page.wait_for_function(f"before => ({STATE})() !== before", arg=before)
        return Load(answerable, words, received, requests)


def until_answerable(page: Page, address: str) -> float:
    """Open a page and return the ms until its first step can be answered."""
    said = page.expect_console_message(lambda message: message.text == SAID, timeout=WAIT_MS)
    with said:
        page.goto(address, wait_until="commit", timeout=WAIT_MS)
    return float(page.evaluate("window.suluhAnswerable"))


def typical(loads: list[Load]) -> Load:
    """Return the medians of several loads."""
    fields = ("answerable", "words", "received", "requests")
    return Load(**{name: median(getattr(each, name) for each in loads) for name in fields})


class Wire:
    """Counts what goes over the wire, as the browser's network service does."""

    def __init__(self, session: CDPSession) -> None:
        self._requests: list[float] = []
        self._pieces: list[tuple[float, float]] = []  # when (in the browser's seconds), bytes
        self._heads: dict[str, float] = {}
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.dataReceived", self._came)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.webSocketFrameReceived", self._told)

    def until(self, moment: float) -> tuple[int, float]:
        """Return how many requests were sent, and bytes received, until a moment."""
        asked = sum(when <= moment for when in self._requests)
        return asked, sum(size for when, size in self._pieces if when <= moment)

    def _asked(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith(("data:", "blob:")):
            self._requests.append(event["timestamp"])

    def _answered(self, event: dict[str, Any]) -> None:
        size = event["response"].get("encodedDataLength", 0)
        self._heads[event["requestId"]] = size
        self._pieces.append((event["timestamp"], size))

    def _came(self, event: dict[str, Any]) -> None:
        size = event.get("encodedDataLength", 0)
        self._heads[event["requestId"]] = self._heads.get(event["requestId"], 0) + size
        self._pieces.append((event["timestamp"], size))

    def _finished(self, event: dict[str, Any]) -> None:
        # What the events on the way did not tell.
        rest = event["encodedDataLength"] - self._heads.get(event["requestId"], 0)
        if rest > 0:
            self._pieces.append((event["timestamp"], rest))

    def _told(self, event: dict[str, Any]) -> None:
        self._pieces.append((event["timestamp"], len(event["response"]["payloadData"])))


if __name__ == "__main__":
    with chromium() as browser:
        print(load(browser, sys.argv[1]))
