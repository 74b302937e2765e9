"""The way into a room: the page to type its code, and its link."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from urllib.parse import parse_qsl, unquote, urlencode

from toolkit.rooms.codes import grouped, read
from toolkit.rooms.state import RoomState
from toolkit.server.answers import NOT_AT_ALL
from toolkit.server.policy import page_headers
from toolkit.server.rooms.entrance import WORDS, NoRoomError, RoomHandler
from toolkit.words import spoken

OURS = ("code", "lang", "room")
"""What of an address is for these doors; the rest (where a visitor came from) goes on."""

LONGEST_TYPED = 40

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
"""What the page may do: be read, and send its form to us."""


class ComingHandler(RoomHandler):
    """Somebody who wants to come into a room."""

    async def come(self, typed: str) -> None:
        """Lead to the lesson of a room, or back to the page to type its code."""
        try:
            state = await self.entrance.find(typed, self.caller)
        except NoRoomError as error:
            sentence = self.trouble(error)
            if error.status == HTTPStatus.NOT_FOUND:
                code = read(typed)
                shown = grouped(code) if code else typed[:LONGEST_TYPED]
                sentence = self.say("join_unknown", code=f"“{shown}”")
            self.show(typed[:LONGEST_TYPED], sentence)
            return
        if not (page := self._page(state)):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.go(f"{page}?{self._query(state)}")

    def show(self, typed: str = "", error: str = "") -> None:
        """Answer with the page to type a code."""
        frame = self.press.site.frames[self.language]
        at = frame.addressing.link(self.address, "r/")
        body = frame.draw(
            "room.html.j2",
            self.address,
            title=self.say("join_title"),
            addresses={code: f"{at}?lang={code}" for code in frame.library.languages},
            said=spoken(WORDS, self.language),
            look=frame.addressing.link(self.address, "r/look.css"),
            action=at,
            typed=typed,
            error=error,
        )
        for name, value in page_headers(frame.library).items():
            self.set_header(name, value)
        ancestors = " ".join(frame.library.framed_by) or "'none'"
        self.set_header("Content-Security-Policy", f"{POLICY}; frame-ancestors {ancestors}")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", NOT_AT_ALL)
        self.finish(body)

    def go(self, target: str) -> None:
        """Lead on. Not for ever: the code may mean nothing a month later."""
        self.set_status(HTTPStatus.FOUND)
        self.set_header("Location", target)
        self.set_header("Cache-Control", NOT_AT_ALL)
        self.finish()

    def _page(self, state: RoomState) -> str:
        """Return where the lesson of a room is, as seen from here; "" where it is no more."""
        site = self.press.site
        for language in (self.asked_language, state.language, *site.frames):
            address = site.library.page_address(state.lesson, language) if language else ""
            if language in site.frames and address in site.pages:
                return site.frames[language].addressing.link(self.address, address)
        return ""

    def _query(self, state: RoomState) -> str:
        asked = parse_qsl(self.request.query, keep_blank_values=True, errors="replace")
        more = [(name, value) for name, value in asked if name not in OURS]
        bare = [name for name, value in more if not value and name.isascii() and name.isalpha()]
        return "&".join(
            [
                *bare,
                urlencode(
                    [
                        *((name, value) for name, value in more if name not in bare),
                        ("room", state.room),
                    ]
                ),
            ]
        )


class FormHandler(ComingHandler):
    """The page to type a code, and what it sends."""

    async def get(self) -> None:
        """Show the page; with a code, lead on."""
        typed = self.get_query_argument("code", "")
        if typed:
            await self.come(typed)
        elif "code" in self.request.query_arguments:
            self.show(error=self.say("join_empty"))
        else:
            self.show()


class CodeHandler(ComingHandler):
    """The link of a room."""

    async def get(self, code: str) -> None:
        """Lead to the lesson."""
        await self.come(unquote(code))


class SlashHandler(ComingHandler):
    """The page's address without its end."""

    async def get(self) -> None:
        """Lead there."""
        frame = self.press.site.frames[self.language]
        query = f"?{self.request.query}" if self.request.query else ""
        self.go(frame.addressing.link(self.address, "r/") + query)


class LookHandler(RoomHandler):
    """The style of the page, which no other page loads."""

    async def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.set_header("Cache-Control", NOT_AT_ALL)
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.finish(_look())


@cache
def _look() -> bytes:
    return files("toolkit.server.rooms").joinpath("look.css").read_bytes()
