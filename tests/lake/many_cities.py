"""Cities that are made up, as many as it takes for rows to come into files."""

from __future__ import annotations

import duckdb


def name_cities(cursor: duckdb.DuckDBPyConnection, start: int, end: int) -> None:
    """Add the cities of some numbers, each with its number for a name."""
    cursor.execute(
        "insert into db.city by name select format('C{}', i) as city_id, format('City {}', i) as name,"
        " 'made up' as source_id, 1 as load_id, i as file_row, 'hash' as sent_hash"
        " from range($start, $end) as made (i)",
        {"start": start, "end": end},
    )
