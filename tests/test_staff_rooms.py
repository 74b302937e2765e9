"""The pages of who leads live rooms, over real sockets: who gets in, and what they can do."""

import json
import re
from dataclasses import replace
from itertools import islice
from urllib.parse import urljoin

import pytest
import requests
import validator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from leading_house import leading_house
from staff_house import LESSON

from toolkit.remote.events import Events
from toolkit.rooms.nouns import MOST_ROOMS
from toolkit.server.staff import console


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with leading_house(tmp_path_factory.mktemp("leading")) as running:
        yield running


@pytest.fixture(scope="module")
def trainer(house):
    return house.browser()


@pytest.fixture
def room(house, trainer):
    return house.open(trainer)


def see(house, browser, path, **query):
    address = f"{house.address}/{path}"
    return browser.get(address, params=query, timeout=30, allow_redirects=False)


def steer(house, browser, room, command, **headers):
    address = f"{house.address}/staff/rooms/{room}"
    return browser.post(address, json=command, headers=headers, timeout=30)


def views(house, browser, room, **headers):
    """Yield the views of a room's stream."""
    address = f"{house.address}/staff/rooms/{room}/stream"
    with browser.get(address, headers=headers, stream=True, timeout=30) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Cache-Control"] == "no-store, no-transform"
        events = Events()
        for piece in answer.iter_content(None):
            for event in events.feed(piece):
                if event.type == "view":
                    yield json.loads(event.data)


def steps(house):
    return [step["id"] for part in house.press.site.lessons[0]["parts"] for step in part["steps"]]


@pytest.mark.parametrize(
    "path", ["staff/rooms", "staff/rooms/{room}", "staff/rooms/{room}?lang=en"]
)
def test_strangers_see_the_way_in_on_pages(house, room, path):
    answer = see(house, requests, path.format(room=room))
    assert answer.status_code == 403
    assert 'type="password"' in answer.text
    assert "Kenali hoaks" not in answer.text


@pytest.mark.parametrize("name", ["stream", "lesson", "facts"])
def test_programs_of_strangers_are_refused_in_json(house, room, name):
    for path in (f"staff/rooms/{room}/{name}", "staff/rooms.json"):
        answer = see(house, requests, path)
        assert answer.status_code == 401
        assert answer.json()["why"]
        assert answer.headers["Cache-Control"] == "no-store"


def test_strangers_open_and_steer_nothing(house, trainer, room):
    stranger = requests.Session()
    stranger.headers["Origin"] = house.address
    before = len(see(house, trainer, "staff/rooms.json").json()["rooms"])
    answer = stranger.post(f"{house.address}/staff/rooms", json={"lesson": LESSON}, timeout=30)
    assert (answer.status_code, bool(answer.json()["why"])) == (401, True)
    answer = stranger.post(f"{house.address}/staff/rooms", {"lesson": LESSON}, timeout=30)
    assert answer.status_code == 403
    assert steer(house, stranger, room, {"do": "end"}).status_code == 401
    after = see(house, trainer, "staff/rooms.json").json()["rooms"]
    assert len(after) == before
    assert room in [each["room"] for each in after]


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example"])
def test_another_site_steers_nothing_though_the_trainer_is_signed_in(house, trainer, room, origin):
    answer = steer(house, trainer, room, {"do": "end"}, Origin=origin)
    assert (answer.status_code, bool(answer.json()["why"])) == (403, True)
    answer = trainer.post(
        f"{house.address}/staff/rooms",
        {"lesson": LESSON},
        headers={"Origin": origin},
        allow_redirects=False,
        timeout=30,
    )
    assert answer.status_code == 403
    assert room in [
        each["room"] for each in see(house, trainer, "staff/rooms.json").json()["rooms"]
    ]


def test_a_room_is_opened_with_a_form_and_without_a_script(house, trainer):
    page = see(house, trainer, "staff/rooms", lang="en")
    form = re.search(r'<form class="staff-form" method="post" action="([^"]*)"', page.text)[1]
    assert f'<option value="{LESSON}">Spot a hoax' in page.text
    assert '<option value="en" selected>' in page.text
    answer = trainer.post(
        urljoin(page.url, form),
        {"lesson": LESSON, "language": "en"},
        allow_redirects=False,
        timeout=30,
    )
    assert answer.status_code == 303
    console = trainer.get(urljoin(answer.url, answer.headers["Location"]), timeout=30)
    assert console.status_code == 200
    assert '<html lang="en"' in console.text
    assert "<noscript>" in console.text
    listed = see(house, trainer, "staff/rooms", lang="en").text
    code = console.url.rpartition("/")[2].partition("?")[0]
    assert re.search(rf"staff/rooms/{code}\?lang=en", listed)
    assert "0 people, opened at" in listed


