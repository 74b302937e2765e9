"""The catalogue: how fast it is searched and filled, and what it weighs on a phone.

    python benchmarks/catalogue.py                     a table in Markdown, after some minutes
    python benchmarks/catalogue.py --only search       one part: search, import, patrons or size
    python benchmarks/catalogue.py --records 10000     a smaller library
    python benchmarks/catalogue.py --keep FOLDER       leave files and index there, to use again

The books are made up (`books.py`); what is searched for is in `queries.txt`, as it was
for the whole library. An import is a process of its own, so that its memory is its own. All share
the machine's first two cores. Linux only: it asks the kernel for a process's memory.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import books
import pymarc

from toolkit.catalogue.embedded import Embedded
from toolkit.catalogue.index.writing import whole
from toolkit.catalogue.nouns import Record

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "toolkit" / "player" / "static"
CORES = 2
LARGE = 100_000
PARTS = ("search", "import", "patrons", "size")

INDEX = "catalogue.sqlite"
P95_MS, MOST_MS = 20, 150
IMPORT_SECONDS = {"MARC21": 60, "MARC21 (MARC-8)": 60, "MARCXML": 150}
STEP_KB, BOOKS_KB = 15, 60
STEP = ("search.js", "search.css")
BOOKS = ("books.js",)

ENCODING = 9
"""Where a leader says what the texts are in."""

SOMETIMES = 0.1
MEGA = 1_000_000


class Rows:
    """The table, and whether every figure is within reach."""

    def __init__(self) -> None:
        self.missed = False
        print("| | measured | reach |\n|---|--:|--:|")

    def put(self, words: str, value: float, unit: str, reach: float | None = None) -> None:
        shown = f"{value:.1f} {unit}" if unit else f"{round(value, 2):,g}"
        is_over = reach is not None and value > reach
        self.missed |= is_over
        limit = "" if reach is None else f"{reach:g} {unit}".strip()
        print(f"| {words} | {shown}{' ✗' if is_over else ''} | {limit} |", flush=True)


def searches(rows: Rows, folder: Path, count: int) -> None:
    """Ask all queries, one after the other, as a server would that has just started."""
    file = folder / INDEX
    if not file.exists():
        with whole(file, "benchmark") as draft:
            for some in _batches(books.records(count)):
                draft.add(some)
            draft.publish()
    queries = books.queries(count)
    if count == LARGE:
        lines = "".join(f"{books.written(query)}\n" for query in queries)
        books.QUERIES_FILE.write_text(lines, encoding="utf-8")
    catalogue = Embedded(file)
    took, spent, found, meant = [], [], 0, 0
    for query in queries:
        begun, busy = time.perf_counter(), time.thread_time()
        page = catalogue.search(query)
        took.append((time.perf_counter() - begun) * 1000)
        spent.append((time.thread_time() - busy) * 1000)
        found += bool(page.records)
        meant += bool(page.did_you_mean)
    ordered, worked = sorted(took), sorted(spent)
    what = f"embedded search, {count:,} records, {len(queries):,} queries"
    rows.put(f"{what}: p50", ordered[len(ordered) // 2], "ms")
    rows.put(f"{what}: p95", ordered[round(0.95 * (len(ordered) - 1))], "ms", P95_MS)
    rows.put(f"{what}: longest", ordered[-1], "ms", MOST_MS)
    rows.put(f"{what}: p95 of the processor", worked[round(0.95 * (len(worked) - 1))], "ms")
    rows.put(f"{what}: longest of the processor", worked[-1], "ms")
    rows.put(f"{what}: found something", found, "")
    rows.put(f"{what}: found nothing, and were told what does", meant, "")
    rows.put("the index on the disk", file.stat().st_size / MEGA, "MB")


def imports(rows: Rows, folder: Path, count: int) -> None:
    """Import files of two sizes: what takes ten times as long takes no more memory."""
    writers: dict[str, Callable[[Path, int], None]] = {
        "MARC21": _write_utf8,
        "MARC21 (MARC-8)": _write_marc8,
        "MARCXML": _write_xml,
    }
    for name, write in writers.items():
        for size in (count // 10, count):
            file = folder / f"{size}-{name.replace(' ', '')}.bin"
            if not file.exists():
                write(file, size)
            seconds, spent, peak = _imported(file, size)
            what = f"import of {size:,} records, {name}"
            limit = IMPORT_SECONDS[name] if size == LARGE else None
            rows.put(f"{what}: time", seconds, "s", limit)
            rows.put(f"{what}: of the processor", spent, "s")
            rows.put(f"{what}: memory at most", peak / MEGA, "MB")


def patrons(rows: Rows) -> None:
    """Let many patrons search the same live catalogue: what it costs that catalogue."""
    import live_searches  # it takes a server and a catalogue of the tests'

    for each in live_searches.rows():
        rows.put(each["words"], each["value"], each.get("unit", ""), each.get("reach"))


def sizes(rows: Rows) -> None:
    """Weigh what a phone fetches with a step that searches."""
    parts = (("the search step's own code", STEP, STEP_KB), ("the practice index", BOOKS, BOOKS_KB))
    for words, names, reach in parts:
        size = sum(len(gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)) for name in names)
        rows.put(f"{words}, gzipped ({', '.join(names)})", size / 1000, "kB", reach)


def _imported(file: Path, count: int) -> tuple[float, float, int]:
    """Return what an import by the command takes: seconds, those of a processor, most bytes."""
    with tempfile.TemporaryDirectory(prefix="suluh-import-") as data:
        environment = {**os.environ, "SULUH_HOME": str(ROOT), "SULUH_DATA": data}
        command = [sys.executable, "-m", "toolkit.cli", "catalogue", "import", str(file)]
        begun = time.monotonic()
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, encoding="utf-8"
        )
        told = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        assert status == 0, told
        assert f"{count:,}".replace(",", ".") in told, told
        return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def _write_utf8(file: Path, count: int) -> None:
    with file.open("wb") as stream:
        for record in books.records(count):
            stream.write(_marc(record).as_marc())


def _write_marc8(file: Path, count: int) -> None:
    """Write what MARC-8 and ASCII have in common, and an accent as MARC-8 has it in some titles."""
    chance = random.Random(8)
    with file.open("wb") as stream:
        for record in books.records(count):
            data = _marc(record).as_marc()
            data = data[:ENCODING] + b" " + data[ENCODING + 1 :]
            place = data.find(b"\x1fa", data.find(b"\x1e10\x1fa")) + 3
            if chance.random() < SOMETIMES and data[place : place + 2].isalpha():
                data = data[:place] + b"\xe2" + data[place + 1 :]  # an acute accent on the next one
            stream.write(data)


def _write_xml(file: Path, count: int) -> None:
    with file.open("wb") as stream:
        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        stream.write(b'<collection xmlns="http://www.loc.gov/MARC21/slim">\n')
        for record in books.records(count):
            stream.write(pymarc.record_to_xml(_marc(record)) + b"\n")
        stream.write(b"</collection>\n")


def _marc(record: Record) -> pymarc.Record:
    marc = pymarc.Record(leader="00000nam a2200000 i 4500")
    languages = {"id": "ind", "en": "eng", "ar": "ara", "jv": "jav", "su": "sun"}
    language = languages[record.language]
    marc.add_field(
        pymarc.Field("001", data=record.id),
        pymarc.Field("008", data=f"260101s{record.year}    io            000 0 {language} d"),
        *(_field("020", a=isbn) for isbn in record.isbns),
        _field("041", a=language),
        _field("082", a=record.call_number.split(" ")[0]),
        _field("100", a=record.authors[0]),
        _field("245", "10", a=f"{record.title} :", b=f"{record.subtitle} /"),
        _field("264", a="Jakarta :", b=f"{record.publisher},", c=str(record.year)),
        _field("300", a="xii, 200 hlm. ; 21 cm"),
        *(_field("650", a=subject) for subject in record.subjects),
        *(_field("700", a=author) for author in record.authors[1:]),
        *(
            _field("952", a="PUSAT", b="PUSAT", o=copy.call_number, p=copy.code)
            for copy in record.copies or ()
        ),
    )
    return marc


def _field(tag: str, indicators: str = "  ", **parts: str) -> pymarc.Field:
    subfields = [pymarc.Subfield(code, text) for code, text in parts.items()]
    return pymarc.Field(tag, pymarc.Indicators(*indicators), subfields)


def _batches(records: Iterator[Record]) -> Iterator[Sequence[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == 500:  # noqa: PLR2004  # a handful at a time
            yield batch
            batch = []
    yield batch


def main() -> None:
    asked = _asked()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f}.\n")
    rows = Rows()
    with tempfile.TemporaryDirectory(prefix="suluh-benchmark-") as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if asked.only in {"", "search"}:
            searches(rows, folder, asked.records)
        if asked.only in {"", "import"}:
            imports(rows, folder, asked.records)
    if asked.only in {"", "patrons"}:
        patrons(rows)
    if asked.only in {"", "size"}:
        sizes(rows)
    sys.exit(rows.missed)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=int, default=LARGE)
    parser.add_argument("--keep", type=Path, help="a folder to leave files and index in")
    parser.add_argument("--only", choices=("", *PARTS), default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
