"""HTML becomes a PDF, printed by the browser that is there already.

Every Windows has Edge, and most computers Chrome: nothing has to be installed, and the sheets
look as the pages do. (WeasyPrint needs Pango, which on Windows comes with MSYS2 and by hand.)
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SECONDS = 60
"""How long a browser may take. Printing takes two; the first start after an update, far longer."""

HANDED_OVER_SECONDS = 15
"""How long the file may come after the program ended: on Windows Edge may start itself anew."""

NAMES = (
    "microsoft-edge",
    "microsoft-edge-stable",
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
)
WINDOWS = (
    "Microsoft/Edge/Application/msedge.exe",
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
)
WINDOWS_FOLDERS = ("PROGRAMFILES(X86)", "PROGRAMFILES", "PROGRAMW6432", "LOCALAPPDATA")
MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)

FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",  # its name until 2023
    "--generate-pdf-document-outline",
    "--edge-skip-compat-layer-relaunch",
)
"""No window, nobody asked, nothing fetched; the page's own numbers instead of the browser's."""


class PrintingError(Exception):
    """A browser made no PDF. The message is the browser's name, as people know it."""


def browsers() -> Iterator[Path]:
    """Yield the browsers on this computer that can print without a window, the best first."""
    if sys.platform == "win32":
        folders = [Path(os.environ[name]) for name in WINDOWS_FOLDERS if os.environ.get(name)]
        found = (folder / name for name in WINDOWS for folder in folders)
    elif sys.platform == "darwin":
        folders = [Path("/Applications"), Path.home() / "Applications"]
        found = (folder / name for name in MACOS for folder in folders)
    else:
        found = (Path(path) for name in NAMES if (path := shutil.which(name)))
    yield from dict.fromkeys(path for path in found if path.is_file())


def pdf(html: str, browser: Path, seconds: float = SECONDS) -> bytes:
    """Return a page, complete in itself, as a PDF. Raises `PrintingError`."""
    # Chromium from a snap sees nothing but what lies openly in the home folder.
    home = Path.home() if "snap" in browser.parts or browser.resolve().name == "snap" else None
    with tempfile.TemporaryDirectory(
        prefix="suluh-", dir=home, ignore_cleanup_errors=True
    ) as folder:
        page, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8")
        # A profile of its own: else a browser that is open already takes the order, and drops it.
        own = [f"--user-data-dir={Path(folder, 'profile')}", f"--print-to-pdf={made}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            own.append("--no-sandbox")  # as root it does not start with one
        try:
            with _started([str(browser), *FLAGS, *own, page.as_uri()]) as running:
                return _awaited(made, running, seconds)
        except OSError as error:  # that it took too long is one, too
            raise PrintingError(browser.stem) from error


@contextlib.contextmanager
def _started(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program; at the end of the block it is over, whether it would end by itself or not."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent) as running:  # noqa: S603 - ours
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(5)
            except subprocess.TimeoutExpired:
                running.kill()


def _awaited(made: Path, running: subprocess.Popen[bytes], seconds: float) -> bytes:
    """Return the PDF once it is whole.

    The file is watched and not the program: some browsers end before they have written it, and
    some never end.
    """
    end = time.monotonic() + seconds
    ended = False
    while time.monotonic() < end:
        if not ended and running.poll() is not None:
            ended = True
            end = min(end, time.monotonic() + HANDED_OVER_SECONDS)
        try:
            content = made.read_bytes()
        except OSError:  # not there yet, or on Windows: still being written
            content = b""
        if content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF"):
            return content
        time.sleep(0.1)
    raise TimeoutError
