"""The trainer's console: whole webinars in a real Chromium, with a real server."""

import re
import socket
import tomllib

import axe
import messages
import pytest
from conftest import DESK, PHONE, ROOT, Served, make_project
from leading import LATER, Crowd, Lead
from playwright.sync_api import expect
from staff_house import PASSWORD
from trainer import Phone

from toolkit.server.staff.password import Password

STEPS = messages.lesson().steps
CHOOSE = messages.steps("choose")[0]
JUDGE = messages.steps("judge")[0]
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALL = """[...document.querySelectorAll('.suluh-console :is(button, input:not([type=range]), a)')]
  .filter((each) => each.getClientRects().length && !each.closest('p, .console-skip, label'))
  .filter((each) => each.getBoundingClientRect().height < 43.5).map((each) => each.outerHTML)"""


def make_house(folder):
    home = make_project(folder / "project", [messages.NAME])
    Password(home.with_name("records")).set(PASSWORD)
    return home


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server with a password, whose rooms these tests lead."""
    with Served(make_house(tmp_path_factory.mktemp("console"))) as server:
        yield server


@pytest.fixture
def lead(house, open_page):
    """Sign in and open a room."""

    def lead_(size=DESK, language="id", **options):
        leading = Lead(open_page(size, phone=size is PHONE, **options), house.address)
        leading.sign_in(language)
        leading.open_room(language=language)
        return leading

    return lead_


@pytest.fixture
def join(house, open_page):
    """Come into a room on a phone."""
    return lambda code: Phone(open_page()).join(house.address, code)


def chosen(*places):
    return [{"options": [place]} for place in places]


# A webinar, from the first step to the results


def test_a_whole_webinar(lead, join, house):
    console = lead()
    phones = [join(console.code) for _ in range(3)]
    people = console.page.locator(".console-people dd")
    expect(people.first).to_have_text("3", **LATER)
    expect(people.last).to_have_text("3", **LATER)
    expect(console.now).to_contain_text(STEPS[0].title)
    assert console.page.locator(".console-invite").is_visible()  # nobody was there yet
    with console.page.expect_popup() as opened:
        console.press("Buka layar bersama")
    assert f"present&room={console.code}" in opened.value.url
    expect(console.said).to_contain_text("Bagikan jendela itu")
    ask_and_show(console, phones)
    Crowd(house.address, console.code, 1).answer(CHOOSE.id, {"options": [2]})
    expect(console.now).to_contain_text("Satu jawaban datang sesudah ditutup", **LATER)
    reveal(console, phones)
    console.go_on("Berikutnya: ")
    for phone in phones:
        phone.at(STEPS[STEPS.index(CHOOSE) + 1].id)
    end(console)


def ask_and_show(console, phones):
    """Have the phones answer; the split is hidden, here too, until it is shown."""
    console.move(CHOOSE.title)
    expect(console.main).to_have_text("Tutup jawaban dan tampilkan sebaran", **LATER)
    for phone, place in zip(phones, (1, 0, 0), strict=True):
        phone.at(CHOOSE.id)
        phone.give({"options": [place]}, phase="waiting")
    console.has(3)
    assert console.page.locator(".suluh-split").count() == 0  # this window may be shared
    console.press("Intip sebaran")
    numbers = console.page.locator(".suluh-split-number")
    expect(numbers.first).to_have_text("67% (2)")
    assert console.page.locator(".suluh-split-right").count() == 0
    console.press("Sembunyikan sebaran")
    assert numbers.count() == 0
    console.go_on("Tutup jawaban dan tampilkan sebaran")
    expect(numbers.first).to_have_text("67% (2)", **LATER)
    expect(console.said).to_have_text("Sebaran jawaban tampil di semua layar.")
    expect(phones[0].page.locator(".suluh-split-number").first).to_have_text("67% (2)", **LATER)


def reveal(console, phones):
    """Reveal the answer: most missed and the notes stand side by side."""
    console.go_on("Buka jawaban dan penjelasan")
    for phone in phones:
        phone.is_in("revealed")
    expect(console.page.locator(".suluh-split-right")).to_have_count(1, **LATER)
    missed = console.page.locator(".console-missed > li")
    assert missed.count() == 1
    assert "2 orang (67%)" in missed.inner_text()
    said = re.sub("<[^>]+>", "", CHOOSE.activity.options[0].feedback)
    assert said[:30] in missed.inner_text()
    often = console.now.get_by_text("Jawaban keliru yang sering")
    expect(often).to_have_count(1)
    assert often.locator("xpath=ancestor::div[contains(@class, 'console-why')]").count() == 1


def end(console):
    """End the room, asked once more; what is left are its results and the practice."""
    console.tab("Setelan")
    console.press("Akhiri ruang…")
    console.press("Belum, kembali")
    expect(console.button("Akhiri ruang…")).to_be_focused()
    console.press("Akhiri ruang…")
    console.press("Ya, akhiri ruang")
    expect(console.ended).to_be_focused(**LATER)
    practice = console.page.get_by_role("link", name=f"/r/{console.code}")
    assert practice.get_attribute("href").endswith(f"/r/{console.code}")
    console.page.get_by_role("link", name="Lihat hasil dan laporan").click()
    expect(console.page.get_by_role("heading", name="Hasil").first).to_be_visible(**LATER)


def test_the_invitation_is_copied_also_where_a_browser_has_only_the_old_way(lead):
    console = lead()
    console.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clipboard = "navigator.clipboard.readText()"
    console.press("Salin ajakan")
    expect(console.said).to_have_text("Tersalin. Tempel di kolom obrolan.")
    link = console.page.locator(".console-link").inner_text()
    assert link.endswith(f"/r/{console.code}")
    assert f"Ikuti di HP Anda: {link} " in console.page.evaluate(clipboard)
    # As on plain http, where a page may not write there by itself.
    console.page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject())")
    console.press("Salin tautan")
    expect(console.button("Salin tautan")).to_be_focused()
    assert console.page.evaluate(clipboard) == link


def test_the_shared_screen_steers_and_nobody_else(lead):
    console = lead()
    with console.page.expect_popup() as opened:
        console.press("Buka layar bersama")
    screen = opened.value
    tell = "key => opener.postMessage({ suluh: 'present', key }, '*')"
    title = console.now.locator("h2").last
    screen.evaluate(tell, "next")
    expect(title).to_have_text(STEPS[1].title, **LATER)
    console.ready()
    screen.evaluate(tell, "reveal")  # nothing is asked here
    console.page.evaluate("key => window.postMessage({ suluh: 'present', key }, '*')", "next")
    console.page.evaluate(
        """() => {
          const frame = document.createElement('iframe');
          document.body.append(frame);
          frame.contentWindow.parent.postMessage({ suluh: 'present', key: 'next' }, '*');
        }"""
    )
    screen.evaluate(tell, "back")
    expect(title).to_have_text(STEPS[0].title, **LATER)
    console.page.reload()  # it no longer knows which window it had opened
    console.ready()
    screen.evaluate(tell, "next")
    expect(title).to_have_text(STEPS[1].title, **LATER)


def test_a_clicker_on_the_shared_screen_also_where_the_browser_cut_the_tie(lead):
    console = lead()
    with console.page.expect_popup() as opened:
        console.press("Buka layar bersama")
    screen = opened.value
    screen.get_by_text(console.code).first.wait_for(**LATER)
    screen.keyboard.press("PageDown")  # from the way into the room to the step
    expect(screen.get_by_role("heading", name=STEPS[0].title)).to_be_visible(**LATER)
    title = console.now.locator("h2").last
    for key, place in (("PageDown", 1), ("PageDown", 2), ("PageUp", 1)):
        console.ready()
        screen.keyboard.press(key)
        expect(title).to_have_text(STEPS[place].title, **LATER)
    screen.evaluate("void (opener = null)")
    console.ready()
    screen.keyboard.press("PageDown")
    expect(title).to_have_text(STEPS[2].title, **LATER)


def test_the_end_is_not_one_key_of_a_clicker_away(lead):
    console = lead()
    with console.page.expect_popup() as opened:
        console.press("Buka layar bersama")
    console.page.locator(".console-step-row").last.get_by_role("button").click()
    console.press("Pindahkan semua ke sini")
    expect(console.main).to_have_text("Akhiri ruang…", **LATER)
    console.ready()
    opened.value.evaluate("opener.postMessage({ suluh: 'present', key: 'next' }, '*')")
    console.tab("Setelan")
    assert console.page.get_by_role("dialog").count() == 0


def test_where_a_room_leans(lead, house):
    console = lead()
    console.move(JUDGE.title)
    crowd = Crowd(house.address, console.code, 5)
    crowd.answer(JUDGE.id, *({"point": 0 if JUDGE.activity.truth else 3} for _ in range(5)))
    console.has(5)
    console.go_on("Tutup jawaban")
    assert console.page.locator(".console-lean").count() == 0  # it tells which answer is right
    console.go_on("Buka jawaban")
    lean = "mencurigai pesan yang asli" if JUDGE.activity.truth else "percaya pada pesan yang palsu"
    expect(console.page.locator(".console-lean")).to_contain_text(lean, **LATER)


def test_at_their_own_pace_and_back(lead, join):
    console = lead()
    phone = join(console.code)
    row = console.page.locator(".console-step-row").nth(2)
    row.get_by_role("button").first.click()
    console.press("Biarkan jalan sendiri sampai sini")
    expect(console.page.locator(".console-pace")).to_contain_text(STEPS[2].title, **LATER)
    phone.at(STEPS[0].id)
    phone.forward()
    phone.at(STEPS[1].id)
    console.go_on("Panggil semua ke langkah ini")
    phone.at(STEPS[0].id)
    expect(console.page.locator(".console-pace")).to_contain_text("Semua bersama", **LATER)


# Polls, words, questions


def test_the_same_poll_before_and_after(lead, house):
    console = lead()
    crowd = Crowd(house.address, console.code, 4)
    console.write_poll("Pilih satu", "Pernah percaya hoaks?", "Pernah", "Belum", "", "Belum")
    crowd.vote("p1", {"choice": [0]}, {"choice": [1]}, {"choice": [1]}, {"choice": [1]})
    console.has(4)
    assert console.page.locator(".suluh-split").count() == 0
    console.go_on("Tutup dan tampilkan hasil")
    expect(console.page.locator(".suluh-split-number").last).to_have_text("75% (3)", **LATER)
    console.go_on("Kembali ke pelajaran")
    expect(console.page.locator(".console-poll-now")).to_have_count(0, **LATER)
    console.press("Tanyakan lagi, lalu bandingkan: Pernah percaya hoaks?")
    expect(console.page.locator(".console-poll-now")).to_be_visible(**LATER)
    crowd.vote("p2", {"choice": [0]}, {"choice": [0]})
    console.has(2)
    console.go_on("Tutup dan tampilkan hasil")
    bars = console.now.locator(".suluh-split-row").first
    expect(bars).to_contain_text("Sebelum", **LATER)
    assert re.findall(r"\d+% \(\d+\)", bars.inner_text()) == ["25% (1)", "100% (2)"]


def test_a_poll_that_lacks_something_says_what(lead):
    console = lead()
    console.tab("Jajak pendapat")
    console.press("Tanyakan sekarang")
    question = console.page.get_by_label("Pertanyaan", exact=True)
    expect(question).to_be_focused()
    assert console.page.get_by_role("alert").inner_text() == "Tulis pertanyaannya dulu."
    question.fill("Setuju?")
    options = console.page.get_by_label("Pilihan, satu baris")
    options.fill("Ya\nYa")
    question.press("Enter")
    expect(options).to_be_focused()
    options.fill("\n".join(map(str, range(13))))
    console.press("Tanyakan sekarang")
    assert "Paling banyak dua belas" in console.page.get_by_role("alert").inner_text()
    console.page.get_by_label("Skala 1 sampai 5").check()
    console.press("Tanyakan sekarang")
    expect(console.page.locator(".console-poll-now")).to_contain_text("Setuju?", **LATER)
    expect(question).to_have_value("")


def test_words_wait_for_the_trainers_eye_and_keys_are_enough(lead, house):
    console = lead()
    crowd = Crowd(house.address, console.code, 3)
    console.write_poll("Kata pendek", "Hoaks itu apa?")
    crowd.vote("p1", {"words": ["bohong", "uang"]}, {"words": ["bohong"]}, {"words": ["<b>x</b>"]})
    console.has(3)
    assert "bohong" not in console.page.locator(".suluh-console").inner_text()
    console.press("Periksa kata")
    rows = console.page.locator(".console-words li")
    expect(rows).to_have_count(3, **LATER)
    assert rows.all_inner_texts()[0].startswith("bohong 2 kali")
    console.button("Tampilkan “bohong”").focus()
    console.page.keyboard.press("t")
    expect(rows.first).to_have_attribute("data-state", "shown", **LATER)
    expect(rows.nth(1).locator("[data-to=shown]")).to_be_focused()  # the next that waits
    console.page.keyboard.press("ArrowDown")
    console.page.keyboard.press("s")
    expect(rows.nth(2)).to_have_attribute("data-state", "hidden", **LATER)
    console.press("Tampilkan semua yang menunggu")
    expect(rows.nth(1)).to_have_attribute("data-state", "shown", **LATER)
    assert rows.nth(2).get_attribute("data-state") == "hidden"
    console.press("Sembunyikan daftar kata")
    console.go_on("Tutup dan tampilkan hasil")
    cloud = console.page.locator(".suluh-cloud li")
    expect(cloud).to_have_count(2, **LATER)
    assert cloud.first.inner_text() == "bohong 2"


def test_questions_are_moderated_put_on_the_screens_and_answered(lead, house):
    console = lead()
    console.tab("Pertanyaan")
    switch = console.page.get_by_label("Peserta boleh bertanya")
    switch.click()
    expect(switch).to_be_checked(**LATER)
    crowd = Crowd(house.address, console.code, 4)
    one = crowd.ask(0, "Bagaimana kalau atasan yang membagikan?")
    rows = console.page.locator(".console-questions > li")
    expect(rows).to_have_count(1, **LATER)
    assert console.page.get_by_role("tab", name="Pertanyaan").inner_text().endswith("1 menunggu")
    rows.first.get_by_role("button", name="Tampilkan").click()
    expect(rows.first).to_have_attribute("data-state", "shown", **LATER)
    crowd.ask(1, "Situs cek fakta mana yang baik?")
    expect(rows).to_have_count(2, **LATER)
    rows.last.get_by_role("button", name="Sembunyikan").click()
    expect(rows.last).to_have_attribute("data-state", "hidden", **LATER)
    crowd.upvote(one, 1, 2, 3)
    expect(rows.first).to_contain_text("3 dukungan", **LATER)
    rows.first.get_by_role("button", name="Bahas di layar").click()
    expect(rows.first).to_have_attribute("data-state", "picked", **LATER)
    expect(rows.first).to_be_focused()  # the button it had is gone
    rows.first.get_by_role("button", name="Sudah dijawab").click()
    expect(rows.first).to_have_attribute("data-state", "answered", **LATER)


def test_nothing_moves_under_a_finger(lead, house):
    console = lead()
    crowd = Crowd(house.address, console.code, 8)
    console.tab("Pertanyaan")
    console.page.get_by_label("Peserta boleh bertanya").click()
    expect(console.page.get_by_label("Peserta boleh bertanya")).to_be_checked(**LATER)
    crowd.ask(0, "Pertama?")
    second = crowd.ask(1, "Kedua?")
    rows = console.page.locator(".console-questions > li")
    expect(rows).to_have_count(2, **LATER)
    rows.last.get_by_role("button", name="Tampilkan").click()
    expect(rows.last).to_have_attribute("data-state", "shown", **LATER)
    places = """() => [...document.querySelectorAll('.console-bar button, .console-tabs button, '
      + '.console-questions > li:nth-child(-n+2), .console-item button, .console-head button')]
      .map((each) => JSON.stringify(each.getBoundingClientRect()))"""
    console.move(CHOOSE.title)
    console.tab("Pertanyaan")
    console.ready()
    expect(console.said).to_have_text("", **LATER)
    before = console.page.evaluate(places)
    assert len(before) >= 10
    for place in (2, 3, 4):
        crowd.ask(place, f"Lagi {place}, dengan kalimat yang cukup panjang untuk dua baris?")
    crowd.upvote(second, 2, 3, 4, 5)
    crowd.answer(CHOOSE.id, *chosen(1, 0, 0, 2, 1, 1, 0, 0))
    console.has(8)
    expect(rows).to_have_count(5, **LATER)
    expect(rows.nth(1)).to_contain_text("4 dukungan", **LATER)
    assert console.page.evaluate(places) == before
    console.press("Urutkan menurut dukungan")
    expect(rows.first).to_contain_text("Kedua?")


def test_a_double_click_does_one_thing(lead):
    console = lead()
    console.main.dblclick()
    title = console.now.locator("h2").last
    expect(title).to_have_text(STEPS[1].title, **LATER)
    console.ready()
    assert title.inner_text() == STEPS[1].title
    console.tab("Jajak pendapat")
    kept = console.page.locator(".console-list").first.get_by_role("button").first
    kept.dblclick()
    expect(console.page.locator(".console-poll-now")).to_be_visible(**LATER)
    console.ready()
    assert console.page.locator(".console-list").last.get_by_role("listitem").count() == 1


# By keyboard alone, and for everybody


def reach(page, what, key="Tab", most=60):
    """Press a key until something has the focus."""
    for _ in range(most):
        if what.count() and what.first.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"not reached: {what}")


def test_by_keyboard_alone(lead, join):
    console = lead()
    page, keys = console.page, console.page.keyboard
    phone = join(console.code)
    page.locator("body").focus()
    reach(page, page.get_by_role("link", name="Langsung ke tombol utama"))
    keys.press("Enter")
    expect(console.main).to_be_focused()
    titles = [step.title for step in STEPS]
    at = titles.index(CHOOSE.title)
    for title in titles[1 : at + 1]:
        console.ready()
        keys.press("Enter")
        expect(console.now.locator("h2").last).to_have_text(title, **LATER)
    phone.give({"options": [0]}, phase="waiting")
    console.has(1)
    for word in ("Buka jawaban", "Berikutnya"):
        console.ready()
        keys.press("Space")
        expect(console.main).to_contain_text(word, **LATER)
        expect(console.main).to_be_focused()

    console.ready()


def test_the_rest_of_the_console_by_keyboard_alone(lead, join):
    console = lead()
    page, keys = console.page, console.page.keyboard
    phone = join(console.code)
    console.main.focus()
    keys.press("Enter")
    phone.at(STEPS[1].id)

    # A step from the list, and back
    row = page.locator(".console-step-row").nth(0)
    reach(page, row.get_by_role("button").first)
    keys.press("Enter")
    reach(page, console.button("Pindahkan semua ke sini"))
    keys.press("Enter")
    phone.at(STEPS[0].id)
    expect(row).to_be_focused()

    # A poll
    reach(page, page.get_by_role("tab", selected=True), "Shift+Tab")
    keys.press("ArrowRight")
    expect(page.get_by_role("tab", name="Jajak pendapat")).to_be_focused()
    reach(page, page.get_by_label("Pilih satu"))
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    assert page.get_by_label("Skala 1 sampai 5").is_checked()
    keys.press("Tab")
    keys.type("Seberapa yakin?")
    keys.press("Enter")
    phone.at("poll")
    keys.press("Shift+Tab")
    reach(page, console.main, "Shift+Tab")
    console.ready()
    keys.press("Enter")
    expect(console.main).to_have_text("Kembali ke pelajaran", **LATER)
    console.ready()
    keys.press("Enter")


def test_settings_and_the_end_by_keyboard_alone(lead):
    console = lead()
    page, keys = console.page, console.page.keyboard
    console.main.focus()
    reach(page, page.get_by_role("tab", selected=True))
    keys.press("End")
    reach(page, page.get_by_label("Jeda siaran"))
    for _ in range(5):
        keys.press("ArrowRight")
    expect(page.locator(".console-delay output")).to_have_text("5 detik")
    expect(console.said).to_have_text("Setelan tersimpan.", **LATER)
    reach(page, page.get_by_label("Jeda ruang"))
    keys.press("Space")
    expect(console.main).to_have_text("Lanjutkan ruang", **LATER)
    expect(page.get_by_label("Jeda ruang")).to_be_checked()
    reach(page, console.button("Akhiri ruang…"))
    keys.press("Enter")
    reach(page, console.button("Belum, kembali"))
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(console.button("Akhiri ruang…")).to_be_focused()
    keys.press("Enter")
    reach(page, console.button("Ya, akhiri ruang"))
    keys.press("Enter")
    expect(console.ended).to_be_focused(**LATER)


WORDS = tomllib.loads((ROOT / "toolkit" / "console" / "words.toml").read_text(encoding="utf-8"))


SEEN = pytest.mark.parametrize(
    ("size", "language", "colours"),
    [(DESK, "id", "light"), (DESK, "en", "dark"), (PHONE, "id", "dark"), (PHONE, "en", "light")],
    ids=["desk-id", "desk-en-dark", "phone-id-dark", "phone-en"],
)


class Looked(Lead):
    """A console in either language, looked at state by state for whatever keeps somebody out."""

    def __init__(self, console, language):
        super().__init__(console.page, console.address)
        self.language = language

    def says(self, key, **facts):
        return WORDS[key][self.language].format(**facts)

    def look(self):
        assert not axe.violations(self.page)
        assert not self.page.evaluate(WIDE)
        assert not self.page.evaluate(SMALL)

    def forward(self, key):
        """Press the main button, which says a phrase, and wait for what it then means."""
        before = self.says(key, title="")
        expect(self.main).to_contain_text(before, **LATER)
        before = self.main.inner_text()
        self.main.click()
        expect(self.main).not_to_have_text(before, **LATER)
        self.ready()

    def to(self, tab):
        self.page.get_by_role("tab", name=self.says(f"tab_{tab}")).click()


@SEEN
def test_nothing_keeps_somebody_out_of_a_step(lead, house, size, language, colours):
    console = Looked(lead(size, language, color_scheme=colours), language)
    console.page.wait_for_function("[...document.images].every((each) => each.complete)")
    console.look()
    console.press(console.says("qr_open"))
    console.look()
    console.press(console.says("close"))
    console.forward("do_next_to")
    console.forward("do_next_to")
    Crowd(house.address, console.code, 5).answer(CHOOSE.id, *chosen(0, 0, 1, 2, 0))
    console.has(5)
    console.look()
    console.press(console.says("peek"))
    console.look()
    for key in ("do_show", "do_reveal"):
        console.forward(key)
        console.look()


@SEEN
def test_nothing_keeps_somebody_out_of_what_is_beside_it(lead, house, size, language, colours):
    console = Looked(lead(size, language, color_scheme=colours), language)
    page, says = console.page, console.says
    crowd = Crowd(house.address, console.code, 2)
    console.to("steps")
    page.locator(".console-step-row button").first.click()
    console.look()
    console.to("questions")
    page.get_by_label(says("questions_open")).click()
    expect(page.get_by_label(says("questions_open"))).to_be_checked(**LATER)
    crowd.ask(0, "Apakah ini aman?")
    expect(page.locator(".console-questions > li")).to_have_count(1, **LATER)
    console.look()
    console.to("polls")
    page.locator(".console-form button").click()
    console.look()  # with what is missing
    page.get_by_label(says("form_words")).check()
    page.get_by_label(says("poll_question"), exact=True).fill("Hoaks itu apa?")
    page.locator(".console-form button").click()
    if size is PHONE:
        console.to("now")
    expect(page.locator(".console-poll-now")).to_be_visible(**LATER)
    crowd.vote("p1", {"words": ["bohong"]}, {"words": ["sedih"]})
    console.has(2)
    console.press(says("words_moderate"))
    expect(page.locator(".console-words li")).to_have_count(2, **LATER)
    console.look()
    console.press(says("words_show_all"))
    console.forward("do_poll_show")
    console.look()


@SEEN
def test_nothing_keeps_somebody_out_of_settings_and_the_end(lead, size, language, colours):
    console = Looked(lead(size, language, color_scheme=colours), language)
    page, says = console.page, console.says
    console.to("settings")
    console.look()
    page.get_by_label(says("paused")).click()
    expect(console.main).to_have_text(says("do_resume"), **LATER)
    console.look()
    console.press(says("do_end"))
    console.look()
    console.press(says("end_yes"))
    expect(page.get_by_role("heading", name=says("ended"))).to_be_visible(**LATER)
    console.look()


def test_large_type_on_a_narrow_phone_leaves_everything_in_reach(lead):
    console = lead({"width": 320, "height": 400}, device_scale_factor=2)
    assert not console.page.evaluate(WIDE)
    assert not axe.violations(console.page)


# Trouble


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def test_a_server_that_goes_and_comes_back(tmp_path, open_page):
    home, port = make_house(tmp_path), free_port()
    with Served(home, "--port", port) as server:
        console = Lead(open_page(DESK, phone=False), server.address)
        console.sign_in()
        console.open_room()
        crowd = Crowd(server.address, console.code, 2)
        console.move(CHOOSE.title)
        crowd.answer(CHOOSE.id, *chosen(0, 1))
        console.has(2)
        console.ready()
        server.process.kill()
        server.process.wait(20)
    expect(console.said).to_contain_text("Sambungan ke server terputus", **LATER)
    expect(console.now).to_contain_text(CHOOSE.title)  # what is there stays readable
    console.main.click()
    expect(console.said).to_contain_text(
        "Belum sampai: “Tutup jawaban dan tampilkan sebaran”", **LATER
    )
    with Served(home, "--port", port) as server:
        expect(console.said).not_to_contain_text("Yang tampil di sini tetap", **LATER)
        console.has(2)
        # Nothing was sent by itself, and the session held.
        expect(console.main).to_have_text("Tutup jawaban dan tampilkan sebaran")
        console.ready()
        console.main.click()
        expect(console.main).to_have_text("Buka jawaban dan penjelasan", **LATER)
        expect(console.said).to_have_text("Sebaran jawaban tampil di semua layar.", **LATER)


def test_a_connection_that_is_gone_for_a_while(lead):
    console = lead()
    context = console.page.context
    context.set_offline(True)
    console.main.click()
    expect(console.said).to_contain_text("Belum sampai", **LATER)
    context.set_offline(False)
    expect(console.now.locator("h2").last).to_have_text(STEPS[0].title)
    console.ready()
    console.main.click()
    expect(console.now.locator("h2").last).to_have_text(STEPS[1].title, **LATER)


def test_who_is_signed_out_is_led_back_in(lead):
    console = lead()
    context = console.page.context
    cookies = context.cookies()
    context.clear_cookies()
    console.main.click()
    expect(console.said).to_contain_text("perlu masuk lagi sebagai staf", **LATER)
    expect(console.now).to_contain_text(STEPS[0].title)
    link = console.page.get_by_role("link", name="Masuk lagi")
    with context.expect_page() as opened:
        link.click()
    opened.value.get_by_label("Kata sandi").wait_for()
    context.add_cookies(cookies)
    console.main.click()
    expect(console.now.locator("h2").last).to_have_text(STEPS[1].title, **LATER)


def test_what_is_refused_is_said(lead, house):
    console = lead()
    other = Lead(console.page.context.new_page(), house.address)
    other.page.goto(console.page.url)
    other.ready()
    other.tab("Setelan")
    other.press("Akhiri ruang…")
    other.press("Ya, akhiri ruang")
    expect(console.ended).to_be_visible(**LATER)
    assert console.page.locator(".console-bar").count() == 0


# The notebook's door

MODEL = """async ([source, traits, replies]) => {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const { default: widget } = await import(url);
  const heard = {};
  const on = (name, listener) => (heard[name] ??= new Set()).add(listener);
  window.sent = [];
  window.model = {
    get: (name) => traits[name],
    set: (name, value) => {
      traits[name] = value;
      heard[`change:${name}`]?.forEach((each) => each());
    },
    on,
    off: (name, listener) => heard[name]?.delete(listener),
    send: ({ type, number, message }) => {
      window.sent.push([type, message]);
      const reply = replies[type];
      setTimeout(() => heard['msg:custom'].forEach((each) => each({ ...reply, number })));
    },
  };
  const el = document.createElement('div');
  document.body.append(el);
  widget.render({ model: window.model, el });
}"""


def test_in_a_notebook_the_kernel_is_asked(lead, house, open_page):
    console = lead()
    lesson = console.page.request.get(f"{house.address}/staff/rooms/{console.code}/lesson?lang=id")
    view = {
        "room": console.code,
        "state": "open",
        "language": "id",
        "title": "",
        "opened": 0,
        "now": 60,
        "since": 0,
        "step": STEPS[0].id,
        "settings": {"pace": "together", "until": "", "delay": 0, "joined_shown": True},
        "joined": 12,
        "here": 11,
        "items": {},
        "lean": "",
        "polls": [],
        "questions": [],
    }
    facts = {"room": console.code, "link": "https://x.example/r/A", "short": "x.example/r/A"}
    traits = {
        "language": "id",
        "words": {key: texts["id"] for key, texts in WORDS.items()},
        "facts": facts,
        "view": {},
        "trouble": "",
    }
    replies = {
        "lesson": {"type": "told", "status": 200, "reply": lesson.json()},
        "command": {"type": "done", "status": 200, "reply": {"why": "Ruang ini dikunci."}},
    }
    page = open_page(DESK, phone=False)
    page.goto("about:blank")
    source = (ROOT / "toolkit" / "remote" / "static" / "console.js").read_text("utf-8")
    page.evaluate(MODEL, [source, traits, replies])
    page.get_by_text("Menyambung ke ruang").wait_for()
    page.evaluate("view => model.set('view', view)", view)
    widget = Lead(page, "")
    expect(widget.main).to_have_text(f"Berikutnya: {STEPS[1].title}", **LATER)
    widget.ready()
    widget.main.click()
    expect(widget.said).to_have_text("Tidak dijalankan: Ruang ini dikunci.", **LATER)
    assert page.evaluate("sent") == [
        ["lesson", "id"],
        ["command", {"do": "move", "step": STEPS[1].id}],
    ]
    page.evaluate("model.set('trouble', 'Server tidak menjawab.')")
    expect(widget.said).to_contain_text("Server tidak menjawab.", **LATER)
    expect(page.locator(".console-people dd").first).to_have_text("12")


# The words


def test_every_word_is_there_in_both_languages_and_used():
    folder = ROOT / "frontend" / "src" / "console"
    source = "\n".join(
        path.read_text("utf-8") for path in folder.rglob("*.js*") if path.suffix in {".js", ".jsx"}
    )
    asked = set(re.findall(r'\b(?:say|count|tell|glad)\("(\w+)"', source))
    assert asked
    known = set(WORDS)
    assert asked <= known, asked - known
    for key, texts in WORDS.items():
        assert set(texts) == {"id", "en"}, key
        assert texts["id"].strip(), key
        fields = [sorted(re.findall(r"\{(\w+)\}", text)) for text in texts.values()]
        assert fields[0] == fields[1], key
    made = r"(?:do|then|did|state|tab|form|point|poll|is|lean|pace|show|hide)_"
    named = set(re.findall(r'"(\w+)"', source)) | asked
    unused = {
        key
        for key in known
        if key not in named and key.removesuffix("_one") not in named and not re.match(made, key)
    }
    assert not unused, unused
