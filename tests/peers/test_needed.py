"""A test that needs a server from outside Python never passes without one."""

import get_programs
import pytest
import web_servers
from peers import zebra_server


@pytest.fixture
def _nothing_installed(monkeypatch):
    monkeypatch.setattr(get_programs, "web_server", lambda _name: None)


@pytest.mark.usefixtures("_nothing_installed")
def test_on_somebodys_machine_it_is_skipped_with_a_sentence(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="caddy is not installed: make test gets it"):
        web_servers.needed("caddy")


@pytest.mark.usefixtures("_nothing_installed")
def test_where_a_change_is_judged_it_fails(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="nginx is not installed"):
        web_servers.needed("nginx")


@pytest.mark.usefixtures("_nothing_installed")
def test_zebra_is_needed_in_the_same_way(monkeypatch, tmp_path):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Zebra is not installed: make test gets it"):
        zebra_server.serve(tmp_path)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Zebra is not installed"):
        zebra_server.serve(tmp_path)
