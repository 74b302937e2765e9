"""An address taken apart: which piece says who owns it, and what only stands around that."""

from __future__ import annotations

import re
from dataclasses import dataclass

ROLES = ("scheme", "user", "front", "owner", "port", "path", "query", "fragment")
"""What a piece of an address can be, in the order in which they stand."""

_SCHEME = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:)?//")
_HOST_ENDS = re.compile(r"[/\\?#]|$")
_PORT = re.compile(r":\d*$")
_REST = re.compile(r"^([^?#]*)((?:\?[^#]*)?)(.*)$", re.DOTALL)
_EVERYONES = re.compile(r"^(?:www\d?|m)\.", re.IGNORECASE)

_SHARED = frozenset(
    f"{name}.id"
    for name in (
        *("ac", "biz", "co", "desa", "go", "kop", "mil", "my", "net", "or", "ponpes", "sch", "web"),
    )
)
"""Endings below `.id` that owners share. (PANDI, https://pandi.id, 2025)"""

WORDS = {
    "role_scheme": {"id": "Cara menyambung", "en": "How to connect"},
    "role_user": {"id": "Tulisan sebelum @", "en": "What stands before the @"},
    "role_front": {"id": "Tulisan di depan", "en": "What stands in front"},
    "role_owner": {"id": "Pemiliknya", "en": "The owner"},
    "role_port": {"id": "Nomor port", "en": "A port number"},
    "role_path": {"id": "Halaman", "en": "The page"},
    "role_query": {"id": "Keterangan tambahan", "en": "Extra details"},
    "role_fragment": {"id": "Letak di halaman", "en": "A place on the page"},
    "about_scheme": {
        "id": "Ini hanya cara HP tersambung. Penipu pun bisa memakai https.",
        "en": "This is only how the phone connects. Scammers can use https too.",
    },
    "about_user": {
        "id": "Tulisan sebelum tanda @ bukan pemilik. Pemiliknya ada sesudahnya.",
        "en": "What stands before the @ is not the owner. The owner comes after it.",
    },
    "about_front": {
        "id": "Dipilih sendiri oleh pemiliknya, jadi bisa berisi nama siapa saja.",
        "en": "The owner makes this up, so it can hold anybody's name.",
    },
    "about_owner": {
        "id": "Nama inilah yang didaftarkan oleh pemiliknya.",
        "en": "This is the name that the owner registered.",
    },
    "about_port": {
        "id": "Angka sesudah titik dua hanya nomor pintu di komputer tujuan.",
        "en": "The number after the colon is only a door of the computer it leads to.",
    },
    "about_path": {
        "id": "Tulisan sesudah garis miring hanya nama halaman. Isinya bisa apa saja.",
        "en": "What follows the slash is only the name of a page. It can say anything.",
    },
    "about_query": {
        "id": "Tulisan sesudah tanda tanya hanya keterangan untuk halaman itu.",
        "en": "What follows the question mark is only details for that page.",
    },
    "about_fragment": {
        "id": "Tulisan sesudah tanda pagar hanya letak di halaman itu.",
        "en": "What follows the # sign is only a place on that page.",
    },
    "role_number": {"id": "Alamat angka", "en": "A number"},
    "about_number": {
        "id": "Ini letak sebuah komputer, tanpa nama pemilik.",
        "en": "This is where a computer is, without an owner's name.",
    },
    "role_suffix": {"id": "Akhiran", "en": "The ending"},
    "about_suffix": {
        "id": "Akhiran ini dipakai bersama. Nama pemilik belum tertulis di depannya.",
        "en": "Many share this ending. No owner's name stands in front of it yet.",
    },
    "hidden": {
        "id": "Di tulisan ini ada tanda yang tidak kelihatan. Tanda itu kami buang dulu.",
        "en": "There were signs in this text that cannot be seen. We left them out.",
    },
    "left_out": {
        "id": "Yang diuraikan hanya alamatnya: {address}",
        "en": "Only the address in it is taken apart: {address}",
    },
    "email": {
        "id": "Bentuk ini dipakai untuk alamat email. Yang menunjukkan pemiliknya ada sesudah @.",
        "en": "Email addresses look like this. What says who owns it comes after the @.",
    },
    "read_as": {
        "id": "HP membacanya sebagai {host}.",
        "en": "A phone reads it as {host}.",
    },
    "mixed_alphabets": {
        "id": "Huruf di {shown} bercampur dari dua abjad. Cara ini sering dipakai untuk meniru.",
        "en": "In {shown} letters of two alphabets are mixed. This is often done to imitate.",
    },
    "apk": {
        "id": "Berkas .apk memasang aplikasi. Undangan dan resi tidak pernah berbentuk APK.",
        "en": "A file that ends in .apk installs an app. Invitations and receipts are never APKs.",
    },
    "no_owner": {
        "id": "Di alamat ini belum ada nama pemilik.",
        "en": "There is no owner's name in this address yet.",
    },
    "unknown_ending": {
        "id": "Akhiran .{suffix} tidak terdaftar sebagai akhiran alamat situs.",
        "en": "The ending .{suffix} is not registered as the ending of a site's address.",
    },
    "hosted": {
        "id": "Alamat ini menumpang di {suffix}. Siapa pun bisa membuat alamat di sana.",
        "en": "This address is a guest of {suffix}. Anybody can make an address there.",
    },
    "government": {
        "id": "Akhiran go.id dipakai lembaga negara Indonesia.",
        "en": "The ending go.id belongs to Indonesian government bodies.",
    },
    "not_government": {
        "id": "Tulisan go.id di sini hanya hiasan. Pemiliknya tetap {owner}.",
        "en": "The letters go.id are only decoration here. The owner is still {owner}.",
    },
    "punycode": {
        "id": (
            "Alamat ini memakai huruf khusus. Di layar tampak {shown}, aslinya {ascii}. "
            "Huruf yang mirip bisa mengecoh."
        ),
        "en": (
            "This address uses special letters. A screen shows {shown}, it really is {ascii}. "
            "Letters that look alike can deceive."
        ),
    },
    "ip": {
        "id": (
            "Alamat ini hanya angka, jadi nama pemiliknya tidak kelihatan. "
            "Layanan resmi memakai nama."
        ),
        "en": (
            "This address is only a number, so it does not show who owns it. "
            "Official services use a name."
        ),
    },
    "local": {
        "id": "Alamat ini hanya ada di jaringan atau perangkat Anda sendiri.",
        "en": "This address exists only on your own network or device.",
    },
    "shortener": {
        "id": "{owner} adalah pemendek tautan. Tujuannya baru kelihatan setelah dibuka.",
        "en": "{owner} shortens links. Where this one leads shows only once it is opened.",
    },
    "not_encrypted": {
        "id": "Sambungan http tidak disandikan. Jangan mengisi apa pun di sana.",
        "en": "An http connection is not encrypted. Do not fill in anything there.",
    },
    "scheme_javascript": {
        "id": (
            "Ini bukan alamat, melainkan perintah untuk peramban. Jangan ditempel atau diketuk."
        ),
        "en": "This is no address but an order to the browser. Do not paste or tap it.",
    },
    "scheme_data": {
        "id": "Alamat ini membawa isinya sendiri, tanpa pemilik. Jangan dibuka.",
        "en": "This address carries its own page along and has no owner. Do not open it.",
    },
    "scheme_intent": {
        "id": "Alamat ini menyuruh HP membuka atau memasang aplikasi.",
        "en": "This address tells the phone to open or install an app.",
    },
    "scheme_file": {
        "id": "Alamat ini menunjuk berkas di perangkat, bukan situs.",
        "en": "This address points to a file on a device, not to a site.",
    },
    "scheme_mailto": {
        "id": "Ini alamat email, bukan alamat situs. Yang menunjukkan pemiliknya ada sesudah @.",
        "en": "This is an email address, not a site. What says who owns it comes after the @.",
    },
    "scheme_tel": {
        "id": "Ini nomor telepon, bukan alamat situs.",
        "en": "This is a telephone number, not a site.",
    },
    "scheme_other": {
        "id": (
            "Alamat yang diawali {scheme} tidak membuka situs. "
            "Jangan diketuk kalau Anda tidak mengenalnya."
        ),
        "en": (
            "An address that starts with {scheme} does not open a site. "
            "Do not tap it unless you know what it is."
        ),
    },
    "not_proof": {
        "id": (
            "Mengenal pemiliknya adalah petunjuk, belum bukti. "
            "Kalau ragu, buka situs resminya sendiri."
        ),
        "en": (
            "Knowing the owner is a hint, not a proof. "
            "If in doubt, go to the official site yourself."
        ),
    },
}
"""What is said of the pieces of an address, and of addresses that are odd as a whole."""


