"""What became of each initiative between two days, for the command `changes`.

What a request may ask for is read here, with what is allowed instead; the ledger that the
Convening page shows is in `ictrack.summaries.ledger`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ictrack.errors import NotAllowedError
from ictrack.scope import Scope
from ictrack.store.database import Database
from ictrack.store.queries import Change, list_changes
from ictrack.summaries.counts import CountRequest, read_day, read_scope
from ictrack.summaries.setting import summarise_setting

CHANGE_COLUMNS = (
    "initiative_id",
    "city_id",
    "area_id",
    "phase_id",
    "movement",
    "from_standing",
    "to_standing",
    "worst_between",
    "from_target",
    "to_target",
)


class ChangeRequest(CountRequest):
    """What is asked for, in the reader's words: from the day `since` to the day `until`.

    `known_since` is the day on which the picture of the first day was known; without it
    that is the day on which the last one was, `known_on`.
    """

    since: str
    until: str
    known_since: str | None = None


@dataclass(frozen=True)
class Changes:
    """Hold what became of each initiative that counts on either day, by identifier."""

    scope: Scope
    since: date
    known_since: date
    rows: tuple[Change, ...]

    def plain_rows(self) -> list[dict[str, str | int | None]]:
        """Give each row keyed by column; targets are as they were written."""
        return [{column: getattr(row, column) for column in CHANGE_COLUMNS} for row in self.rows]


def summarise_changes(database: Database, request: ChangeRequest, today: date) -> Changes:
    """List what a request asks for; raises NotAllowedError for a word or a day that is not allowed."""
    asked = request.model_copy(update={"as_at": request.until})
    since = read_day("since", request.since, today)
    # Read first under its own name, so that a mistake in it is not said of `as_at`.
    until = read_day("until", request.until, today)
    if since > until:
        raise NotAllowedError("since", request.since, [f"a day that is not after {until.isoformat()}"])
    scope = read_scope(summarise_setting(database, today), asked)
    known_since = read_day("known_since", request.known_since, scope.known_on)
    return Changes(scope, since, known_since, list_changes(database, scope, since, known_since))
