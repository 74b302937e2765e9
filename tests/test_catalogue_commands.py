"""`suluh catalogue`, as staff would use it."""

import functools
import os
import re
import subprocess

import pytest
from conftest import SULUH
from peers.oai import OaiPeer
from sample_catalogue import KABAH, LASKAR, RECORDS, marc, marcxml

from toolkit import catalogue, cli
from toolkit.catalogue import commands
from toolkit.catalogue.embedded import Embedded
from toolkit.catalogue.errors import WORDS, CatalogueError, Trouble
from toolkit.catalogue.examination import Examination
from toolkit.catalogue.index.writing import Draft, whole
from toolkit.catalogue.nouns import Catalogue, Page, Query, Record
from toolkit.catalogue.transport import Transport
from toolkit.library import CatalogueSettings
from toolkit.project import Project

pytestmark = pytest.mark.lessons("misinformation")


@pytest.fixture(autouse=True)
def here(project):
    return project


@pytest.fixture
def quick(monkeypatch):
    hurried = functools.partial(Transport, pace=0.01)
    monkeypatch.setattr("toolkit.catalogue.transport.Transport", hurried)


def suluh(capsys, *arguments):
    try:
        status = cli.main(["catalogue", *map(str, arguments)])
    except SystemExit as stopped:
        status = stopped.code
    told = capsys.readouterr()
    return status, told.out, told.err


def configure(home, kind, url=""):
    file = home / "library.toml"
    text = re.sub(r'(?m)^kind = ""', f'kind = "{kind}"', file.read_text("utf-8"), count=1)
    text = re.sub(r'(?m)^url = ""', f'url = "{url}"', text, count=1)
    text = text.replace("private_network = false", "private_network = true")
    file.write_text(text, "utf-8")


def fill(records):
    with whole(catalogue.own_index(), "x") as draft:
        draft.add(records)
        draft.publish()


def test_a_file_comes_in_and_is_found(capsys, project, tmp_path):
    file = tmp_path / "buku kami.xml"
    file.write_bytes(marcxml(marc("Laskar Pelangi", "1", f100="Hirata, Andrea"), marc(" / ", "2")))
    status, told, beside = suluh(capsys, "import", file)
    assert (status, beside) == (0, "")  # no bar where nobody looks
    assert told.splitlines()[:3] == [
        "Masuk: 1 judul dari buku kami.xml.",
        "Dilewati: 1.",
        "  nomor 2: tanpa judul",
    ]
    assert 'kind = "embedded"' in told
    configure(project, "embedded")
    assert 'kind = "embedded"' not in suluh(capsys, "import", file)[1]
    status, told, _ = suluh(capsys, "search", "pelangi")
    assert status == 0
    assert "Hirata, Andrea" in told
    assert told.startswith(f"Katalog {Project.find().library.name}")


def test_only_some_of_what_was_left_out_is_named(capsys, tmp_path):
    file = tmp_path / "x.mrc"
    bad = b"00099nam a2200049 i 4500rusak\x1d"
    file.write_bytes(bad * 25 + marc("Laskar").as_marc())
    lines = suluh(capsys, "import", file, "--lang", "en")[1].splitlines()
    assert lines[1] == "Left out: 25."
    assert lines[12] == "  and 15 more"


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"bukan katalog", "tidak dikenal"), (b"", "kosong"), (marcxml(marc("A"))[:-9], "terputus")],
)
def test_a_file_that_cannot_come_in_is_one_sentence(capsys, tmp_path, content, told):
    file = tmp_path / "x.mrc"
    file.write_bytes(content)
    status, out, beside = suluh(capsys, "import", file)
    assert (status, out) == (1, "")
    assert told in beside
    assert len(beside.splitlines()) == 1


def test_a_file_that_is_not_there(capsys, tmp_path):
    status, _, told = suluh(capsys, "import", tmp_path / "hilang.mrc")
    assert status == 1
    assert "hilang.mrc tidak ditemukan" in told


