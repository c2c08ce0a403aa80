"""Where one city stands: what its senior lead must leave with after one minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ictrack.labels import last_heard_label, progress_label
from ictrack.language import _, format_written, join_words, ngettext
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import (
    City,
    InitiativeAsAt,
    Part,
    Publication,
    list_changes,
    list_initiatives,
    list_joint_initiatives,
    list_parts,
    list_publications,
    list_status_since,
)
from ictrack.summaries.attention import ListItem, ShortList, list_due, list_moved, list_needs
from ictrack.summaries.freshness import counts_convenings, freshness_in_words
from ictrack.summaries.history_strip import HistoryStrip, shortened, trace_at_meetings
from ictrack.summaries.list_asked import AT_MEETINGS
from ictrack.summaries.members import PartTaken, phases_in_scope, summarise_part_taken
from ictrack.summaries.nothing import list_lifted_filters
from ictrack.summaries.peers import Peers, summarise_peers
from ictrack.summaries.progress import (
    NO_AREA,
    Counts,
    GroupCount,
    SquareRow,
    count_progress,
    delivered_sentence,
    group_counts,
    square_rows,
    standing_table,
)
from ictrack.summaries.publications import is_out
from ictrack.summaries.rows_counted import Paragraphs, rows_in_words
from ictrack.summaries.sentences import caveats_of, day_in_words, progress_in_words
from ictrack.summaries.setting import Setting, since_convening
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Marked,
    Outward,
    Table,
    open_area,
    open_city,
    open_city_reports,
    open_data_quality,
    open_initiative,
    open_initiatives,
)
from ictrack.summaries.updates import Updates, summarise_updates
from ictrack.vocabulary import PlanLink, RecordKind, Standing, StandingGroup, StandingReason

_Head = tuple[str | None, Linked]


@dataclass(frozen=True)
class CityView:
    """Hold what the page of one city says; `links` lead to its reports, or lift what hides all."""

    sentence: str
    notes: tuple[str, ...]
    links: tuple[Linked, ...]
    counts: Counts
    groups: tuple[GroupCount, ...]
    since: str
    lists: tuple[ShortList, ...]
    by_area: tuple[SquareRow, ...]
    by_area_table: Table
    rows: Paragraphs
    by_phase_sentence: str
    by_phase: tuple[SquareRow, ...]
    by_phase_table: Table
    strip: HistoryStrip
    part_taken: PartTaken
    joint: tuple[ListItem, ...]
    parts_sentence: str
    parts: Table
    updates: Updates
    publications: Table
    peers: Peers


def city_choices(setting: Setting, scope: Scope) -> dict[str, str]:
    """Name the cities that the sources of a scope speak of, by name."""
    return {city.city_id: city.name for city in setting.cities_of(scope)}


def summarise_city(database: Database, scope: Scope, setting: Setting, city_id: str) -> CityView:
    """Say where one city stands at a day, within the phase, areas and plan links of a scope."""
    city = next(city for city in setting.cities if city.city_id == city_id)
    mine = scope.of_city(city_id)
    kind = setting.record_kind_in(scope)
    now = list_initiatives(database, mine)
    counts = count_progress(now, scope.as_at)
    convening = setting.last_convening_before(scope.as_at)
    then = list_initiatives(database, mine.at(convening.cut_off_on)) if convening else ()
    before = count_progress(then, convening.cut_off_on) if convening else None
    part_taken = summarise_part_taken(database, scope, setting, city_id)
    areas, phases = _area_heads(now, scope, setting), _phase_heads(now, scope, setting)
    parts = list_parts(database, mine)
    # Each question costs time, so it is asked only where there is something to say.
    changes = list_changes(database, mine, convening.cut_off_on, mine.known_on) if convening else ()
    needs_attention = counts.of_group(StandingGroup.NEEDS_ATTENTION)
    since = list_status_since(database, mine) if needs_attention else ()
    return CityView(
        sentence=_headline(counts, city, setting, scope),
        notes=_notes(counts, now, scope, city, setting),
        links=(
            Linked(_("Report for {city}", city=city.name), open_city_reports(city_id)),
            Linked(_("Things to check for {city}", city=city.name), open_data_quality(city_id)),
        )
        if now
        else list_lifted_filters(database, mine, setting, open_city(city_id)),
        counts=counts,
        groups=_groups(counts, before, city_id, kind),
        since=since_convening(convening) if convening else "",
        lists=(
            list_moved(changes, now, convening, mine, city_id, setting),
            list_needs(now, since, city_id),
            list_due(now, mine, city_id, setting),
        ),
        by_area=_rows(now, areas, "areas", city_id),
        by_area_table=_table(now, areas, "areas", scope, kind),
        rows=rows_in_words(database, mine, counts, open_initiatives(cities=city_id)),
        by_phase_sentence=_phases_in_words(now, phases, scope),
        by_phase=_rows(now, phases, "phase", city_id),
        by_phase_table=_table(now, phases, "phase", scope, kind),
        strip=shortened(
            trace_at_meetings(database, mine, setting, with_city=False),
            Linked(_("All of them"), open_initiatives(cities=city_id, by=AT_MEETINGS)),
        ),
        part_taken=part_taken,
        joint=_joint(database, mine) if any(i.joint_with for i in now) else (),
        parts_sentence=_parts_in_words(parts),
        parts=_parts_table(parts, kind),
        updates=summarise_updates(database, mine, setting),
        publications=_publications(list_publications(database), scope, setting, city_id),
        peers=summarise_peers(database, mine, setting, city, now),
    )


def _headline(counts: Counts, city: City, setting: Setting, scope: Scope) -> str:
    """Write the sentence that opens the page: every initiative is in it once."""
    day = day_in_words(setting, scope.as_at)
    public = setting.record_kind_in(scope) is RecordKind.PUBLIC_RECORD
    if counts.initiatives == 0:
        if public:
            return _("At {day} public documents show no initiative in {city}.", day=day, city=city.name)
        return _("At {day} {city} has no initiative to report on.", day=day, city=city.name)
    initiatives = ngettext("{n} initiative", "{n} initiatives", counts.initiatives)
    opening = (
        _(
            "At {day} public documents show {initiatives} in {city}",
            day=day,
            initiatives=initiatives,
            city=city.name,
        )
        if public
        else _("At {day} {city} reports on {initiatives}", day=day, initiatives=initiatives, city=city.name)
    )
    delivered = delivered_sentence(counts, setting.record_kind_in(scope))
    return f"{opening}: {progress_in_words(counts, setting.record_kind_in(scope))}. {delivered}"


def _notes(
    counts: Counts, now: Sequence[InitiativeAsAt], scope: Scope, city: City, setting: Setting
) -> tuple[str, ...]:
    fresh = freshness_in_words(now, counts_convenings(setting))
    notes = tuple(filter(None, (fresh, *caveats_of(counts, now)))) if now else ()
    if scope.cities and city.city_id not in scope.cities:
        return (_("The filter names other cities; this page shows {city}.", city=city.name), *notes)
    return notes


def _groups(
    counts: Counts, before: Counts | None, city_id: str, record_kind: RecordKind
) -> tuple[GroupCount, ...]:
    return tuple(
        replace(group, target=open_initiatives(progress=group.group.value, cities=city_id))
        for group in group_counts(counts, before, record_kind)
    )


def _area_heads(now: Sequence[InitiativeAsAt], scope: Scope, setting: Setting) -> list[_Head]:
    """List the areas of a scope, those without an initiative too; "No thematic area" comes last."""
    heads: list[_Head] = [
        (area.area_id, Linked(area.short_name, open_area(area.area_id)))
        for area in setting.areas
        if not scope.areas or area.area_id in scope.areas
    ]
    if any(initiative.area_id is None for initiative in now):
        heads.append((None, Linked(_("No thematic area"), open_area(NO_AREA))))
    return heads


def _phase_heads(now: Sequence[InitiativeAsAt], scope: Scope, setting: Setting) -> list[_Head]:
    heads: list[_Head] = [
        (phase.phase_id, Linked(phase.name, open_initiatives(phase=phase.phase_id)))
        for phase in phases_in_scope(scope, setting)
    ]
    if any(initiative.phase_id is None for initiative in now):
        heads.append((None, Linked(_("No phase"), open_initiatives())))
    return heads


def _key(initiative: InitiativeAsAt, by: str) -> str | None:
    return initiative.area_id if by == "areas" else initiative.phase_id


def _rows(
    now: Sequence[InitiativeAsAt], heads: Sequence[_Head], by: str, city_id: str
) -> tuple[SquareRow, ...]:
    """Arrange the squares by area or by phase; each row's number leads to its initiatives."""
    rows = square_rows(now, heads, lambda i: _key(i, by), keep_empty=True)
    filters = [{by: identifier} if identifier else _without(by) for identifier, _head in heads]
    return tuple(
        replace(
            row,
            head=row.head
            if by == "areas"
            else replace(row.head, target=open_initiatives(cities=city_id, **kept)),
            target=open_initiatives(cities=city_id, **kept),
        )
        for row, kept in zip(rows, filters, strict=True)
    )


