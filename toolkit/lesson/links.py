"""Links that lead nowhere, where links are alive: a browser would look beside the lesson."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson.markdown import lines_of
from toolkit.lesson.problems import Report

_SITE = re.compile(
    r"^(?![^/?#]*\.(?:md|html?|pdf|txt|docx?|ipynb|png|jpe?g|svg|webp)$)"
    r"[^/?#:\s]+\.[A-Za-z]{2,}(?:[/?#]|$)"
)


def check(nodes: Sequence[Node], report: Report) -> None:
    """Advise on addresses of a site that have no scheme."""
    for address, scheme, line in unfinished(nodes):
        report.advice(line, "link-without-scheme", address=address, scheme=scheme)


def unfinished(nodes: Sequence[Node]) -> Iterator[tuple[str, str, int]]:
    """Yield addresses of a site without a scheme, the scheme that is missing, and the line."""
    for node in nodes:
        for each in node.walk():
            if each.type == "inline":
                for token, line in lines_of(each):
                    address = str(token.attrGet("href") or "")
                    if token.type == "link_open" and _SITE.match(address):
                        scheme = "mailto:" if "@" in address else "https://"
                        yield address, scheme, line
