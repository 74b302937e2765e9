import re
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from toolkit.catalogue import markup
from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.nouns import Query
from toolkit.catalogue.sru.cql import INDEXES, LONGEST, cql_of, cql_of_id, quoted, words

TYPED = st.one_of(
    st.text(max_size=60),
    st.text("ab'’ \\\"*?^()/=<>-", max_size=40),
    st.lists(st.sampled_from(["and", "or", "not", "laskar", '"', "\\", "ka'bah"])).map(" ".join),
)


TYPED_NUMBER = " or ".join(
    f'bath.isbn = "{form}"' for form in ("9780306406157", "0306406152", "0-30640615-2")
)


class Reader:
    """Reads CQL as its definition has it: and, or, brackets, and an index with its term."""

    TOKEN = re.compile(
        r'\s*(?:(?P<sign>[()=])|"(?P<term>(?:[^"\\]|\\.)*)"|(?P<word>[\w.]+))', re.DOTALL
    )

    def __init__(self, cql):
        self.tokens, place = [], 0
        while place < len(cql):
            found = self.TOKEN.match(cql, place)
            assert found, f"not CQL from here: {cql[place:]!r}"
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            place = found.end()
        self.tree = self.either()
        assert not self.tokens

    def either(self):
        """Read what stands between and, or: they bind alike, from left to right."""
        left = self.one()
        while self.tokens and self.tokens[0] in {("word", "and"), ("word", "or")}:
            operator = self.tokens.pop(0)[1]
            left = (operator, left, self.one())
        return left

    def one(self):
        kind, text = self.tokens.pop(0)
        if (kind, text) == ("sign", "("):
            inside = self.either()
            assert self.tokens.pop(0) == ("sign", ")")
            return inside
        assert kind == "word"
        relation, (term_kind, term) = self.tokens.pop(0)[1], self.tokens.pop(0)
        assert term_kind == "term"
        assert not re.search(r"(?<!\\)(?:\\\\)*[*?^]", term), "a sign that stands for others"
        return text, relation, re.sub(r"\\(.)", r"\1", term, flags=re.DOTALL)

    def all_of(self, tree=None):
        """Return the parts that must all fit."""
        tree = tree or self.tree
        return [*self.all_of(tree[1]), *self.all_of(tree[2])] if tree[0] == "and" else [tree]


def any_of(tree):
    return [*any_of(tree[1]), *any_of(tree[2])] if tree[0] == "or" else [tree]


@given(TYPED, st.sampled_from(["title", "author", "subject"]))
@example('x" or dc.title = "y', "title")
@example('x\\" or dc.title = "y', "title")
@example("laskar* pel?ngi ^novel", "title")
def test_whatever_somebody_types_is_read_back_as_exactly_those_words(text, field):
    if not words(text):
        return
    tree = Reader(cql_of(Query(**{field: text}))).tree
    assert tree == (INDEXES[field], "all", " ".join(words(text)))


@given(TYPED)
def test_each_word_of_a_text_may_be_in_title_author_or_subject(text):
    if not words(text):
        return
    parts = Reader(cql_of(Query(text=text))).all_of()
    everywhere = [INDEXES[field] for field in ("title", "author", "subject")]
    assert [any_of(part) for part in parts] == [
        [(index, "all", word) for index in everywhere] for word in words(text)
    ]


@given(st.text())
def test_a_term_in_quotes_is_read_back_as_it_was(text):
    assert Reader(f"dc.title = {quoted(text)}").tree == ("dc.title", "=", text)
    assert Reader(cql_of_id(text)).tree == ("rec.id", "=", text)


@given(st.text())
def test_words_are_what_is_left_when_signs_are_gone(text):
    for word in words(text):
        assert any(map(str.isalnum, word))
        assert not set(word) & set(' "\\*?^()<>=/-')
        assert words(word) == [word]


def test_a_word_is_taken_as_people_mean_it():
    assert words("“Laskar   Pelangi”, novel?") == ["Laskar", "Pelangi", "novel"]
    assert words("Ka’bah 'di' Al-Qur‘an") == ["Ka'bah", "di", "Al", "Qur'an"]
    assert words("anak-anak anak") == ["anak"]
    assert words("cafe\u0301") == ["café"]
    assert words("हिन्दी") == ["हिन्दी"]  # marks are of the word
    assert words("C++ & C#") == ["C"]
    assert words("*** '' -") == []


@pytest.mark.parametrize(
    ("query", "cql"),
    [
        (Query(title="laskar pelangi"), 'dc.title all "laskar pelangi"'),
        (
            Query(author="hirata", title="sang pemimpi"),
            'dc.title all "sang pemimpi" and dc.creator all "hirata"',
        ),
        (
            Query(text="laskar"),
            '(dc.title all "laskar" or dc.creator all "laskar" or dc.subject all "laskar")',
        ),
        (
            Query(isbn="ISBN 978-602-8519-93-9"),
            " or ".join(
                f'bath.isbn = "{form}"'
                for form in ("9786028519939", "6028519936", "978-602-8519-93-9", "602-8519-93-6")
            ).join("()"),
        ),
        (Query(isbn="0-30640615-2"), f"({TYPED_NUMBER})"),
        (Query(isbn="9780306406158"), 'bath.isbn = "9780306406158"'),
    ],
)
def test_queries_as_cql(query, cql):
    assert cql_of(query) == cql


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(text="   "),
        Query(text="***"),
        Query(title="laskar", author="?"),
        Query(isbn="laskar"),
        Query(text=" ".join(f"kata{number}" for number in range(200))),
    ],
)
def test_what_cannot_be_looked_for_is_said(query):
    with pytest.raises(CatalogueError) as said:
        cql_of(query)
    assert said.value.trouble == Trouble.BAD_QUERY


def test_what_fits_into_the_search_box_fits_into_an_address():
    most = " ".join(f"{number:02}" for number in range(67))
    assert len(most) == 200
    assert len(urlencode({"query": cql_of(Query(text=most))})) < LONGEST + 100


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED, st.sampled_from(["text", "title", "subject"]))
@example("and or not", "text")
def test_zebra_accepts_whatever_is_typed(zebra, text, field):
    try:
        cql = cql_of(Query(**{field: text}))
    except CatalogueError:
        return
    asked = {"version": "1.1", "operation": "searchRetrieve", "maximumRecords": "1"}
    with urlopen(f"{zebra.koha}?{urlencode({**asked, 'query': cql})}") as answer:
        root = markup.parse(answer.read())
    assert not root.findall(".//{*}diagnostic"), cql


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1))
def test_zebra_accepts_any_id(zebra, text):
    asked = {"version": "1.1", "operation": "searchRetrieve", "maximumRecords": "1"}
    with urlopen(f"{zebra.koha}?{urlencode({**asked, 'query': cql_of_id(text)})}") as answer:
        assert b"diagnostic/1/10<" not in answer.read()
