"""Where what must not be lost lies on this computer: records, and a catalogue of its own."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """Return the folder of what must not be lost: `$SULUH_DATA`, else where the system has such."""
    named = os.environ.get("SULUH_DATA")
    return Path(named) if named else platformdirs.user_data_path("suluh", appauthor=False)
