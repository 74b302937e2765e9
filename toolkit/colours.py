"""Colours people can read: one accent made light or dark enough for the text on and beside it."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

INK = "#22201c"
PAPERS = ("#fbf8f2", "#fffefb", "#f2ece1", "#e7f1e8", "#f9ebe1", "#f7efd6")
"""What the accent stands on in light mode: paper, cards, tints (`frontend/src/style/base.css`)."""
NIGHTS = ("#24211d", "#2e2a25", "#37322b", "#273629", "#3f2c22", "#393119")
"""The same in dark mode, which is a warm dark grey."""
LINEAR_BELOW = 0.04045  # where sRGB's curve begins
LEGIBLE = 4.5
"""Contrast that WCAG 2.2 (1.4.3, level AA) asks of text."""


@dataclass(frozen=True)
class Accent:
    """An accent for light and for dark pages, each with the colour of the text on it."""

    light: str
    on_light: str
    dark: str
    on_dark: str


def is_colour(text: str) -> bool:
    """Return whether a text is a colour as `#rrggbb`."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def accent(colour: str) -> Accent:
    """Return an accent near a colour that is legible on paper and at night, and under text."""
    light = _shifted(colour, -0.01, against=(*PAPERS, "#ffffff"))
    dark = _shifted(colour, +0.01, against=(*NIGHTS, INK))
    return Accent(light=light, on_light="#ffffff", dark=dark, on_dark=INK)


def _shifted(colour: str, step: float, against: tuple[str, ...]) -> str:
    """Return the colour with its lightness moved by steps until it is legible against all."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    while any(contrast(colour, other) < LEGIBLE for other in against):
        lightness = min(1.0, max(0.0, lightness + step))
        red, green, blue = colorsys.hls_to_rgb(hue, lightness, saturation)
        colour = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
    return colour.lower()


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2)."""
    linear = [
        value / 12.92 if value <= LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
        for value in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
