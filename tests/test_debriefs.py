"""What facilitators say about a step."""

from groups import version

from toolkit.project import Project
from toolkit.results import debriefs


def test_notes_come_first_then_the_steps_own_feedback():
    step = version().judged[0]
    assert debriefs.of_step(step, "id", {step.id: "Tanyakan dulu."}) == "Tanyakan dulu."
    told = debriefs.of_step(step, "id", {})
    assert told.startswith("HOAKS. Tidak benar. ")
    assert "<" not in told


def test_a_step_with_nothing_to_do_has_nothing_to_say():
    assert debriefs.of_step(version().steps[0], "id", {}) == ""


def test_notes_of_a_lesson():
    lesson = Project.find().lesson("misinformation", "id")
    found = debriefs.of_lesson(lesson)
    assert found.keys() == {step.id for step in lesson.steps if step.notes}
    assert all(found.values())


def test_html_becomes_sentences():
    html = '<p class="a">Satu</p><p>Dua? <b>Ya</b></p><ul><li>Tiga</li><li>Empat.</li></ul>'
    assert debriefs.words(html) == "Satu. Dua? Ya. Tiga. Empat."


def test_what_is_long_ends_with_a_whole_sentence():
    told = debriefs.words("<p>" + "Kalimat yang cukup panjang. " * 60 + "</p>")
    assert len(told) <= debriefs.LONGEST
    assert told.endswith("panjang.")
    assert debriefs.words("<p>" + "a" * 5000 + "</p>") == "a" * debriefs.LONGEST + "…"
