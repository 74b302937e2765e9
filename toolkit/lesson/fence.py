"""What a kind of activity reads: the inside of one colon fence, and how to speak about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import links, markdown, plain
from toolkit.lesson.colons import Key
from toolkit.lesson.problems import Guess, Report, nearest
from toolkit.words import Phrases

_MEANT = {
    "bingkai": "frame",
    "tampilan": "frame",
    "dari": "from",
    "pengirim": "from",
    "nama": "from",
    "akun": "from",
    "sender": "from",
    "account": "from",
    "grup": "group",
    "kelompok": "group",
    "jam": "time",
    "pukul": "time",
    "waktu": "time",
    "tanggal": "time",
    "date": "time",
    "hour": "time",
    "judul": "subject",
    "perihal": "subject",
    "hal": "subject",
    "subjek": "subject",
    "title": "subject",
    "alamat": "address",
    "situs": "address",
    "url": "address",
    "link": "address",
    "cari": "search",
    "dicari": "search",
    "pencarian": "search",
    "kata": "search",
    "query": "search",
    "ruas": "field",
    "kolom": "field",
}
"""What people write instead of a key, in their own language, where it does not look like it."""


@dataclass(frozen=True)
class Fence:
    """The inside of one `:::{kind} {#id}`, read but not yet understood.

    A kind takes what it knows from `nodes` and `keys`, notes what is missing with `error` and
    `advice`, and never raises.
    """

    kind: str
    id: str
    line: int
    language: str
    nodes: tuple[Node, ...]
    keys: tuple[Key, ...]
    numbers: dict[str, int]  # of the footnotes
    report: Report
    words: Phrases  # the kind's own sentences for staff

    def html(self, nodes: Sequence[Node], drawn: markdown.Links = "live") -> str:
        """Draw blocks as HTML."""
        self._links(nodes, drawn)
        return markdown.html(nodes, self.numbers, drawn)

    def inline(self, nodes: Sequence[Node], drawn: markdown.Links = "live") -> str:
        """Draw blocks as HTML that may stand in a label."""
        self._links(nodes, drawn)
        return markdown.inline(nodes, self.numbers, drawn)

    def error(self, line: int, key: str, /, *, guess: Guess = "", **facts: object) -> None:
        """Note what keeps this activity from being played, in the kind's words or everyone's."""
        self.report.error(line, key, words=self._words(key), guess=guess, **facts)

    def advice(self, line: int, key: str, /, *, guess: Guess = "", **facts: object) -> None:
        """Note what makes this activity teach worse."""
        self.report.advice(line, key, words=self._words(key), guess=guess, **facts)

    def values(
        self, known: Sequence[str], also: Mapping[str, str] = MappingProxyType({})
    ) -> Mapping[str, str]:
        """Return the values of the keys; note those that do not belong here.

        `also` is what people write instead of a key here, where it means another one elsewhere.
        """
        values: dict[str, str] = {}
        for key in self.keys:
            name = key.name.lower()
            if name not in known:
                guess = partial(meant, also.get(name, name), known)
                self.error(key.line, "unknown-fence-key", entry=key.name, guess=guess)
            elif name in values:
                self.error(key.line, "doubled-fence-key", entry=key.name)
            elif not key.value:
                self.error(key.line, "empty-fence-key", entry=key.name)
            else:
                values[name] = key.value
        return values

    def leftover(self, nodes: Sequence[Node]) -> None:
        """Note words that the kind has no place for: they must not vanish unseen."""
        if nodes:
            self.error(markdown.line_of(nodes[0]), "no-place-for-words", text=_first(nodes))

    def _links(self, nodes: Sequence[Node], drawn: markdown.Links) -> None:
        if drawn == "live":
            links.check(nodes, self.report)

    def _words(self, key: str) -> Phrases | None:
        return self.words if key in self.words else None


def _first(nodes: Sequence[Node]) -> str:
    return plain.text(nodes[:1]) or nodes[0].type


def meant(name: str, known: Sequence[str]) -> str:
    """Return which of the known keys a person who wrote this name meant, or ""."""
    name = name.lower()
    if name in known:
        return name
    translated = _MEANT.get(name, "")
    return translated if translated in known else nearest(name, known)


def section(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Split blocks after which a numbered list stands: what is before it, the list's items.

    A paragraph that ends with a colon right before the list is a label for whoever reads the
    file ("Petunjuk:") and is left out. What follows the list is returned with what is before it.
    """
    for at, node in enumerate(nodes):
        if node.type == "ordered_list":
            before = list(nodes[:at])
            if before and is_label(before[-1]):
                before.pop()
            return [*before, *nodes[at + 1 :]], node.children
    return list(nodes), []


def is_label(node: Node) -> bool:
    """Return whether a block is a paragraph that announces what follows."""
    return node.type == "paragraph" and plain.text([node]).endswith((":", "："))
