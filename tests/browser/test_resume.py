"""Coming back: after a reload, in the other language, as somebody else, without storage."""

from patron import Patron, right_places
from playwright.sync_api import expect

LESSON = "misinformation"


def begin(served, open_page, steps=4, **options):
    patron = Patron(open_page(**options))
    patron.open(f"{served.address}/{LESSON}")
    for _, _screen in zip(range(steps), patron.screens(), strict=False):
        pass
    return patron


def test_a_reload_in_the_middle_resumes_with_the_answers(served, open_page):
    patron = begin(served, open_page)
    place, phase = patron.screen, patron.phase
    stored = patron.page.evaluate("name => localStorage.getItem(name)", f"suluh:{LESSON}")
    patron.page.reload()
    patron.ready()
    assert patron.screen == "resume"
    patron.do(patron.main_action)
    expect(patron.screen_element).to_have_attribute("data-screen", place)
    assert patron.phase == phase
    again = patron.page.evaluate("name => localStorage.getItem(name)", f"suluh:{LESSON}")
    assert stored
    assert again


def test_somebody_else_begins_at_the_beginning(served, open_page):
    patron = begin(served, open_page)
    first = patron.told()["lesson"]["parts"][0]["steps"][0]["id"]
    patron.page.reload()
    patron.ready()
    patron.do(patron.page.locator(".suluh-start-as-other"))
    expect(patron.screen_element).to_have_attribute("data-screen", first)
    patron.page.reload()
    patron.ready()
    assert patron.screen == first


def test_the_language_changes_on_the_same_step(served, open_page):
    patron = begin(served, open_page)
    place = patron.screen
    patron.do(patron.page.locator(".suluh-menu-button"))
    patron.do(patron.page.get_by_role("link", name="English"))
    patron.page.wait_for_url(f"**/en/{LESSON}#*")
    patron.ready()
    expect(patron.screen_element).to_have_attribute("data-screen", place)
    expect(patron.page.locator("html")).to_have_attribute("lang", "en")


def test_the_phones_back_button_goes_to_the_step_before(served, open_page):
    patron = begin(served, open_page)
    here = patron.screen
    patron.forward()
    patron.page.go_back()
    expect(patron.screen_element).to_have_attribute("data-screen", here)


def test_without_storage_the_lesson_plays_all_the_same(served, open_page):
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError'); }});"
    )
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    assert patron.play(right_places(patron.told()))[-1] == "result"


def test_foreign_content_in_the_storage_does_no_harm(served, open_page):
    for rubbish in ("{", "null", "[]", '{"answers": 5, "screen": {}}', '{"visit": null}'):
        page = open_page()
        page.add_init_script(
            f"localStorage.setItem('suluh', {rubbish!r});"
            f"localStorage.setItem('suluh:{LESSON}', {rubbish!r});"
        )
        patron = Patron(page)
        patron.open(f"{served.address}/{LESSON}")
        assert patron.screen


def test_the_lesson_goes_on_without_a_connection(served, open_page):
    patron = begin(served, open_page, steps=1)
    patron.page.context.set_offline(True)
    assert patron.play()[-1] == "result"


def test_a_reading_room_computer_forgets_by_itself(serve, project, open_page):
    file = project / "library.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("reset_after_minutes = 0", "reset_after_minutes = 5"), encoding="utf-8"
    )
    page = open_page()
    page.clock.install()
    patron = Patron(page)
    patron.open(f"{serve().address}/{LESSON}")
    first = patron.screen
    patron.forward()
    page.clock.fast_forward("05:01")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.clock.run_for(31_000)
    expect(patron.screen_element).to_have_attribute("data-screen", first)
    page.reload()
    patron.ready()
    assert patron.screen == first
