"""Groups as tables, from codes and from counts."""

from dataclasses import replace
from datetime import date

from groups import DAY, Many, code, crowd, found, version

from toolkit.lesson.versions import VersionStep
from toolkit.records.nouns import Feedback, Response, Visit
from toolkit.records.records import Records
from toolkit.results.codes import Answer, channel_number
from toolkit.results.group import (
    ANSWERS,
    FEEDBACK,
    VISITS,
    groups_of_codes,
    groups_of_counts,
    groups_of_records,
)

NOW = version()
JUDGED = [step.id for step in NOW.judged]


def test_codes_become_visits_and_answers():
    codes = [
        code(answers=(Answer.of(0), Answer.of(3, checked=True, before="unsure"))),
        code(1, (Answer.of("unsure"),), class_name="", channel=channel_number("whatsapp")),
        code(1, class_name="", channel=channel_number("rahasia")),
    ]
    (group,) = groups_of_codes(found(*codes, doubled=(codes[0],)))
    assert (group.version, group.source) == (NOW, "codes")
    assert tuple(group.visits.columns) == VISITS
    assert tuple(group.answers.columns) == ANSWERS
    assert tuple(group.feedback.columns) == FEEDBACK
    assert (group.started, group.finished, group.doubled) == (3, 1, 1)
    assert group.days == (DAY, DAY)
    assert group.class_names == ["7A"]
    ends = dict(zip(group.visits["reached"], group.visits["n"], strict=True))
    assert ends[len(NOW.steps) - 1] == 1
    assert ends[len(NOW.parts[0].steps) - 1] >= 1
    names = set(group.visits["channel"])
    assert names == {"", "whatsapp", f"#{channel_number('rahasia')}"}
    rows = group.answers[["step", "answer", "before", "checked", "right"]].values.tolist()
    assert [JUDGED[0], "0", "", False, NOW.judged[0].activity.truth is False] in rows
    assert [JUDGED[1], "3", '"unsure"', True, NOW.judged[1].activity.truth is True] in rows
    assert [JUDGED[0], '"unsure"', "", False] in [row[:4] for row in rows]


def test_a_coarse_code_tells_the_side_alone():
    answers = (Answer(None, True, True), Answer(None, None, False))  # noqa: FBT003
    (group,) = groups_of_codes(found(code(answers=answers, coarse=True)))
    assert group.answers["answer"].tolist() == ["true", '"unsure"']


def test_no_codes_make_no_group():
    assert groups_of_codes(found()) == ()


def test_versions_are_told_of_as_one():
    old = replace(NOW, version="0" * 16)
    many = Many()
    many.visit(old, day=date(2026, 10, 1), n=2)
    many.visit(NOW, reached=3)
    many.answer(old, JUDGED[0], 0)
    many.answer(NOW, JUDGED[0], 0)
    group = many.group()
    assert group.version.version == NOW.version
    assert [each.version for each in group.others] == [old.version]
    assert (group.started, group.finished) == (3, 2)
    assert group.days == (date(2026, 10, 1), DAY)
    assert group.answers["n"].sum() == 2
    assert group.replaced == 0


def test_a_step_more_in_a_part_does_not_unfinish_it():
    first, *others = NOW.parts
    longer = replace(first, steps=(*first.steps, VersionStep("baru", "Baru", None)))
    edited = replace(NOW, version="f" * 16, parts=(longer, *others))
    old = code(1, day=date(2026, 10, 1))
    (group,) = groups_of_codes(found(old, replace(code(1), version=edited)))
    assert group.version == edited
    assert set(group.visits["reached"]) == {len(first.steps)}


def test_it_is_told_of_in_the_language_that_is_asked_for():
    many = Many([version(language="en")])
    many.visit(NOW)
    assert many.group("en").version.language == "en"
    assert many.group("id").version.language == "id"


def test_what_belongs_to_no_version_at_hand_is_counted():
    many = Many()
    many.visit(NOW, n=4)
    many.answer(NOW, JUDGED[0], 0, n=3)
    (group,) = groups_of_counts(replace(many.counts(), versions=()))
    assert (group.started, group.finished, group.replaced) == (4, 4, 3)
    assert group.version.title == NOW.name


def test_each_lesson_is_a_group():
    many = crowd(NOW, 5)
    many.visit(version("online-safety"))
    many.feedback(version("online-safety"), 2, None, "Terima kasih")
    groups = groups_of_counts(many.counts())
    assert [group.version.name for group in groups] == ["misinformation", "online-safety"]
    assert groups[1].texts == ("Terima kasih",)
    assert groups[1].feedback["n"].tolist() == [1]


def test_what_was_recorded_is_what_is_told_of(tmp_path):
    def visit(number, **given):
        whole = {
            "lesson": NOW.name,
            "language": "id",
            "version": NOW.version,
            "place": "server",
            "item": "",
            "source": "wa",
            "medium": "",
            "campaign": "",
            "referrer": "",
            "class_name": "7A",
            "started": 1.79e9,
            "seen": 1.79e9,
            "reached": 3,
            "finished": False,
        }
        return Visit(id=f"{number:032x}", **{**whole, **given})

    def response(number, visit, answer, right):
        judged = (JUDGED[0], "judge", 1, answer, right)
        where = (f"{number:032x}", visit.id, NOW.version)
        return Response(*where, *judged, True, '"unsure"', True, 900, 1.79e9, "{}")  # noqa: FBT003

    first, second, trial = visit(1), visit(2, finished=True), visit(3, place="voila")
    with Records(tmp_path) as records:
        records.keep_versions([NOW]).result(60)
        records.add(first, [response(4, first, "0", True)], []).result(60)  # noqa: FBT003
        said = [Feedback(f"{5:032x}", second.id, 2, None, "Bagus", 1.79e9)]
        records.add(second, [], said).result(60)
        records.add(trial, [], []).result(60)
        (group,) = groups_of_records(records)
    assert (group.version.version, group.started, group.finished) == (NOW.version, 2, 1)
    assert group.answers[["step", "answer", "before", "checked", "right", "n"]].values.tolist() == [
        [JUDGED[0], "0", '"unsure"', True, True, 1]
    ]
    assert group.feedback[["useful", "n"]].values.tolist() == [[2, 1]]
    assert group.visits["channel"].unique().tolist() == ["wa"]


def test_records_without_anything_make_no_group(tmp_path):
    with Records(tmp_path) as records:
        assert groups_of_records(records) == ()


def test_classes_stand_in_the_order_of_their_names():
    many = Many()
    for name in ("10A", "7B", "", "7A", "B"):
        many.visit(NOW, class_name=name)
    assert many.group().class_names == ["B", "7A", "7B", "10A"]
