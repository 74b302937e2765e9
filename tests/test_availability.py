"""What the page of a record in SLiMS says, whatever a theme made of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slims_answers import mutated

from toolkit.catalogue.nouns import Status
from toolkit.catalogue.slims.availability import due_in, read, status_of

TABLE = b"""<table class="itemList"><tr><th>Kode<th>Status
<tr><td class="biblio-item-code">B1</td><td class="biblio-call-number">641 SAN k</td>
  <td class="biblio-location">Rak utama</td><td><b style="x">Tersedia</b> </td></tr>
<tr><td class="biblio-item-code">B2<td class="biblio-location">Gudang
  <td><span class="label status-on-loan">&#x645;&#x639;&#x627;&#x631; 2026-12-05</span></table>
<p>Tersedia"""
BOXES = b"""<p>B1</p><p>Beranda</p><div><div><span>Rak</span> <small>641 SAN k</small></div>
 <div>Kode <i>B1</i> pada rak</div><div><b class="x availability-item item-available">Ada</b></div>
</div><div><div>B2</div><b class="availability-item item-onloan">Dipinjam, 05-12-2026</b></div>
<div><div>B3</div><b class="availability-item item-lost item-available item-onloan">?</b></div>"""


def told(page, codes=frozenset()):
    return [(copy.code, copy.status, copy.due) for copy in read(page, "7", codes).copies]


def test_a_table_is_read_by_its_words_or_its_signs():
    assert told(TABLE) == [
        ("B1", Status.AVAILABLE, None),
        ("B2", Status.ON_LOAN, date(2026, 12, 5)),
    ]
    first, second = read(TABLE, "7").copies
    assert (first.location, first.call_number) == ("Rak utama", "641 SAN k")
    assert (second.location, second.call_number) == ("Gudang", "")


def test_boxes_are_read_by_their_signs_and_known_codes():
    expected = [("B1", Status.AVAILABLE, None), ("B2", Status.ON_LOAN, date(2026, 12, 5))]
    assert told(BOXES, frozenset({"B1", "B2", "B3"})) == [*expected, ("B3", Status.UNKNOWN, None)]


def test_a_script_is_no_text():
    page = (
        b"<script>document.write('<b class=\"availability-item item-available\">B1</b>')</script>"
    )
    assert told(page, frozenset({"B1"})) == []


def test_what_is_commented_out_or_hidden_is_no_status():
    box = b'<div><i>B1</i><b class="availability-item item-available">Ada</b></div>'
    for before, after in [
        (b"<!--", b"-->"),
        (b"<!--", b""),
        (b"<template>", b"</template>"),
        (b"<SCRIPT type='x'>", b"</script >"),
        (b"<script>", b""),
    ]:
        assert told(before + box + after) == []
        if after:
            assert told(before + box + after + box) == [("B1", Status.AVAILABLE, None)]


@pytest.mark.parametrize(
    "unit",
    [b"<", b"<!--", b"<![", b"<?", b"<a b='", b"<a b='>", b"</", b"<script>", b"<td>x", b"&#"],
)
def test_a_page_of_nothing_but_its_worst_is_read_in_time(unit):
    # With the square of its length this would take an hour, and some of it broke the parser.
    assert read(unit * (1_000_000 // len(unit)), "1").record is None


def test_a_page_without_a_title_describes_nothing():
    assert read(b"", "7").record is None
    assert read(b'<meta name="DC.title" content=" / ">', "7").record is None
    record = read(b'<meta name="dc.title" content="Kopi : sejarah / Budi">', "7").record
    assert (record.id, record.title, record.subtitle, record.copies) == ("7", "Kopi", "sejarah", ())


@given(st.binary(max_size=300) | mutated())
def test_a_page_never_breaks_the_reading(page):
    seen = read(page, "1", frozenset({"P00001"}))
    assert all(copy.code for copy in seen.copies)
    assert len({copy.code for copy in seen.copies}) == len(seen.copies)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Tersedia", Status.AVAILABLE),
        ("Tersedia - Baik", Status.AVAILABLE),
        ("AVAILABLE", Status.AVAILABLE),
        ("Tersedia namun tidak untuk dipinjamkan - Hilang", Status.NOT_FOR_LOAN),
        ("Available but not for loan", Status.NOT_FOR_LOAN),
        ("Sedang Dipinjam (Jatuh tempo pada2026-12-05)", Status.ON_LOAN),
        ("Currently On Loan (Due on 2026-12-05)", Status.ON_LOAN),
        ("Tidak tersedia", Status.UNKNOWN),
        ("Not available", Status.UNKNOWN),
        ("Sedang diperbaiki", Status.UNKNOWN),
        ("", Status.UNKNOWN),
    ],
)
def test_what_a_status_says(text, status):
    assert status_of(text) is status


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("(Due on2026-12-05)", date(2026, 12, 5)),
        ("05-12-2026", date(2026, 12, 5)),
        ("5/12/2026", date(2026, 12, 5)),
        ("12/31/2026", None),
        ("2026-02-31", None),
        ("besok", None),
        ("5 Des 2026", None),
        ("120260-12-05", None),
    ],
)
def test_which_day_a_status_names(text, due):
    assert due_in(text) == due


@pytest.mark.parametrize("where", ["<b>{}</b>", '<b class="{}">', "{}"])
def test_a_sign_with_an_endless_number_is_left_out(where):
    page = "<meta name='DC.title' content='Laskar'>" + where.format(f"&#{'9' * 5000};")
    assert read(page.encode(), "1").record.title == "Laskar"
