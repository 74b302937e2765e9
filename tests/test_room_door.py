"""The way into a live room: its link, the page to type a code, and what a page in it asks for."""

import http.client
import json
import re

import messages
import pytest
from room_house import LESSON_PAGE, POLL, question, room_house, vote

from toolkit.rooms import views
from toolkit.rooms.codes import grouped
from toolkit.server.rooms import guessing

UNKNOWN = "CCCCCC"


@pytest.fixture
def house(tmp_path):
    """A server with live rooms."""
    with room_house(tmp_path) as found:
        yield found


def page(answer):
    status, headers, body = answer
    assert headers["Content-Type"].startswith("text/html")
    assert headers["Cache-Control"] == "no-store"
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "form-action 'self'" in headers["Content-Security-Policy"]
    text = body.decode()
    assert "<script" not in text
    return status, text


# The link


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/r/{code}", "../uji?room={code}"),
        ("/r/{code}/", "../../uji?room={code}"),
        ("/r/{low}", "../uji?room={code}"),
        ("/r/{grouped}", "../uji?room={code}"),
        ("/r/{code}.", "../uji?room={code}"),
        ("/r/{code}?lang=en", "../en/uji?room={code}"),
        ("/r/{code}?lang=xx", "../uji?room={code}"),
        ("/r/{code}?present", "../uji?present&room={code}"),
        ("/r/{code}?utm_source=wa&room=x", "../uji?utm_source=wa&room={code}"),
        ("/r/{code}?%E4%B8%AD&%C3%A9", "../uji?%E4%B8%AD=&%C3%A9=&room={code}"),
        ("/r/?code={low}", "../uji?room={code}"),
        ("/r/?lang=en&code={code}", "../en/uji?room={code}"),
    ],
)
def test_a_code_leads_to_the_lesson_in_the_room(house, path, target):
    code = house.open(LESSON_PAGE)
    spelled = {"code": code, "low": code.lower(), "grouped": grouped(code).replace(" ", "%20")}
    status, headers, _ = house.get(path.format(**spelled))
    assert status == 302
    assert headers["Location"] == target.format(code=code)
    assert headers["Cache-Control"] == "no-store"


def test_a_room_in_english_leads_to_the_english_page(house):
    code = house.open(LESSON_PAGE, "en")
    assert house.get(f"/r/{code}")[1]["Location"] == f"../en/uji?room={code}"
    assert house.get(f"/r/{code}?lang=id")[1]["Location"] == f"../uji?room={code}"


def test_a_link_leads_to_the_lesson_also_after_the_end(house):
    code = house.open(LESSON_PAGE)
    house.steer(code, "end")
    assert house.get(f"/r/{code}")[0] == 302


def test_a_room_whose_lesson_has_no_page_any_more(house):
    assert house.get(f"/r/{house.open()}")[0] == 404


def test_where_the_site_lies_below_a_path(tmp_path):
    with room_house(tmp_path, public_url="https://perpustakaan.example/suluh/") as house:
        code = house.open(LESSON_PAGE)
        for path in (f"/r/{code}", f"/suluh/r/{code}"):
            assert house.get(path)[1]["Location"] == f"../uji?room={code}"


# The page


