"""The gap matrix as rows, for the command `gaps`: one for each thematic area of each member city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.summaries.counts import CountRequest, read_scope
from ictrack.summaries.gaps import GapCell, summarise_gaps
from ictrack.summaries.setting import summarise_setting

GAP_COLUMNS = ("city_id", "area_id", "state", "initiatives", "reason")


@dataclass(frozen=True)
class GapList:
    """Hold the cells of the matrix by identifier; `sentence` says what they show, or why there is none."""

    scope: Scope
    sentence: str
    cells: tuple[GapCell, ...]

    def plain_rows(self) -> list[dict[str, str | int | None]]:
        """Give each cell keyed by column."""
        return [{column: getattr(cell, column) for column in GAP_COLUMNS} for cell in self.cells]


def list_gaps(database: Database, request: CountRequest, today: date) -> GapList:
    """Judge what a request asks for; raises NotAllowedError for a word or a day that is not allowed."""
    setting = summarise_setting(database, today)
    scope = read_scope(setting, request)
    gaps = summarise_gaps(database, scope, setting)
    cells = sorted(gaps.cells, key=lambda cell: (cell.city_id, cell.area_id))
    return GapList(scope, gaps.sentence, tuple(cells))
