"""The doors beside the pages: what comes in from pages, live rooms, what staff see, how it is.

They are the same whether notebooks with a kernel run here or not. A pattern is what an address says
below the site's root, whatever path a proxy put before it.
"""

from __future__ import annotations

import re
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import RequestHandler

from toolkit.server.addresses import address_of, root_of
from toolkit.server.catalogue import CatalogueDoor, CatalogueHandler
from toolkit.server.counts import Counts
from toolkit.server.events import EventsDoor, EventsHandler
from toolkit.server.handlers import HasSite
from toolkit.server.health import HealthHandler
from toolkit.server.rooms.doors import LiveRooms
from toolkit.server.staff.doors import staff, staff_doors
from toolkit.server.staff.leading import Leading
from toolkit.service import Service, data_folder

MOST_STREAMS = 400
"""How many streams of live rooms may be open where nobody says how many: what Windows bears."""

Door = tuple[str, type[RequestHandler], dict[str, Any]]
"""A pattern of addresses, who answers there, and what its `initialize` is given."""


class Doors:
    """The doors of one server, and what they share for as long as it runs."""

    def __init__(
        self,
        press: HasSite,
        service: Service,
        counts: Counts,
        most_streams: int = MOST_STREAMS,
    ) -> None:
        self._press = press
        self.live = LiveRooms(press, service, most_streams)
        self._events = EventsDoor(press, service, counts, self.live.entrance)
        leading = Leading(service.home, lambda: service.rooms, self.live.streams)
        self._staff = staff(service.home, data_folder(), leading)
        self._all: list[Door] = [
            (r"api/events", EventsHandler, {"door": self._events}),
            (r"api/catalogue", CatalogueHandler, {"door": CatalogueDoor(press, service, counts)}),
            (r"health", HealthHandler, {"press": press, "service": service}),
            *self.live.doors(),
            *staff_doors(press, self._staff),
        ]

    def rules(self) -> list[Rule]:
        """Return the doors as an application takes them, the first that fits being the one."""
        return [Rule(Below(self._press, at), who, given) for at, who, given in self._all]

    def close(self) -> None:
        """Finish what was begun."""
        self._events.close()
        self.live.close()
        self._staff.close()


class Below(Matcher):
    """Matches a pattern of addresses, whatever path a proxy put before them."""

    def __init__(self, press: HasSite, pattern: str) -> None:
        self._press = press
        self._pattern = re.compile(pattern, re.DOTALL)

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return what the pattern's groups found, None where it does not fit."""
        root = root_of(self._press.site.library)
        found = self._pattern.fullmatch(address_of(request.path, root))
        # Tornado would take what is None for a group that a handler must have.
        return {"path_kwargs": found.groupdict()} if found else None
