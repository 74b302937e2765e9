"""The other exercises, options, and what was missed."""

from groups import Many, version

from toolkit.results.sections import sections

NOW = version()
CHOOSE = next(step for step in NOW.steps if step.activity and step.activity.kind == "choose")
MATCH = next(step for step in NOW.steps if step.activity and step.activity.kind == "match")
RIGHT = CHOOSE.activity.answers().index(True)
WRONG = [place for place, right in enumerate(CHOOSE.activity.answers()) if not right]


def section(many, key, debriefs=None):
    many.visit(NOW, n=100)
    found = {each.key: each for each in sections(many.group(), "id", debriefs)}
    return found.get(key)


def test_how_many_were_right_the_first_time():
    many = Many()
    many.answer(NOW, CHOOSE.id, [RIGHT], n=60)
    many.answer(NOW, CHOOSE.id, [WRONG[0]], n=40)
    many.answer(NOW, MATCH.id, True, n=3)  # noqa: FBT003
    told = section(many, "tasks")
    assert told.words == (
        f"“{CHOOSE.title}”: dari 10 orang yang menjawab, sekitar 6 tepat pada percobaan pertama.",
        "Jawabannya terlalu sedikit untuk disimpulkan pada 1 soal.",
    )
    assert [row[1:] for row in told.table.rows] == [(60, 100, 0.6), (3, 3, None)]


def test_what_is_not_judged_is_no_exercise():
    many = Many()
    recall = next(step for step in NOW.steps if step.activity and step.activity.kind == "recall")
    many.answer(NOW, recall.id, None, n=50)
    assert section(many, "tasks") is None
    assert section(many, "missed") is None


def test_options_and_the_wrong_one_that_most_took():
    many = Many()
    many.answer(NOW, CHOOSE.id, [RIGHT], n=60)
    many.answer(NOW, CHOOSE.id, [WRONG[0]], n=10)
    many.answer(NOW, CHOOSE.id, [WRONG[1]], n=30)
    told = section(many, "options")
    assert "(30 dari 100 orang)" in told.words[0]
    counts = {row[0]: (row[1], row[2], row[3]) for row in told.table.rows}
    assert sorted(counts.values()) == [
        ("✓ tepat", 60, 0.6),
        ("✗ belum tepat", 10, 0.1),
        ("✗ belum tepat", 30, 0.3),
    ]


def test_most_missed_come_with_something_to_say():
    many = Many()
    judged = NOW.judged[0]
    many.answer(NOW, judged.id, 3 * (not judged.activity.truth), n=80)
    many.answer(NOW, judged.id, 3 * judged.activity.truth, n=20)
    many.answer(NOW, CHOOSE.id, [WRONG[0]], n=50)
    many.answer(NOW, CHOOSE.id, [RIGHT], n=50)
    many.answer(NOW, MATCH.id, True, n=100)  # noqa: FBT003
    told = section(many, "missed", {CHOOSE.id: "Tanyakan: siapa yang tahu?"})
    assert [row[0] for row in told.table.rows] == [judged.title, CHOOSE.title]
    assert told.words[0] == f"“{judged.title}”: 80 dari 100 orang belum tepat."
    assert told.words[1].startswith("Untuk dibahas bersama: HOAKS.")
    assert told.words[3] == "Untuk dibahas bersama: Tanyakan: siapa yang tahu?"


def test_nothing_missed_and_too_few_are_said():
    many = Many()
    many.answer(NOW, MATCH.id, True, n=100)  # noqa: FBT003
    assert section(many, "missed").words == ("Tidak ada soal yang sering terlewat.",)
    many = Many()
    many.answer(NOW, MATCH.id, False, n=4)  # noqa: FBT003
    assert "terlalu sedikit" in section(many, "missed").words[0]
