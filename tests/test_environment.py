"""What a kernel knows of the server's environment, and where its sockets lie."""

import os
import sys

import pytest

from toolkit.server.live import kernels
from toolkit.server.live.environment import kernel_environment

SERVER = {
    "SULUH_DATA": "/srv/catatan",
    "PATH": "/bin",
    "Path": "C:\\bin",  # as Windows writes it
    "LANG": "id_ID.UTF-8",
    "AWS_SECRET_ACCESS_KEY": "rahasia",
    "DATABASE_URL": "postgres://u:rahasia@db",
    "SSH_AUTH_SOCK": "/run/ssh",
    "HTTPS_PROXY": "http://u:rahasia@proxy:3128",
    "http_proxy": "http://proxy:3128",
    "REMOTE_ADDR": "203.0.113.9",
}


def test_only_what_it_needs_is_passed_on():
    known = kernel_environment(SERVER, "/srv/suluh", "lang=id", "api/events", "api/catalogue")
    assert "rahasia" not in " ".join(known.values())
    assert "203.0.113.9" not in known.values()
    assert known["SULUH_HOME"] == "/srv/suluh"
    assert known["QUERY_STRING"] == "lang=id"
    assert known["SULUH_DOOR"] == "api/events"
    assert known["SULUH_CATALOGUE_DOOR"] == "api/catalogue"
    assert "SULUH_DATA" not in known  # the records are the server's
    assert {"PATH", "Path", "LANG", "http_proxy"} <= known.keys()
    assert not {"SSH_AUTH_SOCK", "HTTPS_PROXY"} & known.keys()


def test_who_runs_the_server_decides_how_many_threads_count():
    assert kernel_environment({}, "", "", "")["OMP_NUM_THREADS"] == "1"
    assert kernel_environment({"OMP_NUM_THREADS": "4"}, "", "", "")["OMP_NUM_THREADS"] == "4"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
def test_sockets_lie_in_a_folder_that_is_closed_to_others():
    folder, transport = kernels._folder()
    assert transport == "ipc"
    assert folder.stat().st_mode & 0o077 == 0
    assert len(os.fsencode(f"{folder}{kernels.SOCKET_NAME}")) < 104
    folder.rmdir()


def test_where_no_path_is_short_enough_ports_do(monkeypatch):
    monkeypatch.setattr(kernels, "LONGEST_ADDRESS", 10)
    folder, transport = kernels._folder()
    assert transport == "tcp"
    folder.rmdir()
