"""A message in its frame, on a screen and on paper."""

from __future__ import annotations

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from sample import LINES
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
    facts = (message.sender, message.group, message.address, message.time)
    names = ("from", "group", "address", "time")
    assert facts == tuple(f"{n}!" if n in messages.FRAMES[frame] else "" for n in names)
    facts = (message.search, message.field, message.subject)
    titles = {"email": "subject!", "web": "subject!", "record": "title!"}
    searched = ("search!", "field!") if frame == "results" else ("", "")
    assert facts == (*searched, titles.get(frame, ""))


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
        (":frame: record\n:subject: b\n\n> a", ["key-of-another-frame"]),
    ],
)
def test_what_is_wrong_with_a_message(text: str, keys: list[str]) -> None:
    assert read(text)[2] == keys


@pytest.mark.parametrize(
    ("written", "frame"),
    [("WhatsApp", "chat"), ("surel", "email"), ("webb", "web"), ("katalog", "results")],
)
def test_a_frame_in_other_words_is_guessed(written: str, frame: str) -> None:
    fence = a_fence(f":::{{choose}}\n:frame: {written}\n\n> a\n\n:::")
    messages.read(fence, fence.nodes)
    assert f'Perhaps "{frame}" was meant.' in fence.report.found[0].sentence("en")


def test_two_names_for_a_title_are_guessed() -> None:
    for frame, wrong, right in (("record", "subject", "title"), ("web", "title", "subject")):
        fence = a_fence(f":::{{choose}}\n:frame: {frame}\n:{wrong}: b\n\n> a\n\n:::")
        messages.read(fence, fence.nodes)
        assert f'Perhaps "{right}" was meant.' in fence.report.found[0].sentence("en")


RESULTS = """\
:frame: results
:search: laskar pelangi
:field: Judul

> Ditemukan 2 judul.
>
> - Laskar **Pelangi** <b>
>   Andrea Hirata, 2005
>   Tersedia 2
> 2. Sang Pemimpi
"""


def test_the_results_of_a_catalogue() -> None:
    _, message, problems = read(RESULTS)
    assert not problems
    assert message
    assert message.html == (
        "<p>Ditemukan 2 judul.</p>\n"
        '<ol class="suluh-results"><li>'
        '<p class="suluh-result-title">Laskar <strong>Pelangi</strong> &lt;b&gt;</p>'
        "<p>Andrea Hirata, 2005</p><p>Tersedia 2</p></li></ol>\n"
        '<ol class="suluh-results"><li>'
        '<p class="suluh-result-title">Sang Pemimpi</p></li></ol>'
    )
    paper = messages.handout(message, "id")
    assert "Yang diketik: laskar pelangi · Ruas: Judul" in paper
    assert "Typed: laskar pelangi · Field: Judul" in messages.handout(message, "en")


def test_no_results_are_only_words() -> None:
    _, message, _ = read(":frame: results\n:search: a\n\n> Data kosong. Mohon dicoba kembali")
    assert message
    assert message.html == "<p>Data kosong. Mohon dicoba kembali</p>"


@pytest.mark.parametrize("sign", ["", "- ", "1. "])
def test_the_record_of_a_catalogue(sign: str) -> None:
    lines = ("Pengarang: Andrea Hirata", "**No. Panggil:** 899.221 3 HIR l", "Salinan：2")
    more = ("Tautan: https://a.id/b", "Ketersediaan:")
    text = "\n".join(f"> {sign}{line}" for line in (*lines, *more))
    _, message, problems = read(f":frame: record\n:title: Laskar Pelangi\n\n{text}")
    assert not problems
    assert message
    assert message.subject == "Laskar Pelangi"
    rows = (
        "<dt>Pengarang</dt><dd>Andrea Hirata</dd>",
        "<dt>No. Panggil</dt><dd>899.221 3 HIR l</dd>",
        '<dt>Tautan</dt><dd><span class="suluh-dead-link">https://a.id/b</span></dd>',
        "<dt>Ketersediaan</dt><dd></dd>",
    )
    assert all(f"<div>{row}</div>" in message.html for row in rows)
    assert message.html.startswith('<dl class="suluh-record">')
    assert message.html.count("<dl") == 1


def test_a_value_goes_on_and_other_words_stay() -> None:
    _, message, _ = read(
        ":frame: record\n\n> Stok: Sedang dipinjam\n> sampai 10:30, 3 Mei\n>\n> Pesan dulu."
    )
    assert message
    assert message.html == (
        '<dl class="suluh-record"><div><dt>Stok</dt>'
        "<dd>Sedang dipinjam<br>sampai 10:30, 3 Mei</dd></div></dl>\n<p>Pesan dulu.</p>"
    )


@given(st.sampled_from(["results", "record"]), LINES)
def test_a_catalogue_frame_survives_anything(frame: str, lines: str) -> None:
    quoted = "\n".join(f"> {line}" for line in lines.splitlines())
    reading = sample.read(
        f"{sample.HEAD}\n## A\n\n:::{{choose}}\n:frame: {frame}\n\na\n\n{quoted}\n\n"
        "- [x] a\n- [ ] b\n\n:::\n"
    )
    assert reading.lesson or reading.problems


def test_on_paper_it_is_marked_and_its_facts_are_text() -> None:
    message = Message("email", "<p>a</p>", sender="<b>", subject="c", time="d")
    assert messages.handout(message, "id") == (
        '<blockquote class="suluh-message">'
        '<p class="suluh-message-mark">SIMULASI - UNTUK LATIHAN</p>'
        '<p class="suluh-message-head">&lt;b&gt; · c · d</p><p>a</p></blockquote>'
    )
    assert "SIMULATION - FOR PRACTICE" in messages.handout(Message("sms", ""), "en")
    assert messages.handout(None, "id") == ""
