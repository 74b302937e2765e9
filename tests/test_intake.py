"""What a trainer hands in: chats, tables and keys in any state, and the groups in them."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_codes import DAY, chat, codes, version

from toolkit.project import Project
from toolkit.results.intake import Chosen, Handed, beside, nothing, take, told_of, unread

LESSON = "misinformation"
TODAY = DAY + timedelta(days=3)

pytestmark = pytest.mark.lessons(LESSON)


@pytest.fixture
def home(project):
    return Project(project)


@pytest.fixture
def some(home):
    return codes(version(home.home), 8) + codes(version(home.home), 5, seed=2, class_name="7B")


def counted(intake, **chosen):
    return [group.started for group in intake.groups(Chosen(**chosen), "id")]


def words_of(section):
    return " ".join(section.words)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_any_encoding_is_read(home, some, encoding):
    content = chat(some).replace("🙏", "é").encode(encoding)
    assert counted(take([Handed("obrolan.txt", content)], home, TODAY)) == [13]


def test_several_files_and_a_pasted_text_count_together(home, some):
    table = "Nama;Kode\n" + "\n".join(f"Ani;{code}" for code in some[:4])
    handed = [Handed("formulir.csv", table.encode()), Handed("", chat(some[2:]))]
    intake = take(handed, home, TODAY)
    assert counted(intake) == [13]
    assert len(intake.found.doubled) == 2


def test_classes_and_days_can_be_chosen(home, some):
    later = codes(version(home.home), 3, seed=9, day=DAY + timedelta(days=1))
    intake = take([Handed("", chat(some + later))], home, TODAY)
    assert intake.class_names == ["7A", "7B"]
    assert intake.lessons == [LESSON]
    assert counted(intake, class_name="7b") == [5]
    assert counted(intake, since=DAY + timedelta(days=1)) == [3]
    assert counted(intake, lesson="lain") == []
    assert nothing(intake) == "no_codes_chosen"


def test_what_is_wrong_with_codes_is_said_with_what_to_do(home, some):
    spoilt = some[0][:-1] + ("X" if some[0][-1] != "X" else "Y")
    intake = take([Handed("", f"halo\n{spoilt}\n{some[1]}\n{some[1]}")], home, TODAY)
    section = unread(intake, "id")
    assert "Kode yang rusak: 1." in words_of(section)
    assert "menyalin ulang" in words_of(section)
    assert "sudah dihitung satu kali" in words_of(section)
    assert (spoilt, "rusak", 2) in section.table.rows
    assert [row[1] for row in section.table.rows] == ["rusak", "sudah dihitung"]
    assert unread(take([Handed("", some[0])], home, TODAY), "id") is None


def test_a_version_that_is_gone_is_read_with_its_keys(home, some):
    keys = json.dumps({"layout": 1, "versions": [version(home.home).data()]})
    file = home.lesson_file(LESSON, "id")
    file.write_text(file.read_text("utf-8").replace("Sebelum mulai", "Sebelum kita mulai"), "utf-8")
    without = take([Handed("", chat(some))], home, TODAY)
    assert counted(without) == []
    assert nothing(without) == "no_codes_counted"
    assert "versions.json" in words_of(unread(without, "id"))
    assert counted(take([Handed("", chat(some)), Handed("versions.json", keys)], home, TODAY)) == [
        13
    ]
    assert counted(take([Handed("", chat(some)), Handed("", keys)], home, TODAY)) == [13]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"versions": 1}', b'{"versions": [1, {}, null]}', b"[" * 99_999]
)
def test_keys_that_are_none_are_named(home, some, content):
    handed = [Handed("situs/versions.json", content), Handed("", chat(some))]
    intake = take(handed, home, TODAY)
    assert counted(intake) == [13]
    assert "situs/versions.json" in words_of(unread(intake, "en"))


@pytest.mark.parametrize("text", ["", "halo", "{}", '{"a": 1}', "\x00", "=1+1", "\ud800"])
def test_a_text_without_codes_has_none(home, text):
    intake = take([Handed("", text)], home, TODAY)
    assert counted(intake) == []
    assert nothing(intake) == "no_codes"


def test_keys_beside_a_file_are_found(tmp_path):
    (tmp_path / "versions.json").write_text("{}", encoding="utf-8")
    chat_file = tmp_path / "obrolan.txt"
    assert [each.name for each in beside([chat_file])] == ["versions.json"]
    assert beside([chat_file, tmp_path / "versions.json"]) == []


def test_the_notes_of_the_lesson_are_its_debriefs(home, some, notes_of):
    told = told_of(take([Handed("", chat(some))], home, TODAY).groups(Chosen(), "id"), home, "id")
    words = [word for _, sections in told for section in sections for word in section.words]
    assert any("Tanyakan:" in word for word in words)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "a.txt", "versions.json", "a.zip"]), st.binary(max_size=80))
    )
)
def test_nothing_that_is_handed_in_breaks(files):
    intake = take([Handed(*each) for each in files], EMPTY, date(2026, 11, 22))
    assert intake.groups(Chosen(), "id") == ()
    unread(intake, "id")


class Empty:
    """A project without lessons: hypothesis would read them again for every example."""

    def lesson_names(self):
        return []


EMPTY = Empty()
