"""First aid, for somebody in panic: on a small phone, by keyboard, on one sheet of paper."""

import re

import pytest
from axe import in_colours, violations
from conftest import LESSONS
from patron import Patron
from test_access import SIDEWAYS
from test_print import COLOURED, pages

PAGES = ("pertolongan", "en/pertolongan")

every_page = pytest.mark.parametrize("path", PAGES)


@every_page
def test_axe_finds_nothing(served, open_page, path):
    page = open_page()
    page.goto(f"{served.address}/{path}")
    for scheme in ("light", "dark"):
        in_colours(page, scheme)
        assert not violations(page), scheme


TOO_SMALL = """() => [...document.querySelectorAll('.aid nav a, .aid-calls a, .aid-up a')]
  .filter((element) => element.getBoundingClientRect().height < 47.5)
  .map((element) => element.outerHTML)"""


@every_page
def test_all_doors_stand_on_the_first_screen_of_a_phone(served, open_page, path):
    page = open_page({"width": 390, "height": 844})
    page.goto(f"{served.address}/{path}")
    doors = page.locator(".aid-which a")
    last = doors.last.bounding_box()
    assert doors.count() == 4
    assert last["y"] + last["height"] <= 844
    assert not page.evaluate(TOO_SMALL)
    title = doors.last.inner_text()
    doors.last.tap()
    heading = page.locator(".aid-door:target h2")
    assert heading.inner_text() == title
    assert -1 <= heading.bounding_box()["y"] < 200


@every_page
def test_nothing_goes_sideways_on_the_smallest_phone(served, open_page, path):
    page = open_page({"width": 320, "height": 640})
    page.goto(f"{served.address}/{path}")
    for size in (100, 200):
        page.add_style_tag(content=f"html {{ font-size: {1.125 * size}% }}")
        assert page.evaluate(SIDEWAYS) <= 0, size


@every_page
def test_it_needs_no_script_and_asks_for_nothing_but_its_style(served, open_page, path):
    page = open_page(java_script_enabled=False)
    asked = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(f"{served.address}/{path}")
    assert set(asked) <= {"document", "stylesheet", "image"}
    assert page.locator('a[href="tel:157"]').first.is_visible()
    assert page.locator('a[href="https://wa.me/6281157157157"]').first.is_visible()


@every_page
def test_it_prints_as_one_poster_in_black_and_white(served, open_page, path):
    page = open_page(phone=False)
    page.goto(f"{served.address}/{path}")
    for scheme in ("light", "dark"):
        page.emulate_media(media="null", color_scheme=scheme)
        assert pages(page) == 1, scheme
        page.emulate_media(media="print", color_scheme=scheme)
        assert not page.evaluate(COLOURED), scheme
    poster = re.sub(r"\s+", " ", page.locator("body").inner_text())
    assert all(title in poster for title in page.locator(".aid-door h2").all_inner_texts())
    assert page.locator(".aid-door").count() == 4
    assert "157" in poster
    assert re.search(r"0811-?5715-?7157", poster)
    assert "Perpustakaan Kota" in poster
    assert not page.locator(".aid-calls, .aid-which, .page-footer").first.is_visible()


LESSON = "online-safety"
DOOR = "### Telanjur {place}\n\n{steps}\n"
STEP = "{place}. Telepon **bank** lewat nomor di kartu Anda, lalu minta rekening diamankan.\n"


@pytest.mark.lessons(LESSON)
def test_every_poster_fits_on_one_sheet(serve, project, open_page, eventually):
    file = project / "lessons" / LESSON / "id.md"
    words = file.read_text(encoding="utf-8")
    fence = re.search(r"(?ms)^:::\{firstaid\}.*?^:::$", words)[0]
    begin = fence.partition("###")[0]
    page = open_page(phone=False)
    server = None
    for doors, steps in ((2, 3), (3, 6), (4, 6), (5, 4), (6, 4)):
        listed = "".join(STEP.format(place=place + 1) for place in range(steps))
        text = "".join(DOOR.format(place=place + 1, steps=listed) for place in range(doors))
        file.write_text(words.replace(fence, f"{begin}{text}\n:::"), encoding="utf-8")
        server = server or serve()
        eventually(lambda: shown(page, server) == [steps] * doors, 30)  # noqa: B023 - at once
        assert pages(page) == 1, (doors, steps)


def shown(page, server):
    """Return of each door on the poster, as it is now, how many steps it has."""
    page.goto(f"{server.address}/pertolongan")
    return page.locator(".aid-door ol").evaluate_all(
        "all => all.map((each) => each.children.length)"
    )


def test_the_way_there_from_the_home_page_and_back(served, open_page):
    page = open_page()
    page.goto(served.address)
    page.locator(".page-aid a").tap()
    page.wait_for_url(f"{served.address}/pertolongan")
    page.locator(".page-languages a").tap()
    page.wait_for_url(f"{served.address}/en/pertolongan")
    page.locator(".aid-home").tap()
    page.wait_for_url(f"{served.address}/en/")


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_way_there_from_the_menu_of_every_lesson(served, open_page, lesson):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{lesson}")
    page = patron.page
    patron.do(page.locator(".suluh-menu-button"))
    patron.do(page.get_by_role("button", name="Pertolongan pertama"))
    sheet = page.locator("dialog[open]")
    assert sheet.locator("details.suluh-door").count() == 4
    assert not violations(page)
    patron.do(sheet.locator("summary").last)
    assert sheet.locator('a[href="tel:157"]').last.is_visible()
    patron.do(sheet.locator(".suluh-first-aid-page"))
    page.wait_for_url(f"{served.address}/pertolongan")
    assert page.locator("h1").inner_text() == "Pertolongan pertama"
