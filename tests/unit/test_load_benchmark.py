"""The benchmark of loads runs, and large files are read at once as they are row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pytest

from benchmarks.loads import BAD_ONE_IN, Kind, make_up, measure, write_table
from ictrack.actions.load import LoadSource, load_raw
from ictrack.actions.receipt import Receipt
from ictrack.ingest.contained import gather_contained
from ictrack.ingest.gather import gather
from ictrack.ingest.raw_rows import TextRows
from ictrack.ingest.source import RawSource
from ictrack.store.database import open_database
from ictrack.vocabulary import RecordedMode

ROWS = 8_000
QUICK = 200


def test_it_measures_each_kind_of_file(tmp_path: Path) -> None:
    measured = measure(tmp_path, sizes=(QUICK,), rounds=1)
    assert [each.kind for each in measured] == list(Kind)
    good = {each.kind: each.rows_loaded for each in measured}
    assert good == {Kind.GOOD: QUICK, Kind.BAD: QUICK - QUICK // BAD_ONE_IN, Kind.ALIASES: QUICK}
    assert all(each.rows_checked == each.rows_loaded for each in measured)
    assert write_table(measured, rounds=1).count("\n| 200 | ") == len(Kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_large_file_is_loaded_as_it_is_row_by_row(tmp_path: Path, kind: Kind) -> None:
    raw = gather(make_up(tmp_path / "made", ROWS, kind))
    assert isinstance(raw.tables["status_updates"].rows, TextRows)
    singly = {name: replace(table, rows=tuple(table.rows)) for name, table in raw.tables.items()}
    receipt, stored = _loaded(raw)
    assert _loaded(replace(raw, tables=singly)) == (receipt, stored)
    assert receipt.total("new") > ROWS - ROWS // BAD_ONE_IN
    assert len(receipt.issues) == (ROWS // BAD_ONE_IN if kind is Kind.BAD else 0)
    assert [reading.count for reading in receipt.readings if reading.column == "status"] == (
        [ROWS // 4] * 4 if kind is Kind.ALIASES else []
    )


def test_a_packed_file_is_read_row_by_row_within_its_limits(tmp_path: Path) -> None:
    folder = make_up(tmp_path / "made", ROWS, Kind.GOOD)
    packed = tmp_path / "made.zip"
    with ZipFile(packed, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    read = gather_contained(packed)
    assert not isinstance(read.tables["status_updates"].rows, TextRows)
    assert read.tables["status_updates"].row_count == ROWS


def _loaded(raw: RawSource) -> tuple[Receipt, list[pa.Table]]:
    """Load a source into an empty store, and give what was said and what is stored."""
    database = open_database()
    command = LoadSource(
        raw.path, recorded_mode=RecordedMode.TODAY, accept_valid=True, today=date(2026, 1, 1)
    )
    receipt = load_raw(database, raw, command)
    with database.cursor() as cursor:
        stored = [
            cursor.sql(f"from db.{table} order by all").to_arrow_table()
            for table in ("status_update", "initiative", "source")
        ]
    database.close()
    return receipt, stored
