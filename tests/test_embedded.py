"""The embedded catalogue is a catalogue like the others."""

from sample_catalogue import LASKAR, RECORDS

from toolkit import catalogue
from toolkit.catalogue.embedded import Embedded
from toolkit.catalogue.index.writing import whole
from toolkit.catalogue.nouns import Query


def test_of_records():
    ours = Embedded.of_records(RECORDS)
    assert ours.kind == "embedded"
    assert ours.search(Query(title="laskar")).records == (LASKAR,)
    assert ours.record("1") == LASKAR
    assert ours.about().records == 4


def test_of_no_records():
    page = Embedded.of_records([]).search(Query(text="laskar"))
    assert (page.records, page.total, page.did_you_mean) == ((), 0, "")


def test_of_a_file_as_programmers_open_it(tmp_path):
    file = tmp_path / "ours.sqlite"
    with whole(file, "x") as draft:
        draft.add(RECORDS)
        draft.publish()
    ours = catalogue.open("embedded", str(file))
    assert ours.search(Query(title="laskar")).records == (LASKAR,)
    ours.close()
    assert ours.record("1") == LASKAR
