"""The ways through scenes that lead to each other: `edges[scene]` are those a scene leads to.

Nothing here walks the ways one by one before they are known to be few: a lesson file can hold
more of them than there are atoms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Edges = Sequence[Sequence[int]]


def reached(edges: Edges) -> set[int]:
    """Return the scenes that one can come to from the first."""
    seen, waiting = {0}, [0]
    while waiting:
        for to in edges[waiting.pop()]:
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    return seen


def loop(edges: Edges) -> tuple[int, int] | None:
    """Return a scene and the place of its edge that leads back to where one was; None if none."""
    done: set[int] = set()
    for start in range(len(edges)):
        if start in done:
            continue
        way, on_way = [(start, iter(enumerate(edges[start])))], {start}
        while way:
            scene, left = way[-1]
            place, to = next(left, (0, None))
            if to is None:
                way.pop()
                on_way.discard(scene)
                done.add(scene)
            elif to in on_way:
                return scene, place
            elif to not in done:
                way.append((to, iter(enumerate(edges[to]))))
                on_way.add(to)
    return None


def count(edges: Edges, most: int) -> int:
    """Return how many ways lead from the first scene to an end, `most` if there are more.

    There must be no loop.
    """
    ways: dict[int, int] = {}
    waiting = [0]
    while waiting:
        scene = waiting[-1]
        ahead = [to for to in edges[scene] if to not in ways]
        if ahead:
            waiting += ahead
        else:
            ways[scene] = min(sum(ways[to] for to in edges[scene]) if edges[scene] else 1, most)
            waiting.pop()
    return ways[0]


def ways(edges: Edges) -> Iterator[list[int]]:
    """Yield every way to an end: the place of the edge taken at each scene. No loop, and few."""
    waiting: list[tuple[int, list[int]]] = [(0, [])]
    while waiting:
        scene, way = waiting.pop()
        if not edges[scene]:
            yield way
        waiting += [(to, [*way, place]) for place, to in reversed([*enumerate(edges[scene])])]
