"""`suluh serve` over HTTP: pages out, nothing else, whatever a stranger asks."""

import json
import re
import signal
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from conftest import LESSONS

from toolkit.pages.folder import publish
from toolkit.project import Project

pytestmark = pytest.mark.lessons("misinformation")
LESSON = "misinformation"


def get(served, path, **options):
    return requests.get(f"{served.address}/{path}", timeout=20, allow_redirects=False, **options)


def raw(served, target):
    """Ask for a target as it is: an HTTP library would tidy it first."""
    place = urlsplit(served.address)
    with socket.create_connection((place.hostname, place.port), 10) as connection:
        connection.sendall(
            f"GET {target} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b""
        while got := connection.recv(65536):
            answer += got
    return answer.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("path", "language"), [("", "id"), ("en/", "en"), (LESSON, "id"), (f"en/{LESSON}", "en")]
)
def test_a_page_is_complete_and_in_its_language(served, path, language):
    answer = get(served, path)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.text.count("<main") == answer.text.count("<h1") == 1
    assert "Set-Cookie" not in answer.headers
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


def test_home_lists_the_lessons(served):
    assert f'href="./{LESSON}"' in get(served, "").text
    assert f'href="../en/{LESSON}"' in get(served, "en/").text


def test_all_files_of_a_page_are_there_and_may_be_kept(served):
    page = get(served, f"en/{LESSON}").text
    files = set(re.findall(r'(?:src|href)="\.\./(assets/[^"]+)"', page))
    assert {name.rpartition("/")[2] for name in files} >= {"player.js", "lesson.css", "favicon.svg"}
    for name in files:
        answer = get(served, name)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_page_that_did_not_change_is_not_sent_again(served):
    first = get(served, LESSON)
    again = get(served, LESSON, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("path", "status"), [(LESSON, 200), ("tidak-ada", 404)])
def test_head_is_get_without_a_body(served, path, status):
    answer = requests.head(f"{served.address}/{path}", timeout=20)
    assert answer.status_code == status
    assert answer.content == b""
    same = get(served, path).headers
    assert {**answer.headers, "Date": ""} == {**same, "Date": ""}


@pytest.mark.parametrize(
    "path",
    [
        "tidak-ada",
        "en/tidak-ada",
        "notebooks/misinformation.ipynb",
        "misinformation.ipynb",
        "lessons/misinformation/id.md",
        "library.toml",
        "misinformation//",
        "en//misinformation",
        "misinformation/id.md",
        "voila/tree",
        "voila/render/misinformation.ipynb",
        "voila/api/contents/notebooks",
        "voila/files/library.toml",
        "voila/static/voila.js",
        "voila/templates/lab/static/x",
        "api/kernels",
        "api/contents",
        "login",
        "logout",
        "assets/",
        "assets/x/player.js",
    ],
)
def test_everything_else_is_a_404_in_plain_words(served, path):
    answer = get(served, path)
    assert answer.status_code == 404
    assert ("Halaman ini tidak ada" in answer.text) or ("does not exist" in answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Traceback" not in answer.text
    assert "Server" not in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "target",
    [
        "/../library.toml",
        "/..%2flibrary.toml",
        "/assets/..%2f..%2flibrary.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/%00",
        "/%ff%fe",
        "/" + "a/" * 200,
        "/misinformation%0d%0aX-Evil:%20yes",
        "//evil.example/misinformation/",
        "/\\evil.example/misinformation/",
        "/misinformation%2f",
        "/en%2Fmisinformation",
        "/misinformation%",
        "/%c0%ae%c0%ae/library.toml",
        "misinformation",
        "*",
    ],
)
def test_odd_addresses_open_nothing(served, target):
    answer = raw(served, target)
    assert re.match(r"HTTP/1.1 40[04]", answer)
    assert "X-Evil:" not in answer
    assert "root:" not in answer


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent(served, method):
    answer = getattr(requests, method)(f"{served.address}/{LESSON}", data=b"x", timeout=20)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert "Traceback" not in answer.text
    assert getattr(requests, method)(f"{served.address}/x", timeout=20).status_code == 405


