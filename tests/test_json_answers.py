"""JSON from strangers."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from json_cases import ANYTHING, NONSENSE

from toolkit.catalogue import json_answers
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.transport import Answer


def answer(body, status=200):
    return Answer(status, "application/json", body, "")


def test_an_object_is_given():
    assert json_answers.parse(answer(b'{"a": 1}')) == {"a": 1}
    assert json_answers.parse(answer(b'\xef\xbb\xbf {"a": "\xc3\xa9"}')) == {"a": "é"}


@pytest.mark.parametrize(
    ("body", "status", "trouble"),
    [
        (b"{}", 404, Trouble.DISABLED),
        (b"{}", 500, Trouble.BAD_RESPONSE),
        (b" <!doctype html>", 200, Trouble.DISABLED),
        (b"[1]", 200, Trouble.BAD_RESPONSE),
        (b"", 200, Trouble.BAD_RESPONSE),
    ],
)
def test_anything_else_is_told(body, status, trouble):
    with pytest.raises(CatalogueError) as caught:
        json_answers.parse(answer(body, status))
    assert caught.value.trouble is trouble


@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_an_object_or_told(body):
    with suppress(CatalogueError):
        assert isinstance(json_answers.parse(answer(body)), dict)


def test_texts_are_found_in_their_order():
    value = ["a", ["b", {"c": "role", "d": []}], 7, None, " e\nf "]
    assert [*json_answers.texts(value)] == ["a", "b", "c", "d", "e f"]
    assert json_answers.first([[], [" x "]]) == "x"
    assert json_answers.first(3) == ""


def test_of_very_many_the_first_count():
    assert sum(1 for _ in json_answers.texts([["x"]] * 200_000)) == 200
    assert sum(1 for _ in json_answers.objects([{}] * 200_000)) == 200


@given(ANYTHING)
def test_whatever_it_is_texts_and_numbers_come(value):
    assert all(text and isinstance(text, str) for text in json_answers.texts(value))
    assert all(isinstance(each, dict) for each in json_answers.objects(value))
    number = json_answers.count(value)
    assert number is None or 0 <= number <= 10**9
    json.dumps(number)
