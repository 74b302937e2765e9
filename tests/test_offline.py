"""The facts that a site's service worker gets: whole, relative, and its own for each version."""

import json
from dataclasses import replace

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from toolkit.pages.addressing import FILES, SERVED
from toolkit.pages.offline import Corner, Facts, digest, is_below, script, worker
from toolkit.pages.page import Page
from toolkit.pages.site import Chapter, Listed, assemble, frames
from toolkit.project import Project

CORNERS = [Corner("", "index.html", "<p>Hai"), Corner("en", "en/index.html", "<p>Hi")]
NAMES = st.text("abz09-", min_size=1, max_size=6)
ADDRESSES = st.builds(
    lambda language, parts: language + "/".join(parts),
    st.sampled_from(["", "en/"]),
    st.lists(NAMES, max_size=3),
)


def told(made):
    first = made.decode().splitlines()[0]
    return json.loads(first.removeprefix("const SITE = ").removesuffix(";"))


def site(addressing, *, live=(), broken=()):
    framed = frames(Project(ROOT).library, addressing)
    chapters = {}
    for code, frame in framed.items():
        address = frame.library.page_address("uji", code)
        page = Page(address, f"<p>{code}", 503 if "uji" in broken else 200)
        listed = Listed("uji", "Uji", "", 5)
        chapters[code] = [Chapter({address: page}, dict.fromkeys(live, ROOT / "uji.ipynb"), listed)]
    aid = {
        "pertolongan": Page("pertolongan", "<p>"),
        "en/pertolongan": Page("en/pertolongan", "<p>"),
    }
    return assemble(framed, chapters, aid)


def test_it_knows_each_page_by_the_path_that_it_is_asked_for_by():
    served = ["", "en/", "en/pertolongan", "en/privasi", "en/uji", "pertolongan", "privasi", "uji"]
    assert list(told(worker(site(SERVED), SERVED))["pages"]) == served
    files = told(worker(site(FILES), FILES))
    assert sorted(files["pages"]) == sorted(FILES.path(address) for address in served)
    assert [corner["home"] for corner in files["languages"]] == ["index.html", "en/index.html"]
    assert set(files["small"]) == {
        *("index.html", "en/index.html"),
        *("pertolongan/index.html", "en/pertolongan/index.html"),
        *("privasi/index.html", "en/privasi/index.html"),
    }


def test_it_has_a_digest_of_every_file_of_this_version_and_of_no_other():
    now = site(SERVED)
    older = replace(
        now, assets={"assets/0123/player.js": next(iter(now.assets.values())), **now.assets}
    )
    kept = told(worker(older, SERVED))["files"]
    assert kept == {address: digest(asset.content) for address, asset in now.assets.items()}
    assert {address.rpartition("/")[2] for address in kept} >= {
        "player.js",
        "lesson.css",
        "page.css",
    }


def test_it_keeps_no_notice_that_stands_for_a_page_and_takes_no_page_for_gone_then():
    mending = told(worker(site(SERVED, broken={"uji"}), SERVED))
    assert "uji" not in mending["pages"]
    assert not mending["complete"]
    assert told(worker(site(SERVED), SERVED))["complete"]


def test_it_leaves_the_service_and_live_notebooks_alone():
    facts = told(worker(site(SERVED, live=["pandas"]), SERVED))
    assert facts["elsewhere"] == ["api", "health", "pandas", "r", "staff"]
    assert facts["live"] == ["pandas"]
    assert "pandas" not in facts["pages"]


@pytest.mark.parametrize("addressing", [SERVED, FILES])
def test_it_says_in_each_language_that_there_is_no_connection(addressing):
    corners = told(worker(site(addressing), addressing))["languages"]
    assert [corner["prefix"] for corner in corners] == ["", "en"]
    assert "Tidak ada sambungan internet" in corners[0]["notice"]
    assert "no internet connection" in corners[1]["notice"]


def test_the_same_site_gives_the_same_script_and_any_change_another():
    pages, assets = {"a": b"1"}, {"assets/x/a.js": b"2"}
    made = script(Facts(pages, assets, CORNERS, ["a"], ["api"]))
    assert script(Facts(dict(pages), dict(assets), list(CORNERS), ["a"], ["api"])) == made
    others = [
        script(Facts(pages, assets, CORNERS, ["a"], ["api"], complete=False)),
        script(Facts({"a": b"2"}, assets, CORNERS, ["a"], ["api"])),
        script(Facts(pages, {"assets/x/a.js": b"3"}, CORNERS, ["a"], ["api"])),
        script(Facts(pages, assets, CORNERS[:1], ["a"], ["api"])),
        script(Facts(pages, assets, CORNERS, [], ["api"])),
        script(Facts(pages, assets, CORNERS, ["a"], [])),
        script(Facts(pages, assets, CORNERS, ["a"], ["api"], ["b"])),
    ]
    assert len({told(each)["version"] for each in (made, *others)}) == 8


def test_its_first_line_is_the_facts_and_the_rest_the_program():
    made = script(Facts({}, {}, CORNERS))
    built = (ROOT / "toolkit" / "pages" / "static" / "worker.js").read_bytes()
    assert made.partition(b"\n")[2] == built


@given(st.lists(ADDRESSES, unique=True, max_size=5), st.sampled_from([SERVED, FILES]))
def test_every_address_of_a_site_is_relative_and_below_its_folder(addresses, addressing):
    pages = {addressing.path(address): address.encode() for address in addresses}
    assert (
        told(script(Facts(pages, {}, CORNERS, [*pages], [*pages])))["pages"].keys() == pages.keys()
    )


@given(st.one_of(st.text(), st.from_regex(r"[a-z./\\:%?#@ -]{0,12}", fullmatch=True)))
def test_what_is_not_below_the_folder_is_refused(path):
    parts = path.split("/")
    fits = is_below(path)
    if path.startswith("/") or ".." in parts or "." in parts or set(path) & set("\\:?#%"):
        assert not fits
    if fits:
        assert path in told(script(Facts({path: b""}, {}, CORNERS)))["pages"]
    else:
        with pytest.raises(ValueError, match="not below"):
            script(Facts({path: b""}, {}, CORNERS))


@pytest.mark.parametrize(
    "path",
    ["/", "/uji", "//library.example/", "https://library.example/suluh/uji", "../uji", "uji/../.."],
)
def test_no_address_leads_out(path):
    for place in range(3):
        with pytest.raises(ValueError, match="not below"):
            script(Facts({}, {}, CORNERS, *[[path] if at == place else [] for at in range(3)]))
