"""What the command tells in a terminal, and the statuses that it ends with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from toolkit.words import phrases, say

if TYPE_CHECKING:
    from toolkit.project import Project

CLEAN, PROBLEMS, MISUSE = 0, 1, 2
"""Exit statuses: all is well; something is to be mended; the command itself was wrong."""
INTERRUPTED = 130
"""What a shell says of a command that was stopped."""

WORDS = phrases("toolkit")


def tell(text: str) -> None:
    """Say what was asked for."""
    print(text, flush=True)


def warn(text: str) -> None:
    """Say it beside, where nobody's pipe takes it for what was asked for."""
    print(text, file=sys.stderr, flush=True)


def fail(text: str) -> int:
    """Say why it did not work; return the status for that."""
    warn(text)
    return PROBLEMS


def say_which(project: Project, language: str) -> None:
    """Tell who is in no project folder that this is the sample: they may have forgotten a `cd`."""
    if project.is_sample:
        warn(say(WORDS, "sample", language))
