"""A trainer of a real server: signs in, opens a room, steers it, all over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import messages
import requests

from toolkit.server.staff.password import Password

PASSWORD = "lima gajah naik becak"
PATIENCE = 30


class Trainer:
    """Somebody who leads a room."""

    def __init__(self, site: str, data: Path) -> None:
        """Sign in at a site, with a slash at its end, whose password lies in a folder."""
        Password(data).set(PASSWORD)
        self.site = site
        self.code = ""
        self._browser = requests.Session()
        self._browser.trust_env = False
        self._browser.verify = False  # behind a proxy, the certificate is one of ours
        where = urlsplit(site)
        self._browser.headers["Origin"] = f"{where.scheme}://{where.netloc}"
        answer = self._browser.post(
            f"{site}staff/sign-in", {"password": PASSWORD}, timeout=PATIENCE
        )
        assert answer.ok, answer.text

    def open(self, lesson: str = messages.NAME, language: str = "id") -> str:
        """Open a room and return its code."""
        told = self._post("staff/rooms", {"lesson": lesson, "language": language})
        self.code = told["room"]
        return self.code

    def steer(self, do: str, **named: Any) -> int:
        """Do something in the room; return the number of the event."""
        return int(self._post(f"staff/rooms/{self.code}", {"do": do, **named})["number"])

    def send(self, *events: Any, **visit: Any) -> dict[str, Any]:
        """Send what a phone in the room does."""
        return self._post("api/events", messages.message(*events, room=self.code, **visit))

    def _post(self, path: str, asked: Any) -> Any:
        answer = self._browser.post(self.site + path, json=asked, timeout=PATIENCE)
        assert answer.ok, answer.text
        return answer.json()
