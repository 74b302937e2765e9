"""How a catalogue is opened."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from toolkit import catalogue, practice
from toolkit.catalogue import CatalogueError, OpeningError, Query, Status, Trouble, practised
from toolkit.catalogue.cached import Cached
from toolkit.catalogue.embedded import Embedded
from toolkit.catalogue.openlibrary import OpenLibrary
from toolkit.catalogue.slims import Slims
from toolkit.catalogue.sru import Sru
from toolkit.catalogue.vufind import VuFind
from toolkit.library import CATALOGUE_KINDS, CatalogueSettings, Library
from toolkit.project import LessonError

URL = "https://katalog.example/"
HEAVY = ("requests", "pymarc", "sqlite3", "pandas", "defusedxml", "rapidfuzz", "toolkit.project")


def project(tmp_path, monkeypatch, text=""):
    (tmp_path / "library.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("SULUH_HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("kind", "adapter"),
    [("slims", Slims), ("vufind", VuFind), ("sru", Sru), ("openlibrary", OpenLibrary)],
)
def test_each_kind_has_its_adapter_behind_a_cache(kind, adapter):
    opened = catalogue.open(kind, URL, contact="meja@perpus.example")
    assert isinstance(opened, Cached)
    assert isinstance(opened.source, adapter)
    assert opened.source.kind == kind


def test_all_share_what_one_remembers():
    assert catalogue.open("slims", URL) is catalogue.open("slims", URL)
    assert catalogue.open("slims", URL + "index.php?keywords=a") is catalogue.open("slims", URL)
    assert catalogue.open("slims", URL) is not catalogue.open("slims", URL, private_network=True)


def test_an_embedded_one_is_the_library_s_own_or_any_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SULUH_DATA", str(tmp_path))
    assert catalogue.own_index().parent == tmp_path
    assert isinstance(catalogue.open("embedded"), Embedded)
    assert isinstance(catalogue.open("embedded", str(tmp_path / "other.db")), Embedded)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("slimz", URL), "slims, sru, vufind"),
        (("", URL), "slims, sru, vufind"),
        (("slims",), "https://katalog.kotaanda.go.id/"),
        (("sru",), "sru"),
        (("slims", "katalog.example"), "katalog.example"),
        (("slims", "ftp://katalog.example/"), "https://"),
        (("slims", "https://staf:rahasia@katalog.example/"), "https://"),
        (("openlibrary",), "email"),
    ],
)
def test_what_cannot_be_meant_is_one_plain_sentence(arguments, words):
    with pytest.raises(OpeningError) as caught:
        catalogue.open(*arguments)
    assert words in caught.value.sentence("id")
    assert caught.value.sentence("id") != caught.value.sentence("en")
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_without_arguments_it_is_the_project_s(tmp_path, monkeypatch):
    project(tmp_path, monkeypatch, f'[catalogue]\nkind = "slims"\nurl = "{URL}"\n')
    assert catalogue.open() is catalogue.open("slims", URL)


def test_a_project_without_one_has_the_practice_catalogue(tmp_path, monkeypatch):
    project(tmp_path, monkeypatch)
    found = catalogue.open().search(Query(title="laskar pelangi"))
    assert "1" in [record.id for record in found.records]


def test_a_project_with_mistakes_says_which(tmp_path, monkeypatch):
    project(tmp_path, monkeypatch, '[catalogue]\nkind = "slimz"\n')
    with pytest.raises(LessonError, match=r"library\.toml:2"):
        catalogue.open()


@pytest.mark.parametrize("kind", ["", *CATALOGUE_KINDS])
def test_what_library_toml_may_say_can_be_opened(tmp_path, kind):
    (tmp_path / "library.toml").write_text("")
    library = replace(
        Library.read(tmp_path)[0],
        email="meja@perpus.example",
        catalogue=CatalogueSettings(kind=kind, url=URL if kind != "embedded" else ""),
    )
    assert (catalogue.of(library) is None) == (kind == "")


def test_the_practice_catalogue_has_every_book_and_loans_that_are_due_soon():
    today = date.today()
    records = list(practised.records(today))
    assert [int(record.id) for record in records] == [each.number for each in practice.books()]
    copies = [copy for record in records for copy in record.copies]
    for copy in copies:
        is_lent = copy.status is Status.ON_LOAN
        assert (copy.due is not None) == is_lent
        assert not is_lent or today <= copy.due <= today + timedelta(days=60)
    assert {copy.status for copy in copies} >= {Status.AVAILABLE, Status.ON_LOAN}
    assert catalogue.practice() is catalogue.practice()
    assert catalogue.practice().record("1").title == "Laskar Pelangi"
    assert catalogue.open("practice") is catalogue.practice()


def test_a_new_day_moves_the_loans():
    today = date(2026, 11, 22)
    first = practised.catalogue(today).record("2").copies[0].due
    assert practised.catalogue(today + timedelta(days=1)).record("2").copies[0].due > first


def test_importing_it_imports_nothing_heavy():
    code = f"""
import sys
import toolkit.catalogue, toolkit.catalogue.labels, toolkit.catalogue.links
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "error", [OpeningError("without_contact"), CatalogueError(Trouble.OFFLINE, "no connection")]
)
def test_a_notebook_shows_the_sentence_alone(error):
    assert str(error) == error.sentence("id")
    assert error._render_traceback_() == [error.sentence("id")]
