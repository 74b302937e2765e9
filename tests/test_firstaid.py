"""firstaid and passphrase: nothing to answer; and the page that is made of first aid."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from sample import LINES
from test_activities import activity, keys, read

from toolkit.activities.firstaid import FirstAid
from toolkit.lesson.nouns import ResponseError
from toolkit.library import Library
from toolkit.pages.addressing import SERVED
from toolkit.pages.first_aid import _Aid, first_aid_page
from toolkit.pages.page import Frame
from toolkit.pages.site import frames
from toolkit.player.widget import for_menu

AID = """\
:::{firstaid} {#tolong}
Tenang. Ikuti dari nomor satu.

### Telanjur mengeklik

1. Tutup halamannya.
2. **Telepon** [OJK 157](tel:157) atau [WhatsApp](https://wa.me/6281157157157).

### Telanjur memasang <b>

1. Matikan data.
2. Lapor di [iasc.ojk.go.id](https://iasc.ojk.go.id/lapor).

:::
"""


def test_first_aid() -> None:
    found = activity(AID)
    assert found.question == "<p>Tenang. Ikuti dari nomor satu.</p>"
    assert [door.title for door in found.doors] == ["Telanjur mengeklik", "Telanjur memasang <b>"]
    assert found.doors[0].steps[0] == "Tutup halamannya."
    assert '<a href="tel:157">OJK 157</a>' in found.doors[0].steps[1]
    assert 'href="https://wa.me/6281157157157"' in found.doors[0].steps[1]
    assert [found.judge(each) for each in found.responses()] == [None]
    assert type(found).from_data(found.data()).data() == found.data()
    assert keys(AID) == {"raw-html"}
    paper = found.handout("id")
    assert "<h3>Telanjur memasang &lt;b&gt;</h3><ol><li>Matikan data.</li>" in paper.question
    assert not paper.answer


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("Tenang. Ikuti dari nomor satu.", "", "no-question"),
        ("1. Matikan", "1. [ ] Matikan", "box-without-use"),
        ("### Telanjur memasang <b>", "### Telanjur mengeklik", "doubled-door"),
        ("### Telanjur memasang <b>", "###", "empty-heading"),
        ("### Telanjur memasang <b>", "", "doors-count"),
        ("1. Matikan data.\n2. Lapor di", "Lapor di", "door-without-steps"),
        ("1. Matikan data.", "Dulu ini.\n\n1. Matikan data.", "no-place-for-words"),
        ("1. Matikan data.", "1. Matikan " + "data " * 25, "aid-too-long"),
        ("1. Matikan data.", "1.", "empty-aid"),
        ("tel:157", "tel:OJK", "odd-number"),
        ("6281157157157", "081157157157", "odd-chat"),
        (":::{firstaid} {#tolong}\n", ":::{firstaid} {#tolong}\n:warna: a\n", "unknown-fence-key"),
    ],
)
def test_what_first_aid_says(old: str, new: str, key: str) -> None:
    assert old in AID
    assert key in keys(AID.replace(old, new, 1))


def test_six_doors_at_most() -> None:
    doors = "".join(f"### Pintu {place}\n\n1. Ini.\n\n" for place in range(7))
    assert keys(f":::{{firstaid}} {{#a}}\nTenang.\n\n{doors}\n:::\n") == {"doors-count"}


@given(LINES)
def test_first_aid_survives_anything(lines: str) -> None:
    reading = read(f":::{{firstaid}} {{#a}}\nTenang.\n\n### A\n\n1. b\n\n### B\n\n{lines}\n\n:::\n")
    assert reading.lesson or reading.problems


PASSPHRASE = ":::{passphrase} {#frasa}\nCoba **empat** kata.\n\n:::\n"


def test_passphrase_takes_no_answer() -> None:
    found = activity(PASSPHRASE)
    assert not keys(PASSPHRASE)
    assert found.data() == {
        "kind": "passphrase",
        "id": "frasa",
        "question": "<p>Coba <strong>empat</strong> kata.</p>",
    }
    assert list(found.responses()) == [{}]
    assert found.judge({}) is None
    with pytest.raises(ResponseError):
        found.judge({"text": "kuda nil"})
    assert "empat halaman" in found.handout("id").question
    assert not found.handout("en").answer
    assert keys(":::{passphrase} {#frasa}\n:::\n") == {"no-question"}


@pytest.fixture
def frame(project):
    library, _ = Library.read(project)
    return frames(library, SERVED)["id"]


def a_page(markdown: str, frame: Frame) -> str:
    step = read(markdown).lesson.steps[0]
    return first_aid_page(step.activity, step.language, frame).body


def test_numbers_are_words_and_buttons(frame) -> None:
    body = a_page(AID, frame)
    assert "<strong>OJK\u00a0157</strong> atau <strong>WhatsApp</strong>" in body
    assert '<span class="aid-number">(0811-5715-7157)</span>' in body
    assert body.count('href="tel:157"') == body.count('href="https://wa.me/6281157157157"') == 1
    assert '<a class="aid-phone" href="tel:157"><span>OJK\u00a0157</span></a>' in body
    assert "suluh-paper-address" in body  # where else to type: on paper alone
    assert "&lt;b&gt;" in body
    assert "<script" not in body


def test_a_number_is_one_however_it_is_written(frame) -> None:
    shouted = AID.replace("(tel:", "(TEL:").replace("https://wa.me", "HTTP://WA.me")
    assert shouted != AID
    body = a_page(shouted, frame)
    assert '<a class="aid-phone" href="tel:157">' in body
    assert '<a class="aid-chat" href="http://WA.me/6281157157157">' in body
    assert '<span class="aid-number">(0811-5715-7157)</span>' in body


def test_numbers_in_a_tag_stay_as_they_are(frame) -> None:
    said = "Buka [ini](https://a.go.id/20251122): [**OJK** *157*](tel:157)"
    body = a_page(AID.replace("Tutup halamannya.", said), frame)
    assert 'href="https://a.go.id/20251122"' in body
    assert "OJK</strong>\u00a0<em>157" in body
    drawn = _Aid.of('<a href="tel:157"><img src="data:1234567" alt=""> 157</a>')
    assert drawn.calls[0].words == '<img src="data:1234567" alt="">\u00a0157'


def test_no_number_stands_where_no_sources_are_listed(frame) -> None:
    cited = AID.replace("satu.", "satu. [^a]").replace("halamannya.", "halamannya. [^a]")
    cited_with_source = f"{cited}\n[^a]: OJK, 2025\n"
    step = read(cited_with_source).lesson.steps[0]
    assert "suluh-source" in step.activity.question
    told = for_menu(step)
    assert "suluh-source" not in f"{told}{a_page(cited_with_source, frame)}"
    assert told["question"] == "<p>Tenang. Ikuti dari nomor satu.</p>"


def test_the_page_is_whole_without_an_address_of_the_library(frame) -> None:
    assert "aid-blank" in a_page(AID, frame)


def test_the_more_there_is_to_say_the_smaller_the_poster(frame) -> None:
    def size(markdown: str) -> float:
        return float(re.search(r"--aid-letters: ([\d.]+)pt", a_page(markdown, frame))[1])

    longer = AID.replace("Matikan data.", "Matikan data. " * 60)
    assert size(AID) > size(longer) > 7


def test_a_kind_that_is_first_aid_is_named_as_the_file_does() -> None:
    assert f":::{{{FirstAid.kind}}}" in AID
