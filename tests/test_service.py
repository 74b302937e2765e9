"""What comes of a message: it is judged by the version its page had, and names nobody."""

import json
import re
import threading
import time
from dataclasses import replace
from datetime import timedelta

import messages
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from messages import feedback, lesson, message, response, steps
from recorded import rows

from toolkit.lesson.data import data
from toolkit.lesson.versions import Version
from toolkit.project import Project
from toolkit.records.nouns import Filter
from toolkit.records.records import Records
from toolkit.service import MessageError, Service, UnavailableError, parsed
from toolkit.service.personal import MASK, masked

PATIENCE = 20
UNKNOWN = "0" * 16


class Written:
    """A service on records of its own, and what it wrote there."""

    def __init__(self, folder):
        self.records = Records(folder)
        self.service = Service(Project(ROOT), self.records)

    def take(self, *events, place="server", **changes):
        return self.service.take(message(*events, **changes), place).result(PATIENCE)

    def responses(self):
        return self.records.response_counts()

    def visits(self):
        return self.records.visit_counts()

    def texts(self):
        return [each.text for each in self.records.feedback_texts()]


@pytest.fixture
def written(tmp_path):
    """A service on records of its own."""
    found = Written(tmp_path)
    yield found
    found.service.close()


def test_every_kind_is_judged_as_its_activity_says(written):
    for each in messages.every_answer():
        reply = written.service.take(each, "server").result(PATIENCE)
        assert not reply["refused"]
    for step in steps():
        judged = [step.activity.judge(each) for each in step.activity.responses()]
        found = [each for each in written.responses() if each.step == step.id]
        assert {each.kind for each in found} == {step.activity.kind}
        for right in (True, False, None):
            counted = sum(each.n for each in found if each.right is right)
            assert counted == judged.count(right), (step.id, right)


def test_what_a_browser_says_of_being_right_changes_nothing(written):
    truth = steps("judge")[0].activity.truth
    lie = {"point": 0 if truth else 3, "before": None, "checked": False, "right": True}
    written.take(response(response=lie, right=True, judged=True, kind="choose"))
    (found,) = written.responses()
    assert (found.right, found.kind, found.answer) == (False, "judge", json.dumps(lie["point"]))


def test_nothing_of_a_response_is_kept_but_what_its_kind_has(written, tmp_path):
    secret = "Ani Wijaya, Jalan Melati"
    given_ = {"point": 1, "before": 0, "checked": True, "note": secret, secret: 1}
    written.take(response(response=given_))
    written.take(response(response={secret: 1, "point": 2}, version=UNKNOWN))
    written.service.close()
    for file in tmp_path.rglob("*"):
        assert secret.encode() not in file.read_bytes()


def test_an_event_written_twice_counts_once(written):
    one = message(response(), feedback())
    replies = [written.service.take(one, "server").result(PATIENCE) for _ in range(3)]
    assert replies[0] == replies[1] == replies[2]
    assert [each.n for each in written.responses()] == [1]
    assert [each.n for each in written.visits()] == [1]


def test_a_visit_only_ever_gets_further(written):
    last = steps()[-1].id
    first = messages.visit()
    for changes in ({"reached": last}, {"finished": True}, {"reached": steps()[0].id}, {}):
        written.service.take({"visit": {**first, **changes}, "events": []}, "server").result(9)
    (found,) = written.visits()
    assert found.finished
    assert found.reached == Version.of(lesson()).place_of(last)


def test_a_clock_that_is_wrong_changes_nothing(written):
    year = timedelta(days=365) // timedelta(milliseconds=1)
    written.take(response(ago=-year), feedback(ago=-year), started=-year)
    written.take(response(ago=year), started=year)
    today, long_ago = sorted((each.day for each in written.visits()), reverse=True)
    assert (today - long_ago).days in (29, 30, 31)


def test_a_channel_is_a_few_plain_signs(written):
    written.take(source="  IG <b>Story</b>\n", campaign="hari-ini 20261122")
    written.take(source="ani@contoh.id", medium="x" * 900)
    written.take(referrer="L.Facebook.com")
    written.take(referrer="http://x/y?q=ani")
    counted = {each.channel: each.n for each in written.visits()}
    assert counted == {"ig b story /b": 1, "": 2, "l.facebook.com": 1}


def test_a_class_is_up_to_three_letters_and_digits(written):
    for name in ("7a", "7A", "", "KELAS 7A", "7-A", 7, None, "é"):
        written.take(**{"class": name})
    assert {each.class_name: each.n for each in written.visits()} == {"7A": 2, "": 6}


