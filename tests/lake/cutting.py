"""A way to PostgreSQL that breaks where it is told to: around the end of a commit."""

from __future__ import annotations

import re
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import Enum, auto

from ictrack.location import Lake

_PORT = re.compile(r"\bport=(\d+)")
_CHUNK = 1 << 16
# What a client sends to end a transaction, and what it has sent before where that makes a state of a lake.
_COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"
_STATE = b'INTO "public".ducklake_snapshot VALUES'
# How much later PostgreSQL carries out a late commit, in seconds.
_LATE = 1.5


class Cut(Enum):
    """Where the way breaks, once."""

    BEFORE_COMMIT = auto()
    # PostgreSQL does not notice that the client is gone, and commits a while later.
    BEFORE_A_LATE_COMMIT = auto()
    AFTER_COMMIT = auto()
    AFTER_ANSWER = auto()


class Way:
    """Hands on what two sides say to each other, until it is cut."""

    def __init__(self, port: int) -> None:
        """Listen on a free port; what comes there goes to the port that is given."""
        self._target = port
        self._cut_at: Cut | None = None
        self._stays_shut = False
        self._is_shut = False
        self._clients: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self, at: Cut, *, stays_shut: bool = False) -> None:
        """Break at the next commit; where it stays shut, nobody gets through until it is opened."""
        self._cut_at, self._stays_shut = at, stays_shut

    @property
    def is_cut(self) -> bool:
        """Say whether it was cut as it was told."""
        return self._cut_at is None

    def open(self) -> None:
        """Let everybody through again."""
        self._is_shut = False

    def close(self) -> None:
        """Let nobody in any more."""
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                if self._is_shut:
                    client.close()
                    continue
                threading.Thread(target=self._hand_on, args=[client], daemon=True).start()

    def _hand_on(self, client: socket.socket) -> None:
        self._clients.add(client)
        with client, socket.create_connection(("127.0.0.1", self._target)) as server, suppress(OSError):
            makes_state = False
            while True:
                readable = select.select([client, server], [], [])[0]
                if server in readable and not _pass_on(server, client):
                    return
                if client in readable:
                    told = client.recv(_CHUNK)
                    if not told:
                        return
                    makes_state = makes_state or _STATE in told
                    if makes_state and told == _COMMIT and self._cut_at is not None:
                        self._break(self._cut_at, client, server)
                        return
                    makes_state = makes_state and told != _COMMIT
                    server.sendall(told)

    def _break(self, at: Cut, client: socket.socket, server: socket.socket) -> None:
        self._cut_at, self._is_shut = None, self._stays_shut
        if at in {Cut.AFTER_COMMIT, Cut.AFTER_ANSWER}:
            server.sendall(_COMMIT)
            answer = server.recv(_CHUNK)
            if at is Cut.AFTER_ANSWER:
                client.sendall(answer)
        for each in self._clients:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        if at is Cut.BEFORE_A_LATE_COMMIT:
            time.sleep(_LATE)
            server.sendall(_COMMIT)
            server.recv(_CHUNK)


def _pass_on(side: socket.socket, other: socket.socket) -> bool:
    """Pass on what one side says; give whether it is still there."""
    told = side.recv(_CHUNK)
    if told:
        other.sendall(told)
    return bool(told)


@contextmanager
def way_to(lake: Lake) -> Iterator[tuple[Way, Lake]]:
    """Give a way to the PostgreSQL of a lake, and the same lake by that way."""
    found = _PORT.search(lake.connection)
    assert found is not None
    way = Way(int(found[1]))
    try:
        yield way, replace(lake, connection=_PORT.sub(f"port={way.port}", lake.connection))
    finally:
        way.close()
