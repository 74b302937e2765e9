"""passphrase: try how hard one is to guess, and have one made. Nothing of it leaves the phone."""

# ruff: noqa: D102 - what the methods are for is said once, in `Activity`

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Self

from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Activity, Handout, Response, ResponseError
from toolkit.words import say

WORDS = {
    "label": {"id": "Coba ketik sebuah frasa sandi", "en": "Try typing a passphrase"},
    "private": {
        "id": "Yang Anda ketik di sini tidak dikirim, tidak disimpan, dan tidak masuk hasil Anda.",
        "en": "What you type here is not sent, not stored and not counted in your result.",
    },
    "not_yours": {
        "id": "Jangan memakai sandi Anda yang sesungguhnya. Cukup yang mirip.",
        "en": "Do not use your real password. One of the same kind will do.",
    },
    "show": {"id": "Perlihatkan", "en": "Show"},
    "hide": {"id": "Sembunyikan", "en": "Hide"},
    "empty": {
        "id": "Ketik beberapa kata, atau minta dibuatkan.",
        "en": "Type a few words, or have some chosen for you.",
    },
    "strength": {"id": "Kekuatan", "en": "Strength"},
    "strength_0": {"id": "Sangat mudah ditebak", "en": "Very easy to guess"},
    "strength_1": {"id": "Mudah ditebak", "en": "Easy to guess"},
    "strength_2": {"id": "Masih bisa ditebak", "en": "Can still be guessed"},
    "strength_3": {"id": "Sulit ditebak", "en": "Hard to guess"},
    "strength_4": {"id": "Sangat sulit ditebak", "en": "Very hard to guess"},
    "why": {"id": "Dari mana perkiraan ini?", "en": "Where does this estimate come from?"},
    "why_worst": {
        "id": (
            "Kami membayangkan yang terburuk: data sebuah situs dicuri. Komputer pencurinya bisa "
            "mencoba sekitar 10 miliar sandi setiap detik. Sandi seperti ini tertebak dalam {time}."
        ),
        "en": (
            "We think of the worst: the data of a site are stolen. The thief's computer can try "
            "about 10 billion passwords a second. One like this would be guessed in {time}."
        ),
    },
    "why_login": {
        "id": (
            "Lewat halaman masuk, menebak jauh lebih lambat. "
            "Situs yang baik menahan orang yang terus mencoba."
        ),
        "en": "At a login page guessing is much slower. Good sites stop whoever keeps trying.",
    },
    "time_instant": {"id": "kurang dari sedetik", "en": "less than a second"},
    "time_seconds": {"id": "beberapa detik", "en": "a few seconds"},
    "time_minutes": {"id": "beberapa menit", "en": "some minutes"},
    "time_hours": {"id": "beberapa jam", "en": "some hours"},
    "time_days": {"id": "beberapa hari", "en": "some days"},
    "time_weeks": {"id": "beberapa minggu", "en": "some weeks"},
    "time_months": {"id": "beberapa bulan", "en": "some months"},
    "time_years": {"id": "beberapa tahun", "en": "some years"},
    "time_decades": {"id": "puluhan tahun", "en": "decades"},
    "time_centuries": {"id": "ratusan tahun atau lebih", "en": "hundreds of years or more"},
    "advice": {"id": "Saran", "en": "Advice"},
    "advice_common": {
        "id": "Sandi ini termasuk yang paling sering dipakai orang.",
        "en": "This is one of the passwords that people use most.",
    },
    "advice_word": {
        "id": "Satu atau dua kata saja mudah ditebak.",
        "en": "One or two words alone are easy to guess.",
    },
    "advice_name": {
        "id": "Nama orang atau tempat mudah ditebak.",
        "en": "Names of people and places are easy to guess.",
    },
    "advice_date": {
        "id": "Tanggal dan tahun mudah ditebak, apalagi tanggal lahir.",
        "en": "Dates and years are easy to guess, birthdays above all.",
    },
    "advice_keyboard": {
        "id": "Deretan tombol seperti qwerty mudah ditebak.",
        "en": "Rows of keys such as qwerty are easy to guess.",
    },
    "advice_sequence": {
        "id": "Urutan seperti abc atau 123 mudah ditebak.",
        "en": "Sequences such as abc or 123 are easy to guess.",
    },
    "advice_repeat": {
        "id": "Pengulangan seperti aaa atau abcabc hampir tidak menambah kekuatan.",
        "en": "Repeating, as in aaa or abcabc, hardly adds any strength.",
    },
    "advice_swap": {
        "id": "Mengganti huruf dengan angka, seperti p4ssw0rd, sudah dikenal penebak.",
        "en": "Swapping letters for digits, as in p4ssw0rd, is a trick that guessers know.",
    },
    "advice_reverse": {
        "id": "Kata yang dibalik juga dicoba penebak.",
        "en": "Words spelt backwards are tried, too.",
    },
    "advice_number": {
        "id": "Nomor HP, NIK, dan plat nomor mudah dicari orang.",
        "en": "Phone, identity and plate numbers are easy to find out.",
    },
    "advice_length": {
        "id": "Baru {count} huruf. Usahakan 15 huruf atau lebih.",
        "en": "Only {count} letters so far. Aim for 15 or more.",
    },
    "advice_more": {
        "id": "Rangkai lima kata atau lebih yang tidak berkaitan.",
        "en": "Put five or more unrelated words together.",
    },
    "advice_enough": {
        "id": (
            "Sudah kuat. Pakai sandi yang berbeda untuk setiap akun, "
            "dan nyalakan verifikasi dua langkah."
        ),
        "en": (
            "That is strong. Use a different one for every account, "
            "and turn on two-step verification."
        ),
    },
    "advice_important": {
        "id": "Untuk akun yang paling penting, tambahkan satu kata lagi.",
        "en": "Add one more word for the accounts that matter most.",
    },
    "generate": {"id": "Buatkan frasa sandi", "en": "Make me a passphrase"},
    "another": {"id": "Buatkan yang lain", "en": "Make another one"},
    "generated": {"id": "Contoh frasa sandi", "en": "A passphrase"},
    "generated_how": {
        "id": (
            "Kata-katanya dipilih acak di {device}. Bayangkan sebuah cerita supaya mudah diingat."
        ),
        "en": "The words are chosen at random on {device}. Picture a story to remember them by.",
    },
    "try": {"id": "Uji frasa ini", "en": "Test this passphrase"},
    "why_hard": {"id": "Mengapa ini sulit ditebak?", "en": "Why is this hard to guess?"},
    "possible": {
        "id": (
            "Setiap kata diambil acak dari {all} kata. "
            "Dengan {count} kata, ada {number} susunan yang mungkin."
        ),
        "en": (
            "Each word is drawn at random from {all} words. "
            "With {count} of them, {number} phrases are possible."
        ),
    },
    "number_5": {"id": "sekitar 36 ribu triliun", "en": "about 36 million billion"},
    "number_6": {"id": "sekitar 74 juta triliun", "en": "about 74 billion billion"},
    "number_7": {"id": "sekitar 151 miliar triliun", "en": "about 151 thousand billion billion"},
    "add_word": {"id": "Tambah satu kata", "en": "Add a word"},
    "words_missing": {
        "id": (
            "Daftar katanya belum sampai di sini. "
            "Anda dapat mengambil kata dari halaman buku yang berbeda."
        ),
        "en": (
            "The list of words has not arrived. "
            "You can take words from different pages of a book instead."
        ),
    },
    "no_random": {
        "id": (
            "Peramban ini tidak bisa memilih kata dengan cukup acak. "
            "Ambil empat kata dari halaman buku yang berbeda."
        ),
        "en": (
            "This browser cannot choose words at random well enough. "
            "Take four words from different pages of a book."
        ),
    },
    "checker_missing": {
        "id": (
            "Penguji kekuatan belum sampai di sini. "
            "Yang bisa dihitung baru panjangnya: {count} huruf."
        ),
        "en": (
            "The part that measures strength has not arrived. "
            "Only the length can be counted: {count}."
        ),
    },
    "on_paper": {
        "id": (
            "Buka sebuah buku di empat halaman sembarang, dan ambil satu kata dari setiap halaman. "
            "Rangkai keempatnya menjadi cerita yang mudah Anda ingat. "
            "Jangan tulis sandi Anda di kertas ini."
        ),
        "en": (
            "Open a book at four pages by chance, and take a word from each of them. "
            "Make a story of the four that is easy to remember. "
            "Do not write your password on this sheet."
        ),
    },
}

