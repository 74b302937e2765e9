"""A good lesson to break, and what to break it with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from toolkit.activities import KINDS
from toolkit.lesson import reader
from toolkit.lesson.nouns import Lesson

HEAD = "---\ntitle: Uji\nsummary: Uji.\nminutes: 5\nreviewed: 2026-11-20\n---\n"
GOOD = (
    HEAD
    + """
# Bagian satu

## Telepon dari "petugas" {#telepon}

Penipu sering menyamar. [^ojk]

:::{choose} {#otp}
:frame: chat
:from: Bank

Apa yang Anda lakukan?

> Sebutkan kodenya di [sini](http://bank.my.id).

- [ ] Menyebutkannya.
  > Jangan. [^bi]
- [x] Menutupnya.
  > Tepat.

:::

Sesudah menjawab, baca ini.

:::{notes}
3 menit. Tanyakan dulu. [^ojk] [^guru]

:::

## Akhir {#akhir}

:::{recall} {#ingat}
Apa?

> Ini.

:::

:::{end}
Sampai jumpa. [^bi]

:::

:::{notes}
2-4 menit. Tanyakan.

:::

[^guru]: Buku guru, 2024
[^bi]: Bank Indonesia, "Peraturan 2019", 2020-01-02, https://bi.go.id.
[^ojk]: OJK, 2025-11-12
"""
)


def read(
    text: str | bytes, folder: Path | None = None, today: date = date(2026, 11, 22)
) -> reader.Reading:
    return reader.read(
        text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text,
        name="uji",
        language="id",
        folder=folder,
        file="lessons/uji/id.md",
        kinds=KINDS,
        today=today,
    )


def lesson(text: str | bytes) -> Lesson:
    reading = read(text)
    assert reading.lesson, [problem.sentence("en") for problem in reading.problems]
    return reading.lesson


PIECES = st.sampled_from(
    [
        *("# ", "## ", "### ", "- ", "- [ ] ", "- [x] ", "> ", "1. ", "2. ", "   ", "\n", "\n\n"),
        *(
            ":::",
            ":::{choose}",
            ":::{judge} {#a}",
            ":::{chat} {#b}",
            ":::{clues}",
            ":::{match}",
            ":::{order}",
            ":::{link}",
            ":::{firstaid}",
            ":::{end}",
            ":::{notes}",
            ":::{",
            ":frame: chat",
        ),
        *("---", "title: a", "minutes: 9", "[^a]", "[^a]: b", "![", "](", ")", "[", "]", "*", "_"),
        *(
            "|",
            "|-|",
            "`",
            "```",
            "<b>",
            "http://a.b",
            "\x00",
            "\u00a0",
            "\ufeff",
            "：",
            "\r",
            "{#",
        ),
        *(
            "}",
            "benar",
            "tidak benar",
            "penipuan",
            "{#a}",
            " -> ",
            "\\",
            "&amp;",
            "a",
            "é",
            "\u2028",
        ),
    ]
)
LINES = st.lists(PIECES, max_size=30).map("".join)
