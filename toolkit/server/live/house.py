"""What all doors of the live pages share."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from toolkit.pages.kept import Kept
from toolkit.pages.site import Site
from toolkit.server.addresses import address_of, root_of
from toolkit.server.handlers import HasSite
from toolkit.server.live.bundle import Bundle
from toolkit.server.live.door import Door
from toolkit.server.live.kernels import Kernels
from toolkit.server.live.times import Times
from toolkit.words import phrases, say

PLACE = "api/live/"
"""Where the doors are, below the site's root: no page has such a name."""

LOG = logging.getLogger("suluh.live")
WORDS = phrases("toolkit.server")


@dataclass
class House:
    """The kernels, who may have one, and the files beside the pages."""

    press: HasSite
    times: Times
    kept: Kept
    roomy: Callable[[], bool]
    door: Door = field(init=False)
    bundle: Bundle = field(init=False)
    kernels: Kernels = field(init=False)
    _told: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        """Let in as many as `library.toml` says, as it is now."""
        self.door = Door(lambda: self.site.library.live_notebooks, self.roomy)

    @property
    def site(self) -> Site:
        """The site as it is now."""
        return self.press.site

    def address(self, path: str) -> str:
        """Return what the path of a request says below the site's root."""
        return address_of(path, root_of(self.site.library))

    def tell_staff(self, key: str, **facts: object) -> None:
        """Say once, where the server was started, what staff should mend."""
        line = say(WORDS, key, self.site.language, **facts)
        if line not in self._told:
            self._told.add(line)
            LOG.warning(line)
