"""The index: what it finds, in which order, and that it is never half new."""

import os
import sqlite3
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_catalogue import HIRATA, KABAH, LASKAR, RECORDS

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.index import BOUND, PAGE, Index
from toolkit.catalogue.index.entries import entry, record_of, words_of
from toolkit.catalogue.index.query import MOST_WORDS
from toolkit.catalogue.index.writing import lasting, whole
from toolkit.catalogue.nouns import FIELDS, Copy, Query, Record, Status
from toolkit.practice import fitting

SMALL = Index.of_records(RECORDS)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    fill(path, RECORDS)
    return path


def fill(path, records, source="berkas.mrc"):
    with whole(path, source) as draft:
        draft.add(records)
        return draft.publish()


def ids(index, query, cursor=""):
    return [record.id for record in index.search(query, cursor).records]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(text="laskar pelangi"), ["1", "3"]),
        (Query(text="LASKAR"), ["1", "3"]),
        (Query(title="laskar"), ["1"]),
        (Query(subject="laskar"), ["3"]),
        (Query(author="hirata"), ["1", "4"]),
        (Query(text="hirata"), ["3", "1", "4"]),
        (Query(text="hirata laskar fiksi"), ["1"]),
        (Query(title="pelangi", author="andrea"), ["1"]),
        (Query(title="perjalanan"), ["2"]),
        (Query(text="kabah"), ["2"]),
        (Query(text="ka’bah"), ["2"]),
        (Query(text="CAFE"), ["2"]),
        (Query(text="celik omer"), ["2"]),
        (Query(text="laska"), []),
        (Query(text="pelangi rainbow"), []),
    ],
)
def test_every_word_must_stand_there_whole(query, found):
    assert ids(SMALL, query) == found


@pytest.mark.parametrize(
    "isbn",
    ["9793062797", "979-3062-79-7", "9789793062792", " 978-979-3062-79-2 ", "ISBN 9793062797"],
)
def test_a_number_is_found_in_any_form(isbn):
    assert ids(SMALL, Query(isbn=isbn)) == ["1"]


@pytest.mark.parametrize("isbn", ["9789793062799", "laskar", "123", "-"])
def test_what_is_no_number_of_a_book_finds_nothing(isbn):
    assert ids(SMALL, Query(isbn=isbn)) == []


def test_titles_come_first_then_authors_then_subjects_and_short_titles_before_long():
    index = Index.of_records(
        [
            Record("subject", "A", subjects=("Kopi",)),
            Record("author", "Bb", authors=("Kopi, Budi",)),
            Record("long", "Kopi di pegunungan yang sangat jauh"),
            Record("short", "Kopi"),
            Record("both", "Kopi lagi", authors=("Kopi, Budi",), subjects=("Kopi",)),
        ]
    )
    assert ids(index, Query(text="kopi")) == ["short", "both", "long", "author", "subject"]


def test_facets_count_what_was_found_and_narrow_it():
    page = SMALL.search(Query(text="hirata"))
    counts = {(facet.name, facet.value): facet.count for facet in page.facets}
    assert counts["language", "id"] == 2
    assert counts["year", "2005"] == 1
    assert counts["subject", "Pendidikan -- Fiksi"] == 1
    assert ids(SMALL, Query(text="hirata", narrowed=(("language", "en"),))) == ["4"]
    both = (("year", "2005"), ("subject", "Pendidikan -- Fiksi"))
    assert ids(SMALL, Query(text="hirata", narrowed=both)) == ["1"]
    assert ids(SMALL, Query(text="hirata", narrowed=(("year", "1999"),))) == []
    assert ids(SMALL, Query(text="hirata", narrowed=(("shelf", "x"),))) == []


def test_a_facet_is_no_word():
    mark = entry(LASKAR).marks.split()[0]
    assert ids(SMALL, Query(text=mark)) == []


def test_pages_follow_each_other_to_the_end():
    count = BOUND + 2 * PAGE + 3
    index = Index.of_records(
        Record(str(number), "Kopi" if number % 2 else "Teh", authors=("Kopi, Budi",))
        for number in range(count)
    )
    query, cursor, seen = Query(text="kopi"), "", []
    while True:
        page = index.search(query, cursor)
        seen += [record.id for record in page.records]
        cursor = page.cursor
        assert page.total is None
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == count
    assert all(int(number) % 2 for number in seen[: count // 2])  # titles before authors
    assert index.search(Query(title="teh")).total == (count + 1) // 2
    assert index.search(query, str(count + 50)).records == ()


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "²", "9" * 30, "1 OR 1"])
def test_a_cursor_of_somebody_elses_is_refused(cursor):
    with pytest.raises(CatalogueError) as caught:
        SMALL.search(Query(text="laskar"), cursor)
    assert caught.value.trouble is Trouble.BAD_QUERY


@pytest.mark.parametrize("text", ["", "  ", "!?", "'", "-- * ()", "́"])
def test_without_a_word_there_is_nothing_to_look_for(text):
    with pytest.raises(CatalogueError) as caught:
        SMALL.search(Query(text=text))
    assert caught.value.trouble is Trouble.BAD_QUERY


