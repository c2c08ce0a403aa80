"""What one initiative is, as names and values; and why it stands where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ictrack.labels import (
    plan_link_label,
    reason_label,
    schedule_label,
    sector_label,
    visibility_label,
    yes_no_label,
)
from ictrack.language import _, format_day, format_written, join_words, ngettext
from ictrack.store.queries import InitiativeInFull, UpdateInFull
from ictrack.summaries.history import document, row_in_words
from ictrack.summaries.setting import Setting
from ictrack.summaries.table import Cell, Linked, open_area, open_city
from ictrack.vocabulary import (
    PlanLink,
    RecordKind,
    Schedule,
    StandingReason,
    Visibility,
    YesNo,
)

Facts = tuple[tuple[str, Cell], ...]


def facts_of(
    initiative: InitiativeInFull, updates: Sequence[UpdateInFull], setting: Setting, as_at: date
) -> Facts:
    """List what is known of an initiative; a value that is not stated is nothing."""
    return (
        (_("Identifier"), initiative.initiative_id),
        (_("City"), Linked(initiative.city_name, open_city(initiative.city_id))),
        (_("Thematic area"), _area(initiative)),
        (_("Area chosen by"), initiative.area_mapped_by),
        (
            _("Other thematic areas"),
            join_words([setting.area_name(a) for a in initiative.secondary_areas]) or None,
        ),
        (_("Phase"), initiative.phase_name),
        (_("Lead"), initiative.lead_organisation),
        (_("Whom to ask"), initiative.lead_role),
        (_("Champion"), initiative.champion),
        (_("Partners"), "; ".join(initiative.partners) or None),
        (_("Sectors"), "; ".join(sector_label(sector) for sector in initiative.sectors) or None),
        (_("For whom"), "; ".join(initiative.audiences) or None),
        (_("Children and young people"), _answer(initiative.children_and_young_people)),
        *_dates_of(initiative, updates, as_at),
        (_("Link to the programme"), plan_link_label(PlanLink(initiative.plan_link))),
        *_visibility(initiative),
        (_("Source"), document("{title}", initiative.source_title, initiative.source_url)),
        (_("Where in the source"), initiative.source_locator),
        (_("Loaded from"), _provenance(initiative)),
    )


def _area(initiative: InitiativeInFull) -> Cell:
    if initiative.area_id and initiative.area_name:
        return Linked(initiative.area_name, open_area(initiative.area_id))
    return None


def _answer(answer: str | None) -> str | None:
    return yes_no_label(YesNo(answer)) if answer else None


def _visibility(initiative: InitiativeInFull) -> Facts:
    visibility = Visibility(initiative.visibility)
    if visibility is Visibility.PUBLIC:
        return ()
    return ((_("Who may see it"), visibility_label(visibility)),)


def _provenance(initiative: InitiativeInFull) -> str:
    row = row_in_words("initiatives", initiative.file_row, initiative.file_name, initiative.loaded_at)
    return f"{initiative.record_title}: {row}"


def _dates_of(initiative: InitiativeInFull, updates: Sequence[UpdateInFull], as_at: date) -> Facts:
    facts: list[tuple[str, Cell]] = [
        (_("Schedule"), schedule_label(Schedule(initiative.schedule)) if initiative.schedule else None),
        (_("Start"), format_written(initiative.starts_on_written) or None),
    ]
    if initiative.added_on_written:
        facts.append((_("Added to the plan"), format_written(initiative.added_on_written)))
    if initiative.removed_on_written:
        facts.append((_("Left the plan"), _left(initiative)))
    if not _has_moved(initiative):
        facts.append((_("Target date"), format_written(initiative.current_target_on_written) or None))
        return tuple(facts)
    facts.append((_("First target date"), format_written(initiative.target_on_written) or None))
    facts.append((_("Current target date"), format_written(initiative.current_target_on_written)))
    facts.append((_("Why it moved"), _why_moved(updates, as_at)))
    if initiative.target_on:
        facts.append((_("Moved by"), _slip(initiative)))
    return tuple(facts)


def _has_moved(initiative: InitiativeInFull) -> bool:
    return initiative.current_target_on_written != initiative.target_on_written


def _left(initiative: InitiativeInFull) -> str:
    day = format_written(initiative.removed_on_written)
    return f"{day}: {initiative.removal_reason}" if initiative.removal_reason else day


def _why_moved(updates: Sequence[UpdateInFull], as_at: date) -> str | None:
    """Give the reason that came with the current target date."""
    giving = [
        update
        for update in updates
        if update.revised_target_on
        and update.reported_on
        and update.reported_on <= as_at
        and not update.taken_back_by
    ]
    newest = max(giving, key=lambda u: (u.reported_on or date.min, u.update_id), default=None)
    return (newest.reason or newest.summary) if newest else None


def _slip(initiative: InitiativeInFull) -> str:
    if initiative.target_on is None or initiative.current_target_on is None:
        return ""
    days = (initiative.current_target_on - initiative.target_on).days
    if days < 0:
        return ngettext("{n} day earlier than first planned", "{n} days earlier than first planned", -days)
    return ngettext("{n} day later than first planned", "{n} days later than first planned", days)


def why_it_counts_or_not(initiative: InitiativeInFull, as_at: date) -> str:
    """Say why an initiative does not count at a day; nothing where it does."""
    if initiative.counts:
        return ""
    if initiative.whole_id:
        return _(
            "It is part of {whole} ({id}) and is not counted by itself.",
            whole=initiative.whole_title,
            id=initiative.whole_id,
        )
    if initiative.removed_on and initiative.removed_on <= as_at:
        left = _(
            "It is not counted: it left the plan in {day}.", day=format_written(initiative.removed_on_written)
        )
        if len(initiative.removed_on_written or "") == 10:
            left = _("It is not counted: it left the plan on {day}.", day=format_day(initiative.removed_on))
        return f"{left} {initiative.removal_reason or ''}".strip()
    if initiative.joined_on:
        return _("It is not counted yet: it joins on {day}.", day=format_day(initiative.joined_on))
    return _("It is not counted.")


def why_it_stands_there(
    initiative: InitiativeInFull, updates: Sequence[UpdateInFull], progress: str, as_at: date
) -> tuple[str, ...]:
    """Explain a standing: which rule, which update set it, which date it missed."""
    record_kind = RecordKind(initiative.record_kind)
    reason = StandingReason(initiative.standing_reason)
    lines = [_("“{progress}” because {reason}.", progress=progress, reason=reason_label(reason, record_kind))]
    newest = next((u for u in updates if u.update_id == initiative.status_update_id), None)
    if newest:
        lines.append(
            _(
                "It is read from update {update} of {day} ({row}).",
                update=newest.update_id,
                day=format_written(newest.reported_on_written) or _("no date"),
                row=row_in_words("status_updates", newest.file_row, newest.file_name),
            )
        )
    if reason is StandingReason.PAST_TARGET:
        lines.append(
            _(
                "Its target date was {target}, before {day} and before the end of its phase.",
                target=format_written(initiative.current_target_on_written),
                day=format_day(as_at),
            )
        )
    if initiative.is_closed:
        lines.append(
            _("It was still open when its phase ended: it keeps this progress and can no longer fall due.")
        )
    return tuple(lines)