def test_a_template_cannot_be_chosen_from_outside(served):
    plain = get(served, LESSON).text
    assert get(served, f"{LESSON}?template=classic&theme=dark&lang=xx").text == plain


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (f"{LESSON}?lang=en", f"en/{LESSON}"),
        (f"en/{LESSON}?lang=id", LESSON),
        ("?lang=en", "en/"),
        ("en/?lang=id", ""),
    ],
)
def test_a_language_in_the_address_leads_to_its_page(served, path, to):
    answer = requests.get(f"{served.address}/{path}", timeout=20)
    assert answer.url == f"{served.address}/{to}"
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (f"{LESSON}/", f"../{LESSON}"),
        (f"{LESSON}/index.html", f"../{LESSON}"),
        (f"en/{LESSON}/index.html", f"../../en/{LESSON}"),
        ("index.html", "./"),
        ("en", "./en/"),
        ("en/index.html", "../en/"),
        (f"{LESSON.capitalize()}.", f"./{LESSON}"),
        (f"{LESSON}%20", f"./{LESSON}"),
    ],
)
def test_links_from_a_folder_of_files_and_rough_ones_lead_to_the_page(served, path, to):
    answer = get(served, path)
    assert answer.status_code == 302
    assert answer.headers["Location"] == to
    assert answer.headers["Cache-Control"] == "no-store"
    assert requests.get(f"{served.address}/{path}", timeout=20).status_code == 200


def test_where_a_visitor_came_from_makes_no_difference(served):
    plain = get(served, LESSON)
    for query in ("utm_source=wa&utm_campaign=x", "fbclid=Iw%ff", "igshid=1&lang=", "&&==%", "?"):
        answer = get(served, f"{LESSON}?{query}")
        assert answer.status_code == 200
        assert answer.headers["ETag"] == plain.headers["ETag"]


def test_facilitator_notes_are_nowhere_in_a_page(served, notes_of):
    for path, language in ((LESSON, "id"), (f"en/{LESSON}", "en")):
        page = get(served, path).text
        for words in notes_of(LESSON, language):
            assert words not in page


WAYS = (
    *("{}", "{}/", "{}.ipynb", "{}.html", "{}/index.html", "en/{}", "en/{}.ipynb", "lembar/{}"),
    *("notebooks/{}", "notebooks/{}.ipynb", "lessons/{}", "lessons/{}.ipynb", "lessons/{}/id.md"),
    *("voila/render/{}.ipynb", "files/notebooks/{}.ipynb", "notebooks%2f{}.ipynb", "./{}.ipynb"),
)
"""Where somebody who knows a notebook's name might look for it."""


