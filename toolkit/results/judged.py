"""What a group answered to each item that is true or false, added up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.activities.judge import SIDES, Judge
from toolkit.results.discernment import Discernment
from toolkit.results.group import Group
from toolkit.results.shares import Share

RIGHT, WRONG, UNSURE = range(3)
"""How an answer turned out; "I don't know yet" is neither."""


@dataclass(frozen=True)
class Item:
    """First attempts at one item, `counts` in the order of right, wrong and unsure."""

    step: str  # its id
    title: str
    pair: str  # of `SIDES`
    truth: bool
    is_checkable: bool  # whether it has other sources to look at
    counts: tuple[int, int, int]
    checked: int
    moves: Counter[tuple[int, int]]  # before and after checking, of those who chose before it

    @property
    def recognised(self) -> Share:
        """How many of those who judged were right."""
        return Share(self.counts[RIGHT], self.counts[RIGHT] + self.counts[WRONG])

    @property
    def answers(self) -> int:
        """How many answered, unsure or not."""
        return sum(self.counts)

    @property
    def side(self) -> str:
        """The part of a phrase's key that tells its pair and its truth."""
        return f"{self.pair}_{'true' if self.truth else 'false'}"


def items(group: Group, class_name: str | None = None) -> list[Item]:
    """Return every item of the lesson that somebody answered, in the lesson's order.

    With a class, what was answered in that class ("" for those who named none).
    """
    given = group.answers[group.answers["kind"] == Judge.kind]
    if class_name is not None:
        given = given[given["class_name"] == class_name]
    columns = ["step", "answer", "before", "checked"]
    sums = given.groupby(columns, observed=True)["n"].sum()
    rows: dict[str, list[tuple[str, str, bool, int]]] = {}
    for (step, answer, before, checked), n in sums.items():
        rows.setdefault(step, []).append((answer, before, bool(checked), int(n)))
    return [
        _item(step.id, step.title, step.activity, rows[step.id])
        for step in group.version.judged
        if step.id in rows and isinstance(step.activity, Judge)
    ]


def pairs(found: Iterable[Item]) -> list[str]:
    """Return the pairs that items are of, in the order of `SIDES`."""
    there = {item.pair for item in found}
    return [pair for pair in SIDES if pair in there]


def recognised(found: Iterable[Item], *, truth: bool, pair: str = "") -> Share:
    """Return how many judgements of true, or of false, items were right."""
    shares = [item.recognised for item in found if item.truth == truth and pair in ("", item.pair)]
    return Share(
        sum(share.count for share in shares),
        sum(share.n for share in shares),
        max((share.n for share in shares), default=0),
    )


def habit(found: Iterable[Item]) -> Share:
    """Return how many answers came after looking at other sources, where there were any."""
    there = [item for item in found if item.is_checkable]
    return Share(
        sum(item.checked for item in there),
        sum(item.answers for item in there),
        max((item.answers for item in there), default=0),
    )


def discernment(found: Sequence[Item], pair: str) -> Discernment:
    """Return how well a group told the two sides of a pair apart."""
    false = recognised(found, truth=False, pair=pair)
    true = recognised(found, truth=True, pair=pair)
    return Discernment(false.count, false.n, true.n - true.count, true.n)


def _item(
    step: str, title: str, activity: Judge, rows: Iterable[tuple[str, str, bool, int]]
) -> Item:
    counts = [0, 0, 0]
    checked = 0
    moves: Counter[tuple[int, int]] = Counter()
    for answer, before, has_checked, n in rows:
        outcome = _outcome(answer, truth=activity.truth)
        if outcome is None:
            continue
        counts[outcome] += n
        checked += n * has_checked
        first = _outcome(before, truth=activity.truth)
        if has_checked and first is not None:
            moves[first, outcome] += n
    right, wrong, unsure = counts
    return Item(
        step=step,
        title=title,
        pair=activity.pair,
        truth=activity.truth,
        is_checkable=bool(activity.results),
        counts=(right, wrong, unsure),
        checked=checked,
        moves=moves,
    )


def _outcome(answer: str, *, truth: bool) -> int | None:
    """Return how an answer turned out; None for what is no answer."""
    try:
        chosen = json.loads(answer)
    except ValueError:
        return None
    if chosen == "unsure":
        return UNSURE
    if not isinstance(chosen, int):
        return None
    side = chosen if isinstance(chosen, bool) else chosen >= 2  # noqa: PLR2004 - the upper two of four
    return RIGHT if side == truth else WRONG
