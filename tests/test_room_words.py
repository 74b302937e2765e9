"""What a room may say has its words, what it can do is documented."""

import re
from dataclasses import asdict
from pathlib import Path

from toolkit.rooms import codes, state, steering
from toolkit.rooms.nouns import WORDS, AlreadyError, RoomError, Settings
from toolkit.words import LANGUAGES

ROOMS = Path(__file__).parents[1] / "toolkit" / "rooms"


def test_what_is_said_has_words_and_all_words_are_said():
    code = "".join(path.read_text(encoding="utf-8") for path in ROOMS.glob("*.py"))
    assert {*re.findall(r'(?:Room|Already)Error\("(\w+)"', code)} == {*WORDS}


def test_every_sentence_says_what_to_do():
    for key, texts in WORDS.items():
        for language, text in texts.items():
            assert text.endswith("."), (key, language)
            assert len(text.split()) <= 30, (key, language)
            assert "!" not in text, (key, language)


def test_an_error_is_spoken_in_each_language():
    error = RoomError("full", most=5000)
    assert {error.sentence(language) for language in LANGUAGES} == {
        "Ruang ini sudah penuh (5000 peserta). Pelajarannya tetap bisa Anda buka sendiri.",
        "This room is full (5000 people). The lesson is still yours to go through alone.",
    }
    assert isinstance(AlreadyError("already"), RoomError)


def test_what_there_is_is_documented():
    documented = (ROOMS.parents[1] / "docs" / "rooms.md").read_text(encoding="utf-8")
    told = {*state._STEERING, *state._TAKING, *steering._COMMANDS, *asdict(Settings())}
    assert not [name for name in told if f"`{name}`" not in documented]
    assert f"`{codes.ALPHABET}`" in documented
    modules = {path.stem for path in ROOMS.glob("*.py")} - {"__init__"}
    assert not [name for name in modules if f"`{name}`" not in documented]
