"""Addresses inside the library's own catalogue, for whoever leaves the lesson for it.

They are patterns: a browser puts what was typed, through `encodeURIComponent`, in the place of
`{words}`, and a record's id in the place of `{id}`. SLiMS decodes what it gets twice, so a plus or
a percent sign in the words does not arrive there; letters and spaces do.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from toolkit.library import CatalogueSettings

KOHA = "/cgi-bin/koha/"
"""What the addresses of every Koha have in common."""

_OPEN_LIBRARY = "https://openlibrary.org/"

_SEARCHES = {
    "slims": {
        "text": "index.php?keywords={words}&search=search",
        "title": "index.php?title={words}&search=search",
        "author": "index.php?author={words}&search=search",
        "subject": "index.php?subject={words}&search=search",
        "isbn": "index.php?isbn={words}&search=search",
    },
    "vufind": {
        "text": "Search/Results?lookfor={words}&type=AllFields",
        "title": "Search/Results?lookfor={words}&type=Title",
        "author": "Search/Results?lookfor={words}&type=Author",
        "subject": "Search/Results?lookfor={words}&type=Subject",
        "isbn": "Search/Results?lookfor={words}&type=ISN",
    },
    "openlibrary": {
        "text": "search?q={words}",
        "title": "search?title={words}",
        "author": "search?author={words}",
        "subject": "search?subject={words}",
        "isbn": "search?isbn={words}",
    },
    "koha": {
        "text": "opac-search.pl?q={words}",
        "title": "opac-search.pl?idx=ti&q={words}",
        "author": "opac-search.pl?idx=au&q={words}",
        "subject": "opac-search.pl?idx=su&q={words}",
        "isbn": "opac-search.pl?idx=nb&q={words}",
    },
}
_RECORDS = {
    "slims": "index.php?p=show_detail&id={id}",
    "vufind": "Record/{id}",
    "openlibrary": "works/{id}",
    "koha": "opac-detail.pl?biblionumber={id}",
}


def search_links(settings: CatalogueSettings) -> dict[str, str]:
    """Return the search pages that are known: a field of a query to an address with `{words}`.

    The page that the library itself names comes before any other. It is the one for "text", and
    stands for all fields unless it shows what system it belongs to.
    """
    system, root = _system(settings)
    found = {field: root + page for field, page in _SEARCHES.get(system, {}).items()}
    if settings.search_page:
        found["text"] = settings.search_page
    return found


def record_link(settings: CatalogueSettings) -> str:
    """Return the address of a record with `{id}` in it, "" where nobody knows one."""
    system, root = _system(settings)
    return root + _RECORDS[system] if system in _RECORDS else ""


def _system(settings: CatalogueSettings) -> tuple[str, str]:
    """Return which system's pages there are, and the address that they stand below.

    SRU answers at another address than the pages that people read; only the library's own search
    page tells where those are. One that belongs to no known system stands alone.
    """
    if settings.search_page:
        parts = urlsplit(settings.search_page)
        before, koha, _ = parts.path.partition(KOHA)
        if koha:
            return "koha", f"{parts.scheme}://{parts.netloc}{before}{KOHA}"
        if (
            settings.kind != "sru"
            and settings.url
            and settings.search_page.startswith(settings.url)
        ):
            return settings.kind, settings.url
        return "", ""
    if settings.kind == "openlibrary":
        return "openlibrary", settings.url or _OPEN_LIBRARY
    return (settings.kind, settings.url) if settings.kind != "sru" else ("", "")
