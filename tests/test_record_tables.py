"""The CSV: one row a response, one a visit, and nothing that a spreadsheet would run."""

import csv
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import DAY, NOON, VERSION, feedback, name, response, visit

from toolkit.records import export
from toolkit.records.nouns import Filter
from toolkit.records.records import Records


@pytest.fixture
def records(tmp_path):
    with Records(tmp_path / "data") as records:
        yield records


def read(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def on_the_clock(seconds):
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))


def test_one_row_a_visit_and_one_a_response(records, tmp_path):
    told = {"point": 3, "before": "unsure", "checked": True}
    records.add(visit(), [response(1, told), response(2, attempt=2, ms=None)], [feedback()])
    records.add(visit(2, reached=-1, source="", referrer="l.instagram.com")).result()
    made = records.export(tmp_path / "tables")
    assert (made.visits, made.responses, made.feedback) == (2, 2, 1)
    assert sorted(file.name for file in (tmp_path / "tables").iterdir()) == [
        "feedback.csv",
        "responses.csv",
        "room_events.csv",
        "visits.csv",
    ]
    first, second = read(tmp_path / "tables", "visits")
    assert first == {
        "visit": name("visit", 1),
        "lesson": "misinformation",
        "language": "id",
        "version": VERSION,
        "place": "server",
        "item": "",
        "day": DAY.isoformat(),
        "channel": "whatsapp",
        "source": "whatsapp",
        "medium": "chat",
        "campaign": "",
        "referrer": "",
        "class": "7A",
        "started_at": on_the_clock(NOON),
        "seen_at": on_the_clock(NOON + 60),
        "reached_step": "3",
        "finished": "False",
    }
    assert (second["channel"], second["reached_step"]) == ("l.instagram.com", "0")
    answered, again = read(tmp_path / "tables", "responses")
    assert answered["visit"] == name("visit", 1)
    assert answered["answer"] == "3"
    assert answered["before"] == '"unsure"'
    assert (answered["checked"], answered["right"]) == ("True", "False")
    assert answered["given"] == '{"before":"unsure","checked":true,"point":3}'
    assert (again["attempt"], again["ms"]) == ("2", "")
    (said,) = read(tmp_path / "tables", "feedback")
    assert (said["useful"], said["clear"], said["text"]) == ("2", "", "Terima kasih")


def test_a_filter_chooses_and_old_text_is_left_out(records, tmp_path):
    old = feedback(at=time.time() - 91 * 86400)
    records.add(visit(), [response()], [old])
    records.add(visit(2, lesson="online-safety"), [response(2)])
    records.add(visit(3, place="voila"), [response(3)]).result()
    made = records.export(tmp_path, Filter(lesson="misinformation"))
    assert (made.visits, made.responses, made.feedback) == (1, 1, 1)
    assert read(tmp_path, "feedback")[0]["text"] == ""
    assert records.export(tmp_path, Filter(trials=True)).visits == 3


def test_an_older_table_stays_until_the_new_one_is_whole(records, tmp_path, monkeypatch):
    records.add(visit(), [response()]).result()
    records.export(tmp_path / "tables")
    before = (tmp_path / "tables" / "visits.csv").read_bytes()

    def full(_):
        raise OSError("no space left")

    monkeypatch.setattr(export, "_time", full)
    with pytest.raises(OSError, match="space"):
        records.export(tmp_path / "tables")
    assert (tmp_path / "tables" / "visits.csv").read_bytes() == before
    assert len(list((tmp_path / "tables").iterdir())) == 4


HARMFUL = ["=1+1", "+62811", "-1", "@SUM(A1)", "\t=1", "a;=1", "x\n=1", "＝1", " =1", 'a","=1']


@pytest.mark.parametrize("text", HARMFUL)
def test_no_cell_runs(records, tmp_path, text):
    records.add(visit(campaign=text), [response(step=text)], [feedback(text=text)]).result()
    records.export(tmp_path)
    for table, column in (("visits", "campaign"), ("responses", "step"), ("feedback", "text")):
        found = read(tmp_path, table)[0][column]
        assert found != text
        assert found.replace("'", "") == text
        # However somebody's spreadsheet cuts the line, no piece begins like a formula.
        raw = (tmp_path / f"{table}.csv").read_text(encoding="utf-8-sig")
        for cut in ",;|\t\n":
            assert not [each for each in raw.split(cut) if each.strip(' "')[:1] in set("=+@＝")]


@given(st.text())
def test_a_cell_is_the_text_with_signs_in_between(text):
    shown = export.cell(text)
    assert shown.replace("'", "") == text.replace("'", "")
    assert not shown.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert export.cell(shown) == shown


@pytest.mark.parametrize("text", ["", "biasa", "a=b", "1+1", "surel@contoh.id", "[1,2]", '"x"'])
def test_a_harmless_cell_stays_as_it_is(text):
    assert export.cell(text) == text
