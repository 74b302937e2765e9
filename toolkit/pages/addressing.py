"""Where pages are, and how they find each other: on our server, and in a folder of files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Addressing:
    """How an address below the site's root ("", "en/", "online-safety/paket-apk") is reached.

    All links between pages are relative, so that a site works below whatever path it lies.
    """

    index: str
    """The file that holds the page of a folder; "" where a server knows the addresses."""

    def path(self, address: str) -> str:
        """Return where a page is below the root."""
        if not self.index:
            return address
        return f"{address.rstrip('/')}/{self.index}".lstrip("/")

    def up(self, address: str) -> str:
        """Return the root, as seen from a page."""
        return "../" * self.path(address).count("/") or "./"

    def link(self, origin: str, target: str) -> str:
        """Return a page, as seen from another one."""
        return self.up(origin) + self.path(target)

    def public(self, address: str) -> str:
        """Return where a page is below the root as people pass it on: no file name to trip over."""
        return address if not self.index else self.path(address).removesuffix(self.index)


SERVED = Addressing("")
"""`suluh serve`: "online-safety" is a page."""

FILES = Addressing("index.html")
"""`suluh publish`: "online-safety/index.html" is; also a double click on a USB stick finds it."""
