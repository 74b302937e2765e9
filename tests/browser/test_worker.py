"""The service worker: what was opened once opens without a connection, and nothing gets stuck."""

import json
import re
import shutil
import threading

import pytest
from browser_parts import LESSON, step_with
from conftest import make_project
from patron import Patron
from playwright.sync_api import expect
from web_space import BELOW, WebSpace

from toolkit.pages.folder import publish
from toolkit.pages.offline import Corner, Facts, script
from toolkit.project import Project

OLD, NEW = "Perpustakaan Kota", "Perpustakaan Baru"
PORTAL = b"<!doctype html><html><title>Wi-Fi Kafe</title><p>Masuk dulu</p></html>"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    place = tmp_path_factory.mktemp("published")
    home = make_project(place / "project", ["misinformation", LESSON])
    publish(Project(home), place / "suluh", print)
    for path in [*(place / "suluh").rglob("*.br"), *(place / "suluh").rglob("*.gz")]:
        path.unlink()  # this server has no use for them
    return place / "suluh"


@pytest.fixture
def space(published, tmp_path):
    with WebSpace(shutil.copytree(published, tmp_path / "suluh")) as space:
        yield space


@pytest.fixture
def open_first(open_page, space):
    """Open a page as somebody who was never there, and wait until its worker is at work."""

    def open_(address=f"{LESSON}/", page=None, **options):
        page = page or open_page(service_workers="allow", **options)
        page.goto(f"{space.address}/{address}")
        page.evaluate(
            """async () => {
              const { active } = await navigator.serviceWorker.ready;
              const done = () => active.state === "activated";
              if (!done()) await new Promise((go) => (active.onstatechange = () => done() && go()));
            }"""
        )
        return page

    return open_


def bring_up_to_date(page):
    """Let the browser find the new version, as it does some time after each visit."""
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update(); // which may be one that had begun before
          await registration.update();
          const busy = () => registration.installing || registration.waiting;
          while (busy() || registration.active.state !== "activated") {
            await new Promise((go) => setTimeout(go, 20));
          }
        }"""
    )


def update(page):
    """Look for a new version before the browser does; return what became of it."""
    return page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.ready;
          const found = new Promise((go) => {
            registration.onupdatefound = () => go(registration.installing);
          });
          try { await registration.update(); } catch { return "refused"; }
          const worker = await found;
          const done = () => ["activated", "redundant"].includes(worker.state);
          if (!done()) await new Promise((go) => (worker.onstatechange = () => done() && go()));
          return worker.state;
        }"""
    )


def kept(page):
    """Return the paths of what the browser keeps of the site."""
    urls = page.evaluate(
        """async () => {
          const caches_ = await Promise.all((await caches.keys()).map((key) => caches.open(key)));
          return (await Promise.all(caches_.map((each) => each.keys()))).flat().map(({url}) => url);
        }"""
    )
    return {url.partition(f"{BELOW}/")[2] for url in urls}


def words_kept(page, path):
    return page.evaluate(
        "async (url) => (await caches.match(url)).text()",
        f"{page.url.partition(BELOW)[0]}{BELOW}/{path}",
    )


def edit(space, old=OLD, new=NEW):
    """Change words on every page, as a new upload does."""
    for path in space.folder.rglob("*.html"):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    tell(space)


def move_files(space):
    """Give the files new addresses, as a new version of the player does."""
    (folder,) = (space.folder / "assets").iterdir()
    with (folder / "player.js").open("a", encoding="utf-8") as player:
        player.write("// new\n")
    moved = folder.with_name("0123456789abcdef")
    folder.rename(moved)
    edit(space, folder.name, moved.name)
    return folder.name, moved.name


def tell(space, *, complete=True, live=()):
    """Write `sw.js` anew, for what now stands in the folder."""
    old = space.folder / "sw.js"
    facts = json.loads(old.read_text("utf-8").splitlines()[0][len("const SITE = ") : -1])

    def found(pattern):
        return {
            path.relative_to(space.folder).as_posix(): path.read_bytes()
            for path in space.folder.glob(pattern)
        }

    corners = [
        Corner(**{**each, "notice": re.sub(r"assets/\w+", folder_of(space), each["notice"])})
        for each in facts["languages"]
    ]
    made = script(
        Facts(
            found("**/index.html"),
            found("assets/*/*"),
            corners,
            facts["small"],
            [*facts["elsewhere"], *live],
            live,
            complete=complete,
        )
    )
    old.write_bytes(made)


