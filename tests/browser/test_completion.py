"""The completion code on a phone: what it holds, where it stands, and that it is made there."""

import json
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from browser_parts import beside_the_player
from code_cases import CASES
from conftest import ROOT
from patron import POINTS, Patron
from playwright.sync_api import expect

from toolkit.activities import KINDS
from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.results.codes import Answer, channel_number, decode

LESSON = "misinformation"
COPY_SELECTION = """() => {
  const code = document.querySelector(".suluh-code");
  getSelection().selectAllChildren(code);
  return getSelection().toString();
}"""
TO_THE_END = """(name) => {
  const visit = JSON.parse(localStorage[`suluh:${name}`]);
  localStorage[`suluh:${name}`] = JSON.stringify({ ...visit, screen: "result", continues: true });
}"""


def version(language="id", lesson=LESSON):
    return Version.of(Project(ROOT).lesson(lesson, language))


def told(page, *versions):
    """Return what the code on the page says."""
    shown = page.locator(".suluh-code > [aria-hidden]").inner_text()
    return decode(shown, versions or [version()])


@pytest.fixture
def open_lesson(served, open_page):
    def open_(after="", lesson=LESSON, **options):
        patron = Patron(open_page(**options))
        patron.open(f"{served.address}/{lesson}{after}")
        return patron

    return open_


def to_the_result(patron):
    """Open the result as somebody who has come that far."""
    page = patron.page
    page.wait_for_function("name => localStorage[`suluh:${name}`]", arg=LESSON)
    page.evaluate(TO_THE_END, LESSON)
    page.reload()
    patron.ready()
    assert patron.screen == "result"


def test_the_browser_writes_every_code_as_it_always_has(open_lesson):
    page = open_lesson().page
    beside_the_player(page, "code")
    made = page.evaluate(
        """cases => cases.map(({ version, part, day, about, responses }) => {
          const [year, month, date] = day.split("-").map(Number);
          const now = new Date(year, month - 1, date, 23, 59, 59);
          const firsts = responses.map((response) => response ?? undefined);
          return suluh.later.code.codeOf({ version, part, firsts, about, now });
        })""",
        CASES,
    )
    assert made == [case["code"] for case in CASES]


def test_what_is_judged_is_the_same_in_both(open_lesson):
    """The browser counts the kinds that have a tally, Python those that are truthful."""
    judged = {
        step.activity.kind
        for lesson in Project(ROOT).lesson_names()
        for step in version(lesson=lesson).judged
        if step.activity
    }
    sources = ROOT / "frontend" / "src" / "activities"
    tallied = {
        kind
        for kind in KINDS
        if "export function tally" in (sources / f"{kind}.jsx").read_text("utf-8")
    }
    assert judged == tallied


