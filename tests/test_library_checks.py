"""Single entries of `library.toml`: what each may be, and how it is kept."""

import contextlib

import pytest

from toolkit import library_checks as checks
from toolkit.lesson import pictures


@pytest.mark.parametrize(
    "name", ["../logo.svg", "{outside}", "a/../../logo.svg", "link.svg", "logo.gif"]
)
def test_a_logo_from_elsewhere_is_refused(tmp_path, name):
    home = tmp_path / "project"
    (home / "a").mkdir(parents=True)
    (tmp_path / "logo.svg").write_text("<svg/>")
    (home / "logo.gif").write_text("GIF")
    with contextlib.suppress(OSError):  # where a system makes no links, it is missing
        (home / "link.svg").symlink_to(tmp_path / "logo.svg")
    name = name.format(outside=(tmp_path / "logo.svg").as_posix())
    assert checks.logo(home, name) is None


def test_a_logo_that_is_too_large_is_refused(tmp_path):
    (tmp_path / "logo.png").write_bytes(bytes(pictures.LARGEST + 1))
    assert checks.logo(tmp_path, "logo.png") is None
    (tmp_path / "logo.png").write_bytes(bytes(pictures.LARGEST))
    assert checks.logo(tmp_path, "logo.png")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://kota.example/suluh", "https://kota.example/suluh/"),
        ("https://kota.example/suluh/index.html", "https://kota.example/suluh/"),
        ("https://kota.example/suluh/index.html?utm=1#x", "https://kota.example/suluh/"),
        (" https://kota.example ", "https://kota.example/"),
        ("http://10.0.0.5:8866/", "http://10.0.0.5:8866/"),
        ("", ""),
    ],
)
def test_where_the_site_is_ends_with_a_slash(written, kept):
    assert checks.public_url(written) == kept


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("slims", "https://katalog.example", "https://katalog.example/"),
        ("slims", "https://k.example/slims/index.php?p=libinfo#a", "https://k.example/slims/"),
        ("slims", "http://192.168.1.10:8080/", "http://192.168.1.10:8080/"),
        (
            "vufind",
            "https://k.example/vufind/Search/Results?lookfor=a",
            "https://k.example/vufind/",
        ),
        ("vufind", "https://k.example/api/v1/search", "https://k.example/"),
        ("sru", "https://k.example:9999/biblios?version=1.1", "https://k.example:9999/biblios"),
        ("openlibrary", "", ""),
        ("embedded", "", ""),
    ],
)
def test_where_the_catalogue_is_though_people_paste_a_page_of_it(kind, written, kept):
    assert checks.catalogue_url(written, kind) == kept
