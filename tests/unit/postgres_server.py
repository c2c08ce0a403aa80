"""A PostgreSQL server that lives as long as it is needed, in a folder that goes with it.

It is of Debian's package, listens on this computer alone, on a free port, with a password of its
own, and is run by somebody without rights where whoever starts it has all of them.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.unit.running_app import free_port

_BINARIES = Path("/usr/lib/postgresql")
_WITHOUT_RIGHTS = (("postgres", "postgres"), ("nobody", "nogroup"))
_PATIENCE_SECONDS = 60.0
# What every server here is told: it is thrown away, so it need not sync, and few ask it.
_SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
}


class NoServerError(Exception):
    """There is no PostgreSQL to start, or it did not start."""


class PostgresServer:
    """A server in a folder of its own; it can be stopped, and started again with what it held."""

    def __init__(self, binaries: Path, folder: Path, settings: Mapping[str, str]) -> None:
        """Set up its folder; raises NoServerError where that fails."""
        self.port = free_port()
        self._password = secrets.token_hex(16)
        self._data, self._log = folder / "data", folder / "log"
        password = folder / "password"
        password.write_text(self._password, encoding="ascii")
        self._somebody = _somebody_for(folder, password)
        _initialise(binaries, self._data, password, self._somebody)
        self._command = [str(binaries / "postgres"), "-D", str(self._data), "-p", str(self.port)]
        told = {**_SETTINGS, **settings}
        self._command += [part for name, value in told.items() for part in ("-c", f"{name}={value}")]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Give the address with which a program connects."""
        return self.address_of("postgres")

    def address_of(self, database: str) -> str:
        """Give the address with which a program connects to one of its databases."""
        return f"host=127.0.0.1 port={self.port} user=peer dbname={database} password={self._password}"

    def start(self) -> None:
        """Start it, and wait until it answers; raises NoServerError."""
        with self._log.open("ab") as written:
            self._process = subprocess.Popen(
                self._command, stdout=written, stderr=written, cwd=self._data.parent, **self._somebody
            )
        self._wait(self._process)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _PATIENCE_SECONDS
        while process.poll() is None and time.monotonic() < until:
            try:
                psycopg.connect(self.address, connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        said = self._log.read_text(encoding="utf-8", errors="replace").strip()
        raise NoServerError(f"PostgreSQL did not start: {said}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it at once; who is connected is cut off. By SIGQUIT it goes down as in a crash."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(timeout=_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def find_binaries() -> Path | None:
    """Find the newest PostgreSQL that Debian has put on this machine, or that stands in the path."""
    found = sorted(_BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    command = shutil.which("initdb")
    return Path(command).resolve().parent if command else None


@contextmanager
def postgres_server(settings: Mapping[str, str] | None = None) -> Iterator[PostgresServer]:
    """Start a server, and stop and remove it whatever happens; raises NoServerError."""
    binaries = find_binaries()
    if binaries is None:
        raise NoServerError("PostgreSQL was not found. Install Debian's package 'postgresql'.")
    folder = Path(tempfile.mkdtemp(prefix="postgres_"))
    try:
        server = PostgresServer(binaries, folder, settings or {})
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody_for(folder: Path, *files: Path) -> dict[str, Any]:
    """Say as whom to run the server, and give them the folder: PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return {}
    for user, group in _WITHOUT_RIGHTS:
        with suppress(LookupError):
            for path in (folder, *files):
                shutil.chown(path, user, group)
            return {"user": user, "group": group, "extra_groups": []}
    raise NoServerError("PostgreSQL does not run as root, and there is nobody else to run it.")


def _initialise(binaries: Path, data: Path, password: Path, somebody: Mapping[str, Any]) -> None:
    command = [
        *(str(binaries / "initdb"), "-D", str(data), "-U", "peer", "--pwfile", str(password)),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"),
    ]
    made = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, check=False, **somebody)
    if made.returncode:
        raise NoServerError(f"PostgreSQL could not be set up: {made.stderr.strip()}")
