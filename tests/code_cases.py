"""Completion codes as phones have shown them: what was a code once is one for ever.

`codes.json` is only ever added to: `python tests/code_cases.py` writes what today's Python makes of
the cases in it that have no code yet.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.activities import KINDS
from toolkit.lesson.versions import Version
from toolkit.results.codes import Answer, encode

FILE = Path(__file__).parent / "codes.json"
CASES: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
PARTS = 7

JUDGE = {
    "kind": "judge",
    "id": "",
    "question": "<p>Benar?</p>",
    "message": {"frame": "chat", "html": "<p>Uji.</p>"},
    "pair": "claim",
    "truth": False,
    "feedback": {"false": "<p>Ya.</p>", "true": "<p>Bukan.</p>"},
    "results": [],
}


def version(
    judged: int, digits: str = "0123456789abcdef", name: str = "uji", language: str = "id"
) -> Version:
    """Return a version of seven parts with so many judged items."""
    steps = [
        {"id": f"soal-{at}", "title": f"Soal {at}", "activity": {**JUDGE, "id": f"soal-{at}"}}
        for at in range(1, judged + 1)
    ]
    parts = [{"title": f"Bagian {at + 1}", "steps": steps[at::PARTS]} for at in range(PARTS)]
    facts = {"name": name, "language": language, "version": digits, "title": "Uji"}
    return Version.from_data({**facts, "parts": parts}, KINDS)


def version_of(case: dict[str, Any]) -> Version:
    return version(len(case["responses"]), case["version"])


def answers_of(case: dict[str, Any]) -> list[Answer | None]:
    return [response and Answer.of(**response) for response in case["responses"]]


def encoded(case: dict[str, Any]) -> str:
    about = case["about"]
    return encode(
        version_of(case),
        day=date.fromisoformat(case["day"]),
        visit=about["id"],
        answers=answers_of(case),
        part=case["part"],
        class_name=about["class"],
        source=about["source"] or about["referrer"],
    )


if __name__ == "__main__":
    for case in CASES:
        case.setdefault("code", encoded(case))
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in CASES)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
