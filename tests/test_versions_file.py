"""`versions.json` beside the published pages: what was published once stays readable."""

import json

import pytest
from conftest import LESSONS, ROOT
from hypothesis import given
from hypothesis import strategies as st

from toolkit.activities import KINDS
from toolkit.lesson.data import data
from toolkit.lesson.versions import Version
from toolkit.pages.versions import VERSIONS, versions_file
from toolkit.project import Project


def lesson(**changes):
    return {**data(Project(ROOT).lesson(LESSONS[0], "id")), **changes}


def names(content):
    return [version["version"] for version in json.loads(content)["versions"]]


def test_older_versions_stay():
    first = versions_file([lesson(version="0" * 16)])
    second = versions_file([lesson(version="f" * 16)], first)
    assert names(second) == ["0" * 16, "f" * 16]
    assert versions_file([lesson(version="f" * 16)], second) == second


@pytest.mark.parametrize(
    "before", [b"", b"{", b"[]", b'{"versions": 5}', b'{"versions": [5]}', b"\xff", b"[" * 100_000]
)
def test_a_broken_file_is_begun_anew(before):
    assert len(names(versions_file([lesson()], before))) == 1


def test_what_is_none_takes_nothing_else_with_it():
    listed = [{"version": "0" * 16}, None, {"version": "1" * 16, "title": "\ud800"}]
    before = json.dumps({"layout": 1, "versions": listed}).encode()
    assert len(names(versions_file([lesson()], before))) == 3


@given(st.binary(max_size=40))
def test_whatever_lies_there_a_file_can_be_read_after(before):
    assert names(versions_file([lesson()], before))


def test_the_published_folder_has_every_lesson_in_both_languages(published):
    kept = json.loads((published / VERSIONS).read_text(encoding="utf-8"))["versions"]
    found = {(each.name, each.language) for each in (Version.from_data(v, KINDS) for v in kept)}
    assert found == {(name, code) for name in LESSONS for code in ("id", "en")}
