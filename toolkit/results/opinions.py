"""Sections on what people said of the lesson."""

from __future__ import annotations

from toolkit.results import plots
from toolkit.results.group import Group
from toolkit.results.nouns import Plot, Section, Table
from toolkit.results.shares import Share
from toolkit.results.written import Voice

MOST_VOICES = 50
"""How many remarks are shown: the latest."""

BEST, MIDDLE, LEAST = 2, 1, 0


def feedback(group: Group, voice: Voice) -> Section | None:
    """Return how many found the lesson useful, and clear."""
    words: list[str] = []
    rows = []
    splits = []
    for question in ("useful", "clear"):
        sums = group.feedback.groupby(question)["n"].sum().to_dict()
        best, middle, least = (int(sums.get(point, 0)) for point in (BEST, MIDDLE, LEAST))
        whole = best + middle + least
        if not whole:
            continue
        words += voice.tell(Share(best, whole), "of_giving", f"did_{question}")
        name = voice.say(question)
        rows.append((name, best, middle, least))
        splits.append(plots.Bar(name, best / whole, voice.out_of(Share(best, whole))))
    if not rows:
        return None
    columns = ("asked", "opinion_2", "opinion_1", "opinion_0")
    return Section(
        "feedback",
        voice.say("feedback_title"),
        tuple(words),
        Table(tuple(map(voice.say, columns)), tuple(rows)),
        Plot(voice.say("feedback_alt"), lambda: plots.bars(splits, voice.accent)),
    )


def voices(group: Group, voice: Voice) -> Section | None:
    """Return what people wrote, as they wrote it."""
    texts = [" ".join(text.split()) for text in group.texts if text.strip()]
    if not texts:
        return None
    words = [voice.say("wrote", n=len(texts))]
    if len(texts) > MOST_VOICES:
        words.append(voice.say("latest_shown", n=MOST_VOICES))
    table = Table((voice.say("wrote_what"),), tuple((text,) for text in texts[:MOST_VOICES]))
    return Section("voices", voice.say("voices_title"), tuple(words), table)
