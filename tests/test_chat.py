"""chat: scenes that lead on to an end, and all that can keep them from it."""

from __future__ import annotations

import time

import pytest
from test_activities import activity, keys, read

CHAT = """\
:::{chat} {#kurir}
:from: Kurir Cepat
:time: 10.12

Anda menunggu paket. Balas seperti biasa.

### Paket tertahan

> Paket Ibu tertahan.
>
> Buka [berkas ini](resi.example) ya.

- Nomornya berapa, Mas? -> Didesak
- (Membuka berkasnya) → terpasang.

### Didesak

> Cepat Bu, nanti dikembalikan.

- Saya cek sendiri di aplikasi tokonya. -> Selamat
- (Membuka berkasnya) -> Terpasang

### Terpasang

> Terima kasih Bu.

- [ ] Aplikasinya terpasang
  > Resi tidak pernah berbentuk APK.

### Selamat

- [x] Anda keluar dari obrolan
> Anda mengecek lewat jalan yang Anda kenal.

:::
"""


def test_chat() -> None:
    found = activity(CHAT)
    assert not keys(CHAT)
    assert (found.message.frame, found.message.sender, found.message.time) == (
        "chat",
        "Kurir Cepat",
        "10.12",
    )
    first, _, bad, good = found.scenes
    assert first.bubbles == (
        "<p>Paket Ibu tertahan.</p>",
        '<p>Buka <span class="suluh-dead-link">berkas ini</span> ya.</p>',
    )
    assert [(choice.html, choice.act, choice.scene) for choice in first.choices] == [
        ("Nomornya berapa, Mas?", False, 1),
        ("(Membuka berkasnya)", True, 2),
    ]
    assert (bad.choices, bad.ending.right, good.ending.right) == ((), False, True)
    assert good.bubbles == ()
    assert good.ending.feedback == "<p>Anda mengecek lewat jalan yang Anda kenal.</p>"
    assert {str(each["path"]): found.judge(each) for each in found.responses()} == {
        "[0, 0]": True,
        "[0, 1]": False,
        "[1]": False,
    }
    assert found.answers() == ((1, 2), (3, 2), False, True)
    assert type(found).from_data(found.data()).data() == found.data()


def test_chat_on_paper() -> None:
    paper = activity(CHAT).handout("en")
    assert paper.question.count("SIMULATION") == 3
    assert paper.question.index("Nomornya berapa") < paper.question.index("(Membuka berkasnya)")
    assert "Resi tidak pernah" not in paper.question
    assert "4. Anda keluar dari obrolan (A good end)" in paper.answer
    assert "3. Aplikasinya terpasang (An end to avoid)" in paper.answer
    assert paper.others.count("(Membuka berkasnya)") == 1  # though two replies are
    assert "<p>An end to avoid, 3. Aplikasinya terpasang</p>" in paper.others
    assert "Saya cek sendiri" not in paper.others
    assert ">B.</span> (Membuka berkasnya)" in paper.question
    assert "See end 3 among the answers." in paper.question
    assert "See end 4 among the answers." in paper.question


REPLY = "- Saya cek sendiri di aplikasi tokonya. -> Selamat\n"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("-> Selamat", "-> Slamat", "unknown-scene"),
        ("-> Selamat", "-> Paket tertahan", "chat-loop"),
        ("-> Selamat", "-> Didesak", "chat-loop"),
        ("-> Selamat", "-> Terpasang", "scene-not-reached"),
        ("-> Selamat", "", "reply-without-scene"),
        ("-> Selamat", "->", "reply-without-scene"),
        (REPLY, "- -> Selamat\n", "reply-without-scene"),
        (REPLY, "-\n", "empty-item"),
        (REPLY, "", "replies-count"),
        (REPLY, 4 * REPLY, "replies-count"),
        (REPLY, REPLY + "  > Begini.\n", "no-place-for-words"),
        (REPLY, REPLY + "\nBegini.\n", "no-place-for-words"),
        (REPLY, "- [x] Selesai\n", "end-not-alone"),
        ("> Cepat Bu, nanti dikembalikan.", "", "scene-without-message"),
        ("> Cepat Bu, nanti", "Cepat Bu, nanti", "scene-without-message"),
        ("- [x] Anda keluar dari obrolan\n", "", "dead-end"),
        ("- [x] Anda keluar", "- Anda keluar", "reply-without-scene"),
        ("- [x] Anda keluar dari obrolan", "- [x]", "empty-item"),
        ("[x]", "[ ]", "ends-alike"),
        ("[ ]", "[x]", "ends-alike"),
        ("### Selamat", "### didesak", "same-scene"),
        ("### Selamat", "###", "empty-heading"),
        ("### Paket tertahan\n", "", "before-scenes"),
        ("Anda menunggu paket. Balas seperti biasa.", "", "no-question"),
        (CHAT[CHAT.index("###") : -5], "", "no-scenes"),
        (":time:", ":subject:", "unknown-fence-key"),
        (":time:", ":frame: sms\n:time:", "unknown-frame"),
        ("> Anda mengecek lewat jalan yang Anda kenal.\n", "", "option-without-feedback"),
    ],
)
def test_what_chat_says(old: str, new: str, key: str) -> None:
    assert old in CHAT
    assert key in keys(CHAT.replace(old, new, 1))


def test_who_says_that_a_chat_is_a_chat_is_right() -> None:
    assert not keys(CHAT.replace(":time:", ":frame: chat\n:time:"))


def test_a_scene_is_guessed() -> None:
    reading = read(CHAT.replace("-> Selamat", "-> Slamat"))
    (error,) = (each for each in reading.problems if each.level == "error")
    assert 'Mungkin maksudnya "Selamat".' in error.sentence("id")


def test_an_arrow_in_a_reply_is_no_arrow_to_a_scene() -> None:
    text = CHAT.replace("- Saya cek sendiri", "- Buka Setelan -> Akun, cek sendiri")
    found = activity(text)
    assert found.scenes[1].choices[0].html.startswith("Buka Setelan -&gt; Akun")
    assert found.scenes[1].choices[0].scene == 3


def scenes(count: int, reply: str) -> str:
    """Return a chat whose scenes each lead to the next, and by `reply` elsewhere."""
    middle = "".join(
        f"### S{at}\n\n> Pesan.\n\n- Satu -> S{at + 1}\n- Dua -> {reply.format(at + 1)}\n\n"
        for at in range(count)
    )
    good = f"### S{count}\n\n- [x] Baik\n  > Sebab.\n\n"
    return f":::{{chat}} {{#c}}\nBalas.\n\n{middle}{good}### Buruk\n\n- [ ] B\n  > S.\n\n:::\n"


@pytest.mark.parametrize(
    ("count", "reply", "key"),
    [
        (59, "Buruk", ""),
        (60, "Buruk", "too-many-ways"),
        (200, "Buruk", "too-many-ways"),
        (200, "S{}", "too-many-ways"),  # more ways than there are atoms
        (400, "S{}", "too-many-ways"),
        (400, "S0", "chat-loop"),
    ],
)
def test_long_chats_are_read_at_once(count: int, reply: str, key: str) -> None:
    before = time.perf_counter()
    found = keys(scenes(count, reply))
    assert time.perf_counter() - before < 5
    assert key in found if key else not found


def test_every_way_of_the_longest_chat_is_tried() -> None:
    found = activity(scenes(59, "Buruk"))
    paths = [each["path"] for each in found.responses()]
    assert len(paths) == 60
    assert sum(found.judge({"path": path}) for path in paths) == 1
