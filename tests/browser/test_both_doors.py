"""From a patron's finger into the database: over HTTP on our server, and over a kernel's comm."""

import pytest
from conftest import ROOT
from library_door import LESSON, until
from patron import Patron, right_response, wrong_response

from toolkit.player.comm import Comm
from toolkit.project import Project
from toolkit.records.nouns import Filter
from toolkit.records.records import Records
from toolkit.service import Service

STEP = "lowongan"
MODEL = """() => {
  const state = JSON.parse(document.querySelector(".suluh-state").textContent);
  const heard = new Set();
  window.model = {
    get: (name) => ({ ...state, door: "comm", addresses: {}, home: "" })[name],
    on: (event, listener) => event === "msg:custom" && heard.add(listener),
    off: (event, listener) => heard.delete(listener),
    send: (content) => toKernel(content),
  };
  window.hear = (content) => heard.forEach((listener) => listener(content));
  const place = document.createElement("div");
  document.querySelector("main").replaceChildren(place);
  window.leave = suluh.player.render({ model: window.model, el: place });
}"""
"""Play the lesson of a page as a notebook does: what it sends goes to a kernel."""


def test_on_our_server_answers_are_judged_and_counted(served, open_page):
    patron = Patron(open_page())
    patron.open(f"{served.address}/{LESSON}?kelas=Z9Q&utm_source=uji#{STEP}")
    activity = patron.activity()
    patron.give(wrong_response(activity))
    patron.retry()
    patron.give(right_response(activity))
    patron.page.goto("about:blank")
    only = Filter(lesson=LESSON, class_name="Z9Q")
    with Records(served.records) as records:
        until(patron, lambda: records.response_counts(only))
        (visit,) = records.visit_counts(only)
        (response,) = records.response_counts(only)
    assert (visit.channel, visit.language, visit.finished, visit.n) == ("uji", "id", False, 1)
    assert (response.step, response.kind, response.right, response.n) == (STEP, "judge", False, 1)


@pytest.mark.parametrize("storage", ["kept", "forbidden"])
def test_over_a_comm_they_reach_the_same_records(door, open_page, tmp_path, storage):
    page = open_page()
    if storage == "forbidden":
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }});"
        )
    with Records(tmp_path) as records:
        replies = []
        comm = Comm(lambda: Service(Project(ROOT), records), replies.append)
        page.expose_function("toKernel", comm.take)
        page.goto(f"{door.address}/{LESSON}/")
        page.evaluate(MODEL)
        patron = Patron(page, lesson=Project(ROOT).lesson(LESSON, "id"))
        while patron.phase != "answering":
            patron.forward()
        step = patron.screen
        patron.answer()
        until(patron, lambda: replies)
        for reply in replies:
            page.evaluate("reply => hear(reply)", reply)
        only = Filter(trials=True)
        (visit,) = records.visit_counts(only)
        assert visit.lesson == LESSON
        assert [(each.step, each.n) for each in records.response_counts(only)] == [(step, 1)]
        assert {reply["status"] for reply in replies} == {200}
        expected = "() => !Object.keys(localStorage).some((key) => key.startsWith('outbox:'))"
        if storage == "kept":
            until(patron, lambda: page.evaluate(expected))
        page.evaluate("leave()")
    assert not door.messages