def test_a_page_of_ours_is_not_where_somebody_came_from(tmp_path):
    project = Project(ROOT)
    service = Service(project, Records(tmp_path))
    service.library = replace(project.library, public_url="https://perpus.example/suluh/")
    service.take(message(referrer="perpus.example"), "server").result(PATIENCE)
    service.take(message(referrer="perpus.example.id"), "server").result(PATIENCE)
    assert sorted(each.channel for each in service.records.visit_counts()) == [
        "",
        "perpus.example.id",
    ]
    service.close()


def test_a_response_that_comes_days_after_an_edit_is_judged_by_what_was_seen(written):
    old = data(replace(lesson(), version="a" * 16))
    written.service.keep([old])
    written.service.close()
    later = Service(Project(ROOT), Records(written.records.folder))
    reply = later.take(message(response(version="a" * 16), version="a" * 16), "server")
    assert not reply.result(PATIENCE)["refused"]
    (found,) = later.records.response_counts()
    assert found.right is not None
    later.close()


def test_a_response_to_an_unknown_version_is_judged_once_that_is_known(written):
    right = {"point": 3 if steps("judge")[0].activity.truth else 0}
    written.take(
        response(version=UNKNOWN, response=right),
        response(version=UNKNOWN, response={"order": [7, 3]}),
        version=UNKNOWN,
    )
    assert {(each.kind, each.right) for each in written.responses()} == {("", None)}
    written.service.keep([data(replace(lesson(), version=UNKNOWN))])
    (found,) = written.responses()  # what fitted no step is gone
    assert (found.kind, found.right, found.answer) == ("judge", True, json.dumps(right["point"]))


def test_versions_that_nobody_has_are_not_looked_for_one_by_one(written, monkeypatch):
    """Anyone may name thousands: all others would wait meanwhile."""
    looked_for = []
    monkeypatch.setattr(written.records, "version_data", looked_for.append)
    written.take(*(response(version=f"{number:016x}") for number in range(300)))
    written.service.keep([data(lesson())])
    assert not looked_for


def test_a_lesson_that_no_server_has_served_is_judged_too(written):
    """Staff play it in JupyterLab: its version is that of the project, now."""
    written.take(response(), place="jupyterlab")
    english = Project(ROOT).lesson(messages.NAME, "en").version
    written.take(response(version=english), version=english, language="en", place="voila")
    assert written.responses() == []  # trials
    judged = written.records.response_counts(Filter(trials=True))
    assert [each.kind for each in judged] == ["judge", "judge"]
    assert {each["language"] for each in written.records.versions_data()} == {"id", "en"}


def test_a_version_with_a_kind_that_is_no_more_is_kept_unjudged(written):
    version = replace(Version.of(lesson()), version=UNKNOWN)
    whole = version.data()

    class Older:
        """A version as an older Suluh kept it."""

        name, language, version = messages.NAME, "id", UNKNOWN

        @staticmethod
        def data():
            return json.loads(json.dumps(whole).replace('"judge"', '"teka-teki"'))

    written.records.keep_versions([Older()]).result(PATIENCE)
    reply = written.take(response(version=UNKNOWN), version=UNKNOWN)
    assert not reply["refused"]
    written.service.keep([data(lesson())])
    assert [each.kind for each in written.responses()] == [""]


def test_without_records_all_is_taken_and_nothing_kept(tmp_path):
    nowhere = Service(Project(ROOT), None)
    events = response(), response(step="x")
    reply = nowhere.take(message(*events), "server").result(0)
    assert reply["stored"] == [events[0]["id"]]
    records = Records(tmp_path / "data")
    silent = Service(Project(ROOT), records)
    silent.library = replace(silent.library, keep_records=False)
    silent.keep([data(lesson())])
    assert silent.take(message(*events), "server").result(0)["stored"] == [events[0]["id"]]
    silent.close()
    assert not (tmp_path / "data").exists()


def test_old_text_goes_by_itself_also_where_nothing_more_is_kept(tmp_path, eventually):
    earlier = Written(tmp_path)
    earlier.take(feedback(text="Nama saya Ani", ago=9 * 86_400_000))
    earlier.service.close()
    later = Written(tmp_path)
    library = replace(later.service.library, keep_records=False, keep_text_days=7)
    later.service.keep([data(lesson())], library)
    eventually(lambda: rows(later.records, "feedback")[0]["text"] == "", PATIENCE)
    later.service.close()


def test_versions_are_kept_once_the_library_wants_records(written):
    library = written.service.library
    written.service.keep([data(lesson())], replace(library, keep_records=False))
    assert not written.records.version_ids()
    written.service.keep([data(lesson())], library)
    assert written.records.version_ids() == {lesson().version}


