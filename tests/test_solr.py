"""What may be asked of Solr."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import Query
from toolkit.catalogue.solr import given as asked
from toolkit.catalogue.solr import words
from toolkit.practice.fitting import words_of


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Laskar Pelangi", "laskar pelangi"),
        ("C++ NOT java", "c not java"),
        ('title:"*" OR [a TO b]~2', "title or a to b 2"),
        ("ka’bah 'dan' Jum'at", "ka'bah dan jum'at"),
        ("cafe\u0301", "caf\u00e9"),
        ("ꦲꦏ꧀ꦱꦫ", "ꦲꦏ꧀ꦱꦫ"),
        ("?!", ""),
    ],
)
def test_orders_are_left_out(typed, sent):
    assert words(typed) == sent


@given(st.text(max_size=50))
def test_the_words_stay_and_no_sign_does(text):
    sent = words(text)
    assert not set(sent) & set('+-&|!(){}[]^"~*?:\\/<>=@#$%;,.’')
    assert words(sent) == sent
    assert {*"".join(words_of(sent))} <= {*"".join(words_of(text))}


@given(st.lists(st.text(max_size=8), min_size=5, max_size=5))
def test_something_is_asked_or_it_is_told(values):
    query = Query(*values)
    with suppress(CatalogueError):
        assert any(asked(query).values())
        assert all(asked(query).values())


def test_facets_and_wrong_numbers_are_told():
    for query in (Query(text="x", narrowed=(("year", "1"),)), Query(text="x", isbn="y"), Query()):
        with pytest.raises(CatalogueError) as caught:
            asked(query)
        assert caught.value.trouble is Trouble.BAD_QUERY