def test_a_room_that_is_over_can_still_be_found(house, trainer):
    code = house.open(trainer)
    at = f"{house.address}/staff/rooms/{code}"
    assert (
        f'staff/rooms/{code}">'
        not in see(house, trainer, "staff/rooms").text.partition("Yang sudah selesai")[2]
    )
    assert trainer.post(at, json={"do": "end"}, timeout=30).ok
    listed = see(house, trainer, "staff/rooms").text.partition("Yang sudah selesai")[2]
    assert f'staff/rooms/{code}">' in listed


def test_the_staffs_first_page_leads_there_and_back(house, trainer):
    first = see(house, trainer, "staff")
    assert re.search(r'<a href="[^"]*staff/rooms">Ruang langsung</a>', first.text)
    assert re.search(r'<a href="[^"]*staff">Hasil', see(house, trainer, "staff/rooms").text)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"lesson": "tidak-ada"}, 400),
        ({"lesson": LESSON, "language": "fr"}, 400),
        ({"lesson": ["x"]}, 400),
        ({}, 400),
        ([], 400),
        ("x" * 40_000, 413),
    ],
)
def test_what_opens_no_room_is_told(house, trainer, asked, status):
    answer = trainer.post(f"{house.address}/staff/rooms", json=asked, timeout=30)
    assert answer.status_code == status
    assert answer.json()["why"]


def test_what_opens_no_room_is_told_on_a_page_too(house, trainer):
    answer = trainer.post(f"{house.address}/staff/rooms", {"lesson": "tidak-ada"}, timeout=30)
    assert answer.status_code == 400
    assert "Belum ada pelajaran" in answer.text
    assert "Semua ruang" in answer.text
    refused = trainer.post(
        f"{house.address}/staff/rooms",
        data="{",
        headers={"Content-Type": "application/json"},
        timeout=30,
    )
    assert (refused.status_code, bool(refused.json()["why"])) == (400, True)


def test_a_lesson_that_phones_cannot_follow_is_not_offered(tmp_path):
    with leading_house(tmp_path) as house:
        trainer, site = house.browser(), house.press.site
        pages = {name: page for name, page in site.pages.items() if name != LESSON}
        notebook = tmp_path / "misinformation.ipynb"  # it needs a kernel now
        house.press.site = replace(site, pages=pages, live={LESSON: notebook})
        (told,) = see(house, trainer, "staff/rooms.json").json()["lessons"]
        assert [*told["languages"]] == ["en"]


def test_a_lesson_whose_file_is_broken_opens_no_room(tmp_path, project):
    with leading_house(tmp_path / "data", home=project) as house:
        trainer = house.browser()
        (project / "lessons" / LESSON / "id.md").write_text(":::{choose", encoding="utf-8")
        answer = trainer.post(f"{house.address}/staff/rooms", json={"lesson": LESSON}, timeout=30)
        assert answer.status_code == 409
        assert "suluh check" in answer.json()["why"]


def test_the_console_has_all_it_needs_in_its_page(house, trainer, room):
    answer = see(house, trainer, f"staff/rooms/{room}")
    state = json.loads(re.search(r'id="console-state">(.*?)</script>', answer.text, re.DOTALL)[1])
    facts, ways = state["facts"], state["addresses"]
    assert facts["room"] == room
    assert facts["link"] == f"{house.address}/r/{room}"
    assert facts["short"] == f"127.0.0.1:{house.address.rpartition(':')[2]}/r/{room}"
    assert facts["local"] is True
    assert facts["languages"] == {"id": "Bahasa Indonesia", "en": "English"}
    assert state["words"]["back"] == "Kembali"
    for way in (facts["qr"], ways["lesson"], ways["rooms"]):
        assert trainer.get(urljoin(answer.url, way), timeout=60).status_code == 200, way
    results = trainer.get(urljoin(answer.url, facts["results"]), timeout=60)
    assert results.status_code == 404  # nobody has answered yet
    assert "Ubah pilihan" in results.text
    shared = urljoin(answer.url, facts["present"])
    assert shared == f"{house.address}/{LESSON}?present&room={room}"
    assert requests.get(shared, timeout=30).status_code == 200
    command = urljoin(answer.url, ways["command"])
    assert trainer.post(command, json={"do": "move", "step": steps(house)[1]}).json()["ok"] is True
    following = views(house, trainer, room)
    assert next(following)["step"] == steps(house)[1]


def test_only_the_console_may_run_a_script_and_only_ours(house, trainer, room):
    policy = see(house, trainer, f"staff/rooms/{room}").headers["Content-Security-Policy"]
    found = dict(each.split(" ", 1) for each in policy.split("; "))
    assert found["script-src"] == found["connect-src"] == "'self'"
    assert found["default-src"] == "'none'"
    assert "script-src" not in see(house, trainer, "staff/rooms").headers["Content-Security-Policy"]
    for ending, media_type in (("js", "text/javascript"), ("css", "text/css")):
        answer = see(house, requests, f"staff/console.{ending}")
        assert answer.headers["Content-Type"].startswith(media_type)
        assert len(answer.content) > 1000
        plain = requests.get(answer.url, headers={"Accept-Encoding": ""}, timeout=30)
        assert plain.content == answer.content


