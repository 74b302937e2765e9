"""The examples in docs/examples, with no more changed than their ports, names and paths."""

import re
import shlex
import sys

from conftest import ROOT, Program, Served
from web_servers import LOOPBACK

EXAMPLES = ROOT / "docs" / "examples"

PATIENCE = "lb_try_duration 8s"
"""How long Caddy waits for Suluh; a test need not."""

OPTIONS = """
    admin off
    default_bind 127.0.0.1
    skip_install_trust
    auto_https disable_redirects
"""
"""So that Caddy opens no more ports than ours, and nobody is asked to trust its certificates."""


def nginx_example(name, ports, chain, key, paths=None):
    """Return an example for nginx that listens on ports of ours, one for each `listen`."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    waiting = iter(ports)
    text = re.sub(r"listen \d+", lambda _: f"listen {LOOPBACK}:{next(waiting)}", text)
    text = re.sub(r"server_name [^;]+", f"server_name {LOOPBACK}", text)
    text = re.sub(r"(ssl_certificate +)[^;]+", rf"\g<1>{chain}", text)
    text = re.sub(r"(ssl_certificate_key +)[^;]+", rf"\g<1>{key}", text)
    for old, new in (paths or {}).items():
        assert old in text
        text = text.replace(old, str(new))
    assert next(waiting, None) is None
    return text


def caddy_example(places, upstream):
    """Return the Caddyfile with places of ours for its names: one name to the address it has."""
    text = (EXAMPLES / "Caddyfile").read_text(encoding="utf-8")
    text = text.replace("{\n", f"{{{OPTIONS}", 1)
    for name, place in places.items():
        text = re.sub(rf"^{re.escape(name)} {{", f"{place} {{", text, flags=re.MULTILINE)
    return text.replace("127.0.0.1:8866", upstream).replace("lb_try_duration 8s", PATIENCE)


class Service(Served):
    """Suluh started as docs/examples/suluh.service says, and with no more in its environment."""

    def __init__(self, home, cache):
        unit = (EXAMPLES / "suluh.service").read_text(encoding="utf-8")
        self.data = cache.with_name(f"{cache.name}-data")
        paths = {
            "/srv/suluh": str(home),
            "/var/cache/suluh": str(cache),
            "/var/lib/suluh": str(self.data),
        }
        for old, new in paths.items():
            assert old in unit
            unit = unit.replace(old, new)
        entries = [line.split("=", 1) for line in unit.splitlines() if re.match(r"\w+=", line)]
        environment = dict(value.split("=", 1) for name, value in entries if name == "Environment")
        program, *arguments = shlex.split(next(v for name, v in entries if name == "ExecStart"))
        assert program == "/opt/suluh/.venv/bin/suluh"
        arguments[arguments.index("8866")] = "0"
        command = [sys.executable, "-m", "toolkit.cli", *arguments]
        Program.__init__(self, command, env={"PATH": "/usr/bin:/bin", **environment})
        self.address = ""