def test_from_end_to_end(project, tmp_path):
    file = tmp_path / "x.mrc"
    file.write_bytes(marc("Café Pelangi", "1").as_marc())
    subprocess.run([*SULUH, "catalogue", "import", file], check=True, capture_output=True)
    configure(project, "embedded")
    command = [*SULUH, "catalogue", "search", "cafe"]
    told = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
    assert "Café Pelangi" in told


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_a_bar_shows_on_a_terminal_how_far_it_has_come(tmp_path):
    import fcntl
    import pty
    import struct
    import termios

    file = tmp_path / "x.mrc"
    file.write_bytes(marc("Laskar").as_marc())
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [*SULUH, "catalogue", "import", file]
    subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    assert b"100%" in os.read(ours, 10_000)
    os.close(ours)


def test_without_a_catalogue_of_its_own_the_practice_one_is_searched(capsys):
    status, told, _ = suluh(capsys, "search", "laskar", "pelangi")
    assert status == 0
    assert told.startswith("Katalog latihan.")
    assert "Laskar Pelangi" in told
    assert "Hirata, Andrea" in told


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--author", "hirata"), "Laskar Pelangi"),
        (("--title", "bumi manusia", "--author", "toer"), "Bumi Manusia"),
        (("pelangi", "--author", "hirata"), "Laskar Pelangi"),
    ],
)
def test_fields_of_a_search(capsys, arguments, found):
    assert found in suluh(capsys, "search", *arguments)[1]


def test_a_search_that_finds_nothing(capsys):
    status, told, _ = suluh(capsys, "search", "laskr", "pelangi", "--lang", "en")
    assert status == 1
    assert "Did you mean: laskar pelangi" in told


@pytest.mark.parametrize("arguments", [(), ("  ",), ("--title", "")])
def test_a_search_for_nothing(capsys, arguments):
    status, _, told = suluh(capsys, "search", *arguments)
    assert status == 2
    assert "suluh catalogue search" in told


def test_a_slip_of_the_pen(capsys):
    assert 'Maksud Anda "search"?' in suluh(capsys, "serach", "x")[2]
    assert suluh(capsys)[0] == 2


@pytest.mark.parametrize("width", [40, 60, 100])
def test_the_table_fits_the_terminal(width):
    library = Project.find().library
    told = commands.search(Query(text="hirata"), Embedded.of_records(RECORDS), library, "id", width)
    lines = told.words.splitlines()[1:]
    assert max(map(len, lines)) <= width
    assert "(1/2)" in told.words


def test_nobody_commands_the_terminal():
    wicked = Record("1", "Laskar \x1b[31mmerah\x07", authors=("\x9bA",))
    ours = Embedded.of_records([wicked])
    told = commands.search(Query(text="laskar"), ours, Project.find().library, "id", 80)
    assert told.well
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", told.words)


def test_copies_are_asked_for_where_few_were_found():
    class Shy(Catalogue):
        kind = "slims"

        def search(self, _query, _cursor=""):
            return Page((Record("1", "Laskar"), Record("2", "Lain")), total=2)

        def record(self, record_id):
            if record_id == "2":
                raise CatalogueError(Trouble.OFFLINE)
            return LASKAR

    told = commands.search(Query(text="laskar"), Shy(), Project.find().library, "id", 100)
    assert "(1/2)" in told.words
    assert "Belum diketahui" in told.words
    assert LASKAR.call_number in told.words  # which the list of results did not have


def test_a_smaller_list_in_the_place_of_a_larger_one_is_told(capsys, tmp_path):
    file = tmp_path / "satu.xml"
    fill(RECORDS)
    file.write_bytes(marcxml(marc("Laskar Pelangi", "1")))
    assert f"Tadinya ada {len(RECORDS)} judul." in suluh(capsys, "import", file)[1]
    assert "Tadinya" not in suluh(capsys, "import", file)[1]


def test_who_mixes_up_import_and_harvest_is_told(capsys, tmp_path):
    status, _, told = suluh(capsys, "import", "https://opac.example/opac/oai")
    assert status == 1
    assert "suluh catalogue harvest https://opac.example/opac/oai" in told
    file = tmp_path / "buku.csv"
    file.write_text("title", "utf-8")
    status, _, told = suluh(capsys, "harvest", file)
    assert status == 1
    assert f"suluh catalogue import {file}" in told


