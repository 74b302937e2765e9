"""The ways to set Suluh up agree with each other, and name no machine and no registry."""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def named(requirement):
    """Return the name and the versions of a requirement, names as PyPI compares them."""
    name, versions = re.match(r"([\w.-]+)(.*)", requirement).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), versions


def test_conda_asks_for_what_pyproject_asks_for():
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    asked = [line.strip().removeprefix("- ") for line in lines if line.strip().startswith("- ")]
    conda = dict(named(line) for line in asked if re.match(r"[a-z][\w-]*(>=|$)", line))
    assert conda.pop("python") == PYPROJECT["project"]["requires-python"]
    del conda["pip"], conda["conda-forge"]
    assert "-e ." in asked
    assert conda == dict(map(named, PYPROJECT["project"]["dependencies"]))


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.findall(r'^  "[\w-]+[>=].*$', text, re.MULTILINE)
    assert len(lines) > 20
    assert all(re.search(r",\s+# \w", line) for line in lines)


def test_what_is_installed_is_pinned():
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    pinned = {named(pin)[0] for pin in pins}
    project = PYPROJECT["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    assert {named(requirement)[0] for requirement in asked} <= pinned


def test_no_tracked_file_names_a_machine_or_a_registry():
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    registries = ("registry." + "npmjs", "files." + "pythonhosted", '"resolved": "' + "http")
    machines = ("/" + "root/", "/" + "home/", "C:" + "\\\\Users")
    for name in filter(None, files):
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        assert not [word for word in registries + machines if word in text], name


def test_notebooks_are_doorways():
    import json

    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert not any(cell["outputs"] for cell in code)
        assert sum(len(cell["source"]) for cell in code) <= 5
