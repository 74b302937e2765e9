"""The lines of a lesson file that have an id, and those that correspond in a translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A line that has an id, or should have."""

    line: int
    written: str | None
    kind: str  # of the activity, "" for a step
    title: str  # of the step


def counterparts(here: Sequence[Place], first: Sequence[Place]) -> dict[int, str]:
    """Return the ids that a translation takes from the first language, by their line.

    Ids that both have hold the two together: a step's own, or that of its activity. Between them
    steps without an id correspond one to one where they are as many, else only where their
    activities leave no other way. A guess would show one step in the place of another.
    """
    mine, theirs = _steps(here), _steps(first)
    same = _anchors(mine, theirs)
    pairs = {**same, **dict(_between(mine, theirs, same))}
    used = {(bool(place.kind), place.written) for place in here}
    found: dict[int, str] = {}
    for at, there in sorted(pairs.items()):
        for place in mine[at]:
            like = (each.written for each in theirs[there] if each.kind == place.kind)
            written = next(like, None)
            key = (bool(place.kind), written)
            if place.written is None and written and key not in used:
                used.add(key)
                found[place.line] = written
    return found


def _steps(places: Sequence[Place]) -> list[list[Place]]:
    """Return the places step by step: its own, then those of its activities."""
    steps: list[list[Place]] = []
    for place in places:
        if not place.kind:
            steps.append([place])
        elif steps:
            steps[-1].append(place)
    return steps


def _anchors(mine: list[list[Place]], theirs: list[list[Place]]) -> dict[int, int]:
    """Return which steps are the same in both by an id, by their places in each."""
    same: dict[int, int] = {}
    for activities in (False, True):
        there = {
            place.written: at
            for at, step in enumerate(theirs)
            for place in step
            if bool(place.kind) == activities and place.written
        }
        for at, step in enumerate(mine):
            if activities and (at in same or step[0].written is not None):
                continue
            for place in step:
                known = place.written is not None and bool(place.kind) == activities
                found = there.get(place.written or "") if known else None
                if found is not None and found not in same.values():
                    same[at] = found
    return same


def _between(
    mine: list[list[Place]], theirs: list[list[Place]], same: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield which steps without an id correspond, between those that are known to."""
    before, waiting = -1, list[int]()
    for at in range(len(mine) + 1):
        if at == len(mine) or at in same:
            after = same.get(at, len(theirs))
            free = [there for there in range(before + 1, after) if there not in same.values()]
            few = [tuple(place.kind for place in mine[each]) for each in waiting]
            many = [tuple(place.kind for place in theirs[each]) for each in free]
            yield from ((waiting[one], free[other]) for one, other in _pairs(few, many))
            before, waiting = after, []
        elif mine[at][0].written is None:
            waiting.append(at)


def _pairs(some: list[tuple[str, ...]], others: list[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Return the places in two rows of which there is no doubt that they belong together."""
    if len(some) == len(others):
        return [(at, at) for at in range(len(some))]
    if len(some) > len(others):
        return [(one, other) for other, one in _pairs(others, some)]
    last = len(others) - 1
    early = _earliest(some, others)
    late = [last - at for at in reversed(_earliest(some[::-1], others[::-1]))]
    return [
        (at, one) for at, (one, other) in enumerate(zip(early, late, strict=True)) if one == other
    ]


def _earliest(few: list[tuple[str, ...]], many: list[tuple[str, ...]]) -> list[int]:
    """Return where a row fits into a longer one, as far left as it can; empty where nowhere."""
    found: list[int] = []
    for each in few:
        start = found[-1] + 1 if found else 0
        if each not in many[start:]:
            return []
        found.append(many.index(each, start))
    return found