def test_a_lesson_played_through_is_told_by_its_codes(open_lesson):
    patron = open_lesson("?kelas=7a&utm_source=whatsapp")
    page = patron.page
    steps = {step.id: step for step in version().judged}
    wanted, of_parts = {}, []
    while True:
        if patron.phase == "answering" and patron.screen in steps:
            at = len(wanted)
            response = {"point": POINTS[at % 5], "before": None, "checked": False}
            if at % 2 and steps[patron.screen].activity.results:
                response |= {"checked": True, "before": [POINTS[at // 2 % 5], None][at % 4 == 1]}
            if response["point"] == "unsure" and not response["checked"]:
                response["point"] = 1  # they would be shown what others say first
            patron.give(response)
            wanted[patron.screen] = Answer.of(**response)
            if at == 0:  # a second attempt does not count
                patron.retry()
                patron.give({"point": 3})
        elif patron.phase == "answering":
            patron.answer(0)
        if patron.screen.startswith("part-end"):
            patron.do(page.locator(".suluh-completion summary"))
            of_parts.append(told(page))
            assert {step.id: answer for step, answer in of_parts[-1].answered()} == wanted
        if patron.screen == "result":
            break
        patron.forward()
    code = told(page)
    assert {step.id: answer for step, answer in code.answered()} == wanted
    assert wanted.keys() == steps.keys()
    assert (code.class_name, code.channel, code.finished) == ("7A", None, True)
    assert abs(code.day - date.today()) <= timedelta(1)
    assert [each.part for each in of_parts] == [1, 2, 3][: len(of_parts)]
    assert of_parts
    assert {each.random for each in of_parts} == {code.random}
    page.reload()
    patron.ready()
    patron.do(patron.main_action)
    assert told(page) == code


def test_it_is_large_in_groups_and_can_be_chosen_copied_and_sent(open_lesson):
    patron = open_lesson(permissions=["clipboard-read", "clipboard-write"])
    to_the_result(patron)
    page = patron.page
    expect(page.locator("section.suluh-completion h3")).to_have_text("Kode selesai")
    holds = page.locator(".suluh-completion .suluh-note").inner_text()
    assert "jawaban pertama Anda" in holds
    assert "Nama Anda tidak ada di dalamnya." in holds
    code = told(page).text
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){4,6}[0-9A-Z]{4}", code)
    assert page.evaluate(COPY_SELECTION).strip() == code
    spoken = page.locator(".suluh-code .suluh-unseen").inner_text()
    assert spoken.replace(" ", "").replace(",", "-") == code
    assert re.fullmatch(r"(?:(?:\w ){3}\w, )+(?:\w ){3}\w", spoken)
    message = f"Kode selesai Kenali hoaks sebelum membagikan: {code}"
    patron.do(page.locator(".suluh-completion .suluh-copy"))
    expect(page.locator(".suluh-completion .suluh-status")).to_have_text("Tersalin.")
    assert page.evaluate("navigator.clipboard.readText()") == message
    link = page.locator(".suluh-completion a").get_attribute("href")
    assert urlsplit(link).hostname == "wa.me"
    assert parse_qs(urlsplit(link).query)["text"] == [message]


def test_in_english_it_is_the_code_of_the_english_version(open_page, served):
    patron = Patron(open_page())
    patron.open(f"{served.address}/en/{LESSON}?utm_source=Webinar")
    to_the_result(patron)
    expect(patron.page.locator(".suluh-completion h3")).to_have_text("Completion code")
    code = told(patron.page, version("en"), version("id"))
    assert code.version.language == "en"
    assert code.channel == channel_number("webinar")
    assert not [*code.answered()]


def test_another_person_has_another_code(open_lesson):
    patron = open_lesson()
    to_the_result(patron)
    page = patron.page
    first = told(page)
    page.evaluate("localStorage.clear()")
    page.goto(page.url.split("#")[0])
    patron.ready()
    to_the_result(patron)
    assert told(page).random != first.random


def test_at_the_end_of_a_part_it_is_folded(open_lesson):
    patron = open_lesson()
    for screen in patron.screens():
        if screen.startswith("part-end"):
            break
    page = patron.page
    summary = page.locator("details.suluh-completion > summary")
    expect(summary).to_have_text("Kode selesai bagian 1")
    expect(page.locator(".suluh-code")).to_be_hidden()
    patron.do(summary)
    expect(page.locator(".suluh-code")).to_be_visible()
    link = page.locator(".suluh-completion a").get_attribute("href")
    assert ", bagian 1: " in parse_qs(urlsplit(link).query)["text"][0]
    assert told(page).part == 1


def changed(page, change):
    """Have a lesson come changed: the state in its page, by what `change` does to it."""

    def handle(route):
        html = route.fetch().text()
        state = re.search(
            r'(<script[^>]* class="suluh-state"[^>]*>)(.*?)(</script>)', html, re.DOTALL
        )
        data = json.loads(state[2])
        change(data)
        text = json.dumps(data).replace("<", "\\u003c")
        route.fulfill(body=html.replace(state[2], text), content_type="text/html; charset=utf-8")

    page.route(f"**/{LESSON}*", handle)


def without_judged(state):
    for part in state["lesson"]["parts"]:
        part["steps"] = [
            step for step in part["steps"] if (step["activity"] or {}).get("kind") != "judge"
        ]


def test_a_lesson_without_judged_items_is_finished_all_the_same(open_page, served):
    page = open_page()
    changed(page, without_judged)
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    to_the_result(patron)
    this = Version.from_data(patron.told()["lesson"], KINDS)
    assert not this.judged
    code = told(page, this)
    assert code.finished
    assert len(code.text) == 24  # twenty characters
    assert "Anda sudah selesai" in page.locator(".suluh-completion").inner_text()


def test_where_one_step_is_shown_alone_there_is_none(open_page, served):
    page = open_page()

    def preview(state):
        state["preview"] = True

    changed(page, preview)
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}")
    assert "part-end" in next(
        screen for screen in patron.screens() if screen.startswith("part-end")
    )
    beside_the_player(page, "code")  # nothing is late
    assert page.locator(".suluh-completion").count() == 0
    patron.open(f"{served.address}/{LESSON}/lowongan")
    patron.answer(0)
    assert page.locator(".suluh-completion").count() == 0


def test_without_its_part_there_is_a_sentence_and_a_button(open_lesson):
    patron = open_lesson()
    page = patron.page
    page.route("**/code.js*", lambda route: route.abort())
    to_the_result(patron)
    expect(page.locator(".suluh-completion .suluh-missing")).to_contain_text("belum termuat")
    page.unroute("**/code.js*")
    patron.do(page.locator(".suluh-completion .suluh-load-again"))
    expect(page.locator(".suluh-code")).to_be_visible()
    assert page.locator(".suluh-missing").count() == 0


@pytest.mark.parametrize("kept", [{}, {"id": "x", "class": "<b>"}, {"class": "ABCD"}, None])
def test_whatever_the_storage_holds_there_is_a_code(open_lesson, kept):
    patron = open_lesson()
    page = patron.page
    page.wait_for_function("name => localStorage[`suluh:${name}`]", arg=LESSON)
    page.evaluate(
        """([name, kept]) => {
          const visit = JSON.parse(localStorage[`suluh:${name}`]);
          const about = kept && { ...visit.about, ...kept };
          localStorage[`suluh:${name}`] = JSON.stringify({ ...visit, about });
        }""",
        [LESSON, kept],
    )
    to_the_result(patron)
    assert told(page).class_name == ""


def test_large_words_on_a_narrow_phone_cut_nothing(open_lesson):
    patron = open_lesson(viewport={"width": 320, "height": 640})
    page = patron.page
    page.evaluate("localStorage.suluh = JSON.stringify({ size: 200 })")
    to_the_result(patron)
    expect(page.locator(".suluh-code")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    groups = page.locator(".suluh-code > [aria-hidden] > span")
    assert {group.evaluate("each => each.getClientRects().length") for group in groups.all()} == {1}
