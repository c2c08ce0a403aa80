"""Forward look: what is due until the next convening and in the year ahead, and the next steps."""

from __future__ import annotations

from datetime import date

from ictrack.language import _, format_day, format_written
from ictrack.reports.document import Block, Cell, Commentary, Grid, Heading, Paragraph, Section
from ictrack.reports.grids import mark_of
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import counted, plain, say
from ictrack.store.queries import InitiativeAsAt
from ictrack.vocabulary import EventKind, Standing


def forward_look(basis: Basis) -> Section:
    """Tell what comes next."""
    blocks: list[Block] = [
        Paragraph(plain(_next_convening(basis))),
        Commentary("forward"),
        *_due(basis),
        *_next_steps(basis),
    ]
    return Section("forward", _("Forward look"), tuple(blocks))


def _next_convening(basis: Basis) -> str:
    """Say when the cities meet next, as far as it is known."""
    later = [
        event
        for event in basis.setting.events
        if event.kind == EventKind.CONVENING and event.starts_on > basis.scope.as_at
    ]
    if not later:
        return _("No later convening is known.")
    event = min(later, key=lambda event: (event.starts_on, event.event_id))
    return _(
        "Next convening: {convening}, {day}.",
        convening=event.title,
        day=format_written(event.starts_on_written),
    )


def _due(basis: Basis) -> list[Block]:
    """List what falls due in the twelve months ahead, in order."""
    as_at = basis.scope.as_at
    until = date(as_at.year + 1, as_at.month, min(as_at.day, 28))
    due = [one for one in basis.now if _is_due(one, as_at, until)]
    if not due:
        return [Paragraph(plain(_("No open initiative has a target date in the twelve months ahead.")))]
    headings = (
        Heading("target", _("Target date"), weight=3),
        Heading("initiative_id", _("Identifier"), weight=2),
        Heading("initiative", _("Initiative"), weight=6),
        Heading("city", _("City"), weight=2),
        Heading("progress", _("Progress"), weight=3),
    )
    ordered = sorted(due, key=lambda one: (one.current_target_on or as_at, one.initiative_id))
    rows: list[tuple[Cell, ...]] = [
        (
            format_written(one.current_target_on_written),
            one.initiative_id,
            one.title,
            one.city_name,
            mark_of(one),
        )
        for one in ordered
    ]
    initiatives = counted(due)
    text = _(
        "By {day} a target date comes for {initiatives}.", day=format_day(until), initiatives=initiatives
    )
    return [
        Paragraph(say(text, initiatives)),
        Grid(_("What is due in the year ahead"), headings, tuple(rows)),
    ]


def _is_due(one: InitiativeAsAt, as_at: date, until: date) -> bool:
    is_open = one.standing not in {Standing.COMPLETED, Standing.STOPPED} and not one.is_closed
    target = one.current_target_on
    return is_open and not one.is_open_ended and target is not None and as_at <= target <= until


def _next_steps(basis: Basis) -> list[Block]:
    """List the next steps that were reported since the opening."""
    told = [one for one in basis.told if one.next_steps]
    if not told:
        return []
    headings = (
        Heading("initiative_id", _("Identifier"), weight=2),
        Heading("initiative", _("Initiative"), weight=5),
        Heading("next_steps", _("Next steps"), weight=7),
    )
    rows = []
    for one in told:
        found = basis.find(one.initiative_id)
        rows.append((one.initiative_id, found.title if found else None, one.next_steps))
    return [Grid(_("Next steps"), headings, tuple(rows))]
