"""From a page to a catalogue that runs, and back: through a real server, and through a kernel."""

import http.client
import json
import re
import urllib.request
from urllib.parse import urljoin, urlsplit

import pytest
from both_doors import PATIENCE, kernel_door
from conftest import ROOT, Served, make_project
from peers.vufind import VuFindPeer
from small_catalogue import configure, new_visitor, record, search

from toolkit.player.catalogue import KIND
from toolkit.project import Project

LESSON = "online-catalogue"
STEPS = Project(ROOT).lesson(LESSON, "id").steps
ITEM = next(step.id for step in STEPS if step.activity and step.activity.kind == KIND)


@pytest.fixture(scope="module")
def peer():
    with VuFindPeer() as found:
        yield found


@pytest.fixture(scope="module")
def home(tmp_path_factory, peer):
    made = make_project(tmp_path_factory.mktemp("catalogue") / "project", [LESSON])
    configure(made, "vufind", peer.url, {"keep = true": "keep = false"})
    return made


@pytest.fixture(scope="module")
def served(home):
    with Served(home) as server:
        yield server


def ask(address, sent):
    """Return the status of a search, and the reply, as a page at that server gets it."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=PATIENCE)
    headers = {"Origin": f"http://{where.netloc}", "Content-Type": "application/json"}
    connection.request("POST", where.path, json.dumps(sent), headers)
    answer = connection.getresponse()
    found = answer.status, json.loads(answer.read())
    connection.close()
    return found


def state(page):
    with urllib.request.urlopen(page, timeout=PATIENCE) as answer:
        text = answer.read().decode()
    return json.loads(re.search(r'class="suluh-state">(.*?)</script>', text, re.DOTALL)[1])


@pytest.mark.parametrize("path", [LESSON, f"en/{LESSON}", f"{LESSON}/{ITEM}"])
def test_a_page_finds_its_way_to_the_catalogue_and_back(served, peer, path):
    page = f"{served.address}/{path}"
    told = state(page)["catalogue"]
    assert (told["kind"], told["url"], told["configured"]) == ("vufind", peer.url, True)
    door = urljoin(page, told["door"])
    assert door == f"{served.address}/api/catalogue"
    status, reply = ask(door, search("laskar pelangi"))
    assert status == 200
    (first, *_) = [each for each in reply["found"]["records"] if each["title"] == "Laskar Pelangi"]
    assert reply["link"].startswith(peer.url)
    status, reply = ask(door, record(first["id"]))
    assert status == 200
    assert reply["record"]["title"] == "Laskar Pelangi"


def test_the_same_search_is_asked_once_for_all_patrons(served, peer):
    door = f"{served.address}/api/catalogue"
    ask(door, search("bumi manusia"))
    before = len(peer.asked)
    for _ in range(10):
        assert ask(door, search("Bumi  Manusia", visitor=new_visitor()))[1]["found"]["total"]
    assert len(peer.asked) == before


def test_a_change_of_the_settings_is_followed(served, home, eventually):
    door = f"{served.address}/api/catalogue"
    configure(home, "", "")
    eventually(lambda: ask(door, search("sitti nurbaya"))[1].get("trouble") == "none", PATIENCE)
    page = f"{served.address}/{LESSON}"
    eventually(lambda: not state(page)["catalogue"]["configured"], PATIENCE)
    assert state(page)["catalogue"]["door"] == ""


def test_a_kernel_asks_the_same_catalogue(peer, tmp_path):
    with kernel_door(tmp_path, peer.url) as kernel:
        status, reply = kernel.search(search("laskar pelangi", field="title"))
        assert status == 200
        titles = [each["title"] for each in reply["found"]["records"]]
        assert "Laskar Pelangi" in titles
        status, reply = kernel.search(record("IOS1-1.x"))
        assert (status, reply["record"]["title"]) == (200, "Laskar Pelangi")
        assert kernel.search(record("nothing"))[1]["trouble"] == "bad-query"
