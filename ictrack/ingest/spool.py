"""Rows that are too many to be held in memory: written to a file of their own, and read from there.

The file is of this process alone and is gone with it. It stands where the system keeps temporary
files (`TMPDIR`).
"""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa


def held(tables: Iterable[pa.Table], schema: pa.Schema) -> pa.Table:
    """Hold tables of one schema in memory, one after the other."""
    return pa.concat_tables([schema.empty_table(), *tables])


def spooled(tables: Iterable[pa.Table], schema: pa.Schema) -> pa.Table:
    """Give tables of one schema as one that is read from a file, so that no memory holds it.

    Raises OSError where the disk does not take them.
    """
    with tempfile.NamedTemporaryFile(prefix="ictrack-", suffix=".arrow", delete=False) as file:
        path = Path(file.name)
        try:
            with pa.ipc.new_file(file, schema) as writer:
                for table in tables:
                    writer.write_table(table)
        except BaseException:
            path.unlink()
            raise
    table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    _let_go(path)
    return table


def _let_go(path: Path) -> None:
    """Remove a file that is being read: at once where the system lets it, else in the end."""
    try:
        path.unlink()
    except PermissionError:
        atexit.register(path.unlink, missing_ok=True)
