"""The one place where what a page sends becomes a call: behind the HTTP door and the comm alike."""

from toolkit.folders import data_folder
from toolkit.records.errors import UnavailableError
from toolkit.records.nouns import room_source
from toolkit.service.discreet import told
from toolkit.service.message import (
    IN_ROOM,
    MOST_BYTES,
    MOST_SEARCH_BYTES,
    MessageError,
    Search,
    parsed,
    search_in,
    too_large,
)
from toolkit.service.service import Service

__all__ = [
    "IN_ROOM",
    "MOST_BYTES",
    "MOST_SEARCH_BYTES",
    "MessageError",
    "Search",
    "Service",
    "UnavailableError",
    "data_folder",
    "parsed",
    "room_source",
    "search_in",
    "told",
    "too_large",
]
