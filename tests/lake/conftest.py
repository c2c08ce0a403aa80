"""A lake of its own for each test of lakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictrack.location import Lake
from tests.lakes import new_lake
from tests.unit.postgres_server import PostgresServer


@pytest.fixture
def lake(server: PostgresServer, tmp_path: Path) -> Lake:
    """Make a lake in which nothing is stored, in a database of its own."""
    return new_lake(server, tmp_path)
