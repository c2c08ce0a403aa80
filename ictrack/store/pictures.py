"""Pictures that are kept: every initiative as at a day, as known on a day, for all that is asked of it.

Most questions of a page are asked of one picture, `initiative_as_at($as_at, $known_on)`, or of a few,
and to work these out costs more than all that is done with them. So they are kept in memory, each in
a schema of its own, where questions find them before the macro that would work them out again. What
is told is the same: a picture is of one version of the data and of one reader's rights, and what is
asked of newer data is asked of a new one. That is carried on from the older one where only a few
initiatives can have changed (`carrying.py`).
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

import duckdb

from ictrack.access.rights import Rights
from ictrack.store.asking import Parameters, run, run_statements, sql_of
from ictrack.store.carrying import Basis, initiatives_since, read_basis
from ictrack.store.limiting import look_first_in
from ictrack.store.transacting import version_of

# How many are kept, and how many initiatives in all of them.
MOST_PICTURES = 16
MOST_ROWS = 300_000
# Of more updates than this a picture is made when it is asked for a second time, and what is asked of
# a few cities or initiatives is worked out by itself.
FEW_UPDATES = 200_000
MOST_NOTED = 256
_TRIES = 3
_CALL = re.compile(r"\b(?:initiative_as_at|scoped|counted|asked_about)\(\s*([^,]+),\s*([^,)]+)")
# What cities are asked about is told by the cut-off before as well; before the first there is no day.
_ALSO_BEFORE = re.compile(
    r"\basked_about\(\s*[^,]+,\s*([^,]+),(?:[^()]|\([^()]*\))*,\s*(\$cut_off_before)\s*\)"
)
_BEFORE_ALL = date(1, 1, 1)
_PARAMETER = re.compile(r"\$\w+")
_FEW = re.compile(r"(?:\binitiatives := \[?|\[cast\()\$(\w+)")

# Who asks, and the two days of a picture.
_Key = tuple[str, object, object]
A_ = TypeVar("A_")


@cache
def days_asked_of(name: str) -> tuple[tuple[str, str], ...]:
    """Name the parameters that hold the two days of each picture that a question is asked of.

    Nothing where it is asked of none, or of days that it finds itself.
    """
    code = re.sub(r"--[^\n]*", "", sql_of(name))
    days = {(as_at.strip(), known_on.strip()) for as_at, known_on in _CALL.findall(code)}
    also_before = _ALSO_BEFORE.findall(code)
    days |= {(before, known_on) for known_on, before in also_before}
    if len(also_before) < code.count("asked_about(") or not all(
        _PARAMETER.fullmatch(day) for pair in days for day in pair
    ):
        return ()
    return tuple(sorted((as_at[1:], known_on[1:]) for as_at, known_on in days))


def _day(name: str, parameters: Parameters) -> object:
    """Give the day of a picture that a parameter holds."""
    day = parameters[name]
    return _BEFORE_ALL if day is None and name == "cut_off_before" else day


def _is_narrow(name: str, parameters: Parameters) -> bool:
    """Say whether a question is of some cities or of some initiatives alone."""
    sql = sql_of(name)
    few = {*_FEW.findall(sql), *(["cities"] if "$cities" in sql else [])}
    return any(parameters[each] is not None for each in few)


@dataclass(eq=False)
class _Picture:
    """Hold one picture: where it is kept, of which data it is, and how many ask of it now.

    One that was carried on reads most of its rows where `carried_from` has them, which is kept for it.
    """

    schema: str
    key: _Key
    basis: Basis
    rows: int
    users: int = 0
    carried_from: _Picture | None = None

    @property
    def worked_out(self) -> _Picture:
        """Give the picture that was worked out as a whole: this one, or the one that it reads."""
        return self.carried_from or self

    @property
    def version(self) -> int:
        """Give the version of the data that it is of."""
        return self.basis.version


class Pictures:
    """The pictures that are kept of one open database."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[_Key, _Picture] = OrderedDict()
        self._left: list[_Picture] = []
        # Of which version of the data a picture was asked for that is not kept.
        self._asked_for: OrderedDict[_Key, int] = OrderedDict()
        # In which schema several are read together.
        self._together: dict[tuple[str, ...], str] = {}
        self._changing = threading.Lock()
        self._making = threading.Lock()
        self._made = 0

    def __len__(self) -> int:
        """Count the pictures that are kept, those included that are left and still asked of."""
        return len(self._kept) + len(self._left)

    def ask(
        self,
        cursor: duckdb.DuckDBPyConnection,
        rights: Rights,
        name: str,
        parameters: Parameters,
        fetch: Callable[[duckdb.DuckDBPyConnection], A_],
    ) -> A_:
        """Run a named question on a cursor that sees what its reader may, and fetch the answer."""
        days = days_asked_of(name)
        keys = list(
            dict.fromkeys(
                (rights.key, _day(as_at, parameters), _day(known, parameters)) for as_at, known in days
            )
        )

        def ask() -> A_:
            run(cursor, name, parameters)
            return fetch(cursor)

        answer = self._ask_of(cursor, rights, keys, _is_narrow(name, parameters), ask) if keys else None
        return ask() if answer is None else answer

    def _ask_of(
        self,
        cursor: duckdb.DuckDBPyConnection,
        rights: Rights,
        keys: Sequence[_Key],
        is_narrow: bool,
        ask: Callable[[], A_],
    ) -> A_ | None:
        """Ask pictures; nothing where none are kept, or the data change more quickly than they are made."""
        for _try in range(_TRIES):
            version = version_of(cursor)
            if not self._are_worth_it(cursor, keys, version, is_narrow):
                return None
            with ExitStack() as stack:
                pictures = [stack.enter_context(self._used(cursor, key, version)) for key in keys]
                schema = self._schema_of(cursor, pictures)
                answer = _ask_in(cursor, rights, schema, pictures, ask)
                if answer is not None:
                    return answer
        return None

    def _schema_of(self, cursor: duckdb.DuckDBPyConnection, pictures: Sequence[_Picture]) -> str:
        """Give the schema in which pictures are read, each by its days."""
        one, *others = pictures
        if not others:
            return one.schema
        beside = self._schema_of(cursor, others)
        of = tuple(picture.schema for picture in pictures)
        with self._making:
            schema = self._together.get(of) or _write_together(cursor, one, beside)
            with self._changing:
                self._together[of] = schema
            return schema

    def _are_worth_it(
        self, cursor: duckdb.DuckDBPyConnection, keys: Sequence[_Key], version: int, is_narrow: bool
    ) -> bool:
        """Say whether pictures are kept, or worth keeping for a question; note that they are asked for."""
        with self._changing:
            missing = [key for key in keys if key not in self._kept or self._kept[key].version < version]
            if not missing:
                return True
            # What is there of older data is asked for again and again, and most of it stays true.
            were_asked_for = all(key in self._kept or self._asked_for.get(key) == version for key in missing)
            self._asked_for.update(dict.fromkeys(missing, version))
            while len(self._asked_for) > MOST_NOTED:
                self._asked_for.popitem(last=False)
        if count_rows(cursor, "initiative") > MOST_ROWS:
            return False
        return count_rows(cursor, "status_update") <= FEW_UPDATES or (were_asked_for and not is_narrow)

    @contextmanager
    def _used(self, cursor: duckdb.DuckDBPyConnection, key: _Key, version: int) -> Iterator[_Picture]:
        """Keep a picture while it is asked of; make it where there is none of that version or a newer one."""
        picture = self._find(key, version)
        if picture is None:
            # Who wants the same meanwhile waits for it; so does who wants another, for it takes all cores.
            with self._making:
                picture = self._find(key, version) or self._make(cursor, key)
        try:
            yield picture
        finally:
            self._release(cursor, picture)

    def _find(self, key: _Key, version: int) -> _Picture | None:
        """Give the picture that is kept of a version of the data or of a newer one, to be released."""
        with self._changing:
            picture = self._kept.get(key)
            if picture is None or picture.version < version:
                return None
            self._kept.move_to_end(key)
            picture.users += 1
            return picture

    def _make(self, cursor: duckdb.DuckDBPyConnection, key: _Key) -> _Picture:
        """Make a picture, to be released; the one of older data, which it may be carried on from, goes."""
        former = self._find(key, 0)
        self._made += 1
        try:
            picture = _write(cursor, f"picture_{self._made}", key, former)
        finally:
            if former is not None:
                self._release(cursor, former)
        with self._changing:
            picture.users = 1
            if picture.carried_from is not None:
                picture.carried_from.users += 1
            self._leave(key)
            self._kept[key] = picture
            while self._is_too_much():
                self._leave(next(iter(self._kept)))
        return picture

    def _leave(self, key: _Key) -> None:
        """Keep a picture no longer than somebody asks of it, or of one that reads it."""
        if key in self._kept:
            self._left.append(self._kept.pop(key))

    def _is_too_much(self) -> bool:
        rows = sum(picture.rows for picture in self._kept.values())
        return len(self._kept) > MOST_PICTURES or rows > MOST_ROWS

    def forget_old(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Let go what is of older data than those that are stored now, or reads such a picture."""
        version = version_of(cursor)
        with self._changing:
            for key, picture in list(self._kept.items()):
                if picture.worked_out.version < version:
                    self._leave(key)
        self._drop_left(cursor)

    def _release(self, cursor: duckdb.DuckDBPyConnection, picture: _Picture) -> None:
        """Say that a picture is asked of no more."""
        with self._changing:
            picture.users -= 1
        self._drop_left(cursor)

    def _drop_left(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Drop the pictures that are left and of which nobody asks."""
        with self._changing:
            unused = self._take_unused()
            schemas = {picture.schema for picture in unused}
            together = [of for of in self._together if schemas & set(of)]
            schemas.update([self._together.pop(of) for of in together])
        for schema in sorted(schemas):
            cursor.execute(_with_name("picture_drop", schema))

    def _take_unused(self) -> list[_Picture]:
        """Take those that are left and unused; what such a one was carried from is used once less."""
        found: list[_Picture] = []
        while unused := [left for left in self._left if not left.users]:
            self._left = [left for left in self._left if left.users]
            found += unused
            for picture in unused:
                if picture.carried_from is not None:
                    picture.carried_from.users -= 1
        return found


def _ask_in(
    cursor: duckdb.DuckDBPyConnection,
    rights: Rights,
    schema: str,
    pictures: Sequence[_Picture],
    ask: Callable[[], A_],
) -> A_ | None:
    """Ask a question of the pictures that a schema holds; nothing where the data are newer already."""
    look_first_in(cursor, rights, schema)
    try:
        cursor.begin()
        if {picture.version for picture in pictures} != {version_of(cursor)}:
            return None
        return ask()
    finally:
        with suppress(duckdb.Error):
            cursor.rollback()
        look_first_in(cursor, rights)


def _write(cursor: duckdb.DuckDBPyConnection, schema: str, key: _Key, former: _Picture | None) -> _Picture:
    """Keep a picture of the data as they are now in a schema of that name."""
    cursor.begin()
    try:
        picture = _carry_on(cursor, schema, former) if former is not None else None
        picture = picture or _work_out(cursor, schema, key)
        cursor.commit()
    except BaseException:
        with suppress(duckdb.Error):
            cursor.rollback()
        raise
    return picture


def _work_out(cursor: duckdb.DuckDBPyConnection, schema: str, key: _Key) -> _Picture:
    run_statements(cursor, _with_name("picture_make", schema), _days_of(key))
    (rows,) = cursor.execute(_with_name("picture_size", schema)).fetchall()[0]
    return _Picture(schema, key, read_basis(cursor), rows)


def _carry_on(cursor: duckdb.DuckDBPyConnection, schema: str, former: _Picture) -> _Picture | None:
    """Carry a picture on from an older one; nothing where it has to be worked out."""
    basis, worked_out = read_basis(cursor), former.worked_out
    since = initiatives_since(cursor, worked_out.basis, basis)
    if since is None:
        return None
    sql = _with_names(sql_of("picture_carry"), {"one_picture": schema, "former_picture": worked_out.schema})
    run_statements(cursor, sql, {**_days_of(former.key), "initiatives": since})
    return _Picture(schema, former.key, basis, worked_out.rows, carried_from=worked_out)


def _days_of(key: _Key) -> Parameters:
    _reader, as_at, known_on = key
    return {"as_at": as_at, "known_on": known_on}


def _write_together(cursor: duckdb.DuckDBPyConnection, one: _Picture, beside: str) -> str:
    """Make a schema in which one macro reads a picture and those of another schema."""
    schema = f"{one.schema}_and_{beside}"
    _reader, as_at, known_on = one.key
    named = {
        "one_picture": one.schema,
        "other_pictures": beside,
        "some_pictures": schema,
        "one_as_at": str(as_at),
        "one_known_on": str(known_on),
    }
    run_statements(cursor, _with_names(sql_of("pictures_together"), named))
    return schema


def _with_names(sql: str, named: Mapping[str, str]) -> str:
    """Put names in place of those that stand in an SQL text for them: a parameter cannot be one."""
    return re.sub("|".join(named), lambda found: named[found[0]], sql)


def _with_name(sql: str, schema: str) -> str:
    return _with_names(sql_of(sql), {"one_picture": schema})


def count_rows(cursor: duckdb.DuckDBPyConnection, table: str) -> int:
    """Say how many rows a stored table has; DuckDB knows it without reading them."""
    sql = _with_names("select count(*) from db.one_table", {"one_table": table})
    (rows,) = cursor.execute(sql).fetchall()[0]
    return int(rows)
