"""A notebook run once becomes a page: real kernels, all kinds of outputs."""

import json
import re
import shutil
import threading

import nbformat
import pytest
from conftest import LESSONS
from test_reading import Slow

from toolkit import catalogue
from toolkit.catalogue.nouns import Record
from toolkit.library import Library
from toolkit.pages.addressing import SERVED
from toolkit.pages.assets import style
from toolkit.pages.chapters import Chapters, contents, patrons_notebooks
from toolkit.pages.errors import NotebookError
from toolkit.pages.folder import publish
from toolkit.pages.kept import Kept
from toolkit.pages.kernel import WarmKernel
from toolkit.pages.lessons import lesson_page
from toolkit.pages.press import Press
from toolkit.pages.shown import Shown, shown
from toolkit.pages.site import frames
from toolkit.player import shelves
from toolkit.project import Project

pytestmark = pytest.mark.lessons("misinformation")
AIDED = ("misinformation", "online-safety")
"""The lessons of a project with first aid."""


@pytest.fixture
def kernel(project):
    kernel = WarmKernel(project)
    yield kernel
    kernel.close()


@pytest.fixture
def frame(project):
    library, _ = Library.read(project)
    return frames(library, SERVED)["id"]


def notebook(project, *cells, name="contoh", audience="patrons"):
    made = nbformat.v4.new_notebook(metadata={"suluh": {"audience": audience}, "title": "Contoh"})
    for cell in cells:
        made.cells.append(
            nbformat.v4.new_markdown_cell(cell[3:])
            if cell.startswith("md:")
            else nbformat.v4.new_code_cell(cell)
        )
    path = project / "notebooks" / f"{name}.ipynb"
    nbformat.write(made, path)
    return path


def made(kernel, frame, path):
    return lesson_page(shown(kernel.run(path, frame.language), path), path.stem, frame).body


def test_markdown_text_html_pictures_and_tables_show(kernel, frame, project):
    path = notebook(
        project,
        "md:## Judul\n\nSatu *kata*. <b>mentah</b>",
        "print('a < b')",
        "import pandas\npandas.DataFrame({'kota': ['Medan']})",
        "from IPython.display import Image, Markdown, SVG, display\n"
        "display(Markdown('**tebal**'))\n"
        "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'))",
        "1 + 1",
    )
    body = made(kernel, frame, path)
    assert "<h2>Judul</h2>" in body
    assert "<em>kata</em>" in body
    assert "<b>mentah</b>" not in body
    assert "<pre>a &lt; b" in body
    assert "<td>Medan</td>" in body
    assert "<strong>tebal</strong>" in body
    assert 'src="data:image/svg+xml,' in body
    assert "<pre>2</pre>" in body


def test_a_picture_beside_the_notebook_shows(kernel, frame, project):
    path = notebook(project, "md:![peta](peta.svg)")
    with pytest.raises(NotebookError):
        made(kernel, frame, path)
    (project / "notebooks" / "peta.svg").write_text("<svg/>", encoding="utf-8")
    assert '<img src="data:image/svg+xml,' in made(kernel, frame, path)


def test_words_for_jupyterlab_stay_there(kernel, frame, project):
    body = made(kernel, frame, project / "notebooks" / "misinformation.ipynb")
    assert "Run All" not in body


def test_warnings_are_not_for_patrons(kernel, frame, project):
    body = made(kernel, frame, notebook(project, "import warnings\nwarnings.warn('awas')\n1"))
    assert "awas" not in body


def test_a_picture_says_what_it_shows(kernel, frame, project):
    code = "from IPython.display import Image\nImage(data=b'\\x89PNG', alt='grafik', format='png')"
    assert 'alt="grafik"' in made(kernel, frame, notebook(project, code))


def test_each_run_is_like_the_first(kernel, frame, project):
    notebook(project, "x = 1\nimport os\nos.environ['BOCOR'] = '1'", name="satu")
    other = notebook(project, "import os\nprint('x' in dir() or 'BOCOR' in os.environ)", name="dua")
    (project / "notebooks" / "teman.py").write_text("nilai = 1", encoding="utf-8")
    friend = notebook(project, "import teman\nprint(teman.nilai)", name="tiga")
    kernel.run(project / "notebooks" / "satu.ipynb", "id")
    assert "<pre>False" in made(kernel, frame, other)
    assert "<pre>1" in made(kernel, frame, friend)
    (project / "notebooks" / "teman.py").write_text("nilai = 22", encoding="utf-8")
    assert "<pre>22" in made(kernel, frame, friend)


