"""Reference data, one table of one source at a time: its rows, and the fields to write them with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from ictrack.labels import count_rows, file_label
from ictrack.language import _, format_written
from ictrack.models import ROW_OF_FILE, day_columns_of
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import list_sources
from ictrack.store.reference_rows import ReferenceRow, list_reference_rows
from ictrack.summaries.paging import problem_of_start, turn_to
from ictrack.summaries.reference_fields import ReferenceField, fields_of, name_of
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Linked, Target
from ictrack.vocabulary import RecordKind
from ictrack.words import fold

# The tables with a form, in the order in which they are offered.
TABLES = (
    *("events", "initiatives", "initiative_links", "cities", "memberships", "city_leads"),
    *("action_plans", "thematic_areas", "phases"),
)
# What the list says of a row beside its name.
_TOLD = {
    "events": ("kind", "starts_on", "cut_off_on", "returns_due_on"),
    "initiatives": ("city_id", "phase_id", "area_id", "target_on"),
    "initiative_links": ("kind", "note"),
    "cities": ("council", "nation"),
    "memberships": ("role", "joined_on", "left_on"),
    "city_leads": ("kind", "starts_on", "ends_on"),
    "action_plans": ("city_id", "phase_id", "published_on", "coverage"),
    "thematic_areas": ("name", "sort_order"),
    "phases": ("starts_on", "ends_on"),
}
# What puts the rows of a table in order before their names do.
_ORDER = {"events": "starts_on", "thematic_areas": "sort_order", "phases": "starts_on"}
ROWS_OF_A_PAGE = 50
ADD = "add"


@dataclass(frozen=True)
class ReferenceAsked:
    """Hold what an address asks for: a table, a source, a row's key or that one is added, a start."""

    table: str = ""
    source: str = ""
    key: str = ""
    add: str = ""
    start: str = ""


@dataclass(frozen=True)
class ReferenceItem:
    """One row of the list: its key, its name, what is told of it, and every cell as written."""

    row_key: str
    name: str
    told: str
    cells: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class ReferenceTable:
    """Hold one table of one source: its rows, its fields, and the row that is open.

    `opened` is a stored row; where `adds`, a new one is asked for. `sources` names those
    that can be chosen, `taken` every key of the table, of all sources.
    """

    file: str
    source_id: str
    tables: Mapping[str, str] = field(hash=False)
    sources: Mapping[str, str] = field(hash=False)
    sentence: str
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    fields: tuple[ReferenceField, ...]
    items: tuple[ReferenceItem, ...]
    pages: tuple[Linked, ...]
    taken: frozenset[str]
    opened: ReferenceItem | None = None
    adds: bool = False

    def field_of(self, name: str) -> ReferenceField:
        """Give a field by the name of its column."""
        return next(each for each in self.fields if each.name == name)


def open_reference(file: str = "", source_id: str = "", **opens: str) -> Target:
    """Lead to a table of a source, the first of each if none is named; with `key` to one of its rows."""
    kept = {"table": file, "source": source_id, **opens}
    return Target("reference", tuple((name, value) for name, value in kept.items() if value))


def summarise_reference(
    database: Database, _scope: Scope, _setting: Setting, asked: ReferenceAsked
) -> ReferenceTable:
    """Show one table of one source."""
    sources = {source.source_id: source.title for source in list_sources(database)}
    file = asked.table if asked.table in TABLES else TABLES[0]
    source_id = asked.source if asked.source in sources else next(iter(sources), "")
    fields = fields_of(database, file)
    every = list_reference_rows(database, file)
    mine = [_item(file, row, fields) for row in every if row.source_id == source_id]
    mine.sort(key=partial(_place, file))
    turned = turn_to(asked.start, len(mine), ROWS_OF_A_PAGE)
    opened = next((item for item in mine if item.row_key == asked.key), None)
    return ReferenceTable(
        file=file,
        source_id=source_id,
        tables={name: file_label(name) for name in TABLES},
        sources=sources,
        sentence=_sentence(file, len(mine), sources.get(source_id, "")),
        notes=_notes(database, source_id),
        problems=_problems(asked, file, source_id, opened),
        fields=fields,
        items=tuple(turned.shown_of(mine)),
        pages=turned.links(lambda start: open_reference(file, source_id, start=start)),
        taken=frozenset(row.row_key for row in every),
        opened=opened,
        adds=opened is None and bool(asked.add) and bool(sources),
    )


def _place(file: str, item: ReferenceItem) -> tuple[object, ...]:
    """Give the place of a row in its list: by what orders its table, else by its name."""
    first = item.cells[_ORDER[file]] if file in _ORDER else ""
    number = int(first) if file == "thematic_areas" and first.isdecimal() else 0
    return number, first, fold(item.name), item.row_key


def _item(file: str, row: ReferenceRow, fields: tuple[ReferenceField, ...]) -> ReferenceItem:
    words = {each.name: each for each in fields}
    told = [
        f"{words[name].label}: {_tell(file, words[name], row.cells[name])}"
        for name in _TOLD[file]
        if row.cells[name]
    ]
    return ReferenceItem(row.row_key, _name(row, fields), "; ".join(told), row.cells)


def _name(row: ReferenceRow, fields: tuple[ReferenceField, ...]) -> str:
    """Name a row; one without a name by the parts of its key."""
    name = name_of(row)
    if name != row.row_key:
        return f"{name} ({row.row_key})"
    return ", ".join(each.tell(row.cells[each.name]) for each in fields if each.is_key)


def _tell(file: str, of: ReferenceField, cell: str) -> str:
    if of.name in day_columns_of(ROW_OF_FILE[file]):
        return format_written(cell) or cell
    return of.tell(cell)


def _sentence(file: str, rows: int, source: str) -> str:
    if not source:
        return _("Nothing is loaded yet. Load a file first.")
    counted = count_rows(file, rows, RecordKind.RETURNS)
    return _("{rows} of {source}.", rows=counted, source=source)


def _notes(database: Database, source_id: str) -> tuple[str, ...]:
    if not any(source.bundled for source in list_sources(database) if source.source_id == source_id):
        return ()
    return (
        _(
            "These rows are the public record that comes with ictrack. What you change here goes with it "
            "when a load of your own replaces it."
        ),
    )


def _problems(
    asked: ReferenceAsked, file: str, source_id: str, opened: ReferenceItem | None
) -> tuple[str, ...]:
    """Name what the address asks for in vain."""
    wanted = ((asked.table, file), (asked.source, source_id), (asked.key, opened.row_key if opened else ""))
    told = [
        _("The address asks for '{value}', which this data does not have.", value=word)
        for word, found in wanted
        if word not in {"", found}
    ]
    return tuple(filter(None, (*told, problem_of_start(asked.start))))
