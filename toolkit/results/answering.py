"""Sections on what was judged true or false: recognised, checked, and how well told apart."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.results import judged, plots
from toolkit.results.discernment import FEWEST, LEANS, Discernment, Measure
from toolkit.results.judged import RIGHT, UNSURE, WRONG, Item
from toolkit.results.nouns import Cell, Plot, Section, Table
from toolkit.results.shares import Share
from toolkit.results.written import Voice, decimal

OUTCOMES = (RIGHT, WRONG, UNSURE)

SHARP, CLEAR = 2.0, 1.0
"""d' from which a group tells the two apart very well, or well."""


def recognised(found: Sequence[Item], voice: Voice) -> Section | None:
    """Return how many false items were recognised, and how many true ones."""
    if not found:
        return None
    words: list[str] = []
    rows: list[tuple[Cell, ...]] = []
    splits = []
    for pair in judged.pairs(found):
        for truth in (False, True):
            of_side = [item for item in found if (item.pair, item.truth) == (pair, truth)]
            if not of_side:
                continue
            side = of_side[0].side
            counts = _added(of_side)
            share = judged.recognised(of_side, truth=truth)
            words += voice.tell(share, f"judged_{side}", f"came_out_{side}")
            if truth and share.n:
                missed = share.n - share.count
                words.append(voice.say(f"false_alarms_{pair}", count=missed, n=share.n))
            name = voice.say(f"all_{side}")
            rows.append((name, *counts, share.told))
            splits.append(plots.Split(name, counts, voice.out_of(share)))
    words.append(voice.say("both_matter"))
    columns = ("shown", "outcome_0", "outcome_1", "outcome_2", "recognised_share")
    shown = tuple(map(voice.say, columns))
    return Section(
        "recognised",
        voice.say("recognised_title"),
        tuple(words),
        Table(shown, tuple(rows), frozenset(shown[-1:])),
        _split_plot(splits, "recognised_alt", voice),
    )


def items(found: Sequence[Item], voice: Voice) -> Section | None:
    """Return how each item was answered, with a sentence on each."""
    if not found:
        return None
    words = []
    enough = [item for item in found if not item.recognised.is_too_few]
    for item in enough:
        told = voice.tell(item.recognised, "of_judging", f"did_{item.side}")
        words.append(voice.say("named", title=item.title, told=voice.inside(told)))
    if len(enough) < len(found):
        words.append(voice.say("too_few_for", n=len(found) - len(enough)))
    if any(item.counts[UNSURE] for item in found):
        words.append(voice.say("unsure_is_neither"))
    columns = ("question", "in_truth", "outcome_0", "outcome_1", "outcome_2", "right_share")
    shown = tuple(map(voice.say, columns))
    rows = tuple(
        (item.title, voice.say(f"stamp_{item.side}"), *item.counts, item.recognised.told)
        for item in found
    )
    splits = [
        plots.Split(
            voice.say("stamped", title=item.title, stamp=voice.say(f"stamp_{item.side}")),
            item.counts,
            voice.out_of(item.recognised),
        )
        for item in found
    ]
    return Section(
        "items",
        voice.say("items_title"),
        tuple(words),
        Table(shown, rows, frozenset(shown[-1:])),
        _split_plot(splits, "items_alt", voice),
    )


def checking(found: Sequence[Item], voice: Voice) -> Section | None:
    """Return what those who checked had chosen before, and what they chose after it."""
    moves = sum((item.moves for item in found), start=type(found[0].moves)()) if found else None
    if not moves:
        return None
    before = tuple(sum(n for (was, _), n in moves.items() if was == kind) for kind in OUTCOMES)
    after = tuple(sum(n for (_, now), n in moves.items() if now == kind) for kind in OUTCOMES)
    whole = sum(before)
    gained = sum(n for (was, now), n in moves.items() if now == RIGHT != was)
    lost = sum(n for (was, now), n in moves.items() if was == RIGHT != now)
    people = max(item.moves.total() for item in found)
    shares = [Share(counts[RIGHT], whole, people) for counts in (before, after)]
    if shares[0].is_too_few:
        words = [voice.say("checking_too_few", n=whole)]
    else:
        words = [
            *voice.tell(shares[0], "of_before", "did_hit"),
            *voice.tell(shares[1], "of_after", "did_hit"),
            voice.say("changed", gained=gained, lost=lost),
        ]
    columns = tuple(map(voice.say, ("answer", "before_checking", "after_checking")))
    rows = tuple((voice.say(f"outcome_{kind}"), before[kind], after[kind]) for kind in OUTCOMES)
    splits = [
        plots.Split(voice.say(f"{when}_checking"), counts, voice.out_of(Share(counts[0], whole)))
        for when, counts in (("before", _three(before)), ("after", _three(after)))
    ]
    return Section(
        "checking",
        voice.say("checking_title"),
        tuple(words),
        Table(columns, rows),
        _split_plot(splits, "checking_alt", voice),
    )


