"""Compare one lesson notebook from stock Voilà, from `suluh serve` and as a published folder.

    python benchmarks/run.py                    everything, about ten minutes; a table in Markdown
    python benchmarks/run.py --only page        page, views, crowd, answers, rooms or start
    python benchmarks/run.py --waterfall        where the first load's time goes, too

All share the machine's first two cores: servers, browser and patrons. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import answers
import contestants
import phone
import plain_page
import process_tree
import starting
import table as figures
import waterfall
import webinars
from contestants import Contestant
from table import PLAIN, PUBLISHED, SERVED, STOCK, Table

from toolkit.records.records import Records

CORES = 2
VIEWS, STOCK_VIEWS = 400, 3
PATRONS, SECONDS = 1000, 30
STOCK_PATRONS, STOCK_SECONDS = 10, 10  # more would only wait: each costs seconds of processor
STARTS = 3
ROOMS = 20
IDLE_SECONDS = 3
BUSY = 0.7
"""A load of the machine before the run above which others worked on it, too."""
CROWD = str(Path(__file__).with_name("crowd.py"))
ANSWERS, ANSWERS_SECONDS = str(Path(__file__).with_name("answers.py")), 60


class Benchmark:
    """One run: where its files lie, what it found, and what is to be said under the table."""

    def __init__(self, scratch: Path, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.scratch = scratch
        self.table = Table()
        self.notes: list[str] = []
        self.project = contestants.copy_project(scratch / "project")
        self.cache = scratch / "cache"
        self.plain = scratch / "plain"
        self.folder = scratch / "published"
        self.has_folder = False
        plain_page.write(self.plain)

    def publish(self) -> None:
        """Make the published folder, twice."""
        _tell("publishing")
        cache = self.scratch / "publish-cache"
        for quantity in (figures.PUBLISH_NOTHING, figures.PUBLISH_KEPT):
            done = contestants.publish_ms(self.project, cache, self.folder)
            if done is None:
                return
            took, spent = done
            self.table.put(quantity, PUBLISHED, took)
            self.notes.append(f"{quantity.words}: {spent / 1000:.1f} s of processor time.")
        self.has_folder = True

    @contextmanager
    def served(self, *columns: str) -> Iterator[dict[str, Contestant]]:
        """Start those who are compared, all at once."""
        with ExitStack() as stack:
            running = {}
            for column in columns:
                if column == PUBLISHED and not self.has_folder:
                    continue
                _tell(f"starting: {column}")
                running[column] = stack.enter_context(self._start(column))
                process_tree.wait_until_calm(running[column].process)
            yield running

    def _start(self, column: str) -> contestants.Running:
        files = self.scratch / "servers" / str(COLUMN_IDS[column])
        if column == PLAIN:
            return contestants.folder_server(self.plain, files, "")
        if column == STOCK:
            return contestants.stock_voila(self.project)
        if column == SERVED:
            return contestants.suluh_serve(self.project, self.cache)
        return contestants.folder_server(self.folder, files, f"{contestants.LESSON}/")

    def page(self) -> None:
        """Open the page on a slow phone, by turns, so that a busy moment hits everybody."""
        table = self.table
        with phone.chromium() as browser, self.served(*figures.COLUMNS) as running:
            loads: dict[str, list[phone.Load]] = {column: [] for column in running}
            spent = dict.fromkeys(running, 0.0)
            for turn in range(self.asked.loads):
                for column, contestant in running.items():
                    if column != STOCK or turn < self.asked.stock_loads:
                        _tell(f"slow phone, load {turn + 1}: {column}")
                        with process_tree.ProcessorTime(contestant.process) as processor:
                            loads[column].append(phone.load(browser, contestant.page))
                        spent[column] += processor.ms
            for column, those in loads.items():
                typical = phone.typical(those)
                table.put(figures.ANSWERABLE, column, typical.answerable)
                stock = phone.typical(loads[STOCK]).answerable
                if column != STOCK:
                    table.put(figures.FASTER, column, stock / typical.answerable)
                table.put(figures.WORDS, column, typical.words)
                table.put(figures.RECEIVED, column, typical.received)
                table.put(figures.REQUESTS, column, typical.requests)
                each = ", ".join(f"{one.answerable / 1000:.2f}" for one in those)
                self.notes.append(
                    f"{column}, first answerable step, each load: {each} s; the server's processor "
                    f"time for a load in a browser: {spent[column] / len(those):.0f} ms."
                )
            if self.asked.waterfall:
                for column in (SERVED, PUBLISHED):
                    if column in running:
                        story = waterfall.waterfall(browser, running[column].page)
                        self.notes.append(f"Where the time of a load goes, {column}:\n\n{story}\n")
            self.notes.append(f"Browser: Chromium {browser.version}.")

    def views(self) -> None:
        """Count what a page view with all its files costs the server, one after the other."""
        for column in (PLAIN, STOCK, SERVED, PUBLISHED):
            count = STOCK_VIEWS if column == STOCK else VIEWS
            with self.served(column) as running:
                for contestant in running.values():
                    with process_tree.ProcessorTime(contestant.process) as idle:
                        time.sleep(IDLE_SECONDS)
                    _tell(f"{count} page views: {column}")
                    _crowd(contestant, 1 if column == STOCK else 20, 0)  # nobody pays for firsts
                    with process_tree.ProcessorTime(contestant.process) as spent:
                        told = _crowd(contestant, count, 0)
                    self.table.put(figures.PROCESSOR, column, spent.ms / count)
                    self.notes.append(
                        f"{column}: {told['requests'] / count:.0f} requests and "
                        f"{told['received'] / count / 1000:.1f} kB a view; "
                        f"{idle.ms / IDLE_SECONDS / 10:.1f} % of a core when nobody comes."
                    )

    def crowd(self) -> None:
        """Let a thousand patrons come."""
        self.cache = self.scratch / "crowd-cache"  # from nothing: the kernel's memory counts, too
        for column in (STOCK, SERVED, PUBLISHED):
            few = column == STOCK
            patrons, seconds = (STOCK_PATRONS, STOCK_SECONDS) if few else (PATRONS, SECONDS)
            note = f"{patrons} patrons within {seconds} s" if few else ""
            with self.served(column) as running:
                for contestant in running.values():
                    _tell(f"{patrons} patrons within {seconds} s: {column}")
                    with process_tree.PeakMemory(contestant.process) as memory:
                        told = _crowd(contestant, patrons, seconds)
                    page, view = told["page"], told["view"]
                    errors = sum(told["errors"].values())
                    self.table.put(figures.CROWD_PAGE, column, page["p95"] * 1000, note)
                    self.table.put(figures.CROWD_ERRORS, column, errors, note)
                    self.table.put(figures.CROWD_MEMORY, column, memory.bytes, note)
                    self.notes.append(
                        f"{column}, {patrons} patrons within {seconds} s: page "
                        f"{_spread(page)}; with its files {_spread(view)}; {told['requests']} "
                        f"requests; errors {told['errors'] or 'none'}; the crowd itself was at "
                        f"most {told['late'] * 1000:.0f} ms behind."
                    )

    def answers(self) -> None:
        """Let a thousand patrons answer ten questions each; count what is in the records then."""
        self.cache = self.scratch / "answers-cache"
        with self.served(SERVED) as running:
            for contestant in running.values():
                _tell(f"{PATRONS} patrons answer within {ANSWERS_SECONDS} s")
                with (
                    process_tree.PeakMemory(contestant.process) as memory,
                    process_tree.ProcessorTime(contestant.process) as spent,
                ):
                    told = _answers(contestant, self.project)
        kept = _kept(contestants.records_folder(self.cache))
        wanted = PATRONS * answers.ANSWERS
        acknowledged = told["acknowledged"]
        table = self.table
        table.put(figures.ANSWERS_WAIT, SERVED, acknowledged["p95"] * 1000)
        table.put(figures.ANSWERS_ERRORS, SERVED, sum(told["errors"].values()))
        table.put(figures.ANSWERS_LOST, SERVED, wanted - kept)
        table.put(figures.ANSWERS_MEMORY, SERVED, memory.bytes)
        self.notes.append(
            f"{wanted} answers: acknowledged after {_spread(acknowledged)}; {kept} in the records; "
            f"errors {told['errors'] or 'none'}; {spent.ms / wanted:.2f} ms of the server's "
            f"processor time each; the patrons were at most {told['late'] * 1000:.0f} ms behind."
        )

    def rooms(self) -> None:
        """Hold a webinar: all in one room, then in twenty; the server is killed in the middle."""
        for rooms in (1, ROOMS):
            _tell(f"{PATRONS} phones in {rooms} live rooms")
            webinar = webinars.play(
                self.project, self.scratch / f"rooms-{rooms}-cache", rooms, PATRONS
            )
            told, put = webinar.told, self.table.put
            vote, step, lost = (
                (figures.ROOM_VOTE, figures.ROOM_STEP, figures.ROOM_LOST)
                if rooms == 1
                else (figures.ROOMS_VOTE, figures.ROOMS_STEP, figures.ROOMS_LOST)
            )
            put(vote, SERVED, told["votes"]["p95"] * 1000)
            put(step, SERVED, told["steered"]["p95"] * 1000)
            put(lost, SERVED, webinar.miscounted)
            if rooms == 1:
                put(figures.ROOM_JOIN, SERVED, told["joined"]["p95"] * 1000)
                put(figures.ROOM_RUSH, SERVED, told["rush"]["p95"] * 1000)
                put(figures.ROOM_ERRORS, SERVED, sum(told["errors"].values()))
                put(figures.ROOM_MEMORY, SERVED, webinar.memory)
                put(figures.ROOM_BACK, SERVED, webinar.back)
            self.notes.append(
                f"{rooms} live rooms: {PATRONS} phones there after {told['all_joined']:.1f} s, "
                f"each after {_spread(told['joined'])}; a vote on the screen after "
                f"{_spread(told['votes'])}, all within 2 s {_spread(told['rush'])}; a step on "
                f"the last phone {_spread(told['steered'])}, on half of them "
                f"{_spread(told['typical'])}; {webinar.idle_percent:.1f} % of a core while there "
                f"is nothing to tell; back {webinar.back / 1000:.1f} s after the kill; "
                f"{sum(told['stored'])} votes acknowledged, {sum(told['counted'])} counted, "
                f"{told['again']} sent again; memory {webinar.memory / 1e6:.0f} MB; "
                f"errors {told['errors'] or 'none'}."
            )

    def start(self) -> None:
        """Start the server from nothing, and again with what it kept."""
        nothing, kept = [], []
        for turn in range(STARTS):
            cache = self.scratch / f"start-cache-{turn}"
            _tell(f"start {turn + 1} of {STARTS}")
            nothing.append(starting.first_page_ms(self.project, cache))
            kept.append(starting.first_page_ms(self.project, cache))
        for quantity, starts in ((figures.START_NOTHING, nothing), (figures.START_KEPT, kept)):
            self.table.put(quantity, SERVED, median(took for took, _ in starts))
            each = ", ".join(f"{took / 1000:.2f}" for took, _ in starts)
            spent = median(spent for _, spent in starts) / 1000
            self.notes.append(f"{quantity.words}: {each} s; {spent:.1f} s of processor time.")


COLUMN_IDS = {column: at for at, column in enumerate(figures.COLUMNS)}
PARTS: dict[str, Callable[[Benchmark], None]] = {
    "page": Benchmark.page,
    "views": Benchmark.views,
    "crowd": Benchmark.crowd,
    "answers": Benchmark.answers,
    "rooms": Benchmark.rooms,
    "start": Benchmark.start,
}


def main() -> None:
    asked = _asked()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended, too
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    begun = time.monotonic()
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="suluh-benchmark-") as scratch:
        Path(scratch).chmod(0o755)  # a web server may read as somebody else
        benchmark = Benchmark(Path(scratch), asked)
        if set(asked.only) - {"answers", "rooms", "start"}:
            benchmark.publish()
        for part in asked.only:
            PARTS[part](benchmark)
    print(benchmark.table.markdown())
    print()
    took = time.monotonic() - begun
    print(f"{date.today()}, {_machine()}; the run took {took:.0f} s.")
    if load_before > BUSY:
        print(f"The machine was busy (load {load_before:.1f}): times are longer than they need be.")
    print(f"The slow phone: {_profile()}. Medians of {asked.loads} loads, each with nothing kept.")
    for note in benchmark.notes:
        print(f"- {note}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be repeated")
    parser.add_argument("--loads", type=int, default=5, help="of each page on the slow phone")
    parser.add_argument("--stock-loads", type=int, default=2, help="of stock Voilà's, 40 s each")
    parser.add_argument("--waterfall", action="store_true", help="say where a load's time goes")
    asked = parser.parse_args()
    asked.only = asked.only or list(PARTS)
    return asked


def _crowd(contestant: Contestant, patrons: int, seconds: float) -> dict[str, Any]:
    command = [sys.executable, CROWD, contestant.page, str(patrons), str(seconds)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _answers(contestant: Contestant, project: Path) -> dict[str, Any]:
    address = contestant.page.rpartition("/")[0]
    command = [sys.executable, ANSWERS, address, str(PATRONS), str(ANSWERS_SECONDS)]
    environment = {**os.environ, "SULUH_HOME": str(project)}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _kept(folder: Path) -> int:
    """Return how many first answers are in the records."""
    with Records(folder) as records:
        return sum(each.n for each in records.response_counts())


def _spread(seconds: dict[str, float]) -> str:
    return ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in seconds.items())


def _profile() -> str:
    speed = phone.DOWN_BYTES * 8 / 1e6
    return f"{speed:.1f} Mbps, {phone.LATENCY_MS} ms a request, processor {phone.SLOWER}x slower"


def _machine() -> str:
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    cores = len(os.sched_getaffinity(0))
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    programs = f"Python {platform.python_version()}, Voilà {version('voila')}"
    return f"{names[0]}, {cores} cores, {pages / 2**30:.0f} GB, {platform.system()}, {programs}"


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
