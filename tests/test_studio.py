"""The desk of the studio: what is typed is never lost, what is saved is what was meant."""

import json
import os
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import GOOD, LINES, read

import toolkit
from toolkit.project import Project
from toolkit.studio import edits, insert, papers, places, telling, translate
from toolkit.studio.desk import Desk
from toolkit.studio.errors import StudioError
from toolkit.studio.forms import Form
from toolkit.studio.insert import Spot
from toolkit.studio.pictures import Upload

LESSON = "misinformation"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
OPTIONS = [
    {"text": "Meneruskannya.", "feedback": "Belum tepat."},
    {"text": "Bertanya dulu.", "feedback": "Tepat.", "right": True},
    {"text": "Diam.", "feedback": "Belum tepat."},
]
QUESTION = {"new_step": True, "title": "Grup RT", "question": "Apa?", "options": OPTIONS}


@pytest.fixture
def file(project):
    """The file that most tests change: a short lesson that is known by heart."""
    path = project / "lessons" / "uji" / "id.md"
    path.parent.mkdir()
    path.write_bytes(GOOD.encode("utf-8"))
    return path


@pytest.fixture
def desk(project, file):
    desk = Desk(Project(project), today=lambda: date(2026, 11, 22))
    desk.open("uji", "id")
    return desk


def another(project):
    """A desk of another studio, or of this one after its kernel started again."""
    desk = Desk(Project(project))
    desk.open("uji", "id")
    return desk


def drafts(file):
    return sorted(path.name for path in file.parent.glob(".*"))


def test_what_is_typed_is_a_draft_until_it_is_saved(desk, file):
    desk.write(GOOD.replace("menyamar", "menyaru"))
    assert file.read_text(encoding="utf-8") == GOOD
    assert len(drafts(file)) == 1
    desk.save()
    assert "menyaru" in file.read_text(encoding="utf-8")
    assert drafts(file) == []
    assert desk.notice[0] == "saved"


def test_typing_back_to_the_file_leaves_no_draft(desk, file):
    desk.write(GOOD + "x")
    desk.write(GOOD)
    assert drafts(file) == []


def test_a_draft_is_offered_after_the_kernel_went_down(desk, project, file):
    desk.write(GOOD.replace("menyamar", "menyaru"))
    later = another(project)
    assert later.ask.kind == "draft"
    assert later.here.text == GOOD
    later.answer("both")
    assert "menyaru" in later.beside
    later.answer("take")
    assert "menyaru" in later.here.text
    assert (later.ask, later.beside) == (None, "")
    assert drafts(file) == [later.here.drafts.own.name]


def test_a_draft_may_wait_or_be_thrown_away(desk, project, file):
    desk.write(GOOD + "\nlagi")
    later = another(project)
    later.answer("later")
    assert later.ask is None
    assert len(drafts(file)) == 1
    later = another(project)
    later.answer("drop")
    assert drafts(file) == []
    assert another(project).ask is None


def test_a_draft_older_than_the_file_is_offered_with_a_warning(desk, project, file):
    desk.write(GOOD + "\nlagi")
    file.write_text(GOOD.replace("Penipu", "Orang"), encoding="utf-8")
    later = another(project)
    assert (later.ask.kind, later.ask.stale) == ("draft", True)
    later.answer("take")
    assert later.ask.kind == "conflict"
    assert later.here.text.endswith("lagi")


def test_on_the_same_desk_a_draft_comes_back_by_itself(desk):
    desk.write(GOOD + "\nlagi")
    desk.leave()
    assert desk.sheet is None
    desk.open("uji", "id")
    assert desk.here.text.endswith("lagi")
    assert desk.notice[0] == "draft_taken"


def test_a_draft_that_somebody_broke_is_no_end(desk, project, file):
    (file.parent / ".id.draft-0.md").write_bytes(b"\xff\xfe\x00")
    (file.parent / ".id.draft-1.md").write_text("tanpa kepala", encoding="utf-8")
    later = another(project)
    assert later.ask.other == "tanpa kepala"


