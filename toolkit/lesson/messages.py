"""What several kinds share: a message to look at, in the frame it would arrive in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markdown_it.tree import SyntaxTreeNode as Node

from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Message
from toolkit.lesson.problems import nearest

FRAMES = {
    "chat": ("from", "group", "time"),
    "sms": ("from", "time"),
    "email": ("from", "subject", "time"),
    "feed": ("from", "time"),
    "web": ("address", "subject"),
}
"""The frames a message can stand in, and what is written on each."""


def read(fence: Fence, nodes: Sequence[Node]) -> tuple[list[Node], Message | None]:
    """Take the message off the blocks before the options; None where there is none.

    Without a `:frame:`, a quote is part of the words.
    """
    known = dict.fromkeys(name for names in FRAMES.values() for name in names)
    values = fence.values(("frame", *known))
    if "frame" not in values:
        for key in fence.keys:
            if key.name.lower() in known:
                fence.error(key.line, "key-without-frame", entry=key.name)
                break
        return list(nodes), None
    frame = values["frame"].lower()
    line = next(key.line for key in fence.keys if key.name.lower() == "frame")
    if frame not in FRAMES:
        guess = nearest(frame, FRAMES)
        fence.error(line, "unknown-frame", frame=frame, known=", ".join(FRAMES), guess=guess)
        return list(nodes), None
    for key in fence.keys:
        name = key.name.lower()
        if name in known and name not in FRAMES[frame]:
            fits = ", ".join(FRAMES[frame])
            fence.error(key.line, "key-of-another-frame", entry=name, frame=frame, known=fits)
    quotes = [node for node in nodes if node.type == "blockquote"]
    if not quotes:
        fence.error(line, "frame-without-message", frame=frame)
        return list(nodes), None
    blocks = [block for quote in quotes for block in quote.children]
    message = Message(
        frame=frame,
        html=fence.html(blocks, "dead"),
        sender=values.get("from", ""),
        group=values.get("group", ""),
        subject=values.get("subject", ""),
        address=values.get("address", ""),
        time=values.get("time", ""),
    )
    return [node for node in nodes if node.type != "blockquote"], message


def handout(message: Message | None) -> str:
    """Return a message as HTML for paper: who wrote it, where, and what."""
    if message is None:
        return ""
    facts = (message.sender, message.group, message.address, message.subject, message.time)
    head = " · ".join(escape(fact) for fact in facts if fact)
    head = f'<p class="suluh-message-head">{head}</p>' if head else ""
    return f'<blockquote class="suluh-message">{head}{message.html}</blockquote>'
