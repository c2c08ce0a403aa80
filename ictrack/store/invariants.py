"""What must hold of the store itself, whatever was reported: keys, references, words, days, loads.

The tables have no keys and no constraints of their own (`sql/schema.sql`): what is checked
before a write keeps them whole. Here it is asked whether they are. What a table must hold is
read from the models of its rows, so a new column is judged without a word here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ictrack.access.roles import Role
from ictrack.models import (
    ROW_OF_FILE,
    PhaseRow,
    Row,
    day_columns_of,
    key_columns_of,
    list_columns_of,
    references_of,
    vocabularies_of,
)
from ictrack.store.asking import sql_of
from ictrack.store.database import Database
from ictrack.store.staging import Staging
from ictrack.store.tables import StoredTable, stored_tables
from ictrack.vocabulary import RecordedMode, RecordedOn, RecordKind, SubmissionState

_PLACE = re.compile(r"\bone_([a-z_]+)\b")
_PROVENANCE = ("source_id", "load_id", "file_row", "sent_hash")


class Invariant(StrEnum):
    """What must hold of the store, in the order in which it is judged."""

    ONE_WRITE_LOCK = "one_write_lock"
    KEY_IS_UNIQUE = "key_is_unique"
    REQUIRED_IS_THERE = "required_is_there"
    WORD_IS_KNOWN = "word_is_known"
    DAY_IS_AS_WRITTEN = "day_is_as_written"
    REFERENCE_IS_STORED = "reference_is_stored"
    ORIGIN_STANDS = "origin_stands"
    LOAD_IS_NOTED = "load_is_noted"
    ONE_PUBLIC_RECORD = "one_public_record"
    CORRECTION_NAMES_ITS_OWN = "correction_names_its_own"
    CORRECTED_ONCE = "corrected_once"
    CORRECTIONS_END = "corrections_end"
    UPDATE_FITS_ITS_KIND = "update_fits_its_kind"
    PARTS_END = "parts_end"
    SUBMISSION_FITS_ITS_STATE = "submission_fits_its_state"
    FREEZE_HOLDS = "freeze_holds"
    OUTBOX_IS_WHOLE = "outbox_is_whole"


@dataclass(frozen=True)
class Breach:
    """Name one thing that does not hold: the invariant, the table, the key, and what was found.

    A key of several columns is joined by commas; the row of writers has none.
    """

    invariant: Invariant
    table: str
    key: str
    found: str


# Tables that hold no file of a source, with the columns of their keys.
_KEYS_OF_OTHERS: Mapping[str, tuple[str, ...]] = {
    "source": ("source_id",),
    "load": ("load_id",),
    "load_undo": ("load_id",),
    "outbox": ("change_id", "part"),
    "submission": ("submission_id",),
    "sign_off": ("event_id", "city_id"),
    "tracker_mapping": ("name",),
    "person": ("person_id",),
    "login": ("login_key",),
    "erased_person": ("person_id",),
    "api_token": ("token_id",),
    "report_freeze": ("freeze_id",),
    "frozen_report": ("freeze_id", "audience"),
    "role_grant": ("person_id", "role", "coalesce(city_id, '')"),
    "undone_initiative": ("initiative_id", "load_id"),
    "undone_status_update": ("update_id", "load_id"),
}
_WORDS_OF_OTHERS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("source", "record_kind"): RecordKind,
    ("source", "recorded_on"): RecordedOn,
    ("load", "recorded_mode"): RecordedMode,
    ("submission", "state"): SubmissionState,
    ("role_grant", "role"): Role,
    ("api_token", "role"): Role,
}
# Tables that keep the rows of another one, which was taken back.
_UNDONE: Mapping[str, str] = {"undone_initiative": "initiatives", "undone_status_update": "status_updates"}
# Asked once; what is asked for each table, column or day is put together beneath.
_OF_THE_WHOLE = (
    "unsound_lock",
    "unsound_load",
    "unsound_bundled",
    "unsound_correction",
    "unsound_link",
    "unsound_submission",
    "unsound_freeze",
    "unsound_outbox",
)


def find_breaches(database: Database) -> tuple[Breach, ...]:
    """Judge every invariant of one state of the store; nothing of it is changed."""
    order = list(Invariant)
    with database.cursor() as cursor:
        cursor.begin()
        try:
            found = set(_judge(Staging(cursor)))
        finally:
            cursor.rollback()
    return tuple(
        sorted(found, key=lambda each: (order.index(each.invariant), each.table, each.key, each.found))
    )


def _judge(staging: Staging) -> Iterator[Breach]:
    known = {"known_words": _known_words()}
    for sql in (*map(sql_of, _OF_THE_WHOLE), *_put_together()):
        for row in staging.ask(sql, known):
            key = str(row["row_key"] or "").replace(chr(31), ", ")
            yield Breach(Invariant(row["invariant"]), row["table_name"], key, row["found"])


@cache
def _put_together() -> tuple[str, ...]:
    """Give each question that is asked for many tables as one, so that it is planned once."""
    return tuple(
        "\nunion all\n".join(f"({_filled(name, names)})" for names in places)
        for name, places in _places().items()
    )


def _filled(name: str, names: Mapping[str, str]) -> str:
    """Give a question with `one_table`, `one_column` and the like put in."""
    code = "\n".join(line for line in sql_of(name).splitlines() if not line.startswith("--"))
    return _PLACE.sub(lambda match: names[match[1]], code)


def _places() -> dict[str, list[dict[str, str]]]:
    """List what each question is asked for."""
    keyed = [*stored_tables(), *(_other(table) for table in _KEYS_OF_OTHERS)]
    judged = [(stored, ROW_OF_FILE[stored.file]) for stored in _tables_of_rows()]
    return {
        "unsound_key": [_names(stored) for stored in keyed],
        "unsound_required": [
            _names(stored, column=column) for stored, row in judged for column in _columns_never_empty(row)
        ],
        "unsound_word": [_names(_table_named(table), column=column) for table, column in _vocabularies()],
        "unsound_day": [place for stored, row in judged for place in _days(stored, row)],
        "unsound_reference": [place for stored in stored_tables() for place in _references(stored)],
        "unsound_origin": [_names(stored) for stored in stored_tables()],
    }


def _names(stored: StoredTable, **more: str) -> dict[str, str]:
    column = {"column_written": f"{more['column']}_written"} if "column" in more else {}
    return {"table": stored.table, "key": stored.key, **more, **column}


def _other(table: str) -> StoredTable:
    key = " || chr(31) || ".join(
        f"{table}.{column}" if column.isidentifier() else column for column in _KEYS_OF_OTHERS[table]
    )
    return StoredTable(_UNDONE.get(table, ""), table, key)


def _tables_of_rows() -> tuple[StoredTable, ...]:
    return (*stored_tables(), *map(_other, _UNDONE))


def _table_named(table: str) -> StoredTable:
    return next((stored for stored in _tables_of_rows() if stored.table == table), None) or _other(table)


def _columns_never_empty(row: type[Row]) -> tuple[str, ...]:
    """List the columns that a row must give or that get a word where it gives none."""
    own = [
        name
        for name, field in row.model_fields.items()
        if field.is_required() or field.default not in {None, ()}
    ]
    return (*own, *_PROVENANCE)


def _vocabularies() -> dict[tuple[str, str], type[StrEnum]]:
    """Map each column of controlled words to its vocabulary."""
    of_rows = {
        (stored.table, column): kind
        for stored in _tables_of_rows()
        for column, kind in vocabularies_of(ROW_OF_FILE[stored.file]).items()
    }
    return {**_WORDS_OF_OTHERS, **of_rows}


@cache
def _known_words() -> list[str]:
    return [f"{table}.{column}={word}" for (table, column), kind in _vocabularies().items() for word in kind]


def _days(stored: StoredTable, row: type[Row]) -> Iterator[dict[str, str]]:
    """Only the start of a phase counts from the first day of its period."""
    for column in day_columns_of(row):
        is_first = row is PhaseRow and column == "starts_on"
        yield _names(stored, column=column, day_of="first_day_of" if is_first else "last_day_of")


def _references(stored: StoredTable) -> Iterator[dict[str, str]]:
    row = ROW_OF_FILE[stored.file]
    for column, reference in references_of(row).items():
        target = next(other for other in stored_tables() if other.file == reference.file)
        (key,) = key_columns_of(ROW_OF_FILE[reference.file])
        names = f"{stored.table}.{column}"
        listed = names if column in list_columns_of(row) else f"[{names}]"
        yield _names(stored, column=column, names=listed, target=target.table, target_key=key)
