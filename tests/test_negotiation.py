"""What a request's headers ask for, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.server.negotiation import LIKED, PLAIN, encodings, has

NAMES = {"br": "br", "gzip": "gzip", "x-gzip": "gzip", "identity": PLAIN, "GZIP": "gzip"}


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        (None, (PLAIN,)),
        ("", (PLAIN,)),
        ("gzip, deflate, br, zstd", ("br", "gzip", PLAIN)),
        ("gzip, deflate", ("gzip", PLAIN)),
        ("gzip;q=1.0, br;q=0.5", ("gzip", "br", PLAIN)),
        ("br;q=0, gzip", ("gzip", PLAIN)),
        ("*", ("br", "gzip", PLAIN)),
        ("*;q=0", (PLAIN,)),
        ("gzip;q=0, *", ("br", PLAIN)),
        ("identity", (PLAIN,)),
        ("identity, br;q=0.1", (PLAIN, "br")),
        ("identity;q=0, gzip;q=0.1", ("gzip", PLAIN)),
        ("identity;q=0", (PLAIN,)),  # better plain than nothing
        ("BR ; Q=0.5 , gzip ;q=0.501", ("gzip", "br", PLAIN)),
        ("br;q=2, gzip;q=x, x-gzip", (PLAIN,)),  # weights that are none weigh nothing
        (";;,,=,q=1", (PLAIN,)),
    ],
)
def test_the_best_encoding_that_is_taken(accepted, best):
    assert encodings(accepted) == best


@given(st.text())
def test_any_header_leaves_something_to_send(accepted):
    found = encodings(accepted)
    assert PLAIN in found
    assert set(found) <= set(LIKED)
    assert len(set(found)) == len(found)


WEIGHTS = st.dictionaries(st.sampled_from(["br", "gzip", "identity"]), st.integers(0, 1000))


@given(WEIGHTS, st.sampled_from(["", " ", "\t"]))
def test_what_weighs_more_comes_first_and_what_weighs_nothing_last_or_not(weights, space):
    header = ",".join(
        f"{space}{name}{space};{space}q={weight / 1000:.3f}" for name, weight in weights.items()
    )
    found = encodings(header)
    weighed = {NAMES[name]: weight for name, weight in weights.items()}
    ours = [weighed[name] for name in found if weighed.get(name)]
    assert ours == sorted(ours, reverse=True)
    assert all(weighed.get(name) for name in found if name != PLAIN)
    assert {name for name, weight in weighed.items() if weight} <= set(found)
    if not weighed.get(PLAIN):
        assert found[-1] == PLAIN


TAGS = st.text("abc019-,;*W/", max_size=12).map(lambda text: f'"{text}"')


@given(st.lists(st.tuples(st.booleans(), TAGS)), TAGS, st.sampled_from([",", ", ", " ,\t"]))
def test_a_tag_is_found_in_a_list_strong_or_weak(known, tag, comma):
    header = comma.join(f"W/{each}" if weak else each for weak, each in known)
    assert has(tag, header) == (tag in [each for _, each in known])


def test_a_star_stands_for_whatever_there_is():
    assert has('"a"', " * ")
    assert not has('"a"', "**")


@given(st.text())
def test_any_list_of_tags_can_be_read(known):
    assert has('"0123456789abcdef01234567"', known) in (True, False)
