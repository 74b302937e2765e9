"""What keeps results from being shown, each one a plain sentence."""

from __future__ import annotations

from toolkit.words import SpokenError, phrases


class ResultsError(SpokenError):
    """What a person should be told: the key of a phrase of this room, and facts."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(phrases("toolkit.results"), key, **facts)
