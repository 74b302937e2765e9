"""What stands behind the words of a preview: a torch, its light, and books on a shelf.

All that is drawn here is the same for every page of a library, so it is drawn once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 630
"""What Open Graph pictures measure everywhere."""
SHELF = 536
"""Where the shelf begins; it is as light as paper and holds the library's name."""
TORCH = (16, 126)
"""Where the torch begins and ends."""

RGB = tuple[int, int, int]
Point = tuple[float, float]

FLAME = (246, 183, 60)
CREAM = (255, 243, 214)
PAPER = (251, 248, 242)
BLACK = (0, 0, 0)

SMOOTH = 3
"""How much larger shapes are drawn before they are shrunk, which makes their edges soft."""
LIGHT_FROM = (WIDTH / 2, 66)
LIGHT = (1060, 830, 665, 525, 405, 300, 210)
"""The rings of light round the flame, each lighter than the one before."""
DARKEST = 0.44
HALO = (62, 0.12)  # it ends above the words, so it may be lighter than they need

# The books beside the words, from the edge of the picture inwards: how wide, how high, and their
# colour as a part of the way from the darkest shade to the lightest; or one of the torch's own.
LEFT = ((44, 244, 0.3), (54, 292, 0.75), (32, 220, CREAM), (48, 262, 0.1), (36, 306, 0.55))
LEANING = (34, 212, 0.9)
LEAN = math.radians(8)
RIGHT = ((56, 286, 0.2), (38, 238, 0.85), (48, 308, 0.5), (34, 256, FLAME), (52, 226, 0.05))
EDGE = 8
LIGHTEST_BOOK = 0.34


@lru_cache(maxsize=4)
def backdrop(accent: RGB) -> Image.Image:
    """Return the picture without words, in shades of one accent that white is legible on.

    Nothing between the torch and the shelf is lighter than the accent. Copy it before drawing.
    """
    image = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), mixed(accent, BLACK, DARKEST))
    draw = ImageDraw.Draw(image)
    _light(draw, accent)
    _books(draw, accent)
    draw.rectangle(_large([(0, SHELF), (WIDTH, HEIGHT)]), fill=PAPER)
    _torch(draw)
    return image.reduce(SMOOTH)


def mixed(one: RGB, other: RGB, part: float) -> RGB:
    """Return a colour between two: one where the part is 0, the other where it is 1."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _light(draw: ImageDraw.ImageDraw, accent: RGB) -> None:
    def ring(radius: float, colour: RGB) -> None:
        x, y = LIGHT_FROM
        box = [(x - radius, y - radius), (x + radius, y + radius)]
        draw.ellipse(_large(box), fill=colour)

    for at, radius in enumerate(LIGHT, 1):
        ring(radius, mixed(accent, BLACK, DARKEST * (1 - at / len(LIGHT))))
    radius, part = HALO
    ring(radius, mixed(accent, CREAM, part))


def _books(draw: ImageDraw.ImageDraw, accent: RGB) -> None:
    def shade(of: float | RGB) -> RGB:
        if isinstance(of, tuple):
            return of
        dark = mixed(accent, BLACK, DARKEST + 0.2)
        return mixed(dark, mixed(accent, CREAM, LIGHTEST_BOOK), of)

    edge: float = EDGE
    for width, height, of in LEFT:
        _book(draw, edge, (width, height), shade(of))
        edge += width + 2
    width, height, of = LEANING
    _book(draw, edge + height * math.sin(LEAN), (width, height), shade(of), LEAN)
    edge = WIDTH - EDGE
    for width, height, of in RIGHT:
        _book(draw, edge - width, (width, height), shade(of))
        edge -= width + 2


def _book(
    draw: ImageDraw.ImageDraw, left: float, size: tuple[int, int], colour: RGB, lean: float = 0
) -> None:
    """Draw the back of a book on the shelf, with the label that a library gives it."""
    width, height = size

    def put(low: float, high: float, fill: RGB, inset: float = 0) -> None:
        corners = [(inset, low), (1 - inset, low), (1 - inset, high), (inset, high)]
        placed = [
            (
                left + along * width * math.cos(lean) - up * height * math.sin(lean),
                SHELF - up * height * math.cos(lean) - along * width * math.sin(lean),
            )
            for along, up in corners
        ]
        draw.polygon(_large(placed), fill=fill)

    is_light = sum(colour) > 3 * 128
    line = mixed(colour, BLACK, 0.2) if is_light else mixed(colour, CREAM, 0.24)
    label = mixed(colour, BLACK, 0.14) if is_light else mixed(colour, CREAM, 0.55)
    put(0, 1, colour)
    put(0.82, 0.845, line)
    put(0.875, 0.90, line)
    put(26 / height, 60 / height, label, inset=0.16)


def _torch(draw: ImageDraw.ImageDraw) -> None:
    """Draw the torch of `static/favicon.svg`, whose units these are."""
    top, bottom = TORCH
    scale = (bottom - top) / (44 - 6)

    def shape(points: Iterable[Point], colour: RGB) -> None:
        placed = [(WIDTH / 2 + (x - 24) * scale, top + (y - 6) * scale) for x, y in points]
        draw.polygon(_large(placed), fill=colour)

    flame = [
        *_curve((24, 6), (29, 12), (33, 15), (33, 20.5)),
        *_half_circle((24, 20.5), 9),
        *_curve((15, 20.5), (15, 17), (17, 15), (18.5, 12.5)),
        *_curve((18.5, 12.5), (19.5, 14.5), (20.5, 15.5), (22, 16)),
        *_curve((22, 16), (21.5, 12), (22, 9), (24, 6)),
    ]
    heart = [
        *_curve((24, 17), (26, 19.5), (28, 21), (28, 23.5)),
        *_half_circle((24, 23.5), 4),
        *_curve((20, 23.5), (20, 21), (22.5, 19.5), (24, 17)),
    ]
    shape(flame, FLAME)
    shape(heart, CREAM)
    shape([(16, 31), (32, 31), (30, 35), (18, 35)], PAPER)
    shape([(20, 36), (28, 36), (26, 44), (22, 44)], PAPER)


def _large(points: Iterable[Point]) -> list[Point]:
    return [(x * SMOOTH, y * SMOOTH) for x, y in points]


def _curve(start: Point, one: Point, two: Point, end: Point, pieces: int = 24) -> list[Point]:
    """Return points on a cubic Bézier curve."""

    def at(part: float) -> Point:
        rest = 1 - part
        weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
        points = (start, one, two, end)
        x = sum(weight * point[0] for weight, point in zip(weights, points, strict=True))
        y = sum(weight * point[1] for weight, point in zip(weights, points, strict=True))
        return x, y

    return [at(piece / pieces) for piece in range(pieces + 1)]


def _half_circle(middle: Point, radius: float, pieces: int = 32) -> list[Point]:
    """Return points on the lower half of a circle, from its right to its left."""
    angles = (math.pi * piece / pieces for piece in range(pieces + 1))
    return [(middle[0] + radius * math.cos(a), middle[1] + radius * math.sin(a)) for a in angles]
