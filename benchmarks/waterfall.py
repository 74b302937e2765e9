"""Where the time of a page's first load goes: each file on the wire, and the processor's work.

`python benchmarks/waterfall.py ADDRESS` prints both for the slow phone, from the fastest of a few
loads: that one was disturbed least.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import phone
from playwright.sync_api import Browser

FILES = """() => {
  const [page] = performance.getEntriesByType("navigation");
  return [page, ...performance.getEntriesByType("resource")].map((file) => ({
    name: file.name.split("/").slice(-1)[0].split("?")[0] || "(page)",
    asked: file.startTime, first: file.responseStart, last: file.responseEnd,
    size: file.transferSize,
  }));
}"""

MOMENTS = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByType("paint").map((one) => [one.name, one.startTime]);
  return [...paint, ["HTML parsed", page.domInteractive],
    ["first step answerable", window.suluhAnswerable]];
}"""

CATEGORIES = ["devtools.timeline", "v8", "blink.user_timing", "loading"]
WORK = {
    "ParseHTML": "parse HTML",
    "ParseAuthorStyleSheet": "parse CSS",
    "v8.compile": "compile script",
    "v8.compileModule": "compile script",
    "EvaluateScript": "run script",
    "v8.evaluateModule": "run script",
    "v8.run": "run script",
    "FunctionCall": "run script",
    "RunMicrotasks": "run script",
    "UpdateLayoutTree": "style",
    "Layout": "layout",
    "PrePaint": "paint",
    "Paint": "paint",
    "Layerize": "paint",
    "Commit": "paint",
    "MajorGC": "collect garbage",
    "MinorGC": "collect garbage",
    "V8.GCScavenger": "collect garbage",
}
LOADS = 4
LEAST_MS = 4
"""A piece of work shorter than this is not named by itself."""


def waterfall(browser: Browser, address: str) -> str:
    """Return the story of the fastest of a few loads as text."""
    _, story = min(_one_load(browser, address) for _ in range(LOADS))
    return story


def _one_load(browser: Browser, address: str) -> tuple[float, str]:
    with tempfile.TemporaryDirectory() as scratch, phone.slow_phone(browser) as (page, _):
        trace = Path(scratch) / "trace.json"
        browser.start_tracing(page=page, path=str(trace), categories=CATEGORIES)
        answerable = phone.until_answerable(page, address)
        files, moments = page.evaluate(FILES), page.evaluate(MOMENTS)
        browser.stop_tracing()
        events = json.loads(trace.read_text(encoding="utf-8"))["traceEvents"]
    lines = ["| file | asked, ms | first byte | last byte | bytes |", "|---|--:|--:|--:|--:|"]
    lines += [
        "| {name} | {asked:.0f} | {first:.0f} | {last:.0f} | {size} |".format(**f) for f in files
    ]
    lines += ["", "| moment | ms |", "|---|--:|"]
    lines += [f"| {name} | {when:.0f} |" for name, when in sorted(moments, key=lambda m: m[1])]
    lines += ["", *_work(events, answerable)]
    return answerable, "\n".join(lines)


def _work(events: list[dict[str, Any]], end_ms: float) -> list[str]:
    """Return what the page's own thread did until the end, each kind without what it contains."""
    start = max(
        (
            event
            for event in events
            if event["name"] == "navigationStart"
            and event["args"].get("data", {}).get("documentLoaderURL", "").startswith("http")
        ),
        key=lambda event: int(event["ts"]),
    )
    zero = start["ts"]
    mine = sorted(
        (
            event
            for event in events
            if event.get("ph") == "X"
            and (event["pid"], event["tid"]) == (start["pid"], start["tid"])
            and 0 <= event["ts"] - zero <= end_ms * 1000
            and event["name"] in WORK
        ),
        key=lambda event: (event["ts"], -event.get("dur", 0)),
    )
    spent: Counter[str] = Counter()
    open_: list[dict[str, Any]] = []
    named = []
    for event in mine:
        while open_ and open_[-1]["ts"] + open_[-1].get("dur", 0) <= event["ts"]:
            open_.pop()
        length = event.get("dur", 0) / 1000
        spent[WORK[event["name"]]] += length
        if open_:
            spent[WORK[open_[-1]["name"]]] -= length
        open_.append(event)
        if length >= LEAST_MS:
            depth = "· " * (len(open_) - 1)
            of = _about(event)
            at = (event["ts"] - zero) / 1000
            named.append(f"| {at:.0f} | {length:.0f} | {depth}{event['name']} {of} |")
    lines = ["| processor | ms, slowed down |", "|---|--:|"]
    lines += [f"| {kind} | {length:.0f} |" for kind, length in spent.most_common()]
    lines += [f"| together | {sum(spent.values()):.0f} |", ""]
    return [*lines, "| at, ms | ms | longer pieces of work |", "|--:|--:|---|", *named]


def _about(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data", {}) or event.get("args", {}).get("beginData", {})
    return str(data.get("url") or data.get("styleSheetUrl") or data.get("functionName") or "")[-40:]


if __name__ == "__main__":
    with phone.chromium() as browser:
        print(waterfall(browser, sys.argv[1]))
