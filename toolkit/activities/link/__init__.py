"""link: take an address apart, and find the piece that says who owns it."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Self

from toolkit.activities.link import addresses
from toolkit.activities.link.addresses import Piece
from toolkit.lesson import options, paper, runs
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Handout, Response, ResponseError
from toolkit.words import say

MOST = 6
FEWEST_PIECES = 2

WORDS = {
    "example": {"id": "Alamat {place} dari {count}", "en": "Address {place} of {count}"},
    "which": {
        "id": "Pilih bagian yang menunjukkan pemiliknya.",
        "en": "Choose the part that says who owns it.",
    },
    "on_paper": {
        "id": "Garis bawahi pemiliknya di setiap alamat.",
        "en": "Underline the owner in each address.",
    },
    "owner": {"id": "Pemiliknya: {owner}", "en": "The owner: {owner}"},
    "yours": {"id": "Pilihan Anda", "en": "Your choice"},
    "right_piece": {"id": "Bagian pemiliknya", "en": "The owner's part"},
    "count_right": {
        "id": "{right} dari {count} alamat sudah tepat.",
        "en": "{right} of {count} addresses are right.",
    },
    "try": {"id": "Coba alamat lain", "en": "Try another address"},
    "try_label": {"id": "Ketik atau tempel sebuah alamat", "en": "Type or paste an address"},
    "try_private": {
        "id": "Alamat ini tidak dibuka, tidak dikirim, dan tidak disimpan.",
        "en": "This address is not opened, not sent and not stored.",
    },
    "try_explain": {"id": "Uraikan alamat ini", "en": "Take this address apart"},
    "try_empty": {
        "id": "Tulis atau tempel alamatnya dulu.",
        "en": "Type or paste the address first.",
    },
    "try_unknown": {
        "id": "Ini belum terlihat seperti alamat situs. Contohnya: perpusnas.go.id",
        "en": "This does not look like the address of a site yet. An example: perpusnas.go.id",
    },
    "try_missing": {
        "id": "Pengurai alamat belum sampai di sini. Langkah ini tetap bisa dilanjutkan.",
        "en": "The part that explains addresses has not arrived. You can go on without it.",
    },
    **addresses.WORDS,
}

PROBLEMS = {
    "option-without-feedback": {
        "id": "Alamat ini belum punya umpan balik.",
        "en": "This address has no feedback.",
    },
    "option-without-feedback-how": {
        "id": 'Tambahkan baris di bawahnya yang diawali ">".',
        "en": 'Add a line under it that starts with ">".',
    },
    "no-place-for-words": {
        "id": 'Tulisan "{text}" tidak punya tempat di dalam kegiatan ini.',
        "en": 'The words "{text}" have no place in this activity.',
    },
    "no-place-for-words-how": {
        "id": 'Pindahkan ke atas daftar alamat, atau ke bawah ":::" yang menutup.',
        "en": 'Move them above the addresses, or below the closing ":::".',
    },
    "no-addresses": {
        "id": "Kegiatan ini belum punya alamat untuk diurai.",
        "en": "This activity has no address to take apart.",
    },
    "no-addresses-how": {
        "id": 'Tambahkan satu baris untuk setiap alamat, misalnya "- https://www.**bmkg.go.id**/".',
        "en": 'Add a line for each address, such as "- https://www.**bmkg.go.id**/".',
    },
    "too-many-addresses": {
        "id": "Ada {count} alamat, terlalu banyak untuk satu langkah.",
        "en": "There are {count} addresses, too many for one step.",
    },
    "too-many-addresses-how": {
        "id": "Pakai paling banyak {most}, atau bagi menjadi dua langkah.",
        "en": "Use at most {most}, or make two steps of them.",
    },
    "not-an-address": {
        "id": '"{text}" bukan satu alamat.',
        "en": '"{text}" is not one address.',
    },
    "not-an-address-how": {
        "id": "Tulis satu alamat tanpa spasi di setiap baris, dan umpan balik di bawahnya.",
        "en": "Write one address without spaces on each line, and the feedback under it.",
    },
    "owner-not-marked": {
        "id": 'Pemilik alamat "{text}" belum jelas.',
        "en": 'It is not clear who owns "{text}".',
    },
    "owner-not-marked-how": {
        "id": "Tebalkan satu bagian saja, misalnya https://www.**bmkg.go.id**/cuaca",
        "en": "Make one part bold, and only one, as in https://www.**bmkg.go.id**/cuaca",
    },
    "owner-misplaced": {
        "id": 'Bagian tebal "{text}" tidak bisa menjadi pemilik alamat ini.',
        "en": 'The bold part "{text}" cannot be the owner of this address.',
    },
    "owner-misplaced-how": {
        "id": "Pemilik ada di ujung nama situs, tepat sebelum garis miring yang pertama.",
        "en": "The owner is the end of the site's name, right before the first slash.",
    },
    "another-owner": {
        "id": 'Pemilik alamat ini rupanya bukan "{text}".',
        "en": 'The owner of this address does not seem to be "{text}".',
    },
    "another-owner-how": {
        "id": "Tebalkan nama yang didaftarkan beserta akhirannya, misalnya **bmkg.go.id**.",
        "en": "Make the registered name and its ending bold, such as **bmkg.go.id**.",
    },
    "only-the-owner": {
        "id": 'Alamat "{text}" tidak dapat diurai: tidak ada bagian lain untuk dipilih.',
        "en": 'There is nothing to choose in "{text}": it has no other part.',
    },
    "only-the-owner-how": {
        "id": "Tambahkan https:// di depannya, atau nama halaman di belakangnya.",
        "en": "Put https:// before it, or the name of a page after it.",
    },
}


@dataclass(frozen=True)
class Example:
    """An address in pieces."""

    pieces: tuple[Piece, ...]
    owner: int  # place of the piece that says who owns it
    feedback: str  # HTML; "" where the author wrote none

    @property
    def address(self) -> str:
        """The address as it would stand in a message."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Link(Activity):
    """Addresses to take apart.

    A response is `{"owners": [2, 0]}`, for each address the place of the piece that was taken for
    its owner; it is right when all of them are.
    """

    kind = "link"
    also_called = ("tautan", "alamat", "url", "address")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML
    examples: tuple[Example, ...]

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        fence.values(())
        found = options.listed(fence, fence.nodes)
        fence.leftover(found.after)
        if not found.before:
            fence.error(fence.line, "no-question")
        if not found.items:
            fence.error(fence.line, "no-addresses")
        elif len(found.items) > MOST:
            fence.error(
                found.items[MOST].line, "too-many-addresses", count=len(found.items), most=MOST
            )
        examples = [_example(fence, item) for item in found.items]
        if not examples or None in examples:
            return None
        return cls(
            id=fence.id,
            line=fence.line,
            question=fence.html(found.before),
            examples=tuple(filter(None, examples)),
        )

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        examples = (
            Example(
                tuple(Piece(**piece) for piece in each["pieces"]), each["owner"], each["feedback"]
            )
            for each in data["examples"]
        )
        return cls(data["id"], 0, data["question"], tuple(examples))

    def _judge(self, response: Response) -> bool | None:
        owners = response.get("owners")
        if (
            not isinstance(owners, list)
            or len(owners) != len(self.examples)
            or not all(
                type(place) is int and 0 <= place < len(example.pieces)
                for place, example in zip(owners, self.examples, strict=True)
            )
        ):
            raise ResponseError('"owners" must be the place of a piece for each address')
        return tuple(owners) == self.answers()

    def responses(self) -> Iterator[Response]:
        right = [example.owner for example in self.examples]
        yield {"owners": right}
        for at, example in enumerate(self.examples):
            wrong = next(place for place in range(len(example.pieces)) if place != example.owner)
            yield {"owners": [*right[:at], wrong, *right[at + 1 :]]}

    def handout(self, language: str) -> Handout:
        drawn = paper.numbered([_dead(example.address) for example in self.examples])
        shown = "".join(f"<li>{each}</li>" for each in drawn)
        owners = paper.numbered([_dead(each.pieces[each.owner].text) for each in self.examples])
        return Handout(
            question=f"{self.question}{paper.how(WORDS, 'on_paper', language)}"
            f'<ul class="suluh-addresses">{shown}</ul>',
            answer="".join(
                paper.told(owner, example.feedback, right=True)
                for owner, example in zip(owners, self.examples, strict=True)
            ),
            others="".join(
                f"<p>{number}. {_dead(piece.text.rstrip('.'))}: "
                f"{escape(say(WORDS, f'about_{piece.role}', language))}</p>"
                for number, example in enumerate(self.examples, 1)
                for piece in example.pieces
                if piece.role in ("user", "front") and piece.text != "www."
            ),
        )

    def answers(self) -> tuple[int, ...]:
        return tuple(example.owner for example in self.examples)


def _dead(text: str) -> str:
    return f'<span class="suluh-dead-link">{escape(text)}</span>'


def _example(fence: Fence, item: options.Item) -> Example | None:
    feedback = options.feedback(fence, item)
    lines = [line for line in runs.lines(item.words) if isinstance(line, runs.Line)]
    address = lines[0].text.strip() if lines else ""
    if len(lines) != 1 or not address or any(sign.isspace() for sign in address):
        fence.error(item.line, "not-an-address", text=" ".join(line.text for line in lines))
        return None
    guess = addresses.owner(address)
    if len(lines[0].strong) != 1:
        fence.error(item.line, "owner-not-marked", text=address, guess=guess)
        return None
    ((start, end),) = lines[0].strong
    marked = address[start:end]
    pieces = addresses.pieces(address, start, end)
    if not pieces:
        fence.error(item.line, "owner-misplaced", text=marked, guess=guess)
        return None
    if len(pieces) < FEWEST_PIECES:
        fence.error(item.line, "only-the-owner", text=address)
        return None
    if guess and guess != marked.lower():
        fence.advice(item.line, "another-owner", text=marked, guess=guess)
    owner = next(place for place, piece in enumerate(pieces) if piece.role == "owner")
    return Example(pieces, owner, feedback)
