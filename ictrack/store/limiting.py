"""Limit what a cursor may read to the rights of one reader, below every question.

Questions read the macros of `readable.sql`. For a reader who may not see everything the same
names are found in the schema `limited` first: rows of initiatives that they may not see are not
there, and columns that are on no list are null. Without rights there is nothing.
"""

from __future__ import annotations

import duckdb

from ictrack.access.rights import Rights
from ictrack.store.asking import sql_of

_LIMITS = {
    "full_cities": "set variable full_cities = cast($allowed as varchar [])",
    "visibilities": "set variable visibilities = cast($allowed as varchar [])",
    "columns": "set variable columns = cast($allowed as varchar [])",
}
# Asked by actions, of the whole database, and by nobody who only reads.
ASKED_BY_ACTIONS = frozenset(
    {
        *("load_changes", "taken_update_ids"),
        # Who people are, what they did, and the tokens of programs.
        *("login_one", "role_grants", "person_list", "person_names", "person_one", "person_logins"),
        *("unseen_people", "audit_list", "audit_count", "audit_choices", "token_list"),
    }
)


def make_readable(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what questions read: everything, and in a schema of its own what one reader may see."""
    for name in (
        "readable",
        "update_macros",
        "macros",
        "return_macros",
        "audit_macros",
        "limited",
        "limited_columns",
    ):
        connection.execute(sql_of(name))


def limit(cursor: duckdb.DuckDBPyConnection, rights: Rights) -> None:
    """Limit a cursor, for as long as it lives, to what a reader may see."""
    if rights.reads_all:
        return
    for name, statement in _LIMITS.items():
        cursor.execute(statement, {"allowed": sorted(map(str, getattr(rights, name)))})
    look_first_in(cursor, rights)


def look_first_in(cursor: duckdb.DuckDBPyConnection, rights: Rights, schema: str | None = None) -> None:
    """Have a cursor look for what its reader may see in one schema of the memory before any other."""
    schemas = (schema, None if rights.reads_all else "limited", "main")
    path = ",".join(f"memory.{each}" for each in schemas if each)
    cursor.execute("set search_path = $path", {"path": path})


def see_that_a_reader_may_ask(name: str) -> None:
    """Refuse a question that reads more than one reader may see: asking it is a fault of ictrack."""
    if name in ASKED_BY_ACTIONS:
        raise AssertionError(f"{name} is asked of the whole database, by an action that was allowed")
