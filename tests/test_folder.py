"""`suluh publish`: the site as a folder, the same bytes each time, and nobody else's files lost."""

import gzip
import json
import shutil
import zipfile
from dataclasses import replace

import brotli
import pytest
from conftest import LESSONS
from test_pages import notebook

from toolkit.pages.folder import OURS, PublishError, policy, publish
from toolkit.pages.kept import Kept
from toolkit.pages.kernel import WarmKernel
from toolkit.pages.links import dead_links
from toolkit.project import LessonError, Project

pytestmark = pytest.mark.lessons("misinformation")
ADDRESS = "https://perpustakaan.example/suluh/"


def change(project, file, old, new):
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def with_address(project):
    change(project, "library.toml", 'public_url = ""', f'public_url = "{ADDRESS}"')


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def kept():
    """What was made for one test serves the next, as on a laptop."""
    return Kept.here()


@pytest.fixture
def site(project, tmp_path, kept):
    told = []

    def write(name="suluh", **options):
        told.clear()
        publish(Project(project), tmp_path / name, told.append, kept=kept, **options)
        return tmp_path / name

    write.told = told
    return write


@pytest.mark.lessons(*LESSONS)
def test_the_folder_holds_the_whole_site(site):
    files = contents(site())
    for prefix in ("", "en/"):
        assert f"{prefix}index.html" in files
        assert f"{prefix}pertolongan/index.html" in files
        for name in LESSONS:
            assert f"{prefix}{name}/index.html" in files
            assert f"{prefix}lembar/{name}/index.html" in files
    assert "online-safety/paket-alamat/index.html" in files
    assert {".htaccess", "404.html", "sw.js", OURS} <= set(files)
    assert not site.told
    for name in ("index.html", "404.html", "online-safety/paket-alamat/index.html"):
        assert b'http-equiv="Content-Security-Policy"' in files[name]


@pytest.mark.lessons(*LESSONS)
def test_every_inner_link_leads_somewhere(site, project):
    assert dead_links(site()) == []
    with_address(project)
    assert dead_links(site(), ADDRESS) == []


def test_a_dead_link_stops_it_and_nothing_is_lost(site, project, tmp_path):
    before = contents(site())
    notebook(project, "md:[ke mana](tidak-ada.html)", name="salah")
    with pytest.raises(PublishError) as raised:
        site()
    assert "salah/index.html" in raised.value.sentence("id")
    assert contents(tmp_path / "suluh") == before


def test_a_link_into_a_catalogue_in_house_stops_nothing(site, project):
    settings = project / "library.toml"
    own = settings.read_text(encoding="utf-8").replace('url = ""', 'url = "http://10.0.0.5/"')
    own = own.replace('kind = ""', 'kind = "slims"')
    link = "md:[Laskar Pelangi](http://10.0.0.5/index.php?id=7)"
    notebook(project, link, name="rak")
    settings.write_text(own, encoding="utf-8")
    with pytest.raises(PublishError):
        site()
    own = own.replace("private_network = false", "private_network = true")
    settings.write_text(own, encoding="utf-8")
    site()


def test_same_content_gives_same_bytes_without_a_kernel(site, monkeypatch):
    one = contents(site("satu", zipped=True))
    monkeypatch.setattr(WarmKernel, "run", None)
    other = site("dua", zipped=True)
    assert contents(other) == one
    stamp = (other / "index.html").stat().st_mtime_ns
    first = other.with_name("dua.zip").read_bytes()
    site("dua", zipped=True)
    assert (other / "index.html").stat().st_mtime_ns == stamp  # an upload of what changed is small
    assert other.with_name("dua.zip").read_bytes() == first


@pytest.mark.lessons("online-safety")
def test_compressed_copies_are_the_same_pages(site):
    files = contents(site())
    zipped = [name for name in files if name.endswith(".gz")]
    assert "online-safety/index.html.gz" in zipped
    for name in zipped:
        plain = files[name.removesuffix(".gz")]
        assert gzip.decompress(files[name]) == plain
        assert brotli.decompress(files[name.removesuffix(".gz") + ".br"]) == plain


