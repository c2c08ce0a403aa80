"""What changed since the last convening: each initiative in one class, and the numbers reconciled."""

from __future__ import annotations

from collections.abc import Sequence

from ictrack.labels import movement_label, progress_label
from ictrack.language import _, format_day, format_written
from ictrack.reports.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    ChartSeries,
    Commentary,
    Grid,
    Heading,
    Mark,
    Paint,
    Paragraph,
    Section,
)
from ictrack.reports.grids import count_of, grid_of
from ictrack.reports.sections import progress
from ictrack.reports.sections.basis import Basis
from ictrack.reports.wording import plain
from ictrack.store.queries import Change
from ictrack.summaries.ledger import courses_of, notes_on_opening
from ictrack.summaries.ledger_list import MOVED_FIRST, movement_in_words
from ictrack.summaries.ledger_numbers import (
    Courses,
    Waterfall,
    changes_in_words,
    follow_measure,
    measures_of,
)
from ictrack.vocabulary import Movement, RecordKind, Standing, StandingReason

# What is not told one by one here: the annex lists it.
_QUIET = {
    Movement.FINISHED_EARLIER,
    Movement.REVIEWED_NO_CHANGE,
    Movement.UPDATED_UNCHANGED,
    Movement.SILENT,
}


def what_changed(basis: Basis) -> Section:
    """Tell the movement ledger, city by city and number by number."""
    blocks: list[Block] = [Paragraph(progress.movements(basis), "lead"), Commentary("changed")]
    if basis.changes:
        courses = courses_of(basis.database, basis.scope, basis.opening, basis.changes)
        notes = notes_on_opening(courses, basis.opening, basis.scope)
        blocks += [Paragraph(plain(note), "note") for note in notes]
        blocks += [_by_city(basis), _classes(basis), _waterfall(basis, courses), _reconciled(basis, courses)]
        moved = [one for one in basis.changes if Movement(one.movement) not in _QUIET]
        blocks += [change_grid(_("What moved, one by one"), moved, basis.kind)] if moved else []
    return Section("changed", _("What changed"), tuple(block for block in blocks if block != _NOTHING))


_NOTHING = Bullets("", ())


def _by_city(basis: Basis) -> Block:
    told = progress.moves_by_city(basis)
    return Bullets(_("City by city"), told) if told else _NOTHING


def _classes(basis: Basis) -> Grid:
    headings = (
        Heading("movement", _("What happened"), weight=4),
        Heading("initiatives", _("Initiatives"), is_number=True),
    )
    by_movement: dict[str, list[Change]] = {movement.value: [] for movement in MOVED_FIRST}
    for change in basis.changes:
        by_movement[change.movement].append(change)
    rows: list[tuple[Cell, ...]] = [
        (movement_label(Movement(movement), basis.kind), count_of(mine))
        for movement, mine in by_movement.items()
        if mine
    ]
    return Grid(_("Each initiative in one class"), headings, (*rows, (_("All"), count_of(basis.changes))))


def _days(basis: Basis) -> tuple[str, str]:
    return format_day(basis.opening.as_at), format_day(basis.scope.as_at)


def _waterfall(basis: Basis, courses: Courses) -> Block:
    """Follow the completed ones from the first day to the last; where there is nothing to draw, say so."""
    days = (basis.opening.as_at, basis.scope.as_at)
    followed = follow_measure(courses, Standing.COMPLETED.value, measures_of(basis.kind), days, basis.kind)
    if not followed.opening and not followed.steps:
        return Paragraph(plain(followed.sentence))
    return waterfall_chart(followed)


def waterfall_chart(followed: Waterfall) -> Chart:
    """Draw a number from the first day to the last as bars that stand on what was there before."""
    running = followed.opening
    below, added, taken = [0], [0], [0]
    for step in followed.steps:
        below.append(min(running, running + step.change))
        added.append(max(step.change, 0))
        taken.append(max(-step.change, 0))
        running += step.change
    steps = len(followed.steps)
    totals = (followed.opening, *[0] * steps, followed.closing)
    return Chart(
        key="completed_step_by_step",
        title=_("{measure}, step by step", measure=followed.label),
        sentence=followed.sentence,
        axis=_("Initiatives"),
        is_upright=False,
        labels=(followed.first, *(step.label for step in followed.steps), followed.last),
        series=(
            ChartSeries(_("What was there"), Paint.HIDDEN, (*below, 0)),
            ChartSeries(_("On the day"), Paint.TOTAL, totals),
            ChartSeries(_("Added"), Paint.ADDED, (*added, 0)),
            ChartSeries(_("Taken away"), Paint.TAKEN, (*taken, 0)),
        ),
        table=grid_of(followed.table, {"step": 6}),
    )


def _reconciled(basis: Basis, courses: Courses) -> Grid:
    """Tell every number from the first day to the last, with what changed it in words."""
    first, last = _days(basis)
    headings = (
        Heading("measure", _("Progress"), weight=4),
        Heading("opening", first, is_number=True, weight=2),
        Heading("steps", _("What changed it"), weight=7),
        Heading("closing", last, is_number=True, weight=2),
    )
    measures = measures_of(basis.kind)
    days = (basis.opening.as_at, basis.scope.as_at)
    followed = [follow_measure(courses, measure, measures, days, basis.kind) for measure in measures]
    rows = tuple(
        (one.label, one.opening, changes_in_words(one), one.closing)
        for one in followed
        if one.opening or one.steps
    )
    return Grid(_("Every number from the first day to the last"), headings, rows)


def change_grid(caption: str, changes: Sequence[Change], kind: RecordKind) -> Grid:
    """List changes one by one, those that moved first."""
    headings = (
        Heading("initiative_id", _("Identifier"), weight=2),
        Heading("initiative", _("Initiative"), weight=5),
        Heading("city", _("City"), weight=2),
        Heading("movement", _("What happened"), weight=3),
        Heading("from_standing", _("From"), weight=3),
        Heading("to_standing", _("To"), weight=3),
    )
    place = {movement: at for at, movement in enumerate(MOVED_FIRST)}
    ordered = sorted(changes, key=lambda c: (place[Movement(c.movement)], c.city_name, c.initiative_id))
    rows = tuple(
        (
            one.initiative_id,
            one.title,
            one.city_name,
            _movement(one),
            _progress(one.from_standing, one.from_reason, kind, is_closed=one.was_closed),
            _progress(one.to_standing, one.to_reason, kind, is_closed=one.is_closed),
        )
        for one in ordered
    )
    return Grid(caption, headings, rows)


def _movement(change: Change) -> str:
    if change.movement != Movement.NEW_TARGET_DATE:
        return movement_in_words(change)
    before, now = format_written(change.from_target), format_written(change.to_target)
    dates = _("{before} → {now}", before=before or _("none"), now=now or _("none"))
    return _("{movement}: {dates}", movement=movement_in_words(change), dates=dates)


def _progress(standing: str | None, reason: str | None, kind: RecordKind, *, is_closed: bool) -> Cell:
    if standing is None or reason is None:
        return None
    words = progress_label(Standing(standing), StandingReason(reason), kind)
    return Mark(words, Standing(standing), is_closed=is_closed)
