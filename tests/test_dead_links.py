"""The link checker of the finished site."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.pages import links
from toolkit.pages.links import dead_links

SITE = {
    "index.html": b'<main id="isi"><a name="lama" href="satu/">Satu</a></main>',
    "satu/index.html": b'<a href="../index.html#isi">Depan</a> <p id="caf\xc3\xa9">',
    "satu/dua/index.html": b"<p>Dua</p>",
    "assets/player.js": b"",
    "assets/page.css": b"body { background: url(kertas.svg) }",
    "assets/kertas.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "assets/nama berkas.png": b"",
}


def found(html, at="satu/index.html", site=SITE, **options):
    """Return the dead links of one page, with their reasons."""
    return [(dead.link, dead.why) for dead in dead_links({**site, at: html.encode()}, **options)]


def why(link, **options):
    """Return why a link on the page `satu/index.html` is dead, None where it is not."""
    dead = dict(found(f'<p id="sini"><a href="{link}">A</a>', **options))
    assert set(dead) <= {link}
    return dead.get(link)


def test_a_good_site_has_none(tmp_path):
    assert dead_links(SITE) == []
    for name, content in SITE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert dead_links(tmp_path) == []
    (tmp_path / "assets" / "kertas.svg").rename(tmp_path / "assets" / "Kertas.svg")
    assert [str(dead) for dead in dead_links(tmp_path)] == [
        "assets/page.css:1: kertas.svg: berkas ini tidak ada."
    ]


@pytest.mark.parametrize(
    "link",
    [
        *("", "#", "#top", "#sini", "?a=b", "./", "../", "../index.html", "index.html#sini"),
        *("../#isi", "../index.html#lama", "../index.html?a=1#isi", "dua", "dua/"),
        *("dua/index.html", "../assets/nama%20berkas.png", "../assets/nama berkas.png"),
        *("../assets/kertas.svg#tanda", "../assets/player.js", "../satu/#:~:text=A"),
        *("https://contoh.id", "https://contoh.id/a?b=c#d", "http://127.example:8080/"),
        *("https://[2001:db8::1]/", "https://wa.me/?text=Halo"),
        *("https://wa.me/6281234567890?text=Halo%20a", "tel:+62-21-123"),
        *("tel:157", "tel:*123%23", "sms:1708", "mailto:a@contoh.id?subject=A", "mailto:?body=A"),
        "data:image/png;base64,AAAA",
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere(link):
    assert why(link) is None


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("tiga.html", "missing"),
        ("../Index.html", "missing"),  # also where the file system does not care
        ("../assets/", "missing"),
        ("../assets/player.js/", "missing"),
        ("../assets/player.JS", "missing"),
        ("#sana", "fragment"),
        ("../#sini", "fragment"),
        ("../index.html#Isi", "fragment"),
        ("dua/#sini", "fragment"),
        ("/", "absolute"),
        ("/satu/", "absolute"),
        ("//contoh.id/", "absolute"),
        ("../../satu/", "outside"),
        ("../..", "outside"),
        ("%2e%2e/../../a", "outside"),
        ("file:///C:/a.html", "local"),
        ("http://localhost:8866/satu", "local"),
        ("https://a.localhost", "local"),
        ("http://127.0.0.1/", "local"),
        ("http://127.1.2.3/", "local"),
        ("http://[::1]:8080/", "local"),
        ("http://0.0.0.0/", "local"),
        ("https://", "shape"),
        ("https:satu", "shape"),
        ("http://contoh", "shape"),
        ("https://contoh .id", "shape"),
        ("https://contoh.id:port/", "shape"),
        ("https://[contoh", "shape"),
        ("https://wa.me/+62812", "shape"),
        ("https://wa.me/0", "shape"),
        ("tel:", "shape"),
        ("tel:sini", "shape"),
        ("mailto:perpustakaan", "shape"),
        ("javascript:alert(1)", "shape"),
        ("satu:dua", "shape"),
        (r"..\index.html", "shape"),
        ("data:", "shape"),
    ],
)
def test_a_link_that_leads_nowhere(link, reason):
    assert why(link) == reason


def test_a_fragment_may_be_written_with_percent_signs():
    page = '<p id="café"><a href="#caf%C3%A9">A</a><a href="#café">A</a><a href="#cafe">A</a>'
    assert found(page) == [("#cafe", "fragment")]


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="manifest" href="hilang">',
        "<script src=hilang defer></script>",
        '<html data-worker="hilang">',
        '<img src="../assets/player.js" srcset="../assets/player.js 1x, hilang 2x">',
        '<source srcset="hilang 640w,../assets/player.js 1280w">',
        '<video poster="hilang">',
        '<object data="hilang">',
        '<form action="hilang"><button formaction="index.html">',
        '<iframe src="hilang">',
        '<svg><use xlink:href="hilang"/></svg>',
        '<p style="background: url(&quot;hilang&quot;)">',
        "<style>/* url(a) */ p { background: url( 'hilang' ) } @import \"index.html\";</style>",
        "<style>@import 'hilang';</style><p>url(a)</p>",
        '<meta http-equiv="refresh" content="0; url=hilang">',
        '<meta property="og:image" content="hilang">',
        '<a href="hilang" href="index.html">',  # the first one counts
        "<a\nhref='\nhilang\n'>",
    ],
)
def test_every_place_for_an_address_is_looked_at(html):
    assert found(html) == [("hilang", "missing")]


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <a href="a"> -->',
        '<script type="application/json">{"a": "<a href=\\"a\\">"}</script>',
        '<meta name="description" content="a">',
        '<p data="a" data-src="a">',
        '<img srcset="data:image/svg+xml,a 1x, ../assets/player.js 2x" src="../assets/player.js">',
    ],
)
def test_what_is_no_link_is_none(html):
    assert found(html) == []


def test_the_line_is_told():
    style = "/*\n\n*/\np {\n  background: url(hilang) }"
    site = {
        "a.html": f"<p>\n<p>\n<style>\n{style}</style>\n<a href=b>".encode(),
        "b.css": style.encode(),
    }
    assert [(dead.file, dead.line) for dead in dead_links(site)] == [
        ("a.html", 8),
        ("a.html", 9),
        ("b.css", 5),
    ]  # fmt: skip


def test_a_link_to_where_the_site_will_be_leads_into_it():
    links_in = {"public_url": "https://contoh.id/suluh/"}
    assert why("https://contoh.id/suluh/satu/dua/", **links_in) is None
    assert why("https://contoh.id/suluh/#isi", **links_in) is None
    assert why("https://contoh.id/suluh/tiga/", **links_in) == "missing"
    assert why("https://contoh.id/tiga/", **links_in) is None


def test_it_is_told_in_both_languages():
    (dead,) = dead_links({"a.html": b'\n<a href="b.html">'})
    assert dead.located("id") == "a.html:2: b.html: berkas ini tidak ada."
    assert dead.located("en") == "a.html:2: b.html: there is no such file."
    for link in ("#a", "/", "../a", "file:a", "x:y"):
        assert all(
            each.located("en") for each in dead_links({"a.html": f"<a href={link}>".encode()})
        )


def test_a_page_that_cannot_be_read_is_told():
    dead = dead_links({"a.html": b"<p>\n<![if a]>\n<![b[ <a href=c>"})
    # Newer Pythons read it as browsers do: all of it is a comment.
    assert {(each.line, each.why) for each in dead} <= {(3, "unreadable")}


def test_the_example_in_the_module():
    assert doctest.testmod(links) == (0, 1)


TAGS = ("<a href=", "<img srcset='", "<style>", "<script>", "</", "<![", "<!", "<?", ">")
ADDRESSES = (
    "url(",
    "@import ",
    "/*",
    "http://",
    "mailto:",
    "wa.me",
    "[",
    "\\",
    "//",
    ":",
    "%",
    "#",
)
PIECES = st.sampled_from((*TAGS, *ADDRESSES, "&#", '"', "'"))


@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join), st.text(max_size=20))
def test_it_never_raises(text, public_url):
    content = text.encode(errors="surrogatepass")
    for dead in dead_links({"a/a.html": content, "a.css": content}, public_url):
        assert dead.line >= 1
        assert str(dead)


@given(st.text() | st.from_regex(r"[a-z]{0,5}:?(//)?[\[\]:@.a1%-]*[/?#]?.*", fullmatch=True))
def test_no_address_raises(link):
    check = links._Check(frozenset(SITE), {}, "https://contoh.id/")
    check.why_dead("satu/index.html", link)
