"""A guide goes into a file: as PDF where a browser prints it, else as the page to print."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from toolkit.guide import printing
from toolkit.guide.guide import WORDS
from toolkit.words import SpokenError

PAGE, PRINTED = ".html", ".pdf"

OURS = '<meta name="generator" content="Suluh">'
"""What the head of every page that we make says."""

HEAD = 2000
"""Bytes of a file in which that stands, if it does."""


def write(html: str, file: Path) -> Path:
    """Write sheets into a file that ends in .pdf or .html; return the file.

    Raises `SpokenError` where that cannot be. Where no browser prints, the error says where the
    page lies instead: beside the file, and never in the place of a page that somebody else made.
    """
    if file.suffix.lower() == PAGE:
        return _save(html.encode(), file)
    failed = ""
    for browser in printing.browsers():
        try:
            return _save(printing.pdf(html, browser), file)
        except printing.PrintingError as error:
            failed = str(error)
    page = _save(html.encode(), _free(file.with_suffix(PAGE)))
    if failed:
        raise SpokenError(WORDS, "not_printed", browser=failed, file=page)
    raise SpokenError(WORDS, "no_browser", file=page)


def checked(asked: str, name: str) -> Path:
    """Return the file that someone who wrote `asked` wants: in a folder, one with that name.

    Raises `SpokenError` for what would be no PDF: it might be a lesson of theirs.
    """
    file = Path(asked or f"{name}{PRINTED}")
    if file.is_dir():
        file /= f"{name}{PRINTED}"
    if file.suffix.lower() not in (PAGE, PRINTED):
        raise SpokenError(WORDS, "bad_ending", file=file)
    if not file.parent.is_dir():
        raise SpokenError(WORDS, "no_folder", folder=file.parent)
    return file


def _free(page: Path) -> Path:
    """Return a path like this one at which there is nothing, or a page of ours."""
    names = (page.stem if place == 1 else f"{page.stem}-{place}" for place in count(1))
    return next(path for name in names if _is_ours(path := page.with_name(f"{name}{PAGE}")))


def _is_ours(page: Path) -> bool:
    """Return whether nothing is lost when a page is written to this path."""
    try:
        with page.open("rb") as file:
            return OURS.encode() in file.read(HEAD)
    except FileNotFoundError:
        return True
    except OSError:  # a folder, or not for us to read
        return False


def _save(content: bytes, file: Path) -> Path:
    try:
        file.write_bytes(content)
    except PermissionError:  # on Windows also: a reader has it open
        raise SpokenError(WORDS, "locked", file=file) from None
    return file
