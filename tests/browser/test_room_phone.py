"""What a patron has of a live room, in a real Chromium, with a real server and a trainer."""

import socket

import pytest
from conftest import Served, make_project
from library_door import connected, until
from line import Line
from patron import KeyboardPatron
from playwright.sync_api import expect
from test_access import COVERED, SIDEWAYS, barriers
from trainer import LESSON, SECONDS, Phone, Trainer

LATER = {"timeout": SECONDS * 1000}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server whose rooms a test may lead."""
    with Served(make_project(tmp_path_factory.mktemp("rooms") / "project", [LESSON])) as server:
        yield server


@pytest.fixture
def trainer(house):
    with Trainer(house.records) as leading:
        leading.is_known_at(house.address)
        yield leading
        if leading.room.ended is None:
            leading.do("end")  # a server has only so many open rooms


@pytest.fixture
def join(house, trainer, open_page):
    """Come into the room as somebody who has just come, or on a page that is there."""

    def join_(page=None, query="", person=Phone, **options):
        return person(page or open_page(**options)).join(house.address, trainer.code + query)

    return join_


# The step the trainer is at


def test_one_tap_and_in_at_the_step_of_the_trainer(join, trainer):
    step = trainer.step("judge")
    trainer.move(step.id)
    phone = join()
    phone.at(step.id)
    assert f"room={trainer.code}" in phone.page.url
    assert phone.page.locator("input[type=text], input[type=email], textarea").count() == 0
    phone.has_focus("h2")
    assert trainer.code in phone.told.inner_text()
    assert phone.main_action.inner_text() == "Jawab"


def test_three_phones_answer_wait_and_see_it_opened(join, trainer):
    step = trainer.step("choose")
    trainer.move(step.id)
    phones = [join() for _ in range(3)]
    for place, phone in zip((0, 0, 1), phones, strict=True):
        phone.at(step.id)
        phone.give({"options": [place]}, phase="waiting")
        phone.has_focus(".suluh-waiting")
        assert phone.main_action.count() == 0
    until(phone, lambda: trainer.room.items[step.id].answers == 3)
    for phone in phones:
        screen = phone.screen_element
        assert screen.locator(".suluh-other, .suluh-split, .suluh-retry").count() == 0

    trainer.item(step.id, "closed", "shown")
    for phone in phones:
        expect(phone.page.locator(".suluh-split-number")).to_have_count(
            len(step.activity.options), **LATER
        )
        numbers = phone.page.locator(".suluh-split-number").all_inner_texts()
        assert numbers[:3] == ["67% (2)", "33% (1)", "0% (0)"]
        assert phone.phase == "waiting"
        assert phone.page.locator(".suluh-split-right").count() == 0  # the key is not out yet
    mine = phones[2].page.locator(".suluh-split-words").all_inner_texts()
    assert [words.endswith("(jawaban Anda)") for words in mine[:3]] == [False, True, False]

    trainer.item(step.id, "revealed")
    for phone in phones:
        phone.is_in("revealed")
        phone.has_focus(".suluh-verdict")
        expect(phone.page.locator(".suluh-split-right")).to_have_count(1)


def test_the_points_of_a_judgement_have_their_split(join, trainer):
    step = trainer.step("judge")
    trainer.move(step.id)
    phone = join()
    phone.at(step.id)
    phone.give({"point": 3}, phase="waiting")
    assert phone.page.locator(".suluh-stamp").count() == 0
    trainer.item(step.id, "revealed")
    phone.is_in("revealed")
    words = phone.page.locator(".suluh-split-words").all_inner_texts()
    assert len(words) == 5
    assert words[3].endswith("(jawaban Anda)")
    right = phone.page.locator(".suluh-split-row[data-right]")
    assert right.count() == 2  # both points of the side that is true of it


def test_a_split_that_comes_is_seen(join, trainer):
    step = trainer.step("judge")
    trainer.move(step.id)
    phone = join()
    phone.at(step.id)
    phone.give({"point": 3, "before": None, "checked": False}, phase="waiting")
    title = phone.page.locator(".suluh-room-split h3")
    expect(title).to_have_count(0)
    trainer.item(step.id, "closed", "shown")
    expect(title).to_be_in_viewport(**LATER)


def test_who_answers_late_is_told_and_may_try(join, trainer):
    step = trainer.step("choose")
    trainer.move(step.id)
    trainer.item(step.id, "closed")
    phone = join()
    phone.at(step.id)
    expect(phone.told).to_contain_text("sudah ditutup", **LATER)
    trainer.item(step.id, "revealed")
    expect(phone.told).to_contain_text("sudah dibuka", **LATER)
    phone.give({"options": [0]}, phase="revealed")
    until(phone, lambda: trainer.room.items[step.id].late == 1)
    assert trainer.room.items[step.id].answers == 0


def test_the_trainer_moves_and_the_phone_goes_along(join, trainer):
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    phone = join()
    phone.at(first.id)
    phone.give({"options": [0]}, phase="waiting")
    trainer.move(second.id)
    phone.at(second.id)
    phone.has_focus("h2")
    assert phone.page.title().startswith(phone.screen_element.locator("h2").inner_text())

    phone.do(phone.page.locator(".suluh-back"))  # a look back
    expect(phone.told).to_contain_text("langkah sebelumnya")
    while phone.screen != first.id:
        phone.do(phone.page.locator(".suluh-back"))
    phone.is_in("waiting")
    assert phone.main_action.inner_text() == "Ikuti pelatih lagi"
    phone.forward()
    phone.at(second.id)

    trainer.move("result")
    phone.at("result")
    trainer.move(first.id)
    phone.at(first.id)


def test_nobody_goes_ahead_of_the_trainer(join, trainer):
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    phone = join()
    phone.at(first.id)
    phone.page.evaluate("id => { location.hash = id }", second.id)
    phone.at(first.id)
    phone.give({"options": [0]}, phase="waiting")
    assert phone.main_action.count() == 0
    assert "dibuka pelatih" in phone.told.inner_text()


def test_who_looks_back_at_a_question_left_open_finds_the_way_forward(join, trainer):
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    phone = join()
    phone.at(first.id)
    trainer.move(second.id)
    phone.at(second.id)
    while phone.screen != first.id:
        phone.do(phone.page.locator(".suluh-back"))
    assert phone.main_action.inner_text() == "Jawab"
    phone.do(phone.told.get_by_role("button", name="Ikuti pelatih lagi"))
    phone.at(second.id)


def test_at_ones_own_pace_up_to_a_step(join, trainer):
    steps = trainer.lesson.steps
    trainer.move(steps[0].id)
    trainer.do("set", pace="free", until=steps[1].id)
    phone = join()
    phone.at(steps[0].id)
    if phone.phase == "answering":
        phone.answer()  # what it was is said at once: nobody is waited for
    phone.forward()
    phone.at(steps[1].id)
    if phone.phase == "answering":
        phone.answer()
    expect(phone.main_action).to_have_count(0)
    expect(phone.told).to_contain_text("dibuka pelatih")
    trainer.do("set", until="")
    expect(phone.main_action).to_have_text("Lanjut", **LATER)
    trainer.do("set", pace="together")
    phone.at(steps[0].id)


def test_a_latecomer_gets_the_current_step_and_what_is_shown(join, trainer):
    step = trainer.step("judge", 1)
    trainer.move(step.id)
    phone = join()
    phone.at(step.id)
    run = trainer.poll()
    late = join()
    late.at("poll")
    trainer.do("poll_state", run=run, state="done")
    late.at(step.id)


# A pause, a lock, the end


def test_a_pause_covers_the_step_and_gives_it_back(join, trainer):
    step = trainer.step("choose")
    trainer.move(step.id)
    phone = join()
    phone.at(step.id)
    phone.choose(1)
    trainer.do("set", paused=True)
    phone.at("paused")
    phone.has_focus("h2")
    assert phone.main_action.count() == 0
    assert not barriers(phone.page)
    trainer.do("set", paused=False)
    phone.at(step.id)
    assert phone.page.locator(".suluh-card input").nth(1).is_checked()
    phone.do(phone.main_action)
    phone.is_in("waiting")


def test_a_locked_room_keeps_those_who_are_in(join, trainer):
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    phone = join()
    phone.at(first.id)
    trainer.do("set", locked=True)
    late = join()
    expect(late.told).to_contain_text("tidak menerima peserta baru", **LATER)
    late.forward()  # the lesson alone
    assert late.main_action.inner_text() in {"Jawab", "Lanjut"}
    assert not barriers(late.page)
    trainer.move(second.id)
    phone.at(second.id)
    phone.page.reload()
    phone.at(second.id)
    assert trainer.room.joined == 1


def test_a_room_that_is_not_there_leaves_the_lesson(house, open_page):
    phone = Phone(open_page())
    phone.open(f"{house.address}/{LESSON}?room=CDFHJK")
    expect(phone.told).to_contain_text("tidak ada", **LATER)
    phone.forward()
    assert not barriers(phone.page)


def test_after_the_end_the_lesson_goes_on_alone_beside_the_rooms_answers(join, trainer):
    step = trainer.step("choose")
    trainer.move(step.id)
    phone = join()
    phone.at(step.id)
    phone.give({"options": [1]}, phase="waiting")
    until(phone, lambda: trainer.room.items[step.id].answers == 1)
    trainer.item(step.id, "revealed")
    phone.is_in("revealed")
    trainer.do("end")
    expect(phone.told).to_contain_text("sudah selesai", **LATER)
    expect(phone.main_action).to_have_text("Lanjut")
    assert phone.page.locator(".suluh-split-number").nth(1).inner_text() == "100% (1)"
    phone.forward()

    # Whoever opens the link later practises: their own answer first, then the room's.
    alone = join()
    expect(alone.told).to_contain_text("sudah selesai", **LATER)
    while alone.screen != step.id:
        if alone.phase == "answering":
            alone.answer()
        alone.forward()
    assert alone.page.locator(".suluh-split").count() == 0
    alone.give({"options": [0]})
    assert alone.page.locator(".suluh-split-number").nth(1).inner_text() == "100% (1)"
    assert not barriers(alone.page)
    assert trainer.room.joined == 1


# Polls


def choose(phone, *places):
    for place in places:
        phone.do(phone.page.locator(".suluh-card").nth(place))
    phone.do(phone.main_action)


def noted(phone):
    expect(phone.page.locator(".suluh-screen [role=status]")).to_contain_text("sudah dicatat")


@pytest.mark.parametrize(
    ("form", "given", "split"),
    [("one", [1], [0, 1, 0]), ("several", [0, 2], [1, 0, 1]), ("scale", [4], [0, 0, 0, 0, 1])],
)
def test_a_poll_stands_in_the_place_of_the_step(join, trainer, form, given, split):
    trainer.move(trainer.step("choose").id)
    phone = join()
    run = trainer.poll(form)
    phone.at("poll")
    phone.has_focus("h2")
    assert not barriers(phone.page)
    phone.do(phone.main_action)
    expect(phone.page.locator(".suluh-notice")).to_have_text("Isi jawaban Anda dulu.")
    choose(phone, *given)
    noted(phone)
    phone.has_focus("h2")
    expect(phone.page.locator(".suluh-notice")).to_be_empty()
    until(phone, lambda: trainer.room.polls[run].split == split)
    assert phone.page.locator(".suluh-split").count() == 0
    assert phone.main_action.count() == 0
    trainer.do("poll_state", run=run, state="shown")
    expect(phone.page.locator(".suluh-split-number")).to_have_count(len(split), **LATER)
    words = phone.page.locator(".suluh-split-words").all_inner_texts()
    assert [at for at, each in enumerate(words) if "jawaban Anda" in each] == given
    assert not barriers(phone.page)
    trainer.do("poll_state", run=run, state="done")
    phone.at(trainer.step("choose").id)
    phone.has_focus("h2")


def test_words_are_only_ever_text(join, trainer):
    trainer.move(trainer.step("choose").id)
    trainer.do("set", moderate_words=False)
    phone = join()
    run = trainer.poll("words")
    phone.at("poll")
    fields = phone.page.locator(".suluh-text")
    assert fields.count() == 3
    assert fields.first.get_attribute("maxlength") == "30"
    fields.nth(0).fill("<b>resah</b>")
    fields.nth(2).fill(" bingung ")
    assert not barriers(phone.page)
    phone.do(phone.main_action)
    noted(phone)
    until(phone, lambda: len(trainer.room.polls[run].words) == 2)
    trainer.do("poll_state", run=run, state="shown")
    cloud = phone.page.locator(".suluh-cloud")
    expect(cloud).to_contain_text("<b>resah</b>", **LATER)
    assert cloud.locator("b").count() == 0
    assert not barriers(phone.page)


def test_the_same_poll_before_and_after(join, trainer):
    trainer.move(trainer.step("choose").id)
    phone = join()
    before = trainer.poll()
    phone.at("poll")
    choose(phone, 2)
    until(phone, lambda: trainer.room.polls[before].answers == 1)
    trainer.do("poll", again=before)
    after = [*trainer.room.polls][-1]
    expect(phone.main_action).to_have_text("Jawab", **LATER)
    choose(phone, 0)
    until(phone, lambda: trainer.room.polls[after].answers == 1)
    trainer.do("poll_state", run=after, state="shown")
    numbers = phone.page.locator(".suluh-split-number")
    expect(numbers).to_have_count(6, **LATER)
    shares = [text.split()[0] for text in numbers.all_inner_texts()]
    assert shares == ["0%", "100%", "0%", "0%", "100%", "0%"]
    assert not barriers(phone.page)


def test_one_vote_however_often_the_page_is_loaded_or_opened(join, trainer):
    trainer.move(trainer.step("choose").id)
    phone = join()
    run = trainer.poll()
    phone.at("poll")
    other = join(phone.page.context.new_page())  # of the same browser
    other.at("poll")
    choose(phone, 1)
    noted(phone)
    noted(other)
    assert other.main_action.count() == 0
    assert other.page.locator(".suluh-card input").nth(1).is_checked()
    for each in (phone, other):
        each.page.reload()
        each.at("poll")
        noted(each)
        assert each.page.locator(".suluh-card input").nth(1).is_checked()
        assert each.main_action.count() == 0
    third = join()
    third.at("poll")
    choose(third, 1)
    until(phone, lambda: trainer.room.polls[run].answers == 2)
    assert trainer.room.joined == 2


def test_a_pause_takes_nothing_of_a_poll_that_was_begun(join, trainer):
    trainer.move(trainer.step("choose").id)
    phone = join()
    trainer.poll()
    phone.at("poll")
    phone.do(phone.page.locator(".suluh-card").nth(1))
    words = phone.page.locator("input.suluh-text")
    for form in ("one", "words"):
        if form == "words":
            trainer.poll("words")
            words.nth(1).fill("resah")
        trainer.do("set", paused=True)
        phone.at("paused")
        trainer.do("set", paused=False)
        phone.at("poll")
        if form == "one":
            expect(phone.page.locator(".suluh-card input").nth(1)).to_be_checked()
    expect(words.nth(1)).to_have_value("resah")
    phone.do(phone.main_action)
    until(phone, lambda: [*trainer.room.polls["p2"].words])


def test_the_focus_stays_in_a_poll_that_is_closed_and_shown(join, trainer):
    trainer.move(trainer.step("choose").id)
    phone = join()
    run = trainer.poll()
    phone.at("poll")
    card = phone.page.locator(".suluh-card input").nth(1)
    card.focus()
    trainer.do("poll_state", run=run, state="closed")
    expect(card).to_be_disabled(**LATER)
    phone.has_focus("h2")
    phone.page.evaluate("document.activeElement.blur()")
    trainer.do("poll_state", run=run, state="shown")
    phone.has_focus("h2")


def test_what_a_poll_asked_for_is_not_said_of_the_step(join, trainer):
    step = trainer.step("choose")
    trainer.move(step.id)
    phone = join()
    run = trainer.poll()
    phone.at("poll")
    phone.do(phone.main_action)
    notice = phone.page.locator(".suluh-notice")
    expect(notice).to_have_text("Isi jawaban Anda dulu.")
    trainer.do("poll_state", run=run, state="done")
    phone.at(step.id)
    expect(notice).to_be_empty()


def test_nobody_begins_again_as_somebody_else_while_the_room_is_open(join, trainer):
    trainer.move(trainer.step("choose").id)
    phone = join()
    expect(phone.told).to_contain_text("peserta", **LATER)
    phone.page.locator(".suluh-menu-button").click()
    expect(phone.page.locator("dialog.suluh-menu")).to_be_visible()
    again = phone.page.locator(".suluh-restart")
    expect(again).to_have_count(0)
    trainer.do("end")
    expect(again).to_have_count(1, **LATER)


# Questions


def test_a_question_is_read_by_the_trainer_before_others_see_it(join, trainer):
    trainer.move(trainer.step("choose").id)
    asker, reader = join(), join()
    assert asker.told.get_by_role("button").count() == 0
    trainer.do("set", questions_open=True)
    asker.told.get_by_role("button", name="Tanya pelatih").click()
    sheet = asker.page.locator("dialog.suluh-questions")
    field = sheet.locator("textarea")
    assert field.get_attribute("maxlength") == "200"
    field.fill("Siapa <i>yang</i> memeriksa?")
    expect(sheet).to_contain_text("Sisa 172 huruf")
    assert not barriers(asker.page)
    sheet.get_by_role("button", name="Kirim pertanyaan").click()
    expect(sheet.get_by_role("status")).to_contain_text("diteruskan ke pelatih")
    until(asker, lambda: len(trainer.room.questions) == 1)
    (question,) = trainer.room.questions.values()
    assert question.state == "waiting"

    reader.told.get_by_role("button", name="Tanya pelatih").click()
    listed = reader.page.locator("dialog.suluh-questions li")
    assert listed.count() == 0
    trainer.do("mark", question=question.id, state="shown")
    expect(listed).to_have_count(1, **LATER)
    assert listed.locator("i").count() == 0
    second = listed.get_by_role("button", name="Saya juga ingin tahu")
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    second.click()
    until(reader, lambda: question.votes == 1)
    assert not barriers(reader.page)
    mine = sheet.locator("li")
    expect(mine).to_contain_text("Pertanyaan Anda (1)", **LATER)
    assert mine.get_by_role("button").count() == 0

    reader.page.keyboard.press("Escape")
    trainer.do("mark", question=question.id, state="picked")
    expect(reader.told).to_contain_text("Sedang dibahas", **LATER)
    assert "Siapa <i>yang</i> memeriksa?" in reader.told.inner_text()
    assert not barriers(reader.page)
    reader.page.reload()
    reader.told.get_by_role("button", name="Tanya pelatih").click()
    expect(second).to_have_attribute("aria-pressed", "true", **LATER)


def test_three_questions_wait_and_then_others_have_their_turn(join, trainer):
    trainer.move(trainer.step("choose").id)
    trainer.do("set", questions_open=True)
    phone = join()
    phone.told.get_by_role("button", name="Tanya pelatih").click()
    sheet = phone.page.locator("dialog.suluh-questions")
    for number in range(3):
        sheet.locator("textarea").fill(f"Pertanyaan {number}?")
        sheet.get_by_role("button", name="Kirim pertanyaan").click()
    expect(sheet).to_contain_text("Tunggu pelatih membacanya")
    assert sheet.locator("textarea").count() == 0
    until(phone, lambda: len(trainer.room.questions) == 3)


def test_only_what_was_sent_is_thanked_for(join, trainer):
    trainer.move(trainer.step("choose").id)
    trainer.do("set", questions_open=True)
    phone = join()
    phone.told.get_by_role("button", name="Tanya pelatih").click()
    sheet = phone.page.locator("dialog.suluh-questions")
    sheet.locator("textarea").fill("Kapan")
    sheet.locator("textarea").fill("")
    expect(sheet).not_to_contain_text("Terima kasih")
    sheet.locator("textarea").fill("  ")
    sheet.get_by_role("button", name="Kirim pertanyaan").click()
    expect(sheet).not_to_contain_text("Terima kasih")


def test_the_questions_can_be_asked_for_again_where_they_did_not_come(join, trainer):
    trainer.move(trainer.step("choose").id)
    trainer.do("set", questions_open=True)
    phone = join()
    phone.page.route("**/asking.js*", lambda route: route.abort())
    phone.told.get_by_role("button", name="Tanya pelatih").click()
    again = phone.page.locator(".suluh-load-again")
    expect(again).to_be_visible(**LATER)
    phone.page.unroute("**/asking.js*")
    again.click()
    expect(phone.page.locator("dialog.suluh-questions")).to_be_visible(**LATER)


# Lost and found


def test_a_phone_without_a_connection_comes_back_to_the_trainer(join, trainer):
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    phone = join()
    phone.at(first.id)
    phone.page.context.set_offline(True)
    phone.give({"options": [0]}, phase="waiting")
    trainer.move(second.id)
    phone.page.context.set_offline(False)
    phone.at(second.id)
    until(phone, lambda: trainer.room.items[first.id].answers == 1)


def test_a_line_that_is_cut_loses_nothing(house, trainer, open_page):
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    page = open_page()
    page.clock.install()
    with Line(house.address) as line:
        phone = Phone(page).join(line.address, trainer.code)
        phone.at(first.id)
        line.cut()
        phone.give({"options": [0]}, phase="waiting")
        trainer.move(second.id)
        for _ in range(15):  # one try after another
            page.clock.run_for(1000)
            page.wait_for_timeout(30)
        assert phone.screen == first.id
        line.flow()  # nothing tells the page
        phone.at(second.id)
        connected(phone)
        until(phone, lambda: trainer.room.items[first.id].answers == 1)


@pytest.mark.parametrize("sign", ["online", "visibilitychange", "pageshow", "none"])
def test_a_network_that_died_without_a_word_is_noticed(house, trainer, open_page, sign):
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    page = open_page()
    page.clock.install()
    with Line(house.address) as line:
        phone = Phone(page).join(line.address, trainer.code)
        phone.at(first.id)
        line.freeze()
        trainer.move(second.id)
        page.clock.run_for(7000)
        line.flow()
        if sign == "none":
            page.clock.run_for(6000)  # the watchdog has heard nothing for twelve seconds
        else:
            page.evaluate("sign => dispatchEvent(new Event(sign))", sign)
        page.clock.run_for(600)
        soon = {"timeout": 4000}  # before the watchdog would
        expect(phone.screen_element).to_have_attribute("data-screen", second.id, **soon)


def test_a_phone_that_slept_is_where_it_was(house, trainer, open_page):
    step = trainer.step("choose")
    trainer.move(step.id)
    page = open_page()
    page.clock.install()
    with Line(house.address) as line:
        phone = Phone(page).join(line.address, trainer.code)
        phone.at(step.id)
        phone.give({"options": [0]}, phase="waiting")
        line.freeze()
        page.clock.fast_forward("10:00")
        page.wait_for_timeout(300)
        assert phone.phase == "waiting"  # the time that passed asleep is nobody's silence
        line.flow()
        trainer.item(step.id, "revealed")
        phone.is_in("revealed")
        expect(phone.told).not_to_contain_text("tidak terhubung")


def test_a_reload_without_a_connection_opens_nothing_early(join, trainer):
    step = trainer.step("choose")
    trainer.move(step.id)
    phone = join()
    phone.at(step.id)
    phone.give({"options": [0]}, phase="waiting")
    phone.page.route("**/stream*", lambda _route: None)  # as on a network that drops it
    phone.page.route("**/now*", lambda _route: None)
    phone.page.reload()
    phone.at(step.id)
    phone.is_in("waiting")


def test_a_room_that_is_still_fetched_opens_nothing_early(join, trainer):
    step = trainer.step("choose")
    trainer.move(step.id)
    phone = join()
    phone.at(step.id)
    phone.give({"options": [0]}, phase="waiting")
    held = []
    page = phone.page
    page.route("**/room.js*", lambda route: held.append(route))  # noqa: PLW0108
    page.reload()
    expect(phone.screen_element).to_have_attribute("data-phase", "waiting")
    until(phone, lambda: held)
    expect(phone.screen_element).to_have_attribute("data-phase", "waiting")
    held[0].abort()
    phone.is_in("revealed")  # without the part there is only the lesson
    page.unroute("**/room.js*")
    page.locator(".suluh-load-again").click()
    phone.is_in("waiting")


@pytest.mark.parametrize("trouble", ["refused", "cut", "silent"])
def test_where_streams_do_not_pass_the_room_is_asked(join, trainer, open_page, trouble):
    page = open_page()
    answers = {
        "refused": lambda route: route.fulfill(status=503),
        "cut": lambda route: route.abort(),
        "silent": lambda _route: None,
    }
    page.route("**/stream*", answers[trouble])
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    phone = join(page)
    phone.at(first.id)
    trainer.move(second.id)
    phone.at(second.id)
    page.unroute("**/stream*")


def test_a_server_that_is_killed_loses_nothing_and_counts_nothing_twice(tmp_path, open_page):
    home = make_project(tmp_path / "project", [LESSON])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with Served(home, "--port", port) as server, Trainer(server.records) as trainer:
        trainer.is_known_at(server.address)
        trainer.move(trainer.step("choose").id)
        phones = [Phone(open_page()).join(server.address, trainer.code) for _ in range(3)]
        run = trainer.poll()
        for phone in phones:
            phone.at("poll")
        choose(phones[0], 0)
        until(phone, lambda: trainer.room.polls[run].answers == 1)
        server.process.kill()
        server.process.wait()
        choose(phones[1], 0)  # nobody is there to take it
        noted(phones[1])
        with Served(home, "--port", port):
            choose(phones[2], 1)
            until(phone, lambda: trainer.room.polls[run].split == [2, 1, 0])
            trainer.do("poll_state", run=run, state="shown")
            for phone in phones:
                expect(phone.page.locator(".suluh-split-number").first).to_have_text(
                    "67% (2)", **LATER
                )
            trainer.move(trainer.step("judge").id)
            for phone in phones:
                phone.at(trainer.step("judge").id)
            assert trainer.room.joined == 3


def test_without_a_server_the_lesson_goes_on_alone_until_it_is_back(join, trainer, open_page):
    page = open_page()
    page.clock.install()
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    phone = join(page)
    phone.at(first.id)
    phone.give({"options": [0]}, phase="waiting")
    page.route("**/r/**", lambda route: route.abort())
    page.context.set_offline(True)
    page.clock.run_for(50_000)
    expect(phone.told).to_contain_text("tidak terhubung", **LATER)
    phone.is_in("revealed")
    assert not barriers(page)
    phone.forward()
    trainer.move(second.id)
    page.unroute("**/r/**")
    page.context.set_offline(False)
    page.clock.run_for(3000)
    phone.at(second.id)
    expect(phone.told).not_to_contain_text("tidak terhubung")


def test_a_browser_has_one_stream_for_all_its_pages(join, trainer, open_page):
    first, second = trainer.step("choose"), trainer.step("judge")
    trainer.move(first.id)
    page = open_page()
    opened = []
    page.context.on("request", lambda request: "/stream" in request.url and opened.append(request))
    phone = join(page)
    phone.at(first.id)
    other = join(page.context.new_page())
    other.at(first.id)
    trainer.move(second.id)
    phone.at(second.id)
    other.at(second.id)
    assert len(opened) == 1
    page.close()
    trainer.move(first.id)
    other.at(first.id)  # the other has taken over
    assert len(opened) == 2
    assert trainer.room.joined == 1


def test_after_the_end_pages_ask_for_nothing_more(join, trainer, open_page):
    trainer.move(trainer.step("choose").id)
    page = open_page()
    page.clock.install()
    opened = []
    page.context.on("request", lambda request: "/stream" in request.url and opened.append(request))
    phones = [join(page), join(page.context.new_page())]  # the clock is that of both
    trainer.do("end")
    for phone in phones:
        expect(phone.told).to_contain_text("sudah selesai", **LATER)
    for _ in range(10):
        for phone in phones:
            phone.page.clock.run_for(4000)
            phone.page.wait_for_timeout(20)
    assert len(opened) == 1


def test_where_the_browser_gives_no_locks_each_page_follows_by_itself(join, trainer, open_page):
    """As Chromium does where somebody lets no site store anything."""
    page = open_page()
    page.add_init_script(
        """window.asked = 0;
        navigator.locks.request = () => {
          window.asked += 1;
          return window.asked > 100
            ? new Promise(() => {})
            : Promise.reject(new DOMException("denied", "SecurityError"));
        };"""
    )
    step = trainer.step("judge")
    trainer.move(step.id)
    phone = join(page)
    phone.at(step.id)
    assert page.evaluate("window.asked") == 1


# Who wants no records


def test_who_wants_no_records_watches(join, trainer, open_page):
    step = trainer.step("choose")
    trainer.move(step.id)
    page = open_page()
    page.add_init_script("localStorage.setItem('suluh', JSON.stringify({quiet: true}))")
    asked = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108
    phone = join(page)
    phone.at(step.id)
    expect(phone.told).to_contain_text("tanpa catatan")
    phone.give({"options": [0]}, phase="waiting")
    trainer.item(step.id, "revealed")
    phone.is_in("revealed")
    run = trainer.poll()
    phone.at("poll")
    assert phone.main_action.count() == 0
    assert phone.page.locator(".suluh-card input:enabled").count() == 0
    assert not barriers(page)
    trainer.do("poll_state", run=run, state="shown")
    expect(phone.page.locator(".suluh-split-number")).to_have_count(3, **LATER)
    assert trainer.room.joined == 0
    assert not [each.url for each in asked if each.method == "POST" or "visit=" in each.url]


# Everybody


def test_in_english(join, trainer):
    step = trainer.step("choose")
    trainer.move(step.id)
    phone = join(query="?lang=en")
    phone.at(step.id)
    assert "/en/" in phone.page.url
    assert f"Room {trainer.code}" in phone.told.inner_text()
    phone.give({"options": [0]}, phase="waiting")
    expect(phone.told).to_contain_text("The trainer opens the next step.")
    trainer.item(step.id, "revealed")
    expect(phone.page.locator(".suluh-room-split")).to_contain_text("your answer", **LATER)


class KeyboardPhone(KeyboardPatron, Phone):
    """Without a finger."""


def test_by_keyboard_alone(join, trainer):
    step = trainer.step("choose")
    trainer.move(step.id)
    trainer.do("set", questions_open=True)
    phone = join(person=KeyboardPhone, phone=False)
    phone.at(step.id)
    phone.give({"options": [1]}, phase="waiting")
    trainer.item(step.id, "revealed")
    phone.is_in("revealed")
    run = trainer.poll("scale")
    phone.at("poll")
    phone.do(phone.page.locator(".suluh-card").nth(3))
    phone.page.keyboard.press("Enter")
    until(phone, lambda: trainer.room.polls[run].split == [0, 0, 0, 1, 0])
    words = trainer.poll("words")
    expect(phone.page.locator("input.suluh-text")).to_have_count(3, **LATER)
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.type("waspada")
    phone.page.keyboard.press("Enter")
    until(phone, lambda: trainer.room.polls[words].answers == 1)
    trainer.move(step.id)
    phone.at(step.id)
    phone.do(phone.told.get_by_role("button", name="Tanya pelatih"))
    phone.do(phone.page.locator("dialog textarea"))
    phone.page.keyboard.type("Kapan lagi?")
    phone.do(phone.page.locator("dialog form button"))
    until(phone, lambda: len(trainer.room.questions) == 1)
    phone.page.keyboard.press("Escape")
    phone.has_focus(".suluh-room button")


@pytest.mark.parametrize("size", [100, 200])
def test_large_text_on_a_narrow_phone(join, trainer, open_page, size):
    page = open_page({"width": 320, "height": 640})
    page.add_init_script(f"localStorage.setItem('suluh', JSON.stringify({{size: {size}}}))")
    step = trainer.step("choose")
    trainer.move(step.id)
    trainer.do("set", questions_open=True)
    phone = join(page)

    def fits():
        assert page.evaluate(SIDEWAYS) <= 0
        for _ in range(5):
            page.keyboard.press("Tab")
            assert page.evaluate(COVERED) is None
        assert not barriers(page)

    phone.at(step.id)
    phone.give({"options": [0]}, phase="waiting")
    until(phone, lambda: trainer.room.items[step.id].answers == 1)
    fits()
    trainer.item(step.id, "revealed")
    phone.is_in("revealed")
    fits()
    for form in ("several", "scale", "words"):
        run = trainer.poll(
            form, **({"low": "Tidak yakin", "high": "Yakin"} if form == "scale" else {})
        )
        expect(page.locator(f"input[name$='{run}'], input.suluh-text").first).to_be_attached(
            **LATER
        )
        fits()
    trainer.do("poll_state", run="p2", state="shown")
    fits()
    trainer.move(step.id)
    phone.at(step.id)
    phone.told.get_by_role("button").click()
    page.locator("dialog textarea").fill("Pertanyaan yang panjang sekali, " * 6)
    fits()