def folder_of(space):
    (folder,) = (space.folder / "assets").iterdir()
    return f"assets/{folder.name}"


def visit(page, space, address=f"{LESSON}/"):
    page.goto(f"{space.address}/{address}")
    return page.title()


def test_after_the_first_visit_the_lesson_plays_whole_without_a_connection(open_first, space):
    page = open_first()
    space.stop()
    page.reload()
    patron = Patron(page)
    patron.ready()
    assert patron.play()[-1] == "result"
    expect(page.locator(".suluh-code")).to_be_visible()


def test_also_the_parts_that_nobody_had_asked_for(open_first, space):
    page = open_first()
    space.stop()
    patron = Patron(page)
    patron.open(f"{space.address}/{LESSON}/?a#{step_with('passphrase')}")
    patron.do(page.locator(".suluh-generate"))
    expect(page.locator(".suluh-generated")).to_be_visible()
    page.locator("input.suluh-passphrase").fill("kucing tikus 1")
    expect(page.locator(".suluh-strength[data-level]")).to_be_visible()


def test_it_fetches_no_part_that_no_step_of_the_lesson_needs(open_first, space):
    open_first("misinformation/")
    assert not [path for path in space.asked if path.endswith(("strength.js", "address.js"))]


def test_the_small_pages_open_too_however_they_are_addressed(open_first, space):
    page = open_first()
    addresses = ("", "index.html", "en", "pertolongan/", "pertolongan", "en/pertolongan/index.html")
    online = [visit(page, space, address) for address in addresses]
    space.stop()
    assert [visit(page, space, address) for address in addresses] == online
    assert has_its_style(page)
    links = page.locator("a[href^='.']").evaluate_all("links => links.map(({ href }) => href)")
    assert links
    assert all(link.startswith(f"{space.address}/") for link in links)


def has_its_style(page):
    return page.evaluate("getComputedStyle(document.body).margin") == "0px"


def test_other_pages_open_once_they_were_visited(open_first, space, eventually):
    page = open_first()
    online = visit(page, space, "misinformation/?utm_source=wa&fbclid=x#apa")
    eventually(lambda: "misinformation/index.html" in kept(page), 10)
    space.stop()
    assert visit(page, space, "misinformation/?igshid=y") == online
    Patron(page).ready()


def test_nothing_is_kept_of_where_somebody_came_from(open_first, space, eventually):
    page = open_first(f"{LESSON}/?fbclid=secret")
    visit(page, space, "misinformation/?utm_source=secret")
    eventually(lambda: "misinformation/index.html" in kept(page), 10)
    assert not [path for path in kept(page) if "secret" in path or "?" in path]


def test_what_is_not_kept_says_so_and_leads_home(open_first, space):
    page = open_first()
    space.stop()
    for address, words, home in (
        ("misinformation/bantuan-hukum/", "Tidak ada sambungan internet", "Belajar bersama"),
        ("en/misinformation/", "no internet connection", "Learn with"),
        ("tidak/ada/di/sini", "Tidak ada sambungan internet", "Belajar bersama"),
    ):
        visit(page, space, address)
        expect(page.locator("main")).to_contain_text(words)
        assert has_its_style(page)
        page.locator("main a").click()
        expect(page).to_have_title(re.compile(home))


def test_a_notebook_that_needs_python_says_so_without_a_connection(open_first, space):
    tell(space, live=["hidup"])
    answer = b"<!doctype html><html><title>Hidup</title><p>Halo</p></html>"
    space.instead = lambda handler: (
        handler.below == "hidup" and handler.answer(200, answer, Content_Type="text/html")
    )
    page = open_first()
    assert visit(page, space, "hidup?lang=id") == "Hidup"
    assert not [path for path in kept(page) if "hidup" in path]
    space.stop()
    visit(page, space, "hidup?lang=id")
    expect(page.locator("main")).to_contain_text("Tidak ada sambungan internet")
    page.locator("main a").click()
    expect(page).to_have_title(re.compile("Belajar bersama"))


def test_a_new_version_shows_at_once(open_first, space):
    page = open_first()
    edit(space)
    assert NEW in visit(page, space)


def test_a_new_version_reaches_what_nobody_visits(open_first, space, eventually):
    page = open_first()
    visit(page, space, "misinformation/")
    eventually(lambda: "misinformation/index.html" in kept(page), 10)
    edit(space)
    bring_up_to_date(page)
    space.stop()
    assert NEW in visit(page, space, "misinformation/")
    assert NEW in visit(page, space, "pertolongan/")


