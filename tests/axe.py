"""What axe, which looks for barriers, finds on a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

RUN = """async ([where, options]) => {
  const { violations } = await axe.run(where || document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 300)}`));
}"""


def violations(page: Page, where: str = "", **options: Any) -> list[str]:
    """Return what keeps somebody out, on the whole page or within a selector."""
    if not page.evaluate("'axe' in window"):  # it is large: once for all that a page shows
        page.evaluate(AXE_SCRIPT)
    asked = {"runOnly": WCAG, "resultTypes": ["violations"], **options}
    return page.evaluate(RUN, [where, asked])
