"""How long `suluh serve` takes from its start to the first page of a lesson."""

from __future__ import annotations

import http.client
import time
from pathlib import Path

import contestants
import process_tree

EVERY_SECONDS = 0.03
OK = 200


def first_page_ms(project: Path, cache: Path) -> tuple[float, float]:
    """Start a server; return the ms until it sends the page of any lesson.

    Also returns how much processor time it had used by then. It goes on until it has all of them,
    so that the next one finds everything kept.
    """
    left = {folder.name for folder in (project / "lessons").glob("*/")}
    count, first, spent = len(left), 0.0, 0.0
    begun = time.monotonic()
    with contestants.bare_suluh(project, cache) as (port, process):
        while left:
            left = {lesson for lesson in sorted(left) if not _opens(port, lesson)}
            after = time.monotonic() - begun
            if len(left) < count and not first:
                first = after * 1000
                spent = process_tree.processor_seconds(process) * 1000
            if after > contestants.START_SECONDS:
                raise TimeoutError(f"These pages did not come: {left}")
            time.sleep(EVERY_SECONDS)
    return first, spent


def _opens(port: int, lesson: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", f"/{lesson}")
        return connection.getresponse().status == OK
    except OSError:
        return False  # it does not listen yet
    finally:
        connection.close()
