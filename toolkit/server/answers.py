"""The answers of a site, made ahead: to answer is to pick one and to write its bytes.

Nothing here knows of sockets. `prepare` takes its time, so that to `find` an answer takes none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs

from toolkit.pages.compressed import Encoded, compress
from toolkit.pages.kept import Kept
from toolkit.pages.page import Page
from toolkit.pages.site import Site
from toolkit.server import addresses
from toolkit.server.negotiation import PLAIN, encodings, has
from toolkit.server.policy import file_headers, page_headers

RETRY_SECONDS = 5
"""When a page that is being mended may be asked for again."""

ASK_EACH_TIME = "public, max-age=0, must-revalidate"
"""Of pages: a copy may be kept, here and on the way, and is used after asking whether it is old."""

FOR_EVER = "public, max-age=31536000, immutable"
"""Of files whose address names their content."""

NOT_AT_ALL = "no-store"
"""Of what may be something else the next time."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an answer: its head for who has it not, and for who has it, and its body.

    A head is everything up to the empty line, which is missing: more may be said.
    """

    tag: str
    head: bytes
    head_unchanged: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to say to one address, in each encoding that makes it smaller."""

    forms: Mapping[str, Form]

    def bytes(
        self,
        *,
        accepted: str | None = None,
        known: str | None = None,
        with_body: bool = True,
        more: bytes = b"",
    ) -> bytes:
        """Return the whole answer.

        `accepted` and `known` are the request's `Accept-Encoding` and `If-None-Match`; `more` are
        further lines of the head.
        """
        forms = self.forms
        form = next(forms[name] for name in encodings(accepted) if name in forms)
        if known is not None and form.tag and has(form.tag, known):
            return b"%b%b\r\n" % (form.head_unchanged, more)
        return b"%b%b\r\n%b" % (form.head, more, form.body if with_body else b"")


@dataclass(frozen=True)
class Answers:
    """The answers of a whole site."""

    site: Site
    root: str  # the path below which the site is to the outside
    by_path: Mapping[str, Answer] = field(repr=False)
    known: AbstractSet[str] = field(repr=False)  # addresses, also of live pages
    copies: Mapping[bytes, Encoded] = field(repr=False)  # what is compressed, by its hash

    @property
    def whole(self) -> bool:
        """Whether every answer has all its forms."""
        return all(copy.whole for copy in self.copies.values())

    def find(self, path: str, query: str) -> Answer | None:
        """Return the answer to a path, None where only a running program may have one.

        Of a query only the language counts, as a stock Voilà takes it. Whatever else it says (where
        a visitor came from, say) makes no difference.
        """
        if "lang=" in query and (way := self._in_language(path, query)):
            return way
        return self.by_path.get(path) or self._elsewhere(path)

    def _in_language(self, path: str, query: str) -> Answer | None:
        address = addresses.address_of(path, self.root)
        asked = parse_qs(query, errors="replace").get("lang", [""])[-1]
        target = self.site.in_language(address, asked)
        return None if target == address else redirect(addresses.link(address, target))

    def _elsewhere(self, path: str) -> Answer | None:
        """Return the way to the page that is meant by a path that names none."""
        if not path.startswith("/"):
            return None
        if path == self.root[:-1]:
            return redirect(f"./{path.rpartition('/')[2]}/")
        address = addresses.address_of(path, self.root)
        target = None if address in self.known else addresses.meant(address, self.known)
        return None if target is None else redirect(addresses.link(address, target))


def prepare(
    site: Site,
    before: Answers | None = None,
    *,
    kept: Kept | None = None,
    in_haste: bool = False,
) -> Answers:
    """Return the answers of a site. What an earlier one had too is not compressed again.

    Nor is what the store has. In haste, they may lack the forms that take long to make.
    """
    store = kept or Kept.here()
    copies: dict[bytes, Encoded] = {}
    last = before.copies if before else {}

    def copied(content: bytes) -> Encoded:
        key = hashlib.sha256(content).digest()
        copy = last.get(key) or copies.get(key)
        if not copy or not (copy.whole or in_haste):
            copy = compress(content, store, in_haste=in_haste)
        copies[key] = copy
        return copy

    answers = {
        **{address: _file(site, address, copied) for address in site.assets},
        **{address: _page(site, page, copied) for address, page in site.pages.items()},
    }
    for address in site.live:
        answers.pop(address, None)
    root = addresses.root_of(site.library)
    return Answers(
        site,
        root,
        {at + address: answer for at in {"/", root} for address, answer in answers.items()},
        site.pages.keys() | site.live.keys(),
        copies,
    )


def redirect(target: str) -> Answer:
    """Return the way to another page. Not for ever: a folder of files may take this one's place."""
    headers = {"Location": target, "Cache-Control": NOT_AT_ALL}
    return _plain(HTTPStatus.FOUND, headers, b"")


def refusal() -> Answer:
    """Return the answer to a method that finds nothing here to work on."""
    return _plain(
        HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD", "Cache-Control": NOT_AT_ALL}, b""
    )


def _page(site: Site, page: Page, copied: Callable[[bytes], Encoded]) -> Answer:
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        **page_headers(site.library, page.body),
    }
    if page.good:
        return _negotiated({**headers, "Cache-Control": ASK_EACH_TIME}, copied(page.body.encode()))
    headers |= {"Cache-Control": NOT_AT_ALL, "Retry-After": str(RETRY_SECONDS)}
    return _plain(HTTPStatus(page.status), headers, page.body.encode())


def _file(site: Site, address: str, copied: Callable[[bytes], Encoded]) -> Answer:
    asset = site.assets[address]
    # The service worker's address cannot change: that is how browsers find a newer one.
    named_by_content = "/" in address
    headers = {
        "Content-Type": asset.type,
        "Cache-Control": FOR_EVER if named_by_content else "no-cache",
        **file_headers(site.library, asset.type),
    }
    return _negotiated(headers, copied(asset.content))


def _plain(status: HTTPStatus, headers: Mapping[str, str], body: bytes) -> Answer:
    head = _head(status, {**headers, "Content-Length": str(len(body))})
    return Answer({PLAIN: Form("", head, b"", body)})


def _negotiated(headers: Mapping[str, str], encoded: Encoded) -> Answer:
    bodies = {PLAIN: encoded.plain, "gzip": encoded.gzip, "br": encoded.br}
    there = {name: body for name, body in bodies.items() if body is not None}
    name = hashlib.sha256(encoded.plain).hexdigest()[:24]
    common = dict(headers)
    if len(there) > 1:
        common["Vary"] = "Accept-Encoding"
    forms = {}
    for encoding, body in there.items():
        # Each form is another sequence of bytes: a strong tag must not stand for two.
        tag = f'"{name}-{encoding}"' if encoding else f'"{name}"'
        tagged = {**common, "ETag": tag}
        head = {**tagged, "Accept-Ranges": "none", "Content-Length": str(len(body))}
        if encoding:
            head["Content-Encoding"] = encoding
        unchanged = {key: value for key, value in tagged.items() if key != "Content-Type"}
        forms[encoding] = Form(
            tag, _head(HTTPStatus.OK, head), _head(HTTPStatus.NOT_MODIFIED, unchanged), body
        )
    return Answer(forms)


def _head(status: HTTPStatus, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")
