"""The command, as a person would use it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import get_programs
import pytest

from toolkit import cli


def suluh(capsys, *arguments):
    try:
        status = cli.main(arguments)
    except SystemExit as stopped:
        status = stopped.code
    told = capsys.readouterr()
    return status, told.out + told.err


LESSON = "misinformation"


def spoil(project, old, new):
    file = project / "lessons" / LESSON / "id.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_lessons_are_clean(project, capsys):
    status, told = suluh(capsys, "check", "--strict")
    assert (status, told.strip()) == (0, "Semua beres: 3 pelajaran, tidak ada masalah.")


def test_an_error_is_told_with_file_and_line(project, capsys):
    spoil(project, ":::{judge}", ":::{jugde}")
    status, told = suluh(capsys, "check")
    assert status == 1
    assert f"lessons/{LESSON}/id.md:" in told
    assert "judge" in told


def test_advice_fails_only_when_strict(project, capsys):
    spoil(project, "minutes: 15", "minutes: 15")
    spoil(project, "reviewed: 2026-11-22", "reviewed: 2020-01-01")
    assert suluh(capsys, "check")[0] == 0
    assert suluh(capsys, "check", "--strict")[0] == 1


def test_machines_get_json(project, capsys):
    spoil(project, ":::{judge}", ":::{jugde}")
    status, told = suluh(capsys, "check", "--json", "--lang", "en")
    assert status == 1
    first = json.loads(told)[0]
    assert first["file"] == f"lessons/{LESSON}/id.md"
    assert first["level"] == "error"


@pytest.mark.parametrize("path", [LESSON, f"lessons/{LESSON}", f"lessons/{LESSON}/id.md"])
def test_a_lesson_can_be_named_in_three_ways(project, capsys, monkeypatch, path):
    monkeypatch.chdir(project)
    assert suluh(capsys, "check", path)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "tidak-ada"),
        ("check", "--fox"),
        ("chek",),
        (),
        ("serve", "--port", "seratus"),
        ("new", "Nama Salah"),
        ("new", "../x"),
        ("new", "pertolongan"),
        ("handout",),
        ("handout", "tidak-ada"),
        ("handout", "lessons"),
        ("handout", LESSON, "--output"),
    ],
)
def test_misuse_is_one_sentence_and_status_2(project, capsys, arguments):
    status, told = suluh(capsys, *arguments)
    assert status == 2
    assert len(told.strip().splitlines()) == 1
    assert "Traceback" not in told


def test_missing_ids_are_written_and_nothing_else(project, capsys):
    file = project / "lessons" / LESSON / "id.md"
    good = file.read_text(encoding="utf-8")
    heading = re.search(r"^## (.*?) \{#([a-z0-9-]+)\}$", good, re.MULTILINE)
    spoil(project, heading[0], f"## {heading[1]}")
    assert suluh(capsys, "check", LESSON, "--fix")[0] == 0
    mended = file.read_text(encoding="utf-8")
    assert (
        re.sub(rf"^## {re.escape(heading[1])}.*$", heading[0], mended, flags=re.MULTILINE) == good
    )


def test_a_new_lesson_passes_the_check(project, capsys):
    status, told = suluh(capsys, "new", "belanja-aman")
    assert status == 0
    assert "lessons/belanja-aman/id.md" in told
    status, told = suluh(capsys, "check", "belanja-aman")
    assert status == 0
    assert "Ini masih teks contoh. Ganti dengan tulisan Anda." in told
    assert (project / "notebooks" / "belanja-aman.ipynb").exists()
    assert suluh(capsys, "new", "belanja-aman")[0] == 1


def test_init_makes_a_project_and_spares_what_is_there(tmp_path, capsys):
    folder = tmp_path / "perpustakaan"
    assert suluh(capsys, "init", str(folder))[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "lessons",
        "library.toml",
        "notebooks",
    ]
    (folder / "library.toml").write_text('name = "Milik kami"\n', encoding="utf-8")
    assert suluh(capsys, "init", str(folder))[0] == 1
    assert "Milik kami" in (folder / "library.toml").read_text(encoding="utf-8")


def test_a_broken_library_file_is_told(project, capsys):
    (project / "library.toml").write_text("nama = 'x'\n", encoding="utf-8")
    status, told = suluh(capsys, "check")
    assert status == 1
    assert 'Maksud Anda "name"?' in told


def test_no_lessons_yet(project, capsys):
    shutil.rmtree(project / "lessons")
    status, told = suluh(capsys, "check")
    assert status == 2
    assert "suluh new" in told


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("job", [(), ("serve",), ("check",), ("handout",), ("new",), ("init",)])
def test_help_speaks_the_language(project, capsys, job, language):
    status, told = suluh(capsys, *job, "--lang", language, "--help")
    assert status == 0
    assert ("Cara pakai" in told) == (language == "id")
    assert ("usage:" in told) is False


def test_help_and_check_start_without_the_servers_imports(project):
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "toolkit.cli", "check"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.splitlines()}
    assert not imported & {"voila", "tornado", "pandas", "ipywidgets", "anywidget", "nbclient"}
    assert not imported & {"sqlalchemy", "alembic"}


def test_a_file_with_a_hidden_ending_is_noticed(project, capsys):
    folder = project / "lessons" / "belanja"
    folder.mkdir()
    (folder / "id.md.txt").write_text("## Halo", encoding="utf-8")
    status, told = suluh(capsys, "check", "belanja")
    assert status == 1
    assert "belum berisi id.md" in told
    assert "id.md.txt" in told


def test_a_language_the_library_does_not_speak_is_advice(project, capsys):
    (project / "lessons" / LESSON / "fr.md").write_text("## Salut", encoding="utf-8")
    status, told = suluh(capsys, "check", LESSON)
    assert status == 0
    assert "fr.md tidak dibaca" in told


def test_a_huge_file_is_refused_at_once(project, capsys):
    with (project / "lessons" / LESSON / "id.md").open("wb") as file:
        file.truncate(4 * 1024**3)  # a hole: takes no room on the disk
    status, told = suluh(capsys, "check", LESSON)
    assert status == 1
    assert "kB" in told


def test_a_path_leads_to_its_own_project(project, capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("SULUH_HOME")
    monkeypatch.chdir(tmp_path)
    assert suluh(capsys, "check", str(project / "lessons" / LESSON))[0] == 0


def test_outside_a_project_it_says_which_one_is_used_and_spares_it(capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("SULUH_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    status, told = suluh(capsys, "check")
    assert status == 0
    assert "proyek contoh" in told
    for arguments in (("new", "belanja-aman"), ("check", "--fix")):
        status, told = suluh(capsys, *arguments)
        assert status == 1
        assert "suluh init" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("chek",), 'Maksud Anda "check"?'),
        (("serve", "--port", "abc"), "--port"),
        (("handout", "misinformasion"), 'Maksud Anda "misinformation"?'),
        (("handout",), "misalnya: suluh handout misinformation"),
    ],
)
def test_a_slip_is_named(project, capsys, arguments, told):
    assert told in suluh(capsys, *arguments)[1]


@pytest.fixture
def no_browser(monkeypatch):
    monkeypatch.setattr("toolkit.guide.printing.browsers", list)


@pytest.mark.parametrize("path", [LESSON, f"lessons/{LESSON}/id.md"])
def test_a_guide_is_printed_into_this_folder(project, capsys, monkeypatch, path):
    browser = Path(get_programs.chromium() or "")
    monkeypatch.setattr("toolkit.guide.printing.browsers", lambda: [browser])
    monkeypatch.chdir(project)
    status, told = suluh(capsys, "handout", path)
    assert (status, told) == (0, f"Siap dicetak: {project.resolve() / LESSON}-panduan.pdf\n")
    made = (project / f"{LESSON}-panduan.pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert b"[0 0 594.95996 841.91998]" in made  # A4


def test_the_file_of_a_lesson_names_its_language(project, capsys, monkeypatch, no_browser):
    monkeypatch.chdir(project)
    told = suluh(capsys, "handout", f"lessons/{LESSON}/en.md")[1]
    assert f"Buka {LESSON}-guide.html di peramban" in told
    assert '<html lang="en">' in (project / f"{LESSON}-guide.html").read_text(encoding="utf-8")


def test_without_a_browser_the_page_and_one_sentence(project, capsys, monkeypatch, no_browser):
    monkeypatch.chdir(project)
    status, told = suluh(capsys, "handout", LESSON, "--lang", "en")
    assert status == 1
    assert len(told.strip().splitlines()) == 1
    assert f"Open {LESSON}-guide.html in a browser" in told
    assert "Notes for you" in (project / f"{LESSON}-guide.html").read_text(encoding="utf-8")


def test_patrons_sheets_have_no_notes(project, capsys, tmp_path, notes_of):
    file = tmp_path / "lembar.html"
    assert suluh(capsys, "handout", LESSON, "--patron", "--output", str(file))[0] == 0
    drawn = file.read_text(encoding="utf-8")
    assert "suluh-answers" in drawn
    assert not [words for words in notes_of(LESSON, "id") if words in drawn]


@pytest.mark.parametrize(
    ("output", "told"),
    [("id.md", "harus berakhiran"), ("tidak-ada/a.pdf", "belum ada")],
)
def test_a_place_for_the_guide_that_cannot_be(project, capsys, monkeypatch, output, told):
    monkeypatch.chdir(project / "lessons" / LESSON)
    before = (project / "lessons" / LESSON / "id.md").read_bytes()
    status, said = suluh(capsys, "handout", LESSON, "--output", output)
    assert status == 1
    assert told in said
    assert (project / "lessons" / LESSON / "id.md").read_bytes() == before


def test_a_broken_lesson_has_no_guide_but_problems(project, capsys, no_browser):
    spoil(project, ":::{judge}", ":::{jugde}")
    status, told = suluh(capsys, "handout", LESSON)
    assert status == 1
    assert f"lessons/{LESSON}/id.md:" in told


def test_publish_says_what_changed_and_what_is_gone(capsys, project, tmp_path):
    folder = str(tmp_path / "suluh")
    status, told = suluh(capsys, "publish", folder, "--zip")
    assert status == 0
    assert "suluh.zip" in told
    assert "public_url" in told
    assert "terakhir kali" not in told
    told = suluh(capsys, "publish", folder)[1]
    assert "Tidak ada halaman yang berubah" in told
    assert f"suluh publish {folder} --zip" in told  # the zip beside it is the old one
    for language in ("id", "en"):
        file = project / "lessons" / LESSON / f"{language}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("{#lowongan}", "{#kerja}"), encoding="utf-8")
    told = suluh(capsys, "publish", folder)[1]
    assert "Halaman yang berubah" in told
    assert f"Halaman {LESSON}/lowongan tidak ada lagi" in told


def test_publish_tells_slips_before_anything_is_written(capsys, project, tmp_path, monkeypatch):
    status, told = suluh(capsys, "publish", str(tmp_path / "suluh.zip"))
    assert status == 1
    assert "--zip" in told
    assert not (tmp_path / "suluh.zip").exists()
    (project / "lessons" / LESSON / "id.md").write_text(":::{juge}\n", encoding="utf-8")
    status, told = suluh(capsys, "publish", str(tmp_path / "suluh"))
    assert status == 1
    assert "Belum ada yang diterbitkan" in told
    monkeypatch.delenv("SULUH_HOME")
    monkeypatch.chdir(tmp_path)  # nobody wants an example on their web space
    status, told = suluh(capsys, "publish", str(tmp_path / "suluh"))
    assert status == 1
    assert "suluh init" in told


def test_who_has_read_enough_is_told_nothing(project):
    program = [sys.executable, "-m", "toolkit.cli", "check"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        command.stdout.close()
        assert command.stderr.read() == b""
