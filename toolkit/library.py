"""The library itself: what `library.toml` says, read once and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from toolkit import colours
from toolkit import library_checks as checks
from toolkit.lesson.problems import Problem, Report, nearest
from toolkit.words import LANGUAGES, phrases

T = TypeVar("T")

FILE = "library.toml"

CATALOGUE_KINDS = ("slims", "sru", "vufind", "openlibrary", "embedded")
"""The kinds of catalogue that can be asked; without one there is the practice catalogue alone."""

WITHOUT_ADDRESS = ("openlibrary", "embedded")
"""Those that are found without an address."""

WORDINGS = ("slims", "inlislite", "koha")
"""The systems whose words patrons may see."""

LABELS = (
    *("all", "title", "author", "subject", "isbn", "search", "results", "nothing", "call_number"),
    *("availability", "available", "on_loan", "due", "not_for_loan", "unknown", "copies"),
    *("copy_code", "location", "publisher", "year", "language"),
)
"""Keys of what patrons read in a catalogue. "{date}" stands in the label `due`."""


@dataclass(frozen=True)
class CatalogueSettings:
    """The library's own catalogue. Where `kind` is "", it has none that can be asked."""

    kind: str = ""
    url: str = ""  # as its kind wants it: a root ends with a slash, SRU has its path
    search_page: str = ""  # the library's own page of results, with "{words}" in its address
    wording: str = WORDINGS[0]
    labels: tuple[tuple[str, str], ...] = ()  # key and text: what is not as in `wording`
    private_network: bool = False  # whether it may stand on the library's own network


@dataclass(frozen=True)
class Library:
    """A library as its patrons see it. Texts that staff left empty are ""."""

    name: str
    city: str
    address: str  # the one official address, as people would type it
    languages: tuple[str, ...]  # codes, the first language first
    accent: colours.Accent
    logo: str  # a data: address, since it also stands in notebooks
    whatsapp: str  # digits, with the country's code and without "+"
    email: str
    reset_after_minutes: int  # 0: never
    public_url: str  # where the site is on the internet, with a slash at its end
    trusted_proxies: tuple[str, ...]  # IP addresses and networks
    framed_by: tuple[str, ...]  # origins whose pages may show ours in a frame; "*" for any
    live_notebooks: int  # how many kernels may run at once
    keep_records: bool  # whether answers are kept, or sent, at all
    keep_text_days: int  # after which what patrons wrote in their own words is removed
    send_to: str  # the server that a published site sends answers to, with a slash; "" for none
    catalogue: CatalogueSettings = CatalogueSettings()

    @classmethod
    def read(cls, home: Path) -> tuple[Library | None, tuple[Problem, ...]]:
        """Return the library of a project folder, or None, and every mistake in its file."""
        return _read(home)

    def page_address(self, name: str, language: str) -> str:
        """Return the address of a page below the site's root: the first language has no prefix.

        The page without a name is the one that has all lessons.
        """
        return name if language == self.languages[0] else f"{language}/{name}"

    def typed(self, address: str) -> str:
        """Return where a page of the site is, as people type it; "" where nobody knows."""
        site = re.sub(r"^https?://", "", self.public_url).rstrip("/") or self.address
        return f"{site}/{address}".rstrip("/") if site else ""

    def ask_link(self, text: str) -> str:
        """Return a link that opens a message to the library holding a text, "" without contact."""
        if self.whatsapp:
            return f"https://wa.me/{self.whatsapp}?text={quote(text)}"
        if self.email:
            return f"mailto:{self.email}?body={quote(text)}"
        return ""