def _without(by: str) -> dict[str, str]:
    return {"areas": NO_AREA} if by == "areas" else {}


def _table(
    now: Sequence[InitiativeAsAt], heads: Sequence[_Head], by: str, scope: Scope, record_kind: RecordKind
) -> Table:
    first = Column("thematic_area", _("Thematic area")) if by == "areas" else Column("phase", _("Phase"))
    caption = (
        _("Initiatives by thematic area and progress")
        if by == "areas"
        else _("Initiatives by phase and progress")
    )
    rows: list[tuple[Cell, Counts]] = [
        (head.text, count_progress([i for i in now if _key(i, by) == identifier], scope.as_at))
        for identifier, head in heads
    ]
    rows.append((_("All"), count_progress(now, scope.as_at)))
    return standing_table(caption, first, rows, record_kind)


def _phases_in_words(now: Sequence[InitiativeAsAt], heads: Sequence[_Head], scope: Scope) -> str:
    told = []
    for phase_id, head in heads:
        counts = count_progress([i for i in now if i.phase_id == phase_id], scope.as_at)
        told.append(
            _("{phase}: none.", phase=head.text)
            if counts.initiatives == 0
            else ngettext(
                "{phase}: {n} initiative, {completed} completed.",
                "{phase}: {n} initiatives, {completed} completed.",
                counts.initiatives,
                phase=head.text,
                completed=counts.of(Standing.COMPLETED),
            )
        )
    return " ".join(told)


