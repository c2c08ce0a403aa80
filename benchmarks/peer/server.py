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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.unit.running_app import free_port

_BINARIES = Path("/usr/lib/postgresql")
_WITHOUT_RIGHTS = (("postgres", "postgres"), ("nobody", "nogroup"))
_PATIENCE_SECONDS = 60.0
_SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "work_mem": "512MB",
    "maintenance_work_mem": "1GB",
    "max_parallel_workers_per_gather": str(os.cpu_count() or 1),
    "random_page_cost": "1.1",
    # Compiling costs more here than it saves.
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "fsync": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}


class NoServerError(Exception):
    """There is no PostgreSQL to start, or it did not start."""


@dataclass(frozen=True)
class PostgresServer:
    """Hold where a server is reached."""

    port: int
    password: str

    @property
    def address(self) -> str:
        """Give the address with which a program connects."""
        return f"host=127.0.0.1 port={self.port} user=peer dbname=postgres password={self.password}"


def find_binaries() -> Path | None:
    """Find the newest PostgreSQL that Debian has put on this machine, or that stands in the path."""
    found = sorted(_BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    command = shutil.which("initdb")
    return Path(command).resolve().parent if command else None


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server, and stop and remove it whatever happens; raises NoServerError."""
    binaries = find_binaries()
    if binaries is None:
        raise NoServerError("PostgreSQL was not found. Install Debian's package 'postgresql'.")
    folder = Path(tempfile.mkdtemp(prefix="peer_"))
    try:
        yield from _serve(binaries, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(binaries: Path, folder: Path) -> Iterator[PostgresServer]:
    server = PostgresServer(free_port(), secrets.token_hex(16))
    password, data, log = folder / "password", folder / "data", folder / "log"
    password.write_text(server.password, encoding="ascii")
    somebody = _somebody_for(folder, password)
    _initialise(binaries, data, password, somebody)
    command = [str(binaries / "postgres"), "-D", str(data), "-p", str(server.port)]
    command += [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as written:
        process = subprocess.Popen(command, stdout=written, stderr=written, cwd=folder, **somebody)
        try:
            _wait(process, server, log)
            yield server
        finally:
            _stop(process)


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


def _wait(process: subprocess.Popen[bytes], server: PostgresServer, log: Path) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            psycopg.connect(server.address, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    said = log.read_text(encoding="utf-8", errors="replace").strip()
    raise NoServerError(f"PostgreSQL did not start: {said}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a server at once; what it holds is thrown away."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
