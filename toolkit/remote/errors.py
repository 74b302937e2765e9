"""What can go wrong between a notebook and a server, in words for trainers."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.words import SpokenError, phrases

WORDS = phrases("toolkit.remote")


class RemoteError(SpokenError):
    """Something was not done; `sentence` says why and what to do.

    `key` is "why" where the server itself said it, in the language it was asked in.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)


class SignedOutError(RemoteError):
    """The server asks for the password again."""


def refused(reply: object) -> RemoteError:
    """Return the error of a reply that says why something was not done."""
    why = reply.get("why") if isinstance(reply, Mapping) else None
    return RemoteError("why", why=str(why)) if why else RemoteError("not_suluh")
