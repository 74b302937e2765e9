"""What can be put right without asking: ids that are known, and blocks that were never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.activities import KINDS
from toolkit.lesson import ids
from toolkit.studio import places
from toolkit.studio.places import Block, Layout

_BOX = re.compile(r"^[-*+][ \t]+\[[ xX]?\]")
_CLOSE = re.compile(r"^:{2,}[ \t]*$")


def mend(text: str, known: Sequence[str]) -> str:
    """Return a text with blocks closed, and ids written; never other words.

    `known` are texts of the same lesson that hold ids: the file as it was saved, or the lesson in
    another language. A step whose id was deleted takes it back from the first that still has it.
    """
    text = _closed(text)
    here = places.ids(text)
    first = next((each for each in known if places.ids(each) - here), next(iter(known), ""))
    if first:
        first = ids.fix(first, KINDS)
        text = _named_by_title(text, first)
    return ids.fix(text, KINDS, first)


def unclosed(laid: Layout) -> Iterator[tuple[Block, int]]:
    """Yield the blocks whose end is in no doubt, and the line (from 0) before which it belongs.

    Where a `:::` follows that closes nothing, it may be the end of this block: nobody knows.
    """
    starts = [*(span.start for span in laid.spans), len(laid.lines)]
    taken = {at for block in laid.blocks for at in range(block.start, block.end)}
    for block in laid.blocks:
        after = next(start for start in starts if start > block.start)
        rest = range(block.end, after)
        if block.closed or any(at not in taken and _CLOSE.match(laid.lines[at]) for at in rest):
            continue
        sources = (start for _, start, _ in laid.footnotes if block.start < start < block.end)
        end = _options_end(laid.lines, block.start, min(sources, default=block.end))
        while end > block.start + 1 and not laid.lines[end - 1].strip():
            end -= 1
        yield block, end


def _options_end(lines: Sequence[str], start: int, end: int) -> int:
    """Return the line after the options of a block, if words follow that belong to no label."""
    last = max((at for at in range(start, end) if _BOX.match(lines[at])), default=None)
    if last is None:
        return end
    after = range(last + 1, end)
    words = next((at for at in after if lines[at].strip() and not lines[at][:1].isspace()), None)
    return end if words is None or lines[words].rstrip().endswith(":") else words


def _closed(text: str) -> str:
    laid = places.layout(text)
    lines = list(laid.lines)
    for _, end in reversed(list(unclosed(laid))):
        after = lines[end : end + 1]
        lines[end:end] = ["", ":::", *([""] if after and after[0].strip() else [])]
        if len(lines) == end + 2:
            lines.append("")  # the file ends with a line end
    return "\n".join(lines)


def _named_by_title(text: str, first: str) -> str:
    """Return a text in which steps without an id take the one their title had."""
    laid, before = places.layout(text), places.layout(first)
    used = {step.id for step in laid.steps}
    titles = [step.title for step in laid.steps]
    old = [step.title for step in before.steps]
    lines = list(laid.lines)
    for step in laid.steps:
        if step.id or "{" in lines[step.start] or lines[step.start].rstrip().endswith("#"):
            continue
        if titles.count(step.title) == old.count(step.title) == 1:
            named = before.steps[old.index(step.title)].id
            if named and named not in used:
                lines[step.start] = f"{lines[step.start].rstrip()} {{#{named}}}"
    return "\n".join(lines)