def harvested():
    return Embedded(catalogue.own_index())


@pytest.mark.usefixtures("quick")
def test_a_harvest_fills_the_catalogue(capsys):
    with OaiPeer(120) as server:
        status, told, _ = suluh(capsys, "harvest", f"{server.url}opac/oai")
    assert status == 0
    assert told.startswith("Masuk: 120 judul.")
    assert harvested().search(Query(title="kabah")).total == 1


@pytest.mark.usefixtures("quick")
def test_an_interrupted_harvest_goes_on(capsys):
    fill([KABAH])
    with OaiPeer(250) as server:
        url = f"{server.url}opac/oai"

        def interrupt(*_):
            raise KeyboardInterrupt

        transport = Transport(url, private_network=True, pace=0.01)
        told = commands.harvest(transport, catalogue.own_index(), "id", print, interrupt)
        assert told.interrupted
        assert "Sudah tersimpan: 100 judul" in told.words
        assert harvested().about().records == 1  # the old one, until the new one is whole
        first = len(server.batches)
        status, out, _ = suluh(capsys, "harvest", url)
    assert status == 0
    assert "Sudah ada: 100 judul." in out
    assert "Masuk: 250 judul." in out
    assert len(server.batches) - first == 2
    assert server.batches[first]["resumptionToken"].endswith("100")
    assert harvested().about().records == 250


@pytest.mark.usefixtures("quick")
def test_a_harvest_whose_place_was_forgotten_begins_anew(capsys):
    with OaiPeer(250) as server:
        url = f"{server.url}opac/oai"

        def lose(*_):
            raise CatalogueError(Trouble.OFFLINE, "cut")

        transport = Transport(url, private_network=True, pace=0.01)
        told = commands.harvest(transport, catalogue.own_index(), "en", print, lose)
        assert not told.well
        assert "Titles kept so far: 100" in told.words
        server.known = False
        server.titles = server.titles[:60]
        status, out, _ = suluh(capsys, "harvest", url)
    assert status == 0
    assert "Masuk: 60 judul." in out


@pytest.mark.parametrize("path", ["nothing", "html", "away"])
@pytest.mark.usefixtures("quick")
def test_a_harvest_of_nothing_leaves_the_old_catalogue(capsys, path):
    fill([KABAH])
    with OaiPeer(5) as server:
        status, out, beside = suluh(capsys, "harvest", f"{server.url}{path}")
    assert status == 1
    assert len((out + beside).splitlines()) == 1
    assert harvested().about().records == 1


def test_an_address_that_is_none(capsys):
    status, _, told = suluh(capsys, "harvest", "katalog")
    assert status == 1
    assert len(told.splitlines()) == 1


def test_the_catalogue_is_tried_out(capsys, project):
    configure(project, "embedded")
    fill([Record(str(at), f"Anak pantai {at}", copies=LASKAR.copies) for at in range(30)])
    status, told, _ = suluh(capsys, "test")
    assert status == 0
    lines = told.splitlines()
    assert lines[0] == "Mencoba katalog embedded"
    assert [line[0] for line in lines[1:-1]] == ["✓"] * 5
    assert "30 judul" in told
    assert "Eksemplar: 2, yang statusnya diketahui: 2." in told
    assert lines[-1] == "Katalog siap dipakai di pelajaran."


def test_what_to_do_before_anything_was_imported(capsys, project):
    configure(project, "embedded")
    status, told, _ = suluh(capsys, "test")
    assert status == 1
    assert "✗" in told
    assert "Isi dulu: suluh catalogue import" in told


def test_what_to_do_where_none_is_configured(capsys):
    status, _, told = suluh(capsys, "test", "--lang", "en")
    assert status == 1
    assert "does not name your library's catalogue yet" in told


