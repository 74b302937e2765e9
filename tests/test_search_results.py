"""The *Cek dulu* sheet of a judgement, as it is read and as it is drawn on paper."""

from __future__ import annotations

import pytest
from test_activities import activity, keys
from test_judge import JUDGE


def test_search_results() -> None:
    dead = '<span class="suluh-dead-link">'
    assert activity(JUDGE).data()["results"] == [
        {
            "title": "Hoaks kuota gratis",
            "address": "kominfo.go.id/hoaks",
            "date": "12 Maret 2025",
            "html": f"Pesan itu <strong>tidak benar</strong>. Lihat {dead}www.contoh.id</span>.",
        },
        {"title": "Daftar bantuan", "address": "kemdikbud.go.id", "date": "", "html": ""},
    ]


def test_search_results_on_paper() -> None:
    paper = activity(JUDGE).handout("id")
    assert "Daftar bantuan</strong><br>kemdikbud.go.id</li>" in paper.checks
    assert "kominfo.go.id/hoaks · 12 Maret 2025<br>Pesan itu" in paper.checks
    assert "kemdikbud" not in paper.question + paper.answer + paper.others


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("2. Daftar bantuan\n   kemdikbud.go.id\n", "", "results-count"),
        ("   kemdikbud.go.id\n", "", "result-address"),
        (JUDGE[JUDGE.index("1.") : -5], "", "no-results"),
    ],
)
def test_what_is_said_about_search_results(old: str, new: str, key: str) -> None:
    assert old in JUDGE
    assert key in keys(JUDGE.replace(old, new, 1))
