"""`suluh serve` behind real proxies, configured as docs/examples has them."""

import json
import re
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin, urlsplit

import examples
import pytest
import requests
import web_servers
from answers import VISITOR, Answer
from conftest import make_project
from examples import Service, caddy_example, nginx_example
from live_house import write_notebook
from patron import Patron
from room_house import POLL
from room_trainer import Trainer

from toolkit.server.staff.password import Password

LESSON = "misinformation"
LIVE = "geser"
TEXT = "Geser angkanya."
SLIDER = """
import ipywidgets
ipywidgets.interact(lambda angka: print("Kuadrat:", angka**2), angka=ipywidgets.IntSlider(3, 0, 9));
"""
OWN_HOST = "pelajaran.perpustakaan.example"
SUB_PATH = "perpustakaan.example"
EACH_ONCE = (
    *("content-type", "content-length", "content-encoding", "cache-control", "etag", "vary"),
    *("content-security-policy", "x-content-type-options", "referrer-policy", "date"),
    *("strict-transport-security", "permissions-policy", "x-frame-options", "server"),
)


@pytest.fixture(scope="module")
def suluh(tmp_path_factory):
    """The service of the example, with one lesson, behind a proxy and below a path."""
    folder = tmp_path_factory.mktemp("behind")
    home = make_project(folder / "project")
    for notebook in home.joinpath("notebooks").glob("*.ipynb"):
        if notebook.stem != LESSON:
            notebook.unlink()
    write_notebook(home / "notebooks" / f"{LIVE}.ipynb", f"md:# Geser\n\n{TEXT}", SLIDER)
    settings = home / "library.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('public_url = ""', 'public_url = "https://perpustakaan.example/suluh/"')
    text = text.replace("trusted_proxies = []", 'trusted_proxies = ["127.0.0.1"]')
    settings.write_text(text, encoding="utf-8")
    (folder / "cache").mkdir()
    with Service(home, folder / "cache") as server:
        yield server


@dataclass(frozen=True)
class Place:
    """Where a visitor finds the lessons."""

    address: str  # scheme, host and port
    root: str
    server: web_servers.WebServer
    plain: str = ""  # the address that leads to it, without https

    def get(self, path="", encoding="", **options):
        return Answer(self.address, self.root + path, encoding, **options)

    @property
    def url(self):
        return self.address + self.root


def _nginx(folder, upstream, *, stripped):
    plain, own, sub = web_servers.free_ports(3)
    chain, key = web_servers.certificate(folder / "certificate")
    paths = {"127.0.0.1:8866": upstream, "/var/log/nginx": folder}
    example = nginx_example("nginx.conf", [plain, own, sub], chain, key, paths)
    if not stripped:
        example = example.replace("proxy_pass http://suluh/;", "proxy_pass http://suluh;")
    return web_servers.nginx(folder, example, [plain, own, sub]), own, sub, plain


def _caddy(folder, upstream, *, stripped):
    own, sub = web_servers.free_ports(2)
    places = {OWN_HOST: f"https://127.0.0.1:{own}", SUB_PATH: f"https://127.0.0.1:{sub}"}
    example = caddy_example(places, upstream)
    if not stripped:
        example = example.replace("handle_path /suluh/*", "handle /suluh/*")
    return web_servers.caddy(folder, example, [own, sub]), own, sub, None


MAKERS = {"nginx": _nginx, "caddy": _caddy}
PLACES = ("own host", "path taken away", "path left on")


@pytest.fixture(scope="module")
def proxied(suluh, tmp_path_factory):
    """Return the places of a proxy by name; it starts when it is first asked for."""
    upstream = urlsplit(suluh.address).netloc
    with ExitStack() as stack:

        @cache
        def start(name):
            found = {}
            for which, stripped in (("path taken away", True), ("path left on", False)):
                folder = tmp_path_factory.mktemp(name)
                server, own, sub, plain = MAKERS[name](folder, upstream, stripped=stripped)
                stack.enter_context(server)
                asked = f"http://127.0.0.1:{plain}" if plain else ""
                found["own host"] = Place(f"https://127.0.0.1:{own}", "/", server, asked)
                found[which] = Place(f"https://127.0.0.1:{sub}", "/suluh/", server)
            return found

        yield start


@pytest.fixture(params=[f"{name}, {place}" for name in MAKERS for place in PLACES])
def place(request, proxied):
    name, which = request.param.split(", ")
    return proxied(name)[which]


