"""A session of the app as a browser holds one, without the browser: its web socket, and what is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
_WHOLE = {
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}
# In the path of what is drawn: what stands beside the page.
_SIDEBAR = 1


@dataclass(frozen=True)
class Box:
    """A box to choose from that was drawn: what it offers, and whether several may be chosen."""

    identifier: str
    label: str
    options: tuple[str, ...]
    takes_many: bool


@dataclass(frozen=True)
class Drawn:
    """All that one run of the script sent: the pages that may be opened, and every byte."""

    page: str
    pages: tuple[str, ...]
    sent: bytes
    messages: tuple[ForwardMsg, ...]
    # As the address reads once the script has ended.
    query: str = ""

    @property
    def errors(self) -> tuple[str, ...]:
        """List what went wrong: exceptions that were drawn, and a script that did not end."""
        shown = tuple(
            message.delta.new_element.exception.message or message.delta.new_element.exception.type
            for message in self.messages
            if message.delta.new_element.WhichOneof("type") == "exception"
        )
        last = self.messages[-1].script_finished
        return shown if last in _WHOLE else (*shown, ForwardMsg.ScriptFinishedStatus.Name(last))

    @property
    def filters(self) -> tuple[Box, ...]:
        """List the boxes to choose from that stand beside the page."""
        drawn = (
            message.delta.new_element
            for message in self.messages
            if message.WhichOneof("type") == "delta" and message.metadata.delta_path[0] == _SIDEBAR
        )
        kinds = {"selectbox", "multiselect"}
        boxes = ((element.WhichOneof("type"), element) for element in drawn)
        return tuple(
            Box(box.id, box.label, tuple(box.options), takes_many=kind == "multiselect")
            for kind, element in boxes
            if kind in kinds and (box := getattr(element, kind)).options
        )

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
        return self._read(page, asked.rerun_script.query_string)

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
        return self._read(drawn.page, drawn.query)

    def choose(self, box: Box, chosen: Sequence[str], drawn: Drawn) -> Drawn:
        """Choose in a box that was drawn, and give what is drawn then."""
        asked = BackMsg()
        asked.rerun_script.page_name = drawn.page
        asked.rerun_script.query_string = drawn.query
        asked.rerun_script.context_info.url = f"http://localhost/{drawn.page}"
        state = asked.rerun_script.widget_states.widgets.add()
        state.id = box.identifier
        if box.takes_many:
            state.string_array_value.data.extend(chosen)
        else:
            (state.string_value,) = chosen
        self._socket.send(asked.SerializeToString())
        return self._read(drawn.page, drawn.query)

    def _read(self, page: str, query: str) -> Drawn:
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
            if kind == "page_info_changed":
                query = message.page_info_changed.query_string
            if kind == "script_finished":
                return Drawn(page, pages, b"".join(sent), tuple(messages), query)


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
        # A browser sends none either.
        ping_interval=None,
    ) as socket:
        yield Session(socket)
