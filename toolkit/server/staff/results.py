"""The pages of results: what to choose, what came of it, and files to download."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import IO, Any

from markupsafe import Markup

from toolkit.server.answers import RETRY_SECONDS
from toolkit.server.staff.answers import Answer, AnswerError
from toolkit.server.staff.choice import NAMES, Choice, ChoiceError
from toolkit.server.staff.pages import StaffHandler

JOBS = {"report.docx": "docx", "report.xlsx": "xlsx", "answers.zip": "answers"}
"""What can be downloaded, and what `toolkit.results.served` calls it."""

LOG = logging.getLogger("suluh")
CHUNK = 64 * 1024


class SignedInHandler(StaffHandler):
    """A page for who is signed in; all others are asked to."""

    async def get(self, **path: str) -> None:
        """Answer, if they may see it."""
        if not self.is_signed_in():
            if self.address.rstrip("/") == "staff":
                self.ask_to_sign_in()
            else:
                self.ask_to_sign_in(self.say("signed_out"), status=HTTPStatus.FORBIDDEN)
            return
        await self.answer(**path)

    async def answer(self, **path: str) -> None:
        """Answer somebody who is signed in."""
        raise NotImplementedError

    async def choices(self) -> dict[str, Any]:
        """Return what can be chosen. Raises `AnswerError`."""
        answer = await self.staff.answers.ask({"job": "choices", "language": self.language})
        return dict(json.loads(_whole(answer)))

    def refuse(self, error: AnswerError) -> None:
        """Say why there is no answer."""
        if error.key == "results_failed":
            LOG.error("The results could not be made.")
        if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.set_header("Retry-After", str(RETRY_SECONDS))
        self.show(
            "staff_notice.html.j2",
            self.say("staff"),
            status=error.status,
            sentence=error.sentence(self.language),
            back=self.link("staff", **self.asked()),
        )


class ChoiceHandler(SignedInHandler):
    """The first page: which lesson, which days, which class."""

    async def answer(self, **_: str) -> None:
        """Show what can be chosen."""
        await self.offer()

    async def offer(self, error: str = "", *, status: int = 200) -> None:
        """Show what can be chosen, and what was wrong with the choice before."""
        try:
            there = await self.choices()
        except AnswerError as trouble:
            self.refuse(trouble)
            return
        self.show(
            "staff_choice.html.j2",
            self.say("staff"),
            status=status,
            there=there,
            chosen={name: self.get_query_argument(name, "") for name in NAMES},
            lang=self.language if self.language != self.press.site.language else "",
            results=self.frame.addressing.link(self.address, "staff/results"),
            answers=self.link("staff/answers.zip"),
            keeps=self.library.keep_records,
            rooms=self.link("staff/rooms") if self.staff.leading else "",
            error=error,
        )


class ResultsHandler(ChoiceHandler):
    """The results, as far as they are chosen."""

    async def answer(self, **_: str) -> None:
        """Show them."""
        try:
            choice = Choice.read(self.get_query_argument)
        except ChoiceError:
            await self.offer(self.say("bad_choice"), status=HTTPStatus.BAD_REQUEST)
            return
        question = {"job": "page", "language": self.language, **choice.asked()}
        try:
            found = json.loads(_whole(await self.staff.answers.ask(question)))
        except AnswerError as trouble:
            self.refuse(trouble)
            return
        lessons = found["lessons"]
        title = ", ".join(each["title"] for each in lessons)
        self.show(
            "staff_results.html.j2",
            self.say("results_of", title=title),
            # Drawn by `toolkit.results.page`, which escapes what is not its own.
            found=[Markup(each["html"]) for each in lessons],  # noqa: S704
            choice=self._told({**choice.asked(), **found["days"]}),
            again=self.link("staff", **choice.asked()),
            files=[
                (
                    self.say(f"download_{name.rpartition('.')[2]}"),
                    self.link(f"staff/{name}", **choice.asked()),
                )
                for name in JOBS
            ],
        )

    def _told(self, asked: Mapping[str, str]) -> str:
        told = [
            self.say(f"chosen_{name}", value=value)
            for name, value in asked.items()
            if name != "lesson"
        ]
        return self.say("chosen", choice=", ".join(told) or self.say("chosen_all"))


class FileHandler(ChoiceHandler):
    """A file to download: the report, or the answers one by one."""

    async def answer(self, name: str = "", **_: str) -> None:
        """Send it."""
        try:
            choice = Choice.read(self.get_query_argument)
        except ChoiceError:
            await self.offer(self.say("bad_choice"), status=HTTPStatus.BAD_REQUEST)
            return
        question = {"job": JOBS[name], "language": self.language, **choice.asked()}
        try:
            answer = await self.staff.answers.ask(question)
        except AnswerError as trouble:
            self.refuse(trouble)
            return
        self.close_off(self.library)
        self.set_header("Content-Type", answer.type)
        self.set_header("Content-Disposition", f'attachment; filename="{answer.name}"')
        self.set_header("Content-Length", str(answer.size))
        if isinstance(answer.body, bytes):
            self.finish(answer.body)
            return
        await self._send(answer.body)

    async def _send(self, file: IO[bytes]) -> None:
        """Send a large file piece by piece, no faster than it is taken."""
        loop = asyncio.get_running_loop()
        with file:
            while self.request.method != "HEAD" and (
                chunk := await loop.run_in_executor(None, file.read, CHUNK)
            ):
                self.write(chunk)
                await self.flush()
        self.finish()


def _whole(answer: Answer) -> bytes:
    """Return what an answer holds, also one so large that it came as a file."""
    if isinstance(answer.body, bytes):
        return answer.body
    with answer.body as file:
        return file.read()
