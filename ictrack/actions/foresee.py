"""Say where an initiative would stand once a report on it counts, before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ictrack.access.roles import Action
from ictrack.actions.permitted import permit
from ictrack.actions.reports import cleaned, source_of
from ictrack.actions.source_row import fill_recorded_on
from ictrack.ingest.check import CheckOptions, check_raw
from ictrack.ingest.update_identifiers import UpdateIdentifiers
from ictrack.scope import Scope
from ictrack.store.as_if import find_as_if
from ictrack.store.database import Database
from ictrack.store.queries import InitiativeInFull, find_initiative
from ictrack.store.staging import open_staging
from ictrack.store.submissions import find_sources, list_taken_identifiers
from ictrack.vocabulary import RecordedMode


@dataclass(frozen=True)
class Foresight:
    """Hold where an initiative stands now, and where it would stand with one more report.

    `sets_standing` says whether that report is the one whose status would be in force.
    """

    before: InitiativeInFull
    after: InitiativeInFull
    sets_standing: bool


def foresee_report(database: Database, cells: Mapping[str, str | None], today: date) -> Foresight | None:
    """Say what one report would change today; nothing where a load would refuse it.

    The report is put among the stored ones, asked about by the questions of every page, and
    taken away again. Raises NotPermittedError where the reader may not report for the city.
    """
    told = cleaned(cells)
    initiative_id = told.get("initiative_id", "")
    database = permit(database, Action.REPORT, [initiative_id])
    source_id = find_sources(database, [initiative_id]).get(initiative_id)
    scope = Scope(as_at=today, known_on=today)
    before = find_initiative(database, scope, initiative_id)
    if source_id is None or before is None:
        return None
    taken = list_taken_identifiers(database, [initiative_id])
    update_id = UpdateIdentifiers(taken).give(initiative_id)
    raw = source_of("form", {2: {**told, "update_id": update_id}})
    with open_staging(database) as staging:
        checked = check_raw(raw, staging, CheckOptions(source_id=source_id))
    if checked.issues:
        return None
    updates = fill_recorded_on(checked.rows["status_updates"], RecordedMode.TODAY, today)
    after = find_as_if(database, updates, source_id, scope, initiative_id)
    return Foresight(before, after, after.status_update_id == update_id)
