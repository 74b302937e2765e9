"""The page to type a room's code, in a real browser: with no script, and for everybody."""

import axe
import pytest
from conftest import DESK, PHONE
from room_house import LESSON_PAGE, room_house

from toolkit.rooms.codes import grouped

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with room_house(tmp_path_factory.mktemp("form")) as running:
        yield running


def address(house, path=""):
    return f"http://{house.door.host}:{house.door.port}/r/{path}"


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_code_is_typed_wrongly_and_then_rightly_without_a_script(house, open_page, language):
    code = house.open(LESSON_PAGE, language)
    page = open_page(java_script_enabled=False)
    page.goto(address(house, "" if language == "id" else "?lang=en"))
    label = {"id": "Kode ruang", "en": "Room code"}[language]
    page.get_by_label(label).fill("CCC CCC")
    page.get_by_label(label).press("Enter")
    assert "CCC CCC" in page.get_by_role("alert").inner_text()
    page.get_by_label(label).fill(grouped(code).lower())
    page.get_by_role("button").click()
    page.wait_for_url(f"**/{LESSON_PAGE}?room={code}")
    assert ("/en/" in page.url) == (language == "en")


@pytest.mark.parametrize("path", ["", "CCCCCC?lang=en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK, {"width": 320, "height": 560}])
def test_everybody_can_use_it(house, open_page, path, scheme, viewport):
    page = open_page(viewport, color_scheme=scheme)
    page.goto(address(house, path))
    assert not axe.violations(page)
    assert not page.evaluate(WIDE)
