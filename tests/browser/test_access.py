"""Everybody can use it: axe on every step, small screens, large text, keyboard focus, no script."""

import pytest
from axe import in_colours, violations
from conftest import LESSONS
from patron import Patron, wrong_response
from playwright.sync_api import expect

LESSON = "misinformation"

every_lesson = pytest.mark.parametrize("lesson", LESSONS)


COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of axe that a dark page may break and a light one keep."""


SMALL = {"width": 360, "height": 640}
ZOOMED = {"width": 640, "height": 400}
"""A desk of 1280 by 800 at a zoom of 200 percent."""


@every_lesson
def test_no_step_shuts_anybody_out_and_each_shows_its_first_words(served, open_page, lesson):
    """Axe finds nothing, and below every drawing the first sentences are in sight.

    At a zoom of 200 percent the keyboard plays whole lessons, right; here is what is not right.
    """
    patron = Patron(open_page(SMALL))
    patron.open(f"{served.address}/{lesson}")
    page = patron.page
    found = barriers(page, whole=True)
    while patron.screen != "result":
        found += [f"{patron.screen}: {each}" for each in words_out_of_sight(page)]
        if patron.phase == "answering":
            found += [f"{patron.screen}: {each}" for each in barriers(page)]
            patron.give(wrong_response(patron.activity()))
            page.set_viewport_size(ZOOMED)
            found += too_wide(page, f"{patron.screen}, zoomed in, not right")
            page.set_viewport_size(SMALL)
        found += [f"{patron.screen}, {patron.phase}: {each}" for each in barriers(page)]
        patron.forward()
    found += barriers(page, whole=True)
    assert not found, "\n".join(found)


def barriers(page, **options):
    """Return what axe finds in light, and of the colours in dark; and ids that occur twice."""
    found = violations(page, **options)
    in_colours(page, "dark")
    found += violations(page, runOnly={"type": "rule", "values": COLOURS})
    in_colours(page, "light")
    return [*found, *page.evaluate(TWICE)]


TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  return ids.filter((id, at) => ids.indexOf(id) < at).map((id) => `the id ${id} occurs twice`);
}"""


FIRST_LINES = """(words) => {
  const range = document.createRange();
  range.selectNodeContents(words);
  const lines = [...new Set([...range.getClientRects()].map((box) => Math.round(box.bottom)))];
  return lines[Math.min(lines.length, 3) - 1];
}"""


def words_out_of_sight(page):
    """Return a sentence where a drawing on this screen pushes its first words below the bar."""
    drawing = page.locator(
        ".suluh-screen > .suluh-prose:not(.suluh-after) > p:first-child:has(img)"
    )
    if not drawing.count():
        return []
    lines = drawing.locator("+ *").evaluate(FIRST_LINES)
    bar = page.locator(".suluh-bottom").bounding_box()["y"]
    return (
        [] if lines < bar else [f"the words below the drawing end at {lines}, the bar is at {bar}"]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "en/", "tidak-ada"])
def test_axe_finds_nothing_on_the_pages_round_the_lesson(served, open_page, path, scheme):
    page = open_page(color_scheme=scheme)
    page.goto(f"{served.address}/{path}")
    assert not violations(page)


@pytest.mark.parametrize("opener", [".suluh-menu-button", ".suluh-see-others"])
def test_axe_finds_nothing_in_a_dialog(served, open_page, opener):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LESSON}")
    while not patron.page.locator(opener).count():
        if patron.phase == "answering":
            patron.answer()
        patron.forward()
    patron.do(patron.page.locator(opener))
    assert patron.page.locator("dialog[open]").count() == 1
    assert not violations(patron.page)
    patron.page.keyboard.press("Escape")
    assert not patron.page.locator("dialog[open]").count()
    assert patron.page.evaluate("s => document.activeElement.matches(s)", opener)


SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


def too_wide(page, where):
    """Return a sentence where one would have to scroll sideways."""
    pixels = page.evaluate(SIDEWAYS)
    return [f"{where}: {pixels} px too wide"] if pixels > 0 else []


