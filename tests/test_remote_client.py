"""A notebook's way to a server: a real one, and what else may answer at an address."""

import http.server
import json
import queue
import shutil
import ssl
import subprocess
import threading
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lab import free_port
from leading_house import leading_house
from staff_house import LESSON, PASSWORD

from toolkit.remote import addresses
from toolkit.remote.client import Server
from toolkit.remote.errors import WORDS, RemoteError, SignedOutError
from toolkit.remote.following import Following
from toolkit.words import LANGUAGES


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with leading_house(tmp_path_factory.mktemp("leading")) as running:
        yield running


@pytest.fixture
def server(house):
    found = Server.find(house.address, "id")
    found.sign_in(PASSWORD)
    return found


def second_step(house):
    return house.press.site.lessons[0]["parts"][0]["steps"][1]["id"]


class Heard:
    """What a stream told, in its order."""

    def __init__(self):
        self.all = queue.Queue()

    def view(self, view):
        self.all.put(view)

    def trouble(self, error):
        self.all.put(error.key if error else "")

    def until(self, wanted):
        """Return the first that fits, after the ones before it."""
        passed = []
        while True:
            passed.append(self.all.get(timeout=30))
            if wanted(passed[-1]):
                return passed


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("perpustakaan.contoh.id", "https://perpustakaan.contoh.id/"),
        (" https://lib.example/suluh/ ", "https://lib.example/suluh/"),
        ("lib.example/staff", "https://lib.example/"),
        ("https://lib.example/suluh/staff/rooms/CDF347?lang=en", "https://lib.example/suluh/"),
        ("https://lib.example/r/CDF347", "https://lib.example/"),
        ("192.168.1.5:8866", "http://192.168.1.5:8866/"),
        ("localhost:8866", "http://localhost:8866/"),
        ("laptop-pelatih.local", "http://laptop-pelatih.local/"),
        ("laptop", "http://laptop/"),
        ("http://[::1]:8866/", "http://[::1]:8866/"),
        ("8.8.8.8", "https://8.8.8.8/"),
        ("<https://lib.example>", "https://lib.example/"),
    ],
)
def test_an_address_is_read_as_meant(typed, base):
    assert addresses.base(typed) == base
    assert addresses.base(base) == base


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "http://",
        "perpustakaan kota",
        "ftp://x",
        "a@b.id",
        "lib:99999",
        "..",
        "[x",
        "a" * 70,
    ],
)
def test_what_is_no_address_is_told(typed):
    with pytest.raises(RemoteError) as told:
        addresses.base(typed)
    assert told.value.key == "bad_address"


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_is_told(typed):
    try:
        base = addresses.base(typed)
    except RemoteError:
        return
    assert base.endswith("/")
    assert addresses.base(base) == base


def test_a_room_is_opened_steered_and_listed(house, server):
    told = server.rooms()
    assert [each["name"] for each in told["lessons"]] == [LESSON]
    code = server.open(LESSON, "en")
    assert code in [each["room"] for each in server.rooms()["rooms"]]
    facts = server.facts(code)
    assert facts["link"] == f"{house.address}/r/{code}"
    assert facts["present"].startswith(house.address)
    assert facts["qr"].startswith("data:image/svg+xml;base64,")
    assert server.lesson(code, "id")["title"] == "Kenali hoaks sebelum membagikan"
    assert server.steer(code, {"do": "move", "step": second_step(house)})["ok"] is True
    with pytest.raises(RemoteError) as told:
        server.steer(code, {"do": "move", "step": "tidak-ada"})
    assert told.value.key == "why"


def test_the_server_speaks_the_readers_language(house):
    for language, words in (("id", "belum cocok"), ("en", "not the password")):
        with pytest.raises(RemoteError) as told:
            Server.find(house.address, language).sign_in("bukan kata sandinya")
        assert words in told.value.sentence(language)


def test_who_is_not_signed_in_is_told(house, server):
    stranger = Server.find(house.address, "id")
    with pytest.raises(SignedOutError):
        stranger.rooms()
    server.sign_out()
    with pytest.raises(SignedOutError):
        server.rooms()


def test_the_password_is_kept_nowhere(house, server):
    held = repr([vars(server), vars(server._session), *map(vars, server._session.cookies)])
    assert PASSWORD not in held


def test_views_come_in_a_thread_until_it_is_closed(house, server):
    code, heard = server.open(LESSON, "id"), Heard()
    following = Following(server.apart(), code, heard.view, heard.trouble)
    first = heard.until(lambda told: isinstance(told, dict))[-1]
    assert first["room"] == code
    reply = server.steer(code, {"do": "move", "step": second_step(house)})
    moved = heard.until(lambda told: isinstance(told, dict) and told["step"] == second_step(house))[
        -1
    ]
    assert (moved["step"], moved["number"]) == (second_step(house), reply["number"])
    following.close()
    server.steer(code, {"do": "end"})
    following._thread.join(20)  # the next beat ends it
    assert not following._thread.is_alive()
    assert heard.all.empty()


