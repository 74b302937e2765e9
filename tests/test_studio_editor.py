"""The studio's widget: whatever a browser sends, it is looked at, and it is answered."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import GOOD

import toolkit
from toolkit.studio import editor as rooms
from toolkit.studio.editor import Editor


@pytest.fixture
def file(project):
    path = project / "lessons" / "uji" / "id.md"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    return path


class Browser:
    """What a browser says to an editor, and what it hears."""

    def __init__(self, editor):
        self.editor = editor
        self.heard = []
        editor.send = self.heard.append
        self.say("hello")

    def say(self, do, buffers=(), **more):
        self.editor._answer(self.editor, {"do": do, "view": "a", "serial": 1, **more}, buffers)
        return self.heard[-1]

    def type(self, text, **more):
        return self.say("type", text=text, number=self.editor.desk.opened, **more)


@pytest.fixture
def browser(project, file):
    rooms._desks.clear()
    return Browser(toolkit.write().children[0])


@pytest.fixture
def opened(browser):
    browser.say("open", lesson="uji", language="id")
    return browser


def test_a_browser_is_told_of_the_lessons_then_of_the_text(browser):
    lessons = browser.heard[-1]["desk"]["shelf"]["lessons"]
    assert {"uji", "misinformation"} <= {lesson["name"] for lesson in lessons}
    told = browser.say("open", lesson="uji", language="id")
    assert told["text"] == GOOD
    assert told["desk"]["open"]["title"] == "Uji"
    assert json.loads(json.dumps(told)) == told | {"cursor": None}


def test_what_was_typed_is_checked_and_shown(opened):
    told = opened.type(GOOD.replace("{choose}", "{chose}"), line=11)
    assert [problem["level"] for problem in told["desk"]["problems"]] == ["error"]
    assert "Pratinjau lama" in opened.editor.label.value
    assert "studio-stale" in opened.editor.side._dom_classes
    told = opened.type(GOOD.replace("menyamar", "menyaru"), line=11)
    assert told["desk"]["problems"] == []
    assert "menyaru" in json.dumps(opened.editor.preview.lesson)
    assert opened.editor.preview.preview


def test_the_answer_holds_only_what_changed(opened):
    told = opened.say("fix", text=GOOD.replace(" {#akhir}", ""), number=1)
    assert told["edits"] == [{"start": 36, "end": 37, "lines": ("## Akhir {#akhir}",)}] or (
        len(told["edits"]) == 1 and told["edits"][0]["lines"] == ("## Akhir {#akhir}",)
    )
    assert "text" not in told


def test_words_for_another_lesson_are_not_taken_for_this_one(opened):
    opened.say("type", text="lain", number=99)
    assert opened.editor.desk.sheet.text == GOOD


def test_a_view_that_is_not_the_last_one_is_not_heard(opened):
    opened.editor._answer(opened.editor, {"do": "hello", "view": "b", "serial": 1}, ())
    count = len(opened.heard)
    opened.say("type", text="lain", number=opened.editor.desk.opened)
    assert len(opened.heard) == count
    assert opened.editor.desk.sheet.text == GOOD


def test_running_the_cell_again_goes_on(opened, file):
    opened.type(GOOD + "\nlagi")
    again = Browser(toolkit.write().children[0])
    assert again.heard[-1]["text"].endswith("lagi")
    assert again.heard[-1]["desk"]["ask"] is None


def test_half_an_emoji_and_a_book_are_no_end(opened, file):
    opened.type(GOOD + "\ud83d")
    opened.say("save")
    assert file.read_text(encoding="utf-8").rstrip().endswith("?")
    told = opened.type("a" * (rooms.LARGEST + 1))
    assert told["stopped"]


def test_what_a_browser_kept_is_offered(opened, file):
    told = opened.say("rescue", lesson="uji", language="id", kept=GOOD + "\nlagi", digest="x")
    assert told["desk"]["ask"]["kind"] == "draft"
    told = opened.say("answer", choice="take")
    assert opened.editor.desk.sheet.text.endswith("lagi")


def test_a_picture_comes_as_bytes(opened, file):
    png = b"\x89PNG\r\n\x1a\n"
    told = opened.say("picture", [memoryview(png)], name="a.png", form={"alt": "Foto"}, line=11)
    assert not told["stopped"]
    assert (file.parent / "a.png").read_bytes() == png
    assert "![Foto](a.png)" in opened.editor.desk.sheet.text


@pytest.mark.parametrize("name", ["words", "library", "_esm", "language"])
def test_no_trait_is_set_by_a_browser(opened, name):
    before = opened.editor.get_state()
    opened.editor.set_state({name: {} if isinstance(before[name], dict) else "x"})
    assert opened.editor.get_state() == before


def test_the_preview_is_hidden_where_there_is_nothing_to_show(opened):
    assert opened.editor.side.layout.display is None
    opened.say("leave")
    assert opened.editor.side.layout.display == "none"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside),
    max_leaves=5,
)
ACTS = st.sampled_from(
    [
        *("hello", "type", "look", "fix", "save", "answer", "insert", "picture", "copy", "leave"),
        *("side", "rescue", "open", "new", "x", None, 3),
    ]
)
NAMES = (
    *("text", "line", "column", "number", "lesson", "language", "title", "choice", "kind", "form"),
    *("step", "side", "kept", "digest", "name"),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.tuples(ACTS, st.dictionaries(st.sampled_from(NAMES), ANY)), max_size=6),
    message=ANY,
)
def test_a_browser_may_send_anything(opened, file, acts, message):
    opened.editor._answer(opened.editor, message, ())
    opened.say("open", lesson="uji", language="id")
    for act, fields in acts:
        told = opened.say(act, **fields)
        assert "Error" not in told["notice"], told["notice"]
        assert isinstance(opened.editor, Editor)
    lessons = {path.name for path in file.parents[1].iterdir()}
    assert {"uji", "misinformation"} <= lessons


def test_never_another_step_in_the_place_of_a_broken_one(opened):
    broken = GOOD.replace("{recall}", "{recal}")
    line = broken.split("\n").index(":::{recal} {#ingat}")
    opened.type(broken, line=11)
    assert opened.editor.preview.layout.display is None
    opened.say("type", line=line)
    assert opened.editor.preview.layout.display == "none"
    assert f"baris {line + 1} " in opened.editor.label.value
    opened.say("type", line=11)
    assert opened.editor.preview.layout.display is None
    assert opened.editor.label.value == "Langkah ini di HP peserta"


def test_after_a_reload_it_is_said_that_nothing_was_lost(opened):
    opened.type(GOOD + "x", line=11)
    told = opened.say("hello")
    assert "sudah dikembalikan" in told["notice"]


def test_a_form_is_told_which_field_lacks_something(opened):
    told = opened.say("insert", kind="choose", form={"new_step": True, "title": "Baru"})
    assert told["stopped"]
    assert told["at"] == "question"
