"""Lakes for tests and benchmarks: a database for the catalogue, and a folder for the files."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from ictrack.location import Lake
from tests.unit.postgres_server import PostgresServer


def new_name() -> str:
    """Give a name that no other lake has."""
    return f"lake_{uuid4().hex}"


def new_lake(server: PostgresServer, folder: Path) -> Lake:
    """Make a database for a catalogue and a folder for files; there is no lake in them yet."""
    name = new_name()
    run_on_server(server.address, SQL("create database {}"), name)
    (folder / name).mkdir()
    return lake_named(server, folder, name)


def lake_named(server: PostgresServer, folder: Path, name: str) -> Lake:
    """Say where a lake of that name is."""
    root = folder / name
    return Lake(server.address_of(name), str(root), root / "journals" / "one.journal.jsonl")


def run_on_server(address: str, statement: SQL, *names: str) -> None:
    """Run a statement of the server itself, in which names stand for `{}`."""
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute(statement.format(*map(Identifier, names)))