@pytest.mark.parametrize(
    ("path", "language"), [("", "id"), ("en/", "en"), (LESSON, "id"), (f"en/{LESSON}", "en")]
)
def test_a_page_comes_as_from_the_server_itself(place, suluh, path, language):
    answer = place.get(path, "br")
    assert answer.status == 200
    assert answer.text == Answer(suluh.address, f"/{path}", "br").text
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_staff_sign_in_and_stay_so(place, suluh):
    password = "lima gajah naik becak"
    Password(suluh.data).set(password)
    with requests.Session() as browser:
        browser.trust_env = False
        browser.verify = False  # the certificate is one of ours
        answer = browser.post(
            f"{place.url}staff/sign-in",
            {"password": password},
            headers={"Origin": place.address},
            timeout=20,
        )
        assert answer.status_code == 200
        assert answer.url == f"{place.url}staff"
        assert 'type="password"' not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        (cookie,) = browser.cookies
        assert cookie.path == f"{place.root}staff"
        assert cookie.secure
        assert "Cookie" not in browser.get(place.url, timeout=20).request.headers


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_a_stream_of_a_room_passes_as_it_is_said_and_goes_on_after_a_gap(place, suluh):
    trainer = Trainer(place.url, suluh.data)
    code = trainer.open()
    assert place.get(f"r/{code}").headers["Location"] == f"../{LESSON}?room={code}"
    with _stream(place, f"r/{code}/stream?visit={'0' * 31}1") as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert "Content-Encoding" not in answer.headers
        lines = answer.iter_lines(chunk_size=1)
        first = _view(lines)
        # Held back, it would not be here before the stream ends.
        number = trainer.steer("poll", **POLL)
        while (second := _view(lines))[1]["poll"] is None:
            pass
        assert first[0] < number <= second[0]
    gap = trainer.steer("set", paused=True)
    with _stream(place, f"r/{code}/stream", **{"Last-Event-ID": str(second[0])}) as answer:
        seen, view = _view(answer.iter_lines(chunk_size=1))
        assert (seen, view["state"]) == (gap, "paused")
    with _stream(place, f"r/{code}/stream", **{"Last-Event-ID": str(seen)}) as answer:
        lines = answer.iter_lines(chunk_size=1)
        told = [next(lines) for _ in range(4)]  # nothing is new, and it is alive
        assert told == [b"retry: 2000", b"", b"event: beat", b"data: {}"]
    trainer.steer("end")


def _stream(place, path, **headers):
    """Begin to read a stream at a place."""
    return requests.get(
        place.url + path,
        headers=headers,
        stream=True,
        verify=False,
        timeout=20,
        proxies={"https": ""},
    )


def _view(lines):
    """Return the next view of a stream: its number and what it says."""
    number = None
    for line in lines:
        if line.startswith(b"id: "):
            number = int(line[4:])
        if number is not None and line.startswith(b"data: "):
            return number, json.loads(line[6:])
    raise AssertionError("the stream ended")


@pytest.mark.parametrize("path", ["", LESSON, "tidak-ada", f"en/{LESSON}?lang=id"])
def test_every_header_comes_once(place, path):
    headers = place.get(path, "gzip").headers
    for name in EACH_ONCE:
        assert len(headers.get_all(name, [])) <= 1, headers.get_all(name)
    assert "Set-Cookie" not in headers
    assert not re.search(r"\d", headers.get("Server", ""))
    assert "X-Powered-By" not in headers


def test_a_visit_by_https_stays_on_https(place, suluh):
    assert place.get(LESSON).headers.get_all("Strict-Transport-Security")
    plain = Answer(suluh.address, f"/{LESSON}")
    assert "Strict-Transport-Security" not in plain.headers


def test_a_visitor_cannot_say_what_a_proxy_says(place):
    lies = {"X-Forwarded-Proto": "http", "X-Forwarded-For": "9.9.9.9", "X-Real-Ip": "9.9.9.9"}
    answer = place.get(LESSON, headers=lies)
    assert answer.status == 200
    assert answer.headers.get_all("Strict-Transport-Security")


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_a_page_is_compressed_once_and_not_sent_again(place, encoding):
    first = place.get(LESSON, encoding)
    assert first.headers.get_all("Content-Encoding", []) == ([encoding] if encoding else [])
    assert "</html>" in first.text
    mark = first.headers["ETag"]
    assert not mark.startswith("W/")
    again = place.get(LESSON, encoding, headers={"If-None-Match": mark})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == mark


def test_what_a_page_asks_for_is_there_and_may_be_kept(place):
    for path in ("", "en/", LESSON, f"en/{LESSON}"):
        page = place.get(path).text
        wanted = set(re.findall(r'(?:src|href)="([^"]*assets/[^"]+)"', page))
        assert wanted
        for link in wanted:
            whole = urlsplit(urljoin(place.url + path, link))
            assert whole.path.startswith(f"{place.root}assets/")
            asset = Answer(place.address, whole.path, "br, gzip")
            assert asset.status == 200
            assert "immutable" in asset.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (f"{LESSON}?lang=en", f"en/{LESSON}"),
        (f"en/{LESSON}?lang=id&utm_source=wa", LESSON),
        ("?lang=en", "en/"),
        (f"{LESSON}/", LESSON),
        (f"{LESSON}/index.html", LESSON),
        (f"en/{LESSON}/", f"en/{LESSON}"),
        ("index.html", ""),
    ],
)
def test_a_redirect_stays_where_the_lessons_are(place, path, to):
    answer = place.get(path)
    assert answer.status in (301, 302, 307, 308)
    where = urljoin(place.url + path, answer.headers["Location"])
    assert where.partition("?")[0] == place.url + to
    assert urlsplit(where).netloc == urlsplit(place.address).netloc