@pytest.mark.usefixtures("quick")
def test_what_to_do_where_nobody_answers(capsys, project):
    with OaiPeer(1) as server:
        url = server.url
    configure(project, "slims", url)  # it is gone by now
    status, told, _ = suluh(capsys, "test")
    assert status == 1
    assert "Periksa url di library.toml" in told


class Odd(Catalogue):
    """A catalogue that does each thing as it is told to."""

    kind = "slims"

    def __init__(self, **ways):
        self.ways = ways

    def search(self, _query, cursor=""):
        way = self.ways.get("further" if cursor else "search")
        return self._done(way, Page((LASKAR,), 20, cursor="" if cursor else "2"))

    def record(self, _record_id):
        return self._done(self.ways.get("record"), LASKAR)

    def _done(self, way, usual):
        if isinstance(way, Trouble):
            raise CatalogueError(way)
        return usual if way is None else way


@pytest.mark.parametrize(
    ("ways", "key"),
    [
        ({"further": Page((KABAH,))}, ""),
        ({"search": Page(())}, "test_found_nothing"),
        ({"further": Page((LASKAR,))}, "test_pages_alike"),
        ({"further": Page((KABAH,)), "record": Trouble.BAD_RESPONSE}, "advice_bad_response"),
        ({"further": Trouble.TIMEOUT}, "advice_timeout"),
        *(({"search": trouble}, f"advice_{trouble.replace('-', '_')}") for trouble in Trouble
          if trouble not in {Trouble.DISABLED, Trouble.BAD_QUERY}),
        ({"search": Trouble.DISABLED}, "advice_disabled_slims"),
    ],
)  # fmt: skip
def test_what_does_not_work_is_said_with_what_to_change(ways, key):
    settings = CatalogueSettings("slims", "https://katalog.example/")
    lines = list(Examination(Odd(**ways), settings, "id").lines())
    bad = "\n".join(str(line) for line in lines if not line.well)
    sentence = WORDS[key]["id"].format(kind="slims", url=settings.url) if key else ""
    assert bad.endswith(sentence)
    assert bool(bad) == bool(key)


def test_a_catalogue_that_finds_every_word_too_common():
    settings = CatalogueSettings("slims", "https://katalog.example/")
    lines = list(Examination(Odd(search=Trouble.BAD_QUERY), settings, "id").lines())
    assert [line.well for line in lines] == [False]


def test_every_trouble_has_advice():
    assert {f"advice_{trouble.replace('-', '_')}" for trouble in Trouble} <= WORDS.keys()


@pytest.mark.usefixtures("quick")
def test_a_harvest_that_only_could_not_be_written_is_not_made_again(capsys, monkeypatch):
    def fail(_draft):
        raise CatalogueError(Trouble.DISABLED, key="index_full", file="catalogue.db")

    with OaiPeer(150) as server:
        url = f"{server.url}opac/oai"
        with monkeypatch.context() as full:
            full.setattr(Draft, "publish", fail)
            status, _, told = suluh(capsys, "harvest", url)
        assert (status, len(told.splitlines())) == (1, 1)
        asked = len(server.batches)
        status, out, _ = suluh(capsys, "harvest", url)
    assert len(server.batches) == asked
    assert status == 0
    assert "Sudah ada: 150 judul." in out
    assert harvested().about().records == 150


@pytest.mark.usefixtures("quick")
def test_an_address_as_a_browser_shows_it_is_harvested(capsys):
    with OaiPeer(120) as server:
        pasted = f"{server.url}opac/oai?verb=Identify"
        assert suluh(capsys, "harvest", pasted)[0] == 0
    assert harvested().about() == (f"{server.url}opac/oai", *harvested().about()[1:])


@pytest.mark.usefixtures("quick")
def test_a_batch_of_a_harvest_may_be_larger_than_an_answer_to_a_search(capsys):
    with OaiPeer(60) as server:
        server.titles = [f"Buku {number} {'panjang ' * 6000}" for number in range(60)]
        assert suluh(capsys, "harvest", f"{server.url}opac/oai")[0] == 0
    assert harvested().about().records == 60
