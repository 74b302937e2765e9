"""The answers made ahead: the right one, in the form that was asked for, with all it must say."""

import gzip
from dataclasses import replace

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_answers import BODY, Reply, small_site

from toolkit.pages.page import Page
from toolkit.server.answers import prepare
from toolkit.server.negotiation import encodings
from toolkit.server.policy import page_policy

ANSWERS = prepare(small_site())
BELOW = prepare(small_site(public_url="https://perpustakaan.example/suluh/"))
DECODED = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


def ask(path, query="", answers=ANSWERS, **headers):
    answer = answers.find(path, query)
    return answer and Reply.read(answer.bytes(**headers))


ACCEPTED = st.one_of(
    st.none(),
    st.text(),
    st.sampled_from(["gzip, deflate, br", "gzip", "br;q=0.1, gzip;q=0.2", "identity;q=0", "*"]),
)


@given(st.sampled_from(sorted(ANSWERS.by_path)), ACCEPTED, st.booleans(), st.binary(max_size=9))
def test_an_answer_is_whole_whatever_is_accepted(path, accepted, with_body, more):
    more = f"X-More: {more.hex()}\r\n".encode()
    reply = ask(path, accepted=accepted, with_body=with_body, more=more)
    plain = ask(path)
    assert reply.status == plain.status in (200, 503)
    encoding = reply.headers.get("content-encoding", "")
    assert encoding in encodings(accepted)
    if with_body:
        assert len(reply.body) == int(reply.headers["content-length"])
        assert DECODED[encoding](reply.body) == plain.body
    else:
        assert reply.body == b""
        whole = ask(path, accepted=accepted, more=more)
        assert reply.headers == whole.headers
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert not {"server", "set-cookie"} & reply.headers.keys()


@given(ACCEPTED, ACCEPTED)
def test_a_tag_stands_for_one_sequence_of_bytes(one, other):
    first, second = ask("/uji", accepted=one), ask("/uji", accepted=other)
    same = first.headers["etag"] == second.headers["etag"]
    assert same == (first.body == second.body)
    assert first.headers["vary"] == second.headers["vary"] == "Accept-Encoding"


@given(ACCEPTED, st.sampled_from(['"{}"', 'W/"{}"', '"x", W/"{}"', "*", '"a" ,"{}","b"']))
def test_who_has_the_copy_is_told_so(accepted, known):
    whole = ask("/uji", accepted=accepted)
    tag = whole.headers["etag"]
    reply = ask("/uji", accepted=accepted, known=known.format(tag.strip('"')))
    assert (reply.status, reply.body) == (304, b"")
    kept = ("etag", "cache-control", "vary", "content-security-policy")
    assert [reply.headers[name] for name in kept] == [whole.headers[name] for name in kept]
    assert not {"content-length", "content-type", "content-encoding"} & reply.headers.keys()


@given(st.text(max_size=80))
def test_who_has_another_copy_gets_this_one(known):
    tag = ask("/uji").headers["etag"]
    reply = ask("/uji", known=known)
    assert reply.status == (304 if tag in known or known.strip() == "*" else 200)


def test_a_copy_in_another_encoding_is_another_one():
    tag = ask("/uji", accepted="gzip").headers["etag"]
    assert ask("/uji", accepted="br", known=tag).status == 200
    assert ask("/uji", accepted="gzip", known=tag).status == 304


def test_what_may_be_kept_and_for_how_long():
    kept = {path: ask(path).headers["cache-control"] for path in ANSWERS.by_path}
    assert kept["/"] == kept["/uji"] == "public, max-age=0, must-revalidate"
    assert kept["/rusak"] == "no-store"
    assert kept["/sw.js"] == "no-cache"
    files = {value for path, value in kept.items() if path.count("/") > 1 and "." in path}
    assert files == {"public, max-age=31536000, immutable"}


def test_a_page_that_is_being_mended_is_not_taken_for_the_page():
    reply = ask("/rusak", known="*")
    assert reply.status == 503
    assert reply.headers["retry-after"]
    assert "etag" not in reply.headers


def test_a_part_is_answered_by_the_whole():
    assert ask("/uji").headers["accept-ranges"] == "none"


def test_a_notebook_that_runs_has_no_answer_ahead_and_no_page_has_neither():
    assert ask("/diskusi") is None
    assert ask("/tidak-ada") is None


@pytest.mark.parametrize(
    ("path", "query", "to"),
    [
        ("/uji", "lang=en", "./en/uji"),
        ("/en/uji", "utm_source=wa&lang=id", "../uji"),
        ("/", "lang=en", "./en/"),
        ("/uji/", "", "../uji"),
        ("/uji/index.html", "", "../uji"),
        ("/uji/paket/index.html", "", "../../uji/paket"),
        ("/en/uji/index.htm", "", "../../en/uji"),
        ("/index.html", "", "./"),
        ("/en", "", "./en/"),
        ("/EN/Uji", "", "../en/uji"),
        ("/uji).", "", "./uji"),
        ("/uji%E2%80%9D", "", "./uji"),
        ("/Diskusi/", "", "../diskusi"),
        ("//uji", "", None),
        ("/uji//", "", None),
        ("/uji%2f", "", None),
        ("/en%2Fuji/", "", None),
        ("/..", "", None),
        ("/%2e%2e/uji/", "", None),
        ("/./uji/", "", None),
        ("/%00", "", None),
        ("/%ff/", "", None),
        ("/uji\\", "", None),
        ("uji/", "", None),
        ("*", "", None),
        ("", "", None),
        ("/" + "uji/" * 100, "", None),
    ],
)
def test_the_way_to_the_page_that_is_meant(path, query, to):
    reply = ask(path, query)
    assert (reply and reply.headers["location"]) == to
    if reply:
        assert (reply.status, reply.headers["cache-control"]) == (302, "no-store")


