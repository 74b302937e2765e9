"""What several kinds share: pieces of an activity under headings of their own.

A chat goes from scene to scene, first aid from door to door: each begins with `### Name`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import markdown, plain


@dataclass(frozen=True)
class Scene:
    """What stands under one heading."""

    title: str  # plain text, "" where the heading has no words
    line: int
    nodes: tuple[Node, ...]


def read(nodes: Sequence[Node]) -> tuple[list[Node], list[Scene]]:
    """Return the blocks before the first heading, and a scene for each heading."""
    before: list[Node] = []
    found: list[tuple[Node, list[Node]]] = []
    for node in nodes:
        if node.type == "heading":
            found.append((node, []))
        else:
            (found[-1][1] if found else before).append(node)
    return before, [
        Scene(plain.text([heading]), markdown.line_of(heading), tuple(inside))
        for heading, inside in found
    ]
