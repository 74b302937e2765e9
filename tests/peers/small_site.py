"""A folder of the shape that is published, small enough to change, with its rules for Apache."""

import gzip
from pathlib import Path

import brotli

from toolkit.pages.web_space import htaccess

ASSETS = "assets/0123456789abcdef"
PAGE = "<!doctype html><title>Kenali hoaks</title><p>Halaman pelajaran. " + "Baca. " * 200
CONTENT = {
    "index.html": PAGE.replace("Kenali", "Beranda"),
    "online-safety/index.html": PAGE,
    "online-safety/paket-apk/index.html": PAGE.replace("Kenali", "Paket"),
    "404.html": "<!doctype html><title>Tidak ada</title><p>Halaman ini tidak ada.",
    "sw.js": "const SITE = {};\n" + "// kosong\n" * 100,
    ".suluh": "{}",
    f"{ASSETS}/player.js": "'use strict';\n" + "void 0;\n" * 200,
    f"{ASSETS}/lesson.css": "p { margin: 0 }\n" * 200,
    f"{ASSETS}/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'></svg>\n" * 9,
}
TYPES = {
    "online-safety/": "text/html; charset=utf-8",
    "sw.js": "text/javascript; charset=utf-8",
    f"{ASSETS}/player.js": "text/javascript; charset=utf-8",
    f"{ASSETS}/lesson.css": "text/css; charset=utf-8",
    f"{ASSETS}/favicon.svg": "image/svg+xml",
}


def file_of(path):
    """Return the name of the file that is sent for a path."""
    return f"{path}index.html" if path.endswith("/") else path


def make_site(folder):
    for name, text in CONTENT.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if name.endswith((".html", ".js", ".css", ".svg")) and name != "404.html":
            Path(f"{path}.br").write_bytes(brotli.compress(text.encode()))
            Path(f"{path}.gz").write_bytes(gzip.compress(text.encode()))
    (folder / ".htaccess").write_text(htaccess(()), encoding="utf-8")
    return folder
