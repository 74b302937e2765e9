"""The committed front end: built from its sources, small, and judging as Python does."""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAYER = ROOT / "toolkit" / "player"
STATIC = PLAYER / "static"
CASES = json.loads((ROOT / "tests" / "judging.json").read_text(encoding="utf-8"))


def test_a_rebuild_gives_the_same_bytes(tmp_path):
    shutil.copytree(
        ROOT / "frontend", tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules")
    )
    (tmp_path / "toolkit" / "player" / "static").mkdir(parents=True)
    for read in ("practice", "player/later"):
        shutil.copytree(ROOT / "toolkit" / read, tmp_path / "toolkit" / read)
    command = [sys.executable, str(tmp_path / "frontend" / "build.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert committed(tmp_path) == committed(ROOT)


def committed(root):
    """Return everything that the build writes, by its path."""
    player, studio, pages = (root / "toolkit" / room for room in ("player", "studio", "pages"))
    files = [
        pages / "static" / "worker.js",
        *(player / "widget.js", player / "widget.css", player / "licences.txt"),
        *(player / "static").iterdir(),
        *(studio / "licences.txt", *(studio / "static").iterdir()),
        root / "toolkit" / "remote" / "licences.txt",
        *(root / "toolkit" / "server" / "staff" / "static").iterdir(),
        *(root / "toolkit" / "remote" / "static").iterdir(),
    ]
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def zipped(name):
    return len(gzip.compress((STATIC / name).read_bytes(), 6))


def test_what_the_first_step_needs_is_at_most_40_kb_gzipped():
    assert sum(zipped(name) for name in ("player.js", "player.css")) <= 40 * 1000


LIMITS = {  # in kB, of a part and its style
    "address": 52,
    "asking": 1.8,
    "books": 60,
    "chat": 2.5,
    "code": 1.8,
    "link": 3,
    "outbox": 2.4,
    "passphrase": 3,
    "phrases": 8,
    "present": 21,
    "room": 7.3,
    "search": 15,
    "shelf": 6,
    "strength": 150,
}


def test_each_part_that_is_fetched_later_has_its_limit():
    sizes = {}
    for path in STATIC.iterdir():
        if path.stem not in FIRST:
            sizes[path.stem] = sizes.get(path.stem, 0) + zipped(path.name)
    assert sizes.keys() == LIMITS.keys()
    assert {part: size for part, size in sizes.items() if size > LIMITS[part] * 1000} == {}


FIRST = ("player", "noscript", "privacy", "home")


@pytest.mark.parametrize(("name", "most"), [("privacy.js", 0.7), ("home.js", 0.3)])
def test_what_other_pages_need_is_next_to_nothing(name, most):
    assert zipped(name) <= most * 1000


def test_a_part_has_no_preact_of_its_own():
    own = "__H"  # where its hooks keep what they know of a component
    for part in LIMITS:
        assert own not in (STATIC / f"{part}.js").read_text("utf-8"), part
    assert own in (STATIC / "player.js").read_text("utf-8")


def test_the_style_of_a_widget_is_all_there_is():
    style = (PLAYER / "widget.css").read_text("utf-8")
    for sheet in STATIC.glob("*.css"):
        if sheet.name != "noscript.css":  # what two sheets import is in there once
            rules = sheet.read_text("utf-8").strip().split("}")
            assert [rule for rule in rules if rule not in style] == [], sheet.name


def test_each_script_says_what_others_wrote_in_it():
    notices = {path.name: path.read_text("utf-8").splitlines()[0] for path in STATIC.glob("*.js")}
    assert all(notice.startswith("/*! Suluh, BSD-3-Clause.") for notice in notices.values())
    others = {
        "player.js": ["Preact"],
        "address.js": ["tldts", "Public Suffix List"],
        "present.js": ["uqr", "Project Nayuki"],
        "strength.js": ["zxcvbn-ts", "fastest-levenshtein", "OpenSubtitles"],
    }
    widget = (PLAYER / "widget.js").read_text("utf-8").splitlines()[0]
    for name, notice in notices.items():
        theirs = others.get(name, [])
        assert all(each in notice and each in widget for each in theirs)
        assert bool(theirs) == ("Contains" in notice), name


@pytest.fixture
def judge_in_the_browser(served, open_page):
    page = open_page()
    page.goto(f"{served.address}/misinformation")
    page.wait_for_function("window.suluh?.player")

    def judge(kind, activity, response):
        return page.evaluate(
            """([kind, activity, response]) => {
              try { return suluh.player.judge(kind, activity, response); }
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
