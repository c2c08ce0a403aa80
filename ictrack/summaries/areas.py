"""Where one thematic area stands across the cities: for taskforces that look for gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ictrack.labels import last_heard_label
from ictrack.language import _, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import City, InitiativeAsAt, list_initiatives, list_plans
from ictrack.summaries.freshness import counts_convenings, freshness_in_words, last_reported_in_words
from ictrack.summaries.grouped import grouped
from ictrack.summaries.history_strip import HistoryStrip, shortened, trace_at_meetings
from ictrack.summaries.list_asked import AT_MEETINGS
from ictrack.summaries.members import cities_in_scope, coverage_of, phases_in_scope
from ictrack.summaries.named import Named, summarise_audiences, summarise_sectors
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.progress import (
    NO_AREA,
    Counts,
    GroupCount,
    SquareRow,
    count_progress,
    delivered_sentence,
    group_counts,
    is_unconfirmed,
    progress_of,
    square_rows,
    standing_of,
    standing_table,
)
from ictrack.summaries.rows_counted import Paragraphs, rows_in_words
from ictrack.summaries.sentences import caveats_of, day_in_words, progress_in_words
from ictrack.summaries.setting import Setting, since_convening
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Marked,
    Table,
    open_area,
    open_city,
    open_initiative,
    open_initiatives,
)
from ictrack.summaries.updates import Updates, summarise_updates
from ictrack.vocabulary import Coverage, RecordKind

# More cities than these are counted in a sentence instead of named.
_MOST_NAMED = 6


@dataclass(frozen=True)
class AreaView:
    """Hold what the page of one thematic area says."""

    sentence: str
    notes: tuple[str, ...]
    lifted: tuple[Linked, ...]
    counts: Counts
    groups: tuple[GroupCount, ...]
    since: str
    by_city: tuple[SquareRow, ...]
    by_city_table: Table
    rows: Paragraphs
    mapped: str
    absent_sentence: str
    absent: Table
    sectors: Named
    audiences: Named
    initiatives: Table
    strip: HistoryStrip
    updates: Updates


def area_choices(setting: Setting) -> dict[str, str]:
    """Name the thematic areas in the Framework's order, and `none` for those without one."""
    return {**{area.area_id: area.short_name for area in setting.areas}, NO_AREA: _("No thematic area")}


def first_area(scope: Scope) -> str | None:
    """Give the first thematic area that the filters name, as it stands in an address."""
    return next((area_id or NO_AREA for area_id in scope.areas), None)


def summarise_area(database: Database, scope: Scope, setting: Setting, area: str) -> AreaView:
    """Say where one thematic area stands at a day, within the phase, cities and plan links of a scope.

    `area` is an identifier, or `none` for the initiatives without one.
    """
    area_id = None if area == NO_AREA else area
    kind = setting.record_kind_in(scope)
    mine = scope.of_area(area_id or "")
    whole = list_initiatives(database, replace(scope, areas=()))
    here = [initiative for initiative in whole if initiative.area_id == area_id]
    cities = cities_in_scope(database, scope, setting, whole)
    absent = _absent(here, cities) if area_id else []
    counts = count_progress(here, scope.as_at)
    convening = setting.last_convening_before(scope.as_at)
    before = None
    if convening:
        then = list_initiatives(database, mine.at(convening.cut_off_on))
        before = count_progress(then, convening.cut_off_on)
    return AreaView(
        sentence=_headline(counts, setting.area_name(area_id), len(cities), absent, setting, scope),
        notes=_notes(counts, here, area_id, setting, scope),
        lifted=list_lifted_filters(database, mine, setting, open_area(area)) if not here else (),
        counts=counts,
        groups=_groups(counts, before, area, kind),
        since=since_convening(convening) if convening else "",
        by_city=_rows(here, cities, area),
        by_city_table=_table_by_city(here, cities, scope, kind),
        rows=rows_in_words(database, mine, counts, open_initiatives(areas=area)),
        mapped=_mapped_in_words(here, area_id),
        absent_sentence=_absent_in_words(absent, len(cities)),
        absent=_absent_table(database, absent, scope, setting),
        strip=shortened(
            trace_at_meetings(database, mine, setting),
            Linked(_("All of them"), open_initiatives(areas=area, by=AT_MEETINGS)),
        ),
        sectors=summarise_sectors(here, whole),
        audiences=summarise_audiences(here, whole),
        initiatives=_initiatives(here, kind, scope, setting),
        updates=summarise_updates(database, mine, setting, with_city=True),
    )


def _headline(
    counts: Counts, area_name: str, cities: int, absent: Sequence[City], setting: Setting, scope: Scope
) -> str:
    """Write the sentence that opens the page: every initiative is in it once."""
    day = day_in_words(setting, scope.as_at)
    if counts.initiatives == 0:
        return _("{area}: at {day} there is no initiative to show.", area=area_name, day=day)
    public = setting.record_kind_in(scope) is RecordKind.PUBLIC_RECORD
    opening = ngettext(
        "{area}: at {day} {shows} {initiatives} in {x} of {n} city",
        "{area}: at {day} {shows} {initiatives} in {x} of {n} cities",
        cities,
        area=area_name,
        day=day,
        shows=_("public documents show") if public else _("the cities report on"),
        initiatives=ngettext("{n} initiative", "{n} initiatives", counts.initiatives),
        x=counts.cities,
    )
    parts = [f"{opening}: {progress_in_words(counts, setting.record_kind_in(scope))}."]
    if absent:
        parts.append(_("None in {cities}.", cities=_few(absent)))
    parts.append(delivered_sentence(counts, setting.record_kind_in(scope)))
    return " ".join(parts)


