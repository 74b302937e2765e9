"""A notebook run once becomes a page: real kernels, all kinds of outputs."""

import json
import re

import nbformat
import pytest

from toolkit.library import Library
from toolkit.pages.assets import assets, style
from toolkit.pages.kernel import NotebookError, WarmKernel
from toolkit.pages.page import Frame, lesson_page
from toolkit.pages.press import Press, patrons_notebooks
from toolkit.project import Project


@pytest.fixture
def kernel(project):
    kernel = WarmKernel(project)
    yield kernel
    kernel.close()


@pytest.fixture
def frame(project):
    library, _ = Library.read(project)
    files = {asset.name: address for address, asset in assets(library).items()}
    return Frame(library, "id", files)


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
    return lesson_page(kernel.run(path, frame.language), path, frame).body


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
    assert 'src="data:image/svg+xml;base64,' in body
    assert "<pre>2</pre>" in body


def test_words_for_jupyterlab_stay_there(kernel, frame, project):
    body = made(kernel, frame, project / "notebooks" / "misinformation.ipynb")
    assert "Run All" not in body


def test_each_run_is_like_the_first(kernel, frame, project):
    notebook(project, "x = 1", name="satu")
    other = notebook(project, "print('x' in dir())", name="dua")
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
        ("import ipywidgets\nipywidgets.IntSlider()", "perlu Python"),
        ("from IPython.display import HTML\nHTML('<script>1</script>')", "perlu Python"),
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


def test_only_a_clear_word_opens_a_notebook(project):
    notebook(project, name="pelatih", audience="trainers")
    notebook(project, name="terdaftar", audience=["patrons"])
    (project / "notebooks" / "aneh.ipynb").write_text("[" * 100_000, encoding="utf-8")
    assert [path.stem for path in patrons_notebooks(project)] == ["misinformation"]


def test_the_press_makes_nothing_again_without_a_change(project):
    told = []
    press = Press(Project(project), told.append)
    try:
        press.refresh()
        site = press.site
        press.refresh()
        assert press.site is site
        (project / "library.toml").write_text('name = "Perpustakaan Baru"\n', encoding="utf-8")
        press.refresh()
        assert "Perpustakaan Baru" in press.site.pages[""].body
        assert set(site.assets) < set(press.site.assets) or set(site.assets) == set(
            press.site.assets
        )
        assert not told
    finally:
        press.close()


def test_the_library_lends_its_colours(project):
    library, _ = Library.read(project)
    assert f"--suluh-accent: {library.accent.light};" in style(library)
    assert f"--suluh-accent: {library.accent.dark};" in style(library)
