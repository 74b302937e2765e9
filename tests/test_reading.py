"""Books to read on: named in a lesson or found in the catalogue, shown at its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from conftest import ROOT
from peers.slims import VERSIONS, SlimsPeer

from toolkit import catalogue
from toolkit.activities import KINDS
from toolkit.catalogue.deadline import left
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import Catalogue, Copy, Page, Query, Record, Status
from toolkit.guide.guide import guide
from toolkit.lesson import reader
from toolkit.lesson.data import data
from toolkit.lesson.nouns import Book, Lesson
from toolkit.lesson.translation import merge
from toolkit.library import CatalogueSettings, Library
from toolkit.pages.lessons import with_books
from toolkit.pages.shown import Block, Shown
from toolkit.player import shelves
from toolkit.player.handout import handout
from toolkit.player.widget import Player

HEAD = "---\ntitle: Uji\nsummary: Uji.\nminutes: 5\nreviewed: 2026-11-20\n---\n\n"
STEPS = "## Satu {#satu}\n\nBaca.\n\n## Dua {#dua}\n\nBaca.\n\n:::{end}\nSelesai.\n\n:::\n\n"
READING = """\
:::{reading}

- Laskar Pelangi, Andrea Hirata -> 899.221 3 HIR l
- Tuhan, Maaf, Saya Sibuk, Ani -> 297 ANI t
- Kamus → R 499.221 3 PUS k

