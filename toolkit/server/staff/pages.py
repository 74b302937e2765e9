"""What the staff's pages have in common. They need no script, and nothing of them is kept."""

from __future__ import annotations

import gzip
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from toolkit.library import Library
from toolkit.pages.page import Frame
from toolkit.server.answers import NOT_AT_ALL
from toolkit.server.handlers import Handler, HasSite
from toolkit.server.negotiation import encodings
from toolkit.server.origins import is_ours
from toolkit.server.policy import page_headers
from toolkit.server.staff.answers import Answers
from toolkit.server.staff.attempts import Attempts
from toolkit.server.staff.choice import NAMES
from toolkit.server.staff.comparing import Comparing
from toolkit.server.staff.leading import Leading
from toolkit.server.staff.password import LONGEST, Password, PasswordError
from toolkit.server.staff.sessions import Sessions
from toolkit.service import told
from toolkit.words import phrases, say, spoken

WORDS = phrases("toolkit.server.staff")

LOG = logging.getLogger("suluh")

COOKIE = "suluh-staff"

GZIP_LEVEL = 5
"""A page of results takes 10 ms so; patrons wait for that."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""What these pages may do: be read, and send their forms to us."""


@dataclass(frozen=True)
class Staff:
    """What the staff's pages of one server share."""

    password: Password
    sessions: Sessions
    attempts: Attempts
    answers: Answers
    comparing: Comparing
    leading: Leading | None = None  # None where there are no live rooms

    def close(self) -> None:
        """End what is under way."""
        if self.leading:
            self.leading.close()
        self.comparing.close()
        self.answers.close()


