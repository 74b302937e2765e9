"""Where the hyphens stand in an ISBN of Indonesia."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalogue.formats.isbn_hyphens import hyphenated


def test_hyphens_stand_where_publishers_print_them():
    for printed in ("978-602-03-1234-7", "978-602-291-123-4", "978-623-7300-18-2", "979-3062-79-7"):
        assert hyphenated(printed.replace("-", "")) == printed
    assert hyphenated("9780140328721") == ""
    assert hyphenated("9798888888888") == ""
    assert hyphenated("") == ""


@given(st.text("0123456789X", max_size=14))
def test_hyphens_change_nothing_else(number):
    assert hyphenated(number).replace("-", "") in {"", number}