@pytest.mark.lessons(*LESSONS)
def test_a_stranger_gets_the_patrons_notebooks_only(serve, project, tmp_path):
    good = json.loads((project / "notebooks" / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    for name, suluh in {
        "for-trainers": {"audience": "trainers"},
        "live-room": {"audience": "staff", "lesson": LESSON},
        f"live-{LESSON}": {"audience": "trainers"},
        "unsaid": {},
        "wrong": "patrons",
        "listed": {"audience": ["patrons"]},
    }.items():
        closed = {**good, "metadata": {**good["metadata"], "suluh": suluh}}
        (project / "notebooks" / f"{name}.ipynb").write_text(json.dumps(closed), encoding="utf-8")
    (project / "notebooks" / "broken.ipynb").write_text("{", encoding="utf-8")
    names = {path.stem for path in (project / "notebooks").glob("*.ipynb")}
    closed = names - set(LESSONS)
    assert closed > {"lesson-studio", "live-room", "broken"}
    served = serve()
    opened = {way for way in WAYS for name in closed if status(served, way.format(name)) != 404}
    assert not opened
    assert {get(served, lesson).status_code for lesson in LESSONS} == {200}
    assert {status(served, f"{at}{LESSON}.ipynb") for at in ("", "notebooks/", "en/")} == {404}
    linked = set(re.findall(r'href="(?:\./)?([^"]*)"', get(served, "").text))
    assert {*LESSONS} <= linked
    assert not closed & linked
    folder = tmp_path / "suluh"
    publish(Project(project), folder, pytest.fail)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert folder / LESSON / "index.html" in files
    assert not [path for path in files if path.suffix == ".ipynb" or closed & set(path.parts)]
    pages = [path.read_text(encoding="utf-8") for path in files if path.suffix == ".html"]
    assert not [name for name in closed if any(f"{name}.ipynb" in page for page in pages)]


def status(served, path):
    return int(raw(served, f"/{path}").split()[1])


def test_a_save_is_a_new_page_without_a_restart(serve, project, eventually):
    served = serve()
    file = project / "lessons" / LESSON / "id.md"
    text = file.read_text(encoding="utf-8")
    title = re.search(r"^title: (.*)$", text, re.MULTILINE)[1]
    file.write_text(
        text.replace(f"title: {title}", "title: Judul baru dari staf"), encoding="utf-8"
    )
    eventually(lambda: "Judul baru dari staf" in get(served, LESSON).text, seconds=20)
    eventually(lambda: "Judul baru dari staf" in get(served, "").text, seconds=20)


def test_a_broken_lesson_leaves_the_last_good_page_and_tells_staff(serve, project, eventually):
    served = serve()
    before = get(served, LESSON).text
    file = project / "lessons" / LESSON / "id.md"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace(":::{judge}", ":::{jugde}", 1), encoding="utf-8")
    served.wait_for(rf"lessons/{LESSON}/id\.md:\d+: .*judge")
    served.wait_for("isi terakhir yang baik")
    assert get(served, LESSON).text == before
    file.write_text(good.replace("minutes: 15", "minutes: 16"), encoding="utf-8")
    served.wait_for("sudah memakai isi yang baru")
    eventually(lambda: get(served, LESSON).text != before, seconds=20)


def test_a_mistake_in_library_toml_leaves_the_site_as_it_is(serve, project):
    served = serve()
    (project / "library.toml").write_text('name = "Baru', encoding="utf-8")
    served.wait_for(r"library\.toml:1: ")
    assert get(served, LESSON).status_code == 200


def test_a_lesson_that_never_was_good_says_so_kindly(serve, project):
    (project / "lessons" / LESSON / "id.md").write_text("## Tanpa kepala\n", encoding="utf-8")
    served = serve()
    answer = get(served, LESSON)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "sedang kami perbaiki" in answer.text
    assert LESSON not in get(served, "").text


def test_a_taken_port_is_no_trouble(serve, served):
    port = urlsplit(served.address).port
    other = serve("--port", str(port))
    assert urlsplit(other.address).port != port
    assert get(other, LESSON).status_code == 200
    if sys.platform != "win32":
        other.process.terminate()  # as a service is stopped
        assert other.process.wait(20) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there, a signal from outside ends it at once")
def test_it_ends_when_asked_and_has_said_nothing_of_who_came(serve, project):
    file = project / "lessons" / LESSON / "id.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nBaru.\n", encoding="utf-8")
    served = serve()  # with a kernel: this text was never seen before
    kernels = children(served.process.pid)
    for target in ("/", "/tidak-ada", "/%ff", "/ bad", "\0"):
        raw(served, target)
    get(served, LESSON, headers={"X-Forwarded-For": "203.0.113.9"})
    # Where the tests run in the background, their programs do not hear Ctrl+C, and should not.
    deaf = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    served.process.send_signal(signal.SIGTERM if deaf else signal.SIGINT)
    assert served.process.wait(20) == 0
    assert not [each for each in kernels if is_running(each)]
    told = list(served._lines.queue)
    assert [line for line in told if "Ctrl+C" not in line] == []


def children(number):
    listed = Path(f"/proc/{number}/task/{number}/children")
    return listed.read_text().split() if listed.exists() else []


def is_running(number):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{number}/status").read_text()
    except OSError:
        return False
