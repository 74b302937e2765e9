"""An order in which things are first shown: never the one they have, the same in every language.

It comes from the id of the activity, which all languages of a lesson share. So a place in a
response means the same in all of them, and stays what it is when words are changed.
"""

from __future__ import annotations

import hashlib


def shuffled(seed: str, count: int) -> tuple[int, ...]:
    """Return the places 0 to count - 1 in an order of their own: the same for the same seed."""
    places = list(range(count))
    for last in range(count - 1, 0, -1):  # as Fisher and Yates did, on any machine alike
        digest = hashlib.sha256(f"{seed}:{count}:{last}".encode()).digest()
        other = int.from_bytes(digest[:8], "big") % (last + 1)
        places[last], places[other] = places[other], places[last]
    if places == sorted(places):
        places = [*places[1:], *places[:1]]
    return tuple(places)
