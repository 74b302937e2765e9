"""The order of a lesson: which heading begins a part or a step, and which fence stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import colons, markdown, plain
from toolkit.lesson.colons import Opening
from toolkit.lesson.markdown import Document
from toolkit.lesson.nouns import Kinds
from toolkit.lesson.problems import Report, nearest

NOTES = "notes"
END = "end"
READING = "reading"
POLL = "poll"
NO_KINDS = (NOTES, POLL, END, READING)
"""The fences that are no activity."""

_MEANT = {
    **dict.fromkeys(("catatan", "fasilitator", "facilitator", "pemandu"), NOTES),
    **dict.fromkeys(("jajak", "jajak-pendapat", "polling", "survei", "survey", "vote"), POLL),
    **dict.fromkeys(("akhir", "penutup", "selesai"), END),
    **dict.fromkeys(("bacaan", "baca", "buku", "books", "further-reading"), READING),
}
"""What people write instead of a name that is no kind's, where it does not look like it."""


@dataclass
class DraftStep:
    """What will be a step."""

    heading: Node
    line: int
    before: list[Node] = field(default_factory=list)
    activity: Node | None = None
    after: list[Node] = field(default_factory=list)
    notes: list[Node] = field(default_factory=list)
    polls: list[Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The words of the heading, plain."""
        return plain.text([self.heading])


@dataclass
class DraftPart:
    """What will be a part."""

    title: str
    line: int
    steps: list[DraftStep] = field(default_factory=list)
    end: Node | None = None
    reading: Node | None = None


def opening(node: Node) -> Opening:
    """Return what the opening line of a fence says."""
    found: Opening = node.meta["opening"]
    return found


def kind_of(fence: Opening) -> str:
    """Return the name of a fence as we know it: capitals mean nothing."""
    return fence.name.lower()


def names(kinds: Kinds) -> list[str]:
    """Return every name that a fence may have."""
    return [*sorted(kinds), *NO_KINDS]


def meant(name: str, kinds: Kinds) -> str:
    """Return which name of a fence a person who wrote this one meant, or ""."""
    called = {word: each for each, kind in kinds.items() for word in kind.also_called} | _MEANT
    return called.get(name.lower()) or nearest(name, names(kinds))


def is_step(node: Node) -> bool:
    """Return whether a block is the heading that begins a step."""
    return node.type == "heading" and node.tag == "h2"


def for_whom(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Return the blocks that patrons see, and those that only facilitators see."""
    shown: list[Node] = []
    told: list[Node] = []
    for node in nodes:
        apart = node.type == colons.FENCE and kind_of(opening(node)) in (NOTES, POLL)
        (told if apart else shown).append(node)
    return shown, told


def read(document: Document, kinds: Kinds, report: Report) -> list[DraftPart]:
    """Return the parts of a lesson; note what stands where nothing may."""
    return _Outline(kinds, report).read(document.nodes)


class _Outline:
    def __init__(self, kinds: Kinds, report: Report) -> None:
        self.kinds = kinds
        self.report = report
        self.parts: list[DraftPart] = []
        self.step: DraftStep | None = None
        self.homeless = False  # words before a first step were already told of
        self.unclosed = False  # the last fence was not closed: a ":::" on its own will be its end

    def read(self, nodes: Sequence[Node]) -> list[DraftPart]:
        for node in nodes:
            line = markdown.line_of(node)
            if node.type == "heading" and node.tag == "h1":
                self.parts.append(DraftPart(plain.text([node]), line))
                self.step, self.homeless = None, False
                if not self.parts[-1].title:
                    self.report.error(line, "empty-heading")
            elif is_step(node):
                self._begin_step(node, line)
            elif node.type == colons.STRAY:
                if not self.unclosed:
                    self.report.error(line, "stray-close")
                self.unclosed = False
            elif node.type == colons.FENCE:
                self._fence(node, line)
            elif self.step is None:
                self._nowhere(line)
            else:
                (self.step.after if self.step.activity else self.step.before).append(node)
        self._check()
        return [part for part in self.parts if part.steps]

    def _begin_step(self, node: Node, line: int) -> None:
        if not self.parts:
            self.parts.append(DraftPart("", line))
        self.step = DraftStep(node, line)
        self.parts[-1].steps.append(self.step)
        if not self.step.title:
            self.report.error(line, "empty-heading")

    def _fence(self, node: Node, line: int) -> None:
        fence = opening(node)
        name = kind_of(fence)
        self.unclosed = not fence.closed
        if not fence.closed:
            self.report.error(line, "unclosed-fence", name=fence.name, before=fence.end)
        if fence.rest:
            self.report.error(line, "opening-line", text=fence.rest, name=fence.name)
        if name not in self.kinds and name not in NO_KINDS:
            known = names(self.kinds)
            guess = partial(meant, name, self.kinds)
            self.report.error(line, "unknown-fence", guess=guess, name=fence.name, known=known)
        elif self.step is None:
            self._nowhere(line)
        elif name == NOTES:
            self.step.notes.append(node)
            self._no_keys(fence)
        elif name == POLL:
            self.step.polls.append(node)
        elif name in (END, READING):
            self._close(node, fence, line)
        elif self.step.activity is not None:
            self.report.error(line, "two-activities", first=markdown.line_of(self.step.activity))
        else:
            self.step.activity = node

    def _close(self, node: Node, fence: Opening, line: int) -> None:
        """Take what a part, or the whole lesson, ends with."""
        part = self.parts[-1]
        if kind_of(fence) == END:
            if part.end is not None:
                self.report.error(line, "two-ends")
            part.end = node
            self._no_keys(fence)
        elif any(each.reading for each in self.parts):
            self.report.error(line, "two-readings")
        else:
            part.reading = node

    def _no_keys(self, fence: Opening) -> None:
        for key in fence.keys:
            self.report.error(key.line, "unknown-fence-key", entry=key.name)

    def _nowhere(self, line: int) -> None:
        if not self.homeless:
            self.report.error(line, "words-before-step")
        self.homeless = True

    def _check(self) -> None:
        if not any(part.steps for part in self.parts):
            self.report.error(1, "no-steps")
            return
        last = max(part.steps[-1].line for part in self.parts if part.steps)
        for part in self.parts:
            if not part.steps:
                self.report.error(part.line, "empty-part", title=part.title)
            elif part.end is None:
                self.report.advice(part.steps[-1].line, "part-without-end")
            elif markdown.line_of(part.end) < part.steps[-1].line:
                self.report.advice(markdown.line_of(part.end), "end-too-early")
            if part.reading and markdown.line_of(part.reading) < last:
                self.report.advice(markdown.line_of(part.reading), "reading-too-early")
            for step in part.steps:
                if not (step.before or step.activity or step.after or self.report.fatal):
                    self.report.advice(step.line, "empty-step")
                if not step.notes:
                    self.report.advice(step.line, "step-without-notes")
