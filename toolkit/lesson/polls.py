"""The fence `poll`: a question for a live room, to be asked beside the lesson."""

from __future__ import annotations

from functools import partial

from toolkit.lesson import markdown, options, plain
from toolkit.lesson.fence import Fence
from toolkit.lesson.nouns import Poll
from toolkit.lesson.problems import nearest

ONE, SEVERAL, SCALE, WORDS = "one", "several", "scale", "words"
FORMS = (ONE, SEVERAL, SCALE, WORDS)

FEWEST, MOST = 2, 12
"""Options of a poll to choose from."""

ENDS = 2
"""What a scale has in their place: what its first point means, and what its last."""

LONGEST_QUESTION = 200
LONGEST_OPTION = 120
LONGEST_END = 60

_MEANT = dict.fromkeys(("bentuk", "jenis", "type", "kind", "jawaban"), "form")
_FORMS = {
    **dict.fromkeys(("satu", "pilih-satu", "tunggal", "single"), ONE),
    **dict.fromkeys(("beberapa", "banyak", "ganda", "multiple", "many"), SEVERAL),
    **dict.fromkeys(("skala", "1-5", "rating"), SCALE),
    **dict.fromkeys(("kata", "kata-kata", "awan", "awan-kata", "cloud", "word"), WORDS),
}


def read(fence: Fence) -> Poll | None:
    """Return the poll of a fence; None where it cannot be asked. What is wrong is noted."""
    form = _form(fence)
    found = options.listed(fence, fence.nodes)
    question = " ".join(plain.text(found.before).split())
    texts = tuple(plain.flat(item.words) for item in found.items)
    longest = LONGEST_END if form == SCALE else LONGEST_OPTION
    if found.after:
        fence.leftover(found.after)
    if not question:
        fence.error(fence.line, "poll-without-question")
    elif len(question) > LONGEST_QUESTION:
        fence.error(fence.line, "poll-long", text=question[:40], longest=LONGEST_QUESTION)
    for item, text in zip(found.items, texts, strict=True):
        if item.quoted:
            fence.error(markdown.line_of(item.quoted[0]), "poll-feedback")
        if len(text) > longest:
            fence.error(item.line, "poll-long", text=text[:40], longest=longest)
    if not form or not _fits(fence, form, texts):
        return None
    low, high = texts if form == SCALE else ("", "")
    return Poll(
        id=fence.id,
        form=form,
        question=question,
        options=() if form == SCALE else texts,
        low=low,
        high=high,
        line=fence.line,
    )


def _form(fence: Fence) -> str:
    """Return the form that a fence names, `one` where it names none; "" for one there is not."""
    named = fence.values(("form",), _MEANT).get("form", ONE)
    if (form := named.lower()) in FORMS:
        return form
    line = next((key.line for key in fence.keys), fence.line)
    fence.error(line, "poll-form", guess=partial(_meant, form), form=named)
    return ""


def _meant(form: str) -> str:
    return _FORMS.get(form.replace(" ", "-")) or nearest(form, FORMS)


def _fits(fence: Fence, form: str, texts: tuple[str, ...]) -> bool:
    """Return whether a poll has as many options as its form asks for; note where it does not."""
    count = len(texts)
    if form == WORDS and count:
        fence.error(fence.line, "poll-words-options")
    elif form == SCALE and count != ENDS:
        fence.error(fence.line, "poll-scale-ends", count=count)
    elif form in (ONE, SEVERAL) and not FEWEST <= count <= MOST:
        fence.error(fence.line, "poll-options", count=count, fewest=FEWEST, most=MOST)
    elif len({text.casefold() for text in texts}) < count:
        fence.error(fence.line, "poll-options-alike")
    else:
        return True
    return False