PROBLEMS = {
    "no-question": {
        "id": "Belum ada kata pengantar untuk peserta.",
        "en": "There are no words that lead into this.",
    },
    "no-question-how": {
        "id": "Tulis di bawah baris pembuka apa yang sebaiknya dicoba.",
        "en": "Write below the opening line what to try.",
    },
}


@dataclass(frozen=True)
class Passphrase(Activity):
    """A field to try passphrases in, and a maker of them.

    It takes no answer: the only response is `{}`, so that nothing a patron typed can be sent.
    """

    kind = "passphrase"
    also_called = ("sandi", "frasa", "frasasandi", "password")
    words = WORDS
    problems = PROBLEMS

    question: str  # HTML

    @classmethod
    def read(cls, fence: Fence) -> Self | None:
        fence.values(())
        if not fence.nodes:
            fence.error(fence.line, "no-question")
        return cls(fence.id, fence.line, fence.html(fence.nodes))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(data["id"], 0, data["question"])

    def _judge(self, response: Response) -> bool | None:
        if response:
            raise ResponseError("there is nothing to answer: the response must be empty")
        return None

    def responses(self) -> Iterator[Response]:
        yield {}

    def handout(self, language: str) -> Handout:
        return Handout(f"{self.question}<p>{escape(say(WORDS, 'on_paper', language))}</p>", "")