def test_more_words_than_anybody_types_are_refused():
    words = [f"kata{number}" for number in range(MOST_WORDS + 1)]
    assert ids(SMALL, Query(text=" ".join(words[:-1]))) == []
    with pytest.raises(CatalogueError):
        SMALL.search(Query(text=" ".join(words)))


@pytest.mark.parametrize("field", FIELDS)
@given(words=st.text(max_size=80))
def test_whatever_is_typed_is_answered(field, words):
    query = Query(**{field: words})
    if words.strip() if field == "isbn" else words_of(words):
        page = SMALL.search(query)
        assert page.total == len(page.records)
    else:
        with pytest.raises(CatalogueError) as caught:
            SMALL.search(query)
        assert caught.value.trouble is Trouble.BAD_QUERY


@given(words=st.text(st.sampled_from("laskar pelangi\"*^(){}:+-AND OR NOT NEAR'\0é"), max_size=60))
def test_the_signs_of_the_search_language_mean_nothing(words):
    wanted = fitting.words_of(words)
    if wanted:
        found = {each.id for each in RECORDS if set(wanted) <= set(everything(each))}
        assert {*ids(SMALL, Query(text=words))} == found


def everything(record):
    parts = (record.title, record.subtitle, *record.authors, *record.subjects)
    return fitting.words_of(" ".join(parts))


