"""What passes between a visitor's page and their kernel: what widgets say, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.websocket import WebSocketHandler
from traitlets import Instance

from toolkit.server.live.kernels import Visit
from toolkit.words import phrases, say

ALLOWED = frozenset(
    {"comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request"}
)
"""What a page may send. Above all no code to run."""

TARGETS = frozenset({"jupyter.widget", "jupyter.widget.control"})
"""With whom a page may begin to speak."""

HEADER = 0
CONTENT = 3
FEWEST = 6
"""Places in a message: before and after the channel, and after each of its four parts."""


class Channels(ZMQChannelsWebsocketConnection):  # type: ignore[misc]  # Jupyter is untyped
    """Jupyter's bridge between a web socket and a kernel, with a guard on it."""

    websocket_handler = Instance(WebSocketHandler)
    visit = Instance(Visit)

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Pass on what a widget says; drop whatever else a stranger may send."""
        try:
            fits = self._fits(incoming_msg)
        except Exception:  # noqa: BLE001 - bytes from a stranger break parsers in any way
            fits = False
        if fits:
            self.visit.heard()
            super().handle_incoming_message(incoming_msg)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass on what a kernel says, but for its notebook's code and its warnings."""
        _, parts = self.session.feed_identities(outgoing_msg)
        kind = self.session.unpack(parts[1 + HEADER])["msg_type"]
        if kind == "execute_input":
            return
        if kind == "stream" and self.session.unpack(parts[1 + CONTENT]).get("name") == "stderr":
            return
        super().handle_outgoing_message(stream, outgoing_msg)

    def write_stderr(self, error_message: str, parent_header: Any) -> None:
        """Do not tell patrons that a notebook says too much at once."""

    def _on_error(self, channel: str, msg: dict[str, Any], msg_list: list[Any]) -> None:
        """Put a plain sentence in the place of a traceback."""
        header = self.get_part("header", msg["header"], msg_list)
        if channel != "iopub" or header["msg_type"] != "error":
            return
        msg["content"] = failure(self.visit.language)
        msg_list[CONTENT] = self.session.pack(msg["content"])

    def _fits(self, message: str | bytes) -> bool:
        channel, parts = _parts(message)
        kind = json.loads(parts[HEADER])["msg_type"]
        if channel != b"shell" or kind not in ALLOWED:
            return False
        return kind != "comm_open" or json.loads(parts[CONTENT])["target_name"] in TARGETS


def failure(language: str) -> dict[str, Any]:
    """Return the content of an error as a patron may see it."""
    sentence = say(phrases("toolkit.server"), "live_answer_failed", language)
    return {"ename": "", "evalue": sentence, "traceback": [sentence]}


def _parts(message: str | bytes) -> tuple[bytes, Sequence[bytes]]:
    """Return the channel and the parts of a message as a page sends it. Raises `ValueError`.

    It begins with a number, and as many places at which its parts begin and end. Jupyter's own
    reader believes that number: eight bytes from a stranger would keep it busy for ever.
    """
    if not isinstance(message, bytes):
        raise TypeError
    count = int.from_bytes(message[:8], "little")
    if count < FEWEST or 8 * (count + 1) > len(message):
        raise ValueError(count)
    at = [int.from_bytes(message[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    if at != sorted(at) or at[-1] > len(message):
        raise ValueError(at)
    channel, *parts = (message[begin:end] for begin, end in pairwise(at))
    return channel, parts
