"""One host, asked politely, whatever it does in return."""

import contextlib
import json
import math
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

import pytest
import requests.adapters
from hypothesis import given
from hypothesis import strategies as st
from peers import hostile

from toolkit.catalogue import transport
from toolkit.catalogue.deadline import deadline, left, within
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.transport import Transport, guarded, turns


@pytest.fixture(autouse=True)
def _own_queues(monkeypatch):
    """Let no test wait for what another one's server wanted: ports come back."""
    monkeypatch.setattr(turns, "_hosts", {})


@pytest.fixture
def server():
    server = hostile.Hostile()
    yield server
    server.close()


@pytest.fixture
def asking(server):
    return Transport(server.url, private_network=True, pace=0)


def secure(tmp_path, name="127.0.0.1"):
    made = hostile.certificate(tmp_path, name)
    if made is None:
        pytest.skip("openssl is not installed")
    return made


def trouble(asking, address, params=(), *, seconds=math.inf):
    with within(seconds), pytest.raises(CatalogueError) as caught:
        asking.get(address, params)
    for language in ("id", "en"):
        assert caught.value.sentence(language)
    return caught.value


def test_an_answer_with_all_that_an_adapter_needs(asking, server):
    answer = asking.get("ok", accept=("application/xml", "text/xml"))
    assert (answer.status, answer.media_type, answer.body) == (200, "text/xml", hostile.XML)
    assert answer.url == server.url + "ok"
    assert server.asked[0].headers["accept"] == "application/xml, text/xml, */*;q=0.1"


def test_what_is_asked_arrives_as_it_was_meant(asking):
    query, _ = json.loads(asking.get("echo?a=1", [("q", "tést & 100% + ?"), ("q", "2")]).body)
    assert query == {"a": ["1"], "q": ["tést & 100% + ?", "2"]}


def test_it_says_who_asks(server):
    asking = Transport(server.url, private_network=True, contact="meja@perpus.example", pace=0)
    _, headers = json.loads(asking.get("echo").body)
    assert headers["user-agent"].startswith("Suluh/")
    assert "meja@perpus.example" in headers["user-agent"]


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "ñandú@perpus.example", "a)b\\(c", "\u2028"])
def test_no_contact_breaks_a_request(server, contact):
    asking = Transport(server.url, private_network=True, contact=contact, pace=0)
    _, headers = json.loads(asking.get("echo").body)
    assert "x-evil" not in headers
    assert headers["user-agent"].count("(") == headers["user-agent"].count(")") == 1


def test_nothing_of_the_environment_gets_in(asking, server, monkeypatch, tmp_path):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, hostile.nobody_there())
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login staff password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    _, headers = json.loads(asking.get("echo").body)
    assert "authorization" not in headers


@pytest.mark.parametrize("address", ["ok", "odd-header", "hang-up", "large"])
def test_no_log_has_what_somebody_looked_for(asking, caplog, address):
    caplog.set_level(0)
    with contextlib.suppress(CatalogueError):
        asking.get(address, [("keywords", "kesehatan-jiwa")])
    assert "kesehatan-jiwa" not in caplog.text


def test_no_cookie_is_kept(asking):
    asking.get("cookie")
    _, headers = json.loads(asking.get("echo").body)
    assert "cookie" not in headers


@pytest.mark.parametrize("address", ["status/404", "status/500", "html", "list", "latin"])
def test_what_only_an_adapter_can_judge_comes_back(asking, server, address):
    answer = asking.get(address)
    assert answer.body
    assert server.paths == ["/" + address]


def test_another_encoding_stays_bytes(asking):
    answer = asking.get("latin")
    assert answer.media_type == "text/xml"
    assert "José".encode("latin-1") in answer.body


def test_a_packed_answer_is_unpacked(asking):
    assert asking.get("packed").body == hostile.XML


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("large", Trouble.BAD_RESPONSE),
        ("bomb", Trouble.BAD_RESPONSE),
        ("endless", Trouble.BAD_RESPONSE),
        ("torn", Trouble.BAD_RESPONSE),
        ("brotli", Trouble.BAD_RESPONSE),
        ("short", Trouble.BAD_RESPONSE),
        ("nonsense", Trouble.BAD_RESPONSE),
        ("status/401", Trouble.REFUSED),
        ("status/403", Trouble.REFUSED),
    ],
)
def test_what_goes_wrong_is_a_kind_of_trouble_after_one_try(asking, server, address, kind):
    assert trouble(asking, address).trouble is kind
    assert len(server.asked) == 1


