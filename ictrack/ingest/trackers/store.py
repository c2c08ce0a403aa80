"""What the store knows of the days of a tracker."""

from __future__ import annotations

from collections.abc import Mapping

from ictrack.ingest.sets import rule_sql
from ictrack.ingest.trackers.read import StoredReport
from ictrack.store.staging import Staging

_OF_REPORT = frozenset({"update_id", "initiative_id", "reported_on"})


def stored_reports(staging: Staging, parameters: Mapping[str, object]) -> list[StoredReport]:
    """List what counts of each day of each initiative of a source: corrected, and not taken back."""
    return [
        StoredReport(
            row["update_id"],
            row["initiative_id"],
            row["reported_on"],
            {
                column.removesuffix("_written"): str(said)
                for column, said in row.items()
                if column not in _OF_REPORT and said is not None
            },
        )
        for row in staging.ask(rule_sql("stored_report"), parameters)
    ]
