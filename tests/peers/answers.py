"""What a web server answered, exactly as it came."""

import gzip
import http.client
import ssl
import sys
from urllib.parse import urlsplit

import brotli

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
VISITOR = "127.0.0.77" if sys.platform == "linux" else "127.0.0.1"
"""Where our visitors come from: a test can look for it in every log, as nothing else is there."""


class Answer:
    """One answer: headers that came twice are two, and nothing is followed or unpacked."""

    def __init__(self, address, path, encoding="", *, method="GET", headers=None):
        """Ask `address` (scheme, host and port) for a path as it stands, without tidying it."""
        place = urlsplit(address)
        options = {"timeout": 20, "source_address": (VISITOR, 0)}
        if place.scheme == "https":
            anyone = ssl._create_unverified_context()
            connection = http.client.HTTPSConnection(place.netloc, context=anyone, **options)
        else:
            connection = http.client.HTTPConnection(place.netloc, **options)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {"Accept-Encoding": encoding, **(headers or {})}.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        self.status = answer.status
        self.headers = answer.headers
        self.body = answer.read()
        connection.close()

    @property
    def unpacked(self):
        return UNPACK[self.headers["Content-Encoding"]](self.body)

    @property
    def text(self):
        return self.unpacked.decode()
