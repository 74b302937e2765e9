"""A million recorded responses: how fast they are written, counted, exported, copied and removed.

    python benchmarks/records.py                     a table in Markdown, after about two minutes
    python benchmarks/records.py --responses 50000   fewer
    python benchmarks/records.py --keep FOLDER       leave them there, for other measurements

Each job runs in a process of its own, so that its memory is its own. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from toolkit.records.nouns import Feedback, Filter, Response, Visit, compact
from toolkit.records.records import Records

MILLION = 1_000_000
A_VISIT = 10
"""Responses a visit."""

DAYS = 300
LESSONS = ("misinformation", "online-catalogue", "online-safety")
CHANNELS = ("whatsapp", "whatsapp", "whatsapp", "instagram", "", "")
CLASSES = ("", "7A", "7B", "8C")
KINDS = ("judge", "judge", "judge", "choose", "judge", "judge", "order", "judge", "choose", "judge")
DAY = 24 * 3600
RARELY, SOMETIMES, OFTEN = 0.02, 0.3, 0.6
MOST_WAITING = 1000


def fill(folder: Path, count: int) -> None:
    """Record so many responses, as a server would."""
    chance = random.Random(5)
    with Records(folder) as records:
        waiting: list[Any] = []
        for visit, responses, feedback in itertools.islice(_visits(chance), count // A_VISIT):
            waiting.append(records.add(visit, responses, feedback))
            if len(waiting) == MOST_WAITING:
                _wait(waiting)
        _wait(waiting)


def _wait(waiting: list[Any]) -> None:
    for each in waiting:
        each.result()
    waiting.clear()


def _visits(chance: random.Random) -> Iterator[tuple[Visit, list[Response], list[Feedback]]]:
    today = time.time() // DAY * DAY
    workshops = [(today - chance.randrange(DAYS) * DAY, chance.choice(CLASSES)) for _ in range(60)]
    while True:
        lesson = chance.randrange(len(LESSONS))
        language = "en" if chance.random() < RARELY else "id"
        edition = chance.randrange(3)
        if chance.random() < OFTEN:  # with a trainer, who handed out a link
            day, class_name = chance.choice(workshops)
            source = "webinar"
        else:
            day, class_name = today - chance.randrange(DAYS) * DAY, ""
            source = chance.choice(CHANNELS)
        started = day + chance.random() * DAY
        version = f"{lesson}{edition}{language}".encode().hex().rjust(16, "0")
        visit = Visit(
            id=_random(chance),
            lesson=LESSONS[lesson],
            language=language,
            version=version,
            place="jupyterlab" if chance.random() < RARELY else "server",
            item="",
            source=source,
            medium="chat" if source else "",
            campaign="kenali-hoaks" if source else "",
            referrer="" if source else "perpustakaan.example",
            class_name=class_name,
            started=started,
            seen=started + 900,
            reached=chance.randrange(16),
            finished=chance.random() < SOMETIMES,
        )
        responses = [_response(chance, visit, step) for step in range(A_VISIT)]
        words = "Terima kasih, contohnya dekat dengan kami." if chance.random() < SOMETIMES else ""
        said = Feedback(_random(chance), visit.id, chance.randrange(3), 2, words, started + 900)
        yield visit, responses, [said] if chance.random() < SOMETIMES else []


def _response(chance: random.Random, visit: Visit, step: int) -> Response:
    kind, before, checked = KINDS[step % len(KINDS)], None, False
    if kind == "judge":
        point = chance.choice((0, 1, 2, 3, 3, 3, "unsure"))
        checked = chance.random() < SOMETIMES
        before = compact(chance.randrange(4)) if checked and chance.random() < OFTEN else None
        given = {"point": point, "before": before and json.loads(before), "checked": checked}
        answer = compact(point)
        right = point in {2, 3}
    elif kind == "choose":
        given = {"options": [chance.randrange(4)]}
        answer = compact(given["options"])
        right = answer == "[1]"
    else:
        given = {"order": chance.sample(range(5), 5)}
        answer = compact(given["order"])
        right = answer == "[0,1,2,3,4]"
    return Response(
        id=_random(chance),
        visit=visit.id,
        version=visit.version,
        step=f"langkah-yang-ke-{step}",
        kind=kind,
        attempt=2 if chance.random() < RARELY else 1,
        answer=answer,
        right=right,
        judged=True,
        before=before,
        checked=checked,
        ms=chance.randrange(60_000),
        at=visit.started + 60 * step,
        given=compact(given),
    )


def _random(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def _count(records: Records, _scratch: Path) -> str:
    visits, responses = records.visit_counts(), records.response_counts()
    told = f"{len(visits)} and {len(responses)} rows"
    return (
        f"{told}, {sum(one.n for one in visits)} visits, {sum(one.n for one in responses)} firsts"
    )


def _count_one(records: Records, _scratch: Path) -> str:
    only = Filter(lesson=LESSONS[0], language="id", channel="whatsapp")
    visits, responses = records.visit_counts(only), records.response_counts(only)
    return f"{sum(one.n for one in visits)} visits, {sum(one.n for one in responses)} firsts"


def _export(records: Records, scratch: Path) -> str:
    made = records.export(scratch / "export")
    size = sum(file.stat().st_size for file in (scratch / "export").iterdir())
    return f"{made.responses} responses, {size / 1e6:.0f} MB"


def _back_up(records: Records, scratch: Path) -> str:
    return f"{records.back_up(scratch / 'backup.sqlite').stat().st_size / 1e6:.0f} MB"


def _forget(records: Records, _scratch: Path) -> str:
    gone = records.forget(date.today() - timedelta(days=DAYS // 2))
    return f"{gone.responses} responses"


JOBS: dict[str, Callable[[Records, Path], str]] = {
    "both counts": _count,
    "both counts, one lesson, language and channel": _count_one,
    "export": _export,
    "backup": _back_up,
    "forget the older half": _forget,
}


def main() -> None:
    asked = _asked()
    if asked.job:
        begun = time.monotonic()
        told = JOBS[asked.job](Records(asked.keep), asked.keep.parent)
        print(json.dumps([time.monotonic() - begun, time.process_time(), _most_memory(), told]))
        return
    with tempfile.TemporaryDirectory(prefix="suluh-benchmark-") as scratch:
        folder = asked.keep or Path(scratch, "data")
        begun = time.monotonic()
        fill(folder, asked.responses)
        took = time.monotonic() - begun
        spent = f"{took:.1f} s | {time.process_time():.1f} s"
        size = (folder / "records.sqlite").stat().st_size / 1e6
        print(
            f"| {asked.responses} responses | time | processor | memory | |\n|---|---|---|---|---|"
        )
        print(f"| write | {spent} | | {size:.0f} MB on the disk |", flush=True)
        jobs = [job for job in JOBS if not (asked.keep and job.startswith("forget"))]
        for job in jobs:
            command = [sys.executable, __file__, "--job", job, "--keep", str(folder)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
            seconds, processor, size, told = json.loads(done.stdout)
            took = f"{seconds:.2f} s | {processor:.2f} s"
            print(f"| {job} | {took} | {size / 1e6:.0f} MB | {told} |", flush=True)


def _most_memory() -> int:
    """Return the most bytes this process ever had (`getrusage` tells of its parent's, too)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) * 1024  # type: ignore[index]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--responses", type=int, default=MILLION)
    parser.add_argument("--keep", type=Path, help="a new folder to leave them in")
    parser.add_argument("--job", choices=JOBS, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
