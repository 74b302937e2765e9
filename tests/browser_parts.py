"""Ways to the steps that need parts of their own, and to those parts."""

from conftest import ROOT
from patron import Patron

from toolkit.project import Project

LESSON = "online-safety"


def step_with(kind):
    """Return the id of the first step of that kind."""
    lesson = Project(ROOT).lesson(LESSON, "id")
    steps = [step for part in lesson.parts for step in part.steps]
    return next(step.id for step in steps if step.activity and step.activity.kind == kind)


def open_step(served, page, kind):
    """Open the first step of a kind as somebody who has just come."""
    patron = Patron(page)
    patron.open(f"{served.address}/{LESSON}#{step_with(kind)}")
    assert patron.kind == kind
    return patron


def beside_the_player(page, *names):
    """Import the files of that name into the page, as `parts`."""
    player = page.locator("link[rel=modulepreload]").get_attribute("href")
    page.evaluate(
        """async ([player, names]) => {
          window.parts = {};
          const folder = new URL(player, location);
          for (const name of names) parts[name] = await import(new URL(`${name}.js`, folder));
        }""",
        [player, list(names)],
    )
