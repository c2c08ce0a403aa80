"""Why a thematic area of a city has its state, in one sentence with the numbers.

The same sentence stands on the page, in the command's answer and in the report.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ictrack.language import _, format_day, format_written, ngettext
from ictrack.scope import Scope
from ictrack.store.gap_queries import GapRow
from ictrack.summaries.gap_rules import current_limits, months_in_words
from ictrack.vocabulary import GapState, RecordKind


def reason_in_words(row: GapRow, record_kind: RecordKind, scope: Scope) -> str:
    """Say why it has its state, what else is completed, and what is not counted."""
    parts = (_reason(row, record_kind, scope), _others_completed(row), _left_out(row))
    return " ".join(part for part in parts if part)


def _reason(row: GapRow, record_kind: RecordKind, scope: Scope) -> str:
    public = record_kind is RecordKind.PUBLIC_RECORD
    tell: dict[GapState, Callable[[GapRow], str]] = {
        GapState.NOT_KNOWN: _not_known,
        GapState.NONE: _none,
        GapState.ALL_COMPLETED: _all_completed,
        GapState.SILENT: partial(_not_found, scope=scope) if public else _not_reported,
        GapState.PLANNED_ONLY: _announced if public else _not_started,
        GapState.STALLED: _no_step_documented if public else _no_step,
        GapState.THIN: _few_move,
        GapState.MOVING: _moving_by_documents if public else _moving,
    }
    return tell[GapState(row.state)](row)


def _not_known(row: GapRow) -> str:
    if not row.plans:
        return _("No open or completed initiative is known here, and no action plan of the city is known.")
    return ngettext(
        "No open or completed initiative is known here, and the city’s action plan was not read in full.",
        "No open or completed initiative is known here, and none of the city’s {n} action plans was read in "
        "full.",
        row.plans,
    )


def _none(_row: GapRow) -> str:
    return _("No open or completed initiative is here, although an action plan of the city was read.")


def _all_completed(row: GapRow) -> str:
    return ngettext(
        "The only initiative here is completed.",
        "The {n} initiatives here are completed, and none is open.",
        row.initiatives,
    )


def _not_found(row: GapRow, scope: Scope) -> str:
    told = ngettext(
        "No document of the {months} up to {day} speaks of the only open initiative here",
        "No document of the {months} up to {day} speaks of any of the {n} open initiatives here",
        row.open_initiatives,
        months=months_in_words(current_limits().months),
        day=format_day(scope.as_at),
    )
    last = format_written(row.last_reported_on_written)
    return _("{told}; the last is of {day}.", told=told, day=last) if last else f"{told}."


def _not_reported(row: GapRow) -> str:
    if row.without_status and row.unheard:
        return _(
            "The {n} open initiatives here are without a recent report ({unheard}) or without a reported "
            "status ({unknown}).",
            n=row.open_initiatives,
            unheard=row.unheard,
            unknown=row.without_status,
        )
    if row.without_status:
        return ngettext(
            "The only open initiative here was reported on, but not its status.",
            "The {n} open initiatives here were reported on, but not their status.",
            row.open_initiatives,
        )
    told = ngettext(
        "The only open initiative here has no recent report",
        "None of the {n} open initiatives here has a recent report",
        row.open_initiatives,
    )
    last = format_written(row.last_reported_on_written)
    return _("{told}; the last is of {day}.", told=told, day=last) if last else f"{told}."


def _announced(row: GapRow) -> str:
    return ngettext(
        "The only open initiative here was announced, and no document says that it began.",
        "The {n} open initiatives here were announced, and no document says that any of them began.",
        row.open_initiatives,
    )


def _not_started(row: GapRow) -> str:
    return ngettext(
        "The only open initiative here has not started.",
        "None of the {n} open initiatives here has started.",
        row.open_initiatives,
    )


def _no_step_documented(row: GapRow) -> str:
    return ngettext(
        "No document says that the only open initiative here moved forward {since}.",
        "No document says that any of the {n} open initiatives here moved forward {since}.",
        row.open_initiatives,
        since=since_in_words(row),
    )


def _no_step(row: GapRow) -> str:
    return ngettext(
        "The only open initiative here has not moved forward {since}.",
        "None of the {n} open initiatives here has moved forward {since}.",
        row.open_initiatives,
        since=since_in_words(row),
    )


def _few_move(row: GapRow) -> str:
    if row.initiatives == 1:
        return _(
            "There is only one initiative here, and it has moved forward {since}.", since=since_in_words(row)
        )
    return ngettext(
        "There is only {n} initiative here; of these {moved} moved forward {since}.",
        "There are only {n} initiatives here; of these {moved} moved forward {since}.",
        row.initiatives,
        moved=row.moved,
        since=since_in_words(row),
    )


def _moving_by_documents(row: GapRow) -> str:
    return ngettext(
        "Of the {n} initiative here documents say that {moved} moved forward {since}.",
        "Of the {n} initiatives here documents say that {moved} moved forward {since}.",
        row.initiatives,
        moved=row.moved,
        since=since_in_words(row),
    )


def _moving(row: GapRow) -> str:
    return ngettext(
        "Of the {n} initiative here {moved} moved forward {since}.",
        "Of the {n} initiatives here {moved} moved forward {since}.",
        row.initiatives,
        moved=row.moved,
        since=since_in_words(row),
    )


def since_in_words(row: GapRow) -> str:
    """Say since when steps forward are looked for; early on, since the beginning."""
    return _("since {day}", day=format_day(row.since_on)) if row.since_on else _("since the first reports")


def _others_completed(row: GapRow) -> str:
    """Say what is completed beside the open ones, where the reason speaks of these alone."""
    completed = row.initiatives - row.open_initiatives
    if not completed or row.state not in {GapState.SILENT, GapState.PLANNED_ONLY, GapState.STALLED}:
        return ""
    if row.state == GapState.STALLED:
        return ngettext("{n} other was completed before.", "{n} others were completed before.", completed)
    return ngettext("{n} other is completed.", "{n} others are completed.", completed)


def _left_out(row: GapRow) -> str:
    told = []
    if row.stopped:
        told.append(ngettext("{n} that was stopped", "{n} that were stopped", row.stopped))
    if row.closed:
        told.append(
            ngettext("{n} that closed with its phase", "{n} that closed with their phase", row.closed)
        )
    return _("Not counted: {what}.", what="; ".join(told)) if told else ""
