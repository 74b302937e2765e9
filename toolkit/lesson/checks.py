"""Advice on a lesson as a whole: it can be played, but teaches worse than it could.

What belongs to one option, picture, source or kind is noted where that is read; here is what
needs the view from above. Nothing here is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import colons, markdown, outline, plain, template
from toolkit.lesson.front import Front
from toolkit.lesson.markdown import Document
from toolkit.lesson.nouns import Lesson
from toolkit.lesson.problems import Report

LONGEST = 60
"""Words in a paragraph that fits a phone's screen."""

YEAR = timedelta(days=366)


def words(document: Document, report: Report) -> None:
    """Advise on headings and paragraphs that patrons see."""
    shown, _ = outline.for_whom(document.nodes)
    level = 1
    for node in shown:
        if node.type == "heading":
            depth = int(node.tag[1:])
            if depth > max(level, 2) + 1:
                report.advice(markdown.line_of(node), "heading-skipped", wanted="#" * (level + 1))
            level = depth
        if node.type == "bullet_list":
            for item in node.children:
                if plain.text(item.children).startswith(("[ ]", "[x]", "[X]")):
                    report.advice(markdown.line_of(item), "options-outside")
                    break
    for paragraph in _paragraphs(shown):
        count = len(plain.text([paragraph]).split())
        if count > LONGEST:
            line = markdown.line_of(paragraph)
            report.advice(line, "paragraph-too-long", count=count, longest=LONGEST)


def examples(text: str, report: Report) -> None:
    """Advise on sentences of the template that nobody replaced yet."""
    for number, line in enumerate(text.split("\n"), 1):
        if template.examples(line):
            report.advice(number, "example-left")


def lesson(lesson: Lesson, head: Front, today: date, report: Report) -> None:
    """Advise on the age of a lesson and on what it asks to judge."""
    if head.reviewed:
        line = head.lines["reviewed"]
        if head.reviewed > today:
            report.advice(line, "review-in-future", reviewed=lesson.reviewed)
        elif today - head.reviewed > YEAR:
            report.advice(line, "review-too-old", reviewed=lesson.reviewed)
    judged = [
        (step.activity, step.activity.truthful())
        for step in lesson.steps
        if step.activity is not None and step.activity.truthful() is not None
    ]
    if judged and lesson.steps[0].activity is judged[0][0] and judged[0][1] is False:
        report.advice(judged[0][0].line, "hoax-before-warning")
    true = sum(truth is True for _, truth in judged)
    false = len(judged) - true
    if abs(true - false) > max(1, 0.3 * len(judged)):
        key = "mostly-false" if false > true else "mostly-true"
        report.advice(judged[0][0].line, key, false=false, true=true)


def _paragraphs(nodes: Sequence[Node], *, option: bool = False) -> Iterator[Node]:
    """Yield the paragraphs of blocks, but for feedback, which has a measure of its own."""
    for node in nodes:
        if node.type == "paragraph":
            yield node
        elif not (option and node.type == "blockquote"):
            fence = node.type == colons.FENCE
            inside = option or fence or node.type in ("bullet_list", "list_item")
            yield from _paragraphs(node.children, option=inside and not fence)
