"""A store on disk: whole or not there, and never in the way."""

import os
import threading
import time

from hypothesis import given
from hypothesis import strategies as st

from toolkit.pages.kept import OLDEST, Kept, digest


def test_what_is_kept_is_found_again(tmp_path):
    kept = Kept(tmp_path / "new")
    assert kept.get("runs", "a") is None
    kept.put("runs", "a", b"1")
    kept.put("files", "assets/b/player.js", b"2")
    assert Kept(tmp_path / "new").get("runs", "a") == b"1"
    assert kept.all_of("files") == {"assets/b/player.js": b"2"}
    assert kept.all_of("nothing") == {}


def test_a_disk_that_refuses_costs_only_time(tmp_path):
    (tmp_path / "file").write_text("")
    kept = Kept(tmp_path / "file")
    kept.put("runs", "a", b"1")
    assert kept.get("runs", "a") is None
    kept.tidy()


def test_what_nobody_asked_for_is_thrown_away(tmp_path):
    kept = Kept(tmp_path)
    long_ago = time.time() - OLDEST - 60
    used, unused = digest("used"), digest("unused")
    files = f"files-{used[:12]}"
    for kind, key in (("runs", used), ("runs", unused), (files, "assets/b/player.js")):
        kept.put(kind, key, b"1")
        os.utime(tmp_path / kind / key, (long_ago, long_ago))
    kept.get("runs", used)
    kept.tidy()
    assert kept.get("runs", used) == b"1"
    assert kept.get("runs", unused) is None
    assert kept.all_of(files) == {}


def test_what_is_not_ours_is_never_thrown_away(tmp_path):
    """Somebody may have set `$SULUH_CACHE` to a folder that holds other things, too."""
    others = ["skripsi.docx", "runs/catatan.txt", "lessons/madu/id.md", "files-lama/surat.pdf"]
    for name in others:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("penting")
        os.utime(tmp_path / name, (0, 0))
    Kept(tmp_path).tidy()
    assert all((tmp_path / name).exists() for name in others)


def test_what_a_stopped_writer_left_is_not_found(tmp_path):
    kept = Kept(tmp_path)
    kept.put("files", "assets/b/player.js", b"whole")
    (tmp_path / "files" / "assets" / "b" / f"player.js.{digest('draft')}").write_bytes(b"ha")
    assert kept.all_of("files") == {"assets/b/player.js": b"whole"}


def test_two_who_keep_the_same_at_once_leave_it_whole(tmp_path):
    kept = Kept(tmp_path)
    contents = [bytes([number]) * 200_000 for number in range(4)]
    seen = []
    writers = [
        threading.Thread(target=lambda c=content: [kept.put("k", "a", c) for _ in range(20)])
        for content in contents
    ]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        seen.append(kept.get("k", "a"))
    assert {*seen, kept.get("k", "a")} <= {None, *contents}
    assert [path.name for path in (tmp_path / "k").iterdir()] == ["a"]


PARTS = st.lists(st.one_of(st.text(), st.binary()), max_size=4)


@given(one=PARTS, other=PARTS)
def test_different_parts_have_different_keys(one, other):
    as_bytes = [
        [p if isinstance(p, bytes) else p.encode("utf-8", "surrogatepass") for p in parts]
        for parts in (one, other)
    ]
    assert (digest(*one) == digest(*other)) == (as_bytes[0] == as_bytes[1])