@pytest.mark.parametrize("address", ["drip", "drip-header", "drip-continue", "silent"])
def test_what_never_ends_is_ended(asking, server, address):
    assert trouble(asking, address, seconds=0.4).trouble is Trouble.TIMEOUT
    assert asking.get("ok").status == 200  # it is somebody else's turn


def test_what_never_ends_is_ended_where_nobody_waits_for_it(asking, monkeypatch):
    monkeypatch.setattr(transport, "LONGEST", 0.4)
    assert trouble(asking, "drip").trouble is Trouble.TIMEOUT


def test_a_silent_server_is_left(asking, server, monkeypatch):
    monkeypatch.setattr(transport, "READ_SECONDS", 0.2)
    assert trouble(asking, "silent").trouble is Trouble.TIMEOUT
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_passes_is_tried_twice_more(asking, server, status):
    assert asking.get(f"status/{status}/2").body == hostile.XML
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (429, Trouble.BUSY),
        (502, Trouble.OFFLINE),
        (503, Trouble.BUSY),
        (504, Trouble.OFFLINE),
    ],
)
def test_after_three_tries_it_is_told(asking, server, status, kind):
    assert trouble(asking, f"status/{status}").trouble is kind
    assert len(server.asked) == 3


def test_a_short_pause_that_the_server_asks_for_is_kept(asking, server):
    assert asking.get("status/503/1?after=1").status == 200
    first, second = server.asked
    assert second.at - first.at >= 0.95


@pytest.mark.parametrize("is_date", [False, True], ids=["seconds", "date"])
def test_a_server_that_wants_a_long_pause_is_left_alone_by_all(asking, server, is_date):
    later = datetime.now(UTC) + timedelta(hours=1)
    after = format_datetime(later, usegmt=True) if is_date else "3600"
    assert trouble(asking, f"status/503?after={quote(after)}").trouble is Trouble.BUSY
    other = Transport(server.url, private_network=True, pace=0)
    assert trouble(other, "ok", seconds=5).trouble is Trouble.BUSY
    assert len(server.asked) == 1


@pytest.mark.parametrize("after", ["soon", "-1", "1e9", "9" * 400, "Mon, 99 Foo 2026 99:99:99"])
def test_nonsense_in_the_place_of_a_pause_is_none(asking, server, after):
    assert asking.get("status/503/1", [("after", after)]).status == 200


def test_no_retry_past_the_deadline(asking, server):
    assert trouble(asking, "status/503?after=3", seconds=1).trouble is Trouble.BUSY
    assert len(server.asked) == 1


def test_nobody_there(asking):
    gone = Transport(hostile.nobody_there(), private_network=True, pace=0)
    assert trouble(gone, "").trouble is Trouble.OFFLINE


def test_a_server_that_hangs_up_is_tried_again(asking, server):
    assert trouble(asking, "hang-up").trouble is Trouble.OFFLINE
    assert len(server.asked) == 3


def test_a_name_that_nobody_has():
    asking = Transport("http://katalog.invalid/", pace=0)
    assert trouble(asking, "").trouble is Trouble.OFFLINE


def test_a_redirect_on_the_host_is_followed(asking, server):
    answer = asking.get("to/301", [("address", "../ok?a=1")])
    assert answer.url == server.url + "ok?a=1"
    assert asking.get("to", [("address", "/packed#part")]).body == hostile.XML


@pytest.mark.parametrize(
    "location",
    [
        "https://elsewhere.example/ok",
        "//elsewhere.example/ok",
        "http://localhost:{port}/ok",
        "http://169.254.169.254/latest",
        "http://127.0.0.1:1/ok",
        "http://127.0.0.1:{port}@elsewhere.example/",
        "http://staff:secret@127.0.0.1:{port}/ok",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[",
        "http://127.0.0.1:99999/",
        "ftp://127.0.0.1:{port}/ok",
    ],
)
def test_a_redirect_elsewhere_is_not(asking, server, location):
    location = location.format(port=server.port)
    error = trouble(asking, "to", params=[("address", location)])
    assert error.trouble in {Trouble.BAD_RESPONSE, Trouble.REFUSED}
    assert server.paths == ["/to"]
    assert server.connections == 1


def test_redirects_come_to_an_end(asking, server):
    assert trouble(asking, "loop").trouble is Trouble.BAD_RESPONSE
    assert len(server.asked) == 4


def test_no_address_but_the_host_s(asking, server):
    for address in ("https://elsewhere.example/", "//elsewhere.example/", "http://127.0.0.1:1/"):
        assert trouble(asking, address).trouble is Trouble.BAD_RESPONSE
    assert asking.get(server.url + "ok").status == 200
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "katalog.example",
        "ftp://katalog.example/",
        "http://",
        "http://[",
        "http://a:b@c.example/",
    ],
)
def test_what_is_no_address_on_the_web(url):
    with pytest.raises(CatalogueError) as caught:
        Transport(url)
    assert caught.value.key == "not_on_the_web"


