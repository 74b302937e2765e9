"""The order of a lesson: which heading begins a part or a step, and which fence stands where."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import colons, markdown, plain
from toolkit.lesson.colons import Opening
from toolkit.lesson.markdown import Page
from toolkit.lesson.problems import Report, nearest

NOTES = "notes"
END = "end"


@dataclass
class Screen:
    """What will be a step."""

    heading: Node
    line: int
    before: list[Node] = field(default_factory=list)
    activity: Node | None = None
    after: list[Node] = field(default_factory=list)
    notes: list[Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The words of the heading, plain."""
        return plain.text([self.heading])


@dataclass
class Chapter:
    """What will be a part."""

    title: str
    line: int
    screens: list[Screen] = field(default_factory=list)
    end: Node | None = None


def opening(node: Node) -> Opening:
    """Return what the opening line of a fence says."""
    found: Opening = node.meta["opening"]
    return found


def kind_of(fence: Opening) -> str:
    """Return the name of a fence as we know it: capitals mean nothing."""
    return fence.name.lower()


def is_step(node: Node) -> bool:
    """Return whether a block is the heading that begins a step."""
    return node.type == "heading" and node.tag == "h2"


def for_whom(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Return the blocks that patrons see, and those that only facilitators see."""
    shown: list[Node] = []
    told: list[Node] = []
    for node in nodes:
        notes = node.type == colons.FENCE and kind_of(opening(node)) == NOTES
        (told if notes else shown).append(node)
    return shown, told


def read(page: Page, kinds: Collection[str], report: Report) -> list[Chapter]:
    """Return the parts of a lesson; note what stands where nothing may."""
    return _Outline(kinds, report).read(page.nodes)


class _Outline:
    def __init__(self, kinds: Collection[str], report: Report) -> None:
        self.kinds = kinds
        self.report = report
        self.chapters: list[Chapter] = []
        self.screen: Screen | None = None
        self.homeless = False  # words before a first step were already told of
        self.unclosed = False  # the last fence was not closed: a ":::" on its own will be its end

    def read(self, nodes: Sequence[Node]) -> list[Chapter]:
        for node in nodes:
            line = markdown.line_of(node)
            if node.type == "heading" and node.tag == "h1":
                self.chapters.append(Chapter(plain.text([node]), line))
                self.screen, self.homeless = None, False
                if not self.chapters[-1].title:
                    self.report.error(line, "empty-heading")
            elif is_step(node):
                self._begin_step(node, line)
            elif node.type == colons.STRAY:
                if not self.unclosed:
                    self.report.error(line, "stray-close")
                self.unclosed = False
            elif node.type == colons.FENCE:
                self._fence(node, line)
            elif self.screen is None:
                self._nowhere(line)
            else:
                (self.screen.after if self.screen.activity else self.screen.before).append(node)
        self._check()
        return [chapter for chapter in self.chapters if chapter.screens]

    def _begin_step(self, node: Node, line: int) -> None:
        if not self.chapters:
            self.chapters.append(Chapter("", line))
        self.screen = Screen(node, line)
        self.chapters[-1].screens.append(self.screen)
        if not self.screen.title:
            self.report.error(line, "empty-heading")

    def _fence(self, node: Node, line: int) -> None:
        fence = opening(node)
        name = kind_of(fence)
        self.unclosed = not fence.closed
        if not fence.closed:
            self.report.error(line, "unclosed-fence", name=fence.name, before=fence.end)
        if fence.rest:
            self.report.error(line, "opening-line", text=fence.rest, name=fence.name)
        if name not in self.kinds and name not in (NOTES, END):
            known = [*sorted(self.kinds), NOTES, END]
            guess = nearest(name, known)
            listed = ", ".join(known)
            self.report.error(line, "unknown-fence", guess=guess, name=fence.name, known=listed)
        elif self.screen is None:
            self._nowhere(line)
        elif name == NOTES:
            self.screen.notes.append(node)
            self._no_keys(fence)
        elif name == END:
            if self.chapters[-1].end is not None:
                self.report.error(line, "two-ends")
            self.chapters[-1].end = node
            self._no_keys(fence)
        elif self.screen.activity is not None:
            self.report.error(line, "two-activities", first=markdown.line_of(self.screen.activity))
        else:
            self.screen.activity = node

    def _no_keys(self, fence: Opening) -> None:
        for key in fence.keys:
            self.report.error(key.line, "unknown-fence-key", entry=key.name)

    def _nowhere(self, line: int) -> None:
        if not self.homeless:
            self.report.error(line, "words-before-step")
        self.homeless = True

    def _check(self) -> None:
        if not any(chapter.screens for chapter in self.chapters):
            self.report.error(1, "no-steps")
            return
        for chapter in self.chapters:
            if not chapter.screens:
                self.report.error(chapter.line, "empty-part", title=chapter.title)
            elif chapter.end is None:
                self.report.advice(chapter.screens[-1].line, "part-without-end")
            elif markdown.line_of(chapter.end) < chapter.screens[-1].line:
                self.report.advice(markdown.line_of(chapter.end), "end-too-early")
            for screen in chapter.screens:
                if not (screen.before or screen.activity or screen.after):
                    self.report.advice(screen.line, "empty-step")
                if not screen.notes:
                    self.report.advice(screen.line, "step-without-notes")