def test_the_run_knows_language_and_place(kernel, frame, project):
    code = "import os\nprint(os.environ['QUERY_STRING'], os.path.basename(os.getcwd()))"
    assert "<pre>lang=id notebooks" in made(kernel, frame, notebook(project, code))


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import os, signal\nos.kill(os.getpid(), 9)", "Python berhenti"),
        ("from toolkit import play\nplay('tidak-ada')", "tidak-ada"),
    ],
)
def test_what_cannot_become_a_page_is_a_sentence(kernel, frame, project, cell, told):
    with pytest.raises(NotebookError) as raised:
        made(kernel, frame, notebook(project, cell))
    sentence = raised.value.sentence("id")
    assert told in sentence
    assert "Traceback" not in sentence
    assert "<pre>4" in made(kernel, frame, notebook(project, "2 + 2"))  # the next one works


@pytest.mark.parametrize(
    ("cell", "live"),
    [
        ("import ipywidgets\nipywidgets.IntSlider()", True),
        ("from IPython.display import HTML\nHTML('<script>1</script>')", True),
        ("from IPython.display import Javascript\nJavascript('1')", True),
        ("from IPython.display import HTML\nHTML('<b>1</b>')", False),
        ("from toolkit import play\nplay('misinformation')", False),
    ],
)
def test_whether_a_notebook_needs_a_kernel_is_found_out(kernel, project, cell, live):
    path = notebook(project, cell)
    found = shown(kernel.run(path, "id"), path)
    assert found.needs_kernel is live
    assert bool(found.blocks) is not live
    assert Shown.from_json(found.to_json()) == found


def test_a_file_that_is_no_notebook_is_a_sentence(kernel, project):
    path = project / "notebooks" / "rusak.ipynb"
    path.write_bytes(b"\xff\x00{")
    with pytest.raises(NotebookError) as raised:
        kernel.run(path, "id")
    assert "rusak.ipynb" in raised.value.sentence("id")


def test_a_lesson_cannot_end_its_script_element(kernel, frame, project):
    file = project / "lessons" / "misinformation" / "id.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: ", "title: </script><b>", 1), encoding="utf-8")
    body = made(kernel, frame, project / "notebooks" / "misinformation.ipynb")
    assert "</script><b>" not in body
    state = re.search(r'class="suluh-state">(.*?)</script>', body, re.DOTALL)[1]
    assert json.loads(state)["lesson"]["title"].startswith("</script><b>")


def test_equal_content_gives_equal_bytes(kernel, frame, project):
    path = project / "notebooks" / "misinformation.ipynb"
    assert made(kernel, frame, path) == made(kernel, frame, path)


@pytest.mark.lessons(*LESSONS)
def test_only_a_clear_word_opens_a_notebook(project):
    notebook(project, name="pelatih", audience="trainers")
    notebook(project, name="terdaftar", audience=["patrons"])
    (project / "notebooks" / "aneh.ipynb").write_text("[" * 100_000, encoding="utf-8")
    assert {path.stem for path in patrons_notebooks(project)} == set(LESSONS)


def test_who_comes_before_the_first_page_is_asked_to_come_again(project):
    press = Press(Project(project), print)
    early = press.site.pages["en/misinformation"]
    assert early.status == 503
    assert "reload" in early.body
    press.close()


def test_the_press_makes_nothing_again_without_a_change(project):
    told = []
    press = Press(Project(project), told.append)
    try:
        press.refresh()
        site = press.site
        press.refresh()
        assert press.site is site
        change_accent(project, "#7a1f3d")
        press.refresh()
        assert press.site is site  # it may be half saved
        press.refresh()
        assert set(site.assets) < set(press.site.assets)  # an older page may ask for its files
        assert not told
    finally:
        press.close()


def test_books_that_come_late_are_put_on_the_page(project, monkeypatch, eventually):
    """Nothing of the project changes, and nobody waits for a slow catalogue."""
    there = Slow(Record("1", "Buku telat", call_number="028 TEL b"))
    monkeypatch.setattr(catalogue, "of", lambda _library: there)
    monkeypatch.setattr(shelves, "_found", {})
    told = []
    press = Press(Project(project), told.append)
    try:
        press.refresh()
        early = press.site
        press.refresh()
        assert press.site is early
        assert "Buku telat" not in early.pages["misinformation"].body
        there.gate.set()
        eventually(lambda: all(each.done.is_set() for each in shelves._found.values()), 10)
        press.refresh()
        for address in ("misinformation", "en/misinformation", "lembar/misinformation"):
            assert "Buku telat" in press.site.pages[address].body
        whole = press.site
        press.refresh()
        assert press.site is whole
        assert not told
    finally:
        there.gate.set()
        press.close()


