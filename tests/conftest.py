"""What tests in every room share: a project to change, and a server on it."""

from __future__ import annotations

import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

import get_programs
import pytest
from hypothesis import settings
from library_door import LESSON, LibraryDoor
from patron import Patron
from playwright.sync_api import Browser, Page, Route, sync_playwright

from toolkit.pages.folder import publish
from toolkit.project import Project

ROOT = Path(__file__).parents[1]
LESSONS = Project(ROOT).lesson_names()

settings.register_profile("suluh", deadline=None)  # how fast it is says nothing on a busy machine
settings.load_profile("suluh")
if "PYTEST_XDIST_WORKER" not in os.environ:  # else it is inherited: both workers share one
    # What tests make is kept for this run alone: they must not see yesterday's pages.
    KEPT = tempfile.TemporaryDirectory(prefix="suluh-kept-")
    os.environ["SULUH_CACHE"] = KEPT.name
    # Nor may they write into the records of whoever runs them.
    DATA = tempfile.TemporaryDirectory(prefix="suluh-data-")
    os.environ["SULUH_DATA"] = DATA.name

SULUH = (sys.executable, "-m", "toolkit.cli")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together, on one core, what shares a server of its file; the rest goes where time is."""
    for item in items:
        fixtures = item._fixtureinfo.name2fixturedefs.values()
        if any(found[-1].scope == "module" for found in fixtures):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Path:
    """A project folder of its own, with the shipped lessons, that a test may change.

    Where `pytest.mark.lessons` names some, it has these alone: each takes a kernel its time.
    """
    named = request.node.get_closest_marker("lessons")
    home = make_project(tmp_path / "project", named.args if named else LESSONS)
    monkeypatch.setenv("SULUH_HOME", str(home))
    monkeypatch.setenv("SULUH_DATA", str(tmp_path / "records"))
    return home


def make_project(home: Path, lessons: Sequence[str] = LESSONS) -> Path:
    home.mkdir(parents=True)
    others = [name for name in LESSONS if name not in lessons]
    shutil.copytree(ROOT / "lessons", home / "lessons", ignore=shutil.ignore_patterns(*others))
    shutil.copytree(
        ROOT / "notebooks",
        home / "notebooks",
        ignore=shutil.ignore_patterns(".ipynb_checkpoints", *(f"{name}.ipynb" for name in others)),
    )
    shutil.copy(ROOT / "library.toml", home)
    return home


class Program:
    """A program a test started: what it tells, and its end."""

    def __init__(self, command: Sequence[object], **options: Any) -> None:
        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            **options,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._told: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._reader.join(5)

    def wait_for(self, pattern: str, seconds: float = 60) -> str:
        """Return what a pattern (or its first group) finds in a line, once that is told."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for line in self._told:
                if found := re.search(pattern, line):
                    self._told.remove(line)
                    return found[1 if found.re.groups else 0]
            try:
                self._told.append(self._lines.get(timeout=0.2))
            except queue.Empty:
                assert self.process.poll() is None, f"it ended: {self._told}"
        raise AssertionError(f"{pattern!r} was not told within {seconds} s, but {self._told}")

    def told(self) -> list[str]:
        """Return the lines that it has told by now and nobody waited for."""
        while not self._lines.empty():
            self._told.append(self._lines.get())
        return self._told

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)


class Served(Program):
    """A running `suluh serve` and its address. Its records are in `data`, else beside its home."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        command: Sequence[object] = SULUH,
        data: Path | None = None,
    ) -> None:
        environment = {**os.environ, "SULUH_HOME": str(home), "PYTHONUNBUFFERED": "1"}
        self.records = data or home.with_name("records")
        environment["SULUH_DATA"] = str(self.records)
        super().__init__([*command, "serve", "--port", "0", *arguments], env=environment)
        self.address = ""

    def __enter__(self) -> Self:
        self.address = self.wait_for(r"(http://\S+)").rstrip("/")
        return self


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped project, served; nobody changes it."""
    with Served(make_project(tmp_path_factory.mktemp("served") / "project")) as server:
        yield server


