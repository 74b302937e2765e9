"""What can go wrong with a catalogue, in a few kinds, each with a sentence."""

from __future__ import annotations

from enum import StrEnum

from toolkit.words import SpokenError, phrases, say

WORDS = phrases("toolkit.catalogue")
FOR_PATRONS = "trouble_"
"""What the phrases begin with that patrons may read."""


class Trouble(StrEnum):
    """The kinds of trouble: what a page, or staff, can do about it differs by these alone."""

    OFFLINE = "offline"  # it cannot be reached
    TIMEOUT = "timeout"  # it answers too slowly
    BUSY = "busy"  # it, or our politeness to it, asks to come again later
    REFUSED = "refused"  # it does not allow this (401, 403, a certificate that is wrong)
    DISABLED = "disabled"  # its interface is switched off, or not there
    BAD_QUERY = "bad-query"  # it does not understand, or would return everything
    BAD_RESPONSE = "bad-response"  # what it answered makes no sense


class TellingError(SpokenError):
    """What this room tells people, in a notebook too: there the sentence stands alone."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)

    def __str__(self) -> str:
        return self.sentence("id")

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the sentence alone: a traceback would help nobody."""
        return [str(self)]


class CatalogueError(TellingError):
    """A catalogue could not be asked, or not understood; `sentence(language)` says what to do.

    `detail` is for staff: a status, the element that was missing. It holds nothing that a patron
    typed. The phrase is the kind's own, unless `key` names a more exact one of the room.
    """

    def __init__(
        self, trouble: Trouble, detail: str = "", *, key: str = "", **facts: object
    ) -> None:
        super().__init__(key or _phrase(trouble), **facts)
        self.trouble = trouble
        self.detail = detail

    def for_patrons(self, language: str) -> str:
        """Return what this means to a patron; `sentence` may be what only staff can mend."""
        if self.key.startswith(FOR_PATRONS):
            return self.sentence(language)
        return say(WORDS, _phrase(self.trouble), language)


def no_such_record() -> CatalogueError:
    """Return what to raise where a catalogue has no record of an id."""
    return CatalogueError(Trouble.BAD_QUERY, "no such record", key="trouble_no_such_record")


def _phrase(trouble: Trouble) -> str:
    return FOR_PATRONS + trouble.replace("-", "_")
