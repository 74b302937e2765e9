"""What `suluh catalogue` does: a file or a harvest into the index, and a search as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit import columns
from toolkit.catalogue import importing, labels
from toolkit.catalogue.embedded import Embedded
from toolkit.catalogue.errors import WORDS, CatalogueError
from toolkit.catalogue.importing.imported import Imported
from toolkit.catalogue.index.writing import lasting
from toolkit.catalogue.nouns import Catalogue, Page, Query, Record, Status
from toolkit.catalogue.oai import Harvest
from toolkit.catalogue.transport import Transport
from toolkit.library import Library
from toolkit.words import say

MOST_LINES = 10
"""How many of the records that were left out are named."""

MOST_ASKED = 3
"""For so few results a catalogue is asked for the copies of each: one a second."""

COLUMNS = ("title", "author", "year", "call_number", "availability")
"""Of a table of results: keys of labels."""

WIDE = 50
"""Letters of a line that all of them need."""


@dataclass(frozen=True)
class Told:
    """What to tell, and whether it is what was wanted."""

    words: str
    well: bool = True
    interrupted: bool = False  # by whoever waited for it


def bring(file: Path, index: Path, language: str, come: Callable[[int], object]) -> Told:
    """Import a file; `come` hears how many bytes were read. Raises as `import_file` does."""
    before = _held(index)
    imported = importing.import_file(file, index, come)
    facts = {"count": number(imported.records, language), "file": file.name}
    lines = [say(WORDS, "imported", language, **facts), *_left_out(imported, language)]
    if imported.records < before:
        lines.append(say(WORDS, "imported_fewer", language, before=number(before, language)))
    return Told("\n".join(lines))


def harvest(
    transport: Transport,
    index: Path,
    language: str,
    tell: Callable[[str], object],
    come: Callable[[int, int | None], object],
) -> Told:
    """Harvest the catalogue at a transport's address into the index.

    It goes on where it was interrupted the last time, and asks for nothing where all had come but
    could not be written. `tell` hears of that, `come` of each batch:
    how many records it held, and how many there are in all where the catalogue says so.
    Raises `CatalogueError` where nothing came at all. Where something came before a trouble, or
    before Ctrl+C, it is kept, and that is told.
    """
    with lasting(index, transport.url) as draft:
        if draft.token or draft.is_whole:
            count = number(draft.count, language)
            tell(say(WORDS, "harvest_goes_on", language, count=count))
        else:
            draft.forget()
        skipped, stopped, interrupted = 0, "", False
        batches = () if draft.is_whole else Harvest(transport, transport.url).pages(draft.token)
        try:
            for batch in batches:
                if batch.started_over:
                    draft.forget()
                draft.renew(batch.records, batch.deleted, batch.token)
                skipped += batch.skipped
                come(len(batch.records), batch.complete_size)
        except KeyboardInterrupt:
            stopped, interrupted = say(WORDS, "harvest_interrupted", language), True
        except CatalogueError as error:
            if not draft.count:
                raise
            stopped = spoken(error, language)
        facts = {"count": number(draft.count, language), "skipped": number(skipped, language)}
        if stopped:
            words = f"{stopped}\n{say(WORDS, 'harvest_stays', language, **facts)}"
            return Told(words, well=False, interrupted=interrupted)
        if not draft.count:
            return Told(say(WORDS, "harvest_nothing", language, **facts), well=False)
        draft.publish()
        return Told(say(WORDS, "harvested", language, **facts))


def search(query: Query, catalogue: Catalogue, library: Library, language: str, width: int) -> Told:
    """Search a catalogue, and tell what it found as a table of at most `width` letters."""
    page = catalogue.search(query)
    place = _place(catalogue, library, language)
    if not page.records:
        lines = [place, say(WORDS, "found_nothing", language)]
        if page.did_you_mean:
            lines.append(say(WORDS, "found_meant", language, words=page.did_you_mean))
        return Told("\n".join(lines), well=False)
    called = labels.labels(library, language)
    width = columns.fitted(width)
    shown = COLUMNS if width >= WIDE else [name for name in COLUMNS if name != "year"]
    rows = [_cells(record, called) for record in _with_copies(page, catalogue)]
    cells = [[row[name] for name in shown] for row in rows]
    table = columns.table([called[name] for name in shown], cells, width)
    return Told("\n".join([place, "", *table, "", _count(page, language)]))


def number(count: int, language: str) -> str:
    """Return a number as people of a language write it."""
    text = f"{count:,}"
    return text.replace(",", ".") if language == "id" else text


def spoken(error: CatalogueError, language: str) -> str:
    """Return what to tell staff: the sentence, and the status that lies behind it, if any.

    Other details are for programmers, and in English.
    """
    is_status = error.detail.startswith("status ")
    detail = f" ({columns.plain(error.detail)})" if is_status or language == "en" else ""
    return error.sentence(language) + (detail if error.detail else "")


def _held(index: Path) -> int:
    """Return how many records an index holds, 0 where there is none that can be read."""
    embedded = Embedded(index)
    try:
        return embedded.about().records
    except CatalogueError:
        return 0
    finally:
        embedded.close()


def _left_out(imported: Imported, language: str) -> list[str]:
    """Return lines about the records that were left out, the first of them named."""
    if not imported.skipped:
        return []
    lines = [say(WORDS, "left_out", language, count=number(imported.skipped, language))]
    named = imported.named[:MOST_LINES]
    lines += [f"  {columns.plain(each.sentence(language))}" for each in named]
    if more := imported.skipped - len(named):
        lines.append(f"  {say(WORDS, 'left_out_more', language, count=number(more, language))}")
    return lines


def _place(catalogue: Catalogue, library: Library, language: str) -> str:
    """Return which catalogue this is: that of the library, or the one for practice."""
    settings = library.catalogue
    if not settings.kind:
        return say(WORDS, "found_in_practice", language)
    address = settings.url or catalogue.kind
    return say(WORDS, "found_in", language, name=library.name, address=address)


def _with_copies(page: Page, catalogue: Catalogue) -> Sequence[Record]:
    """Return the records, with copies where they are few enough to ask for each."""
    if len(page.records) > MOST_ASKED:
        return page.records
    return [
        _asked(record, catalogue) if record.copies is None else record for record in page.records
    ]


def _asked(record: Record, catalogue: Catalogue) -> Record:
    try:
        whole = catalogue.record(record.id)
    except CatalogueError:
        return record
    call_number = record.call_number or whole.call_number
    return replace(record, copies=whole.copies, call_number=call_number)


def _cells(record: Record, called: Mapping[str, str]) -> dict[str, str]:
    title = f"{record.title}: {record.subtitle}" if record.subtitle else record.title
    return {
        "title": title,
        "author": "; ".join(record.authors),
        "year": str(record.year or ""),
        "call_number": record.call_number,
        "availability": _availability(record, called),
    }


def _availability(record: Record, called: Mapping[str, str]) -> str:
    statuses = [copy.status for copy in record.copies or ()]
    known = [
        each for each in (Status.AVAILABLE, Status.ON_LOAN, Status.NOT_FOR_LOAN) if each in statuses
    ]
    if not known:
        return called["unknown"]
    key = known[0].replace("-", "_")
    count = f" ({statuses.count(known[0])}/{len(statuses)})" if len(statuses) > 1 else ""
    return called[key] + count


def _count(page: Page, language: str) -> str:
    """Return how many results there are, as far as anybody knows."""
    shown = number(len(page.records), language)
    if not page.cursor:
        return say(WORDS, "found_all", language, count=shown)
    if page.total is None:
        return say(WORDS, "found_first", language, shown=shown)
    return say(WORDS, "found_some", language, shown=shown, count=number(page.total, language))
