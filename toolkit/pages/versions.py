"""The versions of lessons beside the published pages: completion codes can be read with them.

Codes come in days after a lesson was corrected, so what was published before stays in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from toolkit.lesson.versions import without_prose

VERSIONS = "versions.json"
"""The file in the root of the site."""

LAYOUT = 1


def versions_file(lessons: Iterable[Mapping[str, Any]], before: bytes = b"") -> bytes:
    """Return the file for the lessons of a site, given as `toolkit.lesson.data` gives them.

    `before` is the file as it is there already, whose versions stay; what is none is left out.
    """
    versions = {}
    for version in _listed(before):
        with suppress(TypeError, KeyError):
            versions[str(version["version"])] = version
    versions |= {lesson["version"]: without_prose(lesson) for lesson in lessons}
    ordered = [versions[name] for name in sorted(versions)]
    text = json.dumps({"layout": LAYOUT, "versions": ordered}, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace") + b"\n"  # half a character, too, may lie there


def _listed(content: bytes) -> list[Any]:
    """Return what a file lists, whatever that is; nothing where it is no such file."""
    try:
        listed = json.loads(content)["versions"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
    return listed if isinstance(listed, list) else []
