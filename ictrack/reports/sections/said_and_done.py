"""You said, we did: what was due by this convening, what was said at the last one, and what came of it."""

from __future__ import annotations

from ictrack.labels import movement_label
from ictrack.language import _, format_day, format_written, ngettext
from ictrack.reports.document import Block, Cell, Commentary, Grid, Heading, Paragraph, Section
from ictrack.reports.grids import mark_of
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import counted, part, plain, say
from ictrack.store.queries import InitiativeAsAt
from ictrack.vocabulary import Movement, Standing


def said_and_done(basis: Basis) -> Section:
    """Hold what was promised and asked for against what came of it."""
    blocks: list[Block] = [*_due(basis), Commentary("said_and_done"), *_said(basis)]
    return Section("said_and_done", _("You said, we did"), tuple(blocks))


def _due(basis: Basis) -> list[Block]:
    """Tell what fell due since the opening, by the dates that were known then."""
    since, until = basis.opening.as_at, basis.scope.as_at
    due = [
        one
        for one in basis.then
        if one.current_target_on is not None
        and since < one.current_target_on <= until
        and one.standing not in {Standing.COMPLETED, Standing.STOPPED}
        and not one.is_open_ended
    ]
    first, last = format_day(since), format_day(until)
    if not due:
        return [Paragraph(plain(_nothing_due(first, last)))]
    now = {one.initiative_id: one for one in basis.now}
    done = [one for one in due if _is_completed(now.get(one.initiative_id))]
    initiatives = counted(due)
    completed = part(ngettext("{n} is completed", "{n} are completed", len(done)), done)
    text = ngettext(
        "Between {first} and {last} {initiatives} was due; {completed}.",
        "Between {first} and {last} {initiatives} were due; {completed}.",
        len(due),
        first=first,
        last=last,
        initiatives=initiatives,
        completed=completed,
    )
    headings = (
        Heading("initiative_id", _("Identifier"), weight=2),
        Heading("initiative", _("Initiative"), weight=6),
        Heading("city", _("City"), weight=2),
        Heading("target", _("Was due"), weight=3),
        Heading("progress", _("Progress now"), weight=3),
    )
    ordered = sorted(due, key=lambda one: (one.current_target_on or since, one.initiative_id))
    rows = tuple(_due_row(one, now.get(one.initiative_id)) for one in ordered)
    return [
        Paragraph(say(text, initiatives, completed)),
        Grid(_("What was due by this convening"), headings, rows),
    ]


def _nothing_due(first: str, last: str) -> str:
    return _(
        "No initiative that was open on {first} had a target date between then and {last}.",
        first=first,
        last=last,
    )


def _is_completed(initiative: InitiativeAsAt | None) -> bool:
    return initiative is not None and initiative.standing == Standing.COMPLETED


def _due_row(then: InitiativeAsAt, now: InitiativeAsAt | None) -> tuple[Cell, ...]:
    target = format_written(then.current_target_on_written)
    progress = mark_of(now) if now else _("no longer in the plan")
    return (then.initiative_id, then.title, then.city_name, target, progress)


def _said(basis: Basis) -> list[Block]:
    """Tell the next steps and the help that were named at the last convening, and what became of each."""
    # What was said last of each initiative is what the cities met about.
    last = {one.initiative_id: one for one in basis.told_before if one.next_steps or one.help_wanted}
    said = list(last.values())
    if not said:
        return [Paragraph(plain(_nothing_said(basis)))]
    became = {one.initiative_id: Movement(one.movement) for one in basis.changes}
    headings = (
        Heading("initiative_id", _("Identifier"), weight=2),
        Heading("initiative", _("Initiative"), weight=4),
        Heading("said", _("What was said"), weight=6),
        Heading("became", _("What became of it"), weight=3),
    )
    rows = []
    for one in said:
        found = basis.find(one.initiative_id)
        movement = became.get(one.initiative_id)
        words = [one.next_steps, _("Help wanted: {what}", what=one.help_wanted) if one.help_wanted else None]
        rows.append(
            (
                one.initiative_id,
                found.title if found else None,
                "\n".join(text for text in words if text),
                movement_label(movement, basis.kind) if movement else None,
            )
        )
    return [Grid(_("What was said at the last convening"), headings, tuple(rows))]


def _nothing_said(basis: Basis) -> str:
    if basis.is_public_record:
        return _("Documents do not tell what cities said they would do next; their own returns do.")
    return _(
        "No next steps and no help wanted were reported in the cycle before. "
        "They come with status updates, as next_steps and help_wanted."
    )