def test_a_title_ends_no_script(tmp_path, project):
    file = project / "lessons" / LESSON / "id.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^title: .*$", "title: </script><b>jahat", text, count=1))
    with leading_house(tmp_path / "data", home=project) as house:
        trainer = house.browser()
        page = see(house, trainer, f"staff/rooms/{house.open(trainer)}").text
        assert "<b>jahat" not in page
        assert page.count("</script>") == 2


def test_the_lesson_comes_with_its_notes_and_in_the_order_of_a_split(house, trainer, room):
    told = see(house, trainer, f"staff/rooms/{room}/lesson", lang="id").json()
    assert [step["id"] for step in told["steps"]] == steps(house)
    assert [at for part in told["parts"] for at in part["steps"]] == steps(house)
    kinds = {step["form"]: step for step in told["steps"]}
    points, options = kinds["points"], kinds["options"]
    assert len(points["options"]) == 5
    assert [each["right"] for each in points["options"]][:4] in (
        [True, True, False, False],
        [False, False, True, True],
    )
    assert points["options"][4]["html"] == "Belum tahu, saya cek dulu"
    assert any(each["right"] for each in options["options"])
    assert all(each["html"] and each["feedback"] for each in options["options"])
    assert any(step["notes"] for step in told["steps"])
    assert any(step["others"] for step in told["steps"])
    english = see(house, trainer, f"staff/rooms/{room}/lesson", lang="en").json()
    assert english["language"] == "en"
    assert english["title"] == "Spot a hoax before you share it"
    assert see(house, trainer, f"staff/rooms/{room}/lesson", lang="fr").json()["language"] == "id"


def test_a_code_may_be_typed_roughly(house, trainer, room):
    rough = f"{room[:3].lower()}-{room[3:].lower()}"
    answer = see(house, trainer, f"staff/rooms/{rough}")
    assert answer.status_code == 303
    assert urljoin(answer.url, answer.headers["Location"]).endswith(f"/staff/rooms/{room}")
    assert see(house, trainer, f"staff/rooms/{room[:3]}%20{room[3:]}/facts").json()["room"] == room


@pytest.mark.parametrize(
    "path", ["XXXXXX", "CDF347", "CDF347/facts", "CDF347/stream", "CDF347/lesson"]
)
def test_a_room_that_is_not_there(house, trainer, path):
    answer = see(house, trainer, f"staff/rooms/{path}")
    assert answer.status_code == 404
    assert "Ruang ini tidak ada" in answer.text
    assert see(house, trainer, "staff/rooms/CDF347/apa").status_code == 404
    assert steer(house, trainer, "CDF347", {"do": "end"}).json()["why"]


def test_what_the_trainer_does_shows_in_the_stream(house, trainer, room):
    judged = next(
        step["id"]
        for part in house.press.site.lessons[0]["parts"]
        for step in part["steps"]
        if step["activity"] and step["activity"]["kind"] == "judge"
    )
    following = views(house, trainer, room)
    first = next(following)
    assert (first["room"], first["state"], first["joined"]) == (room, "open", 0)
    reply = steer(house, trainer, room, {"do": "move", "step": judged})
    assert reply.json()["ok"] is True
    assert next(view for view in following if view["step"] == judged)
    for point in (0, 0, 3):
        assert house.answer(room, judged, {"point": point})["stored"]
    seen = next(view for view in following if view["items"].get(judged, {}).get("answers") == 3)
    assert seen["items"][judged]["split"] == [2, 0, 0, 1, 0]
    steer(house, trainer, room, {"do": "end"})
    assert next(view for view in following if view["state"] == "ended")
    assert room not in [
        each["room"] for each in see(house, trainer, "staff/rooms.json").json()["rooms"]
    ]
    assert see(house, trainer, f"staff/rooms/{room}").status_code == 200  # what is left to read


def test_the_stream_ends_with_the_session(house, room, monkeypatch):
    monkeypatch.setattr(console, "LOOK_SECONDS", 0.05)
    browser, path = house.browser(), f"staff/rooms/{room}/stream"
    with browser.get(f"{house.address}/{path}", stream=True, timeout=30) as answer:
        pieces = answer.iter_content(None)
        assert next(pieces)
        browser.post(f"{house.address}/staff/sign-out", timeout=30)
        assert len([*islice(pieces, 6)]) < 6  # else it would go on with its beats
    assert see(house, browser, path).status_code == 401


