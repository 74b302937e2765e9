"""`library.toml`: read as meant, each mistake one sentence with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.library import Library

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
    assert library.logo.startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('nama = "X"', 1, 'Maksud Anda "name"?'),
        ('name = "X"\n\n[contact]\nwhatsap = "08123456789"', 4, 'Maksud Anda "contact.whatsapp"?'),
        ('[contact]\nwhatsapp = "rahasia"', 2, "kode negara"),
        ('[contact]\nemail = "kantor"', 2, "e-mail"),
        ('[look]\naccent = "hijau"', 2, "#0f5c5c"),
        ('[look]\nlogo = "tidak-ada.png"', 2, "SVG, PNG"),
        ('languages = ["su"]', 1, '"id" dan "en"'),
        ("name = 5", 1, "teks satu baris"),
        ("[reading_room]\nreset_after_minutes = true", 2, "0 sampai 120"),
        ('city = "A"\nname = "Perpustakaan', 2, "tanda kutip"),
        (b"\xff\xfe", 1, "UTF-8"),
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
