"""What people said of the lesson."""

from groups import Many, version

from toolkit.results.opinions import MOST_VOICES
from toolkit.results.sections import sections

NOW = version()


def told(many):
    many.visit(NOW, n=50)
    return {each.key: each for each in sections(many.group(), "id")}


def test_who_did_not_answer_does_not_count():
    many = Many()
    for useful in [2] * 24 + [1] * 4 + [0] * 2 + [None] * 70:
        many.feedback(NOW, useful, None)
    found = told(many)["feedback"]
    assert found.words == (
        "Dari 10 orang yang memberi pendapat, sekitar 8 merasa pelajaran ini berguna.",
    )
    assert found.table.rows == (("Berguna", 24, 4, 2),)


def test_nobody_said_anything():
    many = Many()
    many.feedback(NOW, None, None)
    assert not told(many).keys() & {"feedback", "voices"}


def test_what_people_wrote_stands_as_they_wrote_it():
    many = Many()
    many.feedback(NOW, None, None, "Terima\n kasih <b>banyak</b>")
    for _ in range(MOST_VOICES):
        many.feedback(NOW, None, None, "Bagus")
    found = told(many)["voices"]
    assert found.table.rows[0] == ("Terima kasih <b>banyak</b>",)
    assert len(found.table.rows) == MOST_VOICES
    assert found.words[1] == f"Yang ditampilkan {MOST_VOICES} saran terbaru."
