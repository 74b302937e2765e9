"""What SLiMS is asked for a query."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalogue.errors import CatalogueError
from toolkit.catalogue.nouns import FIELDS, Query, Record
from toolkit.catalogue.slims.asking import ENOUGH, lines


def asked(**query):
    return [(dict(line.values), line.below) for line in lines(Query(**query))]


def test_one_word_is_asked_in_each_place():
    assert asked(text="Hirata") == [
        ({"title": "Hirata"}, 0),
        ({"author": "Hirata"}, 0),
        ({"subject": "Hirata"}, 0),
    ]


def test_of_several_words_the_longest_finds_what_a_phrase_does_not():
    assert asked(text="laskar pelangi") == [
        ({"title": "laskar pelangi"}, 0),
        ({"author": "laskar pelangi"}, 0),
        ({"subject": "laskar pelangi"}, 0),
        ({"title": "pelangi"}, ENOUGH),
        ({"author": "pelangi"}, ENOUGH),
    ]
    assert asked(author="Andrea Hirata", title="Edensor") == [
        ({"title": "Edensor", "author": "Andrea Hirata"}, 0),
        ({"title": "Edensor", "author": "Andrea"}, ENOUGH),
    ]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("War and Peace", ["War Peace", "Peace"]),
        ("The Hobbit", ["Hobbit"]),
        ("C++ 100%", ["C 100", "100"]),
        ("praktik_langsung", ["praktik langsung", "langsung"]),
        ("ka'bah", ["kabah", "bah"]),
        ("sejarah Ka’bah", ["sejarah"]),
        ("'kutipan'", ["kutipan"]),
        ("a%2525 <b>x</b>", ["a 2525 b x b", "2525"]),
    ],
)
def test_what_means_something_else_is_left_out(typed, sent):
    assert [line["title"] for line, _ in asked(title=typed)] == sent


def test_a_subject_is_asked_whole_for_results_do_not_show_it():
    assert asked(subject="Masakan Jum'at") == [({"subject": "Masakan Jumat"}, 0)]
    assert asked(text="fiksi", subject="sejarah") == [
        ({"subject": "sejarah", "title": "fiksi"}, 0),
        ({"subject": "sejarah", "author": "fiksi"}, 0),
        ({"subject": "sejarah fiksi"}, 0),
    ]


def test_a_number_is_asked_in_its_forms_until_it_is_found():
    assert asked(isbn="978-979-3062-79-2") == [
        ({"isbn": "9789793062792"}, 0),
        ({"isbn": "978-979-3062-79-2"}, 1),
        ({"isbn": "9793062797"}, 1),
        ({"isbn": "979-3062-79-7"}, 1),
    ]


def test_a_hit_must_hold_every_word_where_it_can_be_seen():
    record = Record("1", "Laskar Pelangi", "Ka'bah", authors=("Hirata, Andrea",), isbns=("1",))

    def takes(**query):
        return [line.takes(record) for line in lines(Query(**query))]

    assert takes(title="pelangi LASKAR kabah") == [True, True]
    assert takes(title="pel") == [False]
    assert takes(author="Andrea Hirata") == [True, True]
    assert takes(text="pelangi hirata") == [False, False, True, True, True]
    assert takes(isbn="9789793062792") == [False] * 4
    strict, loose = lines(Query(title="AC DC"))
    cut = Record("2", "AC")
    assert strict.takes(cut, is_cut=True)
    assert not strict.takes(cut)
    assert not loose.takes(cut, is_cut=True)


@given(st.fixed_dictionaries({name: st.text(max_size=12) for name in FIELDS}))
def test_something_is_asked_or_it_is_told(query):
    every = ()
    with suppress(CatalogueError):
        every = lines(Query(**query))
        assert 1 <= len(every) <= 6
        assert not every[0].below
    for line in every:
        assert line.values
        assert all(value and value == value.strip() for _, value in line.values)
        assert len({name for name, _ in line.values}) == len(line.values)
