"""Real web servers on ports and folders of a test's own, each run from a configuration file.

Where one is not installed its tests are skipped with a sentence; where CI=true they fail.
"""

import os
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import get_programs
import pytest
from conftest import Program

LOOPBACK = "127.0.0.1"


def needed(name):
    """Return the path of a program that a test cannot do without."""
    if path := get_programs.web_server(name):
        return path
    words = f"{name} is not installed: make test gets it where apt-get works and you are root."
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


def free_ports(count):
    """Return ports that are free now, no two of them the same: all are held until all are found."""
    with ExitStack() as held:
        taken = [held.enter_context(socket.create_server((LOOPBACK, 0))) for _ in range(count)]
        return [server.getsockname()[1] for server in taken]


def free_port():
    return free_ports(1)[0]


class WebServer(Program):
    """A running web server; it is ready when it answers on its ports."""

    def __init__(self, command, ports, folder, *, secure=False, **options):
        super().__init__(command, cwd=folder, **options)
        self.ports = ports
        self.folder = folder
        self.secure = secure

    def __enter__(self):
        end = time.monotonic() + 20
        for port in self.ports:
            while not self._answers(port):
                ended = self.process.poll() is not None
                assert not ended, f"it ended: {self.told()}"
                assert time.monotonic() < end, f"nobody listens on {port}: {self.told()}"
                time.sleep(0.02)
        return self

    def told(self):
        """Return everything it wrote to its terminal so far."""
        while not self._lines.empty():
            self._told.append(self._lines.get())
        return "".join(self._told)

    def _answers(self, port):
        anyone = ssl._create_unverified_context()
        try:
            with socket.create_connection((LOOPBACK, port), 1) as connection:
                if self.secure:
                    anyone.wrap_socket(connection, server_hostname=LOOPBACK).close()
        except OSError:
            return False
        return True


def nginx(folder, sites, ports):
    """Run nginx with some server blocks, as the file of a whole machine takes them up."""
    program = needed("nginx")
    for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "sites.conf").write_text(sites, encoding="utf-8")
    as_root = "user root;" if os.geteuid() == 0 else ""  # else it may not read a test's folder
    whole = f"""
        {as_root}
        daemon off; pid {folder}/nginx.pid; worker_processes 1;
        error_log stderr crit;
        events {{ worker_connections 256; }}
        http {{
            types {{
                text/html html; text/css css; application/javascript js;
                image/svg+xml svg; image/jpeg jpg;
            }}
            default_type application/octet-stream;
            access_log {folder}/access.log;
            gzip on; gzip_types text/css text/javascript image/svg+xml;
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
            fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
            scgi_temp_path {folder}/scgi;
            include {folder}/sites.conf;
        }}"""
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return WebServer([program, "-p", folder, "-c", folder / "nginx.conf"], ports, folder)


def caddy(folder, sites, ports):
    """Run Caddy with a Caddyfile; certificates come from an authority of its own."""
    program = needed("caddy")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Caddyfile").write_text(sites, encoding="utf-8")
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))
    command = [program, "run", "--adapter", "caddyfile", "--config", folder / "Caddyfile"]
    # It listens before it has made its certificates.
    return WebServer(command, ports, folder, secure=True, env={**os.environ, **homes})


APACHE_MODULES = (
    *("authz_core", "mime", "dir", "alias", "autoindex", "negotiation", "filter", "deflate"),
    *("headers", "rewrite", "setenvif", "env", "reqtimeout"),
)
"""What shared hosting has loaded, as far as it matters to a folder of files."""


def apache(folder, root, more="", *, below="/", without=()):
    """Run Apache on a folder of files as a host of web space does, on a free port.

    `below` is where the folder is on the site, `without` names the modules it lacks.
    """
    program = needed("apache2")
    modules = Path("/usr/lib/apache2/modules")
    load = "\n".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so"
        for name in ("mpm_event", *APACHE_MODULES)
        if name not in without and (modules / f"mod_{name}.so").exists()
    )
    port = free_port()
    place = f"Alias {below} {root}/" if below != "/" else ""
    document_root = root if below == "/" else folder / "empty"
    document_root.mkdir(parents=True, exist_ok=True)
    whole = f"""
        ServerRoot {folder}
        ServerName {LOOPBACK}
        PidFile {folder}/apache.pid
        Mutex file:{folder} default
        Listen {LOOPBACK}:{port}
        ErrorLog {folder}/error.log
        {load}
        <IfModule mime_module>
            TypesConfig /etc/mime.types
            AddType application/x-gzip .gz
        </IfModule>
        <IfModule deflate_module>
            AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript
        </IfModule>
        <IfModule dir_module>
            DirectoryIndex index.html
        </IfModule>
        StartServers 1
        ThreadsPerChild 8
        MaxRequestWorkers 8
        ServerLimit 1
        DocumentRoot {document_root}
        {place}
        <Directory />
            Require all granted
            Options Indexes FollowSymLinks
            AllowOverride All
        </Directory>
        {more}"""
    (folder / "apache.conf").write_text(whole, encoding="utf-8")
    command = [program, "-f", folder / "apache.conf", "-DFOREGROUND"]
    server = WebServer(command, [port], folder)
    server.address = f"http://{LOOPBACK}:{port}"
    return server


def certificate(folder):
    """Return the files of a certificate for this machine, and of its key."""
    folder.mkdir(parents=True, exist_ok=True)
    chain, key = folder / "fullchain.pem", folder / "privkey.pem"
    made = subprocess.run(
        [
            *(needed("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt"),
            *("ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=suluh"),
            *("-addext", f"subjectAltName=IP:{LOOPBACK}", "-keyout", key, "-out", chain),
        ],
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return chain, key


def copied(folder, to):
    """Return a copy of a folder that the test may change."""
    return Path(shutil.copytree(folder, to))
