"""Where the staff's pages are, and what they share for as long as a server runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tornado.web import RequestHandler

from toolkit.server.handlers import HasSite
from toolkit.server.staff.answers import Answers
from toolkit.server.staff.attempts import Attempts
from toolkit.server.staff.comparing import Comparing
from toolkit.server.staff.look import LookHandler, NothingHandler
from toolkit.server.staff.pages import Staff
from toolkit.server.staff.password import Password
from toolkit.server.staff.results import ChoiceHandler, FileHandler, ResultsHandler
from toolkit.server.staff.sessions import Sessions
from toolkit.server.staff.signing import SignInHandler, SignOutHandler


def staff(home: Path, folder: Path) -> Staff:
    """Return what all the staff's pages of one server share.

    `home` is the project's folder, `folder` that of the records and of the password.
    """
    return Staff(
        Password(folder),
        Sessions(),
        Attempts(),
        Answers(home, folder),
        Comparing(),
    )


def staff_doors(
    press: HasSite, staff: Staff
) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
    """Return the doors: a pattern of addresses below the site's root, and who answers there."""
    behind = {"press": press, "staff": staff}
    return [
        (r"staff/?", ChoiceHandler, behind),
        (r"staff/sign-in", SignInHandler, behind),
        (r"staff/sign-out", SignOutHandler, behind),
        (r"staff/results", ResultsHandler, behind),
        (r"staff/(?P<name>report\.docx|report\.xlsx|answers\.zip)", FileHandler, behind),
        (r"staff/look\.css", LookHandler, behind),
        (r"staff/.*", NothingHandler, behind),
    ]