def test_who_publishes_waits_for_the_books(project, tmp_path, monkeypatch):
    there = Slow(Record("1", "Buku telat", call_number="028 TEL b"))

    def opened(_library):
        threading.Timer(shelves.PATIENCE + 0.5, there.gate.set).start()
        return there

    monkeypatch.setattr(catalogue, "of", opened)
    monkeypatch.setattr(shelves, "_found", {})
    folder = tmp_path / "suluh"
    publish(Project(project), folder, print)
    page = (folder / "misinformation" / "index.html").read_text(encoding="utf-8")
    assert "Buku telat" in page


def change_accent(project, colour):
    file = project / "library.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("#0f5c5c", colour), encoding="utf-8")


@pytest.fixture
def press(project):
    told = []
    press = Press(Project(project), told.append)
    press.told = told
    press.refresh()
    yield press
    press.close()


def saved(press):
    """Let the press look often enough to take up what was saved."""
    press.told.clear()
    press.refresh()
    press.refresh()


def test_a_broken_translation_leaves_the_first_language_alone(press, project):
    for language, old, new in (
        ("en", ":::{judge}", ":::{jugde}"),
        ("id", "title: ", "title: Baru "),
    ):
        file = project / "lessons" / "misinformation" / f"{language}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    saved(press)
    assert press.site.pages["misinformation"].title.startswith("Baru ")
    assert press.site.pages["en/misinformation"].good
    assert any("lessons/misinformation/en.md:" in line for line in press.told)
    assert len(press.told) == len(set(press.told))


def test_one_bad_notebook_does_not_hold_up_the_others(press, project, monkeypatch):
    monkeypatch.setattr("toolkit.pages.kernel.CELL_SECONDS", 1)
    slow = notebook(project, "while True: pass", name="lambat")
    odd = notebook(project, "1", name="aneh")
    odd.write_text(odd.read_text().replace('"metadata": {}', '"metadata": {"tags": 5}'), "utf-8")
    notebook(project, "2 + 2", name="baik")
    saved(press)
    assert press.site.pages["lambat"].status == press.site.pages["aneh"].status == 503
    assert "<pre>4" in press.site.pages["baik"].body
    assert any("lambat.ipynb" in line for line in press.told)
    change_accent(project, "#7a1f3d")
    runs = []
    run = press._kernel.run
    monkeypatch.setattr(
        press._kernel, "run", lambda path, language: runs.append(path) or run(path, language)
    )
    saved(press)
    assert slow not in runs  # not again until it changes


def test_a_kernel_that_died_unseen_costs_no_save(press, project):
    notebook(project, "3 + 3", name="hangat")  # what others kept needs no kernel
    saved(press)
    press._kernel._manager.provisioner.process.kill()
    file = project / "lessons" / "misinformation" / "id.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: ", "title: Baru ", 1), encoding="utf-8")
    saved(press)
    assert press.site.pages["misinformation"].title.startswith("Baru ")
    assert not press.told


def test_a_notebook_that_writes_beside_itself_is_made_once(press, project):
    notebook(project, "open('catatan.txt', 'w').write('x')", name="menulis")
    saved(press)
    site = press.site
    saved(press)
    assert press.site is site


def test_a_name_that_is_no_address_is_told_and_not_served(press, project):
    before = set(press.site.pages)
    for name in ("en", "a b#c", "Besar"):
        notebook(project, "1", name=name)
    saved(press)
    assert len(press.told) == 3
    assert set(press.site.pages) == before


@pytest.mark.lessons(*AIDED)
def test_what_is_not_made_yet_is_not_gone(project, monkeypatch):
    """A phone would forget its copy of a page that the site no longer has."""
    seen = []
    monkeypatch.setattr(Press, "_show", lambda *given: show(*given) or seen.append(given[0].site))
    press = Press(Project(project), print)
    press.refresh()
    press.close()
    assert len(seen) > 1
    for site in seen:
        assert {*AIDED, *(f"en/{name}" for name in AIDED)} <= set(site.pages)


show = Press._show


