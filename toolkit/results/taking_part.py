"""Sections on who took part: how many, how far they came, when, and from where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import compress, pairwise
from typing import Any

from toolkit.activities.judge import Judge
from toolkit.results import judged, plots
from toolkit.results.group import Group
from toolkit.results.nouns import Plot, Section, Table
from toolkit.results.shares import Share
from toolkit.results.written import Voice, whole

MOST_BARS = 12
"""Rows that a plot of classes or channels has at most: the table has them all."""

MOST_LISTED = 30
"""Classes, and channels, that are shown one by one: those of most people."""

MOST_TOLD = 8
"""Classes after which there is no sentence on each."""

MOST_DAYS, MOST_WEEKS, DAYS_OF_WEEK = 31, 26, 7
"""Columns after which days are added up to weeks, and weeks to months."""

NAMES = {
    **dict.fromkeys(("whatsapp", "wa", "wa.me", "web.whatsapp.com"), "WhatsApp"),
    **dict.fromkeys(("instagram", "ig", "instagram.com", "l.instagram.com"), "Instagram"),
    **dict.fromkeys(("facebook", "fb", "l.facebook.com", "m.facebook.com"), "Facebook"),
    **dict.fromkeys(("telegram", "t.me"), "Telegram"),
    **dict.fromkeys(("youtube", "youtube.com", "youtu.be"), "YouTube"),
    "tiktok": "TikTok",
    "sms": "SMS",
    "qr": "QR",
    "webinar": "Webinar",
    "zoom": "Zoom",
}
"""How channels write themselves."""


def overview(group: Group, found: Sequence[judged.Item], voice: Voice) -> Section:
    """Return how many took part, what there is to know first, and where the numbers come from."""
    started, finished, days = group.started, group.finished, group.days
    title = voice.say("overview_title")
    lesson = group.version.title
    if not started or days is None:
        told = [voice.say("nobody", lesson=lesson)]
        if found:
            told.append(voice.say("items_alone"))
        return Section("overview", title, tuple(told))
    share = Share(finished, started)
    by_code = group.source == "codes"
    first, last = map(voice.day, days)
    words = [
        voice.say(f"took_part_{group.source}", lesson=lesson, started=started, finished=finished),
        voice.say("when_one" if first == last else "when_span", first=first, last=last),
        *voice.tell(share, "of_senders" if by_code else "of_starters", "did_finish"),
    ]
    words += _findings(started, found, voice)
    if share.is_uncertain:
        words.append(voice.say("few_people"))
    notes = ("self_reported", "codes_miss") if by_code else ("visits_are_people",)
    words += [voice.say(note) for note in notes]
    if group.replaced:
        words.append(voice.say("replaced", n=group.replaced))
    began = voice.say("sent" if by_code else "started")
    end = voice.say("finished")
    return Section(
        "overview",
        title,
        tuple(words),
        Table((voice.say("what"), voice.say("how_many")), ((began, started), (end, finished))),
    )


def funnel(group: Group, voice: Voice) -> Section | None:
    """Return how many came how far: by part and step, from codes by part alone."""
    started = group.started
    if not started or not group.version.steps:
        return None
    by_code = group.source == "codes"
    rows = _by_part(group, voice) if by_code else _by_step(group, voice)
    of_all = voice.say("sent_share" if by_code else "started_share")
    columns: tuple[str, ...] = (voice.say("step"), voice.say("reached"), of_all, voice.say("part"))
    if by_code:
        columns = (voice.say("part"), voice.say("ended"), of_all)
    cells = tuple(
        (part, n, Share(n, started).told) if by_code else (step, n, Share(n, started).told, part)
        for part, step, n in rows
    )
    words = [_where_they_stop(rows, started, voice)] if not by_code else [voice.say("parts_only")]
    words += _of_parts(rows, started, voice, by_code=by_code)
    bars, seen = [], ""
    for part, step, n in rows:
        heading = part if not by_code and part != seen else ""
        told = voice.out_of(Share(n, started)) if by_code else whole(n, voice.language)
        bars.append(plots.Bar(part if by_code else step, n / started, told, heading=heading))
        seen = part
    return Section(
        "funnel",
        voice.say("funnel_title"),
        tuple(words),
        Table(columns, cells, frozenset({of_all})),
        Plot(voice.say("funnel_alt"), lambda: plots.bars(bars, voice.accent)),
    )


def classes(group: Group, voice: Voice) -> Section | None:
    """Return the classes in the order of their names: they are told of, not ranked."""
    names, more = _largest(group)
    if not names:
        return None
    found = {name: judged.items(group, class_name=name) for name in names}
    people = {name: _people(group, "class_name", name) for name in names}
    there = _asked(group)
    shares = compress(("false_share", "true_share", "checked_share"), there)
    columns = ("class", "sent" if group.source == "codes" else "started", "finished", *shares)
    shown = tuple(map(voice.say, columns))
    rows = tuple(
        (
            name,
            people[name].n,
            people[name].count,
            *compress(_shares(people[name], found[name]), there),
        )
        for name in names
    )
    listed = ", ".join(names)
    words = [
        voice.say("one_class" if len(names) == 1 else "some_classes", n=len(names), names=listed),
        voice.say("classes_unranked"),
    ]
    of = "of_senders" if group.source == "codes" else "of_starters"
    if len(names) <= MOST_TOLD:
        words += [
            voice.say(
                "class_told",
                name=name,
                told=voice.inside(_class_told(people[name], found[name], of, voice)),
            )
            for name in names
            if not people[name].is_too_few
        ]
    if any(None in row for row in rows):
        words.append(voice.say("classes_small"))
    if more:
        words.append(voice.say("more_classes", n=more))
    if without := _people(group, "class_name", "").n:
        words.append(voice.say("without_class", n=without))
    return Section(
        "classes",
        voice.say("classes_title"),
        tuple(words),
        Table(shown, rows, frozenset(shown[3:])),
        _counted({name: people[name].n for name in names}, "classes_alt", voice),
    )


def days(group: Group, voice: Voice) -> Section | None:
    """Return how many came on each day; where there are many days, in each week or month."""
    by_day = _sums(group, "day")
    if len(by_day) < 2:  # noqa: PLR2004 - one day is told of at the top
        return None
    ends = _sums(group, "day", finished=True)
    unit, spans = _spans(sorted(by_day))
    count = {first: sum(by_day.get(day, 0) for day in span) for first, span in spans.items()}
    done = {first: sum(ends.get(day, 0) for day in span) for first, span in spans.items()}
    busiest = max(count, key=lambda first: (count[first], first))
    named = {first: _span_name(first, unit, voice) for first in spans}
    began = voice.say("sent" if group.source == "codes" else "started")
    table = Table(
        (voice.say(unit), began, voice.say("finished")),
        tuple((named[first], count[first], done[first]) for first in spans if count[first]),
    )
    short = [(_short(first, unit, voice), n) for first, n in count.items()]
    words = voice.say(f"busiest_{unit}", name=named[busiest], n=count[busiest])
    return Section(
        "days",
        voice.say("days_title"),
        (words,),
        table,
        Plot(voice.say(f"days_alt_{unit}"), lambda: plots.columns(short, voice.accent)),
    )


def channels(group: Group, voice: Voice) -> Section | None:
    """Return which links people came by."""
    everybody = group.started
    if group.source == "codes":  # one that has a class has no channel
        group = replace(group, visits=group.visits[group.visits["class_name"] == ""])
    ends = _named(_sums(group, "channel", finished=True), voice)
    count = _named(_sums(group, "channel"), voice)
    unmarked = voice.say("unmarked")
    named = sorted(count.keys() - {unmarked}, key=lambda name: (-count[name], name))
    if not named:
        return None
    # Anyone can invent a channel in a link: a report has room for those that many came by.
    order, few = named[:MOST_LISTED], named[MOST_LISTED:]
    if few:
        others = voice.say("other_channels", n=len(few))
        for sums in (count, ends):
            sums[others] = sum(sums.get(name, 0) for name in few)
        order.append(others)
    order += {unmarked} & count.keys()
    most = named[0]
    started = group.started
    began = voice.say("sent" if group.source == "codes" else "started")
    known = started - count.get(unmarked, 0)
    words = [voice.say("most_came_by", name=most, n=count[most], all=known)]
    if count.get(unmarked):
        words.append(voice.say("unmarked_are", n=count[unmarked]))
    if everybody > started:
        words.append(voice.say("codes_of_classes", n=everybody - started))
    return Section(
        "channels",
        voice.say("channels_title"),
        tuple(words),
        Table(
            (voice.say("channel"), began, voice.say("finished")),
            tuple((name, count[name], ends.get(name, 0)) for name in order),
        ),
        _counted({name: count[name] for name in order}, "channels_alt", voice),
    )


def _largest(group: Group) -> tuple[list[str], int]:
    """Return the classes that a report has room for, by name, and how many more there are."""
    count = _sums(group, "class_name")
    names = group.class_names
    kept = set(sorted(names, key=lambda name: -count.get(name, 0))[:MOST_LISTED])
    return [name for name in names if name in kept], len(names) - len(kept)


def _findings(started: int, found: Sequence[judged.Item], voice: Voice) -> list[str]:
    """Return the first sentence on each of what matters most."""
    told: list[str] = []
    if Share(0, started).is_too_few:
        return told
    for pair in judged.pairs(found):
        for truth in (False, True):
            share = judged.recognised(found, truth=truth, pair=pair)
            side = f"{pair}_{'true' if truth else 'false'}"
            if not share.is_too_few:
                told.append(voice.tell(share, f"judged_{side}", f"came_out_{side}")[0])
    habit = judged.habit(found)
    if not habit.is_too_few:
        told.append(voice.tell(habit, "of_answers", "did_check")[0])
    return told


def _asked(group: Group) -> tuple[bool, bool, bool]:
    """Return whether the lesson has false items, true ones, and any to check."""
    items = [step.activity for step in group.version.judged if isinstance(step.activity, Judge)]
    return (
        any(not item.truth for item in items),
        any(item.truth for item in items),
        any(item.results for item in items),
    )


def _shares(people: Share, found: Sequence[judged.Item]) -> tuple[float | None, ...]:
    """Return false and true items recognised, and the habit; nothing of very few people."""
    shares = (
        judged.recognised(found, truth=False),
        judged.recognised(found, truth=True),
        judged.habit(found),
    )
    return tuple(None if people.is_too_few else share.told for share in shares)


def _class_told(people: Share, found: Sequence[judged.Item], of: str, voice: Voice) -> list[str]:
    """Return the sentences on one class."""
    told = [*voice.tell(people, of, "did_finish")]
    pairs = judged.pairs(found)
    pair = f"{pairs[0]}_" if len(pairs) == 1 else ""
    for side in ("false", "true"):
        share = judged.recognised(found, truth=side == "true")
        if not share.is_too_few:
            told += voice.tell(share, f"judged_{pair}{side}", f"came_out_{pair}{side}")
    return told


def _by_step(group: Group, voice: Voice) -> list[tuple[str, str, int]]:
    """Return for each step the part it is in, its title, and how many came to it."""
    sums = group.visits.groupby("reached")["n"].sum()
    places, counts = sums.index.to_numpy(), sums.to_numpy()
    rows, at = [], 0
    for number, part in enumerate(group.version.parts, 1):
        title = part.title or (voice.say("part_number", part=number) if number > 1 else "")
        for step in part.steps:
            rows.append((title, step.title, int(counts[places >= at].sum())))
            at += 1
    return [*rows, (voice.say("the_end"), voice.say("finished"), group.finished)]


def _by_part(group: Group, voice: Voice) -> list[tuple[str, str, int]]:
    rows, last = [], -1
    for number, part in enumerate(group.version.parts, 1):
        last += len(part.steps)
        n = int(group.visits.loc[group.visits["reached"] >= last, "n"].sum())
        title = part.title or voice.say("part_number", part=number)
        rows.append((title, "", n))
    return [*rows[:-1], (voice.say("whole_lesson"), "", group.finished)]


def _where_they_stop(rows: Sequence[tuple[str, str, int]], started: int, voice: Voice) -> str:
    """Return after which step most people stopped."""
    drops = [(before[2] - after[2], before[1]) for before, after in pairwise(rows)]
    lost, step = max(drops, key=lambda drop: drop[0], default=(0, ""))
    if Share(0, started).is_too_few or lost < 2 or not step:  # noqa: PLR2004 - one is nobody's pattern
        return voice.say("no_stop")
    return voice.say("most_stop", step=step, n=lost, all=started)


def _of_parts(
    rows: Sequence[tuple[str, str, int]], started: int, voice: Voice, *, by_code: bool
) -> list[str]:
    """Return how many came to each part's beginning, from codes to its end."""
    if Share(0, started).is_too_few:
        return []
    told, seen = [], rows[0][0]
    for part, _, n in rows if by_code else rows[:-1]:  # the end is told of at the top
        if by_code or part != seen:
            seen = part
            of, did = ("of_senders", "did_end") if by_code else ("of_starters", "did_reach")
            first, *_ = voice.tell(Share(n, started), of, did)
            told.append(voice.say("named", title=part, told=voice.inside([first])))
    return told


