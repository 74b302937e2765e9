"""How long a kernel may live, in seconds. One costs 60 MB and more: none may stay for nobody."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """The limits; tests have shorter ones."""

    cell: float = 60
    """How long one cell may run while the page is made."""

    gap: float = 60
    """How long a page may be without its connection: a phone in a pocket, a closed tab."""

    idle: float = 600
    """How long somebody may read without touching anything."""

    busy: float = 120
    """How long one answer may take."""

    look: float = 2
    """How often all this is looked at."""

    beat: float = 15
    """How often a page that takes long says that it is alive, so that no proxy gives it up."""