def test_the_zip_unpacks_to_the_folder(site, tmp_path):
    folder = site("suluh", zipped=True)
    with zipfile.ZipFile(tmp_path / "suluh.zip") as packed:
        packed.extractall(tmp_path / "unpacked")
    files = contents(folder)
    del files[OURS]
    assert contents(tmp_path / "unpacked" / "suluh") == files


@pytest.mark.lessons("misinformation", "online-safety")
def test_a_corrected_letter_has_another_date_in_the_zip(site, project, tmp_path):
    def dates():
        site("suluh", zipped=True)
        with zipfile.ZipFile(tmp_path / "suluh.zip") as packed:
            return {entry.filename: entry.date_time for entry in packed.infolist()}

    before = dates()
    change(project, "lessons/misinformation/id.md", "Kenali", "Kenalu")
    after = dates()
    changed = {name for name in before if after.get(name) != before[name]}
    assert "suluh/misinformation/index.html" in changed
    assert "suluh/online-safety/index.html" not in changed


@pytest.mark.lessons("misinformation", "online-safety")
def test_what_is_gone_goes_and_what_others_put_there_stays(site, project):
    folder = site()
    (folder / "catatan-saya.txt").write_text("milik saya")
    (folder / "misinformation" / "foto.jpg").write_bytes(b"foto")
    shutil.rmtree(project / "lessons" / "misinformation")
    (project / "notebooks" / "misinformation.ipynb").unlink()
    site()
    assert not (folder / "misinformation" / "index.html").exists()
    assert not (folder / "misinformation" / "madu").exists()
    assert (folder / "misinformation" / "foto.jpg").exists()
    assert (folder / "catatan-saya.txt").read_text() == "milik saya"


def test_a_folder_of_others_is_left_alone(site, tmp_path):
    (tmp_path / "suluh").mkdir()
    (tmp_path / "suluh" / "skripsi.docx").write_bytes(b"penting")
    with pytest.raises(PublishError) as raised:
        site()
    assert "suluh publish" in raised.value.sentence("id")
    assert contents(tmp_path / "suluh") == {"skripsi.docx": b"penting"}
    (tmp_path / "berkas").write_text("penting")
    with pytest.raises(PublishError):
        site("berkas")


@pytest.mark.parametrize("listed", ["../diary.txt", "/etc/passwd", "", 5, None])
def test_a_list_that_names_files_elsewhere_deletes_nothing(site, tmp_path, listed):
    folder = site()
    (tmp_path / "diary.txt").write_text("rahasia")
    marker = json.loads((folder / OURS).read_text())
    marker["files"].append(listed)
    (folder / OURS).write_text(json.dumps(marker))
    site()
    assert (tmp_path / "diary.txt").exists()


def test_what_others_put_where_a_page_comes_is_not_replaced(site, project):
    folder = site()
    (folder / "kontak").mkdir()
    (folder / "kontak" / "index.html").write_text("milik saya")
    before = contents(folder)
    notebook(project, "1 + 1", name="kontak")
    with pytest.raises(PublishError) as raised:
        site()
    assert "kontak" in raised.value.sentence("id")
    assert contents(folder) == before


def test_a_zip_of_others_is_not_replaced(site, tmp_path):
    other = tmp_path / "suluh.zip"
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("cadangan.txt", "penting")
    before = other.read_bytes()
    with pytest.raises(PublishError) as raised:
        site("suluh", zipped=True)
    assert "suluh.zip" in raised.value.sentence("id")
    assert other.read_bytes() == before
    assert not (tmp_path / "suluh").exists()


def test_a_site_does_not_become_a_lesson(project, kept):
    for part in ("lessons", "notebooks"):
        with pytest.raises(PublishError) as raised:
            publish(Project(project), project / part / "situs", pytest.fail, kept=kept)
        assert part in raised.value.sentence("en")


