"""Ways to the steps that need parts of their own, and to those parts."""

from conftest import ROOT
from patron import Patron

from toolkit.project import Project

LESSON = "online-safety"


def step_with(kind, lesson=LESSON):
    """Return the id of the first step of that kind."""
    lesson = Project(ROOT).lesson(lesson, "id")
    steps = [step for part in lesson.parts for step in part.steps]
    return next(step.id for step in steps if step.activity and step.activity.kind == kind)


def open_step(served, page, kind, lesson=LESSON):
    """Open the first step of a kind as somebody who has just come."""
    patron = Patron(page)
    patron.open(f"{served.address}/{lesson}#{step_with(kind, lesson)}")
    assert patron.kind == kind
    return patron


def beside_the_player(page, *names):
    """Fetch the files of that name into the page, as `suluh.later`."""
    player = page.locator("script[src$='/player.js']")
    for name in names:
        beside = player.evaluate("(script, name) => new URL(`${name}.js`, script.src).href", name)
        page.add_script_tag(url=beside)
