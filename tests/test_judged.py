"""What a group answered, added up."""

from dataclasses import replace

from groups import Many, version

from toolkit.results import judged
from toolkit.results.shares import Share

NOW = version()
FALSE = next(step.id for step in NOW.judged if not step.activity.truth)
TRUE = next(step.id for step in NOW.judged if step.activity.truth)


def test_items_stand_in_the_order_of_the_lesson():
    many = Many()
    for step in reversed(NOW.judged):
        many.answer(NOW, step.id, 3)
    many.visit(NOW)
    found = judged.items(many.group())
    assert [item.step for item in found] == [step.id for step in NOW.judged]
    assert judged.pairs(found) == ["claim"]


def test_both_degrees_of_a_side_count_alike_and_unsure_for_neither():
    many = Many()
    for answer in (0, 1, 1, 2, 3, 3, 3, "unsure"):
        many.answer(NOW, FALSE, answer)
    (item,) = judged.items(many.group())
    assert item.counts == (3, 4, 1)
    assert item.recognised == Share(3, 7)
    assert judged.recognised([item], truth=False) == Share(3, 7, people=7)
    assert judged.recognised([item], truth=True) == Share(0, 0, people=0)


def test_one_class_alone():
    many = Many()
    many.answer(NOW, FALSE, 0, class_name="7A", n=5)
    many.answer(NOW, FALSE, 3, class_name="7B", n=2)
    group = many.group()
    assert judged.items(group, "7A")[0].counts == (5, 0, 0)
    assert judged.items(group, "9Z") == []


def test_hits_and_false_alarms_of_a_group():
    many = Many()
    many.answer(NOW, FALSE, 0, n=3)
    many.answer(NOW, FALSE, 3, n=1)
    many.answer(NOW, TRUE, 0, n=2)
    many.answer(NOW, TRUE, 3, n=8)
    measures = judged.discernment(judged.items(many.group()), "claim")
    assert (measures.hits, measures.false_items) == (3, 4)
    assert (measures.false_alarms, measures.true_items) == (2, 10)


def test_what_is_no_answer_is_passed_over():
    many = Many()
    many.answer(NOW, FALSE, 0)
    group = many.group()
    for odd in ("", "null", "[1]", "{", '"maybe"', "1.5"):
        strange = replace(group, answers=group.answers.assign(answer=odd))
        assert judged.items(strange)[0].counts == (0, 0, 0)
