"""What the tests have already: the programs from outside Python, and the strange requests."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).parents[1] / "tests"


def chromium() -> str | None:
    """Return the path of the browser that the tests use, too."""
    found: str | None = of_the_tests("get_programs").chromium()
    return found


def web_server(name: str) -> str | None:
    """Return the path of a web server; "python" always is there."""
    return sys.executable if name == "python" else of_the_tests("get_programs").web_server(name)


def of_the_tests(name: str) -> ModuleType:
    """Return a module of the tests, without the rest of them."""
    spec = importlib.util.spec_from_file_location(f"tests_{name}", TESTS / f"{name}.py")
    if not spec or not spec.loader:
        raise ImportError(f"tests/{name}.py is not there.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module  # its dataclasses ask for it
    spec.loader.exec_module(module)
    return module
