"""The lesson studio in JupyterLab, in a real browser, as staff use it."""

import itertools
import shutil
import time
from contextlib import ExitStack, contextmanager, suppress

import axe
import lab as jupyter
import pytest
from conftest import DESK, pages_of
from playwright.sync_api import TimeoutError as LateError
from playwright.sync_api import expect
from sample import GOOD

NOTEBOOK = "lesson-studio.ipynb"
NAMES = (f"uji-{number}" for number in itertools.count(1))
SOON = 30_000
OF_OTHERS = (
    "Failed to initialize model",  # anywidget, of a widget that takes two seconds
    "Canceled future",  # JupyterLab, of a kernel that went away
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with jupyter.running(jupyter.settings_in(tmp_path_factory.mktemp("studio"))) as lab:
        yield lab


@pytest.fixture
def file(lab):
    """A lesson of this test's own."""
    name = next(NAMES)
    path = lab.home / "lessons" / name / "id.md"
    path.parent.mkdir()
    text = GOOD.replace("title: Uji\n", f"title: Judul {name}\n")
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


@contextmanager
def doorway(lab, name):
    """Give the notebook under a name of its own: it has a kernel, and a desk, of its own."""
    notebook = f"{name}.ipynb"
    shutil.copy(lab.home / "notebooks" / NOTEBOOK, lab.home / "notebooks" / notebook)
    lab.start_kernel(notebook)
    yield notebook
    lab.stop_kernel(notebook)


class Studio:
    """The studio on a page of JupyterLab."""

    def __init__(self, lab, page, notebook, file=None):
        self.lab, self.page, self.notebook, self.file = lab, page, notebook, file

    def start(self):
        self.lab.open(self.page, self.notebook)
        self.run()
        return self

    def run(self):
        shown = self.page.locator(".studio-shelf, .studio-workspace").first
        for _ in range(3):  # JupyterLab may drop what is run while a kernel starts again
            self.lab.run_all(self.page)
            with suppress(LateError):
                return shown.wait_for(timeout=20_000)
        raise AssertionError("no studio")

    def open(self, language="Bahasa Indonesia"):
        self.button(f"{self.title}: {language}").click()
        expect(self.page.locator(".studio-head h2")).to_have_text(self.title, timeout=SOON)
        return self

    def to_shelf(self):
        """Go back to all lessons. The list of them is a new one."""
        self.button("Semua pelajaran").click(timeout=SOON)
        self.page.locator(".studio-shelf").wait_for(timeout=SOON)

    @property
    def title(self):
        return f"Judul {self.file.parent.name}"

    def button(self, name, *, exact=False):
        return self.page.locator(".suluh-studio").get_by_role("button", name=name, exact=exact)

    @property
    def content(self):
        return self.page.locator(".suluh-studio .cm-content")

    @property
    def preview(self):
        return self.page.locator(".studio-preview .suluh-screen")

    @property
    def notice(self):
        return self.page.locator(".studio-notice")

    def go_to(self, words, step=None):
        """Put the cursor at the end of the line that has these words, near a step's heading."""
        if step:
            self.page.locator(".studio-go-to select").select_option(label=f"\u2003{step}")
        self.content.get_by_text(words).first.click()
        self.page.keyboard.press("End")

    def type(self, words):
        self.page.keyboard.type(words)

    def line(self):
        return int(
            self.page.locator(
                ".suluh-studio .cm-lineNumbers .cm-activeLineGutter"
            ).last.inner_text()
        )

    def save(self):
        self.button("Simpan").click()

    def is_saved(self):
        expect(self.page.locator(".studio-save-state")).to_have_text("Tersimpan", timeout=SOON)

    def is_drafted(self, eventually, words):
        def there():
            drafts = self.file.parent.glob(".id.draft-*.md")
            return any(words in draft.read_text(encoding="utf-8") for draft in drafts)

        eventually(there, 10)

    def text(self):
        return self.file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browsing(chromium):
    """One browser profile for all of them: JupyterLab's scripts are large, and come once."""
    with pages_of(chromium) as open_:
        yield open_(phone=False, may_fail=True).context


@contextmanager
def page_in(browsing):
    """Open a page for the studio; errors on it fail the test, but for those of others."""
    failures = []
    page = browsing.new_page()
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page, failures
    page.close()
    judge(failures)


def judge(failures):
    """Fail where a page had errors of ours; they are told but once."""
    ours = [each for each in failures if not any(words in each for words in OF_OTHERS)]
    failures.clear()
    assert not ours


@pytest.fixture
def own_studio(lab, browsing, file):
    """A studio that no other test has: this one loads its page again, or ends its kernel."""
    with doorway(lab, file.parent.name) as notebook, page_in(browsing) as (page, _):
        yield Studio(lab, page, notebook, file).start().open()


class Shared:
    """A studio for one test after the other: to start a kernel and a page takes longer than a test.

    What a test writes is in its own lesson. One that left the studio where nothing can be opened
    has the next test begin with a new one.
    """

    def __init__(self, lab, browsing):
        self.lab, self.browsing = lab, browsing
        self.held = ExitStack()
        self.studio = self.failures = None

    def lend(self, file):
        if self.studio is None:
            notebook = self.held.enter_context(doorway(self.lab, f"bersama-{file.parent.name}"))
            page, self.failures = self.held.enter_context(page_in(self.browsing))
            self.studio = Studio(self.lab, page, notebook).start()
        elif self.studio.page.locator(".studio-workspace").count():
            self.studio.to_shelf()
        self.studio.file = file
        self.studio.page.set_viewport_size(DESK)
        self.studio.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
        return self.studio.open()

    def drop(self):
        self.studio = None
        self.held.close()


@pytest.fixture(scope="module")
def shared(lab, browsing):
    shared = Shared(lab, browsing)
    yield shared
    shared.drop()


@pytest.fixture
def studio(shared, file):
    """A studio in which this test's lesson is open."""
    try:
        studio = shared.lend(file)
    except (AssertionError, LateError):
        shared.drop()
        studio = shared.lend(file)
    yield studio
    judge(shared.failures)


def violations(page):
    return axe.violations(page, ".studio-box")


def test_the_preview_follows_within_a_second(studio):
    expect(studio.preview.locator("h2")).to_contain_text("Telepon")
    studio.go_to("Penipu sering menyamar")
    studio.type(" Waspadalah")
    start = time.monotonic()
    expect(studio.preview).to_contain_text("Waspadalah", timeout=SOON)
    assert time.monotonic() - start < 2  # one second on a machine that does nothing else
    studio.page.locator(".studio-go-to select").select_option(label="\u2003Akhir")
    expect(studio.preview.locator("h2")).to_have_text("Akhir")
    assert studio.page.evaluate("document.activeElement.closest('.suluh-studio') !== null")


def test_the_preview_keeps_nothing_and_shows_feedback_as_it_is_written(studio):
    studio.preview.get_by_text("Menutupnya.").click()
    studio.page.locator(".studio-preview .suluh-main-action").click()
    expect(studio.preview).to_contain_text("Tepat.")
    studio.go_to("> Tepat.")
    studio.type(" Bagus sekali")
    expect(studio.preview).to_contain_text("Bagus sekali", timeout=SOON)
    kept = studio.page.evaluate("Object.keys(localStorage).filter(key => /suluh/.test(key))")
    assert kept == []


def test_what_is_typed_is_saved_and_the_keys_are_not_those_of_jupyterlab(studio):
    cells = studio.page.locator(".jp-Notebook .jp-Cell").count()
    studio.go_to("Penipu sering menyamar")
    studio.type(" abba dd xx mm")
    studio.page.keyboard.press("Escape")
    studio.page.keyboard.press("Control+s")
    studio.is_saved()
    assert "menyamar. [^ojk] abba dd xx mm\n" in studio.text()
    assert studio.page.locator(".jp-Notebook .jp-Cell").count() == cells


def test_a_click_on_a_problem_goes_to_its_line(studio):
    studio.go_to("Menyebutkannya.")
    studio.page.keyboard.press("Home")
    studio.page.keyboard.press("Shift+End")
    studio.type("Tanpa kotak")
    problem = studio.page.locator(".studio-found-here li[data-level=error] button").first
    problem.wait_for(timeout=SOON)
    studio.go_to("Akhir", step="Akhir")
    words = problem.locator(".studio-found-line").inner_text()
    problem.click()
    assert words == f"Baris {studio.line()}"
    expect(studio.content).to_be_focused()


def test_a_broken_lesson_is_saved_only_when_asked_twice(studio):
    before = studio.text()
    studio.go_to(":::{choose}")
    studio.page.keyboard.press("Home")
    studio.type("x")
    studio.save()
    ask = studio.page.locator(".studio-ask")
    expect(ask).to_contain_text("Tetap simpan?")
    expect(ask.get_by_role("button").first).to_be_focused()
    assert studio.text() == before
    ask.get_by_role("button", name="Perbaiki dulu").click()
    expect(ask).to_have_count(0)
    expect(studio.content).to_be_focused()
    assert studio.text() == before
    studio.save()
    ask.get_by_role("button", name="Tetap simpan").click()
    studio.is_saved()
    assert "x:::{choose}" in studio.text()


def test_a_question_with_three_options_without_a_word_of_markdown(studio):
    studio.go_to("Penipu sering menyamar")
    studio.button("Sisipkan").click()
    studio.page.locator("[data-insert=choose]").click()
    form = studio.page.locator("dialog[open]")
    expect(form).to_contain_text("sudah punya kegiatan")
    form.get_by_label("Judul langkah").fill("Pesan dari grup RT")
    form.get_by_label("Pertanyaan").fill("Pak RT meneruskan kabar. Apa yang Anda lakukan?")
    for place, words in enumerate(["Meneruskannya.", "Bertanya sumbernya.", "Keluar."]):
        form.get_by_label("Bunyi pilihan").nth(place).fill(words)
        if place < 2:
            form.get_by_label("Umpan balik").nth(place).fill(f"Tanggapan {place}.")
    form.get_by_role("button", name="Sisipkan").click()
    expect(form.get_by_role("alert")).to_contain_text("Tulis umpan balik untuk pilihan 3")
    expect(form.get_by_label("Umpan balik").nth(2)).to_be_focused()
    form.get_by_label("Umpan balik").nth(2).fill("Tanggapan 2.")
    form.get_by_role("button", name="Sisipkan").click()
    expect(form.get_by_role("alert")).to_contain_text("Tandai pilihan mana yang tepat")
    form.get_by_label("Ini jawaban yang tepat").nth(1).check()
    form.get_by_role("button", name="Sisipkan").click()
    expect(form).to_have_count(0)
    expect(studio.preview.locator("h2")).to_have_text("Pesan dari grup RT", timeout=SOON)
    expect(studio.content).to_be_focused()
    studio.page.keyboard.press("Control+s")
    studio.is_saved()
    assert (
        "## Pesan dari grup RT {#pesan-dari-grup-rt}\n\n"
        ":::{choose} {#pesan-dari-grup-rt-choose}\n"
        "Pak RT meneruskan kabar. Apa yang Anda lakukan?\n\n"
        "- [ ] Meneruskannya.\n  > Tanggapan 0.\n"
        "- [x] Bertanya sumbernya.\n  > Tanggapan 1.\n"
        "- [ ] Keluar.\n  > Tanggapan 2.\n\n:::\n"
    ) in studio.text()


def test_one_undo_takes_back_what_perbaiki_did(studio):
    studio.go_to("Akhir", step="Akhir")
    for _ in range(len(" {#akhir}")):
        studio.page.keyboard.press("Backspace")
    studio.button("Perbaiki", exact=True).click()
    expect(studio.content).to_contain_text("## Akhir {#akhir}", timeout=SOON)
    studio.button("Batalkan").click()
    expect(studio.content).not_to_contain_text("{#akhir}")
    studio.button("Ulangi").click()
    expect(studio.content).to_contain_text("## Akhir {#akhir}")


def test_a_file_changed_outside_is_noticed(studio, eventually):
    theirs = studio.text().replace("menyamar", "menyaru")
    studio.file.write_text(theirs, encoding="utf-8")
    expect(studio.content).to_contain_text("menyaru", timeout=SOON)
    expect(studio.notice).to_contain_text("diubah di luar studio")
    studio.go_to("Penipu sering menyaru")
    studio.type(" SAYA")
    studio.is_drafted(eventually, "SAYA")
    studio.file.write_text(theirs.replace("menyaru", "menjelma"), encoding="utf-8")
    ask = studio.page.locator(".studio-ask[data-kind=conflict]")
    ask.wait_for(timeout=SOON)
    expect(studio.content).to_contain_text("SAYA")
    ask.get_by_role("button", name="Lihat keduanya").click()
    expect(studio.page.locator(".studio-beside [data-marked]")).to_contain_text("menjelma")
    ask.get_by_role("button", name="Pakai yang di berkas").click()
    expect(studio.content).to_contain_text("menjelma", timeout=SOON)
    studio.button("Batalkan").click()
    expect(studio.content).to_contain_text("SAYA")


def test_a_reloaded_page_shows_what_was_typed(own_studio, eventually):
    studio = own_studio
    studio.go_to("Penipu sering menyamar")
    studio.type(" SEBELUM")
    studio.is_drafted(eventually, "SEBELUM")
    studio.page.reload()
    studio.lab.ready(studio.page)
    if not studio.page.locator(".studio-workspace").count():
        studio.run()
    expect(studio.content).to_contain_text("SEBELUM", timeout=SOON)
    studio.save()
    studio.is_saved()
    assert "SEBELUM" in studio.text()


def test_a_draft_is_offered_after_the_kernel_started_again(own_studio, eventually):
    studio = own_studio
    studio.go_to("Penipu sering menyamar")
    studio.type(" DULU")
    studio.is_drafted(eventually, "DULU")
    studio.lab.restart_kernel(studio.notebook)
    studio.type(" SESUDAH")
    expect(studio.notice).to_contain_text("tidak tersambung", timeout=20_000)
    studio.page.reload()
    studio.lab.ready(studio.page)
    studio.run()
    studio.button(f"{studio.title}: Bahasa Indonesia").click()
    studio.button("Lanjutkan tulisan itu").click()
    expect(studio.content).to_contain_text("DULU SESUDAH", timeout=SOON)


def test_a_second_page_takes_over_with_all_that_was_typed(own_studio, open_page):
    studio = own_studio
    studio.go_to("Penipu sering menyamar")
    studio.type(" SATU")
    page = open_page(phone=False, may_fail=True)
    second = Studio(studio.lab, page, studio.notebook, studio.file).start()
    expect(second.content).to_contain_text("SATU", timeout=SOON)
    expect(studio.page.locator(".studio-workspace")).to_have_count(0)  # else both would write


def test_a_translation_is_begun_beside_the_original(studio):
    studio.page.locator(".studio-language").select_option("en")
    expect(studio.button("Teks asli", exact=True)).to_be_visible(timeout=SOON)
    studio.button("Teks asli", exact=True).click()
    expect(studio.page.locator(".studio-beside")).to_contain_text("Penipu sering menyamar")
    expect(studio.page.locator(".studio-preview")).to_be_hidden()
    studio.page.locator(".studio-steps").get_by_role("button").last.click()
    expect(studio.content).to_contain_text("## Akhir", timeout=SOON)
    assert not violations(studio.page)
    studio.save()
    studio.is_saved()
    assert (studio.file.parent / "en.md").is_file()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_studio(studio, theme):
    page = studio.page
    if theme == "dark":
        page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        expect(page.locator(".suluh-studio")).to_have_attribute("data-theme", "dark")
    studio.go_to("Menyebutkannya.")
    page.keyboard.press("Home")
    studio.type("x")
    page.locator(".studio-found-here li[data-level=error]").first.wait_for(timeout=SOON)
    assert not violations(page)
    studio.button("Sisipkan").click()
    assert not violations(page)
    for kind in ("choose", "judge", "picture"):
        if not page.locator("[data-insert]").count():
            studio.button("Sisipkan").click()
        page.locator(f"[data-insert={kind}]").click()
        page.locator("dialog[open]").wait_for()
        assert not violations(page)
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    studio.button("Semua pelajaran").click()
    page.locator(".studio-shelf").wait_for()
    assert not violations(page)


def test_english_for_a_library_that_speaks_it(lab, browsing, file):
    toml = lab.home / "library.toml"
    before = toml.read_text(encoding="utf-8")
    toml.write_text(before.replace('["id", "en"]', '["en", "id"]'), encoding="utf-8")
    try:
        with doorway(lab, file.parent.name) as notebook, page_in(browsing) as (page, _):
            studio = Studio(lab, page, notebook).start()
            expect(studio.button("Make the lesson")).to_be_visible()
    finally:
        toml.write_text(before, encoding="utf-8")


def test_what_was_typed_into_a_form_is_not_lost_by_a_key(studio):
    page = studio.page
    form = page.locator("dialog[open]")
    studio.button("Sisipkan").click()
    page.locator("[data-insert=step]").click()
    form.get_by_label("Judul langkah").wait_for()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    studio.button("Sisipkan").click()
    page.locator("[data-insert=step]").click()
    form.get_by_label("Judul langkah").fill("Yang sudah ditulis")
    for _ in range(2):
        page.keyboard.press("Escape")
        expect(form).to_contain_text("Isian ini belum disisipkan. Buang isian?")
        expect(form.get_by_role("button", name="Lanjut mengisi")).to_be_focused()
        page.keyboard.press("Escape")
        expect(form.get_by_label("Judul langkah")).to_be_focused()
    form.get_by_role("button", name="Batal").click()
    form.get_by_role("button", name="Lanjut mengisi").click()
    expect(form.get_by_label("Judul langkah")).to_have_value("Yang sudah ditulis")
    form.get_by_role("button", name="Batal").click()
    form.get_by_role("button", name="Buang").click()
    expect(form).to_have_count(0)
    expect(studio.content).to_be_focused()


@pytest.mark.parametrize("size", [(1024, 640), (853, 533)], ids=["1024", "853"])
def test_there_is_room_for_everything_on_a_small_screen(studio, size):
    page = studio.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sides = page.locator(".studio-sides")
    expect(sides.get_by_role("button", name="Teks")).to_have_attribute("aria-pressed", "true")
    assert studio.content.bounding_box()["width"] > 300
    assert page.locator(".studio-papers").bounding_box()["height"] > 120
    title = page.locator(".studio-head h2")
    assert title.evaluate("each => each.scrollWidth <= each.clientWidth")
    sides.get_by_role("button", name="Pratinjau").click()
    expect(studio.preview).to_be_visible()
    shown = page.locator(".studio-preview").bounding_box()
    assert shown["height"] > 150
    assert shown["width"] > 300
    assert not violations(page)
    sides.get_by_role("button", name="Teks").click()
    expect(studio.preview).to_be_hidden()
    expect(studio.content).to_be_visible()
    studio.button("Sisipkan").click()
    menu = page.get_by_role("menu", name="Sisipkan")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("End")
    last = menu.get_by_role("menuitem").last
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()


def test_the_keys_of_the_insert_menu(studio):
    page = studio.page
    button = studio.button("Sisipkan")
    items = page.locator(".studio-insert-list [role=menuitem]")
    button.focus()
    page.keyboard.press("Enter")
    expect(items.first).to_be_focused()
    for key, place in (("ArrowDown", 1), ("End", 5), ("ArrowDown", 0), ("ArrowUp", 5), ("Home", 0)):
        page.keyboard.press(key)
        expect(items.nth(place)).to_be_focused()
    page.keyboard.press("Escape")
    expect(items).to_have_count(0)
    expect(button).to_be_focused()


def test_an_old_preview_says_that_it_is_old_and_where_to_begin(studio):
    page = studio.page
    studio.go_to("Menyebutkannya.")
    page.keyboard.press("Home")
    studio.type("x")
    label = page.locator(".studio-label")
    expect(label).to_contain_text("Pratinjau lama, bukan tulisan terbaru.", timeout=SOON)
    assert float(page.locator(".studio-preview").evaluate("e => getComputedStyle(e).opacity")) < 1
    page.locator(".studio-go-to select").select_option(label="\u2003Akhir")
    expect(studio.preview.locator("h2")).to_have_text("Akhir", timeout=SOON)
    page.locator(".studio-go-to select").select_option(label='\u2003Telepon dari "petugas"')
    expect(label).to_contain_text("Pratinjau muncul lagi setelah baris", timeout=SOON)
    expect(studio.preview).to_be_hidden()
    studio.button("Batalkan").click()
    expect(studio.preview.locator("h2")).to_contain_text("Telepon", timeout=SOON)


def test_another_step_begins_at_its_top(studio):
    page = studio.page
    page.set_viewport_size({"width": 1366, "height": 560})
    preview = page.locator(".studio-preview")
    preview.evaluate("each => each.scrollTop = 200")
    assert preview.evaluate("each => each.scrollTop") > 0
    page.locator(".studio-go-to select").select_option(label="\u2003Akhir")
    expect(studio.preview.locator("h2")).to_have_text("Akhir", timeout=SOON)
    assert preview.evaluate("each => each.scrollTop") == 0


def test_the_notice_goes_with_the_next_letter_and_covers_nothing(studio):
    studio.go_to("Penipu sering menyamar")
    studio.type(" lagi")
    studio.save()
    expect(studio.notice).to_contain_text("Tersimpan.", timeout=SOON)
    notice = studio.notice.bounding_box()
    below = studio.page.locator(".studio-below").bounding_box()
    assert below["y"] + below["height"] <= notice["y"] + 1
    studio.content.click()
    studio.type("a")
    expect(studio.notice).to_be_empty()


def test_enter_leads_from_an_option_to_its_feedback_and_out_of_the_list(studio):
    page = studio.page
    studio.go_to("> Tepat.")
    page.keyboard.press("Enter")
    studio.type("Bertanya.")
    found = page.locator(".studio-found-here")
    found.locator(".studio-write-feedback").click(timeout=SOON)
    studio.type("Bagus.")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(found).to_contain_text("Semua beres.", timeout=SOON)
    studio.save()
    studio.is_saved()
    assert "  > Tepat.\n- [ ] Bertanya.\n  > Bagus.\n\n" in studio.text()
    studio.go_to("- [ ] Bertanya.")
    page.keyboard.press("Enter")
    studio.type(" Lagi.")
    expect(studio.content).to_contain_text("> Bagus. Lagi.")
