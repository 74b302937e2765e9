"""The staff's door over real sockets: who gets in, for how long, and what they see."""

import io
import json
import re
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import pytest
import requests
import validator
from hypothesis import given
from hypothesis import strategies as st
from staff_house import LESSON, PASSWORD, fill, house

from toolkit.results.served import DOCX
from toolkit.server.staff.attempts import BURST, BURST_OF_ALL, SECONDS, SECONDS_OF_ALL, Attempts
from toolkit.server.staff.choice import NAMES, Choice, ChoiceError
from toolkit.server.staff.password import Password
from toolkit.server.staff.sessions import HOURS, MOST, Sessions


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A server with records. Nobody changes its password."""
    folder = tmp_path_factory.mktemp("staff")
    fill(folder)
    with house(folder) as running:
        yield running


@pytest.fixture
def empty(tmp_path):
    """A server of this test's own."""
    with house(tmp_path) as running:
        yield running


def sign_in(running, password=PASSWORD, *, browser=None, **headers):
    browser = browser or requests.Session()
    answer = browser.post(
        f"{running.address}/staff/sign-in",
        {"password": password},
        headers={"Origin": running.address, **headers},
        allow_redirects=False,
        timeout=30,
    )
    return browser, answer


@pytest.fixture(scope="module")
def member(filled):
    browser, answer = sign_in(filled)
    assert answer.status_code == 303, answer.text
    filled.staff.attempts.forget("")
    return browser


def see(running, browser, path="staff", **query):
    return browser.get(f"{running.address}/{path}", params=query, timeout=60, allow_redirects=False)


def is_sign_in(answer):
    return 'type="password"' in answer.text and "no-store" in answer.headers["Cache-Control"]


def test_without_a_password_one_sentence_says_how_to_set_it(tmp_path):
    with house(tmp_path, password="") as running:
        for path in ("staff", "staff/", "staff/results", "staff/report.docx", "staff/apa"):
            answer = see(running, requests, path)
            assert answer.status_code == 503
            assert "suluh password" in answer.text
            assert "<form" not in answer.text
        assert sign_in(running)[1].status_code == 503
        Password(tmp_path).set(PASSWORD)  # without a restart
        assert is_sign_in(see(running, requests))
        Password(tmp_path).file.write_text("rusak")
        assert "staff-password" in see(running, requests).text


@pytest.mark.parametrize(
    "path", ["staff", "staff/", "staff/results", "staff/report.docx", "staff/answers.zip"]
)
def test_strangers_see_nothing_but_the_way_in(filled, path):
    answer = see(filled, requests, path, lesson=LESSON)
    assert is_sign_in(answer)
    assert "Set-Cookie" not in answer.headers
    assert answer.status_code == (200 if path.rstrip("/") == "staff" else 403)


@pytest.mark.parametrize("path", ["staff", "staff/results?since=x", "staff/sign-in", "staff/apa"])
def test_every_answer_is_closed_off(filled, member, path):
    for browser in (requests, member):
        answer = see(filled, browser, path)
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.headers.get("Content-Security-Policy", "")
        if answer.status_code != 303:
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert "<script" not in answer.text
        assert "unsafe-inline" not in policy


