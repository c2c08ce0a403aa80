"""What the gap matrix asks of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ictrack.scope import Scope
from ictrack.store.database import Database


@dataclass(frozen=True)
class GapLimits:
    """Where gaps begin: after how many months without news, and up to how many initiatives are few."""

    months: int
    few: int


@dataclass(frozen=True)
class GapRow:
    """One thematic area of one member city: its state, and the numbers that put it there.

    `initiatives` are those open or completed, listed in `initiative_ids`. Of the open ones,
    listed in `open_ids`, `unheard` have no recent report or evidence, `without_status` have
    a recent report that says nothing of their status, and `no_owner`, `no_target` and
    `no_champion` lack one. `moved` have a higher rank than on the day `since_on`; without
    such a day any status is a step forward. `stopped` and `closed` with their phase are left
    out. `record_kind` is nothing where there is no initiative.
    """

    city_id: str
    city_name: str
    area_id: str
    area_name: str
    state: str
    record_kind: str | None
    plans: int
    initiatives: int
    open_initiatives: int
    unheard: int
    without_status: int
    moved: int
    since_on: date | None
    last_reported_on_written: str | None
    no_owner: int
    no_target: int
    no_champion: int
    initiative_ids: Sequence[str]
    open_ids: Sequence[str]
    stopped: int
    closed: int


def list_gap_rows(database: Database, scope: Scope, limits: GapLimits) -> tuple[GapRow, ...]:
    """Judge each thematic area of each member city, by city name and in the Framework's order."""
    parameters = {**scope.parameters, "gap_months": limits.months, "gap_few": limits.few}
    rows = database.ask("gap_list", parameters)
    lists = ("initiative_ids", "open_ids")
    return tuple(GapRow(**{**row, **{name: tuple(row[name]) for name in lists}}) for row in rows)
