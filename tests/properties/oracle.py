"""Compute the summary a second time, in plain Python, from the wording of the definitions alone.

Nothing of ictrack is imported here and no SQL is run: where the store and this file
disagree, one of them has misread a sentence. The sentences quoted below are those of
the glossary. Everything is as slow and as plain as a reader would do it on paper.
"""

from __future__ import annotations

import calendar
import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

# A source as it was written: the rows of each file, every cell as text.
Cells = Mapping[str, str]
Files = Mapping[str, Sequence[Cells]]

FROM_THE_BEGINNING = date.min
STANDINGS = (
    "completed",
    "stopped",
    "not_reported",
    "paused",
    "behind",
    "at_risk",
    "in_progress",
    "not_started",
)
KEY_COLUMNS = {"city": "city_id", "area": "area_id", "phase": "phase_id"}


def read_folder(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Read every CSV file of a source as text, under its name without the ending."""
    return {path.stem: _read_file(path) for path in sorted(folder.glob("*.csv"))}


def _read_file(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            {column: (cell or "").strip() for column, cell in row.items()} for row in csv.DictReader(lines)
        ]


def last_day(cell: str) -> date | None:
    """Give the last day of the period that a cell names: "by then it is certain"."""
    if not cell:
        return None
    year, month, day = _parts(cell)
    if month is None:
        return date(year, 12, 31)
    return date(year, month, day or calendar.monthrange(year, month)[1])


def first_day(cell: str) -> date:
    """Give the first day of the period: "only a phase's start counts from its first"."""
    year, month, day = _parts(cell)
    return date(year, month or 1, day or 1)


def _parts(cell: str) -> tuple[int, int | None, int | None]:
    numbers = [int(part) for part in cell.split("-")]
    year, month, day = (*numbers, None, None)[:3]
    assert year is not None
    return year, month, day


@dataclass(frozen=True)
class Update:
    """One status update, its days worked out."""

    update_id: str
    initiative_id: str
    kind: str
    reported_on: date | None
    recorded_on: date
    status: str
    confidence: str
    revised_target_on: date | None
    names: str


@dataclass(frozen=True)
class Initiative:
    """One initiative, its days worked out."""

    initiative_id: str
    city_id: str
    phase_id: str
    area_id: str
    schedule: str
    starts_on: date | None
    target_on: date | None
    added_on: date | None
    removed_on: date | None


@dataclass(frozen=True)
class Situation:
    """What one initiative's standing is at (D, K), and what it was derived from."""

    initiative: Initiative
    counts: bool
    joins_on: date
    status: str
    confidence: str
    current_target: date | None
    overdue: bool
    standing: str
    closed_with_phase: bool


@dataclass(frozen=True)
class Programme:
    """A whole source, its days worked out."""

    phase_starts: Mapping[str, date]
    phase_ends: Mapping[str, date | None]
    plans: Mapping[tuple[str, str], date]
    initiatives: Sequence[Initiative]
    updates: Mapping[str, Sequence[Update]]
    parts: frozenset[str]
    cut_offs: frozenset[date]


def understand(files: Files, load_day: date | None = None) -> Programme:
    """Work out the days of a source.

    A blank `recorded_on` is the day of the load; without a load day it is the last day
    of the reported period, and "an undated update is then known from the beginning".
    """
    updates: dict[str, list[Update]] = {}
    by_id = {row["update_id"]: row for row in files.get("status_updates", ())}
    for row in by_id.values():
        update = _update(row, by_id, load_day)
        updates.setdefault(update.initiative_id, []).append(update)
    return Programme(
        phase_starts={row["phase_id"]: first_day(row["starts_on"]) for row in files["phases"]},
        phase_ends={row["phase_id"]: last_day(row.get("ends_on", "")) for row in files["phases"]},
        plans=_plans(files),
        initiatives=[_initiative(row) for row in files["initiatives"]],
        updates=updates,
        parts=frozenset(
            row["from_id"] for row in files.get("initiative_links", ()) if row["kind"] == "part_of"
        ),
        cut_offs=frozenset(
            _cut_off(row)
            for row in files.get("events", ())
            if row["kind"] == "convening" and row.get("phase_id", "")
        ),
    )


def _cut_off(row: Cells) -> date:
    """Find the day: "the convening's cut-off, else its end"; without an end, its start's last day."""
    days = (last_day(row.get(column, "")) for column in ("cut_off_on", "ends_on", "starts_on"))
    return next(day for day in days if day is not None)


def _plans(files: Files) -> dict[tuple[str, str], date]:
    """Find the day of each city's plan for a phase: "the earliest, if several"."""
    earliest: dict[tuple[str, str], date] = {}
    for row in files.get("action_plans", ()):
        published = last_day(row.get("published_on", ""))
        if published is not None:
            key = (row["city_id"], row["phase_id"])
            earliest[key] = min(published, earliest.get(key, published))
    return earliest


def _initiative(row: Cells) -> Initiative:
    return Initiative(
        initiative_id=row["initiative_id"],
        city_id=row["city_id"],
        phase_id=row.get("phase_id", ""),
        area_id=row.get("area_id", ""),
        schedule=row.get("schedule", ""),
        starts_on=last_day(row.get("starts_on", "")),
        target_on=last_day(row.get("target_on", "")),
        added_on=last_day(row.get("added_on", "")),
        removed_on=last_day(row.get("removed_on", "")),
    )


def _update(row: Cells, by_id: Mapping[str, Cells], load_day: date | None) -> Update:
    reported_on = _speaks_of(row, by_id)
    recorded_on = last_day(row.get("recorded_on", "")) or load_day or reported_on or FROM_THE_BEGINNING
    return Update(
        update_id=row["update_id"],
        initiative_id=row["initiative_id"],
        kind=row.get("kind", "") or "status",
        reported_on=reported_on,
        recorded_on=recorded_on,
        status=row.get("status", ""),
        confidence=row.get("confidence", ""),
        revised_target_on=last_day(row.get("revised_target_on", "")),
        names=row.get("corrects_update_id", ""),
    )


def _speaks_of(row: Cells, by_id: Mapping[str, Cells]) -> date | None:
    """Find the day: "a correction speaks of the day of what it corrects unless it gives one"."""
    own = last_day(row.get("reported_on", ""))
    if own is not None or row.get("kind", "") != "correction":
        return own
    return _speaks_of(by_id[row["corrects_update_id"]], by_id)


def _ignored(updates: Sequence[Update], known_on: date) -> set[str]:
    """Find the updates that corrections and withdrawals take back, as known on a day.

    "Take effect by `recorded_on` alone, judged from the newest recorded back: the update
    they name is ignored; one that is itself ignored has no effect." "Ties between updates
    fall to `update_id`, compared as text."
    """
    known = [update for update in updates if update.recorded_on <= known_on]
    ignored: set[str] = set()
    for update in sorted(known, key=lambda one: (one.recorded_on, one.update_id), reverse=True):
        if update.kind in ("correction", "withdrawal") and update.update_id not in ignored:
            ignored.add(update.names)
    return ignored


def reports_in_force(updates: Sequence[Update], as_at: date, known_on: date) -> list[tuple[date, Update]]:
    """List the reports that count at (D, K), earliest first, ties by identifier.

    "Uses the accepted updates with `reported_on <= D` and `recorded_on <= K`"; an undated
    one "never sets a standing"; "a withdrawal carries no status and is never a report".
    """
    ignored = _ignored(updates, known_on)
    reports = [
        (update.reported_on, update)
        for update in updates
        if update.update_id not in ignored
        and update.kind != "withdrawal"
        and update.reported_on is not None
        and update.reported_on <= as_at
        and update.recorded_on <= known_on
    ]
    return sorted(reports, key=lambda report: (report[0], report[1].update_id))


def situation_of(programme: Programme, initiative: Initiative, as_at: date, known_on: date) -> Situation:
    """Derive one initiative's standing at (D, K), and whether it counts."""
    reports = reports_in_force(programme.updates.get(initiative.initiative_id, ()), as_at, known_on)
    with_status = [update for _, update in reports if update.status]
    targets = [update.revised_target_on for _, update in reports if update.revised_target_on is not None]
    status, confidence = ("", "")
    if with_status:
        status, confidence = with_status[-1].status, with_status[-1].confidence
    target = targets[-1] if targets else initiative.target_on
    overdue = _is_overdue(programme, initiative, target, status, as_at)
    joins_on = _joins_on(programme, initiative, reports)
    ends_on = _frame_end(programme, initiative)
    return Situation(
        initiative=initiative,
        counts=_counts(programme, initiative, joins_on, as_at),
        joins_on=joins_on,
        status=status,
        confidence=confidence,
        current_target=target,
        overdue=overdue,
        standing=_standing(status, confidence, overdue),
        closed_with_phase=ends_on is not None and ends_on < as_at and status not in ("completed", "stopped"),
    )


def _is_overdue(
    programme: Programme, initiative: Initiative, target: date | None, status: str, as_at: date
) -> bool:
    """Judge whether it is overdue.

    "The current target is before D and before the end of the initiative's phase, the
    status is neither completed nor stopped, and the schedule is neither ongoing nor
    recurring." A phase without an end sets no limit.
    """
    if (
        target is None
        or status in ("completed", "stopped")
        or initiative.schedule in ("ongoing", "recurring")
    ):
        return False
    phase_end = _frame_end(programme, initiative)
    return target < as_at and (phase_end is None or target < phase_end)


def _frame_end(programme: Programme, initiative: Initiative) -> date | None:
    """Find the end of its phase; where it has none, of the programme, as for its first day.

    The programme is open, as a phase is, while one of its phases has no end.
    """
    if initiative.phase_id:
        return programme.phase_ends[initiative.phase_id]
    ends = [end for end in programme.phase_ends.values() if end is not None]
    return max(ends) if len(ends) == len(programme.phase_ends) else None


def _joins_on(programme: Programme, initiative: Initiative, reports: Sequence[tuple[date, Update]]) -> date:
    """Find the day of joining.

    "On `added_on`; else on the earliest of its start, its city's plan for that phase and
    its first report in force; where start and plan are both blank, on its phase's first
    day. Never before its phase's first day (no phase: the programme's)."
    """
    floor = programme.phase_starts.get(initiative.phase_id) or min(programme.phase_starts.values())
    plan = programme.plans.get((initiative.city_id, initiative.phase_id))
    if initiative.added_on is not None:
        joins_on = initiative.added_on
    elif initiative.starts_on is None and plan is None:
        joins_on = floor
    else:
        first_report = reports[0][0] if reports else None
        joins_on = min(day for day in (initiative.starts_on, plan, first_report) if day is not None)
    return max(joins_on, floor)


def _counts(programme: Programme, initiative: Initiative, joins_on: date, as_at: date) -> bool:
    """Judge: "it counts at D if it has joined by D and not left by D"; parts are not counted."""
    has_left = initiative.removed_on is not None and initiative.removed_on <= as_at
    return joins_on <= as_at and not has_left and initiative.initiative_id not in programme.parts


def _standing(status: str, confidence: str, overdue: bool) -> str:
    """Name the standing: "first match wins"."""
    if status in ("completed", "stopped"):
        return status
    if not status:
        return "not_reported"
    if status == "paused":
        return "paused"
    if overdue or confidence == "off_track":
        return "behind"
    if confidence == "at_risk":
        return "at_risk"
    return status


def summary(
    programme: Programme, as_at: date, known_on: date, phase: str | None = None, by: Sequence[str] = ()
) -> list[tuple[str | int | None, ...]]:
    """Count the initiatives of each standing, by any of city, area and phase.

    Gives the keys in the order asked for (`None` where an initiative has none), then the
    number of initiatives, then of each standing; sorted by the keys as text, empty last;
    only combinations with an initiative that counts, but one row when nothing divides.
    """
    standings: dict[tuple[str, ...], list[str]] = {} if by else {(): []}
    for initiative in programme.initiatives:
        situation = situation_of(programme, initiative, as_at, known_on)
        if situation.counts and (phase is None or initiative.phase_id == phase):
            key = tuple(str(getattr(initiative, KEY_COLUMNS[word])) for word in by)
            standings.setdefault(key, []).append(situation.standing)
    ordered = sorted(standings, key=lambda key: [(not part, part) for part in key])
    return [
        (
            *(part or None for part in key),
            len(standings[key]),
            *(standings[key].count(one) for one in STANDINGS),
        )
        for key in ordered
    ]


def freshness_of(programme: Programme, initiative: Initiative, as_at: date, known_on: date) -> str:
    """Name how lately it was reported on.

    "Completed, stopped and closed are exempt"; "reviewed, no change" counts, as every
    report does; with convenings cycles are counted, else days: "current up to 120 days,
    missed one up to 180".
    """
    situation = situation_of(programme, initiative, as_at, known_on)
    if situation.closed_with_phase or situation.status in ("completed", "stopped"):
        return "exempt"
    reports = reports_in_force(programme.updates.get(initiative.initiative_id, ()), as_at, known_on)
    if not reports:
        return "never_reported"
    last = reports[-1][0]
    if programme.cut_offs:
        missed = _cycles_missed(sorted(programme.cut_offs), last, as_at)
        if _is_older_than_a_year(last, as_at):
            missed = max(missed, 1)
    else:
        missed = sum((as_at - last).days > days for days in (120, 180))
    return ("current", "missed_one", "missed_two_or_more")[min(missed, 2)]


def _cycles_missed(cut_offs: Sequence[date], last: date, as_at: date) -> int:
    """Count the cycles that went by without a report.

    "Cycle k runs from just after cut-off k-1 to cut-off k; the cycle after the last cut-off
    is open; k is the cycle that holds D. Report mode (preparing convening k): current = an
    update in cycle k. Live mode: current = cycle k or k-1."
    """
    k, cycle = _cycle_of(cut_offs, as_at), _cycle_of(cut_offs, last)
    still_current = [k] if as_at in cut_offs else [k, k - 1]
    return sum(cycle < one for one in range(k + 1) if one <= min(still_current))


def _cycle_of(cut_offs: Sequence[date], day: date) -> int:
    """Give the number of the cycle that holds a day: the first whose cut-off has not passed."""
    return next((k for k, cut_off in enumerate(cut_offs) if day <= cut_off), len(cut_offs))


def _is_older_than_a_year(last: date, as_at: date) -> bool:
    """Judge: "a report older than 12 months"; a year before 29 February is the 28th."""
    month_ends = calendar.monthrange(as_at.year - 1, as_at.month)[1]
    return last < date(as_at.year - 1, as_at.month, min(as_at.day, month_ends))


STATUS_RANKS = ("stopped", "paused", "not_started", "in_progress", "completed")
CONFIDENCE_RANKS = ("off_track", "at_risk", "on_track")
BEST_TO_WORST = ("completed", "in_progress", "not_started", "at_risk", "behind", "paused", "stopped")


@dataclass(frozen=True)
class Moment:
    """A day, and the day on which the picture of it was known: (D, K)."""

    as_at: date
    known_on: date


@dataclass(frozen=True)
class Movement:
    """One row of the movement ledger."""

    initiative_id: str
    movement: str
    from_standing: str
    to_standing: str
    worst_between: str
    from_target: date | None
    to_target: date | None


def movement_ledger(programme: Programme, opening: Moment, closing: Moment) -> list[Movement]:
    """Tell what became of each initiative "from (D1, K1) to (D2, K)"; "counted at neither end: no row"."""
    rows = [_movement(programme, initiative, opening, closing) for initiative in programme.initiatives]
    return sorted((row for row in rows if row is not None), key=lambda row: row.initiative_id)


def _movement(
    programme: Programme, initiative: Initiative, opening: Moment, closing: Moment
) -> Movement | None:
    before = situation_of(programme, initiative, opening.as_at, opening.known_on)
    after = situation_of(programme, initiative, closing.as_at, closing.known_on)
    if not before.counts and not after.counts:
        return None
    updates = programme.updates.get(initiative.initiative_id, ())
    reports = reports_in_force(updates, closing.as_at, closing.known_on)
    between = [(day, update) for day, update in reports if day > opening.as_at]
    days = sorted({day for day, _ in between})
    situations = [situation_of(programme, initiative, day, closing.known_on) for day in days]
    both = before.counts and after.counts
    return Movement(
        initiative_id=initiative.initiative_id,
        movement=_name_movement(before, after, situations, [update.kind for _, update in between]),
        from_standing=before.standing if before.counts else "",
        to_standing=after.standing if after.counts else "",
        worst_between=_worst([before, after, *situations]) if both else "",
        from_target=before.current_target if before.counts else None,
        to_target=after.current_target if after.counts else None,
    )


def _name_movement(
    before: Situation, after: Situation, situations: Sequence[Situation], kinds: Sequence[str]
) -> str:
    """Name the movement: "first match"."""
    ranks = [rank_of(one) for one in situations if one.status]
    finished = after.status in ("completed", "stopped")
    matches = {
        "joined": not before.counts,
        "left": not after.counts,
        "first_update": not before.status and bool(after.status),
        "finished_earlier": before.status == after.status and finished,
        "forward": rank_of(before) < rank_of(after),
        "back": rank_of(before) > rank_of(after),
        "round_trip": any(rank != rank_of(after) for rank in ranks),
        "fell_due": before.standing != "behind" and after.standing == "behind" and after.overdue,
        "new_target_date": before.current_target != after.current_target,
        "reviewed_no_change": set(kinds) == {"reviewed_no_change"},
        "updated_unchanged": bool(kinds),
        "silent": True,
    }
    return next(name for name, holds in matches.items() if holds)


def rank_of(situation: Situation) -> tuple[int, int]:
    """Rank a status, then its confidence; no status is the lowest.

    "Stopped < paused < not started < in progress < completed; within one status off track
    < at risk < on track or none."
    """
    if not situation.status:
        return (-1, 0)
    return STATUS_RANKS.index(situation.status), CONFIDENCE_RANKS.index(situation.confidence or "on_track")


def _worst(situations: Sequence[Situation]) -> str:
    known = [one.standing for one in situations if one.standing != "not_reported"]
    return max(known, key=BEST_TO_WORST.index, default="")
