"""The movement ledger as a list: one row per initiative, from where to where, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ictrack.labels import movement_label, progress_label, standing_label
from ictrack.language import _, format_written
from ictrack.store.queries import Change
from ictrack.summaries.sentences import statuses_in_words
from ictrack.summaries.table import Cell, Column, Linked, Marked, Table, open_city, open_initiative
from ictrack.vocabulary import Movement, RecordKind, Standing, StandingReason

# What people come for first: what moved, then what is new, last what nothing was heard of.
MOVED_FIRST = (
    Movement.FORWARD,
    Movement.BACK,
    Movement.ROUND_TRIP,
    Movement.FELL_DUE,
    Movement.NEW_TARGET_DATE,
    Movement.FIRST_UPDATE,
    Movement.JOINED,
    Movement.LEFT,
    Movement.REVIEWED_NO_CHANGE,
    Movement.UPDATED_UNCHANGED,
    Movement.FINISHED_EARLIER,
    Movement.SILENT,
)

# Words of progress that do not tell the status beneath them.
_HIDES_STATUS = {Standing.BEHIND, Standing.AT_RISK}


@dataclass(frozen=True)
class _Told:
    """One column: its key, its label, what it says of a change.

    `in_full` is true for one that only downloads have, false for one that only a screen has.
    """

    key: str
    label: str
    tell: Callable[[Change], Cell]
    in_full: bool | None = None


def tabulate_changes(
    caption: str, changes: Sequence[Change], record_kind: RecordKind, *, in_full: bool
) -> Table:
    """List changes, those that moved first; in full for a download, in a few columns for a screen."""
    told = [column for column in _columns(record_kind) if column.in_full in {None, in_full}]
    place = {movement: at for at, movement in enumerate(MOVED_FIRST)}
    ordered = sorted(changes, key=lambda c: (place[Movement(c.movement)], c.city_name, c.initiative_id))
    return Table(
        caption,
        tuple(Column(column.key, column.label) for column in told),
        tuple(tuple(column.tell(change) for column in told) for change in ordered),
    )


def _columns(record_kind: RecordKind) -> list[_Told]:
    return [
        _Told("initiative", _("Initiative"), _initiative),
        _Told("city", _("City"), lambda c: Linked(c.city_name, open_city(c.city_id))),
        _Told("thematic_area", _("Thematic area"), lambda c: c.area_name, in_full=True),
        _Told("movement", _("What happened"), movement_in_words),
        _Told("from_standing", _("From"), _from),
        _Told("to_standing", _("To"), _to),
        _Told("worst_between", _("Furthest back between"), _worst, in_full=True),
        _Told("from_target", _("Target date then"), lambda c: format_written(c.from_target), in_full=True),
        _Told("to_target", _("Target date now"), lambda c: format_written(c.to_target), in_full=True),
        _Told("target", _("Target date"), _targets),
        _Told("last_reported_on", _newest_label(record_kind), _newest, in_full=True),
        _Told("reason", _("Why"), _why, in_full=True),
        _Told("news", _news_label(record_kind), _news, in_full=False),
    ]


def _newest_label(record_kind: RecordKind) -> str:
    """Name the day of the newest report, or piece of evidence: of a public record nobody reported."""
    if record_kind is RecordKind.PUBLIC_RECORD:
        return _("Newest evidence between")
    return _("Newest report between")


def _news_label(record_kind: RecordKind) -> str:
    if record_kind is RecordKind.PUBLIC_RECORD:
        return _("Newest evidence between, and why")
    return _("Newest report between, and why")


def _initiative(change: Change) -> Cell:
    return Linked(f"{change.title} ({change.initiative_id})", open_initiative(change.initiative_id))


def _kind(change: Change) -> RecordKind:
    return RecordKind(change.record_kind)


def movement_in_words(change: Change) -> str:
    """Name the movement; where the progress at both ends does not show it, say what it was."""
    movement = Movement(change.movement)
    label = movement_label(movement, _kind(change))
    if movement is Movement.ROUND_TRIP:
        return _("{movement}: {worst} between", movement=label, worst=_worst(change))
    if movement in {Movement.FORWARD, Movement.BACK} and not _is_seen(change):
        before, now = statuses_in_words(change)
        return _("{movement}: {before} → {now}", movement=label, before=before, now=now)
    if movement is Movement.SILENT and change.is_closed:
        # No report is due on it any more.
        return _("{movement}: closed with its phase", movement=label)
    return label


def _is_seen(change: Change) -> bool:
    """Say whether the progress at both ends shows a movement: one past its date may have moved forward."""
    ends = {change.from_standing, change.to_standing}
    return len(ends) == 2 and ends.isdisjoint(_HIDES_STATUS)


def _from(change: Change) -> Cell:
    return _progress(change, change.from_standing, change.from_reason, is_closed=change.was_closed)


def _to(change: Change) -> Cell:
    return _progress(change, change.to_standing, change.to_reason, is_closed=change.is_closed)


def _progress(change: Change, standing: str | None, reason: str | None, *, is_closed: bool) -> Cell:
    if standing is None or reason is None:
        return None
    label = progress_label(Standing(standing), StandingReason(reason), _kind(change))
    return Marked(label, Standing(standing), is_closed=is_closed)


def _worst(change: Change) -> str:
    """Name the lowest standing on either day or between; past its date is not told from off track."""
    if change.worst_between is None:
        return ""
    return standing_label(Standing(change.worst_between), _kind(change))


def _targets(change: Change) -> str | None:
    """Write the target date, and both where it moved; nothing where there is none."""
    before, now = format_written(change.from_target), format_written(change.to_target)
    if change.from_standing is None or change.to_standing is None or before == now:
        return now or before or None
    return _("{before} → {now}", before=before or _("none"), now=now or _("none"))


def _newest(change: Change) -> str | None:
    return format_written(change.last_reported_on_written) or None


def _why(change: Change) -> str | None:
    """Give the reason that was reported with it, else what the newest report says."""
    if change.to_standing is None:
        return change.removal_reason
    return change.reason or (change.last_summary if change.updates else None)


def _news(change: Change) -> str | None:
    """Give the day of the newest report and the reason in one cell, which has room for both."""
    day, why = _newest(change), _why(change)
    return _("{day}: {why}", day=day, why=why) if day and why else day or why
