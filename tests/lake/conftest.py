"""A PostgreSQL for all tests of lakes, and a lake of its own for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from ictrack.location import Lake
from tests.unit.postgres_server import PostgresServer, postgres_server


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as started:
        yield started


@pytest.fixture
def lake(server: PostgresServer, tmp_path: Path) -> Lake:
    """Make a lake in which nothing is stored, in a database of its own."""
    return new_lake(server, tmp_path)


def new_lake(server: PostgresServer, folder: Path) -> Lake:
    name = f"lake_{uuid4().hex}"
    with closing(psycopg.connect(server.address, autocommit=True)) as connection:
        connection.execute(f'create database "{name}"')
    root = folder / name
    root.mkdir()
    return Lake(server.address_of(name), str(root), root / "journals" / "one.journal.jsonl")
