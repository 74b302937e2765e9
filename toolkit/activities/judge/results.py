"""The *Cek dulu* sheet: what a search for a message would show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import markdown, plain
from toolkit.lesson.fence import Fence

FEW = range(2, 5)

WORDS = {
    "check": {"id": "Cek dulu", "en": "Check first"},
    "see_others": {"id": "Lihat kata sumber lain", "en": "See what others say"},
    "results_title": {"id": "Kata sumber lain", "en": "What others say"},
    "results_note": {
        "id": "Hasil pencarian ini tiruan untuk latihan. Baca judul, alamat, dan tanggalnya.",
        "en": (
            "These search results are made up for practice. Read the title, the address and"
            " the date."
        ),
    },
    "to_question": {"id": "Kembali ke pertanyaan", "en": "Back to the question"},
}

PROBLEMS = {
    "no-results": {
        "id": 'Lembar "Cek dulu" masih kosong, jadi tidak ada yang bisa dicek.',
        "en": 'The "Check first" sheet is empty, so there is nothing to check.',
    },
    "no-results-how": {
        "id": "Tambahkan dua sampai empat hasil pencarian bernomor di bawah kedua sisi.",
        "en": "Add two to four numbered search results below the two sides.",
    },
    "results-count": {
        "id": 'Hasil di lembar "Cek dulu": {count}.',
        "en": 'Results on the "Check first" sheet: {count}.',
    },
    "results-count-how": {
        "id": "Dua sampai empat hasil paling pas untuk layar HP.",
        "en": "Two to four fit a phone best.",
    },
    "result-address": {
        "id": "Hasil pencarian ini belum punya alamat.",
        "en": "This search result has no address.",
    },
    "result-address-how": {
        "id": "Tulis alamat dan tanggal pada baris kedua, misalnya: kominfo.go.id, 12 Maret 2025.",
        "en": "Write address and date on the second line, such as: kominfo.go.id, 12 March 2025.",
    },
}


@dataclass(frozen=True)
class Result:
    """What a search would show; everything but `html` is plain text."""

    title: str
    address: str
    date: str
    html: str


def read(fence: Fence, items: Sequence[Node]) -> tuple[Result, ...]:
    """Return the results of a numbered list; note when there are none, or too few or many."""
    results = tuple(_result(fence, item) for item in items)
    if not results:
        fence.advice(fence.line, "no-results")
    elif len(results) not in FEW:
        fence.advice(markdown.line_of(items[0]), "results-count", count=len(results))
    return results


def handout(results: Sequence[Result]) -> str:
    """Return as HTML what the sheet shows: on paper nobody can open it."""
    items = "".join(f"<li>{_drawn(result)}</li>" for result in results)
    return f'<ul class="suluh-says">{items}</ul>' if items else ""


def _drawn(result: Result) -> str:
    place = " · ".join(filter(None, (result.address, result.date)))
    lines = (f"<strong>{escape(result.title)}</strong>", escape(place), result.html)
    return "<br>".join(filter(None, lines))


def _result(fence: Fence, item: Node) -> Result:
    """Read a search result: a line of title, one of address and date, then what it says."""
    lines: list[list[Node]] = [[]]
    first, rest = item.children[:1], item.children[1:]
    if first and first[0].type == "paragraph":
        for part in first[0].children[0].children:
            if part.type in ("softbreak", "hardbreak"):
                lines.append([])
            lines[-1].append(part)
    more: list[list[Node]]
    title, place, *more = *lines, []
    address, _, date = plain.flat(place).partition(", ")
    if not address:
        fence.error(markdown.line_of(item), "result-address")
    said = [part for line in more for part in line][1:]  # without the break it begins with
    shown = (fence.html(said, "dead"), fence.inline(rest, "dead"))
    return Result(
        title=plain.flat(title),
        address=address.strip(),
        date=date.strip(),
        html="<br>".join(filter(None, shown)),
    )
