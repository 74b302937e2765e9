"""XML from strangers: read as bytes, and without what makes it dangerous."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalogue.errors import CatalogueError, Trouble
from toolkit.catalogue.markup import DEEPEST, parse

BOMB = (
    b"<!DOCTYPE a [<!ENTITY x0 'haha'>"
    + b"".join(b"<!ENTITY x%d '%s'>" % (at, b"&x%d;" % (at - 1) * 10) for at in range(1, 12))
    + b"]><a>&x11;</a>"
)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"Fatal error: Uncaught exception",
        b"<!DOCTYPE html><html><body>Halo</body></html>",
        b"<!DOCTYPE a><a/>",
        b"<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>",
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        b"<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1/'> %x;]><a/>",
        BOMB,
        b"<a>&nbsp;</a>",
        b"<a><b></a>",
        b"<a>",
        b"<a/><b/>",
        b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1),
        b"<a>" * 600_000,
        b"<a>&#1;</a>",
        b"<?xml version='1.0' encoding='klingon'?><a/>",
        b"<?xml version='1.0' encoding='rot13'?><a/>",
        b"<?xml version='1.0' encoding='utf-7'?><a/>",
        b"<a>Jos\xe9</a>",
        b"\x1f\x8b\x08\x00",
        b"%PDF-1.7",
    ],
    ids=lambda body: repr(body[:30]),
)
def test_what_is_no_xml_for_us_is_told(body):
    with pytest.raises(CatalogueError) as caught:
        parse(body)
    assert caught.value.trouble is Trouble.BAD_RESPONSE
    assert caught.value.sentence("id")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_document_says_how_it_is_encoded(encoding):
    declared = encoding.removesuffix("-sig")
    text = f"<?xml version='1.0' encoding='{declared}'?><a>José</a>"
    assert parse(text.encode(encoding)).text == "José"


def test_without_a_declaration_it_is_utf_8():
    assert parse("<a>José 日</a>".encode()).text == "José 日"


def test_what_old_records_and_php_leave_behind_is_forgiven():
    assert parse(b"\r\n\n <?xml version='1.0'?><a>Laskar\x1f Pelangi\x0b</a>").text == (
        "Laskar Pelangi"
    )


def test_as_deep_as_records_are():
    root = parse(b"<a>" * DEEPEST + b"</a>" * DEEPEST)
    assert len(list(root.iter())) == DEEPEST


PIECES = st.sampled_from(
    [
        b"<",
        b">",
        b"/",
        b"a",
        b"<a>",
        b"</a>",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"&#",
        b"&lt;",
        b"<?xml ",
    ]
)


@given(st.binary() | st.lists(PIECES, max_size=20).map(b"".join))
def test_no_bytes_raise_anything_else(body):
    with contextlib.suppress(CatalogueError):
        assert parse(body).tag


@given(
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<&>\ufffe\uffff"
        )
    )
)
def test_text_comes_back_as_it_was(text):
    assert (parse(f"<a>{text}</a>".encode()).text or "") == text