def test_the_way_to_the_place_itself(place):
    if place.root != "/":
        answer = Answer(place.address, "/suluh?utm_source=wa")
        assert answer.status in (301, 308)
        assert urlsplit(answer.headers["Location"]).path == "/suluh/"
    if place.plain:
        answer = Answer(place.plain, f"/{LESSON}?a=b")
        assert answer.status == 301
        assert answer.headers["Location"] == f"https://127.0.0.1/{LESSON}?a=b"


def test_head_has_no_body(place):
    answer = place.get(LESSON, "br", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent(place, method):
    assert place.get(LESSON, method=method, headers={"Content-Length": "0"}).status == 405


@pytest.mark.parametrize(
    "path",
    [
        *("tidak-ada", "library.toml", "..%2flibrary.toml", "assets/..%2f..%2flibrary.toml"),
        *("%2e%2e/%2e%2e/etc/passwd", "%00", "%ff%fe", "a//b", f"notebooks/{LESSON}.ipynb"),
    ],
)
def test_odd_addresses_open_nothing(place, path):
    answer = place.get(path)
    # Where it leads out of the lessons' path it is for the site around them, which is empty here.
    assert answer.status in (400, 404) or (answer.status, answer.body) == (200, b"")
    assert b"root:" not in answer.body
    assert b"public_url" not in answer.body


@pytest.mark.parametrize("name", MAKERS)
def test_a_lesson_opens_in_a_browser(proxied, name, open_page):
    page = open_page(ignore_https_errors=True)
    patron = Patron(page)
    for which in PLACES:
        place = proxied(name)[which]
        patron.open(f"{place.url}en/{LESSON}?fbclid=x")
        patron.forward()
        assert patron.screen
        page.goto(place.url)
        page.locator(f'main a[href="./{LESSON}"]').click()
        patron.ready()
        assert page.url == place.url + LESSON


@pytest.mark.parametrize(
    ("name", "which"), [("nginx", "path taken away"), ("caddy", "path left on")]
)
def test_a_notebook_with_a_kernel_works_in_a_browser(proxied, open_page, name, which):
    page = open_page(ignore_https_errors=True)
    page.goto(proxied(name)[which].url + LIVE, wait_until="commit")
    page.get_by_text(TEXT).wait_for(timeout=60_000)
    page.get_by_text("Kuadrat: 9").wait_for(timeout=60_000)
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    page.get_by_text("Kuadrat: 16").wait_for(timeout=60_000)


@pytest.mark.parametrize("name", MAKERS)
def test_no_visitor_is_in_any_log(proxied, name, suluh):
    for place in proxied(name).values():
        # The log of the site around the lessons is that site's own affair.
        (place.server.folder / "access.log").write_bytes(b"")
        for path in ("", LESSON, "tidak-ada", "assets/x", f"{LESSON}?lang=en"):
            place.get(path, headers={"Referer": "https://contoh.example/rahasia"})
        if place.root == "/":
            place.get("%00")
            place.get("a" * 9000)
            half = socket.create_connection(
                ("127.0.0.1", urlsplit(place.address).port), 5, (VISITOR, 0)
            )
            half.sendall(b"GET / HTTP")
            half.close()
        logs = [path.read_text("utf-8", "replace") for path in place.server.folder.glob("*.log")]
        told = "".join([place.server.told(), *logs])
        assert VISITOR not in told
        assert "rahasia" not in told
    assert not [line for line in [*suluh._told, *list(suluh._lines.queue)] if VISITOR in line]


@pytest.mark.parametrize("name", MAKERS)
def test_while_the_server_starts_a_patron_meets_a_sentence(tmp_path, monkeypatch, name):
    nobody = f"127.0.0.1:{web_servers.free_port()}"
    monkeypatch.setattr("examples.PATIENCE", "lb_try_duration 1s")
    monkeypatch.setattr("examples.OPTIONS", f"{examples.OPTIONS}debug\n")  # tells most
    server, own, _, _ = MAKERS[name](tmp_path, nobody, stripped=True)
    with server:
        answer = Answer(f"https://127.0.0.1:{own}", f"/{LESSON}", "br")
        assert answer.status == 503
        assert "mencoba lagi sendiri" in answer.text
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Retry-After"] == "5"
        logs = [path.read_text("utf-8", "replace") for path in tmp_path.glob("*.log")]
        assert VISITOR not in "".join([server.told(), *logs])
