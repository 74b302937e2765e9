"""Signing in and out."""

from __future__ import annotations

from http import HTTPStatus

from toolkit.server.staff.comparing import BusyError
from toolkit.server.staff.pages import COOKIE, StaffHandler

BUSY_SECONDS = 5


class SignInHandler(StaffHandler):
    """Where the password is sent."""

    async def get(self) -> None:
        """Show the page to sign in to who reloads, or comes here by hand."""
        self.go(self.link("staff"))

    async def post(self) -> None:
        """Begin a session for who knows the password."""
        text = self.get_body_argument("password", "", strip=False)
        if not text:
            self.ask_to_sign_in(self.say("empty_password"), status=HTTPStatus.BAD_REQUEST)
            return
        context = getattr(self.request.connection, "context", None)
        caller = str(getattr(context, "caller", ""))
        if wait := self.staff.attempts.wait(caller):
            self._ask_to_wait(wait)
            return
        try:
            fits = await self.staff.comparing.fits(text, self.stored)
        except BusyError:
            self._ask_to_wait(BUSY_SECONDS)
            return
        if not fits:
            self.ask_to_sign_in(self.say("wrong_password"), status=HTTPStatus.FORBIDDEN)
            return
        self.staff.attempts.forget(caller)
        self._begin()
        self.go(self.link("staff", **self.asked()))

    def _ask_to_wait(self, seconds: int) -> None:
        self.set_header("Retry-After", str(seconds))
        said = self.say("too_many", seconds=seconds)
        self.ask_to_sign_in(said, status=HTTPStatus.TOO_MANY_REQUESTS)

    def _begin(self) -> None:
        """Give the browser a session. Without a path the cookie is for the folder it came from.

        That is the staff's door, whatever path a proxy put before it or took away.
        """
        if before := self.get_cookie(COOKIE):
            self.staff.sessions.end(before)
        self.set_cookie(
            COOKIE,
            self.staff.sessions.begin(self.stored),
            path="",
            httponly=True,
            samesite="Strict",
            secure=self.request.protocol == "https",
        )


class SignOutHandler(StaffHandler):
    """Where a session ends."""

    async def get(self) -> None:
        """Lead to the first page: an address alone ends nothing."""
        self.go(self.link("staff"))

    async def post(self) -> None:
        """End the session of who asks."""
        self.staff.sessions.end(self.get_cookie(COOKIE, "") or "")
        self.clear_cookie(COOKIE, path="", httponly=True, samesite="Strict")
        self.go(self.link("staff"))
