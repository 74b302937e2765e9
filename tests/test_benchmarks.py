"""The crowd of `benchmarks/` sees what browsers would, and a lesson bears a small one."""

import json
import subprocess
import sys

import pytest
from conftest import LESSONS, ROOT, Served, make_project

from toolkit.records.records import Records


def crowd(address, patrons, seconds):
    command = [sys.executable, ROOT / "benchmarks" / "crowd.py", address, patrons, seconds]
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("seconds", [0, 0.5])
def test_everybody_gets_the_page_and_its_files(served, seconds):
    told = crowd(f"{served.address}/{LESSONS[0]}", 40, seconds)
    assert told["errors"] == {}
    assert told["patrons"] == 40
    assert told["requests"] == 4 * 40  # the page, its style, its script and its sign


def test_every_answer_is_kept(tmp_path):
    home = make_project(tmp_path / "project", ["misinformation"])
    with Served(home, data=tmp_path / "data") as server:
        command = [sys.executable, ROOT / "benchmarks" / "answers.py", server.address, "30", "0.5"]
        done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, check=True)
    told = json.loads(done.stdout)
    assert told["errors"] == {}
    assert told["stored"] == 300
    with Records(tmp_path / "data") as records:
        assert sum(each.n for each in records.response_counts()) == 300


def test_who_gets_no_page_is_an_error(served):
    told = crowd(f"{served.address}/tidak-ada", 2, 0)
    assert told["patrons"] == 0
    assert sum(told["errors"].values()) == 2
