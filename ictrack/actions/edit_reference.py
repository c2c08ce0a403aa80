"""Write rows of reference data from a form: as a load of the source that they are of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from pathlib import Path

from ictrack.access.identity import THIS_COMPUTER
from ictrack.access.roles import Action
from ictrack.actions.load import BundledChoice, LoadSource, load_raw
from ictrack.actions.propose_identifier import propose_identifier
from ictrack.actions.receipt import Receipt
from ictrack.errors import UsageError
from ictrack.ingest.raw_rows import RawRow
from ictrack.ingest.source import RawSource, RawTable
from ictrack.ingest.text import clean
from ictrack.models import ROW_OF_FILE, columns_of, key_columns_of
from ictrack.store.database import Database
from ictrack.store.reference_rows import list_reference_rows
from ictrack.store.staging import StoreChangedError

FORM = "Reference data form"
_FIRST_ROW = 2
_KEY_SEPARATOR = "\x1f"


@dataclass(frozen=True)
class RowEdit:
    """Say which cells of a row are written anew; a row without a key is a new one."""

    cells: Mapping[str, str]
    row_key: str | None = None


@dataclass(frozen=True)
class EditReference:
    """Ask for rows of one file of one source to be added or changed.

    `judged_at` is the version of the store at which the rows were looked at.
    """

    file: str
    source_id: str
    edits: tuple[RowEdit, ...]
    edited_by: str = THIS_COMPUTER
    dry_run: bool = False
    judged_at: int | None = None
    today: date = field(default_factory=date.today)


def edit_reference(database: Database, command: EditReference) -> Receipt:
    """Load the rows with their new cells, or say what that would do; all other cells stay as stored.

    A row that would say nothing new is left out. Raises UsageError where a row to change
    is not stored in that source, or a new one has the key of another; StoreChangedError
    where the store says something else by now than when the rows were looked at,
    NotPermittedError where the reader may not change reference data.
    """
    database = database.acting(Action.EDIT_REFERENCE)
    version = database.version()
    if command.judged_at not in {None, version}:
        raise StoreChangedError
    raw = _source_of(command, _merge(database, command))
    return load_raw(
        database,
        raw,
        LoadSource(
            raw.path,
            dry_run=command.dry_run,
            bundled_choice=BundledChoice.KEEP,
            loaded_by=command.edited_by,
            today=command.today,
            source_id=command.source_id,
            judged_at=version,
        ),
    )


def _merge(database: Database, command: EditReference) -> list[dict[str, str]]:
    """Set the new cells into the stored ones, and give the rows that then say something new."""
    stored = {row.row_key: row for row in list_reference_rows(database, command.file)}
    row = ROW_OF_FILE[command.file]
    taken = set(stored)
    merged = []
    for edit in command.edits:
        cells = {name: clean(cell) or "" for name, cell in edit.cells.items()}
        if edit.row_key is None:
            (key,) = key_columns_of(row)[:1]
            cells[key] = cells.get(key) or propose_identifier(row, cells, taken)
            _refuse_taken(command.file, _key_of(command.file, cells), taken)
            taken.add(_key_of(command.file, cells))
            merged.append(cells)
            continue
        before = stored.get(edit.row_key)
        if before is None or before.source_id != command.source_id:
            raise UsageError(
                f"{command.file}: '{_shown(edit.row_key)}' is not a row of this source any more. "
                "Nothing was loaded. Open the list again and choose a row of it."
            )
        after = {**before.cells, **cells}
        if after != before.cells:
            merged.append(after)
    return merged


def _key_of(file: str, cells: Mapping[str, str]) -> str:
    return _KEY_SEPARATOR.join(cells.get(key, "") for key in key_columns_of(ROW_OF_FILE[file]))


def _refuse_taken(file: str, key: str, taken: set[str]) -> None:
    if key in taken:
        raise UsageError(
            f"{file}: '{_shown(key)}' is the key of another row. Nothing was loaded. "
            "Give the new row another identifier, or change the row that there is."
        )


def _shown(key: str) -> str:
    return key.replace(_KEY_SEPARATOR, ", ")


def _source_of(command: EditReference, rows: list[dict[str, str]]) -> RawSource:
    """Make the source that a file of these rows would be."""
    columns = columns_of(ROW_OF_FILE[command.file])
    cells = [tuple(row.get(column, "") for column in columns) for row in rows]
    table = RawTable(
        command.file,
        FORM,
        None,
        columns,
        tuple(RawRow(number, row) for number, row in enumerate(cells, start=_FIRST_ROW)),
    )
    digest = blake2b(repr((command.file, cells)).encode(), digest_size=16).hexdigest()
    return RawSource(Path(FORM), {table.name: table}, (), frozenset(), (), digest)