@dataclass(frozen=True)
class Piece:
    """One piece of an address."""

    text: str
    role: str  # one of ROLES


@dataclass(frozen=True)
class Host:
    """Where the name of a site stands in an address, without user and port."""

    start: int
    end: int
    name: str


def host(address: str) -> Host:
    """Return where the name of the site stands in an address."""
    scheme = _SCHEME.match(address)
    first = scheme.end() if scheme else 0
    ends = _HOST_ENDS.search(address, first)
    last = ends.start() if ends else len(address)
    start = address.rfind("@", first, last) + 1 or first
    port = _PORT.search(address[start:last])
    end = start + port.start() if port else last
    return Host(start, end, address[start:end])


def pieces(address: str, start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces of an address whose owner stands from `start` to `end`.

    All of them together are the address, to the letter. Nothing is returned where no owner can
    stand: it is the end of the site's name, and what is before it ends with a dot.
    """
    site = host(address)
    if not (site.start <= start < end == site.end) or not (
        start == site.start or address[start - 1] == "."
    ):
        return ()
    scheme = _SCHEME.match(address)
    first = scheme.end() if scheme else 0
    front = address[site.start : start]
    everyones = _EVERYONES.match(front)
    cut = everyones.end() if everyones else 0
    slash = _HOST_ENDS.search(address, end)
    last = slash.start() if slash else len(address)
    rest = _REST.match(address[last:])
    path, query, fragment = rest.groups() if rest else ("", "", "")
    if path == "/" and (query or fragment):  # on its own it is nothing to choose
        path, query, fragment = "", *((f"/{query}", fragment) if query else ("", f"/{fragment}"))
    found = (
        ("scheme", address[:first]),
        ("user", address[first : site.start]),
        ("front", front[:cut]),
        ("front", front[cut:]),
        ("owner", address[start:end]),
        ("port", address[end:last]),
        ("path", path),
        ("query", query),
        ("fragment", fragment),
    )
    return tuple(Piece(text, role) for role, text in found if text)


def owner(address: str) -> str:
    """Return the part of an Indonesian address that says who owns it, "" where we cannot tell.

    Everywhere else the list of shared endings is too long to be kept here; the browser has it.
    """
    name = host(address).name.lower().rstrip(".")
    labels = name.split(".")
    if labels[-1] != "id":
        return ""
    count = 3 if ".".join(labels[-2:]) in _SHARED else 2
    return ".".join(labels[-count:]) if len(labels) >= count else ""
