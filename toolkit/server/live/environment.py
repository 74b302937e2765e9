"""What a kernel may know of the server's environment: what it needs to run, and no secrets."""

from __future__ import annotations

from collections.abc import Mapping

NEEDED = frozenset(
    {
        # Where programs, libraries and the user's folders are
        "PATH",
        "HOME",
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONUTF8",
        "VIRTUAL_ENV",
        "CONDA_PREFIX",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "TMPDIR",
        "TEMP",
        "TMP",
        "JUPYTER_PATH",
        "JUPYTER_DATA_DIR",
        "JUPYTER_PLATFORM_DIRS",
        "IPYTHONDIR",
        "MPLCONFIGDIR",
        "XDG_CACHE_HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        # Windows starts nothing without these
        "SYSTEMROOT",
        "SYSTEMDRIVE",
        "WINDIR",
        "COMSPEC",
        "PATHEXT",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "PROGRAMDATA",
        "PROGRAMFILES",
        "NUMBER_OF_PROCESSORS",
        "PROCESSOR_ARCHITECTURE",
        # How it speaks
        "LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_CTYPE",
        "TZ",
        # How much of the computer it takes
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        # Whom it trusts on the network
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "REQUESTS_CA_BUNDLE",
        "NO_PROXY",
        "SULUH_CACHE",
    }
)

PROXIES = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
"""The way out to library catalogues; where a password stands in it, it stays here."""


def kernel_environment(
    environment: Mapping[str, str], home: str, query: str, door: str, catalogue_door: str = ""
) -> dict[str, str]:
    """Return the environment of a kernel that runs a notebook of the project at `home`.

    The notebook finds `query` as `QUERY_STRING`, as Voilà tells it. A lesson that it plays sends to
    `door`, as its page sees it: answers belong to the server, and no kernel of a stranger's page
    touches the records. The same goes for `catalogue_door` and searches: one server, one queue.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name.upper() in NEEDED or (name.upper() in PROXIES and "@" not in value)
    }
    # One thread for numbers: a crowd of kernels would otherwise fight over the processors.
    kept.setdefault("OPENBLAS_NUM_THREADS", "1")
    kept.setdefault("OMP_NUM_THREADS", "1")
    return {
        **kept,
        "SULUH_HOME": home,
        "QUERY_STRING": query,
        "SULUH_DOOR": door,
        "SULUH_CATALOGUE_DOOR": catalogue_door,
    }
