"""A conversation as scenes that lead to each other, and what keeps it from coming to an end.

    ### Paket tertahan

    > Paket Ibu tertahan. Buka berkas ini ya.

    - Nomor resinya berapa, Mas? -> Didesak
    - (Membuka berkasnya) -> Terpasang

Under its heading a scene has what the other side writes, then replies or one end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.activities.chat import branches
from toolkit.lesson import arrows, markdown, options, plain, scenes
from toolkit.lesson.fence import Fence
from toolkit.lesson.problems import nearest

FEWEST, MOST = 2, 3
"""Replies to a message."""

WAYS = 60
"""The most ways through a conversation; all of them are tried by the tests."""


@dataclass(frozen=True)
class Choice:
    """A reply, or something done instead (in parentheses), and the scene it leads to."""

    html: str
    act: bool
    scene: int


@dataclass(frozen=True)
class Ending:
    """How a conversation ends, whether that is a good end, and why."""

    html: str
    right: bool
    feedback: str  # HTML; "" where the author wrote none


@dataclass(frozen=True)
class Scene:
    """What the other side writes, then either choices or an ending."""

    bubbles: tuple[str, ...]  # HTML
    choices: tuple[Choice, ...]
    ending: Ending | None


def read(fence: Fence) -> tuple[list[Node], tuple[Scene, ...]]:
    """Return the blocks before the first scene, and the scenes: none where they do not hold."""
    before, found = scenes.read(fence.nodes)
    early = [node for node in before if node.type in ("blockquote", "bullet_list")]
    if not found:
        fence.error(fence.line, "no-scenes")
    elif early:
        fence.error(markdown.line_of(early[0]), "before-scenes")
    places = _names(fence, found)
    titles = [scene.title for scene in found if scene.title]
    drafts = [_Draft(fence, scene, places, titles) for scene in found]
    read = [draft.scene() for draft in drafts]
    whole = tuple(scene for scene in read if scene)
    if len(whole) < len(drafts) or not whole or not _comes_to_an_end(fence, drafts, whole):
        return before, ()
    return before, whole


def edges(conversation: Sequence[Scene]) -> tuple[tuple[int, ...], ...]:
    """Return for each scene those it leads to: none where it is an end."""
    return tuple(tuple(choice.scene for choice in scene.choices) for scene in conversation)


@dataclass(frozen=True)
class _Draft:
    """What will be a scene."""

    fence: Fence
    raw: scenes.Scene
    places: Mapping[str, int]  # of all scenes by their names
    titles: Sequence[str]

    def scene(self) -> Scene | None:
        """Return the scene; None, with what is wrong noted, where nobody could go on from it."""
        found = options.listed(self.fence, self.raw.nodes, boxes=True)
        quotes = [node for node in found.before if node.type == "blockquote"]
        self.fence.leftover([node for node in found.before if node.type != "blockquote"])
        self.fence.leftover(found.after)
        ends = [item for item in found.items if item.boxed]
        replies = [item for item in found.items if not item.boxed]
        if not found.items:
            self._error("dead-end")
        elif ends and len(found.items) > 1:
            self._error("end-not-alone", found.items[1].line)
        else:
            choices = [self._choice(item) for item in replies]
            if None in choices or any(item.empty for item in ends):
                return None  # told of already
            if replies and not quotes:
                self._error("scene-without-message")
            elif replies and not FEWEST <= len(replies) <= MOST:
                self._error("replies-count", replies[0].line, count=len(replies))
            else:
                bubbles = [block for quote in quotes for block in quote.children]
                return Scene(
                    bubbles=tuple(self.fence.html([block], "dead") for block in bubbles),
                    choices=tuple(choice for choice in choices if choice),
                    ending=self._ending(ends[0]) if ends else None,
                )
        return None

    def line_of_reply(self, place: int) -> int:
        """Return the line a reply stands on."""
        lists = [node for node in self.raw.nodes if node.type == "bullet_list"]
        return markdown.line_of([item for each in lists for item in each.children][place])

    def _choice(self, item: options.Item) -> Choice | None:
        if item.empty:
            return None  # told of already
        text = plain.text(item.words)
        arrow = arrows.split(item.words)
        if arrow is None or not (arrow.left and arrow.right):
            self.fence.error(item.line, "reply-without-scene", text=text)
            return None
        self.fence.leftover([*item.words[1:], *item.quoted])
        name = plain.flat(arrow.right)
        if _folded(name) not in self.places:
            known = [title for title in self.titles if title != self.raw.title]
            guess = partial(nearest, name, known)
            self.fence.error(item.line, "unknown-scene", scene=name, guess=guess)
            return None
        said = plain.flat(arrow.left)
        act = said.startswith("(") and said.endswith(")")
        return Choice(self.fence.inline(arrow.left), act, self.places[_folded(name)])

    def _ending(self, item: options.Item) -> Ending:
        return Ending(self.fence.inline(item.words), item.box, options.feedback(self.fence, item))

    def _error(self, key: str, line: int = 0, count: int = 0) -> None:
        line = line or self.raw.line
        self.fence.error(line, key, scene=self.raw.title, count=count)


def _names(fence: Fence, found: Sequence[scenes.Scene]) -> dict[str, int]:
    """Return the place of each scene by its name; note names that are missing or doubled."""
    places: dict[str, int] = {}
    for place, scene in enumerate(found):
        name = _folded(scene.title)
        if not name:
            fence.error(scene.line, "empty-heading")
        elif name in places:
            first = found[places[name]].line
            fence.error(scene.line, "same-scene", scene=scene.title, first=first)
        places.setdefault(name, place)
    return places


def _folded(name: str) -> str:
    """Return a name in the form in which capitals, spaces and a full stop mean nothing."""
    return " ".join(name.lower().split()).strip(" .:")


def _comes_to_an_end(fence: Fence, drafts: Sequence[_Draft], whole: Sequence[Scene]) -> bool:
    """Return whether every way leads to an end, and they are few; note what is in the way."""
    before = len(fence.report.found)
    lead = edges(whole)
    if (back := branches.loop(lead)) is not None:
        scene, place = back
        to = drafts[lead[scene][place]].raw.title
        fence.error(drafts[scene].line_of_reply(place), "chat-loop", scene=to)
        return False
    for place in sorted({*range(len(whole))} - branches.reached(lead)):
        raw = drafts[place].raw
        fence.error(raw.line, "scene-not-reached", scene=raw.title)
    if len({scene.ending.right for scene in whole if scene.ending}) == 1:
        fence.error(fence.line, "ends-alike")
    if branches.count(lead, WAYS + 1) > WAYS:
        fence.error(fence.line, "too-many-ways", most=WAYS)
    return len(fence.report.found) == before
