"""Every sentence is there in every language, with the same facts in it."""

import re
import tomllib
from pathlib import Path

import pytest

from toolkit import activities
from toolkit.words import LANGUAGES, say, spoken

TOOLKIT = Path(__file__).parents[1] / "toolkit"
FILES = sorted(TOOLKIT.rglob("words.toml"))


def all_phrases():
    for path in FILES:
        for key, texts in tomllib.loads(path.read_text(encoding="utf-8")).items():
            yield f"{path.parent.name}/{key}", texts
    for key, texts in activities.phrases().items():
        yield f"activities/{key}", texts


def test_there_are_words():
    assert len(FILES) >= 4
    assert len(list(all_phrases())) > 100


@pytest.mark.parametrize(("key", "texts"), all_phrases(), ids=lambda value: str(value)[:40])
def test_a_phrase_is_spoken_in_every_language_with_the_same_facts(key, texts):
    assert set(texts) == set(LANGUAGES), key
    assert all(text.strip() for text in texts.values()), key
    facts = {code: sorted(re.findall(r"{(\w+)", text)) for code, text in texts.items()}
    assert len({tuple(set(names)) and tuple(sorted(set(names))) for names in facts.values()}) == 1


def test_say_fills_in_facts_and_falls_back_to_the_first_language():
    phrases = {"greet": {"id": "Halo {name}", "en": "Hello {name}"}}
    assert say(phrases, "greet", "en", name="Ana") == "Hello Ana"
    assert say(phrases, "greet", "xx", name="Ana") == "Halo Ana"
    assert spoken(phrases, "en") == {"greet": "Hello {name}"}