def test_a_run_is_kept_only_for_what_it_saw(frame, project, tmp_path):
    """Staff who take back what they changed during a run get the page of what they have."""
    path = notebook(project, "1")
    lesson = project / "lessons" / "misinformation" / "id.md"
    before = lesson.read_bytes()
    kept = Kept(tmp_path / "kept")

    class Slow(WarmKernel):
        def run(self, path, language):
            lesson.write_bytes(before + b"\n")
            return super().run(path, language)

    def make(kernel):
        chapters = Chapters(Project(project), contents(project), kernel, kept)
        try:
            return chapters.make(path, frame)
        finally:
            kernel.close()

    make(Slow(project))
    assert not kept.all_of("runs")
    lesson.write_bytes(before)
    make(WarmKernel(project))
    (name,) = kept.all_of("runs")
    kept.put("runs", name, b"\0\0")  # the disk lost it
    assert make(WarmKernel(project)).listed
    assert kept.all_of("runs")[name] != b"\0\0"


@pytest.mark.parametrize("name", ["notebooks/data/kota.csv", "lessons/misinformation/peta/a.svg"])
def test_what_lies_deeper_counts_too(project, name):
    before = contents(project)
    (project / name).parent.mkdir()
    (project / name).write_text("1")
    assert contents(project) != before


def test_a_strange_file_in_the_store_is_no_file_of_the_site(project, tmp_path):
    kept = Kept(tmp_path / "kept")
    press = Press(Project(project), print, kept)
    press._older.remember(press.site.assets)
    (player,) = (kept.folder).rglob("player.js")
    (player.parent / ".DS_Store").write_bytes(b"x")
    again = Press(Project(project), print, kept)
    assert all(asset.type for asset in again.site.assets.values())


AID = ("pertolongan", "en/pertolongan")


@pytest.mark.lessons(*AIDED)
def test_first_aid_has_a_page_from_the_first_moment(project):
    press = Press(Project(project), print)
    for address, words in zip(AID, ("Pertolongan pertama", "First aid"), strict=True):
        page = press.site.pages[address]
        assert page.good
        assert f'<h1 id="aid-top">{words}</h1>' in page.body
        assert "<script" not in page.body
        assert 'href="tel:157"' in page.body
    assert 'href="./en/pertolongan"' in press.site.pages["pertolongan"].body
    assert 'href="../pertolongan"' in press.site.pages["en/pertolongan"].body
    assert 'href="./pertolongan"' in press.site.pages[""].body
    assert 'href="../en/pertolongan"' in press.site.pages["en/"].body
    assert press.site.in_language("pertolongan", "en") == "en/pertolongan"
    press.close()


def state_of(page):
    return json.loads(re.search(r'class="suluh-state">(.*?)</script>', page.body, re.DOTALL)[1])


@pytest.mark.lessons(*AIDED)
def test_every_lesson_knows_first_aid_and_its_page(press):
    for address, aid in (("misinformation", "./pertolongan"), ("en/misinformation", AID[1])):
        found = state_of(press.site.pages[address])["first_aid"]
        assert found["address"] in (aid, f"../{aid}")
        assert found["doors"]
    # A lesson's list on the home page holds lessons alone.
    assert press.site.pages[""].body.count('class="page-lesson"') == len(AIDED)


@pytest.mark.lessons(*AIDED)
def test_without_first_aid_there_is_no_page_and_no_link(press, project):
    shutil.rmtree(project / "lessons" / "online-safety")
    (project / "notebooks" / "online-safety.ipynb").unlink()
    saved(press)
    assert not set(AID) & set(press.site.pages)
    assert "pertolongan" not in press.site.pages[""].body
    assert state_of(press.site.pages["misinformation"])["first_aid"] == {}


@pytest.mark.lessons(*AIDED)
def test_while_first_aid_is_mended_its_last_page_stays(press, project):
    before = press.site.pages["pertolongan"]
    for language in ("id", "en"):
        file = project / "lessons" / "online-safety" / f"{language}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(":::{firstaid}", ":::{firstad}", 1), encoding="utf-8")
    file.write_text("firstaid", encoding="utf-8")
    saved(press)
    assert press.site.pages["pertolongan"] is before
    assert press.site.pages["misinformation"].good
    assert 'href="./pertolongan"' in press.site.pages[""].body


@pytest.mark.lessons(*AIDED)
def test_no_notebook_may_take_the_name_of_first_aid(press, project):
    notebook(project, "print('bukan ini')", name="pertolongan")
    assert Press(Project(project), print).site.pages["pertolongan"].good  # from the first moment
    saved(press)
    assert [line for line in press.told if line.startswith("pertolongan.ipynb:")] == press.told
    assert len(press.told) == 1
    assert "bukan ini" not in press.site.pages["pertolongan"].body


def test_the_library_lends_its_colours(project):
    library, _ = Library.read(project)
    assert f"--suluh-accent: {library.accent.light};" in style(library)
    assert f"--suluh-accent: {library.accent.dark};" in style(library)
