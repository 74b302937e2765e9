"""The panel of `notebooks/live-room.ipynb`, with a real server behind it and no browser before."""

import json
import threading

import apart
import pytest
from leading_house import leading_house
from staff_house import LESSON, PASSWORD

from toolkit.console import console_words
from toolkit.remote import panel as panels
from toolkit.remote.panel import Panel
from toolkit.server.staff.password import Password


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with leading_house(tmp_path_factory.mktemp("leading")) as running:
        yield running


class Trainer:
    """Who sits before a panel: all they do comes where no loop runs."""

    def __init__(self, language="id"):
        self.panel = apart.call(Panel, language)
        self.console = self.panel.console
        self._answers = {}
        self._news = threading.Condition()
        self.console.send = self._answered
        self.console.observe(self._changed)

    def sign_in(self, address, password=PASSWORD):
        told = {"type": "sign_in", "address": address, "password": password}
        apart.call(self.panel.form._handle_custom_msg, told, [])
        return self

    def open(self):
        apart.call(self.panel.open.click)
        return self

    def ask(self, kind, message, number=1):
        """Send what the console would, and return the answer."""
        asked = {"type": kind, "number": number, "message": message}
        apart.call(self.console._handle_custom_msg, asked, [])
        with self._news:
            assert self._news.wait_for(lambda: number in self._answers, 30)
            return self._answers.pop(number)

    def until(self, wanted):
        with self._news:
            assert self._news.wait_for(wanted, 30)

    @property
    def notice(self):
        return self.panel.notice.value

    @property
    def shown(self):
        parts = {
            "form": self.panel.form,
            "head": self.panel.head,
            "choices": self.panel.choices,
            "console": self.console,
        }
        return {name for name, part in parts.items() if part.layout.display != "none"}

    def _answered(self, content, *_):
        with self._news:
            self._answers[content["number"]] = content
            self._news.notify_all()

    def _changed(self, _):
        with self._news:
            self._news.notify_all()


def everything(trainer):
    """Return all that the widgets of a panel hold, as a saved notebook would."""
    found, left = [], [trainer.panel.box]
    while left:
        widget = left.pop()
        found.append(widget.get_state())
        left += getattr(widget, "children", ())
    return repr(found)


def step(house, at):
    return house.press.site.lessons[0]["parts"][0]["steps"][at]["id"]


def test_from_the_password_to_a_room_that_is_led(house):
    trainer = Trainer()
    assert trainer.shown == {"form"}
    trainer.sign_in(house.address)
    assert trainer.shown == {"head", "choices"}
    assert trainer.notice == ""
    assert [name for _, name in trainer.panel.lesson.options] == [LESSON]
    assert dict(trainer.panel.room_language.options) == {"Bahasa Indonesia": "id", "English": "en"}
    trainer.open()
    assert trainer.shown == {"head", "console"}
    facts = trainer.console.facts
    assert facts["link"] == f"{house.address}/r/{facts['room']}"
    assert facts["qr"].startswith("data:image/svg+xml")
    assert trainer.console.words == console_words("id")
    trainer.until(lambda: trainer.console.view)
    reply = trainer.ask("command", {"do": "move", "step": step(house, 1)})
    assert (reply["type"], reply["status"]) == ("done", 200)
    assert reply["reply"]["ok"] is True
    trainer.until(lambda: trainer.console.view.get("step") == step(house, 1))
    assert trainer.console.view["number"] == reply["reply"]["number"]
    refused = trainer.ask("command", {"do": "move", "step": "tidak-ada"})
    assert (refused["status"], bool(refused["reply"]["why"])) == (409, True)
    lesson = trainer.ask("lesson", "en", number=7)
    assert (lesson["type"], lesson["status"]) == ("told", 200)
    assert lesson["reply"]["title"] == "Spot a hoax before you share it"
    apart.call(trainer.panel.others.click)
    assert trainer.shown == {"head", "choices"}
    assert trainer.console.facts == {}
    assert facts["room"] in [code for _, code in trainer.panel.rooms.options]
    trainer.panel.rooms.value = facts["room"]
    apart.call(trainer.panel.enter.click)
    assert trainer.console.facts == facts
    apart.call(trainer.panel.sign_out.click)
    assert trainer.shown == {"form"}
    assert trainer.ask("command", {"do": "end"})["status"] == 401


