"""The door at which pages search the library's catalogue: `POST api/catalogue`."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from toolkit.server.counts import Counts
from toolkit.server.handlers import HasSite
from toolkit.server.limits import SearchLimits
from toolkit.server.posted import PostDoor, PostHandler
from toolkit.service import MOST_SEARCH_BYTES, Service, search_in


class CatalogueDoor(PostDoor):
    """What all requests at this door share."""

    def __init__(self, press: HasSite, service: Service, counts: Counts) -> None:
        super().__init__(press, service, counts)
        self.limits = SearchLimits()


class CatalogueHandler(PostHandler):
    """One search. It waits in the loop, for as long as the service lets it, and holds up nobody."""

    door: CatalogueDoor
    most_bytes = MOST_SEARCH_BYTES

    async def take(self) -> None:
        """Search, and answer with what was found, or with what came in between."""
        search = search_in(self.message())
        counted = self.door.counts.searches
        if wait := self.door.limits.wait(self.caller, search.visitor):
            counted["held-back"] += 1
            busy = self.door.service.busy(search)
            self.later(HTTPStatus.TOO_MANY_REQUESTS, wait, busy)
            return
        reply = await asyncio.wrap_future(self.door.service.search(search))
        counted[_outcome(reply)] += 1
        self.finish(reply)


def _outcome(reply: dict[str, object]) -> str:
    """Return what became of a search, in a word that tells nothing of it."""
    if "trouble" in reply:
        return str(reply["trouble"])
    told = reply.get("found", reply)
    return "stale" if isinstance(told, dict) and told["stale"] else "answered"
