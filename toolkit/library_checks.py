"""The checks of single entries of `library.toml`.

Each returns an entry as it is kept, or None where it cannot be meant.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from toolkit import colours
from toolkit.lesson import pictures
from toolkit.words import LANGUAGES

LONGEST_TEXT = 120
LONGEST_WAIT = 120
MOST_KERNELS = 100
MOST_LANGUAGES = 2
MOST_DAYS = 3650
LONGEST_LABEL = 60
LONGEST_ADDRESS = 500


def one_line(value: Any, most: int = LONGEST_TEXT) -> str | None:
    """Return a text of one line, without the blanks around it."""
    fits = isinstance(value, str) and len(value) <= most and "\n" not in value
    return value.strip() if fits else None


def address(value: Any) -> str | None:
    """Return an address as people type it, though they may paste it as a browser shows it."""
    text = one_line(value)
    return None if text is None else re.sub(r"^https?://", "", text).rstrip("/")


def name(value: Any) -> str | None:
    """Return a name, which is never empty."""
    return one_line(value) or None


def languages(value: Any) -> tuple[str, ...] | None:
    """Return codes of languages, each once."""
    fits = (
        isinstance(value, list)
        and 1 <= len(value) <= MOST_LANGUAGES
        and all(isinstance(code, str) and code in LANGUAGES for code in value)
    )
    return tuple(dict.fromkeys(value)) if fits else None


def colour(value: Any) -> str | None:
    """Return a colour written `#rrggbb`."""
    return value if isinstance(value, str) and colours.is_colour(value) else None


def logo(home: Path, value: Any) -> str | None:
    """Return a picture of the project folder as a data: address."""
    if value == "":
        return ""
    if not isinstance(value, str) or not pictures.is_beside(value):
        return None
    try:
        path = home / value
        if path.stat().st_size > pictures.LARGEST or not path.resolve().is_relative_to(
            home.resolve()
        ):
            return None
        return pictures.data_address(path.read_bytes(), path.suffix)
    except (KeyError, OSError, ValueError):
        return None


def whatsapp(value: Any) -> str | None:
    """Return an Indonesian number with 62 where it begins with 0; people write both."""
    if value == "":
        return ""
    digits = re.sub(r"[\s().-]", "", value) if isinstance(value, str) else ""
    if not re.fullmatch(r"\+?\d{9,15}", digits):
        return None
    return re.sub(r"^0", "62", digits.removeprefix("+"))


def email(value: Any) -> str | None:
    """Return an address for e-mail."""
    fits = isinstance(value, str) and (
        not value or re.fullmatch(r"[^@\s?&]+@[^@\s?&]+\.[^@\s?&]+", value)
    )
    return value if fits else None


def minutes(value: Any) -> int | None:
    """Return how many minutes a page waits; 0 for always."""
    return _number(value, LONGEST_WAIT)


def kernels(value: Any) -> int | None:
    """Return how many kernels may run, one at least."""
    return _number(value, MOST_KERNELS) or None


def days(value: Any) -> int | None:
    """Return how many days something is kept, one at least."""
    return _number(value, MOST_DAYS) or None


def switch(value: Any) -> bool | None:
    """Return whether something is on."""
    return value if isinstance(value, bool) else None


def _number(value: Any, most: int) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
    return value if fits else None


def public_url(value: Any) -> str | None:
    """Return the address of the site with a slash at its end, so that pages stand below it."""
    text = one_line(value)
    if not text:
        return text
    bare = re.sub(r"(?:(?<=/)index\.html)?(?:[?#].*)?$", "", text, count=1)
    return bare.rstrip("/") + "/" if _is_web(bare) else None


def _is_web(url: str) -> bool:
    if not re.fullmatch(r"https?://[^\s\"'<>\\@,;]+", url):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def networks(value: Any) -> tuple[str, ...] | None:
    """Return IP addresses and networks, all written as networks."""

    def network(text: str) -> str:
        return str(ipaddress.ip_network(text.strip(), strict=False))

    return _all(value, network)


def origins(value: Any) -> tuple[str, ...] | None:
    """Return origins as a policy names them, though people paste whole addresses."""

    def origin(text: str) -> str:
        parts = urlsplit(text.strip())
        # A header is ASCII: a name in other letters is written there as "xn--...".
        if text.strip() != "*" and not (_is_web(text.strip()) and parts.netloc.isascii()):
            raise ValueError(text)
        return "*" if text.strip() == "*" else f"{parts.scheme}://{parts.netloc}".lower()

    return _all(value, origin)


def _all(value: Any, check: Callable[[str], str]) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return None
    try:
        return tuple(dict.fromkeys(check(each) for each in value))
    except ValueError:
        return None


def one_of(*known: str) -> Callable[[Any], str | None]:
    """Return a check for one of a few words. It forgives capitals: "SLiMS" is how it is written."""

    def check(value: Any) -> str | None:
        text = value.strip().lower() if isinstance(value, str) else None
        return text if text in known else None

    return check


def catalogue_url(value: Any, kind: str) -> str | None:
    """Return where a kind of catalogue is, though people paste the address of one of its pages.

    None where that is no address on the web.
    """
    text = one_line(value, LONGEST_ADDRESS)
    if not text:
        return text
    bare = re.sub(r"[?#].*$", "", text)
    if not _is_web(bare):
        return None
    if kind == "sru":
        return bare
    pages = {"slims": r"/index\.php$", "vufind": r"/(Search|Record|api)(/.*)?$"}
    return re.sub(pages.get(kind, "$"), "", bare, count=1).rstrip("/") + "/"


def search_page(value: Any) -> str | None:
    """Return the address of a page of results, with one place for the words."""
    text = one_line(value, LONGEST_ADDRESS)
    if not text:
        return text
    rest = text.replace("{words}", "", 1)
    # The words stand behind the host, so that nobody's words make up another one.
    fits = rest != text and _is_web(text) and "{" not in rest and "{" not in urlsplit(text).netloc
    return text if fits else None


def label(key: str) -> Callable[[Any], str | None]:
    """Return a check for a label: short, and with the date where there is one to say."""

    def check(value: Any) -> str | None:
        text = one_line(value, LONGEST_LABEL)
        if text is None:
            return None
        rest = text.replace("{date}", "", 1) if key == "due" else text
        is_whole = key != "due" or not text or "{date}" in text
        return text if is_whole and not re.search("[{}]", rest) else None

    return check
