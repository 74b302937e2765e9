"""What a request's headers ask for: which encoding it takes, which copy it has already."""

from __future__ import annotations

import re
from functools import lru_cache

PLAIN = ""
"""The encoding that is none; "identity" in a header."""

LIKED = ("br", "gzip", PLAIN)
"""The encodings we have, the smallest first."""

_WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
_TAG = re.compile(r'"[\x21\x23-\x7e\x80-\xff]*"')


@lru_cache(maxsize=256)  # browsers send few different ones
def encodings(accepted: str | None) -> tuple[str, ...]:
    """Return the encodings that an `Accept-Encoding` header takes, the best first.

    Plain is always among them, at worst as the last: what cannot be read helps less than what was
    not wished for. Without a header nothing is known of the other side, so that it gets plain.
    """
    if accepted is None:
        return (PLAIN,)
    weights = _weights(accepted)
    rest = weights.get("*", 0.0)
    found = {name: weights.get(name, rest) for name in LIKED if name}
    # Plain needs no mention; it is taken unless something says that it is not.
    plain = weights.get("identity", weights.get("*"))
    wanted = {name: weight for name, weight in found.items() if weight > 0}
    if plain is None or plain <= 0:
        return (*_best(wanted), PLAIN)
    return _best({**wanted, PLAIN: plain})


def has(tag: str, known: str) -> bool:
    """Tell whether an `If-None-Match` header names a tag: then the other side has that copy.

    Tags are compared weakly, since a proxy that compressed anew may have weakened ours.
    """
    return known.strip() == "*" or tag in _TAG.findall(known)


def _weights(accepted: str) -> dict[str, float]:
    """Return the weight of each encoding named, 0 where it makes no sense."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        name = "gzip" if name == "x-gzip" else name
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                value = value.strip()
                weight = float(value) if _WEIGHT.fullmatch(value) else 0.0
        if name:
            weights.setdefault(name, weight)
    return weights


def _best(weights: dict[str, float]) -> tuple[str, ...]:
    """Return names by falling weight, those alike in the order we like them."""
    return tuple(sorted(weights, key=lambda name: (-weights[name], LIKED.index(name))))
