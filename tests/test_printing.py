"""Printing with the browser that is there: which one, and how its habits are put up with."""

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import get_programs
import pytest

from toolkit.guide import printing, sheets
from toolkit.words import SpokenError

WHOLE = "b'%PDF-1.4 whole %%EOF\\n'"


@pytest.fixture
def browser(tmp_path, monkeypatch):
    """A program that stands in for a browser: Python, with what it does instead of printing."""

    def stand_in(code):
        script = tmp_path / "browser.py"
        script.write_text(
            "import pathlib, subprocess, sys, time\n"
            "made = next(a[15:] for a in sys.argv if a.startswith('--print-to-pdf='))\n"
            "made = pathlib.Path(made)\n" + textwrap.dedent(code),
            encoding="utf-8",
        )
        real = subprocess.Popen

        def start(command, **options):
            return real([sys.executable, str(script), *command[1:]], **options)

        monkeypatch.setattr(printing.subprocess, "Popen", start)
        monkeypatch.setattr(printing, "HANDED_OVER_SECONDS", 1.5)
        return tmp_path / "edge"

    return stand_in


def test_one_that_never_ends_is_ended(browser):
    never = browser(f"made.write_bytes({WHOLE}); time.sleep(60)")
    began = time.monotonic()
    assert printing.pdf("<p>a</p>", never).startswith(b"%PDF")
    assert time.monotonic() - began < 20


def test_one_that_hands_over_and_ends_is_waited_for(browser):
    later = f"import sys, time; time.sleep(0.8); open(sys.argv[1], 'wb').write({WHOLE})"
    handing_over = browser(f'subprocess.Popen([sys.executable, "-c", {later!r}, str(made)])')
    assert b"whole" in printing.pdf("<p>a</p>", handing_over)


def test_a_file_is_taken_only_when_it_is_whole(browser):
    slow = browser(
        "with made.open('wb') as file:\n"
        "    file.write(b'%PDF-1.4 half '); file.flush(); time.sleep(0.5)\n"
        "    file.write(b'whole %%EOF')\n"
    )
    assert printing.pdf("<p>a</p>", slow).endswith(b"half whole %%EOF")


def test_a_file_that_cannot_be_read_yet_is_waited_for(browser, monkeypatch):
    """As on Windows while Edge still writes it."""

    def locked(path):
        waits.append(path)
        if len(waits) < 3:
            raise PermissionError(13, "Permission denied")
        return read(path)

    waits, read = [], Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", locked)
    assert b"whole" in printing.pdf("<p>a</p>", browser(f"made.write_bytes({WHOLE})"))


@pytest.mark.parametrize("code", ["", "time.sleep(60)", "made.write_bytes(b'%PDF half')"])
def test_one_that_prints_nothing_is_told_of(browser, code):
    with pytest.raises(printing.PrintingError, match="edge"):
        printing.pdf("<p>a</p>", browser(code), seconds=2)


def test_one_that_cannot_be_started_is_told_of(tmp_path):
    with pytest.raises(printing.PrintingError):
        printing.pdf("<p>a</p>", tmp_path / "no-such-browser")


def test_its_profile_is_its_own(browser, tmp_path):
    kept = tmp_path / "arguments"
    own = browser(
        f"pathlib.Path({str(kept)!r}).write_text(chr(10).join(sys.argv), encoding='utf-8')\n"
        f"made.write_bytes({WHOLE})"
    )
    printing.pdf("<p>a</p>", own)
    arguments = kept.read_text(encoding="utf-8").splitlines()
    (profile,) = [each for each in arguments if each.startswith("--user-data-dir=")]
    assert not Path(profile.partition("=")[2]).exists()
    assert "--headless" in arguments
    assert arguments[-1].startswith("file:///")


def test_the_next_browser_is_tried_and_at_last_the_page_is_left(tmp_path, monkeypatch):
    def fail(_html, browser):
        asked.append(browser)
        raise printing.PrintingError(browser.stem)

    asked = []
    monkeypatch.setattr(printing, "browsers", lambda: [Path("edge.exe"), Path("chrome.exe")])
    monkeypatch.setattr(printing, "pdf", fail)
    with pytest.raises(SpokenError) as raised:
        sheets.write("<p>a</p>", tmp_path / "a.pdf")
    assert len(asked) == 2
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "<p>a</p>"
    assert "chrome tidak berhasil" in raised.value.sentence("id")


def test_edge_is_found_on_windows(tmp_path, monkeypatch):
    edge = tmp_path / "x86" / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    for name in printing.WINDOWS_FOLDERS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path / "x86"))
    monkeypatch.setattr(sys, "platform", "win32")
    assert list(printing.browsers()) == [edge]


def test_a_real_browser_prints_a_page():
    path = get_programs.chromium()
    assert path
    made = printing.pdf("<!doctype html><meta charset=utf-8><p>Halo", Path(path))
    assert made.count(b"/Type /Page\n") == 1