@pytest.mark.parametrize("query", ["", "utm_source=wa", "fbclid=%ff", "lang=", "lang=xx&lang=id"])
def test_what_else_a_query_says_makes_no_difference(query):
    assert ask("/uji", query) == ask("/uji")


def test_below_a_path_a_site_is_the_same_whether_a_proxy_takes_it_away_or_not():
    for path in ("/", "/uji", "/en/", "/sw.js"):
        assert ask(f"/suluh{path}", answers=BELOW) == ask(path, answers=BELOW)
    ways = {
        "/suluh": "./suluh/",
        "/suluh/en": "./en/",
        "/suluh/uji/index.html": "../uji",
        "/en/uji/": "../../en/uji",
    }
    assert {path: ask(path, answers=BELOW).headers["location"] for path in ways} == ways
    assert ask("/suluh/uji", "lang=en", answers=BELOW).headers["location"] == "./en/uji"
    assert ask("/suluhuji", answers=BELOW) is None


@given(st.text(alphabet="/.%\\aA0ujindexhtml2fe", max_size=30), st.text(max_size=20))
def test_any_path_is_answered_or_left_and_no_way_leads_elsewhere(path, query):
    reply = ask("/" + path, query)
    if reply and reply.status == 302:
        assert reply.headers["location"].startswith(("./", "../"))
        assert reply.headers["location"].lstrip("./") in ANSWERS.known | {""}


def test_a_page_may_do_what_it_needs_and_no_more():
    policies = {path: ask(path).headers["content-security-policy"] for path in ("/uji", "/tabel")}
    assert "style-src 'self';" in policies["/uji"]
    assert "style-src 'self' 'unsafe-inline';" in policies["/tabel"]
    for policy in policies.values():
        directives = dict(part.split(" ", 1) for part in policy.split("; "))
        assert directives["default-src"] == directives["base-uri"] == "'none'"
        assert directives["script-src"] == directives["connect-src"] == "'self'"
        assert directives["form-action"] == directives["frame-ancestors"] == "'none'"
    assert ask("/uji").headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    "body", ["<style>", "<STYLE scoped>", "<p STYLE = 'x'>", '<p\nstyle="x">', '"\\u003cstyle>"']
)
def test_a_style_in_a_page_is_seen_however_it_is_written(body):
    assert "'unsafe-inline'" in page_policy(small_site().library, body)


def test_only_who_is_named_may_show_the_pages_in_a_frame():
    there = "https://katalog.example"
    framed = prepare(small_site(framed_by=(there,)))
    headers = ask("/uji", answers=framed).headers
    assert headers["content-security-policy"].endswith(f"frame-ancestors {there}")
    assert "x-frame-options" not in headers
    # In a closed frame, a page counts as another site even to its own files.
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert ask("/sw.js", answers=framed).headers["cross-origin-resource-policy"] == "cross-origin"


def test_a_catalogue_may_show_the_picture_of_a_lesson_but_load_no_script():
    policies = {path: ask(path).headers["cross-origin-resource-policy"] for path in FILES}
    assert policies == {"/previews/a.jpg": "cross-origin", "/sw.js": "same-origin"}


FILES = ("/previews/a.jpg", "/sw.js")


def test_a_service_worker_may_fetch_from_the_site_only():
    headers = ask("/sw.js").headers
    assert headers["content-security-policy"] == "default-src 'none'; connect-src 'self'"
    assert headers["content-type"].startswith("text/javascript")


def test_a_changed_page_is_there_in_haste_and_later_smaller():
    site = small_site()
    changed = replace(site, pages={**site.pages, "uji": Page("uji", BODY + "Baru di sini")})
    quick = prepare(changed, ANSWERS, in_haste=True)
    assert not quick.whole
    reply = ask("/uji", answers=quick, accepted="br, gzip;q=0.5")
    assert reply.headers["content-encoding"] == "gzip"
    assert gzip.decompress(reply.body).endswith(b"Baru di sini")
    assert ask("/en/uji", answers=quick, accepted="br").headers["content-encoding"] == "br"
    later = prepare(changed, quick)
    assert later.whole
    assert ask("/uji", answers=later, accepted="gzip") == ask(
        "/uji", answers=quick, accepted="gzip"
    )
    small = ask("/uji", answers=later, accepted="br, gzip;q=0.5")
    assert brotli.decompress(small.body).endswith(b"Baru di sini")


def test_what_is_no_longer_in_the_site_is_forgotten():
    site = small_site()
    fewer = replace(site, pages={"": site.pages[""]}, assets={})
    assert len(prepare(fewer, ANSWERS).copies) == 1
