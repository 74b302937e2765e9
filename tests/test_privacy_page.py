"""The page on privacy says what holds for this very site, in both languages."""

import re
from dataclasses import fields, replace

import pytest
import validator
from conftest import ROOT

from toolkit.library import Library
from toolkit.pages.addressing import FILES, SERVED
from toolkit.pages.folder import policy
from toolkit.pages.links import dead_links
from toolkit.pages.offline import worker
from toolkit.pages.privacy import privacy_pages
from toolkit.pages.site import assemble, frames
from toolkit.records.nouns import Feedback, Response, RoomEvent, Visit
from toolkit.words import phrases, say

WORDS = phrases("toolkit.pages")
LIBRARY, _ = Library.read(ROOT)
ELSEWHERE = "https://pelajaran.kota.example/suluh/"

SITES = {
    "served": (SERVED, {}),
    "served, nothing kept": (SERVED, {"keep_records": False}),
    "published": (FILES, {}),
    "published, sends": (FILES, {"send_to": ELSEWHERE}),
    "published, sends, nothing kept": (FILES, {"send_to": ELSEWHERE, "keep_records": False}),
}
SEND = {"served", "published, sends"}


def site(name, **more):
    addressing, facts = SITES[name]
    library = replace(LIBRARY, **facts, **more)
    framed = frames(library, addressing, policy(library) if addressing is FILES else "")
    return assemble(framed, {}, {})


def page(name, language="id", **more):
    address = "privasi" if language == "id" else f"{language}/privasi"
    return site(name, **more).pages[address].body


def text(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("<main")[2]).split())


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_it_promises_no_more_and_no_less_than_what_happens(name, language):
    html = page(name, language)
    sends = name in SEND
    assert ("data-privacy-switch" in html) == sends
    assert ("privacy.js" in html) == sends
    assert (
        ("dihapus sendiri setelah 90" if language == "id" else "Days they are kept: 90") in html
    ) == sends
    assert ("pelajaran.kota.example" in text(html)) == (name == "published, sends")
    nothing = "tetap di perangkat ini" if language == "id" else "stay on this device"
    assert (nothing in text(html)) == (not sends)
    assert ("Tempat situs ini disimpan" in html) == (name.startswith("pub") and language == "id")
    assert "<form" not in html


def test_what_is_recorded_is_told():
    """What is new in the records needs a sentence on the page."""
    told = {
        "privacy_sent_lesson": {"lesson", "item", "language", "version", "place"}
        | {"step", "kind"},
        "privacy_sent_visit": {"started", "seen", "reached", "finished"},
        "privacy_sent_answers": {"attempt", "answer", "given", "right", "judged", "before"}
        | {"checked", "ms", "at"},
        "privacy_sent_origin": {"source", "medium", "campaign", "referrer"},
        "privacy_sent_class": {"class_name"},
        "privacy_sent_views": {"useful", "clear", "text"},
        "privacy_sent_room": {"room", "type", "person", "data"},
        "privacy_sent_number": {"id", "visit", "number"},
    }
    nouns = (Visit, Response, Feedback, RoomEvent)
    recorded = {each.name for noun in nouns for each in fields(noun)}
    assert recorded == set().union(*told.values())
    html = page("served")
    frame = site("served").frames["id"]
    assert all(frame.say(key) in html for key in told)


def test_the_days_and_the_contact_are_the_library_s_own():
    html = page("served", keep_text_days=30, whatsapp="6281200000000")
    assert "setelah 30 hari" in html
    assert 'href="https://wa.me/6281200000000?text=Halo%2C%20saya' in html
    assert "kepada petugas di perpustakaan" in page("served", whatsapp="", email="")


@pytest.mark.parametrize("name", SITES)
def test_home_and_worker_lead_there(name):
    made = site(name)
    addressing = SITES[name][0]
    for language, home in (("id", ""), ("en", "en/")):
        link = made.frames[language].link("", "privasi")
        assert f'<a href="{link}">' in made.pages[home].body
    script = worker(made, addressing).decode()
    small = re.search(r'"small": (\[.*?\])', script)[1]
    assert f'"{addressing.path("privasi")}"' in small
    assert f'"{addressing.path("en/privasi")}"' in small


def test_a_library_of_one_language_has_one_page():
    library = replace(LIBRARY, languages=("en",))
    assert list(privacy_pages(frames(library, SERVED))) == ["privasi"]


def test_its_html_is_valid_and_its_links_lead_somewhere(tmp_path):
    files = []
    for number, name in enumerate(SITES):
        made = site(name)
        written = {FILES.path(at): each.body.encode() for at, each in made.pages.items()}
        written |= {at: asset.content for at, asset in made.assets.items()}
        if SITES[name][0] is FILES:
            assert not dead_links(written)
        for address, content in written.items():
            if "privasi" in address:
                file = tmp_path / f"{number}-{address.replace('/', '-')}"
                file.write_bytes(content)
                files.append(file)
    assert len(files) == 2 * len(SITES)
    assert not validator.problems(files)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", SITES)
def test_it_tells_of_searches_where_a_catalogue_can_be_asked(name, language):
    told = {key: say(WORDS, key, language) for key in WORDS if key.startswith("privacy_search_")}
    assert not [words for words in told.values() if words in text(page(name, language))]
    settings = replace(LIBRARY.catalogue, kind="openlibrary", url="")
    found = text(page(name, language, catalogue=settings))
    asks = name != "published"
    assert told["privacy_search_practice"] in found
    assert (told["privacy_search_server"] in found) == asks
    assert (told["privacy_search_here"] in found) != asks
    assert told["privacy_search_abroad"] in found
