"""From a lesson file to a lesson, or to all its Problems at once.

reading = read(content, name="misinformation", language="id", folder=folder,
               file="lessons/misinformation/id.md", kinds=KINDS, today=date.today())
reading.lesson    # None where there are errors
reading.problems  # errors and advice, by line
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import (
    book_list,
    checks,
    front,
    ids,
    links,
    lookalikes,
    markdown,
    nouns,
    outline,
    plain,
    polls,
    source,
    sources,
)
from toolkit.lesson.data import versioned
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Kinds, Lesson, Notes, Part, Source, Step
from toolkit.lesson.outline import DraftPart, DraftStep
from toolkit.lesson.pictures import Album
from toolkit.lesson.problems import Problem, Report
from toolkit.words import phrases

_MINUTES = re.compile(
    r"^\D{0,20}?(\d{1,3})\s*(?:[-–]\s*(\d{1,3})\s*)?(?:menit|minutes?|min)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Reading:
    """What came of reading a file."""

    lesson: Lesson | None  # None where an error keeps it from being played
    problems: tuple[Problem, ...]


def read(  # noqa: PLR0913 - each is a fact of its own, and named by the caller
    content: bytes,
    *,
    name: str,
    language: str,
    folder: Path | None,
    file: str,
    kinds: Kinds,
    today: date,
) -> Reading:
    """Read a lesson file. Nothing that it contains raises."""
    report = Report(file)
    lesson = None
    text = source.decode(content, report)
    if text is not None and source.fit(text, report):
        if not text.strip():
            report.error(1, "empty-file")
        else:
            lesson = _Reader(report, language, kinds, folder).lesson(text, name, today)
    return Reading(None if report.fatal else lesson, report.sorted())


class _Reader:
    """The state of one reading: what every part of it refers to."""

    def __init__(self, report: Report, language: str, kinds: Kinds, folder: Path | None) -> None:
        self.report = report
        self.language = language
        self.kinds = kinds
        self.album = Album(folder, report)
        self.numbers: dict[str, int] = {}
        self.sources: dict[str, Source] = {}

    def lesson(self, text: str, name: str, today: date) -> Lesson | None:
        head, body = front.read(source.as_meant(text), self.report)
        document = markdown.parse(body)
        if document.too_deep:
            self.report.error(document.too_deep, "too-deep")
            return None
        for line in document.raw_html:
            self.report.advice(line, "raw-html")
        for line, address in document.bad_links:
            self.report.advice(line, "bad-link", address=address)
        drafts = outline.read(document, self.kinds, self.report)
        named = ids.of(document, self.kinds, self.report)
        shown, told = outline.for_whom(document.nodes)
        footnotes = [node for each in document.definitions for node in each.nodes]
        self.album.embed([*document.nodes, *footnotes])  # before anything is drawn
        lookalikes.check([*shown, *footnotes], self.kinds, self.report)
        self.numbers = sources.number([*shown, *told], document.definitions, self.report)
        self.sources = sources.read(document.definitions, self.numbers, self.report)
        links.check(footnotes, self.report)
        checks.words(document, self.report)
        lesson = Lesson(
            name=name,
            language=self.language,
            title=head.title,
            summary=head.summary,
            minutes=head.minutes,
            reviewed=head.reviewed.isoformat() if head.reviewed else "",
            frameworks=head.frameworks,
            parts=tuple(self._part(draft, named) for draft in drafts),
            version="",
            reading=self._reading(drafts),
        )
        checks.lesson(lesson, head, today, self.report)
        checks.examples(text, self.report)
        return versioned(lesson)

    def _part(self, draft: DraftPart, named: Mapping[int, str]) -> Part:
        ends = draft.end.children if draft.end else ()
        last = len(draft.steps) - 1
        return Part(
            title=draft.title,
            steps=tuple(
                self._step(step, named, ends if place == last else ())
                for place, step in enumerate(draft.steps)
            ),
            end=self._html(ends),
            end_language=self.language,
            line=draft.line,
        )

    def _step(self, draft: DraftStep, named: Mapping[int, str], end: Sequence[Node]) -> Step:
        """Read one step. What the end of its part refers to is listed with the last step."""
        fences = [draft.activity] if draft.activity else []
        return Step(
            id=named[draft.line],
            title=draft.title,
            language=self.language,
            before=self._html(draft.before),
            activity=self._activity(draft.activity, named) if draft.activity else None,
            after=self._html(draft.after),
            notes=self._notes(draft.notes),
            sources=sources.used(
                [draft.heading, *draft.before, *fences, *draft.after, *end], self.sources
            ),
            line=draft.line,
            polls=tuple(poll for node in draft.polls if (poll := self._poll(node, named))),
        )

    def _activity(self, node: Node, named: Mapping[int, str]) -> Activity | None:
        opening = outline.opening(node)
        kind = self.kinds[outline.kind_of(opening)]
        line = markdown.line_of(node)
        return kind.read(
            Fence(
                kind=kind.kind,
                id=named.get(line, ""),
                line=line,
                language=self.language,
                nodes=tuple(node.children),
                keys=opening.keys,
                numbers=self.numbers,
                report=self.report,
                words=kind.problems,
            )
        )

    def _reading(self, drafts: Sequence[DraftPart]) -> nouns.Reading | None:
        node = next((draft.reading for draft in drafts if draft.reading), None)
        if node is None:
            return None
        return book_list.read(self._fence(node, ""))

    def _poll(self, node: Node, named: Mapping[int, str]) -> nouns.Poll | None:
        return polls.read(self._fence(node, named.get(markdown.line_of(node), "")))

    def _fence(self, node: Node, named: str) -> Fence:
        """Return a fence that is no activity's."""
        opening = outline.opening(node)
        return Fence(
            kind=outline.kind_of(opening),
            id=named,
            line=markdown.line_of(node),
            language=self.language,
            nodes=tuple(node.children),
            keys=opening.keys,
            numbers=self.numbers,
            report=self.report,
            words=phrases("toolkit.lesson"),
        )

    def _notes(self, fences: Sequence[Node]) -> Notes | None:
        if not fences:
            return None
        line = markdown.line_of(fences[0])
        blocks = [block for fence in fences for block in fence.children]
        minutes = _MINUTES.match(plain.text(blocks[:1]))
        if not minutes:
            self.report.advice(line, "notes-without-minutes")
        listed = sources.used(blocks, self.sources)
        items = "".join(f'<li value="{each.number}">{each.html}</li>' for each in listed)
        return Notes(
            html=self._html(blocks) + (f"<ol>{items}</ol>" if items else ""),
            minutes=int(minutes[2] or minutes[1]) if minutes else None,
            line=line,
        )

    def _html(self, nodes: Sequence[Node]) -> str:
        links.check(nodes, self.report)
        return markdown.html(nodes, self.numbers)
