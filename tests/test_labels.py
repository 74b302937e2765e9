"""What patrons read in a catalogue: the words of the system that their library has."""

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest

from toolkit.catalogue.labels import labels
from toolkit.library import LABELS, WORDINGS, CatalogueSettings, Library
from toolkit.words import LANGUAGES

TABLE = tomllib.loads(
    files("toolkit.catalogue").joinpath("labels.toml").read_text(encoding="utf-8")
)


@pytest.fixture
def library(tmp_path):
    (tmp_path / "library.toml").write_text("")
    return Library.read(tmp_path)[0]


def read(library, language="id", **settings):
    return labels(replace(library, catalogue=CatalogueSettings(**settings)), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wording", WORDINGS)
def test_every_label_is_there_in_every_wording(library, wording, language):
    found = read(library, language, wording=wording)
    assert tuple(sorted(found)) == tuple(sorted(LABELS))
    assert all(found.values())
    assert found["due"].format(date="5 Desember") != found["due"]
    assert not [key for key, text in found.items() if "{" in text and key != "due"]


def test_the_words_of_each_system(library):
    slims = read(library)
    assert (slims["all"], slims["call_number"]) == ("SEMUA", "No. Panggil")
    assert slims["on_loan"] == "Sedang Dipinjam"
    assert slims["due"] == "Jatuh tempo pada {date}"
    assert slims["not_for_loan"] == "Tersedia namun tidak untuk dipinjamkan"
    inlislite = read(library, wording="inlislite")
    assert (inlislite["all"], inlislite["subject"]) == ("Sembarang Ruas", "Subyek")
    assert read(library, "en", wording="koha")["all"] == "Library catalog"


def test_a_label_of_the_library_s_own_counts_in_every_language(library):
    for language in LANGUAGES:
        found = read(library, language, labels=(("call_number", "Nomor Rak"),))
        assert found["call_number"] == "Nomor Rak"
        assert found["title"] == read(library, language)["title"]


def test_no_system_has_a_label_that_no_page_shows():
    assert set(TABLE) == {"plain", *WORDINGS}
    assert set(TABLE["plain"]) == set(LABELS)
    for system in TABLE.values():
        assert set(system) <= set(LABELS)
        assert all(set(texts) == set(LANGUAGES) for texts in system.values())
