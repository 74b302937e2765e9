"""The look of these pages, and the answer to what there is none for."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib.resources import files

from toolkit.server.staff.pages import StaffHandler

STYLES = (("toolkit.server.staff", "staff.css"), ("toolkit.results", "results.css"))


class LookHandler(StaffHandler):
    """The style of these pages, which patrons never load; it is nobody's secret."""

    def prepare(self) -> None:
        """Ask for nothing."""

    async def get(self) -> None:
        """Send it."""
        self.close_off(self.library)
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(_look())


class NothingHandler(StaffHandler):
    """Whatever else is asked for here."""

    async def get(self) -> None:
        """Say that there is no such page."""
        self.send_error(HTTPStatus.NOT_FOUND)


@cache
def _look() -> bytes:
    return b"\n".join(files(package).joinpath(name).read_bytes() for package, name in STYLES)