:::
"""
SUBJECT = ":::{reading}\n:subject: literasi digital\n\n:::\n"
IGNORED = {"step-without-notes", "part-without-end"}


def read(text: str, language: str = "id") -> reader.Reading:
    return reader.read(
        (HEAD + text).encode(),
        name="uji",
        language=language,
        folder=None,
        file="lessons/uji/id.md",
        kinds=KINDS,
        today=date(2026, 11, 22),
    )


def lesson(text: str, language: str = "id") -> Lesson:
    found = read(text, language).lesson
    assert found, [each.sentence("en") for each in read(text).problems]
    return found


def keys(text: str) -> set[str]:
    return {each.key for each in read(text).problems} - IGNORED


@pytest.fixture(scope="module")
def library() -> Library:
    found, _ = Library.read(ROOT)
    assert found
    return found


class Fake(Catalogue):
    """A catalogue of a few records, which notes what it is asked."""

    kind = "fake"

    def __init__(self, *records: Record, trouble: Trouble | None = None) -> None:
        self.records = records
        self.trouble = trouble
        self.asked: list[str] = []
        self.seconds: list[float] = []

    def search(self, query: Query, cursor: str = "") -> Page:
        assert not cursor
        self.asked.append(query.subject)
        self.seconds.append(left())
        if self.trouble:
            raise CatalogueError(self.trouble)
        return Page(self.records)

    def record(self, record_id: str) -> Record:
        self.asked.append(record_id)
        if record_id == "broken":
            raise CatalogueError(Trouble.TIMEOUT)
        copy = Copy("1", "Rak", f"000 ABC {record_id}", Status.AVAILABLE)
        return Record(record_id, record_id, copies=(copy,))


class Slow(Fake):
    """One that answers once its gate is open."""

    def __init__(self, *records: Record) -> None:
        super().__init__(*records)
        self.gate = threading.Event()

    def search(self, query: Query, cursor: str = "") -> Page:
        self.gate.wait(30)
        return super().search(query, cursor)


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> list[Catalogue | None]:
    """The catalogue that a library has: the one item of this list."""
    there: list[Catalogue | None] = [None]
    monkeypatch.setattr(catalogue, "of", lambda _library: there[0])
    monkeypatch.setattr(shelves, "_found", {})
    return there


def test_named_books() -> None:
    found = lesson(STEPS + READING)
    assert not keys(STEPS + READING)
    assert found.reading
    assert found.reading.subject == ""
    assert found.reading.books == (
        Book("Laskar Pelangi", "Andrea Hirata", "899.221 3 HIR l"),
        Book("Tuhan, Maaf, Saya Sibuk", "Ani", "297 ANI t"),
        Book("Kamus", "", "R 499.221 3 PUS k"),
    )


def test_a_subject() -> None:
    assert not keys(STEPS + SUBJECT)
    reading = lesson(STEPS + SUBJECT).reading
    assert reading
    assert (reading.books, reading.subject) == ((), "literasi digital")


def test_no_version_changes_where_there_are_none(library: Library) -> None:
    bare, named = lesson(STEPS), lesson(STEPS + READING)
    assert bare.reading is None
    assert bare.version == "849fc1fd91b3b2e7"  # as before there were any
    assert named.version != bare.version
    assert lesson(STEPS + SUBJECT).version not in {bare.version, named.version}
    assert shelves.shelved(bare, library) is bare
    assert data(shelves.shelved(named, library))["version"] == named.version
    assert "reading" not in data(named)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (STEPS + READING.replace("->", "oleh"), "book-without-call-number"),
        (STEPS + READING.replace("-> 297 ANI t", "->"), "book-without-call-number"),
        (STEPS + READING.replace("- Kamus", "- A -> 1\n- Kamus"), "reading-count"),
        (STEPS + READING.replace("g}\n", "g}\n:subject: literasi\n"), "reading-twice"),
        (STEPS + READING.replace("g}\n", "g}\n:subyek: literasi\n"), "unknown-fence-key"),
        (STEPS + READING.replace("g}\n", "g}\nBacalah:\n"), "words-beside-books"),
        (STEPS + READING.replace("HIR l\n", "HIR l\n  > Bagus.\n"), "words-beside-books"),
        (STEPS + READING.replace("- Kamus → R 499.221 3 PUS k", "-"), "empty-item"),
        (STEPS + ":::{reading}\n:::\n", "reading-empty"),
        (STEPS + ":::{reading}\n:subject:\n\n:::\n", "empty-fence-key"),
        (STEPS + READING + "\n" + SUBJECT, "two-readings"),
        (STEPS.replace("## Dua", READING + "\n## Dua"), "reading-too-early"),
        (STEPS + READING.replace("reading", "bacaan"), "unknown-fence"),
    ],
)
def test_what_staff_are_told(text: str, key: str) -> None:
    assert keys(text) == {key}


def test_the_name_is_guessed() -> None:
    said = read(STEPS + READING.replace("reading", "bacaan")).problems
    assert any('Mungkin maksudnya "reading"' in each.sentence("id") for each in said)
    said = read(STEPS + SUBJECT.replace("subject", "topik")).problems
    assert any('Mungkin maksudnya "subject"' in each.sentence("id") for each in said)


def test_it_may_stand_in_the_last_step_anywhere() -> None:
    moved = STEPS.replace(":::{end}", READING + "\n:::{end}")
    assert not keys(moved)
    assert lesson(moved).version == lesson(STEPS + READING).version


def test_shown_at_the_end(library: Library) -> None:
    end = shelves.shelved(lesson(STEPS + READING), library).parts[-1].end
    assert end.startswith('<p>Selesai.</p><section class="suluh-reading"><h3>Bacaan di rak kami')
    assert end.count("<li>") == 3
    assert "<strong>Laskar Pelangi</strong><br>Andrea Hirata<br>899.221 3 HIR l</li>" in end
    assert "<strong>Kamus</strong><br>R 499.221 3 PUS k" in end


def test_shown_where_the_part_has_no_end(library: Library) -> None:
    bare = lesson(STEPS[: STEPS.index(":::{end}")] + READING)
    part = shelves.shelved(bare, library).parts[-1]
    assert part.end.startswith("<section")
    assert part.end_language == "id"


def test_only_at_the_end_of_the_last_part(library: Library) -> None:
    parts = f"# Awal\n\n{STEPS}# Akhir\n\n## Tiga {{#tiga}}\n\nBaca.\n\n:::{{end}}\nYa.\n\n:::\n\n"
    found = shelves.shelved(lesson(parts + READING), library)
    assert ["suluh-reading" in part.end for part in found.parts] == [False, True]


def test_in_the_player_on_paper_and_in_the_guide(library: Library) -> None:
    found = lesson(STEPS + READING)
    player = Player({"id": found}, library, "id")
    assert player.lesson["parts"][-1]["end"].count("899.221 3 HIR l") == 1
    assert player.lesson["version"] == found.version
    for sheet in (player.handout, handout(found, library), guide(found, library)):
        assert sheet.count("899.221 3 HIR l") == 1
        assert "Bacaan di rak kami" in sheet


def test_in_a_translation(library: Library) -> None:
    first = lesson(STEPS + READING)
    bare = merge(first, lesson(STEPS.replace("Selesai", "Done"), "en"))
    assert bare.reading == first.reading
    assert "<h3>More to read on our shelves" in shelves.shelved(bare, library).parts[-1].end
    own = merge(first, lesson(STEPS + SUBJECT, "en"))
    assert own.reading
    assert own.reading.subject == "literasi digital"


def test_in_a_translation_whose_end_is_in_the_first_language(library: Library) -> None:
    only = "## Satu {#satu}\n\nRead.\n\n"
    merged = merge(lesson(STEPS + READING), lesson(only, "en"))
    part = shelves.shelved(merged, library).parts[-1]
    assert part.end_language == "id"
    assert '<section class="suluh-reading" lang="en"><h3>More to read' in part.end


def test_nothing_can_break_out(library: Library) -> None:
    evil = READING.replace("Laskar Pelangi", "Laskar <b onclick=x> & \\<script>")
    found = replace(lesson(STEPS + READING), reading=None)
    book = Book("<script>&", '"><b>', "<i>", 'https://a.example/"><b>')
    shown = shelves._drawn((book,), "id", "id")
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert found.reading is None
    assert "<script" not in shelves.shelved(lesson(STEPS + evil), library).parts[-1].end


def test_found_books(library: Library, configured: list[Catalogue | None]) -> None:
    whole = Record("1", "Satu & dua", authors=("Ani", "Budi"), call_number="000 ANI s")
    there = Fake(
        replace(whole, link="https://katalog.example.org/1"),
        replace(whole, id="2", title="Tanpa nomor", link="javascript:alert(1)"),
        replace(whole, id="3", title="Dari eksemplar", call_number=""),
        replace(whole, id="4", title="Keempat"),
    )
    configured[0] = there
    end = shelves.shelved(lesson(STEPS + SUBJECT), library).parts[-1].end
    assert end.count("<li>") == 3
    link = '<a href="https://katalog.example.org/1"><strong>Satu &amp; dua</strong></a>'
    assert f"{link}<br>Ani<br>000 ANI s" in end
    assert "javascript" not in end
    assert "000 ABC 3" in end
    assert there.asked == ["literasi digital", "3"]
    assert there.seconds[0] <= shelves.SECONDS


@pytest.mark.parametrize(
    "there", [Fake(Record("1", "A", call_number="1 A a")), Fake(trouble=Trouble.OFFLINE)]
)
def test_what_came_of_it_is_remembered(
    there: Fake,
    library: Library,
    configured: list[Catalogue | None],
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[..., None],
) -> None:
    configured[0] = there
    for _ in range(3):
        shelves.shelved(lesson(STEPS + SUBJECT), library)
    assert there.asked == ["literasi digital"]
    monkeypatch.setattr(shelves, "REMEMBERED", -1.0)
    shelves.shelved(lesson(STEPS + SUBJECT), library)
    eventually(lambda: there.asked == 2 * ["literasi digital"], 10)


def test_books_that_come_late_are_on_the_next_page(
    library: Library,
    configured: list[Catalogue | None],
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[..., None],
) -> None:
    there = configured[0] = Slow(Record("1", "A", call_number="1 A a"))
    found = lesson(STEPS + SUBJECT)
    before = shelves.late()
    assert shelves.shelved(found, library, 0.01) is found
    assert shelves.late() == before
    there.gate.set()
    eventually(lambda: shelves.late() > before, 10)
    assert "1 A a" in shelves.shelved(found, library, 0.01).parts[-1].end
    assert there.asked == ["literasi digital"]


def test_while_newer_books_are_looked_for_the_older_are_shown(
    library: Library,
    configured: list[Catalogue | None],
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[..., None],
) -> None:
    there = configured[0] = Slow(Record("1", "A", call_number="1 A a"))
    there.gate.set()
    found = lesson(STEPS + SUBJECT)
    first = shelves.shelved(found, library)
    there.gate.clear()
    there.trouble = Trouble.OFFLINE
    monkeypatch.setattr(shelves, "REMEMBERED", -1.0)
    started = time.monotonic()
    assert shelves.shelved(found, library) == first
    assert time.monotonic() - started < shelves.PATIENCE
    before = shelves.late()
    there.gate.set()
    eventually(lambda: all(each.done.is_set() for each in shelves._found.values()), 10)
    monkeypatch.setattr(shelves, "REMEMBERED", 600.0)
    assert shelves.shelved(found, library) == first  # it said nothing new
    assert shelves.late() == before


def test_what_was_found_before_trouble_is_shown(
    library: Library, configured: list[Catalogue | None]
) -> None:
    configured[0] = Fake(Record("1", "A", call_number="1 A a"), Record("broken", "B"))
    assert shelves.shelved(lesson(STEPS + SUBJECT), library).parts[-1].end.count("<li>") == 1


def test_nothing_is_shown_where_nothing_is_found(
    library: Library, configured: list[Catalogue | None]
) -> None:
    found = lesson(STEPS + SUBJECT)
    for there in (None, Fake(), Fake(trouble=Trouble.TIMEOUT)):
        configured[0] = there
        shelves._found.clear()
        assert shelves.shelved(found, library) is found


@pytest.mark.parametrize("version", VERSIONS)
def test_found_in_a_real_catalogue(
    version: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "_found", {})
    with SlimsPeer(version) as peer:
        settings = CatalogueSettings("slims", peer.url, private_network=True)
        found = lesson(STEPS + SUBJECT.replace("literasi digital", "Tasawuf"))
        whose = replace(library, catalogue=settings)
        end = shelves.shelved(found, whose, shelves.SECONDS).parts[-1].end
    assert "2X5.1 GHA i" in end
    assert f'<a href="{peer.url}' in end


def test_a_page_is_made_with_the_books_of_its_day(
    library: Library, configured: list[Catalogue | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = lesson(STEPS + SUBJECT)
    there = configured[0] = Fake(Record("1", "A", call_number="1 A a"))
    monkeypatch.setenv(shelves.BOOKS, shelves.LATER)
    player = Player({"id": found}, library, "id")
    state = {"lesson": player.lesson, "handout": player.handout}
    assert not there.asked
    monkeypatch.delenv(shelves.BOOKS)
    run = Shown("Uji", "", 5, (Block("<p>Halo</p>"), Block(player=state)), needs_kernel=False)
    made = with_books(run, found, library)
    assert made.blocks[0] == run.blocks[0]
    assert made.lesson
    assert "1 A a" in made.lesson["parts"][-1]["end"]
    assert made.blocks[1].player
    assert "1 A a" in made.blocks[1].player["handout"]
    assert "1 A a" not in run.to_json().decode()
    named = lesson(STEPS + READING)
    assert with_books(run, named, library) is run
    assert with_books(run, replace(found, version="0" * 16), library) == run