def test_the_cookie_is_for_this_door_alone(empty):
    browser, answer = sign_in(empty)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "../staff"
    (cookie,) = answer.headers["Set-Cookie"].split(", ")
    assert {"HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()
    (kept,) = browser.cookies
    assert kept.path == "/staff"
    assert len(kept.value) >= 43  # 256 bits
    assert not is_sign_in(see(empty, browser))
    assert "Cookie" not in browser.get(empty.address, timeout=20).request.headers


def test_behind_a_proxy_with_https_the_cookie_is_secure_and_below_its_path(tmp_path):
    facts = {"public_url": "https://kota.example/suluh/", "trusted_proxies": ("127.0.0.1",)}
    with house(tmp_path, **facts) as running:
        browser = requests.Session()
        answer = browser.post(
            f"{running.address}/suluh/staff/sign-in",
            {"password": PASSWORD},
            headers={"Origin": "https://kota.example", "X-Forwarded-Proto": "https"},
            allow_redirects=False,
            timeout=20,
        )
        assert answer.status_code == 303
        assert "Secure" in answer.headers["Set-Cookie"].split("; ")
        (kept,) = browser.cookies
        assert kept.path == "/suluh/staff"


@pytest.mark.parametrize("origin", ["", "null", "https://jahat.example", "http://127.0.0.1:1"])
@pytest.mark.parametrize("form", ["sign-in", "sign-out"])
def test_a_form_from_elsewhere_does_nothing(filled, member, origin, form):
    answer = member.post(
        f"{filled.address}/staff/{form}",
        {"password": PASSWORD},
        headers={"Origin": origin},
        allow_redirects=False,
        timeout=20,
    )
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert not is_sign_in(see(filled, member))


def test_signing_out_ends_the_session(empty):
    browser, _ = sign_in(empty)
    token = browser.cookies["suluh-staff"]
    answer = browser.post(
        f"{empty.address}/staff/sign-out",
        headers={"Origin": empty.address},
        allow_redirects=False,
        timeout=20,
    )
    assert answer.status_code == 303
    assert not list(browser.cookies)
    assert is_sign_in(see(empty, browser))
    assert is_sign_in(requests.get(f"{empty.address}/staff", cookies={"suluh-staff": token}))


def test_who_has_to_sign_in_keeps_what_they_chose(empty):
    asked = {"lesson": LESSON, "class": "7A", "lang": "en"}
    page = see(empty, requests, "staff/results", **asked).text
    form = re.search(r'method="post" action="([^"]*)"', page)[1].replace("&amp;", "&")
    answer = requests.post(
        urljoin(f"{empty.address}/staff/results", form),
        {"password": PASSWORD},
        headers={"Origin": empty.address},
        allow_redirects=False,
        timeout=20,
    )
    assert answer.headers["Location"] == f"../staff?lesson={LESSON}&class=7A&lang=en"


def test_a_new_password_ends_all_sessions(empty):
    browsers = [sign_in(empty)[0] for _ in range(2)]
    assert not any(is_sign_in(see(empty, browser)) for browser in browsers)
    Password(empty.folder).set(PASSWORD)  # even the same
    assert all(is_sign_in(see(empty, browser)) for browser in browsers)
    assert sign_in(empty, PASSWORD)[1].status_code == 303


def test_a_wrong_password_is_told_and_too_many_must_wait(empty):
    statuses = [sign_in(empty, f"salah sama sekali {at}")[1].status_code for at in range(BURST)]
    assert statuses == [403] * BURST
    answer = sign_in(empty)[1]
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= SECONDS
    assert "Set-Cookie" not in answer.headers
    assert sign_in(empty, "")[1].status_code == 400  # costs nobody anything


def test_no_more_than_two_passwords_are_compared_at_once(empty):
    empty.staff.attempts.wait = lambda _caller: 0
    with ThreadPoolExecutor(30) as crowd:
        answers = list(crowd.map(lambda at: sign_in(empty, f"bukan ini juga {at}")[1], range(30)))
    assert {answer.status_code for answer in answers} <= {403, 429}
    assert empty.staff.comparing._threads._max_workers == 2
    assert len(empty.staff.comparing._threads._threads) <= 2


def test_sessions_end_by_themselves():
    now = [1000.0]
    sessions = Sessions(clock=lambda: now[0])
    token = sessions.begin("hash")
    assert sessions.holds(token, "hash")
    assert not sessions.holds(token + "x", "hash")
    assert not sessions.holds("", "hash")
    now[0] += HOURS * 3600 - 1
    assert sessions.holds(token, "hash")
    now[0] += 1
    assert not sessions.holds(token, "hash")
    first = sessions.begin("hash")
    others = [sessions.begin("hash") for _ in range(MOST)]
    assert len({first, *others}) == MOST + 1
    assert not sessions.holds(first, "hash")
    assert sessions.holds(others[0], "hash")
    assert not sessions.holds(others[0], "lain")
    assert not sessions.holds(others[0], "hash")  # it was ended


def test_one_caller_waits_long_before_all_do():
    now = [50.0]
    attempts = Attempts(lambda: now[0])
    assert [attempts.wait("a") for _ in range(BURST)] == [0] * BURST
    assert attempts.wait("a") == SECONDS
    assert attempts.wait("b") == 0
    now[0] += SECONDS
    assert attempts.wait("a") == 0
    assert attempts.wait("a") > 0
    attempts.forget("a")
    assert attempts.wait("a") == 0
    now[0] += 1000 * SECONDS
    assert sum(not attempts.wait(str(at)) for at in range(500)) == BURST_OF_ALL
    assert attempts.wait("lain") <= SECONDS_OF_ALL


@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=12) for name in NAMES}))
def test_whatever_an_address_says_is_read_or_refused(asked):
    try:
        choice = Choice.read(asked.get)
    except ChoiceError:
        return
    again = choice.asked()
    assert Choice.read(again.get) == choice


@pytest.mark.parametrize(
    "query",
    [
        {"since": "2026-13-01"},
        {"since": "2026-11-02", "until": "2026-11-01"},
        {"lesson": "../../etc"},
        {"class": "'; DROP"},
        {"channel": "x" * 101},
        {"channel": "a\nb"},
    ],
)
def test_a_choice_that_cannot_be_is_told(filled, member, query):
    answer = see(filled, member, "staff/results", **{"lesson": LESSON, **query})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert see(filled, member, "staff/answers.zip", **query).status_code == 400


