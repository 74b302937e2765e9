"""Links that lead nowhere, where links are alive: a browser would look beside the lesson.

A number that no phone can call is one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson.markdown import lines_of
from toolkit.lesson.problems import Report

_SITE = re.compile(
    r"^(?![^/?#]*\.(?:md|html?|pdf|txt|docx?|ipynb|png|jpe?g|svg|webp)$)"
    r"[^/?#:\s]+\.[A-Za-z]{2,}(?:[/?#]|$)"
)
_CALL = re.compile(r"^tel:(.*)$", re.IGNORECASE)
_CHAT = re.compile(r"^https?://wa\.me/([\d+(). -]+)(?:[/?#]|$)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s(). -]")
_NUMBER = re.compile(r"^\+?\d{3,15}$")
_WITH_COUNTRY = re.compile(r"^[1-9]\d{7,14}$")


def check(nodes: Sequence[Node], report: Report) -> None:
    """Advise on addresses of a site that have no scheme, and on numbers that cannot be called."""
    for address, scheme, line in unfinished(nodes):
        report.advice(line, "link-without-scheme", address=address, scheme=scheme)
    for address, line in _links(nodes):
        _check_number(address, line, report)


def unfinished(nodes: Sequence[Node]) -> Iterator[tuple[str, str, int]]:
    """Yield addresses of a site without a scheme, the scheme that is missing, and the line."""
    for address, line in _links(nodes):
        if _SITE.match(address):
            yield address, "mailto:" if "@" in address else "https://", line


def _links(nodes: Sequence[Node]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        for each in node.walk():
            if each.type == "inline":
                for token, line in lines_of(each):
                    if token.type == "link_open":
                        yield str(token.attrGet("href") or ""), line


def _check_number(address: str, line: int, report: Report) -> None:
    if call := _CALL.match(address):
        number = _BETWEEN.sub("", unquote(call[1]))
        if not _NUMBER.match(number):
            report.advice(line, "odd-number", address=unquote(address))
    elif chat := _CHAT.match(unquote(address)):
        number = _BETWEEN.sub("", chat[1])
        if not _WITH_COUNTRY.match(number):
            meant = re.sub(r"^\+?0*(?:62)?0*", "62", number)
            guess = f"https://wa.me/{meant}" if _WITH_COUNTRY.match(meant) else ""
            report.advice(line, "odd-chat", address=unquote(address), guess=guess)
