"""The package alone, in an empty virtual environment: `suluh init`, then play the lesson."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import requests
from conftest import Program, Served

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def suluh(tmp_path_factory):
    """The command of a wheel built from the checkout, installed where nothing else is."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv")
    scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--no-compile")
    run(*pip, "-q", "-c", ROOT / "constraints.txt", wheel)
    return scripts / "suluh"


def run(*command, **options):
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
        **options,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_package_carries_a_project_to_start_from(suluh, tmp_path, play_through):
    home = tmp_path / "perpustakaan"
    assert "library.toml" in run(suluh, "init", home)
    assert (home / "lessons" / "README.md").exists()
    assert (home / "lessons" / "misinformation" / "en.md").exists()
    run(suluh, "check", "--strict", cwd=home)
    with Served(home, command=[suluh]) as served:
        assert requests.get(served.address, timeout=20).ok
        play_through(f"{served.address}/misinformation")


def test_it_plays_from_an_empty_folder_too(suluh, tmp_path, play_through):
    environment = {key: value for key, value in os.environ.items() if key != "SULUH_HOME"}
    run(suluh, "check", "--strict", cwd=tmp_path, env=environment)
    arguments = [suluh, "serve", "--port", "0"]
    with Program(arguments, cwd=tmp_path, env={**environment, "PYTHONUNBUFFERED": "1"}) as served:
        served.wait_for("proyek contoh")
        play_through(served.wait_for(r"(http://\S+)") + "misinformation")
