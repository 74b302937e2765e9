"""The jobs of `suluh catalogue`: fill the catalogue on this computer, search one, try one out."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from toolkit import catalogue
from toolkit.catalogue import commands, errors, oai, transport
from toolkit.catalogue.examination import Examination
from toolkit.project import Project
from toolkit.telling import CLEAN, INTERRUPTED, MISUSE, PROBLEMS, fail, say_which, tell
from toolkit.words import phrases, say

WORDS = phrases("toolkit")


def bring(asked: argparse.Namespace, language: str) -> int:
    """Import a file of records."""
    from tqdm import tqdm

    file = Path(asked.file)
    if "://" in asked.file:
        return fail(say(errors.WORDS, "is_an_address", language, path=asked.file))
    if not file.is_file():
        return fail(say(WORDS, "no_file", language, path=file))
    index = catalogue.own_index()
    with tqdm(total=file.stat().st_size, unit="B", unit_scale=True, disable=None) as bar:
        told = commands.bring(file, index, language, lambda size: bar.update(size - bar.n))
    tell(told.words)
    _say_how_to_use(language)
    return CLEAN


def harvest(asked: argparse.Namespace, language: str) -> int:
    """Harvest another catalogue, or go on with it."""
    from tqdm import tqdm

    if Path(asked.url).is_file():
        return fail(say(errors.WORDS, "is_a_file", language, path=asked.url))
    # Whoever types an address has chosen it, also one of the library's own network.
    url = oai.address_of(asked.url)
    way = transport.Transport(url, private_network=True, most_bytes=oai.MOST_BYTES)
    with tqdm(unit=say(WORDS, "unit_titles", language), disable=None) as bar:

        def come(count: int, size: int | None) -> None:
            bar.total = size
            bar.update(count)

        told = commands.harvest(way, catalogue.own_index(), language, tell, come)
    tell(told.words)
    if told.well:
        _say_how_to_use(language)
    return CLEAN if told.well else INTERRUPTED if told.interrupted else PROBLEMS


def search(asked: argparse.Namespace, language: str) -> int:
    """Search the library's catalogue, or the one for practice."""
    named = {name: getattr(asked, name) for name in ("title", "author", "subject", "isbn")}
    query = catalogue.Query(" ".join(asked.words), **named)
    if query.is_blank:
        fail(say(errors.WORDS, "search_what", language))
        return MISUSE
    project = Project.find()
    say_which(project, language)
    library = project.library
    width = shutil.get_terminal_size().columns
    own = catalogue.of(library) or catalogue.practice()
    told = commands.search(query, own, library, language, width)
    tell(told.words)
    return CLEAN if told.well else PROBLEMS


def try_out(_asked: argparse.Namespace, language: str) -> int:
    """Try the configured catalogue, and say what works."""
    project = Project.find()
    say_which(project, language)
    library = project.library
    own = catalogue.of(library)
    if own is None:
        return fail(say(errors.WORDS, "test_none", language))
    settings = library.catalogue
    facts = {"kind": settings.kind, "url": settings.url}
    tell(say(errors.WORDS, "test_asking", language, **facts).rstrip())
    well = True
    for line in Examination(own, settings, language).lines():
        tell(str(line))
        well &= line.well
    if well:
        tell(say(errors.WORDS, "test_all_well", language))
    return CLEAN if well else PROBLEMS


JOBS: Mapping[str, Callable[[argparse.Namespace, str], int]] = {
    "import": bring,
    "harvest": harvest,
    "search": search,
    "test": try_out,
}
"""What there is to do, by the word behind `suluh catalogue`."""


def _say_how_to_use(language: str) -> None:
    """Tell who filled the catalogue of this computer how lessons come to use it."""
    if Project.find().library.catalogue.kind != "embedded":
        tell(say(errors.WORDS, "use_it", language))
