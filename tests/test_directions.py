"""The directions between rooms, read from the imports."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

TOOLKIT = Path(__file__).parents[1] / "toolkit"

ROOMS = {
    "words": set(),
    "colours": set(),
    "templates": set(),
    "columns": set(),
    "folders": set(),
    "practice": set(),
    "lesson": {"words"},
    "activities": {"lesson", "practice", "words"},
    "library_checks": {"lesson", "colours", "words"},
    "library": {"library_checks", "lesson", "colours", "words"},
    "project": {"activities", "lesson", "library", "words"},
    "records": {"lesson", "words"},
    "rooms": {"records", "lesson", "words"},
    "catalogue": {
        "columns",
        "practice",
        "project",
        "library",
        "library_checks",
        "folders",
        "words",
    },
    "service": {
        "catalogue",
        "records",
        "rooms",
        "folders",
        "project",
        "activities",
        "lesson",
        "library",
        "words",
    },
    "player": {
        "service",
        "catalogue",
        "project",
        "activities",
        "lesson",
        "library",
        "templates",
        "words",
    },
    "guide": {"player", "project", "lesson", "library", "templates", "words"},
    "studio": {"player", "project", "activities", "lesson", "library", "words"},
    "pages": {"player", "project", "lesson", "library", "templates", "words"},
    "results": {
        "colours",
        "columns",
        "records",
        "rooms",
        "folders",
        "project",
        "activities",
        "lesson",
        "library",
        "templates",
        "words",
    },
    "console": {"words"},
    "remote": {"console", "words"},
    "server": {
        "service",
        "rooms",
        "guide",
        "pages",
        "project",
        "lesson",
        "library",
        "console",
        "words",
    },
    "arguments": {"lesson", "words"},
    "telling": {"project", "words"},
    "catalogue_jobs": {"telling", "catalogue", "project", "words"},
    "cli": {
        "arguments",
        "telling",
        "catalogue_jobs",
        "server",
        "service",
        "records",
        "rooms",
        "folders",
        "results",
        "pages",
        "guide",
        "project",
        "lesson",
        "library",
        "words",
    },
}
"""Each room, and those it may import. `toolkit/__init__.py` opens player, studio and results."""

HEAVY = {"pandas", "numpy", "voila", "tornado", "ipywidgets", "anywidget", "nbclient", "nbformat"}


def imports(path: Path, *, inside_functions: bool = True) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if inside_functions else tree.body
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: write the whole name of what you import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(path: Path) -> str:
    return path.relative_to(TOOLKIT).parts[0].removesuffix(".py")


FILES = sorted(path for path in TOOLKIT.rglob("*.py") if path != TOOLKIT / "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOOLKIT)))
def test_a_room_imports_only_what_lies_below_it(path):
    own = {
        name.split(".")[1]
        for name in imports(path)
        if name.startswith("toolkit.") and not name.startswith("toolkit.__")
    }
    assert own - {room(path)} <= ROOMS[room(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOOLKIT)))
def test_lessons_know_nothing_of_widgets_and_servers(path):
    outside = {name.split(".")[0] for name in imports(path)}
    if room(path) in {
        "words",
        "colours",
        "lesson",
        "activities",
        "library",
        "library_checks",
        "project",
    }:
        assert not outside & HEAVY


def test_what_only_results_need_is_imported_by_nobody_on_the_way_to_a_page():
    # A catalogue's table is for programmers, and imported when they ask for one.
    table = TOOLKIT / "catalogue" / "table.py"
    outside = [path for path in FILES if room(path) != "results" and path != table]
    heavy = {"pandas", "matplotlib", "docx", "openpyxl"}
    assert not [path for path in outside if heavy & {name.split(".")[0] for name in imports(path)}]


def test_the_database_is_touched_by_the_records_alone():
    # A catalogue's index is a file of its own: what is in it came from another, and can come again.
    index = {*(TOOLKIT / "catalogue" / "index").glob("*.py")}
    outside = [path for path in FILES if room(path) != "records" and path not in index]
    database = {"sqlalchemy", "sqlite3", "alembic"}
    touching = [
        path for path in outside if database & {name.split(".")[0] for name in imports(path)}
    ]
    assert not touching


def test_records_and_catalogue_do_not_know_each_other():
    for one, other in (("records", "catalogue"), ("catalogue", "records")):
        inside = [path for path in FILES if room(path) == one]
        assert not [path for path in inside if f"toolkit.{other}" in str(imports(path))]


def test_commands_import_only_what_they_use():
    for module, light in (("cli", {"telling", "words"}), ("telling", {"words"})):
        at_start = imports(TOOLKIT / f"{module}.py", inside_functions=False)
        own = {name.split(".")[1] for name in at_start if name.startswith("toolkit.")}
        assert own == light


def test_no_circle_of_modules_not_even_for_types():
    paths = {
        ".".join(path.relative_to(TOOLKIT.parent).with_suffix("").parts).removesuffix(
            ".__init__"
        ): path
        for path in FILES
    }
    uses = {
        name: {each if each in paths else each.rpartition(".")[0] for each in imports(path)}
        for name, path in paths.items()
    }
    TopologicalSorter({name: used & paths.keys() for name, used in uses.items()}).prepare()