def test_a_poll_kept_in_the_lesson_is_found(tmp_path, project):
    file = project / "lessons" / LESSON / "id.md"
    text = file.read_text(encoding="utf-8")
    poll = "\n:::{poll} {#uji-jajak}\nSeberapa yakin Anda?\n\n- Yakin\n- Ragu\n\n:::\n"
    heading = re.search(r"(?m)^## .*\n", text)
    file.write_text(text[: heading.end()] + poll + text[heading.end() :], encoding="utf-8")
    with leading_house(tmp_path / "data", home=project) as house:
        trainer = house.browser()
        room = house.open(trainer)
        polls = see(house, trainer, f"staff/rooms/{room}/lesson").json()["polls"]
        told = next(each for each in polls if each["id"] == "uji-jajak")
        assert steer(house, trainer, room, {"do": "poll", "poll": told["id"]}).json()["ok"]
        following = views(house, trainer, room)
        shown = next(view for view in following if view["polls"])
        assert shown["polls"][0]["question"] == "Seberapa yakin Anda?"
        why = steer(house, trainer, room, {"do": "poll", "poll": "tidak-ada"})
        assert (why.status_code, bool(why.json()["why"])) == (409, True)


COMMANDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.fixed_dictionaries(
            {"do": st.sampled_from(["move", "set", "item", "poll", "word", "mark", "poll_state"])},
            optional=dict.fromkeys(
                ["step", "state", "poll", "run", "again", "question", "form"], inner
            ),
        )
    ),
    max_leaves=6,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(COMMANDS)
def test_whatever_is_sent_is_done_or_refused_in_a_sentence(house, trainer, command):
    room = getattr(house, "tried", None) or house.open(trainer)
    house.tried = room
    answer = steer(house, trainer, room, command)
    assert answer.json().get("ok") is True or answer.json()["why"]
    assert answer.status_code in {200, 400, 409}


def test_trainers_stay_signed_in_through_a_restart(tmp_path):
    with leading_house(tmp_path) as before:
        trainer = before.browser()
        room = before.open(trainer)
        steer(before, trainer, room, {"do": "move", "step": steps(before)[2]})
    with leading_house(tmp_path) as after:
        trainer.headers["Origin"] = after.address
        assert next(views(after, trainer, room))["step"] == steps(after)[2]
        assert steer(after, trainer, room, {"do": "end"}).json()["ok"] is True


def test_without_records_one_sentence_says_why_there_are_no_rooms(tmp_path):
    with leading_house(tmp_path, keep_records=False) as house:
        trainer = house.browser()
        page = see(house, trainer, "staff/rooms")
        assert page.status_code == 200
        assert "keep = false" in page.text
        assert 'class="staff-form"' not in page.text
        told = see(house, trainer, "staff/rooms.json")
        assert (told.status_code, "keep = false" in told.json()["why"]) == (409, True)
        answer = trainer.post(f"{house.address}/staff/rooms", json={"lesson": LESSON}, timeout=30)
        assert answer.status_code == 409


def test_without_lessons_a_sentence_stands_where_the_form_would(tmp_path):
    with leading_house(tmp_path) as house:
        house.press.site = replace(house.press.site, lessons=())
        page = see(house, house.browser(), "staff/rooms")
        assert "belum punya pelajaran" in page.text
        assert 'class="staff-form"' not in page.text


def test_only_so_many_rooms_are_open(tmp_path):
    with leading_house(tmp_path) as house:
        trainer = house.browser()
        for _ in range(MOST_ROOMS):
            house.open(trainer)
        answer = trainer.post(f"{house.address}/staff/rooms", {"lesson": LESSON}, timeout=30)
        assert answer.status_code == 409
        assert f"{MOST_ROOMS} ruang" in answer.text


def test_the_pages_are_valid_html(house, trainer, room, tmp_path):
    files = []
    for path, query in (
        ("staff/rooms", {}),
        ("staff/rooms", {"lang": "en"}),
        (f"staff/rooms/{room}", {}),
        ("staff/rooms/CDF347", {}),
    ):
        files.append(tmp_path / f"{len(files)}.html")
        files[-1].write_bytes(see(house, trainer, path, **query).content)
    assert not validator.problems(files)


def test_a_program_signs_in_and_is_told_why_not(house):
    address, told = f"{house.address}/staff/sign-in", {"Accept": "application/json"}
    for password, status in (("bukan kata sandinya", 403), ("", 400)):
        answer = requests.post(
            address,
            {"password": password},
            headers={**told, "Origin": house.address},
            timeout=30,
        )
        assert (answer.status_code, bool(answer.json()["why"])) == (status, True)
    answer = requests.post(address, {"password": "x"}, headers=told, timeout=30)
    assert (answer.status_code, bool(answer.json()["why"])) == (403, True)
