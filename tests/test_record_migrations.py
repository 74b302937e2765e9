"""From the first tables to those of today, with data in them and whatever comes in between."""

import json
import shutil
import sqlite3
import sys
from collections import Counter
from dataclasses import asdict

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from conftest import Program
from recorded import DAY, VERSION, feedback, name, response, rows, visit
from sqlalchemy import create_engine

from toolkit.records import database
from toolkit.records.errors import UnavailableError
from toolkit.records.nouns import Filter
from toolkit.records.records import FILE, Records
from toolkit.records.schema import TABLES

UNJUDGED = {"kind": "", "right": None, "judged": False}


def steps():
    config = Config()
    config.set_main_option("script_location", "toolkit.records:migrations")
    return list(ScriptDirectory.from_config(config).walk_revisions())[::-1]


def first_tables(folder):
    """Make a database of the first revision, and fill it as its day would have."""
    folder.mkdir()
    engine = create_engine(f"sqlite:///{folder / FILE}")
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            steps()[0].module.upgrade()
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")
        visits = [
            visit(1),
            visit(2, source="", referrer="l.instagram.com", reached=5, finished=True),
            visit(3, lesson="online-safety", place="voila"),
        ]
        for number, each in enumerate(visits, 1):
            insert(connection, "visits", asdict(each) | {"number": number})
        checked = {"point": 0, "before": 3, "checked": True}
        told = [
            response(1, visit=1),
            response(2, visit=2),
            response(3, checked, visit=2, right=True),
            response(4, {"point": 1}, visit=1, **UNJUDGED),
            response(5, {"point": 1}, visit=2, right=False),
            response(6, visit=3, attempt=2, ms=None),
        ]
        for each in told:
            insert(connection, "responses", asdict(each))
        insert(connection, "feedback", asdict(feedback(visit=2)))
        insert(
            connection,
            "versions",
            {
                "version": VERSION,
                "lesson": "misinformation",
                "language": "id",
                "data": json.dumps({"name": "misinformation"}),
                "kept": 1.0,
            },
        )
    engine.dispose()


def insert(connection, table, row):
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" * len(row))
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(row.values())
    )


@pytest.fixture
def old(tmp_path):
    first_tables(tmp_path / "data")
    return tmp_path / "data"


def test_the_last_step_is_the_one_the_program_asks_for():
    assert steps()[-1].revision == database.REVISION
    assert len(steps()) >= 2


def test_the_steps_lead_to_the_tables_of_today(tmp_path):
    with Records(tmp_path) as records:
        records.database.prepare()
        with records.database.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), TABLES) == []


def test_everything_is_still_there(old):
    records = Records(old)
    assert [row["id"] for row in rows(records, "visits")] == [name("visit", n) for n in (1, 2, 3)]
    assert {(one.channel, one.reached, one.finished) for one in records.visit_counts()} == {
        ("whatsapp", 2, False),
        ("l.instagram.com", 5, True),
    }
    assert {one.day for one in records.visit_counts()} == {DAY}
    firsts = Counter()
    for one in records.response_counts():
        firsts[one.answer, one.before, one.right] += one.n
    assert firsts == {("3", None, False): 2, ("0", "3", True): 1, ("1", None, False): 2}
    assert sum(one.n for one in records.visit_counts(Filter(trials=True))) == 3
    assert [one.text for one in records.feedback_texts()] == ["Terima kasih"]
    assert records.version_data(VERSION) == {"name": "misinformation"}
    assert len(rows(records, "responses")) == 6
    assert records.unjudged_versions() == []  # somebody gave the same answer, and was judged


def test_it_goes_on_from_there(old):
    with Records(old) as records:
        records.add(visit(1, reached=9), [response(1), response(7)]).result()
        assert len(rows(records, "visits")) == 3
        assert len(rows(records, "responses")) == 7
        assert rows(records, "visits")[0]["reached"] == 9


def test_a_copy_is_made_before_and_only_then(old):
    Records(old).lessons()
    (copy,) = old.glob("records-before-*")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert connection.execute("SELECT count(*) FROM responses").fetchone() == (6,)
    with Records(old) as records:
        records.add(visit(9)).result()
    assert len(list(old.glob("records-before-*"))) == 1


def test_nothing_is_half_done(old):
    """A step that fails leaves the tables as they were."""
    before = tables(old / FILE)
    with sqlite3.connect(old / FILE) as connection:
        connection.execute("CREATE TABLE arrivals (x)")  # in the way of the step
    with pytest.raises(UnavailableError):
        Records(old).lessons()
    assert tables(old / FILE) == sorted([*before, "arrivals"])
    with sqlite3.connect(old / FILE) as connection:
        connection.execute("DROP TABLE arrivals")
    assert Records(old).lessons() == ["misinformation"]


def test_two_programs_open_it_at_once(old):
    script = (
        "import sys; from pathlib import Path; from toolkit.records.records import Records;"
        " print('lessons', Records(Path(sys.argv[1])).lessons())"
    )
    command = [sys.executable, "-c", script, old]
    with Program(command) as one, Program(command) as other:
        for each in (one, other):
            assert each.wait_for("lessons (.*)") == "['misinformation']"
            assert each.process.wait(20) == 0


def test_records_of_a_newer_suluh_are_left_alone(old):
    with sqlite3.connect(old / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    shutil.copy(old / FILE, old.parent / "before")
    with Records(old) as records:
        for attempt in (records.lessons, records.add(visit()).result):
            with pytest.raises(UnavailableError) as raised:
                attempt()
            assert raised.value.key == "newer"
            assert "Update Suluh" in raised.value.sentence("en")
    assert tables(old / FILE) == tables(old.parent / "before")


def tables(file):
    with sqlite3.connect(file) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return sorted(name for (name,) in found)
