"""Server-sent events, however the wire cuts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.remote.events import MOST_BYTES, Event, Events, TooLongError

STREAM = (
    "retry: 2000\n\n"
    ": a comment\n\n"
    'id: 7\nevent: view\ndata: {"a": 1}\n\n'
    "event: beat\ndata: \n\n"
    "id: 8\r\nevent: view\r\ndata: satu\r\ndata:dua ä\r\n\r\n"
    "id: 9\n\n"
    "data: akhir\n\n"
    "data: half of one"
).encode()

TOLD = [
    Event("view", '{"a": 1}', "7"),
    Event("beat", "", "7"),
    Event("view", "satu\ndua ä", "8"),
    Event("message", "akhir", "9"),
]


@given(st.lists(st.integers(0, len(STREAM)), max_size=12).map(sorted))
def test_the_same_is_told_in_whatever_pieces_it_comes(cuts):
    events, told = Events(), []
    for start, end in zip([0, *cuts], [*cuts, len(STREAM)], strict=True):
        told += events.feed(STREAM[start:end])
    assert told == TOLD


@given(st.binary(max_size=300))
def test_whatever_comes_is_read(content):
    for event in Events().feed(content):
        assert event.type is not None


def test_what_never_ends_is_given_up():
    events, piece = Events(), b"x" * (MOST_BYTES // 2)
    assert list(events.feed(piece)) == []
    assert list(events.feed(piece)) == []
    with pytest.raises(TooLongError):
        list(events.feed(piece))
