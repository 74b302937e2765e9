"""The guides to webinars quote their buttons as the console and its doors have them."""

import re
from pathlib import Path

import pytest

from toolkit.rooms.nouns import LONGEST_TEXT, MOST_PEOPLE, MOST_ROOMS
from toolkit.rooms.rooms import PATIENCE_SECONDS, PRACTICE_SECONDS
from toolkit.server.rooms.streams import most_streams
from toolkit.server.serving import MOST_CONNECTIONS_OF_SELECT
from toolkit.server.staff.sessions import HOURS
from toolkit.words import phrases

DOCS = Path(__file__).parents[1] / "docs"
GUIDES = {"id": DOCS / "webinar.md", "en": DOCS / "webinars.md"}
NO_BUTTONS = {
    "id": {"ruang langsung", "kode selesai", "Mulai: {judul}", "Berikutnya: {judul}"},
    "en": {"live room", "completion code"},
}


def quoted(language):
    text = GUIDES[language].read_text(encoding="utf-8")
    text = re.sub(r"```.*?```|`[^`]*`|\*\*.*?\*\*", "", text, flags=re.DOTALL)
    text = re.sub(r"(?m)^\*.*\)\*$", "", text)  # the way to the other language
    return {" ".join(each.split()) for each in re.findall(r"\*([^*|]+)\*", text)}


@pytest.mark.parametrize("language", GUIDES)
def test_buttons_are_called_what_they_are_called(language):
    rooms = ("toolkit.console", "toolkit.server.staff", "toolkit.remote")
    said = {texts[language] for room in rooms for texts in phrases(room).values()}
    found = quoted(language)
    assert len(found) > 30
    assert not found - said - NO_BUTTONS[language]


def test_both_guides_have_the_same_steps():
    one, other = (
        re.findall(r"(?m)^(#+|\*\*\d\.|\||-)", path.read_text(encoding="utf-8"))
        for path in GUIDES.values()
    )
    assert one == other


def test_the_numbers_are_those_of_the_program():
    said = {language: path.read_text(encoding="utf-8") for language, path in GUIDES.items()}
    numbers = {
        "id": f"{MOST_PEOPLE:,}".replace(",", ".") + " peserta",
        "en": f"{MOST_PEOPLE:,} people",
    }
    for language, text in said.items():
        assert numbers[language] in text
        assert f" {MOST_ROOMS} " in text
        assert f" {PRACTICE_SECONDS // 86400} " in text
        assert f" {LONGEST_TEXT} " in text
        assert f" {most_streams(MOST_CONNECTIONS_OF_SELECT)} " in text
    assert (PATIENCE_SECONDS, HOURS) == (12 * 3600, 8)  # "dua belas", "delapan"
