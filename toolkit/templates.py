"""The templates of a room: Jinja files in its folder `templates`, which draw HTML."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


def template(package: str, name: str) -> Template:
    """Return a template of a package such as "toolkit.pages": plain text in it is escaped."""
    return _all_of(package).get_template(name)


@cache
def _all_of(package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
