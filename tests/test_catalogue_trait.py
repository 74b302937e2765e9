"""What a lesson is told of the library's catalogue, in a kernel and on each kind of page."""

import json
import re
from dataclasses import replace

import apart
import pytest
from conftest import ROOT
from small_catalogue import configure

from toolkit.library import LABELS, CatalogueSettings, Library
from toolkit.pages.addressing import FILES, SERVED
from toolkit.pages.folder import policy
from toolkit.pages.lessons import item_pages, lesson_page
from toolkit.pages.shown import IN_PAGE, Block, Shown
from toolkit.pages.site import frames
from toolkit.player.catalogue import KIND, for_lesson
from toolkit.player.widget import Player
from toolkit.project import Project

LESSON = "online-catalogue"
PLAIN, _ = Library.read(ROOT)
SLIMS = CatalogueSettings(kind="slims", url="https://katalog.example/")
LIBRARY = replace(PLAIN, catalogue=SLIMS)
SENDER = "https://suluh.example/"


def lesson(language="id"):
    return Project(ROOT).lesson(LESSON, language)


def test_a_lesson_without_a_search_is_told_nothing():
    assert for_lesson(Project(ROOT).lesson("misinformation", "id"), LIBRARY, "comm") == {}


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_lesson_with_one_is_told_words_and_ways(language):
    told = for_lesson(lesson(language), LIBRARY, "comm")
    assert set(told["labels"]) >= set(LABELS)
    assert (told["name"], told["kind"], told["url"]) == (LIBRARY.name, "slims", SLIMS.url)
    assert (told["configured"], told["door"]) == (True, "comm")
    assert "{words}" in told["links"]["text"]
    assert "{id}" in told["record"]
    assert json.loads(json.dumps(told)) == told


def test_without_a_catalogue_nothing_is_asked():
    told = for_lesson(lesson(), PLAIN, "comm")
    assert (told["configured"], told["door"], told["kind"]) == (False, "", "")
    assert told["links"] == {}
    assert told["record"] == ""
    assert told["labels"]["search"]


@pytest.mark.lessons(LESSON)
def test_in_jupyterlab_it_is_asked_over_the_comm(project):
    configure(project, "slims", SLIMS.url)
    player = Player.of(LESSON)
    assert player.catalogue["door"] == "comm"
    before = player.catalogue["labels"]
    player.language = "en"
    assert player.catalogue["door"] == "comm"
    assert player.catalogue["labels"].keys() == before.keys()


@pytest.mark.lessons(LESSON)
def test_also_where_no_records_are_kept(project, eventually, monkeypatch):
    configure(project, "slims", SLIMS.url, {"keep = true": "keep = false"})
    answers = []
    monkeypatch.setattr(Player, "send", lambda _, content: answers.append(content))
    player = Player.of(LESSON)
    assert (player.door, player.catalogue["door"]) == ("", "comm")
    asked = {"type": "search", "number": 7, "message": {}}
    apart.call(player._handle_custom_msg, asked, [])
    eventually(lambda: answers, 30)
    assert (answers[0]["type"], answers[0]["number"], answers[0]["status"]) == ("found", 7, 400)


@pytest.mark.lessons(LESSON)
def test_on_a_page_of_our_server_with_a_kernel_that_is_asked(project, monkeypatch):
    configure(project, "slims", SLIMS.url)
    monkeypatch.setenv("SULUH_DOOR", "../api/events")
    monkeypatch.setenv("SULUH_CATALOGUE_DOOR", "../api/catalogue")
    assert Player.of(LESSON).catalogue["door"] == "../api/catalogue"


def test_a_browser_cannot_say_where_to_ask():
    player = Player({"id": lesson()}, LIBRARY, "id")
    told = dict(player.catalogue)
    player.set_state({"catalogue": {"door": "https://evil.example/"}})
    assert player.catalogue == told
    assert told["door"] == ""  # a lesson that is only looked at


DOORS = {
    "served": (SERVED, {}, "api/catalogue"),
    "served, nothing kept": (SERVED, {"keep_records": False}, "api/catalogue"),
    "served, no catalogue": (SERVED, {"catalogue": CatalogueSettings()}, ""),
    "published": (FILES, {}, ""),
    "published, sends": (FILES, {"send_to": SENDER}, f"{SENDER}api/catalogue"),
    "published, nothing kept": (
        FILES,
        {"send_to": SENDER, "keep_records": False},
        f"{SENDER}api/catalogue",
    ),
}


def states(page):
    """Return what the players of a page hold."""
    found = re.findall(r'class="suluh-state">(.*?)</script>', page.body, re.DOTALL)
    return [json.loads(text) for text in found]


@pytest.mark.parametrize(("addressing", "facts", "door"), DOORS.values(), ids=DOORS)
def test_a_page_knows_the_way_from_where_it_is(addressing, facts, door):
    library = replace(LIBRARY, **facts)
    for language in ("id", "en"):
        frame = frames(library, addressing, policy(library))[language]
        player = Player({language: lesson(language)}, library, language)
        held = {name: getattr(player, name) for name in IN_PAGE}
        shown = Shown("", "", 10, (Block(player=held),), needs_kernel=False)
        page = lesson_page(shown, LESSON, frame)
        (state,) = states(page)
        up = addressing.up(page.address) if door and ":" not in door else ""
        assert state["catalogue"]["door"] == up + door
        assert state["catalogue"]["labels"] == held["catalogue"]["labels"]
        pages = list(item_pages(shown, lesson(language), LESSON, frame))
        kinds = {step.id: step.activity.kind for step in lesson(language).steps if step.activity}
        asked = set()
        for item in pages:
            (alone,) = states(item)
            kind = kinds[item.address.rpartition("/")[2]]
            up = addressing.up(item.address) if door and ":" not in door else ""
            asked.add(kind)
            if kind == KIND:
                assert alone["catalogue"]["door"] == up + door
            else:
                assert alone["catalogue"] == {}
        assert KIND in asked


def test_a_published_page_may_reach_the_server_it_asks():
    library = replace(LIBRARY, send_to=SENDER, keep_records=False)
    assert "connect-src 'self' https://suluh.example;" in policy(library)
    silent = replace(library, catalogue=CatalogueSettings())
    assert "suluh.example" not in policy(silent)
    assert "suluh.example" not in policy(LIBRARY)
