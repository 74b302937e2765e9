"""`suluh publish --notes FILE`: the notes apart, and never in what is uploaded."""

import json

import pytest
from conftest import LESSONS
from test_cli import suluh


@pytest.fixture
def published_apart(project, tmp_path, capsys):
    folder, file = tmp_path / "suluh", tmp_path / "catatan.json"
    told = suluh(capsys, "publish", str(folder), "--zip", "--notes", str(file))
    return folder, file, told


def test_the_notes_lie_beside_the_site_and_nothing_of_them_in_it(published_apart, notes_of):
    folder, file, (status, told) = published_apart
    assert status == 0
    assert str(file) in told
    lessons = json.loads(file.read_text(encoding="utf-8"))["lessons"]
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for name in LESSONS:
        for language, found in lessons[name].items():
            assert all(step["notes"] for step in found["steps"])
            for piece in notes_of(name, language):
                assert piece.encode() not in everything


@pytest.mark.lessons("misinformation")
def test_who_is_refused_has_published_nothing(project, tmp_path, capsys):
    folder = tmp_path / "suluh"
    status, told = suluh(capsys, "publish", str(folder), "--notes", str(folder / "catatan.json"))
    assert status == 1
    assert "--notes" in told
    assert not folder.exists()
    told = suluh(capsys, "publish", str(folder), "--notes", str(folder), "--lang", "en")[1]
    assert "may not lie in the folder" in told
    assert not folder.exists()


@pytest.mark.lessons("misinformation")
def test_without_the_option_there_is_no_file(project, tmp_path, capsys):
    assert suluh(capsys, "publish", str(tmp_path / "suluh"))[0] == 0
    assert not list(tmp_path.glob("*.json"))
