"""Telling of a mistake in the program without telling what anybody sent."""

from __future__ import annotations

import traceback


def told(error: BaseException) -> str:
    """Return the kind of an error and where it happened, without its words: they may quote data."""
    where = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{where}".rstrip()
