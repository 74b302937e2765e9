"""The widget: what it tells a browser, and what a browser may tell it."""

import json
import shutil

import pytest

import toolkit
from toolkit.player.widget import Player
from toolkit.project import LessonError

LESSON = "misinformation"


@pytest.fixture
def player(project):
    return toolkit.play(LESSON)


def test_the_language_is_the_one_given(project):
    assert toolkit.play(LESSON, "en").lesson["language"] == "en"


def test_else_the_one_of_the_pages_address(project, monkeypatch):
    monkeypatch.setenv("QUERY_STRING", "a=b&lang=en")
    assert toolkit.play(LESSON).language == "en"


@pytest.mark.parametrize("query", ["", "lang=", "lang=xx", "lang=../..", "%00"])
def test_else_the_librarys_first(project, monkeypatch, query):
    monkeypatch.setenv("QUERY_STRING", query)
    assert toolkit.play(LESSON).language == "id"


def test_the_browser_may_change_the_language(player):
    before = player.lesson["title"]
    player.set_state({"language": "en"})
    assert player.lesson["language"] == "en"
    assert player.lesson["title"] != before
    assert player.words["next"] == "Next"


@pytest.mark.parametrize(
    "name", ["lesson", "words", "library", "handout", "_esm", "holding", "first_aid"]
)
def test_and_to_nothing_else(player, name):
    before = player.get_state()
    player.set_state({name: {"x": 1} if isinstance(before[name], dict) else "x"})
    assert player.get_state() == before


def test_a_broken_translation_stops_nobody_else(project):
    (project / "lessons" / LESSON / "en.md").write_text("## X", encoding="utf-8")
    assert toolkit.play(LESSON).languages == {"id": "Bahasa Indonesia"}
    with pytest.raises(LessonError):
        toolkit.play(LESSON, "en")


def test_first_aid_stands_in_every_lesson_in_its_language(project):
    player = toolkit.play(LESSON)
    found = player.first_aid
    assert found.keys() == {"question", "doors", "language", "address"}
    assert (found["language"], found["address"]) == ("id", "")
    assert {"title", "steps"} == found["doors"][0].keys()
    assert "tel:157" in json.dumps(found)
    player.set_state({"language": "en"})
    assert player.first_aid["language"] == "en"
    assert player.words["first_aid"] == "First aid"


def test_without_first_aid_there_is_none(project):
    shutil.rmtree(project / "lessons" / "online-safety")
    assert toolkit.play(LESSON).first_aid == {}


@pytest.mark.parametrize("broken", [b"## X firstaid", b"\xff firstaid", b""])
def test_a_broken_lesson_elsewhere_breaks_nothing_here(project, broken):
    for language in ("id", "en"):
        (project / "lessons" / "online-safety" / f"{language}.md").write_bytes(broken)
    player = toolkit.play(LESSON)
    assert player.first_aid == {}
    assert set(player.languages) == {"id", "en"}


@pytest.mark.parametrize("language", ["xx", "", "__class__"])
def test_but_to_none_there_is_not(player, language):
    player.set_state({"language": language})
    assert (player.language, player.lesson["language"]) == ("id", "id")


def test_no_facilitator_notes_reach_a_browser(project, notes_of):
    for language in ("id", "en"):
        player = toolkit.play(LESSON, language)
        told = json.dumps(player.get_state(), ensure_ascii=False, default=str)
        for words in notes_of(LESSON, language):
            assert words not in told


def test_the_state_is_json_and_small(player):
    told = json.dumps({name: getattr(player, name) for name in ("lesson", "words", "library")})
    assert len(told) < 100_000


def test_a_broken_lesson_is_sentences_and_no_traceback(project):
    (project / "lessons" / LESSON / "id.md").write_text("## X", encoding="utf-8")
    with pytest.raises(LessonError) as raised:
        toolkit.play(LESSON)
    shown = raised.value._render_traceback_()
    assert all(line.startswith(f"lessons/{LESSON}/id.md:") for line in shown)


def test_the_handout_has_every_step_the_answers_and_the_sources(player):
    handout = player.handout
    for part in player.lesson["parts"]:
        for step in part["steps"]:
            assert f'data-step="{step["id"]}"' in handout
    assert "suluh-answers" in handout
    assert "suluh-sources" in handout
    before, _, _ = handout.partition("suluh-answers")
    feedback = player.lesson["parts"][0]["steps"][2]["activity"]["options"][0]["feedback"]
    words = feedback.removeprefix("<p>")[:30]
    assert words not in before
    assert isinstance(player, Player)


def test_the_handout_ends_with_whose_it_is(project):
    file = project / "library.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('address = ""', 'address = "a.go.id"'), encoding="utf-8")
    player = toolkit.play(LESSON)
    _, _, end = player.handout.partition("suluh-official")
    assert player.library["name"] in end
    assert "a.go.id" in end
    assert "</section>" not in end


def test_practice_messages_are_marked_on_paper_too(player):
    handout = player.handout
    assert handout.count('class="suluh-message"') == handout.count("SIMULASI - UNTUK LATIHAN") > 8


def test_only_words_that_the_lesson_needs_are_told(player):
    kinds = {step.activity.kind for step in player._lessons["id"].steps if step.activity}
    told = {key.split(".")[0] for key in player.words if "." in key}
    assert told == kinds | {"firstaid"}
    assert not [key for key in player.words if "paper" in key]
    assert "firstaid.which" in player.words


def test_without_first_aid_nothing_is_said_of_it(project):
    shutil.rmtree(project / "lessons" / "online-safety")
    assert "firstaid.which" not in toolkit.play(LESSON).words


def test_what_patrons_answer_goes_over_the_comm(project):
    assert Player.of("misinformation").door == "comm"


def test_but_on_a_page_of_our_server_to_that(project, monkeypatch):
    monkeypatch.setenv("SULUH_DOOR", "../api/events")
    assert Player.of("misinformation").door == "../api/events"


def test_and_nowhere_where_nothing_is_to_be_kept(project, monkeypatch):
    monkeypatch.setenv("SULUH_DOOR", "api/events")
    settings = project / "library.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("keep = true", "keep = false"), encoding="utf-8")
    assert Player.of("misinformation").door == ""


def test_nor_from_a_lesson_that_is_only_looked_at(player):
    alone = Player(player._lessons, player._library, "id")
    assert alone.door == ""


def test_who_presents_is_nobodys_visit_and_shows_where_it_is_published(project):
    alone = toolkit.present("misinformation")
    assert (alone.presenting, alone.door, alone.addresses) == (True, "", {})
    assert not toolkit.play("misinformation").presenting
    settings = project / "library.toml"
    text = settings.read_text(encoding="utf-8")
    address = "https://perpustakaan.example/suluh/"
    text = text.replace('public_url = ""', f'public_url = "{address}"')
    settings.write_text(text, encoding="utf-8")
    assert toolkit.present("misinformation").addresses == {
        "id": f"{address}misinformation",
        "en": f"{address}en/misinformation",
    }
    assert toolkit.play("misinformation").addresses == {}