@given(st.text())
def test_words_are_folded_as_in_the_browser(text):
    assert words_of(text) == fitting.words_of(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_words_are_folded_as_all_others(text):
    assert words_of(text) == fitting.words_of(text)


@given(st.text(st.characters(categories=("L", "N", "M")), min_size=1, max_size=12))
def test_letters_of_any_script_are_found_again(word):
    if words_of(word):
        index = Index.of_records([Record("1", f"Buku {word} baru")])
        assert ids(index, Query(text=word)) == ["1"]
        index.close()


copies = st.none() | st.lists(
    st.builds(
        Copy, st.text(), st.text(), st.text(), st.sampled_from(Status), st.none() | st.dates()
    ),
    max_size=3,
).map(tuple)
texts = st.lists(st.text(max_size=8), max_size=3).map(tuple)


@given(
    st.builds(
        Record,
        id=st.text(),
        title=st.text(),
        authors=texts,
        isbns=texts,
        subjects=texts,
        year=st.none() | st.integers(-9999, 9999),
        copies=copies,
    )
)
def test_a_record_comes_back_as_it_was(record):
    assert record_of(entry(record).body) == record


def test_a_record_by_its_id():
    assert SMALL.record("2") == KABAH
    with pytest.raises(CatalogueError) as caught:
        SMALL.record("99")
    assert caught.value.key == "trouble_no_such_record"


def test_nothing_imported_yet_is_said(tmp_path):
    with pytest.raises(CatalogueError) as caught:
        Index(tmp_path / "none.sqlite").search(Query(text="laskar"))
    assert caught.value.trouble is Trouble.DISABLED
    assert "suluh catalogue import" in caught.value.sentence("id")
    assert not (tmp_path / "none.sqlite").exists()


def test_what_only_arrived_is_no_index(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    with lasting(path, "https://x.example/oai") as draft:
        draft.renew(RECORDS, (), "next")
    with pytest.raises(CatalogueError) as caught:
        Index(path).search(Query(text="laskar"))
    assert caught.value.key == "index_missing"


@pytest.mark.parametrize("damage", ["text", "cut", "middle", "empty"])
def test_a_damaged_file_is_one_sentence_and_can_be_filled_again(file, damage):
    data = file.read_bytes()
    file.write_bytes(
        {
            "text": b"this is no database at all, but long enough to look at " * 40,
            "cut": data[: len(data) // 2],
            "middle": data[:4096] + b"\xff" * (len(data) - 4096),
            "empty": b"",
        }[damage]
    )
    with pytest.raises(CatalogueError) as caught:
        Index(file).search(Query(text="laskar"))
    assert caught.value.trouble is Trouble.DISABLED
    assert caught.value.key in {"index_damaged", "index_missing"}
    assert fill(file, RECORDS) == 4
    assert ids(Index(file), Query(title="laskar")) == ["1"]


@pytest.mark.parametrize(
    "body", ["[1, 2", "[1, 2]", "null", '["1","t","",null,[],"",null,"",[],"",null,""]']
)
def test_a_spoilt_record_is_one_sentence(file, body):
    connection = sqlite3.connect(file)
    connection.execute("UPDATE records SET body = ?", (body,))
    connection.commit()
    connection.close()
    index = Index(file)
    for _ in range(2):
        with pytest.raises(CatalogueError) as caught:
            index.record("1")
        assert caught.value.key == "index_damaged"


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be replaced there")
def test_who_has_searched_sees_a_file_that_was_replaced(file, tmp_path):
    index = Index(file)
    assert ids(index, Query(title="laskar")) == ["1"]
    fill(tmp_path / "lain.sqlite", [HIRATA])
    for each in tmp_path.glob("catalogue.sqlite*"):
        each.unlink()
    with pytest.raises(CatalogueError):
        ids(index, Query(title="laskar"))
    (tmp_path / "lain.sqlite").rename(file)
    assert ids(index, Query(title="laskar")) == []
    index.close()


def test_an_index_of_another_version_is_made_anew(file):
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CatalogueError) as caught:
        Index(file).search(Query(text="laskar"))
    assert caught.value.key == "index_missing"
    fill(file, [LASKAR])
    assert Index(file).about().records == 1


def test_a_broken_import_leaves_the_old_index(file):
    index = Index(file)

    def break_off():
        with whole(file, "lain.mrc") as draft:
            draft.add([Record("9", "Laskar baru")])
            assert ids(index, Query(title="laskar")) == ["1"]
            draft.publish()
            assert ids(index, Query(title="laskar")) == ["1"]
            raise EOFError

    with pytest.raises(EOFError):
        break_off()
    assert ids(index, Query(title="laskar")) == ["1"]
    assert index.about()[::2] == ("berkas.mrc", 4)
    assert fill(file, [HIRATA]) == 1  # and nothing of it is left


def test_who_searches_sees_the_new_index_once_it_is_whole(file):
    index = Index(file)
    assert index.search(Query(title="lskar")).did_you_mean == "laskar"
    fill(file, [Record("9", "Kapal baru")])
    assert ids(index, Query(title="laskar")) == []
    assert ids(index, Query(title="kapal")) == ["9"]
    assert index.search(Query(title="kpal")).did_you_mean == "kapal"


def test_a_second_import_waits_its_turn(file, monkeypatch):
    monkeypatch.setattr("toolkit.catalogue.index.file.WAIT_SECONDS", 0.1)
    with whole(file, "a") as draft:
        draft.add([LASKAR])
        with pytest.raises(CatalogueError) as caught:
            fill(file, RECORDS)
        draft.publish()
    assert caught.value.key == "index_busy"
    assert caught.value.trouble is Trouble.BUSY


def test_several_search_at_once_while_it_is_filled(file):
    index, wrong = Index(file), []
    done = threading.Event()

    def search():
        while not done.is_set():
            found = ids(index, Query(text="laskar pelangi"))
            if found != ["1", "3"]:
                wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        fill(file, RECORDS)
    done.set()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_first_of_an_id_stays_in_an_import(tmp_path):
    with whole(tmp_path / "a.sqlite", "x") as draft:
        assert draft.add([LASKAR, HIRATA, Record("1", "Lain")]) == [True, True, False]
        assert draft.publish() == 2
    assert Index(tmp_path / "a.sqlite").record("1") == LASKAR


def test_a_harvest_goes_on_where_it_was(file):
    source = "https://x.example/oai"
    with lasting(file, source) as draft:
        assert (draft.token, draft.count) == ("", 0)
        draft.renew([LASKAR, KABAH], [], "halaman-2")
    assert Index(file).about().records == 4  # the old one, still
    fill(file, [HIRATA])  # an import meanwhile
    with lasting(file, source) as draft:
        assert (draft.token, draft.count) == ("halaman-2", 2)
        draft.renew([Record("1", "Laskar baru"), HIRATA], ["2"], "")
        assert draft.publish() == 2
    index = Index(file)
    assert index.record("1").title == "Laskar baru"
    assert index.about().source == source
    with lasting(file, source) as draft:
        assert (draft.token, draft.count) == ("", 0)


def test_a_draft_can_be_forgotten(file):
    with lasting(file, "x") as draft:
        draft.renew([LASKAR], [], "2")
        draft.forget()
        assert (draft.token, draft.count) == ("", 0)


def test_two_harvests_of_one_address_do_not_mix(file):
    source = "https://x.example/oai"
    with lasting(file, source) as first, lasting(file, source) as late:
        first.renew([LASKAR], [], "halaman-2")
        stopped(late.renew, [LASKAR], [], "halaman-2")
        with lasting(file, source) as second:  # it goes on where the first one is
            first.renew([KABAH], [], "")
            stopped(second.renew, [KABAH], [], "")
            assert first.publish() == 2
            stopped(second.renew, [HIRATA], [], "")
            stopped(second.publish)
    assert Index(file).about().records == 2


def stopped(do, *arguments):
    with pytest.raises(CatalogueError) as caught:
        do(*arguments)
    assert (caught.value.trouble, caught.value.key) == (Trouble.BUSY, "index_busy")


@pytest.mark.parametrize("record_id", ["\ud800", "1\0", "' OR 1=1 --"])
def test_an_odd_id_is_only_one_that_nobody_has(file, record_id):
    with pytest.raises(CatalogueError) as caught:
        Index(file).record(record_id)
    assert caught.value.key == "trouble_no_such_record"