def test_errors_ask_before_they_are_saved(desk, file):
    broken = GOOD.replace(":::{choose}", ":::{chose}")
    desk.write(broken)
    desk.save()
    assert (desk.ask.kind, desk.ask.count) == ("errors", 1)
    assert file.read_text(encoding="utf-8") == GOOD
    desk.answer("no")
    assert file.read_text(encoding="utf-8") == GOOD
    desk.save()
    desk.answer("save")
    assert file.read_text(encoding="utf-8") == broken
    assert desk.notice[0] == "saved_broken"


def test_a_change_outside_is_taken_over_where_nothing_was_typed(desk, file):
    theirs = GOOD.replace("menyamar", "menyaru")
    file.write_text(theirs, encoding="utf-8")
    desk.look()
    assert (desk.here.text, desk.ask, desk.notice[0]) == (theirs, None, "taken_over")
    assert not desk.here.changed


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_change_outside_is_never_written_over_unasked(desk, file, choice):
    mine, theirs = GOOD + "\nsaya", GOOD.replace("menyamar", "menyaru")
    desk.write(mine)
    file.write_text(theirs, encoding="utf-8")
    desk.save()
    assert desk.ask.kind == "conflict"
    assert file.read_text(encoding="utf-8") == theirs
    desk.answer("both")
    assert desk.beside == theirs
    desk.answer(choice)
    assert desk.here.text == (mine if choice == "mine" else theirs)
    assert file.read_text(encoding="utf-8") == theirs
    desk.save()
    assert (file.read_text(encoding="utf-8") == theirs) == (choice == "theirs")


def test_keeping_mine_does_not_write_over_what_came_later(desk, file):
    desk.write(GOOD + "\nsaya")
    file.write_text(GOOD + "\nsatu", encoding="utf-8")
    desk.look()
    desk.answer("mine")
    file.write_text(GOOD + "\ndua", encoding="utf-8")
    desk.save()
    assert desk.ask.kind == "conflict"
    assert file.read_text(encoding="utf-8").endswith("dua")


def test_a_file_that_went_away_can_be_written_again(desk, file):
    desk.write(GOOD + "\n")
    file.unlink()
    desk.look()
    assert desk.ask.kind == "gone"
    desk.answer("mine")
    assert file.is_file()


def test_two_studios_notice_each_other(desk, project, file):
    second = another(project)
    desk.write(GOOD.replace("menyamar", "menyaru"))
    second.look()
    assert second.notice[0] == "other_studio"
    second.write(GOOD + "\ndua")
    assert len(drafts(file)) == 2
    desk.save()
    second.save()
    assert second.ask.kind == "conflict"
    assert "menyaru" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", [b"\r\n", b"\r", b"\n"])
@pytest.mark.parametrize("mark", [papers.MARK, b""])
def test_line_ends_and_mark_stay_as_they_were(project, file, ending, mark):
    content = mark + GOOD.encode("utf-8").replace(b"\n", ending)
    file.write_bytes(content)
    desk = another(project)
    assert "\r" not in desk.here.text
    desk.write(desk.here.text.replace("menyamar", "menyaru"))
    desk.save()
    assert file.read_bytes() == content.replace(b"menyamar", b"menyaru")


def test_saving_writes_missing_ids_and_no_other_words(desk, file):
    bare = GOOD + '\n## Baru "ini"\n\nKata.\n'
    desk.write(bare)
    desk.save()
    saved = file.read_text(encoding="utf-8")
    assert "{#baru-ini}" in saved
    assert desk.here.text == saved
    assert [line.partition(" {#")[0] for line in saved.split("\n")] == [
        line.partition(" {#")[0] for line in bare.split("\n")
    ]


def test_fix_says_when_there_is_nothing_to_do(desk):
    desk.fix()
    assert desk.notice[0] == "nothing_to_fix"
    desk.write(GOOD.replace("\n\n:::\n\nSesudah", "\n:::\n\nSesudah"))
    desk.fix()
    assert desk.notice[0] == "fixed"
    assert desk.here.text == GOOD


