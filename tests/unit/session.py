"""A session of the app as a browser holds one, without the browser: its web socket, and what is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Drawn:
    """All that one run of the script sent: the pages that may be opened, and every byte."""

    page: str
    pages: tuple[str, ...]
    sent: bytes
    messages: tuple[ForwardMsg, ...]

    def holds(self, text: str) -> bool:
        """Say whether a text was sent."""
        return text.encode() in self.sent

    @property
    def buttons(self) -> tuple[str, ...]:
        """List the labels of the buttons that were drawn."""
        return tuple(
            message.delta.new_element.button.label
            for message in self.messages
            if message.delta.new_element.WhichOneof("type") == "button"
        )

    @property
    def downloads(self) -> tuple[str, ...]:
        """List the labels of the downloads that were drawn."""
        return tuple(
            message.delta.new_element.download_button.label
            for message in self.messages
            if message.delta.new_element.WhichOneof("type") == "download_button"
        )


class Session:
    """One window of a browser, with the cookies that it holds."""

    def __init__(self, socket: ClientConnection) -> None:
        """Take over a web socket that is open."""
        self._socket = socket

    def open(self, page: str = "", query: Mapping[str, str] | None = None) -> Drawn:
        """Open a page by its address, and give what is drawn."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(query or {})
        asked.rerun_script.page_name = page
        asked.rerun_script.context_info.url = f"http://localhost/{page}"
        self._socket.send(asked.SerializeToString())
        return self._read(page)

    def press(self, label: str, drawn: Drawn) -> Drawn:
        """Press a button that was drawn, and give what is drawn then."""
        delta = next(
            message.delta for message in drawn.messages if message.delta.new_element.button.label == label
        )
        pressed = delta.new_element.button
        asked = BackMsg()
        asked.rerun_script.page_name = drawn.page
        # A part of a page that is drawn by itself runs without the rest.
        asked.rerun_script.fragment_id = delta.fragment_id
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = pressed.id, True
        self._socket.send(asked.SerializeToString())
        return self._read(drawn.page)

    def _read(self, page: str) -> Drawn:
        messages: list[ForwardMsg] = []
        sent: list[bytes] = []
        pages: tuple[str, ...] = ()
        while True:
            data = self._socket.recv(timeout=_PATIENCE_SECONDS)
            assert isinstance(data, bytes)
            message = ForwardMsg.FromString(data)
            messages.append(message)
            sent.append(data)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                pages = tuple(one.url_pathname or "overview" for one in message.navigation.app_pages)
            if kind == "script_finished":
                return Drawn(page, pages, b"".join(sent), tuple(messages))


@contextmanager
def open_session(port: int, cookie: str = "") -> Iterator[Session]:
    """Open a session at an app on this computer, with a login cookie or without."""
    token = generate_xsrf_token_string()
    cookies = "; ".join(part for part in (f"{XSRF_COOKIE_NAME}={token}", cookie) if part)
    address = f"ws://localhost:{port}/_stcore/stream"
    with connect(
        address,
        origin=Origin(f"http://localhost:{port}"),
        additional_headers={"Cookie": cookies},
        subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
        max_size=None,
        compression=None,
    ) as socket:
        yield Session(socket)