def test_odd_names_of_hosts_are_told_too():
    for host in ("a" * 70 + ".example", "\u2028.example", "*.example"):
        assert trouble(Transport(f"http://{host}/", pace=0), "").trouble in Trouble


def test_a_private_address_is_refused_before_anything_is_sent(server):
    error = trouble(Transport(server.url, pace=0), "ok")
    assert (error.trouble, error.key) == (Trouble.REFUSED, "private_address")
    assert not server.asked


def test_a_name_that_leads_to_a_private_address_is_too(server, monkeypatch):
    """It does not matter what the name led to before: the connection itself is looked at."""
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_, **__: [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port)),
        ],
    )
    error = trouble(Transport(f"http://katalog.example:{server.port}/", pace=0), "ok")
    assert error.key == "private_address"
    assert not server.asked


@pytest.mark.parametrize(
    ("address", "public", "private"),
    [
        ("8.8.8.8", True, True),
        ("2001:4860:4860::8888", True, True),
        ("10.1.2.3", False, True),
        ("192.168.1.10", False, True),
        ("172.16.0.1", False, True),
        ("100.64.0.1", False, True),
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("fd00::1", False, True),
        ("169.254.169.254", False, False),
        ("fe80::1%eth0", False, False),
        ("224.0.0.1", False, False),
        ("ff02::1", False, False),
        ("240.0.0.1", False, False),
        ("255.255.255.255", False, False),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("::ffff:10.0.0.1", False, True),
        ("::ffff:127.0.0.1", False, True),
        ("::ffff:169.254.169.254", False, False),
        ("::ffff:8.8.8.8", True, True),
        ("64:ff9b::7f00:1", False, True),
        ("64:ff9b::808:808", True, True),
        ("2002:a9fe:a9fe::1", False, False),
    ],
)
def test_which_addresses_may_be_reached(address, public, private):
    assert guarded.may_reach(address, private_network=False) == public
    assert guarded.may_reach(address, private_network=True) == private


@given(st.ip_addresses())
def test_what_is_public_is_no_private_address(address):
    if guarded.may_reach(str(address), private_network=False):
        assert guarded.may_reach(str(address), private_network=True)
        assert not address.is_loopback
        assert not address.is_link_local


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    server = hostile.Hostile(secure(tmp_path))
    with contextlib.closing(server):
        error = trouble(Transport(server.url, private_network=True, pace=0), "ok")
    assert (error.trouble, error.key) == (Trouble.REFUSED, "wrong_certificate")
    assert not server.asked


def test_a_certificate_of_another_host_is_refused(tmp_path, monkeypatch):
    made, key = secure(tmp_path, "katalog.example")
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(made))
    server = hostile.Hostile((made, key))
    with contextlib.closing(server):
        error = trouble(Transport(server.url, private_network=True, pace=0), "ok")
    assert (error.trouble, error.key) == (Trouble.REFUSED, "wrong_certificate")


def test_a_secure_connection_is_looked_at_and_cut_like_any(tmp_path, monkeypatch):
    made, key = secure(tmp_path)
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(made))
    server = hostile.Hostile((made, key))
    with contextlib.closing(server):
        asking = Transport(server.url, private_network=True, pace=0)
        assert asking.get("ok").body == hostile.XML
        assert trouble(asking, "drip", seconds=0.5).trouble is Trouble.TIMEOUT
        assert trouble(asking, "bomb").trouble is Trouble.BAD_RESPONSE
        insecure = server.url.replace("https", "http") + "ok"
        error = trouble(asking, "to", params=[("address", insecure)])
        assert error.key == "moved_elsewhere"
        assert trouble(Transport(server.url, pace=0), "ok").key == "private_address"


def test_a_server_that_does_not_speak_https(server):
    asking = Transport(server.url.replace("http", "https"), private_network=True, pace=0)
    error = trouble(asking, "ok")
    assert (error.trouble, error.key) == (Trouble.OFFLINE, "not_secure")


def test_a_handshake_that_never_ends_is_ended():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        asking = Transport(url, private_network=True, pace=0)
        assert trouble(asking, "ok", seconds=0.4).trouble is Trouble.TIMEOUT


