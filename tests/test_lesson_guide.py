"""The guide for staff tells the truth: its examples pass the check, and nothing is left out."""

import re
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from toolkit.activities import KINDS
from toolkit.activities.judge import SIDES
from toolkit.lesson import front, messages, outline
from toolkit.lesson.problems import Report
from toolkit.lesson.reader import read
from toolkit.words import LANGUAGES, phrases

LESSONS = Path(__file__).parents[1] / "lessons"
GUIDES = {"id": LESSONS / "README.md", "en": LESSONS / "README.en.md"}
FENCES = (*KINDS, *outline.NO_KINDS)

# What only a whole lesson can have stands around each example, so that no advice needs to be
# overlooked: a step that says what will be practised before the first message to judge, and, where
# the example has none, the end of its part. Notes, ids and sources an example must bring itself.
BEFORE = """\
---
title: Title
summary: Summary.
minutes: 5
reviewed: 2026-11-20
---

## Opening {#opening}

Words.

:::{notes}
1 minute.

:::

"""
END = "\n\n:::{end}\nWords.\n\n:::\n"


def nodes(language, kind):
    tokens = MarkdownIt("commonmark").enable("table").parse(GUIDES[language].read_text("utf-8"))
    return [node for node in SyntaxTreeNode(tokens).walk() if node.type == kind]


def blocks(language, info):
    return [node.content for node in nodes(language, "fence") if node.info == info]


def examples(language):
    return blocks(language, "markdown")


def codes(language):
    return {node.content.strip() for node in nodes(language, "code_inline")}


def tables(language):
    """Each table as rows, each row as what its cells hold."""
    return [
        [
            [cell.children[0] for cell in row.children]
            for part in table.children
            for row in part.children
        ]
        for table in nodes(language, "table")
    ]


def table(language, heading):
    (found,) = [rows[1:] for rows in tables(language) if rows[0][0].content == heading]
    return found


def fences(example):
    return [name for name in re.findall(r"^:::{(\w+)}", example, re.MULTILINE) if name in FENCES]


def patterns(*keys_and_words):
    """What a sentence with these words looks like once its facts are filled in."""
    for words in keys_and_words:
        text = re.escape(words.replace("{{", "\0").replace("}}", "\1"))
        text = re.sub(r"\\{\w+\\}", '[^"]+', text)
        yield re.compile(text.replace("\0", r"\{").replace("\1", r"\}"))


def said_about_lessons(language):
    """All that the check may say: what is wrong, and what is wrong with how to put it right."""
    rooms = [phrases("toolkit.lesson"), *(kind.problems for kind in KINDS.values())]
    what = [  # a kind may say what all say in words of its own
        (texts[language], room[f"{key}-how"][language])
        for room in rooms
        for key, texts in room.items()
        if f"{key}-how" in room
    ]
    guess = phrases("toolkit.lesson")["guess"][language]
    alone = [pattern for text, _ in what for pattern in patterns(text)]
    whole = [
        pattern
        for text, how in what
        for pattern in patterns(f"{text} {how}", f"{text} {guess} {how}")
    ]
    return alone, whole


def matches(text, found):
    return any(pattern.fullmatch(text) for pattern in found)


def test_there_is_a_guide_in_every_language():
    assert set(GUIDES) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "example"),
    [(language, example) for language in GUIDES for example in examples(language)],
    ids=lambda value: value.splitlines()[0][:40],
)
def test_an_example_is_read_without_a_problem(language, example):
    assert example.startswith("## ")
    text = BEFORE + example + ("" if "end" in fences(example) else END)
    reading = read(
        text.encode(),
        name="example",
        language=language,
        folder=LESSONS / "misinformation",  # where the picture of an example lies
        file=GUIDES[language].name,
        kinds=KINDS,
        today=date(2026, 11, 22),
    )
    assert [problem.sentence("en") for problem in reading.problems] == []
    assert reading.lesson is not None
    assert len(reading.lesson.steps) == 2
    assert reading.lesson.parts[0].end


@pytest.mark.parametrize("language", GUIDES)
def test_nothing_staff_can_write_is_left_out(language):
    shown = [fence for example in examples(language) for fence in fences(example)]
    assert set(shown) == set(FENCES)
    entries = {cell.content for rows in tables(language) for (cell, *_) in rows}
    assert {f"`{key}:`" for key in front.KNOWN} <= entries
    for pair in SIDES.values():
        assert set(pair[language]) <= codes(language)
    several = [example for example in examples(language) if example.count("- [x]") > 1]
    assert any(re.search(r"^1\. ", example, re.MULTILINE) for example in several)


@pytest.mark.parametrize("language", GUIDES)
def test_every_frame_and_what_is_written_on_it_is_in_the_table(language):
    heading = {"id": "Bingkai", "en": "Frame"}[language]
    rows = [
        [re.findall(r"`:?(\w+):?`", cell.content) for cell in row]
        for row in table(language, heading)
    ]
    assert {frame: tuple(keys) for (frame,), _, keys in rows} == messages.FRAMES


@pytest.mark.parametrize("language", GUIDES)
def test_the_frame_of_a_file_has_every_entry(language):
    report = Report("guide")
    head, _ = front.read(blocks(language, "text")[0], report)
    assert not report.found
    assert tuple(head.lines) == front.KNOWN


@pytest.mark.parametrize("language", GUIDES)
def test_what_the_check_says_is_quoted_as_it_says_it(language):
    alone, whole = said_about_lessons(language)
    room = phrases("toolkit.lesson")
    titles = (room["error-title"][language], room["advice-title"][language])
    around = list(patterns(*titles, phrases("toolkit")["counted"][language]))
    (told,) = blocks(language, "text")[1:]
    for line in filter(None, told.splitlines()):
        place = re.match(r"lessons/[a-z-]+/[a-z]{2}\.md:\d+: ", line)
        assert matches(line[place.end() :], whole) if place else matches(line, around), line
    heading = {"id": "Pesan", "en": "Message"}[language]
    for message, _ in table(language, heading):
        assert matches(message.content.strip("*"), alone), message.content


def test_the_guides_show_the_same_examples_in_the_same_order():
    shown = {language: [fences(example) for example in examples(language)] for language in GUIDES}
    assert shown["id"] == shown["en"]
    ids = {language: re.findall(r"{#([\w-]+)}", "".join(examples(language))) for language in GUIDES}
    assert ids["id"] == ids["en"]


@pytest.mark.parametrize("language", GUIDES)
def test_a_guide_is_calm_and_leads_to_the_other_one(language):
    text = GUIDES[language].read_text(encoding="utf-8")
    (other,) = set(GUIDES) - {language}
    assert f"]({GUIDES[other].name})" in "".join(text.splitlines()[:4])
    assert "!" not in text.replace("![", "")
