"""In the kernel: let each run begin as if nothing had run before it."""

from __future__ import annotations

import os
import sys

import ipywidgets
from IPython.core.interactiveshell import InteractiveShell

ENVIRONMENT = dict(os.environ)
PATH = list(sys.path)


def begin(folder: str, query: str, home: str) -> None:
    """Forget what an earlier run left: names, widgets, settings, modules beside the notebook.

    What a notebook changed inside a library stays changed: these are the library's own notebooks,
    not a stranger's. The run finds `query` where a page's address would put it.
    """
    ipywidgets.Widget.close_all()
    os.environ.clear()
    # What a run shows may be kept for weeks: books are looked up when its page is made.
    os.environ.update(ENVIRONMENT, QUERY_STRING=query, SULUH_HOME=home, SULUH_BOOKS="later")
    sys.path[:] = PATH
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(folder + os.sep):
            del sys.modules[name]
    os.chdir(folder)
    InteractiveShell.instance().reset(new_session=True)  # type: ignore[no-untyped-call]