COVERED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const target = element.matches('label input') ? element.closest('label') : element;
  const box = target.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return null;
  const inside = (x, y) => {
    const seen = document.elementFromPoint(x, y);
    return seen && (target.contains(seen) || seen.contains(target));
  };
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const ys = [box.top + 3, box.top + Math.min(box.height, innerHeight) / 2];
  const seen = ys.some((y) => y >= 0 && y < innerHeight && inside(x, y));
  return seen ? null : target.outerHTML.slice(0, 200);
}"""


LARGEST = [(lesson, 320, 200) for lesson in LESSONS]
BETWEEN = [(LESSON, 320, 100), (LESSON, 360, 150)]  # what holds at both ends mostly holds there


@pytest.mark.parametrize(("lesson", "width", "size"), [*LARGEST, *BETWEEN], ids=str)
def test_small_screens_and_large_text(served, open_page, lesson, width, size):
    page = open_page({"width": width, "height": 640})
    page.add_init_script(
        "localStorage.getItem('suluh') ?? "
        f"localStorage.setItem('suluh', JSON.stringify({{size: {size}}}))"
    )
    patron = Patron(page)
    patron.open(f"{served.address}/{lesson}")
    assert page.locator(".suluh[data-size]").get_attribute("data-size") == str(size)
    for screen in patron.screens():
        assert page.evaluate(SIDEWAYS) <= 0, screen
        for _ in range(6):
            page.keyboard.press("Tab")
            assert page.evaluate(COVERED) is None, screen


TOO_SMALL = """() => [...document.querySelectorAll(
    'button, summary, .suluh-card, .suluh-ways a, label.suluh-part')]
  .filter((element) => element.offsetParent && !element.hidden)
  .flatMap((element) => [...element.getClientRects()].map((box) => [element.outerHTML, box]))
  .filter(([html, box]) => box.height < (html.includes("suluh-part") ? 43.5 : 47.5))
  .map(([html, box]) => `${box.height}: ${html.slice(0, 120)}`)"""
"""Within running text each line of a target may be a little lower: the lines stay together."""


def test_the_first_words_need_no_script(served, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{served.address}/{LESSON}")
    assert page.locator(".suluh-handout h2").first.is_visible()
    assert page.locator(".suluh-handout .suluh-answers").is_visible()


def test_before_the_scripts_only_the_first_words_show(served, open_page):
    page = open_page()
    page.route("**/*.js", lambda _route: None)  # a script that never arrives
    page.goto(f"{served.address}/{LESSON}", wait_until="commit")
    page.locator(".suluh-handout h2").first.wait_for()
    assert page.locator(".suluh-handout h2").first.is_visible()
    assert not page.locator(".suluh-answers").is_visible()


def test_a_script_that_breaks_leaves_the_lesson_readable(served, open_page):
    page = open_page(may_fail=True)
    page.add_init_script("delete Array.prototype.find; delete Array.prototype.findIndex")
    page.goto(f"{served.address}/{LESSON}")
    page.locator(".suluh-answers").wait_for()
    assert page.locator(".suluh-screen").count() == 0


def test_where_the_script_never_comes_a_line_offers_the_words(served, open_page):
    page = open_page()
    page.route("**/player.js", lambda route: route.abort())
    page.goto(f"{served.address}/{LESSON}")
    line = page.locator(".suluh-unplayed")
    assert not line.is_visible()  # it may only be slow
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")
    line.locator("a").tap()
    page.locator(".suluh-answers").wait_for()
    assert not line.is_visible()


def test_paper_has_the_whole_lesson_and_the_answers(served, open_page):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LESSON}")
    patron.page.emulate_media(media="print")
    assert patron.page.locator(".suluh-answers").is_visible()
    assert patron.page.locator("h1").bounding_box()["height"] > 20
    assert not patron.page.locator(".suluh-screen").is_visible()


EDGES = """() => ['.suluh-top-row', '.suluh-progress', '.suluh-screen', '.suluh-actions']
  .map((selector) => document.querySelector(selector))
  .map((element) => [element, element.getBoundingClientRect(), getComputedStyle(element)])
  .map(([element, box, style]) => [
    box.left + parseFloat(style.paddingLeft),
    box.right - parseFloat(style.paddingRight),
  ])"""

FULL = """() => ['.suluh-advice', '.suluh-cells', '.suluh-scales', '.suluh-official']
  .map((selector) => document.querySelector('.suluh-result ' + selector))
  .map((element) => element.getBoundingClientRect().right)"""


def test_everything_stands_in_one_column_on_a_desk(served, open_page):
    patron = Patron(open_page(phone=False), touch=False)
    patron.open(f"{served.address}/{LESSON}")
    page = patron.page
    patron.play()
    edges = page.evaluate(EDGES)
    left, right = edges[1]
    assert all(abs(each[0] - left) < 1 for each in edges)
    assert all(abs(each[1] - right) < 1 for each in edges[1:])
    words = page.locator(".suluh-menu-button").evaluate(
        "button => button.getBoundingClientRect().right - "
        "parseFloat(getComputedStyle(button).paddingRight)"
    )
    assert abs(words - right) < 1
    assert all(abs(each - right) < 1 for each in page.evaluate(FULL))


def test_the_first_tabs_lead_to_the_menu_and_on_into_the_lesson(served, open_page):
    page = open_page(phone=False)
    patron = Patron(page, touch=False)
    patron.open(f"{served.address}/{LESSON}")
    # Two stops at most before the words: a link to skip them would only be a third.
    page.keyboard.press("Tab")
    menu = page.locator(".suluh-menu-button")
    expect(menu).to_be_focused()
    assert menu.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.className"))
        assert page.evaluate(COVERED) is None
    assert "suluh-main-action" in seen
    assert "suluh-back" not in seen  # hidden on the first screen


DRAWING = """(img) => img.decode().then(() => ({
  height: img.getBoundingClientRect().height,
  ratio: img.getBoundingClientRect().width / img.getBoundingClientRect().height,
  left: img.getBoundingClientRect().left - img.parentElement.getBoundingClientRect().left,
  rem: parseFloat(getComputedStyle(document.documentElement).fontSize),
}))"""


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_drawing_leaves_the_first_words_in_sight(served, open_page, phone):
    patron = Patron(open_page(phone=phone), touch=phone)
    patron.open(f"{served.address}/{LESSON}")
    words = patron.page.locator(".suluh-screen .suluh-prose")
    drawing = words.locator("img").first.evaluate(DRAWING)
    assert drawing["height"] <= (7 if phone else 11) * drawing["rem"] + 1
    assert abs(drawing["ratio"] - 240 / 140) < 0.02
    assert abs(drawing["left"]) < 1
    seen = words.locator("p", has_not=patron.page.locator("img")).first.bounding_box()
    bar = patron.page.locator(".suluh-bottom").bounding_box()
    assert seen["y"] + seen["height"] < bar["y"]


@pytest.mark.parametrize(("size", "height"), [(150, 4.5), (200, 0)])
def test_large_words_get_the_room_of_the_drawing(served, open_page, size, height):
    page = open_page({"width": 360, "height": 640})
    page.add_init_script(f"localStorage.setItem('suluh', JSON.stringify({{size: {size}}}))")
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    drawing = page.locator(".suluh-screen img").first
    found = drawing.evaluate(DRAWING)
    assert found["height"] <= max(height * found["rem"], 1)
    assert drawing.get_attribute("alt")
