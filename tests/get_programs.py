"""The programs from outside Python that tests run, and a way to get them.

Without a Chromium the browser tests fail: what patrons see must never go untested. Without the web
servers, the tests that stand ours behind them are skipped with a sentence, since a developer's
machine need not have them; where CI=true they fail too. So it is with Zebra, which speaks SRU as
libraries' catalogues do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
WEB_SERVERS = ("nginx", "caddy", "apache2")
"""Debian's packages, which have the names of their programs."""
ZEBRA = ("idzebra-2.0-utils", "idzebra-2.0-common", "libidzebra-2.0-mod-dom")
ZEBRA_PROGRAMS = ("zebraidx", "zebrasrv")

NEVER_START = "#!/bin/sh\nexit 101\n"
"""What tells Debian to start no service that it installs: port 80 is not ours to take."""
POLICY = Path("/usr/sbin/policy-rc.d")


def chromium() -> str | None:
    """Return the path of a Chromium: the system's, else the one Playwright keeps."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def web_server(name: str) -> str | None:
    """Return the path of a web server, also where only administrators have it in their PATH."""
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
    return shutil.which(name, path=places)


def has_zebra() -> bool:
    """Return whether all of Zebra is there, with what reads XML."""
    modules = Path("/usr/lib").glob("**/idzebra-2.0/modules/mod-dom.so")
    return all(map(web_server, ZEBRA_PROGRAMS)) and next(modules, None) is not None


def get() -> None:
    """Install what is missing: Debian's packages where we may, a Chromium by Playwright else."""
    browser = ["chromium"] if chromium() is None else []
    servers = [name for name in WEB_SERVERS if web_server(name) is None]
    packages = [*browser, *servers, *(() if has_zebra() else ZEBRA)]
    if packages and _is_root() and shutil.which("apt-get"):
        _install(packages)
    if chromium() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _install(packages: list[str]) -> None:
    """Install each for itself: where one is not to be had, the others still are."""
    ours = not POLICY.exists()
    if ours:
        POLICY.write_text(NEVER_START, encoding="ascii")
        POLICY.chmod(0o755)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ("apt-get", "install", "-y", "-qq")
    try:
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quietly)
        for package in packages:
            subprocess.run([*install, package], check=False, env=quietly)
    finally:
        if ours:
            POLICY.unlink()
    _keep_from_starting(packages)


def _keep_from_starting(packages: list[str]) -> None:
    """Let no web server that came for the tests start with the machine."""
    if Path("/run/systemd/system").exists():
        for name in set(packages) & set(WEB_SERVERS):
            subprocess.run(["systemctl", "disable", "--quiet", name], check=False)


if __name__ == "__main__":
    import validator

    get()
    validator.get()
    missing = [name for name in (*WEB_SERVERS, *ZEBRA_PROGRAMS) if web_server(name) is None]
    if missing:
        print(f"Not to be had here: {', '.join(missing)}. Their tests will be skipped.")  # noqa: T201
    if chromium() is None:
        sys.exit("No Chromium could be installed. Install one, then run make test again.")