def _few(cities: Sequence[City]) -> str:
    if len(cities) > _MOST_NAMED:
        return ngettext("{n} city", "{n} cities", len(cities))
    names = [city.name for city in cities]
    return "; ".join(names) if any("," in name for name in names) else join_words(names)


def _notes(
    counts: Counts, here: Sequence[InitiativeAsAt], area_id: str | None, setting: Setting, scope: Scope
) -> tuple[str, ...]:
    notes = [
        freshness_in_words(here, counts_convenings(setting)),
        *(caveats_of(counts, here) if here else ()),
    ]
    name = next((area.name for area in setting.areas if area.area_id == area_id), "")
    if name and name != setting.area_name(area_id):
        notes.insert(0, _("In the Framework's words: {name}.", name=name))
    if scope.areas and (area_id or "") not in scope.areas:
        shown = setting.area_name(area_id)
        notes.insert(0, _("The filter names other thematic areas; this page shows {area}.", area=shown))
    return tuple(filter(None, notes))


def _groups(
    counts: Counts, before: Counts | None, area: str, record_kind: RecordKind
) -> tuple[GroupCount, ...]:
    return tuple(
        replace(group, target=open_initiatives(progress=group.group.value, areas=area))
        for group in group_counts(counts, before, record_kind)
    )


def _rows(here: Sequence[InitiativeAsAt], cities: Sequence[City], area: str) -> tuple[SquareRow, ...]:
    """Arrange the squares by city, those without any too; each number leads to its initiatives."""
    heads = [(city.city_id, Linked(city.name, open_city(city.city_id))) for city in cities]
    rows = square_rows(here, heads, lambda i: i.city_id, keep_empty=True)
    return tuple(
        replace(row, target=open_initiatives(cities=city_id, areas=area))
        for row, (city_id, _head) in zip(rows, heads, strict=True)
    )


def _table_by_city(
    here: Sequence[InitiativeAsAt], cities: Sequence[City], scope: Scope, record_kind: RecordKind
) -> Table:
    by_city = grouped(here, lambda i: i.city_id)
    rows: list[tuple[Cell, Counts]] = [
        (Linked(city.name, open_city(city.city_id)), count_progress(by_city[city.city_id], scope.as_at))
        for city in cities
    ]
    rows.append((_("All"), count_progress(here, scope.as_at)))
    return standing_table(_("Initiatives by city and progress"), Column("city", _("City")), rows, record_kind)


def _mapped_in_words(here: Sequence[InitiativeAsAt], area_id: str | None) -> str:
    """Say who chose the thematic area of the initiatives."""
    if not here:
        return ""
    if area_id is None:
        return _("These fit no single thematic area, or nobody has said which.")
    numbers = Counter(initiative.area_mapped_by for initiative in here)
    unstated = numbers.pop(None, 0)
    if not numbers:
        return _("Who mapped the initiatives to this thematic area is not stated.")
    told = [_by_whom(who, number) for who, number in numbers.most_common() if who]
    if unstated:
        told.append(ngettext("not stated for {n}", "not stated for {n}", unstated))
    return _("Mapped to this thematic area {how}.", how=", ".join(told))


def _by_whom(who: str, number: int) -> str:
    known = {"editor": _("the editor"), "source": _("the source"), "city": _("the city")}
    return ngettext("by {who} for {n}", "by {who} for {n}", number, who=known.get(who, who))


def _absent(here: Sequence[InitiativeAsAt], cities: Sequence[City]) -> list[City]:
    present = {initiative.city_id for initiative in here}
    return [city for city in cities if city.city_id not in present]


def _absent_in_words(absent: Sequence[City], cities: int) -> str:
    if not absent:
        return _("Every city has an initiative here.") if cities else ""
    return ngettext(
        "{absent} of {n} city has no initiative here.",
        "{absent} of {n} cities have no initiative here.",
        cities,
        absent=len(absent),
    )


def _absent_table(database: Database, absent: Sequence[City], scope: Scope, setting: Setting) -> Table:
    phases = {phase.phase_id for phase in phases_in_scope(scope, setting)}
    plans = grouped(
        (plan for plan in list_plans(database) if plan.phase_id in phases), lambda plan: plan.city_id
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Linked(city.name, open_city(city.city_id)),
            _meaning(coverage_of(plans[city.city_id])),
        )
        for city in absent
    )
    columns = (Column("city", _("City")), Column("meaning", _("What that means")))
    return Table(_("Cities without an initiative here"), columns, rows)


def _meaning(coverage: Coverage | None) -> str:
    if coverage is None:
        return _("No action plan is known, so this says nothing of the city.")
    return {
        Coverage.READ: _("None: its action plan was read and holds nothing here."),
        Coverage.PART: _("Not known: its action plan was read in part only."),
        Coverage.NOT_READ: _("Not known: its action plan was not read."),
    }[coverage]


def _initiatives(
    here: Sequence[InitiativeAsAt], record_kind: RecordKind, scope: Scope, setting: Setting
) -> Table:
    columns = (
        Column("title", _("Initiative")),
        Column("city", _("City")),
        Column("progress", _("Progress")),
        Column("last_heard_of", last_heard_label(record_kind)),
        Column("phase", _("Phase")),
        Column("initiative_id", _("Identifier")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Linked(i.title, open_initiative(i.initiative_id)),
            Linked(i.city_name, open_city(i.city_id)),
            Marked(progress_of(i), standing_of(i), is_unconfirmed(i), i.is_closed, i.is_silent),
            last_reported_in_words(i, scope.as_at, counts_convenings(setting)),
            i.phase_name,
            i.initiative_id,
        )
        for i in here
    )
    return Table(_("Initiatives in this thematic area"), columns, rows)
