"""judge: a message, judged on four points."""

from __future__ import annotations

import pytest
from test_activities import activity, keys

JUDGE = """\
:::{judge} {#kuota}
:frame: chat
:from: Pak Hasan
:group: Grup RT 05
:time: 19.42

> Kuota gratis! Buka [bantuan.go.id](http://x.my.id), www.palsu.my.id atau <https://y.my.id>.

- [x] tidak benar
  > Bukan dari pemerintah.
- [ ] benar
  > Belum tepat.

Cek dulu:

1. Hoaks kuota gratis
   kominfo.go.id/hoaks, 12 Maret 2025
   Pesan itu **tidak benar**. Lihat www.contoh.id.
2. Daftar bantuan
   kemdikbud.go.id

:::
"""


def test_judge() -> None:
    found = activity(JUDGE)
    data = found.data()
    assert data["question"] == "<p>Menurut Anda, kabar ini benar atau tidak?</p>"
    dead = '<span class="suluh-dead-link">'
    assert data["message"] == {
        "frame": "chat",
        "html": f"<p>Kuota gratis! Buka {dead}bantuan.go.id</span>, {dead}www.palsu.my.id</span>"
        f" atau {dead}https://y.my.id</span>.</p>",
        "sender": "Pak Hasan",
        "group": "Grup RT 05",
        "subject": "",
        "address": "",
        "time": "19.42",
        "search": "",
        "field": "",
    }
    assert data["pair"] == "claim"
    assert data["truth"] is False
    assert data["feedback"] == {
        "false": "<p>Bukan dari pemerintah.</p>",
        "true": "<p>Belum tepat.</p>",
    }
    judged = {str(each["point"]): found.judge(each) for each in found.responses()}
    assert judged.keys() == {"0", "1", "2", "3", "unsure"}
    assert found.truthful() is False
    paper = found.handout("id")
    assert "Pak Hasan" in paper.question
    assert "“Yakin tidak benar” dan “Sepertinya tidak benar”" in paper.on_phone
    assert "HOAKS. Tidak benar" in paper.answer
    assert "HOAX. Not true" in found.handout("en").answer
    assert paper.question.startswith(
        '<blockquote class="suluh-message">'
        '<p class="suluh-message-mark">SIMULASI - UNTUK LATIHAN</p>'
    )
    assert "SIMULATION - FOR PRACTICE" in found.handout("en").question


@pytest.mark.parametrize(
    ("false", "true", "said"),
    [
        ("tidak benar", "benar", "BENAR"),
        ("penipuan", "asli", "ASLI"),
    ],
)
def test_a_verdict_is_not_said_twice(false: str, true: str, said: str) -> None:
    turned = JUDGE.replace("[ ]", "[?]").replace("[x]", "[ ]").replace("[?]", "[x]")
    found = activity(turned.replace("] tidak benar", f"] {false}").replace("] benar", f"] {true}"))
    assert f'<p class="suluh-right">{said}</p>' in found.handout("id").answer


def test_a_frame_that_is_missing_is_told_once() -> None:
    about = {"no-frame", "key-without-frame", "unknown-fence-key"}
    for old, key in ((":frame: chat\n", "key-without-frame"), (":frame:", "unknown-fence-key")):
        assert keys(JUDGE.replace(old, "" if "chat" in old else ":bingkai:")) & about == {key}


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (":frame: chat\n:from: Pak Hasan\n:group: Grup RT 05\n:time: 19.42\n", "", "no-frame"),
        (":group: Grup RT 05", ":subject: Kuota", "key-of-another-frame"),
        (":group: Grup RT 05", ":grup: Grup RT 05", "unknown-fence-key"),
        (":group: Grup RT 05", ":from: Grup RT 05", "doubled-fence-key"),
        ("> Kuota gratis!", "Kuota gratis!", "frame-without-message"),
    ],
)
def test_what_judge_says(old: str, new: str, key: str) -> None:
    assert old in JUDGE
    assert key in keys(JUDGE.replace(old, new, 1))
