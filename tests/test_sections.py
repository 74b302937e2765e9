"""Whatever a group did, there is something to read aloud."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from groups import DAY, Many, crowd, version
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.activities.choose import Choose
from toolkit.activities.judge import Judge
from toolkit.results.group import groups_of_counts
from toolkit.results.sections import sections

LESSONS = ("misinformation", "online-safety", "online-catalogue")
POINT = st.sampled_from((0, 1, 2, 3, "unsure"))
KEYS = [
    *("overview", "funnel", "recognised", "items", "checking", "habit", "missed", "tasks"),
    *("options", "discernment", "classes", "days", "channels"),
    *("webinars", "polls", "questions", "feedback", "voices"),
]


def check(found, language):
    """Hold what is true of all sections, whatever they tell of."""
    assert found
    assert [section.key for section in found] == [
        key for key in KEYS if key in {section.key for section in found}
    ]
    for section in found:
        assert section.title
        assert section.words
        for words in section.words:
            assert re.search(r"[.?!…”]$", words), words
            assert "{" not in words
            assert "nan" not in words.lower().split()
        if section.table:
            assert all(len(row) == len(section.table.columns) for row in section.table.rows)
            assert section.table.percent <= set(section.table.columns)
            assert len(set(section.table.columns)) == len(section.table.columns)
        if section.plot:
            assert section.plot.alt


@st.composite
def groups(draw):
    of = version(draw(st.sampled_from(LESSONS)))
    many = Many([of])
    steps = [step for step in of.steps if step.activity]
    for _ in range(draw(st.integers(0, 12))):
        where = {
            "day": DAY + timedelta(draw(st.sampled_from((0, 1, 40, 400)))),
            "channel": draw(st.sampled_from(("", "wa", "l.instagram.com", "#12", "$x$"))),
            "class_name": draw(st.sampled_from(("", "7A", "XII"))),
            "n": draw(st.sampled_from((1, 4, 40, 10**6))),
        }
        reached = draw(st.none() | st.integers(-1, len(of.steps) - 1))
        many.visit(of, reached=reached, **where)
        step = draw(st.sampled_from(steps))
        if isinstance(step.activity, Judge):
            checked = draw(st.booleans())
            before = draw(st.none() | POINT) if checked else None
            many.answer(of, step.id, draw(POINT), before=before, checked=checked, **where)
        elif isinstance(step.activity, Choose):
            many.answer(of, step.id, [draw(st.integers(0, 1))], **where)
        else:
            many.answer(of, step.id, draw(st.none() | st.booleans()), **where)
    for _ in range(draw(st.integers(0, 3))):
        opinion = st.none() | st.integers(0, 2)
        many.feedback(of, draw(opinion), draw(opinion), draw(st.text(max_size=20)))
    many.visit(of)
    return many.group()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(groups(), st.sampled_from(("id", "en")))
def test_every_group_can_be_told_of(group, language):
    check(sections(group, language), language)


@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(groups())
def test_every_group_can_be_drawn(group):
    for section in sections(group, "id"):
        if section.plot:
            assert section.plot.svg()


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_crowd_has_every_section(lesson, language):
    many = crowd(version(lesson), 60)
    many.feedback(version(lesson), 2, 2, "Bagus sekali.")
    found = sections(many.group(), language)
    check(found, language)
    assert [section.key for section in found] == KEYS


def test_nobody_is_told_of_in_a_sentence():
    many = Many()
    many.visit(version(), n=0)
    found = sections(many.group(), "id")
    assert [section.key for section in found] == ["overview"]
    assert found[0].words == (
        "Belum ada yang mengikuti pelajaran “Kenali hoaks sebelum membagikan”.",
    )


def test_answers_without_a_visit_to_the_whole_lesson():
    many = Many()
    many.answer(version(), version().judged[0].id, 0, n=50)
    found = sections(many.group(), "id")
    check(found, "id")
    assert found[0].words[1] == "Ada jawaban untuk soal yang dibuka lewat tautannya sendiri."
    assert {section.key for section in found} >= {"items", "habit"}


def test_a_version_that_is_not_at_hand_is_told_of_by_its_numbers():
    many = Many()
    many.visit(version(), n=50)
    counts = replace(many.counts(), versions=())
    (group,) = groups_of_counts(counts)
    check(sections(group, "id"), "id")


def test_words_fit_the_pair_that_patrons_saw():
    told = {
        lesson: " ".join(
            words
            for section in sections(crowd(version(lesson), 60).group(), "id")
            if section.key in {"recognised", "items"}
            for words in section.words
        )
        for lesson in LESSONS
    }
    assert "hoaks" in told["misinformation"]
    assert "kabar benar" in told["misinformation"]
    assert "penipuan" in told["online-safety"]
    assert "pesan asli" in told["online-safety"]
    assert "hoaks" not in told["online-safety"] + told["online-catalogue"]
    assert "keterangan" in told["online-catalogue"]