def habit(found: Sequence[Item], voice: Voice) -> Section | None:
    """Return how often people looked at other sources before they answered."""
    there = [item for item in found if item.is_checkable]
    if not there:
        return None
    words = [*voice.tell(judged.habit(there), "of_answers", "did_check")]
    unsure = sum(item.counts[UNSURE] for item in there)
    if unsure:
        words.append(voice.say("unsure_chosen", n=unsure))
    columns = ("question", "checked", "answered", "checked_share")
    shown = tuple(map(voice.say, columns))
    shares = [(item, Share(item.checked, item.answers)) for item in there]
    rows = tuple((item.title, share.count, share.n, share.told) for item, share in shares)
    bars = [
        plots.Bar(
            item.title,
            share.value or 0.0,
            voice.out_of(share),
            share.interval if share.is_uncertain and not share.is_too_few else None,
        )
        for item, share in shares
    ]
    note = voice.say("whisker") if any(bar.interval for bar in bars) else ""
    return Section(
        "habit",
        voice.say("habit_title"),
        tuple(words),
        Table(shown, rows, frozenset(shown[-1:])),
        Plot(voice.say("habit_alt"), lambda: plots.bars(bars, voice.accent, note=note)),
    )


def discernment(found: Sequence[Item], voice: Voice) -> Section | None:
    """Return d' and c of the group, in words first."""
    if not found:
        return None
    words: list[str] = []
    rows: list[tuple[Cell, ...]] = []
    lines = []
    several = len(judged.pairs(found)) > 1
    for pair in judged.pairs(found):
        measures = judged.discernment(found, pair)
        if several:
            words.append(voice.say(f"about_{pair}"))
        if measures.is_too_little:
            n = min(measures.false_items, measures.true_items)
            words.append(voice.say("discernment_too_few", fewest=FEWEST, n=n))
            continue
        words += [
            voice.say(_sharpness(measures.d_prime)),
            voice.say("d_prime_is", **_decimals(measures.d_prime, voice)),
            voice.say(_lean(measures)),
            voice.say("criterion_is", **_decimals(measures.criterion, voice)),
        ]
        suffix = f" ({voice.say(f'about_{pair}').rstrip(':')})" if several else ""
        rows += [
            (voice.say("hit_rate") + suffix, measures.hit_rate, None, None),
            (voice.say("false_alarm_rate") + suffix, measures.false_alarm_rate, None, None),
            (voice.say("d_prime") + suffix, *_cells(measures.d_prime)),
            (voice.say("criterion") + suffix, *_cells(measures.criterion)),
        ]
        lines += _scales(measures, suffix, voice)
    if not rows:
        return Section("discernment", voice.say("discernment_title"), tuple(words))
    words += map(voice.say, ("d_prime_means", "group_not_person", "too_sure", "how_measured"))
    columns = tuple(map(voice.say, ("measure", "value", "low", "high")))
    note = voice.say("thick_line")
    return Section(
        "discernment",
        voice.say("discernment_title"),
        tuple(words),
        Table(columns, tuple(rows)),
        Plot(voice.say("discernment_alt"), lambda: plots.scales(lines, voice.accent, note=note)),
    )


def _added(found: Sequence[Item]) -> tuple[int, int, int]:
    return _three(tuple(sum(item.counts[kind] for item in found) for kind in OUTCOMES))


def _three(counts: Sequence[int]) -> tuple[int, int, int]:
    right, wrong, unsure = counts
    return right, wrong, unsure


def _split_plot(splits: list[plots.Split], alt: str, voice: Voice) -> Plot:
    right, wrong, unsure = (voice.say(f"outcome_{kind}") for kind in OUTCOMES)
    return Plot(voice.say(alt), lambda: plots.splits(splits, (right, wrong, unsure), voice.accent))


def _decimals(measure: Measure, voice: Voice) -> dict[str, str]:
    facts = {"value": measure.value, "low": measure.low, "high": measure.high}
    return {name: decimal(number, voice.language, 1) for name, number in facts.items()}


def _cells(measure: Measure) -> tuple[float, float, float]:
    return measure.value, measure.low, measure.high


def _sharpness(d_prime: Measure) -> str:
    """Return the key of the sentence on how well a group tells true from false."""
    if d_prime.high < 0:
        return "sharp_reversed"
    if d_prime.low <= 0:
        return "sharp_guessing"
    if d_prime.value >= SHARP:
        return "sharp_very"
    return "sharp_well" if d_prime.value >= CLEAR else "sharp_little"


def _lean(measures: Discernment) -> str:
    c = measures.criterion
    if c.low <= 0 <= c.high or abs(c.value) < LEANS:
        return "leans_neither"
    return "leans_trusting" if c.value > 0 else "leans_suspicious"


def _scales(measures: Discernment, suffix: str, voice: Voice) -> list[plots.Scale]:
    d_prime, c = measures.d_prime, measures.criterion
    top = 3.0 if d_prime.high <= 3 else 5.0  # noqa: PLR2004 - what is nearly always right
    bottom = 0.0 if d_prime.low >= 0 else -1.0 if d_prime.low >= -1 else -3.0
    marks = [(0.0, voice.say("mark_guessing")), (1.0, "1"), (2.0, "2"), (3.0, "3")]
    marks = [(bottom, f"{bottom:.0f}".replace("-", "−"))] * (bottom < 0) + marks
    marks += [(4.0, "4"), (5.0, "5")] * (top > 3)  # noqa: PLR2004
    marks[-1] = (marks[-1][0], voice.say("mark_sharp", number=marks[-1][1]))
    ends = zip((-1.5, 0.0, 1.5), ("suspicious", "neither", "trusting"), strict=True)
    sides = tuple((at, voice.say(f"mark_{name}")) for at, name in ends)
    return [
        plots.Scale(
            voice.say("d_prime") + suffix, d_prime.value, (d_prime.low, d_prime.high), tuple(marks)
        ),
        plots.Scale(voice.say("criterion") + suffix, c.value, (c.low, c.high), sides),
    ]
