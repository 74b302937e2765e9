"""The panel of `notebooks/live-room.ipynb`: sign in at a server, choose or open a room, lead it.

It is made of ipywidgets, and of the very console that the server's page has. The console speaks
with this kernel, and the kernel with the server: a browser would not let a notebook's page do that.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from html import escape
from http import HTTPStatus
from importlib.resources import files
from typing import Any

import anywidget
import traitlets
from ipywidgets import HTML, Button, Dropdown, HBox, Layout, ToggleButtons, VBox

from toolkit.console import console_words
from toolkit.remote.client import Server
from toolkit.remote.errors import WORDS, RemoteError, SignedOutError
from toolkit.remote.following import Following
from toolkit.words import LANGUAGES, say

LOG = logging.getLogger("suluh")

STATIC = files("toolkit.remote").joinpath("static")

KINDS = frozenset({"lost", "signed_out"})
"""Troubles that the console has its own words for."""

MOST_WAITING = 20
"""Commands under way: a trainer sends one at a time."""

FORM_WORDS = (
    *("panel_address", "panel_address_example"),
    *("panel_password", "panel_password_hint", "panel_sign_in"),
)

ASKED = {"command": "done", "lesson": "told"}
"""What the console asks, and the type of its answer."""


_SHOWN: list[Panel] = []
"""The panel of this kernel, once there is one."""


def panel(language: str) -> VBox:
    """Return the panel as a widget that speaks a language first.

    The one before, whose cell was run again, follows no room any more.
    """
    while _SHOWN:
        _SHOWN.pop().close()
    _SHOWN.append(Panel(language))
    return _SHOWN[0].box


class Console(anywidget.AnyWidget):
    """The console as a widget. What its traits and messages hold is said in `toolkit.console`."""

    _esm = STATIC.joinpath("console.js").read_text(encoding="utf-8")
    _css = STATIC.joinpath("console.css").read_text(encoding="utf-8")

    language = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    facts = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    trouble = traitlets.Unicode().tag(sync=True)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take nothing from a browser but messages."""


