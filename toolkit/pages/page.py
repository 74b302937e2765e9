"""A page of the site, and the frame that every page stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from markupsafe import Markup

from toolkit.library import Library
from toolkit.pages.addressing import Addressing
from toolkit.pages.errors import WORDS
from toolkit.pages.kept import digest, package_digest
from toolkit.templates import template as template_of
from toolkit.words import LANGUAGES, say, spoken

DOOR = "api/events"
"""Where our server takes what patrons answered, below its root."""

CATALOGUE_DOOR = "api/catalogue"
"""Where it searches the library's catalogue for them."""

ROOMS = "r/"
"""Where its live rooms are, each under its code."""

LOCALES = {"id": "id_ID", "en": "en_GB"}
"""What Open Graph calls our languages."""


@dataclass(frozen=True)
class Preview:
    """What the drawn picture of a link says; the words are plain text."""

    title: str
    kicker: str
    note: str

    def address(self, library: Library) -> str:
        """Return where the picture lies, which changes with whatever is drawn."""
        look = (library.name, library.city, library.accent.light, library.accent.on_light)
        drawn = digest(package_digest(), *asdict(self).values(), *look)
        return f"previews/{drawn[:16]}.jpg"


def notebook_preview(title: str, frame: Frame) -> Preview:
    """Return the picture of a page that holds no lesson."""
    return Preview(title, frame.say("preview_page"), frame.say("preview_page_note"))


@dataclass(frozen=True)
class Page:
    """One finished page of the site."""

    address: str  # below the site's root: "", "misinformation", "en/misinformation"
    body: str
    status: int = HTTPStatus.OK
    title: str = ""
    preview: Preview | None = None

    @property
    def good(self) -> bool:
        """Whether it is what it should be, and no notice in its place."""
        return self.status == HTTPStatus.OK


@dataclass(frozen=True)
class Frame:
    """What every page of one language stands in."""

    library: Library
    language: str
    assets: Mapping[str, str]  # name of a file to its address below the site's root
    addressing: Addressing
    policy: str = ""  # what the page itself forbids, where no server says it

    def page(
        self,
        template: str,
        name: str,
        *,
        title: str,
        description: str = "",
        preview: Preview | None = None,
        **facts: Any,
    ) -> Page:
        """Return a template of `toolkit/pages/templates` as the page of a name."""
        address = self.library.page_address(name, self.language)
        body = self.draw(
            template,
            address,
            title=title,
            description=description,
            addresses=self.addresses(name),
            head=self._head(name, preview),
            **facts,
        )
        return Page(address, body, title=title, preview=preview)

    def draw(self, template: str, address: str, **facts: Any) -> str:
        """Return a template as complete HTML, its links as seen from an address."""
        up = self.addressing.up(address)
        return template_of("toolkit.pages", template).render(
            {
                "library": self.library,
                "language": self.language,
                "languages": self.library.languages,
                "names": LANGUAGES,
                "words": {key: Markup(text) for key, text in spoken(WORDS, self.language).items()},
                "asset": lambda name: up + self.assets[name],
                "up": up,
                "policy": self.policy,
                "home": self.home(address),
                "description": "",
                "addresses": {},
                "head": {},
                **facts,
            }
        )

    def home(self, address: str) -> str:
        """Return where all lessons are in this language, as seen from an address."""
        return self.addressing.link(address, self.library.page_address("", self.language))

    def door(self, address: str) -> str:
        """Return where a page sends what patrons answer, "" where it sends nothing."""
        return self._at_server(address, DOOR) if self.library.keep_records else ""

    def catalogue_door(self, address: str) -> str:
        """Return where a page has the library's catalogue searched, "" where nobody can."""
        return self._at_server(address, CATALOGUE_DOOR) if self.library.catalogue.kind else ""

    def rooms(self, address: str) -> str:
        """Return where the live rooms are, "" where there are none: only our server has any."""
        served = not self.addressing.index and self.library.keep_records
        return self.addressing.up(address) + ROOMS if served else ""

    def link(self, name: str, other: str) -> str:
        """Return the page of another name, as seen from that of a name, both in this language."""
        page = self.library.page_address
        return self.addressing.link(page(name, self.language), page(other, self.language))

    def addresses(self, name: str) -> dict[str, str]:
        """Return where the page of a name is in each language, as seen from the one in this."""
        origin = self.library.page_address(name, self.language)
        return {
            code: self.addressing.link(origin, self.library.page_address(name, code))
            for code in self.library.languages
        }

    def say(self, key: str, **facts: object) -> str:
        """Return a phrase of this room in the page's language."""
        return say(WORDS, key, self.language, **facts)

    def _at_server(self, address: str, door: str) -> str:
        if self.addressing.index:  # a folder of files: only a server somewhere else could take it
            return self.library.send_to and self.library.send_to + door
        return self.addressing.up(address) + door

    def _head(self, name: str, preview: Preview | None) -> dict[str, Any]:
        """Return what machines read, with whole addresses; nothing where nobody knows them."""
        root = self.library.public_url
        if not root:
            return {}
        public = {
            code: root + self.addressing.public(self.library.page_address(name, code))
            for code in self.library.languages
        }
        return {
            "public": public,
            "url": public[self.language],
            "first": public[self.library.languages[0]],
            "locales": LOCALES,
            "picture": root + preview.address(self.library) if preview else "",
            "alt": f"{preview.title} ({preview.kicker})" if preview else "",
        }
