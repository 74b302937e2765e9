"""XML from strangers: bytes in, elements out, and neither entities nor document types."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from toolkit.catalogue.errors import CatalogueError, Trouble

DEEPEST = 100
"""How many elements may stand inside one another: many more than any record has."""

_SPACE = b" \t\r\n"
_UNREADABLE = bytes(code for code in range(1, 32) if code not in _SPACE)
"""Control characters, which XML has no place for, and old records do."""


def parse(body: bytes) -> Element:
    """Return the root element of an XML document.

    It takes bytes, since the document itself says how it is encoded. Blank lines before it, as
    PHP leaves them, and control characters in it are forgiven. Raises `CatalogueError` of the
    kind bad response for what is no XML, has a document type or entities, or is too deep.
    """
    if b"\0" not in body:  # else it is in two bytes a letter
        body = body.lstrip(_SPACE).translate(None, _UNREADABLE)
    parser = XMLParser(target=_Builder(), forbid_dtd=True)
    try:
        parser.feed(body)
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise CatalogueError(Trouble.BAD_RESPONSE, f"XML: {type(error).__name__}") from None
    return root


def local_name(element: Element) -> str:
    """Return an element's name without its namespace, "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def parts(element: Element, name: str) -> list[Element]:
    """Return the elements of a name, in any namespace or none, that stand right in another."""
    return [child for child in element if local_name(child) == name]


class _Builder(TreeBuilder):
    """Builds elements as long as they are not too deep for whoever walks through them."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError("too deep")
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)