class SignIn(anywidget.AnyWidget):
    """A form whose password is in no trait: a notebook may be saved with those."""

    _esm = files("toolkit.remote").joinpath("sign_in.js").read_text(encoding="utf-8")
    _css = files("toolkit.remote").joinpath("sign_in.css").read_text(encoding="utf-8")

    words = traitlets.Dict().tag(sync=True)
    address = traitlets.Unicode().tag(sync=True)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take nothing from a browser but messages."""


class Panel:
    """The panel, and what is on it."""

    def __init__(self, language: str) -> None:
        self._server: Server | None = None
        self._steering: Server | None = None  # the same, in the thread of the commands
        self._following: Following | None = None
        self._room = ""
        self._here = _Here()
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="room")
        self._waiting = 0
        self._lessons: list[Mapping[str, Any]] = []

        wide, named = Layout(width="auto"), {"description_width": "10em"}
        spoken = [(name, code) for code, name in LANGUAGES.items()]
        first = language if language in LANGUAGES else next(iter(LANGUAGES))
        self.language = ToggleButtons(options=spoken, value=first)
        self.form, self.sign_out = SignIn(), Button()
        self.notice, self.signed_in = HTML(), HTML()
        self.lesson, self.room_language = (Dropdown(layout=wide, style=named) for _ in range(2))
        self.open = Button(button_style="primary")
        self.rooms = Dropdown(layout=wide, style=named)
        self.enter, self.others = Button(), Button()
        self.console = Console()
        self.there = VBox([self.rooms, self.enter])
        self.new = VBox([self.lesson, self.room_language, self.open])
        self.choices = VBox([self.there, self.new])
        self.head = HBox([self.signed_in, self.others, self.sign_out])
        self.box = VBox(
            [self.language, self.form, self.head, self.choices, self.notice, self.console]
        )
        self.box.add_class("suluh-room-panel")
        self._say_all()
        self._show(self.form)

        self.language.observe(lambda _: self._say_all(), "value")
        self.lesson.observe(lambda _: self._offer_languages(), "value")
        for button, act in (
            (self.sign_out, self._sign_out),
            (self.open, self._open),
            (self.enter, self._enter),
            (self.others, self._list),
        ):
            button.on_click(lambda _, act=act: self._safely(act))
        self.form.on_msg(lambda _, content, __: self._try(content))
        self.console.on_msg(lambda _, content, __: self._hear(content))

    def close(self) -> None:
        """Follow no room any more; the room goes on."""
        self._leave()

    def _safely(self, act: Callable[[], None]) -> None:
        """Do something; whatever stops it is said in one sentence."""
        self._tell("working")
        try:
            act()
        except SignedOutError as error:
            self._leave()
            self._server = None
            self._show(self.form)
            self._tell(error)
        except RemoteError as error:
            self._tell(error)
        except Exception:
            LOG.exception("The panel of a live room could not do it.")
            self._tell("failed")

    def _try(self, content: object) -> None:
        """Take what somebody typed to sign in."""
        if isinstance(content, Mapping) and content.get("type") == "sign_in":
            address, password = str(content.get("address", "")), str(content.get("password", ""))
            self._safely(lambda: self._sign_in(address, password))

    def _sign_in(self, address: str, password: str) -> None:
        self.form.address = address
        if not (address.strip() and password):
            self._tell("panel_empty")
            return
        server = Server.find(address, self._speaks)
        server.sign_in(password)
        self._server = server
        self._list()

    def _sign_out(self) -> None:
        server, self._server = self._server, None
        self._leave()
        self._show(self.form)
        self._tell("")
        if server:
            server.sign_out()

    def _list(self) -> None:
        """Offer the rooms that are open, and the lessons to open another with."""
        told = self._signed_in.rooms()
        self._leave()
        rooms, self._lessons = list(told.get("rooms", ())), list(told.get("lessons", ()))
        named = [(self._say("panel_room", **_named(each)), str(each["room"])) for each in rooms]
        _offer(self.rooms, named, self.rooms.value)
        self._offer_lessons()
        self.there.layout.display = None if rooms else "none"
        self.new.layout.display = None if self._lessons else "none"
        self._show(self.head, self.choices)
        self._tell("" if self._lessons else "no_lessons")

    def _offer_lessons(self) -> None:
        chosen = self.lesson.value
        titles = [
            (
                each["languages"].get(self._speaks, next(iter(each["languages"].values()))),
                each["name"],
            )
            for each in self._lessons
        ]
        _offer(self.lesson, titles, chosen)
        self._offer_languages()

    def _offer_languages(self) -> None:
        found = next((each for each in self._lessons if each["name"] == self.lesson.value), None)
        codes = list(found["languages"]) if found else []
        spoken = [(LANGUAGES.get(code, code), code) for code in codes]
        _offer(self.room_language, spoken, self.room_language.value, self._speaks)

    def _open(self) -> None:
        code = self._signed_in.open(str(self.lesson.value), str(self.room_language.value or ""))
        self._lead(code)

    def _enter(self) -> None:
        self._lead(str(self.rooms.value))

    def _lead(self, code: str) -> None:
        """Show the console of a room, and follow it."""
        server = self._signed_in
        facts = server.facts(code)
        self._leave()
        console = self.console
        with console.hold_sync():
            console.language = self._speaks
            console.words = console_words(self._speaks)
            console.view, console.trouble = {}, ""
            console.facts = facts
        self._room = str(facts.get("room", code))
        self._steering = server.apart()
        self._show(self.head, console)
        self._tell("")
        self._here = _Here()
        self._following = Following(server.apart(), self._room, self._heard, self._troubled)

    def _leave(self) -> None:
        """Follow no room any more."""
        if self._following:
            self._following.close()
        self._following, self._steering, self._room = None, None, ""
        with self.console.hold_sync():
            self.console.facts, self.console.view, self.console.trouble = {}, {}, ""

    def _heard(self, view: dict[str, Any]) -> None:
        self._here.do(self._set, view.get("room"), "view", view)

    def _troubled(self, error: RemoteError | None) -> None:
        told = "" if error is None else error.key
        if error is not None and told not in KINDS:
            told = error.sentence(self._speaks)
        self._here.do(self._set, self._room, "trouble", told)

    def _set(self, room: object, name: str, value: object) -> None:
        if room == self._room:  # else somebody went to another since
            setattr(self.console, name, value)

    def _hear(self, content: object) -> None:
        """Take a message of the console's; it is answered by its number, from a thread."""
        if not isinstance(content, Mapping) or type(content.get("number")) is not int:
            return
        asking = str(content.get("type"))
        if asking not in ASKED:
            return
        here, room, server = _Here(), self._room, self._steering

        def answer(status: int, reply: Mapping[str, Any]) -> None:
            told = {"type": ASKED[asking], "number": content["number"]}
            here.do(self.console.send, {**told, "status": int(status), "reply": reply})

        if server is None or not room or self._waiting >= MOST_WAITING:
            answer(HTTPStatus.UNAUTHORIZED if server is None else HTTPStatus.TOO_MANY_REQUESTS, {})
            return
        self._waiting += 1
        self._threads.submit(self._ask, server, room, asking, content.get("message"), answer)

    def _ask(
        self,
        server: Server,
        room: str,
        asking: str,
        message: object,
        answer: Callable[[int, Mapping[str, Any]], None],
    ) -> None:
        try:
            if asking == "lesson":
                answer(HTTPStatus.OK, server.lesson(room, str(message)))
            else:
                answer(HTTPStatus.OK, server.steer(room, message))
        except SignedOutError:
            answer(HTTPStatus.UNAUTHORIZED, {})
        except RemoteError as error:
            # What the server said is why it was not done. Otherwise nobody knows whether it was.
            said = {"why": error.sentence(self._speaks)} if error.key == "why" else {}
            answer(HTTPStatus.CONFLICT if said else HTTPStatus.GATEWAY_TIMEOUT, said)
        except Exception:
            LOG.exception("A command could not be sent.")
            answer(HTTPStatus.INTERNAL_SERVER_ERROR, {})
        finally:
            self._waiting -= 1

    @property
    def _signed_in(self) -> Server:
        if self._server is None:
            raise SignedOutError("signed_out")
        self._server.language = self._speaks
        return self._server

    @property
    def _speaks(self) -> str:
        return str(self.language.value)

    def _say(self, key: str, **facts: object) -> str:
        return say(WORDS, key, self._speaks, **facts)

    def _say_all(self) -> None:
        """Say everything in the language that was chosen."""
        told = self._say
        self.form.words = {key: told(key) for key in FORM_WORDS}
        self.sign_out.description = told("panel_sign_out")
        self.lesson.description = told("panel_lesson")
        self.room_language.description = told("panel_language")
        self.open.description = told("panel_open")
        self.rooms.description = told("panel_rooms")
        self.enter.description = told("panel_enter")
        self.others.description = told("panel_others")
        if self._server:
            signed_in = told("panel_signed_in", address=self._server.base)
            self.signed_in.value = f"<p>{escape(signed_in)}</p>"
        if self._lessons:
            self._offer_lessons()

    def _show(self, *widgets: Any) -> None:
        """Show some of what changes, and hide the rest."""
        if self.head in widgets:
            self._say_all()
        for widget in (self.form, self.head, self.choices, self.console):
            widget.layout.display = None if widget in widgets else "none"
        self.others.layout.display = None if self.console in widgets else "none"

    def _tell(self, said: RemoteError | str) -> None:
        """Say a sentence: an error's, or that of a key; "" for none."""
        if isinstance(said, RemoteError):
            sentence = said.sentence(self._speaks)
        else:
            sentence = self._say(said) if said else ""
        self.notice.value = f'<p role="alert">{escape(sentence)}</p>' if sentence else ""


def _named(room: Mapping[str, Any]) -> dict[str, object]:
    return {"room": room["room"], "title": room["title"]}


def _offer(choice: Dropdown, options: Sequence[tuple[str, str]], *wanted: object) -> None:
    """Offer options, each with its words; choose what is wanted most of them, else the first."""
    choice.options = options
    values = [value for _, value in options]
    choice.value = next((each for each in (*wanted, *values) if each in values), None)


class _Here:
    """Where widgets may be changed: in the loop in which this was made, and for whom it worked."""

    def __init__(self) -> None:
        self._context = copy_context()
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    def do(self, act: Callable[..., object], *given: object) -> None:
        """Do something there, from any thread."""
        if self._loop is None:
            self._context.copy().run(act, *given)
            return
        try:
            self._loop.call_soon_threadsafe(lambda: act(*given), context=self._context)
        except RuntimeError:  # the kernel ends
            LOG.debug("Nobody is there to be told.")
