"""A message in its frame, on a screen and on paper."""

from __future__ import annotations

import pytest
from test_fence import a_fence, told

from toolkit.lesson import messages
from toolkit.lesson.nouns import Message


def read(text: str) -> tuple[int, Message | None, list[str]]:
    fence = a_fence(f":::{{choose}}\n{text}\n\n:::")
    rest, message = messages.read(fence, fence.nodes)
    return len(rest), message, told(fence)


@pytest.mark.parametrize("frame", messages.FRAMES)
def test_every_frame(frame: str) -> None:
    keys = "".join(f":{key}: {key}!\n" for key in messages.FRAMES[frame])
    rest, message, problems = read(f":frame: {frame.upper()}\n{keys}\nq\n\n> a\n\n> b")
    assert not problems
    assert rest == 1
    assert message
    assert (message.frame, message.html) == (frame, "<p>a</p>\n<p>b</p>")
    facts = (message.sender, message.group, message.subject, message.address, message.time)
    names = ("from", "group", "subject", "address", "time")
    assert facts == tuple(f"{n}!" if n in messages.FRAMES[frame] else "" for n in names)


def test_without_a_frame_a_quote_is_part_of_the_words() -> None:
    assert read("q\n\n> a") == (2, None, [])


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (":from: Ani\n\n> a", ["key-without-frame"]),
        (":dari: Ani\n\n> a", ["unknown-fence-key", "key-without-frame"]),
        (":bingkai: chat\n:from: Ani\n\n> a", ["unknown-fence-key"]),
        (":frame: obrolan\n\n> a", ["unknown-frame"]),
        (":frame: sms\n:group: b\n\n> a", ["key-of-another-frame"]),
        (":frame: sms\n\na", ["frame-without-message"]),
    ],
)
def test_what_is_wrong_with_a_message(text: str, keys: list[str]) -> None:
    assert read(text)[2] == keys


@pytest.mark.parametrize(
    ("written", "frame"), [("WhatsApp", "chat"), ("surel", "email"), ("webb", "web")]
)
def test_a_frame_in_other_words_is_guessed(written: str, frame: str) -> None:
    fence = a_fence(f":::{{choose}}\n:frame: {written}\n\n> a\n\n:::")
    messages.read(fence, fence.nodes)
    assert f'Perhaps "{frame}" was meant.' in fence.report.found[0].sentence("en")


def test_on_paper_it_is_marked_and_its_facts_are_text() -> None:
    message = Message("email", "<p>a</p>", sender="<b>", subject="c", time="d")
    assert messages.handout(message, "id") == (
        '<blockquote class="suluh-message">'
        '<p class="suluh-message-mark">SIMULASI - UNTUK LATIHAN</p>'
        '<p class="suluh-message-head">&lt;b&gt; · c · d</p><p>a</p></blockquote>'
    )
    assert "SIMULATION - FOR PRACTICE" in messages.handout(Message("sms", ""), "en")
    assert messages.handout(None, "id") == ""