@pytest.mark.parametrize(
    "content", [b"\xff\xfeG\x00", b"caf\xe9", b"a\0b", b"a" * 200_000], ids=len
)
def test_a_file_that_is_no_lesson_is_one_sentence(desk, file, content):
    (file.parent / "en.md").write_bytes(content)
    with pytest.raises(StudioError) as raised:
        desk.open("uji", "en")
    for language in ("id", "en"):
        sentence = raised.value.sentence(language)
        assert sentence.startswith("lessons/uji/en.md: ")
        assert "\n" not in sentence
    assert desk.here.language == "id"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *(("../..", "id"), ("uji/../misinformation", "id"), ("", "id"), ("tidak-ada", "id")),
        *(("uji", "xx"), ("uji", "../en"), (None, None), (["uji"], "id"), ({}, 7)),
    ],
)
def test_nothing_but_a_lesson_can_be_opened(desk, name, language):
    with pytest.raises(StudioError):
        desk.open(name, language)
    with pytest.raises(StudioError):
        desk.rescue(name, language, "x", "")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_leads_nowhere_else(desk, project, file, tmp_path):
    (tmp_path / "rahasia").mkdir()
    (tmp_path / "rahasia" / "id.md").write_text("rahasia", encoding="utf-8")
    (project / "lessons" / "jalan").symlink_to(tmp_path / "rahasia", target_is_directory=True)
    (file.parent / "en.md").symlink_to(tmp_path / "rahasia" / "id.md")
    for name, language in (("jalan", "id"), ("uji", "en")):
        with pytest.raises(StudioError):
            desk.open(name, language)