def test_a_server_that_starts_again_is_found_again(tmp_path):
    port, heard = free_port(), Heard()
    with leading_house(tmp_path, port=port) as house:
        server = Server.find(house.address, "id")
        server.sign_in(PASSWORD)
        code = server.open(LESSON, "id")
        following = Following(server.apart(), code, heard.view, heard.trouble)
        heard.until(lambda told: isinstance(told, dict))
    heard.until(lambda told: told == "lost")
    with pytest.raises(RemoteError) as told:
        server.rooms()
    assert told.value.key == "nobody"
    with leading_house(tmp_path, port=port) as house:
        heard.until(lambda told: told == "")
        assert server.steer(code, {"do": "move", "step": second_step(house)})["ok"]
        heard.until(lambda told: isinstance(told, dict) and told["step"] == second_step(house))
        following.close()


def test_a_password_that_was_changed_ends_the_following(tmp_path):
    from toolkit.server.staff.password import Password

    heard = Heard()
    with leading_house(tmp_path) as house:
        server = Server.find(house.address, "id")
        server.sign_in(PASSWORD)
        code = server.open(LESSON, "id")
        Password(tmp_path).set("kata sandi lain lagi")
        following = Following(server.apart(), code, heard.view, heard.trouble)
        heard.until(lambda told: told == "signed_out")
        following._thread.join(20)
        assert not following._thread.is_alive()


def test_a_room_that_is_gone_is_told_in_the_servers_words(house, server):
    heard = Heard()
    following = Following(server.apart(), "CDF347", heard.view, heard.trouble)
    heard.until(lambda told: told == "why")
    following.close()


@contextmanager
def other_server(reply, *, context=None):
    """Serve something that is not ours: `reply` answers each request."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            reply(self)

        def do_POST(self):
            reply(self)

        def log_message(self, *_):
            pass

    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context:
        served.socket = context.wrap_socket(served.socket, server_side=True)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    try:
        yield served.server_port
    finally:
        served.shutdown()
        thread.join()
        served.server_close()


def page(status=200, body=b"<h1>Router</h1>", **headers):
    def reply(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


@pytest.mark.parametrize(
    ("reply", "key"),
    [
        (page(), "not_suluh"),
        (page(404), "not_suluh"),
        (page(body=b'{"status": "ok"}'), "not_suluh"),
        (page(body=b"[" * 100_000), "not_suluh"),
    ],
)
def test_another_server_is_told_from_ours(reply, key):
    with other_server(reply) as port, pytest.raises(RemoteError) as told:
        Server.find(f"http://127.0.0.1:{port}", "id")
    assert told.value.key == key


HEALTHY = json.dumps({"status": "ok", "pages": 1, "mending": 0}).encode()


def test_a_proxy_that_is_ill_is_told_from_the_server():
    def reply(handler):
        healthy = handler.path.startswith("/health")
        page(200 if healthy else 502, HEALTHY if healthy else b"Bad gateway")(handler)

    with other_server(reply) as port:
        server = Server.find(f"http://127.0.0.1:{port}", "id")
        with pytest.raises(RemoteError) as told:
            server.sign_in(PASSWORD)
        assert told.value.key == "failing"


def test_a_redirect_is_followed_before_the_password_goes_anywhere():
    with other_server(page(body=HEALTHY)) as there:
        target = f"http://localhost:{there}/suluh/health"
        with other_server(page(301, Location=target)) as port:
            found = Server.find(f"http://127.0.0.1:{port}", "id")
            assert found.base == f"http://localhost:{there}/suluh/"


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    """TLS with a certificate that nobody vouches for."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = str(folder / "key.pem"), str(folder / "cert.pem")
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    made_by = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1")
    to = ("-subj", "/CN=localhost", "-keyout", key, "-out", certificate)
    subprocess.run([*made_by, *to], check=True, capture_output=True)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate, key)
    return made


def test_a_certificate_that_nobody_vouches_for(context):
    with (
        other_server(page(body=HEALTHY), context=context) as port,
        pytest.raises(RemoteError) as told,
    ):
        Server.find(f"https://localhost:{port}", "id")
    assert told.value.key == "certificate"


def test_https_where_only_http_is_spoken(house):
    with pytest.raises(RemoteError) as told:
        Server.find(house.address.replace("http:", "https:"), "id")
    assert told.value.key == "no_https"


@pytest.mark.parametrize("typed", ["http://127.0.0.1:1", "http://tidak-ada.invalid"])
def test_an_address_where_nobody_answers(typed):
    with pytest.raises(RemoteError) as told:
        Server.find(typed, "id")
    assert told.value.key == "nobody"


def test_every_sentence_is_there_in_both_languages():
    for key, texts in WORDS.items():
        assert set(texts) == set(LANGUAGES), key
        assert all(texts.values()), key
