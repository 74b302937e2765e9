"""Addresses inside the library's own catalogue."""

import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from toolkit.catalogue.links import record_link, search_links
from toolkit.catalogue.nouns import FIELDS
from toolkit.library import CatalogueSettings, Library

ROOT = "https://katalog.example/perpus/"


def settings(kind, url=ROOT, search_page=""):
    return CatalogueSettings(kind=kind, url=url, search_page=search_page)


@pytest.mark.parametrize("kind", ["slims", "vufind", "openlibrary"])
def test_every_field_has_a_page_that_keeps_the_words_whole(kind):
    links = search_links(settings(kind))
    assert tuple(links) == FIELDS
    words = "C++ & 100% ka'bah / ?"
    for link in links.values():
        filled = link.replace("{words}", quote(words, safe=""))
        assert filled.startswith(ROOT)
        assert [words] in parse_qs(urlsplit(filled).query).values()
        assert "{" not in filled


@pytest.mark.parametrize(
    ("kind", "text", "title", "record"),
    [
        (
            "slims",
            "index.php?keywords={words}&search=search",
            "index.php?title={words}&search=search",
            "index.php?p=show_detail&id={id}",
        ),
        (
            "vufind",
            "Search/Results?lookfor={words}&type=AllFields",
            "Search/Results?lookfor={words}&type=Title",
            "Record/{id}",
        ),
    ],
)
def test_the_pages_of_each_system(kind, text, title, record):
    links = search_links(settings(kind))
    assert (links["text"], links["title"]) == (ROOT + text, ROOT + title)
    assert record_link(settings(kind)) == ROOT + record


def test_open_library_is_where_it_always_is():
    links = search_links(settings("openlibrary", ""))
    assert links["author"] == "https://openlibrary.org/search?author={words}"
    assert record_link(settings("openlibrary", "")).startswith("https://openlibrary.org/")


@pytest.mark.parametrize("kind", ["", "sru", "embedded"])
def test_where_nobody_knows_a_page_there_is_none(kind):
    assert search_links(settings(kind, "")) == {}
    assert record_link(settings(kind, "")) == ""
    assert search_links(settings("sru", "https://katalog.example:9999/biblios")) == {}


def test_sru_gets_its_pages_from_the_one_that_the_library_names():
    page = "https://opac.example/cgi-bin/koha/opac-search.pl?q={words}&limit=available"
    koha = settings("sru", "https://katalog.example:9999/biblios", page)
    links = search_links(koha)
    assert links["text"] == page
    assert links["title"] == "https://opac.example/cgi-bin/koha/opac-search.pl?idx=ti&q={words}"
    assert record_link(koha) == (
        "https://opac.example/cgi-bin/koha/opac-detail.pl?biblionumber={id}"
    )


@pytest.mark.parametrize("kind", ["", "sru", "embedded", "slims"])
def test_a_page_of_no_known_system_stands_alone(kind):
    page = "https://cari.example/?q={words}"
    assert search_links(settings(kind, ROOT, page)) == {"text": page}
    assert record_link(settings(kind, ROOT, page)) == ""


def test_a_page_below_the_catalogue_s_own_address_stands_with_the_others():
    page = ROOT + "index.php?keywords={words}&search=search&colltype=Buku"
    links = search_links(settings("slims", ROOT, page))
    assert links["text"] == page
    assert links["author"] == search_links(settings("slims"))["author"]
    assert record_link(settings("slims", ROOT, page)) == record_link(settings("slims"))


def test_an_address_from_library_toml_leads_there(tmp_path):
    url = "https://katalog.example/perpus/index.php?keywords=a&search=search"
    text = f'[catalogue]\nkind = "SLiMS"\nurl = {json.dumps(url)}\n'
    (tmp_path / "library.toml").write_text(text)
    library, problems = Library.read(tmp_path)
    assert not problems
    assert search_links(library.catalogue) == search_links(settings("slims"))
