"""Links and sources on paper."""

import pytest
from sample import GOOD, lesson

from toolkit.lesson import paper


def link(target, words):
    return f'<p>Lihat <a href="{target}" target="_blank">{words}</a>.</p>'


@pytest.mark.parametrize(
    ("target", "words", "shown"),
    [
        ("https://www.ojk.go.id/", "OJK", "ojk.go.id"),
        ("https://wa.me/6281157157157", "WhatsApp OJK", "0811-5715-7157"),
        ("tel:157", "Telepon bank", "157"),
        ("mailto:a@b.go.id", "<strong>Tulis</strong>", "a@b.go.id"),
        ("https://a.go.id/?a=1&amp;b=2", "Cari", "a.go.id/?a=1&amp;b=2"),
    ],
)
def test_the_address_of_a_link_stands_after_its_words(target, words, shown):
    drawn = paper.addressed(link(target, words))
    assert f'{words}</a><span class="suluh-paper-address"> ({shown})</span>.' in drawn


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("https://bi.go.id", "https://bi.go.id"),
        ("https://bi.go.id/", "Bank Indonesia (bi.go.id)"),
        ("tel:157", "OJK <strong>157</strong>"),
        ("tel:081157157157", "0811-5715-7157"),
        ("https://wa.me/?text=" + "a" * 200, "Kirim"),
    ],
)
def test_unless_they_say_it_or_nobody_would_type_it(target, words):
    assert paper.addressed(link(target, words)) == link(target, words)


def test_each_source_is_listed_once_by_number():
    found = paper.sources(lesson(GOOD))
    assert [source.number for source in found] == [1, 2]