class StaffHandler(Handler):
    """What all pages behind the password have in common."""

    policy = POLICY
    always_json = False  # whether only programs ask here

    def initialize(self, press: HasSite, staff: Staff) -> None:  # type: ignore[override]
        """Remember what all share."""
        super().initialize(press)
        self.staff = staff
        self.stored = ""  # the password's hash, once it is known that there is one

    def prepare(self) -> None:
        """Answer at once where a form is none of ours, or where there is no password."""
        origin = self.request.headers.get("Origin")
        if self.request.method == "POST" and not is_ours(origin, self.request, self.library):
            self.tell(self.say("not_from_here"), status=HTTPStatus.FORBIDDEN)
            return
        try:
            self.stored = self.staff.password.stored()
        except PasswordError as error:
            self.tell(error.sentence(self.language), status=HTTPStatus.SERVICE_UNAVAILABLE)
            return
        if not self.stored:
            self.tell(self.say("no_password"), status=HTTPStatus.SERVICE_UNAVAILABLE)

    @property
    def library(self) -> Library:
        """The library as it is now."""
        return self.press.site.library

    @property
    def language(self) -> str:
        """The language that the address asks for, else the library's first."""
        asked = self.get_query_argument("lang", "")
        return asked if asked in self.press.site.frames else self.press.site.language

    @property
    def frame(self) -> Frame:
        """What every page in this language stands in."""
        return self.press.site.frames[self.language]

    @property
    def speaks_json(self) -> bool:
        """Whether a program asks, which reads no pages."""
        headers = self.request.headers
        sent = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        accepted = headers.get("Accept", "").partition(";")[0].partition(",")[0].strip().lower()
        return self.always_json or "application/json" in {sent, accepted}

    def is_signed_in(self) -> bool:
        """Tell whether whoever asks has a session under the password as it is now."""
        return self.staff.sessions.holds(self.get_cookie(COOKIE, "") or "", self.stored)

    def say(self, key: str, **facts: object) -> str:
        """Return a phrase in the page's language."""
        return say(WORDS, key, self.language, **facts)

    def asked(self) -> dict[str, str]:
        """Return what the address chooses, whatever it is."""
        asked = {name: self.get_query_argument(name, "") for name in NAMES}
        return {name: value for name, value in asked.items() if value}

    def link(self, name: str, **asked: str) -> str:
        """Return another of these pages, as seen from this one, in the same language."""
        if self.language != self.press.site.language:
            asked["lang"] = self.language
        query = urlencode({key: value for key, value in asked.items() if value})
        return self.frame.addressing.link(self.address, name) + (f"?{query}" if query else "")

    def go(self, target: str) -> None:
        """Send the browser to another page, to be asked for with GET; tell a program: done."""
        if self.speaks_json:
            self.finish_json({"ok": True})
            return
        self.set_status(HTTPStatus.SEE_OTHER)
        self.set_header("Location", target)
        self.set_header("Cache-Control", NOT_AT_ALL)
        self.finish()

    def show(self, template: str, title: str, *, status: int = 200, **facts: Any) -> None:
        """Answer with a page."""
        frame = self.frame
        here = self.address if self.request.method != "POST" else "staff"
        asked = self.asked()
        at = frame.addressing.link(self.address, here)
        in_languages = {
            code: f"{at}?{urlencode({**asked, 'lang': code})}" for code in frame.library.languages
        }
        body = frame.draw(
            template,
            self.address,
            title=title,
            addresses=in_languages,
            said=spoken(WORDS, self.language),
            look=frame.addressing.link(self.address, "staff/look.css"),
            sign_out=self.link("staff/sign-out"),
            **facts,
        )
        self.set_status(status)
        self.close_off(frame.library)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Vary", "Accept-Encoding")
        content = body.encode()
        # Plots are drawings, a tenth as large so. No secret that could be guessed stands beside.
        if "gzip" in encodings(self.request.headers.get("Accept-Encoding")):
            self.set_header("Content-Encoding", "gzip")
            content = gzip.compress(content, GZIP_LEVEL)
        self.finish(content)

    def log_exception(self, *error: Any) -> None:
        """Log what went wrong, but not for whom, and not what was asked for."""
        if not isinstance(error[1], (StreamClosedError, HTTPError)):
            LOG.error("A page for staff could not be made: %s", told(error[1]))

    def compute_etag(self) -> None:
        """Have no tags: nothing of this is kept anywhere."""

    def tell(self, sentence: str, *, status: int = 200) -> None:
        """Answer with a page that has one sentence, and nothing else."""
        if self.speaks_json:
            self.finish_json({"why": sentence}, status=status)
            return
        self.show("staff_notice.html.j2", self.say("staff"), status=status, sentence=sentence)

    def finish_json(self, reply: Mapping[str, Any], *, status: int = 200) -> None:
        """Answer a program."""
        self.set_status(status)
        self.close_off(self.library)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Vary", "Accept-Encoding")
        content = json.dumps(reply, ensure_ascii=False).encode()
        if "gzip" in encodings(self.request.headers.get("Accept-Encoding")):
            self.set_header("Content-Encoding", "gzip")
            content = gzip.compress(content, GZIP_LEVEL)
        self.finish(content)

    def write_error(self, status_code: int, **why: Any) -> None:
        """Answer any error in plain words, or as what sends here reads it."""
        if self.speaks_json:
            self.finish_json({"why": self.say("not_done")}, status=status_code)
        else:
            super().write_error(status_code, **why)

    def close_off(self, library: Library) -> None:
        """Say what a browser may do with an answer: neither keep nor frame it."""
        for name, value in page_headers(library).items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", self.policy)
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", NOT_AT_ALL)

    def ask_to_sign_in(self, error: str = "", *, status: int = 200) -> None:
        """Answer with the page to sign in; tell a program why it has to."""
        if self.speaks_json:
            self.finish_json({"why": error}, status=status)
            return
        self.show(
            "staff_sign_in.html.j2",
            self.say("sign_in_title"),
            status=status,
            sign_in=self.link("staff/sign-in", **self.asked()),
            error=error,
            longest=LONGEST,
        )