def test_a_page_that_is_new_is_kept_when_it_is_visited(open_first, space):
    page = open_first()
    shutil.copytree(space.folder / "misinformation", space.folder / "baru")
    tell(space)
    online = visit(page, space, "baru/")
    bring_up_to_date(page)
    space.stop()
    assert visit(page, space, "baru/") == online
    Patron(page).ready()


def test_a_new_version_takes_over_what_has_not_changed(open_first, space):
    page = open_first()
    move_files(space)
    space.asked.clear()
    assert update(page) == "activated"
    fetched = {path.rpartition("/")[2] for path in space.asked if path.startswith("assets/")}
    assert fetched == {"player.js"}
    space.stop()
    visit(page, space)
    Patron(page).ready()


def test_an_open_page_of_the_old_version_still_gets_its_parts(open_first, space, eventually):
    page = open_first(f"{LESSON}/#{step_with('passphrase')}")
    old, new = move_files(space)
    assert update(page) == "activated"
    page.locator("input.suluh-passphrase").fill("kucing tikus 1")  # the server has it no longer
    expect(page.locator(".suluh-strength[data-level]")).to_be_visible()
    assert {path.split("/")[1] for path in kept(page) if path.startswith("assets/")} == {old, new}
    page.goto("about:blank")
    visit(page, space)  # nobody has an old page open any more
    eventually(lambda: not [path for path in kept(page) if old in path], 10)
    space.stop()
    visit(page, space)
    Patron(page).ready()


def test_a_page_that_is_gone_is_gone(open_first, space, eventually):
    page = open_first()
    visit(page, space, "misinformation/")
    eventually(lambda: "misinformation/index.html" in kept(page), 10)
    shutil.rmtree(space.folder / "misinformation")
    tell(space)
    assert page.goto(f"{space.address}/misinformation/").status == 404
    bring_up_to_date(page)
    space.stop()
    visit(page, space, "misinformation/")
    expect(page.locator("main")).to_contain_text("Tidak ada sambungan")


def test_a_page_that_is_being_mended_stays_until_it_is_back(open_first, space, eventually):
    page = open_first()
    online = visit(page, space, "misinformation/")
    eventually(lambda: "misinformation/index.html" in kept(page), 10)
    (space.folder / "misinformation" / "index.html").unlink()
    tell(space, complete=False)
    space.instead = lambda handler: (
        handler.below == "misinformation/" and handler.answer(503, PORTAL, Content_Type="text/html")
    )
    bring_up_to_date(page)
    assert visit(page, space, "misinformation/") == online
    space.stop()
    assert visit(page, space, "misinformation/") == online


def without_its_files(space, page):
    move_files(space)
    shutil.rmtree(space.folder / "assets")


def with_half_of_a_file(space, page):
    move_files(space)
    player = space.folder / folder_of(space) / "player.js"
    player.write_bytes(player.read_bytes()[:-1000])


def without_its_pages(space, page):
    edit(space)
    shutil.rmtree(space.folder / LESSON)


def without_a_worker(space, page):
    (space.folder / "sw.js").unlink()


def with_a_page_for_a_worker(space, page):
    (space.folder / "sw.js").write_bytes(PORTAL)
    space.instead = lambda handler: (
        handler.below == "sw.js" and handler.answer(200, PORTAL, Content_Type="text/html")
    )


def with_a_cut_worker(space, page):
    worker = space.folder / "sw.js"
    worker.write_bytes(worker.read_bytes()[:3000])


def on_a_full_phone(space, page):
    move_files(space)
    session = page.context.new_cdp_session(page)
    origin = space.address.removesuffix(BELOW)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1000})


@pytest.mark.parametrize(
    ("how", "ends"),
    [
        (without_its_files, "redundant"),
        (with_half_of_a_file, "redundant"),
        (without_its_pages, "redundant"),
        (without_a_worker, "refused"),
        (with_a_page_for_a_worker, "refused"),
        (with_a_cut_worker, "refused"),
        (on_a_full_phone, "redundant"),
    ],
)
def test_a_broken_update_leaves_the_old_one_at_work(open_first, space, how, ends):
    page = open_first()
    how(space, page)
    assert update(page) == ends
    space.stop()
    page.reload()
    patron = Patron(page)
    patron.ready()
    patron.forward()


