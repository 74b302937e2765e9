"""What the player is told to say: the words that its lesson can need, and no others.

They are in every page: those of kinds that a lesson does not use would be a tenth of it.
"""

from __future__ import annotations

from toolkit import activities
from toolkit.lesson.nouns import Lesson
from toolkit.words import phrases, spoken

MENU = "firstaid"
"""The kind that the menu shows, whatever the lesson has."""
ON_PAPER = ("paper_", "on_paper")
"""What words begin with that stand on paper alone."""


def words(lesson: Lesson, *, first_aid: bool) -> dict[str, str]:
    """Return what the player and the kinds of a lesson say, the latter as "kind.key"."""
    kinds = {step.activity.kind for step in lesson.steps if step.activity}
    if first_aid:
        kinds.add(MENU)
    own = spoken(phrases("toolkit.player"), lesson.language)
    theirs = spoken(activities.phrases(), lesson.language)
    used = own | {key: text for key, text in theirs.items() if key.split(".")[0] in kinds}
    return {key: used[key] for key in used if not key.split(".")[-1].startswith(ON_PAPER)}
