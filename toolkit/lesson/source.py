"""From the bytes of a lesson file to text that the Markdown reader may be given.

Two jobs. Refuse what no lesson is (a picture, a book, another encoding) before any parsing, so
that no file can keep the checker busy. And read as meant what word processors, chat apps and
Windows put in: every change keeps the lines where they are, so that a line number stays true.
"""

from __future__ import annotations

import re

from toolkit.lesson.problems import Report

LARGEST = 128 * 1024
LONGEST = 5_000
DEEPEST = 6
"""Quotes and lists inside each other."""

LINES = 4_000
"""Of a file, the empty ones too."""

SIGNS = 500
"""Of emphasis and links, in a paragraph."""

ALL_SIGNS = 8_000
"""Of emphasis, links and tables, in a file: one for every sixteen letters of the largest."""

NESTED = 8_000
"""Of quotes and lists inside each other, in all lines of a file together."""

BARS = 10
"""Between the cells of a row: a short row is filled up to the width of the first."""

BRACKETS = 20
"""Opened in a paragraph and not closed: what follows each is read again and again."""


SPACE = r"[^\S\n]|[\u200b-\u200d\u2060\ufeff]"
_ODD = re.compile(r"[^\x00-\x7f]|^[ \t]*(?:#{2,}|:|\[\^|[-*+]\[)|!\[")
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
_SIGNS = re.compile(
    rf"^(?:{SPACE}|>|＞|[-*+](?={SPACE})|#{{1,6}}(?={SPACE})|\d{{1,3}}[.)](?={SPACE})"
    r"|•(?=\s)|[–—](?=\s*\[)|[\[［]\s{0,3}[xX]?\s{0,3}[\]］])+"
)
_SIGN_FORMS = str.maketrans("＞•–—［］", ">---[]")
_GLUED_BOX = re.compile(r"^([ \t]*[-*+])(?=\[[ xX]?\])")
_GLUED_HEADING = re.compile(r"^(#{2,6})(?=[^#\s])")
_FENCE = re.compile(r"^\s*[:：]{2,}")
_FENCE_FORMS = str.maketrans("：｛｝＃\u00a0", ":{}# ")
_FOOTNOTE = re.compile(r"^([ \t]*\[\^[^\]\s]+\])[ \t]*[:：]")
_SPACED_PICTURE = re.compile(
    r"(?<=\]\()[^()\"“”<>]{1,200} [^()\"“”<>]{1,200}\.(?:png|jpe?g|svg|webp)(?=\))", re.IGNORECASE
)
_LINK_TITLE = re.compile(r"(\]\([^\s()]+) +[“”„]([^“”„\"\n]*)[“”]\)")
_BLOCK_START = re.compile(r"^ {0,3}(?:[-*+] +\S|1[.)] +\S|#{1,6}[ \t]|:::|\[\^[^\]\s]+\]:)")


def decode(content: bytes, report: Report) -> str | None:
    """Return the text of a lesson file with plain line ends, None where it is not one."""
    if len(content) > LARGEST:
        report.error(1, "file-too-large", size=len(content) // 1024, largest=LARGEST // 1024)
        return None
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        report.error(1, "encoding")
        return None
    if b"\0" in content:
        report.error(content[: content.index(b"\0")].count(b"\n") + 1, "binary")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.error(error.object[: error.start].count(b"\n") + 1, "encoding")
        return None
    return plain_lines(text)


def plain_lines(text: str) -> str:
    """Return a text without byte-order mark, its lines ended the one way we know."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def fit(text: str, report: Report) -> bool:
    """Return whether a text can be parsed in reasonable time; note what is in the way."""
    before = len(report.found)
    lines = text.split("\n")
    _whole_file(lines, report)
    length, signs, brackets, start, told = 0, 0, 0, 1, False
    for number, line in enumerate(lines, 1):
        blank = not line.strip(" \t>")
        if blank or _BLOCK_START.match(line):
            length, signs, brackets, start, told = 0, 0, 0, number + blank, False
        length += len(line) + 1
        signs += _signs(line)
        brackets = max(brackets + line.count("[") - line.count("]"), 0)
        if told:
            continue
        told = length > LONGEST or signs > SIGNS or brackets > BRACKETS
        if line.count("|") > BARS:
            report.error(number, "table-too-wide", widest=BARS)
            told = True
        elif length > LONGEST:
            report.error(start, "paragraph-too-large", largest=LONGEST)
        elif signs > SIGNS:
            report.error(start, "too-many-signs")
        elif brackets > BRACKETS:
            report.error(number, "too-many-brackets")
        elif _depth(line) > DEEPEST:
            report.error(number, "too-deep")
    return len(report.found) == before


def _whole_file(lines: list[str], report: Report) -> None:
    """Note where there is more in a file than in any lesson, each paragraph of it small."""
    if len(lines) > LINES:
        report.error(1, "too-many-lines", most=LINES)
        return
    signs, nested = 0, 0
    for number, line in enumerate(lines, 1):
        signs += _signs(line) + line.count("|")
        nested += _depth(line)
        if signs > ALL_SIGNS or nested > NESTED:
            report.error(number, "too-many-signs" if signs > ALL_SIGNS else "too-deep")
            return


def _signs(line: str) -> int:
    """Return the signs of a line; the address of a link is looked for to the paragraph's end."""
    return sum(map(line.count, "*_[")) + 2 * line.count("](")


def _depth(line: str) -> int:
    """Return how many quotes and lists stand inside each other at the start of a line."""
    found = _SIGNS.match(line)
    if not found:
        return 0
    signs = found[0].translate(_SIGN_FORMS).expandtabs(4)
    marks = len(re.findall(r">|[-*+](?=\s)|\d[.)]", signs))
    return marks + (len(signs) - len(signs.lstrip())) // 4


def as_meant(text: str) -> str:
    """Return the text as its author meant it: our signs in the form that Markdown knows."""
    text = _CONTROLS.sub(" ", text)
    return "\n".join(_line(line) if _ODD.search(line) else line for line in text.split("\n"))


def _line(line: str) -> str:
    if _FENCE.match(line):
        return line.translate(_FENCE_FORMS).strip()
    if signs := _SIGNS.match(line):
        plain = re.sub(r"[^\S\t]", " ", re.sub("[\u200b-\u200d\u2060\ufeff]", "", signs[0]))
        line = plain.translate(_SIGN_FORMS) + line[signs.end() :]
    line = _GLUED_BOX.sub(r"\1 ", line)
    line = _GLUED_HEADING.sub(r"\1 ", line)
    line = _FOOTNOTE.sub(r"\1:", line)
    line = _SPACED_PICTURE.sub(lambda found: found[0].replace(" ", "%20"), line)
    return _LINK_TITLE.sub(r'\1 "\2")', line)
