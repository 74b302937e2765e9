"""A small site that needs no kernel, and its answers, read as a browser would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from conftest import ROOT

from toolkit.library import Library
from toolkit.pages.addressing import SERVED
from toolkit.pages.assets import Asset
from toolkit.pages.page import Page
from toolkit.pages.site import Chapter, Site, assemble, frames

BODY = "<!doctype html><title>Uji</title><p>" + "Belajar bersama. " * 60


def small_site(**facts: Any) -> Site:
    """Return a site of a lesson in both languages, one being mended, and a notebook that runs."""
    library, _ = Library.read(ROOT)
    assert library
    pages = [
        Page("uji", BODY),
        Page("uji/paket", BODY + "Paket"),
        Page("en/uji", BODY + "English"),
        Page("tabel", BODY + '<p style="color: red">'),
        Page("rusak", "Sedang kami perbaiki", HTTPStatus.SERVICE_UNAVAILABLE),
    ]
    chapter = Chapter({page.address: page for page in pages}, {"diskusi": Path("diskusi.ipynb")})
    site = assemble(frames(replace(library, **facts), SERVED), {"id": [chapter]}, {})
    worker = Asset("sw.js", b"self.addEventListener('fetch', () => {});")
    picture = Asset("a.jpg", bytes(range(256)) * 4)
    return replace(site, assets={**site.assets, "sw.js": worker, "previews/a.jpg": picture})


@dataclass(frozen=True)
class Reply:
    """An answer as it stands on the wire."""

    status: int
    headers: dict[str, str]  # names in small letters
    body: bytes

    @classmethod
    def read(cls, answer: bytes) -> Reply:
        """Take an answer apart, strictly."""
        head, end, body = answer.partition(b"\r\n\r\n")
        assert end
        first, *lines = head.decode("ascii").split("\r\n")
        version, status, _phrase = first.split(" ", 2)
        assert version == "HTTP/1.1"
        pairs = [line.split(": ", 1) for line in lines]
        headers = {name.lower(): value for name, value in pairs}
        assert len(headers) == len(pairs), "a header twice"
        return cls(int(status), headers, body)