def test_nobody_is_told_that_it_is_kept_while_it_is_not(tmp_path):
    records = Records(tmp_path / "data")
    service = Service(Project(ROOT), records)
    service.keep([data(lesson())])
    service.close()
    with pytest.raises(UnavailableError):
        service.take(message(response()), "server").result(PATIENCE)


def test_many_threads_at_once(written):
    written.service.keep([data(lesson())])
    threads = [
        threading.Thread(target=lambda: [written.take(response()) for _ in range(20)])
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sum(each.n for each in written.responses()) == 160


@pytest.mark.parametrize(
    "text",
    [
        "3273011234567890",
        "3273 0112 3456 7890",
        "3273.0112.3456.7890",
        "3273-01-1234-567890",
        "32-73-0112-34-56-7890",
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "+62 812 3456 7890",
        "+62 (812) 3456.7890",
        "(021) 5551-2345",
        "0812\u200b3456\u200b7890",
        "０８１２３４５６７８９０",
        "ani@contoh.id",
        "ani.wijaya+suluh@surat.contoh.co.id",
        "ani＠contoh.id",
    ],
)
def test_numbers_of_people_are_masked(text):
    for around in ("{}", "Hubungi {}, ya", "({})", "x{}x", "12 {} 34"):
        found = masked(around.format(text))
        assert MASK in found
        assert not re.search(r"\d{4}|@", found)


def test_a_long_mail_address_is_masked_from_its_first_letter():
    assert masked(f"Surat: {'a' * 80}@contoh.id, ya.") == f"Surat: {MASK}, ya."


@pytest.mark.parametrize(
    "text",
    [
        "Tanggal 22-11-2026 pukul 9, kelas 7A.",
        "2026-11-22",
        "Rp 1.500.000",
        "Soal 3 dan 4 sulit; 10 menit kurang.",
        "12345678",
        "antara 2024 dan 2026",
    ],
)
def test_other_numbers_stay(text):
    assert masked(text) == text


NUMBERS = st.text(st.sampled_from("0123456789"), min_size=9, max_size=20)
ANYTHING = st.text(st.characters(codec=None))


@given(ANYTHING, NUMBERS, ANYTHING)
def test_no_long_number_survives(before, number, after):
    assert number not in masked(before + number + after)


@given(ANYTHING)
def test_masking_ends_and_can_be_stored(text):
    found = masked(text)
    found.encode("utf-8")
    assert "\x00" not in found
    assert masked(found) == found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANYTHING,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANYTHING, inner, max_size=4),
    max_leaves=8,
)
VISIT = st.fixed_dictionaries({}, optional=dict.fromkeys(messages.visit(), JSON))
ONE = st.one_of(
    st.fixed_dictionaries({}, optional=dict.fromkeys(messages.response(), JSON)).map(
        lambda changes: response(**changes)
    ),
    st.fixed_dictionaries({}, optional=dict.fromkeys(messages.feedback(), JSON)).map(
        lambda changes: feedback(**changes)
    ),
    st.builds(lambda step, given_: response(step=step.id, response=given_),
              st.sampled_from(steps()), st.dictionaries(
                  st.sampled_from(["point", "before", "checked", "options", "pairs", "order",
                                   "path", "parts", "owners", "ticked", "mark",
                                   "record", "places"]), JSON)),
    JSON,
)  # fmt: skip


@pytest.fixture(scope="module")
def nowhere():
    service = Service(Project(ROOT), None)
    service.keep([data(lesson())])
    return service


@settings(max_examples=150)
@given(VISIT, st.lists(ONE, max_size=4))
def test_whatever_comes_is_taken_or_refused_in_words(nowhere, changes, events):
    sent = message(*events, **changes)
    try:
        reply = nowhere.take(sent, "server").result(0)
    except MessageError as error:
        assert {error.status} <= {400, 413}  # noqa: PT017  # it need not be refused
        assert error.sentence("id") != error.sentence("en")  # noqa: PT017
        return
    assert len(reply["stored"]) + len(reply["refused"]) == len(events)
    assert all(each["why"] for each in reply["refused"])


@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_comes_is_json_or_not(body):
    try:
        value = parsed(body)
    except MessageError:
        return
    assert json.dumps(value, allow_nan=False)


@pytest.mark.parametrize("body", messages.NO_JSON.values(), ids=messages.NO_JSON)
def test_what_is_no_json(body):
    with pytest.raises(MessageError):
        parsed(body)


def test_a_hundred_thousand_deep_and_a_million_keys_are_over_at_once():
    begun = time.process_time()
    for body in (b"[" * 100_000, b'{"0":0' + b',"1":1' * 1_000_000 + b"}"):
        with pytest.raises(MessageError) as told:
            parsed(body)
        assert told.value.status == 413
    assert time.process_time() - begun < PATIENCE