def test_from_http_to_https_of_the_same_host(monkeypatch):
    """Ports 80 and 443 are not ours to open: what would be asked is enough."""
    asking = Transport("http://katalog.example/slims/", pace=0)
    asked = []

    def once(url, _headers):
        asked.append(url)
        if url.startswith("http:"):
            return url.replace("http:", "https:")
        return transport.Answer(200, "text/xml", hostile.XML, url)

    monkeypatch.setattr(asking, "_once", once)
    asking.get("index.php?a=1")
    asking.get("index.php?a=2")
    assert asked == [
        "http://katalog.example/slims/index.php?a=1",
        "https://katalog.example/slims/index.php?a=1",
        "https://katalog.example/slims/index.php?a=2",  # it is remembered
    ]


def each_in_a_thread(do, count):
    """Call a function at the same moment in many threads; return what became of each."""
    found, ready = [], threading.Barrier(count)

    def run(number):
        ready.wait()
        try:
            found.append(do(number))
        except CatalogueError as error:
            found.append(error.trouble)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_fifty_threads_ask_one_after_the_other(server):
    pace = 0.03
    asking = Transport(server.url, private_network=True, pace=pace)
    found = each_in_a_thread(lambda number: asking.get("ok", [("n", str(number))]).status, 50)
    assert found == [200] * 50
    assert server.most_at_once == 1
    at = [each.at for each in server.asked]
    assert at[-1] - at[0] >= 49 * pace - pace


def test_all_transports_to_a_host_stand_in_one_queue(server):
    def ask(number):
        return Transport(server.url, private_network=True, pace=0).get("slow/0.02").status

    assert each_in_a_thread(ask, 10) == [200] * 10
    assert server.most_at_once == 1


def test_another_host_is_another_queue(server):
    other = hostile.Hostile()
    with contextlib.closing(other):
        slow = threading.Thread(
            target=lambda: Transport(server.url, private_network=True, pace=60).get("ok")
        )
        slow.start()
        assert Transport(other.url, private_network=True, pace=60).get("ok").status == 200
        slow.join()


def test_a_queue_that_is_too_long_refuses_at_once(server):
    asking = Transport(server.url, private_network=True, pace=0.5)

    def ask(_number):
        with within(1.2):
            return asking.get("ok").status

    found = each_in_a_thread(ask, 50)
    assert found.count(Trouble.BUSY) == 50 - found.count(200)
    assert 1 <= found.count(200) <= 3
    assert len(server.asked) == found.count(200)
    asking.get("ok")
    assert trouble(asking, "ok", seconds=0.1).trouble is Trouble.BUSY
    assert len(server.asked) == found.count(200) + 1


def test_who_waits_longest_is_asked_for_first(server):
    """The second request of one search comes before the first one of a later search."""
    asking = Transport(server.url, private_network=True, pace=0.5)

    def search(name, seconds):
        with within(seconds):
            asking.get("slow/0.3", [("of", name)])
            asking.get("ok", [("of", name)])

    first = threading.Thread(target=search, args=("first", 20))
    first.start()
    while not server.asked:
        time.sleep(0.01)
    second = threading.Thread(target=search, args=("second", 30))
    second.start()
    first.join()
    second.join()
    assert [each.query["of"][0] for each in server.asked] == ["first"] * 2 + ["second"] * 2


def test_a_search_that_has_begun_goes_on_in_its_grace(asking, server):
    with within(0.1, grace=5):
        asking.get("slow/0.2")
        assert left() == 0
        assert asking.get("ok").status == 200
    with within(0, grace=5):
        assert trouble(asking, "ok").trouble is Trouble.BUSY  # it has not begun
    assert server.paths == ["/slow/0.2", "/ok"]


def test_a_turn_ends_with_whatever_happens(asking, server):
    for address in ("large", "hang-up", "to?address=/loop", "status/403"):
        with contextlib.suppress(CatalogueError):
            asking.get(address)
    assert asking.get("ok").status == 200


def test_a_deadline_is_never_longer_than_the_one_around_it():
    assert left() == float("inf")
    with within(5), within(100, grace=3):
        assert left() <= 5
        assert deadline().end - deadline().turn == 0
    with within(5, grace=3), within(100):
        assert deadline().end - deadline().turn == 3
    with within(-1):
        assert left() == 0
    assert left() == float("inf")


def test_how_large_an_answer_may_be_is_for_whoever_asks_to_say(server):
    few = Transport(server.url, private_network=True, pace=0, most_bytes=10)
    assert trouble(few, "ok").detail == "larger than 10 bytes"
    many = Transport(server.url, private_network=True, pace=0, most_bytes=hostile.LARGE)
    assert len(many.get("large").body) == hostile.LARGE


def test_letters_that_cannot_be_sent_are_no_error(asking):
    said, _ = json.loads(asking.get("echo", [("id", "a\ud800b")]).body)
    assert said == {"id": ["a?b"]}
