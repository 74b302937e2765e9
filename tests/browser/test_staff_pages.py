"""The staff's pages, and the one on privacy, in a real browser: without a script, on a phone."""

from dataclasses import replace

import axe
import pytest
from conftest import DESK, PHONE, ROOT
from staff_house import LESSON, PASSWORD, fill, house

from toolkit.pages.addressing import FILES
from toolkit.pages.folder import policy
from toolkit.pages.site import assemble, frames
from toolkit.project import Project

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
UNSEEN = "[...document.images].filter((each) => !each.naturalWidth).map((each) => each.src)"
TOUCHED = "main :is(button, select, input:not([hidden])), main li > a"
SMALL = f"""[...document.querySelectorAll('{TOUCHED}')]
  .filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML)"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("staff")
    fill(folder)
    with house(folder) as running:
        yield running


def sign_in(page, address):
    page.goto(f"{address}/staff")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("heading", name="Hasil pelajaran").wait_for()


def test_everything_works_without_a_script(filled, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{filled.address}/staff")
    page.get_by_label("Kata sandi").fill("bukan kata sandinya")
    page.keyboard.press("Enter")
    assert page.get_by_role("alert").inner_text().startswith("Kata sandinya belum cocok")
    sign_in(page, filled.address)
    (cookie,) = page.context.cookies()
    assert cookie["path"] == "/staff"
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert cookie["expires"] == -1  # gone when the browser is closed
    page.get_by_label("Kelas").select_option("7A")
    page.get_by_role("button", name="Lihat hasil").click()
    page.get_by_text("Yang dihitung: kelas 7A.").wait_for()
    with page.expect_download() as coming:
        page.get_by_role("link", name=".zip").click()
    assert coming.value.suggested_filename.endswith(".zip")
    page.get_by_role("link", name="Ubah pilihan").click()
    assert page.get_by_label("Kelas").input_value() == "7A"
    page.get_by_role("link", name="English").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Password").wait_for()
    assert not page.context.cookies()


@pytest.mark.parametrize(
    ("size", "colours"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"]
)
def test_nothing_keeps_somebody_out(filled, open_page, size, colours):
    page = open_page(size, phone=size is PHONE, color_scheme=colours)
    refused = []
    page.on("console", lambda said: refused.append(said.text) if "Policy" in said.text else None)

    def look():
        assert not axe.violations(page)
        assert not page.evaluate(WIDE)
        assert not page.evaluate(UNSEEN)
        assert not page.evaluate(SMALL)

    page.goto(f"{filled.address}/staff/results")
    page.get_by_role("alert").wait_for()
    look()
    sign_in(page, filled.address)
    look()
    page.goto(f"{filled.address}/staff/results?since=kemarin")
    page.get_by_role("alert").wait_for()
    look()
    page.goto(f"{filled.address}/staff/results?lesson={LESSON}")
    page.get_by_role("heading", name="Hasil: Kenali hoaks").wait_for()
    assert page.locator("main img").count() >= 3
    look()
    assert not refused


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Two folders of files, opened by a double click: one that sends answers, one that does not."""
    made = tmp_path_factory.mktemp("folders")
    ours = Project(ROOT).library
    for name, send_to in (("sends", "https://pelajaran.kota.example/"), ("keeps", "")):
        library = replace(ours, send_to=send_to)
        site = assemble(frames(library, FILES, policy(library)), {}, {})
        written = {FILES.path(at): page.body.encode() for at, page in site.pages.items()}
        written |= {at: asset.content for at, asset in site.assets.items()}
        for address, content in written.items():
            file = made / name / address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return made


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", ["privasi", "en/privasi"])
def test_the_page_on_privacy_keeps_nobody_out(folders, open_page, size, address):
    for name in ("sends", "keeps"):
        page = open_page(size, phone=size is PHONE)
        page.goto((folders / name / address / "index.html").as_uri())
        assert page.get_by_role("checkbox").count() == (name == "sends")
        assert not axe.violations(page)
        assert not page.evaluate(WIDE)


def test_the_switch_holds_and_can_be_taken_back(folders, open_page):
    page = open_page()
    page.goto((folders / "sends" / "privasi" / "index.html").as_uri())
    box = page.get_by_role("checkbox", name="Jangan kirim jawaban dari perangkat ini")
    assert not box.is_checked()
    box.check()
    page.reload()
    assert box.is_checked()
    box.uncheck()
    page.reload()
    assert not box.is_checked()


def test_without_a_script_a_sentence_stands_for_the_switch(folders, open_page):
    page = open_page(java_script_enabled=False)
    page.goto((folders / "sends" / "privasi" / "index.html").as_uri())
    assert page.get_by_role("checkbox").count() == 0
    said = page.locator("noscript p")  # whose words Playwright does not look for
    assert said.is_visible()
    assert "tidak ada jawaban yang terkirim" in said.inner_text()
