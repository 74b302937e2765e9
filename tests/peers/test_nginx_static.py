"""The published folder behind nginx, as docs/examples/nginx-static.conf has it."""

import pytest
import web_servers
from answers import Answer
from examples import nginx_example
from small_site import ASSETS, CONTENT, TYPES, file_of, make_site


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    site = make_site(folder / "site")
    port = web_servers.free_port()
    chain, key = web_servers.certificate(folder / "certificate")
    paths = {"/var/www/suluh": site}
    example = nginx_example("nginx-static.conf", [port], chain, key, paths)
    with web_servers.nginx(folder / "nginx", example, [port]) as server:
        server.address = f"https://127.0.0.1:{port}"
        yield server


@pytest.mark.parametrize("path", TYPES)
@pytest.mark.parametrize(("accepted", "sent"), [("gzip, deflate, br", "gzip"), ("", None)])
def test_the_copy_that_a_browser_takes_is_sent(host, path, accepted, sent):
    answer = Answer(host.address, f"/suluh/{path}", accepted)
    assert answer.status == 200
    assert answer.headers.get_all("Content-Encoding", []) == ([sent] if sent else [])
    assert answer.text == CONTENT[file_of(path)]
    kind = answer.headers["Content-Type"].replace("application/javascript", "text/javascript")
    assert kind == TYPES[path]
    assert answer.headers.get_all("Vary") == ["Accept-Encoding"]


def test_pages_are_asked_for_again_and_assets_never(host):
    for path in TYPES:
        headers = Answer(host.address, f"/suluh/{path}", "gzip").headers
        kept = "public, max-age=31536000, immutable" if ASSETS in path else "no-cache"
        assert headers.get_all("Cache-Control") == [kept]
        assert "Last-Modified" not in headers
        assert "ETag" not in headers
        assert headers.get_all("Content-Security-Policy") == ["frame-ancestors 'none'"]
        assert headers.get_all("X-Content-Type-Options") == ["nosniff"]


@pytest.mark.parametrize("path", ["tidak-ada", "a/b/", f"{ASSETS}/x.js", ".suluh", ".htaccess"])
def test_an_address_that_is_none_meets_a_404(host, path):
    answer = Answer(host.address, f"/suluh/{path}")
    assert answer.status == 404
    assert path.startswith(".") or answer.text == CONTENT["404.html"]
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_folders_lead_to_their_pages(host):
    for path in ("/suluh", "/suluh/online-safety"):
        answer = Answer(host.address, path)
        assert answer.status == 301
        assert answer.headers["Location"].endswith(f"{path}/")
    assert Answer(host.address, "/suluh/assets/").status == 403
