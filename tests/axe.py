"""What axe, which looks for barriers, finds on a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

RUN = """async ([where, options, whole]) => {
  // Most of a lesson's page is its sheet for paper. axe finds nothing in what is hidden from all,
  // but reads it every time, which takes longer than all the rest: it steps aside meanwhile.
  const sheets = whole ? [] : [...document.querySelectorAll(".suluh-handout")];
  const aside = sheets.filter((sheet) => getComputedStyle(sheet).display === "none")
    .map((sheet) => [sheet, document.createComment("aside")]);
  for (const [sheet, place] of aside) sheet.replaceWith(place);
  try {
    const { violations } = await axe.run(where || document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 300)}`));
  } finally {
    for (const [sheet, place] of aside) place.replaceWith(sheet);
  }
}"""


def violations(page: Page, where: str = "", *, whole: bool = False, **options: Any) -> list[str]:
    """Return what keeps somebody out, on the page or within a selector.

    `whole` lets axe read what is hidden, too: ids that occur twice, and what refers to them.
    """
    if not page.evaluate("'axe' in window"):  # it is large: once for all that a page shows
        page.evaluate(AXE_SCRIPT)
    asked = {"runOnly": WCAG, "resultTypes": ["violations"], **options}
    return page.evaluate(RUN, [where, asked, whole])


def in_colours(page: Page, scheme: str) -> None:
    """Show a page in light or in dark; its player follows a moment after the device."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(FOLLOWED, arg=scheme)


FOLLOWED = """scheme => [...document.querySelectorAll(".suluh[data-theme]")]
  .every(({ dataset }) => dataset.theme === scheme)"""
