"""`library.toml`: read as meant, each mistake one sentence with its line."""

import json
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.library import CatalogueSettings, Library
from toolkit.project import sample

GOOD = """
name = "Perpustakaan Kota Contoh"
city = "Kota Contoh"
address = "perpustakaan.example"
languages = ["id", "en"]

[look]
accent = "#ffcc00"

[contact]
whatsapp = "0812-3456-7890"
email = "layanan@perpustakaan.example"

[reading_room]
reset_after_minutes = 5
"""


def read(tmp_path, text):
    (tmp_path / "library.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Library.read(tmp_path)


def test_a_library_as_its_patrons_see_it(tmp_path):
    library, problems = read(tmp_path, GOOD)
    assert not problems
    assert library.name == "Perpustakaan Kota Contoh"
    assert library.languages == ("id", "en")
    assert library.whatsapp == "6281234567890"
    assert library.reset_after_minutes == 5
    assert library.accent.light != "#ffcc00"  # too pale for text
    assert library.ask_link("Halo & apa?") == "https://wa.me/6281234567890?text=Halo%20%26%20apa%3F"


def test_an_empty_file_is_a_library_too(tmp_path):
    library, problems = read(tmp_path, "")
    assert library is not None
    assert not problems
    assert library.ask_link("Halo") == ""


def test_a_logo_becomes_part_of_the_page(tmp_path):
    (tmp_path / "logo.svg").write_text("<svg/>")
    library, _ = read(tmp_path, '[look]\nlogo = "logo.svg"\n')
    assert library.logo == "data:image/svg+xml,%3Csvg/%3E"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('nama = "X"', 1, 'Maksud Anda "name"?'),
        ('name = "X"\n\n[contact]\nwhatsap = "08123456789"', 4, 'Maksud Anda "whatsapp"?'),
        ('[kontak]\nwhatsapp = "08123456789"\nemail = "x"', 1, 'Maksud Anda "[contact]"?'),
        ('[contact]\nwhatsapp = "rahasia"', 2, "kode negara"),
        ('[contact]\nemail = "kantor"', 2, "email"),
        ('[look]\naccent = "hijau"', 2, "#0f5c5c"),
        ('[look]\nlogo = "tidak-ada.png"', 2, "SVG, PNG"),
        ('languages = ["su"]', 1, '"id" dan "en"'),
        ('languages = [["id"]]', 1, '"id" dan "en"'),
        ('languages = [{ id = "en" }]', 1, '"id" dan "en"'),
        ("[look]\nlogo = 5", 2, "SVG, PNG"),
        ("name = 5", 1, "teks satu baris"),
        ('name = ""', 1, "tidak boleh kosong"),
        ('name = "  "', 1, "tidak boleh kosong"),
        (f"name = {'1' * 5_000}", 1, "tanda kutip"),
        ("[reading_room]\nreset_after_minutes = true", 2, "0 sampai 120"),
        ('city = "A"\nname = "Perpustakaan', 2, "tanda kutip"),
        (b"\xff\xfe", 1, "UTF-8"),
        ('[catalogue]\nkind = ""\n\n[catalogue]\nkind = "slims"', 4, "sudah ada di atasnya"),
        ('name = "A"\nname = "B"', 2, "sudah ada di atasnya"),
        ('[catalogue]\nkind = "slimz"', 2, '"slims"'),
        ("[catalogue]\nkind = 5", 2, '"slims"'),
        ('[catalogue]\nkind = "slims"', 2, "url"),
        ('[catalogue]\nkind = "openlibrary"', 2, "[contact]"),
        ('[catalogue]\nurl = "https://katalog.example"', 2, "kind"),
        ('[catalogue]\nkind = "slims"\nurl = "katalog.example"', 3, "https://"),
        ('[catalogue]\nkind = "sru"\nurl = "http://a@katalog.example"', 3, "https://"),
        ('[catalogue]\nsearch_page = "https://katalog.example/?q="', 2, "{words}"),
        ('[catalogue]\nsearch_page = "https://{words}.example/"', 2, "{words}"),
        ('[catalogue]\nsearch_page = "https://a.example/?q={words}&b={x}"', 2, "{words}"),
        ('[catalogue]\nwording = "alma"', 2, '"inlislite"'),
        ('[catalogue]\nprivate_network = "ya"', 2, "true"),
        ("[labels]\ntitle = 5", 2, '"title"'),
        (f'[labels]\ntitle = "{"x" * 61}"', 2, "60 huruf"),
        ('[labels]\ntitle = "{date}"', 2, "due"),
        ('[labels]\ndue = "Kembali"', 2, "{date}"),
        ('[labels]\ndue = "{date} {0}"', 2, "{date}"),
        ("[labels.title]\nid = 'Judul'", 1, '"title"'),
        ('[labels]\ncallnumber = "No."', 2, 'Maksud Anda "call_number"?'),
        ('[katalog]\nkind = "slims"', 1, "tidak dikenal"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(tmp_path, text, line, words):
    library, problems = read(tmp_path, text)
    assert library is None
    (problem,) = problems
    assert (problem.file, problem.line) == ("library.toml", line)
    assert words in problem.sentence("id")
    assert problem.sentence("en") != problem.sentence("id")


def test_all_mistakes_are_told_at_once(tmp_path):
    _, problems = read(tmp_path, 'name = 1\ncity = 2\nalamat = "x"\n')
    assert [problem.line for problem in problems] == [1, 2, 3]


def test_a_missing_file_is_a_problem(tmp_path):
    library, (problem,) = Library.read(tmp_path)
    assert library is None
    assert "suluh init" in problem.sentence("id")


@settings(max_examples=200)
@given(st.binary() | st.text().map(str.encode) | st.text().map(lambda text: (GOOD + text).encode()))
def test_no_content_raises(tmp_path_factory, content):
    folder = tmp_path_factory.getbasetemp() / "any-library"
    folder.mkdir(exist_ok=True)
    (folder / "library.toml").write_bytes(content)
    library, problems = Library.read(folder)
    assert (library is None) == bool(problems)


VALUES = st.recursive(
    st.booleans().map(lambda value: str(value).lower())
    | st.integers().map(str)
    | st.floats().map(str)
    | st.sampled_from(
        ["1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", '"id"', '"logo.svg"', "[]"]
    )
    | st.text(st.characters(exclude_categories=["Cs"])).map(
        lambda value: json.dumps(value, ensure_ascii=False)
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda values: f"[{', '.join(values)}]")
        | st.lists(inner, max_size=3).map(
            lambda values: f"{{ {', '.join(f'a{at} = {each}' for at, each in enumerate(values))} }}"
        )
    ),
    max_leaves=5,
)
TABLES = st.sampled_from(
    [
        *("", "[look]", "[contact]", "[reading_room]", "[[look]]", "[lain]", "[catalogue]"),
        *("[labels]", "[catalogue.url]"),
    ]
)
NAMES = st.sampled_from(
    [
        *("name", "city", "address", "languages", "look", "accent", "logo", "contact", "whatsapp"),
        *("email", "reading_room", "reset_after_minutes", "look.logo", "contact.email.a", "lain"),
        *("kind", "url", "search_page", "wording", "private_network", "title", "due", "all"),
    ]
)


@settings(max_examples=300)
@given(st.dictionaries(TABLES, st.dictionaries(NAMES, VALUES, max_size=5), max_size=4))
def test_no_value_raises(tmp_path_factory, tables):
    folder = tmp_path_factory.getbasetemp() / "any-value"
    folder.mkdir(exist_ok=True)
    lines = [
        line
        for table in sorted(tables)  # what stands in no table comes first
        for line in (table, *(f"{name} = {value}" for name, value in tables[table].items()))
    ]
    (folder / "library.toml").write_text("\n".join(lines), encoding="utf-8")
    library, problems = Library.read(folder)
    assert (library is None) == bool(problems)
    for problem in problems:
        assert problem.sentence("id")


@pytest.mark.parametrize(
    "entry",
    [
        'public_url = "kota.example/suluh"',
        'public_url = "https://"',
        'public_url = "https://kota .example"',
        "public_url = 5",
        '[server]\ntrusted_proxies = ["proksi"]',
        '[server]\ntrusted_proxies = "127.0.0.1"',
        '[server]\nframed_by = ["kota.example"]',
        '[server]\nframed_by = ["https://a.example; script-src *"]',
        '[server]\nframed_by = ["https://図書館.example"]',
        "[server]\nlive_notebooks = 1000",
        '[records]\nkeep = "ya"',
        "[records]\nkeep_text_days = 0",
        '[records]\nsend_to = "server kami"',
    ],
)
def test_what_would_open_or_break_the_site_is_told(tmp_path, entry):
    library, problems = read(tmp_path, entry)
    assert library is None
    assert len(problems) == 1


def test_networks_and_origins_are_kept_as_policies_name_them(tmp_path):
    entry = '[server]\ntrusted_proxies = ["127.0.0.1"]\nframed_by = ["https://Kota.example/a", "*"]'
    library, _ = read(tmp_path, entry)
    assert library.trusted_proxies == ("127.0.0.1/32",)
    assert library.framed_by == ("https://kota.example", "*")


def test_where_a_page_is_as_people_type_it(tmp_path):
    typed = read(tmp_path, 'public_url = "https://kota.example/suluh/"')[0].typed("en/judul")
    assert typed == "kota.example/suluh/en/judul"
    assert read(tmp_path, 'address = "kota.example"')[0].typed("") == "kota.example"
    assert read(tmp_path, "")[0].typed("judul") == ""


def test_what_is_kept_of_answers(tmp_path):
    library, problems = read(tmp_path, "")
    assert not problems
    assert (library.keep_records, library.keep_text_days, library.send_to) == (True, 90, "")
    text = '[records]\nkeep = false\nkeep_text_days = 7\nsend_to = "https://perpus.example/suluh"\n'
    library, problems = read(tmp_path, text)
    assert not problems
    assert (library.keep_records, library.keep_text_days) == (False, 7)
    assert library.send_to == "https://perpus.example/suluh/"


def test_where_the_site_and_the_catalogue_are(tmp_path):
    text = """
public_url = "https://kota.example/suluh"
[catalogue]
kind = "sru"
url = "https://katalog.example:9999/biblios?version=1.1"
"""
    library, problems = read(tmp_path, text)
    assert not problems
    assert library.public_url == "https://kota.example/suluh/"
    assert library.catalogue.kind == "sru"
    assert library.catalogue.url == "https://katalog.example:9999/biblios"


def test_open_library_needs_no_address(tmp_path):
    text = '[contact]\nemail = "meja@perpus.example"\n[catalogue]\nkind = "openlibrary"\n'
    library, problems = read(tmp_path, text)
    assert not problems
    assert library.catalogue == CatalogueSettings(kind="openlibrary")


def test_without_a_catalogue_there_are_no_settings(tmp_path):
    assert read(tmp_path, "")[0].catalogue == CatalogueSettings()
    assert read(tmp_path, "[catalogue]\n[labels]\n")[0].catalogue == CatalogueSettings()


def test_the_words_and_the_page_of_a_catalogue(tmp_path):
    text = """
[catalogue]
search_page = "https://katalog.example/?q={words}"
wording = "INLISLite"
private_network = true
[labels]
call_number = " Nomor Rak "
due = "Kembali {date}"
title = ""
"""
    library, problems = read(tmp_path, text)
    assert not problems
    found = library.catalogue
    assert found.search_page == "https://katalog.example/?q={words}"
    assert (found.wording, found.private_network) == ("inlislite", True)
    assert dict(found.labels) == {"call_number": "Nomor Rak", "due": "Kembali {date}"}


def test_the_library_toml_that_ships_has_every_entry():
    library, problems = Library.read(sample())
    assert not problems
    assert library.catalogue == CatalogueSettings()
    text = (sample() / "library.toml").read_text(encoding="utf-8")
    for entry in fields(CatalogueSettings):
        assert entry.name == "labels" or f"\n{entry.name} = " in text
    assert "\n[labels]" in text


def test_an_address_left_behind_is_not_the_own_catalogue_s(tmp_path):
    text = '[catalogue]\nkind = "embedded"\nurl = "https://katalog.example/"'
    library, problems = read(tmp_path, text)
    assert not problems
    assert library.catalogue == CatalogueSettings(kind="embedded")
