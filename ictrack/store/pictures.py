"""Pictures that are kept: every initiative as at a day, as known on a day, for all that is asked of it.

Most questions of a page are asked of one picture, `initiative_as_at($as_at, $known_on)`, and to work it
out costs more than all that they do with it. So the first of them has it kept in memory, in a schema of
its own, where the others find it before the macro that would work it out again. What they are told is
the same: a picture is of one version of the data and of one reader's rights, and what is asked of newer
data is asked of a new one.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb

from ictrack.access.rights import Rights
from ictrack.store.asking import Parameters, fetch, run, run_statements, sql_of
from ictrack.store.limiting import look_first_in

# How many are kept, and how many initiatives in all of them; one is kept however large it is.
MOST_PICTURES = 16
MOST_ROWS = 300_000
# Of more updates than this, a few cities or initiatives are worked out by themselves.
FEW_UPDATES = 50_000
_TRIES = 3
_CALL = re.compile(r"\b(?:initiative_as_at|scoped|counted|asked_about)\(\s*([^,]+),\s*([^,)]+)")
_OF_ONE_PICTURE = {("$as_at", "$known_on")}

_Key = tuple[str, object, object]


@cache
def is_of_one_picture(name: str) -> bool:
    """Say whether a question is asked of initiatives as at `$as_at`, as known on `$known_on`, alone."""
    code = re.sub(r"--[^\n]*", "", sql_of(name))
    days = {(as_at.strip(), known_on.strip()) for as_at, known_on in _CALL.findall(code)}
    return days == _OF_ONE_PICTURE and "asked_about(" not in code


def _is_narrow(name: str, parameters: Parameters) -> bool:
    """Say whether a question is of some cities or of some initiatives alone."""
    sql = sql_of(name)
    return "initiatives :=" in sql or ("$cities" in sql and parameters["cities"] is not None)


@dataclass(eq=False)
class _Picture:
    """Hold one picture: where it is kept, of which version of the data, and how many ask of it now."""

    schema: str
    version: int
    rows: int
    users: int = 0


class Pictures:
    """The pictures that are kept of one open database."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[_Key, _Picture] = OrderedDict()
        self._left: list[_Picture] = []
        self._changing = threading.Lock()
        self._making = threading.Lock()
        self._made = 0

    def __len__(self) -> int:
        """Count the pictures that are kept, those included that are left and still asked of."""
        return len(self._kept) + len(self._left)

    def ask(
        self, cursor: duckdb.DuckDBPyConnection, rights: Rights, name: str, parameters: Parameters
    ) -> list[dict[str, Any]]:
        """Run a named question on a cursor that sees what its reader may, and give the rows."""
        rows = self._ask_of_one(cursor, rights, name, parameters) if is_of_one_picture(name) else None
        if rows is None:
            run(cursor, name, parameters)
            rows = fetch(cursor)
        return rows

    def _ask_of_one(
        self, cursor: duckdb.DuckDBPyConnection, rights: Rights, name: str, parameters: Parameters
    ) -> list[dict[str, Any]] | None:
        """Ask a picture; nothing where none is kept, or the data change more quickly than it is made."""
        key = (rights.key, parameters["as_at"], parameters["known_on"])
        for _try in range(_TRIES):
            with self._used(cursor, key, is_narrow=_is_narrow(name, parameters)) as picture:
                if picture is None:
                    return None
                rows = _ask_of(cursor, rights, picture, name, parameters)
                if rows is not None:
                    return rows
        return None

    @contextmanager
    def _used(
        self, cursor: duckdb.DuckDBPyConnection, key: _Key, *, is_narrow: bool
    ) -> Iterator[_Picture | None]:
        """Keep a picture while it is asked of; nothing where there is none and none is worth making."""
        picture = self._find(cursor, key)
        if picture is None and not (is_narrow and _updates_of(cursor) > FEW_UPDATES):
            # Who wants the same meanwhile waits for it; so does who wants another, for it takes all cores.
            with self._making:
                picture = self._find(cursor, key) or self._make(cursor, key)
        try:
            yield picture
        finally:
            if picture is not None:
                self._release(cursor, picture)

    def _find(self, cursor: duckdb.DuckDBPyConnection, key: _Key) -> _Picture | None:
        """Give the picture that is kept of the data as they are now, to be released."""
        version = _version_of(cursor)
        with self._changing:
            picture = self._kept.get(key)
            if picture is None or picture.version < version:
                return None
            self._kept.move_to_end(key)
            picture.users += 1
            return picture

    def _make(self, cursor: duckdb.DuckDBPyConnection, key: _Key) -> _Picture:
        """Make a picture, to be released; what is of older data goes."""
        self._made += 1
        picture = _write(cursor, f"picture_{self._made}", key)
        picture.users = 1
        with self._changing:
            old = [one for one, kept in self._kept.items() if one == key or kept.version < picture.version]
            self._left += [self._kept.pop(one) for one in old]
            self._kept[key] = picture
            while len(self._kept) > 1 and self._is_too_much():
                _key, longest_unasked = self._kept.popitem(last=False)
                self._left.append(longest_unasked)
        return picture

    def _is_too_much(self) -> bool:
        rows = sum(picture.rows for picture in self._kept.values())
        return len(self._kept) > MOST_PICTURES or rows > MOST_ROWS

    def _release(self, cursor: duckdb.DuckDBPyConnection, picture: _Picture) -> None:
        """Say that a picture is asked of no more, and drop those that are left and of which nobody asks."""
        with self._changing:
            picture.users -= 1
            unused = [left for left in self._left if not left.users]
            self._left = [left for left in self._left if left.users]
        for left in unused:
            cursor.execute(f"drop schema memory.{left.schema} cascade")


def _ask_of(
    cursor: duckdb.DuckDBPyConnection, rights: Rights, picture: _Picture, name: str, parameters: Parameters
) -> list[dict[str, Any]] | None:
    """Ask a question of a picture; nothing where the data are newer already."""
    look_first_in(cursor, rights, picture.schema)
    try:
        cursor.begin()
        if _version_of(cursor) != picture.version:
            return None
        run(cursor, name, parameters)
        return fetch(cursor)
    finally:
        with suppress(duckdb.Error):
            cursor.rollback()
        look_first_in(cursor, rights)


def _write(cursor: duckdb.DuckDBPyConnection, schema: str, key: _Key) -> _Picture:
    """Keep a picture of the data as they are now in a schema of that name."""
    _reader, as_at, known_on = key
    cursor.begin()
    try:
        version = _version_of(cursor)
        statements = sql_of("picture_make").replace("one_picture", schema)
        run_statements(cursor, statements, {"as_at": as_at, "known_on": known_on})
        (rows,) = cursor.execute(f"select count(*) from memory.{schema}.initiative").fetchall()[0]
        cursor.commit()
    except BaseException:
        with suppress(duckdb.Error):
            cursor.rollback()
        raise
    return _Picture(schema, version, rows)


def _version_of(cursor: duckdb.DuckDBPyConnection) -> int:
    (version,) = cursor.execute("select version from db.write_lock").fetchall()[0]
    return int(version)


def _updates_of(cursor: duckdb.DuckDBPyConnection) -> int:
    (updates,) = cursor.execute("select count(*) from db.status_update").fetchall()[0]
    return int(updates)
