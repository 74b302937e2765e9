"""The keys of versions, and answers that came before theirs was at hand."""

import sqlite3
from dataclasses import replace

import pytest
from conftest import ROOT
from recorded import VERSION, response, rows, visit

from toolkit.activities import KINDS
from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.records import database
from toolkit.records.records import Records


@pytest.fixture
def records(tmp_path):
    with Records(tmp_path) as records:
        yield records


@pytest.fixture(scope="module")
def version():
    return Version.of(Project(ROOT).lesson("misinformation", "id"))


def test_a_version_is_kept_and_read_by_another(records, version):
    other = replace(version, name="lain", version="c3" * 8)
    records.keep_versions([version, other]).result()
    records.keep_versions([version]).result()
    with Records(records.folder) as later:
        data = later.version_data(version.version)
        assert Version.from_data(data, KINDS).version == version.version
        assert Version.from_data(data, KINDS).data() == version.data()
        assert later.version_data("d4" * 8) is None
        assert later.version_ids() == {version.version, "c3" * 8}
        assert [each["name"] for each in later.versions_data()] == [version.name, "lain"]
        assert [each["name"] for each in later.versions_data("lain")] == ["lain"]


def test_versions_wait_in_memory_until_the_file_can_be_written(records, version, monkeypatch):
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.05)
    records.add(visit()).result()
    lock = sqlite3.connect(records.database.path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    kept = records.keep_versions([version])
    assert records.add(visit(2)).exception() is not None
    assert not kept.done()
    assert records.version_data(version.version) == version.data()
    assert records.version_ids() == {version.version}
    lock.close()
    records.add(visit(3)).result()
    kept.result()
    with Records(records.folder) as later:
        assert later.version_data(version.version) is not None


def waiting(number, point=3, **changes):
    given = {"point": point}
    return response(number, given, kind="", right=None, judged=False, **changes)


def test_late_judging_goes_for_all_who_answered_the_same(records):
    for number in range(3):
        records.add(visit(number), [waiting(number), waiting((number, 2), 0)])
    records.add(visit(9), [response(9, version="e5" * 8)]).result()
    assert records.unjudged_versions() == [VERSION]
    found = list(records.unjudged(VERSION))
    assert sorted(each.answer for each in found) == ["0", "3"]
    assert {(each.kind, each.right, each.judged) for each in found} == {("", None, False)}
    judged = [replace(each, kind="judge", right=each.answer == "0", judged=True) for each in found]
    records.judge(judged).result()
    assert records.unjudged_versions() == []
    assert not list(records.unjudged(VERSION))
    counts = {(each.version, each.answer, each.right): each.n for each in records.response_counts()}
    assert counts == {
        (VERSION, "0", True): 3,
        (VERSION, "3", False): 3,
        ("e5" * 8, "3", False): 1,
    }


def test_judging_may_leave_out_what_means_nothing(records):
    for number in range(3):
        more = response(
            number, {"point": 0, "extra": 1}, kind="", right=None, judged=False, answer="0"
        )
        records.add(visit(number), [more])
    records.add(visit(9), [response(9, {"point": 0})]).result()
    (found,) = records.unjudged(VERSION)
    short = response(9, {"point": 0}, right=False)
    records.judge([replace(short, id=found.id, visit=found.visit)]).result()
    assert records.unjudged_versions() == []
    assert [row["given"] for row in rows(records, "answers")] == ['{"point":0}']
    (count,) = records.response_counts()
    assert (count.answer, count.right, count.n) == ("0", False, 4)


def test_what_fits_no_step_is_removed(records):
    records.add(visit(1), [waiting(1), waiting(2, 0)])
    records.add(visit(2), [waiting(3, 0)]).result()
    refused = [each for each in records.unjudged(VERSION) if each.answer == "0"]
    records.judge([], refused).result()
    assert [each.answer for each in records.unjudged(VERSION)] == ["3"]
    assert len(rows(records, "responses")) == 1


def test_an_answer_that_comes_judged_judges_the_others_like_it(records):
    records.add(visit(1), [waiting(1)]).result()
    records.add(visit(2), [response(2, {"point": 3}, right=True)]).result()
    records.add(visit(3), [waiting(3)]).result()
    (count,) = records.response_counts()
    assert (count.kind, count.right, count.n) == ("judge", True, 3)
