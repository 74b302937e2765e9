"""The library's catalogue: one small interface, and a module for each kind of catalogue behind it.

    from toolkit import catalogue
    from toolkit.catalogue import Query

    ours = catalogue.open()
    page = ours.search(Query(text="laskar pelangi"))

A search raises `CatalogueError`, and nothing else, for whatever goes wrong outside.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.catalogue.cached import Cached, Looked, look_up
from toolkit.catalogue.deadline import within
from toolkit.catalogue.errors import CatalogueError, TellingError, Trouble
from toolkit.catalogue.nouns import Catalogue, Copy, Facet, Page, Query, Record, Status
from toolkit.library import CATALOGUE_KINDS, WITHOUT_ADDRESS, Library
from toolkit.library_checks import catalogue_url

if TYPE_CHECKING:
    from toolkit.catalogue.transport import Transport

__all__ = [
    "Cached",
    "Catalogue",
    "CatalogueError",
    "Copy",
    "Facet",
    "Looked",
    "OpeningError",
    "Page",
    "Query",
    "Record",
    "Status",
    "Trouble",
    "look_up",
    "of",
    "open",
    "own_index",
    "practice",
    "within",
]

PRACTICE = "practice"
OPEN_LIBRARY = "https://openlibrary.org/"


class OpeningError(TellingError):
    """No catalogue can be meant by what somebody wrote; `sentence(language)` says why."""


def open(  # noqa: A001 - catalogue.open(...) is what people look for
    kind: str = "", url: str = "", *, contact: str = "", private_network: bool = False
) -> Catalogue:
    """Return a catalogue of a kind: slims, sru, vufind, openlibrary, embedded or practice.

    Without arguments it is the one of the project that applies here, and the practice catalogue
    where that has none. `url` is the catalogue's address: the root of SLiMS and VuFind, all of it
    for SRU; for an embedded one the path of an index, else it is the library's own. Open Library
    wants a `contact`, an address for e-mail. `private_network` allows addresses such as 10.0.0.1.

    Raises `OpeningError` where this cannot be meant, and `LessonError` where the project's
    `library.toml` has mistakes. Nothing is asked yet.
    """
    if not kind and not url:
        from toolkit.project import Project

        return of(Project.find().library) or practice()
    if kind == PRACTICE:
        return practice()
    if kind not in CATALOGUE_KINDS:
        raise OpeningError("unknown_kind", kind=kind, kinds=", ".join([*CATALOGUE_KINDS, PRACTICE]))
    if kind == "embedded":
        from toolkit.catalogue.embedded import Embedded

        return Embedded(Path(url) if url else own_index())
    if not url and kind not in WITHOUT_ADDRESS:
        raise OpeningError("without_address", kind=kind)
    if kind == "openlibrary" and not contact:
        raise OpeningError("without_contact")
    place = catalogue_url(url or OPEN_LIBRARY, kind)
    if place is None:
        raise OpeningError("not_an_address", url=url)
    return _remote(kind, place, contact, private_network)


def of(library: Library) -> Catalogue | None:
    """Return the catalogue of a library, None where none is configured. Nothing is asked yet."""
    settings = library.catalogue
    if not settings.kind:
        return None
    return open(
        settings.kind,
        settings.url,
        contact=library.email,
        private_network=settings.private_network,
    )


def practice() -> Catalogue:
    """Return the practice catalogue, which needs no network."""
    from toolkit.catalogue import practised

    return practised.catalogue(date.today())


def own_index() -> Path:
    """Return the file of the embedded catalogue that staff fill, on this computer."""
    from toolkit.folders import data_folder

    return data_folder() / "catalogue.db"


@lru_cache(maxsize=8)
def _remote(kind: str, url: str, contact: str, private_network: bool) -> Cached:  # noqa: FBT001
    """Return a catalogue elsewhere: one for the process, so that all share what it remembers."""
    from toolkit.catalogue.transport import Transport

    transport = Transport(url, private_network=private_network, contact=contact)
    return Cached(_adapter(kind, transport, url, contact))


def _adapter(kind: str, transport: Transport, url: str, contact: str) -> Catalogue:
    if kind == "slims":
        from toolkit.catalogue.slims import Slims

        return Slims(transport, url)
    if kind == "vufind":
        from toolkit.catalogue.vufind import VuFind

        return VuFind(transport, url)
    if kind == "sru":
        from toolkit.catalogue.sru import Sru

        return Sru(transport, url)
    from toolkit.catalogue.openlibrary import OpenLibrary

    return OpenLibrary(transport, contact, url)