def _people(group: Group, column: str, value: str) -> Share:
    """Return how many of those with a value came to the end."""
    theirs = group.visits[group.visits[column] == value]
    return Share(int(theirs.loc[theirs["finished"], "n"].sum()), int(theirs["n"].sum()))


def _sums(group: Group, column: str, *, finished: bool = False) -> dict[Any, int]:
    visits = group.visits[group.visits["finished"]] if finished else group.visits
    sums = visits.groupby(column, observed=True)["n"].sum()
    return {value: int(n) for value, n in sums.items() if n}


def _named(sums: Mapping[Any, int], voice: Voice) -> dict[str, int]:
    """Return sums by the names of channels, those of one name together."""
    named: dict[str, int] = {}
    for channel, n in sums.items():
        name = _name(str(channel), voice)
        named[name] = named.get(name, 0) + n
    return named


def _name(channel: str, voice: Voice) -> str:
    if not channel:
        return voice.say("unmarked")
    if channel.startswith("#"):
        return voice.say("unknown_channel", number=channel.removeprefix("#"))
    return NAMES.get(channel.lower().removeprefix("www."), channel)


def _counted(counts: Mapping[str, int], alt: str, voice: Voice) -> Plot:
    """Return a plot of how many there were of each."""
    shown = list(counts.items())[:MOST_BARS]
    most = max(n for _, n in shown)
    bars = [plots.Bar(name, n, voice.say("people", n=n)) for name, n in shown]
    return Plot(voice.say(alt), lambda: plots.bars(bars, voice.accent, most=most))


def _spans(those: Sequence[date]) -> tuple[str, dict[date, list[date]]]:
    """Return the unit of time that fits, and the days of each such span, empty ones, too."""
    every = [those[0] + timedelta(at) for at in range((those[-1] - those[0]).days + 1)]
    if len(every) <= MOST_DAYS:
        return "day", {day: [day] for day in every}
    unit = "week" if len(every) <= DAYS_OF_WEEK * MOST_WEEKS else "month"
    spans: dict[date, list[date]] = {}
    for day in every:
        first = day.replace(day=1) if unit == "month" else day - timedelta(day.weekday())
        spans.setdefault(first, []).append(day)
    return unit, spans


def _span_name(first: date, unit: str, voice: Voice) -> str:
    if unit == "month":
        return f"{voice.month(first)} {first.year}"
    return voice.day(first)


def _short(first: date, unit: str, voice: Voice) -> str:
    month = voice.month(first)[:3]
    return f"{month} {first.year}" if unit == "month" else f"{first.day} {month}"
