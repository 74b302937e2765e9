"""The pages of a notebook: what it shows, its questions one by one, and the sheet to print."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from toolkit.lesson.data import data
from toolkit.lesson.nouns import Lesson, Part, Step
from toolkit.library import Library
from toolkit.pages.errors import WORDS
from toolkit.pages.page import Frame, Page, Preview, notebook_preview
from toolkit.pages.shown import Block, Shown
from toolkit.player import told
from toolkit.player.catalogue import for_lesson
from toolkit.player.handout import handout
from toolkit.player.shelves import PATIENCE, shelved
from toolkit.project import FIRST_AID_PAGE, PRIVACY_PAGE, SHEETS
from toolkit.words import phrases, say


def with_books(shown: Shown, lesson: Lesson, library: Library, patience: float = PATIENCE) -> Shown:
    """Return what a notebook shows with the books that the catalogue has for its lesson now.

    The run did not look for them: it may be kept for weeks.
    """
    if not lesson.reading or not lesson.reading.subject:
        return shown
    more = {"lesson": data(shelved(lesson, library, patience)), "handout": handout(lesson, library)}
    blocks = (
        replace(block, player={**block.player, **more})
        if block.player and block.player["lesson"]["version"] == lesson.version
        else block
        for block in shown.blocks
    )
    return replace(shown, blocks=tuple(blocks))


def lesson_page(shown: Shown, name: str, frame: Frame) -> Page:
    """Return the page of what a notebook shows."""
    lesson = shown.lesson
    preview = _preview(shown, frame) if lesson else notebook_preview(shown.title, frame)
    return frame.page(
        "lesson.html.j2",
        name,
        title=shown.title,
        description=shown.summary,
        preview=preview,
        blocks=[_drawn(block, name, frame) for block in shown.blocks],
        lesson=lesson,
        spoken=frame.language,
    )


def item_pages(shown: Shown, lesson: Lesson, name: str, frame: Frame) -> Iterator[Page]:
    """Yield a page for each question of a lesson that makes sense alone; its preview asks it."""
    player = next(block.player for block in shown.blocks if block.player)
    for part in lesson.parts:
        for step in part.steps:
            asked = step.activity.asked(step.language) if step.activity else ""
            if asked:
                yield _item_page(asked, step, part, lesson, player, name, frame)


def sheet_page(lesson: Lesson, name: str, frame: Frame) -> Page:
    """Return the sheet of a lesson, to print or to read: the questions, then the answers."""
    sheet = f"{SHEETS}/{name}"
    return frame.page(
        "sheet.html.j2",
        sheet,
        title=lesson.title,
        description=frame.say("sheet_summary"),
        lesson=frame.link(sheet, name),
        handout=Markup(handout(lesson, frame.library)),
    )


def _preview(shown: Shown, frame: Frame) -> Preview:
    key = "preview_lesson" if shown.minutes else "preview_lesson_short"
    kicker = frame.say(key, minutes=shown.minutes)
    return Preview(shown.title, kicker, frame.say("preview_note"))


def _item_page(  # noqa: PLR0913, PLR0917 - all that a question stands in
    asked: str,
    step: Step,
    part: Part,
    lesson: Lesson,
    player: Mapping[str, Any],
    name: str,
    frame: Frame,
) -> Page:
    item = f"{name}/{step.id}"
    bare = _without_hints(step)
    only = replace(part, title="", end="", steps=(bare,))
    alone = replace(lesson, parts=(only,), reading=None)
    way_on = {
        "question": asked,
        "lesson": frame.link(item, name),
        "title": lesson.title,
        "minutes": lesson.minutes or 0,
    }
    state = {
        **player,
        "lesson": data(alone),
        "words": told.words(alone, first_aid=bool(player["first_aid"])),
        "handout": handout(
            alone,
            frame.library,
            place=say(phrases("toolkit.player"), "item_from", lesson.language, title=lesson.title),
        ),
        "catalogue": for_lesson(alone, frame.library),
        "item": way_on,
    }
    return frame.page(
        "lesson.html.j2",
        item,
        title=asked,
        description=frame.say("item_summary", lesson=lesson.title),
        preview=Preview(asked, frame.say("preview_item"), lesson.title),
        blocks=[_drawn(Block(player=state), item, frame)],
        lesson=state["lesson"],
        spoken=step.language,
    )


def _without_hints(step: Step) -> Step:
    """Return a step as it is asked alone: its title and its words come after the answer.

    In the middle of a lesson they lead up to the question, and often give the answer away.
    """
    told = step.before + step.after
    title = Markup("<h3>{}</h3>").format(step.title) if told else ""
    return replace(
        step, title=say(WORDS, "preview_item", step.language), before="", after=title + Markup(told)
    )


def _drawn(block: Block, name: str, frame: Frame) -> dict[str, Any]:
    """Return a block as its template takes it; a player is told where on the site it is."""
    if block.player is None:
        return {"html": Markup(block.html)}
    address = frame.library.page_address(name, frame.language)
    state = {
        **block.player,
        "addresses": frame.addresses(name),
        "home": frame.home(address),
        "door": frame.door(address),
        "privacy": frame.link(name, PRIVACY_PAGE),
        "rooms": "" if block.player.get("item") else frame.rooms(address),
    }
    if state["catalogue"]:
        state["catalogue"] = {**state["catalogue"], "door": frame.catalogue_door(address)}
    if state["first_aid"]:
        state["first_aid"] = {**state["first_aid"], "address": frame.link(name, FIRST_AID_PAGE)}
    drawn = state.pop("handout")
    return {
        "player": state,
        "handout": Markup(drawn),
        # In a script element only "<" could end the JSON early.
        "state": Markup(json.dumps(state, ensure_ascii=False).replace("<", "\\u003c")),
    }
