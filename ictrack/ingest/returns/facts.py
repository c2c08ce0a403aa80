"""What the store knows of the initiatives that a returned workbook speaks of."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from ictrack.dates import parse_partial_day
from ictrack.ingest.returns.stamp import Stamp
from ictrack.ingest.sets import rule_sql
from ictrack.ingest.update_identifiers import UpdateIdentifiers
from ictrack.models import StatusUpdateRow, columns_of
from ictrack.store.staging import Staging

ACCEPTED, WAITING = "accepted", "submitted"


@dataclass(frozen=True)
class KnownInitiative:
    """Hold one stored initiative; `starts_on` is the first day that its start can be.

    `is_asked` says whether it is of cities' own returns: of a public record nobody is asked.
    `has_status` says whether a delivery status is in force, which "no change" can confirm.
    """

    initiative_id: str
    city_id: str
    title: str
    starts_on: date | None
    added_on_written: str | None
    source_id: str
    is_asked: bool
    has_status: bool


@dataclass(frozen=True)
class KnownReport:
    """Hold one report on an initiative, accepted or waiting for review, by the cells that say anything."""

    update_id: str
    state: str
    load_id: int | None
    cells: Mapping[str, str]

    def says(self, cells: Mapping[str, str], *, of_any_day: bool) -> bool:
        """Say whether an answer says the same; of any day, where it left its day empty."""
        apart = {"update_id", "recorded_on", *(["reported_on"] if of_any_day else [])}
        return _without(self.cells, apart) == _without(cells, apart)


@dataclass(frozen=True)
class KnownToReturn:
    """Hold what a returned workbook is held against."""

    knows_city: bool
    knows_convening: bool
    phase_id: str | None
    initiatives: Mapping[str, KnownInitiative]
    reports: Mapping[str, tuple[KnownReport, ...]]

    def reports_since(self, initiative_id: str, stamp: Stamp) -> tuple[KnownReport, ...]:
        """List what the workbook did not show: loaded after it was made, or waiting for review."""
        return tuple(
            report
            for report in self.reports.get(initiative_id, ())
            if report.state == WAITING or (report.load_id is not None and report.load_id > stamp.load)
        )

    def later_day(self, cells: Mapping[str, str]) -> str | None:
        """Give the day of a stored report that goes on to set the status after this one, if there is one."""
        mine = parse_partial_day(cells.get("reported_on", ""))
        if mine is None or "status" not in cells:
            return None
        accepted = [
            report for report in self.reports.get(cells["initiative_id"], ()) if report.state == ACCEPTED
        ]
        taken_back = {report.cells.get("corrects_update_id") for report in accepted}
        days = [
            report.cells.get("reported_on", "")
            for report in accepted
            if "status" in report.cells and report.update_id not in taken_back
        ]
        later = [day for written in days if (day := parse_partial_day(written)) and day.last > mine.last]
        return str(max(later, key=lambda day: day.last)) if later else None


def known_to_return(staging: Staging, stamp: Stamp, today: date) -> KnownToReturn:
    """Collect what a returned workbook is held against, as known today."""
    asked = {"city": stamp.city, "event": stamp.convening}
    (convening,) = staging.ask(rule_sql("return_convening"), asked)
    reports: dict[str, list[KnownReport]] = defaultdict(list)
    for row in staging.ask(rule_sql("return_report"), {"city": stamp.city}):
        reports[row["initiative_id"]].append(_report(row))
    now = {"as_at": today, "known_on": today, "cities": [stamp.city], "initiatives": None}
    with_status = {row["initiative_id"] for row in staging.ask_named("initiatives_with_status", now)}
    initiatives = [_initiative(row, with_status) for row in staging.ask(rule_sql("return_initiative"))]
    return KnownToReturn(
        bool(convening["knows_city"]),
        bool(convening["knows_convening"]),
        convening["phase_id"],
        {initiative.initiative_id: initiative for initiative in initiatives},
        {initiative_id: tuple(listed) for initiative_id, listed in reports.items()},
    )


def known_identifiers(staging: Staging, initiatives: Collection[str]) -> UpdateIdentifiers:
    """Collect the identifiers of updates that are taken for some initiatives."""
    rows = staging.ask_named("taken_update_ids", {"initiatives": sorted(initiatives)})
    return UpdateIdentifiers((row["initiative_id"], row["update_id"]) for row in rows)


def _initiative(row: dict[str, Any], with_status: Set[str]) -> KnownInitiative:
    started = parse_partial_day(row.pop("starts_on_written") or "")
    return KnownInitiative(
        **row,
        starts_on=started.first if started else None,
        has_status=row["initiative_id"] in with_status,
    )


def _report(row: dict[str, Any]) -> KnownReport:
    stored = json.loads(row["cells"])
    # Of a stored day its words count, and not the day that it counts as.
    said = {name: stored.get(f"{name}_written", stored.get(name)) for name in columns_of(StatusUpdateRow)}
    cells = {name: str(value) for name, value in said.items() if value}
    return KnownReport(row["update_id"], row["state"], row["load_id"], cells)


def _without(cells: Mapping[str, str], names: set[str]) -> dict[str, str]:
    return {name: cell for name, cell in cells.items() if name not in names}