def test_the_password_is_in_nothing_that_could_be_saved(house):
    trainer = Trainer()
    for address, password in (("", PASSWORD), (house.address, "x" + PASSWORD)):
        trainer.sign_in(address, password)
        assert trainer.shown == {"form"}
        assert PASSWORD not in everything(trainer)
    trainer.sign_in(house.address).open()
    assert PASSWORD not in everything(trainer)
    assert PASSWORD not in json.dumps(trainer.console.facts)


@pytest.mark.parametrize(
    ("address", "password", "told"),
    [
        ("", PASSWORD, "Tulis alamat server"),
        ("HOUSE", "", "Tulis alamat server"),
        ("bukan alamat", PASSWORD, "belum alamat server"),
        ("http://127.0.0.1:1", PASSWORD, "Tidak ada server yang menjawab"),
        ("HOUSE", "bukan kata sandinya", "Kata sandinya belum cocok"),
    ],
)
def test_what_goes_wrong_is_one_sentence(house, address, password, told):
    trainer = Trainer().sign_in(address.replace("HOUSE", house.address), password)
    assert told in trainer.notice
    assert 'role="alert"' in trainer.notice
    assert trainer.shown == {"form"}
    house.doors._staff.attempts.forget("")


def test_it_speaks_the_language_that_is_chosen(house):
    trainer = Trainer("en").sign_in("")
    assert "Type the server’s address" in trainer.notice
    trainer.sign_in(house.address)
    assert trainer.panel.lesson.options[0][0] == "Spot a hoax before you share it"
    assert trainer.panel.room_language.value == "en"
    trainer.panel.language.value = "id"
    assert trainer.panel.lesson.options[0][0] == "Kenali hoaks sebelum membagikan"
    assert trainer.panel.open.description == "Buka ruang baru"
    assert Trainer("xx").panel.language.value == "id"


def test_what_nobody_thought_of_is_a_sentence_too(house, monkeypatch, caplog):
    trainer = Trainer().sign_in(house.address)
    monkeypatch.setattr(panels.Server, "rooms", lambda _: 1 / 0)
    apart.call(trainer.panel.others.click)
    assert "sebabnya bukan pada Anda" in trainer.notice
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    "content", [None, [], {}, {"type": "command"}, {"type": "command", "number": "1"}, {"type": []}]
)
def test_a_message_that_is_none_of_ours_is_passed_over(house, content):
    trainer = Trainer().sign_in(house.address)
    trainer.console._handle_custom_msg(content, [])
    trainer.panel.form._handle_custom_msg(content, [])
    assert trainer.notice == ""


def test_a_browser_changes_nothing_that_the_kernel_says(house):
    trainer = Trainer().sign_in(house.address).open()
    room = trainer.console.facts["room"]
    trainer.console.set_state({"facts": {"room": "LAIN"}, "words": {}})
    trainer.panel.form.set_state({"address": "https://jahat.example"})
    assert trainer.console.facts["room"] == room
    assert trainer.panel.form.address == house.address


def test_a_password_that_was_changed_leads_back_to_the_form(tmp_path):
    with leading_house(tmp_path) as house:
        trainer = Trainer().sign_in(house.address).open()
        trainer.until(lambda: trainer.console.view)
        Password(tmp_path).set("kata sandi yang lain")
        assert trainer.ask("command", {"do": "end"})["status"] == 401
        apart.call(trainer.panel.others.click)
        assert trainer.shown == {"form"}
        assert "Masuk lagi" in trainer.notice
        trainer.sign_in(house.address, "kata sandi yang lain")
        assert len(trainer.panel.rooms.options) == 1


def test_a_lost_server_is_told_to_the_console(tmp_path):
    with leading_house(tmp_path) as house:
        trainer = Trainer().sign_in(house.address).open()
        trainer.until(lambda: trainer.console.view)
    trainer.until(lambda: trainer.console.trouble == "lost")
    reply = trainer.ask("command", {"do": "end"})
    assert (reply["status"], reply["reply"]) == (504, {})  # nobody knows whether it arrived
    trainer.panel.close()


def test_a_cell_that_is_run_again_follows_one_room_alone(house):
    assert panels.panel("id") is not panels.panel("id")
    (first,) = panels._SHOWN
    told = {"type": "sign_in", "address": house.address, "password": PASSWORD}
    apart.call(first.form._handle_custom_msg, told, [])
    apart.call(first.open.click)
    following = first._following
    panels.panel("en")
    assert following._closed.is_set()
    assert len(panels._SHOWN) == 1
