"""search: find a book in the practice catalogue, and open it."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Any, Self

from toolkit.activities.search import goals
from toolkit.activities.search.goals import Start
from toolkit.activities.search.words import PROBLEMS, WORDS
from toolkit.lesson import markdown, options, paper, plain
from toolkit.lesson.fence import Fence, section
from toolkit.lesson.nouns import Activity, Handout, Response, ResponseError
from toolkit.lesson.sources import unmarked
from toolkit.practice import PracticeBook, books
from toolkit.practice.fitting import Goal, is_available
from toolkit.words import say

LISTED = 5
"""Books that fit, as many as a sheet of paper lists."""


@dataclass(frozen=True)
class Search(Activity):
    """A book to find in the practice catalogue.

    A response is `{"record": 12}`, the number of the practice book that was chosen; it is right
    when that is one of those that fit the goal. What was typed is no part of it.
    """

    kind = "search"
    also_called = (
        "cari",
        "mencari",
        "pencarian",
        "katalog",
        "catalogue",
        "catalog",
        "opac",
        "temukan",
    )
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    goal: Goal
    right: tuple[int, ...]  # numbers of the practice books that fit, as the lesson was read
    start: Start
    hints: tuple[str, ...]  # HTML
    feedback: str  # HTML, once it is found; "" where the author wrote none
    live: bool  # whether the library's own catalogue is offered after the answer

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        task = goals.read(fence)
        rest, hints = section(fence.nodes)
        places = [at for at, node in enumerate(rest) if node.type == "blockquote"]
        first = places[0] if places else len(rest)
        quotes = [rest[at] for at in places]
        fence.leftover([node for node in rest[first:] if node not in quotes])
        if not first:
            fence.error(fence.line, "no-question")
        said = options.Item(
            box=False,
            words=(),
            quoted=tuple(block for quote in quotes for block in quote.children),
            line=markdown.line_of(quotes[0]) if quotes else fence.line,
        )
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(rest[:first]),
            goal=task.goal,
            right=task.right,
            start=task.start,
            hints=tuple(fence.inline(hint.children) for hint in hints),
            feedback=options.feedback(fence, said),
            live=task.live,
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            id=data["id"],
            line=0,
            question=data["question"],
            goal=Goal(**data["goal"]),
            right=tuple(data["right"]),
            start=Start(**data["start"]),
            hints=tuple(data["hints"]),
            feedback=data["feedback"],
            live=data["live"],
        )

    def asked(self, _language: str) -> str:
        return plain.of_html(unmarked(self.question))

    def _judge(self, response: Response) -> bool | None:
        record = response.get("record")
        if type(record) is not int or record < 1:
            raise ResponseError('"record" must be the number of a practice book')
        return record in self.right

    def responses(self) -> Iterator[Response]:
        for number in self.right:
            yield {"record": number}
        yield {"record": next(number for number in count(1) if number not in self.right)}

    def handout(self, language: str) -> Handout:
        found = [book for book in books() if book.number in self.right]
        rows = "".join(_drawn(book, language) for book in found[:LISTED])
        more = len(found) - LISTED
        said = f"<p>{escape(say(WORDS, 'more', language, count=more))}</p>" if more > 0 else ""
        hints = "".join(f"<li>{hint}</li>" for hint in self.hints)
        return Handout(
            question=self.question
            + self._box(language)
            + paper.how(WORDS, "on_paper", language)
            + paper.lines(2),
            answer=f"{rows}{said}{self.feedback}",
            hints=f"<ol>{hints}</ol>" if hints else "",
        )

    def answers(self) -> tuple[int, ...]:
        return self.right

    def _box(self, language: str) -> str:
        """Return as HTML what stands in the search box, "" where that is nothing."""
        if not self.start.words:
            return ""
        field = say(WORDS, f"on_paper_{self.start.field}", language)
        shown = (
            say(WORDS, "on_paper_box", language, words=self.start.words),
            say(WORDS, "on_paper_in_field", language, field=field),
        )
        return "<p>{}</p>".format("<br>".join(escape(each, quote=False) for each in shown))


def _drawn(book: PracticeBook, language: str) -> str:
    """Return a book as HTML for paper: what it is, where it stands, whether it is there."""
    there = say(WORDS, "on_paper_there" if is_available(book) else "on_paper_not_there", language)
    title = f"{book.title}: {book.subtitle}" if book.subtitle else book.title
    facts = ["; ".join(book.authors), book.call_number, there]
    rest = " · ".join(escape(fact, quote=False) for fact in facts if fact)
    return paper.told(escape(title, quote=False), f"<p>{rest}</p>", right=True)
