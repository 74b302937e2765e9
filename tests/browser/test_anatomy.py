"""Addresses taken apart: a table of honest and hostile ones, and the field for one's own."""

import pytest
from browser_parts import LESSON, beside_the_player, open_step
from playwright.sync_api import expect

from toolkit.activities import phrases

# What is typed; who owns it, as a browser reads it ("" for nobody); what is said about it.
ADDRESSES = [
    # Plain ones
    ("https://www.bmkg.go.id/cuaca", "bmkg.go.id", {"government"}),
    ("HTTPS://BMKG.GO.ID", "bmkg.go.id", {"government"}),
    ("bmkg.go.id.", "bmkg.go.id", {"government"}),
    ("https://www.perpusnas.go.id:443/a?b=1#c", "perpusnas.go.id", {"government"}),
    ("contoh.co.id/daftar", "contoh.co.id", set()),
    ("//contoh.co.id/daftar", "contoh.co.id", set()),
    ("contoh.id:8080/a", "contoh.id", set()),
    ("sukamaju.desa.id", "sukamaju.desa.id", set()),
    ("http://contoh.id", "contoh.id", {"not_encrypted"}),
    ("https://contoh.onion", "contoh.onion", set()),
    # Words in front and behind that own nothing
    ("bantuan.go.id.masuk.my.id/daftar", "masuk.my.id", {"not_government"}),
    ("go.id.masuk.my.id", "masuk.my.id", {"not_government"}),
    ("bantuan-go.id.example", "id.example", {"unknown_ending", "not_government"}),
    ("https://kemnaker-go-id.com", "kemnaker-go-id.com", {"not_government"}),
    ("https://contoh.my.id/www.bmkg.go.id", "contoh.my.id", {"not_government"}),
    ("https://contoh.my.id/?https://bmkg.go.id", "contoh.my.id", {"not_government"}),
    ("https://contoh.my.id/#bmkg.go.id", "contoh.my.id", {"not_government"}),
    ("bri.co.id.aman.com", "aman.com", set()),
    # Before an @
    ("https://bank.go.id@jahat.my.id/a", "jahat.my.id", {"not_government"}),
    ("https://bank.go.id:sandi@jahat.my.id", "jahat.my.id", {"not_government"}),
    ("https://bank.go.id%2f@jahat.my.id", "jahat.my.id", {"not_government"}),
    ("https://a@b@jahat.my.id", "jahat.my.id", set()),
    ("https://bmkg.go.id/@jahat.my.id", "bmkg.go.id", {"government"}),
    ("https://bmkg.go.id\\@jahat.my.id", "bmkg.go.id", {"government"}),
    ("https:\\\\jahat.my.id\\@bmkg.go.id", "jahat.my.id", {"not_government"}),
    ("https:jahat.my.id", "jahat.my.id", set()),
    ("budi@contoh.id", "contoh.id", {"email"}),
    (
        "mailto:halo@perpusnas.go.id?subject=a@b.id",
        "perpusnas.go.id",
        {"scheme_mailto", "government"},
    ),
    # Guests of others
    ("https://bank-aman.web.app", "bank-aman.web.app", {"hosted"}),
    ("bank.blogspot.com/2025", "bank.blogspot.com", {"hosted"}),
    ("web.app", "", {"no_owner"}),
    ("go.id", "", {"no_owner"}),
    # Shorteners
    ("https://bit.ly/abc", "bit.ly", {"shortener"}),
    ("s.id/abc", "s.id", {"shortener"}),
    ("tinyurl.com/abc", "tinyurl.com", {"shortener"}),
    ("t.co/abc", "t.co", {"shortener"}),
    # Numbers, and what is near
    ("http://203.0.113.7/masuk", "", {"ip", "not_encrypted"}),
    ("http://3405803783/", "", {"ip", "read_as", "not_encrypted"}),
    ("https://0xcb.0.113.7/", "", {"ip", "read_as"}),
    ("https://[2001:db8::1]:8443/x", "", {"ip"}),
    ("http://192.168.1.1:8080", "", {"local"}),
    ("https://[::1]/", "", {"local"}),
    ("localhost:8080", "", {"local"}),
    ("localhost.jahat.my.id", "jahat.my.id", set()),
    ("https://127.0.0.1.jahat.my.id", "jahat.my.id", set()),
    ("https://10.jahat.my.id", "jahat.my.id", set()),
    ("https://fcbank.my.id", "fcbank.my.id", set()),
    ("https://bmkg.go.id:443:8080", "", set()),
    # Letters
    ("https://münchen.de", "xn--mnchen-3ya.de", {"punycode"}),
    ("https://xn--mnchen-3ya.de", "xn--mnchen-3ya.de", {"punycode"}),
    ("https://g\u043e\u043egle.com", "xn--ggle-55da.com", {"punycode", "mixed_alphabets"}),
    ("https://\u0430\u0440\u0440\u04cf\u0435.com", "xn--80ak6aa92e.com", {"punycode"}),
    ("bmkg\u3002go\uff0eid", "bmkg.go.id", {"government", "read_as"}),
    ("\uff42mkg.go.id", "bmkg.go.id", {"government", "read_as"}),
    ("https://bmkg%2ego.id/", "bmkg.go.id", {"government", "read_as"}),
    ("bm\u200bkg.go\u202e.id", "bmkg.go.id", {"government", "hidden"}),
    # Within other words
    ("Klik https://bit.ly/abc ya Bu", "bit.ly", {"shortener", "left_out"}),
    ("  (https://bmkg.go.id), ", "bmkg.go.id", {"government"}),
    # Not addresses of sites
    ("javascript:alert(1)", "", {"scheme_javascript"}),
    ("java\nscript:alert('go.id')", "", {"scheme_javascript"}),
    ("  JAVASCRIPT:alert(1)", "", {"scheme_javascript"}),
    ("data:text/html,<b>bmkg.go.id</b>", "", {"scheme_data"}),
    ("intent://bmkg.go.id#Intent;package=a;end", "", {"scheme_intent"}),
    ("file:///sdcard/Undangan.apk", "", {"scheme_file"}),
    ("tel:157", "", {"scheme_tel"}),
    ("vbscript:x", "", {"scheme_other"}),
    ("view-source:https://bmkg.go.id", "", {"scheme_other"}),
    ("Undangan-Nikah.apk", "", {"unknown_ending", "apk"}),
    ("https://contoh.com/Undangan.apk?x", "contoh.com", {"apk"}),
    ("halo", "", set()),
    ("https://", "", set()),
    ("https://a..b.com", "", set()),
    ("https://" + "a" * 300 + ".com", "", set()),
    ("", "", set()),
    (" \n\u200b ", "", {"hidden"}),
]


