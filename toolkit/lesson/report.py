"""Problems as people read them, lesson by lesson, and as machines do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import PurePosixPath

from toolkit.lesson.problems import Problem
from toolkit.words import phrases, say


def grouped(problems: Iterable[Problem], language: str) -> str:
    """Return a line for each problem, `file:line: what. how.`, the lessons one after another.

    In each lesson what must be put right stands before what is only advised.
    """
    words = phrases("toolkit.lesson")
    ordered = sorted(problems, key=lambda each: (_lesson(each), each.level != "error"))
    blocks = []
    for (lesson, level), group in groupby(ordered, key=lambda each: (_lesson(each), each.level)):
        found = sorted(group, key=lambda each: (each.file, each.line))
        title = say(words, f"{level}-title", language, lesson=lesson, count=len(found))
        lines = (each.located(language) for each in found)
        blocks.append("\n".join((title, *lines)))
    return "\n\n".join(blocks)


def as_json(problems: Iterable[Problem], language: str) -> str:
    """Return the problems as a JSON list."""
    return json.dumps(
        [
            {
                "file": each.file,
                "line": each.line,
                "level": each.level,
                "key": each.key,
                "sentence": each.sentence(language),
            }
            for each in problems
        ],
        ensure_ascii=False,
        indent=2,
    )


def _lesson(problem: Problem) -> str:
    """Return the name of the lesson a file belongs to: that of its folder."""
    path = PurePosixPath(problem.file.replace("\\", "/"))
    return path.parent.name or path.name
