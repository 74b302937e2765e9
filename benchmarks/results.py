"""A million recorded responses: how long the results take, from the question to the whole answer.

    python benchmarks/results.py                     a table in Markdown, after about two minutes
    python benchmarks/results.py --responses 50000   fewer
    python benchmarks/results.py --keep FOLDER       leave them there; used again if it is there

Each answer comes from a process of its own, as it does for the staff's pages: its start counts.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from toolkit.lesson.versions import Version, VersionStep
from toolkit.project import Project
from toolkit.records.nouns import Response, Visit, compact
from toolkit.records.records import Records

ROOT = Path(__file__).parents[1]
MILLION = 1_000_000
A_VISIT = 10
"""Responses a visit."""

LIMIT_SECONDS = 5
"""How long a page of results may take."""

TIMES = 3
DAYS = 300
DAY = 24 * 3600
CHANNELS = ("whatsapp", "whatsapp", "whatsapp", "instagram", "", "")
CLASSES = ("7A", "7B", "8C", "9D")
RARELY, SOMETIMES, OFTEN = 0.02, 0.3, 0.6
MOST_WAITING = 1000


def fill(folder: Path, versions: Sequence[Version], count: int) -> None:
    """Record so many responses to lessons, as a server would."""
    with Records(folder) as records:
        records.keep_versions(versions).result()
        waiting = []
        for visit, responses in itertools.islice(_visits(versions), count // A_VISIT):
            waiting.append(records.add(visit, responses))
            if len(waiting) == MOST_WAITING:
                for each in waiting:
                    each.result()
                waiting.clear()


def _visits(versions: Sequence[Version]) -> Iterator[tuple[Visit, list[Response]]]:
    chance = random.Random(5)
    first = [version for version in versions if version.language == "id"]
    second = [version for version in versions if version.language != "id"]
    today = time.time() // DAY * DAY
    workshops = [(today - chance.randrange(DAYS) * DAY, chance.choice(CLASSES)) for _ in range(60)]
    while True:
        version = chance.choice(second if second and chance.random() < RARELY else first)
        day, class_name, source = today - chance.randrange(DAYS) * DAY, "", chance.choice(CHANNELS)
        if chance.random() < OFTEN:  # with a trainer, who handed out a link
            (day, class_name), source = chance.choice(workshops), "webinar"
        started = day + chance.random() * DAY
        asked = [step for step in version.steps if step.activity is not None]
        visit = Visit(
            id=_random(chance),
            lesson=version.name,
            language=version.language,
            version=version.version,
            place="server",
            item="",
            source=source,
            medium="",
            campaign="",
            referrer="" if source else "perpustakaan.example",
            class_name=class_name,
            started=started,
            seen=started + 900,
            reached=chance.randrange(len(version.steps)),
            finished=chance.random() < SOMETIMES,
        )
        steps = (asked * A_VISIT)[:A_VISIT]
        yield visit, [_response(chance, visit, step) for step in steps]


def _response(chance: random.Random, visit: Visit, step: VersionStep) -> Response:
    assert step.activity is not None
    before, checked, right = None, False, None
    if step.is_judged:
        point: Any = chance.choice((0, 1, 2, 3, 3, 3, "unsure"))
        checked = chance.random() < SOMETIMES
        before = compact(chance.randrange(4)) if checked and chance.random() < OFTEN else None
        answer = compact(point)
        right = None if point == "unsure" else (point in {2, 3}) == step.activity.truthful()
    elif step.activity.kind == "choose":
        place = chance.randrange(3)
        answer, right = compact([place]), place == 1
    else:
        answer, right = compact(chance.sample(range(5), 5)), chance.random() < OFTEN
    return Response(
        id=_random(chance),
        visit=visit.id,
        version=visit.version,
        step=step.id,
        kind=step.activity.kind,
        attempt=2 if chance.random() < RARELY else 1,
        answer=answer,
        right=right,
        judged=True,
        before=before,
        checked=checked,
        ms=chance.randrange(60_000),
        at=visit.started + 60,
        given=answer,
    )


def _random(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def _questions(versions: Sequence[Version]) -> dict[str, dict[str, str]]:
    one = versions[0].name
    lately = (date.today() - timedelta(days=30)).isoformat()
    return {
        "the choices on the page": {"job": "choices"},
        "the page, one lesson": {"job": "page", "lesson": one},
        "the page, all lessons": {"job": "page"},
        "the page, one lesson and class, 30 days": {
            "job": "page",
            "lesson": one,
            "class": CLASSES[0],
            "since": lately,
        },
        ".docx, one lesson": {"job": "docx", "lesson": one},
        ".xlsx, one lesson": {"job": "xlsx", "lesson": one},
    }


def _timed(
    command: Sequence[str], question: bytes, environment: dict[str, str]
) -> tuple[float, float, int]:
    """Return seconds of a clock, seconds of a processor, and bytes of the answer."""
    begun, spent = time.monotonic(), _spent()
    done = subprocess.run(
        command, input=question, check=True, stdout=subprocess.PIPE, env=environment
    )
    return time.monotonic() - begun, _spent() - spent, len(done.stdout)


def _spent() -> float:
    """Return the seconds of a processor that the processes used which ended so far."""
    times = os.times()
    return times.children_user + times.children_system


def main() -> None:
    asked = _asked()
    project = Project(ROOT)
    versions = [
        Version.of(project.lesson(name, language))
        for name in project.lesson_names()
        for language in project.library.languages
    ]
    with tempfile.TemporaryDirectory(prefix="suluh-benchmark-") as scratch:
        folder = asked.keep or Path(scratch, "data")
        if not Records(folder).exist:
            fill(folder, versions, asked.responses)
        environment = {**os.environ, "SULUH_HOME": str(ROOT), "SULUH_DATA": str(folder)}
        print(f"Medians of {TIMES}; load of the machine before: {os.getloadavg()[0]:.1f}.\n")
        print("| answer | time | processor | size |\n|---|---|---|---|")
        slowest = 0.0
        for words, question in _questions(versions).items():
            whole = {"language": "id", "home": str(ROOT), "folder": str(folder), **question}
            line = json.dumps(whole).encode() + b"\n"
            command = [sys.executable, "-m", "toolkit.results.served"]
            took = _row(words, command, line, environment)
            slowest = max(slowest, took if question["job"] == "page" else 0)
        command = [sys.executable, "-m", "toolkit.cli", "results"]
        _row("suluh results, all lessons", command, b"", environment)
        print(f"\nSlowest page: {slowest:.2f} s; it may take {LIMIT_SECONDS} s.")
    sys.exit(slowest > LIMIT_SECONDS)


def _row(words: str, command: Sequence[str], question: bytes, environment: dict[str, str]) -> float:
    runs = [_timed(command, question, environment) for _ in range(TIMES)]
    seconds, processor = (median(each[at] for each in runs) for at in (0, 1))
    size = runs[0][2] / 1000
    print(f"| {words} | {seconds:.2f} s | {processor:.2f} s | {size:.0f} kB |", flush=True)
    return float(seconds)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--responses", type=int, default=MILLION)
    parser.add_argument("--keep", type=Path, help="a folder to leave them in")
    return parser.parse_args()


if __name__ == "__main__":
    main()
