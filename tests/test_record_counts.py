"""The numbers that reports are made of."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from recorded import DAY, NOON, VERSION, feedback, response, visit

from toolkit.records.nouns import Filter, ResponseCount, VisitCount
from toolkit.records.records import Records


@pytest.fixture
def records(tmp_path):
    with Records(tmp_path) as records:
        yield records


def test_visits_are_told_apart_by_what_reports_need(records):
    alike = [visit(1), visit(2, campaign="lain"), visit(3, medium="")]
    other = visit(4, source="", referrer="l.facebook.com", class_name="")
    for each in (*alike, other):
        records.add(each).result()
    first = VisitCount(
        lesson="misinformation",
        language="id",
        version=VERSION,
        day=DAY,
        channel="whatsapp",
        class_name="7A",
        reached=2,
        finished=False,
        n=3,
    )
    last = first._replace(channel="l.facebook.com", class_name="", n=1)
    assert set(records.visit_counts()) == {first, last}


def test_who_came_for_one_question_has_not_begun_the_lesson(records):
    records.add(visit(1, item="lowongan"), [response(1)]).result()
    assert records.visit_counts() == []
    assert [count.n for count in records.response_counts()] == [1]


def test_first_attempts_are_counted_by_answer(records):
    told = {"point": "unsure", "before": 2, "checked": True}
    responses = [
        response(1, told, right=None),
        response(2, told, attempt=2, right=None),
        response(3, {"order": [1, 0]}, step="urut", kind="order", right=False),
        response(4, {"order": [1, 2]}, step="urut", kind="order", right=False),
        response(5, {"options": [1]}, step="pilih", kind="choose", right=True),
    ]
    records.add(visit(), responses).result()
    unsure = ResponseCount(
        lesson="misinformation",
        version=VERSION,
        step="lowongan",
        kind="judge",
        day=DAY,
        channel="whatsapp",
        class_name="7A",
        answer='"unsure"',
        before="2",
        checked=True,
        right=None,
        n=1,
    )
    plain = unsure._replace(before=None, checked=False)
    assert set(records.response_counts()) == {
        unsure,
        plain._replace(step="urut", kind="order", answer="", right=False, n=2),
        plain._replace(step="pilih", kind="choose", answer="[1]", right=True),
    }


def test_an_answer_stands_on_the_day_its_visit_began(records):
    records.add(visit(), [response(at=NOON + 3 * 86400.0)]).result()
    assert [count.day for count in records.response_counts()] == [DAY]


FILTERS = {
    "all": (Filter(), {1, 2, 3, 4}),
    "lesson": (Filter(lesson="online-safety"), {2}),
    "language": (Filter(language="en"), {3}),
    "channel": (Filter(channel="whatsapp"), {1, 2, 4}),
    "referrer": (Filter(channel="l.instagram.com"), {3}),
    "class": (Filter(class_name="8B"), {4}),
    "since": (Filter(since=DAY), {1, 2, 3}),
    "until": (Filter(until=DAY - timedelta(days=1)), {4}),
    "one day": (Filter(since=DAY, until=DAY), {1, 2, 3}),
    "trials": (Filter(trials=True), {1, 2, 3, 4, 5}),
    "trials in one language": (Filter(trials=True, language="id"), {1, 2, 4, 5}),
    "two at once": (Filter(channel="whatsapp", since=DAY), {1, 2}),
    "nobody": (Filter(lesson="x'; DROP TABLE visits; --"), set()),
}


@pytest.mark.parametrize(("only", "meant"), FILTERS.values(), ids=FILTERS)
def test_a_filter_chooses_visits_with_all_that_belongs_to_them(records, only, meant):
    """Each visit has as many responses, and as much feedback, as its number."""
    different = {
        1: {},
        2: {"lesson": "online-safety"},
        3: {"language": "en", "source": "", "referrer": "l.instagram.com"},
        4: {"class_name": "8B", "started": NOON - 86400.0},
        5: {"place": "jupyterlab"},
    }
    for number, changes in different.items():
        told = [response((number, each)) for each in range(number)]
        said = [feedback((number, each)) for each in range(number)]
        records.add(visit(number, **changes), told, said)
    records.add(visit(1)).result()
    assert sum(count.n for count in records.visit_counts(only)) == len(meant)
    for counts in (records.response_counts(only), records.feedback_counts(only)):
        assert sum(count.n for count in counts) == sum(meant)
    assert len(records.feedback_texts(only)) == sum(meant)


def test_lessons_that_were_only_tried_are_not_named(records):
    records.add(visit(1))
    records.add(visit(2, lesson="baru", place="voila")).result()
    assert records.lessons() == ["misinformation"]


def test_feedback_is_counted_and_read_newest_first(records):
    now = time.time()
    said = [
        feedback(1, text="lama", at=now - 100),
        feedback(2, text="baru", at=now),
        feedback(3, text="", useful=0, clear=1),
    ]
    records.add(visit(), (), said).result()
    found = Counter({(each.useful, each.clear): each.n for each in records.feedback_counts()})
    assert found == {(2, None): 2, (0, 1): 1}
    assert [each.text for each in records.feedback_texts()] == ["baru", "lama"]


def test_old_text_is_shown_to_nobody_even_before_it_is_removed(records):
    old = feedback(1, text="rahasia", at=time.time() - 91 * 86400)
    records.start()
    time.sleep(0)  # it may look after the file before or after this is written
    records.add(visit(), (), [old, feedback(2, text="baru")]).result()
    assert [each.text for each in records.feedback_texts()] == ["baru"]


def test_nothing_was_recorded_yet(records):
    assert records.lessons() == []
    assert records.visit_counts() == records.response_counts() == []
    assert records.feedback_counts() == records.feedback_texts() == []
    assert records.versions_data() == records.unjudged_versions() == []
    assert records.version_data(VERSION) is None
