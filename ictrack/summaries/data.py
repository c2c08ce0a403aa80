"""What is loaded: the sources, their loads, and the reference data that all pages share."""

from __future__ import annotations

from dataclasses import dataclass

from ictrack.access.roles import Action
from ictrack.labels import count_rows, record_kind_label, recording_label
from ictrack.language import (
    _,
    format_written,
    join_words,
    ngettext,
)
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import (
    Source,
    StoredRows,
    count_stored_rows,
    list_aliases,
    list_contradictions,
    list_loads,
)
from ictrack.summaries.contradictions import count_in_words
from ictrack.summaries.loads import open_loads
from ictrack.summaries.no_data import nothing_stands
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Table,
    Target,
    open_area,
    open_city,
    open_data_quality,
)
from ictrack.vocabulary import RecordedOn, RecordKind


@dataclass(frozen=True)
class DescribedSource:
    """A source: its title, and what there is to know of it as names and values."""

    title: str
    facts: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class DataSummary:
    """Hold what the page Data says of all that is loaded."""

    sentence: str
    sources: tuple[DescribedSource, ...]
    to_check: Linked
    loads: Linked
    # Nothing for those who may load nothing.
    how_to_load: tuple[str | Linked, ...]
    commands: tuple[str, ...]
    reference: tuple[Table, ...]


def summarise_data(
    database: Database, scope: Scope, setting: Setting, city_id: str = "", rule: str = ""
) -> DataSummary:
    """Say what is loaded, where it came from, and what all pages share of it.

    A city and a rule of the address are handed on to the things to check.
    """
    stored = count_stored_rows(database)
    loads = len(list_loads(database))
    return DataSummary(
        sentence=_sentence(setting, scope, len(list_contradictions(database, scope)), loads),
        to_check=_things_in_words(setting, city_id, rule),
        sources=tuple(_describe_source(source, stored) for source in setting.sources),
        loads=_loads_in_words(loads),
        how_to_load=_how_to_load() if database.rights.may_somewhere(Action.IMPORT) else (),
        commands=("python -m ictrack check SOURCE", "python -m ictrack load SOURCE"),
        reference=(_phase_table(setting), _city_table(database, setting), _area_table(setting)),
    )


def _how_to_load() -> tuple[str | Linked, ...]:
    return (
        Linked(_("Import a file: see every problem and what would change, then load"), Target("import")),
        _(
            "A source is a folder of CSV files or a ZIP of it, an XLSX workbook with the same sheets, or "
            "one sheet with a row per initiative or update. On the command line, the first of these "
            "commands names every problem in it and changes nothing; the second loads it."
        ),
        _("What each file and column may hold is in the data dictionary, data/README.md."),
    )


def _sentence(setting: Setting, scope: Scope, to_check: int, loads: int) -> str:
    sources = setting.sources
    if not sources:
        return nothing_stands() if loads else _("Nothing is loaded yet.")
    titles = join_words([source.title for source in sources])
    return _(
        "{sources}: {titles}, {initiatives}, {updates}; {to_check}.",
        sources=ngettext("{n} source", "{n} sources", len(sources)),
        titles=titles,
        initiatives=count_rows("initiatives", sum(s.initiatives for s in sources), setting.record_kind),
        updates=_updates_in_words(sources, setting.record_kind),
        to_check=count_in_words(to_check, setting.record_kind_in(scope)),
    )


def _things_in_words(setting: Setting, city_id: str, rule: str) -> Linked:
    known = any(city.city_id == city_id for city in setting.cities)
    words = _("Things to check for {city}", city=setting.city_name(city_id)) if known else ""
    return Linked(
        words or _("Things to check, city by city, and lists to send"), open_data_quality(city_id, rule)
    )


def _loads_in_words(count: int) -> Linked:
    words = ngettext(
        "{n} load: what it changed, and how to take it back",
        "{n} loads: what each changed, and how to take one back",
        count,
    )
    return Linked(words, open_loads())


def _updates_in_words(sources: tuple[Source, ...], record_kind: RecordKind) -> str:
    updates = sum(source.status_updates for source in sources)
    undated = sum(source.undated_updates for source in sources)
    counted = count_rows("status_updates", updates, record_kind)
    if not undated:
        return counted
    return _(
        "{updates}, {undated}",
        updates=counted,
        undated=ngettext("{n} of them undated", "{n} of them undated", undated),
    )


def _describe_source(source: Source, stored: tuple[StoredRows, ...]) -> DescribedSource:
    kind = RecordKind(source.record_kind)
    mine = [rows for rows in stored if rows.source_id == source.source_id]
    holds = [count_rows(rows.file, rows.stored_rows, kind) for rows in mine]
    facts: list[tuple[str, Cell]] = [
        (_("What it is"), _what_it_is(source, kind)),
        (_("Holds"), join_words(holds)),
        (_("Compiled on"), format_written(source.compiled_on_written)),
        (_("Days of recording"), recording_label(RecordedOn(source.recorded_on))),
        (_("Licence"), source.licence),
        (_("Note"), source.note),
    ]
    return DescribedSource(source.title, tuple(facts))


def _what_it_is(source: Source, kind: RecordKind) -> str:
    if source.invented:
        return _("Invented data, for trying ictrack out")
    return record_kind_label(kind)


def _phase_table(setting: Setting) -> Table:
    columns = (
        Column("phase", _("Phase")),
        Column("phase_id", _("Identifier")),
        Column("starts_on", _("Begins")),
        Column("ends_on", _("Ends")),
        Column("note", _("Note")),
    )
    rows = tuple(
        (
            phase.name,
            phase.phase_id,
            format_written(phase.starts_on_written),
            format_written(phase.ends_on_written) or None,
            phase.note,
        )
        for phase in setting.phases
    )
    return Table(_("Phases"), columns, rows)


def _city_table(database: Database, setting: Setting) -> Table:
    aliases: dict[str, list[str]] = {}
    for row in list_aliases(database):
        aliases.setdefault(row.city_id, []).append(row.alias)
    columns = (
        Column("city", _("City")),
        Column("city_id", _("Identifier")),
        Column("name_cy", _("Name in Welsh")),
        Column("council", _("Council")),
        Column("nation", _("Nation")),
        Column("aliases", _("Also read as")),
    )
    rows = tuple(
        (
            Linked(city.name, open_city(city.city_id)) if city.named_by else city.name,
            city.city_id,
            city.name_cy,
            city.council,
            city.nation,
            "; ".join(aliases.get(city.city_id, [])) or None,
        )
        for city in setting.cities
    )
    return Table(_("Cities"), columns, rows)


def _area_table(setting: Setting) -> Table:
    columns = (
        Column("thematic_area", _("Thematic area")),
        Column("area_id", _("Identifier")),
        Column("short_name", _("In short")),
        Column("name_cy", _("Name in Welsh")),
    )
    rows = tuple(
        (Linked(area.name, open_area(area.area_id)), area.area_id, area.short_name, area.name_cy)
        for area in setting.areas
    )
    return Table(_("Thematic areas"), columns, rows)
