"""Initiatives as tables: the list on screen, and the file with all that is known of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ictrack.labels import lack_label, last_heard_label, plan_link_label, reason_label, sector_label
from ictrack.language import _, format_written
from ictrack.store.queries import InitiativeAsAt
from ictrack.summaries.progress import is_unconfirmed, progress_of, standing_of
from ictrack.summaries.table import (
    Cell,
    Column,
    Linked,
    Marked,
    Table,
    open_area,
    open_city,
    open_initiative,
)
from ictrack.vocabulary import Lack, PlanLink, RecordKind, StandingReason

_LISTED = "; "
# Says in words when an initiative was last reported on, and of a silent one that it is.
LastReported = Callable[[InitiativeAsAt], str | None]


def list_table(
    initiatives: Sequence[InitiativeAsAt],
    caption: str,
    places: Mapping[str, tuple[str, ...]],
    record_kind: RecordKind,
    last_reported: LastReported,
) -> Table:
    """Tabulate initiatives for the screen; `places` says where each holds the words looked for."""
    columns = [
        Column("title", _("Initiative")),
        Column("progress", _("Progress")),
        Column("city", _("City")),
        Column("thematic_area", _("Thematic area")),
        Column("phase", _("Phase")),
        Column("last_heard_of", last_heard_label(record_kind)),
        Column("target", _("Target date")),
        Column("initiative_id", _("Identifier")),
    ]
    if places:
        columns.append(Column("found_in", _("Found in")))
    return Table(caption, tuple(columns), tuple(_row(i, places, last_reported) for i in initiatives))


def mark_notes(shown: Sequence[InitiativeAsAt]) -> tuple[str, ...]:
    """Explain the looks of marks that occur."""
    notes = []
    if any(is_unconfirmed(i) for i in shown):
        notes.append(_("Hollow mark: the link to the programme is not confirmed."))
    if any(i.is_closed for i in shown):
        notes.append(_("Paler mark: closed with its phase."))
    if any(i.is_silent for i in shown):
        notes.append(_("Hatched mark: silent, no recent report."))
    return tuple(notes)


def _row(
    initiative: InitiativeAsAt, places: Mapping[str, tuple[str, ...]], last_reported: LastReported
) -> tuple[Cell, ...]:
    area_id, area_name = initiative.area_id, initiative.area_name
    row: list[Cell] = [
        Linked(initiative.title, open_initiative(initiative.initiative_id)),
        Marked(
            progress_of(initiative),
            standing_of(initiative),
            is_hollow=is_unconfirmed(initiative),
            is_closed=initiative.is_closed,
            is_silent=initiative.is_silent,
        ),
        Linked(initiative.city_name, open_city(initiative.city_id)),
        Linked(area_name, open_area(area_id)) if area_id and area_name else None,
        initiative.phase_name,
        last_reported(initiative),
        format_written(initiative.current_target_on_written) or None,
        initiative.initiative_id,
    ]
    if places:
        row.append(", ".join(places[initiative.initiative_id]))
    return tuple(row)


def download_table(
    initiatives: Sequence[InitiativeAsAt], record_kind: RecordKind, freshness: LastReported
) -> Table:
    """Tabulate initiatives for a file: identifiers and dates as stored, beside the words.

    `freshness` says how lately each was reported on; of a public record it says nothing,
    so a list of nothing else has no such column.
    """
    has_freshness = any(i.freshness for i in initiatives)
    columns = (
        Column("initiative_id", _("Identifier")),
        Column("title", _("Initiative")),
        Column("description", _("Description")),
        Column("city_id", _("City identifier")),
        Column("city", _("City")),
        Column("area_id", _("Thematic area identifier")),
        Column("thematic_area", _("Thematic area")),
        Column("phase_id", _("Phase identifier")),
        Column("phase", _("Phase")),
        Column("lead_organisation", _("Lead")),
        Column("sectors", _("Sectors")),
        Column("audiences", _("Audiences")),
        Column("principles", _("Principles")),
        Column("children_and_young_people", _("Children and young people")),
        Column("champion", _("Champion")),
        Column("lacks", _("What is missing")),
        Column("plan_link", _("Link to the programme")),
        Column("standing", _("Standing")),
        Column("progress", _("Progress")),
        Column("why", _("Why")),
        Column("closed_with_phase", _("Closed with its phase")),
        Column("joint", _("Joint")),
        Column("first_target_on", _("First target date")),
        Column("current_target_on", _("Target date")),
        Column("status_reported_on", _("Date of the status")),
        Column("last_reported_on", last_heard_label(record_kind)),
        Column("last_summary", _("Last summary")),
        Column("dated_updates", _("Dated updates"), is_number=True),
        Column("undated_updates", _("Undated updates"), is_number=True),
        *((Column("freshness", _("How lately reported")),) if has_freshness else ()),
    )
    rows = tuple((*_download_row(i), *((freshness(i),) if has_freshness else ())) for i in initiatives)
    return Table(_("All matching initiatives"), columns, rows)


def _download_row(initiative: InitiativeAsAt) -> tuple[Cell, ...]:
    return (
        initiative.initiative_id,
        initiative.title,
        initiative.description,
        initiative.city_id,
        initiative.city_name,
        initiative.area_id,
        initiative.area_name,
        initiative.phase_id,
        initiative.phase_name,
        initiative.lead_organisation,
        _LISTED.join(sector_label(sector) for sector in initiative.sectors) or None,
        _LISTED.join(initiative.audiences) or None,
        _LISTED.join(initiative.principles) or None,
        initiative.children_and_young_people,
        initiative.champion,
        _LISTED.join(lack_label(Lack(lack)) for lack in initiative.lacks or ()) or None,
        plan_link_label(PlanLink(initiative.plan_link)),
        initiative.standing,
        progress_of(initiative),
        reason_label(StandingReason(initiative.standing_reason), RecordKind(initiative.record_kind)),
        _("Yes") if initiative.is_closed else _("No"),
        _("Yes") if initiative.joint_with else _("No"),
        initiative.first_target_on_written,
        initiative.current_target_on_written,
        initiative.status_reported_on_written,
        initiative.last_reported_on_written,
        initiative.last_summary,
        initiative.reports,
        initiative.undated_reports,
    )
