"""Pages find each other from wherever they lie, by relative links alone."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.pages.addressing import FILES, SERVED

NAME = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
ADDRESSES = st.one_of(
    st.just(""),
    st.just("en/"),
    st.lists(NAME, min_size=1, max_size=3).map("/".join),
)
ROOTS = (
    "https://perpustakaan.example/",
    "https://perpustakaan.example/suluh/",
    "file:///usb/suluh/",
)


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("addressing", [SERVED, FILES])
@given(origin=ADDRESSES, target=ADDRESSES)
def test_a_link_leads_where_it_says_below_any_root(root, addressing, origin, target):
    here = urljoin(root, addressing.path(origin))
    assert urljoin(here, addressing.link(origin, target)) == urljoin(root, addressing.path(target))
    assert urljoin(here, addressing.up(origin)) == root


@given(origin=ADDRESSES, target=ADDRESSES)
def test_a_link_to_a_published_page_names_a_file(origin, target):
    assert FILES.link(origin, target).endswith("index.html")  # a USB stick has no default page


@given(address=ADDRESSES)
def test_what_people_pass_on_opens_the_published_page(address):
    assert f"{FILES.public(address)}index.html" == FILES.path(address)
    assert SERVED.public(address) == address
