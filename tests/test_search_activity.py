"""search: what a task asks for, which practice books fit, and what staff are told."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_activities import activity, keys, read

from toolkit.activities import KINDS
from toolkit.activities.search import goals
from toolkit.lesson.versions import Version
from toolkit.practice import books
from toolkit.practice.fitting import FIELDS, Goal, fits, holds, is_available, words_of
from toolkit.records.nouns import answer_of
from toolkit.results import codes

SEARCH = """\
:::{search} {#temukan-laskar}
:title: Laskar Pelangi
:author: Hirata
:search: novel laskar pelangi karangan andrea
:field: Subjek
:live: ya

Cari *Laskar Pelangi*. Berapa nomor panggilnya?

> Nomor panggil adalah **alamat** bukunya di rak.

Petunjuk:

1. Ketik dua kata dari judulnya.
2. Ganti ruasnya menjadi *Judul*.

:::
"""


def test_search() -> None:
    found = activity(SEARCH)
    assert not keys(SEARCH)
    assert found.data() == {
        "kind": "search",
        "id": "temukan-laskar",
        "question": "<p>Cari <em>Laskar Pelangi</em>. Berapa nomor panggilnya?</p>",
        "goal": {
            "title": "Laskar Pelangi",
            "author": "Hirata",
            "subject": "",
            "available": False,
        },
        "right": [1],
        "start": {"words": "novel laskar pelangi karangan andrea", "field": "subject"},
        "hints": ["Ketik dua kata dari judulnya.", "Ganti ruasnya menjadi <em>Judul</em>."],
        "feedback": "<p>Nomor panggil adalah <strong>alamat</strong> bukunya di rak.</p>",
        "live": True,
    }
    assert type(found).from_data(found.data()).data() == found.data()
    assert [found.judge(each) for each in found.responses()] == [True, False]
    assert found.answers() == (1,)
    assert found.truthful() is None
    assert found.asked("id") == "Cari Laskar Pelangi. Berapa nomor panggilnya?"


def test_a_task_needs_little() -> None:
    text = ":::{search} {#s}\n:title: sitti nurbaya\n\nCari.\n\n> Ada.\n\n:::\n"
    found = activity(text)
    assert not keys(text)
    assert found.right == (3,)
    assert found.data()["start"] == {"words": "", "field": "text"}
    assert found.live is False


def test_search_on_paper() -> None:
    sheet = activity(SEARCH).handout("id")
    assert "Cari <em>Laskar Pelangi</em>" in sheet.question
    assert "Di kotak pencarian: novel laskar" in sheet.question
    assert "Ruas: Subjek" in sheet.question
    assert "899.221 3 HIR l" not in sheet.question
    assert '<p class="suluh-right">Laskar Pelangi</p><p>Hirata, Andrea · 899.221' in sheet.answer
    assert "alamat</strong> bukunya" in sheet.answer
    assert "<li>Ketik dua kata" in sheet.hints
    assert "available" in activity(SEARCH, "en").handout("en").answer


def test_what_counts_as_found() -> None:
    there = activity(SEARCH.replace(":title: Laskar Pelangi\n", ":available: ya\n"))
    assert there.right
    by_number = {book.number: book for book in books()}
    for number in there.right:
        assert is_available(by_number[number])
        assert "hirata" in words_of(" ".join(by_number[number].authors))


@pytest.mark.parametrize("name", ["Semua", "semua", "Title", "pengarang", "ISBN/ISSN"])
def test_fields_by_their_labels(name: str) -> None:
    text = SEARCH.replace("Subjek", name).replace("laskar", "xyz")
    assert not keys(text)
    assert activity(text).start.field in FIELDS


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (":title: Laskar Pelangi\n:author: Hirata\n", "", "no-goal"),
        (":title: Laskar Pelangi", ":title: Laskar Pelanggi", "nothing-fits"),
        (":title: Laskar Pelangi", ":title: ???", "nothing-fits"),
        (":author: Hirata", ":author: Toer", "nothing-fits-all"),
        (":field: Subjek", ":field: Rak", "unknown-field"),
        (":live: ya", ":live: besok", "yes-or-no"),
        (":live: ya", ":live:", "empty-fence-key"),
        (":live: ya", ":judul: Laskar", "unknown-fence-key"),
        ("novel laskar pelangi karangan andrea\n:field: Subjek", "laskar", "already-shown"),
        ("Cari *Laskar Pelangi*. Berapa nomor panggilnya?", "", "no-question"),
        ("> Nomor panggil adalah **alamat** bukunya di rak.\n", "", "option-without-feedback"),
        ("> Nomor panggil", "> " + "kata " * 36, "feedback-too-long"),
        ("Petunjuk:", "Sekian.\n\nPetunjuk:", "no-place-for-words"),
        (" {#temukan-laskar}", "", "activity-without-id"),
    ],
)
def test_what_search_says(old: str, new: str, key: str) -> None:
    assert old in SEARCH
    assert keys(SEARCH.replace(old, new, 1)) == {key}


def test_a_book_that_nobody_can_take() -> None:
    title = next(
        book.title
        for book in books()
        if not any(is_available(each) for each in books() if fits(each, Goal(title=book.title)))
    )
    text = f":::{{search}} {{#s}}\n:title: {title}\n:available: ya\n\nCari.\n\n> Ada.\n\n:::\n"
    assert keys(text) == {"none-available"}


def test_a_goal_that_nearly_all_books_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    few = books()[:2]
    monkeypatch.setattr(goals, "books", lambda: few)
    assert keys(SEARCH) == {"too-many-fit"}


def test_a_first_search_may_show_books_of_which_some_are_lent() -> None:
    text = SEARCH.replace(":title: Laskar Pelangi\n", "").replace(
        "novel laskar pelangi k", "hirata k"
    )
    text = text.replace("hirata karangan andrea", "hirata").replace("Subjek", "Pengarang")
    assert keys(text) == {"already-shown"}
    assert not keys(text.replace(":live: ya", ":available: ya"))


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        (":title:", ":judul:", '"title"'),
        (":author:", ":pengarang:", '"author"'),
        (":author:", ":autor:", '"author"'),
        (":live:", ":langsung:", '"live"'),
        (":live: ya", ":tersedia: ya", '"available"'),
        (":search:", ":cari:", '"search"'),
        (":field:", ":ruas:", '"field"'),
        (":live: ya", ":subyek: fiksi", '"subject"'),
        ("Laskar Pelangi", "laskar plangi", '"Laskar Pelangi"'),
        (":author: Hirata", ":author: Hirataa Andrea", '"Hirata, Andrea"'),
        (":field: Subjek", ":field: Subjeck", '"Subjek"'),
    ],
)
def test_what_was_meant(old: str, new: str, meant: str) -> None:
    said = " ".join(each.sentence("id") for each in read(SEARCH.replace(old, new, 1)).problems)
    assert f"Mungkin maksudnya {meant}" in said


@pytest.mark.parametrize("name", ["cari", "pencarian", "katalog", "opac"])
def test_other_names(name: str) -> None:
    said = " ".join(each.sentence("id") for each in read(SEARCH.replace("search", name)).problems)
    assert 'Mungkin maksudnya "search"' in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Al-Qur'an", ["al", "quran"]),
        ("Al-Qur’ān", ["al", "quran"]),
        ("Al Qurʼan", ["al", "quran"]),
        ("Ka`bah", ["kabah"]),
        ("CAFÉ  Étoilé", ["cafe", "etoile"]),
        ("C++/C#, 2.0", ["c", "c", "2", "0"]),
        ("ﬁksi ①②", ["fiksi", "12"]),
        ("İstanbul", ["istanbul"]),
        ("?!", []),
    ],
)
def test_folding(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words


def test_what_a_search_finds() -> None:
    laskar = books()[0]
    assert holds(laskar, "pelangi laskar", "title")
    assert holds(laskar, "hirata laskar")  # title and author together
    assert not holds(laskar, "laskar pelang", "title")  # no whole word
    assert not holds(laskar, "hirata", "title")
    assert not holds(laskar, "laskar", "isbn")
    assert not holds(laskar, "", "title")
    assert fits(laskar, Goal(title="PELANGI", author="andrea", available=True))
    assert not fits(laskar, Goal(title="laskar", author="toer"))


def test_results_know_it_right_or_wrong_and_codes_do_not_hold_it() -> None:
    lesson = read(SEARCH).lesson
    assert lesson
    kept = json.loads(json.dumps(Version.of(lesson).data()))
    version = Version.from_data(kept, KINDS)
    assert version.data() == kept
    step = version.steps[0]
    assert step.activity
    assert step.activity.judge({"record": 1}) is True
    assert answer_of({"record": 1}) == "1"
    assert version.judged == ()
    code = codes.encode(version, day=date(2026, 11, 22), visit="0" * 32)
    assert isinstance(codes.decode(code, [version], date(2026, 11, 22)), codes.Code)
