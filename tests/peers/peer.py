"""A server of the tests' own that answers as another system does, in a thread, on a free port."""

import asyncio
import threading

import tornado.httpserver
import tornado.netutil
import tornado.web


class Peer:
    """Runs between enter and exit; `answer` is what it does. A test may put pages beside it."""

    place = "/"  # where the system lies on its host
    files = None  # path, to media type and bytes: what else lies there

    def __init__(self):
        self.asked = []  # path and parameters of each request, as (path, [(name, value), ...])
        self.agents = []
        self.files = {}
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)

    @property
    def address(self):
        return f"http://127.0.0.1:{self._port}"

    @property
    def url(self):
        """Where the catalogue is, as a library would write it down."""
        return f"{self.address}{self.place}"

    def answer(self, path, values):
        """Return status, media type and body for a path below `place`; values are pairs."""
        raise NotImplementedError

    async def _serve(self):
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        application = tornado.web.Application([(r"(/.*)", _Handler, {"peer": self})])
        (socket,) = tornado.netutil.bind_sockets(0, "127.0.0.1")
        self._port = socket.getsockname()[1]
        server = tornado.httpserver.HTTPServer(application)
        server.add_socket(socket)
        self._ready.set()
        await self._ended.wait()
        server.stop()
        await server.close_all_connections()


class _Handler(tornado.web.RequestHandler):
    def initialize(self, peer):
        self.peer = peer

    def compute_etag(self):
        return None

    async def get(self, path):
        if path in self.peer.files:
            media_type, body = self.peer.files[path]
            status = 200
        elif path.startswith(self.peer.place):
            names = self.request.query_arguments
            values = [(name, each) for name in names for each in self.get_query_arguments(name)]
            below = path.removeprefix(self.peer.place)
            self.peer.asked.append((below, values))
            self.peer.agents.append(self.request.headers.get("User-Agent", ""))
            answered = self.peer.answer(below, values)
            status, media_type, body = await answered if hasattr(answered, "send") else answered
        else:
            status, media_type, body = 404, "text/html", b"<!doctype html><p>404"
        self.set_status(status)
        self.set_header("Content-Type", media_type)
        self.finish(body)
