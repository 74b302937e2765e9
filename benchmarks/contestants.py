"""Who is compared: servers of the same lesson notebook, each started as anybody would start it."""

from __future__ import annotations

import os
import queue
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import process_tree
import programs

ROOT = Path(__file__).parents[1]
LESSON = "online-safety"
SULUH = (sys.executable, "-m", "toolkit.cli")
START_SECONDS = 90
END_SECONDS = 10
PLAIN_SERVERS = ("caddy", "nginx", "python")
"""What serves folders, the first one that is installed."""

CADDY = """\
{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	bind 127.0.0.1
	root * "{folder}"
	file_server {{
		precompressed br gzip
	}}
}}
"""

NGINX = """\
daemon off;
master_process on;
worker_processes 2;
pid {scratch}/nginx.pid;
error_log {scratch}/nginx.log crit;
events {{ worker_connections 4096; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {scratch}/body; proxy_temp_path {scratch}/proxy;
  fastcgi_temp_path {scratch}/fastcgi; uwsgi_temp_path {scratch}/uwsgi;
  scgi_temp_path {scratch}/scgi;
  server {{ listen 127.0.0.1:{port} backlog=2048; root "{folder}"; gzip_static on; }}
}}
"""


@dataclass(frozen=True)
class Contestant:
    """A server that runs. `page` is the address of the lesson, `process` what answers it."""

    name: str
    page: str
    process: int


Running = AbstractContextManager[Contestant]


def copy_project(home: Path) -> Path:
    """Return a copy of the project's content, so that nothing here changes what is compared."""
    home.mkdir(parents=True)
    for part in ("lessons", "notebooks"):
        left_out = shutil.ignore_patterns(".ipynb_checkpoints")
        shutil.copytree(ROOT / part, home / part, ignore=left_out)
    shutil.copy(ROOT / "library.toml", home)
    return home


@contextmanager
def stock_voila(project: Path) -> Iterator[Contestant]:
    """Serve the notebook with plain Voilà, with the settings it comes with."""
    port = free_port()
    notebook = project / "notebooks" / f"{LESSON}.ipynb"
    command = (sys.executable, "-m", "voila", notebook, "--no-browser", f"--port={port}")
    # Not to be asked for its page until it is compared: each time that starts a kernel.
    with _program(command, {"SULUH_HOME": project}, lambda _: _listens(port)) as process:
        yield Contestant("stock Voilà", f"http://127.0.0.1:{port}/", process.pid)


@contextmanager
def suluh_serve(project: Path, cache: Path) -> Iterator[Contestant]:
    """Serve the project with `suluh serve`, once its pages are all made."""
    command = (*SULUH, "serve", "--port", "0")
    told: list[str] = []

    def ready(line: str) -> bool:
        told.extend(re.findall(r"(http://\S+?)/?$", line))
        return bool(told)

    with _program(command, _ours(project, cache), ready) as process:
        page = f"{told[0]}/{LESSON}"
        _await(lambda: _opens(page))
        yield Contestant("suluh serve", page, process.pid)


@contextmanager
def bare_suluh(project: Path, cache: Path) -> Iterator[tuple[int, int]]:
    """Start `suluh serve`; return its port and its process, long before anybody listens there."""
    port = free_port()
    with suluh_at(project, cache, port) as process:
        yield port, process


@contextmanager
def suluh_at(project: Path, cache: Path, port: int) -> Iterator[int]:
    """Start `suluh serve` on a port; return its process, long before anybody listens there."""
    command = (*SULUH, "serve", "--port", port)
    with _program(command, _ours(project, cache), lambda _: True) as process:
        yield process.pid


def wait_until_open(page: str) -> None:
    """Wait until a page opens."""
    _await(lambda: _opens(page))


@contextmanager
def folder_server(folder: Path, scratch: Path, path: str) -> Iterator[Contestant]:
    """Serve a folder with the first plain web server that is installed."""
    scratch.mkdir(parents=True, exist_ok=True)
    kind = next(name for name in PLAIN_SERVERS if programs.web_server(name))
    program = programs.web_server(kind)
    port = free_port()
    if kind == "caddy":
        file = scratch / "Caddyfile"
        file.write_text(CADDY.format(port=port, folder=folder), encoding="utf-8")
        command: tuple[object, ...] = (program, "run", "--config", file, "--adapter", "caddyfile")
    elif kind == "nginx":
        file = scratch / "nginx.conf"
        file.write_text(NGINX.format(port=port, folder=folder, scratch=scratch), encoding="utf-8")
        command = (program, "-c", file, "-e", scratch / "nginx.log")
    else:
        here = Path(__file__).parent
        command = (program, here / "plain_server.py", folder, port)
    home = {"HOME": scratch, "XDG_DATA_HOME": scratch, "XDG_CONFIG_HOME": scratch}
    with _program(command, home, lambda _: _listens(port)) as process:
        yield Contestant(kind, f"http://127.0.0.1:{port}/{path}", process.pid)


def publish_ms(project: Path, cache: Path, folder: Path) -> tuple[float, float] | None:
    """Publish the project into a folder; return None where it did not work.

    Returns how long it took, and how much of the processor, all its children included.
    """
    environment = _environment(_ours(project, cache))
    begun, spent = time.monotonic(), _children_seconds()
    done = subprocess.run(
        [*SULUH, "publish", str(folder)],
        check=False,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        print(f"suluh publish did not work:\n{done.stdout}", file=sys.stderr)
        return None
    return (time.monotonic() - begun) * 1000, (_children_seconds() - spent) * 1000


def records_folder(cache: Path) -> Path:
    """Return where a server with this cache keeps what patrons answer."""
    return cache.with_name(f"{cache.name}-records")


def _ours(project: Path, cache: Path) -> dict[str, object]:
    folder = records_folder(cache)
    return {"SULUH_HOME": project, "SULUH_CACHE": cache, "SULUH_DATA": folder}


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _program(
    command: Sequence[object], environment: Mapping[str, object], ready: Callable[[str], bool]
) -> Iterator[subprocess.Popen[str]]:
    """Run a program; go on once `ready` holds, which is shown each line it tells."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=_environment(environment),
    )
    lines: queue.Queue[str] = queue.Queue()
    told: list[str] = []
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()

    def is_ready() -> bool:
        line = ""
        with suppress(queue.Empty):
            line = lines.get_nowait().rstrip()
            told.append(line)
        if process.poll() is not None:
            raise RuntimeError("It ended: " + "\n".join([*map(str, command), *told]))
        return ready(line)

    try:
        _await(is_ready)
        yield process
    finally:
        _end(process)


def _environment(more: Mapping[str, object]) -> dict[str, str]:
    given = {key: str(value) for key, value in more.items()}
    return {**os.environ, "PYTHONUNBUFFERED": "1", **given}


def _end(process: subprocess.Popen[str]) -> None:
    """End a program and what it started: kernels may outlive who asked for them."""
    family = process_tree.tree(process.pid)[1:]
    process.send_signal(signal.SIGINT)
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pid in family:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _read(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    for line in process.stdout or ():
        lines.put(line)


def _await(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + START_SECONDS
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"not ready within {START_SECONDS} s")
        time.sleep(0.02)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _opens(page: str) -> bool:
    try:
        with urllib.request.urlopen(page, timeout=30) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004  # OK
    except OSError:
        return False
