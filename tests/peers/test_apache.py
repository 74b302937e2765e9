"""The published folder on a real Apache, as shared hosting runs it, with the rules it brings."""

import os

import pytest
import web_servers
from answers import Answer
from patron import Patron
from small_site import ASSETS, CONTENT, PAGE, TYPES, file_of, make_site

from toolkit.pages.web_space import htaccess


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return make_site(tmp_path_factory.mktemp("apache") / "site")


@pytest.fixture(scope="module", params=["/", "/suluh/", "/~perpus/a/suluh/"])
def host(request, site, tmp_path_factory):
    """The folder at the root of a site, below it, and where a host shows it before its name is."""
    folder = tmp_path_factory.mktemp("host")
    with web_servers.apache(folder, site, below=request.param) as server:
        server.below = request.param
        yield server


@pytest.mark.parametrize("path", TYPES)
@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.0 , gzip; q=0", None),
        ("BR", "br"),
        ("brr", None),
        ("", None),
    ],
)
def test_the_copy_that_a_browser_takes_is_sent(host, path, accepted, sent):
    answer = Answer(host.address, host.below + path, accepted)
    assert answer.status == 200
    assert answer.headers.get_all("Content-Encoding", []) == ([sent] if sent else [])
    assert answer.text == CONTENT[file_of(path)]
    assert answer.headers["Content-Type"] == TYPES[path]
    assert answer.headers.get_all("Vary") == ["Accept-Encoding"]
    assert "Content-Language" not in answer.headers


def test_pages_are_asked_for_again_and_assets_never(host):
    for path in ("", "online-safety/", "online-safety/index.html", "sw.js"):
        for encoding in ("br", "gzip", ""):
            answer = Answer(host.address, host.below + path, encoding)
            assert answer.headers.get_all("Cache-Control") == ["no-cache"]
    for name in ("player.js", "lesson.css", "favicon.svg"):
        for encoding in ("br", "gzip", ""):
            kept = Answer(host.address, f"{host.below}{ASSETS}/{name}", encoding).headers
            assert kept.get_all("Cache-Control") == ["public, max-age=31536000, immutable"]


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_a_page_that_did_not_change_is_not_sent_again(host, encoding):
    first = Answer(host.address, f"{host.below}online-safety/", encoding)
    again = Answer(
        host.address,
        f"{host.below}online-safety/",
        encoding,
        headers={"If-None-Match": first.headers["ETag"]},
    )
    assert again.status == 304
    assert again.body == b""


def test_each_encoding_has_a_mark_of_its_own(host):
    marks = {
        Answer(host.address, f"{host.below}sw.js", each).headers["ETag"] for each in ("br", "gzip")
    }
    assert len(marks) == 2


def test_a_change_shows_though_date_and_size_are_the_same(site, tmp_path):
    """A zip has one date for all its files, and a letter put right leaves the size."""
    folder = web_servers.copied(site, tmp_path / "site")
    page = folder / "online-safety" / "index.html"
    for copy in page.parent.glob("index.html.*"):
        copy.unlink()
    with web_servers.apache(tmp_path, folder) as server:
        first = Answer(server.address, "/online-safety/")
        before = page.stat()
        page.write_text(PAGE.replace("Kenali", "Kenalu"), encoding="utf-8")
        os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
        again = Answer(
            server.address, "/online-safety/", headers={"If-None-Match": first.headers["ETag"]}
        )
        assert again.status == 200
        assert "Last-Modified" not in first.headers


@pytest.mark.parametrize(
    "path", ["tidak-ada", "a/b/c", "online-safety/tidak/ada/", f"{ASSETS}/tidak-ada.js"]
)
@pytest.mark.parametrize("encoding", ["br, gzip", ""])
def test_an_address_that_is_none_meets_our_page(host, path, encoding):
    answer = Answer(host.address, host.below + path, encoding)
    assert answer.status == 404
    assert answer.text == CONTENT["404.html"]
    assert "immutable" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("path", ["assets/", f"{ASSETS}/", ".suluh", ".htaccess"])
def test_no_folder_is_listed_and_no_list_is_open(host, path):
    answer = Answer(host.address, host.below + path)
    assert answer.status in (403, 404)
    assert "player.js" not in answer.text


