"""Send 100,000 strange requests to `suluh serve`: no 500, no file outside the site, no growth.

`python benchmarks/fuzz.py [COUNT]` takes some minutes, and ends with status 1 if anything was
wrong. What is sent, and what is wrong, tests/fuzz.py says; the tests send 5,000.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import contestants
import process_tree
import programs

COUNT = 100_000
ROUND = 10_000
MOST_GROWTH_BYTES = 5_000_000
"""From the end of the first round, which fills what a server keeps in memory, to the last."""


def main() -> int:
    count = int(sys.argv[1]) if sys.argv[1:] else COUNT
    fuzz = programs.of_the_tests("fuzz").fuzz
    statuses: Counter[int] = Counter()
    faults: list[str] = []
    memory: list[int] = []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="suluh-fuzz-") as scratch:
        project = contestants.copy_project(Path(scratch) / "project")
        with contestants.suluh_serve(project, Path(scratch) / "cache") as served:
            for seed, sent in enumerate(range(0, count, ROUND)):
                report = fuzz(urljoin(served.page, "/"), min(ROUND, count - sent), seed)
                statuses += report.statuses
                faults += report.faults
                memory.append(process_tree.memory_bytes(served.process))
                done, size = sent + report.sent, memory[-1] / 1e6
                print(f"{done} requests, {size:.1f} MB, {len(faults)} faults", file=sys.stderr)
    growth = memory[-1] - memory[0]
    if growth > MOST_GROWTH_BYTES:
        faults.append(f"The server grew by {growth / 1e6:.1f} MB.")
    answers = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
    print(f"{count} strange requests in {time.monotonic() - begun:.0f} s. Answers: {answers}.")
    print(f"Memory after the first {ROUND} {memory[0] / 1e6:.1f} MB, at the end {growth:+} bytes.")
    for fault in faults:
        print(f"- {fault}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