@pytest.fixture(scope="module")
def anatomy(chromium, served):
    """What the part that explains addresses says, asked in a real browser."""
    page = chromium.new_page()
    page.goto(f"{served.address}/{LESSON}")
    beside_the_player(page, "address")
    yield lambda text: page.evaluate("text => suluh.later.address.anatomy(text)", text)
    page.close()


@pytest.mark.parametrize(("text", "owner", "notes"), ADDRESSES, ids=[a for a, _, _ in ADDRESSES])
def test_who_owns_it(anatomy, text, owner, notes):
    found = anatomy(text)
    assert found["owner"] == owner
    assert {key for key, _ in found["notes"]} == notes


@pytest.mark.parametrize("text", [text for text, _, _ in ADDRESSES])
def test_all_pieces_together_are_the_address(anatomy, text):
    found = anatomy(text)
    whole = "".join(piece["text"] for piece in found["pieces"])
    assert whole in text.replace("\u200b", "").replace("\u202e", "")
    roles = [piece["role"] for piece in found["pieces"]]
    assert len([role for role in roles if role in ("owner", "suffix", "number")]) == bool(whole)
    assert ("owner" in roles) == bool(found["owner"])


def test_the_pieces_and_what_they_are(anatomy):
    found = anatomy("https://a:b@www.bank.contoh.co.id:8443/masuk/?x=1#y")
    assert [(piece["role"], piece["text"]) for piece in found["pieces"]] == [
        ("scheme", "https://"),
        ("user", "a:b@"),
        ("front", "www."),
        ("front", "bank."),
        ("owner", "contoh.co.id"),
        ("port", ":8443"),
        ("path", "/masuk/"),
        ("query", "?x=1"),
        ("fragment", "#y"),
    ]


