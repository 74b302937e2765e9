"""What is written for people leads somewhere, and quotes what Suluh says."""

import re
from pathlib import Path

import pytest

from toolkit.words import phrases

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PUBLISHING = {"id": ROOT / "docs" / "menerbitkan.md", "en": ROOT / "docs" / "publishing.md"}
RESULTS = {"id": ROOT / "docs" / "hasil.md", "en": ROOT / "docs" / "results.md"}
LARGEST_PICTURE = 80_000
CODE = re.compile(r"```.*?```", re.DOTALL)


def text(path):
    return path.read_text(encoding="utf-8")


def links(path):
    found = re.findall(r'\]\(([^)\s]+)\)|src="([^"]+)"', CODE.sub("", text(path)))
    return [one or other for one, other in found]


def anchors(path):
    """The places in a page as code hosts name them, by its headings."""
    headings = re.findall(r"^#+ (.*)$", CODE.sub("", text(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def steps(path):
    return re.findall(r"^\*\*(\d+)\. ", text(path), re.MULTILINE)


def pictures(path):
    return re.findall(r"!\[([^\]]*)\]\((pictures/[^)]+)\)", text(path))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for link in links(page):
        path, _, place = link.partition("#")
        if ":" in path:
            continue
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not place or place in anchors(target), link


def test_both_guides_to_publishing_have_the_same_ten_steps():
    assert [steps(path) for path in PUBLISHING.values()] == [[str(n) for n in range(1, 11)]] * 2
    assert len({len(pictures(path)) for path in PUBLISHING.values()}) == 1


def test_both_guides_to_results_have_the_same_steps_and_pictures():
    (one, other) = RESULTS.values()
    assert steps(one) == steps(other) == list("1234")
    assert [path for _, path in pictures(one)] == [path for _, path in pictures(other)]


def test_pictures_are_light_and_described():
    guides = (*PUBLISHING.values(), *RESULTS.values())
    shown = [picture for path in guides for picture in pictures(path)]
    assert all(len(alt) > 20 for alt, _ in shown)
    files = set((ROOT / "docs" / "pictures").iterdir())
    assert files == {ROOT / "docs" / name for _, name in shown}
    assert all(file.stat().st_size <= LARGEST_PICTURE for file in files)


@pytest.mark.parametrize("language", PUBLISHING)
def test_what_is_quoted_is_what_suluh_says(language):
    said = [
        re.sub(r"{\w+}", "...", sentence[language])
        for room in ("toolkit", "toolkit.pages")
        for sentence in phrases(room).values()
    ]
    rows = re.findall(r"^\| (.*?) \|", text(PUBLISHING[language]), re.MULTILINE)
    quoted = [words for row in rows for words in re.findall(r"`([^`]+ [^`]+)`", row)]
    assert len(quoted) == 5
    assert [words for words in quoted if not any(words in each for each in said)] == []
