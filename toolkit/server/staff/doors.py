"""Where the staff's pages are, and what they share for as long as a server runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tornado.web import RequestHandler

from toolkit.server.handlers import HasSite
from toolkit.server.staff.answers import Answers
from toolkit.server.staff.attempts import Attempts
from toolkit.server.staff.comparing import Comparing
from toolkit.server.staff.console import (
    ConsoleFileHandler,
    ConsoleHandler,
    FactsHandler,
    LessonHandler,
    StreamHandler,
)
from toolkit.server.staff.leading import Leading
from toolkit.server.staff.look import LookHandler, NothingHandler
from toolkit.server.staff.pages import Staff
from toolkit.server.staff.password import Password
from toolkit.server.staff.results import ChoiceHandler, FileHandler, ResultsHandler
from toolkit.server.staff.rooms import RoomsHandler, RoomsJsonHandler
from toolkit.server.staff.sessions import Sessions
from toolkit.server.staff.signing import SignInHandler, SignOutHandler


def staff(home: Path, folder: Path, leading: Leading | None = None) -> Staff:
    """Return what all the staff's pages of one server share.

    `home` is the project's folder, `folder` that of the records and of the password. Live rooms are
    there where `leading` has what they need.
    """
    return Staff(
        Password(folder),
        Sessions(folder),
        Attempts(),
        Answers(home, folder),
        Comparing(),
        leading,
    )


def staff_doors(
    press: HasSite, staff: Staff
) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
    """Return the doors: a pattern of addresses below the site's root, and who answers there."""
    behind = {"press": press, "staff": staff}
    return [
        *(_room_doors({**behind, "leading": staff.leading}) if staff.leading else ()),
        (r"staff/?", ChoiceHandler, behind),
        (r"staff/sign-in", SignInHandler, behind),
        (r"staff/sign-out", SignOutHandler, behind),
        (r"staff/results", ResultsHandler, behind),
        (r"staff/(?P<name>report\.docx|report\.xlsx|answers\.zip)", FileHandler, behind),
        (r"staff/look\.css", LookHandler, behind),
        (r"staff/console\.(?P<ending>js|css)", ConsoleFileHandler, behind),
        (r"staff/.*", NothingHandler, behind),
    ]


def _room_doors(behind: dict[str, Any]) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
    room = r"staff/rooms/(?P<code>[^/]{1,40})"
    return [
        (r"staff/rooms/?", RoomsHandler, behind),
        (r"staff/rooms\.json", RoomsJsonHandler, behind),
        (room, ConsoleHandler, behind),
        (rf"{room}/stream", StreamHandler, behind),
        (rf"{room}/lesson", LessonHandler, behind),
        (rf"{room}/facts", FactsHandler, behind),
    ]