@pytest.fixture(scope="session")
def zebra(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A catalogue that speaks SRU: Zebra with the practice books and some odd records."""
    from peers import zebra_server

    with zebra_server.serve(tmp_path_factory.mktemp("zebra")) as server:
        yield server


@pytest.fixture
def door(published: Path) -> Iterator[LibraryDoor]:
    """A server of the shipped project that takes answers as a test wants it to."""
    with LibraryDoor(published) as library_door:
        yield library_door


@pytest.fixture
def come(door: LibraryDoor, open_page: Callable[..., Page]) -> Callable[..., Patron]:
    """Open a lesson at that door as somebody who has just come."""

    def come_(query: str = "", lesson: str = LESSON, page: Page | None = None) -> Patron:
        patron = Patron(page or open_page())
        patron.open(f"{door.address}/{lesson}/{query}")
        return patron

    return come_


PUBLIC_URL = "https://perpustakaan.example/suluh/"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped project as a folder of files, for an address of its own; nobody changes it."""
    home = make_project(tmp_path_factory.mktemp("published") / "project")
    settings = home / "library.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('public_url = ""', f'public_url = "{PUBLIC_URL}"')
    settings.write_text(text, encoding="utf-8")
    folder = home.parent / "suluh"
    publish(Project(home), folder, pytest.fail)
    return folder


@pytest.fixture
def serve(project: Path) -> Iterator[Callable[..., Served]]:
    """Start a server on this test's own project."""
    with ExitStack() as stack:
        yield lambda *arguments: stack.enter_context(Served(project, *arguments))


@pytest.fixture
def eventually() -> Callable[..., None]:
    """Wait until something holds; fail if it does not within some seconds."""

    def wait(holds: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"not within {seconds} s"
            time.sleep(0.05)

    return wait


@pytest.fixture(scope="session")
def notes_of() -> Callable[[str, str], list[str]]:
    """Return pieces of the facilitator notes of a lesson, as they stand in its file."""

    def notes(lesson: str, language: str) -> list[str]:
        text = (ROOT / "lessons" / lesson / f"{language}.md").read_text(encoding="utf-8")
        bodies = re.findall(r"^:::\{notes\}\n(.*?)\n:::$", text, re.MULTILINE | re.DOTALL)
        assert bodies
        return [body.strip().splitlines()[0][:40] for body in bodies]

    return notes


# Neither on this machine nor one of its files. A pattern the browser's driver knows by itself: it
# asks nobody here about each request.
ELSEWHERE = re.compile(r"^\w+://(?!127\.0\.0\.1[:/])[^/]")
SWITCHED_OFF = (
    # Pages of Chromium's own surface, new ones for each context: half the work of a short test.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    "SpareRendererForSitePerProcess",  # a process for a page that never comes, one for each page
    # What Playwright switches off: of this flag the last one counts, and that is ours.
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("PaintHolding", "PreconnectToSearch", "TcpPortRandomizationWin"),
    "ThirdPartyStoragePartitioning",
)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(SWITCHED_OFF)}",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium. Without one the tests fail: none of them may be skipped unnoticed."""
    path = get_programs.chromium()
    assert path, "No Chromium found: run make test, which gets one."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages in contexts of their own; at the end no request may have left this machine."""
    with pages_of(chromium) as open_:
        yield open_


@contextmanager
def pages_of(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Give a function that opens pages; they are closed, and judged, at the end.

    Requests to other hosts are left hanging, as on a network that drops them.
    """
    contexts, strays, failures = [], [], []

    def block(route: Route) -> None:
        strays.append(route.request.url)

    def open_(
        viewport: dict[str, int] | None = None,
        *,
        phone: bool = True,
        may_fail: bool = False,
        **options: Any,
    ) -> Page:
        options.setdefault("reduced_motion", "reduce")
        # It would answer in the place of the server, or of a route that a test put before it.
        options.setdefault("service_workers", "block")
        viewport = viewport or (PHONE if phone else DESK)
        context = chromium.new_context(
            viewport=viewport, has_touch=phone, is_mobile=phone, locale="id-ID", **options
        )
        contexts.append(context)
        context.route(ELSEWHERE, block)
        page = context.new_page()
        if not may_fail:
            page.on("pageerror", lambda error: failures.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not [url for url in strays if not url.startswith(("data:", "blob:"))]
    assert not failures


@pytest.fixture
def play_through(open_page: Callable[..., Page]) -> Callable[[str], None]:
    """Play the lesson at an address from its first screen to its result."""

    def play(address: str) -> None:
        patron = Patron(open_page())
        patron.open(address)
        assert patron.play()[-1] == "result"

    return play
