"""A translation beside the lesson in its first language, compared and completed by id.

Nothing that is missing or differs keeps anybody from learning: it is advice, and the step is
shown in the first language until it is put right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from toolkit.lesson.data import versioned
from toolkit.lesson.nouns import Activity, Lesson, Part, Poll, Step
from toolkit.lesson.problems import Problem, Report

Facts = dict[str, Any]


def compare(first: Lesson, translated: Lesson, *, file: str) -> tuple[Problem, ...]:
    """Return what a translation (that lies in `file`) lacks or says differently, as advice."""
    report = Report(file)
    if translated.reviewed < first.reviewed:
        report.advice(1, "translation-older", reviewed=translated.reviewed, first=first.reviewed)
    here = {step.id: step for step in translated.steps}
    line, before = 1, ""
    for step in first.steps:
        if step.id in here:
            line = here[step.id].line
            for key, facts in _differences(step, here[step.id]):
                activity = here[step.id].activity
                report.advice(activity.line if activity else line, key, **facts)
            for poll in step.polls:
                if _poll(poll, here[step.id]) is poll:
                    report.advice(line, "poll-not-translated", id=poll.id)
        else:
            key = "step-not-translated" if before else "first-step-not-translated"
            report.advice(line, key, step=step.id, before=before)
        before = step.id
    there = {step.id for step in first.steps}
    for step in translated.steps:
        if step.id not in there:
            report.advice(step.line, "step-only-here", step=step.id)
    return report.sorted()


def merge(first: Lesson, translated: Lesson) -> Lesson:
    """Return the translation in the first language's order, completed with its steps.

    A step in the first language says so in `Step.language`. Every answer counts the same in both
    languages, since a step whose activity differs is not taken from the translation.
    """
    here = {step.id: step for step in translated.steps}
    parts = []
    for part in first.parts:
        steps = tuple(_step(step, here.get(step.id)) for step in part.steps)
        beside = _beside(part, translated)
        title = beside.title if beside and beside.title else part.title
        ends = beside if beside and beside.end else part
        said = replace(part, end=ends.end, end_language=ends.end_language)
        parts.append(replace(said, title=title, steps=steps))
    reading = translated.reading or first.reading
    return versioned(replace(translated, parts=tuple(parts), reading=reading))


def _step(step: Step, translated: Step | None) -> Step:
    if translated is None or any(_differences(step, translated)):
        return step
    return replace(translated, polls=tuple(_poll(poll, translated) for poll in step.polls))


def _poll(poll: Poll, translated: Step) -> Poll:
    """Return a poll as a translated step asks it: in the first language where it does not."""
    here = next((each for each in translated.polls if each.id == poll.id), poll)
    same = (here.form, len(here.options)) == (poll.form, len(poll.options))
    return here if same else poll


def _beside(part: Part, translated: Lesson) -> Part | None:
    """Return the part of a translation in which the steps of this one are."""
    ids = {step.id for step in part.steps}
    shared = [sum(step.id in ids for step in other.steps) for other in translated.parts]
    best = max(shared, default=0)
    return translated.parts[shared.index(best)] if best else None


def _differences(first: Step, here: Step) -> Iterator[tuple[str, Facts]]:
    """Yield the first thing, as the key of its phrase and facts, that keeps steps from matching."""
    if first.activity is None and here.activity is None:
        return
    if here.activity is None:
        yield "step-without-activity", {"step": here.id}
    elif first.activity is None:
        yield "step-with-activity", {"step": here.id}
    else:
        yield from _activity_differences(first.activity, here.activity)


def _activity_differences(first: Activity, here: Activity) -> Iterator[tuple[str, Facts]]:
    places, first_places = here.answers(), first.answers()
    if first.kind != here.kind:
        yield "another-kind", {"kind": here.kind, "first": first.kind}
    elif first.id != here.id:
        yield "another-activity-id", {"id": here.id, "first": first.id}
    elif places != first_places and not all(type(place) is bool for place in first_places):
        yield "another-shape", {}
    elif len(places) != len(first_places):
        yield "another-count", {"count": len(places), "first": len(first_places)}
    elif places != first_places:
        yield "another-right", {}
