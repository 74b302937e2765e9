"""Problems as people and machines read them."""

from __future__ import annotations

import json

from toolkit.lesson import report
from toolkit.lesson.problems import Report


def problems() -> Report:
    found = Report("lessons/b/id.md")
    found.advice(3, "option-without-feedback")
    found.error(9, "unknown-fence", name="chose", known="choose", guess="choose")
    found.file = "lessons\\a\\en.md"
    found.error(0, "empty-file")
    return found


def test_grouped() -> None:
    assert report.grouped(problems().found, "id") == (
        "a, perlu diperbaiki (1):\n"
        "lessons\\a\\en.md:1: Berkas ini masih kosong. Buat pelajaran baru dengan "
        '"suluh new NAMA", atau salin dari pelajaran lain.\n'
        "\n"
        "b, perlu diperbaiki (1):\n"
        'lessons/b/id.md:9: Tidak ada kegiatan bernama "chose". Mungkin maksudnya "choose". '
        "Yang ada: choose.\n"
        "\n"
        "b, saran (1):\n"
        "lessons/b/id.md:3: Pilihan ini belum punya umpan balik. "
        'Tambahkan baris di bawahnya yang diawali ">".'
    )
    assert report.grouped([], "id") == ""


def test_as_json() -> None:
    first = json.loads(report.as_json(problems().found, "en"))[0]
    assert first == {
        "file": "lessons/b/id.md",
        "line": 3,
        "level": "advice",
        "key": "option-without-feedback",
        "sentence": 'This option has no feedback. Add a line under it that starts with ">".',
    }