def test_a_site_whose_worker_is_gone_still_shows_what_is_new(open_first, space):
    page = open_first()
    edit(space)
    (space.folder / "sw.js").unlink()
    assert NEW in visit(page, space)
    assert update(page) == "refused"
    assert NEW in visit(page, space)


def to_elsewhere(portal):
    return lambda handler: handler.answer(302, Location=portal.address + "/")


def its_own_page(_portal):
    return lambda handler: handler.answer(200, PORTAL, Content_Type="text/html")


def its_own_text(_portal):
    return lambda handler: handler.answer(200, b"Masuk dulu", Content_Type="text/plain")


def half_a_page(handler):
    page = handler.space.folder / handler.below / "index.html"
    half = page.read_bytes()[:9000] if page.exists() else b""
    return half and handler.answer(200, half, Content_Type="text/html")


def test_a_hotels_network_shows_its_page_and_spoils_nothing(open_first, space, tmp_path):
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "index.html").write_bytes(PORTAL)
    page = open_first()
    before = kept(page)
    with WebSpace(tmp_path / "portal") as portal:
        for how in (to_elsewhere, its_own_page, its_own_text):
            space.instead = how(portal)
            visit(page, space)
            expect(page.locator("body")).to_contain_text("Masuk dulu")
        space.instead = half_a_page
        visit(page, space)
    space.stop()
    visit(page, space)
    Patron(page).ready()
    assert kept(page) == before


def test_while_the_server_is_in_trouble_the_copy_shows(open_first, space):
    page = open_first()
    space.instead = lambda handler: handler.answer(500, PORTAL, Content_Type="text/html")
    visit(page, space)
    Patron(page).ready()
    assert page.goto(f"{space.address}/misinformation/").status == 500  # there is none


def test_a_network_that_takes_too_long_is_not_waited_for(open_first, space, eventually):
    page = open_first()
    edit(space)
    go_on = threading.Event()
    space.instead = lambda _handler: not go_on.wait(60)
    assert OLD in visit(page, space)
    Patron(page).ready()
    go_on.set()
    eventually(lambda: NEW in words_kept(page, f"{LESSON}/index.html"), 10)  # it came, at last


def test_those_who_save_data_get_no_part_they_did_not_ask_for(open_page, open_first, space):
    page = open_page(service_workers="allow")
    page.add_init_script(SAVES_DATA)
    go_on = threading.Event()
    space.instead = lambda handler: handler.below.endswith("page.css") and not go_on.wait(60)
    with page.context.expect_event("serviceworker") as started:
        page.goto(f"{space.address}/{LESSON}/#{step_with('passphrase')}")
    started.value.evaluate(SAVES_DATA)
    go_on.set()
    open_first(f"{LESSON}/#{step_with('passphrase')}", page)
    parts = ("address.js", "phrases.js", "strength.js")
    assert not [path for path in space.asked if path.endswith(parts)]
    Patron(page).do(page.locator(".suluh-generate"))
    expect(page.locator(".suluh-generated")).to_be_visible()
    space.stop()
    page.reload()
    patron = Patron(page)
    patron.ready()
    patron.forward()  # they go on where they were
    patron.do(page.locator(".suluh-generate"))
    expect(page.locator(".suluh-generated")).to_be_visible()


SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def test_it_leaves_alone_what_is_not_a_page_of_the_site(open_first, space):
    page = open_first()
    asked = """async ([path, options]) => {
      try { return (await fetch(path, options)).status; } catch { return 0; }
    }"""
    player = f"../{folder_of(space)}/player.js"
    assert page.evaluate(asked, [player, {}]) == 200
    space.stop()
    assert page.evaluate(asked, [player, {}]) == 200
    assert page.evaluate(asked, [player, {"headers": {"Range": "bytes=0-9"}}]) == 0
    assert page.evaluate(asked, [player, {"method": "POST"}]) == 0
    assert page.evaluate(asked, ["../api/kirim", {}]) == 0
    assert page.evaluate(asked, ["../../lain/", {}]) == 0


def test_a_served_site_opens_without_a_connection_too(open_page, served, eventually):
    page = open_page(service_workers="allow")
    page.goto(f"{served.address}/{LESSON}")
    page.evaluate("navigator.serviceWorker.ready")
    eventually(lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"), 20)
    page.context.set_offline(True)
    page.goto(f"{served.address}/{LESSON}/?utm_source=wa")
    assert page.url == f"{served.address}/{LESSON}"
    Patron(page).ready()
    page.goto(f"{served.address}/en")
    expect(page).to_have_title(re.compile("Learn with"))
