"""The pages of live rooms for staff in a real browser: found, opened and entered by anybody."""

import axe
import pytest
from conftest import DESK, PHONE
from leading_house import leading_house
from staff_house import PASSWORD

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with leading_house(tmp_path_factory.mktemp("leading")) as running:
        yield running


def sign_in(page, house):
    page.goto(f"{house.address}/staff")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("link", name="Ruang langsung").click()


def test_a_room_is_opened_without_a_script_and_its_page_says_what_it_needs(house, open_page):
    page = open_page(java_script_enabled=False)
    sign_in(page, house)
    page.get_by_label("Bahasa ruang").select_option("en")
    page.get_by_role("button", name="Buka ruang").click()
    assert "perlu JavaScript" in page.locator("main").inner_text()
    assert "Spot a hoax" in page.get_by_role("heading", level=1).inner_text()
    assert f"{house.address.removeprefix('http://')}/r/" in page.locator("main").inner_text()
    page.get_by_role("link", name="Ruang langsung").click()
    page.get_by_role("link", name="Spot a hoax").click()
    page.get_by_role("link", name="Ruang langsung").click()
    page.get_by_role("link", name="English").click()
    page.get_by_role("heading", name="Live rooms").wait_for()


@pytest.mark.parametrize(
    ("size", "colours"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"]
)
def test_nothing_keeps_a_trainer_out(house, open_page, size, colours, tmp_path):
    page = open_page(size, phone=size is PHONE, color_scheme=colours)
    refused = []
    page.on("console", lambda said: refused.append(said.text) if "Policy" in said.text else None)

    def look(name):
        page.screenshot(path=tmp_path / f"{name}.png")
        assert not axe.violations(page)
        assert not page.evaluate(WIDE)

    sign_in(page, house)
    page.get_by_role("heading", name="Ruang langsung").wait_for()
    look("rooms")
    page.get_by_role("button", name="Buka ruang").click()
    page.get_by_text("Berlangsung").wait_for()
    page.get_by_role("heading", level=1).wait_for()
    page.locator(".console-step h2").wait_for()
    look("console")
    assert page.locator("img").first.evaluate("(image) => image.naturalWidth") > 0
    page.get_by_role("link", name="Ruang langsung").click()
    page.get_by_role("heading", name="Yang sedang terbuka").wait_for()
    look("list")
    assert not refused
