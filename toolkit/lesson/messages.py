"""What several kinds share: a message to look at, in the frame it would arrive in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson import listings
from toolkit.lesson.fence import Fence, meant
from toolkit.lesson.nouns import Message
from toolkit.lesson.problems import nearest
from toolkit.words import phrases, say

FRAMES = {
    "chat": ("from", "group", "time"),
    "sms": ("from", "time"),
    "email": ("from", "subject", "time"),
    "feed": ("from", "time"),
    "web": ("address", "subject"),
    "results": ("search", "field"),
    "record": ("title",),
}
"""The frames a message can stand in, and what is written on each."""

KEYS = ("frame", *dict.fromkeys(name for names in FRAMES.values() for name in names))
"""Everything that can be said of a message."""

_MEANT = {
    "wa": "chat",
    "whatsapp": "chat",
    "telegram": "chat",
    "obrolan": "chat",
    "pesan": "chat",
    "surel": "email",
    "e-mail": "email",
    "facebook": "feed",
    "instagram": "feed",
    "tiktok": "feed",
    "medsos": "feed",
    "situs": "web",
    "laman": "web",
    "website": "web",
    "hasil": "results",
    "pencarian": "results",
    "katalog": "results",
    "catalogue": "results",
    "opac": "results",
    "cantuman": "record",
    "buku": "record",
    "book": "record",
}
"""What people write instead of a frame, where it does not look like it."""

_SAME = {"title": "subject", "subject": "title"}
"""Two names for nearly one thing, each at home in other frames."""

_DRAWN = {"results": listings.results, "record": listings.record}
"""How the words of a frame are drawn, where it is not as everywhere else."""


def read(fence: Fence, nodes: Sequence[Node]) -> tuple[list[Node], Message | None]:
    """Take the message off the blocks before the options; None where there is none.

    Without a `:frame:`, a quote is part of the words.
    """
    values = fence.values(KEYS)
    if "frame" not in values:
        said = keys(fence)
        if said and "frame" not in said:  # nor something that was meant to be a frame
            name, line = next(iter(said.items()))
            fence.error(line, "key-without-frame", entry=name)
        return list(nodes), None
    frame = values["frame"].lower()
    line = next(key.line for key in fence.keys if key.name.lower() == "frame")
    if frame not in FRAMES:
        guess = _MEANT.get(frame) or nearest(frame, FRAMES)
        fence.error(line, "unknown-frame", frame=frame, known=", ".join(FRAMES), guess=guess)
        return list(nodes), None
    for key in fence.keys:
        name = key.name.lower()
        if name in KEYS[1:] and name not in FRAMES[frame]:
            guess = _SAME.get(name, "")
            fits = ", ".join(FRAMES[frame])
            fence.error(
                key.line,
                "key-of-another-frame",
                entry=name,
                frame=frame,
                known=fits,
                guess=guess if guess in FRAMES[frame] else "",
            )
    quotes = [node for node in nodes if node.type == "blockquote"]
    if not quotes:
        fence.error(line, "frame-without-message", frame=frame)
        return list(nodes), None
    blocks = [block for quote in quotes for block in quote.children]
    drawn = _DRAWN.get(frame)
    message = Message(
        frame=frame,
        html=drawn(fence, blocks) if drawn else fence.html(blocks, "dead"),
        sender=values.get("from", ""),
        group=values.get("group", ""),
        subject=values.get("subject", values.get("title", "")),
        address=values.get("address", ""),
        time=values.get("time", ""),
        search=values.get("search", ""),
        field=values.get("field", ""),
    )
    return [node for node in nodes if node.type != "blockquote"], message


def from_data(data: Mapping[str, Any] | None) -> Message | None:
    """Return the message whose JSON this is."""
    return Message(**data) if data else None


def keys(fence: Fence) -> dict[str, int]:
    """Return what a fence says of a message, with its line: under its right name, if misspelt."""
    names = ((meant(key.name, KEYS), key.line) for key in fence.keys)
    return {name: line for name, line in names if name}


def handout(message: Message | None, language: str) -> str:
    """Return a message as HTML for paper: that it is for practice, who wrote it, where, and what.

    The mark goes wherever the message goes: a sheet of paper is copied without what stands above.
    """
    if message is None:
        return ""
    words = phrases("toolkit.lesson")
    mark = escape(say(words, "simulation", language))
    facts = [message.sender, message.group, message.address, message.subject, message.time]
    if message.search:
        facts.append(say(words, "searched", language, search=message.search))
    if message.field:
        facts.append(say(words, "searched_in", language, field=message.field))
    head = " · ".join(escape(fact) for fact in facts if fact)
    head = f'<p class="suluh-message-head">{head}</p>' if head else ""
    return (
        f'<blockquote class="suluh-message"><p class="suluh-message-mark">{mark}</p>'
        f"{head}{message.html}</blockquote>"
    )