def test_what_can_be_chosen_is_there(filled, member):
    page = see(filled, member).text
    assert f'<option value="{LESSON}">' in page
    for value in ("7A", "7B", "instagram"):
        assert f'<option value="{value}">' in page
    english = see(filled, member, lang="en").text
    assert '<html lang="en"' in english
    assert 'name="lang" value="en"' in english
    assert "staff/answers.zip?lang=en" in english


def test_a_library_that_keeps_nothing_is_told_so(tmp_path):
    with house(tmp_path, keep_records=False) as running:
        page = see(running, sign_in(running)[0]).text
    assert "keep = false" in page
    assert "Belum ada kunjungan yang tercatat" in page
    assert 'name="lesson"' not in page


def test_the_results_are_those_of_the_choice(filled, member):
    page = see(filled, member, "staff/results", lesson=LESSON, **{"class": "7a"}).text
    assert "Yang dihitung: kelas 7A." in page
    assert "<h2" in page
    assert "<b>jelas" not in page
    assert "report.docx?lesson=misinformation&amp;class=7A" in page


def test_the_pages_are_valid_html(filled, member, tmp_path):
    asked = [
        (requests, "staff", {}),
        (requests, "staff/results", {"lang": "en"}),
        (member, "staff", {}),
        (member, "staff/results", {"since": "kemarin"}),
        (member, "staff/results", {"lesson": LESSON, "class": "7A"}),
        (member, "staff/results", {"lesson": LESSON, "class": "9Z"}),
    ]
    files = []
    for browser, path, query in asked:
        files.append(tmp_path / f"{len(files)}.html")
        files[-1].write_bytes(see(filled, browser, path, **query).content)
    assert not validator.problems(files)


def test_the_report_is_a_file_to_edit(filled, member):
    answer = see(filled, member, "staff/report.docx", lesson=LESSON, lang="en")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == DOCX
    named = answer.headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.docx"', named)
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.testzip() is None
        assert "word/document.xml" in packed.namelist()


def test_the_answers_come_one_by_one_in_a_zip(filled, member):
    answer = see(filled, member, "staff/answers.zip", lesson=LESSON)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert sorted(packed.namelist()) == [
            "feedback.csv",
            "responses.csv",
            "room_events.csv",
            "visits.csv",
        ]
        visits = packed.read("visits.csv").decode("utf-8-sig").splitlines()
    assert len(visits) == 13


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_large_file_comes_piece_by_piece_and_is_not_kept(filled, member, monkeypatch, method):
    whole = see(filled, member, "staff/answers.zip", lesson=LESSON, since="2026-01-01")
    monkeypatch.setattr("toolkit.server.staff.answers.LARGEST_KEPT", 100)
    monkeypatch.setattr("toolkit.server.staff.results.CHUNK", 1000)
    filled.staff.answers._kept.clear()
    address = f"{filled.address}/staff/answers.zip"
    query = {"lesson": LESSON, "since": "2026-01-01"}
    answer = member.request(method, address, params=query, timeout=60)
    assert answer.status_code == 200
    assert abs(int(answer.headers["Content-Length"]) - len(whole.content)) < 100
    if method == "GET":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            assert packed.testzip() is None
    assert not filled.staff.answers._kept


def test_what_fails_is_told_and_logged_without_who_asked(filled, member, monkeypatch, caplog):
    monkeypatch.setattr("toolkit.server.staff.answers.PROGRAM", "toolkit.tidak_ada")
    answer = see(filled, member, "staff/report.xlsx", lesson=LESSON, channel="rahasia")
    assert answer.status_code == 500
    assert "belum dapat dibuat" in answer.text
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "rahasia" not in caplog.text
    monkeypatch.setattr("toolkit.server.staff.answers.SECONDS", 0.01)
    answer = see(filled, member, "staff/report.xlsx", lesson=LESSON, channel="rahasia")
    assert answer.status_code == 504


def test_a_mistake_of_ours_is_logged_without_who_asked(filled, member, monkeypatch, caplog):
    monkeypatch.setattr(filled.staff.sessions, "holds", lambda *_: 1 / 0)
    answer = see(filled, member, "staff/results", lesson=LESSON, channel="rahasia")
    assert answer.status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert "rahasia" not in caplog.text
    assert "127.0.0.1" not in caplog.text
    assert see(filled, member, "staff/%ff").status_code == 404
    assert len(caplog.records) == 1


def test_the_same_question_is_answered_once_a_minute(filled, member):
    began = time.perf_counter()
    first = see(filled, member).text
    once = time.perf_counter() - began
    assert see(filled, member).text == first
    assert once < 30
    questions = [json.loads(key)[0]["job"] for key in filled.staff.answers._kept]
    assert questions.count("choices") <= 2  # one a language
