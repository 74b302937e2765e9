"""The committed front end: built from its sources, small, and judging as Python does."""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "toolkit" / "player" / "static"
CASES = json.loads((ROOT / "tests" / "judging.json").read_text(encoding="utf-8"))


def test_a_rebuild_gives_the_same_bytes(tmp_path):
    shutil.copytree(
        ROOT / "frontend", tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules")
    )
    built = tmp_path / "toolkit" / "player" / "static"
    built.mkdir(parents=True)
    command = [sys.executable, str(tmp_path / "frontend" / "build.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name: path.read_bytes() for path in built.iterdir()} == {
        path.name: path.read_bytes() for path in STATIC.iterdir()
    }


def test_what_the_first_step_needs_is_at_most_40_kb_gzipped():
    needed = ("player.js", "player.css", "host.js")
    sizes = [len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in needed]
    assert sum(sizes) <= 40 * 1024


@pytest.fixture
def judge_in_the_browser(served, open_page):
    page = open_page()
    page.goto(f"{served.address}/misinformation")
    script = page.locator("link[rel=modulepreload]").get_attribute("href")
    load = "async script => { window.player = await import(new URL(script, location)); }"
    page.evaluate(load, script)

    def judge(kind, activity, response):
        return page.evaluate(
            """([kind, activity, response]) => {
              try { return window.player.judge(kind, activity, response); }
              catch { return "refused"; }
            }""",
            [kind, activity, response],
        )

    return judge


def test_the_browser_judges_as_the_table_says(judge_in_the_browser):
    assert CASES
    for case in CASES:
        judged = judge_in_the_browser(case["kind"], case["activity"], case["response"])
        assert judged == case["judged"], case
