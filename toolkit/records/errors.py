"""Why something could not be recorded or read, in sentences for staff."""

from __future__ import annotations

from toolkit.words import SpokenError, phrases

WORDS = phrases("toolkit.records")


class UnavailableError(SpokenError):
    """The database cannot be used at the moment; nothing was written. It may be later."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)
