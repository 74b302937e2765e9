"""The picture that a link shows in WhatsApp, Instagram and Facebook.

WhatsApp often cuts a square out of the middle and shows it as small as 60 pixels. So all that
matters stands in that square, in few and large words; at its sides there are only books.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from PIL import Image, ImageDraw, ImageFont

from toolkit.library import Library
from toolkit.pages.backdrop import CREAM, HEIGHT, SHELF, TORCH, WIDTH, backdrop

FONT = "AtkinsonHyperlegibleNext-Bold.ttf"  # drawn for readers with low vision
WHITE = (255, 255, 255)
COLUMN = HEIGHT - 56  # the square in the middle, and not quite to its edges
GAP = 12
LONGEST = 240  # signs of a text that are looked at; far fewer can be read
QUALITY = 82
MEASURED = 100  # the size at which words are measured
SHORT_WORD = 3  # such a word had better not end a line: "di", "the"
LEFT_ALONE = 0.3  # what that costs, as a part of the column

RGB = tuple[int, int, int]


def picture(title: str, kicker: str, note: str, library: Library) -> bytes:
    """Return a JPEG of 1200x630: a few words (kicker), a title, where it is from (note), whose.

    Any text fits: what is long gets smaller, what is far too long ends in "…", and signs that the
    font does not have (emoji, other scripts) are left out. The same words give the same bytes.
    """
    red, green, blue = bytes.fromhex(library.accent.light.removeprefix("#"))
    accent = (red, green, blue)
    image = backdrop(accent).copy()
    name = drawable(library.name)
    place = drawable(library.city)
    owner = f"{name}, {place}" if place and place.lower() not in name.lower() else name

    above = _set(drawable(kicker), (40, 28), 46)
    below = _set(drawable(note), (38, 28), 42, 84)
    top = TORCH[1] + GAP / 2
    bottom: float = SHELF - GAP
    _write(image, above, top, CREAM)
    _write(image, below, bottom - below.height, CREAM)
    top += above.height + GAP
    bottom -= below.height + GAP
    middle = _set(drawable(title) or name, (120, 38), bottom - top)
    _write(image, middle, (top + bottom - middle.height) / 2, WHITE)
    mark = _set(owner, (42, 28), 48, HEIGHT - SHELF - 2 * GAP)
    _write(image, mark, (SHELF + HEIGHT - mark.height) / 2, accent)

    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return kept.getvalue()


def drawable(text: str) -> str:
    """Return a text with only what the font can draw, letters without the accents it lacks."""
    signs = unicodedata.normalize("NFC", text[: 2 * LONGEST])
    return " ".join("".join(map(_drawable_sign, signs)).split())


@lru_cache(maxsize=1024)
def _drawable_sign(sign: str) -> str:
    if sign.isspace():
        return " "
    if _is_in_font(sign):
        return sign
    return "".join(filter(_is_in_font, unicodedata.normalize("NFKD", sign)))


def _is_in_font(sign: str) -> bool:
    if unicodedata.category(sign)[0] == "C":  # what steers other signs, and what is none
        return False
    return sign.isspace() or _shape(sign) != _shape("\uffff")


@lru_cache(maxsize=1024)
def _shape(sign: str) -> bytes:
    return bytes(_font(24, plain=True).getmask(sign))


@dataclass(frozen=True)
class _Set:
    """A text in lines of one size."""

    size: int
    lines: tuple[str, ...]

    @property
    def leading(self) -> float:
        return self.size * 1.1

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)

    def how_many_in(self, room: float) -> int:
        """Return how many lines of this size a room has, which is at least one."""
        return max(1, int(room / self.leading))


def _set(text: str, sizes: tuple[int, int], *rooms: float) -> _Set:
    """Return a text as large as its room allows, in lines of about the same length.

    It gets the first room that it fits into; where it fits into none, it is cut for the last.
    """
    largest, smallest = sizes
    words = _pieces(text[:LONGEST].split(), COLUMN / smallest)
    for room in rooms:
        for size in range(largest, smallest - 1, -2):
            lines = _lines(words, COLUMN / size)
            if lines and len(lines) <= _Set(size, ()).how_many_in(room):
                return _Set(size, lines)
    most = _Set(smallest, ()).how_many_in(rooms[-1])
    while len(lines := _lines(words, COLUMN / smallest)) > most:
        words = [*words[:-2], words[-2].rstrip(".,;:!?…") + "…"]
    return _Set(smallest, lines)


def _lines(words: Sequence[str], width: float) -> tuple[str, ...]:
    """Return words as the fewest lines that hold them, none where a word is wider than a line.

    Widths are told in the size of the letters, as in CSS's "em".
    """
    if not words or max(map(_width, words)) > width:
        return ()
    # The best way to end a line after each word, from the first on: how many lines, how uneven.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(words) + 1):
        alone = end < len(words) and len(words[end - 1]) <= SHORT_WORD
        ways = []
        used = -_width(" ")
        for start in range(end - 1, -1, -1):
            used += _width(" ") + _width(words[start])
            if used > width:
                break
            lines, uneven, _ = best[start]
            left = (width - used) ** 2 + (LEFT_ALONE * width) ** 2 * alone
            ways.append((lines + 1, uneven + left, start))
        best.append(min(ways))
    found: list[str] = []
    end = len(words)
    while end:
        start = best[end][2]
        found.append(" ".join(words[start:end]))
        end = start
    return tuple(reversed(found))


def _pieces(words: Sequence[str], width: float) -> list[str]:
    """Return words, those cut that are wider than a line."""
    pieces: list[str] = []
    for word in words:
        pieces.append("")
        for sign in word:
            if _width(pieces[-1] + sign) > width:
                pieces.append("")
            pieces[-1] += sign
    return pieces


@lru_cache(maxsize=4096)
def _width(text: str) -> float:
    return _font(MEASURED).getlength(text) / MEASURED


def _write(image: Image.Image, block: _Set, top: float, colour: RGB) -> None:
    draw = ImageDraw.Draw(image)
    for at, line in enumerate(block.lines):
        # A line's capitals, which are two thirds as high as its size, stand in its middle.
        base = top + block.leading * (at + 0.5) + block.size / 3
        draw.text((WIDTH / 2, base), line, colour, _font(block.size), anchor="ms")


@cache
def _font(size: int, *, plain: bool = False) -> ImageFont.FreeTypeFont:
    """Return the font; a plain one shows a box for a sign that it does not have."""
    content = resources.files("toolkit.pages").joinpath("fonts", FONT).read_bytes()
    engine = ImageFont.Layout.BASIC if plain else None
    return ImageFont.truetype(io.BytesIO(content), size, layout_engine=engine)
