"""Passphrases to try and to have made: told honestly, chosen fairly, kept nowhere."""

import math
import re
from collections import Counter

import pytest
from browser_parts import LESSON, beside_the_player, open_step
from playwright.sync_api import expect

FIELD = "input.suluh-passphrase"
WORDS = 2048


@pytest.fixture
def patron(served, open_page):
    return open_step(served, open_page(), "passphrase")


@pytest.fixture(scope="module")
def parts(chromium, served):
    """The parts that measure and make passphrases, in a real browser."""
    page = chromium.new_page()
    page.goto(f"{served.address}/{LESSON}")
    beside_the_player(page, "strength", "phrases")
    yield page
    page.close()


def measure(parts, text):
    return parts.evaluate("text => suluh.later.strength.measure(text)", text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("sayang123", "common"),
        ("bismillah", "common"),
        ("Bismillah1", "common"),
        ("jakarta2020", "name"),
        ("s4y4ng", "swap"),
        ("gnayas", "reverse"),
        ("akusayangkamu", "common"),
        ("indonesiaraya", "common"),
        ("merdeka45", "common"),
        ("persib1933", "common"),
        ("budi", "name"),
        ("siti1990", "name"),
        ("17081945", "date"),
        ("budi17081945", "date"),
        ("qwertyuiop", "common"),
        ("zxcvfdsa", "keyboard"),
        ("abcdefgh", "sequence"),
        ("seninselasarabu", "sequence"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeat"),
        ("kucing", "common"),
        ("timbangan", "word"),
        ("081234567890", "number"),
        ("3273011708450001", "number"),
        ("B 1234 XYZ", "number"),
        ("tak kenal maka tak sayang", "common"),
        ("air tenang menghanyutkan", "common"),
        ("sambil-menyelam-minum-air", "common"),
        ("password", "common"),
        ("P@ssw0rd", "common"),
    ],
)
def test_what_many_people_choose_is_weak(parts, text, reason):
    found = measure(parts, text)
    assert found["guesses"] < 1e10  # less than a second with stolen data
    assert reason in found["reasons"]


@pytest.mark.parametrize(
    "text", ["gajah roti payung sungai lampu", "xK9#mq2!vLp8Zr", "kelapa-obeng-senja-tikar-biola"]
)
def test_what_is_hard_to_guess_is_told_so(parts, text):
    assert measure(parts, text)["guesses"] >= 1e14


@pytest.mark.parametrize(
    "text", ["constructor", "__proto__", "toString", "\U0001f600", " ", "\t", "<b>", "ß"]
)
def test_any_text_has_a_strength(parts, text):
    guesses = measure(parts, text)["guesses"]
    assert isinstance(guesses, int | float)
    assert 0 < guesses < math.inf


def test_a_long_text_does_not_freeze_a_cheap_phone(parts):
    parts.context.new_cdp_session(parts).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    took = """text => {
      const start = performance.now();
      suluh.later.strength.measure(text);
      return performance.now() - start;
    }"""
    for text in ("p4ssw0rd!1" * 25, "1234567890" * 25, "a1!" * 80, "aku mau " * 30):
        assert parts.evaluate(took, text) < 1500
    parts.context.new_cdp_session(parts).send("Emulation.setCPUThrottlingRate", {"rate": 1})


def test_the_words_are_many_and_easy_to_tell_apart(parts):
    words = parts.evaluate("suluh.later.phrases.words")
    assert len(words) == len(set(words)) == WORDS
    assert all(re.fullmatch(r"[a-z]{4,8}", word) for word in words)
    assert len({sound(word) for word in words}) == WORDS


def sound(word):
    """How a word is heard, roughly."""
    for signs, heard in (("kh", "k"), ("sy", "s"), ("f", "p"), ("v", "p"), ("z", "s"), ("h", "")):
        word = word.replace(signs, heard)
    return re.sub(r"(.)\1", r"\1", word)


def make(patron, button=".suluh-generate"):
    patron.do(patron.page.locator(button))
    return patron.page.locator(".suluh-generated").inner_text().split()


def test_phrases_come_from_the_list_and_each_is_another(patron, parts):
    words = set(parts.evaluate("suluh.later.phrases.words"))
    made = [make(patron) for _ in range(30)]
    assert all(len(phrase) == 5 and set(phrase) <= words for phrase in made)
    assert len({tuple(phrase) for phrase in made}) == 30
    expect(patron.page.locator(".suluh-maker")).to_contain_text("36 ribu triliun")


def test_a_word_more_keeps_the_others(patron):
    five = make(patron)
    six = make(patron, ".suluh-add-word")
    assert six[:5] == five
    assert len(six) == 6
    expect(patron.page.locator(".suluh-maker")).to_contain_text("74 juta triliun")
    assert len(make(patron, ".suluh-add-word")) == 7
    expect(patron.page.locator(".suluh-add-word")).to_have_count(0)
    assert len(make(patron)) == 7


