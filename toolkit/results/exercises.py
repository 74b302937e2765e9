"""Sections on the other exercises, on the options people took, and on what was missed most."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.activities.choose import Choose
from toolkit.activities.judge import Judge
from toolkit.lesson import plain
from toolkit.lesson.sources import unmarked
from toolkit.lesson.versions import VersionStep
from toolkit.results import debriefs, plots
from toolkit.results.group import Group
from toolkit.results.judged import Item
from toolkit.results.nouns import Cell, Plot, Section, Table
from toolkit.results.shares import Share
from toolkit.results.written import Voice

MOST_MISSED = 3
"""How many steps a trainer is asked to talk about again."""

MISSED = 0.15
"""The share of wrong first answers from which a step counts as missed."""


@dataclass(frozen=True)
class Task:
    """First attempts at a step that is right or wrong, of whatever kind but `judge`."""

    step: VersionStep
    right: Share


def tasks_of(group: Group) -> list[Task]:
    """Return every such step that somebody answered, in the lesson's order."""
    given = group.answers[(group.answers["kind"] != Judge.kind) & group.answers["right"].notna()]
    all_of = given.groupby("step", observed=True)["n"].sum().to_dict()
    right = given[given["right"].astype(bool)].groupby("step", observed=True)["n"].sum().to_dict()
    return [
        Task(step, Share(int(right.get(step.id, 0)), int(all_of[step.id])))
        for step in group.version.steps
        if all_of.get(step.id)
    ]


def tasks(found: Sequence[Task], voice: Voice) -> Section | None:
    """Return how many were right the first time."""
    if not found:
        return None
    words = [
        voice.say(
            "named",
            title=task.step.title,
            told=voice.inside(voice.tell(task.right, "of_answering", "did_at_once")),
        )
        for task in found
        if not task.right.is_too_few
    ]
    if len(words) < len(found):
        words.append(voice.say("too_few_for", n=len(found) - len(words)))
    columns = tuple(map(voice.say, ("step", "right_at_once", "answered", "right_share")))
    rows = tuple(
        (task.step.title, task.right.count, task.right.n, task.right.told) for task in found
    )
    bars = [
        plots.Bar(
            task.step.title,
            task.right.value or 0.0,
            voice.out_of(task.right),
            task.right.interval if task.right.is_uncertain and not task.right.is_too_few else None,
        )
        for task in found
    ]
    note = voice.say("whisker") if any(bar.interval for bar in bars) else ""
    return Section(
        "tasks",
        voice.say("tasks_title"),
        tuple(words),
        Table(columns, rows, frozenset(columns[-1:])),
        Plot(voice.say("tasks_alt"), lambda: plots.bars(bars, voice.accent, note=note)),
    )


def options(group: Group, voice: Voice) -> Section | None:
    """Return which options people took, and the wrong one that most of them took."""
    given = group.answers[group.answers["kind"] == Choose.kind]
    sums = given.groupby(["step", "answer"], observed=True)["n"].sum()
    words: list[str] = []
    rows: list[tuple[Cell, ...]] = []
    for step in group.version.steps:
        if not isinstance(step.activity, Choose):
            continue
        answers = {answer: int(n) for (of, answer), n in sums.items() if of == step.id and n}
        if answers:
            found, said = _options_of(step.title, step.activity, answers, voice)
            rows += found
            words += said
    if not rows:
        return None
    columns = tuple(map(voice.say, ("option", "is_right", "chosen", "chosen_share", "question")))
    return Section(
        "options",
        voice.say("options_title"),
        tuple(words or [voice.say("options_words")]),
        Table(columns, tuple(rows), frozenset((voice.say("chosen_share"),))),
    )


def missed(
    items: Sequence[Item],
    tasks: Sequence[Task],
    group: Group,
    known: Mapping[str, str],
    voice: Voice,
) -> Section | None:
    """Return what most people missed, and what a facilitator says about it."""
    steps = {step.id: step for step in group.version.steps}
    rights = [(item.step, item.recognised) for item in items]
    rights += [(task.step.id, task.right) for task in tasks]
    enough = [(step, right) for step, right in rights if not right.is_too_few]
    if not rights:
        return None
    title = voice.say("missed_title")
    if not enough:
        return Section("missed", title, (voice.say("missed_too_few"),))
    misses = [
        (right.n - right.count, right.n, steps[step])
        for step, right in enough
        if right.n - right.count >= MISSED * right.n
    ]
    misses.sort(key=lambda miss: -miss[0] / miss[1])
    if not misses:
        return Section("missed", title, (voice.say("missed_nothing"),))
    worst = misses[:MOST_MISSED]
    words = []
    for count, n, step in worst:
        words.append(voice.say("missed_by", title=step.title, count=count, n=n))
        if debrief := debriefs.of_step(step, voice.language, known):
            words.append(voice.say("to_discuss", debrief=debrief))
    columns = tuple(map(voice.say, ("step", "missed", "answered", "missed_share")))
    rows = tuple((step.title, count, n, count / n) for count, n, step in worst)
    return Section("missed", title, tuple(words), Table(columns, rows, frozenset(columns[-1:])))


def _options_of(
    title: str, activity: Choose, answers: Mapping[str, int], voice: Voice
) -> tuple[list[tuple[Cell, ...]], list[str]]:
    """Return a row an option, and what is worth saying of them."""
    whole = sum(answers.values())
    chosen: Counter[int] = Counter()
    elsewhere = 0
    for answer, n in answers.items():
        places = _places(answer, len(activity.options))
        chosen.update(dict.fromkeys(places, n))
        elsewhere += n * (not places)
    rows: list[tuple[Cell, ...]] = []
    worst = (0, "")
    for place, option in enumerate(activity.options):
        name = " ".join(plain.of_html(unmarked(option.html)).split())
        share = Share(chosen[place], whole)
        right = voice.say("right_sign") if option.right else voice.say("wrong_sign")
        rows.append((name, right, share.count, share.told, title))
        if not option.right:
            worst = max(worst, (chosen[place], name), key=lambda each: each[0])
    if elsewhere:
        share = Share(elsewhere, whole)
        rows.append((voice.say("earlier_option"), "", elsewhere, share.told, title))
    words = []
    if not Share(0, whole).is_too_few and worst[0] > 1:
        words.append(voice.say("most_taken", title=title, option=worst[1], n=worst[0], all=whole))
    return rows, words


def _places(answer: str, count: int) -> list[int]:
    try:
        places = json.loads(answer)
    except ValueError:
        return []
    if not isinstance(places, list):
        return []
    return [place for place in places if type(place) is int and 0 <= place < count]