def test_a_folder_that_cannot_be_written_keeps_the_text_on_the_desk(desk, file, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(papers, "write", refuse)
    desk.write(GOOD + "\nlagi")
    assert desk.notice[0] == "draft_failing"
    with pytest.raises(StudioError):
        desk.save()
    with pytest.raises(StudioError):
        desk.leave()
    assert desk.here.text.endswith("lagi")
    assert file.read_text(encoding="utf-8") == GOOD


def test_a_file_is_written_whole_or_not_at_all(desk, file, monkeypatch):
    def stop(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(OSError, match="disk full"):
        papers.write(file, b"halb")
    assert file.read_text(encoding="utf-8") == GOOD
    assert drafts(file) == []


def test_the_sample_is_not_for_editing(monkeypatch, tmp_path):
    monkeypatch.delenv("SULUH_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudioError) as raised:
        toolkit.write()
    assert all(len(line) > 20 for line in raised.value._render_traceback_())


def test_a_new_lesson_is_named_after_its_title(desk, project):
    desk.new_lesson('  Belanja "aman"\nlewat HP: NAME? ')
    assert desk.here.name == "belanja-aman-lewat-hp-name"
    assert desk.here.reading.lesson.title == 'Belanja "aman" lewat HP: NAME?'
    notebook = json.loads(
        (project / "notebooks" / f"{desk.here.name}.ipynb").read_text(encoding="utf-8")
    )
    assert notebook["metadata"]["title"] == 'Belanja "aman" lewat HP: NAME?'
    with pytest.raises(StudioError):
        desk.new_lesson("Belanja aman lewat HP name")
    for title in ("", "???", None, "id", 3):
        with pytest.raises(StudioError):
            desk.new_lesson(title)


def test_a_new_lesson_in_an_empty_project(tmp_path, monkeypatch):
    (tmp_path / "library.toml").write_text('name = "Kota"', encoding="utf-8")
    desk = Desk(Project(tmp_path))
    assert telling.shelf(desk)["lessons"] == []
    desk.new_lesson("Satu")
    assert not desk.here.errors


def test_a_translation_is_begun_and_filled_step_by_step(desk, file):
    desk.open("uji", "en")
    sheet = desk.here
    assert sheet.changed
    assert not sheet.path.exists()
    assert not sheet.errors
    assert [step.state for step in translate.steps(GOOD, sheet.text, "en")] == ["same", "missing"]
    desk.copy_step("akhir")
    assert [step.state for step in translate.steps(GOOD, sheet.text, "en")] == ["same", "same"]
    assert sheet.text.split("\n")[desk.cursor[0]].startswith("## Akhir")
    assert not sheet.errors
    desk.write(sheet.text.replace("## Akhir", "## The end"))
    assert [step.state for step in translate.steps(GOOD, sheet.text, "en")] == ["same", "there"]
    desk.save()
    assert (file.parent / "en.md").is_file()
    lesson = Project(file.parents[2]).lesson("uji", "en")
    assert lesson.steps[1].title == "The end"


def test_every_step_of_the_shipped_lessons_can_be_copied_in_any_order(project):
    original = (project / "lessons" / LESSON / "id.md").read_text(encoding="utf-8")
    ids = [step.id for step in places.layout(original).steps]
    text = translate.begin(original, "en", date(2026, 11, 22))
    for step in [*ids[::2], *ids[1::2]]:
        text = translate.copy(original, text, step, "en").text
    assert [step.id for step in places.layout(text).steps] == ids
    titles = [span.title for span in places.layout(original).spans]
    assert [span.title for span in places.layout(text).spans] == titles
    assert "- [x] true" in text
    assert "tidak benar\n" not in text
    assert not [problem for problem in read_as_english(text) if problem.level == "error"]


def read_as_english(text):
    from toolkit.activities import KINDS
    from toolkit.lesson import reader

    return reader.read(
        text.encode("utf-8"),
        name=LESSON,
        language="en",
        folder=Project.find().home / "lessons" / LESSON,
        file="",
        kinds=KINDS,
        today=date(2026, 11, 22),
    ).problems


def test_a_step_can_be_seen_while_another_is_broken(desk):
    desk.write(GOOD.replace(":::{recall}", ":::{recal}"))
    line = GOOD.split("\n").index("Penipu sering menyamar. [^ojk]")
    shown = desk.here.preview(line)
    assert [step.id for step in shown.steps] == ["telepon"]
    assert shown.steps[0].sources
    assert desk.here.preview(line + 30) is None


@pytest.mark.parametrize("line", [0, 9, 12, 40, 9_999])
def test_the_preview_is_the_one_step_the_cursor_is_in(desk, line):
    shown = desk.here.preview(line)
    assert len(shown.steps) == 1
    assert shown.steps[0].id == ("akhir" if line >= 40 else "telepon")


def put(text, kind, fields, line=12, column=0):
    return insert.piece(kind, Form(fields), Spot(text, line, column, ()), "id")


def test_a_question_is_put_after_the_step_the_cursor_is_in(desk):
    desk.insert("choose", QUESTION, 12, 0)
    sheet = desk.here
    assert not sheet.errors
    assert [step.id for step in sheet.reading.lesson.steps] == ["telepon", "grup-rt", "akhir"]
    activity = sheet.reading.lesson.steps[1].activity
    assert [option.right for option in activity.options] == [False, True, False]
    assert sheet.text.split("\n")[desk.cursor[0]] == "Apa?"


def test_a_step_holds_one_activity(desk):
    with pytest.raises(StudioError) as raised:
        desk.insert("choose", {**QUESTION, "new_step": False}, 12, 0)
    assert "petugas" in raised.value.sentence("id")


def test_a_question_goes_below_the_words_of_its_step(desk):
    desk.write(GOOD.split(":::{choose}", maxsplit=1)[0].replace("[^ojk]", ""))
    desk.insert("notes", {"minutes": "3", "ask": "Siapa pernah?", "often": "Tidak tahu"}, 12, 0)
    desk.insert("choose", {**QUESTION, "new_step": False}, 99, 0)
    text = desk.here.text
    assert text.index("menyamar") < text.index(":::{choose}") < text.index(":::{notes}")
    assert "3 menit. Siapa pernah?" in text
    assert desk.here.reading.lesson.steps[0].notes.minutes == 3


def test_the_end_of_a_part_moves_behind_its_new_last_step(desk):
    desk.insert("step", {"title": "Satu lagi", "text": "Kata.\nKata lain."}, 60, 0)
    lesson = desk.here.reading.lesson
    assert [step.id for step in lesson.steps] == ["telepon", "akhir", "satu-lagi"]
    assert "Sampai jumpa" in lesson.parts[0].end
    keys = {problem.key for problem in desk.here.reading.problems}
    assert keys == {"step-without-notes"}


def test_ids_of_the_other_language_are_not_taken_again(desk, file):
    english = GOOD.replace("{#akhir}", "{#grup-rt}")
    (file.parent / "en.md").write_text(english, encoding="utf-8")
    desk.insert("choose", QUESTION, 12, 0)
    assert [step.id for step in places.layout(desk.here.text).steps][1] == "grup-rt-2"


def test_a_message_to_judge_reads_without_a_problem():
    fields = {
        "new_step": True,
        "title": "Voucher",
        "pair": "contact",
        "truth": False,
        "frame": "chat",
        "from": "Bu Ninik",
        "group": "Arisan",
        "message": "Halo.\nKetuk di sini.",
        "if_false": "Tepat.",
        "if_true": "Belum tepat.",
        "results": [
            {"title": "A", "address": "a.example", "date": "2 Mei 2025", "text": "Isi."},
            {"title": "B", "address": "b.example", "date": "", "text": ""},
        ],
    }
    text = put(GOOD, "judge", fields).text
    activity = read(text).lesson.steps[1].activity
    assert (activity.pair, activity.truth, activity.message.group) == ("contact", False, "Arisan")
    assert [result.address for result in activity.results] == ["a.example", "b.example"]
    assert {problem.key for problem in read(text).problems} == {"step-without-notes"}


def test_a_source_stands_behind_the_word_and_at_the_end():
    line = GOOD.split("\n").index("Sesudah menjawab, baca ini.")
    fields = {
        "publisher": "OJK",
        "title": '"Waspada"',
        "date": "2025-11-12",
        "address": "https://ojk.go.id",
    }
    text = put(GOOD, "source", fields, line, 10).text
    assert "Sesudah menjawab, [^ojk-2] baca ini." in text
    assert text.endswith('[^ojk-2]: OJK, "Waspada", 2025-11-12, https://ojk.go.id\n')
    assert not [p for p in read(text).problems if p.level == "error"]
    for bad in (0, 3, line - 1):
        with pytest.raises(StudioError):
            put(GOOD, "source", fields, bad, 0)
    with pytest.raises(StudioError):
        put(GOOD, "source", {**fields, "date": "kemarin"}, line, 0)


def test_a_picture_is_put_beside_the_lesson(desk, file):
    desk.insert_picture(Upload("../..\\Foto Saya.PNG", PNG), {"alt": "Sebuah [foto]"}, 12)
    assert (file.parent / "foto-saya.png").read_bytes() == PNG
    assert "![Sebuah (foto)](foto-saya.png)" in desk.here.text
    desk.insert_picture(Upload("foto saya.png", PNG + b"1"), {"alt": "Lain"}, 12)
    assert (file.parent / "foto-saya-2.png").is_file()
    assert not desk.here.errors


@pytest.mark.parametrize(
    ("name", "content", "alt"),
    [
        *(("a.exe", PNG, "a"), ("a.png", b"<html>", "a"), ("a", PNG, "a"), ("a.md", PNG, "a")),
        *(("a.png", PNG + b"0" * 200_000, "a"), ("a.png", PNG, "")),
    ],
)
def test_what_is_no_picture_is_not_written(desk, file, name, content, alt):
    before = sorted(path.name for path in file.parent.iterdir())
    with pytest.raises(StudioError):
        desk.insert_picture(Upload(name, content), {"alt": alt}, 12)
    assert sorted(path.name for path in file.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("step", {}),
        ("step", {"title": "{}"}),
        ("choose", {**QUESTION, "question": " "}),
        ("choose", {**QUESTION, "options": OPTIONS[:1]}),
        ("choose", {**QUESTION, "options": OPTIONS[::2]}),
        ("choose", {**QUESTION, "options": OPTIONS[1:2] * 2}),
        ("choose", {**QUESTION, "options": "x"}),
        ("judge", {"new_step": True, "title": "a"}),
        ("notes", {"minutes": "x"}),
        ("notes", {"minutes": "9999999"}),
        ("source", {}),
        ("__class__", {}),
        (None, None),
    ],
)
def test_a_form_that_lacks_something_says_what(desk, kind, fields):
    with pytest.raises(StudioError) as raised:
        desk.insert(kind, fields, 12, 0)
    assert raised.value.sentence("id").endswith(".") or kind == "judge"
    assert desk.here.text == GOOD


WORDS = st.text(
    st.sampled_from("aB1 .,:;#>-*+[](){}!|`~=_<\\^\n\t“”•＞：［\u00a0é😀"), min_size=1, max_size=30
)


@settings(deadline=None)
@given(typed=st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS), line=st.integers(0, 70))
def test_whatever_is_typed_into_a_form_breaks_nothing(typed, line):
    title, question, one, two, feedback = typed
    options = [{"text": one, "feedback": feedback, "right": True}, {"text": two}]
    fields = {"new_step": True, "title": title, "question": question, "options": options}
    try:
        text = put(GOOD, "choose", fields, line).text
    except StudioError:
        return
    lesson = read(text).lesson
    keys = {problem.key for problem in read(text).problems if problem.level == "error"}
    # Signs in the middle of words still mean what they mean in Markdown; the rest stays whole.
    assert keys <= {"empty-option", "unknown-footnote", "picture-type", "picture-elsewhere"}, text
    if lesson:
        assert len(lesson.steps) == 3
        (new,) = [step for step in lesson.steps if step.id not in {"telepon", "akhir"}]
        assert len(new.activity.options) == 2


@given(before=LINES, after=LINES)
def test_edits_make_one_text_of_another(before, after):
    before, after = (each.replace("\r", "") for each in (before, after))
    assert edits.applied(before, edits.between(before, after)) == after


@settings(deadline=None)
@given(text=LINES, line=st.integers(0, 60), column=st.integers(0, 20))
def test_no_text_is_too_odd_to_put_something_into(text, line, column):
    text = "\n".join(text.splitlines())
    for kind, fields in (
        ("step", {"title": "a"}),
        ("choose", QUESTION),
        ("notes", {"minutes": "2"}),
        ("source", {"publisher": "x", "date": "2025"}),
    ):
        try:
            found = put(text, kind, fields, line, column)
        except StudioError:
            continue
        assert 0 <= found.line < len(found.text.split("\n"))
        kept = [each.strip() for each in text.split("\n") if each.strip()]
        if kind != "source":
            assert all(each in found.text for each in kept)


@settings(deadline=None)
@given(text=LINES)
def test_no_text_is_too_odd_for_the_layout_and_a_translation(text):
    text = "\n".join(text.splitlines())
    laid = places.layout(text)
    assert all(span.start < span.end <= len(laid.lines) for span in laid.spans)
    for step in translate.steps(text, "", "en"):
        translate.copy(text, translate.begin(text, "en", date(2026, 1, 1)), step.id, "en")


def test_a_deleted_id_comes_back(desk, file):
    desk.write(GOOD.replace(" {#telepon}", "").replace(" {#otp}", "").replace(" {#ingat}", ""))
    desk.fix()
    assert desk.here.text == GOOD
    # The title may have changed as well: then its place tells.
    desk.write(GOOD.replace("## Akhir {#akhir}", "## Penutup"))
    desk.fix()
    assert "## Penutup {#akhir}" in desk.here.text
    # What another program took out of the file, the other language may still know.
    (file.parent / "en.md").write_text(GOOD, encoding="utf-8")
    file.write_text(GOOD.replace(" {#telepon}", ""), encoding="utf-8")
    desk.open("uji", "id")
    desk.fix()
    assert desk.here.text.count("{#telepon}") == 1


def test_a_step_that_is_new_takes_no_old_id(desk):
    desk.write(GOOD.replace("## Akhir {#akhir}", "## Baru\n\nKata.\n\n## Akhir {#akhir}"))
    desk.fix()
    assert "## Baru {#baru}" in desk.here.text


@pytest.mark.parametrize("place", range(4))
def test_a_block_that_was_not_closed_is(desk, place):
    pieces = GOOD.split("\n:::\n")
    broken = "\n:::\n".join(pieces[: place + 1]) + "\n" + "\n:::\n".join(pieces[place + 1 :])
    desk.write(broken)
    assert desk.here.errors
    desk.fix()
    assert not desk.here.errors
    assert desk.here.text.count("\n:::\n") == GOOD.count("\n:::\n")
    assert [line for line in desk.here.text.split("\n") if line and line != ":::"] == [
        line for line in GOOD.split("\n") if line and line != ":::"
    ]


def test_a_block_whose_end_is_in_doubt_is_left_alone(desk):
    broken = GOOD.replace(
        "Sesudah menjawab, baca ini.",
        ":::{choose}\n\nSesudah menjawab\n\n:::{notes}\nA.\n\n:::\n\n:::",
    )
    desk.write(broken)
    desk.fix()
    assert desk.here.text.count("\n:::\n") == broken.count("\n:::\n")


def test_problems_name_blocks_as_the_studio_does(desk):
    desk.write(GOOD.replace("[^guru]\n\n:::\n", "[^guru]\n"))
    found = telling.view(desk, "id", 0, original=False)["problems"]
    assert 'Blok "Catatan fasilitator" ini belum ditutup. Tekan Perbaiki' in found[0]["words"]
    desk.write(GOOD.replace("## Akhir {#akhir}", "##"))
    outline = telling.view(desk, "id", 0, original=False)["outline"]
    assert outline[-1]["title"] == "(langkah tanpa judul)"


def test_a_copied_step_that_was_not_translated_is_advice(desk):
    desk.open("uji", "en")
    told = telling.view(desk, "id", 0, original=True)
    assert told["into"] == "bahasa Inggris"
    said = [problem["words"] for problem in told["problems"]]
    assert "Langkah ini masih sama dengan teks bahasa Indonesia. Belum diterjemahkan?" in said
    desk.write(desk.here.text.replace("Penipu sering menyamar.", "Scammers often pretend."))
    told = telling.view(desk, "id", 0, original=True)
    assert not [each for each in told["problems"] if each["key"] == "still-same"]


NOTES = {"minutes": "2", "ask": "2 menit. Tanyakan lagi.", "often": ""}


def test_notes_go_into_the_ones_that_are_there(desk):
    done = put(GOOD, "notes", NOTES)
    assert "3 menit. Tanyakan dulu. [^ojk] [^guru]\n\nTanyakan lagi.\n\n:::" in done.text
    assert done.text.count(":::{notes}") == GOOD.count(":::{notes}")
    assert done.text.split("\n")[done.line] == "Tanyakan lagi."


def test_notes_take_the_place_of_the_example(desk):
    desk.new_lesson("Satu")
    done = put(desk.here.text, "notes", NOTES, line=8)
    assert ":::{notes}\n2 menit. Tanyakan lagi.\n\n:::" in done.text
    assert "1 menit. Tulis" not in done.text


def test_notes_say_once_how_long_they_take(desk):
    bare = GOOD.replace(":::{notes}\n3 menit. Tanyakan dulu. [^ojk] [^guru]\n\n:::\n\n", "")
    assert ":::{notes}\n2 menit. Tanyakan lagi.\n\n:::" in put(bare, "notes", NOTES).text


@pytest.mark.parametrize(
    ("options", "key", "at"),
    [
        ([*OPTIONS[:2], {"text": "Diam."}], "no_option_feedback", "options.2.feedback"),
        ([*OPTIONS[:2], {"feedback": "Diam."}], "no_option_text", "options.2.text"),
        ([OPTIONS[0], {}, {}], "few_options", "options.1.text"),
    ],
)
def test_every_option_is_asked_for_its_feedback(options, key, at):
    with pytest.raises(StudioError) as stopped:
        put(GOOD, "choose", QUESTION | {"options": options})
    assert (stopped.value.key, stopped.value.at) == (key, at)


def test_a_saved_file_ends_with_a_line_end(desk, file):
    desk.write(GOOD.rstrip("\n"))
    desk.save()
    assert file.read_text(encoding="utf-8") == GOOD
    assert not desk.here.changed


def test_a_piece_of_the_other_text_can_be_taken(desk, file):
    desk.write(GOOD.replace("Apa?", "Apa saja?"))
    theirs = GOOD.replace("menyamar", "menyaru").replace("Sampai jumpa.", "Sampai nanti.")
    file.write_text(theirs, encoding="utf-8")
    desk.look()
    desk.answer("both")
    beside = telling.view(desk, "id", 0, original=False)["beside"]
    assert beside["kind"] == "outside"
    lines = theirs.split("\n")
    pieces = {lines[line]: number for line, number in beside["pieces"].items()}
    desk.take(pieces["Penipu sering menyaru. [^ojk]"])
    assert "menyaru" in desk.here.text
    assert "Apa saja?" in desk.here.text
    assert "Sampai jumpa." in desk.here.text
    desk.take(99)
    desk.take("x")
    assert desk.ask.kind == "conflict"