def test_a_folder_without_its_slash_leads_there(host):
    answer = Answer(host.address, f"{host.below}online-safety")
    assert answer.status == 301
    assert answer.headers["Location"].endswith(f"{host.below}online-safety/")


@pytest.mark.parametrize("path", ["online-safety/", "tidak-ada", f"{ASSETS}/player.js"])
def test_every_answer_is_guarded_once(host, path):
    headers = Answer(host.address, host.below + path, "br").headers
    for name, value in {
        "Content-Security-Policy": "frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }.items():
        assert headers.get_all(name) == [value]
    assert "Set-Cookie" not in headers


def test_an_address_someone_passed_on_brings_its_tail(host):
    answer = Answer(host.address, f"{host.below}online-safety/?fbclid=x&utm_source=wa%20%3C", "br")
    assert answer.status == 200
    assert answer.text == PAGE


def test_a_library_may_show_the_lessons_in_its_own_site(site, tmp_path):
    folder = web_servers.copied(site, tmp_path / "site")
    rules = htaccess(["https://perpustakaan.example", "https://kota.example:8443"])
    (folder / ".htaccess").write_text(rules, encoding="utf-8")
    with web_servers.apache(tmp_path, folder) as server:
        headers = Answer(server.address, "/online-safety/", "br").headers
    assert headers.get_all("Content-Security-Policy") == [
        "frame-ancestors https://perpustakaan.example https://kota.example:8443"
    ]
    assert "X-Frame-Options" not in headers


@pytest.mark.parametrize(
    "without",
    [("headers",), ("rewrite",), ("deflate",), ("setenvif", "env"), ("headers", "rewrite")],
)
def test_what_a_host_lacks_breaks_nothing(site, tmp_path, without):
    with web_servers.apache(tmp_path, site, without=without) as server:
        for path, kind in TYPES.items():
            answer = Answer(server.address, f"/{path}", "gzip, br")
            assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
            assert answer.headers["Content-Encoding"] != "br" or "rewrite" not in without
            assert answer.text == CONTENT[file_of(path)]
        assert Answer(server.address, "/tidak-ada").status == 404


@pytest.mark.parametrize("overrides", ["None", "FileInfo", "FileInfo Limit", "All"])
def test_what_a_host_allows_breaks_nothing(site, tmp_path, overrides):
    allowed = f"<Directory />\nAllowOverride {overrides}\n</Directory>"
    with web_servers.apache(tmp_path, site, allowed) as server:
        for path in TYPES:
            answer = Answer(server.address, f"/{path}", "gzip, br")
            assert answer.status == 200
            assert answer.text == CONTENT[file_of(path)]


def test_a_host_that_guards_pages_itself_does_not_send_it_twice(site, tmp_path):
    more = """
        Header set X-Frame-Options SAMEORIGIN
        Header always set X-Content-Type-Options nosniff
        Header append Vary User-Agent"""
    with web_servers.apache(tmp_path, site, more) as server:
        headers = Answer(server.address, "/online-safety/", "br").headers
        assert headers.get_all("X-Frame-Options") == ["DENY"]
        assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
        assert "Accept-Encoding" in headers["Vary"]


@pytest.fixture(scope="module")
def web_space(published, tmp_path_factory):
    with web_servers.apache(tmp_path_factory.mktemp("web"), published, below="/suluh/") as server:
        yield f"{server.address}/suluh/"


def test_every_published_file_comes_whole(published, web_space):
    names = [path.relative_to(published).as_posix() for path in published.rglob("*.*")]
    names = [name for name in names if not name.startswith(".") and name[-3:] not in (".br", ".gz")]
    assert len(names) > 20
    for name in names:
        if not (published / name).is_file():
            continue
        for encoding in ("br", "gzip", ""):
            answer = Answer(web_space, f"/suluh/{name}", encoding)
            assert (answer.status, answer.unpacked) == (200, (published / name).read_bytes())


def test_a_published_lesson_opens_in_a_browser(web_space, open_page):
    page = open_page()
    page.goto(web_space)
    page.locator(".page-lesson a").first.click()
    patron = Patron(page)
    patron.ready()
    patron.forward()
    assert patron.screen
    answer = page.goto(f"{web_space}tidak/ada")
    assert answer.status == 404
    assert page.locator("h1").is_visible()
