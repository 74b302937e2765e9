"""The staff's password: set by hand or from a pipe, kept as a hash that only its owner reads."""

import os
import stat
import subprocess
import sys
from contextlib import suppress

import pytest
from conftest import SULUH

from toolkit.server.staff.password import LONGEST, SHORTEST, Password, PasswordError, fits

GOOD = "lima gajah naik becak"


def suluh(folder, given, *arguments):
    return subprocess.run(
        [*SULUH, "password", *arguments],
        input=given,
        capture_output=True,
        env={**os.environ, "SULUH_DATA": str(folder)},
        timeout=60,
        check=False,
    )


def test_only_the_same_text_fits(tmp_path):
    password = Password(tmp_path / "data")
    assert password.stored() == ""
    password.set(GOOD)
    stored = password.stored()
    assert stored.startswith("$argon2id$")
    assert GOOD not in stored
    assert fits(GOOD, stored)
    for other in (f"{GOOD} ", "x" * (LONGEST + 1), "\ud800" * 12):
        assert not fits(other, stored)
    assert not fits("", "")
    assert not fits(GOOD, "$argon2id$bukan")


def test_the_same_letters_fit_from_any_keyboard(tmp_path):
    password = Password(tmp_path)
    password.set("caf\u00e9 di sudut kota")
    assert fits("cafe\u0301 di sudut kota", password.stored())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes its users' folders itself")
def test_the_file_is_closed_to_others(tmp_path):
    before = os.umask(0)
    try:
        password = Password(tmp_path / "data")
        password.set(GOOD)
    finally:
        os.umask(before)
    assert stat.S_IMODE(password.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(password.file.parent.stat().st_mode) == 0o700
    password.file.with_name(f"{password.file.name}.new").write_text("sisa")  # of one cut off
    password.set(GOOD[::-1])
    assert stat.S_IMODE(password.file.stat().st_mode) == 0o600
    assert [each.name for each in password.file.parent.iterdir()] == [password.file.name]


@pytest.mark.parametrize("text", ["", "a" * (SHORTEST - 1), "e\u0301" * (SHORTEST - 1)])
def test_a_short_one_is_refused_with_the_reason(tmp_path, text):
    with pytest.raises(PasswordError) as refused:
        Password(tmp_path).set(text)
    assert "ditebak" in refused.value.sentence("id")
    assert "guess" in refused.value.sentence("en")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_none_of_ours_is_told(tmp_path):
    password = Password(tmp_path)
    for content in (b"", b"rahasia", b"\xff\xfe"):
        password.file.write_bytes(content)
        with pytest.raises(PasswordError) as told:
            password.stored()
        assert "suluh password" in told.value.sentence("id")


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\nbaris kedua\n"])
def test_from_a_pipe_the_first_line_counts(tmp_path, end):
    done = suluh(tmp_path / "data", f"\ufeff{GOOD}{end}".encode())
    assert done.returncode == 0, done.stderr
    assert fits(GOOD, Password(tmp_path / "data").stored())
    assert GOOD.encode() not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("given", "told"), [(b"pendek\n", b"12"), (b"\xff\xfe12345678901\n", b"UTF-8")]
)
def test_what_does_not_do_is_refused_in_one_sentence(tmp_path, given, told):
    done = suluh(tmp_path / "data", given, "--lang", "en")
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert not done.stdout
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own needs a Unix")
@pytest.mark.parametrize(("second", "status"), [(GOOD, 0), (f"{GOOD}!", 1)])
def test_at_a_terminal_it_is_asked_twice_and_never_shown(tmp_path, second, status):
    import pty

    terminal, other_end = pty.openpty()
    child = subprocess.Popen(
        [*SULUH, "password"],
        stdin=other_end,
        stdout=other_end,
        stderr=other_end,
        env={**os.environ, "SULUH_DATA": str(tmp_path / "data")},
        start_new_session=True,  # else the terminal of who runs the tests is asked
    )
    os.close(other_end)
    shown = b""
    for prompt, typed in ((b"staf: ", GOOD), (b"lagi: ", second)):
        said = b""
        while prompt not in said:
            said += os.read(terminal, 1024)
        shown += said
        os.write(terminal, f"{typed}\n".encode())
    with suppress(OSError):  # how Linux says that the other end is closed
        while got := os.read(terminal, 1024):
            shown += got
    os.close(terminal)
    assert child.wait(20) == status
    assert GOOD.encode() not in shown
    assert bool(Password(tmp_path / "data").stored()) == (status == 0)
