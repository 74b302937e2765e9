"""JSON as a hostile, or a broken, catalogue might send it."""

import json

from hypothesis import strategies as st

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text(max_size=8)
    | st.just("\ud800"),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=4), inside),
    max_leaves=12,
)


@st.composite
def mutated(draw, sample):
    """A good answer with some of its values put in others' places."""

    def change(value, chance):
        if draw(st.integers(0, chance)) == 0:
            return draw(ANYTHING)
        if isinstance(value, dict):
            return {key: change(each, 9) for key, each in value.items()}
        if isinstance(value, list):
            return [change(each, 9) for each in value]
        return value

    return json.dumps(change(sample, 20)).encode()


NONSENSE = (
    b"",
    b"[]",
    b"null",
    b'"OK"',
    b"{}",
    b'{"resultCount": "3", "numFound": "3", "docs": []}',
    b'{"status": "OK", "resultCount": NaN}',
    b'{"status": "OK", "resultCount": -1, "numFound": -1, "docs": []}',
    b'{"status": "OK", "resultCount": ' + b"9" * 5000 + b"}",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"\xff\xfe\x00",
    b'{"status": "OK", "resultCount"',
)
"""What no adapter can make sense of."""
