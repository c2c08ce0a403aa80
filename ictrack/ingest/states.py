"""What becomes of each row of a load: new, changed, unchanged, rejected or withheld."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Set
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ictrack.ingest.sets import rule_sql
from ictrack.ingest.source import RawTable, SourceFacts, TypedFile
from ictrack.models import ROWS, Row, key_columns_of, references_of
from ictrack.store.staging import Staging

_KEY_SEPARATOR = "\x1f"
# Few words of which very many rows have one: a byte for each row.
_WORD = pa.dictionary(pa.int8(), pa.string())
_STATES = pa.schema([("file", _WORD), ("file_row", pa.int64()), ("row_key", pa.string()), ("state", _WORD)])
_ROWS = pa.schema([("file", pa.string()), ("file_row", pa.int64())])
_KEYS = pa.schema(
    [("file", _WORD), ("file_row", pa.int64()), ("row_key", pa.string()), ("sent_hash", pa.string())]
)

RowsOfFile = Mapping[str, Set[int]]


def key_column(table: pa.Table, row: type[Row]) -> pa.ChunkedArray | pa.Array:
    """Join the key columns of a file's rows to one."""
    keys = [table.column(column) for column in key_columns_of(row)]
    return keys[0] if len(keys) == 1 else pc.binary_join_element_wise(*keys, _KEY_SEPARATOR)


def sent_keys(files: Mapping[str, TypedFile], rows: Mapping[str, pa.Table]) -> pa.Table:
    """List the key of every row of every file, refused ones too; null where it has none.

    `place` numbers them. A file's refused rows follow its others.
    """
    tables = [_KEYS.empty_table(), *(_keys_of_file(files[file], rows[file]) for file in sorted(files))]
    keys = pa.concat_tables(tables)
    return keys.append_column("place", pa.array(np.arange(len(keys), dtype=np.int64)))


def _keys_of_file(typed: TypedFile, rows: pa.Table) -> pa.Table:
    file = typed.row.file
    refused = [
        (row.number, _raw_key(typed.row, row.cells) if row.is_whole else None) for row in typed.rejected
    ]
    bad = [{"file_row": number, "row_key": key} for number, key in refused]
    named = _KEYS.names[1:]
    keys = pa.concat_tables([rows.select(named), pa.Table.from_pylist(bad, pa.schema(list(_KEYS)[1:]))])
    return keys.add_column(0, "file", _same(file, len(keys)))


def _same(word: str, rows: int) -> pa.DictionaryArray:
    """Give one word for each of so many rows."""
    return pa.DictionaryArray.from_arrays(np.zeros(rows, np.int8), pa.array([word], pa.string()))


def _raw_key(row: type[Row], cells: Mapping[str, str]) -> str | None:
    keys = [cells.get(column, "") for column in key_columns_of(row)]
    return _KEY_SEPARATOR.join(keys) if all(keys) else None


def row_states(
    staging: Staging,
    files: Mapping[str, TypedFile],
    rows: Mapping[str, pa.Table],
    refused: RowsOfFile,
    borrowed: Mapping[str, pa.Table],
    keys: pa.Table,
) -> pa.Table:
    """Say what becomes of each row; `file`, `file_row`, `row_key`, `state`.

    `keys` are those that `sent_keys` lists.
    """
    stored = {
        file: {str(row["row_key"]) for row in staging.ask(rule_sql("stored_key_of_file"), {"file": file})}
        for file in files
        if refused.get(file)
    }
    staging.put("rejected_row", _row_table(refused))
    staging.put("withheld_row", _row_table(_withheld(files, rows, refused, stored)))
    found = staging.table(rule_sql("row_state"))
    judged = keys.select(_STATES.names[:3]).append_column("state", _states(found, len(keys)))
    taken = [
        pa.table(
            [_same(file, len(table)), table["file_row"], table["row_key"], _same("new", len(table))],
            schema=_STATES,
        )
        for file, table in borrowed.items()
    ]
    return pa.concat_tables([judged, *taken])


def _states(found: pa.Table, rows: int) -> pa.DictionaryArray:
    """Give the state of each row: new, but where something else was found."""
    names = pa.array(["new", *pc.unique(found["state"]).to_pylist()], pa.string())
    places = np.zeros(rows, np.int8)
    places[found["place"].to_numpy()] = pc.index_in(found["state"], names).to_numpy()
    return pa.DictionaryArray.from_arrays(pa.array(places), names)


