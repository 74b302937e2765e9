"""A live room led from `notebooks/live-room.ipynb` in a real JupyterLab, as trainers use it."""

import lab as jupyter
import pytest
from axe import WCAG
from axe_playwright_python.sync_playwright import Axe
from conftest import DESK
from lab import free_port
from leading_house import leading_house
from playwright.sync_api import expect
from staff_house import PASSWORD

NOTEBOOK = "live-room.ipynb"
SOON = 20_000
OF_OTHERS = (
    "Failed to initialize model",  # anywidget, of a widget that takes two seconds
    "Canceled future",  # JupyterLab, of a kernel that went away
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with jupyter.running(jupyter.settings_in(tmp_path_factory.mktemp("room"))) as lab:
        lab.start_kernel(NOTEBOOK)
        yield lab


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("leading")


@pytest.fixture
def notebook(lab, open_page):
    """The notebook after Run All."""
    failures = []
    page = open_page(DESK, phone=False, may_fail=True)
    page.on("pageerror", lambda error: failures.append(str(error)))
    lab.open(page, NOTEBOOK)
    lab.run_all(page)
    page.locator(".suluh-sign-in").wait_for(timeout=SOON)
    yield page
    assert not [each for each in failures if not any(words in each for words in OF_OTHERS)]


def sign_in(page, address, password=PASSWORD):
    form = page.locator(".suluh-sign-in")
    form.get_by_label("Alamat server").fill(address)
    form.get_by_label("Kata sandi staf").fill(password)
    form.get_by_role("button", name="Masuk").click()


def button(page, name):
    return page.locator(".suluh-room-panel").get_by_role("button", name=name, exact=True)


def notice(page):
    return page.locator(".suluh-room-panel [role=alert]")


def console(page):
    return page.locator(".suluh-console")


def violations(page):
    options = {"runOnly": WCAG}
    found = Axe().run(page, context=".suluh-room-panel", options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def test_a_trainer_signs_in_opens_a_room_and_leads_it(notebook, data):
    page = notebook
    with leading_house(data) as house:
        cells = page.locator(".jp-Notebook .jp-Cell").count()
        sign_in(page, house.address, "bukan kata sandinya")
        expect(notice(page)).to_contain_text("belum cocok", timeout=SOON)
        assert page.locator(".suluh-sign-in input[type=password]").input_value() == ""
        sign_in(page, house.address)
        button(page, "Buka ruang baru").wait_for(timeout=SOON)
        assert not notice(page).count()
        button(page, "Buka ruang baru").click()
        console(page).get_by_text("Berlangsung").wait_for(timeout=SOON)
        trainer = house.browser()
        (room,) = trainer.get(f"{house.address}/staff/rooms.json", timeout=20).json()["rooms"]
        assert f"{house.address}/r/{room['room']}" in console(page).inner_text()
        shown = page.locator(".console-qr img").first
        expect(shown).to_have_js_property("complete", value=True)
        assert shown.evaluate("(image) => image.naturalWidth") > 0

        steps = [step for part in house.press.site.lessons[0]["parts"] for step in part["steps"]]
        judged = next(
            step for step in steps if step["activity"] and step["activity"]["kind"] == "judge"
        )
        trainer.post(
            f"{house.address}/staff/rooms/{room['room']}",
            json={"do": "move", "step": judged["id"]},
            timeout=20,
        )
        expect(console(page).locator(".console-step h2")).to_have_text(
            judged["title"], timeout=SOON
        )
        for point in (0, 3):
            house.answer(room["room"], judged["id"], {"point": point})
        expect(console(page).locator(".console-count")).to_contain_text("2", timeout=SOON)
        assert not violations(page)

        # The keys are the console's own, and no cell comes or goes by them.
        for name in ("Tutup jawaban dan tampilkan sebaran", "Buka jawaban dan penjelasan"):
            main = console(page).get_by_role("button", name=name)
            expect(main).to_be_enabled(timeout=SOON)
            main.focus()
            page.keyboard.press("Enter")
        expect(console(page).locator(".console-item")).to_have_attribute(
            "data-state", "revealed", timeout=SOON
        )
        for key in "abdx":
            page.keyboard.press(key)
        assert page.locator(".jp-Notebook .jp-Cell").count() == cells


def test_the_room_is_there_again_after_the_server_and_after_the_page(notebook, lab, tmp_path):
    page, port = notebook, free_port()
    with leading_house(tmp_path, port=port) as house:
        sign_in(page, house.address)
        button(page, "Buka ruang baru").click()
        console(page).get_by_text("Berlangsung").wait_for(timeout=SOON)
    console(page).get_by_text("Sambungan ke server terputus").wait_for(timeout=SOON)
    with leading_house(tmp_path, port=port):
        console(page).get_by_text("Tersambung lagi").wait_for(timeout=SOON)
        expect(console(page).get_by_text("Sambungan ke server terputus")).to_have_count(0)
        button(page, "Keluar").click()
        page.locator(".suluh-sign-in").wait_for(timeout=SOON)


def test_nothing_of_the_password_is_saved_with_the_notebook(notebook, lab, data, eventually):
    page, file = notebook, lab.home / "notebooks" / NOTEBOOK
    with leading_house(data) as house:
        sign_in(page, house.address)
        button(page, "Buka ruang baru").wait_for(timeout=SOON)
        page.get_by_role("menuitem", name="Settings", exact=True).click()
        page.get_by_text("Save Widget State Automatically").click()

        def is_saved():  # JupyterLab takes its time to know what was chosen
            page.get_by_role("menuitem", name="File", exact=True).click()
            page.locator(".lm-Menu-item").filter(has_text="Save Notebook").first.click()
            return house.address in file.read_text(encoding="utf-8")

        eventually(is_saved, 30)
        saved = file.read_text(encoding="utf-8")
        assert "widget-state" in saved
        assert PASSWORD not in saved
