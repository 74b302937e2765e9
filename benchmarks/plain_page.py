"""The floor: a static page of 58 kB, which nobody's server or framework makes any slower.

20 kB of HTML with forty questions as JSON, 29 kB of script and 9 kB of style (gzipped), in three
requests. What this takes on a machine is what any page of that size takes there.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

SIZES = {"index.html": 20_000, "page.js": 29_000, "page.css": 9_000}
"""Bytes on the wire, gzipped, by file."""

QUESTIONS = 40

SCRIPT = """\
const questions = JSON.parse(document.querySelector("#questions").textContent);
const form = (question, at) => `<fieldset><legend>${question.words}</legend>${question.options
  .map((words) => `<label><input type="radio" name="${at}"> ${words}</label>`).join("")}
  </fieldset>`;
document.querySelector("main").innerHTML = questions.map(form).join("")
  + '<button class="suluh-main-action">Jawab</button>';
document.querySelector(".suluh-main-action").onclick = () => { document.title = "Terima kasih"; };
"""

HTML = """\
<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<title>Empat puluh soal</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
<script src="page.js" defer></script>
</head>
<body>
<main><h1>Empat puluh soal</h1><p>Sebentar lagi.</p></main>
<script type="application/json" id="questions">%s</script>
</body>
</html>
"""


def write(folder: Path) -> None:
    """Write the page and its gzipped copies, the same ones each time."""
    chance = random.Random(58)
    makers: dict[str, Callable[[int], str]] = {
        "index.html": lambda words: HTML % json.dumps(_questions(chance, words)),
        "page.js": lambda words: SCRIPT + _script(chance, words),
        "page.css": lambda words: _style(chance, words),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in makers.items():
        content = _of_size(make, SIZES[name])
        (folder / name).write_bytes(content)
        (folder / f"{name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


def _of_size(make: Callable[[int], str], size: int) -> bytes:
    """Return the shortest text of the right size on the wire."""
    words, content = 100, b""
    while len(gzip.compress(content, 9, mtime=0)) < size:
        content = make(words).encode()
        words = int(words * 1.02) + 1
    return content


def _questions(chance: random.Random, words: int) -> list[dict[str, object]]:
    each = words // (QUESTIONS * 5) + 1
    return [
        {"words": _words(chance, each), "options": [_words(chance, each) for _ in range(4)]}
        for _ in range(QUESTIONS)
    ]


def _script(chance: random.Random, words: int) -> str:
    """Return functions that are parsed and made, as those of a framework would be."""
    return "\n".join(
        f"const {_word(chance)}{at} = (a, b) => a.{_word(chance)} ? b.{_word(chance)}(a) : "
        f"{{ {_word(chance)}: '{_word(chance)}' }};"
        for at in range(words // 5)
    )


def _style(chance: random.Random, words: int) -> str:
    return "\n".join(
        f".{_word(chance)} .{_word(chance)} {{ margin: {chance.random():.3f}rem; "
        f"color: #{chance.getrandbits(24):06x} }}"
        for _ in range(words // 4)
    )


def _words(chance: random.Random, count: int) -> str:
    return " ".join(_word(chance) for _ in range(count))


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdghjklmnprst") + chance.choice("aeiou") for _ in range(3))
