"""What somebody meant: only what finds something, and as like as can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_catalogue import RECORDS

from toolkit.catalogue.embedded import Embedded
from toolkit.catalogue.errors import CatalogueError
from toolkit.catalogue.index.suggestion import near, suggestion
from toolkit.catalogue.nouns import FIELDS, Query, Record

WORDS = {"laskar": 2, "pelangi": 9, "pelanggi": 1, "sang": 3, "pemimpi": 4, "ilmu": 8, "dan": 50}
SMALL = Embedded.of_records(RECORDS)


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("laskr", ["laskar"]),
        ("lasakr", ["laskar"]),
        ("plangi", ["pelangi", "pelanggi"]),
        ("pelamgi", ["pelangi", "pelanggi"]),
        ("laskarpelangi", ["laskar pelangi"]),
        ("ilmudan", ["ilmu dan"]),
        ("ilmus", ["ilmu"]),
        ("xyzzy", []),
        ("da", []),
        ("d", []),
    ],
)
def test_words_near_one(word, first):
    assert near(word, WORDS) == first


def test_a_word_is_replaced_before_one_is_left_out():
    def finds(words):
        return set(words) <= {"laskar", "pelangi"}

    assert suggestion(["laskr", "pelangi"], WORDS, finds) == ["laskar", "pelangi"]
    assert suggestion(["laskr", "plangi"], WORDS, finds) == ["laskar", "pelangi"]
    assert suggestion(["laskar", "pelangi", "dan"], WORDS, finds) == ["laskar", "pelangi"]
    assert suggestion(["laskr", "xyzzy"], WORDS, finds) == ["laskar"]


def test_of_many_words_the_rare_ones_are_kept():
    def finds(words):
        return "dan" not in words and "sang" not in words

    typed = ["dan", "sang", "laskar", "ilmu"]
    assert suggestion(typed, WORDS, finds) == ["laskar", "ilmu"]


def test_nothing_is_suggested_where_nothing_is_found():
    assert suggestion(["laskar", "dan"], WORDS, lambda _words: False) == []
    assert suggestion(["xyzzy"], WORDS, lambda _words: True) == []


def test_what_was_typed_is_no_suggestion():
    assert suggestion(["laskar"], WORDS, lambda _words: True) != ["laskar"]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        (Query(text="laskr plangi"), "laskar pelangi"),
        (Query(text="novel laskar pelangi terbaru"), "laskar pelangi"),
        (Query(title="laskar rainbow"), "laskar"),
        (Query(author="hirta"), "hirata"),
        (Query(subject="fikso"), "fiksi"),
        (Query(subject="hirata"), ""),
        (Query(text="laskar pelangi"), ""),
        (Query(text="laskr", narrowed=(("language", "en"),)), ""),
        (Query(text="laskr", author="hirata"), ""),
        (Query(isbn="9789793062799"), ""),
    ],
)
def test_did_you_mean(query, meant):
    assert SMALL.search(query).did_you_mean == meant


@given(st.sampled_from(FIELDS), st.text("laskrpengihtd '", max_size=40))
def test_a_suggestion_finds_something(field, words):
    try:
        page = SMALL.search(Query(**{field: words}))
    except CatalogueError:
        return
    if page.did_you_mean:
        assert not page.records
        assert SMALL.search(Query(**{field: page.did_you_mean})).records


def test_a_slip_that_others_made_too_is_mended():
    titles = [*["Laskar pelangi"] * 5, "Laskr tua"]
    catalogue = Embedded.of_records(
        Record(str(number), title) for number, title in enumerate(titles)
    )
    assert catalogue.search(Query(text="laskr pelangi")).did_you_mean == "laskar pelangi"
