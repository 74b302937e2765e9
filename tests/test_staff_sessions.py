"""Sessions of staff: they outlast a restart, as digests in a file that is closed to others."""

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.server.staff.sessions import FILE, HOURS, MOST, Sessions


@pytest.fixture
def now():
    return [1_000_000.0]


@pytest.fixture
def sessions(tmp_path, now):
    """What makes the sessions of another server on one folder."""
    return lambda: Sessions(tmp_path, lambda: now[0])


def test_a_restart_ends_no_session(sessions):
    token = sessions().begin("hash")
    assert sessions().holds(token, "hash")
    assert not sessions().holds(token, "another")  # the password was changed meanwhile
    assert not sessions().holds(token, "hash")  # and that ended it for good


def test_what_ended_stays_ended(sessions):
    before = sessions()
    kept, ended = before.begin("hash"), before.begin("hash")
    before.end(ended)
    assert sessions().holds(kept, "hash")
    assert not sessions().holds(ended, "hash")


def test_without_the_file_nobody_is_signed_in(sessions, tmp_path):
    running = sessions()
    token = running.begin("hash")
    (tmp_path / FILE).unlink()
    assert not running.holds(token, "hash")


def test_two_servers_on_one_folder_agree(sessions):
    one, other = sessions(), sessions()
    token = one.begin("hash")
    assert other.holds(token, "hash")
    other.end(token)
    assert not one.holds(token, "hash")
    both = [one.begin("hash"), other.begin("hash")]
    assert all(each.holds(token, "hash") for each in (one, other) for token in both)


def test_a_session_lasts_a_working_day_also_over_a_restart(sessions, now):
    token = sessions().begin("hash")
    now[0] += HOURS * 3600 - 1
    assert sessions().holds(token, "hash")
    now[0] += 1
    assert not sessions().holds(token, "hash")
    now[0] -= 2 * HOURS * 3600  # a clock that was wrong at the beginning
    assert not sessions().holds(token, "hash")


def test_a_clock_that_is_set_right_shuts_nobody_out(sessions, now):
    token = sessions().begin("hash")
    now[0] -= 300
    assert sessions().holds(token, "hash")


def test_what_has_passed_leaves_the_file(sessions, now, tmp_path):
    sessions().begin("hash")
    now[0] += HOURS * 3600
    sessions().begin("hash")
    assert len(json.loads((tmp_path / FILE).read_text())) == 1
    many = sessions()
    tokens = [many.begin("hash") for _ in range(MOST)]
    assert len(json.loads((tmp_path / FILE).read_text())) == MOST
    assert all(sessions().holds(token, "hash") for token in tokens)


def test_the_file_tells_nobody_anything(sessions, tmp_path):
    token = sessions().begin("$argon2id$secret")
    text = (tmp_path / FILE).read_text()
    assert token not in text
    assert "argon2" not in text
    if sys.platform != "win32":
        assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [FILE]  # no draft is left


def test_a_draft_that_was_left_behind_is_closed_to_others(sessions, tmp_path):
    draft = tmp_path / f"{FILE}.new"
    draft.write_text("half of")
    draft.chmod(0o666)
    token = sessions().begin("hash")
    assert sessions().holds(token, "hash")
    assert not draft.exists()
    if sys.platform != "win32":
        assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_without_a_place_for_the_file_they_last_until_the_restart(tmp_path, caplog):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    sessions = Sessions(blocked)
    tokens = [sessions.begin("hash") for _ in range(2)]
    assert all(sessions.holds(token, "hash") for token in tokens)
    assert len(caplog.records) == 1  # told once


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sessions = Sessions()
    assert sessions.holds(sessions.begin("hash"), "hash")
    assert not list(tmp_path.iterdir())


BROKEN = st.one_of(
    st.binary(max_size=40),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode()),
)


@given(BROKEN)
def test_a_broken_file_lets_nobody_in_and_stops_nobody(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("broken")
    (folder / FILE).write_bytes(content)
    sessions = Sessions(folder)
    assert not sessions.holds("", "hash")
    assert not sessions.holds("token", "hash")
    token = sessions.begin("hash")
    assert Sessions(folder).holds(token, "hash")
