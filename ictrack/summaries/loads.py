"""The loads: who loaded what and when, what came of it, what each changed, what was taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ictrack.dates import local_day
from ictrack.labels import file_label
from ictrack.language import _, format_day, format_moment, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.load_queries import FormerRow, list_former_rows
from ictrack.store.queries import Load, list_loads
from ictrack.summaries.actors import actor_names
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Column, Linked, Table, Target


@dataclass(frozen=True)
class OneLoad:
    """Hold one load: its facts, the rows that it changed or removed, and whether it stands."""

    load_id: int
    title: str
    facts: tuple[tuple[str, Cell], ...]
    changed: Table
    stands: bool


@dataclass(frozen=True)
class LoadsSummary:
    """Hold the list of loads, the one that is opened, and what is said of one that is not there.

    `table` is what fits on a screen; `whole` has every count and the fingerprint of each file.
    """

    sentence: str
    table: Table
    whole: Table
    opened: OneLoad | None
    problem: str


def open_load(load_id: int) -> Target:
    """Name the page of one load."""
    return Target("loads", (("load", str(load_id)),))


def open_loads() -> Target:
    """Name the page of all loads."""
    return Target("loads")


def summarise_loads(database: Database, _scope: Scope, _setting: Setting, opened: str) -> LoadsSummary:
    """List all loads, the latest first, and open the one that the address names."""
    loads = _named(database, list_loads(database))
    found = next((load for load in loads if str(load.load_id) == opened), None)
    unknown = _("There is no load '{load}'.", load=opened) if opened and found is None else ""
    return LoadsSummary(
        sentence=_sentence(loads),
        table=_load_table(loads),
        whole=_whole_table(loads),
        opened=_one_load(database, found) if found else None,
        problem=unknown,
    )


def _named(database: Database, loads: tuple[Load, ...]) -> tuple[Load, ...]:
    """Say in words who loaded each, and who took it back."""
    name = actor_names(database)
    return tuple(
        replace(load, loaded_by=name(load.loaded_by), undone_by=load.undone_by and name(load.undone_by))
        for load in loads
    )


def _sentence(loads: tuple[Load, ...]) -> str:
    if not loads:
        return _("Nothing was loaded yet.")
    said = ngettext("{n} load.", "{n} loads.", len(loads))
    undone = sum(load.undone_at is not None for load in loads)
    if not undone:
        return said
    taken_back = ngettext("{n} of them was taken back.", "{n} of them were taken back.", undone)
    return f"{said} {taken_back}"


def _load_table(loads: tuple[Load, ...]) -> Table:
    columns = (
        Column("load", _("Load")),
        Column("rows", _("Rows")),
        Column("loaded_at", _("Loaded at (UTC)")),
        Column("loaded_by", _("Loaded by")),
        Column("source", _("Source")),
        Column("taken_back", _("Taken back")),
    )
    rows = tuple(
        (
            Linked(f"{load.load_id}: {_file_of(load)}", open_load(load.load_id)),
            _rows_in_words(load),
            format_moment(load.loaded_at),
            load.loaded_by,
            load.source_title or _("replaced since"),
            _taken_back_on(load),
        )
        for load in loads
    )
    return Table(_("Loads"), columns, rows)


def _taken_back_on(load: Load) -> str | None:
    return format_day(local_day(load.undone_at)) if load.undone_at else None


def _whole_table(loads: tuple[Load, ...]) -> Table:
    columns = (
        Column("load", _("Load"), is_number=True),
        Column("file", _("File")),
        Column("loaded_at", _("Loaded at (UTC)")),
        Column("loaded_by", _("Loaded by")),
        Column("source", _("Source")),
        Column("taken_back", _("Taken back")),
        Column("new", _("New"), is_number=True),
        Column("changed", _("Changed"), is_number=True),
        Column("unchanged", _("Unchanged"), is_number=True),
        Column("rejected", _("Rejected"), is_number=True),
        Column("withheld", _("Withheld"), is_number=True),
        Column("fingerprint", _("Fingerprint of the file")),
    )
    rows = tuple(
        (
            load.load_id,
            Linked(_file_of(load), open_load(load.load_id)),
            format_moment(load.loaded_at),
            load.loaded_by,
            load.source_title or _("replaced since"),
            _taken_back_on(load),
            load.rows_new,
            load.rows_changed,
            load.rows_unchanged,
            load.rows_rejected,
            load.rows_withheld,
            load.file_fingerprint,
        )
        for load in loads
    )
    return Table(_("Loads"), columns, rows)


def _one_load(database: Database, load: Load) -> OneLoad:
    facts: list[tuple[str, Cell]] = [
        (_("File"), _file_of(load)),
        (_("Fingerprint of the file"), load.file_fingerprint),
        (_("Source"), load.source_title or _("replaced since")),
        (_("Loaded"), _by_whom(format_moment(load.loaded_at), load.loaded_by)),
        (_("Rows"), _rows_in_words(load)),
    ]
    if load.undone_at:
        facts.append((_("Taken back"), _by_whom(format_moment(load.undone_at), load.undone_by)))
    return OneLoad(
        load_id=load.load_id,
        title=_("Load {load}: {file}", load=load.load_id, file=_file_of(load)),
        facts=tuple(facts),
        changed=_former_table(list_former_rows(database, load.load_id)),
        stands=load.undone_at is None,
    )


def _file_of(load: Load) -> str:
    """Name the file of a load, for those who may read how it was called."""
    return load.file_name or _("a file")


def _by_whom(moment: str, person: str | None) -> str:
    if not person:
        return _("{moment} (UTC)", moment=moment)
    return _("{moment} (UTC), by {person}", moment=moment, person=person)


def _rows_in_words(load: Load) -> str:
    """Say what became of the rows of a load; what became of none is left out."""
    parts = (
        (load.rows_new, ngettext("{n} new", "{n} new", load.rows_new)),
        (load.rows_changed, ngettext("{n} changed", "{n} changed", load.rows_changed)),
        (load.rows_unchanged, ngettext("{n} unchanged", "{n} unchanged", load.rows_unchanged)),
        (load.rows_rejected, ngettext("{n} rejected", "{n} rejected", load.rows_rejected)),
        (load.rows_withheld, ngettext("{n} withheld", "{n} withheld", load.rows_withheld)),
    )
    return ", ".join(words for count, words in parts if count) or _("none")


def _former_table(rows: tuple[FormerRow, ...]) -> Table:
    columns = (
        Column("what", _("What")),
        Column("row", _("Identifier")),
        Column("column", _("Column")),
        Column("before", _("Before")),
        Column("after", _("After")),
    )
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        label = file_label(row.file)
        if row.latter is None:
            cells.append((label, row.row_key, None, None, _("removed")))
        cells += [
            (label, row.row_key, column, old or None, new or None) for column, old, new in row.changes()
        ]
    return Table(_("What the load changed"), columns, tuple(cells))
