"""What every catalogue is asked, and what it answers, whatever it speaks itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

FIELDS = ("text", "title", "author", "subject", "isbn")
"""The fields of a query, in the order in which a search box offers them."""


class Status(StrEnum):
    """Whether a copy can be had. What a catalogue does not say, or says unreadably, is unknown."""

    AVAILABLE = "available"
    ON_LOAN = "on-loan"
    NOT_FOR_LOAN = "not-for-loan"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Query:
    """What is looked for. Every field that is not "" must fit, and in it every word.

    `text` means title, author or subject. `narrowed` holds facets that somebody chose, as pairs of
    their name and value; only a catalogue that gives facets can narrow by them.
    """

    text: str = ""
    title: str = ""
    author: str = ""
    subject: str = ""
    isbn: str = ""
    narrowed: tuple[tuple[str, str], ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is looked for."""
        return not any(getattr(self, name).strip() for name in FIELDS)


@dataclass(frozen=True)
class Copy:
    """One copy of a title: a thing that can be held."""

    code: str  # of its bar code
    location: str
    call_number: str
    status: Status
    due: date | None = None  # when it is expected back; None where nobody says


@dataclass(frozen=True)
class Record:
    """One title. Texts are plain, NFC, and "" where the catalogue says nothing."""

    id: str  # the catalogue's own: what `Catalogue.record` takes
    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    isbns: tuple[str, ...] = ()  # digits (and X), without hyphens
    publisher: str = ""
    year: int | None = None
    language: str = ""  # two letters where it has such ("id"), else as the catalogue has it
    subjects: tuple[str, ...] = ()
    call_number: str = ""
    copies: tuple[Copy, ...] | None = None  # None: this answer does not say; ask for the record
    link: str = ""  # its page in the catalogue


@dataclass(frozen=True)
class Facet:
    """One way to narrow a search: how many of the results have this value."""

    name: str  # "subject", "year" or "language"
    value: str
    count: int


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Page:
    """Some of the results, and the way to the next."""

    records: tuple[Record, ...]
    total: int | None = None  # None where the catalogue does not say, or not truly
    cursor: str = ""  # for the next page, opaque; "" where this is the last
    facets: tuple[Facet, ...] = ()
    did_you_mean: str = ""  # for a search that found nothing: words that do find something
    fetched: datetime = field(default_factory=_now)  # in UTC
    stale: bool = False  # a copy from `fetched`, since the catalogue cannot be reached

    def frame(self) -> Any:
        """Return the records as a pandas DataFrame, a row each: see `toolkit.catalogue.table`."""
        from toolkit.catalogue.table import frame  # pandas takes a second, and is seldom wanted

        return frame(self.records)


class Catalogue(ABC):
    """A catalogue that can be searched. Any thread may use it.

    All methods raise `CatalogueError`, and nothing else, for whatever goes wrong outside.
    """

    kind: ClassVar[str]

    @abstractmethod
    def search(self, query: Query, cursor: str = "") -> Page:
        """Return a page of what fits, from where a page before it ended."""

    @abstractmethod
    def record(self, record_id: str) -> Record:
        """Return one record with all that the catalogue says of it, copies among it."""
