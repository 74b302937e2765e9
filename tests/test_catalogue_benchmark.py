"""`benchmarks/catalogue.py` prints its figures, and its list of queries is the published one."""

import subprocess
import sys

import pytest
from conftest import ROOT

BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture
def books(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import books

    return books


def test_the_same_books_and_queries_each_time(books):
    assert list(books.records(50)) == list(books.records(80))[:50]
    assert books.queries(60) == books.queries(60)


def test_the_published_queries_are_a_thousand(books):
    lines = books.QUERIES_FILE.read_text("utf-8").splitlines()
    assert len(lines) == books.QUERIES == 1000
    fields = {line.partition(":")[0] for line in lines}
    assert fields == {"text", "title", "author", "subject", "isbn"}
    assert any("=" in line for line in lines)


@pytest.mark.parametrize("part", ["search", "import", "size"])
def test_figures_are_printed(part):
    before = (BENCHMARKS / "queries.txt").read_bytes()
    command = [sys.executable, BENCHMARKS / "catalogue.py", "--only", part, "--records", "200"]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    assert "| | measured | reach |" in done.stdout
    assert done.stdout.count("\n| ") >= 2
    assert (BENCHMARKS / "queries.txt").read_bytes() == before
