"""What passes between a visitor's page and their kernel: what widgets say, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
)
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
        if self.subprotocol:
            msg_list[CONTENT] = self.session.pack(msg["content"])

    def _fits(self, message: str | bytes) -> bool:
        channel, header, content = self._read(message)
        kind = header["msg_type"]
        if channel != "shell" or kind not in ALLOWED:
            return False
        return kind != "comm_open" or content()["target_name"] in TARGETS

    def _read(self, message: str | bytes) -> tuple[str, Any, Any]:
        """Return channel, header and how to get the content, in whichever of the three forms."""
        if self.subprotocol:
            channel, parts = _parts(message)
            return channel, json.loads(parts[HEADER]), lambda: json.loads(parts[CONTENT])
        if isinstance(message, bytes):
            read = deserialize_binary_message(message)
        else:
            read = json.loads(message)
        return read["channel"], read["header"], lambda: read["content"]


def failure(language: str) -> dict[str, Any]:
    """Return the content of an error as a patron may see it."""
    sentence = say(phrases("toolkit.server"), "live_answer_failed", language)
    return {"ename": "", "evalue": sentence, "traceback": [sentence]}


def _parts(message: str | bytes) -> tuple[str, Sequence[bytes]]:
    if not isinstance(message, bytes):
        raise TypeError
    channel, parts = deserialize_msg_from_ws_v1(message)
    return channel, parts