def _joint(database: Database, scope: Scope) -> tuple[ListItem, ...]:
    return tuple(
        ListItem(
            Linked(pair.title, open_initiative(pair.initiative_id)),
            _("joint with {city}: {title}", city=pair.partner_city_name, title=pair.partner_title),
        )
        for pair in list_joint_initiatives(database, scope)
    )


def _parts_in_words(parts: Sequence[Part]) -> str:
    wholes = {part.whole_id: part.whole_title for part in parts}
    told = [
        ngettext("{whole} has {n} part", "{whole} has {n} parts", count, whole=title)
        for whole_id, title in wholes.items()
        for count in [sum(part.whole_id == whole_id for part in parts)]
    ]
    if not told:
        return ""
    return _("{parts}. Parts are shown with the whole and not counted.", parts=join_words(told))


def _parts_table(parts: Sequence[Part], record_kind: RecordKind) -> Table:
    return Table(
        _("Parts"),
        (
            Column("part", _("Part")),
            Column("progress", _("Progress")),
            Column("whole", _("Part of")),
            Column("last_heard_of", last_heard_label(record_kind)),
        ),
        tuple(
            (
                Linked(part.title, open_initiative(part.initiative_id)),
                _progress_of_part(part),
                Linked(part.whole_title, open_initiative(part.whole_id)),
                format_written(part.last_reported_on_written) or None,
            )
            for part in parts
        ),
    )


def _progress_of_part(part: Part) -> Marked:
    standing = Standing(part.standing)
    words = progress_label(standing, StandingReason(part.standing_reason), RecordKind(part.record_kind))
    return Marked(words, standing, part.plan_link == PlanLink.UNCONFIRMED, part.is_closed)


def _publications(publications: Sequence[Publication], scope: Scope, setting: Setting, city_id: str) -> Table:
    rows = [
        (
            Outward(p.title, p.source_url) if p.source_url else p.title,
            _kind_in_words(p.kind),
            format_written(p.published_on_written) or None,
            p.publisher,
        )
        for p in publications
        if p.city_id == city_id and is_out(p, scope, setting)
    ]
    columns = (
        Column("title", _("Title")),
        Column("kind", _("Kind")),
        Column("published", _("Published")),
        Column("publisher", _("Publisher")),
    )
    return Table(_("What has been published"), columns, tuple(rows))


def _kind_in_words(kind: str | None) -> str | None:
    if not kind:
        return None
    known = {"city_action_plan": _("Action plan"), "city_covid-19_briefing": _("COVID-19 briefing")}
    return known.get(kind) or kind.replace("_", " ").capitalize()