def test_every_word_is_as_likely_as_the_others(patron):
    """Whatever number is dealt, each word stands for as many of them."""
    page = patron.page
    page.evaluate(
        """() => {
          let at = 0;
          const dealt = [2 ** 32 - 1, 0, 2047, 2048, 4096 + 7];
          crypto.getRandomValues = (array) => {
            array[0] = dealt[at++ % dealt.length];
            return array;
          };
        }"""
    )
    words = make(patron)
    assert words[1] == words[3]  # 0 and 2048 are the same word of 2,048
    page.evaluate("delete crypto.getRandomValues")
    firsts = Counter(word[0] for _ in range(40) for word in make(patron))
    assert len(firsts) >= 12  # 200 words begin with many letters


def test_without_chance_it_says_what_to_do_instead(patron):
    page = patron.page
    page.evaluate("() => { crypto.getRandomValues = () => { throw new Error('none'); }; }")
    patron.do(page.locator(".suluh-generate"))
    expect(page.locator(".suluh-maker")).to_contain_text("halaman buku")
    expect(page.locator(".suluh-generated")).to_have_count(0)


def test_what_is_typed_is_neither_stored_nor_sent(patron):
    page = patron.page
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append((request.url, request.post_data)))
    page.locator(FIELD).fill("rahasia paling dalam")
    expect(page.locator(".suluh-strength[data-level]")).to_be_visible()
    make(patron)
    secret = page.locator(".suluh-generated").inner_text()
    patron.do(page.locator(".suluh-test"))
    expect(page.locator(FIELD)).to_have_value(secret)
    page.wait_for_timeout(500)
    kept = page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, document.cookie,"
        " history.state])"
    )
    assert not [url for url, _ in asked if not url.endswith("/api/events")]
    assert "rahasia paling" not in f"{kept} {asked}"
    assert secret not in f"{kept} {asked}"
    patron.forward()
    patron.do(page.locator(".suluh-back"))
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator(".suluh-generated")).to_have_count(0)


def test_the_browser_is_asked_to_keep_its_hands_off(patron):
    field = patron.page.locator(FIELD)
    expect(field).to_have_attribute("autocomplete", "off")
    expect(field).to_have_attribute("spellcheck", "false")
    expect(field).to_have_attribute("autocapitalize", re.compile("off|none"))
    expect(field).to_have_attribute("autocorrect", "off")
    expect(field).to_have_attribute("type", "text")  # a browser offers to keep a "password"


def test_an_example_is_shown_and_may_be_hidden(patron):
    hidden = "field => getComputedStyle(field).webkitTextSecurity"
    field, button = patron.page.locator(FIELD), patron.page.locator(".suluh-show")
    for words, how in (("Sembunyikan", "none"), ("Perlihatkan", "disc"), ("Sembunyikan", "none")):
        expect(button).to_have_text(words)
        assert field.evaluate(hidden) == how
        patron.do(button)


def test_it_says_how_strong_and_how_long(patron):
    page = patron.page
    page.locator(FIELD).fill("sayang123")
    strength = page.locator(".suluh-strength")
    expect(strength).to_have_attribute("data-level", "0")
    expect(strength).to_contain_text("Sangat mudah ditebak")
    expect(strength).to_contain_text("Usahakan 15 huruf")
    numbers = strength.get_by_text("kurang dari sedetik")
    expect(numbers).not_to_be_visible()
    patron.do(strength.locator("summary"))
    expect(numbers).to_be_visible()
    expect(strength.locator("[data-full]")).to_have_count(1)
    page.locator(FIELD).fill("")
    expect(strength).not_to_have_attribute("data-level", "0")
    page.locator(FIELD).fill("gajah roti payung sungai lampu teko")
    expect(strength).to_have_attribute("data-level", "4")
    expect(strength).to_contain_text("ratusan tahun")
    expect(strength.locator("[data-full]")).to_have_count(5)


@pytest.mark.parametrize("text", ["timbangan", "payung sambal"])
def test_what_it_says_is_true_of_one_word_and_of_two(patron, text):
    patron.page.locator(FIELD).fill(text)
    strength = patron.page.locator(".suluh-strength")
    expect(strength).to_contain_text("Satu atau dua kata saja mudah ditebak.")
    expect(strength).to_contain_text("lima kata atau lebih")


def test_a_verdict_never_contradicts_how_long_it_would_take(parts):
    """Only what takes a day at the least, with stolen data, has nothing to mend."""
    four = "gajah roti payung sungai"
    assert measure(parts, four)["guesses"] < 1e15
    assert measure(parts, f"{four} lampu")["guesses"] >= 1e15


def test_nothing_is_asked_so_one_goes_on_at_once(patron):
    assert patron.phase is None
    expect(patron.page.locator(".suluh-main-action")).to_have_text("Lanjut")
    expect(patron.page.locator(".suluh-after")).to_be_visible()
