"""A problem says what, where and how, in every language, and in one line."""

from __future__ import annotations

from toolkit.lesson.problems import GUESSES, MOST, Report, nearest


def test_a_sentence_says_what_perhaps_what_was_meant_and_how() -> None:
    found = Report("lessons/a/id.md")
    found.error(9, "unknown-fence", name="chose", known="choose", guess="choose")
    assert found.found[0].located("en") == (
        'lessons/a/id.md:9: There is no activity called "chose". Perhaps "choose" was meant. '
        "There are: choose."
    )


def test_an_unspoken_language_falls_back() -> None:
    found = Report("a")
    found.advice(3, "empty-step")
    (advice,) = found.found
    assert advice.sentence("jv") == advice.sentence("id") != advice.sentence("en")


def test_they_come_by_line_and_errors_first() -> None:
    found = Report("a")
    for line, note in ((5, found.advice), (5, found.error), (0, found.advice)):
        note(line, "empty-step")
    assert [(each.line, each.level) for each in found.sorted()] == [
        (1, "advice"),
        (5, "error"),
        (5, "advice"),
    ]


def test_only_an_error_is_fatal() -> None:
    found = Report("a")
    found.advice(1, "empty-step")
    assert not found.fatal
    found.error(1, "empty-file")
    assert found.fatal


def test_what_a_file_holds_fits_a_line() -> None:
    found = Report("a")
    found.error(1, "unknown-fence", name="a\x1b[31m\n{0}" + "b" * 500, known="{known}")
    sentence = found.found[0].sentence("en")
    assert "\x1b" not in sentence
    assert "\n" not in sentence
    assert "{known}" in sentence
    assert len(sentence) < 150


def test_there_is_an_end_to_problems() -> None:
    found = Report("a")
    for line in range(MOST + 50):
        found.advice(line, "empty-step")
    found.error(1, "empty-file")
    assert len(found.found) == MOST + 1
    assert found.fatal


def test_nearest() -> None:
    assert nearest("Chose", ["choose", "judge"]) == "choose"
    assert nearest("kuis", ["choose", "judge"]) == ""
    assert nearest("x" * 10_000, ["choose"]) == ""


def test_a_guess_that_takes_time_is_made_for_the_first_problems_only() -> None:
    made: list[int] = []

    def guess() -> str:
        made.append(1)
        return "choose"

    found = Report("a")
    for line in range(MOST * 2):
        found.error(line, "unknown-fence", name="chose", known="choose", guess=guess)
    assert len(made) == GUESSES
    assert "Perhaps" in found.found[0].sentence("en")
    assert "Perhaps" not in found.found[-1].sentence("en")
