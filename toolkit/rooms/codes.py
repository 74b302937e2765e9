"""The code of a room: six signs that can be read off a blurred screen, said aloud, and typed.

There are 18 of them, and so 34 million codes. No vowels, so that a code is never a word, and of the
signs that look alike in a video (O and D, I and L, G and C, M and N, E and F, B, 8 and 3, A and 4)
or are said alike (V and F in Indonesian) one each. What is typed in its place is read as that one.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence

ALPHABET = "CDFHJKLNPRTWXY3479"
LENGTH = 6

LONGEST_TYPED = 300
"""How many signs are looked at: as many as a link may have."""

ALIKE = {
    "A": "4",
    "B": "3",
    "8": "3",
    "E": "F",
    "G": "C",
    "6": "C",
    "I": "L",
    "1": "L",
    "M": "N",
    "O": "D",
    "0": "D",
    "Q": "D",
    "V": "F",
}
"""Signs that no code has, and those they are mistaken for."""


def new(
    taken: Callable[[str], bool], choose: Callable[[Sequence[str]], str] = secrets.choice
) -> str:
    """Return a code that nobody had before; `taken` says whether somebody did."""
    while True:
        code = "".join(choose(ALPHABET) for _ in range(LENGTH))
        if not taken(code):
            return code


def read(text: object) -> str:
    """Return the code that was typed, said or pasted, also as a room's whole link; "" for none.

    >>> read(" cdf-347 ")
    'CDF347'
    >>> read("https://lib.example/r/CDF347")
    'CDF347'
    """
    if not isinstance(text, str) or len(text) > LONGEST_TYPED:
        return ""
    typed = unicodedata.normalize("NFKC", text).strip()
    typed = typed.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    signs = [ALIKE.get(sign, sign) for sign in typed.upper() if sign.isalnum()]
    fits = len(signs) == LENGTH and all(sign in ALPHABET for sign in signs)
    return "".join(signs) if fits else ""


def grouped(code: str) -> str:
    """Return a code as it is shown and said, in two halves.

    >>> grouped("CDF347")
    'CDF 347'
    """
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"
