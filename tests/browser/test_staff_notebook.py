"""A notebook of staff with text and a drawn picture: a page as light as any, and it shows."""

import pytest
from axe import violations
from conftest import Served
from live_house import write_notebook
from playwright.sync_api import expect

from toolkit.pages.folder import publish
from toolkit.project import Project

TEXT = "md:# Pengunjung tahun ini\n\nPaling ramai *bulan Juli*.\n\n- Anak\n- Dewasa"
PICTURE = """
import matplotlib.pyplot as plt
figure, axes = plt.subplots(figsize=(9, 4))
axes.bar(["Juni", "Juli", "Agustus"], [812, 1204, 990])
axes.set_title("Pengunjung")
plt.show()
"""


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "project"
    write_notebook(home / "notebooks" / "pengunjung.ipynb", TEXT, PICTURE)
    (home / "library.toml").write_text('name = "Perpustakaan Kota"\n', encoding="utf-8")
    return home


def test_text_and_a_picture_need_no_kernel_and_show(home, open_page, tmp_path):
    published = tmp_path / "suluh"
    publish(Project(home), published, pytest.fail)  # it would tell what needs a kernel
    with Served(home) as server:
        for address in (
            f"{server.address}/pengunjung",
            (published / "en" / "pengunjung" / "index.html").as_uri(),
        ):
            page = open_page()
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_have_text("Pengunjung tahun ini")
            expect(page.get_by_role("listitem").filter(has_text="Dewasa")).to_be_visible()
            picture = page.locator("main img")
            expect(picture).to_be_visible()
            drawn = picture.evaluate(
                "async (img) => { await img.decode(); return [img.naturalWidth, img.src]; }"
            )
            assert drawn[0] > 500
            assert drawn[1].startswith("data:image/png;base64,")
            room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert room[0] <= room[1]  # a wide picture does not push the page apart
            assert not page.locator("script[src*='live']").count()
            assert violations(page) == []