def test_what_is_only_spelt_otherwise_is_there_once(site, project):
    folder = site()
    listed = json.loads((folder / OURS).read_text())
    old = folder / "Misinformation" / "index.html"  # as an earlier version had it, say
    old.parent.mkdir()
    old.write_text("lama")
    listed["files"].append("Misinformation/index.html")
    (folder / OURS).write_text(json.dumps(listed))
    site()
    assert not old.parent.exists()
    assert (folder / "misinformation" / "index.html").exists()


def test_a_lesson_with_mistakes_is_told_and_nothing_changes(site, project, tmp_path):
    before = contents(site())
    change(project, "lessons/misinformation/id.md", ":::{judge}", ":::{jugde}")
    with pytest.raises(LessonError) as raised:
        site()
    assert "lessons/misinformation/id.md:" in str(raised.value)
    assert contents(tmp_path / "suluh") == before


def test_a_live_notebook_is_told_of_and_left_out(site, project):
    notebook(project, "import ipywidgets\nipywidgets.IntSlider()", name="geser")
    folder = site()
    assert len(site.told) == 1
    assert "geser.ipynb" in site.told[0]
    assert not (folder / "geser").exists()
    assert "geser" not in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("other", ["Madu", "con"])
def test_a_name_that_windows_cannot_write_is_told(site, project, other):
    for language in ("id", "en"):
        change(project, f"lessons/misinformation/{language}.md", "{#lowongan}", f"{{#{other}}}")
    with pytest.raises(PublishError) as raised:
        site()
    assert f"misinformation/{other}" in raised.value.sentence("id").replace("madu", "Madu")
    assert "{#...}" in raised.value.sentence("id")


def test_what_is_live_in_one_language_is_left_out_in_both(site, project):
    code = (
        "import os, ipywidgets\nipywidgets.IntSlider() if 'en' in os.environ['QUERY_STRING'] else 1"
    )
    notebook(project, code, name="setengah")
    assert not (site() / "setengah").exists()
    assert len(site.told) == 1


@pytest.mark.lessons("online-safety")
def test_a_link_in_a_chat_shows_what_it_is(site, project):
    with_address(project)
    folder = site()
    page = (folder / "online-safety" / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}online-safety/">' in page
    assert f'hreflang="en" href="{ADDRESS}en/online-safety/"' in page
    assert '<meta property="og:title" content="' in page
    picture = page.split('property="og:image" content="')[1].split('"')[0]
    assert picture.startswith(f"{ADDRESS}previews/")
    content = (folder / picture.removeprefix(ADDRESS)).read_bytes()
    assert content.startswith(b"\xff\xd8")
    assert len(content) < 300_000


@pytest.mark.lessons(*LESSONS)
def test_the_link_to_a_question_never_shows_the_message(site, project):
    with_address(project)
    folder = site()
    looked = dict.fromkeys(LESSONS, 0)
    for name in LESSONS:
        for step in Project(project).lesson(name, "id").steps:
            message = getattr(step.activity, "message", None)
            if not message or not step.activity.asked(step.language):
                continue
            page = folder / name / step.id / "index.html"
            head = page.read_text(encoding="utf-8").partition("<body>")[0]
            assert 'property="og:title"' in head
            words = message.html.split()
            pieces = [" ".join(words[at : at + 4]) for at in range(len(words) - 3)]
            assert pieces
            assert not [piece for piece in pieces if piece in head]
            looked[name] += 1
    assert min(looked.values()) > 3, looked


def test_pages_may_send_to_the_server_that_is_named_and_to_no_other(project):
    library = Project(project).library
    assert "connect-src 'self';" in policy(library)
    named = replace(library, send_to="https://perpus.example/suluh/")
    assert "connect-src 'self' https://perpus.example;" in policy(named)
    assert "connect-src 'self';" in policy(replace(named, keep_records=False))
