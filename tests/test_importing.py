"""Files of records into the index, whatever is wrong with them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_catalogue import HEADS, RECORDS, marc, marcxml, slims_row

from toolkit.catalogue.errors import CatalogueError
from toolkit.catalogue.importing import import_file
from toolkit.catalogue.importing.imported import ImportingError
from toolkit.catalogue.index import Index
from toolkit.catalogue.index.writing import whole
from toolkit.catalogue.nouns import Query, Status

NAMES = ["Laskar Pelangi", "Ka'bah", "Café au lait"]


@pytest.fixture
def index(tmp_path):
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def bring(tmp_path, index):
    def bring(data, name="ekspor.bin"):
        file = tmp_path / name
        file.write_bytes(data)
        return import_file(file, index)

    return bring


def titles(index):
    found = Index(index)
    ids = [f"r{number}" for number in range(1, 10)] + [str(number) for number in range(1, 10)]
    shown = []
    for each in ids:
        try:
            shown.append(found.record(each).title)
        except CatalogueError:
            continue
    return shown


def records(count=3):
    return [marc(NAMES[at], str(at + 1), f100="Hirata, Andrea") for at in range(count)]


def marc8(title, number):
    data = marc(title, number).as_marc()
    return data[:9] + b" " + data[10:]


def test_marc21_in_utf8(bring, index):
    assert bring(b"".join(each.as_marc() for each in records())).records == 3
    assert titles(index) == NAMES


def test_marc21_in_marc8(bring, index):
    data = marc8("Kafe !", "1").replace(b"Kafe !", b"Caf\xe2e ") + marc8("Laskar", "2")
    assert bring(data).records == 2
    assert titles(index) == ["Café", "Laskar"]


def test_marc21_in_utf8_that_does_not_say_so(bring, index):
    assert bring(b"".join(marc8(name, str(at)) for at, name in enumerate(NAMES, 1))).records == 3
    assert titles(index) == NAMES


def test_a_bad_record_is_named_and_the_others_are_kept(bring, index):
    good = [each.as_marc() for each in records()]
    bad = good[1][:12] + b"99999" + good[1][17:]
    nameless = marc(" / ", "7").as_marc()
    latin = marc("Xafe", "8").as_marc().replace(b"Xafe", b"\xe9afe")
    data = b"\r\n".join([good[0], bad, nameless, b"rubbish\x1d", latin, good[0], good[2]]) + b"\x1a"
    told = bring(data)
    assert told.records == 2
    assert titles(index) == [NAMES[0], NAMES[2]]
    assert [(each.number, each.reason) for each in told.named] == [
        (2, "skipped_unreadable"),
        (3, "skipped_no_title"),
        (4, "skipped_unreadable"),
        (5, "skipped_unreadable"),
        (6, "skipped_twice"),
    ]
    assert "2" in told.named[0].sentence("id")


def test_records_without_a_number_get_one(bring, index):
    assert bring(b"".join(marc(name).as_marc() for name in NAMES)).records == 3
    assert titles(index) == NAMES


@pytest.mark.parametrize("space", [True, False])
def test_marcxml(bring, index, space):
    assert bring(marcxml(*records(), space=space), "salah.mrc").records == 3
    assert titles(index) == NAMES


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_marcxml_in_another_encoding(bring, index, encoding):
    text = marcxml(*records()).decode().replace("UTF-8", encoding.removesuffix("-sig"))
    assert bring(text.encode(encoding)).records == 3
    assert titles(index) == NAMES


def test_marcxml_in_an_envelope_with_a_prefix(bring, index):
    inside = marcxml(*records(2)).decode().partition("<collection")[2].partition(">")[2]
    inside = inside.removesuffix("</collection>")
    for name in ("record", "leader", "controlfield", "datafield", "subfield"):
        inside = inside.replace(f"<{name}", f"<m:{name}").replace(f"</{name}", f"</m:{name}")
    head = '<OAI xmlns="urn:o" xmlns:m="http://www.loc.gov/MARC21/slim">'
    wrapped = inside.replace("<m:record", "<record><metadata><m:record").replace(
        "</m:record>", "</m:record></metadata></record>"
    )
    assert bring(f"{head}{wrapped}</OAI>".encode()).records == 2
    assert titles(index) == NAMES[:2]


def test_a_bad_record_in_marcxml_is_skipped(bring):
    data = marcxml(*records()).replace(b"Ka'bah", b"")
    told = bring(data)
    assert (told.records, told.skipped) == (2, 1)
    assert (told.named[0].number, told.named[0].reason) == (2, "skipped_no_title")


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "import_empty"),
        (b" \n ", "import_empty"),
        (b"root:x:0:0:root:/root:/bin/bash\n", "import_unknown"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "import_unknown"),
        (b"PK\x03\x04" + b"\0" * 60, "import_unknown"),
        (b"<html><body>Masuk dulu</body></html>", "import_nothing"),
        (b"<html><br></html>", "import_broken_xml"),
        (marcxml(*records())[:-60], "import_broken_xml"),
        (b"<x>" + ENTITY + b"</x>", "import_broken_xml"),
        (ENTITY + b"<x>&b;</x>", "import_document_type"),
        (b'<?xml version="1.0" encoding="klingon"?><x/>', "import_encoding"),
        (b"".join(each.as_marc() for each in records())[:-20], "import_broken_off"),
        (marc(" / ", "7").as_marc(), "import_nothing"),
        (f"{HEADS}\n".encode(), "import_nothing"),
        (b'"name","age"\n"Budi","7"\n', "import_unknown"),
    ],
)
def test_what_cannot_come_in_leaves_the_old_index(bring, index, data, reason):
    with whole(index, "lama.mrc") as draft:
        draft.add(RECORDS)
        draft.publish()
    with pytest.raises(ImportingError) as caught:
        bring(data)
    assert caught.value.key == reason
    assert caught.value.sentence("id") != caught.value.sentence("en")
    old = Index(index)
    assert old.about()[::2] == ("lama.mrc", 4)
    assert old.search(Query(title="laskar")).total == 1


ROWS = [
    slims_row("Laskar Pelangi : sebuah novel / Andrea Hirata", "<Andrea Hirata><Maya, Sari>"),
    slims_row('Novel "Sang Pemimpi", jilid 2'),
    slims_row('Ka\'bah; dan "kita"'),
]


@pytest.mark.parametrize("heads", ["", HEADS, HEADS + ",", HEADS.replace('"', "")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("tail", ["", ","])
def test_csv_as_slims_writes_it(bring, index, heads, end, tail):
    lines = [heads, *(row + tail for row in ROWS)] if heads else [row + tail for row in ROWS]
    assert bring((end.join(lines) + end).encode()).records == 3
    record = Index(index).record("r1")
    assert (record.title, record.subtitle) == ("Laskar Pelangi", "sebuah novel")
    assert record.authors == ("Andrea Hirata", "Maya, Sari")
    assert record.subjects == ("Fiksi Indonesia", "Pendidikan")
    assert record.isbns == ("9793062797",)
    assert (record.publisher, record.year, record.language) == ("Bentang", 2005, "id")
    assert record.call_number == "899.221 HIR l"
    assert [(copy.code, copy.status) for copy in record.copies] == [
        ("B001", Status.UNKNOWN),
        ("B002", Status.UNKNOWN),
    ]
    assert Index(index).record("r2").title == 'Novel "Sang Pemimpi", jilid 2'


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_that_a_spreadsheet_saved(bring, index, separator, encoding):
    row = slims_row("Café, “Kopi” &\nteh", separator=separator, quote="").replace(
        "Café, “Kopi” &\nteh", '"Café, ""Kopi"" – &\nteh"'
    )
    heads = HEADS.replace('"', "").replace(",", separator)
    assert bring(f"{heads}\r\n{row}\r\n".encode(encoding)).records == 1
    assert titles(index) == ['Café, "Kopi" – & teh']


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_csv_that_breaks_off_in_a_title_leaves_the_old_index(bring, index, encoding):
    whole_file = "\n".join([HEADS, *ROWS])
    assert bring(whole_file.encode(encoding)).records == 3  # the last line needs no end
    with pytest.raises(ImportingError) as caught:
        bring(whole_file[:-30].encode(encoding))
    assert caught.value.key == "import_broken_off"
    assert Index(index).about().records == 3


def test_a_line_with_other_columns_is_named(bring, index):
    lines = [HEADS, ROWS[0], '"Buku","Text"', '"Buku "yang, terbuka', ROWS[2], ""]
    told = bring("\n".join(lines).encode())
    assert told.records == 2
    assert [(each.number, each.reason) for each in told.named] == [
        (2, "skipped_columns"),
        (3, "skipped_columns"),
    ]


def test_columns_in_another_order(bring, index):
    assert bring(b"authors;title;publish_year\n<Hirata>;Laskar;2005\n").records == 1
    record = Index(index).record("r1")
    assert (record.title, record.authors, record.year) == ("Laskar", ("Hirata",), 2005)


def test_how_far_it_has_come_is_told(tmp_path, index):
    file = tmp_path / "x.mrc"
    file.write_bytes(b"".join(marc(f"Buku {at}", str(at)).as_marc() for at in range(1200)))
    heard = []
    assert import_file(file, index, heard.append).records == 1200
    assert heard == sorted(heard)
    assert len(heard) == 3
    assert heard[-1] == file.stat().st_size


def test_where_the_disk_fails_it_is_not_the_index_that_is_blamed(tmp_path, index, monkeypatch):
    def fails(_stream):
        raise OSError(5, "Input/output error")
        yield

    file = tmp_path / "x.mrc"
    file.write_bytes(marc("Buku").as_marc())
    monkeypatch.setattr("toolkit.catalogue.importing.marc21.read", fails)
    with pytest.raises(OSError, match="Input/output error"):
        import_file(file, index)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    file = tmp_path / "x.mrc"
    file.write_bytes(marc("Buku").as_marc())
    with pytest.raises(CatalogueError) as caught:
        import_file(file, file / "catalogue.sqlite")
    assert caught.value.key == "index_closed"


GOOD = b"".join(each.as_marc() for each in records())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.data())
def test_any_bytes_are_imported_or_told_of(tmp_path, data):
    whole_file = data.draw(st.sampled_from([GOOD, marcxml(*records()), "\n".join(ROWS).encode()]))
    at = data.draw(st.integers(0, len(whole_file)))
    put = data.draw(st.binary(max_size=30) | st.sampled_from([b"\x1d", b'"', b"<", b"\0", b"\n"]))
    cut = data.draw(st.integers(0, 40))
    file, index = tmp_path / "file", tmp_path / "index.sqlite"
    file.write_bytes(whole_file[:at] + put + whole_file[at + cut :])
    try:
        told = import_file(file, index)
    except ImportingError as error:
        told = error.sentence("id")
    assert isinstance(told, str) or told.records == Index(index).about().records > 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_rubbish_is_told_of(tmp_path, data):
    file = tmp_path / "file"
    file.write_bytes(data)
    with pytest.raises(ImportingError) as caught:
        import_file(file, tmp_path / "index.sqlite")
    assert caught.value.sentence("en")