def _row_table(rows: RowsOfFile) -> pa.Table:
    pairs = [
        {"file": file, "file_row": number} for file, numbers in rows.items() for number in sorted(numbers)
    ]
    return pa.Table.from_pylist(pairs, _ROWS)


def _withheld(
    files: Mapping[str, TypedFile],
    rows: Mapping[str, pa.Table],
    refused: RowsOfFile,
    stored: Mapping[str, Set[str]],
) -> dict[str, set[int]]:
    """Find the good rows that refer, over any number of steps, to a row that was refused."""
    missing: dict[str, set[str]] = defaultdict(set)
    withheld: dict[str, set[int]] = defaultdict(set)
    for row in ROWS:
        typed = files.get(row.file)
        if typed is None:
            continue
        out = set(refused.get(row.file, ()))
        for column, reference in references_of(row).items():
            if missing[reference.file]:
                withheld[row.file] |= _naming(rows[row.file], column, missing[reference.file]) - out
        out |= withheld[row.file]
        gone = _keys_of(rows[row.file], out) | _raw_keys(typed)
        if row.file == "status_updates":
            followers = _followers(rows[row.file], gone)
            withheld[row.file] |= followers - out
            gone |= _keys_of(rows[row.file], followers)
        missing[row.file] = gone - stored.get(row.file, set())
    return withheld


def _naming(table: pa.Table, column: str, missing: Set[str]) -> set[int]:
    cells = table.column(column)
    if pa.types.is_list(cells.type):
        pairs = zip(table.column("file_row").to_pylist(), cells.to_pylist(), strict=True)
        return {number for number, items in pairs if items and not missing.isdisjoint(items)}
    named = pc.is_in(cells, pa.array(sorted(missing), pa.string()))
    return set(table.column("file_row").filter(named).to_pylist())


def _keys_of(table: pa.Table, numbers: Iterable[int]) -> set[str]:
    wanted = pc.is_in(table.column("file_row"), pa.array(sorted(numbers), pa.int64()))
    return set(table.column("row_key").filter(wanted).to_pylist())


def _raw_keys(typed: TypedFile) -> set[str]:
    keys = (_raw_key(typed.row, rejected.cells) for rejected in typed.rejected)
    return {key for key in keys if key}


def _followers(table: pa.Table, gone: Iterable[str]) -> set[int]:
    """Find the updates that correct one that is gone, or one that corrects such a one."""
    naming = table.filter(pc.is_valid(table.column("corrects_update_id")))
    by_named: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in naming.select(["corrects_update_id", "file_row", "row_key"]).to_pylist():
        by_named[row["corrects_update_id"]].append((row["file_row"], row["row_key"]))
    found: set[int] = set()
    waiting = deque(gone)
    while waiting:
        for number, key in by_named.pop(waiting.popleft(), ()):
            found.add(number)
            waiting.append(key)
    return found


def fact_states(table: RawTable | None, facts: SourceFacts, stored: Mapping[str, Any] | None) -> pa.Table:
    """Say what becomes of each row of the file `source`, beside what is stored of it."""
    if table is None:
        return _STATES.empty_table()
    said = known_facts(facts)
    header = [column.casefold() for column in table.header]
    place = header.index("key") if "key" in header else None
    keys = [(row.number, row.cells[place].casefold() if place is not None else None) for row in table.rows]
    keys += [(row.number, None) for row in table.narrow_or_wide]
    states = [
        {"file": "source", "file_row": number, "row_key": key, "state": _fact_state(key, said, stored)}
        for number, key in keys
    ]
    return pa.Table.from_pylist(states, _STATES)


def _fact_state(key: str | None, said: Mapping[str, object], stored: Mapping[str, Any] | None) -> str:
    column = "compiled_on_written" if key == "compiled_on" else key
    if column is None or column not in said:
        return "rejected"
    if stored is None or stored[column] is None:
        return "new"
    return "unchanged" if stored[column] == said[column] else "changed"


def known_facts(facts: SourceFacts) -> dict[str, object]:
    """List what a source says of itself, by column of the table `source`."""
    said = {
        "title": facts.title,
        "record_kind": facts.record_kind,
        "recorded_on": facts.recorded_on,
        "compiled_on_written": facts.compiled_on,
        "licence": facts.licence,
        "note": facts.note,
        "invented": facts.invented,
    }
    return {column: value for column, value in said.items() if value is not None}