@pytest.mark.parametrize(("query", "language"), [("", "id"), ("?lang=en", "en")])
def test_the_page_asks_for_a_code_in_both_languages(house, query, language):
    status, text = page(house.get(f"/r/{query}"))
    assert status == 200
    assert f'<html lang="{language}"' in text
    assert re.search(r'<label for="room-code">', text)
    assert 'role="alert"' not in text
    assert house.get("/r")[1]["Location"] == "./r/" or house.get("/r")[1]["Location"] == "r/"
    status, headers, style = house.get("/r/look.css")
    assert (status, headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert b".room-form" in style


@pytest.mark.parametrize(
    "path", [f"/r/{UNKNOWN}", f"/r/?code={UNKNOWN}", "/r/%3Cb%3E?lang=en", "/r/x/"]
)
def test_a_code_that_is_none_shows_the_page_again_with_a_sentence(house, path):
    status, text = page(house.get(path))
    assert status == 404
    assert 'role="alert"' in text
    assert 'aria-invalid="true"' in text
    assert "<b>" not in text


def test_nothing_typed_is_said_so(house):
    status, text = page(house.get("/r/?code="))
    assert status == 200
    assert 'role="alert"' in text


def test_the_page_takes_no_other_method(house):
    assert house.door.ask(b"x", "POST", "/r/")[0] == 405
    assert house.door.ask(b"", "HEAD", "/r/")[::2] == (200, b"")


def test_where_nothing_is_kept_there_are_no_rooms(tmp_path):
    with room_house(tmp_path, keep_records=False) as house:
        assert page(house.get(f"/r/{UNKNOWN}"))[0] == 404
        with house.stream(UNKNOWN, messages.new_id()) as phone:
            assert phone.status == 404


# What a page in a room asks for


def test_now_is_the_view_and_lets_in(house):
    code, visit = house.open(), messages.new_id()
    status, headers, body = house.get(f"/r/{code}/now?visit={visit}")
    assert (status, headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert headers["Cache-Control"] == "no-store"
    assert json.loads(body)["room"] == code
    with house.stream(code) as screen:
        assert screen.until(lambda view: view["joined"] == 1)


@pytest.mark.parametrize("name", ["now", "stream", "questions", "qr.svg"])
def test_an_unknown_room_is_said_in_json(house, name):
    status, headers, body = house.get(f"/r/{UNKNOWN}/{name}?lang=en")
    assert (status, headers["Content-Type"]) == (404, "application/json; charset=utf-8")
    assert "room" in json.loads(body)["why"]


@pytest.mark.parametrize("visit", ["x", "0" * 31, "0" * 33, "Z" * 32, "../x"])
def test_a_visit_that_is_none(house, visit):
    code = house.open()
    assert house.get(f"/r/{code}/now?visit={visit}")[0] == 400
    assert house.get(f"/r/{code}/stream?visit={visit}")[0] == 400
    assert house.state(code).joined == 0


def test_questions_are_told_once_they_are_shown(house):
    code = house.open(questions_open=True)
    asked = question("Bagaimana dengan <b>pesan</b> keluarga?")
    assert not house.send(code, asked)[1]["refused"]
    assert json.loads(house.get(f"/r/{code}/questions")[2]) == []
    with house.stream(code) as screen:
        screen.until(lambda view: view["joined"] == 1)  # by now it was read
    house.steer(code, "mark", question=asked["id"], state="shown")
    (found,) = json.loads(house.get(f"/r/{code}/questions")[2])
    assert found == {"id": asked["id"], "text": asked["text"], "votes": 0, "state": "shown"}


def test_the_qr_code_is_a_drawing_of_the_link(house):
    code = house.open()
    status, headers, body = house.get(f"/r/{code}/qr.svg")
    assert (status, headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert f"http://{house.door.host}:{house.door.port}/r/{code}".encode() in body
    assert "default-src 'none'" in headers["Content-Security-Policy"]


# Whom it holds back


def guess(house, times, caller="127.0.0.1"):
    """Try codes as somebody at an address; return what came of each."""
    found = []
    connection = http.client.HTTPConnection(
        house.door.host, house.door.port, timeout=20, source_address=(caller, 0)
    )
    for _ in range(times):
        connection.request("GET", f"/r/{UNKNOWN}/now")
        answer = connection.getresponse()
        answer.read()
        found.append((answer.status, answer.headers.get("Retry-After")))
    connection.close()
    return found


@pytest.fixture
def patient(house):
    """The same server, to which no time passes: who has to wait does so for the whole test."""
    house.door.live.entrance.guesses = guessing.Guesses(lambda: 0.0)
    return house


def in_the_room(house, code):
    """Let a phone into a room; return its visit."""
    visit = messages.new_id()
    with house.stream(code, visit) as phone:
        phone.until(lambda _: visit in house.state(code).people)
    return visit


def test_who_tries_many_codes_has_to_wait(patient):
    code = patient.open()
    visit = in_the_room(patient, code)
    statuses = [status for status, _ in guess(patient, guessing.CALLER_BURST + 20)]
    assert statuses == [404] * guessing.CALLER_BURST + [429] * 20
    assert int(guess(patient, 1)[0][1]) > 0
    # Nor is a right code answered then: it could be told from a wrong one.
    assert patient.get(f"/r/{code}/now")[0] == 429
    status, text = page(patient.get(f"/r/{code}"))
    assert (status, 'role="alert"' in text) == (429, True)
    # But who is in the room, behind the same address, does not notice.
    with patient.stream(code, visit) as again:
        assert again.status == 200
    assert patient.get(f"/r/{code}/now?visit={visit}")[0] == 200
    assert patient.get("/uji")[0] == 200


def test_sending_votes_is_no_way_to_try_codes(patient):
    code = patient.open()
    patient.steer(code, "poll", **POLL)
    visit = in_the_room(patient, code)
    # Neither what is no event beside it changes that, nor that every visit is another.
    statuses = [
        patient.send(UNKNOWN, None, vote("p1", 0), id=messages.new_id())[0]
        for _ in range(guessing.CALLER_BURST + 5)
    ]
    assert statuses == [200] * guessing.CALLER_BURST + [429] * 5
    assert patient.send(code, vote("p1", 0), id=messages.new_id())[0] == 429
    assert patient.get(f"/r/{code}")[0] == 429
    # Who is in the room, behind the same address, does not notice; nor do answers to a lesson.
    assert not patient.send(code, vote("p1", 0), id=visit)[1]["refused"]
    assert patient.send(UNKNOWN, messages.response(), id=messages.new_id())[0] == 200


def test_a_right_code_costs_nothing(house):
    code = house.open()
    for _ in range(guessing.CALLER_BURST + 20):
        assert house.get(f"/r/{code}/now")[0] == 200


def test_a_mistake_of_ours_is_logged_without_who_asked(house, caplog, monkeypatch):
    def broken(state):
        raise ValueError(state.room)

    monkeypatch.setattr(views, "questions", broken)
    code, visit = house.open(), messages.new_id()
    assert house.get(f"/r/{code}/questions?visit={visit}")[0] == 500
    (told,) = caplog.records
    assert (told.name, told.exc_info) == ("suluh", None)
    assert "ValueError" in told.getMessage()
    assert not {code, visit} & set(told.getMessage().split())


def test_a_visit_that_opens_streams_without_end_has_to_wait(house):
    code, visit = house.open(), messages.new_id()
    statuses = []
    for _ in range(guessing.VISIT_BURST + 10):
        with house.stream(code, visit) as phone:
            statuses.append(phone.status)
    assert statuses[0] == 200
    assert statuses[-1] == 429
    with house.stream(code, messages.new_id()) as other:
        assert other.status == 200


def test_a_whole_vote_behind_one_door(house):
    code = house.open()
    house.steer(code, "poll", **POLL)
    visits = [messages.new_id() for _ in range(30)]
    phones = [house.stream(code, visit) for visit in visits]
    for at, visit in enumerate(visits):
        assert not house.send(code, vote("p1", at % 2), id=visit)[1]["refused"]
    house.steer(code, "poll_state", run="p1", state="shown")
    for phone in phones:
        view = phone.until(lambda view: view["poll"] and view["poll"]["state"] == "shown")
        assert view["poll"]["split"] == [15, 15]
        phone.close()


def test_the_screen_of_an_open_server_has_the_address_that_phones_reach(tmp_path):
    with room_house(tmp_path) as house:
        house.door.live.base = "http://192.168.1.5:8866/"
        code = house.open()
        with house.stream(code) as screen:
            view = screen.until(lambda view: view["link"])
        assert view["link"] == f"http://192.168.1.5:8866/r/{code}"
        assert view["short"] == f"192.168.1.5:8866/r/{code}"


def test_behind_a_proxy_only_the_visitor_knows_the_address(tmp_path):
    with room_house(tmp_path, public_url="https://perpustakaan.example/") as house:
        house.door.live.base = "http://10.0.0.7:8866/"  # of a container, say
        with house.stream(house.open()) as screen:
            assert screen.view().data["link"] == ""
