"""Where somebody is in results that come from several questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.slims.place import DONE, Place, Step

NUMBER = st.integers(1, 10**10 - 1).map(str)
STEP = st.builds(Step, st.integers(0, 999), st.just("") | NUMBER)


@given(st.lists(STEP, min_size=1, max_size=5), st.lists(NUMBER, max_size=400))
def test_a_cursor_brings_somebody_back(steps, seen):
    place = Place(tuple(steps), tuple(seen))
    cursor = place.cursor()
    if not any(step.is_open for step in steps):
        assert cursor == ""
        return
    assert len(cursor) < 3000  # a message holds 4 kB
    again = Place.read(cursor, len(steps))
    assert again.steps == place.steps
    assert again.seen == place.seen[-300:]


def test_a_search_begins_with_the_first_page_of_each_question():
    assert Place.read("", 3) == Place((Step(1),) * 3)


def test_nobody_goes_on_for_ever():
    assert Step(998, "1").after("2") == Step(999, "2")
    assert Step(999, "2").after("3") == DONE


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "1",
        "1.",
        "1.~~",
        "~",
        "1000.~",
        "-1.~",
        "1.~.",
        "1.Z~",
        "²." + "~",
        "1.~a..b",
        "1.,1.~",
    ],
)
def test_what_nobody_wrote_is_told(cursor):
    with pytest.raises(CatalogueError) as caught:
        Place.read(cursor, 1)
    assert caught.value.trouble is Trouble.BAD_QUERY
