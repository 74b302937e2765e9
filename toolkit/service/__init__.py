"""The one place where what a page sends becomes a call: behind the HTTP door and the comm alike."""

from toolkit.records.errors import UnavailableError
from toolkit.folders import data_folder
from toolkit.service.discreet import told
from toolkit.service.message import MOST_BYTES, MessageError, parsed
from toolkit.service.service import Service

__all__ = [
    "MOST_BYTES",
    "MessageError",
    "Service",
    "UnavailableError",
    "data_folder",
    "parsed",
    "told",
]
