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
    for key in ("used", "unused"):
        kept.put("runs", key, b"1")
        os.utime(tmp_path / "runs" / key, (long_ago, long_ago))
    kept.get("runs", "used")
    kept.tidy()
    assert kept.get("runs", "used") == b"1"
    assert kept.get("runs", "unused") is None


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