def test_everything_it_may_say_has_words(anatomy):
    keys = {f"link.{key}" for text, _, _ in ADDRESSES for key, _ in anatomy(text)["notes"]}
    roles = {piece["role"] for text, _, _ in ADDRESSES for piece in anatomy(text)["pieces"]}
    keys |= {f"link.{what}_{role}" for role in roles for what in ("role", "about")}
    assert keys <= set(phrases())


@pytest.fixture
def patron(served, open_page):
    """Somebody who has answered the examples: then one may try an address of one's own."""
    patron = open_step(served, open_page(), "link")
    expect(patron.page.locator(".suluh-free-address")).to_have_count(0)
    patron.answer()
    return patron


def test_an_address_of_ones_own_is_explained_and_goes_nowhere(patron):
    page = patron.page
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append((request.url, request.post_data)))
    address = page.url
    page.locator(".suluh-free-address").fill("https://bank.go.id@jahat.my.id/masuk")
    page.locator(".suluh-free-address").press("Enter")
    explained = page.locator(".suluh-anatomy")
    expect(explained).to_contain_text("Pemiliknya: jahat.my.id")
    expect(explained.locator("[data-note=not_government]")).to_be_visible()
    expect(explained.locator("[data-role=user]")).to_contain_text("bank.go.id@")
    expect(explained.locator("a")).to_have_count(0)
    expect(patron.screen_element).to_have_attribute("data-phase", "revealed")
    assert not [url for url, _ in asked if not url.endswith("/api/events")]
    assert page.url == address
    kept = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert "jahat" not in f"{kept} {asked}"
    # What stands there is about what was typed, not about what is being typed.
    page.locator(".suluh-free-address").fill("javascript:alert(1)")
    expect(explained).to_have_count(0)
    patron.do(page.locator(".suluh-explain"))
    expect(explained).to_contain_text("perintah untuk peramban")


def test_nothing_typed_is_there_when_one_comes_back(patron):
    page = patron.page
    page.locator(".suluh-free-address").fill("rahasia.contoh.id")
    page.reload()
    patron.ready()
    if patron.screen == "resume":
        patron.do(patron.main_action)
    expect(page.locator(".suluh-free-address")).to_have_value("")


def test_an_empty_field_says_what_to_do(patron):
    patron.do(patron.page.locator(".suluh-explain"))
    expect(patron.page.locator(".suluh-anatomy")).to_contain_text("Tulis atau tempel")
    patron.page.locator(".suluh-free-address").fill("halo")
    patron.do(patron.page.locator(".suluh-explain"))
    expect(patron.page.locator(".suluh-anatomy")).to_contain_text("belum terlihat seperti alamat")


def test_a_wrong_piece_and_the_right_one(patron):
    page = patron.page
    patron.retry()
    addresses = page.locator(".suluh-address")
    for address in addresses.all():
        patron.do(address.locator(".suluh-card").first)
    patron.do(patron.main_action)
    expect(page.locator(".suluh-verdict")).to_be_focused()
    expect(page.locator(".suluh-verdict")).to_have_attribute("data-tone", "not-yet")
    expect(page.locator(".suluh-example .suluh-other")).to_have_count(addresses.count())
    patron.retry()
    expect(page.locator(".suluh-activity input:checked")).to_have_count(0)
    expect(page.locator(".suluh-free-address")).to_be_visible()


def test_a_piece_is_drawn_without_the_dots_that_joined_it(patron):
    drawn = patron.page.locator(".suluh-address .suluh-card").all_inner_texts()
    assert "hadiah-undian.go.id" in drawn
    assert not [text for text in drawn if text.startswith(".") or text.endswith(".")]