def _read(home: Path) -> tuple[Library | None, tuple[Problem, ...]]:
    report = Report(FILE, phrases("toolkit"))
    try:
        text = (home / FILE).read_bytes().decode("utf-8-sig")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError):
        report.error(1, "toml-unreadable")
        return None, report.sorted()
    except (ValueError, RecursionError) as error:  # no number has thousands of digits
        at = re.search(r"line (\d+)", str(error))
        twice = re.match(r"Cannot (declare|overwrite)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        report.error(line, "toml-twice" if twice else "toml-broken")
        return None, report.sorted()
    entries = _Entries(table, text, report)
    library = Library(
        name=entries.take("name", checks.name, "Perpustakaan"),
        city=entries.take("city", checks.one_line, ""),
        address=entries.take("address", checks.address, ""),
        languages=entries.take("languages", checks.languages, tuple(LANGUAGES)),
        accent=colours.accent(entries.take("look.accent", checks.colour, "#0f5c5c")),
        logo=entries.take("look.logo", lambda value: checks.logo(home, value), ""),
        whatsapp=entries.take("contact.whatsapp", checks.whatsapp, ""),
        email=entries.take("contact.email", checks.email, ""),
        reset_after_minutes=entries.take("reading_room.reset_after_minutes", checks.minutes, 0),
        public_url=entries.take("public_url", checks.public_url, ""),
        trusted_proxies=entries.take("server.trusted_proxies", checks.networks, ()),
        framed_by=entries.take("server.framed_by", checks.origins, ()),
        live_notebooks=entries.take("server.live_notebooks", checks.kernels, 10),
        keep_records=entries.take("records.keep", checks.switch, default=True),
        keep_text_days=entries.take("records.keep_text_days", checks.days, 90),
        send_to=entries.take("records.send_to", checks.public_url, ""),
        catalogue=_catalogue(entries),
    )
    entries.complain_of_the_rest()
    return (None if report.fatal else library), report.sorted()


def _catalogue(entries: _Entries) -> CatalogueSettings:
    kind = entries.take("catalogue.kind", checks.one_of("", *CATALOGUE_KINDS), "")
    url = entries.take("catalogue.url", lambda value: checks.catalogue_url(value, kind), "")
    if kind and kind not in WITHOUT_ADDRESS and not entries.has("catalogue.url"):
        entries.complain("catalogue.kind", "toml-kind-without-url", kind)
    if kind == "openlibrary" and not entries.has("contact.email"):
        entries.complain("catalogue.kind", "toml-kind-without-email")
    if url and not entries.has("catalogue.kind"):
        entries.complain("catalogue.url", "toml-url-without-kind")
    labels = [
        (key, entries.take(f"labels.{key}", checks.label(key), "", told="toml-label"))
        for key in LABELS
    ]
    return CatalogueSettings(
        kind=kind,
        url="" if kind == "embedded" else url,  # one left behind is not where the index lies
        search_page=entries.take("catalogue.search_page", checks.search_page, ""),
        wording=entries.take("catalogue.wording", checks.one_of(*WORDINGS), WORDINGS[0]),
        labels=tuple((key, text) for key, text in labels if text),
        private_network=entries.take("catalogue.private_network", checks.switch, default=False),
    )


class _Entries:
    """The entries of the file, each taken once; what nobody takes is a slip of the pen."""

    def __init__(self, table: dict[str, Any], text: str, report: Report) -> None:
        self._entries = {
            f"{name}.{inner}" if isinstance(value, dict) else name: content
            for name, value in table.items()
            for inner, content in (value.items() if isinstance(value, dict) else [("", value)])
        }
        self._all = dict(self._entries)
        self._lines = text.splitlines()
        self._report = report
        self._taken: list[str] = []

    def has(self, name: str) -> bool:
        """Return whether an entry says something, be it right or wrong."""
        return bool(self._all.get(name))

    def take(self, name: str, check: Callable[[Any], T | None], default: T, told: str = "") -> T:
        """Return an entry as its check reads it; where it is None, note the mistake."""
        self._taken.append(name)
        if name not in self._entries:
            return default
        value = check(self._entries.pop(name))
        if value is None:
            leaf = name.rpartition(".")[2]
            self.complain(name, told or f"toml-{leaf}", leaf)
            return default
        return value

    def complain(self, entry: str, key: str, name: str = "") -> None:
        """Note a mistake of an entry, or of how it goes with the others."""
        self._report.error(self._line(entry), key, name=name)

    def complain_of_the_rest(self) -> None:
        """Note every entry, and section, that means nothing, with a guess at what was meant."""
        sections = {name.partition(".")[0] for name in self._taken if "." in name}
        told = set()
        for name in self._entries:
            section, dot, leaf = name.rpartition(".")
            if section and section not in sections:
                if section not in told:
                    guess = nearest(section, sections)
                    self._complain(f"[{section}]", f"[{guess}]" if guess else "")
                told.add(section)
                continue
            known = [each.removeprefix(section + dot) for each in self._taken]
            self._complain(leaf, nearest(leaf, known))

    def _complain(self, name: str, guess: str) -> None:
        self._report.error(self._line(name), "toml-unknown", name=name, guess=guess)

    def _line(self, name: str) -> int:
        """Return the line an entry stands on: tomllib does not tell."""
        leaf = re.escape(name.rpartition(".")[2])
        key = re.compile(rf"\s*{leaf}" if name.startswith("[") else rf"\s*[\"']?{leaf}[\"']?\s*=")
        return next((at for at, line in enumerate(self._lines, 1) if key.match(line)), 1)
